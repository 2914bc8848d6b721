//! `standoff why FILE WHAT`: every number traced to interests, effects, lines and quotes.

use super::Status;
use super::arguments::WhyArguments;
use super::limits::Limits;
use super::load::{self, Loaded};
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::why::{Choice, Judged, OutcomeReasons, PayoffTrace, Preference};
use crate::explain::why::{Reasons, Situation};
use crate::explain::{Answer, AnswerError, Question, Verdict};
use crate::format::request;
use crate::report;
use crate::scenario::{DeriveError, Form, NodeId, Scenario, StakeholderId, Topic};

pub(crate) fn run(arguments: &WhyArguments) -> Result<Status, Refusal> {
    let general = &arguments.game.general;
    let output = Output::new(general, &arguments.game.file)?;
    let limits = Limits::new(general);
    let loaded = load::load(&arguments.game.file, &arguments.game.change, general)?;
    if loaded.scenario.form() == Form::Sequential {
        return Err(load::sequential());
    }
    let topic = request::topic(&loaded.scenario, &arguments.what)
        .map_err(|d| Refusal::flag("WHAT", &arguments.what, d))?;
    match reasons(&loaded.scenario, topic, arguments, &limits.budget) {
        Ok(reasons) => {
            print(&output, &loaded, &reasons, &limits.budget)?;
            // `outcome = court` claims it; `court` asks about it.
            let claimed = arguments.what.contains('=');
            Ok(status(&reasons, claimed, &limits))
        }
        Err(Unexplained::Refused(refusal)) => Err(refusal),
        Err(Unexplained::Underivable(error)) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the payoffs were derived: nothing is known");
            Ok(limits.incomplete())
        }
    }
}

/// Why there are no reasons.
enum Unexplained {
    Refused(Refusal),
    Underivable(DeriveError),
}

impl From<Refusal> for Unexplained {
    fn from(refusal: Refusal) -> Unexplained {
        Unexplained::Refused(refusal)
    }
}

impl From<DeriveError> for Unexplained {
    fn from(error: DeriveError) -> Unexplained {
        Unexplained::Underivable(error)
    }
}

fn reasons(
    scenario: &Scenario,
    topic: Topic,
    arguments: &WhyArguments,
    budget: &Budget,
) -> Result<Reasons, Unexplained> {
    let WhyArguments { cell, at, equilibrium, .. } = arguments;
    match (topic, cell, at) {
        (Topic::Who(who), Some(cell), _) => Ok(payoff(scenario, who, cell)?),
        (Topic::Who(who), _, Some(at)) => Ok(preference(scenario, who, at)?),
        (Topic::Who(who), None, None) => {
            let answer = answer(scenario, budget)?;
            let only = only(&answer, *equilibrium)?;
            Ok(Reasons::Choice(Choice::new(scenario, who, answer, only, budget)))
        }
        (_, Some(_), _) => Err(only_of_somebody("CELL").into()),
        (_, _, Some(_)) => Err(only_of_somebody("--at").into()),
        _ if equilibrium.is_some() => Err(only_of_somebody("--equilibrium").into()),
        (Topic::Comparison(claim), ..) => {
            Ok(Reasons::Comparison(Judged::new(scenario, &claim, budget)?))
        }
        (Topic::Outcome(name), ..) => {
            let answer = answer(scenario, budget)?;
            Ok(Reasons::Outcome(OutcomeReasons::new(scenario, name, answer, budget)))
        }
    }
}

fn only_of_somebody(what: &str) -> Refusal {
    let message = format!("{what} goes with a player or observer alone");
    let help = "write `why FILE WHO CELL`, `why FILE WHO --at CELL` or \
                `why FILE WHO --equilibrium ID`";
    Refusal::request(Diagnostic::new(Code("E202"), message).help(help))
}

fn payoff(scenario: &Scenario, who: StakeholderId, cell: &str) -> Result<Reasons, Refusal> {
    let refusal = |diagnostic| Refusal::flag("CELL", cell, diagnostic);
    let given = request::whole_cell(scenario, cell).map_err(refusal)?;
    let situation = Situation::at(scenario, &given);
    let trace = PayoffTrace::new(scenario, who, &situation);
    let trace = trace.ok_or_else(|| refusal(impossible()))?;
    Ok(Reasons::Payoff { situation, trace })
}

fn impossible() -> Diagnostic {
    Diagnostic::new(Code("E201"), "chance cannot turn out so there")
        .help("leave its outcomes out: payoffs are then averages over chance")
}

fn preference(scenario: &Scenario, who: StakeholderId, at: &str) -> Result<Reasons, Refusal> {
    let refusal = |diagnostic| Refusal::flag("--at", at, diagnostic);
    let id = &scenario.stakeholders()[who].id;
    let free = |node: &NodeId| scenario.nodes()[*node].player() == Some(who);
    let Some(node) = scenario.free_moves().into_iter().find(free) else {
        let message = format!("`{id}` has no move that is free: it prefers nothing by choice");
        let help = format!("`why FILE {id} CELL` traces a payoff of anybody's");
        return Err(Refusal::request(Diagnostic::new(Code("E202"), message).help(help)));
    };
    let mut given = request::cell_of_others(scenario, at, node).map_err(refusal)?;
    let own = given.extract_if(.., |(named, _)| *named == node).map(|(_, option)| option).next();
    let situation = Situation::at(scenario, &given);
    let preference = Preference::among_all(scenario, node, situation, own);
    preference.map(Reasons::Preference).ok_or_else(|| refusal(impossible()))
}

fn answer(scenario: &Scenario, budget: &Budget) -> Result<Answer, DeriveError> {
    let question = Question { equilibria_only: true };
    Answer::new(scenario, question, budget).map_err(|error| match error {
        AnswerError::Derive(error) => error,
    })
}

/// The index of the equilibrium that is asked about.
fn only(answer: &Answer, id: Option<usize>) -> Result<Option<usize>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let known = answer.equilibria.len();
    if (1..=known).contains(&id) {
        return Ok(Some(id - 1));
    }
    let message = format!("no equilibrium has the number {id}");
    let help = match known {
        0 => "none is known".to_string(),
        1 => "the only one has the number 1".to_string(),
        _ => format!("they are numbered from 1 to {known}, as `solve` lists them"),
    };
    Err(Refusal::flag(
        "--equilibrium",
        &id.to_string(),
        Diagnostic::new(Code("E201"), message).help(help),
    ))
}

fn status(reasons: &Reasons, claimed: bool, limits: &Limits) -> Status {
    let fails = |verdict: &Verdict| claimed && matches!(verdict, Verdict::Fails { .. });
    match reasons {
        Reasons::Comparison(judged) if !judged.holds => Status::Failed,
        Reasons::Outcome(reasons) if fails(&reasons.verdict) => Status::Failed,
        Reasons::Payoff { .. } | Reasons::Preference(_) | Reasons::Comparison(_) => {
            Status::Answered
        }
        _ if limits.ended() => limits.incomplete(),
        Reasons::Outcome(reasons) if reasons.left_out.is_none() => Status::InPart,
        _ => Status::Answered,
    }
}

fn print(
    output: &Output,
    loaded: &Loaded,
    reasons: &Reasons,
    budget: &Budget,
) -> Result<(), Refusal> {
    let (scenario, style) = (&loaded.scenario, &output.style);
    match output.format {
        Format::Text => output.write(&report::text::why(scenario, reasons, style))?,
        Format::Md => output.write(&report::markdown::why(scenario, reasons, style))?,
        Format::Csv => output.write(&report::csv::why(scenario, reasons))?,
        Format::Json => {
            let digest = digest(scenario, reasons, budget);
            let found = [loaded.faults()];
            output.write_json(&report::json::why(scenario, reasons, digest.as_deref(), &found))?;
        }
    }
    output.warn(loaded.faults());
    Ok(())
}

/// The digest of the game; a table that the reasons hold already is not derived again.
fn digest(scenario: &Scenario, reasons: &Reasons, budget: &Budget) -> Option<String> {
    match reasons {
        Reasons::Choice(Choice { answer, .. })
        | Reasons::Outcome(OutcomeReasons { answer, .. }) => Some(answer.game.digest()),
        _ => scenario.strategic_game(budget).ok().map(|game| game.digest()),
    }
}
