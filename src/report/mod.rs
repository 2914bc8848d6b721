//! Results as text, Markdown, JSON and CSV, and the rendering of diagnostics.
//!
//! Everything that a person reads is worded here and nowhere else. A screen is built once, as a
//! `content::Page`; [`text`] lays it out for a terminal of some width and [`markdown`] writes
//! the same page as Markdown, so the two never say different things. [`json`] and [`csv`] are for
//! programs.

mod content;
pub mod csv;
pub mod diagnostics;
mod ends;
pub mod json;
mod layout;
pub mod markdown;
mod number;
mod screen;
pub mod text;
mod words;

use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::format::Facts;

/// How numbers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Payoffs in decimals, probabilities as percentages beside their fractions.
    #[default]
    Default,
    /// Everything exact.
    Exact,
    /// Everything in decimals.
    Decimal,
}

/// How results are printed.
#[expect(clippy::struct_excessive_bools, reason = "switches of the user's, each for itself")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// No line is wider than this many columns; at least 20.
    pub width: usize,
    /// Whether escape codes for colours may be used.
    pub color: bool,
    /// Whether a negative number has a real minus sign.
    pub unicode_minus: bool,
    /// Whether boxes, bars and signs are drawn in ASCII.
    pub ascii: bool,
    /// How numbers are printed.
    pub numbers: Numbers,
    /// Digits after the point, at least, where decimals are printed.
    pub digits: Option<usize>,
    /// Whether lines may suggest what to ask next.
    pub hints: bool,
    /// Whether to show what is usually left out.
    pub verbose: bool,
    /// The file as the user gave it: the title of a case without one, and for suggestions.
    pub program_path: String,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            width: 80,
            color: false,
            unicode_minus: false,
            ascii: false,
            numbers: Numbers::Default,
            digits: None,
            hints: false,
            verbose: false,
            program_path: String::new(),
        }
    }
}

/// A game file that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The text.
    pub source: SourceText,
    /// What it holds.
    pub facts: Facts,
    /// What is wrong with it, and what is worth knowing.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether there is no error.
    pub fn is_ok(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity() == severity).count()
    }
}

/// A proof that was checked against a game.
#[derive(Clone, Debug)]
pub struct CheckedProof {
    /// The file, as the user gave it.
    pub name: String,
    /// How many extreme equilibria there are, or why nothing is proved.
    pub result: Result<usize, crate::proof::Fault>,
}

/// A text and what is wrong with it: what a request that failed reports.
#[derive(Clone, Copy, Debug)]
pub struct Faults<'a> {
    /// The text that the diagnostics point into.
    pub source: &'a SourceText,
    /// What is wrong.
    pub diagnostics: &'a [Diagnostic],
}
