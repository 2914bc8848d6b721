//! Texts in, scenarios out: the game file, the tables of other programs, and the small grammars
//! of flags.
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
mod exercises;
mod expression;
mod game_file;
mod names;
mod payoff_file;
mod places;
mod repair;
pub mod request;
mod solve_document;
pub(crate) mod suggest;
mod syntax;

use std::io::{self, Write};

pub use exercises::{Exercise, exercises};
pub use places::{Opening, Places};
pub use repair::repaired;
pub use solve_document::{SolveDocument, solve_document};

use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::game::StrategicGame;
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
    /// Payoffs, where the file gives them as a table.
    pub payoffs: usize,
}

/// A format of games.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GameFormat {
    /// The game file.
    Toml,
    /// Gambit's strategic form.
    Nfg,
    /// lrsnash's two matrices.
    Lrs,
    /// GameTracer's and QuantEcon's table.
    Gam,
    /// The document of `show payoffs --format json`.
    Json,
    /// The table of `show payoffs --format csv`.
    Csv,
}

impl GameFormat {
    /// Every format.
    pub const ALL: [GameFormat; 6] = [
        GameFormat::Toml,
        GameFormat::Nfg,
        GameFormat::Lrs,
        GameFormat::Gam,
        GameFormat::Json,
        GameFormat::Csv,
    ];

    /// The name, which is the ending of its files too.
    pub fn id(self) -> &'static str {
        match self {
            GameFormat::Toml => "toml",
            GameFormat::Nfg => "nfg",
            GameFormat::Lrs => "lrs",
            GameFormat::Gam => "gam",
            GameFormat::Json => "json",
            GameFormat::Csv => "csv",
        }
    }

    /// The format with this name, or whose files have this ending.
    pub fn named(name: &str) -> Option<GameFormat> {
        match name.to_ascii_lowercase().as_str() {
            // What a spreadsheet saves with tabs is the same table.
            "tsv" => Some(GameFormat::Csv),
            name => GameFormat::ALL.into_iter().find(|format| format.id() == name),
        }
    }

    /// Whether its files have labels: players and options are called by their numbers otherwise.
    pub fn has_labels(self) -> bool {
        !matches!(self, GameFormat::Lrs | GameFormat::Gam)
    }
}

/// Reads a game file. `load` gives the text of the file that `source = "…"` names, by its path as
/// written, or says why it cannot.
pub fn read(source: SourceText, load: &dyn Fn(&str) -> Result<String, String>) -> Reading {
    game_file::read(source, load)
}

/// Reads a game in any format; `load` is for the game file, as [`read`] takes it.
///
/// ```
/// use standoff::diagnostic::SourceText;
/// use standoff::format::{GameFormat, read_as};
/// let pennies = SourceText::new("pennies.lrs", "2 2\n 1 -1\n -1 1\n\n -1 1\n 1 -1\n");
/// let reading = read_as(GameFormat::Lrs, pennies, &|_| Err("no files".into()));
/// assert!(reading.scenario.is_some_and(|scenario| scenario.is_table()));
/// ```
pub fn read_as(
    format: GameFormat,
    source: SourceText,
    load: &dyn Fn(&str) -> Result<String, String>,
) -> Reading {
    match format {
        GameFormat::Toml => game_file::read(source, load),
        GameFormat::Nfg => payoff_file::nfg::read(source),
        GameFormat::Lrs => payoff_file::lrs::read(source),
        GameFormat::Gam => payoff_file::gam::read(source),
        GameFormat::Json => payoff_file::json::read(source),
        GameFormat::Csv => payoff_file::csv::read(source),
    }
}

/// Writes a game as a `.nfg` file.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_nfg(
    game: &StrategicGame,
    title: &str,
    comment: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    payoff_file::nfg::write(game, title, comment, out)
}

/// Writes a game of two players as lrsnash's text.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_lrs(game: &StrategicGame, out: &mut dyn Write) -> io::Result<()> {
    payoff_file::lrs::write(game, out)
}

/// Writes a game of one player or more as a `.gam` file.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_gam(game: &StrategicGame, out: &mut dyn Write) -> io::Result<()> {
    payoff_file::gam::write(game, out)
}

/// A fault at a place: what nearly every diagnostic of this module starts from.
fn fault(
    code: &'static str,
    span: std::ops::Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(Code(code), message).at(span)
}
