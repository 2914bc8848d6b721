//! `show tree` and the payoffs of a tree: decisions, chance, who knows what.

use itertools::Itertools;

use super::left_out;
use crate::game::{ExtensiveGame, InformationSet, Node, NodeId};
use crate::number::{Algebraic, Rational};
use crate::report::Style;
use crate::report::content::{Block, Branch, ColumnKind, Look, Page, Table, Text};
use crate::report::ends::{End, ends};
use crate::report::number::{Chances, Payoffs};
use crate::report::words;
use crate::scenario::{Scenario, StakeholderId};

/// A larger tree is drawn as far as this many nodes.
const MOST_NODES: usize = 400;

/// This many information sets, and ends, have a row each.
const MOST_ROWS: usize = 200;

/// The tree, drawn.
pub(in crate::report) fn tree(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> Page {
    let mut page = headed(scenario, game, style);
    let shown = &game.nodes()[..game.nodes().len().min(MOST_NODES)];
    let payoffs = shown.iter().filter_map(|node| match node {
        Node::End { payoffs } => Some(&payoffs[..]),
        _ => None,
    });
    let payoffs = groups(game, &payoffs.collect_vec(), style);
    let mut drawing = Drawing { scenario, game, style, payoffs, branches: Vec::new() };
    drawing.draw(0, Text::new(), "", "");
    page.space();
    page.blocks.push(Block::Drawing(drawing.branches));
    if game.nodes().len() > MOST_NODES {
        page.paragraph(left_out(game.nodes().len() - MOST_NODES, "node", "nodes"));
    }
    knowledge(&mut page, scenario, game);
    page
}

/// One row for each end of the tree.
pub(in crate::report) fn tree_payoffs(
    scenario: &Scenario,
    game: &ExtensiveGame,
    style: &Style,
) -> Page {
    use ColumnKind::{Number, Words};
    let mut page = headed(scenario, game, style);
    let shown = ends(game).take(MOST_ROWS).collect_vec();
    let mut columns = vec![(Text::new(), Words), (Text::look(Look::Dim, "chance"), Number)];
    columns.extend((0..game.players().len()).map(|player| (name(scenario, game, player), Number)));
    let mut table = Table::titled(columns);
    let payoffs = groups(game, &shown.iter().map(|end| end.payoffs).collect_vec(), style);
    let all = ends(game).count();
    for end in &shown {
        let numbers = payoffs.iter().zip(end.payoffs);
        let numbers = numbers.map(|(group, payoff)| group.signed(&payoff.clone().into()));
        let cells = [history(scenario, game, end), Text::plain(odds(end, style))];
        let cells = cells.into_iter().chain(numbers.map(Text::plain));
        table.row(cells.map(Into::into).collect());
    }
    page.space();
    page.table(table);
    if all > MOST_ROWS {
        let more = words::count(all - MOST_ROWS, "end", "ends");
        page.paragraph(Text::look(Look::Dim, format!("and {more} more: --format csv writes all")));
    }
    page
}

/// The way to an end: `tight, diversify, expand`.
fn history(scenario: &Scenario, game: &ExtensiveGame, end: &End) -> Text {
    let step = |step: &super::super::ends::Step| match step.player {
        Some(player) => Text::look(Look::Who(who(scenario, game, player)), step.choice),
        None => Text::plain(step.choice),
    };
    Text::join(end.steps.iter().map(step), ", ")
}

/// How probable chance makes an end; nothing where players believe different things.
fn odds(end: &End, style: &Style) -> String {
    let agreed = end.odds.iter().all_equal_value().ok().filter(|odds| **odds != Rational::ONE);
    let share = |odds: &Rational| {
        let odds = Algebraic::from(odds.clone());
        Chances::of(style, [&odds]).main(&odds)
    };
    agreed.map(share).unwrap_or_default()
}

fn headed(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> Page {
    let dot = if style.ascii { " - " } else { " · " };
    let sizes = [
        words::count(game.players().len(), "player", "players"),
        words::count(game.nodes().len(), "node", "nodes"),
        words::count(game.information_sets().len(), "information set", "information sets"),
    ];
    let aside = Text::look(Look::Dim, sizes.join(dot));
    let mut page = Page::default();
    page.blocks.push(Block::Title { title: words::title(scenario, style), aside });
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
    let names = (0..game.players().len()).map(|player| name(scenario, game, player));
    page.paragraph(Text::plain("Payoffs to ").then(Text::join(names, " / ")));
    page
}

fn who(scenario: &Scenario, game: &ExtensiveGame, player: usize) -> StakeholderId {
    scenario.stakeholder(&game.players()[player].id).unwrap_or(player)
}

fn name(scenario: &Scenario, game: &ExtensiveGame, player: usize) -> Text {
    Text::look(Look::Who(who(scenario, game, player)), &game.players()[player].name)
}

/// How to print each player's payoffs.
fn groups<'a>(game: &ExtensiveGame, payoffs: &[&[Rational]], style: &'a Style) -> Vec<Payoffs<'a>> {
    let own = |player: usize| -> Vec<Algebraic> {
        payoffs.iter().map(|payoffs| payoffs[player].clone().into()).collect()
    };
    (0..game.players().len()).map(|player| Payoffs::of(style, &own(player))).collect()
}

struct Drawing<'a> {
    scenario: &'a Scenario,
    game: &'a ExtensiveGame,
    style: &'a Style,
    payoffs: Vec<Payoffs<'a>>,
    branches: Vec<Branch>,
}

impl Drawing<'_> {
    /// Draws a node behind the choice that leads to it, then everything below it.
    fn draw(&mut self, node: NodeId, choice: Text, prefix: &str, below: &str) {
        if self.branches.len() >= MOST_NODES {
            return;
        }
        let (label, numbers) = self.label(node);
        let line = if self.style.ascii { " -- " } else { " ── " };
        let joint = if choice.is_empty() || label.is_empty() { "" } else { line };
        self.branches.push(Branch {
            prefix: prefix.into(),
            continued: below.into(),
            text: choice.and(Look::Dim, joint).then(label),
            numbers,
        });
        let children = self.children(node);
        let last = children.len().saturating_sub(1);
        let [fork, end, through, nothing] = if self.style.ascii {
            ["|- ", "`- ", "|  ", "   "]
        } else {
            ["├─ ", "└─ ", "│  ", "   "]
        };
        for (at, (choice, child)) in children.into_iter().enumerate() {
            let (here, beyond) = if at == last { (end, nothing) } else { (fork, through) };
            self.draw(child, choice, &format!("{below}{here}"), &format!("{below}{beyond}"));
        }
    }

    /// What a node is: whose decision, or chance, or the payoffs at an end.
    fn label(&self, node: NodeId) -> (Text, Vec<Text>) {
        match &self.game.nodes()[node] {
            Node::End { payoffs } => {
                let numbers = self.payoffs.iter().zip(payoffs);
                let number = |(group, payoff): (&Payoffs, &Rational)| {
                    Text::plain(group.signed(&payoff.clone().into()))
                };
                (Text::new(), numbers.map(number).collect())
            }
            Node::Decision { information_set, .. } => {
                let set = &self.game.information_sets()[*information_set];
                let name = name(self.scenario, self.game, set.player);
                (name.and(Look::Dim, format!("  {}", set_name(set))), Vec::new())
            }
            Node::Chance { id, .. } => (Text::plain(id).and(Look::Dim, "  chance"), Vec::new()),
        }
    }

    fn children(&self, node: NodeId) -> Vec<(Text, NodeId)> {
        match &self.game.nodes()[node] {
            Node::End { .. } => Vec::new(),
            Node::Decision { information_set, children } => {
                let set = &self.game.information_sets()[*information_set];
                let look = Look::Who(who(self.scenario, self.game, set.player));
                let options = set.options.iter().map(|option| Text::look(look, option));
                options.zip(children.iter().copied()).collect()
            }
            Node::Chance { outcomes, .. } => {
                let outcome = |(id, odds, child): &(String, Vec<Rational>, NodeId)| {
                    (Text::plain(format!("{id} {}", self.odds(odds))), *child)
                };
                outcomes.iter().map(outcome).collect()
            }
        }
    }

    /// `30%`; where players believe different things, whose belief is which.
    fn odds(&self, odds: &[Rational]) -> String {
        let odds: Vec<Algebraic> = odds.iter().cloned().map(Into::into).collect();
        let chances = Chances::of(self.style, &odds);
        if let Ok(agreed) = odds.iter().all_equal_value() {
            return chances.main(agreed);
        }
        let believers = self.game.players().iter().zip(&odds);
        let belief = believers.map(|(who, odds)| format!("{} {}", who.name, chances.main(odds)));
        format!("({})", belief.collect_vec().join(", "))
    }
}

/// `response@2`, as a flag names it.
fn set_name(set: &InformationSet) -> String {
    format!("{}@{}", set.move_id, set.number)
}

/// What each mover knows.
fn knowledge(page: &mut Page, scenario: &Scenario, game: &ExtensiveGame) {
    use ColumnKind::{Details, Number, Words};
    let sets = game.information_sets();
    if sets.is_empty() {
        return;
    }
    let lead = "what each mover knows when it decides";
    page.heading("Information sets", "", Text::look(Look::Dim, lead));
    let nodes = Text::look(Look::Dim, "nodes");
    let mut table = Table::titled(vec![
        (Text::new(), Words),
        (Text::new(), Words),
        (nodes, Number),
        (Text::new(), Details),
    ]);
    for set in sets.iter().take(MOST_ROWS) {
        table.row(vec![
            Text::plain(set_name(set)).into(),
            name(scenario, game, set.player).into(),
            Text::plain(set.nodes.len().to_string()).into(),
            Text::look(Look::Dim, known(set)).into(),
        ]);
    }
    page.table(table);
    if sets.len() > MOST_ROWS {
        page.paragraph(left_out(sets.len() - MOST_ROWS, "information set", "information sets"));
    }
}

fn known(set: &InformationSet) -> String {
    if set.knows.is_empty() {
        return "knows nothing of other results".into();
    }
    let result = |(node, result): &(String, Option<String>)| match result {
        Some(result) => format!("{node} = {result}"),
        None => format!("{node} not reached"),
    };
    format!("knows {}", set.knows.iter().map(result).collect_vec().join(", "))
}
