//! What the rest do if some play is given: known figures, and brute force on random games.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use standoff::budget::Budget;
use standoff::diagnostic::SourceText;
use standoff::explain::{BestResponse, always_best};
use standoff::format;
use standoff::game::{MixedProfile, Mixture, Profile};
use standoff::nash::best_deviation;
use standoff::number::{Algebraic, Rational};
use standoff::scenario::{Mix, Scenario};
use support::run;

const GAME: &str = "games/openai-aws.toml";

fn answered(words: &[&str]) -> Value {
    let run = run(&[&["best-response", GAME], words, &["--format", "json"]].concat());
    assert_eq!(run.status, 0, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_suit_and_its_bill() {
    let answer = answered(&["--if", "microsoft=litigate"]);
    let rest = &answer["rest"][0];
    assert_eq!(answer["rest"].as_array().unwrap().len(), 1);
    assert_eq!(rest["strategies"]["openai"]["diversify"]["exact"], "1");
    assert_eq!(rest["strategies"]["amazon"]["confine"]["exact"], "1");
    let regret = &answer["would_regret"][0];
    assert_eq!((&regret["to"], &regret["gain"]["exact"]), (&"accommodate".into(), &"3/10".into()));
    let versus = &answer["versus"][0];
    assert_eq!(versus["option"], "accommodate");
    assert_eq!(versus["rest"][0]["strategies"]["amazon"]["expand"]["exact"], "1");
    let change = |who: &str, interest: &str| {
        let change = &versus["change"][who];
        let at =
            if interest.is_empty() { &change["total"] } else { &change["by_interest"][interest] };
        at["exact"].as_str().unwrap().to_string()
    };
    for (who, interest, expected) in [
        ("microsoft", "", "-1/10"),
        ("microsoft", "exclusivity", "4/5"),
        ("microsoft", "investment", "-3/5"),
        ("microsoft", "standing", "-3/5"),
        ("microsoft", "precedent", "3/10"),
        ("microsoft", "relief", "0"),
        ("openai", "", "-17/10"),
        ("openai", "stability", "-3/4"),
        ("amazon", "", "-6/5"),
        ("amazon", "workloads", "-2/5"),
        ("customers", "", "-3"),
    ] {
        assert_eq!(change(who, interest), expected, "{who} {interest}");
    }
}

#[test]
fn ties_are_best_responses_too() {
    let answer = answered(&["--if", "microsoft=litigate:11/18", "--if", "openai=diversify"]);
    assert_eq!(answer["rest"].as_array().unwrap().len(), 2);
    assert_eq!(answer["components"][0]["dimension"], 1);
    let sentence = answer["components"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("any mix of expand and confine"), "{sentence}");
    assert!(answer["versus"].as_array().unwrap().is_empty(), "several moves are fixed");
}

#[test]
fn everybody_may_be_fixed() {
    let all =
        ["--if", "microsoft=accommodate", "--if", "openai=diversify", "--if", "amazon=confine"];
    let answer = answered(&all);
    assert_eq!(answer["rest"][0]["payoffs"]["amazon"]["exact"], "31/20");
    let regrets = answer["would_regret"].as_array().unwrap();
    assert_eq!(regrets.len(), 1);
    assert_eq!(regrets[0]["player"], "amazon");
    assert_eq!(regrets[0]["gain"]["exact"], "11/20");
}

#[test]
fn requests_that_cannot_be_carried_out() {
    for (words, code, help) in [
        (&["br", GAME][..], "E204", "--if microsoft=litigate"),
        (&["br", GAME, "--if", "microsoft=litigte"], "E201", "litigate"),
        (&["br", GAME, "--if", "microsoft=litigate", "--versus", "confine"], "E202", "--if"),
        (&["br", GAME, "--if", "microsoft=litigate", "--versus", "comfine"], "E201", "confine"),
        (&["br", GAME, "--if", "microsoft=litigate", "--versus", "litigate"], "E202", "another"),
        (&["br", "games/openai-aws-court.toml", "--if", "openai=diversify"], "E203", "check"),
    ] {
        let run = run(words);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(
            run.stderr.contains(code) && run.stderr.contains(help),
            "{words:?}: {}",
            run.stderr
        );
        assert!(run.stdout.is_empty());
    }
}

/// Three players with two options each and these payoffs, a third of each in one interest and the
/// rest in another.
fn scenario(payoffs: &[i64]) -> Scenario {
    let mut text = "standoff = 1\n".to_string();
    for player in ["a", "b", "c"] {
        text +=
            &format!("[players.{player}.interests]\nx = {{ weight = 1 }}\ny = {{ weight = 2 }}\n");
    }
    for player in ["a", "b", "c"] {
        let options = format!("{{ {player}0 = \"zero\", {player}1 = \"one\" }}");
        text += &format!("[[moves]]\nplayer = \"{player}\"\noptions = {options}\n");
    }
    for (index, payoffs) in payoffs.chunks(3).enumerate() {
        let [i, j, k] = [index / 4, index / 2 % 2, index % 2];
        text += &format!("[[effects]]\nwhen = \"a{i} & b{j} & c{k}\"\n");
        for (player, payoff) in ["a", "b", "c"].iter().zip(payoffs) {
            text += &format!("{player} = {{ x = {payoff}, y = {} }}\n", payoff * 2 - 1);
        }
    }
    let reading = format::read(SourceText::new("x.toml", &text), &|_| Err("none".into()));
    assert!(reading.scenario.is_some(), "{:?}", reading.diagnostics);
    reading.scenario.unwrap()
}

fn chances(p: i64) -> Vec<Rational> {
    vec![Rational::new(p, 4), Rational::new(4 - p, 4)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Every equilibrium of the rest, put beside the given play, leaves nobody of the rest a
    /// better option in the whole game; who would regret, and by how much, is read off it too.
    #[test]
    fn the_whole_game_agrees(
        payoffs in proptest::collection::vec(-3i64..4, 24),
        shares in proptest::collection::vec(0i64..5, 2),
        fixed in 1usize..3,
    ) {
        let scenario = scenario(&payoffs);
        let budget = Budget::default();
        let game = scenario.strategic_game(&budget).unwrap();
        let given: Vec<Mix> =
            (0..fixed).map(|node| Mix { node, mixture: chances(shares[node]) }).collect();
        let response = BestResponse::new(&scenario, &given, &[(0, 0), (0, 1)], &budget).unwrap();
        prop_assert!(!response.given.answer.equilibria.is_empty());
        for (index, equilibrium) in response.given.answer.equilibria.iter().enumerate() {
            let own = given.iter().map(|mix| mix.mixture.iter().cloned().map(Into::into).collect());
            let rest = equilibrium.equilibrium.profile().mixtures().iter().cloned();
            let whole: Vec<Mixture> = own.chain(rest).collect();
            let profile = MixedProfile::new(whole).unwrap();
            for player in 0..3 {
                prop_assert_eq!(
                    &game.expected_payoff(player, &profile), &equilibrium.payoffs[player]
                );
                let best = best_deviation(&game, &profile, player);
                let regret = response
                    .would_regret
                    .iter()
                    .find(|regret| regret.equilibrium == index && regret.node == player);
                prop_assert_eq!(best.as_ref().map(|d| &d.gain), regret.map(|r| &r.gain));
                prop_assert_eq!(best.map(|d| d.option), regret.map(|r| r.to));
                prop_assert!(player < fixed || regret.is_none());
            }
        }
        for contrast in &response.versus {
            let change = contrast.change.as_ref().unwrap();
            let before = &response.given.answer.equilibria[change.from];
            let after = &contrast.instead.answer.equilibria[change.to];
            let worst = contrast.instead.answer.equilibria.iter().map(|e| &e.payoffs[0]).min();
            prop_assert_eq!(worst, Some(&after.payoffs[0]));
            if let Some(parts) = &change.by_interest {
                for (who, parts) in parts.iter().enumerate() {
                    let total: Algebraic = parts.iter().sum();
                    prop_assert_eq!(total.plus(&after.payoffs[who]), before.payoffs[who].clone());
                }
            }
        }
    }

    /// The range of what another option costs, by trying everything.
    #[test]
    fn always_best_is_the_range_of_costs(payoffs in proptest::collection::vec(-3i64..4, 24)) {
        let game = scenario(&payoffs).strategic_game(&Budget::default()).unwrap();
        for player in 0..3 {
            for option in 0..2 {
                let costs = (0..game.outcomes()).filter_map(|index| {
                    let here: Profile = game.profile(index);
                    let mut other = here.clone();
                    other.0[player] = 1 - option;
                    let cost = game.payoff(player, &here) - game.payoff(player, &other);
                    (here.0[player] == option).then_some(cost)
                });
                let costs: Vec<Rational> = costs.collect();
                let least = costs.iter().min().unwrap().clone();
                let expected = least.is_positive().then(|| [least, costs.iter().max().unwrap().clone()]);
                prop_assert_eq!(always_best(&game, player, option), expected);
            }
        }
    }
}
