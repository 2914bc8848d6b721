//! `--claim`: profiles that are said to be equilibria.

use std::path::Path;

use super::Request;
use super::examine::MOST_OUTCOMES_SOLVED;
use crate::cli::load;
use crate::cli::output::spare;
use crate::cli::refusal::{Refusal, reason};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::explain::Claimed;
use crate::format::{request, solve_document};
use crate::game::{MixedProfile, StrategicGame};
use crate::nash::{self, Equilibrium};
use crate::report::Claims;
use crate::scenario::Scenario;

/// Judges what is claimed, if anything is.
pub(super) fn judged(scenario: &Scenario, request: Request) -> Result<Option<Claims>, Refusal> {
    let texts = &request.arguments.claims;
    if texts.is_empty() {
        return Ok(None);
    }
    let game = match scenario.strategic_game(request.budget) {
        Ok(game) => game,
        Err(error) => return load::underivable(&error).map_or(Ok(None), Err),
    };
    let profiles = match &texts[..] {
        [document] if is_document(document) => in_document(&game, document, request)?,
        _ => vec![mixed(scenario, texts)?],
    };
    let fails = |profile: &MixedProfile| Equilibrium::check(&game, profile.clone()).is_err();
    let solve = game.outcomes() <= MOST_OUTCOMES_SOLVED as usize && profiles.iter().any(fails);
    let known = if solve { nash::all(&game, request.budget).equilibria } else { Vec::new() };
    let judged = |profile| Claimed::new(&game, profile, &known);
    let claimed = profiles.into_iter().map(judged).collect();
    Ok(Some(Claims { scenario: scenario.clone(), claimed, game }))
}

fn is_document(text: &str) -> bool {
    Path::new(text).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// The profile of one MIX for each move.
fn mixed(scenario: &Scenario, texts: &[String]) -> Result<MixedProfile, Refusal> {
    if texts.iter().any(|text| is_document(text)) {
        let message = "a document claims whole profiles";
        let diagnostic = Diagnostic::new(Code("E202"), message).help("give it alone");
        return Err(Refusal::request(diagnostic));
    }
    let mix =
        |text: &String| request::mix(scenario, text).map_err(|d| Refusal::flag("--claim", text, d));
    let mixes = texts.iter().map(mix).collect::<Result<Vec<_>, _>>()?;
    request::profile(scenario, &mixes).map_err(Refusal::request)
}

/// The equilibria of a `solve --format json` document.
fn in_document(
    game: &StrategicGame,
    path: &str,
    request: Request,
) -> Result<Vec<MixedProfile>, Refusal> {
    spare(Path::new(path), &request.arguments.general)?;
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read `{path}`: {}", reason(&error));
        Refusal::request(Diagnostic::new(Code("E007"), message))
    })?;
    let document = solve_document(game, &text).map_err(|diagnostic| Refusal {
        source: Some(SourceText::new(path, "")),
        diagnostics: vec![diagnostic],
    })?;
    if document.digest.is_some_and(|digest| digest != game.digest()) {
        request.output.remark(&format!("`{path}` is about another game; it is judged in this one"));
    }
    Ok(document.profiles)
}
