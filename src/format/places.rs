//! Where things stand in a game file, for what is found out about them later.

use std::ops::Range;

use super::document::{self, Entry, Item, Table, Value};
use crate::scenario::Scenario;

/// A line that is longer is not shown to point at a file as a whole: a document may be one line.
const LONGEST_LINE: usize = 200;

/// A game file, read for its places. What a faulty file does not have has no place.
///
/// ```
/// use standoff::format::Places;
/// let text = "standoff = 1\n[players.row.interests]\nmoney = 1\n";
/// let places = Places::read(text);
/// assert_eq!(places.interest("row", "money"), Some(37..42));
/// assert_eq!(places.interest("row", "honour"), None);
/// ```
#[derive(Debug)]
pub struct Places {
    root: Table,
    /// The first word of a file that is no game file, which stands for all of it.
    beginning: Option<Range<usize>>,
}

/// Where an effect begins: `[[effects]]`, or the brace of an inline table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The header, or the opening brace.
    pub span: Range<usize>,
    /// Whether it is an inline table.
    pub is_inline: bool,
}

impl Places {
    /// Reads a text once more, for its places.
    pub fn read(text: &str) -> Places {
        Places { root: document::read(text).root, beginning: None }
    }

    /// The places of a file of any format; of a table only its beginning.
    pub fn of(scenario: &Scenario, text: &str) -> Places {
        if !scenario.is_table() {
            return Places::read(text);
        }
        let start = text.len() - text.trim_start().len();
        let line = text[start..].lines().next().filter(|line| line.len() <= LONGEST_LINE);
        let word = line.and_then(|line| line.split_whitespace().next());
        let beginning = word.map(|word| start..start + word.len());
        Places { root: Table::default(), beginning }
    }

    /// What stands for the whole game: its title, else the number of its format.
    pub fn game(&self) -> Option<Range<usize>> {
        let title = self.root.get("title").map(|title| title.item.span.clone());
        let number = || self.root.get("standoff").map(|entry| entry.key_span.clone());
        title.or_else(number).or_else(|| self.beginning.clone())
    }

    /// The id of a player or observer.
    pub fn stakeholder(&self, who: &str) -> Option<Range<usize>> {
        Some(self.entry_of(who)?.key_span.clone())
    }

    /// The id of an interest.
    pub fn interest(&self, who: &str, interest: &str) -> Option<Range<usize>> {
        let interests = table(&self.entry_of(who)?.item)?.get("interests")?;
        Some(table(&interests.item)?.get(interest)?.key_span.clone())
    }

    /// The id of an option of a move, by the move's number from 0 in file order.
    pub fn option(&self, number: usize, option: &str) -> Option<Range<usize>> {
        let Value::Array(moves) = &self.root.get("moves")?.item.value else { return None };
        let options = table(moves.get(number)?)?.get("options")?;
        Some(table(&options.item)?.get(option)?.key_span.clone())
    }

    /// Where an effect begins, by its number from 0 in file order.
    pub fn effect(&self, number: usize, text: &str) -> Option<Opening> {
        let Value::Array(effects) = &self.root.get("effects")?.item.value else { return None };
        let span = effects.get(number)?.span.clone();
        match text.get(span.clone())?.chars().next()? {
            '{' => Some(Opening { span: span.start..span.start + 1, is_inline: true }),
            '[' => Some(Opening { span, is_inline: false }),
            _ => None,
        }
    }

    fn entry_of(&self, who: &str) -> Option<&Entry> {
        let of = |section| table(&self.root.get(section)?.item)?.get(who);
        of("players").or_else(|| of("observers"))
    }
}

fn table(item: &Item) -> Option<&Table> {
    match &item.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
