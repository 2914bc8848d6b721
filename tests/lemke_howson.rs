//! Lemke and Howson's method: its path, step by step, and one equilibrium of games of every kind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::{Just, Strategy, prop, prop_assert, proptest};
use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::lemke_howson::{Label, Path, lemke_howson};
use standoff::number::Rational;

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

proptest! {
    #[test]
    fn an_equilibrium_is_found_in_games_of_all_shapes(game in games(30)) {
        prop_assert!(lemke_howson(&game, &Budget::default()).unwrap().is_some());
    }
}
