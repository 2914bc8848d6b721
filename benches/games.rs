//! The games that the benchmarks solve.

use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::number::Rational;

/// A game whose payoffs are drawn from -999 to 999 by a fixed generator.
///
/// # Panics
/// If a size is 0.
pub fn random(sizes: &[usize], seed: u64) -> StrategicGame {
    drawn(sizes, -999, 999, seed)
}

/// A game whose payoffs are 0, 1 and 2, so that ties abound.
///
/// # Panics
/// If a size is 0.
pub fn tied(sizes: &[usize], seed: u64) -> StrategicGame {
    drawn(sizes, 0, 2, seed)
}

/// Both players get 1 where they choose the same of `size` options: `2^size - 1` equilibria.
///
/// # Panics
/// If the size is 0.
pub fn coordination(size: usize) -> StrategicGame {
    tabulated(&[size, size], |_, at| i64::from(at / size == at % size))
}

fn drawn(sizes: &[usize], least: i64, most: i64, seed: u64) -> StrategicGame {
    let mut state = seed;
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap_or_default() % (most - least + 1) + least
    };
    tabulated(sizes, |_, _| draw())
}

fn tabulated(sizes: &[usize], mut payoff: impl FnMut(usize, usize) -> i64) -> StrategicGame {
    let outcomes: usize = sizes.iter().product();
    let mut table = |player: usize| {
        let numerators = (0..outcomes).map(|outcome| payoff(player, outcome)).collect();
        PayoffTable::Small { numerators, denominator: 1 }
    };
    let tables = (0..sizes.len()).map(&mut table).collect();
    let player = |(number, &size): (usize, &usize)| {
        let options: Vec<String> = (0..size).map(|option| option.to_string()).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        Player::plain(&number.to_string(), &options)
    };
    let players = sizes.iter().enumerate().map(player).collect();
    StrategicGame::new(players, tables).expect("one payoff for each profile")
}

/// A zero-sum game whose payoffs are drawn as those of [`random`].
///
/// # Panics
/// If the size is 0.
pub fn zero_sum_game(size: usize, seed: u64) -> StrategicGame {
    let game = random(&[size, size], seed);
    let won = game.table(0).clone();
    let PayoffTable::Small { numerators, denominator } = &won else {
        unreachable!("three digits fit")
    };
    let lost = numerators.iter().map(|payoff| -payoff).collect();
    let lost = PayoffTable::Small { numerators: lost, denominator: *denominator };
    StrategicGame::new(game.players().to_vec(), vec![won, lost]).expect("as many payoffs as before")
}

/// Microsoft, `OpenAI` and Amazon: the game of `games/openai-aws.toml`.
///
/// # Panics
/// Never: the numbers fit.
pub fn founding() -> StrategicGame {
    let players = vec![
        Player::plain("microsoft", &["litigate", "accommodate"]),
        Player::plain("openai", &["diversify", "recommit"]),
        Player::plain("amazon", &["expand", "confine"]),
    ];
    let twentieths = [
        [-12, -16, -26, -26, -14, -10, -6, -6],
        [-1, -5, -11, -11, 29, 25, -7, -7],
        [11, 18, -15, -5, 42, 31, 0, 0],
    ];
    let table = |numbers: [i64; 8]| {
        PayoffTable::from_rationals(&numbers.map(|number| Rational::new(number, 20)))
    };
    StrategicGame::new(players, twentieths.map(table).to_vec()).expect("eight payoffs each")
}
