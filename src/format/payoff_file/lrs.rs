//! lrsnash's text of two matrices: the sizes `m n`, the first player's payoffs row by row, then
//! the second player's.
//!
//! ```text
//! 2 2
//!
//! 1 0
//! 0 1
//!
//! 1 2
//! 2 1
//! ```
//!
//! The format is described in the manual of lrslib. lrsnash takes a third size for a payoff, a
//! decimal for two numbers and a word for nothing; this reader reads decimals exactly and refuses
//! the others.

use std::io::{self, Write};

use super::number::written;
use super::{Draft, Labels, Word, beginning, count, empty, fault, profiles, words};
use crate::diagnostic::SourceText;
use crate::format::Reading;
use crate::game::StrategicGame;

const BEGINS: &str = "the file begins with two sizes, `2 3`, and two matrices follow";

/// Reads lrsnash's text.
pub(in crate::format) fn read(source: SourceText) -> Reading {
    let mut draft = Draft::default();
    let words: Vec<Word> = words(&source.text, beginning(&source.text)).collect();
    if let Some(sizes) = sizes(&words, &source, &mut draft) {
        let spans = [words[0].span.clone(), words[1].span.clone()];
        draft.players = Labels::numbered(&sizes, &spans);
        payoffs(&mut draft, &words[2..]);
    }
    draft.reading(source)
}

/// Writes a game of two players.
///
/// # Errors
/// If `out` cannot be written.
pub(in crate::format) fn write(game: &StrategicGame, out: &mut dyn Write) -> io::Result<()> {
    let sizes: Vec<String> = game.sizes().iter().map(usize::to_string).collect();
    writeln!(out, "{}", sizes.join(" "))?;
    let columns = game.sizes().last().copied().unwrap_or(1);
    for player in 0..game.players().len() {
        for index in 0..game.outcomes() {
            let between = if index % columns == 0 { "\n" } else { " " };
            let between = if index == 0 { "\n" } else { between };
            write!(out, "{between}{}", written(&game.table(player).payoff(index), false))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The two sizes, if the file begins with them and has no more.
fn sizes(words: &[Word], source: &SourceText, draft: &mut Draft) -> Option<[usize; 2]> {
    let [rows, columns] = match words {
        [] => {
            draft.fault(empty(BEGINS));
            return None;
        }
        [only] => {
            draft.fault(fault("E130", only.span.clone(), "one word is no game").help(BEGINS));
            return None;
        }
        [rows, columns, ..] => [rows, columns],
    };
    if rows.text.starts_with(|c: char| c.is_alphabetic()) {
        draft.fault(fault("E130", rows.span.clone(), "this is no text of lrsnash").help(BEGINS));
        return None;
    }
    let sizes = [count(rows, "a number of rows"), count(columns, "a number of columns")];
    let sizes = sizes.map(|size| size.map_err(|fault| draft.fault(fault)).ok());
    let [rows, columns] = [sizes[0]?, sizes[1]?];
    let expected = profiles(&[rows, columns]).and_then(|profiles| profiles.checked_mul(2));
    if expected == Some(words.len() - 2) {
        return Some([rows, columns]);
    }
    let first = source.line(words[0].span.start);
    let line = words.iter().take_while(|word| source.line(word.span.start) == first);
    let line: Vec<&Word> = line.take(words.len()).collect();
    if line.len() > 2 && line.iter().all(|word| count(word, "").is_ok()) {
        let message = format!("{} sizes: lrsnash's games have two players", line.len());
        let span = words[2].span.start..line[line.len() - 1].span.end;
        let help = "a `.gam` or `.nfg` file holds games of more players";
        draft.fault(fault("E132", span, message).label("these are no payoffs").help(help));
        return None;
    }
    if expected.is_none() || rows.max(columns) > source.text.len() {
        let span = words[0].span.start..words[1].span.end;
        let message = format!("{rows}×{columns} is more than the file has payoffs for");
        draft.fault(fault("E132", span, message));
        return None;
    }
    Some([rows, columns])
}

fn payoffs(draft: &mut Draft, words: &[Word]) {
    let profiles = draft.profiles().unwrap_or(usize::MAX);
    let expected = profiles.saturating_mul(2);
    let Some(mut numbers) = draft.numbers(words, expected) else { return };
    if numbers.len() < expected {
        let (player, index) = (numbers.len() / profiles, numbers.len() % profiles);
        return draft.ends_early(player, index, numbers.len(), words);
    }
    let second = numbers.split_off(profiles);
    draft.payoffs = vec![numbers, second];
}
