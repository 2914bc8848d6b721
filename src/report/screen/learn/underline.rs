//! `learn --algorithm underline`: best responses option by option, then the table.

use itertools::Itertools;

use super::{View, more, next};
use crate::explain::learn::{Algorithm, Leaving, MarkedCell, Underline, Underlining};
use crate::number::{Algebraic, Rational};
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::Payoffs;
use crate::report::screen::payoffs;
use crate::report::words;

/// So many choices of the others are shown of each player.
const MOST_CHOICES: usize = 16;

/// And so many cells of the table.
const MOST_CELLS: usize = 24;

pub(super) fn steps(page: &mut Page, view: View, underline: &Underline) {
    let whatever = match view.players().len() {
        1 => "Underline what brings most.",
        _ => "Hold fixed what the others do, and underline what brings most. Then the next choice.",
    };
    let marked = Text::look(Look::Dim, "* underlined");
    page.paragraph(Text::plain(whatever).and(Look::Plain, "  ").then(marked));
    for player in view.players() {
        let steps = underline.steps.iter().filter(|step| step.player == player).collect_vec();
        choices(page, view, player, &steps);
    }
    let together = "the underlinings of all players in one table";
    let step = format!(" {}", view.players().len() + 1);
    page.heading("Step", &step, Text::look(Look::Dim, together));
    payoffs::body(page, view.scenario, view.game, view.style);
    cells(page, view, underline);
    match underline.pure().next() {
        Some(_) => next(page, view, &[Algorithm::Iesds, Algorithm::Supports]),
        None => next(page, view, &[Algorithm::Supports]),
    }
}

/// One player against each choice of the others.
fn choices(page: &mut Page, view: View, player: usize, steps: &[&Underlining]) {
    use ColumnKind::{Details, Number, Words};
    let lead = if view.players().len() == 1 { "" } else { "against each choice of the others" };
    let lead = view.player(player).and(Look::Dim, format!("  {lead}"));
    page.heading("Step", &format!(" {}", player + 1), lead);
    let options = 0..view.game.sizes()[player];
    let mut columns = vec![(Text::new(), Words)];
    columns.extend(options.clone().map(|option| (view.option(player, option), Number)));
    columns.push((Text::new(), Details));
    let mut table = Table::titled(columns);
    let numbers = steps.iter().flat_map(|step| &step.payoffs).cloned().map(Algebraic::from);
    let numbers = numbers.collect_vec();
    let group = Payoffs::of(view.style, &numbers);
    let leads = steps.iter().filter_map(|step| advantage(step)).map(Algebraic::from).collect_vec();
    let leads = Payoffs::of(view.style, &leads);
    for step in steps.iter().take(view.most(MOST_CHOICES)) {
        let mut row: Vec<Cell> = vec![view.profile(&step.at, view.others(player)).into()];
        row.extend(options.clone().map(|option| {
            let payoff = group.signed(&step.payoffs[option].clone().into());
            let best = step.best.contains(&option);
            let (look, mark) = if best { (Look::Best, "*") } else { (Look::Plain, " ") };
            Cell::from(Text::look(look, payoff).and(Look::Plain, mark))
        }));
        row.push(Text::look(Look::Dim, verdict(view, step, &leads)).into());
        table.row(row);
    }
    page.table(table);
    more(page, steps.len(), view.most(MOST_CHOICES), "choice", "choices");
}

/// `litigate, by 0.10`; `litigate and accommodate tie`.
fn verdict(view: View, step: &Underlining, leads: &Payoffs) -> String {
    let id = |&option: &usize| view.of(step.player).options[option].id.as_str();
    let Ok(best) = step.best.iter().exactly_one() else {
        return format!("{} tie", words::and(step.best.iter().map(id)));
    };
    match advantage(step) {
        None => "its only option".into(),
        Some(lead) => format!("{}, by {}", id(best), leads.number(&lead.into())),
    }
}

/// By how much the only best option is better than the next; nothing without a next one.
fn advantage(step: &Underlining) -> Option<Rational> {
    let best = *step.best.first()?;
    let others = (0..step.payoffs.len()).filter(|&option| option != best);
    let next = others.map(|option| &step.payoffs[option]).max()?;
    Some(&step.payoffs[best] - next)
}

/// Which cells are underlined throughout, and who would leave the others.
fn cells(page: &mut Page, view: View, underline: &Underline) {
    use ColumnKind::{Details, Words};
    let pure = underline.pure().count();
    let told = match pure {
        0 => "no cell is underlined throughout: there is no equilibrium in pure strategies".into(),
        1 => "one cell is underlined throughout: the only equilibrium in pure strategies".into(),
        _ => format!("{pure} cells are underlined throughout: the equilibria in pure strategies"),
    };
    page.heading("Cell by cell", "", Text::look(Look::Dim, told));
    let mut table = Table::new(&[Words, Words, Details]);
    let (yes, no) = words::signs(view.style);
    let shown = underline.cells.iter().take(view.most(MOST_CELLS));
    let gains = shown.flat_map(|cell| &cell.leaving).map(|l| Algebraic::from(l.gain.clone()));
    let gains = gains.collect_vec();
    let gains = Payoffs::of(view.style, &gains);
    for cell in underline.cells.iter().take(view.most(MOST_CELLS)) {
        let sign = if cell.leaving.is_empty() { yes } else { no };
        table.row(vec![
            view.profile(&cell.profile, view.players()).into(),
            Text::plain(sign).into(),
            leaving(view, cell, &gains).into(),
        ]);
    }
    page.table(table);
    more(page, underline.cells.len(), view.most(MOST_CELLS), "cell", "cells");
}

/// `Amazon would rather play confine (+0.35)`.
fn leaving(view: View, cell: &MarkedCell, gains: &Payoffs) -> Text {
    if cell.leaving.is_empty() {
        return Text::plain("an equilibrium: nobody gains by changing alone");
    }
    let rather = |leaving: &Leaving| {
        let name = view.player(leaving.player).and(Look::Plain, " would rather play ");
        let gain = gains.signed(&leaving.gain.clone().into());
        let option = view.option(leaving.player, leaving.to);
        name.then(option).and(Look::Plain, format!(" ({gain})"))
    };
    Text::join(cell.leaving.iter().map(rather), "; ")
}
