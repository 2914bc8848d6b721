//! The manual pages in `docs/man` are what the grammar makes, and help fits one screen.
//!
//! Run with `STANDOFF_UPDATE=1` to write the pages anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use support::{root, run};

/// No help is longer: it fits a screen.
const MOST_LINES: usize = 40;

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    entries.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn the_manual_pages_are_fresh() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    clap_mangen::generate_to(standoff::cli::command(), &folder).unwrap();
    let (mut made, kept) = (pages(&folder), root().join("docs/man"));
    add_examples(&standoff::cli::command(), "standoff", &mut made);
    if std::env::var_os("STANDOFF_UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&kept).unwrap();
        for (name, text) in &made {
            std::fs::write(kept.join(name), text).unwrap();
        }
    }
    let kept = pages(&kept);
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (name, text) in &made {
        assert!(kept[name] == *text, "docs/man/{name} is old: run with STANDOFF_UPDATE=1");
    }
    assert!(made.contains_key("standoff-solve.1") && !made.keys().any(|n| n.contains("__")));
}

/// Adds the examples with which the help of each verb opens.
fn add_examples(command: &clap::Command, name: &str, pages: &mut BTreeMap<String, String>) {
    if let (Some(examples), Some(page)) =
        (command.get_before_help(), pages.get_mut(&format!("{name}.1")))
    {
        let lines = examples.to_string();
        let lines: Vec<&str> =
            lines.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        let lines = lines.join("\n").replace('\\', "\\e").replace('-', "\\-");
        *page += &format!(".SH EXAMPLES\n.nf\n{lines}\n.fi\n");
    }
    for verb in command.get_subcommands() {
        add_examples(verb, &format!("{name}-{}", verb.get_name()), pages);
    }
}

/// The words of every verb and view, as they are typed.
fn verbs() -> Vec<Vec<String>> {
    let command = standoff::cli::command();
    let mut found = Vec::new();
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let name = verb.get_name().to_string();
        found.extend(verb.get_subcommands().map(|view| vec![name.clone(), view.get_name().into()]));
        found.push(vec![name]);
    }
    found
}

#[test]
fn help_fits_one_screen_and_opens_with_two_examples() {
    for verb in verbs() {
        let words: Vec<&str> = verb.iter().map(String::as_str).collect();
        let help = run(&[&words[..], &["--help"]].concat());
        assert_eq!(help.status, 0, "{words:?}");
        let lines = help.stdout.lines().count();
        assert!(lines <= MOST_LINES, "{words:?}: {lines} lines\n{}", help.stdout);
        assert_eq!(run(&[&words[..], &["-h"]].concat()), help, "{words:?}");
        assert_eq!(run(&[&["help"], &words[..]].concat()), help, "{words:?}");
        // A verb with views has its examples in their help.
        if !help.stdout.contains("Commands:") {
            let examples = help.stdout.lines().take_while(|line| !line.is_empty());
            let examples = examples.filter(|line| line.trim().starts_with("standoff ")).count();
            assert_eq!(examples, 2, "{words:?}: {}", help.stdout);
        }
    }
    assert_eq!(run(&["help"]), run(&[]));
}
