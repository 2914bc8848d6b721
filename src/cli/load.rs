//! Reading a game, and changing it as the flags ask.

use std::io::Read;
use std::path::Path;

use super::arguments::{ChangeArguments, GeneralArguments};
use super::later;
use super::refusal::{Refusal, reason};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::format::{self, GameFormat, Reading, request};
use crate::report::Faults;
use crate::scenario::{ChangeError, DeriveError, NumberFault, Scenario};

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

/// Reads a game file, with the source that its quotes stand in.
pub(crate) fn reading(path: &Path, general: &GeneralArguments) -> Result<Reading, Refusal> {
    let format = format(path, general)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let load = move |name: &str| {
        std::fs::read_to_string(folder.join(name)).map_err(|error| reason(&error))
    };
    Ok(format::read_as(format, text(path)?, &load))
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
    let set = change.set.iter().map(|text| {
        request::assignment(scenario, text).map_err(|d| Refusal::flag("--set", text, d))
    });
    let set = set.collect::<Result<Vec<_>, _>>()?;
    scenario.set(&set).map_err(|error| {
        let text = change.set.join(" ");
        Refusal::flag("--set", &text, impossible(scenario, &error))
    })?;
    for text in &change.without {
        let refusal = |diagnostic| Refusal::flag("--without", text, diagnostic);
        let (node, option) = request::option(scenario, text).map_err(refusal)?;
        let removed = scenario.remove_option(node, option);
        removed.map_err(|error| refusal(impossible(scenario, &error)))?;
    }
    for text in &change.given {
        let refusal = |diagnostic| Refusal::flag("--if", text, diagnostic);
        let mix = request::mix(scenario, text).map_err(refusal)?;
        scenario.fix(&mix).map_err(|error| refusal(impossible(scenario, &error)))?;
    }
    if let Some(text) = &change.focus {
        let who = request::player(scenario, text);
        scenario.set_focus(who.map_err(|d| Refusal::flag("--focus", text, d))?);
    }
    Ok(())
}

/// Why a change cannot be made, with the names of the file.
fn impossible(scenario: &Scenario, error: &ChangeError) -> Diagnostic {
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
        ChangeError::NotAMove { .. } => diagnostic.help("`--if` fixes each move once"),
        ChangeError::NoOptionLeft { .. } => diagnostic.help("leave it one option at least"),
        _ => diagnostic,
    }
}

/// The refusal of a game that cannot be derived; nothing if the computation was stopped.
pub(crate) fn underivable(error: &DeriveError) -> Option<Refusal> {
    let diagnostic = match error {
        DeriveError::TooManyOutcomes { outcomes, limit } => {
            let message = format!("the table has {outcomes} outcomes, more than {limit}");
            Diagnostic::new(Code("E009"), message)
                .help(format!("`--max-outcomes {outcomes}` allows it, if memory does"))
        }
        DeriveError::TooManyNodes { .. } => Diagnostic::new(Code("E009"), error.to_string())
            .help("fewer moves, options or chance outcomes make a smaller tree"),
        DeriveError::Sequential => {
            let message = "moves are made in turn here, and this version solves only games in \
                           which all move at the same time";
            Diagnostic::new(Code("E203"), message)
                .help("`show tree`, `show payoffs` and `check` read this file")
        }
        DeriveError::Stopped => return None,
    };
    Some(Refusal::request(diagnostic))
}
