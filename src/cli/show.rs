//! `standoff show VIEW FILE`: the game as payoffs, interests or tree.

use super::Status;
use super::arguments::{GameArguments, ShowArguments, View};
use super::limits::Limits;
use super::load::{self, Loaded};
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::budget::Budget;
use crate::report::{csv, json, markdown, text};
use crate::scenario::{DeriveError, Form};

pub(crate) fn run(arguments: &ShowArguments) -> Result<Status, Refusal> {
    let (game, show): (_, Show) = match &arguments.view {
        View::Payoffs(game) => (game, payoffs),
        View::Interests(game) => (game, interests),
        View::Tree(game) => (game, tree),
    };
    let GameArguments { file, change, general } = game;
    let output = Output::new(general, file)?;
    let limits = Limits::new(general);
    let loaded = load::load(file, change, general)?;
    match show(&output, &loaded, &limits.budget) {
        Ok(()) => {
            output.warn(loaded.faults());
            Ok(if limits.ended() { limits.incomplete() } else { Status::Answered })
        }
        Err(Shown::Refused(refusal)) => Err(refusal),
        Err(Shown::Underivable(error)) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the game was derived");
            Ok(limits.incomplete())
        }
    }
}

/// Derives what a view needs, and prints it.
type Show = fn(&Output, &Loaded, &Budget) -> Result<(), Shown>;

/// Why a view was not shown.
enum Shown {
    Refused(Refusal),
    Underivable(DeriveError),
}

impl From<Refusal> for Shown {
    fn from(refusal: Refusal) -> Shown {
        Shown::Refused(refusal)
    }
}

impl From<DeriveError> for Shown {
    fn from(error: DeriveError) -> Shown {
        Shown::Underivable(error)
    }
}

fn payoffs(output: &Output, loaded: &Loaded, budget: &Budget) -> Result<(), Shown> {
    let (scenario, style, found) = (&loaded.scenario, &output.style, [loaded.faults()]);
    if scenario.form() == Form::Sequential {
        let game = scenario.extensive_game(budget)?;
        match output.format {
            Format::Text => output.write(&text::tree_payoffs(scenario, &game, style))?,
            Format::Md => output.write(&markdown::tree_payoffs(scenario, &game, style))?,
            Format::Csv => output.write_with(|out| csv::tree_payoffs(scenario, &game, out))?,
            Format::Json => {
                output.write_with(|out| json::tree_payoffs(scenario, &game, &found, out))?;
            }
        }
        return Ok(());
    }
    let game = scenario.strategic_game(budget)?;
    match output.format {
        Format::Text => output.write(&text::payoffs(scenario, &game, style))?,
        Format::Md => output.write(&markdown::payoffs(scenario, &game, style))?,
        Format::Csv => output.write_with(|out| csv::payoffs(scenario, &game, out))?,
        Format::Json => output.write_with(|out| json::payoffs(scenario, &game, &found, out))?,
    }
    Ok(())
}

fn interests(output: &Output, loaded: &Loaded, budget: &Budget) -> Result<(), Shown> {
    let (scenario, style, found) = (&loaded.scenario, &output.style, [loaded.faults()]);
    match output.format {
        Format::Text => output.write(&text::interests(scenario, style))?,
        Format::Md => output.write(&markdown::interests(scenario, style))?,
        Format::Csv => output.write(&csv::interests(scenario))?,
        Format::Json => {
            let digest = scenario.strategic_game(budget).map(|game| game.digest());
            let digest =
                digest.or_else(|_| scenario.extensive_game(budget).map(|g| g.digest())).ok();
            output.write_json(&json::interests(scenario, digest.as_deref(), &found))?;
        }
    }
    Ok(())
}

fn tree(output: &Output, loaded: &Loaded, budget: &Budget) -> Result<(), Shown> {
    let (scenario, style, found) = (&loaded.scenario, &output.style, [loaded.faults()]);
    let game = scenario.extensive_game(budget)?;
    match output.format {
        Format::Text => output.write(&text::tree(scenario, &game, style))?,
        Format::Md => output.write(&markdown::tree(scenario, &game, style))?,
        Format::Csv => output.write_with(|out| csv::tree_payoffs(scenario, &game, out))?,
        Format::Json => output.write_json(&json::tree(scenario, &game, &found))?,
    }
    Ok(())
}
