//! Dominated options, each with the mixture that proves it, and their iterated elimination.
//!
//! An option $a$ of player $i$ is strictly dominated by a mixture $\lambda$ of its options when
//!
//! $$ \sum_k \lambda_k u_i(k, s_{-i}) > u_i(a, s_{-i}) \quad\text{for every } s_{-i}; $$
//!
//! weakly, when $\ge$ holds everywhere and $>$ somewhere. No equilibrium plays an option that
//! iterated strict dominance deletes; an equilibrium may play a weakly dominated one, so weak
//! dominance is information only.

mod elimination;
mod mixture;
mod weights;

pub(crate) use elimination::dominates;
pub use elimination::{Elimination, strict, weak};
pub use weights::Weights;

use crate::game::{Profile, StrategicGame};
use crate::linalg::dot;
use crate::number::Rational;

/// An option that is dominated, and its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dominated {
    /// The player's index.
    pub player: usize,
    /// The option's index.
    pub option: usize,
    /// The dominating mixture: a probability for each option of the player.
    pub by: Weights,
    /// Whether it is better against everything, not only never worse and somewhere better.
    pub strict: bool,
    /// The round of elimination, from 1. The proof is against the options of the other players
    /// that earlier rounds left.
    pub round: usize,
}

impl Dominated {
    /// Verifies the domination payoff by payoff, against the others' options in `against`.
    ///
    /// ```
    /// use standoff::budget::Budget;
    /// use standoff::dominance::strict;
    /// use standoff::game::{Player, StrategicGame};
    /// let dilemma = StrategicGame::bimatrix(
    ///     Player::plain("row", &["silent", "talk"]),
    ///     Player::plain("column", &["silent", "talk"]),
    ///     &[&[(-1, -1), (-3, 0)], &[(0, -3), (-2, -2)]],
    /// );
    /// let elimination = strict(&dilemma, &Budget::default());
    /// assert_eq!(elimination.kept, [[1], [1]]);
    /// let everything = [vec![0, 1], vec![0, 1]];
    /// assert!(elimination.dominated[0].check(&dilemma, &everything).is_ok());
    /// ```
    ///
    /// # Errors
    /// The first profile (with the dominated option) where the mixture is not better, or not even
    /// as good; the first profile of all if `by` is no mixture or if nowhere is it better.
    ///
    /// # Panics
    /// If the indices do not fit the game.
    pub fn check(&self, game: &StrategicGame, against: &[Vec<usize>]) -> Result<(), Profile> {
        let (table, stride) = (game.table(self.player), game.stride(self.player));
        let at = |base: usize| game.profile(base + self.option * stride);
        let mut bases = game.opposing(self.player, against).peekable();
        let first = bases.peek().copied().unwrap_or_default();
        let sum: Rational = self.by.iter().cloned().sum();
        if self.by.iter().any(Rational::is_negative) || sum != Rational::ONE {
            return Err(at(first));
        }
        let mut better = false;
        for base in bases {
            let payoffs: Vec<_> =
                (0..self.by.len()).map(|k| table.payoff(base + k * stride)).collect();
            let gain = dot(&self.by, &payoffs) - &payoffs[self.option];
            if gain.is_negative() || (self.strict && gain.is_zero()) {
                return Err(at(base));
            }
            better |= gain.is_positive();
        }
        if better { Ok(()) } else { Err(at(first)) }
    }
}
