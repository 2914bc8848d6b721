//! The founding case against the exact answers that independent code computed
//! (`tests/data/openai-aws.json`).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::Value;
use support::{root, run};

const GAME: &str = "games/openai-aws.toml";

fn reference() -> Value {
    let text = std::fs::read_to_string(root().join("tests/data/openai-aws.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn program(words: &[&str]) -> Value {
    let run = run(&[words, &["--format", "json"]].concat());
    assert_eq!(run.status, 0, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// `{key: "1/2"}` of a map of numbers.
fn exact(numbers: &Value) -> Value {
    let exact = |(key, number): (&String, &Value)| (key.clone(), number["exact"].clone());
    Value::Object(numbers.as_object().unwrap().iter().map(exact).collect())
}

#[test]
fn every_payoff_and_every_contribution() {
    let shown = program(&["show", "payoffs", GAME]);
    let reference = reference();
    let (shown, expected) =
        (shown["outcomes"].as_array().unwrap(), reference["outcomes"].as_array().unwrap());
    assert_eq!(shown.len(), expected.len());
    for (shown, expected) in shown.iter().zip(expected) {
        assert_eq!(shown["profile"], expected["profile"]);
        assert_eq!(shown["regime"], expected["regime"]);
        assert_eq!(exact(&shown["payoffs"]), expected["payoffs"]);
        for (who, interests) in expected["interests"].as_object().unwrap() {
            for (interest, numbers) in interests.as_object().unwrap() {
                let points = &shown["by_interest"][who][interest]["exact"];
                assert_eq!(*points, numbers["contribution"], "{who}.{interest}");
            }
        }
    }
}

#[test]
fn the_equilibrium_and_its_regimes() {
    let solved = program(&["solve", GAME]);
    let expected = &reference()["nash"];
    let equilibria = solved["equilibria"].as_array().unwrap();
    assert_eq!(equilibria.len(), 1);
    for (who, strategy) in expected["all"][0]["strategy"].as_object().unwrap() {
        for (option, probability) in strategy.as_object().unwrap() {
            assert_eq!(equilibria[0]["strategies"][who][option]["exact"], *probability);
        }
    }
    assert_eq!(exact(&equilibria[0]["payoffs"]), expected["all"][0]["values"]);
    for (regime, share) in expected["regime_probabilities"].as_object().unwrap() {
        assert_eq!(equilibria[0]["regimes"][regime]["exact"], *share);
    }
    assert_eq!(solved["outcome"]["kind"], "mixed_only");
    assert_eq!(solved["coverage"]["claim"], "all");
}

#[test]
fn what_is_dominated() {
    let solved = program(&["solve", GAME]);
    let dominated = solved["dominated"].as_array().unwrap();
    assert_eq!(dominated.len(), 1);
    let expected = &reference()["dominated"][0];
    assert_eq!(dominated[0]["player"], expected["player"]);
    assert_eq!(dominated[0]["option"], expected["option"]);
    assert_eq!(dominated[0]["by"][expected["by"].as_str().unwrap()]["exact"], "1");
    assert_eq!(dominated[0]["strict"], true);
}

#[test]
fn litigation_against_accommodation() {
    let solved = program(&["solve", GAME]);
    let commitment = &solved["commitment"];
    let reference = reference();
    for option in commitment["options"].as_array().unwrap() {
        let name = option["option"].as_str().unwrap();
        let expected = &reference["contrast"]["options"][name]["others_equilibria"];
        let responses = option["responses"].as_array().unwrap();
        assert_eq!(responses.len(), expected.as_array().unwrap().len());
        assert_eq!(exact(&responses[0]["payoffs"]), expected[0]["values"]);
        for (who, strategy) in expected[0]["strategy"].as_object().unwrap() {
            for (option, probability) in strategy.as_object().unwrap() {
                let strategies = &responses[0]["strategies"];
                // The committed player's own option may or may not be repeated.
                if !strategies[who].is_null() {
                    assert_eq!(strategies[who][option]["exact"], *probability);
                }
            }
        }
    }
    assert_eq!(commitment["best"], "accommodate");
    assert_eq!(commitment["margin"]["exact"], "1/10");
}

#[test]
fn what_all_would_prefer_and_who_would_break_it() {
    let solved = program(&["solve", GAME]);
    let preferred = solved["preferred_by_all"].as_array().unwrap();
    assert_eq!(preferred.len(), 1);
    let profile = serde_json::json!({
        "microsoft": "accommodate", "openai": "diversify", "amazon": "confine",
    });
    assert_eq!(preferred[0]["profile"], profile);
    let gains = serde_json::json!({ "microsoft": "3/20", "openai": "23/30", "amazon": "143/360" });
    assert_eq!(exact(&preferred[0]["gains"]), gains);
    let broken_by = preferred[0]["broken_by"].as_array().unwrap();
    assert_eq!(broken_by.len(), 1);
    assert_eq!(broken_by[0]["player"], "amazon");
    assert_eq!(broken_by[0]["gain"]["exact"], "11/20");
}

/// The answer between the known tipping points of each weight, and on both sides of each.
#[test]
fn the_answer_follows_the_weights() {
    let reference = reference();
    for (target, ranges) in reference["tipping"].as_object().unwrap() {
        for segment in ranges["segments"].as_array().unwrap() {
            if !segment["note"].is_null() {
                continue; // a continuum of which the reference lists one end only
            }
            let weight = between(&segment["from"], &segment["to"]);
            let solved =
                program(&["solve", GAME, "--quick", "--set", &format!("{target}={weight}")]);
            let mut found: Vec<String> =
                solved["equilibria"].as_array().unwrap().iter().map(support).collect();
            let expected = segment["equilibria"].as_array().unwrap().iter();
            let mut expected: Vec<String> =
                expected.map(|text| text.as_str().unwrap().into()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{target} = {weight}");
        }
    }
}

/// A number strictly between two ends, the second perhaps infinite.
fn between(from: &Value, to: &Value) -> standoff::number::Rational {
    use standoff::number::Rational;
    let from: Rational = from.as_str().unwrap().parse().unwrap();
    match to.as_str().unwrap() {
        "infinity" => from + Rational::from(1),
        to => (from + to.parse::<Rational>().unwrap()) / Rational::from(2),
    }
}

/// `accommodate+litigate/diversify/confine+expand`: supports in alphabetical order.
fn support(equilibrium: &Value) -> String {
    let played = |mixture: &Value| {
        let played = mixture.as_object().unwrap().iter().filter(|(_, p)| p["exact"] != "0");
        let mut played: Vec<_> = played.map(|(option, _)| option.clone()).collect();
        played.sort();
        played.join("+")
    };
    let strategies = equilibrium["strategies"].as_object().unwrap();
    strategies.values().map(played).collect::<Vec<_>>().join("/")
}
