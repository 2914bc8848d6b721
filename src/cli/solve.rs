//! `standoff solve FILE`: what happens, who gains, because of which interest.

use std::time::Instant;

use super::Status;
use super::arguments::SolveArguments;
use super::correlated;
use super::limits::Limits;
use super::load::{self, Loaded};
use super::output::Output;
use super::proof;
use super::refusal::Refusal;
use super::values::{Concept, Format};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::explain::{Answer, AnswerError, Question, Verdict, judge};
use crate::format::request;
use crate::nash::UndecidedReason;
use crate::report::{self, Faults};
use crate::scenario::{Claim, Scenario};

pub(crate) fn run(arguments: &SolveArguments) -> Result<Status, Refusal> {
    if arguments.concept == Concept::Correlated {
        return correlated::run(arguments);
    }
    let general = &arguments.game.general;
    let output = Output::new(general, &arguments.game.file)?;
    if let Some(path) = &arguments.proof {
        proof::is_free(path, general.force)?;
    }
    let started = Instant::now();
    let limits = Limits::new(general);
    let loaded = load::load(&arguments.game.file, &arguments.game.change, general)?;
    let claims = claims(&loaded.scenario, &arguments.assertions)?;
    output.timing("read", started);
    let solving = Instant::now();
    let (answer, proof) = match answer(arguments, &loaded.scenario, &limits) {
        Ok((Some(answer), proof)) => (answer, proof),
        Ok((None, _)) => return Err(no_pure_one()),
        Err(AnswerError::Derive(error)) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the payoffs were derived: nothing is known");
            return Ok(limits.incomplete());
        }
    };
    output.timing("solve", solving);
    let proved = proved(arguments, &answer, proof.as_deref(), &output, &limits)?;
    let (failed, status) = judged(&claims, arguments, &loaded.scenario, &answer, &limits);
    print(&output, arguments, &loaded, &answer, proved, &failed)?;
    let is_done = proved || arguments.proof.is_none();
    Ok(if is_done { status } else { status.max(limits.incomplete()) })
}

/// The answer, and the proof that is asked for.
fn answer(
    arguments: &SolveArguments,
    scenario: &Scenario,
    limits: &Limits,
) -> Result<(Option<Answer>, Option<String>), AnswerError> {
    if arguments.one {
        return Ok((Answer::one(scenario, &limits.budget)?, None));
    }
    let question = Question { equilibria_only: arguments.quick };
    if arguments.proof.is_some() {
        let (answer, proof) = Answer::with_proof(scenario, question, &limits.budget)?;
        return Ok((Some(answer), proof));
    }
    Ok((Some(Answer::new(scenario, question, &limits.budget)?), None))
}

/// The refusal of `--one` where it finds nothing.
fn no_pure_one() -> Refusal {
    let message = "of three and more players `--one` finds pure equilibria alone; there is none";
    let help = "without `--one` the mixed ones are looked for";
    Refusal::request(Diagnostic::new(Code("E203"), message).help(help))
}

/// Writes the proof that is asked for; whether one is written.
fn proved(
    arguments: &SolveArguments,
    answer: &Answer,
    proof: Option<&str>,
    output: &Output,
    limits: &Limits,
) -> Result<bool, Refusal> {
    let Some(path) = &arguments.proof else { return Ok(false) };
    proof::two_players(&answer.game)?;
    match proof {
        Some(proof) => proof::write(path, arguments.game.general.force, proof)?,
        None if limits.ended() => {
            output.remark("stopped before the proof was complete: none is written");
        }
        None => output.remark("the search contradicts itself, a fault: no proof is written"),
    }
    Ok(proof.is_some())
}

fn claims(scenario: &Scenario, texts: &[String]) -> Result<Vec<Claim>, Refusal> {
    let claim = |text: &String| {
        request::claim(scenario, text).map_err(|d| Refusal::flag("--assert", text, d))
    };
    texts.iter().map(claim).collect()
}

/// What the assertions that do not hold say, and how the run ends.
fn judged(
    claims: &[Claim],
    arguments: &SolveArguments,
    scenario: &Scenario,
    answer: &Answer,
    limits: &Limits,
) -> (Vec<Diagnostic>, Status) {
    let mut status = ending(arguments, answer, limits);
    let mut diagnostics = Vec::new();
    for (claim, text) in claims.iter().zip(&arguments.assertions) {
        match judge(claim, scenario, answer) {
            Verdict::Holds => {}
            Verdict::Fails { found } => {
                diagnostics.push(failure(text, &found));
                status = Status::Failed;
            }
            _ => {
                let message = format!("`{text}` is undecided: not every equilibrium is known");
                diagnostics.push(Diagnostic::new(Code("E122"), message));
                status = if status == Status::Answered { Status::InPart } else { status };
            }
        }
    }
    (diagnostics, status)
}

/// The diagnostic of a claim that does not hold.
pub(crate) fn failure(text: &str, found: &[crate::number::Algebraic]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code("E122"), format!("`{text}` does not hold"));
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    match &found[..] {
        [] => diagnostic,
        found => diagnostic.label(format!("found {}", found.join(", "))),
    }
}

/// How the run ends, assertions aside: in part if a limit was reached or the program erred, or if `--require-all`
/// asks for more than is decided.
fn ending(arguments: &SolveArguments, answer: &Answer, limits: &Limits) -> Status {
    let limit = |why: &UndecidedReason| {
        use UndecidedReason::{Refused, Stopped, TooManySupports};
        matches!(why, Stopped | Refused | TooManySupports { .. })
    };
    let limited = answer.undecided().any(|undecided| limit(&undecided.why));
    if limits.ended() {
        limits.incomplete()
    } else if limited || (arguments.require_all && !answer.is_complete()) {
        Status::InPart
    } else {
        Status::Answered
    }
}

fn print(
    output: &Output,
    arguments: &SolveArguments,
    loaded: &Loaded,
    answer: &Answer,
    proved: bool,
    failed: &[Diagnostic],
) -> Result<(), Refusal> {
    let (scenario, style) = (&loaded.scenario, &output.style);
    let flags = SourceText::new("--assert", "");
    let failed = Faults { source: &flags, diagnostics: failed };
    match output.format {
        Format::Text if arguments.brief => {
            output.write(&report::text::brief(scenario, answer, style))?;
        }
        Format::Text => output.write(&report::text::solve(scenario, answer, style))?,
        Format::Csv => output.write(&report::csv::solve(scenario, answer))?,
        Format::Md if arguments.brief => {
            output.write(&report::markdown::brief(scenario, answer, style))?;
        }
        Format::Md => output.write(&report::markdown::solve(scenario, answer, style))?,
        Format::Json => {
            let found = [loaded.faults(), failed];
            let mut document = report::json::solve(scenario, answer, &found);
            if let Some(path) = arguments.proof.as_ref().filter(|_| proved) {
                document["coverage"]["proof"] = path.display().to_string().into();
            }
            output.write_json(&document)?;
        }
    }
    output.warn(loaded.faults());
    output.warn(failed);
    Ok(())
}
