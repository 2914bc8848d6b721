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
use crate::diagnostic::{Code, Diagnostic, Severity, SourceText};
use crate::explain::{Answer, Question, Verdict, judge};
use crate::format::{Facts, Reading};
use crate::number::Integer;
use crate::report::{self, Checked, CheckedProof};
use crate::scenario::{Expectation, Form, Scenario};

/// Larger games are read, not solved.
const MOST_OUTCOMES_SOLVED: u32 = 100_000;

pub(crate) fn run(arguments: &CheckArguments) -> Result<Status, Refusal> {
    if let (Some(_), [_, _, ..]) = (&arguments.proof, &arguments.files[..]) {
        let diagnostic = Diagnostic::new(Code("E202"), "`--proof` is about one file");
        return Err(Refusal::request(diagnostic.help("check the other files by themselves")));
    }
    let first = arguments.files.first().map_or(Path::new(""), |file| file.as_path());
    let output = Output::new(&arguments.general, first)?;
    let limits = Limits::new(&arguments.general);
    let (mut files, mut all_judged) = (Vec::new(), true);
    let mut all_read = true;
    for file in &arguments.files {
        match checked(file, arguments, &output, &limits.budget) {
            Ok((checked, judged)) => {
                files.push(checked);
                all_judged &= judged;
            }
            // One of several files that cannot be read does not hide what the others have.
            Err(Refusal { source: None, diagnostics }) if arguments.files.len() > 1 => {
                let source = SourceText::new(file.display().to_string(), "");
                files.push(Checked { source, facts: Facts::default(), diagnostics });
                all_read = false;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let severities = files.iter().flat_map(|file| &file.diagnostics).map(Diagnostic::severity);
    let severest = severities.min();
    if arguments.general.quiet {
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
        files.iter_mut().for_each(|file| file.diagnostics.retain(is_error));
    }
    let proof = proof(arguments, &limits.budget)?;
    print(&output, &files, proof.as_ref())?;
    let worst = if arguments.strict { Severity::Warning } else { Severity::Error };
    if !all_read {
        Ok(Status::Unusable)
    } else if severest.is_some_and(|severity| severity <= worst) {
        Ok(Status::Failed)
    } else if limits.ended() {
        Ok(limits.incomplete())
    } else if proof.is_some_and(|proof| proof.result.is_err()) {
        Ok(Status::Failed)
    } else {
        Ok(if all_judged { Status::Answered } else { Status::InPart })
    }
}

/// Checks the proof that is asked about; nothing if there is none, or the file has faults.
fn proof(arguments: &CheckArguments, budget: &Budget) -> Result<Option<CheckedProof>, Refusal> {
    let (Some(proof), [file]) = (&arguments.proof, &arguments.files[..]) else { return Ok(None) };
    let Some(mut scenario) = load::reading(file, &arguments.general)?.scenario else {
        return Ok(None);
    };
    load::apply(&mut scenario, &arguments.change)?;
    super::proof::check(proof, &scenario, budget).map(Some)
}

fn print(output: &Output, files: &[Checked], proof: Option<&CheckedProof>) -> Result<(), Refusal> {
    let style = &output.style;
    match output.format {
        Format::Text => {
            let proof = proof.map(|proof| report::text::proof(proof, style)).unwrap_or_default();
            output.write(&(report::text::check(files, style) + &proof))
        }
        Format::Md => {
            let proof = proof.map(|proof| format!("\n{}", report::markdown::proof(proof)));
            output.write(&(report::markdown::check(files, style) + &proof.unwrap_or_default()))
        }
        Format::Csv => {
            if let Some(proof) = proof {
                output.remark(report::text::proof(proof, style).trim_end());
            }
            output.write(&report::csv::check(files))
        }
        Format::Json => {
            let mut document = report::json::check(files);
            if let Some(proof) = proof {
                document["proof"] = report::json::proof(proof);
            }
            output.write_json(&document)
        }
    }
}

/// A checked file, and whether everything that it expects was judged, or is too much to judge.
fn checked(
    file: &Path,
    arguments: &CheckArguments,
    output: &Output,
    budget: &Budget,
) -> Result<(Checked, bool), Refusal> {
    let Reading { source, scenario, mut diagnostics, facts } =
        load::reading(file, &arguments.general)?;
    let mut undecided = Vec::new();
    if let Some(mut scenario) = scenario {
        load::apply(&mut scenario, &arguments.change)?;
        let size = scenario.check_size(budget);
        if let Some(mut refusal) = size.err().as_ref().and_then(load::underivable) {
            for diagnostic in &mut refusal.diagnostics {
                diagnostic.message = format!("{}: {}", source.name, diagnostic.message);
            }
            return Err(refusal);
        }
        match unsolved(&scenario) {
            Some(why) => output.remark(&format!("{}: {why}", source.name)),
            None => undecided = judged(&scenario, budget, &mut diagnostics),
        }
    }
    for expectation in &undecided {
        let place = format!("{}:{}", source.name, expectation.line);
        let text = &expectation.text;
        output.remark(&format!("{place}: `{text}` is undecided: not every equilibrium is known"));
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.start));
    Ok((Checked { source, facts, diagnostics }, undecided.is_empty()))
}

/// Why what a file expects is not judged; nothing if it can be, or nothing is expected.
fn unsolved(scenario: &Scenario) -> Option<String> {
    if scenario.expectations().is_empty() {
        return None;
    }
    if scenario.form() == Form::Sequential {
        return Some("moves are made in turn: what it expects is not judged".into());
    }
    let outcomes = scenario.outcome_count();
    (outcomes > Integer::from(MOST_OUTCOMES_SOLVED)).then(|| {
        let more = format!("{outcomes} outcomes, more than {MOST_OUTCOMES_SOLVED}");
        format!("{more}: what it expects is not judged")
    })
}

/// Judges what a file expects: a diagnostic for each expectation that fails; those that are
/// undecided.
fn judged(
    scenario: &Scenario,
    budget: &Budget,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Expectation> {
    let expectations = scenario.expectations();
    if expectations.is_empty() {
        return Vec::new();
    }
    let question = Question { equilibria_only: true };
    let Ok(answer) = Answer::new(scenario, question, budget) else { return expectations.to_vec() };
    let mut undecided = Vec::new();
    for expectation in expectations {
        match judge(&expectation.claim, scenario, &answer) {
            Verdict::Holds => {}
            Verdict::Fails { found } => {
                let broken = failure(&expectation.text, &found);
                diagnostics.push(broken.at(expectation.span.clone()));
            }
            _ => undecided.push(expectation.clone()),
        }
    }
    undecided
}
