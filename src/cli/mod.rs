//! The program: arguments, and one short file for each verb that loads, calls the library and
//! reports.
//!
//! Results go to standard output, everything else to standard error. Exit statuses: 0 answered ·
//! 1 answered, but what was asked for fails · 2 the request or the file is unusable · 3 answered
//! in part · 101 a bug · 130 interrupted.

mod arguments;
mod bench;
mod best_response;
mod check;
mod complete;
mod completions;
mod convert;
mod dialogue;
mod exercises;
mod explain;
mod later;
mod learn;
mod limits;
mod load;
mod new;
mod output;
mod proof;
mod refusal;
mod show;
mod solve;
mod values;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{Arguments, Verb};
use refusal::Refusal;

/// How a run ends, where it could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// What was asked is answered.
    Answered,
    /// Answered, but what was asked for fails: a claim is wrong, a file has faults.
    Failed,
    /// One of several files cannot be read; the others were judged.
    Unusable,
    /// Answered in part: a limit was reached, or not all is decided and `--require-all` asks so.
    InPart,
    /// Interrupted; what is known was printed.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Answered => 0,
            Status::Failed => 1,
            Status::Unusable => 2,
            Status::InPart => 3,
            Status::Interrupted => 130,
        })
    }
}

/// The grammar of the command line, as data: what the manual pages are made of.
pub fn command() -> clap::Command {
    arguments::command()
}

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let arguments = match arguments::parse(&words) {
        Ok(arguments) => arguments,
        Err(arguments::Unparsed::Help(text)) => return output::help(&text),
        Err(arguments::Unparsed::Refused(refusal)) => return output::refuse(&refusal, &words),
    };
    match run(&arguments) {
        Ok(status) => status.into(),
        Err(refusal) => output::refuse(&refusal, &words),
    }
}

fn run(arguments: &Arguments) -> Result<Status, Refusal> {
    match &arguments.verb {
        Verb::Solve(solve) => solve::run(solve),
        Verb::Bench(bench) => bench::run(bench),
        Verb::BestResponse(best_response) => best_response::run(best_response),
        Verb::Why(why) => why::run(why),
        Verb::Show(show) => show::run(show),
        Verb::Check(check) => check::run(check),
        Verb::Convert(convert) => convert::run(convert),
        Verb::New(new) => new::run(new),
        Verb::Learn(learn) => learn::run(learn),
        Verb::Explain(explain) => explain::run(explain),
        Verb::Completions(completions) => completions::run(completions),
        Verb::Complete(complete) => complete::run(complete),
    }
}
