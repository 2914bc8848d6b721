//! `show interests`: what each side cares about, how much, why we think so, and what moves it;
//! and the odds of chance, as everybody sees them.

use super::chance::chance;
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::number;
use crate::report::words;
use crate::scenario::{Effect, Evidence, Judgement, Points, Scenario, StakeholderId};

/// The interests of everybody, and the effects that touch them.
pub(in crate::report) fn interests(scenario: &Scenario, style: &Style) -> Page {
    let mut page = Page::default();
    let stakeholders = scenario.stakeholders();
    let players = stakeholders.iter().filter(|who| who.is_player).count();
    let observers = stakeholders.len() - players;
    let mut aside = words::count(players, "player", "players");
    if observers > 0 {
        let dot = if style.ascii { " - " } else { " · " };
        aside = format!("{aside}{dot}{}", words::count(observers, "observer", "observers"));
    }
    let title = words::title(scenario, style);
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, aside) });
    if let Some(baseline) = scenario.baseline() {
        page.paragraph(Text::look(Look::Dim, format!("A score of 0 means {baseline}.")));
    }
    for who in 0..stakeholders.len() {
        stakeholder(&mut page, scenario, who, style);
    }
    chance(&mut page, scenario, style);
    parameters(&mut page, scenario, style);
    page
}

fn stakeholder(page: &mut Page, scenario: &Scenario, who: StakeholderId, style: &Style) {
    let stakeholder = &scenario.stakeholders()[who];
    let role = match (stakeholder.is_player, stakeholder.plain_payoff) {
        (true, false) => "player",
        (true, true) if scenario.is_table() => "player, whose payoffs the file gives as a table",
        (true, true) => "player, whose payoff the effects give directly",
        (false, _) => "observer, who makes no move",
    };
    page.heading("", &stakeholder.name, Text::look(Look::Dim, role));
    if !stakeholder.plain_payoff {
        page.table(weights(scenario, who, style));
    }
    let effects = effects(scenario, who, style);
    if !effects.rows.is_empty() {
        page.space();
        page.table(effects);
    }
}

fn weights(scenario: &Scenario, who: StakeholderId, style: &Style) -> Table {
    use ColumnKind::{Details, Number, Words};
    let titles = ["interest", "weight", "share", "range", "base", "rests on"];
    let kinds = [Words, Number, Number, Number, Number, Details];
    let titles = titles.iter().map(|title| Text::look(Look::Dim, title));
    let mut table = Table::titled(titles.zip(kinds).collect());
    let interests = &scenario.stakeholders()[who].interests;
    let shares: Vec<Algebraic> = scenario.shares(who).into_iter().map(Into::into).collect();
    for (interest, share) in interests.iter().zip(number::shares(style, &[shares]).remove(0)) {
        let base = scenario.likely(&interest.base);
        let base =
            if base.is_zero() { String::new() } else { score(scenario, &interest.base, style) };
        table.row(vec![
            Text::look(Look::Who(who), &interest.id).into(),
            Text::plain(number::plain(style, &scenario.likely(&interest.weight))).into(),
            Text::plain(share).into(),
            Text::look(Look::Dim, range(&interest.weight, style)).into(),
            Text::plain(base).into(),
            Text::look(Look::Dim, evidence(&interest.evidence, style)).into(),
        ]);
    }
    table
}

/// `30 to 55`; nothing where the file gives no range.
pub(super) fn range(judgement: &Judgement, style: &Style) -> String {
    let Some([low, high]) = &judgement.range else { return String::new() };
    format!("{} to {}", number::plain(style, low), number::plain(style, high))
}

/// `“words of the source” (source, line 11)`, or the note.
pub(super) fn evidence(evidence: &Evidence, style: &Style) -> String {
    let (open, close) = if style.ascii { ("\"", "\"") } else { ("“", "”") };
    let quote = evidence.quote.as_ref().map(|quote| {
        let line = quote.source_line.map(|line| format!(" (source, line {line})"));
        format!("{open}{}{close}{}", quote.text, line.unwrap_or_default())
    });
    let both = quote.into_iter().chain(evidence.note.clone());
    both.collect::<Vec<_>>().join("; ")
}

/// The effects that touch a stakeholder: where, when, what, why.
fn effects(scenario: &Scenario, who: StakeholderId, style: &Style) -> Table {
    use ColumnKind::{Details, Number, Words};
    let titles = ["line", "when", "adds", "because"];
    let titles = titles.iter().map(|title| Text::look(Look::Dim, title));
    let mut table = Table::titled(titles.zip([Number, Words, Words, Details]).collect());
    for effect in scenario.effects() {
        let own: Vec<&Points> = effect.points.iter().filter(|p| p.stakeholder == who).collect();
        if own.is_empty() {
            continue;
        }
        let added = |points: &&Points| {
            let value = score(scenario, &points.value, style);
            let stakeholder = &scenario.stakeholders()[who];
            let interest = &stakeholder.interests[points.interest].id;
            let named =
                if stakeholder.plain_payoff { value } else { format!("{interest} {value}") };
            Text::plain(named).unbroken()
        };
        table.row(vec![
            Text::look(Look::Dim, effect.line.to_string()).into(),
            Text::plain(words::condition(scenario, &effect.when)).into(),
            Text::join(own.iter().map(added), ", ").into(),
            Text::look(Look::Dim, reason(effect, style)).into(),
        ]);
    }
    table
}

fn reason(effect: &Effect, style: &Style) -> String {
    effect.because.clone().unwrap_or_else(|| evidence(&effect.evidence, style))
}

/// A score with its sign, and its range if it has one: `−2 (−3 to −1)`.
fn score(scenario: &Scenario, judgement: &Judgement, style: &Style) -> String {
    let value = scenario.likely(judgement);
    let sign = if value.is_positive() { "+" } else { "" };
    let plain = number::plain(style, &value);
    match range(judgement, style) {
        range if range.is_empty() => format!("{sign}{plain}"),
        range => format!("{sign}{plain} ({range})"),
    }
}

fn parameters(page: &mut Page, scenario: &Scenario, style: &Style) {
    use ColumnKind::{Details, Number, Words};
    if scenario.parameters().is_empty() {
        return;
    }
    page.heading("Parameters", "", Text::look(Look::Dim, "quantities that several numbers share"));
    let mut table = Table::new(&[Words, Number, Number, Details]);
    for parameter in scenario.parameters() {
        let range = parameter.range.as_ref().map(|[low, high]| {
            format!("{} to {}", number::plain(style, low), number::plain(style, high))
        });
        let said = parameter.text.clone().unwrap_or_else(|| evidence(&parameter.evidence, style));
        table.row(vec![
            Text::plain(&parameter.id).into(),
            Text::plain(number::plain(style, &parameter.value)).into(),
            Text::look(Look::Dim, range.unwrap_or_default()).into(),
            Text::look(Look::Dim, said).into(),
        ]);
    }
    page.table(table);
}
