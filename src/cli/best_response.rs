//! `standoff best-response FILE --if MIX`: what the rest do, and what that costs everybody.

use super::Status;
use super::arguments::{BestResponseArguments, ChangeArguments};
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{AnswerError, BestResponse, BestResponseError};
use crate::format::request;
use crate::number::Rational;
use crate::report::{csv, json, markdown, text};
use crate::scenario::{Form, Mix, NodeId, Scenario};

pub(crate) fn run(arguments: &BestResponseArguments) -> Result<Status, Refusal> {
    let general = &arguments.game.general;
    let output = Output::new(general, &arguments.game.file)?;
    let limits = Limits::new(general);
    // The case is needed with its moves free: what else could those do whose play is given?
    let change = ChangeArguments { given: Vec::new(), ..arguments.game.change.clone() };
    let loaded = load::load(&arguments.game.file, &change, general)?;
    let scenario = &loaded.scenario;
    if scenario.form() == Form::Sequential {
        return Err(load::sequential());
    }
    let given = given(scenario, &arguments.game.change.given)?;
    let versus = versus(scenario, &given, arguments.versus.as_deref())?;
    let response = match BestResponse::new(scenario, &given, &versus, &limits.budget) {
        Ok(response) => response,
        Err(BestResponseError::Change(error)) => {
            return Err(Refusal::request(load::impossible(scenario, &error)));
        }
        Err(BestResponseError::Answer(AnswerError::Derive(error))) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the payoffs were derived: nothing is known");
            return Ok(limits.incomplete());
        }
    };
    match output.format {
        Format::Text => output.write(&text::best_response(&response, &output.style))?,
        Format::Md => output.write(&markdown::best_response(&response, &output.style))?,
        Format::Csv => output.write(&csv::best_response(&response))?,
        Format::Json => output.write_json(&json::best_response(&response, &[loaded.faults()]))?,
    }
    output.warn(loaded.faults());
    Ok(if limits.ended() {
        limits.incomplete()
    } else if arguments.require_all && !response.is_complete() {
        Status::InPart
    } else {
        Status::Answered
    })
}

/// What `--if` gives: a move at least.
fn given(scenario: &Scenario, texts: &[String]) -> Result<Vec<Mix>, Refusal> {
    if !texts.is_empty() {
        return load::mixes(scenario, scenario, texts);
    }
    let diagnostic = Diagnostic::new(Code("E204"), "nobody's play is given");
    let moves = scenario.free_moves().into_iter().map(|node| &scenario.nodes()[node]);
    let example = moves.clone().next().map(|node| format!("{}={}", node.id, node.choices[0].id));
    let names: Vec<&str> = moves.map(|node| node.id.as_str()).collect();
    let help = format!(
        "fix a move: `--if {}`; the moves are {}",
        example.unwrap_or_default(),
        names.join(", ")
    );
    Err(Refusal::request(diagnostic.help(help)))
}

/// What the given play is compared with: what `--versus` names, else the other options of the only
/// fixed move.
fn versus(
    scenario: &Scenario,
    given: &[Mix],
    named: Option<&str>,
) -> Result<Vec<(NodeId, usize)>, Refusal> {
    let Some(text) = named else {
        let [only] = given else { return Ok(Vec::new()) };
        let certain = |option: &usize| only.mixture[*option] == Rational::ONE;
        let options = 0..only.mixture.len();
        return Ok(options.filter(|o| !certain(o)).map(|o| (only.node, o)).collect());
    };
    let refusal = |diagnostic| Refusal::flag("--versus", text, diagnostic);
    let (node, option) = request::option(scenario, text).map_err(refusal)?;
    if given.iter().any(|mix| mix.node == node) {
        return Ok(vec![(node, option)]);
    }
    let message = format!("`{}` is not a move that `--if` fixes", scenario.nodes()[node].id);
    let diagnostic = Diagnostic::new(Code("E202"), message);
    Err(refusal(diagnostic.help("name another option of a move that `--if` fixes")))
}
