//! The extensive form: a tree of decisions and chance, with information sets.
//!
//! An arena: a node is an index into [`ExtensiveGame::nodes`], the root is node 0, and children
//! come after their parents in depth-first order.

use sha2::{Digest, Sha256};

use super::Player;
use super::digest::{escaped, hexadecimal};
use crate::number::Rational;

/// A node's index in [`ExtensiveGame::nodes`].
pub type NodeId = usize;

/// An information set's index in [`ExtensiveGame::information_sets`].
pub type InformationSetId = usize;

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// A player decides.
    Decision {
        /// What the mover knows.
        information_set: InformationSetId,
        /// The child of each option.
        children: Vec<NodeId>,
    },
    /// Chance decides.
    Chance {
        /// Which chance node of the scenario this is: its id.
        id: String,
        /// Each outcome that has a positive probability for somebody: its id, its probability
        /// for each player, and its child.
        outcomes: Vec<(String, Vec<Rational>, NodeId)>,
    },
    /// The game ends.
    End {
        /// What each player gets.
        payoffs: Vec<Rational>,
    },
}

/// Decision nodes that their mover cannot tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InformationSet {
    /// The player who moves.
    pub player: usize,
    /// The move's name, and which of its information sets this is, from 1: `response@2`.
    pub move_id: String,
    /// The number after `@`, from 1, in depth-first order.
    pub number: usize,
    /// What the mover knows: `(node, result)`, the result `None` where the node was not reached.
    pub knows: Vec<(String, Option<String>)>,
    /// The ids of the options.
    pub options: Vec<String>,
    /// The nodes of the set.
    pub nodes: Vec<NodeId>,
}

/// A finite game in extensive form with perfect recall.
///
/// [`Player::options`] is empty here: options belong to information sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensiveGame {
    pub(crate) players: Vec<Player>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) information_sets: Vec<InformationSet>,
}

impl ExtensiveGame {
    /// The players, in file order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The nodes; the first is the root.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The information sets, in the order in which depth first meets them.
    pub fn information_sets(&self) -> &[InformationSet] {
        &self.information_sets
    }

    /// The canonical digest: SHA-256, in hexadecimal, of `standoff-game/1 extensive` and one line
    /// for each player, information set and node.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update("standoff-game/1 extensive\n");
        for player in &self.players {
            hash.update(format!("player {}\n", escaped(&player.id)));
        }
        for set in &self.information_sets {
            hash.update(format!("set {} {}\n", set.player, escaped(&set.move_id)));
            for option in &set.options {
                hash.update(format!("option {}\n", escaped(option)));
            }
        }
        for node in &self.nodes {
            hash.update(line(node));
        }
        hexadecimal(hash)
    }
}

fn line(node: &Node) -> String {
    let joined = |numbers: &[Rational]| {
        numbers.iter().map(Rational::to_string).collect::<Vec<_>>().join(" ")
    };
    match node {
        Node::Decision { information_set, children } => {
            format!("decision {information_set} {children:?}\n")
        }
        Node::Chance { id, outcomes } => {
            let outcome = |(id, odds, child): &(String, Vec<Rational>, NodeId)| {
                format!("outcome {} {child} {}\n", escaped(id), joined(odds))
            };
            let outcomes: String = outcomes.iter().map(outcome).collect();
            format!("chance {}\n{outcomes}", escaped(id))
        }
        Node::End { payoffs } => format!("end {}\n", joined(payoffs)),
    }
}
