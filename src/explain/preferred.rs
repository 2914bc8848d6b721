//! Pure profiles that all prefer to an equilibrium, and who would break each.

use itertools::Itertools;

use super::{Answer, Unfinished};
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

/// At most this many are kept for each equilibrium, the best, so that a large table does not fill
/// memory with them.
const MOST_KEPT: usize = 1_000;

/// The profiles, the best first by the product of the gains, and what is not among them.
pub(super) fn of(answer: &Answer, budget: &Budget) -> (Vec<Preferred>, Vec<Unfinished>) {
    let (mut preferred, mut left_out) = (Vec::new(), 0);
    if answer.game.sizes().is_empty() {
        // Nobody is left to prefer anything.
        return (preferred, Vec::new());
    }
    let equilibria = 0..answer.equilibria.len();
    for equilibrium in equilibria.take_while(|_| budget.check().is_ok()) {
        let mut found: usize = 0;
        let better = better_profiles(answer, equilibrium, budget).inspect(|_| found += 1);
        let best = better.k_largest_by(MOST_KEPT, |(a, i), (b, j)| a.cmp(b).then(j.cmp(i)));
        preferred.extend(best.map(|(_, index)| told(answer, equilibrium, index)));
        left_out += found.saturating_sub(MOST_KEPT);
    }
    let mut unfinished = Vec::new();
    if left_out > 0 {
        unfinished.push(Unfinished::PreferredLeftOut { profiles: left_out });
    }
    if budget.check().is_err() {
        unfinished.push(Unfinished::Preferred);
    }
    (preferred, unfinished)
}

/// Where the better profiles stand in the tables, each with the product of the gains.
fn better_profiles(
    answer: &Answer,
    equilibrium: usize,
    budget: &Budget,
) -> impl Iterator<Item = (Algebraic, usize)> {
    let indices = (0..answer.game.outcomes()).take_while(|_| budget.check().is_ok());
    indices.filter_map(move |index| {
        let gains = gains(answer, equilibrium, index)?;
        Some((gains.iter().fold(Algebraic::ONE, |product, gain| product.times(gain)), index))
    })
}

/// What each player gains at a pure profile against an equilibrium, if all gain.
fn gains(answer: &Answer, equilibrium: usize, index: usize) -> Option<Vec<Algebraic>> {
    let now = answer.equilibria[equilibrium].equilibrium.payoffs().iter().enumerate();
    let gain = |(player, now): (usize, &Algebraic)| {
        let payoff: Rational = answer.game.table(player).payoff(index);
        Some(Algebraic::from(payoff).minus(now)).filter(Algebraic::is_positive)
    };
    now.map(gain).collect()
}

fn told(answer: &Answer, equilibrium: usize, index: usize) -> Preferred {
    let profile = answer.game.profile(index);
    let broken_by = breaches(answer, &profile);
    let gains = gains(answer, equilibrium, index).unwrap_or_default();
    Preferred { equilibrium, profile, gains, broken_by }
}

fn breaches(answer: &Answer, profile: &Profile) -> Vec<Breach> {
    let game = &answer.game;
    let mixed = MixedProfile::pure(profile, game.sizes());
    let players = 0..game.sizes().len();
    let breach = |player| best_deviation(game, &mixed, player);
    let found = players.filter_map(breach);
    found.map(|d| Breach { player: d.player, to: d.option, gain: d.gain }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceText;
    use crate::explain::Question;

    #[test]
    fn gains_of_any_size_are_compared() {
        let text = r#"
standoff = 1
[players.a]
[players.b]
[[moves]]
player = "a"
options = { x = "", y = "", z = "" }
[[moves]]
player = "b"
options = { x = "", y = "", z = "" }
[[effects]]
when = "a.y & b.y"
a = 1e300
b = 1e300
[[effects]]
when = "a.z & b.z"
a = 2e300
b = 2e300
[[effects]]
when = "a.x & (b.y | b.z)"
a = 1e301
b = -1
[[effects]]
when = "b.x & (a.y | a.z)"
a = -1
b = 1e301
"#;
        let source = SourceText::new("large.toml", text);
        let scenario = crate::format::read(source, &|_| Err("no files".into())).scenario.unwrap();
        let answer = Answer::new(&scenario, Question::default(), &Budget::default()).unwrap();
        assert_eq!(answer.equilibria.len(), 1);
        let preferred = answer.preferred_by_all.iter().map(|preferred| preferred.profile.0[0]);
        assert_eq!(preferred.collect::<Vec<_>>(), [2, 1]);
    }
}
