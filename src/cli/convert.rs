//! `standoff convert FILE -o OUT`: the game in another format.

use std::io::{self, Write};
use std::path::Path;

use super::Status;
use super::arguments::{ConvertArguments, GameArguments};
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::format::{self, GameFormat};
use crate::game::StrategicGame;
use crate::report::{csv, json, text};
use crate::scenario::{DeriveError, Scenario};

pub(crate) fn run(arguments: &ConvertArguments) -> Result<Status, Refusal> {
    let GameArguments { file, change, general } = &arguments.game;
    let format = target(arguments)?;
    let output = Output::of_game(general, file)?;
    let limits = Limits::new(general);
    let loaded = load::load(file, change, general)?;
    let scenario = &loaded.scenario;
    let game = match scenario.strategic_game(&limits.budget) {
        Ok(game) => game,
        Err(DeriveError::Stopped) => {
            output.remark("stopped before the payoffs were derived: nothing is written");
            return Ok(limits.incomplete());
        }
        Err(error) => return Err(underivable(&error)),
    };
    fits(&game, format)?;
    if arguments.check {
        let mut bytes = Vec::new();
        let written = write(scenario, &game, format, &mut bytes);
        if written.is_err() || !is_same(&game, &bytes, format, &limits.budget) {
            output.remark("read back, it would not be the same game: nothing is written");
            return Ok(Status::Failed);
        }
        output.write_with(|out| out.write_all(&bytes))?;
    } else {
        output.write_with(|out| write(scenario, &game, format, out))?;
    }
    output.warn(loaded.faults());
    let path = general.output.as_deref().filter(|path| *path != Path::new("-"));
    let path = path.map(|path| path.display().to_string());
    let (checked, style) = (arguments.check, &output.style);
    output.remark(&text::conversion(scenario, &game, format, path.as_deref(), checked, style));
    Ok(Status::Answered)
}

/// The format to write: `--to`, else by the ending of OUT.
fn target(arguments: &ConvertArguments) -> Result<GameFormat, Refusal> {
    let general = &arguments.game.general;
    if general.format.is_some() {
        let message = "`--format` is for results; a game is written in the format of `--to`";
        let diagnostic = Diagnostic::new(Code("E202"), message).help("leave `--format` out");
        return Err(Refusal::request(diagnostic));
    }
    let ending = general.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let Some(format) = arguments.to.or_else(|| GameFormat::named(ending?)) else {
        let message = match ending {
            Some(ending) => format!("the ending `.{ending}` names no format of a game"),
            None => "nothing says which format to write".into(),
        };
        let help = "add `-o game.nfg`, or `--to nfg|lrs|gam|json|csv`";
        return Err(Refusal::request(Diagnostic::new(Code("E010"), message).help(help)));
    };
    if format == GameFormat::Toml {
        let message = "game files are written by people: a table has no interests to write down";
        let help = "every verb reads `.nfg`, `.lrs`, `.gam`, `.json` and `.csv` directly";
        return Err(Refusal::request(Diagnostic::new(Code("E203"), message).help(help)));
    }
    Ok(format)
}

fn underivable(error: &DeriveError) -> Refusal {
    if *error == DeriveError::Sequential {
        let message = "moves are made in turn here, and these formats hold tables";
        let help = "`--if` fixes moves: where those left are made at the same time, it is a table";
        return Refusal::request(Diagnostic::new(Code("E203"), message).help(help));
    }
    let other = || Refusal::request(Diagnostic::new(Code("E009"), error.to_string()));
    load::underivable(error).unwrap_or_else(other)
}

/// Refuses a game that a format cannot hold.
fn fits(game: &StrategicGame, format: GameFormat) -> Result<(), Refusal> {
    let players = game.players().len();
    let message = match format {
        GameFormat::Lrs if players != 2 => {
            format!("lrsnash's games have two players; this one has {players}")
        }
        _ if players == 0 => "no player has a move left: there is no game to write".into(),
        _ => return Ok(()),
    };
    let help = "`.nfg`, `.gam`, `.json` and `.csv` hold games of any number of players from one";
    Err(Refusal::request(Diagnostic::new(Code("E203"), message).help(help)))
}

fn write(
    scenario: &Scenario,
    game: &StrategicGame,
    format: GameFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        GameFormat::Nfg => {
            let title = scenario.title().unwrap_or_default();
            format::write_nfg(game, title, scenario.note().unwrap_or_default(), out)
        }
        GameFormat::Lrs => format::write_lrs(game, out),
        GameFormat::Gam => format::write_gam(game, out),
        GameFormat::Csv => csv::payoffs(scenario, game, out),
        GameFormat::Json => json::payoffs(scenario, game, &[], out),
        GameFormat::Toml => Ok(()),
    }
}

/// Whether what was written is the same game when it is read: the digests are the same, up to
/// labels where the format has none.
fn is_same(game: &StrategicGame, written: &[u8], format: GameFormat, budget: &Budget) -> bool {
    let text = String::from_utf8_lossy(written);
    let nothing = |_: &str| Err("there is no source".to_owned());
    let read = format::read_as(format, SourceText::new("", text), &nothing).scenario;
    let digest = read.and_then(|read| Some(read.strategic_game(budget).ok()?.digest()));
    let whole = if format.has_labels() { game.digest() } else { game.numbered().digest() };
    digest == Some(whole)
}
