//! The small grammars of flags: MIX, TARGET, CELL, claims. Spans count from the text's start.
//!
//! What names nothing is `E201`, with the nearest right name; what cannot be read is `E204`.

mod cell;
pub(super) mod claim;
mod profile;
pub mod sketch;
mod target;
mod topic;

pub use self::cell::{cell, cell_of_others, whole_cell};
pub use self::profile::profile;
pub use self::target::assignment;
pub use self::topic::topic;

use super::names::{IN_FLAG, Names};
use super::suggest::{did_you_mean, listed, nearest};
use super::{fault, names};
use crate::diagnostic::Diagnostic;
use crate::number::{ParseRationalError, Rational};
use crate::scenario::{Claim, Form, Mix, NodeId, NodeKind, Scenario, StakeholderId};

/// Reads a claim, as `--assert` takes it: `some: microsoft.litigate > 1/2`.
///
/// # Errors
/// If the text is no claim, or names nothing of the game.
pub fn claim(scenario: &Scenario, text: &str) -> Result<Claim, Diagnostic> {
    claim::parse(text, &Names::of(scenario), &scenario.regimes, IN_FLAG)
}

/// Reads a MIX: `MOVE=OPTION`, or `MOVE=OPTION:P+OPTION:P…`. What is missing from 1 goes to the
/// only option left. The move may be called by its player, if that has no other.
///
/// # Errors
/// If the text is no MIX, names nothing of the game, or leaves probabilities open.
pub fn mix(scenario: &Scenario, text: &str) -> Result<Mix, Diagnostic> {
    let names = Names::of(scenario);
    let Some((written, given)) = split_at(text, '=') else {
        let help = "write `MOVE=OPTION`, or `MOVE=OPTION:1/3+OPTION:2/3`";
        return Err(unreadable(text, 0..text.len(), "is no mix").help(help));
    };
    if text[written.clone()].contains('@') {
        return Err(one_set(scenario, text, written));
    }
    let node = move_called(scenario, &names, text, written)?;
    let given = parts(text, given, '+');
    let mut mixture: Vec<Option<Rational>> = vec![None; scenario.nodes[node].choices.len()];
    let lone = given.len() == 1;
    for part in given {
        let (option, probability) = match split_within(text, part.clone(), ':') {
            Some((option, probability)) => (option, probability_at(text, probability)?),
            None if lone => (part, Rational::ONE),
            None => {
                let fault = unreadable(text, part, "has no probability");
                return Err(fault.help("write `OPTION:1/3`"));
            }
        };
        let (_, choice) = names
            .choice_of(node, &text[option.clone()], IN_FLAG)
            .map_err(|fault| fault.at(option.clone()))?;
        if mixture[choice].replace(probability).is_some() {
            return Err(unreadable(text, option, "is given twice").help("give each option once"));
        }
    }
    complete(mixture, scenario, node, text)
}

/// The refusal of `MOVE@k`: a mix at one information set of a tree.
fn one_set(scenario: &Scenario, text: &str, span: Span) -> Diagnostic {
    let name = &text[span.clone()];
    let (message, help) = match scenario.form() {
        Form::Simultaneous => (
            format!("`{name}` is one information set of a move in a tree; here all move at once"),
            "leave out `@…`: each move is made once here",
        ),
        Form::Sequential => (
            format!("`{name}`, a mix at one information set, is not in this version"),
            "leave out `@…`: the mix then holds wherever the move is made",
        ),
    };
    fault("E203", span, message).help(help)
}

/// Gives what is missing from 1 to the only option left.
fn complete(
    mut mixture: Vec<Option<Rational>>,
    scenario: &Scenario,
    node: NodeId,
    text: &str,
) -> Result<Mix, Diagnostic> {
    let sum: Rational = mixture.iter().flatten().cloned().sum();
    let missing = Rational::ONE - &sum;
    let without: Vec<usize> = (0..mixture.len()).filter(|&at| mixture[at].is_none()).collect();
    if missing.is_positive()
        && let [only] = without[..]
    {
        mixture[only] = Some(missing.clone());
    } else if !missing.is_zero() {
        let message = format!("the probabilities sum to {sum}, not 1");
        let left = without.iter().map(|&at| scenario.nodes[node].choices[at].id.as_str());
        let help = match (missing.is_positive(), without.len()) {
            (true, 0) => "every option is given; raise one".to_owned(),
            (true, _) => format!("give probabilities to {}, all but one", listed(left)),
            (false, _) => "lower one of them".to_owned(),
        };
        return Err(fault("E204", 0..text.len(), message).help(help));
    }
    let mixture = mixture.into_iter().map(Option::unwrap_or_default).collect();
    Ok(Mix { node, mixture })
}

/// Reads an option: `MOVE.OPTION`, or a bare option that no other node has.
///
/// # Errors
/// If nothing is called so, or it is an outcome of chance.
pub fn option(scenario: &Scenario, text: &str) -> Result<(NodeId, usize), Diagnostic> {
    let names = Names::of(scenario);
    let found = choice_at(&names, text, trimmed(text, 0..text.len()))?;
    if scenario.nodes[found.0].player().is_none() {
        let message = format!("`{}` is an outcome of chance, not an option", text.trim());
        let moves = scenario.nodes.iter().filter(|node| node.player().is_some());
        let help = format!("the moves are {}", listed(moves.map(|node| node.id.as_str())));
        return Err(fault("E201", trimmed(text, 0..text.len()), message).help(help));
    }
    Ok(found)
}

/// Reads a player that makes a move.
///
/// # Errors
/// If nobody is called so, or somebody who never moves.
pub fn player(scenario: &Scenario, text: &str) -> Result<StakeholderId, Diagnostic> {
    let span = trimmed(text, 0..text.len());
    let name = names::nfc(&text[span.clone()]);
    let moves = |who: StakeholderId| scenario.nodes.iter().any(|node| node.player() == Some(who));
    let movers = (0..scenario.stakeholders.len()).filter(|&who| moves(who));
    let ids: Vec<&str> = movers.map(|who| scenario.stakeholders[who].id.as_str()).collect();
    let help = format!("the players that move are {}", listed(ids.iter().copied()));
    match scenario.stakeholder(&name) {
        Some(who) if moves(who) => Ok(who),
        Some(_) => Err(fault("E201", span, format!("`{name}` makes no move")).help(help)),
        None => {
            let label = did_you_mean(nearest(&name, ids));
            let fault = fault("E201", span, format!("no player is called `{name}`")).help(help);
            Err(Diagnostic { label, ..fault })
        }
    }
}

/// The free move with a name, or the only move of the player with that id.
fn move_called(
    scenario: &Scenario,
    names: &Names,
    text: &str,
    span: Span,
) -> Result<NodeId, Diagnostic> {
    let name = &text[span.clone()];
    let unknown = || names.unknown_node(name, IN_FLAG).at(span.clone());
    let node = names.node_or_only_move(name).ok_or_else(unknown)?;
    match scenario.nodes[node].kind {
        NodeKind::Chance { .. } => {
            let message = format!("`{name}` is a chance node, not a move");
            let help = format!("its probabilities are set by `--set chance.{name}.OUTCOME=…`");
            Err(fault("E201", span, message).help(help))
        }
        _ => Ok(node),
    }
}

/// `MOVE.OPTION`, with a player's id for its only move; or a bare name that is clear.
fn choice_at(names: &Names, text: &str, span: Span) -> Result<(NodeId, usize), Diagnostic> {
    choice_in(names, text, span, IN_FLAG)
}

/// The same, with the codes of a file or a flag.
pub(super) fn choice_in(
    names: &Names,
    text: &str,
    span: Span,
    codes: names::Codes,
) -> Result<(NodeId, usize), Diagnostic> {
    let whole = &text[span.clone()];
    // A label of another program may have dots: the first that stands behind a move counts.
    let splits = whole.match_indices('.').map(|(dot, _)| {
        let dot = span.start + dot;
        (trimmed(text, span.start..dot), trimmed(text, dot + 1..span.end))
    });
    let is_move = |(of, _): &(Span, Span)| names.node_or_only_move(&text[of.clone()]).is_some();
    let split = splits.clone().find(is_move).or_else(|| splits.clone().next());
    let bare = !names.choices_named(whole).is_empty();
    let Some((of, choice)) = split.filter(|_| !bare) else {
        return names.bare(whole, codes).map_err(|fault| fault.at(span));
    };
    let unknown = || names.unknown_node(&text[of.clone()], codes).at(of.clone());
    let node = names.node_or_only_move(&text[of.clone()]).ok_or_else(unknown)?;
    names.choice_of(node, &text[choice.clone()], codes).map_err(|fault| fault.at(choice))
}

type Span = std::ops::Range<usize>;

fn unreadable(text: &str, span: Span, what: &str) -> Diagnostic {
    let message = format!("`{}` {what}", &text[span.clone()]);
    fault("E204", span, message)
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let part = &text[span.clone()];
    let start = span.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

fn split_at(text: &str, separator: char) -> Option<(Span, Span)> {
    split_within(text, 0..text.len(), separator)
}

/// The two sides of the first separator, without the white space around them.
fn split_within(text: &str, span: Span, separator: char) -> Option<(Span, Span)> {
    let at = span.start + text[span.clone()].find(separator)?;
    let right = trimmed(text, at + separator.len_utf8()..span.end);
    Some((trimmed(text, span.start..at), right))
}

/// The parts between separators, without the white space around them.
fn parts(text: &str, span: Span, separator: char) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for part in text[span.clone()].split(separator) {
        parts.push(trimmed(text, start..start + part.len()));
        start += part.len() + separator.len_utf8();
    }
    parts
}

fn number_at(text: &str, span: Span) -> Result<Rational, Diagnostic> {
    number_in(text, span, IN_FLAG)
}

pub(super) fn number_in(
    text: &str,
    span: Span,
    codes: names::Codes,
) -> Result<Rational, Diagnostic> {
    let written = &text[span.clone()];
    written.parse().map_err(|error: ParseRationalError| {
        let message = match error {
            ParseRationalError::Malformed => format!("`{written}` is not a number"),
            _ => format!("`{written}`: {error}"),
        };
        let help = "write `40`, `0.5` or `1/3`";
        Diagnostic::new(codes.unreadable, message).at(span).help(help)
    })
}

fn probability_at(text: &str, span: Span) -> Result<Rational, Diagnostic> {
    let value = number_at(text, span.clone())?;
    if value.is_negative() || value > Rational::ONE {
        let fault = unreadable(text, span, "is not a probability between 0 and 1");
        return Err(fault.help("write a share: 40% is `0.4`"));
    }
    Ok(value)
}
