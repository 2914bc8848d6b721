//! Lemke and Howson's method: its path, step by step, and one equilibrium of games of every kind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::{Just, Strategy, prop, prop_assert, proptest};
use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::lemke_howson::{Label, Path, lemke_howson};
use standoff::nash::{Argument, Equilibrium, UndecidedReason, one};
use standoff::number::{Integer, Rational};

fn player(id: &str, size: usize) -> Player {
    let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
    Player::plain(id, &options.iter().map(String::as_str).collect::<Vec<_>>())
}

fn game(sizes: [usize; 2], payoffs: [Vec<i64>; 2]) -> StrategicGame {
    let players = vec![player("row", sizes[0]), player("column", sizes[1])];
    let tables = payoffs.map(|numerators| PayoffTable::Small { numerators, denominator: 1 });
    StrategicGame::new(players, tables.to_vec()).unwrap()
}

/// Games of all shapes, with many ties.
fn games(most: usize) -> impl Strategy<Value = StrategicGame> {
    let shape = (1..=most, 1..=most, prop::sample::select(vec![1i64, 2, 9, 1000]));
    shape.prop_flat_map(|(m, n, bound)| {
        let table = || prop::collection::vec(-bound..=bound, m * n);
        (Just([m, n]), table(), table()).prop_map(|(sizes, a, b)| game(sizes, [a, b]))
    })
}

fn labels(game: &StrategicGame) -> impl Iterator<Item = Label> + '_ {
    let of = |player: usize| (0..game.sizes()[player]).map(move |option| Label { player, option });
    of(0).chain(of(1))
}

/// The game of B. von Stengel's chapter in *Algorithmic Game Theory* (2007), Example 3.3.
fn textbook() -> StrategicGame {
    game([3, 2], [vec![3, 3, 2, 5, 0, 6], vec![3, 2, 2, 6, 3, 1]])
}

fn text(strategy: Option<&Vec<Rational>>) -> String {
    let numbers = strategy.into_iter().flatten().map(Rational::to_string);
    numbers.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_path_of_the_textbook() {
    let game = textbook();
    let mut path = Path::new(&game, Label { player: 0, option: 1 });
    let steps: Vec<[String; 2]> = path
        .by_ref()
        .map(|step| [text(step.strategies[0].as_ref()), text(step.strategies[1].as_ref())])
        .collect();
    let expected =
        [["0 1 0", ""], ["0 1 0", "0 1"], ["0 1/3 2/3", "0 1"], ["0 1/3 2/3", "1/3 2/3"]];
    assert_eq!(steps, expected);
    let equilibrium = path.equilibrium(&game).unwrap();
    assert_eq!(equilibrium.profile().support(0), [1, 2]);
    assert_eq!(path.next(), None);
}

proptest! {
    #[test]
    fn every_path_ends_at_an_equilibrium(game in games(6)) {
        for dropped in labels(&game) {
            let mut path = Path::new(&game, dropped);
            let mut missing = 0;
            while let Some(step) = path.next() {
                let held = |label: &Label| step.labels.iter().any(|labels| labels.contains(label));
                missing = labels(&game).filter(|label| !held(label)).count();
                prop_assert!(path.has_ended() || labels(&game).all(|l| l == dropped || held(&l)));
                prop_assert!(step.labels[step.player].contains(&step.taken_up));
                prop_assert!(!step.labels[step.player].contains(&step.given_up));
            }
            prop_assert!(missing == 0 && path.equilibrium(&game).is_some());
        }
    }
}

/// A game of R. Savani and B. von Stengel (2006): its polytopes are dual to cyclic ones, labelled so
/// that every path to its only equilibrium is exponentially long.
fn hard(d: usize) -> StrategicGame {
    let swapped = |k: usize| match k {
        1 => 1,
        k if k == d => d,
        k if (k < d) == (k % 2 == 0) => k + 1,
        k => k - 1,
    };
    let label: Vec<usize> = (1..=2 * d).map(|k| swapped(k) - 1).collect();
    let c = dual_cyclic(d);
    let (mut a, mut b) = (vec![0; d * d], vec![0; d * d]);
    for i in 0..d {
        for j in 0..d {
            a[label[i] * d + label[d + j] - d] = c[i * d + j];
            b[j * d + i] = c[i * d + j];
        }
    }
    game([d, d], [a, b])
}

/// `C` such that `x ≥ 0, C x ≤ 1` is dual to the cyclic polytope of `2d` points on the
/// trigonometric moment curve.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "points, rounded")]
fn dual_cyclic(d: usize) -> Vec<i64> {
    let point = |j: usize| {
        let angle = std::f64::consts::PI * j as f64 / d as f64;
        let coordinate = |h: usize| (h as f64 * angle).sin_cos();
        (1..=d / 2).flat_map(|h| [coordinate(h).1, coordinate(h).0]).collect::<Vec<f64>>()
    };
    let basis = nalgebra::DMatrix::from_fn(d, d, |i, j| point(i)[j]);
    let inverse = basis.try_inverse().unwrap();
    let row = |j: usize| {
        let weights = nalgebra::RowDVector::from_vec(point(d + j)) * &inverse;
        let rest = 1.0 - weights.sum();
        weights.iter().map(|weight| -weight / rest).collect::<Vec<f64>>()
    };
    let rows: Vec<f64> = (0..d).flat_map(row).collect();
    let largest = rows.iter().fold(0.0, |most: f64, entry| most.max(entry.abs()));
    rows.iter().map(|entry| (entry / largest * 1e9).round() as i64).collect()
}

fn sizes_of_supports(equilibrium: &Equilibrium) -> [usize; 2] {
    [0, 1].map(|player| equilibrium.profile().support(player).len())
}

#[test]
fn games_whose_paths_are_all_long_are_solved() {
    for d in [4, 6, 8, 10] {
        let game = hard(d);
        let length = Path::new(&game, Label { player: 0, option: 0 }).count();
        assert!(d < 10 || length > 1000, "{length}");
        let found = lemke_howson(&game, &Budget::default()).unwrap().unwrap();
        assert_eq!(sizes_of_supports(&found), [d, d]);
    }
}

#[test]
fn everybody_mixes_in_a_large_game_of_cycles() {
    let n = 41; // rock, paper, scissors with 41 signs: each beats the twenty after it
    let payoff = |place: usize| match (n + place % n - place / n) % n {
        0 => 0,
        ahead if ahead <= n / 2 => -1,
        _ => 1,
    };
    let a: Vec<i64> = (0..n * n).map(payoff).collect();
    let b = a.iter().map(|payoff| -payoff).collect();
    let game = game([n, n], [a, b]);
    let found = one(&game, &Budget::default()).unwrap();
    assert_eq!(found.coverage.argument, Argument::LinearProgram);
    let by_path = lemke_howson(&game, &Budget::default()).unwrap().unwrap();
    for equilibrium in [&found.equilibria[0], &by_path] {
        assert_eq!(equilibrium.profile().mixtures()[0][7].to_string(), "1/41");
    }
}

#[test]
fn payoffs_of_any_size_are_taken() {
    let pennies = |scale: i64| [1, -1, -1, 1].map(|sign| Integer::from(sign * scale).pow(5) * 7);
    let table = |numbers: [Integer; 4]| PayoffTable::from_integers(numbers.to_vec(), 3.into());
    let tables = vec![table(pennies(1 << 50)), table(pennies(-(1 << 40)))];
    let game = StrategicGame::new(vec![player("row", 2), player("column", 2)], tables).unwrap();
    let found = lemke_howson(&game, &Budget::default()).unwrap().unwrap();
    assert_eq!(found.profile().mixtures()[1][0].to_string(), "1/2");
}

#[test]
fn one_says_that_others_were_not_looked_for() {
    let sexes = game([2, 2], [vec![2, 0, 0, 1], vec![1, 0, 0, 2]]);
    let found = one(&sexes, &Budget::default()).unwrap();
    assert_eq!(found.coverage.argument, Argument::PureEnumeration);
    assert_eq!(found.coverage.undecided[0].why, UndecidedReason::NotSought);
    let stopped = Budget::default();
    stopped.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    let pennies = game([2, 2], [vec![1, -1, -1, 1], vec![-1, 1, 1, -1]]);
    let found = one(&pennies, &stopped).unwrap();
    assert!(found.equilibria.is_empty());
    assert_eq!(found.coverage.undecided[0].why, UndecidedReason::Stopped);
}

proptest! {
    #[test]
    fn an_equilibrium_is_found_in_games_of_all_shapes(game in games(30)) {
        prop_assert!(lemke_howson(&game, &Budget::default()).unwrap().is_some());
    }
}
