//! Results as text, Markdown, JSON and CSV, and the rendering of diagnostics.
//!
//! Everything that a person reads is worded here and nowhere else. A screen is built once, as a
//! `content::Page`; [`text`] lays it out for a terminal of some width and [`markdown`] writes
//! the same page as Markdown, so the two never say different things. [`json`] and [`csv`] are for
//! programs.

mod content;
pub mod csv;
pub mod diagnostics;
mod diff;
pub mod draft;
mod ends;
pub mod github;
pub mod json;
mod layout;
pub mod lessons;
pub mod markdown;
pub mod notes;
mod number;
pub mod pages;
mod plays;
pub mod sarif;
mod screen;
pub mod text;
mod words;

use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::explain::Claimed;
use crate::format::Facts;
use crate::game::StrategicGame;
use crate::scenario::Scenario;

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
    /// The text before it was repaired, if it was.
    pub before: Option<String>,
}

impl Checked {
    /// What a repair changed, as a unified diff without context; nothing if nothing was repaired.
    pub fn diff(&self) -> Option<String> {
        let before = self.before.as_ref()?;
        Some(diff::unified(&self.source.name, before, &self.source.text))
    }

    /// Whether there is no error.
    pub fn is_ok(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity() == severity).count()
    }
}

/// Profiles that were claimed to be equilibria of a game, judged.
#[derive(Clone, Debug)]
pub struct Claims {
    /// The case.
    pub scenario: Scenario,
    /// Its strategic form.
    pub game: StrategicGame,
    /// The claims.
    pub claimed: Vec<Claimed>,
}

impl Claims {
    /// Whether all of them are equilibria.
    pub fn hold(&self) -> bool {
        self.claimed.iter().all(Claimed::holds)
    }

    /// The name of a player of the game, in its colour.
    fn player(&self, player: usize) -> content::Text {
        content::Text::look(self.look(player), &self.game.players()[player].name)
    }

    /// The id of an option, in its player's colour.
    fn option(&self, player: usize, option: usize) -> content::Text {
        let id = &self.game.players()[player].options[option].id;
        content::Text::look(self.look(player), id)
    }

    fn look(&self, player: usize) -> content::Look {
        let node = self.scenario.free_moves()[player];
        let who = self.scenario.nodes()[node].player();
        who.map_or(content::Look::Plain, content::Look::Who)
    }
}

/// A proof that was checked against a game.
#[derive(Clone, Debug)]
pub struct CheckedProof {
    /// The file, as the user gave it.
    pub name: String,
    /// What is proved, or why nothing is.
    pub result: Result<crate::proof::Proved, crate::proof::Fault>,
}

/// A text and what is wrong with it: what a request that failed reports.
#[derive(Clone, Copy, Debug)]
pub struct Faults<'a> {
    /// The text that the diagnostics point into.
    pub source: &'a SourceText,
    /// What is wrong.
    pub diagnostics: &'a [Diagnostic],
}
