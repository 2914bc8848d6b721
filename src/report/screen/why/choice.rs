//! What somebody does at each equilibrium: why that is best, and what everything else would lose.

use super::view::{View, look};
use super::{given, payoff, preference};
use crate::explain::mixers_behind;
use crate::explain::why::{Choice, ChoiceAt, Contrast, Part, Preference};
use crate::report::content::{Block, Look, Page, Text};
use crate::report::number::{self, Payoffs};
use crate::report::screen::{handful, left_out};
use crate::report::words::{self, Case};

pub(super) fn page(page: &mut Page, view: View, choice: &Choice) {
    let (answer, style) = (&choice.answer, view.style);
    let case = Case { scenario: view.scenario, answer, style };
    let known = words::coverage(&answer.coverage, answer.equilibria.len());
    let aside = Text::look(Look::Dim, known);
    page.blocks.push(Block::Title { title: view.who(choice.who), aside });
    given(page, view);
    let shown = handful(style);
    for at in choice.at.iter().take(shown) {
        equilibrium(page, view, case, at);
    }
    if choice.at.len() > shown {
        page.space();
        page.paragraph(left_out(choice.at.len() - shown, "equilibrium", "equilibria"));
    }
}

fn equilibrium(page: &mut Page, view: View, case: Case, at: &ChoiceAt) {
    let all = &case.answer.equilibria;
    let found = if case.answer.coverage.is_all() { "" } else { " found" };
    let rest = format!(" {} of {}{found}", at.equilibrium + 1, all.len());
    let isolated = all[at.equilibrium].is_isolated(case.answer);
    let part = if isolated { "" } else { "; part of a continuum" };
    let lead = format!("{}{part}", case.kind(&all[at.equilibrium]));
    page.heading("Equilibrium", &rest, Text::look(Look::Dim, lead));
    match &at.part {
        Part::Gets(trace) => {
            let gets = number::signed(view.style, &trace.payoff);
            let who = view.who(trace.who);
            page.paragraph(who.and(Look::Plain, ": ").and(look(&trace.payoff), gets));
            others(page, view, case, at);
            payoff::account(page, view, trace);
        }
        Part::Chooses(preference) => chooses(page, view, case, (at, preference)),
    }
}

fn others(page: &mut Page, view: View, case: Case, at: &ChoiceAt) {
    let profile = case.answer.equilibria[at.equilibrium].equilibrium.profile();
    let situation = crate::explain::why::Situation::of(view.scenario, profile);
    page.paragraph(view.situation(&situation, None));
}

fn chooses(page: &mut Page, view: View, case: Case, (at, preference): (&ChoiceAt, &Preference)) {
    let profile = case.answer.equilibria[at.equilibrium].equilibrium.profile();
    let Some(player) = case.answer.moves.iter().position(|&m| m == preference.node) else { return };
    let support = profile.support(player);
    let is_played = |contrast: &&Contrast| support.contains(&contrast.options[1]);
    let who = view.who(preference.who);
    let played = case.mixture(player, &profile.mixtures()[player], " and ");
    let payoff = preference.trace(preference.contrasted).map(|trace| &trace.payoff);
    let payoff = payoff
        .map_or_else(String::new, |payoff| Payoffs::of(view.style, [payoff]).fraction(payoff));
    let said = if support.len() == 1 {
        let why = alone(view, preference);
        who.and(Look::Plain, " plays ").then(played).and(Look::Plain, why)
    } else {
        let why = format!(". Each brings {payoff}: {}.", indifferent(case, player, at));
        who.and(Look::Plain, " mixes ").then(played).and(Look::Plain, why)
    };
    page.paragraph(said);
    preference::place(page, view, preference);
    preference::options(page, view, preference);
    let tied = preference.contrasts.iter().filter(is_played);
    let shown: Vec<&Contrast> = match (view.style.verbose, support.len()) {
        (true, _) => preference.contrasts.iter().collect(),
        (false, 1) => preference.rival().into_iter().collect(),
        (false, _) => tied.take(1).collect(),
    };
    for contrast in shown {
        preference::account(page, view, preference, contrast);
    }
}

/// Why the only option that is played is best.
fn alone(view: View, preference: &Preference) -> String {
    let Some(rival) = preference.rival() else { return ", its only option.".into() };
    let group = Payoffs::of(view.style, &rival.payoffs);
    let [this, other] = rival.payoffs.each_ref().map(|payoff| group.signed(payoff));
    let next = &view.scenario.nodes()[preference.node].choices[rival.options[1]].id;
    if rival.difference.is_zero() {
        return format!(": {this}; {next} would do as well.");
    }
    let loss = Payoffs::of(view.style, [&rival.difference]).number(&rival.difference);
    format!(": {this}; {next} would bring {other}, {loss} less.")
}

/// Who makes a player indifferent by how it mixes.
fn indifferent(case: Case, player: usize, at: &ChoiceAt) -> String {
    let profile = case.answer.equilibria[at.equilibrium].equilibrium.profile();
    let others = mixers_behind(&case.answer.game, profile, player).into_iter();
    let mixes = |other: usize| {
        let mixture = case.mixture(other, &profile.mixtures()[other], " and ");
        format!("{} mixes {}", case.name(other), mixture.as_string())
    };
    let others: Vec<String> = others.map(mixes).collect();
    if others.is_empty() {
        return "a tie".into();
    }
    format!("the same, because {}", words::and(others.iter().map(String::as_str)))
}
