//! `--proof`: writing the proof that every extreme equilibrium is known, and checking one.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use super::output::{unwritable, writable};
use super::refusal::{Refusal, reason};
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic};
use crate::game::StrategicGame;
use crate::proof;
use crate::report::CheckedProof;
use crate::scenario::{DeriveError, Scenario};

/// Refuses, before anything is computed, what no proof can be written to.
pub(crate) fn is_free(path: &Path, force: bool) -> Result<(), Refusal> {
    if path == Path::new("-") {
        let message = "the answer goes to standard output, so a proof goes to a file";
        let diagnostic = Diagnostic::new(Code("E205"), message);
        return Err(Refusal::request(diagnostic.help("name one: `--proof game.proof`")));
    }
    writable(path, force)
}

/// Writes a proof.
pub(crate) fn write(path: &Path, force: bool, proof: &str) -> Result<(), Refusal> {
    let mut options = OpenOptions::new();
    options.write(true).truncate(force).create(force).create_new(!force);
    let written = options.open(path).and_then(|mut file| file.write_all(proof.as_bytes()));
    written.map_err(|error| unwritable(&path.display().to_string(), &error))
}

/// Checks a proof against a game.
pub(crate) fn check(
    path: &Path,
    scenario: &Scenario,
    budget: &Budget,
) -> Result<CheckedProof, Refusal> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read `{name}`: {}", reason(&error));
        Refusal::request(Diagnostic::new(Code("E007"), message))
    })?;
    let result = match scenario.strategic_game(budget) {
        Ok(game) => {
            two_players(&game)?;
            proof::check(&game, &text, budget)
        }
        Err(DeriveError::Stopped) => Err(proof::Fault { line: 0, why: proof::Why::Stopped }),
        Err(error) => {
            let refusal = super::load::underivable(&error);
            return Err(refusal.unwrap_or_else(|| {
                Refusal::request(Diagnostic::new(Code("E203"), error.to_string()))
            }));
        }
    };
    Ok(CheckedProof { name, result })
}

/// Refuses a game that proofs are not about.
pub(crate) fn two_players(game: &StrategicGame) -> Result<(), Refusal> {
    let players = game.sizes().len();
    if players == 2 {
        return Ok(());
    }
    let message = format!("proofs are about games of two players; this one has {players}");
    let help = match players {
        0 | 1 => "what one player does best needs none: leave out `--proof`",
        _ => "`--if` fixes the moves of the others",
    };
    Err(Refusal::request(Diagnostic::new(Code("E203"), message).help(help)))
}
