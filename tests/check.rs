//! `check`: its notes against brute force, claims that hold and that fail, and repairs.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use standoff::budget::Budget;
use standoff::diagnostic::{Severity, SourceText};
use standoff::dominance::strict;
use standoff::explain::{Class, WeakSpots, classes};
use standoff::format::{self, Reading};
use standoff::game::{MixedProfile, PayoffTable, Player, Profile, StrategicGame};
use standoff::number::{Algebraic, Rational};
use standoff::scenario::{Form, Scenario};
use support::{Run, files, root, run, run_with_input};

const GAME: &str = "games/openai-aws.toml";
const PENNIES: &str = "games/classics/matching-pennies.toml";

/// Xorshift: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn within(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }
}

fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

fn json(words: &[&str]) -> Value {
    let run = run(words);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{words:?}: {error}\n{run:?}"))
}

// ------------------------------------------------------------------------------------- the notes

/// The codes, each with what stands at its place.
fn notes(file: &str) -> Vec<String> {
    let document = json(&["check", file, "--format", "json"]);
    let text = fs::read_to_string(root().join(file)).unwrap();
    let told = |diagnostic: &Value| {
        let number = |key: &str| usize::try_from(diagnostic[key].as_u64().unwrap()).unwrap() - 1;
        let line: Vec<char> = text.lines().nth(number("line")).unwrap().chars().collect();
        let place: String = line[number("column")..number("end_column")].iter().collect();
        format!("{} {place}", diagnostic["code"].as_str().unwrap())
    };
    document["files"][0]["diagnostics"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn the_founding_file_has_three_notes() {
    assert_eq!(notes(GAME), ["N303 relief", "N303 workloads", "N304 recommit"]);
    let document = json(&["check", GAME, "--format", "json"]);
    let counts = &document["files"][0]["counts"];
    assert_eq!((&counts["errors"], &counts["warnings"]), (&0.into(), &0.into()));
    assert_eq!(counts["notes"], 3);
    assert_eq!(run(&["check", GAME, "--strict"]).status, 0);
}

#[test]
fn the_notes_of_the_classics_are_the_textbooks() {
    let classes = |name: &str| {
        let document = json(&["check", &format!("games/classics/{name}.toml"), "--format", "json"]);
        let found = document["files"][0]["diagnostics"].as_array().unwrap().clone();
        let message = |d: &Value| d["message"].as_str().unwrap().to_owned();
        let class = |d: &&Value| d["code"] == "N401";
        let word = |text: String| text.split([':', ' ']).take(3).collect::<Vec<_>>().join(" ");
        found.iter().filter(class).map(|d| word(message(d))).collect::<Vec<_>>()
    };
    let (potential, coordination) = ("an exact potential", "a coordination game");
    assert_eq!(classes("battle-of-the-sexes"), [potential, coordination]);
    assert_eq!(classes("chicken"), [potential, "an anti-coordination game"]);
    assert_eq!(classes("coordination-2x2x2"), [potential, coordination]);
    assert_eq!(classes("stag-hunt"), [potential, coordination]);
    assert_eq!(classes("inspection"), ["an inspection game"]);
    let [zero_sum, inspection] = &classes("matching-pennies")[..] else { panic!("two") };
    assert!(zero_sum.starts_with("zero-sum") && inspection == "an inspection game");
    assert_eq!(classes("rock-paper-scissors").len(), 1);
    for solvable in ["dominance-3x3", "prisoners-dilemma", "public-goods"] {
        assert!(classes(solvable)[0].starts_with("dominance-solvable"), "{solvable}");
    }
    assert!(classes("mckelvey-mclennan").is_empty() && classes("indifference").is_empty());
    let ties = notes("games/classics/indifference.toml");
    assert_eq!(ties, ["N303 giver", "N307 give", "N307 ask"]);
}

#[test]
fn notes_stand_in_the_file_and_keep_the_house_style() {
    for path in files("games", "toml") {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        assert!(notes(&file).iter().all(|note| !note.ends_with(' ')), "{file}");
        for diagnostic in
            json(&["check", &file, "-v", "--format", "json"])["files"][0]["diagnostics"]
                .as_array()
                .unwrap()
        {
            assert_eq!(diagnostic["severity"], "note", "{diagnostic}");
            for text in [&diagnostic["message"], &diagnostic["help"]] {
                let text = text.as_str().unwrap();
                assert!(!text.is_empty() && !text.ends_with('.'), "{text}");
                assert!(!text.chars().next().unwrap().is_uppercase(), "{text}");
            }
        }
    }
}

#[test]
fn effects_without_an_id_are_noted_with_v_alone() {
    let count = |words: &[&str]| {
        let document = json(words);
        let found = document["files"][0]["diagnostics"].as_array().unwrap().clone();
        found.iter().filter(|diagnostic| diagnostic["code"] == "N306").count()
    };
    assert_eq!(count(&["check", GAME, "--format", "json"]), 0);
    assert_eq!(count(&["check", GAME, "-v", "--format", "json"]), 9);
    assert_eq!(count(&["check", "games/openai-aws-court.toml", "-v", "--format", "json"]), 12);
}

#[test]
fn what_is_left_out_is_said() {
    let court = run(&["check", "games/openai-aws-court.toml"]);
    assert!(court.stderr.contains("notes on the game are left out"), "{court:?}");
    let players: String = (0..12).map(|p| format!("[players.p{p}]\n")).collect();
    let moves = (0..12).map(|p| {
        format!("[[moves]]\nplayer = \"p{p}\"\noptions = {{ a = \"\", b = \"\", c = \"\" }}\n")
    });
    let file = format!("standoff = 1\n{players}{}", moves.collect::<String>());
    let large = run_with_input(&["check", "-"], &file);
    assert_eq!(large.status, 0);
    assert!(large.stderr.contains("531441 outcomes, more than 100000"), "{large:?}");
    assert!(!large.stdout.contains("note["), "{large:?}");
    assert_eq!(run_with_input(&["check", "-", "-q"], &file).stderr, "");
}

/// A changed game is what is noted: without the option that dominates, nothing is dominated.
#[test]
fn notes_follow_the_question() {
    let codes = |words: &[&str]| -> Vec<String> {
        let document = json(&[&["check", GAME, "--format", "json"], words].concat());
        let found = document["files"][0]["diagnostics"].as_array().unwrap().clone();
        found.iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!codes(&["--without", "openai.recommit"]).contains(&"N304".to_owned()));
    assert!(codes(&["--without", "openai.recommit"]).contains(&"N401".to_owned()));
    // In court the injunction takes away what expanding adds to `bedrock`.
    let given = codes(&["--if", "microsoft=litigate"]);
    assert_eq!(given.iter().filter(|code| *code == "N303").count(), 2, "{given:?}");
}

// --------------------------------------------------------------------------------- brute force

fn game(sizes: &[usize], random: &mut Random, most: i64) -> StrategicGame {
    let names = ["a", "b", "c", "d"];
    let outcomes: usize = sizes.iter().product();
    let players = sizes.iter().enumerate().map(|(p, &n)| Player::plain(names[p], &names[..n]));
    let tables = sizes.iter().map(|_| {
        let payoffs: Vec<Rational> = (0..outcomes)
            .map(|_| Rational::new(random.within(-most, most), random.within(1, 2)))
            .collect();
        PayoffTable::from_rationals(&payoffs)
    });
    let tables = tables.collect();
    StrategicGame::new(players.collect(), tables).unwrap()
}

/// A game with an exact potential, plus what each cannot change, and perhaps one payoff spoilt.
fn potential_game(sizes: &[usize], random: &mut Random) -> StrategicGame {
    let plain = game(sizes, random, 2);
    let dummies = game(sizes, random, 3);
    let tables = (0..sizes.len()).map(|player| {
        let payoff = |profile: Profile| {
            let mut others = profile.clone();
            others.0[player] = 0;
            plain.payoff(0, &profile) + dummies.payoff(player, &others)
        };
        let mut payoffs: Vec<Rational> = plain.profiles().map(payoff).collect();
        if random.below(4) == 0 {
            let at = random.below(payoffs.len());
            payoffs[at] = payoffs[at].clone() + Rational::new(1, 3);
        }
        PayoffTable::from_rationals(&payoffs)
    });
    let tables = tables.collect();
    StrategicGame::new(plain.players().to_vec(), tables).unwrap()
}

fn changed(profile: &Profile, player: usize, option: usize) -> Profile {
    let mut profile = profile.clone();
    profile.0[player] = option;
    profile
}

/// Monderer and Shapley: along every closed path of four changes the gains add up to 0.
fn four_cycles_close(game: &StrategicGame) -> bool {
    let players = game.sizes().len();
    game.profiles().all(|s| {
        (0..players).all(|i| {
            (0..players).filter(|&j| j != i).all(|j| {
                (0..game.sizes()[i]).all(|a| {
                    (0..game.sizes()[j]).all(|b| {
                        let u = |p: usize, s: &Profile| game.payoff(p, s);
                        let (s1, s2) = (changed(&s, i, a), changed(&changed(&s, i, a), j, b));
                        let s3 = changed(&s, j, b);
                        let sum = u(i, &s1) - u(i, &s) + u(j, &s2) - u(j, &s1) + u(i, &s3)
                            - u(i, &s2)
                            + u(j, &s)
                            - u(j, &s3);
                        sum.is_zero()
                    })
                })
            })
        })
    })
}

fn constant_sum(game: &StrategicGame) -> Option<Rational> {
    let sum = |profile: Profile| -> Rational {
        (0..game.sizes().len()).map(|player| game.payoff(player, &profile)).sum()
    };
    let sums: BTreeSet<Rational> = game.profiles().map(sum).collect();
    (sums.len() == 1).then(|| sums.into_iter().next().unwrap())
}

/// Elimination of one strictly dominated option after another, by pure options.
fn solvable_by_pure_options(game: &StrategicGame) -> bool {
    let mut kept: Vec<Vec<usize>> = game.sizes().iter().map(|&n| (0..n).collect()).collect();
    loop {
        let profiles: Vec<Profile> = game
            .profiles()
            .filter(|s| s.0.iter().enumerate().all(|(p, option)| kept[p].contains(option)))
            .collect();
        let beats = |p: usize, by: usize, option: usize| {
            profiles.iter().all(|s| {
                game.payoff(p, &changed(s, p, by)) > game.payoff(p, &changed(s, p, option))
            })
        };
        let doomed = (0..kept.len()).find_map(|p| {
            let of = |&&option: &&usize| kept[p].iter().any(|&by| beats(p, by, option));
            kept[p].iter().find(of).map(|&option| (p, option))
        });
        match doomed {
            Some((p, option)) => kept[p].retain(|&other| other != option),
            None => return kept.iter().all(|options| options.len() == 1),
        }
    }
}

fn strict_equilibria(game: &StrategicGame) -> Vec<Profile> {
    let only_best = |s: &Profile, p: usize| {
        let others = (0..game.sizes()[p]).filter(|&option| option != s.0[p]);
        others.into_iter().all(|o| game.payoff(p, &changed(s, p, o)) < game.payoff(p, s))
    };
    let strict = |s: &Profile| (0..game.sizes().len()).all(|p| only_best(s, p));
    game.profiles().filter(strict).collect()
}

fn is_coordination(game: &StrategicGame) -> bool {
    let (size, strict) = (game.sizes()[0], strict_equilibria(game));
    game.sizes().iter().all(|&other| other == size)
        && strict.len() == size
        && (0..game.sizes().len())
            .all(|p| strict.iter().map(|s| s.0[p]).collect::<BTreeSet<_>>().len() == size)
}

/// No tie, and no pure equilibrium: in a two-by-two game best responses then run in a circle.
fn is_inspection(game: &StrategicGame) -> bool {
    let tie =
        |s: &Profile, p: usize| game.payoff(p, s) == game.payoff(p, &changed(s, p, 1 - s.0[p]));
    game.sizes() == [2, 2]
        && game.profiles().all(|s| !tie(&s, 0) && !tie(&s, 1))
        && strict_equilibria(game).is_empty()
}

fn assert_classes(game: &StrategicGame) -> Vec<Class> {
    let found = classes(game, &strict(game, &Budget::default()));
    let has = |wanted: &dyn Fn(&Class) -> bool| found.iter().any(wanted);
    assert_eq!(has(&|c| *c == Class::ExactPotential), four_cycles_close(game), "{game:?}");
    let sum = found.iter().find_map(|class| match class {
        Class::ZeroSum => Some(Rational::ZERO),
        Class::ConstantSum { sum } => Some(sum.clone()),
        _ => None,
    });
    assert_eq!(sum, constant_sum(game), "{game:?}");
    let solvable = has(&|c| matches!(c, Class::DominanceSolvable { .. }));
    let by_pure = solvable_by_pure_options(game);
    let mixtures_matter = game.sizes().iter().any(|&size| size > 2);
    assert!(solvable == by_pure || (mixtures_matter && solvable), "{game:?}");
    let coordination = has(&|c| matches!(c, Class::Coordination { .. }));
    assert_eq!(coordination, is_coordination(game), "{game:?}");
    assert_eq!(has(&|c| *c == Class::Inspection), is_inspection(game), "{game:?}");
    found
}

#[test]
fn classes_agree_with_brute_force() {
    let mut random = Random(7);
    let mut seen = BTreeSet::new();
    for round in 0..1_500 {
        let shapes =
            [&[2, 2][..], &[2, 2], &[3, 3], &[2, 3], &[2, 2, 2], &[2, 3, 2], &[2, 2, 2, 2]];
        let sizes = shapes[round % shapes.len()];
        let game = match random.below(3) {
            0 => potential_game(sizes, &mut random),
            1 => game(sizes, &mut random, 1),
            _ => game(sizes, &mut random, 9),
        };
        for class in assert_classes(&game) {
            seen.insert(format!("{class:?}").split([' ', '{']).next().unwrap().to_owned());
        }
    }
    let common = ["Coordination", "DominanceSolvable", "ExactPotential", "Inspection"];
    assert!(common.iter().all(|class| seen.contains(*class)), "{seen:?}");
}

#[test]
fn sums_that_are_constant_are_found() {
    let mut random = Random(11);
    for _ in 0..300 {
        let plain = game(&[3, 2, 2], &mut random, 4);
        let sum = Rational::from(random.within(-1, 1));
        let rest = plain.profiles().map(|s| &sum - &(plain.payoff(0, &s) + plain.payoff(1, &s)));
        let rest = PayoffTable::from_rationals(&rest.collect::<Vec<_>>());
        let tables = vec![plain.table(0).clone(), plain.table(1).clone(), rest];
        let game = StrategicGame::new(plain.players().to_vec(), tables).unwrap();
        let wanted = if sum.is_zero() { Class::ZeroSum } else { Class::ConstantSum { sum } };
        assert!(assert_classes(&game).contains(&wanted));
    }
}

/// A random case of two or three players with interests, effects and perhaps a chance node whose
/// probabilities depend on the first player's option.
fn random_case(random: &mut Random) -> Scenario {
    let players = 2 + random.below(2);
    let mut text = "standoff = 1\n".to_owned();
    let mut names = Vec::new();
    for p in 0..players {
        text += &format!("[players.p{p}]\ninterests = {{ i = 2, j = 1, k = 3 }}\n");
    }
    for p in 0..players {
        text +=
            &format!("[[moves]]\nplayer = \"p{p}\"\noptions = {{ x{p} = \"\", y{p} = \"\" }}\n");
        names.extend([format!("x{p}"), format!("y{p}")]);
    }
    if random.below(3) == 0 {
        text += "[chance.luck]\nafter = \"p0\"\noutcomes = { good = 0.5, bad = \"rest\" }\n";
        if random.below(2) == 0 {
            text += "case = [{ when = \"x0\", outcomes = { good = 0.25, bad = \"rest\" } }]\n";
        }
        names.extend(["good".to_owned(), "bad".to_owned()]);
    }
    for _ in 0..=random.below(5) {
        let name = |random: &mut Random| {
            let not = if random.below(4) == 0 { "!" } else { "" };
            format!("{not}{}", names[random.below(names.len())])
        };
        let sign = ["&", "|"][random.below(2)];
        let when = format!("{} {sign} {}", name(random), name(random));
        let (who, interest) = (random.below(players), ["i", "j", "k"][random.below(3)]);
        let points = random.within(-9, 9);
        text += &format!("[[effects]]\nwhen = \"{when}\"\np{who}.{interest} = {points}\n");
    }
    let reading = format::read(SourceText::new("case.toml", &text), &|_| Err("none".into()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
}

/// The expected score of each interest of a player's at a pure profile.
fn scores(scenario: &Scenario, who: usize, profile: &Profile, sizes: &[usize]) -> Vec<Algebraic> {
    let strategies = scenario.strategies(&MixedProfile::pure(profile, sizes));
    let interests = scenario.stakeholders()[who].interests.len();
    let mut scores = vec![Algebraic::ZERO; interests];
    for play in scenario.plays(&strategies, Some(who)) {
        for (sum, interest) in scores.iter_mut().zip(scenario.trace(who, &play.results)) {
            *sum = sum.plus(&play.probability.times(&interest.score.into()));
        }
    }
    scores
}

#[test]
fn insensitive_interests_agree_with_brute_force() {
    let mut random = Random(23);
    let mut found = 0;
    for _ in 0..400 {
        let scenario = random_case(&mut random);
        let spots = WeakSpots::new(&scenario, &Budget::default()).unwrap();
        let sizes = spots.game.sizes();
        for player in 0..sizes.len() {
            for interest in 0..3 {
                let score = |s: &Profile| scores(&scenario, player, s, sizes)[interest].clone();
                let moves = |mover: usize| {
                    spots.game.profiles().any(|s| score(&s) != score(&changed(&s, mover, 0)))
                };
                let told = spots
                    .insensitive
                    .iter()
                    .find(|one| one.player == player && one.interest == interest);
                assert_eq!(told.is_none(), moves(player), "{scenario:?}");
                if let Some(told) = told {
                    let movers: Vec<usize> = (0..sizes.len()).filter(|&m| moves(m)).collect();
                    assert_eq!(told.moved_by, movers);
                    found += 1;
                }
            }
        }
    }
    assert!(found > 300, "{found}");
}

/// Games over `row` and `column` with these payoffs of the row player's.
fn row_case(payoffs: &[&[i64]]) -> Scenario {
    let options = |p: char, n: usize| (0..n).map(|o| format!("{p}{o} = \"\"")).collect::<Vec<_>>();
    let (rows, columns) = (options('r', payoffs.len()), options('c', payoffs[0].len()));
    let mut text = format!(
        "standoff = 1\n[players.row]\n[players.column]\n[[moves]]\nplayer = \"row\"\n\
         options = {{ {} }}\n[[moves]]\nplayer = \"column\"\noptions = {{ {} }}\n",
        rows.join(", "),
        columns.join(", ")
    );
    for (r, row) in payoffs.iter().enumerate() {
        for (c, payoff) in row.iter().enumerate() {
            text += &format!("[[effects]]\nwhen = \"r{r} & c{c}\"\nrow = {payoff}\n");
        }
    }
    format::read(SourceText::new("x", text), &|_| Err("none".into())).scenario.unwrap()
}

#[test]
fn knife_edges_agree_with_brute_force() {
    let mut random = Random(31);
    let mut found = 0;
    for _ in 0..200 {
        let (rows, columns) = (2 + random.below(3), 1 + random.below(3));
        let spread = [9, 300, 1_000][random.below(3)];
        let mut payoff = || {
            let about = random.within(0, 3) * spread / 3;
            about + random.within(-2, 2)
        };
        let payoffs: Vec<Vec<i64>> =
            (0..rows).map(|_| (0..columns).map(|_| payoff()).collect()).collect();
        let rows: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
        let spots = WeakSpots::new(&row_case(&rows), &Budget::default()).unwrap();
        let all = || payoffs.iter().flatten();
        let range = all().max().unwrap() - all().min().unwrap();
        let mut edges = Vec::new();
        for c in 0..columns {
            let best = payoffs.iter().map(|row| row[c]).max().unwrap();
            for a in &payoffs {
                for b in &payoffs {
                    let gap = a[c] - b[c];
                    if gap > 0 && gap * 100 < range {
                        edges.push((a[c] != best, gap));
                    }
                }
            }
        }
        let edge = spots.knife_edges.iter().find(|edge| edge.player == 0);
        assert_eq!(edge.map_or(0, |edge| edge.count), edges.len(), "{payoffs:?}");
        if let (Some(edge), Some((idle, gap))) = (edge, edges.iter().min()) {
            assert_eq!((edge.is_best, &edge.gap), (!idle, &Rational::from(*gap)), "{payoffs:?}");
            assert_eq!(edge.range, Rational::from(range));
            let (r, c) = (edge.at.0[0], edge.at.0[1]);
            assert_eq!((r, payoffs[r][c] - payoffs[edge.worse][c]), (edge.better, *gap));
            found += 1;
        }
    }
    assert!(found > 40, "{found}");
}

#[test]
fn margins_of_dominated_options_are_exact() {
    let spots = WeakSpots::new(&row_case(&[&[4, 0], &[0, 4], &[1, 1]]), &Budget::default());
    let spots = spots.unwrap();
    let dominated = &spots.dominated.iter().find(|one| one.dominated.player == 0).unwrap();
    assert_eq!((dominated.dominated.option, dominated.margin.is_positive()), (2, true));
    assert!(dominated.margin <= 1);
}

// --------------------------------------------------------------------------------------- claims

fn claimed(game: &str, claims: &[&str]) -> (i32, Value) {
    let mut words = vec!["check", game, "-q", "--format", "json"];
    words.extend(claims.iter().flat_map(|claim| ["--claim", claim]));
    let run = run(&words);
    let document: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    (run.status, document["claim"].clone())
}

#[test]
fn a_rounded_claim_is_refused_with_the_exact_gain_and_fraction() {
    let others = ["openai=diversify", "amazon=expand:3/4"];
    let exact = [&["microsoft=litigate:11/18"][..], &others].concat();
    let (status, claim) = claimed(GAME, &exact);
    assert_eq!((status, &claim["holds"]), (0, &true.into()));
    let rounded = [&["microsoft=litigate:61/100"][..], &others].concat();
    let (status, claim) = claimed(GAME, &rounded);
    assert_eq!((status, &claim["holds"]), (1, &false.into()));
    let deviation = &claim["deviations"][0];
    assert_eq!((&deviation["player"], &deviation["to"]), (&"amazon".into(), &"expand".into()));
    assert_eq!(deviation["gain"]["exact"], "1/4000");
    let near = &claim["profiles"][0]["nearest"]["microsoft"]["litigate"];
    assert_eq!(near["exact"], "11/18");
    // The same in decimals, which are judged as they are written.
    let decimal = [&["microsoft=litigate:.61"][..], &others].concat();
    assert_eq!(claimed(GAME, &decimal).1["deviations"], claim["deviations"]);
    let words: Vec<&str> = ["check", GAME, "-q"]
        .into_iter()
        .chain(rounded.iter().flat_map(|claim| ["--claim", claim]))
        .collect();
    let told = run(&words).stdout;
    for words in ["not an equilibrium", "Amazon gains 1/4000", "litigate 11/18, not 61/100"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn claims_about_other_games() {
    let rps = "games/classics/rock-paper-scissors.toml";
    let even = "rock:1/3+paper:1/3";
    let claims = [format!("row={even}"), format!("column={even}")];
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    assert_eq!(claimed(rps, &claims).0, 0);
    let (status, claim) = claimed(rps, &["row=rock:.33+paper:.33", "column=rock:.33+paper:.33"]);
    assert_eq!(status, 1);
    assert_eq!(claim["profiles"][0]["nearest"]["row"]["rock"]["exact"], "1/3");
    assert_eq!(claim["deviations"].as_array().unwrap().len(), 2);
    // Ties: within a continuum, and beyond its end.
    let gift = "games/classics/indifference.toml";
    assert_eq!(claimed(gift, &["giver=give:2/3", "taker=ask"]).0, 0);
    assert_eq!(claimed(gift, &["giver=give:1/3", "taker=ask"]).0, 1);
    // A move that is fixed is not claimed; what is left of the game is.
    let fixed = ["check", GAME, "-q", "--if", "microsoft=litigate", "--claim", "openai=diversify"];
    assert_eq!(run(&[&fixed[..], &["--claim", "amazon=confine"]].concat()).status, 0);
    assert_eq!(run(&[&fixed[..], &["--claim", "amazon=expand"]].concat()).status, 1);
    // A move with a single option may be left out.
    let one = ["check", GAME, "-q", "--without", "openai.recommit", "--claim", "amazon=expand:3/4"];
    assert_eq!(run(&[&one[..], &["--claim", "microsoft=litigate:11/18"]].concat()).status, 0);
}

/// Everything that `solve` finds is claimed by its document: many, continua and surds.
#[test]
fn a_document_of_solve_holds() {
    let mut games = files("games/classics", "toml");
    games.extend(["games/openai-aws.toml", "tests/data/surd.toml"].map(|name| root().join(name)));
    for game in games {
        let game = game.display().to_string();
        let document = fresh("claimed.json").display().to_string();
        assert_eq!(run(&["solve", &game, "-o", &document]).status, 0);
        let (status, claim) = claimed(&game, &[&document]);
        assert_eq!((status, &claim["holds"]), (0, &true.into()), "{game}");
        let text = fs::read_to_string(&document).unwrap();
        let solved: Value = serde_json::from_str(&text).unwrap();
        let count = |value: &Value| value.as_array().unwrap().len();
        assert_eq!(count(&claim["profiles"]), count(&solved["equilibria"]), "{game}");
    }
}

#[test]
fn no_mix_is_an_irrational_equilibrium() {
    let claims = ["alice=top:.6192", "bob=left:.4798", "carl=one:.3788"];
    let (status, claim) = claimed("tests/data/surd.toml", &claims);
    assert_eq!(status, 1);
    let near = &claim["profiles"][0]["nearest"]["alice"]["top"];
    assert!(near["surd"].as_str().unwrap().contains("sqrt(601)"), "{claim}");
}

#[test]
fn a_document_of_another_game_is_judged_in_this_one() {
    let document = fresh("another.json").display().to_string();
    run(&["solve", GAME, "-o", &document, "--set", "microsoft.exclusivity=30"]);
    let run = run(&["check", GAME, "--claim", &document]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("another game"), "{run:?}");
}

#[test]
fn claims_that_cannot_be_judged_are_refused() {
    let document = fresh("no-answer.json");
    fs::write(&document, "{ \"schema\": \"standoff.show/1\" }").unwrap();
    let strange = fresh("strange.json");
    let text = "{ \"schema\": \"standoff.solve/1\", \"equilibria\": [ { \"strategies\": { \"row\": \
                { \"heads\": { \"enclosure\": [\"0\", \"1\"] } } } } ] }";
    fs::write(&strange, text).unwrap();
    let refused = |words: &[&str], code: &str| {
        let run = run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}: {run:?}");
        assert!(run.stderr.contains(&format!("error[{code}]")), "{words:?}: {run:?}");
        run.stderr
    };
    let told = refused(&["check", GAME, "--claim", "microsoft=litigate"], "E204");
    assert!(told.contains("`openai`, `amazon`"), "{told}");
    refused(&["check", PENNIES, "--claim", "row=heads", "--claim", "row=tails"], "E204");
    refused(&["check", PENNIES, "--claim", "row=heds", "--claim", "column=heads"], "E201");
    refused(&["check", PENNIES, GAME, "--claim", "row=heads"], "E202");
    refused(&["check", PENNIES, "--claim", "row=heads", "--format", "csv"], "E202");
    refused(&["check", PENNIES, "--claim", "missing.json"], "E007");
    refused(&["check", PENNIES, "--claim", "row=heads", "--claim", "x.json"], "E202");
    refused(&["check", PENNIES, "--claim", &document.display().to_string()], "E204");
    let told = refused(&["check", PENNIES, "--claim", &strange.display().to_string()], "E204");
    assert!(told.contains("not exact"), "{told}");
    refused(&["check", "games/openai-aws-court.toml", "--claim", "microsoft=litigate"], "E203");
    let fixed = ["--if", "row=heads", "--claim", "row=heads", "--claim", "column=heads"];
    refused(&[&["check", PENNIES][..], &fixed].concat(), "E204");
}

// -------------------------------------------------------------------------------------- repairs

fn load(_: &str) -> Result<String, String> {
    fs::read_to_string(root().join("games/openai-aws.brief.md")).map_err(|error| error.to_string())
}

fn read(text: &str) -> Reading {
    format::read(SourceText::new("game.toml", text), &load)
}

fn repaired(text: &str) -> String {
    format::repaired(&SourceText::new("game.toml", text), &load)
}

fn errors(reading: &Reading) -> usize {
    reading.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count()
}

fn digest(scenario: &Scenario) -> String {
    match scenario.form() {
        Form::Simultaneous => scenario.strategic_game(&Budget::default()).unwrap().digest(),
        Form::Sequential => scenario.extensive_game(&Budget::default()).unwrap().digest(),
    }
}

/// Where a file uses a name that it has defined elsewhere: in conditions, points and claims.
fn uses(text: &str, scenario: &Scenario) -> Vec<std::ops::Range<usize>> {
    let stakeholders = scenario.stakeholders().iter();
    let mut names: BTreeSet<&str> = stakeholders.clone().map(|who| who.id.as_str()).collect();
    names.extend(scenario.nodes().iter().flat_map(|n| n.choices.iter().map(|c| c.id.as_str())));
    names.extend(stakeholders.flat_map(|who| who.interests.iter().map(|i| i.id.as_str())));
    let effects = text.find("[[effects]]").unwrap_or(text.len());
    let mut uses = Vec::new();
    for name in names {
        for (at, _) in text.match_indices(name).filter(|(at, _)| *at > effects) {
            let line = &text[text[..at].rfind('\n').unwrap() + 1..];
            let prose = ["because", "quote", "note", "source", "#", "claim", "name", "["];
            let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            let whole =
                !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word);
            if whole && !prose.iter().any(|word| line.starts_with(word)) {
                uses.push(at..at + name.len());
            }
        }
    }
    uses
}

fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| Some(line.split_once('#')?.1)).collect()
}

#[test]
fn a_misspelt_name_is_mended_and_the_meaning_restored() {
    let mut random = Random(41);
    let (mut broken, mut mended) = (0, 0);
    for path in files("games", "toml") {
        let text = fs::read_to_string(&path).unwrap();
        let scenario = read(&text).scenario.unwrap();
        let uses = uses(&text, &scenario);
        for _ in 0..12 {
            let mut wrong = text.clone();
            let place = uses[random.below(uses.len())].clone();
            let at = place.start + random.below(place.len());
            match random.below(3) {
                0 => drop(wrong.remove(at)),
                1 => wrong.insert(at, 'q'),
                _ => wrong.replace_range(at..=at, "z"),
            }
            let before = read(&wrong);
            if errors(&before) == 0 {
                continue;
            }
            broken += 1;
            let right = repaired(&wrong);
            let after = read(&right);
            assert!(errors(&after) <= errors(&before));
            assert_eq!(comments(&right), comments(&wrong));
            assert_eq!(repaired(&right), right, "a second repair changes nothing");
            if let Some(after) = after.scenario {
                mended += 1;
                assert_eq!(digest(&after), digest(&scenario), "{}", path.display());
            }
        }
    }
    assert!(broken > 100 && mended * 2 > broken, "{mended} of {broken}");
}

#[test]
fn effects_get_ids_and_nothing_else_changes() {
    for path in files("games", "toml") {
        let text = fs::read_to_string(&path).unwrap();
        let right = repaired(&text);
        let (before, after) = (read(&text).scenario.unwrap(), read(&right).scenario.unwrap());
        assert_eq!(digest(&before), digest(&after));
        let ids: BTreeSet<_> = after.effects().iter().map(|e| e.id.clone().unwrap()).collect();
        assert_eq!(ids.len(), after.effects().len(), "{}", path.display());
        let kept = right.lines().filter(|line| !line.starts_with("id ") || text.contains(line));
        assert!(kept.eq(text.lines()), "{}", path.display());
        assert_eq!(repaired(&right), right);
    }
}

#[test]
fn ids_fit_the_layout() {
    let head = "standoff = 1\r\nplayers = { a = {} }\r\n[[moves]]\r\nplayer = \"a\"\r\n\
                options = { x = \"\", y = \"\" }\r\n";
    let text = format!(
        "{head}  [[effects]] # first\r\n  when  = \"x\"\r\n  a     = 1\r\n[[effects]]\r\na = 1\r\n\
         [[effects]]\r\nwhen = \"!x | y & x\"\r\na = 1\r\n[[effects]]\r\nid = \"always\"\r\na = 2\r\n"
    );
    let right = format!(
        "{head}  [[effects]] # first\r\n  id    = \"x\"\r\n  when  = \"x\"\r\n  a     = 1\r\n\
         [[effects]]\r\nid = \"always-2\"\r\na = 1\r\n[[effects]]\r\nid   = \"not-x-or-y-x\"\r\n\
         when = \"!x | y & x\"\r\na = 1\r\n[[effects]]\r\nid = \"always\"\r\na = 2\r\n"
    );
    assert_eq!(repaired(&text), right);
    let inline = "effects = [{ when = \"x\", a = 1 }, {a = 1}, {}]\n";
    let right = "effects = [{ id = \"x\", when = \"x\", a = 1 }, { id = \"always\",a = 1}, \
                 { id = \"always-2\"}]\n";
    let with = |effects: &str| head.replacen("players", &format!("{effects}players"), 1);
    assert_eq!(repaired(&with(inline)), with(right));
    let end = format!("{head}[[effects]]");
    assert_eq!(repaired(&end), format!("{head}[[effects]]\nid = \"always\""));
}

#[test]
fn what_could_mean_two_things_is_left_alone() {
    let text = "standoff = 1\n[players.cat]\n[players.bat]\n[[moves]]\nplayer = \"cat\"\n\
                options = { x = \"\", y = \"\" }\n[[moves]]\nplayer = \"bat\"\n\
                options = { v = \"\", w = \"\" }\n[[effects]]\nid = \"e\"\nwhen = \"x\"\nmat = 1\n";
    assert_eq!(repaired(text), text);
    // A key whose right name is there already would be given twice.
    let twice = text.replace("mat = 1", "cat = 1\ncta = 1");
    assert_eq!(repaired(&twice), twice);
    // Escapes hide where a name stands in its string.
    let hidden = text.replace("\"x\"\nmat", "\"\\u0078 & vv\"\ncat").replace("v = ", "vvv = ");
    assert_eq!(repaired(&hidden), hidden);
}

#[test]
fn mutilated_files_are_never_made_worse() {
    let mut random = Random(53);
    let seeds: Vec<String> = ["games", "tests/faults"]
        .iter()
        .flat_map(|folder| files(folder, "toml"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for round in 0..600 {
        let mut text = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(3) {
            let at = text.floor_char_boundary(random.below(text.len() + 1));
            let end = text.ceil_char_boundary((at + random.below(9)).min(text.len()));
            match random.below(3) {
                0 => text.replace_range(at..end, ""),
                1 => text.insert_str(at, ["\"", "]", "x", "\n", "é", "= 1", "\r"][random.below(7)]),
                _ => {
                    let copy = text[at..end].to_owned();
                    text.insert_str(at, &copy);
                }
            }
        }
        let right = repaired(&text);
        let (before, after) = (read(&text), read(&right));
        assert!(errors(&after) <= errors(&before), "round {round}\n{text}\n---\n{right}");
        assert_eq!(repaired(&right), right, "round {round}\n{text}");
        if let (Some(before), Some(after)) = (before.scenario, after.scenario) {
            assert_eq!(digest(&before), digest(&after), "round {round}\n{text}");
        }
    }
}

fn fixed(name: &str, text: &str, words: &[&str]) -> (Run, String) {
    let path = fresh(name);
    fs::write(&path, text).unwrap();
    let file = path.display().to_string();
    let run = run(&[&["check", &file], words].concat());
    (run, fs::read_to_string(&path).unwrap())
}

#[test]
fn fix_rewrites_the_file_and_prints_the_diff() {
    let text = fs::read_to_string(root().join(PENNIES)).unwrap();
    let wrong = text.replacen("row.heads", "row.heds", 1);
    let (plain, kept) = fixed("plain.toml", &wrong, &[]);
    assert_eq!((plain.status, &kept), (1, &wrong), "nothing is written without --fix");
    let (run, mended) = fixed("fix.toml", &wrong, &["--fix"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("+id ") && run.stdout.contains("-when   = \"row.heds"), "{run:?}");
    assert!(run.stdout.contains("+when   = \"row.heads"), "{run:?}");
    assert!(mended.contains("row.heads") && !mended.contains("row.heds"));
    let (again, same) = fixed("again.toml", &mended, &["--fix"]);
    assert_eq!((again.status, &same), (0, &mended));
    assert!(!again.stdout.contains("@@"), "{again:?}");
    let (document, _) = fixed("json.toml", &wrong, &["--fix", "--format", "json"]);
    let document: Value = serde_json::from_str(&document.stdout).unwrap();
    assert!(document["files"][0]["diff"].as_str().unwrap().starts_with("--- "), "{document}");
    let (csv, _) = fixed("csv.toml", &wrong, &["--fix", "--format", "csv"]);
    assert!(csv.stderr.contains("was repaired"), "{csv:?}");
    let input = run_with_input(&["check", "-", "--fix"], &wrong);
    assert_eq!(input.status, 2);
    assert!(input.stderr.contains("E204"), "{input:?}");
}

// ------------------------------------------------------------------------------ for other tools

#[test]
fn findings_for_other_tools() {
    let faulty = "tests/faults/five.toml";
    let document = json(&["check", GAME, faulty, "--format", "sarif"]);
    assert_eq!(document["version"], "2.1.0");
    let tool = &document["runs"][0]["tool"]["driver"];
    assert_eq!(tool["name"], "standoff");
    let rules: Vec<&str> =
        tool["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    let results = document["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
        assert!(["error", "note"].contains(&result["level"].as_str().unwrap()), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().contains(".toml"), "{result}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1, "{result}");
    }
    let lines = run(&["check", faulty, "--format", "github"]);
    assert_eq!((lines.status, lines.stdout.lines().count()), (1, 5));
    let first =
        "::error file=tests/faults/five.toml,line=7,endLine=7,col=9,endColumn=10,title=E120::";
    assert!(lines.stdout.starts_with(first), "{}", lines.stdout);
    for format in ["sarif", "github"] {
        let run = run(&["solve", GAME, "--format", format]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("E203"), "{run:?}");
    }
}

#[test]
fn a_refused_request_leaves_the_file_alone() {
    let text = fs::read_to_string(root().join(PENNIES)).unwrap();
    let wrong = text.replacen("row.heads", "row.heds", 1);
    for flags in [
        &["--claim", "row=heads"][..],
        &["--claim", "row=heds", "--claim", "column=heads"],
        &["--claim", "nosuch.json"],
        &["--set", "nothing=1"],
        &["--without", "row.nothing"],
    ] {
        let (run, kept) = fixed("refused.toml", &wrong, &[&["--fix"], flags].concat());
        assert_eq!((run.status, &kept), (2, &wrong), "{flags:?}: {run:?}");
    }
}
