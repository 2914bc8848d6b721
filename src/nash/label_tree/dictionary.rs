//! Simplex dictionaries of a side, in floating point to propose and in rationals to decide.
//!
//! The points of $P = \{\, x \ge 0 \mid B^\top x \le 1 \,\}$ other than 0, divided by their sums,
//! are the strategies; $s = 1 - B^\top x$ tells which options of the other player are best
//! responses. Every label is one of the variables $x_i$, $s_j$ and says that it is 0. A dictionary
//! writes some variables, the *basic* ones, over the others:
//!
//! $$ z_r = c_{r0} + \sum_k c_{rk} z_k, \qquad c_{r0} \ge 0, $$
//!
//! and stands for the vertex where all $z_k$ are 0. Columns of variables that are fixed at 0 are
//! *retired*: they are no longer free to enter, but kept, since a row with all its coefficients is
//! the identity that proves what is concluded from it ([`super::witness`]).

use std::collections::{BTreeMap, BTreeSet};

use super::side::{Role, Side};
use crate::budget::Budget;
use crate::number::Rational;

/// What dictionaries are made of.
pub(super) trait Scalar: Clone {
    /// Pivots after which a program is given up as one that goes round in circles; in exact
    /// arithmetic none does.
    const PATIENCE: usize;
    /// Whether there is no rounding.
    const EXACT: bool;
    const ZERO: Self;
    const ONE: Self;
    /// The side's payoff at a place.
    fn payoff(side: &Side, place: usize) -> Self;
    fn to_f64(&self) -> f64;
    fn is_positive(&self) -> bool;
    fn is_negative(&self) -> bool;
    fn is_zero(&self) -> bool {
        !self.is_positive() && !self.is_negative()
    }
    fn negated(&self) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn over(&self, other: &Self) -> Self;
    /// Adds `factor · lever` to a column.
    fn add_multiple(column: &mut [Self], lever: &[Self], factor: &Self);
    /// How far a column may enter before a value falls below 0.
    fn nearest(values: &[Self], entries: &[Self]) -> Option<Self>;
    /// Whether a row limits a column that enters as far as this.
    fn limits(value: &Self, entry: &Self, nearest: &Self) -> bool;
    /// Takes back what rounding made of values that cannot be below 0.
    fn settle(values: &mut [Self]);
    /// For each row, adds a column's negative coefficient to `falls` and keeps the `least` one.
    fn gather(column: &[Self], least: &mut [f64], falls: &mut [f64]);
}

/// Below this a float counts as 0. Larger, and near ties go to exact arithmetic more often;
/// smaller, and the errors of long computations do. No answer depends on it.
const TOLERANCE: f64 = 1e-9;

#[expect(clippy::use_self, reason = "the number type is the point")]
impl Scalar for f64 {
    const PATIENCE: usize = 1000;
    const EXACT: bool = false;
    const ZERO: f64 = 0.0;
    const ONE: f64 = 1.0;
    fn payoff(side: &Side, place: usize) -> f64 {
        side.rounded[place]
    }
    fn to_f64(&self) -> f64 {
        *self
    }
    fn is_positive(&self) -> bool {
        *self > TOLERANCE
    }
    fn is_negative(&self) -> bool {
        *self < -TOLERANCE
    }
    fn negated(&self) -> f64 {
        -self
    }
    fn over(&self, other: &f64) -> f64 {
        self / other
    }
    fn times(&self, other: &f64) -> f64 {
        self * other
    }
    fn add_multiple(column: &mut [f64], lever: &[f64], factor: &f64) {
        for (entry, lever) in column.iter_mut().zip(lever) {
            *entry += lever * factor;
        }
    }
    fn nearest(values: &[f64], entries: &[f64]) -> Option<f64> {
        let mut nearest = f64::INFINITY;
        for (value, entry) in values.iter().zip(entries) {
            let limit = if *entry < -TOLERANCE { value / -entry } else { f64::INFINITY };
            nearest = if limit < nearest { limit } else { nearest };
        }
        nearest.is_finite().then_some(nearest)
    }
    fn limits(value: &f64, entry: &f64, nearest: &f64) -> bool {
        *entry < -TOLERANCE && value + (nearest + TOLERANCE) * entry <= 0.0
    }
    fn settle(values: &mut [f64]) {
        for value in values {
            *value = value.max(0.0);
        }
    }
    fn gather(column: &[f64], least: &mut [f64], falls: &mut [f64]) {
        for ((&entry, least), falls) in column.iter().zip(least).zip(falls) {
            *least = if entry < *least { entry } else { *least };
            *falls -= if entry < 0.0 { entry } else { 0.0 };
        }
    }
}

impl Scalar for Rational {
    const PATIENCE: usize = usize::MAX;
    const EXACT: bool = true;
    const ZERO: Rational = Rational::ZERO;
    const ONE: Rational = Rational::ONE;
    fn payoff(side: &Side, place: usize) -> Rational {
        side.payoff(place).into()
    }
    fn to_f64(&self) -> f64 {
        Rational::to_f64(self)
    }
    fn is_positive(&self) -> bool {
        Rational::is_positive(self)
    }
    fn is_negative(&self) -> bool {
        Rational::is_negative(self)
    }
    fn negated(&self) -> Rational {
        -self
    }
    fn over(&self, other: &Rational) -> Rational {
        self / other
    }
    fn times(&self, other: &Rational) -> Rational {
        self * other
    }
    fn add_multiple(column: &mut [Rational], lever: &[Rational], factor: &Rational) {
        for (entry, lever) in column.iter_mut().zip(lever).filter(|(_, lever)| !lever.is_zero()) {
            *entry = &*entry + lever * factor;
        }
    }
    fn nearest(values: &[Rational], entries: &[Rational]) -> Option<Rational> {
        let falling = values.iter().zip(entries).filter(|(_, entry)| entry.is_negative());
        falling.map(|(value, entry)| -(value / entry)).min()
    }
    fn limits(value: &Rational, entry: &Rational, nearest: &Rational) -> bool {
        entry.is_negative() && (value + nearest * entry).is_zero()
    }
    fn settle(_: &mut [Rational]) {}
    fn gather(column: &[Rational], least: &mut [f64], falls: &mut [f64]) {
        for ((entry, least), falls) in column.iter().zip(least).zip(falls) {
            if entry.is_negative() {
                *least = -1.0;
                *falls -= entry.to_f64();
            }
        }
    }
}

/// Floating point has lost its way: the node is done again in rationals. Of rationals it says that
/// the budget has ended, or that the program is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doubt;

/// A dictionary of one side.
#[derive(Clone)]
pub(super) struct Dictionary<S> {
    /// Column by column; column 0 has the constants.
    entries: Vec<S>,
    /// The label of the basic variable of each row.
    pub(super) basic: Vec<u32>,
    /// The label of each column's variable; that of column 0 means nothing.
    pub(super) cobasic: Vec<u32>,
    /// Columns from 1 to this are free to enter; those after it are retired.
    pub(super) active: usize,
    /// How many pivots were made.
    pub(super) pivots: u64,
    lever: Vec<S>,
}

/// The first pivots choose the steepest column; after this many, the least label (Bland).
const STEEPEST: usize = 60;

impl<S: Scalar> Dictionary<S> {
    /// The dictionary of the vertex 0.
    pub(super) fn new(side: &Side) -> Dictionary<S> {
        let (rows, columns) = (side.opposing, side.own);
        let coefficient = |i: usize, j: usize| S::payoff(side, j * columns + i).negated();
        let mut entries = vec![S::ONE; rows];
        entries.extend((0..columns).flat_map(|i| (0..rows).map(move |j| coefficient(i, j))));
        let label = |label: usize| u32::try_from(label).expect("fewer labels than payoffs");
        let own = (0..columns).map(|i| label(side.own_label(i)));
        Dictionary {
            entries,
            basic: (0..rows).map(|j| label(side.opposing_label(j))).collect(),
            cobasic: std::iter::once(u32::MAX).chain(own).collect(),
            active: columns,
            pivots: 0,
            lever: vec![S::ZERO; rows],
        }
    }

    fn rows(&self) -> usize {
        self.basic.len()
    }

    /// Becomes a copy of another dictionary of the same side.
    pub(super) fn copy_from(&mut self, other: &Dictionary<S>) {
        self.entries.clone_from(&other.entries);
        self.basic.clone_from(&other.basic);
        self.cobasic.clone_from(&other.cobasic);
        self.active = other.active;
        self.pivots = other.pivots;
    }

    pub(super) fn column(&self, column: usize) -> &[S] {
        &self.entries[column * self.rows()..][..self.rows()]
    }

    pub(super) fn entry(&self, row: usize, column: usize) -> &S {
        &self.entries[column * self.rows() + row]
    }

    pub(super) fn value(&self, row: usize) -> &S {
        &self.entries[row]
    }

    /// The active column of a label.
    pub(super) fn active_column(&self, label: usize) -> Option<usize> {
        (1..=self.active).find(|&column| self.cobasic[column] as usize == label)
    }

    fn row_of(&self, label: usize) -> Option<usize> {
        self.basic.iter().position(|&basic| basic as usize == label)
    }

    /// Exchanges a basic with a cobasic variable.
    /// Exchanges a basic and a cobasic variable. In rationals that may take long: stopped, it leaves
    /// the dictionary unusable.
    fn pivot(&mut self, row: usize, column: usize, budget: &Budget) -> Result<(), Doubt> {
        self.pivots += 1;
        let rows = self.rows();
        let mut lever = std::mem::take(&mut self.lever);
        lever.clone_from_slice(self.column(column));
        let inverse = S::ONE.over(&lever[row]);
        for (place, entries) in self.entries.chunks_exact_mut(rows).enumerate() {
            if place == column {
                for entry in entries.iter_mut() {
                    *entry = entry.times(&inverse);
                }
                entries[row] = inverse.clone();
            } else {
                let factor = entries[row].times(&inverse).negated();
                S::add_multiple(entries, &lever, &factor);
                entries[row] = factor;
            }
            if S::EXACT && budget.check().is_err() {
                return Err(Doubt);
            }
        }
        S::settle(&mut self.entries[..rows]);
        self.lever = lever;
        std::mem::swap(&mut self.basic[row], &mut self.cobasic[column]);
        Ok(())
    }

    /// Takes a column out of those that are free to enter.
    fn retire(&mut self, column: usize) {
        let (rows, last) = (self.rows(), self.active);
        if column != last {
            let (before, after) = self.entries.split_at_mut(last * rows);
            before[column * rows..][..rows].swap_with_slice(&mut after[..rows]);
            self.cobasic.swap(column, last);
        }
        self.active -= 1;
    }

    /// Moves to the part of the face where a variable is 0; the row that proves that there is
    /// none: positive constant, no negative coefficient.
    pub(super) fn fix(&mut self, label: usize, budget: &Budget) -> Result<Option<usize>, Doubt> {
        if let Some(column) = self.active_column(label) {
            self.retire(column);
            return Ok(None);
        }
        let Some(row) = self.row_of(label) else { return Ok(None) };
        for step in 0..S::PATIENCE {
            if !self.value(row).is_positive() {
                self.fix_at_zero(row, budget)?;
                return Ok(None);
            }
            let Some(entering) = self.falling(row, step) else { return Ok(Some(row)) };
            let leaving = self.leaving(entering, Some(row), step).ok_or(Doubt)?;
            self.pivot(leaving, entering, budget)?;
            if leaving == row {
                self.retire(entering);
                return Ok(None);
            }
        }
        Err(Doubt)
    }

    /// Fixes a basic variable that is 0 at the vertex.
    fn fix_at_zero(&mut self, row: usize, budget: &Budget) -> Result<(), Doubt> {
        let size = |&column: &usize| self.entry(row, column).to_f64().abs();
        let usable = (1..=self.active).filter(|&column| !self.entry(row, column).is_zero());
        let largest = usable.max_by(|a, b| size(a).total_cmp(&size(b)));
        self.entries[row] = S::ZERO;
        if let Some(column) = largest {
            self.pivot(row, column, budget)?;
            self.retire(column);
        } else {
            // It is 0 on the whole face; its row stays, and never limits anything.
            let rows = self.rows();
            (1..=self.active).for_each(|column| self.entries[column * rows + row] = S::ZERO);
        }
        Ok(())
    }

    /// The column to enter for a row to fall.
    fn falling(&self, row: usize, step: usize) -> Option<usize> {
        let mut falling = (1..=self.active).filter(|&column| self.entry(row, column).is_negative());
        if step >= STEEPEST {
            return falling.min_by_key(|&column| self.cobasic[column]);
        }
        let first = falling.next()?;
        let value = |column: usize| self.entry(row, column).to_f64();
        let steeper = |(least, best), column| {
            let value = value(column);
            if value < least { (value, column) } else { (least, best) }
        };
        Some(falling.fold((value(first), first), steeper).1)
    }

    /// The column to enter for a row to rise.
    fn rising(&self, row: usize, step: usize) -> Option<usize> {
        let rising = (1..=self.active).filter(|&column| self.entry(row, column).is_positive());
        if step >= STEEPEST {
            return rising.min_by_key(|&column| self.cobasic[column]);
        }
        let value = |column: usize| self.entry(row, column).to_f64();
        rising.max_by(|&a, &b| value(a).total_cmp(&value(b)))
    }

    /// The row that limits an entering column first; of several, `favoured`, then the one with the
    /// largest coefficient, which loses least to rounding.
    fn leaving(&self, column: usize, favoured: Option<usize>, step: usize) -> Option<usize> {
        let rows = self.limiting(column);
        if step >= STEEPEST {
            return rows.min_by_key(|&row| (Some(row) != favoured, self.basic[row]));
        }
        let entry = |row: usize| self.entry(row, column).to_f64();
        rows.min_by(|&a, &b| {
            let first = (Some(a) != favoured).cmp(&(Some(b) != favoured));
            first.then_with(|| entry(a).total_cmp(&entry(b)))
        })
    }

    /// The rows that limit an entering column first.
    fn limiting(&self, column: usize) -> impl Iterator<Item = usize> + '_ {
        let nearest = S::nearest(self.column(0), self.column(column));
        let rows = self.column(0).iter().zip(self.column(column)).enumerate();
        rows.filter_map(move |(row, (value, entry))| {
            nearest.as_ref().filter(|nearest| S::limits(value, entry, nearest)).map(|_| row)
        })
    }

    /// The vertices of the face, if that takes at most so many bases: for each the labels of one
    /// basis. Vertices are connected by pivots; at degenerate ones all rows that may leave do.
    /// Faces of three and more dimensions with a degenerate vertex are left alone.
    pub(super) fn walk(&self, most: usize, budget: &Budget) -> Option<Vec<Vec<usize>>> {
        if self.active == 0 {
            return Some(vec![Vec::new()]);
        }
        let mut bases = BTreeSet::from([self.free_labels()]);
        let (mut open, mut vertices) = (vec![self.clone()], BTreeMap::new());
        while let Some(here) = open.pop() {
            if here.active > 2 && here.is_degenerate() {
                return None;
            }
            let labels = here.free_labels();
            for column in 1..=here.active {
                for row in here.limiting(column) {
                    let mut next = labels.clone();
                    next.retain(|&label| label != here.cobasic[column] as usize);
                    next.push(here.basic[row] as usize);
                    next.sort_unstable();
                    if bases.insert(next) {
                        let mut there = here.clone();
                        there.pivot(row, column, budget).ok()?;
                        open.push(there);
                    }
                }
            }
            if bases.len() > most {
                return None;
            }
            let values = 0..here.rows();
            let positive = values.filter(|&row| here.value(row).is_positive());
            let mut key: Vec<u32> = positive.map(|row| here.basic[row]).collect();
            key.sort_unstable();
            vertices.entry(key).or_insert(labels);
        }
        Some(vertices.into_values().collect())
    }

    /// Whether a variable that is not 0 on the whole face is 0 at the vertex, cobasic ones aside.
    fn is_degenerate(&self) -> bool {
        let moves = |row| (1..=self.active).any(|column| !self.entry(row, column).is_zero());
        (0..self.rows()).any(|row| !self.value(row).is_positive() && moves(row))
    }

    fn free_labels(&self) -> Vec<usize> {
        let active = self.cobasic[1..=self.active].iter();
        let mut labels: Vec<usize> = active.map(|&label| label as usize).collect();
        labels.sort_unstable();
        labels
    }

    /// Whether a variable that is 0 at the vertex is 0 on the whole face: then the row that proves
    /// it, which has no positive coefficient. Pivots without moving.
    pub(super) fn lift(&mut self, label: usize, budget: &Budget) -> Result<Option<usize>, Doubt> {
        for step in 0..S::PATIENCE {
            let (row, entering) = if let Some(column) = self.active_column(label) {
                (None, Some(column))
            } else {
                let Some(row) = self.row_of(label) else { return Ok(None) };
                if self.value(row).is_positive() {
                    return Ok(None);
                }
                (Some(row), self.rising(row, step))
            };
            let Some(entering) = entering else { return Ok(row) };
            let Some(leaving) = self.leaving(entering, None, step) else { return Ok(None) };
            if self.value(leaving).over(self.entry(leaving, entering)).is_negative() {
                return Ok(None);
            }
            self.pivot(leaving, entering, budget)?;
        }
        Err(Doubt)
    }

    /// For each row the least coefficient of an active column, if below 0, and the sum of all
    /// below 0 without its sign.
    pub(super) fn scan(&self, least: &mut Vec<f64>, falls: &mut Vec<f64>) {
        least.clear();
        least.resize(self.rows(), 0.0);
        falls.clear();
        falls.resize(self.rows(), 0.0);
        for column in 1..=self.active {
            S::gather(self.column(column), least, falls);
        }
    }

    /// The other player's options whose slack is in the identity that a row is, with the
    /// coefficients of `z_r - Σ c_k z_k`.
    pub(super) fn identity<'a>(
        &'a self,
        side: &'a Side,
        row: usize,
    ) -> impl Iterator<Item = (usize, S)> + 'a {
        let slack = |label: u32| match side.role(label as usize) {
            Role::Opposing(option) => Some(option),
            Role::Own(_) => None,
        };
        let own = slack(self.basic[row]).map(|option| (option, S::ONE));
        let others = (1..self.cobasic.len()).filter_map(move |column| {
            Some((slack(self.cobasic[column])?, self.entry(row, column).negated()))
        });
        own.into_iter().chain(others)
    }
}

/// A float below this is a negative coefficient.
pub(super) fn falls(least: f64) -> bool {
    least < -TOLERANCE
}
