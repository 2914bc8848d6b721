//! Judging claims about the answer: `--assert` and `[[expect]]`.

use std::cmp::Ordering;

use itertools::Itertools;

use super::{Answer, EquilibriumInFull, OutcomeKind};
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
            let known = std::slice::from_ref(&answer.outcome.kind);
            let possible = if answer.coverage.is_all() { known } else { known[0].may_become() };
            let is_named = |possible: &OutcomeKind| possible.id() == kind;
            match (possible.iter().any(is_named), possible.iter().all(is_named)) {
                (true, false) => Verdict::Undecided,
                (named, _) if named == *equal => Verdict::Holds,
                _ => Verdict::Fails { found: Vec::new() },
            }
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
            let probability = |equilibrium: &EquilibriumInFull| {
                let Some(choice) = *choice else { return Algebraic::ZERO };
                if let NodeKind::Fixed { mixture, .. } = &scenario.nodes()[*node].kind {
                    return mixture[choice].clone().into();
                }
                let strategy = &equilibrium.strategies[*node];
                strategy.as_ref().map_or(Algebraic::ZERO, |mixture| mixture[choice].clone())
            };
            compared(claim.some, answer, probability, (*relation, value))
        }
        Subject::Payoff { stakeholder, relation, value } => {
            let payoff =
                |equilibrium: &EquilibriumInFull| equilibrium.payoffs[*stakeholder].clone();
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
    value: impl Fn(&EquilibriumInFull) -> Algebraic,
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

/// The range over every component. A multilinear function has its extremes at the extreme
/// equilibria, and takes every value in between, since a component is connected. Of a curve only
/// samples are known, each by itself.
fn ranges(answer: &Answer, value: impl Fn(&EquilibriumInFull) -> Algebraic) -> Vec<Range> {
    let parts = answer.components.iter().flat_map(|component| {
        let together = if component.subsets.is_empty() { 1 } else { component.equilibria.len() };
        component.equilibria.chunks(together.max(1))
    });
    let range = |part: &[usize]| {
        let values = part.iter().map(|&at| value(&answer.equilibria[at]));
        values.minmax().into_option()
    };
    parts.filter_map(range).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::diagnostic::SourceText;
    use crate::explain::Question;
    use crate::format::request;

    /// Whatever `a` does, it gains nothing; `b` likes `left` where `a` plays `up`.
    const TIES: &str = r#"
standoff = 1
[players.a]
[players.b]
[[moves]]
player = "a"
options = { up = "", mid = "", down = "" }
[[moves]]
player = "b"
options = { left = "", right = "" }
[[effects]]
when = "up & left"
b = 1
[[effects]]
when = "left | right"
b = 1
"#;

    fn solved(text: &str) -> (Scenario, Answer) {
        let source = SourceText::new("ties.toml", text);
        let scenario = crate::format::read(source, &|_| Err("no files".into())).scenario.unwrap();
        let answer = Answer::new(&scenario, Question::default(), &Budget::default()).unwrap();
        (scenario, answer)
    }

    #[test]
    fn what_is_known_refutes_kinds_of_outcomes() {
        let sexes = include_str!("../../games/classics/battle-of-the-sexes.toml");
        let (scenario, mut answer) = solved(sexes);
        let fails = Verdict::Fails { found: Vec::new() };
        answer.coverage.stop();
        let mut kinds = |kind: OutcomeKind, expected: [(&str, &Verdict); 5]| {
            answer.outcome.kind = kind;
            for (text, verdict) in expected {
                let claim = request::claim(&scenario, text).unwrap();
                assert_eq!(judge(&claim, &scenario, &answer), *verdict, "{kind:?}: {text}");
            }
        };
        kinds(
            OutcomeKind::SeveralPure,
            [
                ("outcome = unique_pure", &fails),
                ("outcome != mixed_only", &Verdict::Holds),
                ("outcome = several_pure", &Verdict::Undecided),
                ("outcome != pure_and_mixed", &Verdict::Undecided),
                ("outcome = continuum", &Verdict::Undecided),
            ],
        );
        kinds(
            OutcomeKind::Continuum,
            [
                ("outcome = continuum", &Verdict::Holds),
                ("outcome != continuum", &fails),
                ("outcome = unique_pure", &fails),
                ("outcome = standoff", &fails),
                ("outcome != pure_and_mixed", &Verdict::Holds),
            ],
        );
    }

    #[test]
    fn a_continuum_is_judged_by_its_listed_extremes() {
        let (scenario, mut answer) = solved(TIES);
        // So many combinations of vertices could not be gone through.
        for factor in answer.components.iter_mut().flat_map(|c| &mut c.subsets[0].factors) {
            *factor = factor.iter().cycle().take(100_000).cloned().collect();
        }
        let judged = |text| judge(&request::claim(&scenario, text).unwrap(), &scenario, &answer);
        for holds in [
            "payoff.b >= 1",
            "payoff.b <= 2",
            "payoff.a = 0",
            "some: payoff.b = 3/2",
            "some: a.up = 1/3",
            "some: b.right > 0",
        ] {
            assert_eq!(judged(holds), Verdict::Holds, "{holds}");
        }
        let found = [1, 2].map(|n| Rational::from(n).into()).to_vec();
        for fails in ["payoff.b = 1", "payoff.b != 3/2", "some: payoff.b > 2"] {
            assert_eq!(judged(fails), Verdict::Fails { found: found.clone() }, "{fails}");
        }
    }
}
