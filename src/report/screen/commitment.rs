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

/// More options than this are counted, not listed in a sentence.
const MOST_LISTED: usize = 6;

/// More players than this have rows, not columns.
const MOST_COLUMNS: usize = 6;

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
    if players(case).len() > MOST_COLUMNS {
        tall(page, case, commitment);
    } else {
        page.table(table(case, commitment));
    }
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

/// A row of the table: an option, and one of the others' best responses.
struct Row<'a> {
    option: usize,
    /// Whether the option's rows begin here.
    first: bool,
    /// `at worst`, `at best`, or nothing.
    which: &'static str,
    response: &'a Response,
}

fn rows<'a>(case: Case, commitment: &'a Commitment) -> Vec<Row<'a>> {
    let of_option = |committed: &'a CommitmentOption| {
        let responses = extremes(case, commitment, committed).into_iter().enumerate();
        responses.map(|(at, (which, response))| Row {
            option: committed.option,
            first: at == 0,
            which,
            response,
        })
    };
    commitment.options.iter().flat_map(of_option).collect()
}

fn players(case: Case) -> Vec<StakeholderId> {
    let stakeholders = case.scenario.stakeholders().iter().enumerate();
    stakeholders.filter(|(_, who)| who.is_player).map(|(who, _)| who).collect()
}

fn payoffs<'a>(case: Case<'a>, rows: &[Row], who: StakeholderId) -> Payoffs<'a> {
    Payoffs::of(case.style, rows.iter().map(|row| &row.response.payoffs[who]))
}

/// A payoff; strong if it is the focus player's from its best commitment.
fn payoff(case: Case, commitment: &Commitment, row: &Row, who: StakeholderId) -> Look {
    let focus = who == case.answer.who[commitment.player];
    let best = commitment.best == Some(row.option) && row.first;
    if focus && best { Look::Strong } else { Look::Plain }
}

/// One row for each response, one column for each player.
fn table(case: Case, commitment: &Commitment) -> Table {
    use ColumnKind::{Number, Words};
    let (rows, players) = (rows(case, commitment), players(case));
    let title = if case.players() == 1 { "" } else { "the others' best response" };
    let title = Text::look(Look::Dim, title);
    let mut columns = vec![(Text::new(), Words), (title, Words), (Text::new(), Words)];
    let names = players.iter().map(|&who| (words::stakeholder(case.scenario, who), Number));
    columns.extend(names);
    let mut table = Table::titled(columns);
    let groups = players.iter().map(|&who| payoffs(case, &rows, who)).collect_vec();
    for row in &rows {
        let id = row.first.then(|| case.option(commitment.player, row.option));
        let mut cells: Vec<Cell> = vec![
            id.unwrap_or_default().into(),
            answer(case, commitment, row.response).into(),
            Text::look(Look::Dim, row.which).into(),
        ];
        cells.extend(players.iter().zip(&groups).map(|(&who, group)| {
            let look = payoff(case, commitment, row, who);
            Text::look(look, group.signed(&row.response.payoffs[who])).into()
        }));
        table.row(cells);
    }
    table
}

/// One row for each player, one column for each response: for many players.
fn tall(page: &mut Page, case: Case, commitment: &Commitment) {
    use ColumnKind::{Number, Words};
    let rows = rows(case, commitment);
    let mut columns = vec![(Text::new(), Words)];
    for row in &rows {
        let id = case.option(commitment.player, row.option);
        let which = if row.which.is_empty() { String::new() } else { format!(" {}", row.which) };
        let id = id.and(Look::Dim, which);
        let colon = Text::plain(", the others' best response: ");
        page.paragraph(id.clone().then(colon).then(answer(case, commitment, row.response)));
        columns.push((id, Number));
    }
    let mut table = Table::titled(columns);
    for who in players(case) {
        let group = payoffs(case, &rows, who);
        let number = |row: &Row| {
            let look = payoff(case, commitment, row, who);
            Text::look(look, group.signed(&row.response.payoffs[who])).into()
        };
        let name = words::stakeholder(case.scenario, who).into();
        table.row(std::iter::once(name).chain(rows.iter().map(number)).collect());
    }
    page.table(table);
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
    let named = case.ids_are_shared();
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
    }
    let open = commitment.options.iter().filter(|option| !option.coverage.is_all());
    let known =
        |option: &&CommitmentOption| words::coverage(&option.coverage, option.responses.len());
    for (known, options) in &open.chunk_by(known) {
        let options = named(case, commitment, options).as_string();
        notes.push(format!("Among the others, given {options}: {known}."));
    }
    notes
}

/// The options, or how many they are if they are too many to name.
fn named<'a>(
    case: Case,
    commitment: &Commitment,
    options: impl Iterator<Item = &'a CommitmentOption>,
) -> Text {
    let name = |option: &CommitmentOption| case.option(commitment.player, option.option);
    let names = options.map(name).collect_vec();
    match names.len() {
        0..=MOST_LISTED => words::listed(names, " or "),
        many => Text::plain(format!("any of {many} options")),
    }
}

/// `Committing first: accommodate, by 0.10.`, and the options that are not compared.
fn conclusion(case: Case, commitment: &Commitment) -> Text {
    let ranked = ranked(case, commitment);
    let unanswered = commitment.options.iter().filter(|option| option.worst.is_none());
    let unanswered = named(case, commitment, unanswered);
    if unanswered.is_empty() {
        return ranked;
    }
    let none = Text::plain("No response to ").then(unanswered).and(Look::Plain, " is known.");
    if ranked.is_empty() { none } else { ranked.and(Look::Plain, " ").then(none) }
}

/// What the comparison is of: all responses, the worst of them, or only those that were found.
fn lead(case: Case, commitment: &Commitment) -> &'static str {
    let uncertain = commitment.options.iter().any(|option| option.worst != option.best);
    let complete = commitment.options.iter().all(|option| option.coverage.is_all());
    match (case.players(), uncertain, complete) {
        (1, _, true) => "Best",
        (1, _, false) => "Best of what was found",
        (_, false, true) => "Committing first",
        (_, true, true) => "Committing first, at worst",
        (_, false, false) => "Among the responses found, committing first",
        (_, true, false) => "Among the responses found, committing first, at worst",
    }
}

/// The best option and its margin; nothing where no two options can be compared.
fn ranked(case: Case, commitment: &Commitment) -> Text {
    let known = commitment.options.iter().filter(|option| option.worst.is_some()).count();
    let Some(best) = commitment.best.filter(|_| known > 1) else { return Text::new() };
    let lead = Text::plain(format!("{}: ", lead(case, commitment)));
    // Payoffs of two quadratic fields are compared, but their difference has no short form.
    let Some(margin) = &commitment.margin else {
        return lead.then(case.option(commitment.player, best)).and(Look::Plain, ".");
    };
    let worst = |option: &CommitmentOption| option.worst.clone();
    let top = commitment.options.iter().find(|option| option.option == best).and_then(worst);
    if margin.is_zero() {
        let equal = commitment.options.iter().filter(|option| option.worst == top);
        let equal = equal.map(|option| case.option(commitment.player, option.option)).collect();
        let payoff = top.unwrap_or(Algebraic::ZERO);
        let payoff = Payoffs::of(case.style, [&payoff]).signed(&payoff);
        return lead
            .then(words::listed(equal, " and "))
            .and(Look::Plain, format!(" are worth the same, {payoff}."));
    }
    let margin = Payoffs::of(case.style, [margin]).number(margin);
    lead.then(case.option(commitment.player, best)).and(Look::Plain, format!(", by {margin}."))
}
