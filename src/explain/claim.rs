//! Judging claims about the answer: `--assert` and `[[expect]]`.

use std::cmp::Ordering;

use itertools::Itertools;

use super::{Answer, EquilibriumInFull};
use crate::game::{MixedProfile, Mixture};
use crate::number::{Algebraic, Rational};
use crate::scenario::{Claim, NodeKind, OutcomeName, Relation, Scenario, Subject};

/// What an answer says of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not; what is the case instead, as far as one value says it.
    Fails {
        /// The values found at the equilibria, or the number of equilibria.
        found: Vec<Algebraic>,
    },
    /// Not every equilibrium is known, and those that are do not decide it.
    Undecided,
}

/// The least and the largest value of something over a connected set of equilibria.
type Range = (Algebraic, Algebraic);

/// Judges a claim. It is true at every equilibrium, those of continua included; with `some:` at
/// one at least.
pub fn judge(claim: &Claim, scenario: &Scenario, answer: &Answer) -> Verdict {
    match &claim.subject {
        Subject::Outcome { equal, name: OutcomeName::Kind(kind) } => {
            let holds = (answer.outcome.kind.id() == kind) == *equal;
            decided(holds, answer, Vec::new)
        }
        Subject::Outcome { equal, name: OutcomeName::Regime(regime) } => {
            let named = |e: &EquilibriumInFull| (e.regimes.certain() == Some(*regime)) == *equal;
            quantified(claim.some, answer, answer.equilibria.iter().map(named), Vec::new)
        }
        Subject::Equilibria { relation, value } => {
            let count = Rational::from(i64::try_from(answer.equilibria.len()).unwrap_or(i64::MAX));
            decided(relation.holds(count.cmp(value)), answer, || vec![count.clone().into()])
        }
        Subject::Probability { node, choice, relation, value } => {
            let probability = |profile: &MixedProfile| {
                let Some(choice) = *choice else { return Algebraic::ZERO };
                if let NodeKind::Fixed { mixture, .. } = &scenario.nodes()[*node].kind {
                    return mixture[choice].clone().into();
                }
                let strategy = scenario.strategies(profile).swap_remove(*node);
                strategy.map_or(Algebraic::ZERO, |mixture| mixture[choice].clone())
            };
            compared(claim.some, answer, probability, (*relation, value))
        }
        Subject::Payoff { stakeholder, relation, value } => {
            let payoff = |profile: &MixedProfile| {
                scenario.expected_points(*stakeholder, &scenario.strategies(profile)).iter().sum()
            };
            compared(claim.some, answer, payoff, (*relation, value))
        }
    }
}

/// A claim about the whole answer: only a complete one decides it.
fn decided(holds: bool, answer: &Answer, found: impl Fn() -> Vec<Algebraic>) -> Verdict {
    match (answer.coverage.is_all(), holds) {
        (false, _) => Verdict::Undecided,
        (true, true) => Verdict::Holds,
        (true, false) => Verdict::Fails { found: found() },
    }
}

/// A claim about each equilibrium, or about one.
fn quantified(
    some: bool,
    answer: &Answer,
    mut each: impl Iterator<Item = bool>,
    found: impl Fn() -> Vec<Algebraic>,
) -> Verdict {
    // One example settles `some`, one exception settles the rest, whatever else is unknown.
    let settled = each.any(|holds| holds == some);
    match (settled, some, answer.coverage.is_all()) {
        (true, true, _) | (false, false, true) => Verdict::Holds,
        (true, false, _) | (false, true, true) => Verdict::Fails { found: found() },
        (false, _, false) => Verdict::Undecided,
    }
}

/// A comparison of a value that is multilinear in the strategies.
fn compared(
    some: bool,
    answer: &Answer,
    value: impl Fn(&MixedProfile) -> Algebraic,
    (relation, bound): (Relation, &Rational),
) -> Verdict {
    let bound = Algebraic::from(bound.clone());
    let ranges = ranges(answer, value);
    let holds = |range: &Range| {
        if some {
            relation_somewhere(relation, range, &bound)
        } else {
            throughout(relation, range, &bound)
        }
    };
    let found =
        || ranges.iter().flat_map(|(low, high)| [low.clone(), high.clone()]).dedup().collect();
    quantified(some, answer, ranges.iter().map(holds), found)
}

/// The values of every isolated equilibrium, and the range over every subset of a continuum:
/// a multilinear function has its extremes at the vertices, and takes every value in between.
fn ranges(answer: &Answer, value: impl Fn(&MixedProfile) -> Algebraic) -> Vec<Range> {
    let listed = answer.equilibria.iter().map(|e| {
        let value = value(e.equilibrium.profile());
        (value.clone(), value)
    });
    let continua = answer.components.iter().filter(|component| !component.is_isolated());
    let subsets = continua.flat_map(|component| &component.subsets).filter_map(|subset| {
        let factors = subset.factors.iter().map(|factor| factor.iter().cloned());
        let vertices = factors.multi_cartesian_product();
        let values = vertices.filter_map(|vertex: Vec<Mixture>| MixedProfile::new(vertex).ok());
        let values: Vec<_> = values.map(|profile| value(&profile)).collect();
        Some((values.iter().min()?.clone(), values.iter().max()?.clone()))
    });
    listed.chain(subsets).collect()
}

fn throughout(relation: Relation, (low, high): &Range, bound: &Algebraic) -> bool {
    match relation {
        Relation::Unequal => high < bound || bound < low,
        _ => relation.holds(low.cmp(bound)) && relation.holds(high.cmp(bound)),
    }
}

fn relation_somewhere(relation: Relation, (low, high): &Range, bound: &Algebraic) -> bool {
    match relation {
        Relation::Equal => low <= bound && bound <= high,
        Relation::Unequal => {
            (low.cmp(bound), high.cmp(bound)) != (Ordering::Equal, Ordering::Equal)
        }
        _ => relation.holds(low.cmp(bound)) || relation.holds(high.cmp(bound)),
    }
}
