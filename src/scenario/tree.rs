//! The extensive form of a scenario: the tree that its moves, chance and conditions make.
//!
//! A mover knows what its move `sees`, and recalls its own earlier choices and what it saw then;
//! decision nodes of one move at which it knows the same make one information set. So recall is
//! perfect by construction (H. W. Kuhn, "Extensive games and the problem of information", 1953).

use std::collections::HashMap;

use super::{DeriveError, NodeId, NodeKind, Results, Scenario, StakeholderId};
use crate::budget::Budget;
use crate::game::{ExtensiveGame, InformationSet, Node as TreeNode, Player};
use crate::number::Rational;

/// Counting stops here; a tree this large is refused whatever the limit.
const MOST_NODES_COUNTED: u64 = 20_000_000;

impl Scenario {
    /// The tree of the scenario. Outcomes that nobody gives a positive probability are not in it.
    ///
    /// # Errors
    /// If the tree has more nodes than the budget allows (nothing was allocated then), or the
    /// computation was stopped.
    pub fn extensive_game(&self, budget: &Budget) -> Result<ExtensiveGame, DeriveError> {
        self.tree_size(budget)?;
        let players = self.stakeholders.iter().filter(|who| who.is_player);
        let plain = |who: &super::Stakeholder| Player {
            id: who.id.clone(),
            name: who.name.clone(),
            options: Vec::new(),
        };
        let game = ExtensiveGame {
            players: players.map(plain).collect(),
            nodes: Vec::new(),
            information_sets: Vec::new(),
        };
        let numbers = vec![0; self.nodes.len()];
        let sets = HashMap::new();
        let results = vec![None; self.nodes.len()];
        let mut planting = Planting { scenario: self, budget, game, sets, numbers, results };
        planting.plant(0)?;
        Ok(planting.game)
    }

    /// The number of nodes of the tree, if the budget allows it.
    pub(super) fn tree_size(&self, budget: &Budget) -> Result<u64, DeriveError> {
        let nodes = self.count(0, &mut vec![None; self.nodes.len()], 0, budget)?;
        let limit = budget.max_nodes.min(MOST_NODES_COUNTED);
        if nodes > limit {
            let at_least = nodes > MOST_NODES_COUNTED;
            return Err(DeriveError::TooManyNodes { nodes, at_least, limit });
        }
        Ok(nodes)
    }

    /// `counted` and the number of tree nodes from `node` on, given the results before it.
    fn count(
        &self,
        node: NodeId,
        results: &mut Results,
        counted: u64,
        budget: &Budget,
    ) -> Result<u64, DeriveError> {
        budget.check().map_err(|_| DeriveError::Stopped)?;
        if node == self.nodes.len() || counted > MOST_NODES_COUNTED {
            return Ok(counted + 1);
        }
        if !self.nodes[node].when.holds(results) {
            return self.count(node + 1, results, counted, budget);
        }
        let mut counted = counted + 1;
        for choice in self.possible(node, results) {
            results[node] = Some(choice);
            counted = self.count(node + 1, results, counted, budget)?;
        }
        results[node] = None;
        Ok(counted)
    }

    /// The choices of a node that are in the tree: all options; outcomes that somebody gives a
    /// positive probability.
    fn possible(&self, node: NodeId, results: &[Option<usize>]) -> Vec<usize> {
        let choices = 0..self.nodes[node].choices.len();
        if self.nodes[node].is_move() {
            return choices.collect();
        }
        let chances = self.chances(node, results);
        choices.filter(|&choice| chances.iter().any(|odds| odds[choice].is_positive())).collect()
    }

    /// Each player's probabilities of the choices at a node that is no free move.
    fn chances(&self, node: NodeId, results: &[Option<usize>]) -> Vec<Vec<Rational>> {
        let players = (0..self.stakeholders.len()).filter(|&who| self.stakeholders[who].is_player);
        let chance = |who: StakeholderId| {
            if let NodeKind::Fixed { mixture, .. } = &self.nodes[node].kind {
                return mixture.clone();
            }
            let odds = self.law(node, Some(who)).map(|law| law.at(results));
            let judgements = odds.into_iter().flat_map(|odds| &odds.probabilities);
            judgements.map(|judgement| self.likely(judgement)).collect()
        };
        players.map(chance).collect()
    }

    /// What the mover of a move knows there: what it sees, its own earlier choices, and what it
    /// saw then; in the order of play.
    fn knowledge(&self, node: NodeId) -> Vec<NodeId> {
        let mover = self.nodes[node].player();
        let mut known: Vec<NodeId> = Vec::new();
        for (earlier, at) in self.nodes[..=node].iter().enumerate() {
            if let NodeKind::Move { player, sees } = &at.kind
                && Some(*player) == mover
            {
                known.extend(sees);
                known.extend((earlier < node).then_some(earlier));
            }
        }
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// A tree in the making.
struct Planting<'a> {
    scenario: &'a Scenario,
    budget: &'a Budget,
    game: ExtensiveGame,
    /// The information set of each move and knowledge met so far.
    sets: HashMap<(NodeId, Vec<Option<usize>>), usize>,
    /// How many information sets each move has so far.
    numbers: Vec<usize>,
    results: Results,
}

impl Planting<'_> {
    /// Plants the nodes from `node` on, given the results before it; the subtree's root.
    fn plant(&mut self, node: NodeId) -> Result<usize, DeriveError> {
        self.budget.check().map_err(|_| DeriveError::Stopped)?;
        let scenario = self.scenario;
        let Some(here) = scenario.nodes.get(node) else { return Ok(self.end()) };
        if !here.when.holds(&self.results) {
            return self.plant(node + 1);
        }
        let id = self.game.nodes.len();
        self.game.nodes.push(TreeNode::End { payoffs: Vec::new() });
        let set = here.is_move().then(|| self.information_set(node, id));
        let mut children = Vec::new();
        for choice in scenario.possible(node, &self.results) {
            self.results[node] = Some(choice);
            children.push((choice, self.plant(node + 1)?));
        }
        self.results[node] = None;
        self.game.nodes[id] = match set {
            Some(information_set) => {
                let children = children.into_iter().map(|(_, child)| child).collect();
                TreeNode::Decision { information_set, children }
            }
            None => self.chance(node, &children),
        };
        Ok(id)
    }

    fn chance(&self, node: NodeId, children: &[(usize, usize)]) -> TreeNode {
        let chances = self.scenario.chances(node, &self.results);
        let here = &self.scenario.nodes[node];
        let outcome = |&(choice, child): &(usize, usize)| {
            let odds = chances.iter().map(|odds| odds[choice].clone()).collect();
            (here.choices[choice].id.clone(), odds, child)
        };
        TreeNode::Chance { id: here.id.clone(), outcomes: children.iter().map(outcome).collect() }
    }

    fn end(&mut self) -> usize {
        let who = 0..self.game.players.len();
        let payoffs = who.map(|who| self.scenario.payoff(who, &self.results)).collect();
        self.game.nodes.push(TreeNode::End { payoffs });
        self.game.nodes.len() - 1
    }

    /// The information set of a move at the results so far, with `tree_node` in it.
    fn information_set(&mut self, node: NodeId, tree_node: usize) -> usize {
        let scenario = self.scenario;
        let known = scenario.knowledge(node);
        let key = (node, known.iter().map(|&earlier| self.results[earlier]).collect());
        let sets = &mut self.game.information_sets;
        let here = &scenario.nodes[node];
        let id = *self.sets.entry(key).or_insert_with(|| {
            let result = |&earlier: &NodeId| {
                let at = &scenario.nodes[earlier];
                let result = self.results[earlier].map(|choice| at.choices[choice].id.clone());
                (at.id.clone(), result)
            };
            self.numbers[node] += 1;
            sets.push(InformationSet {
                player: here.player().unwrap_or_default(),
                move_id: here.id.clone(),
                number: self.numbers[node],
                knows: known.iter().map(result).collect(),
                options: here.choices.iter().map(|choice| choice.id.clone()).collect(),
                nodes: Vec::new(),
            });
            sets.len() - 1
        });
        sets[id].nodes.push(tree_node);
        id
    }
}
