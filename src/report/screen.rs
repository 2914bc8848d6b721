//! What each screen says, as pages: the words of the text and of the Markdown.

mod begun;
mod bench;
mod best_response;
mod chance;
mod check;
mod claim;
mod commitment;
mod conversion;
mod equilibrium;
mod exercises;
mod gains;
mod interests;
mod learn;
mod lessons;
mod mediation;
mod outcome;
mod pages;
mod payoffs;
mod series;
mod slowdown;
mod solve;
mod suite;
mod tree;
mod why;

pub(super) use begun::begun;
pub(super) use bench::bench;
pub(super) use best_response::best_response;
pub(super) use check::check;
pub(super) use conversion::conversion;
pub(super) use exercises::exercises;
pub(super) use interests::interests;
pub(super) use learn::learn;
pub(super) use lessons::{lesson, lessons};
pub(super) use mediation::mediation;
pub(super) use pages::{entry, list};
pub(super) use payoffs::payoffs;
pub(super) use series::series;
pub(super) use slowdown::slowdown;
pub(super) use solve::{brief, solve};
pub(super) use suite::suite;
pub(super) use tree::{tree, tree_payoffs};
pub(super) use why::why;

/// This many equilibria are told in full.
const HANDFUL: usize = 5;

/// How many equilibria are told in full: all of them with `-v`.
fn handful(style: &super::Style) -> usize {
    if style.verbose { usize::MAX } else { HANDFUL }
}

/// This many equilibria have a row each where not all are told in full.
const MOST_ROWS: usize = 30;

/// How many equilibria have a row each: all of them with `-v`.
fn most_rows(style: &super::Style) -> usize {
    if style.verbose { usize::MAX } else { MOST_ROWS }
}

/// Where to see what was left out: `12 equilibria more: -v shows all`.
fn left_out(more: usize, one: &str, many: &str) -> super::content::Text {
    use super::content::{Look, Text};
    let what = super::words::count(more, one, many);
    Text::look(Look::Dim, format!("and {what} more: -v shows all"))
}
