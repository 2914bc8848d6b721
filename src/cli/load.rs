//! Reading a game, and changing it as the flags ask.

use std::cell::Cell;
use std::io::Read;
use std::path::Path;

use super::arguments::{ChangeArguments, GeneralArguments};
use super::later;
use super::output::spare;
use super::refusal::{Refusal, reason};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::format::{self, GameFormat, Reading, request};
use crate::report::Faults;
use crate::scenario::{ChangeError, DeriveError, Mix, NumberFault, Scenario};

/// The text of a file, or of standard input for `-`.
pub(crate) fn text(path: &Path) -> Result<SourceText, Refusal> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read = match name.as_str() {
        "-" => std::io::stdin().read_to_end(&mut bytes).map(|_| ()),
        _ => std::fs::read(path).map(|read| bytes = read),
    };
    if let Err(error) = read {
        let message = format!("cannot read `{name}`: {}", reason(&error));
        return Err(Refusal::request(Diagnostic::new(Code("E007"), message)));
    }
    String::from_utf8(bytes).map(|text| SourceText::new(&name, text)).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..at]).matches('\n').count() + 1;
        let message = format!("`{name}` is not UTF-8: line {line} has a byte that is no text");
        Refusal::request(
            Diagnostic::new(Code("E008"), message).help("save the file as UTF-8 and try again"),
        )
    })
}

/// The format of a game: `--from`, else by the ending; standard input is a game file.
pub(crate) fn format(path: &Path, general: &GeneralArguments) -> Result<GameFormat, Refusal> {
    if path.is_dir() {
        let message = format!("cannot read `{}`: it is a folder", path.display());
        return Err(Refusal::request(Diagnostic::new(Code("E007"), message)));
    }
    if let Some(format) = general.from {
        return Ok(format);
    }
    if path == Path::new("-") {
        return Ok(GameFormat::Toml);
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if let Some(format) = GameFormat::named(ending) {
        return Ok(format);
    }
    if let Some(later) = later::ending(&ending.to_ascii_lowercase()) {
        return Err(Refusal::request(later));
    }
    let message = format!("the ending of `{}` names no known format", path.display());
    let help = "games are read from `.toml`, `.nfg`, `.lrs`, `.gam`, `.json` and `.csv`; \
                `--from nfg` reads this file as such";
    Err(Refusal::request(Diagnostic::new(Code("E010"), message).help(help)))
}

/// Reads a game file, with the source that its quotes stand in. The result may go to neither.
pub(crate) fn reading(path: &Path, general: &GeneralArguments) -> Result<Reading, Refusal> {
    let format = format(path, general)?;
    let (source, load) = (Cell::new(None), beside(path));
    let load = |name: &str| {
        source.set(Some(path.with_file_name(name)));
        load(name)
    };
    let mut reading = format::read_as(format, text(path)?, &load);
    let is_guessed = path == Path::new("-") && general.from.is_none();
    if let Some(first) = reading.diagnostics.first_mut().filter(|first| first.code == Code("E001"))
        && is_guessed
    {
        let help = "standard input is read as a game file; `--from nfg` reads another format";
        first.help = Some(help.into());
    }
    [Some(path.into()), source.take()]
        .iter()
        .flatten()
        .try_for_each(|read| spare(read, general))?;
    Ok(reading)
}

/// Reads the files that a game file names, which stand beside it.
pub(crate) fn beside(path: &Path) -> impl Fn(&str) -> Result<String, String> + use<> {
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    move |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| reason(&error))
}

/// A scenario without faults, changed as the flags ask.
pub(crate) struct Loaded {
    pub(crate) source: SourceText,
    pub(crate) scenario: Scenario,
    /// Warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// What is to be said of the file, as reports take it.
    pub(crate) fn faults(&self) -> Faults<'_> {
        Faults { source: &self.source, diagnostics: &self.diagnostics }
    }
}

/// Reads a game and changes it.
///
/// # Errors
/// If the file has a fault, or a flag names nothing in it.
pub(crate) fn load(
    path: &Path,
    change: &ChangeArguments,
    general: &GeneralArguments,
) -> Result<Loaded, Refusal> {
    let Reading { source, scenario, diagnostics, .. } = reading(path, general)?;
    let Some(mut scenario) = scenario else {
        return Err(Refusal { source: Some(source), diagnostics });
    };
    apply(&mut scenario, change)?;
    Ok(Loaded { source, scenario, diagnostics })
}

/// Changes a scenario as the flags ask.
pub(crate) fn apply(scenario: &mut Scenario, change: &ChangeArguments) -> Result<(), Refusal> {
    if let Some(text) = change.set.first().filter(|_| scenario.is_table()) {
        let message = "a table of payoffs has no weights or other numbers to set";
        let help = "change the payoff in the file; a game file (`.toml`) has interests and weights";
        let diagnostic = Diagnostic::new(Code("E203"), message).help(help);
        return Err(Refusal::flag("--set", text, diagnostic));
    }
    let set = change.set.iter().map(|text| {
        request::assignment(scenario, text).map_err(|d| Refusal::flag("--set", text, d))
    });
    let set = set.collect::<Result<Vec<_>, _>>()?;
    for (at, text) in change.set.iter().enumerate() {
        if set[..at].iter().any(|(target, _)| *target == set[at].0) {
            return Err(Refusal::flag("--set", text, twice("this number is set", "set")));
        }
    }
    scenario.set(&set).map_err(|error| {
        let text = change.set.join(" ");
        Refusal::flag("--set", &text, impossible(scenario, &error))
    })?;
    let whole = scenario.clone();
    for text in &change.without {
        let refusal = |diagnostic| Refusal::flag("--without", text, diagnostic);
        let was_there = request::option(&whole, text).is_ok();
        let found = request::option(scenario, text).map_err(|d| taken_away(d, was_there));
        let (node, option) = found.map_err(refusal)?;
        let removed = scenario.remove_option(node, option);
        removed.map_err(|error| refusal(impossible(scenario, &error)))?;
    }
    for (mix, text) in mixes(scenario, &whole, &change.given)?.iter().zip(&change.given) {
        if let Err(error) = scenario.fix(mix) {
            return Err(Refusal::flag("--if", text, impossible(scenario, &error)));
        }
    }
    if let Some(text) = &change.focus {
        let refusal = |diagnostic| Refusal::flag("--focus", text, diagnostic);
        let who = request::player(scenario, text).map_err(refusal)?;
        let moves = scenario.free_moves();
        if !moves.iter().any(|&node| scenario.nodes()[node].player() == Some(who)) {
            let message = format!("every move of `{text}` is fixed: it has nothing to commit to");
            let diagnostic = Diagnostic::new(Code("E202"), message);
            return Err(refusal(diagnostic.help("leave out `--focus` or `--if`")));
        }
        scenario.set_focus(who);
    }
    Ok(())
}

/// The moves that `--if` fixes, each once; `whole` is the case before `--without`.
pub(crate) fn mixes(
    scenario: &Scenario,
    whole: &Scenario,
    texts: &[String],
) -> Result<Vec<Mix>, Refusal> {
    let mut mixes: Vec<Mix> = Vec::new();
    for text in texts {
        let refusal = |diagnostic| Refusal::flag("--if", text, diagnostic);
        let was_there = request::mix(whole, text).is_ok();
        let mix = request::mix(scenario, text).map_err(|d| refusal(taken_away(d, was_there)))?;
        if mixes.iter().any(|earlier| earlier.node == mix.node) {
            return Err(refusal(twice("this move is fixed", "fix")));
        }
        mixes.push(mix);
    }
    Ok(mixes)
}

/// What is said of an option that was there before `--without`.
fn taken_away(diagnostic: Diagnostic, was_there: bool) -> Diagnostic {
    if !was_there {
        return diagnostic;
    }
    Diagnostic { label: None, ..diagnostic }.help("`--without` took it away")
}

/// The refusal of something that an earlier flag of the same kind asks for already.
fn twice(what: &str, verb: &str) -> Diagnostic {
    Diagnostic::new(Code("E202"), format!("{what} twice")).help(format!("{verb} it once"))
}

/// Why a change cannot be made, with the names of the file.
pub(crate) fn impossible(scenario: &Scenario, error: &ChangeError) -> Diagnostic {
    let message = match error {
        ChangeError::NotAMove { node } => {
            format!("`{}` is not a move that is still free", scenario.nodes()[*node].id)
        }
        ChangeError::NoOptionLeft { node } => {
            format!("`{}` would have no option left", scenario.nodes()[*node].id)
        }
        ChangeError::Numbers(NumberFault::NegativeWeight { stakeholder, interest }) => {
            let who = &scenario.stakeholders()[*stakeholder];
            format!("the weight `{}.{}` would be negative", who.id, who.interests[*interest].id)
        }
        ChangeError::Numbers(NumberFault::NoWeight { stakeholder }) => {
            let who = &scenario.stakeholders()[*stakeholder].id;
            format!("all weights of `{who}` would be 0")
        }
        ChangeError::Numbers(NumberFault::Probability { node, value, .. }) => {
            let node = &scenario.nodes()[*node].id;
            format!("a probability of `{node}` would be {value}, outside 0 to 1")
        }
        ChangeError::Numbers(NumberFault::Sum { node, value, .. }) => {
            let node = &scenario.nodes()[*node].id;
            format!("the probabilities of `{node}` would sum to {value}; set the others too")
        }
        _ => error.to_string(),
    };
    let diagnostic = Diagnostic::new(Code("E204"), message);
    match error {
        ChangeError::NoOptionLeft { .. } => diagnostic.help("leave it one option at least"),
        ChangeError::Numbers(NumberFault::NegativeWeight { .. }) => {
            diagnostic.help("a weight is 0 or more")
        }
        ChangeError::Numbers(NumberFault::NoWeight { .. }) => {
            diagnostic.help("leave one of them above 0")
        }
        ChangeError::Numbers(NumberFault::Probability { .. }) => {
            diagnostic.help("a probability is a number from 0 to 1")
        }
        _ => diagnostic,
    }
}

/// The refusal of a game with moves in turn.
pub(crate) fn sequential() -> Refusal {
    let message = "moves are made in turn here, and this version solves only games in which all \
                   move at the same time";
    let help = "`show tree`, `show payoffs` and `check` read this file";
    Refusal::request(Diagnostic::new(Code("E203"), message).help(help))
}
const SMALLER_TABLE: &str = "fewer players or options make a smaller table";

/// The refusal of a game that cannot be derived; nothing if the computation was stopped.
pub(crate) fn underivable(error: &DeriveError) -> Option<Refusal> {
    let diagnostic = match error {
        DeriveError::TooManyOutcomes { outcomes, limit } => {
            let message = format!("the table has {outcomes} outcomes, more than {limit}");
            let diagnostic = Diagnostic::new(Code("E009"), message);
            match u64::try_from(outcomes.clone()) {
                Ok(_) => diagnostic
                    .help(format!("`--max-outcomes {outcomes}` allows it, if memory does")),
                Err(_) => diagnostic.help(SMALLER_TABLE),
            }
        }
        DeriveError::OutOfMemory { .. } => {
            Diagnostic::new(Code("E009"), error.to_string()).help(SMALLER_TABLE)
        }
        DeriveError::TooManyNodes { .. } => Diagnostic::new(Code("E009"), error.to_string())
            .help("fewer moves, options or chance outcomes make a smaller tree"),
        DeriveError::Sequential => return Some(sequential()),
        DeriveError::Stopped => return None,
    };
    Some(Refusal::request(diagnostic))
}
