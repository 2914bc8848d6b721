//! A claim about two options: whether it holds, where, and the sum that decides it.

use super::view::View;
use super::{given, preference};
use crate::explain::why::Judged;
use crate::report::content::{Block, Look, Page, Text};
use crate::report::number::Payoffs;
use crate::report::words;
use crate::scenario::Relation;

pub(super) fn page(page: &mut Page, view: View, judged: &Judged) {
    let claim = &judged.claim;
    let option = |option| view.option(claim.node, option);
    let [first, second] = claim.options.map(option);
    let verdict = if judged.holds { "True" } else { "False" };
    let title = Text::look(Look::Strong, verdict)
        .and(Look::Plain, ": ")
        .then(view.who(claim.who))
        .and(Look::Plain, ": ")
        .then(first.clone())
        .and(Look::Plain, format!(" {} ", words::relation(claim.relation)))
        .then(second.clone());
    page.blocks.push(Block::Title { title, aside: Text::new() });
    given(page, view);
    page.paragraph(Text::plain(scope(view, judged)));
    preference::place(page, view, &judged.preference);
    let Some(contrast) = judged.preference.contrasts.first() else { return };
    let group = Payoffs::of(view.style, &contrast.payoffs);
    let [this, other] = contrast.payoffs.each_ref().map(|payoff| group.signed(payoff));
    let by = Payoffs::of(view.style, [&contrast.difference]).signed(&contrast.difference);
    let sum = first
        .and(Look::Plain, format!(" brings {this}, "))
        .then(second)
        .and(Look::Plain, format!(" {other}: a difference of {by}."));
    page.paragraph(sum);
    preference::account(page, view, &judged.preference, contrast);
}

/// Over which outcomes of the others' moves it was judged, and at how many it holds.
fn scope(view: View, judged: &Judged) -> String {
    let (outcomes, held) = (judged.outcomes, judged.held);
    if outcomes < 2 {
        return String::new();
    }
    let all = format!("{outcomes} outcomes of the others' moves");
    if !judged.holds {
        let failed = outcomes - held;
        let verb = if failed == outcomes { "every one".into() } else { failed.to_string() };
        return format!("It fails at {verb} of the {all}. There, where it fails most:");
    }
    let mixed = match judged.claim.relation {
        Relation::Unequal => "",
        _ => ", and so whatever they mix",
    };
    let ids = judged.claim.options.map(|o| &view.scenario.nodes()[judged.claim.node].choices[o].id);
    let dominance = match judged.claim.relation {
        Relation::Greater => format!(": {} strictly dominates {}", ids[0], ids[1]),
        Relation::Less => format!(": {} strictly dominates {}", ids[1], ids[0]),
        _ => String::new(),
    };
    format!("It holds at each of the {all}{mixed}{dominance}. There, where it holds by the least:")
}
