//! The document that `show payoffs --format json` prints, `standoff.show/1`, read back.
//!
//! Only `outcomes` is needed, each with a `profile` and `payoffs`, so that other programs can write
//! it easily:
//!
//! ```text
//! { "schema": "standoff.show/1", "outcomes": [
//!   { "profile": { "row": "up", "column": "left" }, "payoffs": { "row": 1, "column": "1/3" } }
//! ] }
//! ```
//!
//! `game.players` gives the order of players and options, and their names; without it they stand
//! in the order in which they first occur. Payoffs of others than the players are left out.

use std::collections::HashMap;

use super::json_text::{self, Item, Value};
use super::number::number;
use super::{Draft, Label, Labels, Outcome, Span, beginning, empty, fault};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::format::Reading;
use crate::format::names::nfc;
use crate::format::suggest::listed;
use crate::number::Rational;

const FORM: &str =
    "`{ \"outcomes\": [{ \"profile\": { \"row\": \"up\" }, \"payoffs\": { \"row\": 1 } }] }`";

/// Reads a document of outcomes.
pub(in crate::format) fn read(source: SourceText) -> Reading {
    let mut draft = Draft::default();
    if source.text.trim().is_empty() {
        draft.fault(empty(FORM));
    } else {
        match json_text::parse(&source.text, beginning(&source.text), "outcomes") {
            Ok(root) => document(&source.text, &root, &mut draft),
            Err(fault) => draft.fault(fault),
        }
    }
    draft.reading(source)
}

fn document(text: &str, root: &Item, draft: &mut Draft) {
    let opening = |item: &Item| item.span.start..item.span.start + 1;
    let schema = root.get("schema").and_then(Item::text);
    if let Some(other) = schema.filter(|&schema| schema != "standoff.show/1") {
        let span = root.get("schema").map_or(0..0, |item| item.span.clone());
        let message = format!("`{other}` is no table of payoffs");
        let help = "`show payoffs --format json` prints `standoff.show/1`";
        return draft.fault(fault("E130", span, message).help(help));
    }
    let Some(outcomes) = root.get("outcomes") else {
        let fault = fault("E130", opening(root), "there are no `outcomes`");
        return draft.fault(fault.help(format!("write {FORM}")));
    };
    if outcomes.items().is_none() {
        let fault = fault("E130", outcomes.span.clone(), "`outcomes` is no list");
        return draft.fault(fault.help(format!("write {FORM}")));
    }
    let first = json_text::items(text, outcomes).next();
    if first.as_ref().is_some_and(|item| item.get("history").is_some()) {
        let message = "this is a tree, and trees are not read in this version";
        return draft.fault(fault("E203", outcomes.span.start..outcomes.span.start + 1, message));
    }
    let game = root.get("game");
    draft.title = game.and_then(|game| game.get("title")?.text()).map(str::to_owned);
    match game.and_then(|game| game.get("players")).and_then(Item::items) {
        Some(players) => draft.players = players.iter().filter_map(labelled).collect(),
        None => draft.players = first.as_ref().map_or_else(Vec::new, unlabelled),
    }
    if draft.players.is_empty() {
        let fault = fault("E132", opening(outcomes), "no outcome has a `profile` of players");
        return draft.fault(fault.help(format!("write {FORM}")));
    }
    read_outcomes(json_text::items(text, outcomes), draft);
}

/// A player of `game.players`, with its options and names.
fn labelled(player: &Item) -> Option<Labels> {
    let label = |item: &Item, words: &str| {
        let id = item.get("id")?;
        let text = item.get(words).and_then(Item::text).map(str::to_owned);
        Some(Label { text, ..Label::new(id.text()?, id.span.clone()) })
    };
    let options = player.get("options").and_then(Item::items).unwrap_or_default();
    let options = options.iter().filter_map(|option| label(option, "text")).collect();
    Some(Labels { player: label(player, "name")?, options })
}

/// The players of a profile.
fn unlabelled(outcome: &Item) -> Vec<Labels> {
    let profile = outcome.get("profile").map_or(&[][..], Item::entries);
    let player = |entry: &json_text::Entry| Labels {
        player: Label::new(&entry.key, entry.key_span.clone()),
        options: Vec::new(),
    };
    profile.iter().map(player).collect()
}

fn read_outcomes<'a>(items: impl Iterator<Item = Item<'a>>, draft: &mut Draft) {
    let known = |labels: &Labels| -> HashMap<String, usize> {
        labels.options.iter().enumerate().map(|(at, option)| (option.id.clone(), at)).collect()
    };
    let mut options: Vec<HashMap<String, usize>> = draft.players.iter().map(known).collect();
    let mut outcomes = Vec::new();
    let mut sound = true;
    for item in items {
        if draft.is_full() {
            return;
        }
        let profile = profile(&item, draft, &mut options);
        let payoffs = profile.is_some().then(|| payoffs(&item, draft)).flatten();
        sound &= payoffs.is_some();
        if let Some(profile) = profile {
            let payoffs = payoffs.unwrap_or_default();
            outcomes.push(Outcome { profile, payoffs, span: place(&item) });
        }
    }
    // Options that no outcome has would leave the table with holes: they are missing outcomes.
    draft.settle_labels();
    if draft.players.iter().any(|labels| labels.options.is_empty()) {
        if sound {
            let span = draft.players[0].player.span.clone();
            draft.fault(fault("E109", span, "there is no outcome").help(format!("write {FORM}")));
        }
        return;
    }
    draft.outcomes(outcomes, sound);
}

/// Where an outcome stands: its profile, which tells it from the others.
fn place(item: &Item) -> Span {
    item.get("profile").map_or(item.span.start..item.span.start + 1, |item| item.span.clone())
}

/// The option of each player at an outcome.
fn profile(
    item: &Item,
    draft: &mut Draft,
    known: &mut [HashMap<String, usize>],
) -> Option<Vec<usize>> {
    let mut profile = Vec::new();
    let given = item.get("profile").map_or(&[][..], Item::entries);
    for (labels, known) in draft.players.iter_mut().zip(known) {
        let who = &labels.player.id;
        let option = given.iter().find(|entry| nfc(&entry.key) == *who);
        let Some((option, text)) = option.and_then(|e| Some((&e.item, nfc(e.item.text()?)))) else {
            let message = format!("the option of `{who}` is missing");
            draft.fault(fault("E137", place(item), message).help("write it as a text in quotes"));
            return None;
        };
        let next = labels.options.len();
        let at = *known.entry(text.clone()).or_insert(next);
        if at == next {
            labels.options.push(Label::new(&text, option.span.clone()));
        }
        profile.push(at);
    }
    let is_player = |key: &str| draft.players.iter().any(|labels| labels.player.id == nfc(key));
    if let Some(other) = given.iter().find(|entry| !is_player(&entry.key)) {
        let message = format!("`{}` is no player of the other outcomes", other.key);
        let players = draft.players.iter().map(|labels| labels.player.id.as_str());
        let help = format!("the players are {}", listed(players));
        draft.fault(fault("E137", other.key_span.clone(), message).help(help));
        return None;
    }
    Some(profile)
}

/// The payoff of each player at an outcome.
fn payoffs(item: &Item, draft: &mut Draft) -> Option<Vec<Rational>> {
    let given = item.get("payoffs");
    let mut payoffs = Vec::new();
    for player in 0..draft.players.len() {
        let who = draft.players[player].player.id.clone();
        let entries = given.map_or(&[][..], Item::entries);
        let Some(entry) = entries.iter().find(|entry| nfc(&entry.key) == who) else {
            let profile = item.get("profile").map_or(&[][..], Item::entries);
            let options: Vec<&str> = profile.iter().filter_map(|e| e.item.text()).collect();
            let at = options.join(", ");
            let message = format!("the payoff of `{who}` at `{at}` is missing");
            let span = given.map_or_else(|| place(item), |given| given.span.clone());
            draft.fault(fault("E109", span, message).help(format!("add `\"{who}\": 1`")));
            continue;
        };
        match exact(&entry.item) {
            Ok(payoff) => payoffs.push(payoff),
            Err(fault) => draft.fault(fault),
        }
    }
    (payoffs.len() == draft.players.len()).then_some(payoffs)
}

/// `1`, `"1/3"`, or `{ "exact": "1/3", … }`.
fn exact(item: &Item) -> Result<Rational, Diagnostic> {
    match &item.value {
        Value::Number(written) => number(written, &item.span),
        Value::Text(written) => number(written.trim(), &item.span),
        Value::Object(_) if item.get("exact").and_then(Item::text).is_some() => {
            exact(item.get("exact").unwrap_or(item))
        }
        _ => {
            let help = "write `2`, `\"1/3\"` or `{ \"exact\": \"1/3\" }`";
            Err(fault("E133", item.span.clone(), "no number stands here").help(help))
        }
    }
}
