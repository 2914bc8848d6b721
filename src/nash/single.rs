//! Games of one player, and of none.
//!
//! $$ x \text{ is an equilibrium} \iff \operatorname{supp} x \subseteq \arg\max_a u(a), $$
//!
//! so the equilibria of a single player are one face of the simplex: a point, or a continuum
//! where options tie. A game without players has one profile, the empty one, and nobody to
//! deviate from it.

use super::equilibria::{Argument, Equilibria};
use super::pure;
use super::union::Union;
use crate::budget::Budget;
use crate::game::StrategicGame;

/// All equilibria of a game with at most one player.
///
/// # Panics
/// If the game has more players; [`super::all`] takes every game.
pub fn single(game: &StrategicGame, budget: &Budget) -> Equilibria {
    assert!(game.sizes().len() <= 1, "a game of at most one player");
    let best: Vec<usize> = pure(game).flat_map(|profile| profile.0).collect();
    let options = if game.sizes().is_empty() { Vec::new() } else { vec![best] };
    Union::face(game, &options).assemble(game, Argument::PureEnumeration, budget)
}
