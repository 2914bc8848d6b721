//! What each screen says, as pages: the words of the text and of the Markdown.

mod check;
mod commitment;
mod equilibrium;
mod gains;
mod interests;
mod outcome;
mod payoffs;
mod proof;
mod solve;
mod tree;

pub(super) use check::check;
pub(super) use interests::interests;
pub(super) use payoffs::payoffs;
pub(super) use proof::proof;
pub(super) use solve::{brief, solve};
pub(super) use tree::{tree, tree_payoffs};

/// This many equilibria are told in full.
const HANDFUL: usize = 5;

/// How many equilibria are told in full: all of them with `-v`.
fn handful(style: &super::Style) -> usize {
    if style.verbose { usize::MAX } else { HANDFUL }
}

/// This many equilibria have a row each where not all are told in full.
const MOST_ROWS: usize = 30;

/// Where to see what was left out: `12 equilibria more: -v shows all`.
fn left_out(more: usize, one: &str, many: &str) -> super::content::Text {
    use super::content::{Look, Text};
    let what = super::words::count(more, one, many);
    Text::look(Look::Dim, format!("and {what} more: -v shows all"))
}
