//! What `new` is told of a case that has no file yet: who decides, what each can do, what each
//! cares about. Ids follow the rules of the game file (`E110`).

use super::{Span, number_at, parts, split_within, trimmed, unreadable};
use crate::diagnostic::{Code, Diagnostic};
use crate::format::names::{id_fault, nfc, payoff_fault, who_id_fault};
use crate::format::suggest::{did_you_mean, listed, nearest};
use crate::number::Rational;
use crate::scenario::PAYOFF;

/// Reads who decides: `maker, supplier, rival`.
///
/// # Errors
/// If a name is no id, or is given twice.
///
/// ```
/// use standoff::format::request::sketch;
/// assert_eq!(sketch::players("maker, supplier").unwrap(), ["maker", "supplier"]);
/// assert_eq!(sketch::players("the maker").unwrap_err().code.0, "E110");
/// ```
pub fn players(text: &str) -> Result<Vec<String>, Diagnostic> {
    ids(text, 0..text.len(), who_id_fault)
}

/// Reads what somebody can do: `sue, renegotiate`.
///
/// # Errors
/// If a name is no id, or is given twice.
pub fn options(text: &str) -> Result<Vec<String>, Diagnostic> {
    ids(text, 0..text.len(), id_fault)
}

/// Reads what somebody cares about: `volume=50, reputation=30`, or `volume:50,reputation:30`. A
/// weight that is left out is 1. An empty text is nobody's interest: the player has one payoff.
///
/// # Errors
/// If a name is no id or is given twice, or a weight is no number, or below 0, or all are 0.
///
/// ```
/// use standoff::format::request::sketch;
/// let interests = sketch::interests("volume=50, reputation").unwrap();
/// assert_eq!(interests[0].0, "volume");
/// assert_eq!(interests[1].1, standoff::number::Rational::ONE);
/// ```
pub fn interests(text: &str) -> Result<Vec<(String, Rational)>, Diagnostic> {
    weighted(text, 0..text.len())
}

/// Reads `maker=sue,renegotiate`: whose options, and which.
///
/// # Errors
/// If nobody among the players is called so, or as [`options`].
pub fn options_of(text: &str, players: &[String]) -> Result<(usize, Vec<String>), Diagnostic> {
    let (who, rest) = owner(text, players, "write `PLAYER=OPTION,OPTION`")?;
    Ok((who, ids(text, rest, id_fault)?))
}

/// Reads `maker=volume:50,reputation:30`: whose interests, and which.
///
/// # Errors
/// If nobody among the players is called so, or as [`interests`].
pub fn interests_of(
    text: &str,
    players: &[String],
) -> Result<(usize, Vec<(String, Rational)>), Diagnostic> {
    let (who, rest) = owner(text, players, "write `PLAYER=INTEREST:WEIGHT,INTEREST:WEIGHT`")?;
    Ok((who, weighted(text, rest)?))
}

fn owner(text: &str, players: &[String], form: &str) -> Result<(usize, Span), Diagnostic> {
    let Some((who, rest)) = split_within(text, 0..text.len(), '=') else {
        return Err(unreadable(text, 0..text.len(), "does not say whose").help(form));
    };
    let id = nfc(&text[who.clone()]);
    let known = || players.iter().map(String::as_str);
    let unknown = || {
        let message = format!("no player is called `{id}`");
        let help = format!("the players are {}", listed(known()));
        let label = did_you_mean(nearest(&id, known()));
        Diagnostic { label, ..Diagnostic::new(Code("E201"), message).at(who).help(help) }
    };
    let at = players.iter().position(|player| *player == id);
    at.map(|at| (at, rest)).ok_or_else(unknown)
}

/// Ids between commas, each once, at least one.
fn ids(
    text: &str,
    span: Span,
    rule: fn(&str) -> Option<Diagnostic>,
) -> Result<Vec<String>, Diagnostic> {
    let mut found = Vec::new();
    for part in listed_parts(text, span.clone()) {
        let id = id_at(text, part.clone(), rule)?;
        once(&found, &id, text, part)?;
        found.push(id);
    }
    if found.is_empty() {
        let fault = Diagnostic::new(Code("E204"), "no name is given").at(span);
        return Err(fault.help("write names with commas between them"));
    }
    Ok(found)
}

/// Interests between commas, each with its weight.
fn weighted(text: &str, span: Span) -> Result<Vec<(String, Rational)>, Diagnostic> {
    let (mut names, mut weights) = (Vec::new(), Vec::new());
    for part in listed_parts(text, span.clone()) {
        let separator = if text[part.clone()].contains('=') { '=' } else { ':' };
        let (name, weight) = match split_within(text, part.clone(), separator) {
            Some((name, weight)) => (name, weight_at(text, weight)?),
            None => (part, Rational::ONE),
        };
        let id = id_at(text, name.clone(), id_fault)?;
        once(&names, &id, text, name)?;
        names.push(id);
        weights.push(weight);
    }
    if names.len() > 1 && names.iter().any(|name| name == PAYOFF) {
        return Err(payoff_fault().at(span));
    }
    if !weights.is_empty() && weights.iter().all(Rational::is_zero) {
        let fault = Diagnostic::new(Code("E106"), "all weights are 0").at(span);
        return Err(fault.help("give at least one interest a weight above 0"));
    }
    Ok(names.into_iter().zip(weights).collect())
}

/// The parts between commas; none if there is nothing.
fn listed_parts(text: &str, span: Span) -> Vec<Span> {
    let whole = trimmed(text, span);
    if whole.is_empty() { Vec::new() } else { parts(text, whole, ',') }
}

/// An id; with one that could be meant, where the rule refuses it.
fn id_at(
    text: &str,
    span: Span,
    rule: fn(&str) -> Option<Diagnostic>,
) -> Result<String, Diagnostic> {
    let id = nfc(&text[span.clone()]);
    let Some(fault) = rule(&id) else { return Ok(id) };
    let joined = id.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
    let meant = (joined != id && rule(&joined).is_none()).then(|| format!("write `{joined}`"));
    Err(Diagnostic { label: meant, ..fault.at(span) })
}

fn once(found: &[String], id: &String, text: &str, span: Span) -> Result<(), Diagnostic> {
    if !found.contains(id) {
        return Ok(());
    }
    Err(unreadable(text, span, "is given twice").help("give each name once"))
}

fn weight_at(text: &str, span: Span) -> Result<Rational, Diagnostic> {
    let weight = number_at(text, span.clone())?;
    if !weight.is_negative() {
        return Ok(weight);
    }
    let message = format!("this weight is {weight}, and must not be below 0");
    let help = "who wants less of a thing gets negative points for it in effects";
    Err(Diagnostic::new(Code("E106"), message).at(span).help(help))
}
