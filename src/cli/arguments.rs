//! The grammar of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};

use super::later;
use super::refusal::Refusal;
use super::values::{self, Asked, Concept, Format, Shell, Sizes, Template, When};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::learn::Algorithm;
use crate::families::Family;
use crate::format::GameFormat;

const OVERVIEW: &str = "\
Game theory for stakeholder standoffs: from interests to payoffs, equilibria and best responses.

  standoff solve games/openai-aws.toml           what happens, who gains, because of which interest
  standoff show payoffs games/openai-aws.toml    the payoffs that the interests make

Ask    solve · best-response · why
Look   show payoffs · show interests · show tree
Files  new · check · convert
Learn  learn · explain
Other  bench · completions

standoff help VERB · standoff --version
";

// A line of its own for each example, and two spaces before it.
const SOLVE_EXAMPLES: &str = concat!(
    "  standoff solve games/openai-aws.toml\n",
    "  standoff solve games/openai-aws.toml --set microsoft.exclusivity=60 --format json",
);
const SHOW_EXAMPLES: &str = concat!(
    "  standoff show payoffs games/openai-aws.toml\n",
    "  standoff show tree games/openai-aws-court.toml",
);
const CHECK_EXAMPLES: &str = concat!(
    "  standoff check games/openai-aws.toml\n",
    "  standoff check games/openai-aws.toml games/openai-aws-court.toml --strict",
);

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
    #[command(before_help = SOLVE_EXAMPLES)]
    Solve(SolveArguments),
    /// What the others do if somebody litigates, accommodates, …, and what that costs everybody
    #[command(
        visible_alias = "br",
        before_help = "\
  standoff best-response games/openai-aws.toml --if microsoft=litigate
  standoff best-response games/openai-aws.toml --if microsoft=litigate:11/18 --versus accommodate"
    )]
    BestResponse(BestResponseArguments),
    /// Why: every payoff, preference and outcome traced to interests, effects and quotes
    #[command(before_help = "\
  standoff why games/openai-aws.toml microsoft --at diversify,expand
  standoff why games/openai-aws.toml 'amazon: confine > expand' --if microsoft=litigate")]
    Why(WhyArguments),
    /// The game as payoffs, interests or tree
    #[command(arg_required_else_help = false, subcommand_value_name = "VIEW")]
    #[command(before_help = SHOW_EXAMPLES, subcommand_help_heading = "Views")]
    Show(ShowArguments),
    /// Find every fault of a file and what is weak in it; judge what it expects, and claims
    #[command(before_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Write the game in another format: nfg (Gambit), lrs (lrsnash), gam (QuantEcon), json, csv
    #[command(before_help = "\
  standoff convert games/openai-aws.toml --to nfg
  standoff convert games/openai-aws.toml -o game.gam --check")]
    Convert(ConvertArguments),
    /// Begin a game file, from questions, flags or a template
    #[command(before_help = "\
  standoff new games/my-case.toml
  standoff new my-case.toml --players maker,supplier --options maker=sue,renegotiate \\
    --options supplier=stay,leave --interests maker=volume:50,reputation:30")]
    New(NewArguments),
    /// The lessons of the book, and the textbook algorithms step by step
    #[command(before_help = "\
  standoff learn games/openai-aws.toml --algorithm iesds
  standoff learn 4")]
    Learn(LearnArguments),
    /// A page on a code or a term
    #[command(before_help = "\
  standoff explain E104
  standoff explain best response")]
    Explain(ExplainArguments),
    /// Every solver that takes a game, or games of a family, timed, and whether they agree
    #[command(before_help = "\
  standoff bench games/openai-aws.toml --compare baseline.json --max-regression 10%
  standoff bench --family uniform --sizes 4..16 --games 5")]
    #[command(mut_args(for_bench))]
    Bench(BenchArguments),
    /// A script that completes what you type in a shell
    #[command(before_help = "\
  standoff completions bash > ~/.local/share/bash-completion/completions/standoff
  standoff completions fish > ~/.config/fish/completions/standoff.fish")]
    Completions(CompletionsArguments),
    /// What may stand in place of a word: what the scripts of `completions` ask
    #[command(name = "__complete", hide = true)]
    Complete(CompleteArguments),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct SolveArguments {
    /// Which equilibria: nash, or correlated (by a mediator)
    #[arg(long, value_name = "CONCEPT", default_value = "nash", value_parser = values::concept)]
    pub(crate) concept: Concept,
    /// Only the equilibria: no commitments, no profiles that all prefer
    #[arg(long)]
    pub(crate) quick: bool,
    /// One equilibrium, not all: a pure one, or a mixed one of two players
    #[arg(long, conflicts_with_all = ["proof", "require_all"])]
    pub(crate) one: bool,
    /// Only the outcome
    #[arg(long)]
    pub(crate) brief: bool,
    /// Exit with 1 unless this holds: 'microsoft.litigate > 1/2' (repeatable)
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
pub(crate) struct BestResponseArguments {
    /// Compare with this option of the fixed move [default: with every other]
    #[arg(long, value_name = "OPTION")]
    pub(crate) versus: Option<String>,
    /// Exit with 3 if anything is undecided
    #[arg(long)]
    pub(crate) require_all: bool,
    #[command(flatten)]
    pub(crate) game: GameArguments,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArguments {
    /// A player or observer, a regime or `standoff`, or a claim: 'amazon: confine > expand'
    #[arg(value_name = "WHAT", index = 2)]
    pub(crate) what: String,
    /// The outcome at which a payoff is traced: litigate,diversify,expand
    #[arg(value_name = "CELL", index = 3, conflicts_with = "at")]
    pub(crate) cell: Option<String>,
    /// What the others do where WHO's options are compared: diversify,expand
    #[arg(long, value_name = "CELL")]
    pub(crate) at: Option<String>,
    /// Only at this equilibrium: its number in `solve`
    #[arg(long, value_name = "ID", conflicts_with_all = ["cell", "at"])]
    #[arg(value_parser = values::equilibrium, allow_negative_numbers = true)]
    pub(crate) equilibrium: Option<usize>,
    #[command(flatten)]
    pub(crate) game: GameArguments,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArguments {
    /// The game file; - for standard input
    #[arg(value_name = "FILE", index = 1, required_unless_present_any = ["family", "suite"])]
    #[arg(conflicts_with_all = ["family", "suite"])]
    pub(crate) file: Option<PathBuf>,
    /// Games of this family instead of a file: uniform, identity, sgc, …
    #[arg(long, value_name = "NAME", value_parser = values::family)]
    #[arg(conflicts_with_all = ["suite", "set", "given", "without", "focus", "from"])]
    pub(crate) family: Option<&'static Family>,
    /// With --family: how many players [default: 2]
    #[arg(long, value_name = "N", value_parser = values::players)]
    #[arg(conflicts_with_all = ["file", "suite"])]
    pub(crate) players: Option<usize>,
    /// With --family: how many options each player has [default: 2..8]
    #[arg(long, value_name = "A..B", value_parser = values::sizes)]
    #[arg(conflicts_with_all = ["file", "suite"])]
    pub(crate) sizes: Option<Sizes>,
    /// With --family: how many games of each size, seeds from --seed on [default: 5]
    #[arg(long, value_name = "N", value_parser = values::games)]
    #[arg(conflicts_with_all = ["file", "suite"])]
    pub(crate) games: Option<u64>,
    /// Published games with known equilibria instead of a file: field
    #[arg(long, value_name = "NAME", value_parser = values::suite)]
    #[arg(conflicts_with_all = ["set", "given", "without", "focus", "from"])]
    pub(crate) suite: Option<String>,
    /// Write OUT in these formats, each with its own ending: md,json
    #[arg(long, value_name = "FORMAT,…", value_parser = values::result_format)]
    #[arg(value_delimiter = ',', requires = "output", conflicts_with = "format")]
    pub(crate) export: Vec<Format>,
    /// Compare with what the same `bench` with `--format json` printed before
    #[arg(long, value_name = "FILE")]
    pub(crate) compare: Option<PathBuf>,
    /// Exit with 1 if a solver became slower by more than this: 10%
    #[arg(long, value_name = "P%", requires = "compare", value_parser = values::percentage)]
    pub(crate) max_regression: Option<f64>,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    #[command(subcommand)]
    pub(crate) view: View,
}

#[derive(Debug, Subcommand)]
pub(crate) enum View {
    /// The payoffs of every outcome, best responses marked
    #[command(before_help = "\
  standoff show payoffs games/openai-aws.toml
  standoff show payoffs games/openai-aws.toml --without openai.recommit")]
    Payoffs(GameArguments),
    /// What each side cares about, how much, and which effects touch it
    #[command(before_help = "\
  standoff show interests games/openai-aws.toml
  standoff show interests games/openai-aws.toml --format csv")]
    Interests(GameArguments),
    /// The moves in turn, with what each mover knows
    #[command(before_help = "\
  standoff show tree games/openai-aws-court.toml
  standoff show tree games/openai-aws-court.toml --format json")]
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
    /// Repair misspelt names, give effects ids, rewrite the file, print the diff
    #[arg(long)]
    pub(crate) fix: bool,
    /// Exit with 1 unless this is an equilibrium: row=heads:1/2, or answer.json (repeatable)
    #[arg(long = "claim", value_name = "MIX", action = ArgAction::Append)]
    pub(crate) claims: Vec<String>,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The file to write; - for standard output
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Begin with a whole example
    #[arg(long, value_name = "TEMPLATE")]
    #[arg(conflicts_with_all = ["title", "players", "options", "interests", "source"])]
    pub(crate) template: Option<Template>,
    /// What the case is called
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Who decides: maker,supplier
    #[arg(long, value_name = "PLAYER,…")]
    pub(crate) players: Option<String>,
    /// What a player can do: maker=sue,renegotiate (repeatable)
    #[arg(long, value_name = "PLAYER=OPTION,…", action = ArgAction::Append)]
    pub(crate) options: Vec<String>,
    /// What a player cares about: maker=volume:50,reputation:30 (repeatable)
    #[arg(long, value_name = "PLAYER=INTEREST:WEIGHT,…", action = ArgAction::Append)]
    pub(crate) interests: Vec<String>,
    /// The text to quote; copied beside FILE, its sentences offered as comments
    #[arg(long, value_name = "TEXT_FILE", alias = "from")]
    pub(crate) source: Option<PathBuf>,
    /// Ask nothing, even on a terminal
    #[arg(long)]
    pub(crate) no_input: bool,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
}

#[derive(Debug, Args)]
pub(crate) struct LearnArguments {
    /// The game to watch an algorithm on, or the lesson to print
    #[arg(value_name = "FILE or LESSON")]
    pub(crate) what: Option<PathBuf>,
    /// Show the steps of: underline, iesds, supports, lemke-howson
    #[arg(long, value_name = "ALGORITHM", value_parser = values::algorithm)]
    pub(crate) algorithm: Option<Algorithm>,
    /// Check the answer to an exercise of the lesson: 11/18
    #[arg(long, value_name = "ANSWER", conflicts_with = "algorithm", allow_hyphen_values = true)]
    pub(crate) check: Option<String>,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code or the term
    #[arg(value_name = "CODE or TERM", required_unless_present = "list")]
    pub(crate) name: Vec<String>,
    /// Every code and every term that has a page
    #[arg(long, conflicts_with = "name")]
    pub(crate) list: bool,
    /// text or md [default: by the ending of OUT, else text]
    #[arg(long, value_name = "FORMAT", value_parser = values::format)]
    pub(crate) format: Option<Asked>,
    /// Write the page to a file; its ending picks the format
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
}

/// How to write where no game is read.
#[derive(Debug, Args)]
pub(crate) struct WritingArguments {
    /// Overwrite a file that exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Say nothing that is not asked for
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", env = "STANDOFF_COLOR", default_value = "auto")]
    #[arg(hide_env_values = true, hide_possible_values = true)]
    pub(crate) color: When,
}

impl WritingArguments {
    /// The flags of a verb that reads a game, as far as they are known here.
    pub(crate) fn general(&self) -> GeneralArguments {
        let WritingArguments { force, quiet, color } = *self;
        GeneralArguments { force, quiet, color, ..GeneralArguments::default() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct CompleteArguments {
    /// What stands under the cursor
    #[arg(long, value_name = "WORD", default_value = "", allow_hyphen_values = true)]
    pub(crate) word: String,
    /// The words between the program and the cursor
    #[arg(last = true)]
    pub(crate) before: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArguments {
    /// The format to write [default: by the ending of OUT]
    #[arg(long, value_name = "FORMAT", value_parser = values::written_format)]
    pub(crate) to: Option<GameFormat>,
    /// Read the result back, and exit with 1 unless it is the same game
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) game: GameArguments,
}

/// A game and what is asked of it.
#[derive(Debug, Args)]
pub(crate) struct GameArguments {
    /// The game file; - for standard input
    #[arg(value_name = "FILE", index = 1)]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) change: ChangeArguments,
    #[command(flatten)]
    pub(crate) general: GeneralArguments,
}

/// Changes of the game: what if.
#[derive(Clone, Debug, Args)]
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
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "General")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct GeneralArguments {
    /// text, json, csv, md; check: sarif, github [default: by the ending]
    #[arg(long, value_name = "FORMAT", value_parser = values::format)]
    pub(crate) format: Option<Asked>,
    /// Write the result to a file; its ending picks the format
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Overwrite OUT if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// The format of the game [default: by the ending of FILE]
    #[arg(long, value_name = "FORMAT", value_parser = values::game_format)]
    pub(crate) from: Option<GameFormat>,
    /// How many digits after the point
    #[arg(long, value_name = "N", value_parser = values::digits, allow_negative_numbers = true)]
    pub(crate) digits: Option<u16>,
    /// Every number exactly
    #[arg(long, conflicts_with = "decimal")]
    pub(crate) exact: bool,
    /// Every number in decimals
    #[arg(long)]
    pub(crate) decimal: bool,
    /// Stop after this time and print what is known: 10s, 500ms, 2m
    #[arg(long, value_name = "T", value_parser = values::duration, allow_hyphen_values = true)]
    pub(crate) time_limit: Option<std::time::Duration>,
    /// Refuse a table with more outcomes
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    #[arg(value_parser = values::outcomes, allow_negative_numbers = true)]
    pub(crate) max_outcomes: u64,
    /// The seed of random numbers: of the games that `bench --family` draws
    #[arg(long, value_name = "N", default_value_t = 1, hide = true)]
    #[arg(value_parser = values::seed, allow_negative_numbers = true)]
    pub(crate) seed: u64,
    /// How many threads may compute [default: all cores]
    #[arg(long, hide = true, value_name = "N", value_parser = values::threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<usize>,
    /// Say on standard error how long each step took
    #[arg(long)]
    pub(crate) timings: bool,
    /// No warnings, no remarks and no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// More of everything: every equilibrium in full
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Colours: auto, always or never
    #[arg(long, value_name = "WHEN", env = "STANDOFF_COLOR", default_value = "auto")]
    #[arg(hide_env_values = true, hide_possible_values = true)]
    pub(crate) color: When,
}

/// `bench` draws numbers, and prints none that have digits.
fn for_bench(flag: clap::Arg) -> clap::Arg {
    match flag.get_id().as_str() {
        "seed" => flag.hide(false),
        "digits" | "exact" | "decimal" | "focus" => flag.hide(true),
        _ => flag,
    }
}

/// The grammar, as data.
pub(crate) fn command() -> clap::Command {
    Arguments::command()
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
        ErrorKind::DisplayHelp => {
            // The first example stands as far in as the second.
            let help = error.render().to_string();
            let indent = if help.starts_with("standoff ") { "  " } else { "" };
            Unparsed::Help(format!("{indent}{help}"))
        }
        ErrorKind::DisplayVersion => Unparsed::Help(error.render().to_string()),
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
    if let Some(words) = text(ContextKind::ValidSubcommand) {
        let message = format!("a word is missing after `{}`", word.unwrap_or_default());
        let words = words.trim_end_matches(", help");
        let diagnostic = Diagnostic::new(Code("E204"), message);
        return Refusal::request(diagnostic.help(format!("one of: {words}")));
    }
    let (word, value) = (word.unwrap_or_default(), text(ContextKind::InvalidValue));
    if error.kind() == ErrorKind::InvalidSubcommand && (word == "-" || word.contains(['.', '/'])) {
        let message = format!("what to do with `{word}` is missing");
        let diagnostic = Diagnostic::new(Code("E204"), message);
        let help =
            format!("a verb or a view: `standoff solve {word}`, `standoff show tree {word}`");
        return Refusal::request(diagnostic.help(help));
    }
    let diagnostic = match error.kind() {
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            wrong_value(flag_of(&word), &value.unwrap_or_default(), &why.unwrap_or_default())
        }
        ErrorKind::UnknownArgument if word.starts_with('-') => unknown_flag(flag_of(&word)),
        ErrorKind::UnknownArgument => {
            Diagnostic::new(Code("E204"), format!("`{word}` is one word too many"))
        }
        ErrorKind::InvalidSubcommand => {
            Diagnostic::new(Code("E204"), format!("`{word}` is no verb or view"))
                .help("`standoff --help` lists the verbs and what they show")
        }
        ErrorKind::MissingRequiredArgument => {
            missing(&word, usage(error).contains("standoff bench"))
        }
        ErrorKind::TooManyValues => {
            Diagnostic::new(Code("E204"), format!("`{}` takes no value", flag_of(&word)))
        }
        ErrorKind::ArgumentConflict => excluding(&word, text(ContextKind::PriorArg).as_deref()),
        _ => {
            let rendered = error.render().to_string();
            let sentence = rendered.lines().next().unwrap_or_default();
            Diagnostic::new(Code("E204"), sentence.trim_start_matches("error: "))
        }
    };
    let suggestions =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let suggested = suggestions.into_iter().find_map(text).filter(|word| !word.is_empty());
    let values = text(ContextKind::ValidValue).filter(|values| !values.is_empty());
    Refusal::request(match (suggested, values) {
        (Some(suggested), _) => diagnostic.help(format!("did you mean `{suggested}`?")),
        (None, Some(values)) => diagnostic.help(format!("one of: {values}")),
        (None, None) => diagnostic,
    })
}

/// What is missing, and what to write for it.
fn missing(word: &str, is_bench: bool) -> Diagnostic {
    let what = word.replace(['<', '>', '.'], "");
    let first = what.split(", ").next().unwrap_or_default();
    let help = match what.as_str() {
        what if what.contains("--compare") => {
            "`--max-regression` needs an earlier run: `--compare before.json`"
        }
        what if what.contains("--output") => {
            "`--export` writes files: `-o results --export md,json`"
        }
        _ if is_bench => {
            "name a game, `games/openai-aws.toml`, or say `--family uniform` or \
             `--suite field`"
        }
        "WHAT" => "write who, a regime, or a claim: 'amazon: confine > expand'",
        "CODE or TERM" => "`standoff explain --list` shows every code and term",
        "SHELL" => "one of bash, zsh, fish, powershell, elvish",
        _ => "a file is named by its path, `games/openai-aws.toml`",
    };
    Diagnostic::new(Code("E204"), format!("{first} is missing")).help(help)
}

/// How the verb is used, as clap writes it.
fn usage(error: &clap::Error) -> String {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    }
}

/// The flag of `--digits <N>`.
fn flag_of(argument: &str) -> &str {
    let first = argument.split([' ', '=']).next().unwrap_or(argument);
    first.trim_matches(['<', '>', '[', ']', '.'])
}

/// A flag that this verb does not have; others may.
fn unknown_flag(flag: &str) -> Diagnostic {
    let command = command();
    let long = flag.strip_prefix("--");
    let has = |verb: &&clap::Command| {
        long.is_some() && verb.get_arguments().any(|own| own.get_long() == long)
    };
    let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set()).filter(has);
    let verbs: Vec<String> = verbs.map(|verb| format!("`{}`", verb.get_name())).collect();
    let message = match &verbs[..] {
        [] => format!("no flag is called `{flag}`"),
        verbs => format!("`{flag}` is a flag of {}", verbs.join(", ")),
    };
    Diagnostic::new(Code("E204"), message)
}

/// A value that a flag does not take, and what it takes.
fn wrong_value(flag: &str, value: &str, why: &str) -> Diagnostic {
    let diagnostic = match why.strip_suffix(later::MARK) {
        Some(why) => {
            let message = format!("`{flag} {value}` is not in this version");
            return Diagnostic::new(Code("E203"), message).help(why.trim_end());
        }
        None if value.is_empty() => Diagnostic::new(Code("E204"), format!("`{flag}` has no value")),
        None => Diagnostic::new(Code("E204"), format!("`{flag}` cannot be `{value}`")),
    };
    if why.is_empty() { diagnostic } else { diagnostic.help(why) }
}

/// Two flags of which only one may be given, or one that may be given only once.
fn excluding(flag: &str, prior: Option<&str>) -> Diagnostic {
    let flag = flag_of(flag);
    let message = match prior.map(flag_of) {
        Some(prior) if prior != flag => format!("`{flag}` and `{prior}` exclude each other"),
        _ => format!("`{flag}` is given twice"),
    };
    Diagnostic::new(Code("E202"), message)
}
