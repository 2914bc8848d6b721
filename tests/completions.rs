//! Completions: what the scripts ask the program for, and bash with the script for real.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::process::Command;

use support::{root, run};

const GAME: &str = "games/openai-aws.toml";
const COURT: &str = "games/openai-aws-court.toml";

/// What may stand in place of the last word.
fn completed(words: &[&str]) -> Vec<String> {
    let (word, before) = words.split_last().unwrap();
    let word = format!("--word={word}");
    let run = run(&[&["__complete", &word, "--"], before].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{words:?}");
    run.stdout.lines().map(|line| line.split('\t').next().unwrap().to_string()).collect()
}

#[test]
fn verbs_views_and_flags() {
    let verbs = completed(&[""]);
    assert!(verbs.contains(&"solve".into()) && verbs.contains(&"explain".into()), "{verbs:?}");
    assert!(!verbs.iter().any(|verb| verb.starts_with('_')), "{verbs:?}");
    assert_eq!(completed(&["che"]), ["check"]);
    assert!(completed(&["show", ""]).contains(&"payoffs".into()));
    assert!(completed(&["help", "so"]).contains(&"solve".into()));
    assert_eq!(completed(&["solve", GAME, "--asse"]), ["--assert"]);
    // What was given once is not offered again, unless it may be repeated.
    assert_eq!(completed(&["solve", GAME, "--brief", "--brie"]), [""; 0]);
    assert_eq!(completed(&["bench", GAME, "--set", "x=1", "--se"]), ["--set", "--seed"]);
}

#[test]
fn names_of_the_game_that_was_given() {
    for (words, first, all) in [
        (&["solve", GAME, "--if", ""][..], "microsoft=litigate", 6),
        (&["solve", GAME, "--if", "amazon="], "amazon=expand", 2),
        (&["solve", GAME, "--if=amazon="], "--if=amazon=expand", 2),
        (&["solve", GAME, "--if", "amazon=expand:1/2+"], "amazon=expand:1/2+confine:", 1),
        (&["solve", GAME, "--set", "microsoft."], "microsoft.exclusivity=", 5),
        (&["solve", GAME, "--set", "base.openai.f"], "base.openai.funding=", 1),
        (&["solve", GAME, "--without", "o"], "openai.diversify", 2),
        (&["solve", GAME, "--focus", ""], "microsoft", 3),
        (&["solve", GAME, "--assert", "outcome="], "outcome=court", 3),
        (&["show", "payoffs", GAME, "--without", "amazon"], "amazon.expand", 2),
        (&["learn", GAME, "--algorithm", ""], "underline", 4),
        (&["learn", GAME, "--algorithm", "supports", "--without", "o"], "openai.diversify", 2),
        (&["learn", "1"], ":files", 3),
        (&["check", COURT, "--set", "chance.contract."], "chance.contract.tight=", 3),
        (&["check", COURT, "--set", "effects.2.microsoft.i"], "effects.2.microsoft.investment=", 1),
    ] {
        let found = completed(words);
        assert_eq!(found.first().map(String::as_str), Some(first), "{words:?}: {found:?}");
        assert_eq!(found.len(), all, "{words:?}: {found:?}");
    }
}

#[test]
fn every_suggestion_is_understood() {
    for (flag, end) in [("--if", ""), ("--set", "1"), ("--without", ""), ("--focus", "")] {
        for value in completed(&["solve", GAME, flag, ""]) {
            let value = format!("{value}{end}");
            let run = run(&["solve", GAME, "--quick", flag, &value]);
            assert_eq!(run.status, 0, "{flag} {value}: {}", run.stderr);
        }
    }
    for what in completed(&["why", GAME, ""]) {
        assert_eq!(run(&["why", GAME, &what]).status, 0, "{what}");
    }
    let versus = completed(&["best-response", GAME, "--if", "microsoft=litigate", "--versus", ""]);
    assert!(versus.contains(&"microsoft.accommodate".into()), "{versus:?}");
    for page in completed(&["explain", ""]) {
        assert_eq!(run(&["explain", &page]).status, 0, "{page}");
    }
    for template in completed(&["new", "x.toml", "--template", ""]) {
        assert_eq!(run(&["new", "-", "--template", &template]).status, 0, "{template}");
    }
    for format in completed(&["solve", GAME, "--format", ""]) {
        assert_eq!(run(&["solve", GAME, "--format", &format]).status, 0, "{format}");
    }
}

#[test]
fn where_nothing_is_known_nothing_is_said() {
    for words in [&["solve", ""][..], &["check", GAME, "g"], &["solve", GAME, "-o", ""]] {
        assert_eq!(completed(words), [":files"], "{words:?}");
    }
    for words in [
        &["solve", "-", "--if", ""][..],
        &["solve", "no-such-file.toml", "--if", ""],
        &["solve", "tests/faults/e104.toml", "--if", ""],
        &["solve", "--if", ""],
        &["nonsense", "--nonsense", "--non=s"],
        &["solve", GAME, "--digits", ""],
    ] {
        assert_eq!(completed(words), [""; 0], "{words:?}");
    }
}

#[test]
fn every_shell_has_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).stdout;
        assert!(script.contains("__complete") && script.contains(":files"), "{shell}");
    }
    assert!(run(&["completions", "csh"]).stderr.contains("E204"));
}

/// What bash completes, with the script loaded.
fn in_bash(line: &str) -> Option<Vec<String>> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_standoff")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let script = "source <(standoff completions bash); COMP_LINE=$1; COMP_POINT=${#1}; _standoff; \
                  (( ${#COMPREPLY[@]} )) && printf '%s\\n' \"${COMPREPLY[@]}\"";
    let bash = Command::new("bash")
        .args(["--norc", "-c", script, "bash", line])
        .env("PATH", path)
        .current_dir(root())
        .output();
    let output = bash.ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(String::from).collect())
}

#[test]
fn bash_completes_with_the_script() {
    if in_bash("").is_none() {
        println!("skipped: there is no bash here");
        return;
    }
    for (line, replies) in [
        ("standoff che", &["check"][..]),
        ("standoff solve games/openai-aws.toml --if amazon", &["amazon=expand", "amazon=confine"]),
        // bash breaks words at the equals sign, and completes what follows it.
        ("standoff solve games/openai-aws.toml --if amazon=e", &["expand"]),
        ("standoff solve games/openai-aws.toml --if=amazon=e", &["expand"]),
        ("standoff solve games/openai-aws.toml --without openai.r", &["openai.recommit"]),
        ("standoff solve games/openai-aws.toml --assert outcome=e", &["exclusive\\ alliance"]),
        ("standoff solve games/openai-aws-c", &["games/openai-aws-court.toml"]),
    ] {
        assert_eq!(in_bash(line).unwrap(), replies, "{line}");
    }
}
