//! `standoff check FILE …`: every fault of a file, and what it expects.

use std::path::Path;

use super::Status;
use super::arguments::CheckArguments;
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::solve::failure;
use super::values::Format;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::explain::{Answer, Question, Verdict, judge};
use crate::format::Reading;
use crate::number::Integer;
use crate::report::{self, Checked};
use crate::scenario::{Expectation, Form, Scenario};

/// Larger games are read, not solved.
const MOST_OUTCOMES_SOLVED: u32 = 100_000;

pub(crate) fn run(arguments: &CheckArguments) -> Result<Status, Refusal> {
    let first = arguments.files.first().map_or(Path::new(""), |file| file.as_path());
    let output = Output::new(&arguments.general, first)?;
    let limits = Limits::new(&arguments.general);
    let mut files = Vec::new();
    for file in &arguments.files {
        files.push(checked(file, arguments, &output, &limits.budget)?);
    }
    let style = &output.style;
    match output.format {
        Format::Text => output.write(&report::text::check(&files, style))?,
        Format::Md => output.write(&report::markdown::check(&files, style))?,
        Format::Csv => output.write(&report::csv::check(&files))?,
        Format::Json => output.write_json(&report::json::check(&files))?,
    }
    let severities = files.iter().flat_map(|file| &file.diagnostics).map(Diagnostic::severity);
    let worst = if arguments.strict { Severity::Warning } else { Severity::Error };
    Ok(match severities.min().is_some_and(|severity| severity <= worst) {
        true => Status::Failed,
        false if limits.ended() => limits.incomplete(),
        false => Status::Answered,
    })
}

fn checked(
    file: &Path,
    arguments: &CheckArguments,
    output: &Output,
    budget: &Budget,
) -> Result<Checked, Refusal> {
    let Reading { source, scenario, mut diagnostics, facts } =
        load::reading(file, &arguments.general)?;
    if let Some(mut scenario) = scenario {
        load::apply(&mut scenario, &arguments.change)?;
        if let Some(refusal) =
            scenario.check_size(budget).err().as_ref().and_then(load::underivable)
        {
            return Err(refusal);
        }
        match unsolved(&scenario) {
            Some(why) => output.remark(&format!("{}: {why}", source.name)),
            None => diagnostics.extend(broken_expectations(&scenario, budget)),
        }
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.start));
    Ok(Checked { source, facts, diagnostics })
}

/// Why what a file expects is not judged; nothing if it can be, or nothing is expected.
fn unsolved(scenario: &Scenario) -> Option<String> {
    let expectations = scenario.expectations().len();
    if expectations == 0 {
        return None;
    }
    if scenario.form() == Form::Sequential {
        return Some("moves are made in turn: what it expects is not judged".into());
    }
    let outcomes = scenario.outcome_count();
    (outcomes > Integer::from(MOST_OUTCOMES_SOLVED)).then(|| {
        format!(
            "{outcomes} outcomes, more than {MOST_OUTCOMES_SOLVED}: what it expects is not judged"
        )
    })
}

fn broken_expectations(scenario: &Scenario, budget: &Budget) -> Vec<Diagnostic> {
    let expectations = scenario.expectations();
    if expectations.is_empty() {
        return Vec::new();
    }
    let question = Question { equilibria_only: true };
    let Ok(answer) = Answer::new(scenario, question, budget) else { return Vec::new() };
    let judged = |expectation: &Expectation| match judge(&expectation.claim, scenario, &answer) {
        Verdict::Holds => None,
        Verdict::Fails { found } => {
            Some(failure(&expectation.text, &found).at(expectation.span.clone()))
        }
        _ => {
            let message = format!("`{}` is undecided", expectation.text);
            let help = "not every equilibrium of this game is known";
            let diagnostic = Diagnostic::new(Code("E122"), message).help(help);
            Some(diagnostic.at(expectation.span.clone()))
        }
    };
    expectations.iter().filter_map(judged).collect()
}
