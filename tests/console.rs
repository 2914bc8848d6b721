//! Every console block of the README and of the book is run, and what it shows is compared.
//!
//! A block is fenced with `console`: a line `$ standoff …` or `$ cargo run --release -- …` is run,
//! and the lines up to the next `$` are what it must print, standard output before standard error.
//! `$ cargo test` is not run again. A block `LANGUAGE file=NAME` is saved first, so that a page can
//! show a file and then use it. Run with `STANDOFF_UPDATE=1` to write what is printed now.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{finish, root};

/// The pages whose blocks are run.
fn pages() -> Vec<PathBuf> {
    let book = support::files("docs/src", "md");
    let top = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(|name| root().join(name));
    top.into_iter().chain(book).collect()
}

/// A folder where a page's commands run: it sees the project's games, and may hold files.
fn workshop(page: &Path) -> PathBuf {
    let name = page.strip_prefix(root()).unwrap().display().to_string().replace(['/', '.'], "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("console-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    copy(&root().join("games"), &folder.join("games"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).map(|_| ()).unwrap();
        }
    }
}

/// The words of a command line, quotes removed.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quote, mut started) = (vec![String::new()], None, false);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => (quote, started) = (Some(c), true),
            (None, ' ') => {
                if started || !words.last().unwrap().is_empty() {
                    words.push(String::new());
                }
                started = false;
            }
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What a command prints, lines without trailing blanks; nothing if it is not to be run.
fn printed(line: &str, folder: &Path) -> Option<String> {
    let all = words(line);
    let arguments = match all.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["standoff", ..] => &all[1..],
        ["cargo", "run", "--release", "--", ..] => &all[4..],
        ["cargo", "test" | "install", ..] | ["git" | "cd", ..] => return None,
        _ => panic!("a console block may only use standoff and cargo: {line}"),
    };
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let run = finish(support::command(&arguments).current_dir(folder));
    Some(format!("{}{}", run.stdout, run.stderr).trim_end().to_string())
}

/// A page with each command followed by what it prints.
fn rerun(page: &str, folder: &Path) -> String {
    let mut lines = page.lines().peekable();
    let mut out: Vec<String> = Vec::new();
    while let Some(line) = lines.next() {
        out.push(line.into());
        let fence = line.strip_prefix("```");
        if let Some((_, name)) = fence.and_then(|info| info.split_once(" file=")) {
            let mut text = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("```")) {
                text += &format!("{line}\n");
                out.push(line.into());
            }
            fs::write(folder.join(name), text).unwrap();
            out.extend(lines.next().map(String::from));
        } else if fence == Some("console") {
            while let Some(line) = lines.next_if(|line| *line != "```") {
                out.push(line.into());
                let Some(command) = line.strip_prefix("$ ") else { continue };
                let Some(printed) = printed(command, folder) else { continue };
                while lines.next_if(|line| !line.starts_with("$ ") && *line != "```").is_some() {}
                out.extend(printed.lines().map(String::from));
            }
            out.extend(lines.next().map(String::from));
        } else if fence.is_some_and(|info| !info.is_empty()) {
            while let Some(line) = lines.next_if(|line| !line.starts_with("```")) {
                out.push(line.into());
            }
            out.extend(lines.next().map(String::from));
        } else if fence.is_some() {
            panic!("a fence without a language: {}", out.join("\n"));
        }
    }
    out.join("\n") + "\n"
}

#[test]
fn every_console_block_shows_what_is_printed() {
    let mut wrong = Vec::new();
    let mut commands = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        commands += text.lines().filter(|line| line.starts_with("$ ")).count();
        let now = rerun(&text, &workshop(&page));
        if now == text {
            continue;
        }
        if std::env::var_os("STANDOFF_UPDATE").is_some() {
            fs::write(&page, now).unwrap();
            continue;
        }
        let first = text.lines().zip(now.lines()).position(|(was, is)| was != is);
        let at = first.unwrap_or_else(|| text.lines().count().min(now.lines().count()));
        let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_string();
        wrong.push(format!(
            "{}:{}\n  - {}\n  + {}",
            page.display(),
            at + 1,
            line(&text),
            line(&now)
        ));
    }
    assert!(wrong.is_empty(), "these pages show something else:\n{}", wrong.join("\n"));
    assert!(commands >= 5, "only {commands} commands were found: are the pages where they were?");
}
