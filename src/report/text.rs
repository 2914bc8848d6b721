//! Results as text for a terminal or a pipe.

use super::lessons::Lesson;
use super::pages::Entry;
use super::{Checked, CheckedProof, Claims, Style, layout, screen};
use crate::explain::learn::Steps;
use crate::explain::why::Reasons;
use crate::explain::{Answer, Bench, BestResponse, Mediation, Series, Slowdown, Suite};
use crate::format::{Facts, GameFormat};
use crate::game::{ExtensiveGame, StrategicGame};
use crate::scenario::Scenario;

/// The answer to a simultaneous case: the outcome first, the method last.
pub fn solve(scenario: &Scenario, answer: &Answer, style: &Style) -> String {
    layout::render(&screen::solve(scenario, answer, style), style)
}

/// The outcome alone.
pub fn brief(scenario: &Scenario, answer: &Answer, style: &Style) -> String {
    layout::render(&screen::brief(scenario, answer, style), style)
}

/// What a mediator could achieve.
pub fn mediation(scenario: &Scenario, mediation: &Mediation, style: &Style) -> String {
    layout::render(&screen::mediation(scenario, mediation, style), style)
}

/// Solvers side by side.
pub fn bench(scenario: &Scenario, bench: &Bench, style: &Style) -> String {
    layout::render(&screen::bench(scenario, bench, style), style)
}

/// Times beside those of an earlier run.
pub fn slowdown(slowdown: &Slowdown, style: &Style) -> String {
    layout::render(&screen::slowdown(slowdown), style)
}

/// Solvers side by side on games of a family.
pub fn series(series: &Series, style: &Style) -> String {
    layout::render(&screen::series(series, style), style)
}

/// Published games: what was found, and what is known.
pub fn suite(suite: &Suite, style: &Style) -> String {
    layout::render(&screen::suite(suite, style), style)
}

/// What the rest do if some players' play is given.
pub fn best_response(response: &BestResponse, style: &Style) -> String {
    layout::render(&screen::best_response(response, style), style)
}

/// The reasons of a payoff, a preference, a claim, a choice or an outcome.
pub fn why(scenario: &Scenario, reasons: &Reasons, style: &Style) -> String {
    layout::render(&screen::why(scenario, reasons, style), style)
}

/// The payoff table, best responses marked.
pub fn payoffs(scenario: &Scenario, game: &StrategicGame, style: &Style) -> String {
    layout::render(&screen::payoffs(scenario, game, style), style)
}

/// The payoffs at every end of a tree.
pub fn tree_payoffs(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> String {
    layout::render(&screen::tree_payoffs(scenario, game, style), style)
}

/// What each side cares about, and what moves it.
pub fn interests(scenario: &Scenario, style: &Style) -> String {
    layout::render(&screen::interests(scenario, style), style)
}

/// The tree, drawn, and what each mover knows.
pub fn tree(scenario: &Scenario, game: &ExtensiveGame, style: &Style) -> String {
    layout::render(&screen::tree(scenario, game, style), style)
}

/// What is claimed; the diagnostics of each file, and what each holds.
pub fn check(
    checked: &[Checked],
    claims: Option<&Claims>,
    proof: Option<&CheckedProof>,
    style: &Style,
) -> String {
    layout::render(&screen::check(checked, claims, proof, style), style)
}

/// A page on a code or a term.
pub fn entry(entry: &Entry, style: &Style) -> String {
    layout::render(&screen::entry(entry, style), style)
}

/// Every code and every term that has a page.
pub fn list(style: &Style) -> String {
    layout::render(&screen::list(style), style)
}

/// What a new file holds, and what to do next.
pub fn begun(facts: &Facts, judged: bool, style: &Style) -> String {
    layout::render(&screen::begun(facts, judged, style), style)
}

/// A lesson of the book.
pub fn lesson(lesson: &Lesson, style: &Style) -> String {
    layout::render(&screen::lesson(lesson, style), style)
}

/// Each question of a lesson, and whether an answer solves it.
pub fn exercises(lesson: &Lesson, answer: &str, judged: &[(&str, bool)], style: &Style) -> String {
    layout::render(&screen::exercises(lesson, answer, judged, style), style)
}

/// The lessons and the algorithms that there are.
pub fn lessons(style: &Style) -> String {
    layout::render(&screen::lessons(style), style)
}

/// The steps of an algorithm on a game.
pub fn learn(scenario: &Scenario, game: &StrategicGame, steps: &Steps, style: &Style) -> String {
    layout::render(&screen::learn(scenario, game, steps, style), style)
}

/// Where a game was written, whether it was read back, and what is lost; without a file only the
/// latter.
pub fn conversion(
    scenario: &Scenario,
    game: &StrategicGame,
    format: GameFormat,
    file: Option<&str>,
    checked: bool,
    style: &Style,
) -> String {
    layout::render(&screen::conversion(scenario, game, format, file, checked, style), style)
}
