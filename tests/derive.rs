//! From a scenario to its games: the compiled walk against the plain sum over plays, chance and
//! beliefs, large tables, and the tree of the court case.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use proptest::prelude::*;
use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::format;
use standoff::game::{MixedProfile, Node, PayoffTable, StrategicGame};
use standoff::number::{Algebraic, Rational};
use standoff::scenario::{DeriveError, Form, Scenario};

fn read(text: &str) -> Scenario {
    let reading = format::read(SourceText::new("test", text), &|_| Err("no files here".into()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
}

fn table(scenario: &Scenario) -> StrategicGame {
    scenario.strategic_game(&Budget::default()).unwrap()
}

/// Every payoff of the table equals the one that is summed play by play and interest by interest.
fn assert_table_is_right(scenario: &Scenario) {
    let game = table(scenario);
    for profile in game.profiles() {
        let strategies = scenario.strategies(&MixedProfile::pure(&profile, game.sizes()));
        for (player, node) in scenario.free_moves().into_iter().enumerate() {
            let who = scenario.nodes()[node].player().unwrap();
            let points = scenario.expected_points(who, &strategies);
            let sum = points.iter().fold(Algebraic::ZERO, |sum, points| sum.plus(points));
            assert_eq!(sum, game.payoff(player, &profile), "{profile:?} player {player}");
        }
    }
}

const CHANCE: &str = r#"
standoff = 1
[players.a]
interests = { calm = 2, wealth = { weight = 1, base = "1/7" } }
[players.b]
interests = { fame = "1/3" }
beliefs.court.outcomes = { upheld = 0.9, rejected = "rest" }
[[moves]]
player = "a"
options = { sue = "sue", wait = "wait" }
[[moves]]
player = "b"
options = { settle = "settle", fight = "fight", hide = "hide" }
[chance.weather]
outcomes = { rain = "1/3", sun = "2/3" }
[chance.court]
after = "b"
when = "sue & fight"
outcomes = { upheld = 0.25, rejected = "rest" }
case = [{ when = "rain", outcomes = { upheld = 1, rejected = 0 } }]
[[effects]]
when = "upheld"
a.wealth = 3
b.fame = "-5/2"
[[effects]]
when = "!upheld & sun | hide"
a.calm = 1
b.fame = 4
[[effects]]
a.calm = "1/9"
[[effects]]
when = "rejected"
a = { calm = -2, wealth = -1 }
"#;

#[test]
fn chance_and_beliefs_are_averaged() {
    let scenario = read(CHANCE);
    assert_eq!(scenario.form(), Form::Simultaneous);
    assert_table_is_right(&scenario);
    let game = table(&scenario);
    // a sues, b fights: rain (1/3) upholds for sure, sun (2/3) by a quarter for a.
    // Upheld in sun: 3·(1/3); rejected in sun: calm 1 − 2, wealth −1; rain: 3·(1/3).
    let fixed =
        Rational::new(1, 7) * Rational::new(1, 3) + Rational::new(1, 9) * Rational::new(2, 3);
    let upheld = Rational::new(1, 3) + Rational::new(2, 3) * Rational::new(1, 4);
    let rejected = Rational::ONE - &upheld;
    let calm = &rejected * Rational::from(-1) * Rational::new(2, 3);
    let wealth = (upheld * Rational::from(3) - rejected) * Rational::new(1, 3);
    let profile = standoff::game::Profile(vec![0, 1]);
    assert_eq!(game.payoff(0, &profile), fixed + calm + wealth);
    // b believes that the court upholds nine times in ten, whatever the weather.
    let believed = Rational::new(9, 10) * Rational::new(-5, 2)
        + Rational::new(1, 10) * Rational::new(2, 3) * Rational::from(4);
    assert_eq!(game.payoff(1, &profile), believed);
}

#[test]
fn numbers_beyond_64_bits_are_exact() {
    let huge = "123456789012345678901234567890";
    let scenario = read(&format!(
        "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\noptions = {{ x = \"\", y = \"\" }}\n\
         [[effects]]\nwhen = \"x\"\na = \"{huge}/7\"\n"
    ));
    let game = table(&scenario);
    assert!(matches!(game.table(0), PayoffTable::Big { .. }));
    let exact: Rational = format!("{huge}/7").parse().unwrap();
    assert_eq!(game.payoff(0, &standoff::game::Profile(vec![0])), exact);
    // Sums that overflow only on the way: two halves of the range, and one back.
    let half = i64::MAX / 2 + 1;
    let scenario = read(&format!(
        "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\noptions = {{ x = \"\", y = \"\" }}\n\
         [[effects]]\nwhen = \"x\"\na = {half}\n[[effects]]\nwhen = \"!y\"\na = {half}\n\
         [[effects]]\nwhen = \"x | y\"\na = -{half}\n"
    ));
    let game = table(&scenario);
    assert_eq!(game.payoff(0, &standoff::game::Profile(vec![0])), Rational::from(half));
}

/// A file with `moves` moves of `options` options each and pairwise effects.
fn large(moves: usize, options: usize) -> String {
    let mut file = String::from("standoff = 1\n");
    (0..moves).for_each(|p| file += &format!("[players.p{p}]\n"));
    for p in 0..moves {
        let options: Vec<_> = (0..options).map(|o| format!("o{o} = \"\"")).collect();
        file += &format!("[[moves]]\nplayer = \"p{p}\"\noptions = {{ {} }}\n", options.join(", "));
    }
    for p in 0..moves {
        let q = (p + 1) % moves;
        for o in 0..options {
            let when = format!("p{p}.o{o} & !p{q}.o{}", (o + 1) % options);
            file += &format!("[[effects]]\nwhen = \"{when}\"\np{p} = {}\n", o + 1);
        }
    }
    file
}

#[test]
fn a_table_of_a_million_outcomes() {
    let game = table(&read(&large(3, 100)));
    assert_eq!(game.outcomes(), 1_000_000);
    // o3 against o4 next door brings nothing, against anything else 4.
    let payoff = |profile: [usize; 3]| game.payoff(0, &standoff::game::Profile(profile.to_vec()));
    assert_eq!(payoff([3, 4, 0]), 0);
    assert_eq!(payoff([3, 5, 99]), 4);
    let mut limited = Budget::default();
    limited.max_outcomes = 999_999;
    let error = read(&large(3, 100)).strategic_game(&limited).unwrap_err();
    assert!(matches!(error, DeriveError::TooManyOutcomes { .. }), "{error}");
}

#[test]
fn a_tree_beyond_the_limit_is_refused_before_it_is_planted() {
    let scenario = read(&large(3, 50));
    let mut budget = Budget::default();
    budget.max_nodes = 1_000;
    let error = scenario.extensive_game(&budget).unwrap_err();
    let nodes = 1 + 50 + 2_500 + 125_000;
    assert_eq!(error, DeriveError::TooManyNodes { nodes, at_least: false, limit: 1_000 });
}

#[test]
fn stopping_is_obeyed() {
    let budget = Budget::default();
    budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(read(&large(3, 10)).strategic_game(&budget).unwrap_err(), DeriveError::Stopped);
    assert_eq!(read(&large(3, 10)).extensive_game(&budget).unwrap_err(), DeriveError::Stopped);
}

/// Sizes that independent code found for the court case.
#[test]
fn the_tree_of_the_court_case() {
    let text =
        std::fs::read_to_string(support::root().join("games/openai-aws-court.toml")).unwrap();
    let load = |name: &str| {
        std::fs::read_to_string(support::root().join("games").join(name)).map_err(|e| e.to_string())
    };
    let reading = format::read(SourceText::new("court", text), &load);
    let scenario = reading.scenario.unwrap();
    assert_eq!(scenario.form(), Form::Sequential);
    assert_eq!(scenario.strategic_game(&Budget::default()), Err(DeriveError::Sequential));
    let tree = scenario.extensive_game(&Budget::default()).unwrap();
    assert_eq!(tree.nodes().len(), 52);
    let ends = tree.nodes().iter().filter(|node| matches!(node, Node::End { .. })).count();
    assert_eq!(ends, 27);
    let sets =
        |player: usize| tree.information_sets().iter().filter(|s| s.player == player).count();
    assert_eq!([sets(0), sets(1), sets(2)], [6, 9, 1]);
    // Amazon's only set: it knows nothing of the contract.
    let amazon = tree.information_sets().iter().find(|set| set.player == 2).unwrap();
    assert_eq!((amazon.nodes.len(), amazon.knows.len()), (3, 0));
    // OpenAI's answer: it sees the scope, and remembers the contract and its own deal.
    let answer = tree.information_sets().iter().find(|set| set.move_id == "answer").unwrap();
    let knows: Vec<_> = answer.knows.iter().map(|(node, _)| node.as_str()).collect();
    assert_eq!(knows, ["contract", "deal", "scope"]);
}

/// A random condition over three moves of three options and a coin.
fn condition() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        (0..3usize, 0..3usize).prop_map(|(p, o)| format!("p{p}.o{o}")),
        Just("heads".to_string()),
        Just("late".to_string()),
    ];
    atom.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| format!("!({c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} & {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} | {b})")),
        ]
    })
}

fn random_scenario() -> impl Strategy<Value = String> {
    let effect = (condition(), 0..3usize, -9..10i32, 1..5u32);
    (proptest::collection::vec(effect, 0..8), condition(), 1..10u32).prop_map(
        |(effects, when, odds)| {
            let mut file = String::from("standoff = 1\n");
            for p in 0..3 {
                file += &format!("[players.p{p}]\n[[moves]]\nplayer = \"p{p}\"\n");
                file += "options = { o0 = \"\", o1 = \"\", o2 = \"\" }\n";
            }
            file += &format!(
                "[chance.coin]\noutcomes = {{ heads = \"{odds}/10\", tails = \"rest\" }}\n"
            );
            let when = when.replace("late", "tails");
            file += &format!("[chance.end]\nafter = \"p2\"\nwhen = \"{when}\"\n");
            file += "outcomes = { late = \"2/7\", early = \"rest\" }\n";
            for (when, player, points, below) in effects {
                file +=
                    &format!("[[effects]]\nwhen = \"{when}\"\np{player} = \"{points}/{below}\"\n");
            }
            file
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_agrees_with_the_sum_over_plays(text in random_scenario()) {
        assert_table_is_right(&read(&text));
    }
}
