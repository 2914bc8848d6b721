//! The algorithms step by step: what they show is what the solvers find, on known games and on
//! random ones with many ties; and what `learn` refuses.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest,
};
use standoff::budget::Budget;
use standoff::dominance;
use standoff::explain::learn::{
    Algorithm, Iesds, Steps, StepsError, Supports, Underline, Verdict, iesds, lemke_howson,
    supports, underline,
};
use standoff::game::{MixedProfile, PayoffTable, Player, Profile, StrategicGame};
use standoff::nash::{self, Equilibrium};
use standoff::number::{Integer, Rational};
use support::{run, run_with_input};

const GAME: &str = "games/openai-aws.toml";

fn player(number: usize, size: usize) -> Player {
    let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Player::plain(&format!("p{}", number + 1), &options)
}

fn game(sizes: &[usize], payoffs: &[Vec<i64>]) -> StrategicGame {
    let players = sizes.iter().enumerate().map(|(number, &size)| player(number, size)).collect();
    let table = |payoffs: &Vec<i64>| {
        PayoffTable::from_rationals(&payoffs.iter().map(|&p| p.into()).collect::<Vec<_>>())
    };
    StrategicGame::new(players, payoffs.iter().map(table).collect()).unwrap()
}

fn underlined(game: &StrategicGame) -> Underline {
    underline(game, &Budget::default()).unwrap()
}

fn eliminated(game: &StrategicGame) -> Iesds {
    iesds(game, &Budget::default()).unwrap()
}

fn examined(game: &StrategicGame) -> Supports {
    supports(game, &Budget::default()).unwrap()
}

/// The equilibria that the steps end in, in the order of `nash::all` where that is generic.
fn found(supports: &Supports) -> Vec<Equilibrium> {
    let of_step = |verdict: &Verdict| match verdict {
        Verdict::Equilibria(found) => found.clone(),
        _ => Vec::new(),
    };
    supports.steps.iter().flat_map(|step| of_step(&step.verdict)).collect()
}

fn texts(equilibria: &[Equilibrium]) -> Vec<String> {
    let text = |equilibrium: &Equilibrium| {
        let mixtures = equilibrium.profile().mixtures().iter();
        let mixtures = mixtures
            .map(|mixture| mixture.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        mixtures.collect::<Vec<_>>().join(" | ")
    };
    let mut texts: Vec<String> = equilibria.iter().map(text).collect();
    texts.sort();
    texts
}

// Known answers.

#[test]
fn matching_pennies_is_solved_by_its_ninth_support() {
    let pennies = game(&[2, 2], &[vec![1, -1, -1, 1], vec![-1, 1, 1, -1]]);
    assert_eq!(underlined(&pennies).pure().count(), 0);
    assert!(eliminated(&pennies).rounds.is_empty());
    let supports = examined(&pennies);
    assert_eq!((supports.steps.len(), supports.found().count()), (9, 1));
    assert_eq!(texts(&found(&supports)), ["1/2 1/2 | 1/2 1/2"]);
    let last = &supports.steps[8];
    assert_eq!(last.equations.len(), 2);
    let coefficients: Vec<_> =
        last.equations[0].terms.iter().map(|term| term.coefficient.to_string()).collect();
    assert_eq!(coefficients, ["2", "-2"]);
}

#[test]
fn the_battle_of_the_sexes_has_three() {
    let sexes = game(&[2, 2], &[vec![2, 0, 0, 1], vec![1, 0, 0, 2]]);
    assert_eq!(underlined(&sexes).pure().count(), 2);
    let supports = examined(&sexes);
    assert_eq!(texts(&found(&supports)), ["0 1 | 0 1", "1 0 | 1 0", "2/3 1/3 | 1/3 2/3"]);
}

#[test]
fn a_support_may_need_a_negative_probability() {
    // 8 y1 + 4 y3 = 8 y2 + 4 y3 = 5 y1 + 5 y2 + 6 y3 at (1, 1, -1) alone.
    let a = vec![8, 0, 4, 0, 8, 4, 5, 5, 6];
    let b = vec![8, 0, 5, 0, 8, 5, 4, 4, 6];
    let supports = examined(&game(&[3, 3], &[a, b]));
    let Verdict::NotPositive { player, mixer, solution, option } = &supports.steps[48].verdict
    else {
        panic!("{:?}", supports.steps[48]);
    };
    assert_eq!((*player, *mixer, *option), (0, 1, 2));
    assert_eq!(*solution, [1, 1, -1].map(Rational::from));
}

#[test]
fn two_options_that_bring_the_same_leave_a_continuum() {
    let twice = game(&[2, 2], &[vec![1, 1, 1, 1], vec![1, 0, 0, 1]]);
    let supports = examined(&twice);
    assert!(supports.is_all());
    let continua = supports.steps.iter().filter(|s| matches!(s.verdict, Verdict::Continuum(_)));
    assert!(continua.count() >= 2);
}

#[test]
fn three_players_are_walked_through() {
    // Every player would rather be the odd one out (public-goods like); ties abound.
    let sizes = [2, 2, 2];
    let odd = |player: usize| -> Vec<i64> {
        let bit = |index: usize, p: usize| index >> (2 - p) & 1;
        (0..8)
            .map(|index| {
                let own = bit(index, player);
                i64::from((0..3).filter(|&p| p != player).all(|p| bit(index, p) != own))
            })
            .collect()
    };
    let table = game(&sizes, &[odd(0), odd(1), odd(2)]);
    let supports = examined(&table);
    assert_eq!(supports.steps.len(), 27);
    let all = nash::all(&table, &Budget::default());
    assert_eq!(supports.is_all(), all.coverage.is_all());
    assert_eq!(underlined(&table).pure().count(), nash::pure(&table).count());
}

#[test]
fn one_player_and_none() {
    let choice = game(&[3], &[vec![2, 1, 2]]);
    assert_eq!(underlined(&choice).steps[0].best, [0, 2]);
    let supports = examined(&choice);
    assert!(supports.is_all());
    assert!(supports.steps.iter().any(|s| matches!(s.verdict, Verdict::Continuum(_))));
    let nobody = game(&[], &[]);
    let refused = Steps::new(Algorithm::Iesds, &nobody, &Budget::default());
    assert_eq!(refused.unwrap_err(), StepsError::NobodyDecides);
}

#[test]
fn what_is_too_much_is_counted_or_refused() {
    let payoffs: Vec<i64> = (0..64).map(|i| i * i % 17).collect();
    let other: Vec<i64> = (0..64).map(|i| i * 5 % 13).collect();
    let large = game(&[8, 8], &[payoffs, other]);
    let supports = examined(&large);
    let sizes: Vec<usize> = supports.kept.iter().map(Vec::len).collect();
    let choices: Integer = sizes.iter().map(|&size| Integer::from((1 << size) - 1)).product();
    assert_eq!(supports.all, Integer::from(255 * 255));
    assert_eq!(Integer::from(supports.steps.len()) + &supports.left_out, choices);
    let huge = game(&[101, 100], &[vec![0; 10_100], vec![0; 10_100]]);
    let refused = Steps::new(Algorithm::Underline, &huge, &Budget::default());
    assert_eq!(refused.unwrap_err(), StepsError::TooLarge { outcomes: 10_100 });
    let stopped = Budget::default();
    stopped.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    for algorithm in Algorithm::ALL {
        let steps = Steps::new(algorithm, &large, &stopped);
        assert_eq!(steps.unwrap_err(), StepsError::Stopped);
    }
}

// The steps say what the solvers say.

/// Games with small payoffs: ties are common.
fn games() -> impl Strategy<Value = StrategicGame> {
    let sizes = prop::sample::select(vec![
        vec![2, 2],
        vec![2, 3],
        vec![3, 3],
        vec![4, 2],
        vec![2, 2, 2],
        vec![3, 2, 2],
    ]);
    let least = prop::sample::select(vec![2_i64, 9, 100]);
    (sizes, least).prop_flat_map(|(sizes, bound)| {
        let outcomes: usize = sizes.iter().product();
        let table = prop::collection::vec(-bound..=bound, outcomes);
        let tables = prop::collection::vec(table, sizes.len());
        (Just(sizes), tables).prop_map(|(sizes, tables)| game(&sizes, &tables))
    })
}

#[test]
fn the_founding_case_takes_four_pivots_from_every_label() {
    let words =
        ["learn", GAME, "--algorithm", "lemke-howson", "--without", "openai.recommit", "--format"];
    let run = run(&[&words[..], &["json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["steps"].as_array().unwrap().len(), 4);
    let ends = document["result"]["ends"].as_array().unwrap();
    assert!(ends.len() == 4 && ends.iter().all(|end| end["pivots"] == 4), "{ends:?}");
    let reached = &document["result"]["equilibrium"];
    assert_eq!(reached["microsoft"]["litigate"]["exact"], "11/18");
    assert_eq!(reached["amazon"]["expand"]["exact"], "3/4");
}

#[test]
fn a_path_needs_two_who_choose() {
    let three = game(&[2, 2, 2], &[vec![0; 8], vec![0; 8], vec![0; 8]]);
    let refused = Steps::new(Algorithm::LemkeHowson, &three, &Budget::default());
    assert_eq!(refused.unwrap_err(), StepsError::NotTwoPlayers { choosing: 3 });
    let alone = game(&[3], &[vec![1, 2, 3]]);
    let refused = Steps::new(Algorithm::LemkeHowson, &alone, &Budget::default());
    assert_eq!(refused.unwrap_err(), StepsError::NotTwoPlayers { choosing: 1 });
    let padded =
        game(&[1, 2, 1, 2], &[vec![0; 4], vec![1, -1, -1, 1], vec![0; 4], vec![-1, 1, 1, -1]]);
    let walk = lemke_howson(&padded, &Budget::default()).unwrap();
    assert_eq!(walk.players, [1, 3]);
    assert_eq!(texts(&walk.equilibria), ["1/2 1/2 | 1/2 1/2"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn pivots_follow_the_smallest_ratio_to_an_equilibrium(game in games()) {
        if game.sizes().len() > 2 {
            return Ok(());
        }
        let walk = lemke_howson(&game, &Budget::default()).unwrap();
        prop_assert!(walk.equilibrium.is_some());
        for pivot in &walk.steps {
            let least = pivot.ratios.iter().map(|(_, ratio)| ratio).min().unwrap();
            let leaving = pivot.ratios.iter().find(|(label, _)| *label == pivot.step.taken_up);
            prop_assert_eq!(leaving.map(|(_, ratio)| ratio), Some(least));
        }
        for pair in walk.steps.windows(2) {
            prop_assert_eq!(pair[0].step.taken_up, pair[1].step.given_up);
        }
        prop_assert_eq!(walk.steps.last().unwrap().step.taken_up, walk.dropped);
        let all = nash::all(&game, &Budget::default());
        prop_assert!(walk.equilibria.iter().all(|found| all.equilibria.contains(found)));
        prop_assert_eq!(walk.ends.len(), game.sizes()[0] + game.sizes()[1]);
    }

    #[test]
    fn underlined_cells_are_the_pure_equilibria(game in games()) {
        let underline = underlined(&game);
        let pure: Vec<Profile> = underline.pure().cloned().collect();
        prop_assert_eq!(&pure, &nash::pure(&game).collect::<Vec<_>>());
        for cell in &underline.cells {
            let whole = MixedProfile::pure(&cell.profile, game.sizes());
            for leaving in &cell.leaving {
                let deviation = nash::best_deviation(&game, &whole, leaving.player).unwrap();
                prop_assert_eq!(deviation.option, leaving.to);
                prop_assert_eq!(deviation.gain.as_rational(), Some(&leaving.gain));
            }
        }
        for step in &underline.steps {
            prop_assert_eq!(&step.best, &game.best_responses(step.player, &step.at));
        }
    }

    #[test]
    fn replayed_rounds_are_the_elimination(game in games()) {
        let iesds = eliminated(&game);
        let mut kept = game.all_options();
        for round in &iesds.rounds {
            prop_assert_eq!(&kept, &round.kept);
            for crossed_out in &round.crossed_out {
                let dominated = &crossed_out.dominated;
                prop_assert!(dominated.check(&game, &kept).is_ok());
                prop_assert!(crossed_out.comparisons.iter().all(|c| c.margin().is_positive()));
                for comparison in &crossed_out.comparisons {
                    let sum: Rational = comparison.parts.iter().map(|(_, p, u)| p * u).sum();
                    prop_assert_eq!(&sum, &comparison.mixture);
                    let own = game.payoff(dominated.player, &comparison.at);
                    prop_assert_eq!(&own, &comparison.option);
                }
            }
            for crossed_out in &round.crossed_out {
                let dominated = &crossed_out.dominated;
                kept[dominated.player].retain(|&option| option != dominated.option);
            }
        }
        let elimination = dominance::strict(&game, &Budget::default());
        prop_assert_eq!(&kept, &elimination.kept);
        for left in &iesds.left {
            for surviving in &left.options {
                if let Some((profile, lead)) = &surviving.best_at {
                    prop_assert!(!lead.is_negative());
                    let best = game.best_responses(left.player, profile);
                    // What was crossed out may be as good as nothing, never better.
                    prop_assert!(best.contains(&surviving.option));
                }
            }
        }
    }

    #[test]
    fn supports_end_in_all_equilibria(game in games()) {
        let supports = examined(&game);
        let all = nash::all(&game, &Budget::default());
        let generic = all.components.iter().all(nash::Component::is_isolated);
        if all.coverage.is_all() {
            prop_assert!(supports.is_all());
        }
        if generic && all.coverage.is_all() {
            prop_assert_eq!(texts(&found(&supports)), texts(&all.equilibria));
        }
        // Every listed equilibrium's own support has one, in degenerate games too.
        for equilibrium in &all.equilibria {
            let profile = equilibrium.profile();
            let support: Vec<_> = (0..game.sizes().len()).map(|p| profile.support(p)).collect();
            let step = supports.steps.iter().find(|step| step.support == support).unwrap();
            let open = !step.verdict.is_decided() && !all.coverage.is_all();
            prop_assert!(step.verdict.is_equilibrium() || open, "{:?}", step);
        }
        for step in &supports.steps {
            if let Verdict::Leaves { profile, deviation } = &step.verdict {
                let refused = Equilibrium::check(&game, profile.clone()).unwrap_err();
                prop_assert_eq!(&refused, deviation);
            }
        }
    }
}

#[test]
fn what_the_solver_leaves_open_is_open_for_its_reason_and_the_rest_is_counted() {
    let words = ["tests/data/ties.gam", "--format", "json"];
    let solved = run(&[&["solve"], &words[..]].concat());
    let learnt = run(&[&["learn"], &words[..], &["--algorithm", "supports"]].concat());
    assert_eq!((solved.status, learnt.status), (0, 0), "{learnt:?}");
    let document: serde_json::Value = serde_json::from_str(&solved.stdout).unwrap();
    let listed = document["equilibria"].as_array().unwrap().len();
    assert_eq!(listed, 7);
    let document: serde_json::Value = serde_json::from_str(&learnt.stdout).unwrap();
    assert_eq!(document["result"]["with_equilibria"], 7);
    let steps = document["steps"].as_array().unwrap();
    for step in steps.iter().filter(|step| step["verdict"] == "undecided") {
        let sizes = step["support"].as_object().unwrap().values();
        let mixers = sizes.filter(|options| options.as_array().unwrap().len() > 1).count();
        assert_eq!((mixers, &step["why"]), (3, &"polynomial".into()), "{step}");
    }
    let continua = steps.iter().filter(|step| step["verdict"] == "continuum").count();
    assert_eq!(continua, 3);
    let screen = run(&["learn", "tests/data/ties.gam", "--algorithm", "supports"]);
    assert!(screen.stdout.contains("`solve` lists 7 equilibria"), "{}", screen.stdout);
    assert!(screen.stdout.contains("26 worked out"), "{}", screen.stdout);
}

#[test]
fn a_tableau_says_its_multiplier_at_every_width_and_a_tie_its_rule() {
    let words =
        ["learn", GAME, "--algorithm", "lemke-howson", "--without", "openai.recommit", "-v"];
    for width in ["40", "60", "100"] {
        let run = support::finish(support::command(&words).env("COLUMNS", width));
        let told = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        for times in ["times 8", "times 4", "times 235", "times 10"] {
            assert!(told.contains(times), "{width} {times}: {}", run.stdout);
        }
        assert!(!run.stdout.contains("lexicographic"), "{}", run.stdout);
    }
    let twin = run(&["learn", "games/lessons/13-twin.toml", "--algorithm", "lemke-howson"]);
    assert!(twin.stdout.contains("tie in pivot 2. The lexicographic rule"), "{}", twin.stdout);
}

// The verb.

#[test]
fn changes_of_the_game_are_walked_through() {
    let without = run(&["learn", GAME, "--algorithm", "iesds", "--without", "openai.recommit"]);
    assert_eq!(without.status, 0, "{without:?}");
    assert!(without.stdout.contains("nothing is strictly dominated"), "{}", without.stdout);
    let set = ["learn", GAME, "--algorithm", "supports", "--set", "amazon.legal=7"];
    assert!(run(&set).stdout.contains("litigate, diversify, expand  ✓"));
    let given = run(&["learn", GAME, "--algorithm", "underline", "--if", "microsoft=litigate"]);
    assert!(given.stdout.contains("Given: Microsoft plays litigate"), "{}", given.stdout);
    let mut all = vec!["learn", GAME, "--algorithm", "underline"];
    for mix in ["microsoft=litigate", "openai=diversify", "amazon=expand"] {
        all.extend(["--if", mix]);
    }
    let refused = run(&all);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("E203"), "{}", refused.stderr);
}

#[test]
fn wrong_requests_say_what_to_ask_instead() {
    for (words, code, says) in [
        (&["learn", GAME, "--algorithm", "suports"][..], "E204", "did you mean `supports`?"),
        (&["learn", GAME, "--algorithm", "replicator"], "E203", "not in this version"),
        (&["learn", GAME, "--algorithm", "quantum"], "E204", "`underline`, `iesds`"),
        (&["learn", GAME], "E204", "--algorithm iesds"),
        (&["learn", "--algorithm", "iesds"], "E204", "standoff learn games/openai-aws.toml"),
        (&["learn", GAME, "--algorithm", "lemke-howson"], "E203", "3 have several options"),
        (&["learn", "99"], "E201", "lists the lessons"),
        (&["learn", "dominanse"], "E201", "did you mean `Dominance`?"),
        (&["learn", "--check", "1/6"], "E204", "standoff learn 4 --check"),
        (&["learn", "4", "--check", "a lot"], "E204", "a number: `11/18`"),
        (&["learn", "0", "--check", "a lot"], "E204", "`continuum`"),
        (
            &["learn", "2", "--check", "standoff"],
            "E204",
            "no exercise of this lesson asks for that",
        ),
        (&["learn", GAME, "--check", "5"], "E204", "`--check` goes with a lesson"),
        (&["learn", "4", "--algorithm", "supports"], "E204", "`4` is a lesson"),
        (&["learn", "4", "--check", "1/6", "--format", "json"], "E203", "text and md"),
        (&["learn", "--practice", "dominance"], "E203", "--practice"),
        (&["learn", "--format", "json"], "E203", "text and md"),
        (&["learn", GAME, "--algorithm", "iesds", "--format", "csv"], "E203", "text, json, md"),
        (&["learn", "games/openai-aws-court.toml", "--algorithm", "iesds"], "E203", "in turn"),
        (&["learn", GAME, "--algorithm", "iesds", "--without", "openai.x"], "E201", "openai"),
    ] {
        let run = run(words);
        assert_eq!(run.status, 2, "{words:?}: {run:?}");
        let told = format!("{}{}", run.stdout, run.stderr);
        assert!(told.contains(code) && told.contains(says), "{words:?}: {told}");
    }
}

#[test]
fn answers_to_exercises_are_computed() {
    for (lesson, right) in [
        ("0", &["court", "-13/20", "-0.65"][..]),
        ("1", &["0.9", "11/18", "90%"]),
        ("2", &["3/4", "0", "75%"]),
        ("3", &["-0.7", "3", "1/2"]),
        ("4", &["11/18", "1/6", "3/14", "1/3"]),
        ("13", &["5", "3", "continuum", "Continuum"]),
    ] {
        for answer in right {
            let run = run(&["learn", lesson, "--check", answer]);
            assert_eq!(run.status, 0, "{lesson} {answer}: {run:?}");
            assert!(run.stdout.starts_with("RIGHT") && run.stdout.contains('✓'), "{run:?}");
        }
        let wrong = run(&["learn", lesson, "--check", "17/1000"]);
        assert_eq!(wrong.status, 1, "{wrong:?}");
        assert!(wrong.stdout.starts_with("NOT YET") && !wrong.stdout.contains('✓'), "{wrong:?}");
    }
}

#[test]
fn every_lesson_has_exercises_about_games_of_the_project() {
    for lesson in standoff::report::lessons::LESSONS {
        let exercises = standoff::format::exercises(lesson.exercises).unwrap();
        assert!(!exercises.is_empty(), "{}", lesson.file);
        for exercise in exercises {
            assert!(support::root().join(&exercise.game).is_file(), "{exercise:?}");
            assert!(exercise.ask.ends_with('?'), "{exercise:?}");
        }
    }
}

#[test]
fn every_lesson_is_printed() {
    let list = run(&["learn"]);
    for lesson in standoff::report::lessons::LESSONS {
        assert!(list.stdout.contains(lesson.file_name()), "{}", list.stdout);
        let number = lesson.number.to_string();
        for width in ["40", "60", "100", "140"] {
            let page = support::finish(support::command(&["learn", &number]).env("COLUMNS", width));
            assert_eq!(page.status, 0);
            assert!(page.stdout.starts_with(&format!("{number}. ")), "{}", page.stdout);
            let limit: usize = width.parse().unwrap();
            for line in page.stdout.lines() {
                let found = unicode_width::UnicodeWidthStr::width(line);
                assert!(found <= limit, "{found} > {limit}: {line}");
            }
        }
        let markdown = run(&["learn", &number, "--format", "md"]);
        assert!(markdown.stdout.starts_with(&format!("# {number}. ")), "{}", markdown.stdout);
    }
}

#[test]
fn screens_fit_and_are_plain_where_they_must_be() {
    let games =
        ["games/classics/rock-paper-scissors.toml", "games/classics/mckelvey-mclennan.toml"];
    for game in [GAME, games[0], games[1], "games/classics/public-goods.toml"] {
        for algorithm in Algorithm::ALL {
            let words = ["learn", game, "--algorithm", algorithm.id(), "-v"];
            for width in [40, 60, 80, 100, 140] {
                let mut command = support::command(&words);
                let run = support::finish(command.env("COLUMNS", width.to_string()));
                for line in run.stdout.lines() {
                    let found = unicode_width::UnicodeWidthStr::width(line);
                    assert!(found <= width, "{found} > {width}: {line}");
                }
            }
            let mut command = support::command(&words);
            let run = support::finish(command.env("TERM", "dumb"));
            assert!(run.stdout.is_ascii(), "{}", run.stdout);
        }
    }
}

#[test]
fn chance_and_own_beliefs_are_averaged_before_the_first_step() {
    let text = "standoff = 1\n[players.a]\n[players.b]\n[chance.rain]\n\
        outcomes = { wet = \"1/4\", dry = \"3/4\" }\n\
        [[moves]]\nplayer = \"a\"\noptions = { stay = \"\", go = \"\" }\n\
        [[moves]]\nplayer = \"b\"\noptions = { stay = \"\", go = \"\" }\n\
        [[effects]]\nwhen = \"dry & a.go\"\na = 4\n[[effects]]\nwhen = \"wet & a.go\"\na = -8\n";
    let run = run_with_input(&["learn", "-", "--algorithm", "iesds", "-q"], text);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("Cross out stay"), "{}", run.stdout);
}
