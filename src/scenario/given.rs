//! A scenario whose payoffs a file gives as a table: every player has one move and no interests,
//! nothing is judged, and a payoff is looked up.
//!
//! The table stands beside the effects, of which there are none, so that a million outcomes are a
//! million numbers and no more. Its players are the nodes, and the stakeholders, in one order.

use super::{Ask, Choice, Evidence, Expression, Interest, Judgement, Node, NodeId, NodeKind};
use super::{Condition, Scenario, Stakeholder, StakeholderId};
use crate::game::{MixedProfile, Mixture, OptionLabel, Player, StrategicGame};
use crate::number::{Algebraic, Rational};

/// The interest of a player without interests.
pub(crate) const PAYOFF: &str = "payoff";

impl Scenario {
    /// The scenario of a game whose ids are distinct; `lines` says where each player is named.
    pub(crate) fn of_game(game: StrategicGame, lines: &[usize]) -> Scenario {
        let players = || game.players().iter().zip(lines);
        Scenario {
            title: None,
            question: None,
            note: None,
            baseline: None,
            source: None,
            scale: None,
            parameters: Vec::new(),
            stakeholders: players().map(|(player, &line)| stakeholder(player, line)).collect(),
            nodes: players().enumerate().map(|(who, (p, &line))| only_move(who, p, line)).collect(),
            effects: Vec::new(),
            regimes: Vec::new(),
            ask: Ask::default(),
            expectations: Vec::new(),
            table: Some(game),
        }
    }

    /// Whether payoffs are given as a table, rather than made by effects.
    pub fn is_table(&self) -> bool {
        self.table.is_some()
    }

    /// What the table gives a stakeholder at a play; 0 where there is no table.
    pub(crate) fn tabled(&self, who: StakeholderId, results: &[Option<usize>]) -> Rational {
        let Some(table) = &self.table else { return Rational::ZERO };
        let options = results.iter().enumerate();
        let index = options.map(|(node, option)| option.unwrap_or(0) * table.stride(node)).sum();
        table.table(who).payoff(index)
    }

    /// The strategic form of a table: the expectation over the moves that are fixed.
    pub(super) fn expected_table(&self, table: &StrategicGame) -> StrategicGame {
        let mut game = table.clone();
        for (node, Node { kind, .. }) in self.nodes.iter().enumerate().rev() {
            if let NodeKind::Fixed { mixture, .. } = kind {
                game = game.given_mixture(node, mixture);
            }
        }
        game
    }

    /// What the table brings a stakeholder when the free moves are played by `strategies`; nothing
    /// if there is no table, or these are no strategies.
    pub(super) fn expected_of_table(
        &self,
        who: StakeholderId,
        strategies: &[Option<Mixture>],
    ) -> Option<Algebraic> {
        let mixture = |(node, strategy): (&Node, &Option<Mixture>)| match &node.kind {
            NodeKind::Fixed { mixture, .. } => mixture.iter().cloned().map(Into::into).collect(),
            _ => strategy.clone().unwrap_or_default(),
        };
        let table = self.table.as_ref()?;
        let mixtures = self.nodes.iter().zip(strategies).map(mixture).collect();
        let profile = MixedProfile::new(mixtures).ok()?;
        Some(table.expected_payoff(who, &profile))
    }

    /// Takes an option out of the table.
    pub(super) fn remove_from_table(&mut self, node: NodeId, choice: usize) {
        if let Some(table) = &mut self.table {
            let mut kept = table.all_options();
            kept[node].remove(choice);
            *table = table.restrict(&kept);
        }
    }
}

fn stakeholder(player: &Player, line: usize) -> Stakeholder {
    Stakeholder {
        id: player.id.clone(),
        name: player.name.clone(),
        is_player: true,
        interests: vec![Interest::payoff(line)],
        plain_payoff: true,
        line,
    }
}

fn only_move(player: StakeholderId, label: &Player, line: usize) -> Node {
    let choice = |option: &OptionLabel| Choice {
        id: option.id.clone(),
        text: option.text.clone(),
        evidence: Evidence::default(),
        line,
    };
    Node {
        id: label.id.clone(),
        kind: NodeKind::Move { player, sees: Vec::new() },
        choices: label.options.iter().map(choice).collect(),
        when: Condition::ALWAYS,
        evidence: Evidence::default(),
        line,
    }
}

impl Interest {
    /// The interest of a player without interests: its payoff is its score.
    pub(crate) fn payoff(line: usize) -> Interest {
        Interest {
            id: PAYOFF.to_owned(),
            weight: Judgement::certain(Expression::from(Rational::ONE)),
            base: Judgement::certain(Expression::default()),
            evidence: Evidence::default(),
            line,
        }
    }
}
