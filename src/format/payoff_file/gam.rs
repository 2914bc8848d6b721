//! The `.gam` files of GameTracer and QuantEcon: the number of players, the number of options of
//! each, then each player's payoffs, with the first player's option running fastest.
//!
//! ```text
//! 2
//! 2 2
//!
//! 1 0 0 1  1 2 2 1
//! ```
//!
//! Lines before the numbers that begin with `#` are a comment, as GAMUT writes them.

use std::io::{self, Write};

use super::number::written;
use super::{Draft, Labels, Span, Word, beginning, count, empty, fault, first_fastest};
use super::{last_fastest, profiles, turned, words};
use crate::diagnostic::SourceText;
use crate::format::Reading;
use crate::game::StrategicGame;

const BEGINS: &str = "the file begins with the number of players and a size for each: `2`, `2 3`";

/// Reads a `.gam` file.
pub(in crate::format) fn read(source: SourceText) -> Reading {
    let mut draft = Draft::default();
    let start = comment(&source.text, &mut draft);
    let all: Vec<Word> = words(&source.text, start).collect();
    if let Some((sizes, rest)) = sizes(&all, source.text.len(), &mut draft) {
        let spans: Vec<Span> = all[1..=sizes.len()].iter().map(|w| w.span.clone()).collect();
        draft.players = Labels::numbered(&sizes, &spans);
        payoffs(&mut draft, &sizes, rest);
    }
    draft.reading(source)
}

/// Writes a game. Payoffs are decimals where that is exact: other readers know no fractions.
///
/// # Errors
/// If `out` cannot be written.
pub(in crate::format) fn write(game: &StrategicGame, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", game.players().len())?;
    let sizes: Vec<String> = game.sizes().iter().map(usize::to_string).collect();
    writeln!(out, "{}", sizes.join(" "))?;
    for player in 0..game.players().len() {
        for (place, index) in first_fastest(game).enumerate() {
            let between = if place % game.sizes()[0] == 0 { "\n" } else { " " };
            write!(out, "{between}{}", written(&game.table(player).payoff(index), true))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Where the numbers begin: behind lines that begin with `#`.
fn comment(text: &str, draft: &mut Draft) -> usize {
    let mut at = beginning(text);
    let mut lines = Vec::new();
    for line in text[at..].split_inclusive('\n') {
        match line.trim().strip_prefix('#') {
            Some(comment) => lines.push(comment.trim()),
            None if line.trim().is_empty() => {}
            None => break,
        }
        at += line.len();
    }
    draft.note = Some(lines.join("\n").trim().to_owned());
    at
}

/// The size of each player, and the words behind them.
fn sizes<'w, 't>(
    words: &'w [Word<'t>],
    length: usize,
    draft: &mut Draft,
) -> Option<(Vec<usize>, &'w [Word<'t>])> {
    let Some((first, rest)) = words.split_first() else {
        draft.fault(empty(BEGINS));
        return None;
    };
    if first.text.starts_with(|c: char| c.is_alphabetic()) {
        draft.fault(fault("E130", first.span.clone(), "this is no `.gam` file").help(BEGINS));
        return None;
    }
    let players = count(first, "a number of players").map_err(|fault| draft.fault(fault)).ok()?;
    if rest.len() < players {
        let message = format!("{players} players, but not a size for each");
        draft.fault(fault("E132", first.span.clone(), message).help(BEGINS));
        return None;
    }
    let (given, rest) = rest.split_at(players);
    let mut sizes = Vec::new();
    for word in given {
        match count(word, "a number of options") {
            Ok(size) => sizes.push(size),
            Err(fault) => draft.fault(fault),
        }
    }
    if sizes.len() < players {
        return None;
    }
    let total = sizes.iter().try_fold(0usize, |sum, &size| sum.checked_add(size));
    if profiles(&sizes).is_none() || total.is_none_or(|total| total > length) {
        let span = given[0].span.start..given[players - 1].span.end;
        let message = "these sizes are more than the file has payoffs for";
        draft.fault(fault("E132", span, message));
        return None;
    }
    Some((sizes, rest))
}

fn payoffs(draft: &mut Draft, sizes: &[usize], words: &[Word]) {
    let profiles = profiles(sizes).unwrap_or(usize::MAX);
    let expected = profiles.saturating_mul(sizes.len());
    let Some(numbers) = draft.numbers(words, expected) else { return };
    if numbers.len() < expected {
        let found = numbers.len();
        let index = turned(sizes, found % profiles);
        return draft.ends_early(found / profiles, index, found, words);
    }
    draft.payoffs = numbers.chunks(profiles).map(|column| last_fastest(sizes, column)).collect();
}
