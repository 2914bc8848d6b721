//! Games of other programs: what is read, what is refused and where, and that a game survives the
//! way out and back.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use standoff::budget::Budget;
use standoff::diagnostic::{Severity, SourceText};
use standoff::format::{self, GameFormat, Reading};
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash;
use standoff::number::Rational;
use standoff::report::{self, Style};
use standoff::scenario::Scenario;
use support::{root, run};

const GAME: &str = "games/openai-aws.toml";

fn read_text(name: &str, text: &str, format: GameFormat) -> Reading {
    format::read_as(format, SourceText::new(name, text), &|_| Err("there is none".into()))
}

/// Reads a file in the format of its ending.
fn read(path: &Path) -> Reading {
    let text = fs::read_to_string(path).unwrap();
    let ending = path.extension().unwrap().to_str().unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    read_text(&name, &text, GameFormat::named(ending).unwrap())
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn game(reading: &Reading) -> StrategicGame {
    let scenario = reading.scenario.as_ref();
    let scenario = scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    scenario.strategic_game(&Budget::default()).unwrap()
}

fn written(scenario: &Scenario, game: &StrategicGame, format: GameFormat) -> String {
    let mut out = Vec::new();
    match format {
        GameFormat::Nfg => {
            let (title, note) = (scenario.title(), scenario.note());
            let [title, note] = [title, note].map(Option::unwrap_or_default);
            format::write_nfg(game, title, note, &mut out)
        }
        GameFormat::Lrs => format::write_lrs(game, &mut out),
        GameFormat::Gam => format::write_gam(game, &mut out),
        GameFormat::Json => report::json::payoffs(scenario, game, &[], &mut out),
        GameFormat::Csv => report::csv::payoffs(scenario, game, &mut out),
        _ => return String::new(),
    }
    .unwrap();
    String::from_utf8(out).unwrap()
}

const TABLES: [GameFormat; 5] =
    [GameFormat::Nfg, GameFormat::Lrs, GameFormat::Gam, GameFormat::Json, GameFormat::Csv];

/// A game survives every format that can hold it.
fn assert_survives(reading: &Reading) {
    let game = game(reading);
    let scenario = reading.scenario.as_ref().unwrap();
    for format in TABLES {
        if format == GameFormat::Lrs && game.players().len() != 2 {
            continue;
        }
        let text = written(scenario, &game, format);
        let back = read_text("back", &text, format);
        let found = back.scenario.map(|s| s.strategic_game(&Budget::default()).unwrap().digest());
        let whole = if format.has_labels() { game.digest() } else { game.numbered().digest() };
        assert_eq!(found, Some(whole), "{format:?}\n{text}\n{:?}", back.diagnostics);
        if format == GameFormat::Nfg || format == GameFormat::Json {
            let back = read_text("back", &text, format).scenario.unwrap();
            assert_eq!(back.title(), scenario.title());
        }
    }
}

#[test]
fn one_game_in_every_format() {
    let pennies = game(&read(&root().join("tests/formats/sound/pennies.nfg")));
    let mut seen = 0;
    for path in files("tests/formats/sound") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("pennies") && !name.starts_with("pasted") {
            continue;
        }
        let found = game(&read(&path));
        let labels = !name.ends_with("lrs") && !name.ends_with("gam");
        let whole = if labels { pennies.digest() } else { pennies.numbered().digest() };
        assert_eq!(found.digest(), whole, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn sound_files_survive_every_format() {
    for path in files("tests/formats/sound") {
        assert_survives(&read(&path));
    }
}

#[test]
fn numbers_labels_and_comments_are_read_as_they_are_meant() {
    let reading = read(&root().join("tests/formats/sound/three.nfg"));
    let game = game(&reading);
    let scenario = reading.scenario.unwrap();
    assert_eq!(scenario.title(), Some("three \"players\", \\ and a comment"));
    assert_eq!(scenario.note(), Some("a\ncomment"));
    let names: Vec<&str> = game.players().iter().map(|player| player.id.as_str()).collect();
    assert_eq!(names, ["Ann", "Zoë", "甲"]);
    // The first player's option runs fastest in the file, the last player's in the table.
    let payoffs = |player: usize| -> Vec<String> {
        (0..6).map(|index| game.table(player).payoff(index).to_string()).collect()
    };
    assert_eq!(payoffs(0), ["1/3", "100", "1", "1/2", "1/2", "4"]);
    assert_eq!(payoffs(1), ["-2/3", "3/2000", "2", "-1/4", "0", "5"]);
    let huge = format!("1{}", "0".repeat(40));
    assert_eq!(payoffs(2), ["0", "-30", "3", "1", &huge, "6"]);
}

#[test]
fn unclear_labels_become_numbers_and_are_warned_of() {
    let reading = read(&root().join("tests/formats/sound/labels.nfg"));
    let game = game(&reading);
    let ids: Vec<Vec<&str>> = game
        .players()
        .iter()
        .map(|player| player.options.iter().map(|option| option.id.as_str()).collect())
        .collect();
    let players: Vec<&str> = game.players().iter().map(|player| player.id.as_str()).collect();
    assert_eq!(players, ["1", "2", "3"]);
    // The empty label becomes `2`, which another option has: that one is called by its number too.
    assert_eq!(ids, [["1", "2"], ["1", "2"], ["L", "R"]]);
    assert!(reading.diagnostics.iter().all(|fault| fault.code.0 == "W310"));
    assert_eq!(game.players()[0].name, "Player 1");
}

#[test]
fn every_faulty_file_is_refused_where_it_is_wrong() {
    let style = Style { width: 100, ..Style::default() };
    let mut told = String::new();
    for path in files("tests/formats/faulty") {
        let reading = read(&path);
        assert!(reading.scenario.is_none(), "{}", path.display());
        told += &report::diagnostics::text(&reading.source, &reading.diagnostics, &style);
        told += "\n----\n";
        for diagnostic in reading.diagnostics {
            let span = diagnostic.span.expect("a place");
            assert!(span.start <= span.end && span.end <= reading.source.text.len());
            for text in [Some(diagnostic.message), diagnostic.label, diagnostic.help] {
                let text = text.unwrap_or("none".into());
                assert!(!text.ends_with('.') && !text.is_empty(), "{text}");
                assert!(!text.starts_with(char::is_uppercase), "{text}");
            }
        }
    }
    insta::assert_snapshot!("faults-of-formats", told);
}

#[test]
fn a_table_that_is_written_and_read_has_the_same_answer() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let solve = |file: &str, more: &[&str]| {
        let words = [&["solve", file, "--format", "json"], more].concat();
        let run = run(&words);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        let strategies: Vec<_> = answer["equilibria"]
            .as_array()
            .unwrap()
            .iter()
            .map(|equilibrium| equilibrium["strategies"].clone())
            .collect();
        (strategies, answer["dominated"].clone())
    };
    for more in [&[][..], &["--if", "microsoft=litigate:1/3"], &["--without", "openai.recommit"]] {
        for ending in ["nfg", "json", "csv"] {
            let file = folder.join(format!("game.{ending}")).display().to_string();
            let run = run(&["convert", GAME, "-o", &file, "--check", "--force"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            assert_eq!(solve(&file, more), solve(GAME, more), "{ending} {more:?}");
        }
    }
}

#[test]
fn labels_may_have_dots_and_spaces() {
    let text = "NFG 1 R \"\" { \"U.S.\" \"Player 2\" } { { \"0.5\" \"1.5\" } { \"a\" \"b c\" } }\n\
                1 1 0 2 0 2 1 1";
    let mut scenario = read_text("game.nfg", text, GameFormat::Nfg).scenario.unwrap();
    let option = |text: &str| format::request::option(&scenario, text).unwrap();
    assert_eq!(option("U.S..1.5"), (0, 1));
    assert_eq!(option("1.5"), (0, 1));
    assert_eq!(option("Player 2.b c"), (1, 1));
    assert!(format::request::claim(&scenario, "U.S..0.5 = 1/2").is_ok());
    let mix = format::request::mix(&scenario, "U.S.=0.5:1/3").unwrap();
    scenario.fix(&mix).unwrap();
    let game = scenario.strategic_game(&Budget::default()).unwrap();
    let payoffs = [0, 1].map(|option| game.table(0).payoff(option).to_string());
    assert_eq!(payoffs, ["5/3", "4/3"]);
    scenario.remove_option(1, 0).unwrap();
    assert_eq!(scenario.strategic_game(&Budget::default()).unwrap().sizes(), [1]);
}

#[test]
fn convert_refuses_what_it_cannot_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("game.nfg").display().to_string();
    assert_eq!(run(&["convert", GAME, "-o", &file, "-q"]).stderr, "");
    for (words, code) in [
        (&["convert", GAME, "-o", &file][..], "E205"),
        (&["convert", GAME], "E010"),
        (&["convert", GAME, "-o", "game.xyz"], "E010"),
        (&["convert", GAME, "--to", "lrs"], "E203"),
        (&["convert", GAME, "--to", "toml"], "E203"),
        (&["convert", GAME, "--to", "efg"], "E203"),
        (&["convert", GAME, "--to", "nfg", "--format", "csv"], "E202"),
        (&["convert", "games/openai-aws-court.toml", "--to", "nfg"], "E203"),
        (&["convert", GAME, "--to", "nfg", "--max-outcomes", "4"], "E009"),
        (&["solve", GAME, "-o", "game.gam"], "E204"),
    ] {
        let run = run(words);
        assert_eq!(run.status, 2, "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("error[{code}]")), "{words:?}: {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

/// Labels that a format could stumble over.
const LABELS: [&str; 12] = [
    "left",
    "a b",
    " padded ",
    "\"quoted\"",
    "back\\slash",
    "{brace}",
    "comma, semi; tab",
    "payoff_x",
    "Zoë",
    "甲",
    "2",
    "ends with \\",
];

fn payoff() -> impl Strategy<Value = Rational> {
    prop_oneof![
        4 => (-9i64..9).prop_map(Rational::from),
        2 => (-99i64..99, 1i64..40).prop_map(|(a, b)| Rational::new(a, b)),
        1 => any::<(i64, u32)>().prop_map(|(a, b)| Rational::new(a, i64::from(b) + 1)),
    ]
}

/// Games of one to four players, of one to three options each, with labels.
fn games() -> impl Strategy<Value = StrategicGame> {
    let labels = |count| proptest::sample::subsequence(LABELS.to_vec(), count).prop_shuffle();
    let sizes = proptest::collection::vec(1usize..4, 1..5);
    sizes.prop_flat_map(move |sizes| {
        let outcomes: usize = sizes.iter().product();
        let options: Vec<_> = sizes.iter().map(|&size| labels(size)).collect();
        let table = proptest::collection::vec(payoff(), outcomes);
        let tables = proptest::collection::vec(table, sizes.len());
        (labels(sizes.len()), options, tables).prop_map(|(players, options, tables)| {
            let player = |(id, options): (&&str, &Vec<&str>)| Player::plain(id, options);
            let players = players.iter().zip(&options).map(player).collect();
            let tables = tables.iter().map(|table| PayoffTable::from_rationals(table)).collect();
            StrategicGame::new(players, tables).unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_games_survive_every_format(game in games()) {
        let mut text = Vec::new();
        format::write_nfg(&game, "a \"title\" \\", "", &mut text).unwrap();
        let reading = read_text("game.nfg", std::str::from_utf8(&text).unwrap(), GameFormat::Nfg);
        prop_assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        let found = reading.scenario.as_ref().unwrap().strategic_game(&Budget::default()).unwrap();
        prop_assert_eq!(found.digest(), game.digest());
        assert_survives(&reading);
    }
}

/// Pieces that may upset a reader.
const SPICES: [&str; 24] = [
    "{",
    "}",
    "\"",
    "\\",
    ",",
    "0",
    "-1",
    "1/0",
    "NaN",
    "1e99999",
    "1e9999999999",
    "99999999999999999999",
    "\n",
    "\r",
    "\t",
    ";",
    "[",
    "]",
    ":",
    "#",
    "é",
    "\u{feff}",
    "\0",
    "payoff_",
];

/// A text with a few bytes cut, doubled or put in, by a small random generator.
fn mutated(text: &str, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |bound: usize| {
        for shift in [13u32, 7, 17] {
            state ^= if shift == 7 { state >> shift } else { state << shift };
        }
        usize::try_from(state >> 33).unwrap() % bound.max(1)
    };
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=below(3) {
        let at = below(characters.len());
        let end = (at + below(12)).min(characters.len());
        let piece: Vec<char> = match below(3) {
            0 => Vec::new(),
            1 => characters[at..end].repeat(2),
            _ => SPICES[below(SPICES.len())].chars().collect(),
        };
        characters.splice(at..end, piece);
    }
    characters.into_iter().collect()
}

#[test]
fn mutated_files_never_panic() {
    // `STANDOFF_MUTATIONS=10000` tries so many of each file.
    let seeds = std::env::var("STANDOFF_MUTATIONS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds: usize = seeds.unwrap_or(400);
    let all = files("tests/formats/sound").into_iter().chain(files("tests/formats/faulty"));
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let format = path.extension().and_then(|e| GameFormat::named(e.to_str().unwrap())).unwrap();
        for seed in 0..seeds {
            let text = mutated(&text, seed as u64);
            // Every reader meets every text now and then.
            let format = if seed % 10 == 0 { TABLES[seed / 10 % 5] } else { format };
            let reading = read_text("mutated", &text, format);
            let failed = reading.diagnostics.iter().any(|d| d.severity() == Severity::Error);
            assert_eq!(reading.scenario.is_some(), !failed, "{text}");
            for diagnostic in &reading.diagnostics {
                let span = diagnostic.span.clone().unwrap();
                assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
            }
            if reading.scenario.is_some() {
                assert_survives_mutation(&reading);
            }
        }
    }
}

/// A mutated game may have labels that `csv` cannot keep, so only `.nfg` is asked.
fn assert_survives_mutation(reading: &Reading) {
    let game = game(reading);
    let text = written(reading.scenario.as_ref().unwrap(), &game, GameFormat::Nfg);
    let back = read_text("back", &text, GameFormat::Nfg);
    assert_eq!(self::game(&back).digest(), game.digest(), "{text}");
}

/// Games and files with known answers, where somebody put them beside the project.
fn corpus(file: &str) -> Option<(PathBuf, Value)> {
    let folder = root().join("../shared/corpus");
    let text = fs::read_to_string(folder.join(file)).ok()?;
    Some((folder, serde_json::from_str(&text).unwrap()))
}

fn is_nfg(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "nfg")
}

#[test]
fn the_files_of_the_corpus_are_judged_as_it_says() {
    let Some((folder, expected)) = corpus("formats/expected.json") else { return };
    for entry in expected["entries"].as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        if !is_nfg(name) {
            continue;
        }
        let reading = read(&folder.join("formats").join(name));
        let errors: Vec<_> =
            reading.diagnostics.iter().filter(|d| d.severity() == Severity::Error).collect();
        assert_eq!(errors.is_empty(), entry["valid"].as_bool().unwrap(), "{name}: {errors:?}");
        if let Some(line) = entry["fault_line"].as_u64() {
            let found = reading.source.line(errors[0].span.clone().unwrap().start);
            assert_eq!(found as u64, line, "{name}: {errors:?}");
            continue;
        }
        assert_survives(&reading);
        let game = game(&reading);
        assert_eq!(serde_json::json!(game.sizes()), entry["shape"], "{name}");
        let mut profiles: Vec<_> = game.profiles().collect();
        profiles.sort_by_key(|profile| profile.0.iter().rev().copied().collect::<Vec<_>>());
        let payoffs = |profile| -> Value {
            (0..game.sizes().len()).map(|who| game.payoff(who, profile).to_string()).collect()
        };
        let payoffs: Value = profiles.iter().map(payoffs).collect();
        assert_eq!(payoffs, entry["payoffs_first_player_fastest"], "{name}");
    }
}

#[test]
fn the_games_of_the_corpus_have_their_pure_equilibria() {
    let Some((folder, answers)) = corpus("answers.json") else { return };
    for (name, answer) in answers.as_object().unwrap() {
        if !is_nfg(name) {
            continue;
        }
        let reading = read(&folder.join("games").join(name));
        assert_survives(&reading);
        let game = game(&reading);
        let best = |profile: &standoff::game::Profile| {
            let played = profile.0.iter().enumerate();
            played.into_iter().all(|(who, o)| game.best_responses(who, profile).contains(o))
        };
        let pure = game.profiles().filter(best).count();
        if let Some(count) = answer["pure_equilibria"]["count"].as_u64() {
            assert_eq!(pure as u64, count, "{name}");
        }
    }
}

#[test]
fn the_two_player_games_of_the_corpus_come_out_as_known_and_proved() {
    let Some((folder, answers)) = corpus("answers.json") else { return };
    let mut known = 0;
    for (name, answer) in answers.as_object().unwrap() {
        let extreme = &answer["extreme_equilibria"];
        if !is_nfg(name) || extreme.is_null() {
            continue;
        }
        let game = game(&read(&folder.join("games").join(name)));
        let budget = Budget::default();
        let found = nash::all(&game, &budget);
        assert!(found.coverage.is_all(), "{name}");
        assert_eq!(found.equilibria.len() as u64, extreme["count"].as_u64().unwrap(), "{name}");
        let text = |equilibrium: &nash::Equilibrium| {
            let text = |mixture: &Vec<_>| mixture.iter().map(ToString::to_string).collect();
            equilibrium.profile().mixtures().iter().map(text).collect::<Vec<Vec<String>>>()
        };
        let texts: BTreeSet<_> = found.equilibria.iter().map(text).collect();
        if let Some(list) = extreme["list"].as_array() {
            let listed = list.iter().map(|one| serde_json::from_value(one.clone()).unwrap());
            assert_eq!(texts, listed.collect::<BTreeSet<Vec<Vec<String>>>>(), "{name}");
        }
        if let Some(count) = answer["components"]["count"].as_u64() {
            assert_eq!(found.components.len() as u64, count, "{name}");
        }
        if let Some(count) = answer["maximal_nash_subsets"]["count"].as_u64() {
            let subsets: usize = found.components.iter().map(|c| c.subsets.len()).sum();
            assert_eq!(subsets as u64, count, "{name}");
        }
        let proof = nash::prove(&game, &budget).unwrap();
        let proved = standoff::proof::check(&game, &proof, &budget).unwrap().equilibria;
        assert_eq!(proved.len(), found.equilibria.len(), "{name}");
        known += 1;
    }
    assert!(known > 20, "{known}");
}
