//! Pure profiles that all prefer to an equilibrium, and who would break each.

use super::Answer;
use crate::budget::Budget;
use crate::game::{MixedProfile, Profile};
use crate::nash::best_deviation;
use crate::number::{Algebraic, Rational};

/// A pure profile that every player strictly prefers to an equilibrium.
#[derive(Clone, Debug)]
pub struct Preferred {
    /// Preferred to which: an index into [`Answer::equilibria`].
    pub equilibrium: usize,
    /// The profile.
    pub profile: Profile,
    /// What each player gains against the equilibrium, above 0.
    pub gains: Vec<Algebraic>,
    /// Who would rather do something else there; empty if it is itself an equilibrium.
    pub broken_by: Vec<Breach>,
}

/// A player who would not keep to a profile.
#[derive(Clone, Debug)]
pub struct Breach {
    /// Who.
    pub player: usize,
    /// What it would do.
    pub to: usize,
    /// What it gains by it.
    pub gain: Algebraic,
}

/// At most this many are kept for each equilibrium, so that a large table does not fill memory
/// with them.
const MOST_KEPT: usize = 1_000;

/// The best first: by the product of the gains.
pub(super) fn of(answer: &Answer, budget: &Budget) -> Vec<Preferred> {
    let mut preferred = Vec::new();
    if answer.game.sizes().is_empty() {
        // Nobody is left to prefer anything.
        return preferred;
    }
    for equilibrium in 0..answer.equilibria.len() {
        let mut better: Vec<_> = better_profiles(answer, equilibrium, budget).collect();
        let product = |p: &Preferred| p.gains.iter().fold(1.0, |product, g| product * g.to_f64());
        better.sort_by(|a, b| product(b).total_cmp(&product(a)));
        preferred.extend(better);
    }
    preferred
}

fn better_profiles<'a>(
    answer: &'a Answer,
    equilibrium: usize,
    budget: &'a Budget,
) -> impl Iterator<Item = Preferred> + 'a {
    let game = &answer.game;
    let now = answer.equilibria[equilibrium].equilibrium.payoffs();
    let gains = move |index: usize| -> Option<Vec<Algebraic>> {
        let gain = |(player, now): (usize, &Algebraic)| {
            let payoff: Rational = game.table(player).payoff(index);
            Some(Algebraic::from(payoff).minus(now)).filter(Algebraic::is_positive)
        };
        now.iter().enumerate().map(gain).collect()
    };
    let indices = (0..game.outcomes()).take_while(|_| budget.check().is_ok());
    let better = indices.filter_map(move |index| gains(index).map(|gains| (index, gains)));
    better.take(MOST_KEPT).map(move |(index, gains)| {
        let profile = game.profile(index);
        let broken_by = breaches(answer, &profile);
        Preferred { equilibrium, profile, gains, broken_by }
    })
}

fn breaches(answer: &Answer, profile: &Profile) -> Vec<Breach> {
    let game = &answer.game;
    let mixed = MixedProfile::pure(profile, game.sizes());
    let players = 0..game.sizes().len();
    let breach = |player| best_deviation(game, &mixed, player);
    let found = players.filter_map(breach);
    found.map(|d| Breach { player: d.player, to: d.option, gain: d.gain }).collect()
}
