//! `solve --proof` and `check --proof`, as a user runs them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::{Path, PathBuf};

use serde_json::Value;
use support::run;

const PENNIES: &str = "games/classics/matching-pennies.toml";
const FOUNDING: &str = "games/openai-aws.toml";

/// A fresh path for a file that a test writes.
fn fresh(name: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    let text = path.display().to_string();
    (path, text)
}

#[test]
fn a_proof_is_written_once_and_accepted() {
    let (path, name) = fresh("pennies.proof");
    let solved = run(&["solve", PENNIES, "--proof", &name, "--format", "json"]);
    assert_eq!(solved.status, 0, "{solved:?}");
    let document: Value = serde_json::from_str(&solved.stdout).unwrap();
    assert_eq!(document["coverage"]["proof"], name);
    let checked = run(&["check", PENNIES, "--proof", &name]);
    assert_eq!(checked.status, 0);
    assert!(checked.stdout.contains("accepted: 1 extreme equilibrium, and no more"), "{checked:?}");
    let again = run(&["solve", PENNIES, "--proof", &name]);
    assert_eq!((again.status, again.stdout.as_str()), (2, ""));
    assert!(again.stderr.contains("error[E205]"));
    assert_eq!(run(&["solve", PENNIES, "--proof", &name, "--force", "--quick"]).status, 0);
    assert!(std::fs::read_to_string(&path).unwrap().ends_with("end 1\n"));
}

#[test]
fn a_false_proof_is_refused_with_its_line() {
    let (path, name) = fresh("false.proof");
    assert_eq!(run(&["solve", PENNIES, "--proof", &name, "--brief"]).status, 0);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("end 1", "end 2")).unwrap();
    for (format, status) in [("text", 1), ("md", 1), ("csv", 2)] {
        assert_eq!(run(&["check", PENNIES, "--proof", &name, "--format", format]).status, status);
    }
    let checked = run(&["check", PENNIES, "--proof", &name, "--format", "json"]);
    assert_eq!(checked.status, 1);
    let document: Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(document["proof"]["accepted"], false);
    assert_eq!(document["proof"]["line"], text.lines().count());
    let narrow = support::finish(
        support::command(&["check", PENNIES, "-q", "--proof", &name]).env("COLUMNS", "40"),
    );
    let fits = |line: &str| line.chars().count() <= 40 || !line.contains(' ');
    assert!(narrow.stdout.lines().all(fits), "{}", narrow.stdout);
}

#[test]
fn proofs_are_about_two_players_and_one_file() {
    let (path, name) = fresh("three.proof");
    let refused = run(&["solve", FOUNDING, "--proof", &name]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("error[E203]"), "{refused:?}");
    assert!(!path.exists());
    let fixed = ["--if", "openai=diversify"];
    assert_eq!(run(&[&["solve", FOUNDING, "--proof", &name][..], &fixed].concat()).status, 0);
    assert_eq!(run(&[&["check", FOUNDING, "--proof", &name][..], &fixed].concat()).status, 0);
    let other = run(&["check", PENNIES, "--proof", &name]);
    assert!(other.stdout.contains("line 2: the proof is about another game"), "{other:?}");
    let several = run(&["check", PENNIES, FOUNDING, "--proof", &name]);
    assert_eq!(several.status, 2);
    assert!(several.stderr.contains("error[E202]"));
    let missing = run(&["check", PENNIES, "--proof", "nowhere.proof"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("error[E007]"));
}
