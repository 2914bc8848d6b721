//! `bench --family`: the solvers side by side, size by size.

use itertools::Itertools;

use super::bench::seconds;
use crate::explain::{Member, Mismatch, Series, SizeRow};
use crate::nash::Promise;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::{Style, words};

/// One row for each size and solver, and whether the answers go together.
pub(in crate::report) fn series(series: &Series, style: &Style) -> Page {
    let mut page = Page::default();
    let title = Text::look(Look::Strong, series.family.name);
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, extent(series, style)) });
    page.space();
    page.table(table(series, style));
    page.space();
    let failures = series.failures();
    if failures.is_empty() {
        page.paragraph(Text::plain("Agreement: ").and(Look::Plain, agreement(series)));
    }
    for (member, why) in &failures {
        page.paragraph(failure(member, why));
    }
    page
}

/// `2 players · 5 games of each size, with seeds 1 to 5`.
fn extent(series: &Series, style: &Style) -> String {
    let dot = if style.ascii { " - " } else { " · " };
    let players = series.games.first().map_or(0, |member| member.shape.players);
    let players = words::count(players, "player", "players");
    let seeds = series.games.iter().map(|member| member.seed);
    let games = match seeds.minmax().into_option() {
        _ if !series.family.is_random => "one game of each size".into(),
        Some((first, last)) if first < last => {
            format!("{} games of each size, seeds {first} to {last}", last - first + 1)
        }
        Some((first, _)) => format!("one game of each size, seed {first}"),
        None => "no games".into(),
    };
    format!("{players}{dot}{games}")
}

fn table(series: &Series, style: &Style) -> Table {
    use ColumnKind::{Number, Words};
    let to = if style.ascii { ".." } else { "…" };
    let span = format!("min {to} max");
    let titles = ["size", "solver", "result", "time (median)", &span, "relative"];
    let titles = titles.map(|title| Text::look(Look::Dim, title));
    let kinds = [Number, Words, Words, Number, Number, Number];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    let rows = series.rows();
    for (at, row) in rows.iter().enumerate() {
        let first = at == 0 || rows[at - 1].size != row.size;
        let span = format!("{} {to} {}", seconds(row.least, style), seconds(row.most, style));
        table.row(vec![
            Text::plain(if first { row.size.to_string() } else { String::new() }).into(),
            Text::plain(row.solver.name).into(),
            Text::plain(result(row, to)).into(),
            Text::plain(seconds(row.median, style)).into(),
            Text::plain(if row.games > 1 { span } else { String::new() }).into(),
            Text::plain(format!("{:.1}", row.relative)).into(),
        ]);
    }
    table
}

/// `1…7 equilibria, all`; `2 equilibria, all pure`; `12 equilibria, others may exist`.
fn result(row: &SizeRow, to: &str) -> String {
    let (least, most) = row.equilibria;
    let found = if least == most {
        words::count(least, "equilibrium", "equilibria")
    } else {
        format!("{least}{to}{most} equilibria")
    };
    let claim = match (row.complete == row.games, row.solver.promise) {
        (false, _) => "others may exist",
        (true, Promise::Pure) => "all pure",
        (true, _) => "all",
    };
    format!("{found}, {claim}")
}

fn agreement(series: &Series) -> String {
    let games = words::count(series.games.len(), "game", "games");
    let known = series.games.iter().map(|member| series.family.known(member.shape));
    let known = known.filter(|known| known.all.is_some() || known.pure.is_some()).count();
    let counts = match known {
        0 => String::new(),
        known if known == series.games.len() => ", and on how many equilibria are known".into(),
        known => format!(", and on how many equilibria are known of {known}"),
    };
    format!("the solvers that came to their end agree on {games}{counts}.")
}

fn failure(member: &Member, why: &Mismatch) -> Text {
    let place = format!("Size {}, seed {}: ", member.shape.size, member.seed);
    let told = match why {
        Mismatch::Contradiction(solvers) => format!(
            "the solvers contradict each other, which is a fault of the program: {}",
            words::and(solvers.iter().copied())
        ),
        Mismatch::Known { solver, found, expected } => {
            let found = words::count(*found, "equilibrium", "equilibria");
            format!("{solver} found {found}, and there are {expected}")
        }
    };
    Text::plain(place).and(Look::Loss, told)
}
