//! `bench --suite`: published games, what was found, and what is known.

use itertools::Itertools;

use super::bench::seconds;
use crate::explain::{Published, Suite, SuiteVerdict};
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::{Style, words};

/// One row for each game, and which differ from what is known.
pub(in crate::report) fn suite(suite: &Suite, style: &Style) -> Page {
    let mut page = Page::default();
    let title = Text::look(Look::Strong, suite.name);
    let games = words::count(suite.results.len(), "published game", "published games");
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, games) });
    page.space();
    page.table(table(suite, style));
    page.space();
    page.paragraph(verdict(suite));
    page
}

fn table(suite: &Suite, style: &Style) -> Table {
    use ColumnKind::{Number, Words};
    let titles = ["game", "options", "equilibria", "pure", "known", "time", ""];
    let titles = titles.map(|title| Text::look(Look::Dim, title));
    let kinds = [Words, Words, Number, Number, Number, Number, Words];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    let times = if style.ascii { "x" } else { "×" };
    for published in &suite.results {
        let instance = published.instance;
        table.row(vec![
            Text::plain(instance.name).into(),
            Text::plain(published.sizes.iter().join(times)).into(),
            Text::plain(published.run.found.equilibria.len().to_string()).into(),
            Text::plain(published.pure().to_string()).into(),
            Text::plain(format!("{}, {} pure", instance.all, instance.pure)).into(),
            Text::plain(seconds(published.run.timing.mean, style)).into(),
            mark(published).into(),
        ]);
    }
    table
}

fn mark(published: &Published) -> Text {
    match published.verdict() {
        SuiteVerdict::Holds => Text::new(),
        SuiteVerdict::Differs => Text::look(Look::Loss, "differs"),
        SuiteVerdict::Undecided => Text::plain("others may exist"),
    }
}

fn verdict(suite: &Suite) -> Text {
    let names = |verdict| words::and(suite.with(verdict).map(|published| published.instance.name));
    let (differing, open) = (names(SuiteVerdict::Differs), names(SuiteVerdict::Undecided));
    let told = if differing.is_empty() {
        let games = if open.is_empty() { "game" } else { "game that was decided" };
        Text::plain(format!("Every {games} has the known number of equilibria"))
    } else {
        Text::look(Look::Loss, "Not what is known: ").and(Look::Plain, differing)
    };
    if open.is_empty() {
        return told.and(Look::Plain, ".");
    }
    told.and(Look::Plain, format!("; not decided: {open}."))
}
