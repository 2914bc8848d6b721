//! One equilibrium: paths in floating point, cut off and started again, with an exact end; and, for
//! a part of the time, the exact path.

use nalgebra::DMatrix;

use super::guide::{Basis, Guide};
use super::{Label, Path};
use crate::budget::{Budget, Stopped};
use crate::game::{MixedProfile, StrategicGame};
use crate::linalg::dixon;
use crate::nash::Equilibrium;
use crate::number::{Integer, Rational};

/// Pivots of each path of the first round; twice as many in each round after it.
const PIVOTS: usize = 30;
/// Paths of the first round; half as many in each round after it, so that it takes as long, but at
/// least one. More, and games all of whose paths are long wait; fewer, and short paths are missed.
const PATHS: usize = 64;
/// The right-hand sides are moved by so much. Less, and ties are not told apart from errors; more,
/// and the basis is one of another game. The paths take turns.
const SHIFTS: [f64; 3] = [1e-10, 1e-8, 1e-12];
/// From this round on, the exact path is gone too: where floating point goes astray it arrives.
const EXACT_ROUND: u32 = 6;

/// One equilibrium of a two-player game, found and checked; by the same paths every time. Nothing
/// only if the program is at fault.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::nash::lemke_howson::lemke_howson;
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let equilibrium = lemke_howson(&pennies, &Budget::default())?.expect("there is one");
/// assert_eq!(equilibrium.profile().mixtures()[0][0].to_string(), "1/2");
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// [`Stopped`] when the budget ends.
///
/// # Panics
/// If the game has not two players.
pub fn lemke_howson(game: &StrategicGame, budget: &Budget) -> Result<Option<Equilibrium>, Stopped> {
    assert_eq!(game.sizes().len(), 2, "a game of two players");
    let mut guide = Guide::new(game);
    let mut starts = labels(game).cycle().zip(SHIFTS.into_iter().cycle());
    let mut exact = None;
    for round in 0.. {
        let pivots = PIVOTS.saturating_mul(1usize.checked_shl(round).unwrap_or(usize::MAX));
        let paths = PATHS.checked_shr(round).unwrap_or_default().max(1);
        for (dropped, shift) in starts.by_ref().take(paths) {
            if let Some(basis) = guide.follow(dropped, pivots, shift, budget)?
                && let Some(equilibrium) = at(game, &basis, budget)?
            {
                return Ok(Some(equilibrium));
            }
        }
        if round >= EXACT_ROUND {
            let path = exact.get_or_insert_with(|| Path::new(game, FIRST));
            // A pivot of its own takes as much longer as there are options, and some.
            for _ in 0..=pivots.saturating_mul(paths) / (4 * game.sizes().iter().sum::<usize>()) {
                budget.check()?;
                path.advance();
            }
            if path.has_ended() {
                return Ok(path.equilibrium(game));
            }
        }
    }
    Ok(None)
}

/// The label from which the exact path starts.
const FIRST: Label = Label { player: 0, option: 0 };

/// Every label, the players taking turns.
fn labels(game: &StrategicGame) -> impl Iterator<Item = Label> + Clone {
    let sizes = [game.sizes()[0], game.sizes()[1]];
    let pair = |option| [Label { player: 0, option }, Label { player: 1, option }];
    let all = (0..sizes[0].max(sizes[1])).flat_map(pair);
    all.filter(move |label| label.option < sizes[label.player])
}

/// The equilibrium of a basis, if it is one: on its tight options the weights earn the same.
fn at(
    game: &StrategicGame,
    basis: &Basis,
    budget: &Budget,
) -> Result<Option<Equilibrium>, Stopped> {
    let mut strategies = Vec::new();
    for player in 0..2 {
        match strategy(game, player, basis, budget)? {
            Some(strategy) => strategies.push(strategy),
            None => return Ok(None),
        }
    }
    let profile = MixedProfile::rational(strategies).ok();
    Ok(profile.and_then(|profile| Equilibrium::check(game, profile).ok()))
}

/// Payoffs are shifted to be at least 1, so that a strategy does not earn 0.
fn strategy(
    game: &StrategicGame,
    player: usize,
    basis: &Basis,
    budget: &Budget,
) -> Result<Option<Vec<Rational>>, Stopped> {
    let (weights, tight) = (&basis.weights[player], &basis.tight[player]);
    let (table, own, other) =
        (game.table(1 - player), game.stride(player), game.stride(1 - player));
    let payoff =
        |row: usize, column: usize| table.numerator(tight[row] * other + weights[column] * own);
    let payoffs = DMatrix::from_fn(tight.len(), weights.len(), payoff);
    let shift = Integer::ONE - payoffs.iter().min().unwrap_or(&Integer::ONE);
    let ones = vec![Integer::ONE; tight.len()];
    let Some(solution) = dixon::solve(&payoffs.map(|payoff| payoff + &shift), &ones, budget)?
    else {
        return Ok(None);
    };
    let total: Integer = solution.numerators.iter().sum();
    let mut strategy = vec![Rational::ZERO; game.sizes()[player]];
    for (&option, weight) in weights.iter().zip(solution.numerators) {
        let Some(share) = Rational::ratio(weight, total.clone()) else { return Ok(None) };
        if share.is_negative() {
            return Ok(None);
        }
        strategy[option] = share;
    }
    Ok(Some(strategy))
}
