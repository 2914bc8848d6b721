//! `bench --family`: the solvers side by side, size by size.

use itertools::Itertools;

use super::bench::{relative, seconds};
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
    page.paragraph(relative(style));
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
    let games = match &series.seeds[..] {
        _ if !series.family.is_random => "one game of each size".into(),
        [first, .., last] => {
            format!("{} games of each size, seeds {first} to {last}", series.seeds.len())
        }
        [first] => format!("one game of each size, seed {first}"),
        [] => "no games".into(),
    };
    format!("{players}{dot}{games}")
}

fn table(series: &Series, style: &Style) -> Table {
    use ColumnKind::{Extra, Group, Number, Words};
    let to = if style.ascii { ".." } else { "…" };
    let span = format!("min {to} max");
    let titles = ["size", "solver", "games", "result", "median", "relative", &span];
    let titles = titles.map(|title| Text::look(Look::Dim, title));
    let kinds = [Group, Words, Number, Words, Number, Extra, Extra];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    let all = series.seeds.len();
    for row in &series.rows() {
        let games = (row.games < all).then(|| format!("{} of {all}", row.games));
        let span = format!("{} {to} {}", seconds(row.least, style), seconds(row.most, style));
        table.row(vec![
            Text::plain(row.size.to_string()).into(),
            Text::plain(row.solver.name).into(),
            Text::plain(games.unwrap_or_default()).into(),
            Text::plain(result(row, to)).into(),
            Text::plain(seconds(row.median, style)).into(),
            Text::plain(format!("{:.1}", row.relative)).into(),
            Text::plain(if row.games > 1 { span } else { String::new() }).into(),
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
    let (compared, known, all) = (series.compared(), series.known(), series.games.len());
    let on = words::count(all, "game", "games");
    let told = match compared {
        0 => "nothing to compare".into(),
        _ if compared == all => format!("the solvers that came to their end agree on {on}"),
        _ => format!("the solvers that came to their end agree on {compared} of {on}"),
    };
    let counts = match known {
        0 => String::new(),
        _ if known == compared => ", and with the known number of equilibria".into(),
        _ => format!("; on {known} with the known number of equilibria"),
    };
    let runs = || series.games.iter().flat_map(|member| &member.bench.runs);
    let partial = runs().filter(|run| !run.found.is_complete).map(|run| run.solver.name);
    let left_out = match partial.unique().collect_vec() {
        names if names.is_empty() => String::new(),
        names => format!("; not compared where not complete: {}", words::and(names)),
    };
    format!("{told}{counts}{left_out}.")
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
