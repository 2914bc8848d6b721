//! Every file in `games/` is checked, solved, and compared with what it expects.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::Value;
use support::{files, root, run};

fn games() -> Vec<String> {
    let name = |path: &std::path::PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    files("games", "toml").iter().map(name).collect()
}

fn json(words: &[&str]) -> Value {
    let run = run(words);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{words:?}: {error}\n{run:?}"))
}

#[test]
fn every_game_is_checked_without_errors_or_warnings() {
    let games = games();
    assert!(games.len() >= 15, "{games:?}");
    for game in games {
        let run = run(&["check", &game, "--strict"]);
        assert_eq!(run.status, 0, "{game}: {}{}", run.stdout, run.stderr);
    }
}

/// A classic without a known answer tests nothing.
#[test]
fn every_classic_expects_something() {
    for game in games().into_iter().filter(|game| game.contains("classics")) {
        let text = std::fs::read_to_string(root().join(&game)).unwrap();
        assert!(text.contains("[[expect]]"), "{game}");
        let sum = json(&["solve", &game, "--format", "json"]);
        assert_eq!(sum["coverage"]["claim"], "all", "{game}");
    }
}

/// Payoffs of `show payoffs` are what `solve`'s equilibria are made of.
#[test]
fn interests_sum_to_payoffs_in_every_game() {
    for game in games() {
        let shown = json(&["show", "payoffs", &game, "--format", "json"]);
        for outcome in shown["outcomes"].as_array().unwrap() {
            for (who, payoff) in outcome["payoffs"].as_object().unwrap() {
                let points = outcome["by_interest"][who].as_object().unwrap();
                let sum: standoff::number::Rational = points.values().map(exact).sum();
                assert_eq!(sum, exact(payoff), "{game}: {who} at {outcome}");
            }
        }
    }
}

fn exact(number: &Value) -> standoff::number::Rational {
    number["exact"].as_str().unwrap().parse().unwrap()
}

#[test]
fn the_parametric_game_turns_with_its_parameter() {
    let game = "games/classics/parametric.toml";
    for (x, kind) in [("3/4", "unique_pure"), ("1/4", "unique_pure"), ("1/2", "pure_and_mixed")] {
        let solved = json(&["solve", game, "--set", &format!("x={x}"), "--format", "json"]);
        assert_eq!(solved["outcome"]["kind"], kind, "x = {x}");
    }
    // At a third the equilibria make an L: two segments that share a corner.
    let solved = json(&["solve", game, "--set", "x=1/3", "--format", "json"]);
    assert_eq!(solved["outcome"]["kind"], "continuum");
    assert_eq!(solved["components"].as_array().unwrap().len(), 1);
    assert_eq!(solved["components"][0]["subsets"].as_array().unwrap().len(), 2);
    assert_eq!(solved["equilibria"].as_array().unwrap().len(), 3);
}
