//! A table of outcomes, one in each row: what `show payoffs --format csv` prints, and what a
//! spreadsheet pastes.
//!
//! ```text
//! row,column,payoff_row,payoff_column
//! up,left,1,1
//! up,right,0,1/3
//! ```
//!
//! A player has a column of options and, behind `payoff_`, a column of payoffs; where there is
//! one whose name ends in `_exact`, that is read. Options stand in the order in which they first
//! occur. Fields are separated by commas, semicolons or tabs, whichever the first row has.
//! Observers' payoffs and `regime` are left out: they are no part of a game.

use std::collections::HashMap;

use super::number::number;
use super::{Draft, Label, Labels, Outcome, Span, beginning, empty, fault};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::format::Reading;
use crate::format::suggest::{did_you_mean, nearest};

const FORM: &str =
    "the first row is `row,column,payoff_row,payoff_column`, with your players' names";

/// Reads a table of outcomes.
pub(in crate::format) fn read(source: SourceText) -> Reading {
    let mut draft = Draft::default();
    let mut records = Records::new(&source.text);
    match records.next() {
        None => draft.fault(empty(FORM)),
        Some(Err(fault)) => draft.fault(fault),
        Some(Ok(head)) => {
            if let Some(columns) = columns(&head, &mut draft) {
                Rows::read(&mut draft, &columns, &head, records).finish();
            }
        }
    }
    draft.reading(source)
}

/// A field of a row.
#[derive(Clone, Debug)]
struct Field {
    text: String,
    span: Span,
}

type Record = Vec<Field>;

/// The rows of a text, without those that are blank.
struct Records<'t> {
    text: &'t str,
    separator: char,
    at: usize,
}

impl<'t> Records<'t> {
    fn new(text: &'t str) -> Records<'t> {
        let at = beginning(text);
        let separator = separator(text[at..].lines().next().unwrap_or_default());
        Records { text, separator, at }
    }

    /// The next row, blank or not.
    fn row(&mut self) -> Result<Record, Diagnostic> {
        let mut record = Vec::new();
        loop {
            let Some((field, end)) = field(self.text, self.at, self.separator) else {
                let rest = &self.text[self.at..];
                let span = self.at..self.at + rest.find('\n').unwrap_or(rest.len());
                self.at = self.text.len();
                let message = "the text that begins here does not end";
                return Err(fault("E131", span, message).help("write `\"` where it ends"));
            };
            record.push(field);
            let next = self.text[end..].chars().next();
            self.at = end + next.map_or(0, char::len_utf8);
            if next != Some(self.separator) {
                return Ok(record);
            }
        }
    }
}

/// What stands between the fields of the first row, outside quotes.
fn separator(head: &str) -> char {
    let unquoted: String = head.split('"').step_by(2).collect();
    ['\t', ';'].into_iter().find(|&c| unquoted.contains(c)).unwrap_or(',')
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Diagnostic>;

    fn next(&mut self) -> Option<Result<Record, Diagnostic>> {
        while self.at < self.text.len() {
            match self.row() {
                Ok(record) if record.iter().all(|field| field.text.is_empty()) => {}
                row => return Some(row),
            }
        }
        None
    }
}

/// The field that begins at a byte, and where it ends; nothing if a quote is not closed.
fn field(text: &str, start: usize, separator: char) -> Option<(Field, usize)> {
    let ends = |c: char| c == separator || c == '\n' || c == '\r';
    let rest = &text[start..];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if !rest[blank..].starts_with('"') {
        let length = rest.find(ends).unwrap_or(rest.len());
        let field = rest[..length].trim();
        let first = start + (rest[..length].len() - rest[..length].trim_start().len());
        return Some((
            Field { text: field.to_owned(), span: first..first + field.len() },
            start + length,
        ));
    }
    let open = start + blank;
    let mut at = open + 1;
    let mut field = String::new();
    loop {
        let length = text[at..].find('"')?;
        field += &text[at..at + length];
        at += length + 1;
        if !text[at..].starts_with('"') {
            break;
        }
        field.push('"');
        at += 1;
    }
    // What stands between the quote and the separator belongs to the field.
    let length = text[at..].find(ends).unwrap_or(text.len() - at);
    field += text[at..at + length].trim_end();
    Some((Field { text: field, span: open..at }, at + length))
}

/// For each player, where its options and its payoffs stand.
type Columns = Vec<(usize, usize)>;

fn columns(head: &[Field], draft: &mut Draft) -> Option<Columns> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (at, Field { text, span }) in head.iter().enumerate() {
        if let Some(first) = seen.insert(text, at) {
            let message = format!("two columns are called `{text}`");
            let fault = fault("E137", span.clone(), message);
            draft.fault(fault.related("the first is here", head[first].span.clone()));
        }
    }
    let payoffs = |who: &str| {
        let exact = seen.get(format!("payoff_{who}_exact").as_str());
        exact.or_else(|| seen.get(format!("payoff_{who}").as_str())).copied()
    };
    let mut columns = Vec::new();
    for (at, Field { text, span }) in head.iter().enumerate() {
        if let Some(payoff) = payoffs(text) {
            columns.push((at, payoff));
            let player = Label::new(text, span.clone());
            draft.players.push(Labels { player, options: Vec::new() });
        } else if !text.starts_with("payoff_") && text != "regime" {
            let names = head.iter().filter_map(|other| other.text.strip_prefix("payoff_"));
            let names = names.map(|name| name.strip_suffix("_exact").unwrap_or(name));
            let label = did_you_mean(nearest(text, names));
            let message = format!("`{text}` has no column of payoffs, `payoff_{text}`");
            let fault = fault("E137", span.clone(), message).help(FORM);
            draft.fault(Diagnostic { label, ..fault });
        }
    }
    if columns.is_empty() && !draft.has_errors() {
        let span = head[0].span.start..head[head.len() - 1].span.end;
        draft.fault(fault("E137", span, "the first row names no player").help(FORM));
    }
    (!draft.has_errors()).then_some(columns)
}

/// The rows as they are read.
struct Rows<'d> {
    draft: &'d mut Draft,
    outcomes: Vec<Outcome>,
    sound: bool,
}

impl<'d> Rows<'d> {
    fn read(draft: &'d mut Draft, columns: &Columns, head: &[Field], records: Records) -> Rows<'d> {
        let mut rows = Rows { draft, outcomes: Vec::new(), sound: true };
        let mut options: Vec<HashMap<String, usize>> = vec![HashMap::new(); columns.len()];
        for record in records {
            if rows.draft.is_full() {
                rows.sound = false;
                break;
            }
            match record {
                Ok(record) => rows.row(columns, head, &record, &mut options),
                Err(fault) => {
                    rows.draft.fault(fault);
                    rows.sound = false;
                }
            }
        }
        rows
    }

    fn row(
        &mut self,
        columns: &Columns,
        head: &[Field],
        record: &[Field],
        known: &mut [HashMap<String, usize>],
    ) {
        let span = record[0].span.start..record[record.len() - 1].span.end;
        if record.len() != head.len() {
            let message =
                format!("{} fields, where the first row has {}", record.len(), head.len());
            let help = "a field with a comma in it stands in quotes";
            self.refuse("E137", span, message, help);
            return;
        }
        let mut profile = Vec::new();
        for (player, &(column, _)) in columns.iter().enumerate() {
            let Field { text, span } = &record[column];
            if text.is_empty() {
                let who = &self.draft.players[player].player.id;
                let message = format!("the option of `{who}` is missing");
                self.refuse("E137", span.clone(), message, FORM);
                return;
            }
            let options = &mut self.draft.players[player].options;
            let (label, next) = (Label::new(text, span.clone()), options.len());
            let option = *known[player].entry(label.id.clone()).or_insert(next);
            if option == next {
                options.push(label);
            }
            profile.push(option);
        }
        let mut payoffs = Vec::new();
        for (player, &(_, column)) in columns.iter().enumerate() {
            let Field { text, span } = &record[column];
            if text.is_empty() {
                let who = &self.draft.players[player].player.id;
                let options = columns.iter().map(|&(column, _)| record[column].text.as_str());
                let options: Vec<&str> = options.collect();
                let at = options.join(", ");
                let message = format!("the payoff of `{who}` at `{at}` is missing");
                self.refuse("E109", span.clone(), message, "write a number");
                continue;
            }
            match number(text, span) {
                Ok(payoff) => payoffs.push(payoff),
                Err(fault) => {
                    self.draft.fault(fault);
                    self.sound = false;
                }
            }
        }
        self.outcomes.push(Outcome { profile, payoffs, span });
    }

    fn refuse(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.draft.fault(fault(code, span, message).help(help));
        self.sound = false;
    }

    /// Every profile has one row: the columns of the table.
    fn finish(self) {
        let Rows { draft, outcomes, sound } = self;
        if outcomes.is_empty() && sound {
            let span = draft.players[0].player.span.clone();
            draft.fault(fault("E109", span, "no outcome has a row").help(FORM));
            return;
        }
        draft.settle_labels();
        draft.outcomes(outcomes, sound);
    }
}
