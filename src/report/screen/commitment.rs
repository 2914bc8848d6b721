//! LITIGATE OR ACCOMMODATE: each option of the focus player as a commitment.

use itertools::Itertools;

use crate::explain::{Commitment, CommitmentOption, Response};
use crate::number::Algebraic;
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::Payoffs;
use crate::report::words::{self, Case};
use crate::scenario::StakeholderId;

/// More options than this are not named in the title.
const MOST_NAMED: usize = 3;

pub(super) fn commitment(page: &mut Page, case: Case) {
    let Some(commitment) = &case.answer.commitment else { return };
    let name = case.name(commitment.player);
    let alone = case.players() == 1;
    let lead = if alone {
        format!("what each option brings; only {name} decides")
    } else {
        format!("if {name} commits first and the others see it")
    };
    page.heading(&title(case, commitment), "", Text::look(Look::Dim, lead));
    page.table(table(case, commitment));
    for note in notes(case, commitment) {
        page.paragraph(Text::look(Look::Dim, note));
    }
    page.paragraph(conclusion(case, commitment));
}

/// The options in question: the contrast of the file, else all if they are few.
fn title(case: Case, commitment: &Commitment) -> String {
    let node = case.answer.moves[commitment.player];
    let contrast = case.scenario.ask().contrast.filter(|(asked, _)| *asked == node);
    let all = (0..commitment.options.len()).collect_vec();
    let options = contrast.map_or(all, |(_, options)| options.to_vec());
    if options.len() > MOST_NAMED {
        return format!("{}, option by option", case.name(commitment.player));
    }
    options.iter().map(|&option| case.option_id(commitment.player, option)).join(" or ")
}

fn table(case: Case, commitment: &Commitment) -> Table {
    use ColumnKind::{Number, Words};
    let scenario = case.scenario;
    let players = scenario.stakeholders().iter().enumerate().filter(|(_, who)| who.is_player);
    let players: Vec<StakeholderId> = players.map(|(who, _)| who).collect();
    let response = Text::look(Look::Dim, "the others' best response");
    let mut columns = vec![
        (Text::new(), Words),
        (if case.players() == 1 { Text::new() } else { response }, Words),
        (Text::new(), Words),
    ];
    columns.extend(players.iter().map(|&who| (words::stakeholder(scenario, who), Number)));
    let mut table = Table::titled(columns);
    let shown =
        commitment.options.iter().map(|option| (option, extremes(case, commitment, option)));
    let shown = shown.collect_vec();
    let group = |&who: &StakeholderId| {
        let responses = shown.iter().flat_map(|(_, responses)| responses);
        Payoffs::of(case.style, responses.map(|(_, response)| &response.payoffs[who]))
    };
    let groups = players.iter().map(group).collect_vec();
    for (option, responses) in &shown {
        for (at, (which, response)) in responses.iter().enumerate() {
            let id = (at == 0).then(|| case.option(commitment.player, option.option));
            let mut row: Vec<Cell> = vec![
                id.unwrap_or_default().into(),
                answer(case, commitment, response).into(),
                Text::look(Look::Dim, *which).into(),
            ];
            row.extend(players.iter().zip(&groups).map(|(&who, group)| {
                let focus = who == case.answer.who[commitment.player];
                let best = commitment.best == Some(option.option) && at == 0;
                let look = if focus && best { Look::Strong } else { Look::Plain };
                Text::look(look, group.signed(&response.payoffs[who])).into()
            }));
            table.row(row);
        }
    }
    table
}

/// The response, or the worst and the best of several for the focus player.
fn extremes<'a>(
    case: Case,
    commitment: &Commitment,
    option: &'a CommitmentOption,
) -> Vec<(&'static str, &'a Response)> {
    let focus = case.answer.who[commitment.player];
    let by_payoff = |a: &&Response, b: &&Response| a.payoffs[focus].cmp(&b.payoffs[focus]);
    let worst = option.responses.iter().rev().min_by(by_payoff);
    let best = option.responses.iter().rev().max_by(by_payoff);
    match (worst, best) {
        (Some(worst), Some(best)) if worst.payoffs[focus] != best.payoffs[focus] => {
            vec![("at worst", worst), ("at best", best)]
        }
        (Some(worst), _) => vec![("", worst)],
        _ => Vec::new(),
    }
}

/// What the others do: `diversify, confine`.
fn answer(case: Case, commitment: &Commitment, response: &Response) -> Text {
    let named = case.ids_are_shared() || case.players() > 6;
    let others = (0..case.players()).filter(|&player| player != commitment.player);
    let plays = |player: usize| {
        let played = case.mixture(player, &response.profile.mixtures()[player], " + ");
        if named { case.player(player).and(Look::Plain, " ").then(played) } else { played }
    };
    Text::join(others.map(plays), ", ")
}

/// What the table does not show: further responses, and responses that may be missing.
fn notes(case: Case, commitment: &Commitment) -> Vec<String> {
    let mut notes = Vec::new();
    for option in &commitment.options {
        let id = case.option_id(commitment.player, option.option);
        let (responses, shown) = (option.responses.len(), extremes(case, commitment, option).len());
        if option.components.iter().any(|component| !component.is_isolated()) {
            notes.push(format!("The best responses to {id} form a continuum, because of ties."));
        } else if responses > shown {
            let more = words::count(responses - shown, "other response", "other responses");
            notes.push(format!("{more} to {id} not shown: --format json lists everything"));
        }
        if !option.coverage.is_all() {
            let known = words::coverage(&option.coverage, responses);
            notes.push(format!("Among the others, given {id}: {known}."));
        }
    }
    notes
}

/// `Committing first: accommodate, by 0.10.`
fn conclusion(case: Case, commitment: &Commitment) -> Text {
    let (Some(best), Some(margin)) = (commitment.best, &commitment.margin) else {
        return Text::new();
    };
    let uncertain = commitment.options.iter().any(|option| option.worst != option.best);
    let lead = match (case.players(), uncertain) {
        (1, _) => "Best",
        (_, false) => "Committing first",
        (_, true) => "Committing first, at worst",
    };
    let worst = |option: &CommitmentOption| option.worst.clone();
    let top = commitment.options.iter().find(|option| option.option == best).and_then(worst);
    if margin.is_zero() {
        let equal = commitment.options.iter().filter(|option| option.worst == top);
        let equal = equal.map(|option| case.option(commitment.player, option.option)).collect();
        let payoff = top.unwrap_or(Algebraic::ZERO);
        let payoff = Payoffs::of(case.style, [&payoff]).signed(&payoff);
        return Text::plain(format!("{lead}: "))
            .then(words::listed(equal, " and "))
            .and(Look::Plain, format!(" are worth the same, {payoff}."));
    }
    let margin = Payoffs::of(case.style, [margin]).number(margin);
    Text::plain(format!("{lead}: "))
        .then(case.option(commitment.player, best))
        .and(Look::Plain, format!(", by {margin}."))
}
