//! The definition of a Nash equilibrium, and its exact check.
//!
//! A mixed profile $x$ is a Nash equilibrium when no player has a better option:
//!
//! $$ u_i(a, x_{-i}) \le u_i(x) \quad \text{for every player } i \text{ and option } a. $$
//!
//! J. Nash, "Equilibrium points in n-person games", PNAS 36 (1950) 48–49. It is enough to test
//! pure deviations, since a mixed one is an average of them.

use crate::game::{MixedProfile, Mixture, OptionPayoffs, StrategicGame, Weights};
use crate::number::{Algebraic, Rational};

/// A profile that was checked to be a Nash equilibrium. There is no other way to make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equilibrium {
    profile: MixedProfile,
    payoffs: Vec<Algebraic>,
}

/// Why a profile is not an equilibrium: a player gains by changing alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Who would deviate.
    pub player: usize,
    /// The best option to deviate to; the first in file order of several.
    pub option: usize,
    /// What the player gains by it, above 0.
    pub gain: Algebraic,
}

impl Equilibrium {
    /// Checks the definition, exactly.
    ///
    /// ```
    /// use standoff::game::{MixedProfile, Player, Profile, StrategicGame};
    /// use standoff::nash::Equilibrium;
    /// let dilemma = StrategicGame::bimatrix(
    ///     Player::plain("row", &["silent", "talk"]),
    ///     Player::plain("column", &["silent", "talk"]),
    ///     &[&[(-1, -1), (-3, 0)], &[(0, -3), (-2, -2)]],
    /// );
    /// let both_talk = MixedProfile::pure(&Profile(vec![1, 1]), dilemma.sizes());
    /// assert!(Equilibrium::check(&dilemma, both_talk).is_ok());
    /// let both_silent = MixedProfile::pure(&Profile(vec![0, 0]), dilemma.sizes());
    /// assert_eq!(Equilibrium::check(&dilemma, both_silent).unwrap_err().option, 1);
    /// ```
    ///
    /// # Errors
    /// The first player's [`Deviation`] with the largest gain.
    ///
    /// # Panics
    /// If the profile does not fit the game's sizes.
    pub fn check(game: &StrategicGame, profile: MixedProfile) -> Result<Equilibrium, Deviation> {
        let easily = payoffs_if_pure(game, &profile).or_else(|| payoffs_if_small(game, &profile));
        if let Some(payoffs) = easily {
            return Ok(Equilibrium { profile, payoffs });
        }
        let mut payoffs = Vec::new();
        for player in 0..game.sizes().len() {
            let options = game.option_payoffs(player, &profile);
            let payoff = average(&options, &profile.mixtures()[player]);
            if let Some(deviation) = largest_gain(player, &options, &payoff) {
                return Err(deviation);
            }
            payoffs.push(payoff);
        }
        Ok(Equilibrium { profile, payoffs })
    }

    /// The strategies.
    pub fn profile(&self) -> &MixedProfile {
        &self.profile
    }

    /// Each player's expected payoff.
    pub fn payoffs(&self) -> &[Algebraic] {
        &self.payoffs
    }
}

/// The payoffs of a pure profile from which nobody gains by changing, straight from the tables.
fn payoffs_if_pure(game: &StrategicGame, profile: &MixedProfile) -> Option<Vec<Algebraic>> {
    let pure = profile.as_pure()?;
    let index = game.index(&pure);
    let content = |player: usize| {
        let (table, stride) = (game.table(player), game.stride(player));
        let base = index - pure.0[player] * stride;
        (0..game.sizes()[player]).all(|o| table.compare(base + o * stride, index).is_le())
    };
    let players = 0..game.sizes().len();
    let payoff = |player: usize| game.table(player).payoff(index).into();
    players.clone().all(content).then(|| players.map(payoff).collect())
}

/// The payoffs of an equilibrium whose numbers are small: every option that is played is best.
fn payoffs_if_small(game: &StrategicGame, profile: &MixedProfile) -> Option<Vec<Algebraic>> {
    let weights = Weights::of(profile)?;
    let payoff = |player: usize| {
        let OptionPayoffs { numerators, denominator } = weights.option_payoffs(game, player)?;
        let best = *numerators.iter().max()?;
        let is_best = weights.played(player).all(|option| numerators[option] == best);
        let payoff = || Rational::ratio(best.into(), denominator.into());
        if is_best { payoff().map(Algebraic::from) } else { None }
    };
    (0..game.sizes().len()).map(payoff).collect()
}

/// The player's best pure deviation from the profile, if it gains anything.
pub fn best_deviation(
    game: &StrategicGame,
    profile: &MixedProfile,
    player: usize,
) -> Option<Deviation> {
    let options = game.option_payoffs(player, profile);
    largest_gain(player, &options, &average(&options, &profile.mixtures()[player]))
}

fn average(payoffs: &[Algebraic], mixture: &Mixture) -> Algebraic {
    let terms = payoffs.iter().zip(mixture).filter(|(_, p)| !p.is_zero());
    terms.map(|(payoff, p)| payoff.times(p)).sum()
}

fn largest_gain(player: usize, options: &[Algebraic], now: &Algebraic) -> Option<Deviation> {
    let mut best: Option<Deviation> = None;
    for (option, payoff) in options.iter().enumerate() {
        let gain = payoff.minus(now);
        let better = best.as_ref().is_none_or(|best| gain > best.gain);
        if gain.is_positive() && better {
            best = Some(Deviation { player, option, gain });
        }
    }
    best
}
