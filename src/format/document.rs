//! A TOML text as a tree in which every key and value knows its bytes.
//!
//! The tree is complete wherever the text can be understood: faults of syntax are repaired one by
//! one ([`syntax::repair`]) and reported, and the rest of the file is read as if they were not
//! there, so that its own faults are found in the same run. What a fault touches is
//! [`Value::Broken`]: known to be there, and not to be complained about again.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::names::nfc;
use super::syntax::{self, Edit};
use crate::diagnostic::Diagnostic;

/// Bytes of the text.
pub(super) type Span = Range<usize>;

/// A text, read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) root: Table,
    /// The faults of syntax.
    pub(super) faults: Vec<Diagnostic>,
    /// Whether no line was lost to them.
    pub(super) complete: bool,
}

/// A value with its place.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    Text(Text),
    /// As written, so that it can be read exactly.
    Number(String),
    Boolean,
    Date,
    Array(Vec<Item>),
    Table(Table),
    /// Something that was reported already.
    Broken,
}

/// A string.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "the text of a text is its text")]
pub(super) struct Text {
    pub(super) text: String,
    /// Where its first byte stands, if the file has it without escapes.
    pub(super) offset: Option<usize>,
    pub(super) span: Span,
}

/// Keys and values in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
    /// A fault of syntax stands in it: what seems to be missing or too much may follow from that.
    pub(super) faulty: bool,
    /// Misspelt keys that were reported: the right key, and the entry it stands for.
    aliases: RefCell<Vec<(&'static str, usize)>>,
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key, composed (NFC).
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) item: Item,
}

impl Table {
    /// The entry with this key, or the one that was reported as a misspelling of it.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key).or_else(|| {
            let aliases = self.aliases.borrow();
            let (_, at) = aliases.iter().find(|(right, _)| *right == key)?;
            self.entries.get(*at)
        })
    }

    /// Lets an entry stand for a key that is not there.
    pub(super) fn alias(&self, right: &'static str, entry: usize) {
        if self.get(right).is_none() {
            self.aliases.borrow_mut().push((right, entry));
        }
    }
}

impl Value {
    /// What the value is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Boolean => "true or false",
            Value::Date => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
            Value::Broken => "unreadable",
        }
    }
}

impl Text {
    /// Where a part of the string stands in the file; all of it where that cannot be told.
    pub(super) fn place(&self, part: Span) -> Span {
        match self.offset {
            Some(offset) => offset + part.start..offset + part.end,
            None => self.span.clone(),
        }
    }
}

/// Faults beyond so many are not repaired: the text is something else.
const MOST_REPAIRS: usize = 20;

/// Reads a text. Never fails: what cannot be read is reported and left out.
pub(super) fn read(text: &str) -> Document {
    let mut draft = Draft { text: text.to_owned(), insertions: Vec::new() };
    let mut faults = Vec::new();
    let mut complete = true;
    let mut repairs = 0;
    // Bytes of the original text in which further faults only follow from one that was reported.
    let mut shadows: Vec<Span> = Vec::new();
    loop {
        let (table, errors) = DeTable::parse_recoverable(&draft.text);
        let singles = syntax::single_headers(&draft.text, table.get_ref());
        if !singles.is_empty() {
            for (fault, span) in singles {
                faults.push(draft.placed(fault));
                draft.apply(Edit::Insert { at: span.end, text: "]".to_owned() });
                draft.apply(Edit::Insert { at: span.start, text: "[".to_owned() });
            }
            continue;
        }
        let repair = syntax::repair(&draft.text, table.get_ref(), &errors);
        if let Some(repair) = repair.filter(|_| repairs < MOST_REPAIRS) {
            repairs += 1;
            complete &= !repair.loses_text;
            let fault = draft.placed(repair.fault);
            if !within(&shadows, &fault) {
                faults.push(fault);
            }
            if let Some(shadow) = repair.shadow {
                shadows.push(draft.original(&shadow));
            }
            draft.apply(repair.edit);
            continue;
        }
        complete &= !syntax::is_lost(&errors);
        let broken = syntax::broken_places(&errors);
        let converter = Converter { draft: &draft, broken: &broken };
        let root = converter.table(table.get_ref());
        for fault in syntax::explain(&draft.text, table.get_ref(), &errors) {
            let fault = draft.placed(fault);
            if !within(&shadows, &fault) {
                faults.push(fault);
            }
        }
        duplicates_in_nfc(&root, &mut faults);
        return Document { root, faults, complete };
    }
}

fn within(shadows: &[Span], fault: &Diagnostic) -> bool {
    let Some(span) = &fault.span else { return false };
    shadows.iter().any(|shadow| shadow.contains(&span.start))
}

/// The text as far as it was repaired, and what was put in, to find the way back.
struct Draft {
    text: String,
    /// Where so many bytes were put in, in bytes of the repaired text, sorted.
    insertions: Vec<(usize, usize)>,
}

impl Draft {
    fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::Insert { at, text } => {
                for (place, _) in self.insertions.iter_mut().filter(|(place, _)| *place >= at) {
                    *place += text.len();
                }
                self.insertions.push((at, text.len()));
                self.insertions.sort_unstable();
                self.text.insert_str(at, &text);
            }
            Edit::Blank(span) => {
                let blank = " ".repeat(span.len());
                self.text.replace_range(span, &blank);
            }
        }
    }

    fn original_byte(&self, byte: usize) -> usize {
        let before = self.insertions.iter().filter(|(place, _)| *place < byte);
        let inserted: usize = before.map(|(place, length)| (*length).min(byte - place)).sum();
        byte - inserted
    }

    fn original(&self, span: &Span) -> Span {
        self.original_byte(span.start)..self.original_byte(span.end)
    }

    fn placed(&self, mut fault: Diagnostic) -> Diagnostic {
        fault.span = fault.span.map(|span| self.original(&span));
        for related in &mut fault.related {
            related.span = self.original(&related.span);
        }
        fault
    }
}

struct Converter<'a> {
    draft: &'a Draft,
    broken: &'a [Span],
}

impl Converter<'_> {
    fn table(&self, table: &DeTable<'_>) -> Table {
        let named = table.iter().filter(|(key, _)| !key.span().is_empty());
        let mut entries: Vec<Entry> = named
            .map(|(key, value)| Entry {
                key: nfc(key.get_ref()),
                key_span: self.draft.original(&key.span()),
                item: self.item(value.get_ref(), &value.span()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Table { entries, faulty: false, aliases: RefCell::default() }
    }

    fn item(&self, value: &DeValue<'_>, span: &Span) -> Item {
        Item { value: self.value(value, span), span: self.draft.original(span) }
    }

    fn value(&self, value: &DeValue<'_>, span: &Span) -> Value {
        if let DeValue::Table(table) = value {
            let table = self.table(table);
            return Value::Table(Table { faulty: self.is_broken(span), ..table });
        }
        // A list of tables is not lost for one of them.
        let tables =
            matches!(value, DeValue::Array(items) if items.iter().any(|i| i.get_ref().is_table()));
        if span.is_empty() || (!tables && self.is_broken(span)) {
            return Value::Broken;
        }
        match value {
            DeValue::String(text) => Value::Text(self.text(text, span)),
            DeValue::Integer(_) | DeValue::Float(_) => {
                Value::Number(self.draft.text[span.clone()].to_owned())
            }
            DeValue::Boolean(_) => Value::Boolean,
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::Array(
                items.iter().map(|item| self.item(item.get_ref(), &item.span())).collect(),
            ),
            DeValue::Table(table) => Value::Table(self.table(table)),
        }
    }

    fn text(&self, text: &str, span: &Span) -> Text {
        let raw = &self.draft.text[span.clone()];
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let inner = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or_default();
        // A line break right after the three quotes is not part of the string.
        let skipped = inner.len().saturating_sub(text.len());
        let plain = inner.get(skipped..) == Some(text) && inner[..skipped].trim().is_empty();
        let offset = plain.then(|| self.draft.original_byte(span.start + quotes + skipped));
        Text { text: text.to_owned(), offset, span: self.draft.original(span) }
    }

    fn is_broken(&self, span: &Span) -> bool {
        let from = self.broken.partition_point(|place| place.start < span.start);
        self.broken.get(from).is_some_and(|place| place.start <= span.end)
    }
}

/// Keys that TOML tells apart and readers do not.
fn duplicates_in_nfc(table: &Table, faults: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::HashMap::new();
    for entry in &table.entries {
        if let Some(first) = seen.insert(entry.key.as_str(), entry.key_span.clone()) {
            faults.push(syntax::duplicate(&entry.key, entry.key_span.clone(), Some(first)));
        }
        duplicates_within(&entry.item, faults);
    }
}

fn duplicates_within(item: &Item, faults: &mut Vec<Diagnostic>) {
    match &item.value {
        Value::Table(table) => duplicates_in_nfc(table, faults),
        Value::Array(items) => items.iter().for_each(|item| duplicates_within(item, faults)),
        _ => (),
    }
}
