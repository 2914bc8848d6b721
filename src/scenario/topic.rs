//! What one may ask the reasons of: somebody, an outcome, a comparison of two options.

use super::{NodeId, OutcomeName, Relation, StakeholderId};

/// What `why` is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Topic {
    /// A player or an observer.
    Who(StakeholderId),
    /// A regime, or a kind of outcome.
    Outcome(OutcomeName),
    /// `amazon: confine > expand`.
    Comparison(Comparison),
}

/// A claim about two options of one move: `amazon: confine > expand`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whose payoffs are compared.
    pub who: StakeholderId,
    /// Its move.
    pub node: NodeId,
    /// The two options.
    pub options: [usize; 2],
    /// How the first one's payoff compares with the second one's.
    pub relation: Relation,
}
