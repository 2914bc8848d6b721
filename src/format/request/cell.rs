//! Cells: `litigate,diversify,expand`, or with names `amazon.expand,microsoft.litigate`.

use super::{choice_at, parts, unreadable};
use crate::diagnostic::Diagnostic;
use crate::format::names::{IN_FLAG, Names};
use crate::format::{fault, suggest::listed};
use crate::number::Rational;
use crate::scenario::{NodeId, NodeKind, Scenario};

/// Reads a CELL: one option for each move, and for a history the outcomes of chance as well. A bare
/// name that several nodes share belongs to the first node in the order of play that is not named
/// yet, if that makes the cell complete. Moves may be left out where the names are clear.
///
/// # Errors
/// If a part names nothing, several things, or a node that is named already.
pub fn cell(scenario: &Scenario, text: &str) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    without(scenario, text, &[])
}

/// Reads a CELL of a game in which all move at the same time: an option for every free move, and
/// outcomes of chance where the question is about them.
///
/// # Errors
/// As [`cell`]; also if a free move is left out, or an option contradicts a move that was fixed.
pub fn whole_cell(scenario: &Scenario, text: &str) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    given(scenario, text, None)
}

/// Reads a CELL in which the move that is asked about may be left out.
///
/// # Errors
/// As [`whole_cell`], that move aside.
pub fn cell_of_others(
    scenario: &Scenario,
    text: &str,
    own: NodeId,
) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    given(scenario, text, Some(own))
}

fn given(
    scenario: &Scenario,
    text: &str,
    own: Option<NodeId>,
) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    let found = without(scenario, text, own.as_slice())?;
    let missing = |node: &NodeId| {
        scenario.nodes[*node].is_move()
            && Some(*node) != own
            && found.iter().all(|(named, _)| named != node)
    };
    let missing: Vec<NodeId> = (0..scenario.nodes.len()).filter(missing).collect();
    if !missing.is_empty() {
        let ids = missing.iter().map(|&node| scenario.nodes[node].id.as_str());
        let message = format!("the cell gives no option of {}", listed(ids));
        let options = scenario.nodes[missing[0]].choices.iter().map(|choice| choice.id.as_str());
        let help = format!("add one of {}", listed(options));
        return Err(fault("E204", 0..text.len(), message).help(help));
    }
    for &(node, choice) in &found {
        if let NodeKind::Fixed { mixture, .. } = &scenario.nodes[node].kind
            && mixture[choice] != Rational::ONE
        {
            let message = format!("`--if` gives `{}` another play", scenario.nodes[node].id);
            let help = "leave the move out of the cell, or drop the flag";
            return Err(fault("E202", 0..text.len(), message).help(help));
        }
    }
    Ok(found)
}

/// Reads a cell in which these moves, and those that are fixed, may be left out.
fn without(
    scenario: &Scenario,
    text: &str,
    optional: &[NodeId],
) -> Result<Vec<(NodeId, usize)>, Diagnostic> {
    let names = Names::of(scenario);
    let spans = parts(text, 0..text.len(), ',');
    let fixed: Vec<NodeId> = (0..scenario.nodes.len())
        .filter(|&node| matches!(scenario.nodes[node].kind, NodeKind::Fixed { .. }))
        .collect();
    for left_out in [&[][..], optional, &fixed, &[optional, &fixed].concat()] {
        if let Some(in_order) = in_order(scenario, &names, text, left_out) {
            return Ok(in_order);
        }
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
/// Only if every move that is then reached has its part, those aside that are left out.
fn in_order(
    scenario: &Scenario,
    names: &Names,
    text: &str,
    left_out: &[NodeId],
) -> Option<Vec<(NodeId, usize)>> {
    let mut results: Vec<Option<usize>> = vec![None; scenario.nodes.len()];
    let mut next = 0;
    for part in text.split(',') {
        let part = part.trim();
        let found = if let Some((of, choice)) = part.split_once('.') {
            let node = names.node_or_only_move(of.trim())?;
            names.choice_of(node, choice.trim(), IN_FLAG).ok()?
        } else {
            let next = |(node, _): &&(NodeId, usize)| *node >= next && !left_out.contains(node);
            *names.choices_named(part).iter().find(next)?
        };
        if found.0 < next {
            return None;
        }
        results[found.0] = Some(found.1);
        next = found.0 + 1;
    }
    let complete = scenario.nodes.iter().enumerate().zip(&results).all(|((at, node), result)| {
        let reached = node.when.holds(&results);
        if left_out.contains(&at) {
            result.is_none()
        } else if node.player().is_some() {
            reached == result.is_some()
        } else {
            reached || result.is_none()
        }
    });
    let cell = results.iter().enumerate().filter_map(|(node, choice)| Some((node, (*choice)?)));
    complete.then(|| cell.collect())
}
