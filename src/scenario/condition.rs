//! Conditions over the options chosen and the outcomes that chance gave.

use super::NodeId;

/// A Boolean combination of results. An option of a node that was not reached is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The node was reached and had this result.
    Is {
        /// The move or chance node.
        node: NodeId,
        /// The option or outcome.
        choice: usize,
    },
    /// The condition does not hold.
    Not(Box<Condition>),
    /// All hold; always true if there are none.
    All(Vec<Condition>),
    /// At least one holds; never true if there are none.
    Any(Vec<Condition>),
}

impl Condition {
    /// The condition that always holds.
    pub const ALWAYS: Condition = Condition::All(Vec::new());
    /// The condition that never holds.
    pub const NEVER: Condition = Condition::Any(Vec::new());

    /// Whether it holds, given each node's result (`None`: not reached).
    pub fn holds(&self, results: &[Option<usize>]) -> bool {
        match self {
            Condition::Is { node, choice } => results[*node] == Some(*choice),
            Condition::Not(inner) => !inner.holds(results),
            Condition::All(parts) => parts.iter().all(|part| part.holds(results)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds(results)),
        }
    }

    /// Whether this is written as a condition that always holds.
    pub fn is_always(&self) -> bool {
        *self == Condition::ALWAYS
    }

    /// The nodes that are named, each once, in the order of play.
    pub fn nodes(&self) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        self.collect_nodes(&mut nodes);
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn collect_nodes(&self, nodes: &mut Vec<NodeId>) {
        match self {
            Condition::Is { node, .. } => nodes.push(*node),
            Condition::Not(inner) => inner.collect_nodes(nodes),
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.collect_nodes(nodes);
                }
            }
        }
    }

    /// The condition once a choice is taken from the game: it is never made, and later choices
    /// of its node move up by one.
    #[must_use]
    pub(super) fn without(&self, gone: (NodeId, usize)) -> Condition {
        let each = |parts: &[Condition]| parts.iter().map(|part| part.without(gone)).collect();
        match self {
            Condition::Is { node, choice } if *node == gone.0 => match choice.cmp(&gone.1) {
                std::cmp::Ordering::Less => self.clone(),
                std::cmp::Ordering::Equal => Condition::NEVER,
                std::cmp::Ordering::Greater => Condition::Is { node: *node, choice: choice - 1 },
            },
            Condition::Is { .. } => self.clone(),
            Condition::Not(inner) => Condition::Not(Box::new(inner.without(gone))),
            Condition::All(parts) => Condition::All(each(parts)),
            Condition::Any(parts) => Condition::Any(each(parts)),
        }
    }
}
