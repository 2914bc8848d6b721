//! What a pure outcome brings. Tables have millions of outcomes, so nothing is averaged where
//! there is only one play.

use crate::game::{MixedProfile, Mixture, Profile, StrategicGame};
use crate::number::{Algebraic, Rational};
use crate::scenario::{NodeKind, Results, Scenario, StakeholderId};

/// A pure outcome of a table.
pub(super) enum Outcome<'s> {
    /// There is one play.
    Certain { scenario: &'s Scenario, results: Results },
    /// Chance, or a move that is fixed to a mixture, leaves several.
    Uncertain { scenario: &'s Scenario, strategies: Vec<Option<Mixture>> },
}

impl<'s> Outcome<'s> {
    pub(super) fn new(scenario: &'s Scenario, game: &StrategicGame, profile: &Profile) -> Self {
        if let Some(results) = only_play(scenario, profile) {
            return Outcome::Certain { scenario, results };
        }
        let mixed = MixedProfile::pure(profile, game.sizes());
        Outcome::Uncertain { scenario, strategies: scenario.strategies(&mixed) }
    }

    /// What each interest of a stakeholder adds to its payoff.
    pub(super) fn points(&self, who: StakeholderId) -> Vec<Algebraic> {
        match self {
            Outcome::Certain { scenario, results } => {
                let traced = scenario.trace(who, results).into_iter();
                traced.map(|interest| interest.points.into()).collect()
            }
            Outcome::Uncertain { scenario, strategies } => {
                scenario.expected_points(who, strategies)
            }
        }
    }

    /// The regime, if it is certain.
    pub(super) fn regime(&self) -> Option<usize> {
        match self {
            Outcome::Certain { scenario, results } => scenario.regime(results),
            Outcome::Uncertain { scenario, strategies } => {
                scenario.regime_shares(strategies).certain()
            }
        }
    }
}

/// The only play, if there is one.
fn only_play(scenario: &Scenario, profile: &Profile) -> Option<Results> {
    let mut options = profile.0.iter();
    let mut results = Vec::with_capacity(scenario.nodes().len());
    for node in scenario.nodes() {
        let choice = match &node.kind {
            NodeKind::Move { .. } => *options.next()?,
            NodeKind::Fixed { mixture, .. } => mixture.iter().position(|p| *p == Rational::ONE)?,
            NodeKind::Chance { .. } => return None,
        };
        results.push(node.when.holds(&results).then_some(choice));
    }
    Some(results)
}

/// Whether a player could not do better alone.
pub(super) fn is_best(game: &StrategicGame, player: usize, profile: &Profile) -> bool {
    let (table, stride) = (game.table(player), game.stride(player));
    let here = game.index(profile);
    let first = here - profile.0[player] * stride;
    (0..game.sizes()[player]).all(|option| table.compare(first + option * stride, here).is_le())
}
