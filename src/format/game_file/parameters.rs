//! Parameters: quantities that several numbers share.

use super::Walk;
use crate::format::document::{Entry, Item, Value};
use crate::format::fault;
use crate::format::names::is_id;
use crate::number::Rational;
use crate::scenario::{Evidence, Parameter};

impl Walk<'_> {
    /// `[parameters.ID]`
    pub(super) fn read_parameters(&mut self) {
        let Some(entry) = self.root.get("parameters") else { return };
        let help = "write `[parameters.x]`, and below it `value = 1`";
        let Some(table) = self.table(entry, help) else { return };
        for entry in &table.entries {
            self.check_parameter_id(entry);
            let parameter = self.read_parameter(entry);
            // Their ids are known only afterwards: parameters do not use each other.
            self.scenario.parameters.push(parameter);
        }
        self.parameter_ids = self.scenario.parameters.iter().map(|p| p.id.clone()).collect();
    }

    fn check_parameter_id(&mut self, Entry { key, key_span, .. }: &Entry) {
        if is_id(key) && key.contains('-') {
            let message = format!("`{key}` cannot be a parameter's id: `-` would be a minus sign");
            let label = format!("write `{}`", key.replace('-', "_"));
            self.faults.push(fault("E110", key_span.clone(), message).label(label));
        } else {
            self.check_id(key, key_span);
        }
    }

    fn read_parameter(&mut self, entry: &Entry) -> Parameter {
        let Entry { key, key_span, item } = entry;
        let mut parameter = Parameter {
            id: key.clone(),
            value: Rational::ZERO,
            range: None,
            text: None,
            evidence: Evidence::default(),
            line: self.line(key_span),
        };
        let id = self.scenario.parameters.len();
        let help = format!("write `[parameters.{key}]`, and below it `value = 1`");
        let table = match &item.value {
            Value::Table(table) => table,
            other => {
                self.wrong_type(key, other, &item.span, "a table", &help);
                self.unknown_parameters.insert(id);
                return parameter;
            }
        };
        self.check_keys(table, &["value", "text", "quote", "note"], "a parameter");
        parameter.text = self.text_of(table, "text");
        parameter.evidence = self.evidence(table);
        match table.get("value").map(|value| self.parameter_value(&value.item)) {
            Some(Some((value, range))) => (parameter.value, parameter.range) = (value, range),
            Some(None) => drop(self.unknown_parameters.insert(id)),
            None => {
                self.unknown_parameters.insert(id);
                if self.complete && !table.faulty {
                    let message = format!("the parameter `{key}` has no value");
                    self.faults.push(fault("E003", key_span.clone(), message).help(help));
                }
            }
        }
        parameter
    }

    fn parameter_value(&mut self, item: &Item) -> Option<(Rational, Option<[Rational; 2]>)> {
        let before = self.faults.len();
        let judgement = self.judgement(item, "value");
        self.no_parameters_since(before, "write a number: parameters do not use each other");
        let judgement = judgement?;
        Some((judgement.likely.as_constant()?, judgement.range))
    }
}
