//! Effects one by one: what each adds, why, where it holds, where it stands, what it rests on.

use itertools::Itertools;

use super::view::{Column, View, dim, look, parted};
use crate::explain::why::{CellTrace, EffectTrace, InterestTrace, PayoffTrace};
use crate::number::{Algebraic, Rational};
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances, Payoffs};
use crate::report::screen::interests::evidence;
use crate::report::words;
use crate::scenario::{Effect, Interest, StakeholderId};

/// This many effects have a row each; the others are summed.
const MOST_EFFECTS: usize = 24;

const ONE: &Algebraic = &Algebraic::ONE;

/// The effects behind one interest, and for which columns they hold.
pub(super) fn rules(page: &mut Page, view: View, interest: usize, columns: &[Column]) {
    let who = columns[0].1.who;
    let of = interest_of(view, who, interest);
    let lines = columns.iter().map(|(_, trace)| &trace.lines[interest]).collect_vec();
    let mut table = Table::titled(titles(columns));
    if !lines[0].base.is_zero() {
        let marks = lines.iter().map(|_| mark(view, ONE));
        let start = [adds(view, &lines[0].base), dim("before any effect")];
        let row = start.into_iter().chain(marks).chain([dim(&of.line.to_string()), Text::new()]);
        table.row(row.map(Cell::from).collect());
    }
    for (at, effect) in lines[0].effects.iter().enumerate() {
        if lines.iter().all(|line| line.effects[at].chance.is_zero()) {
            continue;
        }
        let marks = lines.iter().map(|line| mark(view, &line.effects[at].chance));
        let start = [adds(view, &effect.value), reason(view, effect)];
        let rests = if view.style.verbose { rests_on(view, effect) } else { Text::new() };
        let row = start.into_iter().chain(marks).chain([line_of(view, effect), rests]);
        table.row(row.map(Cell::from).collect());
    }
    if !lines[0].cells.is_empty() {
        table = cells(view, &lines, columns);
    }
    if table.rows.is_empty() {
        return;
    }
    page.space();
    if !view.is_plain(who) {
        page.paragraph(view.interest(who, interest).and(Look::Plain, ", effect by effect"));
    }
    page.table(table);
    let evidence = evidence(&of.evidence, view.style);
    if !evidence.is_empty() {
        page.paragraph(dim(&evidence));
    }
}

/// The cells of a table: one row for each thing that the others may do, one column for each option.
fn cells(view: View, lines: &[&InterestTrace], columns: &[Column]) -> Table {
    use ColumnKind::{Number, Words};
    let start = [(dim("the others"), Words), (dim("chance"), Number)];
    let options = columns.iter().map(|(title, _)| (title.clone(), Number));
    let mut table = Table::titled(start.into_iter().chain(options).collect());
    let chances = Chances::of(view.style, lines[0].cells.iter().map(|cell| &cell.chance));
    for (at, cell) in lines[0].cells.iter().enumerate().take(MOST_EFFECTS) {
        let others = view.others(&cell.results, &lines[1 % lines.len()].cells[at].results);
        let start = [others, Text::plain(chances.main(&cell.chance))];
        let values = lines.iter().map(|line| adds(view, &line.cells[at].value));
        table.row(start.into_iter().chain(values).map(Cell::from).collect());
    }
    table
}

fn titles(columns: &[Column]) -> Vec<(Text, ColumnKind)> {
    use ColumnKind::{Details, Number, Words};
    let start = [(dim("adds"), Number), (dim("because"), Words)];
    let options = columns.iter().map(|(title, _)| (title.clone(), Words));
    let end = [(dim("line"), Number), (Text::new(), Details)];
    start.into_iter().chain(options).chain(end).collect()
}

/// Every part of one payoff: the bases and the effects, each with what it adds.
pub(super) fn parts(view: View, trace: &PayoffTrace) -> Table {
    use ColumnKind::{Details, Number, Words};
    let titles = ["interest", "adds", "chance", "points", "because", "line", "rests on"];
    let kinds = [Words, Number, Number, Number, Words, Number, Details];
    let mut table = Table::titled(titles.iter().map(|title| dim(title)).zip(kinds).collect());
    let parts = trace.lines.iter().flat_map(parts_of).collect_vec();
    let points = parts.iter().map(|part| part.points.clone()).collect_vec();
    let most = if view.style.verbose { usize::MAX } else { MOST_EFFECTS };
    let (shown, others) = parted(&points, most);
    let rest: Algebraic = others.iter().map(|&at| &points[at]).sum();
    let group = Payoffs::of(view.style, points.iter().chain([&rest]));
    let is_certain = parts.iter().all(|part| part.chance() == ONE);
    let chances = Chances::of(view.style, parts.iter().map(Part::chance));
    let mut before = None;
    for &at in &shown {
        let part = &parts[at];
        let interest = part.line.interest;
        let is_named = before.replace(interest) != Some(interest) && !view.is_plain(trace.who);
        let name = if is_named { view.interest(trace.who, interest) } else { Text::new() };
        let chance = if is_certain { String::new() } else { chances.main(part.chance()) };
        let points = Text::look(look(&part.points), group.signed(&part.points));
        let [adds, because, line, rests] = part.words(view, trace.who);
        let row = [name, adds, Text::plain(chance), points, because, line, rests];
        table.row(row.into_iter().map(Cell::from).collect());
    }
    if !others.is_empty() {
        let mut row = vec![Text::new(); kinds.len()];
        (row[0], row[3]) = (dim("others"), Text::plain(group.signed(&rest)));
        table.row(row.into_iter().map(Cell::from).collect());
    }
    table
}

/// A summand of a payoff.
struct Part<'a> {
    line: &'a InterestTrace,
    kind: Kind<'a>,
    points: Algebraic,
}

enum Kind<'a> {
    Base,
    Effect(&'a EffectTrace),
    Cell(&'a CellTrace),
}

impl Part<'_> {
    fn chance(&self) -> &Algebraic {
        match self.kind {
            Kind::Base => ONE,
            Kind::Effect(effect) => &effect.chance,
            Kind::Cell(cell) => &cell.chance,
        }
    }

    /// What it adds to the score, why, the line in the file, and what it rests on.
    fn words(&self, view: View, who: StakeholderId) -> [Text; 4] {
        match self.kind {
            Kind::Base => {
                let of = interest_of(view, who, self.line.interest);
                let rests = dim(&evidence(&of.evidence, view.style));
                let line = dim(&of.line.to_string());
                [adds(view, &self.line.base), dim("before any effect"), line, rests]
            }
            Kind::Effect(effect) => {
                let (why, rests) = (reason(view, effect), rests_on(view, effect));
                [adds(view, &effect.value), why, line_of(view, effect), rests]
            }
            Kind::Cell(cell) => {
                [adds(view, &cell.value), view.cell(&cell.results), Text::new(), Text::new()]
            }
        }
    }
}

/// The summands of an interest's points that are something.
fn parts_of(line: &InterestTrace) -> impl Iterator<Item = Part<'_>> {
    let base = Part { line, kind: Kind::Base, points: line.base_points().into() };
    let effects = line.effects.iter().filter(|effect| !effect.chance.is_zero());
    let effects = effects.map(move |effect| {
        let points = line.effect_points(effect);
        Part { line, kind: Kind::Effect(effect), points }
    });
    let cell = move |cell| Part { line, kind: Kind::Cell(cell), points: cell.adds() };
    let cells = line.cells.iter().map(cell);
    std::iter::once(base).filter(|base| !base.line.base.is_zero()).chain(effects).chain(cells)
}

fn interest_of(view: View<'_>, who: StakeholderId, interest: usize) -> &Interest {
    &view.scenario.stakeholders()[who].interests[interest]
}

fn effect_of<'a>(view: View<'a>, effect: &EffectTrace) -> &'a Effect {
    &view.scenario.effects()[effect.effect]
}

/// Why an effect holds, in the file's words; without any, its condition.
fn reason(view: View, effect: &EffectTrace) -> Text {
    let effect = effect_of(view, effect);
    let because = effect.because.clone();
    Text::plain(because.unwrap_or_else(|| words::condition(view.scenario, &effect.when)))
}

fn line_of(view: View, effect: &EffectTrace) -> Text {
    dim(&effect_of(view, effect).points[effect.points].line.to_string())
}

fn rests_on(view: View, effect: &EffectTrace) -> Text {
    dim(&evidence(&effect_of(view, effect).evidence, view.style))
}

fn adds(view: View, value: &Rational) -> Text {
    let sign = if value.is_positive() { "+" } else { "" };
    Text::plain(format!("{sign}{}", number::plain(view.style, value)))
}

/// Whether an effect holds: a tick, a dash, or how probable it is.
fn mark(view: View, chance: &Algebraic) -> Text {
    if chance.is_zero() {
        dim("-")
    } else if chance == ONE {
        Text::plain(if view.style.ascii { "yes" } else { "✓" })
    } else {
        Text::plain(number::short_chance(view.style, chance))
    }
}
