//! An earlier `bench --format json`, and what became slower since.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::arguments::BenchArguments;
use crate::cli::refusal::{Refusal, reason};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Slowdown, TimeChange};

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

    /// Refuses a document about other games of a family.
    pub(super) fn expect_family(&self, family: &Value) -> Result<(), Refusal> {
        self.expect("/family/name", &family["name"])?;
        let before = &self.document["family"];
        let differs = |key: &&str| before[key] != family[key];
        let Some(key) = ["players", "seed", "games"].into_iter().find(differs) else {
            return Ok(());
        };
        let message = match &before[key] {
            Value::Null => format!("`{}` does not say its `--{key}`", self.name),
            before => format!(
                "`{}` is about other games: `--{key} {before}`, and this is `--{key} {}`",
                self.name, family[key]
            ),
        };
        let help = "compare with a run of the same `--family`, `--players`, `--seed` and \
            `--games`; write one with `-o before.json`";
        Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)))
    }

    /// Refuses a document that has no entry in common: in whose `list` no `key` is one of these.
    pub(super) fn expect_common(
        &self,
        (list, key): (&str, &str),
        values: impl IntoIterator<Item = Value>,
    ) -> Result<(), Refusal> {
        let entries = self.document[list].as_array();
        let has = |value: Value| entries.into_iter().flatten().any(|entry| entry[key] == value);
        if values.into_iter().any(has) {
            return Ok(());
        }
        let message = format!("`{}` has no {key} in common with this run", self.name);
        let help = match key {
            "size" => "compare `--sizes` that overlap",
            _ => "write a new one with `-o before.json`",
        };
        Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)))
    }

    /// The time of the first entry of a list that has this size and this name in its field `of`.
    fn seconds(&self, (list, time): (&str, &str), of: &str, entry: &Entry) -> Option<f64> {
        let Entry { size, name, .. } = entry;
        let is_same = |other: &&Value| {
            other[of] == *name && size.is_none_or(|size| other["size"] == json!(size))
        };
        let before = self.document[list].as_array()?.iter().find(is_same)?;
        before[time].as_f64().filter(|seconds| *seconds > 0.0)
    }

    /// How each time compares with the earlier one. `list` has the entries, `of` is the field of
    /// their names and `time` that of their times.
    pub(super) fn slowdown<'n>(
        &self,
        arguments: &BenchArguments,
        (list, of, time): (&str, &'static str, &str),
        entries: impl IntoIterator<Item = Entry<'n>>,
    ) -> Slowdown {
        let change = |entry: Entry| {
            let before = self.seconds((list, time), of, &entry)?;
            let percent = (entry.seconds / before - 1.0) * 100.0;
            let is_too_much = arguments.max_regression.is_some_and(|most| percent > most);
            Some(TimeChange { size: entry.size, name: entry.name.into(), percent, is_too_much })
        };
        let changes = entries.into_iter().filter_map(change).collect();
        Slowdown { baseline: self.name.clone(), of, changes }
    }
}

/// A time, and what took it.
pub(super) struct Entry<'n> {
    pub(super) size: Option<usize>,
    pub(super) name: &'n str,
    pub(super) seconds: f64,
}
