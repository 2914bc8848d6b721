//! A preference between options: interest by interest, then effect by effect where it is decided.

use super::view::{Column, View, look};
use super::{effects, given, interests};
use crate::explain::why::{Contrast, Preference, TurningPoint};
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::words;
use crate::scenario::StakeholderId;

pub(super) fn page(page: &mut Page, view: View, preference: &Preference) {
    let title = conclusion(view, preference);
    page.blocks.push(Block::Title { title, aside: Text::new() });
    given(page, view);
    place(page, view, preference);
    options(page, view, preference);
    let shown = preference.contrasts.iter();
    let rival = preference.rival();
    for contrast in shown.filter(|c| view.style.verbose || Some(*c) == rival) {
        account(page, view, preference, contrast);
    }
}

/// Where the options are compared.
pub(super) fn place(page: &mut Page, view: View, preference: &Preference) {
    page.paragraph(view.situation(&preference.situation, Some(preference.node)));
    page.paragraph(view.averaged(preference.who, &preference.situation));
}

/// `Microsoft prefers litigate to accommodate there, by 0.10: -0.60 against -0.70`.
fn conclusion(view: View, preference: &Preference) -> Text {
    let who = view.who(preference.who);
    let option = |option| view.option(preference.node, option);
    let first = option(preference.contrasted);
    // An option that is asked about may lose to the best of the others.
    let Some(rival) = preference.rival() else {
        let payoff = preference.trace(preference.contrasted).map(|trace| &trace.payoff);
        let payoff = payoff.map_or_else(String::new, |p| number::signed(view.style, p));
        return who
            .and(Look::Plain, " has only ")
            .then(first)
            .and(Look::Plain, format!(": {payoff}"));
    };
    let group = Payoffs::of(view.style, &rival.payoffs);
    let [this, other] = rival.payoffs.each_ref().map(|payoff| group.signed(payoff));
    let second = option(rival.options[1]);
    let size = rival.difference.abs();
    let by = Payoffs::of(view.style, [&size]).number(&size);
    let against = format!("{this} against {other}");
    match rival.difference.sign() {
        std::cmp::Ordering::Greater if preference.contrasts.len() > 1 => who
            .and(Look::Plain, " prefers ")
            .then(first)
            .and(Look::Plain, " there; the next best is ")
            .then(second)
            .and(Look::Plain, format!(", by {by}: {against}")),
        std::cmp::Ordering::Greater => who
            .and(Look::Plain, " prefers ")
            .then(first)
            .and(Look::Plain, " to ")
            .then(second)
            .and(Look::Plain, format!(" there, by {by}: {against}")),
        std::cmp::Ordering::Equal => who
            .and(Look::Plain, " is indifferent between ")
            .then(first)
            .and(Look::Plain, " and ")
            .then(second)
            .and(Look::Plain, format!(" there: each brings {this}")),
        std::cmp::Ordering::Less => first
            .and(Look::Plain, " brings ")
            .then(who)
            .and(Look::Plain, format!(" {by} less than "))
            .then(second)
            .and(Look::Plain, format!(" there: {against}")),
    }
}

/// Every option against the one that is contrasted, where there are more than two.
pub(super) fn options(page: &mut Page, view: View, preference: &Preference) {
    use ColumnKind::{Details, Number, Words};
    if preference.contrasts.len() < 2 {
        return;
    }
    let dim = |title: &str| Text::look(Look::Dim, title);
    let lead = view.option(preference.node, preference.contrasted);
    let titles = vec![
        (lead.and(Look::Dim, " against"), Words),
        (dim("brings"), Number),
        (dim("difference"), Number),
        (dim("because"), Details),
    ];
    let mut table = Table::titled(titles);
    let brings = Payoffs::of(view.style, preference.options.iter().map(|(_, trace)| &trace.payoff));
    let by = Payoffs::of(view.style, preference.contrasts.iter().map(|c| &c.difference));
    for contrast in &preference.contrasts {
        table.row(vec![
            view.option(preference.node, contrast.options[1]).into(),
            Text::plain(brings.signed(&contrast.payoffs[1])).into(),
            Text::look(look(&contrast.difference), by.signed(&contrast.difference)).into(),
            view.because(preference.who, &contrast.differences).into(),
        ]);
    }
    page.space();
    page.table(table);
}

/// Two options: the interests, the effects behind the deciding one (`-v`: behind each), and where
/// the comparison turns.
pub(super) fn account(page: &mut Page, view: View, preference: &Preference, contrast: &Contrast) {
    let [a, b] = contrast.options.map(|option| {
        let title = view.option(preference.node, option);
        preference.trace(option).map(|trace| (title, trace))
    });
    let (Some(a), Some(b)) = (a, b) else { return };
    let columns: [Column; 2] = [a, b];
    page.space();
    if !view.is_plain(preference.who) {
        let lead = "score, and the points that weight times score makes";
        page.paragraph(Text::look(Look::Dim, format!("For each option: {lead}.")));
        page.table(interests::table(view, &columns, Some(contrast)));
        page.paragraph(idle(view, preference.who, contrast));
    }
    for interest in 0..contrast.differences.len() {
        let only = contrast.differences.len() == 1;
        if view.style.verbose || only || contrast.decisive == Some(interest) {
            effects::rules(page, view, interest, &columns);
        }
    }
    page.space();
    page.paragraph(turning(view, preference.who, contrast));
    let felt = contrast.differences.iter().filter(|difference| !difference.is_zero()).count();
    if felt > 1 && !view.style.verbose {
        page.paragraph(Text::look(Look::Dim, "-v shows the effects behind every interest"));
    }
}

/// The interests whose weights do not matter here: both options have the same score.
fn idle(view: View, who: StakeholderId, contrast: &Contrast) -> Text {
    let interests = contrast.differences.iter().enumerate();
    let idle = interests.filter(|(_, difference)| difference.is_zero());
    let idle: Vec<Text> = idle.map(|(interest, _)| view.interest(who, interest)).collect();
    match idle.len() {
        0 => Text::new(),
        _ => words::listed(idle, " and ").and(Look::Dim, " cannot affect this choice"),
    }
}

/// `It turns at exclusivity 35 (now 40).`
fn turning(view: View, who: StakeholderId, contrast: &Contrast) -> Text {
    let point = |turn: &TurningPoint| {
        let at = match turn.at.as_rational() {
            Some(at) => number::plain(view.style, at),
            None => Payoffs::of(view.style, [&turn.at]).number(&turn.at),
        };
        let now = number::plain(view.style, &turn.now);
        view.interest(who, turn.interest).and(Look::Plain, format!(" {at} (now {now})")).unbroken()
    };
    if contrast.difference.is_zero() || view.is_plain(who) {
        return Text::new();
    }
    let Some((nearest, others)) = contrast.turns.split_first() else {
        return Text::plain("No weight alone turns it.");
    };
    let told = Text::plain("It turns at ").then(point(nearest));
    if others.is_empty() || !view.style.verbose {
        return told.and(Look::Plain, ", the other weights held.");
    }
    let others = words::listed(others.iter().map(point).collect(), " or ");
    told.and(Look::Plain, "; or at ").then(others).and(Look::Plain, ", the other weights held.")
}
