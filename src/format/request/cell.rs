//! Cells: `litigate,diversify,expand`, or with names `amazon.expand,microsoft.litigate`.

use super::{choice_at, parts, unreadable};
use crate::diagnostic::Diagnostic;
use crate::format::names::{IN_FLAG, Names};
use crate::format::suggest::listed;
use crate::scenario::{NodeId, Scenario};

/// Reads a CELL: one option for each move, and for a history the outcomes of chance as well. A bare
/// name that several nodes share belongs to the first node in the order of play that is not named
/// yet, if that makes the cell complete. Moves may be left out where the names are clear.
///
/// # Errors
/// If a part names nothing, several things, or a node that is named already.
pub fn cell(scenario: &Scenario, text: &str) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    let names = Names::of(scenario);
    let spans = parts(text, 0..text.len(), ',');
    if let Some(in_order) = in_order(scenario, &names, text) {
        return Ok(in_order);
    }
    let mut cell: Vec<(NodeId, usize)> = Vec::new();
    for span in spans {
        if span.is_empty() {
            let message = "a part of the cell is empty";
            let help = format!("one option for each of {}", listed(names.node_ids()));
            return Err(Diagnostic::new(IN_FLAG.unreadable, message).at(span).help(help));
        }
        let found = choice_at(&names, text, span.clone())?;
        if cell.iter().any(|(node, _)| *node == found.0) {
            let what = format!("gives `{}` a second time", names.node_id(found.0));
            return Err(unreadable(text, span, &what).help("name each move once"));
        }
        cell.push(found);
    }
    cell.sort_unstable();
    Ok(cell)
}

/// The cell read from left to right: each part belongs to a node behind that of the part before.
/// Only if every move that is then reached has its part.
fn in_order(scenario: &Scenario, names: &Names, text: &str) -> Option<Vec<(NodeId, usize)>> {
    let mut results: Vec<Option<usize>> = vec![None; scenario.nodes.len()];
    let mut next = 0;
    for part in text.split(',') {
        let part = part.trim();
        let found = match part.split_once('.') {
            Some((of, choice)) => {
                let node = names.node_or_only_move(of.trim())?;
                names.choice_of(node, choice.trim(), IN_FLAG).ok()?
            }
            None => *names.choices_named(part).iter().find(|(node, _)| *node >= next)?,
        };
        if found.0 < next {
            return None;
        }
        results[found.0] = Some(found.1);
        next = found.0 + 1;
    }
    let complete = scenario.nodes.iter().zip(&results).all(|(node, result)| {
        let reached = node.when.holds(&results);
        if node.player().is_some() {
            reached == result.is_some()
        } else {
            reached || result.is_none()
        }
    });
    let cell = results.iter().enumerate().filter_map(|(node, choice)| Some((node, (*choice)?)));
    complete.then(|| cell.collect())
}
