//! `standoff completions SHELL`: a script that asks the program what may stand under the cursor.

use std::path::Path;

use super::Status;
use super::arguments::{CompletionsArguments, GeneralArguments};
use super::output::Output;
use super::refusal::Refusal;
use super::values::Shell;

pub(crate) fn run(arguments: &CompletionsArguments) -> Result<Status, Refusal> {
    let script = match arguments.shell {
        Shell::Bash => include_str!("completions/standoff.bash"),
        Shell::Zsh => include_str!("completions/standoff.zsh"),
        Shell::Fish => include_str!("completions/standoff.fish"),
        Shell::Powershell => include_str!("completions/standoff.ps1"),
        Shell::Elvish => include_str!("completions/standoff.elv"),
    };
    Output::new(&GeneralArguments::default(), Path::new(""))?.write(script)?;
    Ok(Status::Answered)
}
