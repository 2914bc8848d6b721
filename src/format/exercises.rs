//! The exercises of a lesson: questions whose answers are computed, not written down.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A question about a game, and the expression whose value is the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The question.
    pub ask: String,
    /// The game file, from the project's folder.
    pub game: String,
    /// Changes of the game, as `--set` takes them.
    pub set: Vec<String>,
    /// Fixed moves, as `--if` takes them.
    pub given: Vec<String>,
    /// Options taken away, as `--without` takes them.
    pub without: Vec<String>,
    /// What is asked for: the left side of a claim.
    pub answer: String,
}

/// Reads the exercises of a lesson; nothing if the text is no such file.
///
/// ```
/// let text = "[[exercise]]\nask = \"Who?\"\ngame = \"a.toml\"\nanswer = \"outcome\"";
/// let read = standoff::format::exercises(text).expect("it is whole");
/// assert_eq!((read[0].ask.as_str(), read[0].set.len()), ("Who?", 0));
/// ```
pub fn exercises(text: &str) -> Option<Vec<Exercise>> {
    let root = DeTable::parse(text).ok()?;
    let DeValue::Array(items) = root.get_ref().get("exercise")?.get_ref() else { return None };
    items.iter().map(|item| exercise(item.get_ref())).collect()
}

fn exercise(value: &DeValue<'_>) -> Option<Exercise> {
    let DeValue::Table(table) = value else { return None };
    let text = |key: &str| text_of(table.get(key)?.get_ref());
    let texts = |key: &str| match table.get(key).map(Spanned::get_ref) {
        None => Some(Vec::new()),
        Some(DeValue::Array(items)) => items.iter().map(|item| text_of(item.get_ref())).collect(),
        Some(_) => None,
    };
    Some(Exercise {
        ask: text("ask")?,
        game: text("game")?,
        set: texts("set")?,
        given: texts("if")?,
        without: texts("without")?,
        answer: text("answer")?,
    })
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}
