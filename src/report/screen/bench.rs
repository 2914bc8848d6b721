//! `bench`: the solvers side by side.

use itertools::Itertools;

use crate::explain::{Bench, Timed};
use crate::nash::Promise;
use crate::report::Style;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::words;
use crate::scenario::Scenario;

/// One row for each solver, and whether they agree.
pub(in crate::report) fn bench(scenario: &Scenario, bench: &Bench, style: &Style) -> Page {
    let mut page = Page::default();
    let aside = Text::look(Look::Dim, words::count(bench.runs.len(), "solver", "solvers"));
    page.blocks.push(Block::Title { title: words::title(scenario, style), aside });
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
    page.space();
    page.table(table(bench, style));
    page.space();
    page.paragraph(relative(style));
    page.paragraph(agreement(bench));
    page
}

/// What is said of the column that narrow screens have no room for.
pub(super) fn relative(style: &Style) -> Text {
    let told = "Relative: to the fastest solver that promises as much, every equilibrium or the \
        pure ones.";
    if style.width < LEAST_WIDTH_FOR_RELATIVE { Text::new() } else { Text::plain(told) }
}

/// On narrower screens the solvers, what they found and their times take all the room.
const LEAST_WIDTH_FOR_RELATIVE: usize = 70;

fn table(bench: &Bench, style: &Style) -> Table {
    use ColumnKind::{Extra, Number, Words};
    let (plus_minus, to) = if style.ascii { ("+-", "..") } else { ("±", "…") };
    let sigma = format!("{plus_minus} {}", if style.ascii { "s" } else { "σ" });
    let span = format!("min {to} max");
    let titles = ["solver", "result", "mean", "relative", &sigma, &span, "runs"];
    let titles = titles.map(|title| Text::look(Look::Dim, title));
    let kinds = [Words, Words, Number, Extra, Extra, Extra, Extra];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    for (index, run) in bench.runs.iter().enumerate() {
        let timing = &run.timing;
        let (least, most) = (seconds(timing.least, style), seconds(timing.most, style));
        let deviation = seconds(timing.deviation, style);
        let (deviation, span) = match timing.runs {
            0 | 1 => Default::default(),
            _ => (format!("{plus_minus} {deviation}"), format!("{least} {to} {most}")),
        };
        table.row(vec![
            Text::plain(run.solver.name).into(),
            Text::plain(result(run)).into(),
            Text::plain(seconds(timing.mean, style)).into(),
            Text::plain(format!("{:.1}", bench.relative(index))).into(),
            Text::plain(deviation).into(),
            Text::plain(span).into(),
            Text::plain(timing.runs.to_string()).into(),
        ]);
    }
    table
}

/// `1 equilibrium, all`; `2 equilibria, all pure ones`.
fn result(run: &Timed) -> String {
    let found = words::count(run.found.equilibria.len(), "equilibrium", "equilibria");
    let claim = match (run.found.is_complete, run.solver.promise) {
        (false, _) => "others may exist",
        (true, Promise::Pure) => "all pure",
        (true, _) => "all",
    };
    format!("{found}, {claim}")
}

/// A time in the unit in which it has one to three digits before the point.
pub(super) fn seconds(time: f64, style: &Style) -> String {
    let (scale, unit) = match time {
        t if t >= 1.0 => (1.0, "s"),
        t if t >= 1e-3 => (1e3, "ms"),
        _ if style.ascii => (1e6, "us"),
        _ => (1e6, "µs"),
    };
    format!("{:.1} {unit}", time * scale)
}

fn agreement(bench: &Bench) -> Text {
    let agreement = &bench.agreement;
    let name = |&at: &usize| bench.runs[at].solver.name;
    let left_out = (0..bench.runs.len()).filter(|at| !agreement.compared.contains(at));
    let left_out = left_out.map(|at| name(&at)).collect_vec();
    let told = match (agreement.holds(), agreement.compared.len()) {
        (false, _) => {
            let names = agreement.disagreeing.iter().map(name);
            let what = "the solvers contradict each other, which is a fault of the program: ";
            Text::look(Look::Loss, what).and(Look::Plain, words::and(names))
        }
        (true, 0 | 1) => Text::plain("nothing to compare"),
        (true, compared) => Text::plain(format!("all {compared} that came to their end agree")),
    };
    let told = Text::plain("Agreement: ").then(told);
    if left_out.is_empty() {
        return told.and(Look::Plain, ".");
    }
    let names = words::and(left_out);
    told.and(Look::Plain, format!("; not compared, because not complete: {names}."))
}
