//! One payoff: its interests, then every effect with its place and what it rests on.

use super::view::{View, look};
use super::{effects, given, interests};
use crate::explain::why::{PayoffTrace, Situation};
use crate::report::content::{Block, Look, Page, Text};
use crate::report::number;

pub(super) fn page(page: &mut Page, view: View, situation: &Situation, trace: &PayoffTrace) {
    let payoff = number::signed(view.style, &trace.payoff);
    let title = view.who(trace.who).and(Look::Plain, ": ").and(look(&trace.payoff), payoff);
    page.blocks.push(Block::Title { title, aside: Text::new() });
    given(page, view);
    page.paragraph(view.situation(situation, None));
    page.paragraph(view.averaged(trace.who, situation));
    if let Some(baseline) = view.scenario.baseline() {
        page.paragraph(Text::look(Look::Dim, format!("A score of 0 means {baseline}.")));
    }
    account(page, view, trace);
}

/// The interests that make a payoff, and the effects that make them.
pub(super) fn account(page: &mut Page, view: View, trace: &PayoffTrace) {
    if !view.is_plain(trace.who) {
        page.space();
        page.table(interests::table(view, &[(Text::new(), trace)], None));
    }
    let parts = effects::parts(view, trace);
    page.space();
    if parts.rows.is_empty() {
        page.paragraph(Text::plain("No effect holds there, and every base is 0."));
        return;
    }
    let lead = if view.scenario.is_table() {
        "Cell by cell; the points, chance times payoff, add up to the payoff:"
    } else if view.is_plain(trace.who) {
        "Effect by effect; the points add up to the payoff:"
    } else {
        "Effect by effect; the points, weight times what it adds, add up to the payoff:"
    };
    page.paragraph(Text::look(Look::Dim, lead));
    page.table(parts);
}
