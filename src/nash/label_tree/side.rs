//! One side of a two-player game: a player's strategies, and what the other player's options pay
//! against them.

use std::ops::{AddAssign, Mul};

use crate::game::{PayoffTable, StrategicGame};
use crate::linalg::Integers;
use crate::linalg::kernel::Matrix;
use crate::number::{Integer, Rational};

/// What a label says on a side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// This option of the side's player is not played.
    Own(usize),
    /// This option of the other player is a best response.
    Opposing(usize),
}

/// The strategies of one player, and the other player's payoffs.
pub(super) struct Side {
    /// How many options this player has, and the other one.
    pub(super) own: usize,
    pub(super) opposing: usize,
    /// The label of the first own option, and of the other player's first.
    first: [usize; 2],
    /// The other player's payoff from its option `j` against this player's `i`, at `j · own + i`;
    /// integers, shifted to be positive.
    payoffs: Matrix,
    /// The same divided by one number, rounded.
    pub(super) rounded: Vec<f64>,
    /// The bits of the largest payoff and of the number of terms of a sum.
    bits: usize,
}

impl Side {
    /// The side of player 0 (rows) or 1 (columns). Labels are the rows, then the columns.
    pub(super) fn new(game: &StrategicGame, player: usize) -> Side {
        let [own, opposing] = [game.sizes()[player], game.sizes()[1 - player]];
        let (stride, other) = (game.stride(player), game.stride(1 - player));
        let first = if player == 0 { [0, own] } else { [opposing, 0] };
        let table = game.table(1 - player);
        let place = |at: usize| at / own * other + at % own * stride;
        let places = (0..own * opposing).map(place);
        let payoffs = shifted(table, places);
        let rounded = match &payoffs {
            Matrix::Small(entries) => rounded_small(entries),
            Matrix::Big(entries) => rounded_big(entries),
        };
        let bits = match &payoffs {
            Matrix::Small(entries) => entries.iter().max().map_or(0, |&most| length(most)),
            Matrix::Big(_) => usize::MAX / 2,
        } + length(i64::try_from(own.max(opposing)).unwrap_or(i64::MAX));
        Side { own, opposing, first, payoffs, rounded, bits }
    }

    pub(super) fn role(&self, label: usize) -> Role {
        match label.checked_sub(self.first[0]) {
            Some(option) if option < self.own => Role::Own(option),
            _ => Role::Opposing(label - self.first[1]),
        }
    }

    /// The label "own option `i` is not played".
    pub(super) fn own_label(&self, option: usize) -> usize {
        self.first[0] + option
    }

    /// The label "the other player's option `j` is a best response".
    pub(super) fn opposing_label(&self, option: usize) -> usize {
        self.first[1] + option
    }

    /// The exact payoff at a place.
    pub(super) fn payoff(&self, place: usize) -> Integer {
        match &self.payoffs {
            Matrix::Small(entries) => entries[place].into(),
            Matrix::Big(entries) => entries[place].clone(),
        }
    }

    /// What each of the other player's options earns against weights on the own options.
    pub(super) fn earned(&self, weights: &Integers) -> Integers {
        let places: Vec<usize> = weights.support().collect();
        match (&self.payoffs, weights) {
            (Matrix::Small(payoffs), Integers::Small(weights)) if self.fits(weights) => {
                let term = |i: usize, row: &[i64]| weights[i] * i128::from(row[i]);
                let rows = payoffs.chunks_exact(self.own);
                let sum = |row: &[i64]| places.iter().map(|&i| term(i, row)).sum();
                Integers::Small(rows.map(sum).collect())
            }
            _ => {
                let term = |i: usize, j: usize| weights.get(i) * self.payoff(j * self.own + i);
                let terms = |j: usize| places.iter().map(move |&i| term(i, j));
                let sum = |j: usize| terms(j).fold(Integer::ZERO, |sum, term| sum + term);
                Integers::Big((0..self.opposing).map(sum).collect())
            }
        }
    }

    /// What weights on the other player's options earn together against each own option.
    #[expect(clippy::cast_possible_truncation, reason = "the bits are counted before")]
    pub(super) fn given(&self, weights: &Integers) -> Integers {
        match (&self.payoffs, weights) {
            (Matrix::Small(payoffs), Integers::Small(weights)) if self.fits(weights) => {
                Integers::Small(if self.bits + bits(weights) < 63 {
                    // They fit, so nothing is cut off.
                    let small = weights.iter().map(|&weight| weight as i64);
                    let sums = weighted(payoffs, self.own, small);
                    sums.into_iter().map(i128::from).collect()
                } else {
                    weighted(payoffs, self.own, weights.iter().copied())
                })
            }
            _ => {
                let places: Vec<usize> = weights.support().collect();
                let term = |i: usize, j: usize| weights.get(j) * self.payoff(j * self.own + i);
                let terms = |i: usize| places.iter().map(move |&j| term(i, j));
                let sum = |i: usize| terms(i).fold(Integer::ZERO, |sum, term| sum + term);
                Integers::Big((0..self.own).map(sum).collect())
            }
        }
    }

    /// Whether sums with these weights fit 128 bits.
    fn fits(&self, weights: &[i128]) -> bool {
        bits(weights) + self.bits < 127
    }

    /// A matrix with these rows: payoffs, or small numbers.
    pub(super) fn matrix(&self, entries: impl Iterator<Item = Entry>) -> Matrix {
        match &self.payoffs {
            Matrix::Small(payoffs) => {
                let entry = |entry| match entry {
                    Entry::Payoff(place) => payoffs[place],
                    Entry::Number(number) => number,
                };
                Matrix::Small(entries.map(entry).collect())
            }
            Matrix::Big(payoffs) => {
                let entry = |entry| match entry {
                    Entry::Payoff(place) => payoffs[place].clone(),
                    Entry::Number(number) => number.into(),
                };
                Matrix::Big(entries.map(entry).collect())
            }
        }
    }
}

/// An entry of a matrix.
pub(super) enum Entry {
    /// The payoff at a place.
    Payoff(usize),
    /// A number.
    Number(i64),
}

/// Sums of rows with these weights.
fn weighted<T>(payoffs: &[i64], own: usize, weights: impl Iterator<Item = T>) -> Vec<T>
where
    T: Copy + Default + PartialEq + From<i64> + Mul<Output = T> + AddAssign,
{
    let mut sums = vec![T::default(); own];
    let rows = payoffs.chunks_exact(own).zip(weights);
    for (row, weight) in rows.filter(|(_, weight)| *weight != T::default()) {
        for (sum, &payoff) in sums.iter_mut().zip(row) {
            *sum += weight * T::from(payoff);
        }
    }
    sums
}

/// The bits of the largest weight.
fn bits(weights: &[i128]) -> usize {
    let union = weights.iter().fold(0, |union, weight| union | weight.unsigned_abs());
    (128 - union.leading_zeros()) as usize
}

/// The bits of a number that is not negative.
fn length(number: i64) -> usize {
    (64 - number.leading_zeros()) as usize
}

/// The payoffs less the least of them, plus 1.
fn shifted(table: &PayoffTable, places: impl Iterator<Item = usize>) -> Matrix {
    let numerators: Vec<Integer> = places.map(|place| table.numerator(place)).collect();
    let least = numerators.iter().min().cloned().unwrap_or_default();
    let shift = Integer::ONE - least;
    let shifted: Vec<Integer> = numerators.iter().map(|numerator| numerator + &shift).collect();
    let small = |payoff: &Integer| i64::try_from(payoff.clone()).ok();
    match shifted.iter().map(small).collect() {
        Some(small) => Matrix::Small(small),
        None => Matrix::Big(shifted),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a guide, not an answer")]
fn rounded_small(payoffs: &[i64]) -> Vec<f64> {
    let most = payoffs.iter().max().map_or(1.0, |&most| most as f64);
    payoffs.iter().map(|&payoff| payoff as f64 / most).collect()
}

fn rounded_big(payoffs: &[Integer]) -> Vec<f64> {
    let most = payoffs.iter().max().cloned().unwrap_or(Integer::ONE);
    let share = |payoff: &Integer| Rational::ratio(payoff.clone(), most.clone());
    payoffs.iter().map(|payoff| share(payoff).unwrap_or_default().to_f64()).collect()
}
