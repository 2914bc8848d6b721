//! Results as text for a terminal or a pipe.

use super::{Checked, CheckedProof, Style, layout, screen};
use crate::explain::Answer;
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

/// The diagnostics of each file, and what each holds.
pub fn check(checked: &[Checked], style: &Style) -> String {
    layout::render(&screen::check(checked, style), style)
}

/// Whether a proof is accepted, and of what.
pub fn proof(checked: &CheckedProof, style: &Style) -> String {
    layout::render(&screen::proof(checked), style)
}
