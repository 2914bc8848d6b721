//! `standoff new FILE`: a game file to begin with, from questions, flags or a template.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::Status;
use super::arguments::{GeneralArguments, NewArguments};
use super::dialogue::{self, Known};
use super::output::Output;
use super::refusal::{Refusal, reason};
use super::values::{Asked, Format, Template};
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::format::request::sketch;
use crate::format::{self, Reading};
use crate::report;
use crate::report::draft::{Draft, Player, Source};
use crate::scenario::DeriveError;

pub(crate) fn run(arguments: &NewArguments) -> Result<Status, Refusal> {
    let file = &arguments.file;
    known_ending(file)?;
    let general = arguments.writing.general();
    let game = writing(&general, file);
    let game = Output::new(&game, file)?;
    let source = arguments.source.as_deref().map(|source| Copy::new(source, file)).transpose()?;
    let copy = source.as_ref().and_then(|source| source.target.as_ref());
    let copied = copy.map(|target| writing(&general, target));
    let copied = copied.as_ref().map(|general| Output::new(general, file)).transpose()?;
    let text = match arguments.template {
        Some(template) => text_of(template).to_string(),
        None => draft(arguments, source.as_ref())?.to_toml(),
    };
    let reading = read(&text, source.as_ref())?;
    game.write(&text)?;
    if let (Some(copied), Some(source)) = (&copied, &source) {
        copied.write(&source.text)?;
    }
    if file != Path::new("-") && !general.quiet {
        let output = Output::new(&general, file)?;
        let judged = arguments.template.is_some();
        output.write(&report::text::begun(&reading.facts, judged, &output.style))?;
    }
    Ok(Status::Answered)
}

/// The flags that write a text to a file.
fn writing(general: &GeneralArguments, file: &Path) -> GeneralArguments {
    let (format, output) = (Some(Asked::Result(Format::Text)), Some(file.to_path_buf()));
    let GeneralArguments { force, quiet, color, .. } = *general;
    GeneralArguments { format, output, force, quiet, color, ..GeneralArguments::default() }
}

fn known_ending(file: &Path) -> Result<(), Refusal> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending.eq_ignore_ascii_case("toml") || file == Path::new("-") {
        return Ok(());
    }
    let message = format!("a game file ends in `.toml`, and `{}` does not", file.display());
    let name = file.with_extension("toml");
    let help = format!("write `standoff new {}`", name.display());
    Err(Refusal::request(Diagnostic::new(Code("E010"), message).help(help)))
}

fn text_of(template: Template) -> &'static str {
    match template {
        Template::Blank => include_str!("../../games/templates/blank.toml"),
        Template::TwoFirms => include_str!("../../games/templates/two-firms.toml"),
        Template::Inspection => include_str!("../../games/templates/inspection.toml"),
        Template::Litigation => include_str!("../../games/templates/litigation.toml"),
        Template::Chicken => include_str!("../../games/templates/chicken.toml"),
        Template::Coordination => include_str!("../../games/templates/coordination.toml"),
    }
}

/// The text that quotes will stand in, and where it goes.
struct Copy {
    /// The path that the game file names, relative to it.
    path: String,
    text: String,
    /// The file to write; nothing if the text is beside the game file already.
    target: Option<PathBuf>,
}

impl Copy {
    fn new(source: &Path, file: &Path) -> Result<Copy, Refusal> {
        let text = std::fs::read_to_string(source).map_err(|error| {
            let code = if error.kind() == io::ErrorKind::InvalidData { "E008" } else { "E007" };
            let message = format!("cannot read `{}`: {}", source.display(), reason(&error));
            Refusal::request(Diagnostic::new(Code(code), message))
        })?;
        let target = file.with_file_name(source.file_name().unwrap_or_default());
        if file == Path::new("-") {
            return Ok(Copy { path: source.display().to_string(), text, target: None });
        }
        if target == file {
            let message = format!("the source and the game file are both `{}`", file.display());
            let help = "give the game file another name";
            return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
        }
        // A copy from an earlier run that says the same need not be written again.
        let is_there = std::fs::read_to_string(&target).is_ok_and(|there| there == text);
        let path = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Copy { path, text, target: (!is_there).then_some(target) })
    }
}

/// What flags say, and on a terminal answers.
fn draft(arguments: &NewArguments, source: Option<&Copy>) -> Result<Draft, Refusal> {
    let known = known(arguments)?;
    let talks = io::stdin().is_terminal() && io::stderr().is_terminal() && !arguments.no_input;
    let draft = if talks {
        let asked = dialogue::draft(&known, &mut io::stdin().lock(), &mut io::stderr().lock());
        asked.map_err(|error| {
            let why = match error.kind() {
                io::ErrorKind::UnexpectedEof => "the answers ended".into(),
                _ => reason(&error),
            };
            Refusal::request(Diagnostic::new(Code("E204"), format!("{why}; nothing was written")))
        })?
    } else {
        untalked(arguments, known)?
    };
    let source = source.map(|copy| Source { path: copy.path.clone(), text: copy.text.clone() });
    Ok(Draft { source, ..draft })
}

/// What the flags say.
fn known(arguments: &NewArguments) -> Result<Known, Refusal> {
    let flag = |flag, text: &String, fault| Refusal::flag(flag, text, fault);
    let players = arguments
        .players
        .as_ref()
        .map(|text| sketch::players(text).map_err(|fault| flag("--players", text, fault)));
    let players = players.transpose()?;
    let ids = players.as_deref().unwrap_or_default();
    let options = arguments
        .options
        .iter()
        .map(|text| sketch::options_of(text, ids).map_err(|fault| flag("--options", text, fault)));
    let interests = arguments.interests.iter().map(|text| {
        sketch::interests_of(text, ids).map_err(|fault| flag("--interests", text, fault))
    });
    let options = options.collect::<Result<Vec<_>, _>>()?;
    let interests = interests.collect::<Result<Vec<_>, _>>()?;
    once(ids, "--options", options.iter().map(|(who, _)| *who))?;
    once(ids, "--interests", interests.iter().map(|(who, _)| *who))?;
    Ok(Known { title: arguments.title.clone(), players, options, interests })
}

/// Refuses a flag that says something twice of one player.
fn once(ids: &[String], flag: &str, told: impl Iterator<Item = usize>) -> Result<(), Refusal> {
    let mut seen = std::collections::HashSet::new();
    for who in told {
        if !seen.insert(who) {
            let message = format!("`{flag}` tells of `{}` twice", ids[who]);
            let help = "give all of it at once, with commas between";
            return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
        }
    }
    Ok(())
}

/// The draft where nobody can be asked.
fn untalked(arguments: &NewArguments, known: Known) -> Result<Draft, Refusal> {
    let missing = |message: String, help: String| {
        Refusal::request(Diagnostic::new(Code("E204"), message).help(help))
    };
    let Some(ids) = &known.players else {
        let help = "write `--players a,b --options a=x,y --options b=x,y`, or `--template blank`";
        return Err(missing("nobody can be asked here who decides".into(), help.into()));
    };
    let mut players = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let Some(options) = known.options_of(at) else {
            let message = format!("nobody can be asked here what `{id}` can do");
            return Err(missing(message, format!("write `--options {id}=…,…`")));
        };
        let interests = known.interests_of(at).cloned().unwrap_or_default();
        players.push(Player { id: id.clone(), options: options.clone(), interests });
    }
    let stem = arguments.file.file_stem().filter(|_| arguments.file != Path::new("-"));
    let title = known.title.or_else(|| stem.map(|stem| stem.to_string_lossy().into_owned()));
    Ok(Draft { title: title.unwrap_or_default(), players, source: None })
}

/// The file as it will be read; what would be a fault in it is refused before it is written.
fn read(text: &str, source: Option<&Copy>) -> Result<Reading, Refusal> {
    let load = |_: &str| source.map(|copy| copy.text.clone()).ok_or_else(|| "no file".to_string());
    let reading = format::read(SourceText::new("the new file", text), &load);
    let Some(scenario) = &reading.scenario else {
        let Reading { source, diagnostics, .. } = reading;
        return Err(Refusal { source: Some(source), diagnostics });
    };
    if let Err(DeriveError::TooManyOutcomes { outcomes, limit }) =
        scenario.check_size(&Budget::default())
    {
        let message = format!("the table would have {outcomes} outcomes, more than {limit}");
        let help = "begin with fewer players or options";
        return Err(Refusal::request(Diagnostic::new(Code("E009"), message).help(help)));
    }
    Ok(reading)
}
