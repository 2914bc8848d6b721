//! `bench`: the solvers agree, disagreement is noticed, and the program says what it measured.
//! Times differ from run to run: nothing here looks at how long anything took.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::{Agreement, Found, Promise, SOLVERS};
use support::run;

const GAME: &str = "games/openai-aws.toml";

fn answers(game: &StrategicGame) -> Vec<(&'static str, Promise, Found)> {
    let solvers = SOLVERS.iter().filter(|solver| solver.applies(game));
    let solved = solvers.map(|s| (s.name, s.promise, s.solve(game, &Budget::default())));
    solved.collect()
}

fn agreement(answers: &[(&str, Promise, Found)]) -> Agreement {
    Agreement::of(answers.iter().map(|(_, promise, found)| (*promise, found)))
}

fn game() -> impl Strategy<Value = StrategicGame> {
    prop::collection::vec(1usize..=3, 0..=3).prop_flat_map(|sizes| {
        let outcomes: usize = sizes.iter().product();
        let payoffs =
            prop::collection::vec(prop::collection::vec(-2i64..=2, outcomes), sizes.len());
        payoffs.prop_map(move |payoffs| {
            let player = |(at, &size): (usize, &usize)| {
                let ids: Vec<String> = (0..size).map(|o| format!("o{o}")).collect();
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                Player::plain(&format!("p{at}"), &ids)
            };
            let table = |numerators| PayoffTable::Small { numerators, denominator: 1 };
            let players = sizes.iter().enumerate().map(player).collect();
            StrategicGame::new(players, payoffs.into_iter().map(table).collect()).unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Small payoffs make ties common: where solvers come to their end, they agree.
    #[test]
    fn solvers_agree(game in game()) {
        let answers = answers(&game);
        let names: Vec<_> = answers.iter().map(|answer| answer.0).collect();
        let agreement = agreement(&answers);
        prop_assert!(agreement.holds(), "{:?} of {:?}: {:?}", agreement, names, game);
    }
}

#[test]
fn an_answer_that_lacks_an_equilibrium_is_noticed() {
    let stag_hunt = StrategicGame::bimatrix(
        Player::plain("row", &["stag", "hare"]),
        Player::plain("column", &["stag", "hare"]),
        &[&[(4, 4), (0, 3)], &[(3, 0), (3, 3)]],
    );
    let mut answers = answers(&stag_hunt);
    assert!(agreement(&answers).holds());
    assert_eq!(agreement(&answers).compared.len(), answers.len());
    let pure = answers.len() - 1;
    assert_eq!((answers[pure].1, answers[pure].2.equilibria.len()), (Promise::Pure, 2));
    answers[pure].2.equilibria.pop();
    assert_eq!(agreement(&answers).disagreeing, [pure]);
    answers[pure].2.is_complete = false;
    assert!(agreement(&answers).holds(), "what is not complete is not compared");
}

fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

fn benched(words: &[&str]) -> Value {
    let run = run(&[words, &["--format", "json"]].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn every_solver_that_applies_is_run() {
    let document = benched(&["bench", GAME]);
    let runs = document["runs"].as_array().unwrap();
    let results: Vec<_> = runs.iter().map(|run| (&run["solver"], &run["result"])).collect();
    let all = json!({ "equilibria": 1, "claim": "all" });
    let pure = json!({ "equilibria": 0, "claim": "pure" });
    let names = ["automatic choice", "support enumeration", "dominance first", "pure enumeration"];
    let names = names.map(Value::from);
    assert_eq!(
        results,
        [(&names[0], &all), (&names[1], &all), (&names[2], &all), (&names[3], &pure)]
    );
    assert_eq!(document["agreement"]["holds"], true);
    for run in runs {
        let seconds = |key: &str| run[key].as_f64().unwrap();
        assert!(seconds("min_s") <= seconds("mean_s") && seconds("mean_s") <= seconds("max_s"));
        assert!(seconds("relative") >= 1.0 && run["runs"].as_u64().unwrap() >= 1);
        let alone = run["solver"] == "pure enumeration";
        assert!(!alone || (seconds("relative") - 1.0).abs() < 1e-9, "it answers another question");
        assert_eq!(run["game"], GAME);
    }
    let two = benched(&["bench", GAME, "--if", "microsoft=litigate"]);
    assert!(two["runs"].to_string().contains("vertex enumeration"));
    let screen = run(&["bench", GAME]);
    assert!(screen.stdout.contains("Agreement: all 4 that came to their end agree."));
    assert!(screen.stdout.contains("Relative: to the fastest solver that promises as much"));
    for format in ["csv", "md"] {
        assert_eq!(run(&["bench", GAME, "--format", format]).status, 0);
    }
}

#[test]
fn an_earlier_run_is_a_baseline() {
    let baseline = fresh("baseline.json");
    let path = baseline.display().to_string();
    assert_eq!(run(&["bench", GAME, "-o", &path]).status, 0);
    let compare = ["bench", GAME, "--compare", &path];
    let plain = run(&compare);
    assert_eq!(plain.status, 0, "{plain:?}");
    assert_eq!(plain.stderr.matches('%').count(), 4, "{}", plain.stderr);
    assert_eq!(plain.stderr.matches("baseline.json").count(), 1, "{}", plain.stderr);
    assert!(plain.stderr.starts_with("CHANGE  against "), "{}", plain.stderr);
    let lenient = run(&[&compare[..], &["--max-regression", "100000%"]].concat());
    assert_eq!(lenient.status, 0, "{lenient:?}");
    // A baseline that nothing can meet.
    let mut document: Value =
        serde_json::from_str(&std::fs::read_to_string(&baseline).unwrap()).unwrap();
    for run in document["runs"].as_array_mut().unwrap() {
        run["mean_s"] = json!(1e-12);
    }
    std::fs::write(&baseline, document.to_string()).unwrap();
    let strict = run(&[&compare[..], &["--max-regression", "10%"]].concat());
    assert_eq!(strict.status, 1, "{strict:?}");
    assert!(strict.stderr.contains("more than allowed"), "{}", strict.stderr);
    let other = run(&["bench", GAME, "--set", "amazon.legal=1", "--compare", &path]);
    assert_eq!(other.status, 2, "{other:?}");
}

#[test]
fn requests_that_cannot_be_carried_out() {
    for (words, code) in [
        (&["bench"][..], "E204"),
        (&["bench", "games/missing.toml"], "E007"),
        (&["bench", "games/openai-aws-court.toml"], "E203"),
        (&["bench", GAME, "--family", "uniform"], "E202"),
        (&["bench", GAME, "--suite", "field"], "E202"),
        (&["bench", "--suite", "field", "--family", "uniform"], "E202"),
        (&["bench", GAME, "--sizes", "2..3"], "E202"),
        (&["bench", GAME, "--players", "3"], "E202"),
        (&["bench", GAME, "--games", "3"], "E202"),
        (&["bench", "--suite", "field", "--games", "3"], "E202"),
        (&["bench", "--sizes", "3"], "E204"),
        (&["bench", "--suite", "other"], "E204"),
        (&["bench", "--suite", "field", "--set", "x=1"], "E202"),
        (&["bench", "--family", "unifrom"], "E204"),
        (&["bench", "--family", "uniform", "--if", "a=b"], "E202"),
        (&["bench", "--family", "uniform", "--sizes", "9..4"], "E204"),
        (&["bench", "--family", "uniform", "--sizes", "0"], "E204"),
        (&["bench", "--family", "uniform", "--sizes", "0..4"], "E204"),
        (&["bench", "--family", "uniform", "--sizes", "4.."], "E204"),
        (&["bench", "--family", "uniform", "--sizes", "-1"], "E204"),
        (&["bench", "--family", "uniform", "--games", "0"], "E204"),
        (&["bench", "--family", "uniform", "--players", "1"], "E204"),
        (&["bench", "--family", "uniform", "--players", "20", "--sizes", "9"], "E009"),
        (&["bench", "--family", "sgc", "--players", "3"], "E203"),
        (&["bench", "--family", "sgc", "--sizes", "4..6"], "E203"),
        (&["bench", GAME, "--export", "json"], "E204"),
        (&["bench", GAME, "--export", "pdf", "-o", "x"], "E204"),
        (&["bench", GAME, "--export", "html", "-o", "x"], "E203"),
        (&["bench", GAME, "--export", "json", "-o", "-"], "E202"),
        (&["bench", GAME, "--compare", "games/missing.json"], "E007"),
        (&["bench", GAME, "--compare", "docs/schema/common.json"], "E204"),
        (&["bench", GAME, "--compare", "README.md"], "E204"),
        (&["bench", GAME, "--max-regression", "10%"], "E204"),
        (&["bench", GAME, "--compare", "x.json", "--max-regression", "ten"], "E204"),
    ] {
        let run = run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {run:?}");
        assert!(run.stderr.contains(&format!("error[{code}]")), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn a_limit_stops_each_solver_and_is_said() {
    let document = benched(&["bench", GAME, "--time-limit", "2s"]);
    assert_eq!(document["agreement"]["compared"].as_array().unwrap().len(), 4);
}

/// What `bench` prints with the times taken out.
fn without_times(text: &str) -> String {
    let is_time = |word: &str| ["s", "ms", "µs"].contains(&word);
    let words = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let first = words.iter().position(|word| is_time(word)).map_or(words.len(), |at| at - 1);
        words[..first].join(" ")
    };
    text.lines().map(|line| words(line) + "\n").collect()
}

#[test]
fn a_family_is_solved_size_by_size() {
    let words = ["bench", "--family", "identity", "--sizes", "2..3"];
    let screen = run(&words);
    assert_eq!((screen.status, screen.stderr.as_str()), (0, ""), "{screen:?}");
    let expected = "\
identity 2 players · one game of each size

size solver result median relative
2 automatic choice 3 equilibria, all
label tree 3 equilibria, all
vertex enumeration 3 equilibria, all
support enumeration 3 equilibria, all
dominance first 3 equilibria, all
pure enumeration 2 equilibria, all pure
3 automatic choice 7 equilibria, all
label tree 7 equilibria, all
vertex enumeration 7 equilibria, all
support enumeration 7 equilibria, all
dominance first 7 equilibria, all
pure enumeration 3 equilibria, all pure

Relative: to the fastest solver that promises as much, every equilibrium or the pure ones.
Agreement: the solvers that came to their end agree on 2 games, and with the known number of
equilibria.
";
    let told = without_times(&screen.stdout);
    assert_eq!(told, expected);
    let document = benched(&words);
    let family = json!({ "name": "identity", "players": 2, "seed": null, "games": 1 });
    assert_eq!(document["family"], family);
    assert_eq!(document["rows"].as_array().unwrap().len(), 12);
    assert_eq!(document["failures"], json!([]));
    for format in ["csv", "md"] {
        assert_eq!(run(&[&words[..], &["--format", format]].concat()).status, 0);
    }
}

#[test]
fn seeds_and_players_make_the_games() {
    let words = ["bench", "--family", "ties", "--sizes", "2", "--games", "3", "--players", "3"];
    let document = benched(&[&words[..], &["--seed", "7"]].concat());
    let games = document["games"].as_array().unwrap();
    let seeds: Vec<_> = games.iter().map(|game| game["seed"].as_u64().unwrap()).collect();
    assert_eq!(seeds, [7, 8, 9]);
    let screen = run(&[&words[..], &["--seed", "7"]].concat());
    assert!(screen.stdout.contains("3 players · 3 games of each size, seeds 7 to 9"), "{screen:?}");
}

#[test]
fn a_solver_that_was_stopped_is_not_run_on_larger_games() {
    let words = ["bench", "--family", "uniform", "--sizes", "16..17", "--games", "1"];
    let run = run(&[&words[..], &["--time-limit", "100ms", "--format", "json"]].concat());
    assert_eq!(run.status, 3, "a limit was reached");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let games = document["games"].as_array().unwrap();
    let ran = |game: &Value| -> Vec<String> {
        let runs = game["runs"].as_array().unwrap();
        runs.iter().map(|run| run["solver"].as_str().unwrap().to_string()).collect()
    };
    assert!(ran(&games[0]).contains(&"support enumeration".to_string()));
    assert!(!ran(&games[1]).contains(&"support enumeration".to_string()), "{games:?}");
    assert!(ran(&games[1]).contains(&"pure enumeration".to_string()));
}

#[test]
fn published_games_have_the_equilibria_that_are_known() {
    let document = benched(&["bench", "--suite", "field"]);
    let rows = document["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &document["failures"]), (standoff::families::FIELD.len(), &json!([])));
    for row in rows {
        assert_eq!(row["holds"], true, "{row}");
    }
    let screen = run(&["bench", "--suite", "field", "--time-limit", "10s"]);
    assert!(screen.stdout.contains("von-stengel-1999"), "{screen:?}");
    assert!(screen.stdout.ends_with("Every game has the known number of equilibria.\n"));
    for format in ["csv", "md"] {
        assert_eq!(run(&["bench", "--suite", "field", "--format", format]).status, 0);
    }
}

#[test]
fn families_and_suites_have_baselines_too() {
    for (name, words) in [
        ("family.json", &["bench", "--family", "sgc", "--sizes", "7"][..]),
        ("suite.json", &["bench", "--suite", "field"][..]),
    ] {
        let baseline = fresh(name);
        let path = baseline.display().to_string();
        assert_eq!(run(&[words, &["-o", &path]].concat()).status, 0);
        let lenient = ["--compare", &path, "--max-regression", "1000000%"];
        let compared = run(&[words, &lenient].concat());
        assert_eq!(compared.status, 0, "{compared:?}");
        assert!(compared.stderr.contains("CHANGE  against"), "{}", compared.stderr);
        let other = run(&["bench", "--family", "sgc", "--sizes", "7", "--compare", &path]);
        assert_eq!(other.status, if name == "family.json" { 0 } else { 2 }, "{other:?}");
        assert_eq!(run(&["bench", GAME, "--compare", &path]).status, 2);
        let mut document: Value =
            serde_json::from_str(&std::fs::read_to_string(&baseline).unwrap()).unwrap();
        for row in document["rows"].as_array_mut().unwrap() {
            (row["mean_s"], row["median_s"]) = (json!(1e-12), json!(1e-12));
        }
        std::fs::write(&baseline, document.to_string()).unwrap();
        let strict = ["--compare", &path, "--max-regression", "10%"];
        assert_eq!(run(&[words, &strict].concat()).status, 1);
    }
}

#[test]
fn only_the_same_games_of_a_family_are_compared() {
    let path = fresh("uniform.json").display().to_string();
    let words = ["bench", "--family", "uniform", "--games", "2"];
    assert_eq!(run(&[&words[..], &["--sizes", "2..3", "-o", &path]].concat()).status, 0);
    let compared = |more: &[&str]| run(&[&words[..], more, &["--compare", &path]].concat());
    for (more, why) in [
        (&["--sizes", "2..3", "--seed", "77"][..], "`--seed 1`, and this is `--seed 77`"),
        (&["--sizes", "2", "--players", "3"], "`--players 2`, and this is `--players 3`"),
        (&["--sizes", "4..5"], "no size in common"),
    ] {
        let refused = compared(more);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{refused:?}");
        let told = refused.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(why), "{refused:?}");
    }
    let fewer = ["bench", "--family", "uniform", "--games", "1", "--sizes", "2"];
    let refused = run(&[&fewer[..], &["--compare", &path]].concat());
    assert!(refused.stderr.contains("`--games 2`, and this"), "{refused:?}");
    let other = ["bench", "--family", "ties", "--games", "2", "--sizes", "2", "--compare", &path];
    assert_eq!(run(&other).status, 2);
    let overlapping = compared(&["--sizes", "3..4"]);
    assert_eq!(overlapping.status, 0, "{overlapping:?}");
    let rows: Vec<&str> = overlapping.stderr.lines().collect();
    assert!(
        rows[1].starts_with("  size  solver") && rows[2].starts_with("     3  automatic choice")
    );
    assert!(rows[2..].iter().all(|row| row.ends_with('%')), "{rows:?}");
}

#[test]
fn nothing_to_compare_is_no_agreement() {
    let words = ["bench", "--family", "uniform", "--players", "3", "--sizes", "9"];
    let run = run(&[&words[..], &["--games", "2", "--time-limit", "20ms"]].concat());
    assert_eq!(run.status, 3, "{run:?}");
    let told = "Agreement: nothing to compare; not compared where not complete: automatic choice";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    assert!(run.stdout.contains("1 of 2"), "{}", run.stdout);
}

#[test]
fn a_solver_that_is_stopped_on_a_file_is_a_limit() {
    let game = fresh("large.nfg");
    let payoffs = (1..=800u64).map(|n| (n * n * 7919 % 1009).to_string());
    let head = "NFG 1 R \"large\" { \"row\" \"column\" } { 20 20 }\n\n";
    let text = head.to_string() + &payoffs.collect::<Vec<_>>().join(" ") + "\n";
    std::fs::write(&game, text).unwrap();
    let stopped = run(&["bench", &game.display().to_string(), "--time-limit", "20ms"]);
    assert_eq!(stopped.status, 3, "{stopped:?}");
    let row = stopped.stdout.lines().find(|line| line.contains("support enumeration")).unwrap();
    assert!(row.contains("others may exist") && !row.contains('±'), "one run: {row}");
}

#[test]
fn what_is_missing_is_named() {
    for (words, told) in [
        (&["bench"][..], "`--family uniform` or `--suite field`"),
        (&["bench", "--family", "uniform", "--max-regression", "20%"], "`--compare before.json`"),
        (&["bench", "--family", "uniform", "--export", "md"], "`-o results --export md,json`"),
        (&["bench", "--family", "identity", "--sizes", "70"], "no game of size 70\n"),
        (&["bench", "--family", "identity", "--sizes", "70..80"], "its sizes: any below 60"),
    ] {
        let refused = run(words);
        assert_eq!(refused.status, 2, "{refused:?}");
        assert!(refused.stderr.contains(told), "{}", refused.stderr);
    }
}

/// The book writes the sizes of each family in the words that a refusal has.
#[test]
fn the_book_knows_the_sizes() {
    let page = std::fs::read_to_string("docs/src/reference/benchmarks.md").unwrap();
    for family in &standoff::families::FAMILIES {
        let start = format!("| `{}` |", family.name);
        let row = page.lines().find(|line| line.starts_with(&start)).unwrap();
        assert_eq!(row.split('|').nth(3).unwrap().trim(), family.sizes, "{}", family.name);
    }
}

#[test]
fn narrow_screens_leave_columns_out() {
    for width in [40, 60, 80] {
        let words = ["bench", "--family", "uniform", "--sizes", "2..3", "--games", "2"];
        let narrow = support::finish(support::command(&words).env("COLUMNS", width.to_string()));
        let text = narrow.stdout.split("\n\n").nth(1).unwrap();
        let end = text.lines().count();
        assert_eq!(
            (text.contains("min …"), text.contains("relative")),
            (false, width == 80),
            "{text}"
        );
        assert!(width > 40 || text.matches("size 2").count() > 3, "{text}");
        let per_solver = if width == 40 { 2 } else { 1 };
        assert!(end <= 1 + 12 * per_solver + 4, "{text}");
    }
}

#[test]
fn a_result_is_written_in_several_formats_where_it_is_asked() {
    let (md, json) = (fresh("series.md"), fresh("series.json"));
    let out = md.with_extension("").display().to_string();
    let words = ["bench", "--family", "sgc", "--sizes", "7", "--export", "md,json", "-o", &out];
    let written = run(&words);
    assert_eq!((written.status, written.stdout.as_str()), (0, ""), "{written:?}");
    assert!(std::fs::read_to_string(&md).unwrap().contains("| label tree |"));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&json).unwrap()).unwrap();
    assert_eq!(document["schema"], "standoff.bench/1");
    let again = run(&words);
    assert_eq!(again.status, 2, "{again:?}");
}
