//! What is found out about a game that can be read: its weak spots, and what the file expects.

use super::Request;
use crate::cli::solve::failure;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::explain::{Answer, Question, Verdict, WeakSpots, judge};
use crate::format::Places;
use crate::number::Integer;
use crate::report::notes;
use crate::scenario::{Expectation, Form, Scenario};

/// Larger games are read, not solved.
pub(super) const MOST_OUTCOMES_SOLVED: u32 = 100_000;

/// A game whose file expects nothing is solved for its ties alone. Larger ones, or more supports,
/// and a check that nobody thinks of as a computation would take minutes.
const MOST_OUTCOMES_FOR_TIES: u32 = 100;
const MOST_SUPPORTS_FOR_TIES: u64 = 10_000;

/// What was found.
pub(super) struct Examined {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether everything that the file expects was judged, or is too much to judge.
    pub(super) all_judged: bool,
}

pub(super) fn examined(scenario: &Scenario, source: &SourceText, request: Request) -> Examined {
    let Request { arguments, output, budget } = request;
    let (style, general) = (&output.style, &arguments.general);
    let places = Places::of(scenario, &source.text);
    let mut diagnostics = Vec::new();
    if general.verbose {
        diagnostics.extend(notes::nameless_effects(scenario, &places, &source.text));
    }
    if let Some(why) = unsolved(scenario) {
        output.remark(&format!("{}: {why}", source.name));
        return Examined { diagnostics, all_judged: true };
    }
    let found = if general.quiet { None } else { WeakSpots::new(scenario, budget).ok() };
    if found.is_none() && !general.quiet {
        output.remark(&format!("{}: stopped: notes on the game are left out", source.name));
    }
    if let Some(found) = &found {
        diagnostics.extend(notes::weak_spots(scenario, found, &places, style));
    }
    let answer = solved(scenario, source, request);
    // Where nothing is at stake everything is in equilibrium, and that is noted already.
    let may_tie = found.is_some_and(|found| found.is_at_stake);
    if let Some(answer) = answer.as_ref().filter(|_| may_tie) {
        diagnostics.extend(notes::ties(scenario, answer, &places, style));
    }
    let undecided = judged(scenario, answer.as_ref(), &mut diagnostics);
    for expectation in &undecided {
        let place = format!("{}:{}", source.name, expectation.line);
        let text = &expectation.text;
        output.remark(&format!("{place}: `{text}` is undecided: not every equilibrium is known"));
    }
    Examined { diagnostics, all_judged: undecided.is_empty() }
}

/// The answer that the notes and expectations are read off, if the game is solved for them.
fn solved(scenario: &Scenario, source: &SourceText, request: Request) -> Option<Answer> {
    let Request { arguments, output, budget } = request;
    let question = Question { equilibria_only: true };
    if !scenario.expectations().is_empty() {
        return Answer::new(scenario, question, budget).ok();
    }
    if arguments.general.quiet {
        return None;
    }
    if is_above(scenario, MOST_OUTCOMES_FOR_TIES) {
        let more = format!("more than {MOST_OUTCOMES_FOR_TIES} outcomes");
        output.remark(&format!("{}: {more}: ties are not looked for", source.name));
        return None;
    }
    let mut budget = budget.clone();
    budget.max_supports = budget.max_supports.min(MOST_SUPPORTS_FOR_TIES);
    Answer::new(scenario, question, &budget).ok()
}

fn is_above(scenario: &Scenario, outcomes: u32) -> bool {
    scenario.outcome_count() > Integer::from(outcomes)
}

/// Why a game is not solved, and what is left out therefore.
fn unsolved(scenario: &Scenario) -> Option<String> {
    let why = if scenario.form() == Form::Sequential {
        "moves are made in turn".to_string()
    } else if is_above(scenario, MOST_OUTCOMES_SOLVED) {
        let outcomes = scenario.outcome_count();
        format!("{outcomes} outcomes, more than {MOST_OUTCOMES_SOLVED}")
    } else {
        return None;
    };
    let expects = match scenario.expectations() {
        [] => "",
        _ => ", and what it expects is not judged",
    };
    Some(format!("{why}: notes on the game are left out{expects}"))
}

/// Judges what a file expects: a diagnostic for each expectation that fails; those that are
/// undecided.
fn judged(
    scenario: &Scenario,
    answer: Option<&Answer>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Expectation> {
    let expectations = scenario.expectations();
    let Some(answer) = answer else { return expectations.to_vec() };
    let mut undecided = Vec::new();
    for expectation in expectations {
        match judge(&expectation.claim, scenario, answer) {
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
