//! The textbook algorithms, step by step: what each step compares, and what follows from it.
//!
//! The steps come from the solvers themselves, or from the same exact arithmetic, so that what is
//! shown is what is computed. They are meant to be read: tables beyond [`LARGEST_TABLE`] are
//! refused, and what is left out of longer walks is counted.

mod iesds;
mod lemke_howson;
mod supports;
mod underline;

pub use iesds::{Comparison, CrossedOut, Iesds, Left, Round, Surviving, iesds};
pub use lemke_howson::{End, LemkeHowson, Pivot, Scaled, lemke_howson};
pub use supports::{Equation, Examined, Supports, Term, Verdict, supports};
pub use underline::{Leaving, MarkedCell, Underline, Underlining, underline};

use std::fmt;

use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;

/// Larger tables are not walked through: more steps than anybody reads.
pub const LARGEST_TABLE: usize = 10_000;

/// An algorithm that can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// Best responses, underlined in the table: the pure equilibria.
    Underline,
    /// Iterated elimination of strictly dominated options.
    Iesds,
    /// Every choice of supports, and what its indifference conditions say.
    Supports,
    /// Two players: pivots along the labels to one equilibrium.
    LemkeHowson,
}

impl Algorithm {
    /// All of them, from the simplest on.
    pub const ALL: [Algorithm; 4] =
        [Algorithm::Underline, Algorithm::Iesds, Algorithm::Supports, Algorithm::LemkeHowson];

    /// The name on the command line and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Algorithm::Underline => "underline",
            Algorithm::Iesds => "iesds",
            Algorithm::Supports => "supports",
            Algorithm::LemkeHowson => "lemke-howson",
        }
    }

    /// The algorithm of this name.
    pub fn of_id(id: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.id() == id)
    }
}

/// The steps of an algorithm on a game.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Steps {
    /// Of [`underline`].
    Underline(Underline),
    /// Of [`iesds`].
    Iesds(Iesds),
    /// Of [`supports`].
    Supports(Supports),
    /// Of [`lemke_howson`].
    LemkeHowson(LemkeHowson),
}

/// Why there are no steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepsError {
    /// Every move is fixed.
    NobodyDecides,
    /// The table is larger than [`LARGEST_TABLE`].
    TooLarge {
        /// How many outcomes it has.
        outcomes: usize,
    },
    /// The algorithm is for two players, and not two have a choice.
    NotTwoPlayers {
        /// How many players have several options.
        choosing: usize,
    },
    /// The computation was stopped before anything was known.
    Stopped,
}

impl fmt::Display for StepsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StepsError::NobodyDecides => f.write_str("every move is fixed: nobody decides"),
            StepsError::TooLarge { outcomes } => write!(
                f,
                "the table has {outcomes} outcomes; steps are shown of {LARGEST_TABLE} at most"
            ),
            StepsError::NotTwoPlayers { choosing } if *choosing < 2 => {
                f.write_str("the method is for two players, and there is one alone")
            }
            StepsError::NotTwoPlayers { choosing } => {
                write!(f, "the method is for two players; here {choosing} have several options")
            }
            StepsError::Stopped => f.write_str("stopped before the first step"),
        }
    }
}

impl std::error::Error for StepsError {}

impl From<Stopped> for StepsError {
    fn from(_: Stopped) -> StepsError {
        StepsError::Stopped
    }
}

impl Steps {
    /// Walks through an algorithm.
    ///
    /// ```
    /// use standoff::budget::Budget;
    /// use standoff::explain::learn::{Algorithm, Steps};
    /// use standoff::game::{Player, StrategicGame};
    /// let pennies = StrategicGame::bimatrix(
    ///     Player::plain("even", &["heads", "tails"]),
    ///     Player::plain("odd", &["heads", "tails"]),
    ///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
    /// );
    /// let steps = Steps::new(Algorithm::Supports, &pennies, &Budget::default())?;
    /// let Steps::Supports(supports) = steps else { unreachable!() };
    /// assert_eq!(supports.steps.len(), 9);
    /// assert!(supports.is_all());
    /// # Ok::<(), standoff::explain::learn::StepsError>(())
    /// ```
    ///
    /// # Errors
    /// If the algorithm has nothing to do, or too much to be watched, or was stopped at once.
    pub fn new(
        algorithm: Algorithm,
        game: &StrategicGame,
        budget: &Budget,
    ) -> Result<Steps, StepsError> {
        if game.sizes().is_empty() {
            return Err(StepsError::NobodyDecides);
        }
        if game.outcomes() > LARGEST_TABLE {
            return Err(StepsError::TooLarge { outcomes: game.outcomes() });
        }
        Ok(match algorithm {
            Algorithm::Underline => Steps::Underline(underline(game, budget)?),
            Algorithm::Iesds => Steps::Iesds(iesds(game, budget)?),
            Algorithm::Supports => Steps::Supports(supports(game, budget)?),
            Algorithm::LemkeHowson => Steps::LemkeHowson(lemke_howson(game, budget)?),
        })
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Steps::Underline(_) => Algorithm::Underline,
            Steps::Iesds(_) => Algorithm::Iesds,
            Steps::Supports(_) => Algorithm::Supports,
            Steps::LemkeHowson(_) => Algorithm::LemkeHowson,
        }
    }

    /// Whether the algorithm came to its end, and decided everything.
    pub fn is_complete(&self) -> bool {
        match self {
            Steps::Underline(_) => true,
            Steps::Iesds(iesds) => !iesds.elimination.stopped && iesds.elimination.mixtures_tested,
            Steps::Supports(supports) => supports.is_all(),
            Steps::LemkeHowson(walk) => walk.has_ended(),
        }
    }

    /// Whether a limit kept the algorithm from its end. Supports that no method decides are none.
    pub fn is_limited(&self) -> bool {
        match self {
            Steps::Supports(supports) => supports.is_limited(),
            _ => !self.is_complete(),
        }
    }
}
