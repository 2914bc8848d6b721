//! Effects one by one: what each adds, why, where it holds, where it stands, what it rests on.

use itertools::Itertools;

use super::view::{Column, View, dim, look, parted};
use crate::explain::why::{EffectTrace, InterestTrace, PayoffTrace};
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
    if table.rows.is_empty() {
        return;
    }
    page.space();
    if !view.is_plain(who) {
        page.paragraph(view.interest(who, interest).and(Look::Plain, ", effect by effect"));
    }
    page.table(table);
    page.paragraph(dim(&evidence(&of.evidence, view.style)));
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

/// A summand of a payoff: a base, or an effect.
struct Part<'a> {
    line: &'a InterestTrace,
    effect: Option<&'a EffectTrace>,
    points: Algebraic,
}

impl Part<'_> {
    fn chance(&self) -> &Algebraic {
        self.effect.map_or(ONE, |effect| &effect.chance)
    }

    /// What it adds to the score, why, the line in the file, and what it rests on.
    fn words(&self, view: View, who: StakeholderId) -> [Text; 4] {
        if let Some(effect) = self.effect {
            let (why, rests) = (reason(view, effect), rests_on(view, effect));
            return [adds(view, &effect.value), why, line_of(view, effect), rests];
        }
        let of = interest_of(view, who, self.line.interest);
        let rests = dim(&evidence(&of.evidence, view.style));
        let line = dim(&of.line.to_string());
        [adds(view, &self.line.base), dim("before any effect"), line, rests]
    }
}

/// The summands of an interest's points that are something.
fn parts_of(line: &InterestTrace) -> impl Iterator<Item = Part<'_>> {
    let base = Part { line, effect: None, points: line.base_points().into() };
    let effects = line.effects.iter().filter(|effect| !effect.chance.is_zero());
    let effects = effects.map(move |effect| {
        let points = line.effect_points(effect);
        Part { line, effect: Some(effect), points }
    });
    std::iter::once(base).filter(|base| !base.line.base.is_zero()).chain(effects)
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
