//! Texts in, scenarios out: the game file, and the small grammars of flags.
//!
//! A file is read in three steps. `document` makes a tree in which every key and value knows its
//! bytes, and reports every fault of syntax; `game_file` walks the tree and collects every fault
//! of meaning; only a walk without errors yields a [`Scenario`]. Nothing stops at the first fault.
//!
//! ```
//! use standoff::diagnostic::SourceText;
//! let text = r#"
//!     standoff = 1
//!     [players.row]
//!     [[moves]]
//!     player = "row"
//!     options = { left = "go left", right = "go right" }
//!     [[effects]]
//!     when = "lefft"
//!     row = "1/3"
//! "#;
//! let reading = standoff::format::read(SourceText::new("game.toml", text), &|_| Err("no".into()));
//! assert!(reading.scenario.is_none());
//! assert_eq!(reading.diagnostics[0].code.0, "E104");
//! assert_eq!(reading.diagnostics[0].label.as_deref(), Some("did you mean `left`?"));
//! ```

mod condition;
mod document;
mod evidence;
mod expression;
mod game_file;
mod names;
mod places;
mod repair;
pub mod request;
mod solve_document;
pub(crate) mod suggest;
mod syntax;

pub use places::{Opening, Places};
pub use repair::repaired;
pub use solve_document::{SolveDocument, solve_document};

use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::scenario::Scenario;

/// What reading a text gave: everything that is wrong with it, and the scenario if nothing is.
#[derive(Debug)]
pub struct Reading {
    /// The text, for showing places.
    pub source: SourceText,
    /// The scenario; there is one exactly if no diagnostic is an error.
    pub scenario: Option<Scenario>,
    /// Every fault, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What the text holds, as far as it could be read.
    pub facts: Facts,
}

/// What a game file holds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Players, without observers.
    pub players: usize,
    /// How many options each move has, in file order.
    pub sizes: Vec<usize>,
    /// Interests of players.
    pub interests: usize,
    /// Effects.
    pub effects: usize,
    /// Quotes that stand in the source.
    pub quotes_verified: usize,
}

/// Reads a game file. `load` gives the text of the file that `source = "…"` names, by its path as
/// written, or says why it cannot.
pub fn read(source: SourceText, load: &dyn Fn(&str) -> Result<String, String>) -> Reading {
    game_file::read(source, load)
}

/// A fault at a place: what nearly every diagnostic of this module starts from.
fn fault(
    code: &'static str,
    span: std::ops::Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(Code(code), message).at(span)
}
