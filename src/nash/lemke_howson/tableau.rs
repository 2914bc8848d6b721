//! One side of the method as a tableau in integers.
//!
//! Side $i$ holds player $i$'s weights $x \ge 0$ and the other player's slacks $s \ge 0$ with
//!
//! $$ \textstyle\sum_a u_j(a, b)\, x_a + s_b = 1 \quad \text{for every option } b
//!    \text{ of the other player } j, $$
//!
//! payoffs shifted to be positive. Every row stands multiplied by one positive denominator, the
//! determinant of the basis, so that all entries are integers and every division is exact (integer
//! pivoting; B. von Stengel, "Computing equilibria for two-person games", *Handbook of Game Theory*
//! 3 (2002), §2.3). Of rows that tie for leaving, the one that is lexicographically least leaves:
//! as if the right-hand sides were $1 + \varepsilon, 1 + \varepsilon^2, \dots$ (ibid., §2.6).

use std::cmp::Ordering;

use super::Label;
use crate::game::StrategicGame;
use crate::number::{Integer, Rational};

/// The tableau of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tableau {
    player: usize,
    own: usize,
    basic: Vec<Label>,
    rows: Vec<Vec<Integer>>,
    denominator: Integer,
}

impl Tableau {
    /// The side of a player, nothing played: every slack is 1.
    pub(super) fn new(game: &StrategicGame, player: usize) -> Tableau {
        let other = 1 - player;
        let (own, opposing) = (game.sizes()[player], game.sizes()[other]);
        let table = game.table(other);
        let least = (0..table.len()).map(|index| table.numerator(index)).min();
        let shift = Integer::ONE - least.unwrap_or_default();
        let payoff = |b: usize, a: usize| {
            table.numerator(a * game.stride(player) + b * game.stride(other)) + &shift
        };
        let row = |b: usize| {
            let weights = (0..own).map(|a| payoff(b, a));
            let slacks = (0..opposing).map(|slack| Integer::from(u8::from(slack == b)));
            weights.chain(slacks).chain([Integer::ONE]).collect()
        };
        let basic = (0..opposing).map(|option| Label { player: other, option }).collect();
        let rows = (0..opposing).map(row).collect();
        Tableau { player, own, basic, rows, denominator: Integer::ONE }
    }

    /// Each basic variable with its row: the coefficients of this player's weights, of the other
    /// player's slacks, and the right-hand side, all times the denominator.
    pub fn rows(&self) -> impl Iterator<Item = (Label, &[Integer])> {
        self.basic.iter().copied().zip(self.rows.iter().map(Vec::as_slice))
    }

    /// What every row was multiplied by; positive.
    pub fn denominator(&self) -> &Integer {
        &self.denominator
    }

    /// The labels of the point: its variables that are not basic are 0.
    pub fn labels(&self) -> Vec<Label> {
        let own = (0..self.own).map(|option| Label { player: self.player, option });
        let other = 1 - self.player;
        let opposing = (0..self.rows.len()).map(|option| Label { player: other, option });
        own.chain(opposing).filter(|label| !self.basic.contains(label)).collect()
    }

    /// The weights as probabilities; nothing at the start, where all are 0.
    pub fn strategy(&self) -> Option<Vec<Rational>> {
        let mut strategy = vec![Rational::ZERO; self.own];
        let weights = || self.rows().filter(|(label, _)| label.player == self.player);
        let weight = |row: &[Integer]| row[row.len() - 1].clone();
        let total = weights().fold(Integer::ZERO, |sum, (_, row)| sum + weight(row));
        for (label, row) in weights() {
            strategy[label.option] = Rational::ratio(weight(row), total.clone())?;
        }
        (!total.is_zero()).then_some(strategy)
    }

    fn column(&self, label: Label) -> usize {
        if label.player == self.player { label.option } else { self.own + label.option }
    }

    /// Lets a variable enter the basis; the one that leaves. The polytope is bounded, so that there
    /// is one.
    pub(super) fn pivot(&mut self, entering: Label) -> Option<Label> {
        let column = self.column(entering);
        let positive = |row: &usize| self.rows[*row][column] > Integer::ZERO;
        let candidates = (0..self.rows.len()).filter(positive);
        let top = candidates.min_by(|&a, &b| self.compare(column, a, b))?;
        let lever = self.rows[top].clone();
        for row in (0..self.rows.len()).filter(|&row| row != top) {
            let factor = self.rows[row][column].clone();
            for (entry, lever_entry) in self.rows[row].iter_mut().zip(&lever) {
                let scaled = &*entry * &lever[column];
                *entry = (scaled - &factor * lever_entry) / &self.denominator;
            }
        }
        self.denominator.clone_from(&lever[column]);
        Some(std::mem::replace(&mut self.basic[top], entering))
    }

    /// Which of two rows is lexicographically less, both divided by their entry in the column: the
    /// right-hand side first, then the coefficients of the slacks.
    fn compare(&self, column: usize, a: usize, b: usize) -> Ordering {
        let (a, b) = (&self.rows[a], &self.rows[b]);
        let order = std::iter::once(a.len() - 1).chain(self.own..a.len() - 1);
        let mut compared = order.map(|at| (&a[at] * &b[column]).cmp(&(&b[at] * &a[column])));
        compared.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}
