//! Reasons are exact and sufficient: the points add up, what is not cited may be deleted, weights
//! turn comparisons where it is said, claims are judged as brute force judges them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::explain::why::{
    CellTrace, Choice, Contrast, Judged, OutcomeReasons, Part, PayoffTrace, Preference, Situation,
};
use standoff::explain::{Answer, Question};
use standoff::format::{self, GameFormat, request};
use standoff::game::{MixedProfile, Profile, StrategicGame};
use standoff::number::{Algebraic, Rational};
use standoff::scenario::{Comparison, Form, OutcomeName, Relation, Scenario, Target, Topic};
use support::{files, root, run, run_with_input};

const GAME: &str = "games/openai-aws.toml";

fn read(text: &str, folder: &Path) -> Scenario {
    let load =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    let reading = format::read(SourceText::new("test", text), &load);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}\n{text}", reading.diagnostics))
}

fn founding_text() -> String {
    std::fs::read_to_string(root().join(GAME)).unwrap()
}

fn founding() -> Scenario {
    read(&founding_text(), &root().join("games"))
}

fn table(scenario: &Scenario) -> StrategicGame {
    scenario.strategic_game(&Budget::default()).unwrap()
}

fn answer(scenario: &Scenario) -> Answer {
    Answer::new(scenario, Question { equilibria_only: true }, &Budget::default()).unwrap()
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn at_profile(scenario: &Scenario, game: &StrategicGame, profile: &Profile) -> Situation {
    Situation::of(scenario, &MixedProfile::pure(profile, game.sizes()))
}

/// Bases and effects add up to the scores, points to the payoff.
fn assert_adds_up(trace: &PayoffTrace) {
    let mut payoff = Algebraic::ZERO;
    for line in &trace.lines {
        let effects = line.effects.iter().map(|effect| line.effect_points(effect));
        let base = Algebraic::from(line.base_points());
        let cells = line.cells.iter().map(CellTrace::adds);
        let points = effects.chain(cells).fold(base, |sum, points| sum.plus(&points));
        assert_eq!(points, line.points);
        payoff = payoff.plus(&points);
    }
    assert_eq!(payoff, trace.payoff);
}

/// The points of everybody at every outcome sum to the payoff: for players that of the table, for
/// observers that of the plays.
fn assert_sums_are_payoffs(scenario: &Scenario) {
    let (game, moves) = (table(scenario), scenario.free_moves());
    for profile in game.profiles() {
        let situation = at_profile(scenario, &game, &profile);
        for who in 0..scenario.stakeholders().len() {
            let trace = PayoffTrace::new(scenario, who, &situation).unwrap();
            assert_adds_up(&trace);
            let player = moves.iter().position(|&m| scenario.nodes()[m].player() == Some(who));
            let of_plays = || {
                let plays = scenario.plays(&situation.strategies, Some(who));
                plays.iter().fold(Algebraic::ZERO, |sum, play| {
                    let payoff = scenario.payoff(who, &play.results);
                    sum.plus(&play.probability.times(&payoff.into()))
                })
            };
            let of_table = |player| game.payoff(player, &profile).into();
            let independent = player.map_or_else(of_plays, of_table);
            assert_eq!(trace.payoff, independent, "{who} at {profile:?}");
        }
    }
}

#[test]
fn points_sum_to_the_payoff_for_everybody_everywhere_in_every_game() {
    let mut simultaneous = 0;
    for file in files("games", "toml") {
        let text = std::fs::read_to_string(&file).unwrap();
        let scenario = read(&text, file.parent().unwrap());
        if scenario.form() == Form::Simultaneous {
            assert_sums_are_payoffs(&scenario);
            simultaneous += 1;
        }
    }
    assert!(simultaneous >= 13, "{simultaneous}");
}

#[test]
fn a_payoff_of_a_table_is_the_sum_of_its_cells() {
    for name in ["three.nfg", "pennies.json"] {
        let path = root().join("tests/formats/sound").join(name);
        let source = SourceText::new(name, std::fs::read_to_string(&path).unwrap());
        let format = GameFormat::named(path.extension().unwrap().to_str().unwrap()).unwrap();
        let reading = format::read_as(format, source, &|_| Err("no source".into()));
        let scenario = reading.scenario.unwrap();
        assert_sums_are_payoffs(&scenario);
        let game = table(&scenario);
        for equilibrium in standoff::nash::all(&game, &Budget::default()).equilibria {
            let situation = Situation::of(&scenario, equilibrium.profile());
            for who in 0..game.sizes().len() {
                let trace = PayoffTrace::new(&scenario, who, &situation).unwrap();
                assert_adds_up(&trace);
                assert_eq!(trace.payoff, game.expected_payoff(who, equilibrium.profile()));
            }
        }
    }
}

#[test]
fn the_founding_preference_and_where_it_turns() {
    let scenario = founding();
    let situation = Situation::at(&scenario, &[(1, 0), (2, 0)]);
    let preference = Preference::among_all(&scenario, 0, situation, None).unwrap();
    assert_eq!(preference.contrasted, 0, "litigate");
    let [contrast] = &preference.contrasts[..] else { panic!("two options") };
    let points = ["4/5", "-2/5", "-3/5", "3/10", "0"].map(|text| Algebraic::from(number(text)));
    assert_eq!(contrast.differences, points);
    assert_eq!(contrast.difference, number("1/10"));
    assert_eq!(contrast.decisive, Some(0));
    let turns: Vec<_> = contrast.turns.iter().map(|t| (t.interest, t.at.to_string())).collect();
    let expected = [(0, "35"), (2, "70/3"), (1, "25"), (3, "20/3")];
    assert_eq!(turns, expected.map(|(interest, at)| (interest, at.to_string())));
    assert_eq!(contrast.turns[0].now, 40);
}

#[test]
fn nobody_gains_at_the_founding_equilibrium() {
    let scenario = founding();
    for who in 0..6 {
        let choice = Choice::new(&scenario, who, answer(&scenario), None, &Budget::default());
        let equilibrium = &choice.answer.equilibria[0];
        match &choice.at[0].part {
            Part::Gets(trace) => {
                assert!(who >= 3, "only observers make no move");
                assert_eq!(trace.payoff, equilibrium.payoffs[who]);
            }
            Part::Chooses(preference) => {
                let contrast = &preference.contrasts[0];
                assert_eq!(contrast.payoffs[0], equilibrium.payoffs[who]);
                // OpenAI alone does not mix: recommit would bring -17/36, not 29/60.
                let expected = if who == 1 { number("43/45") } else { Rational::ZERO };
                assert_eq!(contrast.difference, expected, "{who}");
                let points = &equilibrium.by_interest[who];
                let trace = preference.trace(preference.contrasted).unwrap();
                if who == 1 {
                    assert!(trace.lines.iter().zip(points).all(|(line, p)| line.points == *p));
                }
            }
        }
    }
}

#[test]
fn the_circle_of_the_founding_standoff_gains_at_each_step() {
    let scenario = founding();
    let name = OutcomeName::Kind("mixed_only".into());
    let reasons = OutcomeReasons::new(&scenario, name, answer(&scenario), &Budget::default());
    let gains: Vec<_> = reasons.circle.iter().map(|d| d.contrast.difference.to_string()).collect();
    assert_eq!(gains, ["7/20", "3/10", "11/20", "1/10"]);
    assert!(reasons.profiles.is_empty());
    let name = OutcomeName::Regime(2);
    let reasons = OutcomeReasons::new(&scenario, name, answer(&scenario), &Budget::default());
    assert_eq!((reasons.profiles.len(), reasons.left_out), (4, Some(0)), "recommit");
    assert!(reasons.profiles.iter().all(|p| p.broken_by.iter().any(|d| d.player == 1)));
}

/// A file without the effects that are not listed.
fn founding_with(cited: &[usize]) -> Scenario {
    let text = founding_text();
    let mut parts = text.split("[[effects]]");
    let mut kept = parts.next().unwrap().to_string();
    for (at, part) in parts.enumerate() {
        let (effect, rest) = part.split_once("\n# ---").unwrap_or((part, ""));
        if cited.contains(&at) {
            kept += &format!("[[effects]]{effect}");
        }
        if !rest.is_empty() {
            kept += &format!("\n# ---{rest}");
        }
    }
    read(&kept, &root().join("games"))
}

#[test]
fn what_is_not_cited_of_the_founding_case_may_be_deleted() {
    let scenario = founding();
    let game = table(&scenario);
    for profile in game.profiles() {
        let situation = at_profile(&scenario, &game, &profile);
        for who in 0..6 {
            let trace = PayoffTrace::new(&scenario, who, &situation).unwrap();
            let less = founding_with(&trace.cited());
            let again = PayoffTrace::new(&less, who, &situation).unwrap();
            assert_eq!(again.payoff, trace.payoff);
        }
        for node in 0..3 {
            let preference =
                Preference::among_all(&scenario, node, situation.clone(), None).unwrap();
            let less = founding_with(&preference.cited());
            let again = Preference::among_all(&less, node, situation.clone(), None).unwrap();
            assert_eq!(again.contrasts, preference.contrasts);
        }
    }
}

/// Setting a weight to its turning point makes a tie, a bit to either side the two preferences.
fn assert_turns(scenario: &Scenario, preference: &Preference) {
    let again = |contrast: &Contrast, interest: usize, weight: Rational| {
        let mut changed = scenario.clone();
        let target = Target::Weight { stakeholder: preference.who, interest };
        changed.set(&[(target, weight)]).ok()?;
        let (node, situation) = (preference.node, preference.situation.clone());
        let [a, b] = contrast.options;
        let compared = Preference::new(&changed, node, situation, &[a, b], Some(a)).unwrap();
        Some(compared.contrasts[0].difference.sign())
    };
    for contrast in &preference.contrasts {
        for turn in &contrast.turns {
            let at = turn.at.as_rational().unwrap().clone();
            assert_ne!(at, turn.now);
            let tie = again(contrast, turn.interest, at.clone()).expect("it is a weight");
            assert!(tie.is_eq(), "{turn:?}");
            let bit = Rational::new(1, 1_000_000);
            let towards = if at > turn.now { bit.clone() } else { -bit };
            let before = again(contrast, turn.interest, &at - &towards).unwrap();
            assert_eq!(before, contrast.difference.sign(), "{turn:?}");
            if let Some(beyond) = again(contrast, turn.interest, &at + &towards) {
                assert_eq!(beyond, contrast.difference.sign().reverse(), "{turn:?}");
            }
        }
        // A weight that turns nothing is one whose scores are alike, or that would be negative.
        let turning = contrast.turns.len();
        assert!(turning <= contrast.differences.iter().filter(|d| !d.is_zero()).count());
    }
}

const RELATIONS: [Relation; 6] = [
    Relation::Equal,
    Relation::Unequal,
    Relation::Less,
    Relation::AtMost,
    Relation::Greater,
    Relation::AtLeast,
];

/// A claim is judged as the whole table judges it.
fn assert_judged(scenario: &Scenario, claim: &Comparison) -> Judged {
    let game = table(scenario);
    let player = scenario.free_moves().iter().position(|&node| node == claim.node).unwrap();
    let mut verdicts = Vec::new();
    for mut profile in game.profiles().filter(|profile| profile.0[player] == 0) {
        let [a, b] = claim.options.map(|option| {
            profile.0[player] = option;
            game.payoff(player, &profile)
        });
        verdicts.push(claim.relation.holds(a.cmp(&b)));
    }
    let judged = Judged::new(scenario, claim, &Budget::default()).unwrap();
    let held = verdicts.iter().filter(|holds| **holds).count();
    assert_eq!((judged.outcomes, judged.held), (verdicts.len(), held));
    assert_eq!(judged.holds, held == verdicts.len());
    let shown = &judged.preference.contrasts[0];
    assert_eq!(judged.holds, claim.relation.holds(shown.payoffs[0].cmp(&shown.payoffs[1])));
    judged
}

#[test]
fn turning_points_and_claims_of_the_founding_case() {
    let scenario = founding();
    let game = table(&scenario);
    for profile in game.profiles() {
        let situation = at_profile(&scenario, &game, &profile);
        for node in 0..3 {
            let preference =
                Preference::among_all(&scenario, node, situation.clone(), None).unwrap();
            assert_turns(&scenario, &preference);
            for relation in RELATIONS {
                let claim = Comparison { who: node, node, options: [0, 1], relation };
                let judged = assert_judged(&scenario, &claim);
                assert_judged(&founding_with(&judged.cited), &claim);
            }
        }
    }
}

/// A file in two parts: everything but the effects, and the effects.
type Parts = (String, Vec<String>);

fn condition() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        (0..3usize, 0..2usize).prop_map(|(p, o)| format!("p{p}.o{o}")),
        Just("heads".to_string()),
        Just("late".to_string()),
    ];
    atom.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| format!("!({c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} & {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} | {b})")),
        ]
    })
}

/// Three players and an observer with two interests each, a coin, and a node that some plays reach;
/// a player with beliefs of its own.
fn random_parts() -> impl Strategy<Value = Parts> {
    let effect = (condition(), 0..4usize, 0..2usize, -9..10i32, 1..4u32);
    let effects = proptest::collection::vec(effect, 0..9);
    let weights = proptest::collection::vec((1..9u32, 0..9u32, -3..4i32), 4);
    (effects, weights, condition(), 1..10u32).prop_map(|(effects, weights, when, odds)| {
        let mut file = String::from("standoff = 1\n");
        let names = ["players.p0", "players.p1", "players.p2", "observers.p3"];
        for (name, (a, b, base)) in names.iter().zip(weights) {
            file += &format!("[{name}]\ninterests.a = {a}\n");
            file += &format!("interests.b = {{ weight = {b}, base = \"{base}/2\" }}\n");
            if *name == "players.p1" {
                file += "beliefs.coin.outcomes = { heads = 0.9, tails = \"rest\" }\n";
            }
        }
        for p in 0..3 {
            let third = if p == 0 { ", o2 = \"\"" } else { "" };
            file += &format!("[[moves]]\nplayer = \"p{p}\"\n");
            file += &format!("options = {{ o0 = \"\", o1 = \"\"{third} }}\n");
        }
        file +=
            &format!("[chance.coin]\noutcomes = {{ heads = \"{odds}/10\", tails = \"rest\" }}\n");
        let when = when.replace("late", "tails");
        file += &format!("[chance.end]\nafter = \"p2\"\nwhen = \"{when}\"\n");
        file += "outcomes = { late = \"2/7\", early = \"rest\" }\n";
        let effect = |(when, p, interest, points, below): &(String, usize, usize, i32, u32)| {
            let interest = ["a", "b"][*interest];
            format!("[[effects]]\nwhen = \"{when}\"\np{p}.{interest} = \"{points}/{below}\"\n")
        };
        (file, effects.iter().map(effect).collect())
    })
}

fn with((file, effects): &Parts, kept: &[usize]) -> Scenario {
    let kept = effects.iter().enumerate().filter(|(at, _)| kept.contains(at));
    let text = file.clone() + &kept.map(|(_, effect)| effect.as_str()).collect::<String>();
    read(&text, Path::new(""))
}

fn whole(parts: &Parts) -> Scenario {
    with(parts, &(0..parts.1.len()).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn points_sum_with_chance_and_beliefs(parts in random_parts()) {
        assert_sums_are_payoffs(&whole(&parts));
    }

    #[test]
    fn what_is_not_cited_may_be_deleted(
        parts in random_parts(),
        cell in (0..3usize, 0..2usize, 0..2usize),
        relation in 0..6usize,
    ) {
        let scenario = whole(&parts);
        let moves = scenario.free_moves();
        let given = [(moves[0], cell.0), (moves[1], cell.1), (moves[2], cell.2)];
        let situation = Situation::at(&scenario, &given);
        for who in 0..4 {
            let trace = PayoffTrace::new(&scenario, who, &situation).unwrap();
            let less = with(&parts, &trace.cited());
            let again = PayoffTrace::new(&less, who, &situation).unwrap();
            prop_assert_eq!(again.payoff, trace.payoff);
        }
        for (who, &node) in moves.iter().enumerate() {
            let preference =
                Preference::among_all(&scenario, node, situation.clone(), None).unwrap();
            let less = with(&parts, &preference.cited());
            let again = Preference::among_all(&less, node, situation.clone(), None).unwrap();
            prop_assert_eq!(&again.contrasts, &preference.contrasts);
            let claim = Comparison { who, node, options: [0, 1], relation: RELATIONS[relation] };
            let judged = assert_judged(&scenario, &claim);
            let again = assert_judged(&with(&parts, &judged.cited), &claim);
            prop_assert_eq!(again.holds, judged.holds);
        }
    }

    #[test]
    fn comparisons_turn_where_it_is_said(
        parts in random_parts(),
        cell in (0..3usize, 0..2usize, 0..2usize),
    ) {
        let scenario = whole(&parts);
        let moves = scenario.free_moves();
        let given = [(moves[0], cell.0), (moves[1], cell.1), (moves[2], cell.2)];
        let situation = Situation::at(&scenario, &given);
        for &node in &moves {
            let preference =
                Preference::among_all(&scenario, node, situation.clone(), None).unwrap();
            assert_turns(&scenario, &preference);
        }
    }

    /// Payoffs given each outcome of chance average to the payoff.
    #[test]
    fn what_chance_gives_averages_to_the_payoff(parts in random_parts(), who in 0..4usize) {
        let scenario = whole(&parts);
        let coin = scenario.node("coin").unwrap();
        let mut given: Vec<_> = scenario.free_moves().into_iter().map(|node| (node, 1)).collect();
        let trace = |given: &[(usize, usize)]| {
            PayoffTrace::new(&scenario, who, &Situation::at(&scenario, given)).unwrap()
        };
        let all = trace(&given).payoff;
        let plays = scenario.plays(&Situation::at(&scenario, &given).strategies, Some(who));
        let mut sum = Algebraic::ZERO;
        for outcome in 0..2 {
            given.push((coin, outcome));
            let odds = plays.iter().filter(|play| play.results[coin] == Some(outcome));
            let odds = odds.fold(Algebraic::ZERO, |sum, play| sum.plus(&play.probability));
            sum = sum.plus(&odds.times(&trace(&given).payoff));
            given.pop();
        }
        prop_assert_eq!(sum, all);
    }
}

#[test]
fn topics_are_read_by_the_names_of_the_file() {
    let scenario = founding();
    assert_eq!(request::topic(&scenario, " amazon "), Ok(Topic::Who(2)));
    assert_eq!(request::topic(&scenario, "founders"), Ok(Topic::Who(4)));
    let regime = Topic::Outcome(OutcomeName::Regime(2));
    assert_eq!(request::topic(&scenario, "exclusive alliance"), Ok(regime.clone()));
    assert_eq!(request::topic(&scenario, "outcome = exclusive alliance"), Ok(regime));
    let kind = Topic::Outcome(OutcomeName::Kind("mixed_only".into()));
    assert_eq!(request::topic(&scenario, "standoff"), Ok(kind));
    let claim = Comparison { who: 2, node: 2, options: [1, 0], relation: Relation::AtLeast };
    let claim = Ok(Topic::Comparison(claim));
    assert_eq!(request::topic(&scenario, "amazon: confine >= expand"), claim);
    assert_eq!(request::topic(&scenario, "amazon:amazon.confine>=amazon.expand"), claim);
}

#[test]
fn a_cell_may_leave_out_the_move_that_is_asked_about() {
    let scenario = founding();
    let others = |text| request::cell_of_others(&scenario, text, 0);
    assert_eq!(others("diversify,expand"), Ok(vec![(1, 0), (2, 0)]));
    assert_eq!(others("expand,diversify"), Ok(vec![(1, 0), (2, 0)]));
    assert_eq!(others("accommodate,diversify,expand"), Ok(vec![(0, 1), (1, 0), (2, 0)]));
    assert_eq!(others("diversify").unwrap_err().code.0, "E204");
    let pennies = std::fs::read_to_string(root().join("games/classics/matching-pennies.toml"));
    let pennies = read(&pennies.unwrap(), Path::new(""));
    let option = pennies.nodes()[1].choices[1].id.clone();
    assert_eq!(request::cell_of_others(&pennies, &option, 0), Ok(vec![(1, 1)]), "a shared name");
    assert_eq!(request::cell_of_others(&pennies, &option, 1), Ok(vec![(0, 1)]));
}

#[test]
fn claims_decide_the_exit_status() {
    for (claim, flags, status, words) in [
        ("amazon: confine > expand", &["--if", "microsoft=litigate"][..], 0, "True"),
        ("amazon: confine > expand", &[], 1, "False"),
        (
            "amazon: confine > expand",
            &["--if", "microsoft=accommodate"],
            1,
            "at every one of the 2",
        ),
        ("openai: diversify > recommit", &[], 0, "strictly dominates"),
        ("openai: recommit < diversify", &[], 0, "strictly dominates"),
        ("microsoft: litigate != accommodate", &[], 0, "True"),
        ("microsoft: litigate = accommodate", &[], 1, "False"),
        (
            "microsoft: litigate = accommodate",
            &["--if", "amazon=expand:3/4", "--without", "openai.recommit"],
            0,
            "True",
        ),
    ] {
        let run = run(&[&["why", GAME, claim], flags].concat());
        assert_eq!((run.status, run.stderr.as_str()), (status, ""), "{claim}: {run:?}");
        assert!(run.stdout.contains(words), "{claim}: {}", run.stdout);
    }
}

#[test]
fn every_form_takes_changes_and_formats() {
    let changes = ["--set", "microsoft.exclusivity=30", "--without", "openai.recommit"];
    for what in [
        &["microsoft", "litigate,diversify,expand"][..],
        &["microsoft", "--at", "diversify,expand"],
        &["microsoft: litigate < accommodate"],
        &["microsoft"],
        &["microsoft", "--equilibrium", "1"],
        &["customers"],
        &["tolerate"],
        &["standoff"],
    ] {
        let words = [&["why", GAME][..], what, &changes[..], &["--focus", "amazon"]].concat();
        for format in ["text", "md", "csv", "json"] {
            let run =
                run(&[&words[..], &["--format", format, "--time-limit", "60s", "-v"]].concat());
            let status = i32::from(what[0].contains(':') && what[0].contains('>'));
            assert_eq!(run.status, status, "{words:?} {format}: {run:?}");
            assert!(!run.stdout.is_empty());
            assert!(!run.stdout.contains("recommit"), "{words:?} {format}: {}", run.stdout);
        }
    }
    let fixed = run(&["why", GAME, "microsoft", "--if", "microsoft=litigate:11/18"]);
    assert_eq!(fixed.status, 0, "{fixed:?}");
    let fixed = ["why", GAME, "amazon", "--at", "diversify", "--if", "microsoft=litigate"];
    let fixed = run(&fixed);
    assert!(
        fixed.stdout.starts_with("Amazon prefers confine to expand there, by 0.35"),
        "{fixed:?}"
    );
}

#[test]
fn csv_adds_up() {
    let run = run(&["why", GAME, "microsoft", "litigate,diversify,expand", "--format", "csv"]);
    let mut lines = run.stdout.lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    let points = header.iter().position(|name| *name == "points_exact").unwrap();
    // The columns before the words hold no commas.
    let sum: Rational = lines.map(|line| number(line.split(',').nth(points).unwrap())).sum();
    assert_eq!(sum, number("-3/5"));
}

#[test]
fn words_that_mean_nothing_are_refused_with_a_way_out() {
    for (words, code, way_out) in [
        (&["why", GAME, "microsft"][..], "E201", "microsoft"),
        (&["why", GAME, "curt"], "E201", "court"),
        (&["why", GAME, "stand-off"], "E201", "standoff"),
        (&["why", GAME, "outcome = curt"], "E201", "court"),
        (&["why", GAME, "confine > expand"], "E204", "WHO: OPTION"),
        (&["why", GAME, "amazn: confine > expand"], "E201", "amazon"),
        (&["why", GAME, "amazon: confin > expand"], "E201", "confine"),
        (&["why", GAME, "amazon: litigate > expand"], "E201", "confine"),
        (&["why", GAME, "amazon: openai.diversify > expand"], "E201", "confine"),
        (&["why", GAME, "amazon: expand > expand"], "E204", "confine"),
        (&["why", GAME, "founders: expand > confine"], "E201", "amazon"),
        (&["why", GAME, "amazon: expand > confine", "--if", "amazon=expand"], "E202", "drop"),
        (
            &["why", GAME, "amazon", "--at", "diversify,litigate", "--if", "amazon=expand"],
            "E202",
            "CELL",
        ),
        (&["why", GAME, "founders", "--at", "diversify,expand"], "E202", "CELL"),
        (&["why", GAME, "microsoft", "litigate,diversify"], "E204", "expand"),
        (&["why", GAME, "microsoft", "litigate,diversify,expnd"], "E201", "expand"),
        (&["why", GAME, "microsoft", "--at", "diversify"], "E204", "expand"),
        (&["why", GAME, "court", "litigate,diversify,expand"], "E202", "WHO CELL"),
        (&["why", GAME, "court", "--equilibrium", "1"], "E202", "WHO"),
        (&["why", GAME, "microsoft", "--equilibrium", "2"], "E201", "number 1"),
        (&["why", GAME, "microsoft", "--equilibrium", "0"], "E204", "from 1 on"),
        (&["why", GAME, "outcome != court"], "E204", "--assert"),
        (&["why", GAME], "E204", "claim"),
        (&["why", "games/openai-aws-court.toml", "microsoft"], "E203", "show tree"),
    ] {
        let run = run(&[words, &["--format", "json"]].concat());
        assert_eq!((run.status, run.stderr.as_str()), (2, ""), "{words:?}: {run:?}");
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        let diagnostic = &document["diagnostics"][0];
        assert_eq!(diagnostic["code"], code, "{words:?}: {diagnostic}");
        assert!(diagnostic.to_string().contains(way_out), "{words:?}: {diagnostic}");
    }
    for words in [&["why", GAME][..], &["why", GAME, "microsoft", "--equilibrium", "x"]] {
        assert_eq!(run(words).status, 2, "{words:?}");
    }
}

const CHANCE: &str = r#"
standoff = 1
[players.a]
interests = { calm = 2, wealth = { weight = 1, base = "1/7" } }
beliefs.court.outcomes = { upheld = 0.9, rejected = "rest" }
[players.b]
interests = { fame = "1/3" }
[[moves]]
player = "a"
options = { sue = "sue", wait = "wait" }
[[moves]]
player = "b"
options = { settle = "settle", fight = "fight" }
[chance.court]
after = "b"
when = "sue & fight"
outcomes = { upheld = 0.25, rejected = "rest" }
[[effects]]
when = "upheld"
a.wealth = 3
b.fame = "-5/2"
[[effects]]
when = "rejected"
a.calm = -2
[[effects]]
when = "fight"
b.fame = 1
"#;

#[test]
fn chance_is_averaged_as_its_believer_sees_it_unless_it_is_given() {
    let payoff = |words: &[&str]| {
        let run = run_with_input(&[&["why", "-"], words, &["--format", "json"]].concat(), CHANCE);
        assert_eq!(run.status, 0, "{run:?}");
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        let total = document["total"].as_object().unwrap();
        number(total.values().next().unwrap()["exact"].as_str().unwrap())
    };
    // a: (1/7 + 3 · 9/10) / 3 - 2 · 2/3 · 1/10; b, by the common prior: 1 - 5/8.
    assert_eq!(payoff(&["a", "sue,fight"]), number("1/21") + number("9/10") - number("2/15"));
    assert_eq!(payoff(&["b", "sue,fight"]), number("3/8"));
    assert_eq!(payoff(&["a", "sue,fight,upheld"]), number("1/21") + number("1"));
    assert_eq!(payoff(&["b", "sue,fight,rejected"]), number("1"));
    let never = run_with_input(&["why", "-", "a", "wait,fight,upheld"], CHANCE);
    assert_eq!(never.status, 2, "{never:?}");
    assert!(never.stderr.contains("E201") && never.stderr.contains("chance"), "{never:?}");
    let told = run_with_input(&["why", "-", "a", "--at", "fight"], CHANCE);
    assert!(told.stdout.contains("On average over court, as a sees chance."), "{told:?}");
    assert!(told.stdout.contains("9/10"), "{}", told.stdout);
}

#[test]
fn an_outcome_that_is_claimed_may_be_false() {
    for (words, status) in [
        (["why", GAME, "outcome = court"], 1),
        (["why", GAME, "outcome = standoff"], 0),
        (["why", GAME, "court"], 0),
    ] {
        assert_eq!(run(&words).status, status, "{words:?}");
    }
}
