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

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        if let Some(text) = &mut self.text {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{line}");
        }
    }

    /// Two cases: the label is tight on the side, or excluded.
    pub(super) fn branch(&mut self, side: usize, label: usize) {
        let name = self.name(label);
        self.line(format_args!("B {} {name}", letter(side)));
    }

    /// Labels that are tight on the whole face.
    pub(super) fn tight(&mut self, side: usize, at: &Side, weights: &Integers) {
        if self.is_on() {
            let terms = self.terms(|option| at.opposing_label(option), weights);
            self.line(format_args!("T {}{terms}", letter(side)));
        }
    }

    /// Every label is tight on one side: the vertices of the two faces follow.
    pub(super) fn faces(&mut self) {
        self.line(format_args!("F"));
    }

    /// The vertices of a face that have no excluded label.
    pub(super) fn vertices(&mut self, side: usize, at: &Side, points: &[Integers]) {
        if self.is_on() {
            let terms = |point: &Integers| self.terms(|option| at.own_label(option), point);
            let all: Vec<String> = points.iter().map(terms).collect();
            self.line(format_args!("V {}{}", letter(side), all.join(" |")));
        }
    }

    /// ` r1:2 r3:-2`.
    fn terms(&self, label: impl Fn(usize) -> usize, numbers: &Integers) -> String {
        let term = |option| format!(" {}:{}", self.name(label(option)), numbers.get(option));
        numbers.support().map(term).collect()
    }

    /// `r1`, `r2`, …, `c1`, `c2`, …
    fn name(&self, label: usize) -> String {
        match label.checked_sub(self.rows) {
            None => format!("r{}", label + 1),
            Some(column) => format!("c{}", column + 1),
        }
    }
}

fn letter(side: usize) -> char {
    if side == 0 { 'x' } else { 'y' }
}
