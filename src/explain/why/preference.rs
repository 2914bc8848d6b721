//! Why one option is better than another: interest by interest, and where the comparison turns.
//!
//! With weights $w_k$ and the differences $d_k$ of the two options' scores, the first option is
//! better exactly if $\sum_k w_k d_k > 0$. With the other weights held, the comparison turns at
//!
//! $$ w_k^* = w_k - \frac{\sum_j w_j d_j}{d_k} \quad (d_k \ne 0), $$
//!
//! which is a weight if it is not negative and some weight is then positive.

use super::{PayoffTrace, Situation};
use crate::number::{Algebraic, Rational};
use crate::scenario::{NodeId, Scenario, StakeholderId};

/// What a player's options bring in one situation, and why one is better than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// Whose options.
    pub who: StakeholderId,
    /// The move.
    pub node: NodeId,
    /// What the others do; the mover's own strategy in it does not count.
    pub situation: Situation,
    /// The options compared, each with what it brings.
    pub options: Vec<(usize, PayoffTrace)>,
    /// The option that the others are held against: the one asked about, else the best.
    pub contrasted: usize,
    /// That option against each other one, in file order.
    pub contrasts: Vec<Contrast>,
}

/// Two options, interest by interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The two options.
    pub options: [usize; 2],
    /// What each brings.
    pub payoffs: [Algebraic; 2],
    /// For each interest, what the first option adds more than the second.
    pub differences: Vec<Algebraic>,
    /// The sum: by how much the first is better.
    pub difference: Algebraic,
    /// The interest that does most for the result; of a tie, the one that is moved most. `None` if
    /// no interest tells the options apart.
    pub decisive: Option<usize>,
    /// Where the comparison turns, one weight changed: the nearest first, in proportion to the
    /// weight.
    pub turns: Vec<TurningPoint>,
}

/// A weight at which two options are worth the same; beyond it the other one is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurningPoint {
    /// The interest.
    pub interest: usize,
    /// Its weight, in the file's own unit.
    pub now: Rational,
    /// The weight at which the comparison turns, the others held.
    pub at: Algebraic,
}

impl Preference {
    /// Compares options of a move; the first of the best unless one is `asked` about. `None` if
    /// chance cannot be as given, or there is nothing to compare.
    pub fn new(
        scenario: &Scenario,
        node: NodeId,
        situation: Situation,
        options: &[usize],
        asked: Option<usize>,
    ) -> Option<Preference> {
        let who = scenario.nodes()[node].player()?;
        let trace = |&option: &usize| {
            let situation = situation.with(scenario, node, option);
            Some((option, PayoffTrace::new(scenario, who, &situation)?))
        };
        let options: Vec<_> = options.iter().map(trace).collect::<Option<_>>()?;
        let best = options.iter().map(|(_, trace)| &trace.payoff).max()?;
        let best = options.iter().find(|(_, trace)| trace.payoff == *best)?.0;
        let contrasted = asked.unwrap_or(best);
        let (_, first) = options.iter().find(|(option, _)| *option == contrasted)?;
        let others = options.iter().filter(|(option, _)| *option != contrasted);
        let contrast = |(option, trace): &(usize, PayoffTrace)| {
            Contrast::new([contrasted, *option], [first, trace])
        };
        let contrasts = others.map(contrast).collect();
        Some(Preference { who, node, situation, options, contrasted, contrasts })
    }

    /// All options of a move.
    pub fn among_all(
        scenario: &Scenario,
        node: NodeId,
        situation: Situation,
        asked: Option<usize>,
    ) -> Option<Preference> {
        let options: Vec<usize> = (0..scenario.nodes()[node].choices.len()).collect();
        Preference::new(scenario, node, situation, &options, asked)
    }

    /// What an option brings, and why.
    pub fn trace(&self, option: usize) -> Option<&PayoffTrace> {
        self.options.iter().find(|(other, _)| *other == option).map(|(_, trace)| trace)
    }

    /// The contrast with the best of the other options; the first in file order of several.
    pub fn rival(&self) -> Option<&Contrast> {
        let best = |a: &&Contrast, b: &&Contrast| a.payoffs[1].cmp(&b.payoffs[1]);
        self.contrasts.iter().rev().max_by(best)
    }

    /// The effects that it rests on: those that may hold with some option, in file order.
    pub fn cited(&self) -> Vec<usize> {
        let mut cited: Vec<usize> =
            self.options.iter().flat_map(|(_, trace)| trace.cited()).collect();
        cited.sort_unstable();
        cited.dedup();
        cited
    }
}

impl Contrast {
    /// Holds two options against each other.
    pub(super) fn new(options: [usize; 2], traces: [&PayoffTrace; 2]) -> Contrast {
        let lines = traces[0].lines.iter().zip(&traces[1].lines);
        let differences: Vec<_> = lines.map(|(a, b)| a.points.minus(&b.points)).collect();
        let difference = traces[0].payoff.minus(&traces[1].payoff);
        Contrast {
            options,
            payoffs: traces.map(|trace| trace.payoff.clone()),
            decisive: decisive(&differences, &difference),
            turns: turns(traces),
            differences,
            difference,
        }
    }
}

fn decisive(differences: &[Algebraic], difference: &Algebraic) -> Option<usize> {
    let support = |d: &Algebraic| match difference.sign() {
        std::cmp::Ordering::Less => d.negated(),
        std::cmp::Ordering::Equal => d.abs(),
        std::cmp::Ordering::Greater => d.clone(),
    };
    let supports: Vec<Algebraic> = differences.iter().map(support).collect();
    let most = supports.iter().max().filter(|most| most.is_positive())?;
    supports.iter().position(|support| support == most)
}

fn turns(traces: [&PayoffTrace; 2]) -> Vec<TurningPoint> {
    let lines = traces[0].lines.iter().zip(&traces[1].lines);
    let scores: Vec<Algebraic> = lines.map(|(a, b)| a.score.minus(&b.score)).collect();
    let weights: Vec<&Rational> = traces[0].lines.iter().map(|line| &line.weight).collect();
    let weighted = weights.iter().zip(&scores).map(|(&w, d)| d.times(&w.clone().into()));
    let sum: Algebraic = weighted.sum();
    if sum.is_zero() {
        return Vec::new();
    }
    let turn = |interest: usize| {
        let step = sum.over(&scores[interest])?;
        let now = weights[interest].clone();
        let at = Algebraic::from(now.clone()).minus(&step);
        let others = weights.iter().enumerate().filter(|(other, _)| *other != interest);
        let others_count = others.into_iter().any(|(_, weight)| weight.is_positive());
        let is_weight = at.is_positive() || at.is_zero() && others_count;
        is_weight.then_some((step, TurningPoint { interest, now, at }))
    };
    let mut found: Vec<_> = (0..weights.len()).filter_map(turn).collect();
    found.sort_by_key(|(step, turn)| {
        let proportion = step.abs().over(&turn.now.clone().into());
        (proportion.is_none(), proportion)
    });
    found.into_iter().map(|(_, turn)| turn).collect()
}
