//! Values of the kinds that a game file knows: texts, numbers, judgements, ids, evidence.

use super::Walk;
use crate::diagnostic::Diagnostic;
use crate::format::document::{Entry, Item, Span, Table, Text, Value};
use crate::format::names::id_fault;
use crate::format::suggest::{did_you_mean, is_sure, listed, nearest};
use crate::format::{condition, expression, fault};
use crate::number::Rational;
use crate::scenario::{Condition, Evidence, Expression, Judgement, NodeId, Quote};

impl Walk<'_> {
    /// Reports keys that a table may not have. A misspelt key is read as what it was meant to be,
    /// so that the slip is reported once.
    pub(super) fn check_keys(&mut self, table: &Table, known: &[&'static str], place: &str) {
        for (at, entry) in table.entries.iter().enumerate() {
            if !table.faulty && !known.contains(&entry.key.as_str()) {
                self.unknown_key(table, at, known, place);
            }
        }
    }

    /// Reports one key, and reads it as the nearest that is known.
    pub(super) fn unknown_key(
        &mut self,
        table: &Table,
        at: usize,
        known: &[&'static str],
        place: &str,
    ) {
        let Entry { key, key_span, .. } = &table.entries[at];
        let near = nearest(key, known.iter().copied());
        let near = near.and_then(|near| known.iter().find(|&&right| right == near));
        let message = format!("unknown key `{key}` in {place}");
        let help = format!("known here: {}", listed(known.iter().copied()));
        let mut fault = fault("E002", key_span.clone(), message).help(help);
        match near {
            Some(right) if table.get(right).is_none() => {
                table.alias(right, at);
                if is_sure(key, right, known.iter().copied()) {
                    fault = fault.repair(key, *right);
                }
            }
            // What stands there belongs to a key that is there already: it is lost.
            Some(_) => self.complete = false,
            None => (),
        }
        self.faults.push(Diagnostic { label: did_you_mean(near.copied()), ..fault });
    }

    /// The table that an entry holds.
    pub(super) fn table<'t>(&mut self, entry: &'t Entry, help: &str) -> Option<&'t Table> {
        match &entry.item.value {
            Value::Table(table) => Some(table),
            other => {
                self.wrong_type(&entry.key, other, &entry.item.span, "a table", help);
                None
            }
        }
    }

    /// The tables of `[[key]]`, or of an inline list of tables.
    pub(super) fn tables<'t>(&mut self, entry: &'t Entry) -> Vec<(&'t Table, &'t Span)> {
        let key = &entry.key;
        let path = if key == "case" { "chance.ID.case" } else { key };
        let help = format!("write `[[{path}]]` before each");
        let items = match &entry.item.value {
            Value::Array(items) => items,
            other => {
                self.wrong_type(key, other, &entry.item.span, "a list of tables", &help);
                // What was to be there is not known.
                self.complete = false;
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => tables.push((table, &item.span)),
                other => self.wrong_type(key, other, &item.span, "a list of tables", &help),
            }
        }
        tables
    }

    pub(super) fn wrong_type(
        &mut self,
        what: &str,
        found: &Value,
        span: &Span,
        expected: &str,
        help: &str,
    ) {
        if !matches!(found, Value::Broken) {
            let message = format!("`{what}` is {}; {expected} belongs here", found.kind());
            self.faults.push(fault("E003", span.clone(), message).help(help));
        }
    }

    /// The text of a key, with its place; nothing if the key is absent.
    pub(super) fn text_item<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Text> {
        let entry = table.get(key)?;
        self.text_value(&entry.item, key)
    }

    /// The text of a value.
    pub(super) fn text_value<'t>(&mut self, item: &'t Item, what: &str) -> Option<&'t Text> {
        match &item.value {
            Value::Text(text) => return Some(text),
            Value::Number(number) => {
                let fault = |belongs: &str| {
                    let message = format!("`{what}` is a number; {belongs} belongs here");
                    fault("E120", item.span.clone(), message)
                };
                let quoted = format!("\"{number}\"");
                self.faults.push(match words_of(what) {
                    Some((belongs, help)) => fault(belongs).help(help),
                    None => fault("text")
                        .label(format!("write it in quotes: `{quoted}`"))
                        .repair(number, quoted),
                });
            }
            other => {
                let (belongs, help) = words_of(what).unwrap_or(("text", "write text in quotes"));
                self.wrong_type(what, other, &item.span, belongs, help);
            }
        }
        None
    }

    pub(super) fn text_of(&mut self, table: &Table, key: &str) -> Option<String> {
        self.text_item(table, key).map(|text| text.text.clone())
    }

    /// `quote` and `note` of a table. A quote that is not in the source is reported.
    pub(super) fn evidence(&mut self, table: &Table) -> Evidence {
        let quote = self.text_item(table, "quote").cloned().map(|quote| {
            let source_line = self.verify(&quote);
            Quote { text: quote.text, source_line }
        });
        Evidence { quote, note: self.text_of(table, "note") }
    }

    /// The line of the source where a quote stands.
    fn verify(&mut self, quote: &Text) -> Option<usize> {
        let brief = self.brief.as_ref()?;
        if let Some(line) = brief.line_of(&quote.text) {
            self.quotes_verified += 1;
            return Some(line);
        }
        let message = format!("this quote is not in {}", brief.path);
        let help = "a quote stands in the source word for word; a remark of yours is a `note`";
        let nearest = brief.nearest(&quote.text);
        let label = nearest.map(|near| format!("nearest: “{}” (line {})", near.text, near.line));
        let fault = fault("E108", quote.span.clone(), message).help(help);
        self.faults.push(Diagnostic { label, ..fault });
        None
    }

    /// Reports a name that is no id.
    pub(super) fn check_id(&mut self, id: &str, span: &Span) {
        self.faults.extend(id_fault(id).map(|fault| fault.at(span.clone())));
    }

    /// A number or an expression.
    pub(super) fn number(&mut self, item: &Item, what: &str) -> Option<Expression> {
        let read = match &item.value {
            Value::Number(raw) => expression::literal(raw, item.span.clone()).map(Expression::from),
            Value::Text(text) => expression::parse(&text.text, &self.parameter_ids).map_err(|f| {
                let span = f.span.as_ref().map(|span| text.place(span.clone()));
                Diagnostic { span, ..f }
            }),
            other => {
                let help = "write a number such as `40`, or an expression such as `\"2/3\"`";
                self.wrong_type(what, other, &item.span, "a number", help);
                return None;
            }
        };
        read.map_err(|fault| self.faults.push(fault)).ok()
    }

    /// A number in which no parameter occurs.
    pub(super) fn constant(&mut self, item: &Item, what: &str) -> Option<Rational> {
        let before = self.faults.len();
        let number = self.number(item, what);
        self.no_parameters_since(before, "write the number itself");
        let number = number?;
        let constant = number.as_constant();
        if constant.is_none() {
            let message = format!("`{what}` uses a parameter; a number belongs here");
            let fault = fault("E107", item.span.clone(), message);
            self.faults.push(fault.help("write the number itself"));
        }
        constant
    }

    /// Where no parameter may be used, a word is not told to become one.
    pub(super) fn no_parameters_since(&mut self, fault: usize, help: &str) {
        let unknown = |fault: &&mut Diagnostic| fault.message.contains("parameter");
        for fault in self.faults[fault..].iter_mut().filter(unknown) {
            (fault.label, fault.help) = (None, Some(help.to_owned()));
        }
    }

    /// A number, an expression or `[low, likely, high]`.
    pub(super) fn judgement(&mut self, item: &Item, what: &str) -> Option<Judgement> {
        let Value::Array(parts) = &item.value else {
            return self.number(item, what).map(Judgement::certain);
        };
        let [low, likely, high] = self.triple(parts, item, what)?;
        Some(Judgement { likely: likely.into(), range: Some([low, high]) })
    }

    pub(super) fn triple(
        &mut self,
        parts: &[Item],
        item: &Item,
        what: &str,
    ) -> Option<[Rational; 3]> {
        let help = "a judgement is `[low, likely, high]`, three numbers in order";
        if parts.len() != 3 {
            let message = format!("`{what}` is a list of {}, not of three numbers", parts.len());
            self.faults.push(fault("E113", item.span.clone(), message).help(help));
            return None;
        }
        let numbers: Vec<Option<Rational>> =
            parts.iter().map(|part| self.triple_part(part, what)).collect();
        let numbers: Vec<Rational> = numbers.into_iter().collect::<Option<_>>()?;
        let [low, likely, high] = <[Rational; 3]>::try_from(numbers).ok()?;
        if low <= likely && likely <= high {
            return Some([low, likely, high]);
        }
        let message = format!("{low}, {likely}, {high} are not in order");
        self.faults.push(fault("E113", item.span.clone(), message).help(help));
        None
    }

    fn triple_part(&mut self, part: &Item, what: &str) -> Option<Rational> {
        let help = "a judgement is `[low, likely, high]`, three numbers in order";
        if let Value::Array(_) | Value::Table(_) | Value::Boolean | Value::Date = part.value {
            let kind = part.value.kind();
            let message = format!("`{what}` lists {kind} where a number belongs");
            self.faults.push(fault("E113", part.span.clone(), message).help(help));
            return None;
        }
        let number = self.number(part, what)?;
        let constant = number.as_constant();
        if constant.is_none() {
            let message = "a range is between numbers, not parameters";
            self.faults.push(fault("E113", part.span.clone(), message).help(help));
        }
        constant
    }

    /// The condition of a key; always true if the key is absent, nothing if it is faulty.
    pub(super) fn condition(&mut self, table: &Table, before: Option<NodeId>) -> Option<Condition> {
        if table.get("when").is_none() {
            return Some(Condition::ALWAYS);
        }
        let text = self.text_item(table, "when")?;
        match condition::parse(&text.text, &self.names, before) {
            Ok(condition) => Some(condition),
            Err(faults) => {
                for fault in faults {
                    let span = fault.span.as_ref().map(|span| text.place(span.clone()));
                    self.faults.push(Diagnostic { span, ..fault });
                }
                None
            }
        }
    }

    /// Where the condition of a table stands; its opening if it has none.
    pub(super) fn when_span(&self, table: &Table, span: &Span) -> Span {
        table.get("when").map_or_else(|| self.opening(span), |entry| entry.item.span.clone())
    }

    /// The span of a whole table, for faults about something that it lacks: its header, or if it is
    /// inline its opening.
    pub(super) fn opening(&self, span: &Span) -> Span {
        let text = &self.text.text[span.clone()];
        let end = if text.starts_with('[') { text.len() } else { text.len().min(1) };
        span.start..span.start + end
    }
}

/// What the text of a key is, where not every text will do, and an example.
fn words_of(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "when" => ("a condition", "write the names of options: `\"litigate & !upheld\"`"),
        "claim" => ("a claim", "for example `\"equilibria = 1\"`"),
        "player" | "focus" => ("the id of a player", "write the id in quotes"),
        "sees" | "after" => ("the name of a move or chance node", "write the name in quotes"),
        "contrast" => ("the name of an option", "write the name in quotes"),
        "id" => ("an id", "an id is a letter followed by letters, digits, `_` and `-`, in quotes"),
        "source" => ("the path of a text", "write the path in quotes"),
        _ => return None,
    })
}
