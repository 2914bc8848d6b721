//! Nash equilibria: the definition and its check, and the solvers.
//!
//! A solver proposes, [`Equilibrium::check`] disposes. Each algorithm is one file, public by its
//! own name; [`all`] chooses by the shape of the game.

mod assembly;
mod bicliques;
mod bimatrix;
mod bisection;
mod correlated;
mod cube;
mod equilibria;
mod equilibrium;
mod extreme;
mod label_tree;
pub mod lemke_howson;
mod linear_support;
mod one;
mod outline;
mod pairs;
mod prism;
mod product;
mod pure;
mod single;
mod solvers;
mod supports;
mod union;
mod zero_sum;

pub use bimatrix::bimatrix;
pub use correlated::{
    Best, Bound, Correlated, CorrelatedEquilibrium, Disobedience, NotCorrelated, Objective, Price,
    TooLarge, correlated,
};
pub use equilibria::{
    Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason,
};
pub use equilibrium::{Deviation, Equilibrium, best_deviation};
pub use label_tree::{extreme_equilibria, label_tree, label_tree_with_proof, prove};
pub use one::one;
pub use pure::{BestResponses, best_responses, pure};
pub use single::single;
pub use solvers::{Agreement, Found, Promise, SOLVERS, Solver};
pub use supports::supports;
pub use zero_sum::{ZeroSum, constant_sum, linear_program, optimal_strategies, zero_sum};

use crate::budget::Budget;
use crate::game::StrategicGame;

/// All equilibria of a game, as far as they can be decided exactly.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let equilibria = standoff::nash::all(&pennies, &Budget::default());
/// assert!(equilibria.coverage.is_all());
/// assert_eq!(equilibria.equilibria[0].profile().mixtures()[0][1].to_string(), "1/2");
/// ```
pub fn all(game: &StrategicGame, budget: &Budget) -> Equilibria {
    match game.sizes().len() {
        0 | 1 => single(game, budget),
        2 => two_players(game, budget),
        _ => supports(game, budget),
    }
}

/// Above this many outcomes the linear program solves zero-sum games: the label tree takes longer
/// by then, and soon without end.
const LARGE: usize = 400;

fn two_players(game: &StrategicGame, budget: &Budget) -> Equilibria {
    let large = game.outcomes() > LARGE;
    let solved = if large { linear_program(game, budget) } else { None };
    solved.unwrap_or_else(|| label_tree(game, budget))
}
