//! Questions change a scenario: a number set, a move fixed, an option taken away.

use std::fmt;

use super::{Condition, Expression, Judgement, Node, NodeId, NodeKind, Odds, ParameterId};
use super::{Scenario, StakeholderId};
use crate::number::Rational;

/// The name of something judged: what `--set` changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// `microsoft.exclusivity`: a weight.
    Weight {
        /// Whose.
        stakeholder: StakeholderId,
        /// Of which interest.
        interest: usize,
    },
    /// `base.microsoft.exclusivity`: a score before any effect.
    Base {
        /// Whose.
        stakeholder: StakeholderId,
        /// Of which interest.
        interest: usize,
    },
    /// `parameters.x`, or `x`.
    Parameter(ParameterId),
    /// `effects.ID.microsoft.reputation`: the points of an effect.
    Points {
        /// The effect: an index into [`Scenario::effects`].
        effect: usize,
        /// An index into [`super::Effect::points`].
        points: usize,
    },
    /// `chance.court.upheld`, `chance.court.case.2.upheld`: a probability of the common prior.
    Probability {
        /// The chance node.
        node: NodeId,
        /// The case, from 0; `None` for the node's own probabilities.
        case: Option<usize>,
        /// The outcome.
        choice: usize,
    },
}

/// A given play of one move: `microsoft=litigate:11/18`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix {
    /// The move.
    pub node: NodeId,
    /// A probability for each option, summing to 1.
    pub mixture: Vec<Rational>,
}

/// Why a scenario cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeError {
    /// The node is no move, or was fixed already.
    NotAMove {
        /// The node.
        node: NodeId,
    },
    /// Not one probability at least 0 for each option, summing to 1.
    NotAMixture {
        /// The move.
        node: NodeId,
    },
    /// The move would have no option left.
    NoOptionLeft {
        /// The move.
        node: NodeId,
    },
    /// The numbers that result are not allowed.
    Numbers(NumberFault),
}

/// A number outside its range, at the parameters in use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberFault {
    /// A weight below 0.
    NegativeWeight {
        /// Whose.
        stakeholder: StakeholderId,
        /// Of which interest.
        interest: usize,
    },
    /// All weights of a stakeholder are 0.
    NoWeight {
        /// Whose.
        stakeholder: StakeholderId,
    },
    /// A probability outside [0, 1].
    Probability {
        /// The chance node.
        node: NodeId,
        /// Whose belief; `None` for the common prior.
        believer: Option<StakeholderId>,
        /// The case, from 0; `None` for the node's own probabilities.
        case: Option<usize>,
        /// The outcome.
        choice: usize,
        /// The probability.
        value: Rational,
    },
    /// Probabilities that do not sum to 1.
    Sum {
        /// The chance node.
        node: NodeId,
        /// Whose belief; `None` for the common prior.
        believer: Option<StakeholderId>,
        /// The case, from 0; `None` for the node's own probabilities.
        case: Option<usize>,
        /// The sum.
        value: Rational,
    },
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ChangeError::NotAMove { .. } => "not a move that is still free",
            ChangeError::NotAMixture { .. } => "the probabilities do not sum to 1",
            ChangeError::NoOptionLeft { .. } => "the move would have no option left",
            ChangeError::Numbers(NumberFault::NegativeWeight { .. }) => "a weight below 0",
            ChangeError::Numbers(NumberFault::NoWeight { .. }) => "all weights would be 0",
            ChangeError::Numbers(NumberFault::Probability { .. }) => "a probability outside 0 to 1",
            ChangeError::Numbers(NumberFault::Sum { .. }) => "the probabilities would not sum to 1",
        })
    }
}

impl std::error::Error for ChangeError {}

impl Scenario {
    /// Sets numbers, all at once. Where a probability changes, the outcome given as `"rest"`
    /// takes what is left.
    ///
    /// # Errors
    /// If a weight would be negative, all weights of somebody 0, or probabilities not sum to 1.
    pub fn set(&mut self, changes: &[(Target, Rational)]) -> Result<(), ChangeError> {
        for (target, value) in changes {
            self.set_one(target, value.clone());
        }
        self.number_fault().map_or(Ok(()), |fault| Err(ChangeError::Numbers(fault)))
    }

    fn set_one(&mut self, target: &Target, value: Rational) {
        let constant = Expression::from(value.clone());
        match *target {
            Target::Weight { stakeholder, interest } => {
                self.stakeholders[stakeholder].interests[interest].weight.likely = constant;
            }
            Target::Base { stakeholder, interest } => {
                self.stakeholders[stakeholder].interests[interest].base.likely = constant;
            }
            Target::Parameter(parameter) => self.parameters[parameter].value = value,
            Target::Points { effect, points } => {
                self.effects[effect].points[points].value.likely = constant;
            }
            Target::Probability { node, case, choice } => {
                if let NodeKind::Chance { law, .. } = &mut self.nodes[node].kind {
                    let odds = match case {
                        None => &mut law.odds,
                        Some(case) => &mut law.cases[case].1,
                    };
                    odds.set(choice, constant);
                }
            }
        }
    }

    /// The value in use of a target.
    pub fn target_value(&self, target: &Target) -> Rational {
        match *target {
            Target::Weight { stakeholder, interest } => {
                self.likely(&self.stakeholders[stakeholder].interests[interest].weight)
            }
            Target::Base { stakeholder, interest } => {
                self.likely(&self.stakeholders[stakeholder].interests[interest].base)
            }
            Target::Parameter(parameter) => self.parameters[parameter].value.clone(),
            Target::Points { effect, points } => {
                self.likely(&self.effects[effect].points[points].value)
            }
            Target::Probability { node, case, choice } => match &self.nodes[node].kind {
                NodeKind::Chance { law, .. } => {
                    let odds = case.map_or(&law.odds, |case| &law.cases[case].1);
                    self.likely(&odds.probabilities[choice])
                }
                _ => Rational::ZERO,
            },
        }
    }

    /// Fixes a move: from now on it is played with the given probabilities, known to all.
    ///
    /// # Errors
    /// If the node is no free move, or the mixture does not fit it.
    pub fn fix(&mut self, mix: &Mix) -> Result<(), ChangeError> {
        let Node { kind, choices, .. } = &mut self.nodes[mix.node];
        let NodeKind::Move { player, .. } = *kind else {
            return Err(ChangeError::NotAMove { node: mix.node });
        };
        let sum: Rational = mix.mixture.iter().cloned().sum();
        let fits = mix.mixture.len() == choices.len();
        if !fits || sum != Rational::ONE || mix.mixture.iter().any(Rational::is_negative) {
            return Err(ChangeError::NotAMixture { node: mix.node });
        }
        *kind = NodeKind::Fixed { player, mixture: mix.mixture.clone() };
        Ok(())
    }

    /// Takes an option away; conditions that need it never hold from now on.
    ///
    /// # Errors
    /// If the node is no free move, or has no other option.
    pub fn remove_option(&mut self, node: NodeId, choice: usize) -> Result<(), ChangeError> {
        if !self.nodes[node].is_move() {
            return Err(ChangeError::NotAMove { node });
        }
        if self.nodes[node].choices.len() < 2 {
            return Err(ChangeError::NoOptionLeft { node });
        }
        self.nodes[node].choices.remove(choice);
        self.remove_from_table(node, choice);
        let gone = (node, choice);
        for condition in self.conditions_mut() {
            *condition = condition.without(gone);
        }
        for expectation in &mut self.expectations {
            expectation.claim = expectation.claim.without(gone);
        }
        if let Some((asked, contrast)) = self.ask.contrast
            && asked == node
        {
            let moved = |option: usize| if option > choice { option - 1 } else { option };
            let kept = !contrast.contains(&choice);
            self.ask.contrast = kept.then(|| (node, contrast.map(moved)));
        }
        Ok(())
    }

    /// Asks about another player's commitments. A contrast of the former focus is dropped.
    pub fn set_focus(&mut self, who: StakeholderId) {
        self.ask.focus = Some(who);
        let theirs = |&(node, _): &(NodeId, [usize; 2])| self.nodes[node].player() == Some(who);
        self.ask.contrast = self.ask.contrast.filter(theirs);
    }

    /// Every condition of the scenario.
    fn conditions_mut(&mut self) -> impl Iterator<Item = &mut Condition> {
        let nodes = self.nodes.iter_mut().flat_map(|node| {
            let cases: Vec<&mut Condition> = match &mut node.kind {
                NodeKind::Chance { law, beliefs } => {
                    let laws = std::iter::once(law).chain(beliefs.iter_mut().map(|(_, law)| law));
                    laws.flat_map(|law| law.cases.iter_mut().map(|(when, _)| when)).collect()
                }
                _ => Vec::new(),
            };
            cases.into_iter().chain([&mut node.when])
        });
        let effects = self.effects.iter_mut().map(|effect| &mut effect.when);
        nodes.chain(effects).chain(self.regimes.iter_mut().map(|regime| &mut regime.when))
    }

    /// The first number that is outside its range at the parameters in use.
    pub fn number_fault(&self) -> Option<NumberFault> {
        self.weight_fault().or_else(|| self.probability_fault())
    }

    fn weight_fault(&self) -> Option<NumberFault> {
        for (stakeholder, who) in self.stakeholders.iter().enumerate() {
            let weights: Vec<_> = who.interests.iter().map(|i| self.likely(&i.weight)).collect();
            if let Some(interest) = weights.iter().position(Rational::is_negative) {
                return Some(NumberFault::NegativeWeight { stakeholder, interest });
            }
            if weights.iter().all(Rational::is_zero) {
                return Some(NumberFault::NoWeight { stakeholder });
            }
        }
        None
    }

    fn probability_fault(&self) -> Option<NumberFault> {
        for (node, Node { kind, .. }) in self.nodes.iter().enumerate() {
            let NodeKind::Chance { law, beliefs } = kind else { continue };
            let own = beliefs.iter().map(|(believer, law)| (Some(*believer), law));
            for (believer, law) in std::iter::once((None, law)).chain(own) {
                let cases = law.cases.iter().enumerate().map(|(at, (_, odds))| (Some(at), odds));
                for (case, odds) in std::iter::once((None, &law.odds)).chain(cases) {
                    if let Some(fault) = self.odds_fault(odds, node, believer, case) {
                        return Some(fault);
                    }
                }
            }
        }
        None
    }

    fn odds_fault(
        &self,
        odds: &Odds,
        node: NodeId,
        believer: Option<StakeholderId>,
        case: Option<usize>,
    ) -> Option<NumberFault> {
        let values: Vec<_> = odds.probabilities.iter().map(|p| self.likely(p)).collect();
        for (choice, value) in values.iter().enumerate() {
            if value.is_negative() || *value > Rational::ONE {
                let value = value.clone();
                return Some(NumberFault::Probability { node, believer, case, choice, value });
            }
        }
        let value: Rational = values.into_iter().sum();
        (value != Rational::ONE).then_some(NumberFault::Sum { node, believer, case, value })
    }
}

impl Odds {
    /// Sets one outcome's probability; the outcome given as `rest` takes what is left.
    fn set(&mut self, choice: usize, probability: Expression) {
        self.probabilities[choice] = Judgement::certain(probability);
        if self.rest == Some(choice) {
            self.rest = None;
        }
        if let Some(rest) = self.rest {
            let others = self.probabilities.iter().enumerate().filter(|&(at, _)| at != rest);
            let one = Expression::from(Rational::ONE);
            let left = others.fold(one, |left, (_, p)| left.minus(&p.likely));
            self.probabilities[rest] = Judgement::certain(left);
        }
    }
}
