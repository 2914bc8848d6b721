//! The grammar of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand};

use super::later;
use super::refusal::Refusal;
use super::values::{self, Format, When};
use crate::diagnostic::{Code, Diagnostic};

const OVERVIEW: &str = "\
Game theory for stakeholder standoffs: from interests to payoffs, equilibria and best responses.

  standoff solve games/openai-aws.toml           what happens, who gains, because of which interest
  standoff show payoffs games/openai-aws.toml    the payoffs that the interests make

Ask    solve
Look   show payoffs · show interests · show tree
Files  check

standoff help VERB · standoff --version
";

/// From interests to payoffs, equilibria and best responses, exactly
#[derive(Debug, Parser)]
#[command(name = "standoff", version, override_help = OVERVIEW, disable_help_subcommand = false)]
#[command(subcommand_required = true, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// What happens, who gains, because of which interest, and everyone's best response
    #[command(before_help = "\
  standoff solve games/openai-aws.toml
  standoff solve games/openai-aws.toml --set microsoft.exclusivity=60 --format json")]
    Solve(SolveArguments),
    /// The game as payoffs, interests or tree
    #[command(arg_required_else_help = false, subcommand_value_name = "VIEW")]
    Show(ShowArguments),
    /// Find every fault of a file, and judge what it expects
    #[command(before_help = "\
  standoff check games/openai-aws.toml
  standoff check games/*.toml games/classics/*.toml --strict")]
    Check(CheckArguments),
}

#[derive(Debug, Args)]
pub(crate) struct SolveArguments {
    /// Which equilibria: nash
    #[arg(long, value_name = "CONCEPT", default_value = "nash", value_parser = values::concept)]
    pub(crate) concept: String,
    /// Only the equilibria: no commitments, no profiles that all prefer
    #[arg(long)]
    pub(crate) quick: bool,
    /// Only the outcome
    #[arg(long)]
    pub(crate) brief: bool,
    /// Exit with 1 unless this holds: 'outcome = court', 'microsoft.litigate > 1/2' (repeatable)
    #[arg(long = "assert", value_name = "CLAIM", action = ArgAction::Append)]
    pub(crate) assertions: Vec<String>,
    /// Exit with 3 if anything is undecided
    #[arg(long)]
    pub(crate) require_all: bool,
    /// Write the proof that every equilibrium is known: two players
    #[arg(long, value_name = "OUT")]
    pub(crate) proof: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) game: GameArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(subcommand)]
    pub(crate) view: View,
}

#[derive(Debug, Subcommand)]
pub(crate) enum View {
    /// The payoffs of every outcome, best responses marked
    #[command(before_help = "  standoff show payoffs games/openai-aws.toml")]
    Payoffs(GameArguments),
    /// What each side cares about, how much, and which effects touch it
    #[command(before_help = "  standoff show interests games/openai-aws.toml")]
    Interests(GameArguments),
    /// The moves in turn, with what each mover knows
    #[command(before_help = "  standoff show tree games/openai-aws-court.toml")]
    Tree(GameArguments),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The files; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Check a proof that solve wrote, against the one file
    #[arg(long, value_name = "PROOF")]
    pub(crate) proof: Option<PathBuf>,
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

/// A game and what is asked of it.
#[derive(Debug, Args)]
pub(crate) struct GameArguments {
    /// The game file; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

/// Changes of the game: what if.
#[derive(Debug, Args)]
#[command(next_help_heading = "What if")]
pub(crate) struct ChangeArguments {
    /// Set a number: microsoft.exclusivity=60, x=1/3 (repeatable)
    #[arg(long = "set", value_name = "TARGET=VALUE", action = ArgAction::Append)]
    pub(crate) set: Vec<String>,
    /// Fix a move: microsoft=litigate, microsoft=litigate:11/18 (repeatable)
    #[arg(long = "if", value_name = "MIX", action = ArgAction::Append)]
    pub(crate) given: Vec<String>,
    /// Take an option away: openai.recommit (repeatable)
    #[arg(long, value_name = "MOVE.OPTION", action = ArgAction::Append)]
    pub(crate) without: Vec<String>,
    /// The player whose commitments are compared
    #[arg(long, value_name = "WHO")]
    pub(crate) focus: Option<String>,
}

/// How to read, how long to compute, how to print.
#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct GeneralArguments {
    /// text, json, csv or md [default: by the ending of OUT, else text]
    #[arg(long, value_name = "FORMAT", value_parser = values::format)]
    pub(crate) format: Option<Format>,
    /// Write the result to a file; its ending picks the format
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite OUT if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// The format of the game [default: by the ending of FILE]
    #[arg(long, value_name = "FORMAT", value_parser = values::source_format)]
    pub(crate) from: Option<String>,
    /// How many digits after the point
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) digits: Option<u16>,
    /// Every number exactly
    #[arg(long, conflicts_with = "decimal")]
    pub(crate) exact: bool,
    /// Every number in decimals
    #[arg(long)]
    pub(crate) decimal: bool,
    /// Stop after this time and print what is known: 10s, 500ms, 2m
    #[arg(long, value_name = "T", value_parser = values::duration)]
    pub(crate) time_limit: Option<std::time::Duration>,
    /// Refuse a table with more outcomes
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    pub(crate) max_outcomes: u64,
    /// The seed of random numbers; this version draws none
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many threads may compute; this version uses one
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,
    /// Say on standard error how long each step took
    #[arg(long)]
    pub(crate) timings: bool,
    /// No warnings, no remarks and no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// More of everything: every equilibrium in full
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Colours
    #[arg(long, value_name = "WHEN", env = "STANDOFF_COLOR", default_value = "auto")]
    #[arg(hide_env_values = true)]
    pub(crate) color: When,
}

/// Why the words are no request.
pub(crate) enum Unparsed {
    /// Help or the version was asked for.
    Help(String),
    /// The words are not understood.
    Refused(Refusal),
}

/// Reads the words of a command line.
pub(crate) fn parse(words: &[OsString]) -> Result<Arguments, Unparsed> {
    Arguments::try_parse_from(words).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Unparsed::Help(error.render().to_string())
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if words.len() < 2 => {
            Unparsed::Help(OVERVIEW.into())
        }
        _ => Unparsed::Refused(refusal(&error)),
    })
}

/// clap's error as one of our diagnostics.
fn refusal(error: &clap::Error) -> Refusal {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let word = text(ContextKind::InvalidArg).or_else(|| text(ContextKind::InvalidSubcommand));
    if let Some(later) = word.as_deref().and_then(later::word) {
        return Refusal::request(later);
    }
    let code = match error.kind() {
        ErrorKind::ArgumentConflict => Code("E202"),
        _ if error.to_string().contains(later::MARK) => Code("E203"),
        _ => Code("E204"),
    };
    if let Some(words) = text(ContextKind::ValidSubcommand) {
        let message = format!("a word is missing after `{}`", word.unwrap_or_default());
        let words = words.trim_end_matches(", help");
        return Refusal::request(Diagnostic::new(code, message).help(format!("one of: {words}")));
    }
    let rendered = error.render().to_string();
    let sentence = rendered.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let mut diagnostic = Diagnostic::new(code, sentence.replace(later::MARK, "").trim());
    let suggestions =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let suggested = suggestions.into_iter().find_map(text).filter(|word| !word.is_empty());
    if let Some(suggested) = suggested {
        diagnostic = diagnostic.help(format!("did you mean `{suggested}`?"));
    } else if let Some(values) = text(ContextKind::ValidValue).filter(|_| word.is_some()) {
        diagnostic = diagnostic.help(format!("one of: {values}"));
    } else if error.kind() == ErrorKind::InvalidSubcommand {
        diagnostic = diagnostic.help("`standoff --help` lists the verbs and what they show");
    } else if let Some(missing) = missing_words(&rendered) {
        diagnostic = diagnostic.help(missing);
    }
    Refusal::request(diagnostic)
}

/// The lines in which clap lists the words that are missing.
fn missing_words(rendered: &str) -> Option<String> {
    let words: Vec<&str> =
        rendered.lines().skip(1).take_while(|line| line.starts_with("  ")).collect();
    (!words.is_empty()).then(|| words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" "))
}
