//! Every file under `tests/faults/` says in its first lines what is wrong with it: code, line and
//! column, and the words beside the caret. Exactly that comes out, in order.
//!
//! `# E104 12:9 did you mean `diversify`?`

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use standoff::diagnostic::{Severity, SourceText};
use standoff::format::{self, Reading};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let entries = fs::read_dir(folder).expect("the folder of faulty files");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn read(path: &Path) -> Reading {
    let text = fs::read_to_string(path).expect("a readable file");
    let name = path.file_name().expect("a name").to_string_lossy();
    let folder = path.parent().expect("a folder").to_owned();
    let load = |source: &str| {
        fs::read_to_string(folder.join(source)).map_err(|_| "there is no such file".to_owned())
    };
    format::read(SourceText::new(name, text), &load)
}

/// The lines at the top that begin with `# ` and a code.
fn expected(reading: &Reading) -> Vec<String> {
    let lines = reading.source.text.trim_start_matches('\u{feff}').lines();
    let is_code = |line: &&str| line.starts_with("# E") || line.starts_with("# W");
    lines.take_while(is_code).map(|line| line[2..].trim().to_owned()).collect()
}

fn found(reading: &Reading) -> Vec<String> {
    let line = |diagnostic: &standoff::diagnostic::Diagnostic| {
        let span = diagnostic.span.clone().expect("every fault of a file has a place");
        let place = reading.source.place(span.start);
        let label = diagnostic.label.clone().unwrap_or_default();
        let line = format!("{} {}:{} {label}", diagnostic.code, place.line, place.column);
        line.trim_end().to_owned()
    };
    reading.diagnostics.iter().map(line).collect()
}

#[test]
fn each_faulty_file_gives_exactly_its_faults() {
    let mut wrong = Vec::new();
    for path in files() {
        let reading = read(&path);
        let (expected, found) = (expected(&reading), found(&reading));
        if expected != found {
            let messages = reading.diagnostics.iter().map(|d| format!("      {}\n", d.message));
            let messages: String = messages.collect();
            wrong.push(format!(
                "{}\n  expected {expected:#?}\n  found {found:#?}\n{messages}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_scenario_comes_out_exactly_if_there_is_no_error() {
    for path in files() {
        let reading = read(&path);
        let errors = reading.diagnostics.iter().any(|d| d.severity() == Severity::Error);
        assert_eq!(reading.scenario.is_some(), !errors, "{}", path.display());
    }
}

#[test]
fn every_code_of_a_game_file_has_a_failing_file() {
    let mut seen = BTreeSet::new();
    for path in files() {
        seen.extend(read(&path).diagnostics.into_iter().map(|diagnostic| diagnostic.code.0));
    }
    // E007 to E010, E122 and the hundred of flags are not faults that reading finds.
    let mut codes: BTreeSet<&str> = ["W301", "W302", "W308"].into();
    codes.extend(["E001", "E002", "E003", "E004", "E005", "E006"]);
    codes.extend(["E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108"]);
    codes.extend(["E110", "E111", "E112", "E113", "E114", "E115", "E116", "E117", "E118"]);
    codes.extend(["E119", "E120", "E121"]);
    assert_eq!(codes.difference(&seen).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn messages_keep_the_house_style() {
    for path in files() {
        for diagnostic in read(&path).diagnostics {
            let texts = [Some(diagnostic.message), diagnostic.label, diagnostic.help];
            for text in texts.into_iter().flatten() {
                assert!(!text.ends_with('.'), "no full stop: {text}");
                assert!(!text.is_empty(), "{}", path.display());
                let first = text.chars().next().expect("a letter");
                let name = text.contains("'s options");
                assert!(!first.is_uppercase() || name, "lower case: {text}");
            }
        }
    }
}

#[test]
fn the_games_have_no_faults() {
    let games = Path::new(env!("CARGO_MANIFEST_DIR")).join("games");
    let mut read_files = 0;
    for folder in [games.clone(), games.join("classics")] {
        for entry in fs::read_dir(folder).expect("the games") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let reading = read(&path);
                assert_eq!(found(&reading), Vec::<String>::new(), "{}", path.display());
                assert!(reading.scenario.is_some(), "{}", path.display());
                read_files += 1;
            }
        }
    }
    assert!(read_files >= 15, "only {read_files} games");
}

#[test]
fn the_facts_of_the_founding_game_are_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("games/openai-aws.toml");
    let facts = read(&path).facts;
    assert_eq!((facts.players, facts.interests, facts.effects), (3, 13, 9));
    assert_eq!(facts.sizes, [2, 2, 2]);
    assert_eq!(facts.quotes_verified, 25);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("games/openai-aws.toml");
    let text = fs::read_to_string(path).expect("the founding game");
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let reading = format::read(SourceText::new("game.toml", text), &|_| {
        fs::read_to_string("games/openai-aws.brief.md").map_err(|error| error.to_string())
    });
    assert_eq!(found(&reading), Vec::<String>::new());
}
