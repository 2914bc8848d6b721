//! Whence a payoff comes: plays, scores, and the effects behind them.
//!
//! A *play* is one run through the nodes: the result of each, `None` where it was not reached.
//! Scores are read off a play; what a stakeholder expects is the average over plays.

use super::{NodeKind, Scenario, StakeholderId};
use crate::game::Mixture;
use crate::number::{Algebraic, Rational};

/// The result of each node of a play, in the order of play; `None`: not reached.
pub type Results = Vec<Option<usize>>;

/// A play and how probable it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// The result of each node.
    pub results: Results,
    /// Its probability, above 0.
    pub probability: Algebraic,
}

/// What one interest contributes to a payoff at a play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterestPoints {
    /// The interest: an index into [`super::Stakeholder::interests`].
    pub interest: usize,
    /// Its share of the stakeholder's attention.
    pub share: Rational,
    /// Its score before any effect; in a table of payoffs the whole of it.
    pub base: Rational,
    /// The effects that hold and touch it, in file order.
    pub effects: Vec<EffectPoints>,
    /// `base` and the effects' points, added.
    pub score: Rational,
    /// `share × score`: what it adds to the payoff.
    pub points: Rational,
}

/// What one effect adds to an interest's score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectPoints {
    /// The effect: an index into [`Scenario::effects`].
    pub effect: usize,
    /// An index into [`super::Effect::points`].
    pub points: usize,
    /// How many points.
    pub value: Rational,
}

/// How probable each regime is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegimeShares {
    /// The probability of each regime, in file order.
    pub shares: Vec<Algebraic>,
    /// The probability that no regime holds.
    pub unnamed: Algebraic,
}

impl RegimeShares {
    /// The regime that is certain, if one is.
    pub fn certain(&self) -> Option<usize> {
        self.shares.iter().position(|share| *share == Algebraic::ONE)
    }
}

impl Scenario {
    /// Where each number of a payoff comes from: the interests' points at a play. They sum to
    /// the payoff exactly.
    pub fn trace(&self, who: StakeholderId, results: &[Option<usize>]) -> Vec<InterestPoints> {
        let shares = self.shares(who).into_iter().enumerate();
        let interest = |(interest, share): (usize, Rational)| {
            let base = self.likely(&self.stakeholders[who].interests[interest].base);
            let base = base + self.tabled(who, results);
            let effects = self.effects_on(who, interest, results);
            let score: Rational = effects.iter().map(|effect| effect.value.clone()).sum();
            let score = score + &base;
            let points = &share * &score;
            InterestPoints { interest, share, base, effects, score, points }
        };
        shares.map(interest).collect()
    }

    fn effects_on(
        &self,
        who: StakeholderId,
        interest: usize,
        results: &[Option<usize>],
    ) -> Vec<EffectPoints> {
        let mut found = Vec::new();
        for (effect, at) in self.effects.iter().enumerate() {
            let touching = at.points.iter().enumerate();
            let touching = touching.filter(|(_, p)| p.stakeholder == who && p.interest == interest);
            let touching: Vec<_> = touching.collect();
            if !touching.is_empty() && at.when.holds(results) {
                found.extend(touching.into_iter().map(|(points, p)| EffectPoints {
                    effect,
                    points,
                    value: self.likely(&p.value),
                }));
            }
        }
        found
    }

    /// A stakeholder's payoff at a play.
    pub fn payoff(&self, who: StakeholderId, results: &[Option<usize>]) -> Rational {
        self.trace(who, results).into_iter().map(|interest| interest.points).sum()
    }

    /// The plays that have a positive probability when the free moves are played by
    /// `strategies` (one for each node; `None` for chance and fixed moves), as `believer` sees
    /// chance (`None`: the common prior). Their probabilities sum to 1.
    pub fn plays(
        &self,
        strategies: &[Option<Mixture>],
        believer: Option<StakeholderId>,
    ) -> Vec<Play> {
        let mut plays = vec![Play { results: Vec::new(), probability: Algebraic::ONE }];
        for node in 0..self.nodes.len() {
            let next = |play: &Play| self.continuations(node, strategies, believer, play);
            plays = plays.iter().flat_map(next).collect();
        }
        plays
    }

    fn continuations(
        &self,
        node: usize,
        strategies: &[Option<Mixture>],
        believer: Option<StakeholderId>,
        play: &Play,
    ) -> Vec<Play> {
        let extended = |result: Option<usize>, odds: &Algebraic| {
            let mut results = play.results.clone();
            results.push(result);
            Play { results, probability: play.probability.times(odds) }
        };
        if !self.nodes[node].when.holds(&play.results) {
            return vec![extended(None, &Algebraic::ONE)];
        }
        let odds = self.odds(node, strategies, believer, &play.results);
        let possible = odds.iter().enumerate().filter(|(_, odds)| !odds.is_zero());
        possible.map(|(choice, odds)| extended(Some(choice), odds)).collect()
    }

    /// The probability of each choice at a node that is reached with these results before it.
    fn odds(
        &self,
        node: usize,
        strategies: &[Option<Mixture>],
        believer: Option<StakeholderId>,
        results: &[Option<usize>],
    ) -> Mixture {
        match &self.nodes[node].kind {
            NodeKind::Move { .. } => strategies[node].clone().unwrap_or_default(),
            NodeKind::Fixed { mixture, .. } => mixture.iter().cloned().map(Into::into).collect(),
            NodeKind::Chance { .. } => {
                let odds = self.law(node, believer).map(|law| law.at(results));
                let judgements = odds.into_iter().flat_map(|odds| &odds.probabilities);
                judgements.map(|judgement| self.likely(judgement).into()).collect()
            }
        }
    }

    /// What each interest of a stakeholder adds to its expected payoff; they sum to it exactly.
    pub fn expected_points(
        &self,
        who: StakeholderId,
        strategies: &[Option<Mixture>],
    ) -> Vec<Algebraic> {
        if let Some(payoff) = self.expected_of_table(who, strategies) {
            return vec![payoff];
        }
        let mut expected = vec![Algebraic::ZERO; self.stakeholders[who].interests.len()];
        for play in self.plays(strategies, Some(who)) {
            for (sum, interest) in expected.iter_mut().zip(self.trace(who, &play.results)) {
                *sum = sum.plus(&play.probability.times(&interest.points.into()));
            }
        }
        expected
    }

    /// The regime that names a play: the first that holds.
    pub fn regime(&self, results: &[Option<usize>]) -> Option<usize> {
        self.regimes.iter().position(|regime| regime.when.holds(results))
    }

    /// How probable each regime is, by the common prior.
    pub fn regime_shares(&self, strategies: &[Option<Mixture>]) -> RegimeShares {
        let mut shares = vec![Algebraic::ZERO; self.regimes.len()];
        if shares.is_empty() {
            return RegimeShares { shares, unnamed: Algebraic::ONE };
        }
        let mut unnamed = Algebraic::ZERO;
        for play in self.plays(strategies, None) {
            let share = match self.regime(&play.results) {
                Some(regime) => &mut shares[regime],
                None => &mut unnamed,
            };
            *share = share.plus(&play.probability);
        }
        RegimeShares { shares, unnamed }
    }
}
