//! Who: players and observers, what they care about, and how much.

use std::collections::HashMap;

use super::Walk;
use crate::format::document::{Entry, Item, Span, Table, Value};
use crate::format::fault;
use crate::format::names::{payoff_fault, who_id_fault};
use crate::number::Rational;
use crate::scenario::{Evidence, Expression, Interest, Judgement, PAYOFF, Stakeholder};

/// Where a stakeholder came from.
pub(super) struct RawStakeholder<'a> {
    pub(super) key_span: Span,
    pub(super) table: Option<&'a Table>,
    /// Some of it could not be read: what seems missing may be there.
    pub(super) loose: bool,
}

impl<'a> Walk<'a> {
    /// `[players.ID]`, `[observers.ID]`
    pub(super) fn read_stakeholders(&mut self) {
        let mut seen: HashMap<&str, (bool, Span)> = HashMap::new();
        let root: &'a Table = self.root;
        for (section, is_player) in [("players", true), ("observers", false)] {
            let Some(entry) = root.get(section) else { continue };
            let help = format!("write `[{section}.ID]` for each");
            let Some(table) = self.table(entry, &help) else {
                // Who was to be there is not known.
                self.complete = false;
                continue;
            };
            for entry in &table.entries {
                self.check_stakeholder_id(entry);
                if let Some((first_is_player, first)) = seen.get(entry.key.as_str()) {
                    if *first_is_player == is_player {
                        continue; // a key given twice, reported as that
                    }
                    let message = format!("`{}` is both a player and an observer", entry.key);
                    let fault = fault("E103", entry.key_span.clone(), message)
                        .related("first defined here", first.clone())
                        .help("a player is scored already; leave the observer out");
                    self.faults.push(fault);
                    continue;
                }
                seen.insert(&entry.key, (is_player, entry.key_span.clone()));
                self.read_stakeholder(entry, is_player);
            }
        }
        let players = self.scenario.stakeholders.iter().filter(|who| who.is_player).count();
        if players == 0 && self.complete {
            let span = root.get("standoff").map_or(0..0, |entry| entry.key_span.clone());
            let help = "write `[players.ID]` for each, and what each can do under `[[moves]]`";
            self.faults.push(fault("E102", span, "the game has no player").help(help));
        }
    }

    fn check_stakeholder_id(&mut self, Entry { key, key_span, .. }: &Entry) {
        self.faults.extend(who_id_fault(key).map(|fault| fault.at(key_span.clone())));
    }

    fn read_stakeholder(&mut self, entry: &'a Entry, is_player: bool) {
        let Entry { key, key_span, item } = entry;
        let section = if is_player { "players" } else { "observers" };
        let help = format!("write `[{section}.{key}]`, and below it `name` and `interests`");
        let before = self.faults.len();
        let table = self.table(entry, &help);
        let mut name = None;
        let mut interests = Vec::new();
        if let Some(table) = table {
            self.check_keys(table, &["name", "interests", "beliefs"], "a player or observer");
            name = self.text_of(table, "name");
            if let Some(entry) = table.get("interests") {
                interests = self.read_interests(entry, key);
            }
        }
        let loose = self.erred_since(before) || matches!(item.value, Value::Broken);
        let plain_payoff = interests.is_empty();
        if plain_payoff {
            interests.push(Interest::payoff(self.line(key_span)));
        }
        self.raw_stakeholders.push(RawStakeholder { key_span: key_span.clone(), table, loose });
        self.scenario.stakeholders.push(Stakeholder {
            id: key.clone(),
            name: name.unwrap_or_else(|| key.clone()),
            is_player,
            interests,
            plain_payoff,
            line: self.line(key_span),
        });
    }

    fn read_interests(&mut self, entry: &Entry, who: &str) -> Vec<Interest> {
        let help = "write `interests.ID = 40`, or `{ weight = 40, quote = \"…\" }`";
        let Some(table) = self.table(entry, help) else { return Vec::new() };
        let mut interests = Vec::new();
        let mut weights = Vec::new();
        for entry in &table.entries {
            self.check_id(&entry.key, &entry.key_span);
            if entry.key == PAYOFF && table.entries.len() > 1 {
                self.faults.push(payoff_fault().at(entry.key_span.clone()));
            }
            let (interest, weight) = self.read_interest(entry, who);
            interests.push(interest);
            weights.push(weight);
        }
        let all_zero = |weights: &[Option<Rational>]| {
            weights.iter().all(|weight| weight.as_ref().is_some_and(Rational::is_zero))
        };
        if !weights.is_empty() && all_zero(&weights) {
            let message = format!("all weights of `{who}` are 0");
            let help = "a payoff is a weighted average; give at least one weight above 0";
            self.faults.push(fault("E106", table.entries[0].key_span.clone(), message).help(help));
        }
        interests
    }

    /// An interest, and its weight's value where that is known.
    fn read_interest(&mut self, entry: &Entry, who: &str) -> (Interest, Option<Rational>) {
        let Entry { key, key_span, item } = entry;
        let mut evidence = Evidence::default();
        let mut base = None;
        let weight = match &item.value {
            Value::Table(table) => {
                self.check_keys(table, &["weight", "base", "quote", "note"], "an interest");
                evidence = self.evidence(table);
                base = table.get("base").and_then(|entry| self.judgement(&entry.item, "base"));
                let weight = table.get("weight");
                if weight.is_none() && self.complete && !table.faulty {
                    let message = format!("the interest `{key}` has no weight");
                    let help = "write `weight = 40`, on any scale that suits";
                    self.faults.push(fault("E003", key_span.clone(), message).help(help));
                }
                weight.and_then(|entry| self.read_weight(&entry.item))
            }
            _ => self.read_weight(item),
        };
        if !matches!(&item.value, Value::Broken) && !has_evidence(&item.value) {
            let message = format!("`{who}.{key}` rests on neither a quote nor a note");
            let help = "say where it is from: `{ weight = 40, quote = \"…\" }`, or `note = \"…\"`";
            self.faults.push(fault("W301", key_span.clone(), message).help(help));
        }
        let value = weight.as_ref().and_then(|weight| self.value(&weight.likely));
        let none = || Judgement::certain(Expression::default());
        let interest = Interest {
            id: key.clone(),
            weight: weight.unwrap_or_else(none),
            base: base.unwrap_or_else(none),
            evidence,
            line: self.line(key_span),
        };
        (interest, value)
    }

    fn read_weight(&mut self, item: &Item) -> Option<Judgement> {
        let weight = self.judgement(item, "weight")?;
        let likely = self.value(&weight.likely);
        let low = weight.range.as_ref().map(|[low, _]| low.clone());
        let negative = low.into_iter().chain(likely).find(Rational::is_negative);
        if let Some(value) = negative {
            let message = format!("this weight is {value}, and must not be below 0");
            let help = "who wants less of a thing gets negative points for it in effects";
            self.faults.push(fault("E106", item.span.clone(), message).help(help));
            // Reported: taken as absent in the check that not all are 0.
            return None;
        }
        Some(weight)
    }
}

/// Whether there is a quote or a note, good or bad.
fn has_evidence(value: &Value) -> bool {
    let Value::Table(table) = value else { return false };
    table.faulty || table.get("quote").is_some() || table.get("note").is_some()
}
