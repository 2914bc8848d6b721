//! Nash equilibria: the definition and its check, and the solvers.
//!
//! A solver proposes, [`Equilibrium::check`] disposes. Each algorithm is one file, public by its
//! own name; [`all`] chooses by the shape of the game.

mod equilibria;
mod equilibrium;

pub use equilibria::{Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason};
pub use equilibrium::{Deviation, Equilibrium};
