//! Claims about the answer: what `--assert` and `[[expect]]` state.

use std::cmp::Ordering;

use super::{NodeId, StakeholderId};
use crate::number::Rational;

/// A claim about the equilibria: `microsoft.litigate > 1/2`, true at every equilibrium, or with
/// `some:` before it at one at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whether one equilibrium is enough.
    pub some: bool,
    /// What is compared.
    pub subject: Subject,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// `outcome = court`: the regime, or the kind of outcome.
    Outcome {
        /// `=`, not `!=`.
        equal: bool,
        /// The regime or kind.
        name: OutcomeName,
    },
    /// `equilibria = 9`: how many are listed.
    Equilibria {
        /// How to compare.
        relation: Relation,
        /// With what.
        value: Rational,
    },
    /// `microsoft.litigate > 1/2`: an option's probability.
    Probability {
        /// The move.
        node: NodeId,
        /// The option; `None` if a question took it away, so that its probability is 0.
        choice: Option<usize>,
        /// How to compare.
        relation: Relation,
        /// With what.
        value: Rational,
    },
    /// `payoff.microsoft = -13/20`.
    Payoff {
        /// Whose.
        stakeholder: StakeholderId,
        /// How to compare.
        relation: Relation,
        /// With what.
        value: Rational,
    },
}

/// What an outcome may be called in a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeName {
    /// A regime of the file: an index into [`super::Scenario::regimes`].
    Regime(usize),
    /// A kind of outcome, as in JSON: `unique_pure`, `mixed_only`, …; `standoff` is `mixed_only`.
    Kind(String),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Claim {
    /// The claim once a choice is taken from the game; later choices of its node move up by one.
    #[must_use]
    pub(super) fn without(&self, gone: (NodeId, usize)) -> Claim {
        let mut claim = self.clone();
        if let Subject::Probability { node, choice, .. } = &mut claim.subject
            && *node == gone.0
        {
            *choice = match *choice {
                Some(choice) if choice == gone.1 => None,
                Some(choice) if choice > gone.1 => Some(choice - 1),
                unchanged => unchanged,
            };
        }
        claim
    }
}

impl Relation {
    /// Whether the left side stands in this relation to the right, given how they compare.
    pub fn holds(self, left_to_right: Ordering) -> bool {
        match self {
            Relation::Equal => left_to_right.is_eq(),
            Relation::Unequal => left_to_right.is_ne(),
            Relation::Less => left_to_right.is_lt(),
            Relation::AtMost => left_to_right.is_le(),
            Relation::Greater => left_to_right.is_gt(),
            Relation::AtLeast => left_to_right.is_ge(),
        }
    }
}
