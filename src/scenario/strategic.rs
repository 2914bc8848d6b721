//! The strategic form of a scenario: when it has one, how large it is, and its game.

use std::fmt;

use super::{Law, Node, NodeId, NodeKind, Scenario, StakeholderId, table};
use crate::budget::Budget;
use crate::game::{MixedProfile, Mixture, OptionLabel, Player, StrategicGame};
use crate::number::Integer;

/// How a scenario is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every player moves once, at the same time: solved in strategic form.
    Simultaneous,
    /// Moves in turn: an extensive game.
    Sequential,
}

/// Why a game cannot be derived.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeriveError {
    /// Moves are made in turn: there is no table without strategies for the whole tree.
    Sequential,
    /// The table has more outcomes than the budget allows.
    TooManyOutcomes {
        /// How many it has.
        outcomes: Integer,
        /// How many are allowed.
        limit: u64,
    },
    /// The tables do not fit into memory.
    OutOfMemory {
        /// How many outcomes each has.
        outcomes: usize,
    },
    /// The tree has more nodes than the budget allows.
    TooManyNodes {
        /// How many it has, or at least has where counting took too long.
        nodes: u64,
        /// Whether `nodes` is only a lower bound.
        at_least: bool,
        /// How many are allowed.
        limit: u64,
    },
    /// The computation was stopped.
    Stopped,
}

impl fmt::Display for DeriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeriveError::Sequential => f.write_str("moves are made in turn"),
            DeriveError::TooManyOutcomes { outcomes, limit } => {
                write!(f, "the table has {outcomes} outcomes, more than {limit}")
            }
            DeriveError::OutOfMemory { outcomes } => {
                write!(f, "the table has {outcomes} outcomes, more than memory holds")
            }
            DeriveError::TooManyNodes { nodes, at_least, limit } => {
                let more = if *at_least { "more than " } else { "" };
                write!(f, "the tree has {more}{nodes} nodes, more than {limit}")
            }
            DeriveError::Stopped => f.write_str("stopped before the game was derived"),
        }
    }
}

impl std::error::Error for DeriveError {}

impl Scenario {
    /// Whether all moves are made at the same time: unconditional, seeing nothing, one for each
    /// player. Chance and fixed moves may stand beside them; payoffs are expectations over them.
    pub fn form(&self) -> Form {
        let moves = self.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Move { .. }));
        let at_once = |node: &Node| match &node.kind {
            NodeKind::Move { sees, .. } => sees.is_empty() && node.when.is_always(),
            _ => true,
        };
        let mut players: Vec<_> = self.nodes.iter().filter_map(Node::player).collect();
        players.sort_unstable();
        let once_each = players.windows(2).all(|pair| pair[0] != pair[1]);
        if once_each && moves.clone().all(at_once) { Form::Simultaneous } else { Form::Sequential }
    }

    /// The moves that are still free, in file order: the players of the strategic form.
    pub fn free_moves(&self) -> Vec<NodeId> {
        (0..self.nodes.len()).filter(|&node| self.nodes[node].is_move()).collect()
    }

    /// The number of outcomes of the table.
    pub fn outcome_count(&self) -> Integer {
        let sizes = self.free_moves().into_iter().map(|node| self.nodes[node].choices.len());
        sizes.fold(Integer::ONE, |product, size| product * Integer::from(size))
    }

    /// The strategic form. Its players are the free moves, in file order.
    ///
    /// # Errors
    /// If moves are made in turn, the table is larger than the budget or memory allows (nothing
    /// was allocated then), or the computation was stopped.
    pub fn strategic_game(&self, budget: &Budget) -> Result<StrategicGame, DeriveError> {
        if self.form() == Form::Sequential {
            return Err(DeriveError::Sequential);
        }
        let size = self.table_size(budget)?;
        if let Some(table) = &self.table {
            return Ok(self.expected_table(table));
        }
        let moves = self.free_moves();
        let players = moves.iter().map(|&node| self.label(node)).collect();
        let tables = table::tables(self, size, budget)?;
        let too_many = |_| DeriveError::TooManyOutcomes {
            outcomes: self.outcome_count(),
            limit: budget.max_outcomes,
        };
        StrategicGame::new(players, tables).map_err(too_many)
    }

    /// The number of outcomes of the table, if the budget allows it.
    fn table_size(&self, budget: &Budget) -> Result<usize, DeriveError> {
        let (outcomes, limit) = (self.outcome_count(), budget.max_outcomes);
        let size = usize::try_from(outcomes.clone()).ok().filter(|&size| size as u64 <= limit);
        size.ok_or(DeriveError::TooManyOutcomes { outcomes, limit })
    }

    /// Whether the game can be derived within the budget; nothing is allocated for it.
    ///
    /// # Errors
    /// If the table or the tree is larger than the budget allows, or counting was stopped.
    pub fn check_size(&self, budget: &Budget) -> Result<(), DeriveError> {
        match self.form() {
            Form::Simultaneous => self.table_size(budget).map(|_| ()),
            Form::Sequential => self.tree_size(budget).map(|_| ()),
        }
    }

    /// The names of a move, as a player of a game.
    pub(super) fn label(&self, node: NodeId) -> Player {
        let Node { choices, .. } = &self.nodes[node];
        let mover = &self.stakeholders[self.nodes[node].player().unwrap_or_default()];
        let label = |choice: &super::Choice| OptionLabel {
            id: choice.id.clone(),
            text: choice.text.clone(),
        };
        Player {
            id: mover.id.clone(),
            name: mover.name.clone(),
            options: choices.iter().map(label).collect(),
        }
    }

    /// A profile of the strategic form as a strategy for each node (`None` for chance and fixed
    /// moves), as [`Scenario::plays`] takes it.
    pub fn strategies(&self, profile: &MixedProfile) -> Vec<Option<Mixture>> {
        let mut strategies = vec![None; self.nodes.len()];
        for (node, mixture) in self.free_moves().into_iter().zip(profile.mixtures()) {
            strategies[node] = Some(mixture.clone());
        }
        strategies
    }

    /// The law of a chance node that a stakeholder believes in.
    pub(super) fn law(&self, node: NodeId, believer: Option<StakeholderId>) -> Option<&Law> {
        let NodeKind::Chance { law, beliefs } = &self.nodes[node].kind else { return None };
        let own = beliefs.iter().find(|(who, _)| Some(*who) == believer);
        Some(own.map_or(law, |(_, own)| own))
    }
}

impl Law {
    /// The probabilities that hold at these results of earlier nodes.
    pub(super) fn at(&self, results: &[Option<usize>]) -> &super::Odds {
        let case = self.cases.iter().find(|(when, _)| when.holds(results));
        case.map_or(&self.odds, |(_, odds)| odds)
    }
}
