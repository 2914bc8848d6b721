//! Nash equilibria: the definition and its check, and the solvers.
//!
//! A solver proposes, [`Equilibrium::check`] disposes. Each algorithm is one file, public by its
//! own name; [`all`] chooses by the shape of the game.

mod assembly;
mod bicliques;
mod bimatrix;
mod bisection;
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

pub use bimatrix::bimatrix;
pub use equilibria::{
    Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason,
};
pub use equilibrium::{Deviation, Equilibrium, best_deviation};
pub use label_tree::{extreme_equilibria, label_tree, prove};
pub use one::one;
pub use pure::{BestResponses, best_responses, pure};
pub use single::single;
pub use solvers::{Agreement, Found, Promise, SOLVERS, Solver};
pub use supports::supports;

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
        2 => label_tree(game, budget),
        _ => supports(game, budget),
    }
}
