//! `standoff explain CODE or TERM`: a page of the book.

use std::path::Path;

use super::Status;
use super::arguments::{ExplainArguments, GeneralArguments};
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::pages::{self, Entry};
use crate::report::{markdown, text};

pub(crate) fn run(arguments: &ExplainArguments) -> Result<Status, Refusal> {
    let general = GeneralArguments {
        format: arguments.format,
        output: arguments.output.clone(),
        ..arguments.writing.general()
    };
    let output = Output::new(&general, Path::new(""))?;
    let entry = if arguments.list { None } else { Some(page(&arguments.name.join(" "))?) };
    let style = &output.style;
    let page = match (output.format, entry) {
        (Format::Text, Some(entry)) => text::entry(&entry, style),
        (Format::Text, None) => text::list(style),
        (Format::Md, Some(entry)) => markdown::entry(&entry),
        (Format::Md, None) => markdown::list(style),
        _ => return Err(unsuited()),
    };
    output.write(&page)?;
    Ok(Status::Answered)
}

fn page(name: &str) -> Result<Entry, Refusal> {
    pages::find(name).map_err(|near| {
        let message = format!("there is no page on `{name}`");
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`standoff explain --list` shows every code and term that has one".into(),
        };
        Refusal::request(Diagnostic::new(Code("E201"), message).help(help))
    })
}

fn unsuited() -> Refusal {
    let message = "a page of the book has no such format";
    Refusal::request(
        Diagnostic::new(Code("E203"), message).help("pages are printed as text and md"),
    )
}
