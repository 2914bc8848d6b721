//! The lines of a proof.

use std::str::SplitWhitespace;

use super::Why;
use crate::game::StrategicGame;
use crate::number::Integer;

/// A step of a proof. Sides are 0, the row player's, and 1; labels are the rows, then the columns;
/// weights are on the options of one player, 0 where none is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// `B`: the cases that follow have the label tight on the side, then excluded.
    Branch {
        /// On which side.
        side: usize,
        /// Which label.
        label: usize,
    },
    /// `T`: multipliers on the other player's options make labels tight.
    Tight {
        /// On which side.
        side: usize,
        /// One for each option of the other player.
        multipliers: Vec<Integer>,
    },
    /// `F`: the vertices of both faces follow.
    Faces,
    /// `V`: the vertices of the face that have no excluded label.
    Vertices {
        /// On which side.
        side: usize,
        /// Strategies of the side's player, in proportions.
        points: Vec<Vec<Integer>>,
    },
}

pub(super) struct Reader<'a> {
    lines: std::str::Lines<'a>,
    read: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader { lines: text.lines(), read: 0 }
    }

    /// The number of the line that was read last.
    pub(super) fn line(&self) -> usize {
        self.read
    }

    fn next(&mut self) -> Result<&'a str, Why> {
        self.read += 1;
        self.lines.next().ok_or(Why::Short)
    }

    /// The four lines before the tree.
    pub(super) fn header(
        &mut self,
        game: &StrategicGame,
        rows: usize,
        columns: usize,
    ) -> Result<(), Why> {
        let is =
            |line: &str, expected: String, why| if line == expected { Ok(()) } else { Err(why) };
        is(self.next()?, "standoff-proof/1".into(), Why::Version)?;
        is(self.next()?, format!("game {}", game.digest()), Why::OtherGame)?;
        is(self.next()?, format!("sizes {rows} {columns}"), Why::OtherGame)?;
        let [a, b] = [0, 1].map(|player| game.table(player).least_denominator());
        is(self.next()?, format!("denominators {a} {b}"), Why::OtherGame)
    }

    /// The line after the tree.
    pub(super) fn end(&mut self, count: usize) -> Result<(), Why> {
        if self.next()? != format!("end {count}") {
            return Err(Why::Count);
        }
        match self.next() {
            Ok(_) => Err(Why::Long),
            Err(_) => Ok(()),
        }
    }

    pub(super) fn step(&mut self, rows: usize, columns: usize) -> Result<Step, Why> {
        let mut words = self.next()?.split_whitespace();
        let letter = words.next().ok_or(Why::Malformed)?;
        if letter == "F" {
            return if words.next().is_none() { Ok(Step::Faces) } else { Err(Why::Malformed) };
        }
        let side = match words.next() {
            Some("x") => 0,
            Some("y") => 1,
            _ => return Err(Why::Malformed),
        };
        let labels = [(0, rows), (rows, columns)];
        let (own, other) = (labels[side], labels[1 - side]);
        match letter {
            "B" => {
                let label = words.next().and_then(|word| label(word, rows, columns));
                let alone = words.next().is_none();
                label.filter(|_| alone).map(|label| Step::Branch { side, label })
            }
            "T" => weights(words, other, rows, columns)
                .map(|multipliers| Step::Tight { side, multipliers }),
            "V" => points(words, own, rows, columns).map(|points| Step::Vertices { side, points }),
            _ => None,
        }
        .ok_or(Why::Malformed)
    }
}

/// `r1` or `c1`.
fn label(word: &str, rows: usize, columns: usize) -> Option<usize> {
    let number = |text: &str, most: usize| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|&number: &usize| plain && (1..=most).contains(&number))
    };
    match word.split_at_checked(1)? {
        ("r", text) => Some(number(text, rows)? - 1),
        ("c", text) => Some(rows + number(text, columns)? - 1),
        _ => None,
    }
}

/// `r1:2 r3:-2`, each option of the player whose labels start at `first` at most once.
fn weights<'a>(
    words: impl Iterator<Item = &'a str>,
    (first, count): (usize, usize),
    rows: usize,
    columns: usize,
) -> Option<Vec<Integer>> {
    let mut weights = vec![Integer::ZERO; count];
    for word in words {
        let (name, number) = word.split_once(':')?;
        let option = label(name, rows, columns)?.checked_sub(first)?;
        let weight = weights.get_mut(option).filter(|weight| weight.is_zero())?;
        *weight = integer(number)?;
    }
    Some(weights)
}

/// `-12`: no zero, no sign but a minus, nothing else that a reader of numbers might take.
fn integer(text: &str) -> Option<Integer> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

/// Weights between bars.
fn points(
    words: SplitWhitespace<'_>,
    own: (usize, usize),
    rows: usize,
    columns: usize,
) -> Option<Vec<Vec<Integer>>> {
    let words: Vec<&str> = words.collect();
    if words.is_empty() {
        return Some(Vec::new());
    }
    let parts = words.split(|&word| word == "|");
    parts.map(|part| weights(part.iter().copied(), own, rows, columns)).collect()
}
