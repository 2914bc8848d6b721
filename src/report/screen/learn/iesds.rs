//! `learn --algorithm iesds`: what is crossed out round by round, and the arithmetic that shows it.

use itertools::Itertools;

use super::{View, more, next};
use crate::explain::learn::{Algorithm, Comparison, CrossedOut, Iesds, Left, Round, Surviving};
use crate::game::Mixture;
use crate::number::{Algebraic, Rational};
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::words;

/// So many options of a round are crossed out with their arithmetic; the rest are named.
const MOST_SPELT_OUT: usize = 4;

/// And so many comparisons are shown of each.
const MOST_COMPARISONS: usize = 12;

/// So many of the options that are left have a row each.
const MOST_LEFT: usize = 24;

pub(super) fn steps(page: &mut Page, view: View, iesds: &Iesds) {
    let whatever = "An option is strictly dominated if another one, or one mixture of others, \
                    brings more whatever the others do. Cross out all that are; look again at what \
                    is left.";
    page.paragraph(Text::plain(whatever));
    for (at, round) in iesds.rounds.iter().enumerate() {
        let before = format!("in {}", view.sizes(&round.kept));
        page.heading("Round", &format!(" {}", at + 1), Text::look(Look::Dim, before));
        crossed_out(page, view, round);
    }
    stop(page, view, iesds);
}

fn crossed_out(page: &mut Page, view: View, round: &Round) {
    let shown = view.most(MOST_SPELT_OUT);
    for (at, crossed_out) in round.crossed_out.iter().take(shown).enumerate() {
        if at > 0 {
            page.space();
        }
        spelt_out(page, view, crossed_out);
    }
    let rest = round.crossed_out.iter().skip(shown).map(|crossed_out| {
        let dominated = &crossed_out.dominated;
        view.named(dominated.player, dominated.option).unbroken()
    });
    let rest = rest.collect_vec();
    if !rest.is_empty() {
        page.space();
        let also = Text::plain(format!("{} Cross out as well: ", view.arrow()));
        let told = also.then(words::listed(rest, " and "));
        page.paragraph(told.and(Look::Dim, " (-v has the arithmetic)"));
    }
}

fn spelt_out(page: &mut Page, view: View, crossed_out: &CrossedOut) {
    let dominated = &crossed_out.dominated;
    let (player, option) = (dominated.player, dominated.option);
    let by: Mixture = dominated.by.iter().cloned().map(Into::into).collect();
    let by = view.mixture(player, &by);
    let against = view.option(player, option).and(Look::Plain, " against ").then(by);
    page.paragraph(view.player(player).and(Look::Plain, ": ").then(against));
    page.table(comparisons(view, crossed_out));
    let shown = view.most(MOST_COMPARISONS);
    more(page, crossed_out.comparisons.len(), shown, "comparison", "comparisons");
    let margins = crossed_out.comparisons.iter().map(Comparison::margin).minmax();
    let (least, most) = margins.into_option().unwrap_or_default();
    let worse = match crossed_out.comparisons.len() {
        1 => "worse by",
        _ if least == most => "worse everywhere, by",
        _ => "worse everywhere, by at least",
    };
    let least = Algebraic::from(least);
    let least = Payoffs::of(view.style, [&least]).number(&least);
    let cross_out = Text::plain(format!("{} Cross out ", view.arrow()));
    page.paragraph(
        cross_out.then(view.option(player, option)).and(Look::Plain, format!(": {worse} {least}")),
    );
}

/// One row for each choice of the others.
fn comparisons(view: View, crossed_out: &CrossedOut) -> Table {
    use ColumnKind::{Number, Words};
    let (player, option) = (crossed_out.dominated.player, crossed_out.dominated.option);
    let rows = crossed_out.comparisons.iter().take(view.most(MOST_COMPARISONS)).collect_vec();
    let only = rows.first().and_then(|row| row.parts.iter().exactly_one().ok());
    let by = only.map_or(Text::plain("the mixture"), |(by, ..)| view.option(player, *by));
    let more = Text::look(Look::Dim, "more");
    let titles = [Text::new(), Text::new(), by, view.option(player, option), more];
    let kinds = [Words, Words, Number, Number, Number];
    let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
    let numbers = rows.iter().flat_map(|row| {
        row.parts.iter().map(|(_, _, payoff)| payoff).chain([&row.mixture, &row.option])
    });
    let numbers = numbers.cloned().map(Algebraic::from).collect_vec();
    let group = Payoffs::of(view.style, &numbers);
    let signed = |number: &Rational| Text::plain(group.signed(&number.clone().into()));
    let margins = rows.iter().map(|row| Algebraic::from(row.margin())).collect_vec();
    let margins = Payoffs::of(view.style, &margins);
    for row in rows {
        table.row(vec![
            view.profile(&row.at, view.others(player)).into(),
            Text::look(Look::Dim, arithmetic(view, row, &group)).into(),
            signed(&row.mixture).into(),
            signed(&row.option).into(),
            Text::plain(margins.number(&row.margin().into())).into(),
        ]);
    }
    table
}

/// `1/2·4 + 1/2·0 =`; nothing for a single option.
fn arithmetic(view: View, row: &Comparison, group: &Payoffs) -> String {
    if row.parts.len() == 1 {
        return String::new();
    }
    let times = words::times(view.style);
    let part = |(_, chance, payoff): &(usize, Rational, Rational)| {
        let chance = number::short_chance(view.style, &chance.clone().into());
        let payoff = group.number(&payoff.clone().into());
        if payoff.starts_with(['-', '−']) {
            format!("{chance}{times}({payoff})")
        } else {
            format!("{chance}{times}{payoff}")
        }
    };
    format!("{} =", row.parts.iter().map(part).join(" + "))
}

/// Why nothing more is crossed out, and what that means.
fn stop(page: &mut Page, view: View, iesds: &Iesds) {
    let elimination = &iesds.elimination;
    let left = format!("{} left", view.sizes(&elimination.kept));
    if elimination.stopped {
        let told = "the search was stopped: more may be dominated";
        page.heading("Stopped", &format!(": {left}"), Text::look(Look::Dim, told));
        return;
    }
    let lead = match (elimination.solves(), iesds.rounds.is_empty()) {
        (true, true) => "nobody has a choice",
        (true, false) => "solved by dominance",
        (false, true) => "nothing is strictly dominated",
        (false, false) => "nothing more is strictly dominated",
    };
    page.heading("Stop", &format!(": {left}"), Text::look(Look::Dim, lead));
    surviving(page, view, &iesds.left);
    if !elimination.mixtures_tested {
        let told = "Too large a game to look for options that only a mixture of others dominates.";
        page.paragraph(Text::look(Look::Dim, told));
    }
    let only = elimination.kept.iter().enumerate();
    let only = Text::join(only.map(|(p, kept)| view.named(p, kept[0]).unbroken()), ", ");
    let told = match (elimination.solves(), iesds.rounds.is_empty()) {
        (true, _) => only.and(Look::Plain, " is the only equilibrium."),
        (false, true) => Text::plain("Dominance says nothing about this game."),
        (false, false) => {
            Text::plain("No equilibrium plays what is crossed out; what is left has them all.")
        }
    };
    page.paragraph(told);
    if !elimination.solves() {
        next(page, view, &[Algorithm::Underline, Algorithm::Supports]);
    }
}

/// Where each option that is left is best.
fn surviving(page: &mut Page, view: View, left: &[Left]) {
    use ColumnKind::{Details, Words};
    let mut table = Table::new(&[Words, Words, Details]);
    let rows = left.iter().flat_map(|left| left.options.iter().map(move |option| (left, option)));
    let rows = rows.collect_vec();
    for (left, surviving) in rows.iter().take(view.most(MOST_LEFT)) {
        let is_first = surviving.option == left.options[0].option;
        let name = if is_first { view.player(left.player) } else { Text::new() };
        table.row(vec![
            name.into(),
            view.option(left.player, surviving.option).into(),
            best_at(view, left.player, surviving).into(),
        ]);
    }
    page.table(table);
    more(page, rows.len(), view.most(MOST_LEFT), "option", "options");
}

/// `best against diversify, expand, by 0.10`.
fn best_at(view: View, player: usize, surviving: &Surviving) -> Text {
    let Some((profile, lead)) = &surviving.best_at else {
        return Text::plain("best against no single choice, yet no mixture beats it everywhere");
    };
    let lead = Algebraic::from(lead.clone());
    let (how, by) = if lead.is_zero() {
        ("as good as any", String::new())
    } else {
        ("best", format!(", by {}", Payoffs::of(view.style, [&lead]).number(&lead)))
    };
    if view.players().len() == 1 {
        return Text::plain(format!("{how}{by}"));
    }
    let others = view.profile(profile, view.others(player));
    Text::plain(format!("{how} against ")).then(others).and(Look::Plain, by)
}
