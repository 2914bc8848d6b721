//! The label tree: the extreme equilibria of games of every kind, against independent solvers;
//! and its proofs, which nothing false survives.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::{self, Argument, Equilibria};
use standoff::number::{Integer, Rational};
use standoff::proof::{self, Why};

/// A generator of numbers that look drawn by chance.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % count
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(u64::try_from(most - least + 1).unwrap())).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

fn player(id: &str, size: usize) -> Player {
    let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
    Player::plain(id, &options.iter().map(String::as_str).collect::<Vec<_>>())
}

fn game(sizes: [usize; 2], payoffs: [Vec<Integer>; 2]) -> StrategicGame {
    let players = vec![player("row", sizes[0]), player("column", sizes[1])];
    let tables = payoffs.map(|table| PayoffTable::from_integers(table, Integer::ONE));
    StrategicGame::new(players, tables.to_vec()).unwrap()
}

fn integers(payoffs: &[i64]) -> Vec<Integer> {
    payoffs.iter().copied().map(Integer::from).collect()
}

/// A game with up to nine options each and many ties, sometimes with an option twice.
fn drawn(draw: &mut Draw, most: i64) -> StrategicGame {
    let sizes = [0, 1].map(|_| usize::try_from(draw.between(1, most)).unwrap());
    let bound = draw.pick(&[1, 1, 2, 3, 10, 100]);
    let least = draw.pick(&[0, -bound]);
    let count = sizes[0] * sizes[1];
    let mut table = || (0..count).map(|_| draw.between(least, bound)).collect::<Vec<_>>();
    let mut payoffs = [table(), table()];
    if draw.below(6) == 0 {
        let (first, last) = (0..sizes[1], count - sizes[1]);
        payoffs.iter_mut().for_each(|table| table.copy_within(first.clone(), last));
    }
    game(sizes, payoffs.map(|table| integers(&table)))
}

type Pairs = BTreeSet<[Vec<Rational>; 2]>;

/// The search's own answer, each once.
fn searched(game: &StrategicGame) -> Pairs {
    let found = nash::extreme_equilibria(game, &Budget::default()).unwrap();
    let pairs: Pairs = found.iter().cloned().collect();
    assert_eq!(pairs.len(), found.len(), "none is met twice");
    pairs
}

fn listed(equilibria: &Equilibria) -> Pairs {
    let strategy = |mixture: &Vec<standoff::number::Algebraic>| {
        mixture.iter().map(|p| p.as_rational().unwrap().clone()).collect()
    };
    let pair = |equilibrium: &nash::Equilibrium| {
        let mixtures = equilibrium.profile().mixtures();
        [strategy(&mixtures[0]), strategy(&mixtures[1])]
    };
    equilibria.equilibria.iter().map(pair).collect()
}

fn prove(game: &StrategicGame) -> String {
    nash::prove(game, &Budget::default()).unwrap()
}

fn proved(game: &StrategicGame, text: &str) -> Result<Pairs, proof::Fault> {
    let proved = proof::check(game, text, &Budget::default())?;
    Ok(proved.equilibria.into_iter().collect())
}

#[test]
fn it_agrees_with_vertex_enumeration_and_proves_it() {
    let mut draw = Draw(1);
    for _ in 0..400 {
        let game = drawn(&mut draw, 7);
        let tree = nash::label_tree(&game, &Budget::default());
        let vertices = nash::bimatrix(&game, &Budget::default());
        assert_eq!(tree.equilibria, vertices.equilibria);
        assert_eq!(tree.components, vertices.components);
        assert_eq!(tree.coverage.argument, Argument::LabelTree);
        assert!(tree.coverage.is_all());
        assert_eq!(searched(&game), listed(&tree));
        assert_eq!(proved(&game, &prove(&game)).unwrap(), listed(&tree));
    }
}

/// See the head of the file for its source.
#[test]
fn it_agrees_with_lrsnash() {
    let text = include_str!("data/lrsnash.txt");
    let mut games = 0;
    for block in text.split("\n\n").skip(1).filter(|block| !block.trim().is_empty()) {
        let mut lines = block.lines();
        let numbers = |line: &str| -> Vec<i64> {
            line.split_whitespace().map(|word| word.parse().unwrap()).collect()
        };
        let sizes = numbers(lines.next().unwrap());
        let sizes = [0, 1].map(|player| usize::try_from(sizes[player]).unwrap());
        let mut table = || lines.by_ref().take(sizes[0]).flat_map(numbers).collect::<Vec<_>>();
        let payoffs = [table(), table()].map(|table| integers(&table));
        let strategy = |text: &str| -> Vec<Rational> {
            text.split_whitespace().map(|word| word.parse().unwrap()).collect()
        };
        let pair = |line: &str| {
            let (x, y) = line.split_once('|').unwrap();
            [strategy(x), strategy(y)]
        };
        let expected: Pairs = lines.map(pair).collect();
        assert_eq!(searched(&game(sizes, payoffs)), expected, "{block}");
        games += 1;
    }
    assert_eq!(games, 200);
}

#[test]
fn payoffs_of_any_size_are_exact() {
    let mut draw = Draw(3);
    for shift in [40u32, 61, 62, 63, 90, 200, 2000] {
        for _ in 0..12 {
            // Ties at the top, differences at the bottom: floats see neither.
            let sizes = [0, 1].map(|_| usize::try_from(draw.between(1, 5)).unwrap());
            let mut table = || -> Vec<Integer> {
                let entry = |_| {
                    let high = Integer::from(draw.between(-2, 2)) << shift as usize;
                    high + Integer::from(draw.between(-1, 1))
                };
                (0..sizes[0] * sizes[1]).map(entry).collect()
            };
            let game = game(sizes, [table(), table()]);
            let vertices = nash::bimatrix(&game, &Budget::default());
            assert_eq!(searched(&game), listed(&vertices), "{shift} {game:?}");
            assert_eq!(proved(&game, &prove(&game)).unwrap(), listed(&vertices));
        }
    }
}

#[test]
fn nearly_tied_payoffs_are_told_apart() {
    // Matching pennies around numbers that no float tells apart.
    let base = Integer::from(10).pow(40);
    let one = &base + Integer::ONE;
    let (a, b) = ([&one, &base, &base, &one], [&base, &one, &one, &base]);
    let game = game([2, 2], [a, b].map(|table| table.map(Clone::clone).to_vec()));
    let half = || vec![Rational::new(1, 2), Rational::new(1, 2)];
    assert_eq!(searched(&game), Pairs::from([[half(), half()]]));
}

#[test]
fn lines_ties_and_repetitions_are_no_special_case() {
    let mut draw = Draw(5);
    for size in 1..=12 {
        for sizes in [[1, size], [size, 1]] {
            let mut table = || (0..size).map(|_| draw.between(0, 3)).collect::<Vec<_>>();
            let line = game(sizes, [table(), table()].map(|table| integers(&table)));
            let vertices = nash::bimatrix(&line, &Budget::default());
            assert_eq!(searched(&line), listed(&vertices));
        }
        let tied = game([size, 4], [(); 2].map(|()| vec![Integer::from(7); 4 * size]));
        assert_eq!(searched(&tied).len(), 4 * size);
        assert_eq!(proved(&tied, &prove(&tied)).unwrap().len(), 4 * size);
        let identity = (0..size * size).map(|at| i64::from(at / size == at % size));
        let identity = integers(&identity.collect::<Vec<_>>());
        let coordination = game([size, size], [identity.clone(), identity]);
        assert_eq!(searched(&coordination).len(), (1 << size) - 1);
        let copies = game([3, 2], [vec![1.into(); 6], integers(&[0, 1, 0, 1, 0, 1])]);
        assert_eq!(searched(&copies).len(), 3);
    }
}

/// The 6×6 game with 75 equilibria of B. von Stengel (1999), rounded to integers.
#[test]
fn seventy_five_equilibria_are_found_and_proved() {
    let rows = |text: &str| {
        let numbers = text.split_whitespace().map(|word| word.parse::<i64>().unwrap());
        integers(&numbers.collect::<Vec<_>>())
    };
    let (a, b) = include_str!("data/seventy-five.txt").split_once("\n\n").unwrap();
    let game = game([6, 6], [rows(a), rows(b)]);
    assert_eq!(searched(&game).len(), 75);
    assert_eq!(proved(&game, &prove(&game)).unwrap().len(), 75);
}

#[test]
fn a_stopped_search_says_so() {
    let budget = Budget::default();
    budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    let game = drawn(&mut Draw(8), 9);
    assert!(nash::extreme_equilibria(&game, &budget).is_err());
    assert!(nash::prove(&game, &budget).is_err());
    let fault = proof::check(&game, &prove(&game), &budget).unwrap_err();
    assert_eq!(fault.why, Why::Stopped);
}

#[test]
fn a_proof_is_deterministic_and_about_one_game() {
    let mut draw = Draw(9);
    for _ in 0..50 {
        let (one, other) = (drawn(&mut draw, 5), drawn(&mut draw, 5));
        assert_eq!(prove(&one), prove(&one));
        if one.digest() != other.digest() {
            assert_eq!(proved(&one, &prove(&other)).unwrap_err().why, Why::OtherGame);
        }
        // Even under the right name it proves nothing false.
        let head =
            |game: &StrategicGame| prove(game).lines().take(4).collect::<Vec<_>>().join("\n");
        let body = prove(&other).lines().skip(4).collect::<Vec<_>>().join("\n");
        harmless(&one, &format!("{}\n{body}\n", head(&one)));
    }
}

#[test]
fn threads_change_nothing() {
    let mut draw = Draw(14);
    for (size, bound) in [(12, 1000), (13, 2), (12, 1)] {
        let count = size * size;
        let payoffs =
            [0, 1].map(|_| (0..count).map(|_| draw.between(0, bound)).collect::<Vec<_>>());
        let game = game([size, size], payoffs.map(|table| integers(&table)));
        let mut spread = Budget::default();
        spread.threads = 3;
        assert_eq!(nash::prove(&game, &spread).unwrap(), prove(&game));
        assert_eq!(nash::label_tree(&game, &spread), nash::label_tree(&game, &Budget::default()));
    }
}

#[test]
fn the_example_of_the_book_is_what_is_written() {
    let game = StrategicGame::bimatrix(
        Player::plain("row", &["up", "down"]),
        Player::plain("column", &["left", "right"]),
        &[&[(1, 1), (0, 0)], &[(1, 0), (0, 0)]],
    );
    let page = include_str!("../docs/src/reference/proof.md");
    assert!(page.contains(&prove(&game)), "{}", prove(&game));
}

/// Payoffs around 2^61 - 1, one of the primes that determine minors.
#[test]
fn payoffs_that_vanish_modulo_a_prime_mislead_nobody() {
    let p = (1i64 << 61) - 1;
    let rows = [2 * p, p, 2 * p + 1, p + 1, p, 2 * p, 1, 2 * p + 1, 2 * p + 1, 2 * p, p, p];
    let columns = [2 * p, 0, p, 0, p, p, p, p + 1, 1, p + 1, p, 2 * p + 1];
    let game = game([3, 4], [integers(&rows), integers(&columns)]);
    assert_eq!(proved(&game, &prove(&game)).unwrap().len(), 3);
    assert_eq!(listed(&nash::label_tree(&game, &Budget::default())), searched(&game));
}

/// Whether a text proves nothing, or what is true.
fn harmless(game: &StrategicGame, text: &str) -> bool {
    match proved(game, text) {
        Err(_) => false,
        Ok(pairs) => {
            assert_eq!(pairs, searched(game), "a false proof is accepted:\n{text}");
            true
        }
    }
}

/// A proof with something dropped, repeated, swapped, changed or replaced.
fn tampered(text: &str, draw: &mut Draw) -> String {
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    let place = |draw: &mut Draw, lines: &[String]| {
        4 + usize::try_from(draw.below(lines.len() as u64 - 4)).unwrap()
    };
    let (one, other) = (place(draw, &lines), place(draw, &lines));
    match draw.below(6) {
        0 => {
            lines.remove(one);
        }
        1 => lines.insert(one, lines[other].clone()),
        2 => lines.swap(one, other),
        3 => {
            let line = lines[other].clone();
            lines[one] = line;
        }
        4 => {
            let words: Vec<String> = lines[one].split(' ').map(String::from).collect();
            let at = usize::try_from(draw.below(words.len() as u64)).unwrap();
            let mut changed = words.clone();
            changed[at] = match words[at].split_once(':') {
                Some((name, number)) => {
                    let number: Integer = number.parse().unwrap();
                    format!("{name}:{}", number + Integer::from(draw.pick(&[-1, 1, 2])))
                }
                None => draw.pick(&["x", "y", "r1", "r2", "c1", "c2", "F", "", "|"]).into(),
            };
            lines[one] = changed.join(" ");
        }
        _ => {
            let words: Vec<&str> = lines[one].split(' ').collect();
            let at = usize::try_from(draw.below(words.len() as u64)).unwrap();
            let kept = words.iter().enumerate().filter(|(place, _)| *place != at);
            lines[one] = kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn tampered_proofs_prove_nothing_false() {
    let mut draw = Draw(10);
    let mut accepted = 0;
    for _ in 0..100 {
        let game = drawn(&mut draw, 6);
        let text = prove(&game);
        for _ in 0..20 {
            accepted += usize::from(harmless(&game, &tampered(&text, &mut draw)));
        }
        // A list without one of its equilibria, and a count that agrees with it.
        let vertices = text.lines().position(|line| line.starts_with("V y")).unwrap();
        let mut lines: Vec<String> = text.lines().map(String::from).collect();
        lines[vertices] = "V y".into();
        for count in 0..searched(&game).len() {
            *lines.last_mut().unwrap() = format!("end {count}");
            assert!(proved(&game, &lines.join("\n")).is_err());
        }
    }
    // Multipliers may be others, and a comment has no place: most changes are refused.
    assert!(accepted < 300, "{accepted} of 2000 accepted");
}

/// The options that each player plays.
fn supports(pair: &[Vec<Rational>; 2]) -> [Vec<usize>; 2] {
    let played = |x: &Vec<Rational>| (0..x.len()).filter(|&i| !x[i].is_zero()).collect();
    [played(&pair[0]), played(&pair[1])]
}

#[test]
fn no_support_appears_within_the_radius() {
    let mut draw = Draw(12);
    let (mut with_radius, mut beyond) = (0, 0);
    for _ in 0..60 {
        let sizes = [0, 1].map(|_| usize::try_from(draw.between(2, 5)).unwrap());
        let count = sizes[0] * sizes[1];
        let payoffs = [0, 1].map(|_| (0..count).map(|_| draw.between(-99, 99)).collect::<Vec<_>>());
        let game_of = |payoffs: &[Vec<Rational>; 2]| {
            let tables = payoffs.each_ref().map(|table| PayoffTable::from_rationals(table));
            let players = vec![player("row", sizes[0]), player("column", sizes[1])];
            StrategicGame::new(players, tables.to_vec()).unwrap()
        };
        let exact = payoffs.map(|table| table.into_iter().map(Rational::from).collect::<Vec<_>>());
        let game = game_of(&exact);
        let checked = proof::check(&game, &prove(&game), &Budget::default()).unwrap();
        let Some(radius) = checked.robustness else { continue };
        with_radius += 1;
        let known: Vec<_> = checked.equilibria.iter().map(supports).collect();
        for (times, must_hold) in [(999, true), (100_000, false)] {
            let mut moved = exact.clone();
            for payoff in moved.iter_mut().flatten() {
                let step = Rational::new(draw.pick(&[-times, times]), 1000);
                *payoff = &*payoff + &(&radius * &step);
            }
            let found = nash::extreme_equilibria(&game_of(&moved), &Budget::default()).unwrap();
            let within = |pair: &[Vec<Rational>; 2]| {
                let played = supports(pair);
                let covers = |known: &[Vec<usize>; 2]| {
                    (0..2).all(|side| played[side].iter().all(|i| known[side].contains(i)))
                };
                known.iter().any(covers)
            };
            let all_within = found.iter().all(within);
            assert!(all_within || !must_hold, "{radius}");
            beyond += usize::from(!all_within);
        }
    }
    assert!(with_radius > 30 && beyond > 10, "{with_radius} {beyond}");
}

#[test]
fn ties_leave_no_radius() {
    let game = game([2, 2], [integers(&[1, 0, 1, 0]), integers(&[1, 0, 0, 0])]);
    let checked = proof::check(&game, &prove(&game), &Budget::default()).unwrap();
    assert_eq!(checked.robustness, None);
}

#[test]
fn a_second_checker_accepts_proofs_and_refuses_others() {
    let python = |arguments: &[&Path]| Command::new("python3").args(arguments).output();
    if python(&[Path::new("--version")]).is_err() {
        eprintln!("skipped: there is no python3");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("standoff-proof-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let script = root.join("docs/check_proof.py");
    let (described, written) = (folder.join("game.json"), folder.join("game.proof"));
    let mut draw = Draw(11);
    for round in 0..12 {
        let game = drawn(&mut draw, 6);
        std::fs::write(&described, description(&game)).unwrap();
        let text = prove(&game);
        std::fs::write(&written, &text).unwrap();
        let output = python(&[&script, &described, &written]).unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let count = searched(&game).len();
        let verdict = format!("accepted: all {count} extreme equilibria");
        assert_eq!(said.lines().last(), Some(verdict.as_str()), "round {round}");
        let false_text = text.replace("\nF\n", "\n");
        std::fs::write(&written, &false_text).unwrap();
        assert!(!python(&[&script, &described, &written]).unwrap().status.success());
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Checks every proof of a folder, in one process: a game's own first, then the changed ones. Prints
/// those that are accepted although they prove something else.
const CHECK_FOLDER: &str = r#"
import check_proof, glob, io, contextlib, json, os, sys
folder = sys.argv[1]
def proved(document, name):
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            return sorted(check_proof.check(document, iter(open(name).read().splitlines())))
        except SystemExit:
            return None
accepted = refused = 0
for described in sorted(glob.glob(os.path.join(folder, "*.json"))):
    document, stem = json.load(open(described)), described[:-5]
    truth = proved(document, stem + ".proof")
    assert truth is not None, described
    for name in sorted(glob.glob(stem + "-*.changed")):
        found = proved(document, name)
        refused += found is None
        accepted += found is not None
        if (found is not None) != os.path.exists(name + ".accepted"):
            print("the checkers disagree:", open(name).read())
        if found not in (None, truth):
            print("a false proof is accepted:", open(name).read())
print(accepted, refused)
"#;

#[test]
fn a_second_checker_accepts_nothing_false() {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no python3");
        return;
    }
    let folder = std::env::temp_dir().join(format!("standoff-changed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut draw = Draw(13);
    let mut before: Option<String> = None;
    for at in 0..50 {
        let game = drawn(&mut draw, 5);
        let text = prove(&game);
        std::fs::write(folder.join(format!("{at}.json")), description(&game)).unwrap();
        std::fs::write(folder.join(format!("{at}.proof")), &text).unwrap();
        let mut changed: Vec<String> = (0..20).map(|_| tampered(&text, &mut draw)).collect();
        changed.extend(before.replace(text));
        for (number, text) in changed.iter().enumerate() {
            let name = format!("{at}-{number}.changed");
            if harmless(&game, text) {
                std::fs::write(folder.join(format!("{name}.accepted")), "").unwrap();
            }
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut python = Command::new("python3");
    python.env("PYTHONPATH", library).env("PYTHONDONTWRITEBYTECODE", "1");
    let output = python.args(["-c", CHECK_FOLDER]).arg(&folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let counts: Vec<usize> = said.split_whitespace().map(|n| n.parse().expect(&said)).collect();
    assert!(counts[0] < 150 && counts[0] + counts[1] == 1049, "{counts:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What `show payoffs --format json` says of a game, as far as a checker reads it.
fn description(game: &StrategicGame) -> String {
    let quoted = |id: &str| format!("\"{id}\"");
    let player = |player: &Player| {
        let options = player.options.iter().map(|o| format!("{{\"id\":{}}}", quoted(&o.id)));
        let options = options.collect::<Vec<_>>().join(",");
        format!("{{\"id\":{},\"options\":[{options}]}}", quoted(&player.id))
    };
    let players = game.players().iter().map(player).collect::<Vec<_>>().join(",");
    let outcome = |profile: standoff::game::Profile| {
        let each = |what: &dyn Fn(usize) -> String| {
            let pairs = (0..2).map(|p| format!("{}:{}", quoted(&game.players()[p].id), what(p)));
            pairs.collect::<Vec<_>>().join(",")
        };
        let option = |p: usize| quoted(&game.players()[p].options[profile.0[p]].id);
        let payoff = |p: usize| format!("{{\"exact\":\"{}\"}}", game.payoff(p, &profile));
        format!("{{\"profile\":{{{}}},\"payoffs\":{{{}}}}}", each(&option), each(&payoff))
    };
    let outcomes = game.profiles().map(outcome).collect::<Vec<_>>().join(",");
    format!("{{\"game\":{{\"players\":[{players}]}},\"outcomes\":[{outcomes}]}}")
}
