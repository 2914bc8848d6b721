//! `bench --compare`: times beside those of an earlier run.

use crate::explain::{Slowdown, TimeChange};
use crate::report::content::{ColumnKind, Look, Page, Table, Text};

/// One row for each time that the earlier run has too.
pub(in crate::report) fn slowdown(slowdown: &Slowdown) -> Page {
    use ColumnKind::{Group, Number, Words};
    let mut page = Page::default();
    let against = if slowdown.changes.is_empty() { "nothing to compare with" } else { "against" };
    page.heading("Change", "", Text::plain(format!("{against} {}", slowdown.baseline)));
    let titles = ["size", slowdown.of, "change", ""].map(|title| Text::look(Look::Dim, title));
    let kinds = [Group, Words, Number, Words];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    for TimeChange { size, name, percent, is_too_much } in &slowdown.changes {
        let verdict = if *is_too_much { "more than allowed" } else { "" };
        table.row(vec![
            Text::plain(size.map(|size| size.to_string()).unwrap_or_default()).into(),
            Text::plain(name).into(),
            Text::plain(format!("{percent:+.1}%")).into(),
            Text::look(Look::Loss, verdict).into(),
        ]);
    }
    page.table(table);
    page
}
