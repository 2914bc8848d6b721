//! `standoff check FILE …`: every fault of a file, what is weak in it, what it expects, and
//! whether what is claimed of it holds.

mod claim;
mod examine;
mod fix;

use std::path::Path;

use super::Status;
use super::arguments::CheckArguments;
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::values::{Annotations, Format};
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, Severity, SourceText};
use crate::format::{Facts, Reading};
use crate::report::{self, Checked, CheckedProof, Claims};

/// What a check of one file is given.
#[derive(Clone, Copy)]
struct Request<'a> {
    arguments: &'a CheckArguments,
    output: &'a Output<'a>,
    budget: &'a Budget,
}

/// A checked file.
struct Judged {
    checked: Checked,
    /// What is claimed, if the file could be read.
    claims: Option<Claims>,
    /// Whether everything that it expects was judged, or is too much to judge.
    complete: bool,
}

pub(crate) fn run(arguments: &CheckArguments) -> Result<Status, Refusal> {
    if let (Some(_), [_, _, ..]) = (&arguments.proof, &arguments.files[..]) {
        let diagnostic = Diagnostic::new(Code("E202"), "`--proof` is about one file");
        return Err(Refusal::request(diagnostic.help("check the other files by themselves")));
    }
    let first = arguments.files.first().map_or(Path::new(""), |file| file.as_path());
    let (output, annotations) = Output::or_annotations(&arguments.general, first)?;
    refuse_contradictions(arguments, output.format, annotations)?;
    let limits = Limits::new(&arguments.general);
    let request = Request { arguments, output: &output, budget: &limits.budget };
    let (mut files, mut claims, mut complete) = (Vec::new(), None, true);
    let mut all_read = true;
    for file in &arguments.files {
        match checked(file, request) {
            Ok(judged) => {
                files.push(judged.checked);
                claims = claims.or(judged.claims);
                complete &= judged.complete;
            }
            // One of several files that cannot be read does not hide what the others have.
            Err(Refusal { source: None, diagnostics }) if arguments.files.len() > 1 => {
                let source = SourceText::new(file.display().to_string(), "");
                let facts = Facts::default();
                files.push(Checked { source, facts, diagnostics, before: None });
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
    print(&output, annotations, &files, claims.as_ref(), proof.as_ref())?;
    let worst = if arguments.strict { Severity::Warning } else { Severity::Error };
    let fails = severest.is_some_and(|severity| severity <= worst)
        || claims.is_some_and(|claims| !claims.hold());
    if !all_read {
        Ok(Status::Unusable)
    } else if fails {
        Ok(Status::Failed)
    } else if limits.ended() {
        Ok(limits.incomplete())
    } else if proof.is_some_and(|proof| proof.result.is_err()) {
        Ok(Status::Failed)
    } else {
        Ok(if complete { Status::Answered } else { Status::InPart })
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

fn refuse_contradictions(
    arguments: &CheckArguments,
    format: Format,
    annotations: Option<Annotations>,
) -> Result<(), Refusal> {
    let inputs = arguments.files.iter().filter(|file| *file == Path::new("-")).count();
    let from_input = inputs > 0;
    let is_list = annotations.is_some() || format == Format::Csv;
    let (code, message, help) = if arguments.fix && from_input {
        ("E204", "`--fix` cannot rewrite standard input", "save it to a file first")
    } else if inputs > 1 {
        ("E202", "standard input can be read only once", "name `-` once")
    } else if !arguments.claims.is_empty() && arguments.files.len() > 1 {
        ("E202", "`--claim` is about one file", "check the others without it")
    } else if arguments.proof.is_some() && is_list {
        ("E202", "`--proof` is answered as text, json or md", "choose one of them")
    } else if !arguments.claims.is_empty() && is_list {
        ("E202", "`--claim` is answered as text, json or md", "choose one of them")
    } else {
        return Ok(());
    };
    Err(Refusal::request(Diagnostic::new(Code(code), message).help(help)))
}

fn checked(file: &Path, request: Request) -> Result<Judged, Refusal> {
    let Request { arguments, output, budget } = request;
    let reading = load::reading(file, &arguments.general)?;
    let (reading, before) =
        if arguments.fix { fix::repaired(file, reading) } else { (reading, None) };
    let Reading { source, scenario, mut diagnostics, facts } = reading;
    let (mut claims, mut complete) = (None, true);
    if let Some(mut scenario) = scenario {
        load::apply(&mut scenario, &arguments.change)?;
        let size = scenario.check_size(budget);
        if let Some(mut refusal) = size.err().as_ref().and_then(load::underivable) {
            for diagnostic in &mut refusal.diagnostics {
                diagnostic.message = format!("{}: {}", source.name, diagnostic.message);
            }
            return Err(refusal);
        }
        claims = claim::judged(&scenario, request)?;
        let examined = examine::examined(&scenario, &source, request);
        diagnostics.extend(examined.diagnostics);
        complete = examined.all_judged;
    } else if !arguments.claims.is_empty() {
        output.remark("what is claimed is not judged: the file has errors");
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.start));
    if before.is_some() {
        fix::write(file, &source.text, output)?;
    }
    Ok(Judged { checked: Checked { source, facts, diagnostics, before }, claims, complete })
}

fn print(
    output: &Output,
    annotations: Option<Annotations>,
    files: &[Checked],
    claims: Option<&Claims>,
    proof: Option<&CheckedProof>,
) -> Result<(), Refusal> {
    let style = &output.style;
    match (annotations, output.format) {
        (Some(Annotations::Sarif), _) => output.write_json(&report::sarif::check(files)),
        (Some(Annotations::Github), _) => output.write(&report::github::check(files)),
        (None, Format::Text) => output.write(&report::text::check(files, claims, proof, style)),
        (None, Format::Md) => output.write(&report::markdown::check(files, claims, proof, style)),
        (None, Format::Csv) => output.write(&report::csv::check(files)),
        (None, Format::Json) => output.write_json(&report::json::check(files, claims, proof)),
    }
}
