//! An earlier `bench --format json`, and whether something became slower.

use std::path::Path;

use serde_json::Value;

use crate::cli::arguments::BenchArguments;
use crate::cli::output::Output;
use crate::cli::refusal::{Refusal, reason};
use crate::diagnostic::{Code, Diagnostic};

/// An earlier document of `bench`.
pub(super) struct Baseline {
    name: String,
    document: Value,
}

impl Baseline {
    /// That of `--compare`.
    pub(super) fn of(arguments: &BenchArguments) -> Result<Option<Baseline>, Refusal> {
        arguments.compare.as_deref().map(Baseline::read).transpose()
    }

    fn read(path: &Path) -> Result<Baseline, Refusal> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read `{name}`: {}", reason(&error));
            Refusal::request(Diagnostic::new(Code("E007"), message))
        })?;
        let document = serde_json::from_str::<Value>(&text).unwrap_or_default();
        if document["schema"] != "standoff.bench/1" {
            let message = format!("`{name}` is not a document of `bench`");
            let help = "write one with `bench FILE -o baseline.json`";
            return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
        }
        Ok(Baseline { name, document })
    }

    /// Refuses a document in which something else stands at a place.
    pub(super) fn expect(&self, place: &str, value: &Value) -> Result<(), Refusal> {
        if self.document.pointer(place) == Some(value) {
            return Ok(());
        }
        let message = format!("`{}` is about another game", self.name);
        let help = "compare with a run on the same file, with the same `--set`, `--if`, `--without`, or \
             on the same family or suite";
        Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)))
    }

    /// The time of the first entry of a list whose fields are these.
    fn seconds(&self, list: &str, fields: &[(&str, Value)], time: &str) -> Option<f64> {
        let mut entries = self.document[list].as_array()?.iter();
        let entry =
            entries.find(|entry| fields.iter().all(|(key, value)| entry[*key] == *value))?;
        entry[time].as_f64().filter(|seconds| *seconds > 0.0)
    }

    /// Says how each time compares with the earlier one; whether something became slower by more
    /// than is allowed. `list` has the entries, `time` is the field of their times.
    pub(super) fn regressed<'n>(
        &self,
        output: &Output,
        arguments: &BenchArguments,
        (list, time): (&str, &str),
        entries: impl IntoIterator<Item = (Vec<(&'n str, Value)>, f64)>,
    ) -> bool {
        let mut regressed = false;
        for (fields, now) in entries {
            let Some(before) = self.seconds(list, &fields, time) else { continue };
            let change = (now / before - 1.0) * 100.0;
            let too_slow = arguments.max_regression.is_some_and(|most| change > most);
            let verdict = if too_slow { ": more than allowed" } else { "" };
            let name = fields.iter().map(|(_, value)| match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            });
            let name = name.collect::<Vec<_>>().join(" ");
            output.remark(&format!("{name}  {change:+.1}% against {}{verdict}", self.name));
            regressed |= too_slow;
        }
        regressed
    }
}
