//! What the screens of `why` share: names, situations, and what makes a difference.

use itertools::Itertools;

use crate::explain::why::{PayoffTrace, Situation};
use crate::game::Mixture;
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Look, Text};
use crate::report::number::{self, Payoffs};
use crate::report::screen::gains::largest;
use crate::report::words;
use crate::scenario::{Node, NodeId, NodeKind, Scenario, StakeholderId};

/// A scenario and how to print it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) style: &'a Style,
}

/// An option, or nothing where a payoff stands alone, and what it brings.
pub(super) type Column<'a> = (Text, &'a PayoffTrace);

impl View<'_> {
    pub(super) fn who(self, who: StakeholderId) -> Text {
        words::stakeholder(self.scenario, who)
    }

    /// The id of an option or an outcome of chance, in its player's colour.
    pub(super) fn option(self, node: NodeId, option: usize) -> Text {
        let of = &self.scenario.nodes()[node];
        let look = of.player().map_or(Look::Plain, Look::Who);
        Text::look(look, &of.choices[option].id)
    }

    /// `heads, tails`: the options of a cell of a table.
    pub(super) fn cell(self, results: &[Option<usize>]) -> Text {
        let options = results.iter().enumerate();
        Text::join(options.filter_map(|(node, &option)| Some(self.option(node, option?))), ", ")
    }

    /// The options of a cell, without the move in which it differs from another one.
    pub(super) fn others(self, results: &[Option<usize>], other: &[Option<usize>]) -> Text {
        let same = |(&a, &b): (&Option<usize>, &Option<usize>)| if a == b { a } else { None };
        self.cell(&results.iter().zip(other).map(same).collect_vec())
    }

    pub(super) fn interest(self, who: StakeholderId, interest: usize) -> Text {
        Text::plain(&self.scenario.stakeholders()[who].interests[interest].id)
    }

    /// Whether a payoff has no parts but its effects.
    pub(super) fn is_plain(self, who: StakeholderId) -> bool {
        self.scenario.stakeholders()[who].plain_payoff
    }

    /// `Where: OpenAI diversify · Amazon expand 3/4 and confine 1/4`, and what is given of chance;
    /// nothing if everything is fixed.
    pub(super) fn situation(self, situation: &Situation, except: Option<NodeId>) -> Text {
        let strategies = situation.strategies.iter().enumerate();
        let made = strategies.filter(|(node, _)| Some(*node) != except);
        let made = made.filter_map(|(node, strategy)| {
            let player = self.scenario.nodes()[node].player()?;
            let played = self.played(node, strategy.as_ref()?);
            Some(self.who(player).and(Look::Plain, " ").then(played).unbroken())
        });
        let chance = situation.chance.iter().map(|&(node, outcome)| {
            let id = &self.scenario.nodes()[node].id;
            Text::plain(format!("{id} ")).then(self.option(node, outcome)).unbroken()
        });
        let dot = if self.style.ascii { " - " } else { " · " };
        let all = Text::join(made.chain(chance), dot);
        if all.is_empty() { all } else { Text::plain("Where: ").then(all) }
    }

    /// `expand 3/4 and confine 1/4`; the option alone where it is certain.
    fn played(self, node: NodeId, strategy: &Mixture) -> Text {
        let shares = number::short_shares(self.style, strategy);
        let played = strategy.iter().enumerate().filter(|(_, chance)| !chance.is_zero());
        let option = |(option, chance): (usize, &Algebraic)| {
            let id = self.option(node, option);
            if *chance == Algebraic::ONE {
                return id;
            }
            id.and(Look::Plain, format!(" {}", shares[option]))
        };
        words::listed(played.map(option).collect(), " and ")
    }

    /// Which chance nodes a payoff is the average over, as whom.
    pub(super) fn averaged(self, who: StakeholderId, situation: &Situation) -> Text {
        let given = |node: NodeId| situation.chance.iter().any(|(given, _)| *given == node);
        let open = |(at, node): &(usize, &Node)| {
            matches!(node.kind, NodeKind::Chance { .. }) && !given(*at)
        };
        let nodes = self.scenario.nodes().iter().enumerate();
        let open = nodes.filter(open).map(|(_, node)| node).collect_vec();
        if open.is_empty() {
            return Text::new();
        }
        let has_beliefs = open.iter().any(|node| match &node.kind {
            NodeKind::Chance { beliefs, .. } => beliefs.iter().any(|(other, _)| *other == who),
            _ => false,
        });
        let open = open.iter().map(|node| node.id.as_str());
        let average = format!("On average over {}", words::and(open));
        let name = &self.scenario.stakeholders()[who].name;
        let as_whom = if has_beliefs { format!(", as {name} sees chance") } else { String::new() };
        Text::look(Look::Dim, format!("{average}{as_whom}."))
    }

    /// `exclusivity +0.80  standing -0.60`: what makes a difference, the largest first.
    pub(super) fn because(self, who: StakeholderId, differences: &[Algebraic]) -> Text {
        if self.is_plain(who) {
            return Text::new();
        }
        let (shown, others) = largest(differences);
        let rest: Algebraic = others.iter().map(|&at| &differences[at]).sum();
        let group = Payoffs::of(self.style, differences.iter().chain([&rest]));
        let named = |name: Text, points: &Algebraic| {
            name.and(Look::Plain, " ").and(Look::Dim, group.signed(points)).unbroken()
        };
        let shown = shown.iter().map(|&at| named(self.interest(who, at), &differences[at]));
        let others = match others[..] {
            [] => None,
            [last] => Some(named(self.interest(who, last), &differences[last])),
            _ => Some(named(Text::plain("others"), &rest)),
        };
        Text::join(shown.chain(others), "  ")
    }
}

/// The largest numbers, at most so many, and the others; both in their order.
pub(super) fn parted(numbers: &[Algebraic], most: usize) -> (Vec<usize>, Vec<usize>) {
    let size = |at: &usize| numbers[*at].abs();
    let mut shown = (0..numbers.len()).sorted_by(|a, b| size(b).cmp(&size(a))).collect_vec();
    // A single one left out would take the row that it saves.
    let most = if numbers.len() == most.saturating_add(1) { numbers.len() } else { most };
    let mut others = shown.split_off(shown.len().min(most));
    shown.sort_unstable();
    others.sort_unstable();
    (shown, others)
}

pub(super) fn look(number: &Algebraic) -> Look {
    match number.sign() {
        std::cmp::Ordering::Less => Look::Loss,
        std::cmp::Ordering::Equal => Look::Plain,
        std::cmp::Ordering::Greater => Look::Gain,
    }
}

pub(super) fn dim(text: &str) -> Text {
    Text::look(Look::Dim, text)
}
