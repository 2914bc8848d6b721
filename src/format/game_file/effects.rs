//! Effects: which act moves whose interest by how much.

use std::collections::HashMap;

use super::Walk;
use crate::diagnostic::Diagnostic;
use crate::format::document::{Entry, Item, Span, Table, Value};
use crate::format::fault;
use crate::format::names::{IN_FILE, nfc};
use crate::format::suggest::{listed, nearest, suggest};
use crate::scenario::{Condition, Effect, PAYOFF, Points, StakeholderId};

const KEYS: [&str; 5] = ["id", "when", "because", "quote", "note"];

impl<'a> Walk<'a> {
    /// `[[effects]]`
    pub(super) fn read_effects(&mut self) {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("effects") else { return };
        let mut ids: HashMap<String, Span> = HashMap::new();
        for (table, span) in self.tables(entry) {
            let id = self.read_effect_id(table, &mut ids);
            // First, so that misspelt keys are known by their right names.
            let stakeholders = self.named_in(table);
            let condition = self.condition(table, None);
            let evidence = self.evidence(table);
            let has_evidence = table.get("quote").is_some() || table.get("note").is_some();
            let mut points = Vec::new();
            for (entry, who) in &stakeholders {
                self.read_points(entry, *who, &mut points);
            }
            let effect = Effect {
                id,
                when: condition.clone().unwrap_or(Condition::ALWAYS),
                points,
                because: self.text_of(table, "because"),
                evidence,
                line: self.line(span),
            };
            if !has_evidence && !stakeholders.is_empty() && !self.is_plain(&stakeholders) {
                let at = self.scenario.effects.len() + 1;
                let message = match &effect.id {
                    Some(id) => format!("the effect `{id}` rests on neither a quote nor a note"),
                    None => format!("effect {at} rests on neither a quote nor a note"),
                };
                let help = "say where it is from: `quote = \"…\"`, or `note = \"…\"`";
                self.faults.push(fault("W301", self.opening(span), message).help(help));
            }
            self.effect_spans.push((self.when_span(table, span), condition.is_some()));
            self.scenario.effects.push(effect);
        }
    }

    fn read_effect_id(&mut self, table: &Table, ids: &mut HashMap<String, Span>) -> Option<String> {
        let text = self.text_item(table, "id")?;
        self.check_id(&text.text, &text.span);
        let id = nfc(&text.text);
        if let Some(first) = ids.insert(id.clone(), text.span.clone()) {
            let message = format!("two effects have the id `{id}`");
            let fault = fault("E103", text.span.clone(), message).help("give one of them another");
            self.faults.push(fault.related("first defined here", first));
        }
        Some(id)
    }

    /// Who is moved: every key that is none of an effect's own.
    fn named_in<'t>(&mut self, table: &'t Table) -> Vec<(&'t Entry, StakeholderId)> {
        let mut named = Vec::new();
        for (at, entry) in table.entries.iter().enumerate() {
            if KEYS.contains(&entry.key.as_str()) {
                continue;
            }
            match self.scenario.stakeholder(&entry.key) {
                Some(who) => named.push((entry, who)),
                None => named.extend(self.unknown_in_effect(table, at).map(|who| (entry, who))),
            }
        }
        named
    }

    /// A key that names nobody: a slip in somebody's id, or in a key of the effect. What is nearer
    /// is meant, and the slip is read as that.
    fn unknown_in_effect(&mut self, table: &Table, at: usize) -> Option<StakeholderId> {
        let Entry { key, key_span, item } = &table.entries[at];
        let free = KEYS.into_iter().filter(|key| table.get(key).is_none());
        let near_key = nearest(key, free);
        let textual = matches!(item.value, Value::Text(_));
        let absent = |id: &&str| table.get(id).is_none();
        let near_who = nearest(key, self.names.who_ids().filter(absent)).map(str::to_owned);
        let reserved = ["text", "name", "if", "weight", "from", "to", "base"];
        if near_key.is_some() && (near_who.is_none() || textual) || reserved.contains(&key.as_str())
        {
            self.unknown_key(table, at, &KEYS, "an effect");
            return None;
        }
        let unknown = self.names.unknown_who(key, IN_FILE).at(key_span.clone());
        let near = near_who.as_deref();
        let who = near.and_then(|near| self.scenario.stakeholder(near));
        let unknown = match who {
            Some(who) => {
                let line = self.scenario.stakeholders[who].line;
                let help = format!("`{}` is defined on line {line}", near.unwrap_or_default());
                let absent = self.names.who_ids().filter(|id| table.get(id).is_none());
                suggest(Diagnostic { repair: None, ..unknown.help(help) }, key, absent)
            }
            None => unknown,
        };
        if self.complete || unknown.label.is_some() {
            self.faults.push(unknown);
        }
        who
    }

    /// Whether an effect touches only players without interests: its points are the game's data,
    /// and need no source.
    fn is_plain(&self, stakeholders: &[(&Entry, StakeholderId)]) -> bool {
        stakeholders.iter().all(|&(_, who)| self.scenario.stakeholders[who].plain_payoff)
    }

    fn read_points(&mut self, entry: &Entry, who: StakeholderId, points: &mut Vec<Points>) {
        let loose = self.raw_stakeholders[who].loose;
        let Value::Table(table) = &entry.item.value else {
            self.read_payoff(entry, who, points);
            return;
        };
        let plain = self.scenario.stakeholders[who].plain_payoff;
        for entry in &table.entries {
            let Entry { key, key_span, item } = entry;
            let interests = &self.scenario.stakeholders[who].interests;
            let found = interests.iter().position(|interest| interest.id == *key);
            match found {
                Some(interest) => self.add_points(entry, (who, interest), points),
                None if plain && !loose => self.no_interests(key, key_span, who, item),
                None => {
                    // Its number may be faulty as well.
                    self.judgement(item, key);
                    self.no_such_interest(key, key_span, who, loose);
                }
            }
        }
    }

    /// `row = -1`
    fn read_payoff(&mut self, entry: &Entry, who: StakeholderId, points: &mut Vec<Points>) {
        let interests = &self.scenario.stakeholders[who].interests;
        let single = interests.len() == 1 && interests[0].id == PAYOFF;
        if single {
            self.add_points(entry, (who, 0), points);
            return;
        }
        let id = &self.scenario.stakeholders[who].id;
        let first = &interests[0].id;
        let message = format!("`{id}` has interests; these points name none");
        let help = format!(
            "write `{id}.{first} = …`; its interests: {}",
            listed(interests.iter().map(|interest| interest.id.as_str()))
        );
        let is_number =
            matches!(entry.item.value, Value::Number(_) | Value::Text(_) | Value::Array(_));
        if is_number {
            self.faults.push(fault("E119", entry.item.span.clone(), message).help(help));
        } else {
            let (value, span) = (&entry.item.value, &entry.item.span);
            self.wrong_type(&entry.key, value, span, "a table of interests", &help);
        }
    }

    fn add_points(
        &mut self,
        entry: &Entry,
        (stakeholder, interest): (StakeholderId, usize),
        points: &mut Vec<Points>,
    ) {
        let Some(value) = self.judgement(&entry.item, &entry.key) else { return };
        let line = self.line(&entry.key_span);
        points.push(Points { stakeholder, interest, value, line });
    }

    fn no_interests(&mut self, key: &str, span: &Span, who: StakeholderId, item: &Item) {
        self.judgement(item, key);
        let id = &self.scenario.stakeholders[who].id;
        let message = format!("`{id}` has no interests, and so no `{key}`");
        let help = format!("write `{id} = …`, or define `interests.{key}` under `{id}`");
        self.faults.push(fault("E119", span.clone(), message).help(help));
    }

    fn no_such_interest(&mut self, key: &str, span: &Span, who: StakeholderId, loose: bool) {
        let stakeholder = &self.scenario.stakeholders[who];
        let ids = || stakeholder.interests.iter().map(|interest| interest.id.as_str());
        let near = nearest(key, ids());
        let message = format!("`{}` has no interest `{key}`", stakeholder.id);
        let help = format!("its interests: {} (line {})", listed(ids()), stakeholder.line);
        if near.is_some() || !loose && self.complete {
            let fault = suggest(fault("E111", span.clone(), message).help(help), key, ids());
            self.faults.push(fault);
        }
    }
}
