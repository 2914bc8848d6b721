//! The ends of a tree, each with the way that leads there.

use crate::game::{ExtensiveGame, Node, NodeId};
use crate::number::Rational;

/// One result on the way to an end.
#[derive(Clone, Debug)]
pub(super) struct Step<'g> {
    /// The player who decided; `None` for chance.
    pub(super) player: Option<usize>,
    /// The move's name or the chance node's id.
    pub(super) at: &'g str,
    /// The option or outcome.
    pub(super) choice: &'g str,
}

/// An end of the tree.
#[derive(Clone, Debug)]
pub(super) struct End<'g> {
    pub(super) steps: Vec<Step<'g>>,
    /// How probable chance makes it, as each player believes.
    pub(super) odds: Vec<Rational>,
    pub(super) payoffs: &'g [Rational],
}

/// Every end of the tree, in depth-first order.
pub(super) fn ends(game: &ExtensiveGame) -> Ends<'_> {
    let odds = vec![Rational::ONE; game.players().len()];
    Ends { game, ahead: vec![(0, Vec::new(), odds)] }
}

/// An iterator over the ends of a tree.
pub(super) struct Ends<'g> {
    game: &'g ExtensiveGame,
    /// Nodes still to visit, the next one last.
    ahead: Vec<(NodeId, Vec<Step<'g>>, Vec<Rational>)>,
}

impl<'g> Iterator for Ends<'g> {
    type Item = End<'g>;

    fn next(&mut self) -> Option<End<'g>> {
        loop {
            let (node, steps, odds) = self.ahead.pop()?;
            let further = |step: Step<'g>| {
                let mut steps = steps.clone();
                steps.push(step);
                steps
            };
            match &self.game.nodes()[node] {
                Node::End { payoffs } => return Some(End { steps, odds, payoffs }),
                Node::Decision { information_set, children } => {
                    let set = &self.game.information_sets()[*information_set];
                    for (choice, child) in set.options.iter().zip(children).rev() {
                        let step = Step { player: Some(set.player), at: &set.move_id, choice };
                        self.ahead.push((*child, further(step), odds.clone()));
                    }
                }
                Node::Chance { id, outcomes } => {
                    for (choice, chances, child) in outcomes.iter().rev() {
                        let odds = odds.iter().zip(chances).map(|(a, b)| a * b).collect();
                        let step = Step { player: None, at: id, choice };
                        self.ahead.push((*child, further(step), odds));
                    }
                }
            }
        }
    }
}
