//! `standoff solve FILE --concept correlated`: what a mediator could achieve.

use std::time::Instant;

use super::Status;
use super::arguments::SolveArguments;
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Mediation, MediationError};
use crate::nash::TooLarge;
use crate::report::{csv, json, markdown, text};

pub(crate) fn run(arguments: &SolveArguments) -> Result<Status, Refusal> {
    exclude(arguments)?;
    let general = &arguments.game.general;
    let output = Output::new(general, &arguments.game.file)?;
    let limits = Limits::new(general);
    let started = Instant::now();
    let loaded = load::load(&arguments.game.file, &arguments.game.change, general)?;
    output.timing("read", started);
    let (scenario, solving) = (&loaded.scenario, Instant::now());
    let best_only = arguments.quick || arguments.brief;
    let mediation = match Mediation::new(scenario, best_only, &limits.budget) {
        Ok(mediation) => mediation,
        Err(MediationError::TooLarge(size)) => return Err(too_large(size)),
        Err(MediationError::Derive(error)) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the payoffs were derived: nothing is known");
            return Ok(limits.incomplete());
        }
    };
    output.timing("solve", solving);
    let style = &output.style;
    match output.format {
        Format::Text => output.write(&text::mediation(scenario, &mediation, style))?,
        Format::Md => output.write(&markdown::mediation(scenario, &mediation, style))?,
        Format::Csv => output.write(&csv::mediation(&mediation))?,
        Format::Json => {
            output.write_json(&json::mediation(scenario, &mediation, &[loaded.faults()]))?;
        }
    }
    output.warn(loaded.faults());
    Ok(if limits.ended() {
        limits.incomplete()
    } else if mediation.found.is_complete {
        Status::Answered
    } else {
        Status::InPart
    })
}

/// Refuses flags that speak of Nash equilibria.
fn exclude(arguments: &SolveArguments) -> Result<(), Refusal> {
    let flag = if arguments.proof.is_some() {
        "--proof"
    } else if !arguments.assertions.is_empty() {
        "--assert"
    } else if arguments.one {
        "--one"
    } else {
        return Ok(());
    };
    let message = format!("`{flag}` speaks of Nash equilibria, `--concept correlated` of others");
    let diagnostic = Diagnostic::new(Code("E202"), message);
    Err(Refusal::request(diagnostic.help(format!("leave out `{flag}` or `--concept`"))))
}

fn too_large(TooLarge { deviations, outcomes }: TooLarge) -> Refusal {
    let message = format!(
        "the linear program of correlated equilibria would have {outcomes} columns, one for each \
         outcome, and {} rows, for the deviations: more than is built",
        deviations + 1
    );
    let help = "fewer options, or moves fixed with `--if`, make a smaller one";
    Refusal::request(Diagnostic::new(Code("E203"), message).help(help))
}
