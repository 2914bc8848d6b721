//! The tree as text, one line for each step; `docs/src/reference/proof.md` says what it means.

use std::fmt::Write;

use super::side::Side;
use crate::linalg::Integers;

/// The lines of a proof, where one is written.
pub(super) struct Record {
    text: Option<String>,
    /// The number of rows, whose labels come first.
    rows: usize,
}

impl Record {
    pub(super) fn none() -> Record {
        Record { text: None, rows: 0 }
    }

    pub(super) fn starting(header: String, rows: usize) -> Record {
        Record { text: Some(header), rows }
    }

    /// A record of a part, to be appended.
    pub(super) fn part(&self) -> Record {
        Record { text: self.text.as_ref().map(|_| String::new()), rows: self.rows }
    }

    pub(super) fn append(&mut self, part: Record) {
        if let (Some(text), Some(part)) = (&mut self.text, part.text) {
            *text += &part;
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.text.is_some()
    }

    pub(super) fn finish(self) -> String {
        self.text.unwrap_or_default()
    }

    /// Two cases: the label is tight on the side, or excluded.
    pub(super) fn branch(&mut self, side: usize, label: usize) {
        let rows = self.rows;
        if let Some(text) = &mut self.text {
            *text += ["B x ", "B y "][side];
            push_name(text, rows, label);
            text.push('\n');
        }
    }

    /// Labels that are tight on the whole face.
    pub(super) fn tight(&mut self, side: usize, at: &Side, weights: &Integers) {
        let rows = self.rows;
        if let Some(text) = &mut self.text {
            *text += ["T x", "T y"][side];
            push_terms(text, rows, |option| at.opposing_label(option), weights);
            text.push('\n');
        }
    }

    /// Every label is tight on one side: the vertices of the two faces follow.
    pub(super) fn faces(&mut self) {
        if let Some(text) = &mut self.text {
            *text += "F\n";
        }
    }

    /// The vertices of a face that have no excluded label.
    pub(super) fn vertices(&mut self, side: usize, at: &Side, points: &[Integers]) {
        let rows = self.rows;
        if let Some(text) = &mut self.text {
            *text += ["V x", "V y"][side];
            for (place, point) in points.iter().enumerate() {
                *text += if place > 0 { " |" } else { "" };
                push_terms(text, rows, |option| at.own_label(option), point);
            }
            text.push('\n');
        }
    }
}

/// ` r1:2 r3:-2`.
fn push_terms(text: &mut String, rows: usize, label: impl Fn(usize) -> usize, of: &Integers) {
    for option in of.support() {
        text.push(' ');
        push_name(text, rows, label(option));
        text.push(':');
        // Writing to a string does not fail.
        let _ = match of {
            Integers::Small(numbers) => match i64::try_from(numbers[option]) {
                Ok(short) => write!(text, "{short}"),
                Err(_) => write!(text, "{}", numbers[option]),
            },
            Integers::Big(numbers) => write!(text, "{}", numbers[option]),
        };
    }
}

/// `r1`, `r2`, …, `c1`, `c2`, …
fn push_name(text: &mut String, rows: usize, label: usize) {
    let _ = match label.checked_sub(rows) {
        None => write!(text, "r{}", label + 1),
        Some(column) => write!(text, "c{}", column + 1),
    };
}
