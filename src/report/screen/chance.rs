//! CHANCE: what nobody at the table decides, how probable it is, and who believes otherwise.

use super::interests::{evidence, range};
use crate::report::Style;
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number;
use crate::report::words;
use crate::scenario::{Law, Node, NodeKind, Odds, Scenario};

/// The chance nodes of a case; nothing where it has none.
pub(super) fn chance(page: &mut Page, scenario: &Scenario, style: &Style) {
    use ColumnKind::{Details, Words};
    let titles = ["", "reached if", "believed by", "where", "probabilities", "rests on"];
    let kinds = [Words, Words, Words, Words, Words, Details];
    let titles = titles.iter().map(|title| Text::look(Look::Dim, title));
    let mut table = Table::titled(titles.zip(kinds).collect());
    for node in scenario.nodes() {
        let NodeKind::Chance { law, beliefs } = &node.kind else { continue };
        let common = if beliefs.is_empty() { "" } else { "all others" };
        let before = table.rows.len();
        rows(&mut table, (scenario, node, style), law, &Text::plain(common));
        for (who, own) in beliefs {
            let believer = words::stakeholder(scenario, *who);
            rows(&mut table, (scenario, node, style), own, &believer);
        }
        table.rows[before][0] = Text::plain(&node.id).into();
        if !node.when.is_always() {
            table.rows[before][1] = Text::plain(words::condition(scenario, &node.when)).into();
        }
    }
    if !table.rows.is_empty() {
        page.heading("Chance", "", Text::look(Look::Dim, "what nobody at the table decides"));
        page.table(table);
    }
}

/// One row for each case of a law, and one for where none holds.
fn rows(
    table: &mut Table,
    (scenario, node, style): (&Scenario, &Node, &Style),
    law: &Law,
    believer: &Text,
) {
    let otherwise = if law.cases.is_empty() { "" } else { "elsewhere" };
    let cases = law.cases.iter().map(|(when, odds)| (words::condition(scenario, when), odds));
    let all = cases.chain([(otherwise.to_string(), &law.odds)]);
    for (at, (place, odds)) in all.enumerate() {
        table.row(vec![
            Text::new().into(),
            Text::new().into(),
            if at == 0 { believer.clone() } else { Text::new() }.into(),
            Text::plain(place).into(),
            probabilities(scenario, node, odds, style).into(),
            Text::look(Look::Dim, evidence(&odds.evidence, style)).into(),
        ]);
    }
}

/// `upheld 0.85 (0.75 to 0.95), rejected 0.15`
fn probabilities(scenario: &Scenario, node: &Node, odds: &Odds, style: &Style) -> Text {
    let each = node.choices.iter().zip(&odds.probabilities).map(|(choice, probability)| {
        let likely = number::plain(style, &scenario.likely(probability));
        let range = match range(probability, style) {
            range if range.is_empty() => range,
            range => format!(" ({range})"),
        };
        Text::plain(format!("{} {likely}{range}", choice.id)).unbroken()
    });
    Text::join(each, ", ")
}
