//! One equilibrium, where all would take too long.
//!
//! First the pure ones: one pass over the tables ([`super::pure`]), and a random game of two players
//! has one more often than not. If there is none, a game of two players has a mixed one at the end of
//! a path of Lemke and Howson ([`super::lemke_howson`]); if it is zero-sum, the optimal strategies of
//! a linear program are one ([`super::zero_sum`]). For more players no such path is gone here.

use super::equilibria::{Argument, Component, Coverage, Equilibria, NashSubset};
use super::equilibria::{Undecided, UndecidedReason};
use super::lemke_howson::lemke_howson;
use super::{Equilibrium, pure, zero_sum};
use crate::budget::{Budget, Stopped};
use crate::game::{MixedProfile, StrategicGame};

/// One equilibrium: the first pure one, if there is one; in a game of two players without, a mixed
/// one. Nothing if there are more players and no pure equilibrium.
///
/// The coverage says that others were not looked for, or that the budget ended before one was found.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::nash::{Argument, one};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let found = one(&pennies, &Budget::default()).expect("there are two players");
/// assert_eq!((found.equilibria.len(), found.coverage.is_all()), (1, false));
/// assert_eq!(found.coverage.argument, Argument::LinearProgram);
/// ```
pub fn one(game: &StrategicGame, budget: &Budget) -> Option<Equilibria> {
    let pure = pure(game).next().map(|profile| MixedProfile::pure(&profile, game.sizes()));
    let certain = pure.and_then(|profile| Equilibrium::check(game, profile).ok());
    let (argument, found) = match (certain, game.sizes().len()) {
        (Some(equilibrium), _) => (Argument::PureEnumeration, Ok(Some(equilibrium))),
        (None, 2) => {
            let solution = zero_sum(game, budget);
            match solution.map(|solution| solution.and_then(|found| found.equilibrium(game))) {
                Ok(None) => (Argument::LemkeHowson, lemke_howson(game, budget)),
                optimal => (Argument::LinearProgram, optimal),
            }
        }
        (None, _) => return None,
    };
    let why = match &found {
        Ok(Some(_)) => UndecidedReason::NotSought,
        Ok(None) => UndecidedReason::Refused,
        Err(Stopped) => UndecidedReason::Stopped,
    };
    let undecided = vec![Undecided { support: None, why }];
    let equilibria: Vec<Equilibrium> = found.ok().flatten().into_iter().collect();
    let components = equilibria.iter().map(alone).collect();
    Some(Equilibria { equilibria, components, coverage: Coverage { argument, undecided } })
}

/// The component of an equilibrium of which no more is known.
fn alone(equilibrium: &Equilibrium) -> Component {
    let point = equilibrium.profile().mixtures().iter().map(|mixture| vec![mixture.clone()]);
    let subsets = vec![NashSubset { factors: point.collect() }];
    Component { dimension: 0, equilibria: vec![0], subsets }
}
