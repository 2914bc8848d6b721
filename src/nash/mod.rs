//! Nash equilibria: the definition and its check, and the solvers.
//!
//! A solver proposes, [`Equilibrium::check`] disposes. Each algorithm is one file, public by its
//! own name; [`all`] chooses by the shape of the game.

mod equilibria;
mod equilibrium;

pub use equilibria::{
    Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason,
};
pub use equilibrium::{Deviation, Equilibrium, best_deviation};

/// stub
pub fn all(game: &crate::game::StrategicGame, _b: &crate::budget::Budget) -> Equilibria {
    let equilibria: Vec<_> = game
        .profiles()
        .filter_map(|p| {
            Equilibrium::check(game, crate::game::MixedProfile::pure(&p, game.sizes())).ok()
        })
        .collect();
    Equilibria {
        components: (0..equilibria.len())
            .map(|i| Component { dimension: 0, equilibria: vec![i], subsets: vec![] })
            .collect(),
        equilibria,
        coverage: Coverage { argument: Argument::Supports, undecided: vec![] },
    }
}
