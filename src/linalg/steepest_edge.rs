//! The simplex method in floating point: it proposes an optimal basis, and proves nothing.
//!
//! $$ \max c^\top x \quad\text{subject to}\quad A x \le b,\; x \ge 0, \qquad b \ge 0. $$
//!
//! The variable enters whose edge is steepest, the one with the largest $d_j^2 / (1 + \lVert
//! t_j \rVert^2)$ for its gain $d_j$ and its column $t_j$ of the dictionary (D. Goldfarb, J. K.
//! Reid, "A practicable steepest-edge simplex algorithm", *Math. Program.* 12 (1977) 361–371). A
//! dictionary has the columns at hand, so the lengths cost one multiplication for each entry that
//! a pivot changes anyway, and the pivots become few: about as many as there are options in random
//! zero-sum games, where the rule of the largest gain takes four to six times as many. The leaving
//! variable is P. Harris's, the largest pivot among those that nearly limit ("Pivot selection
//! methods of the Devex LP code", *Math. Program.* 5 (1973) 1–28, §3).
//!
//! Degenerate programs do not cycle, because the bounds are widened a little, each by a different
//! amount. The true bounds are carried along; the optimal basis of the widened program has good
//! prices for every bounds, so where it is not feasible for the true ones, a few pivots of the dual
//! method make it so. A pivot costs $O(mn)$ and runs through the columns in memory order.

use crate::budget::{Budget, Stopped};

/// Gains, pivots and infeasibilities below this are taken for rounding: smaller, and noise becomes
/// pivots; larger, and true optima are missed. Either costs time only.
const NOISE: f64 = 1e-9;

/// By how much bounds are widened, relative to the largest: much above the noise, far below what
/// bounds differ by.
const WIDENING: f64 = 1e-6;

/// Pivots beyond this many for each row and column are not a search any more.
const PATIENCE: usize = 50;

/// A dictionary `basicᵢ + Σⱼ tableᵢⱼ freeⱼ = boundᵢ`. Variables: `0..n` as given, then a slack for
/// each row.
pub(super) struct Dictionary {
    rows: usize,
    /// Column by column.
    table: Vec<f64>,
    bounds: Vec<f64>,
    widened: Vec<f64>,
    /// What a unit of each free variable gains.
    gains: Vec<f64>,
    /// `1 + ‖column‖²`.
    lengths: Vec<f64>,
    basic: Vec<usize>,
    free: Vec<usize>,
}

/// A basis: the rows that hold with equality and the variables that may be positive, as many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) rows: Vec<usize>,
    pub(crate) columns: Vec<usize>,
}

impl Dictionary {
    /// The dictionary at 0. The matrix stands column by column; no bound is negative.
    #[expect(clippy::cast_precision_loss, reason = "a guide only")]
    pub(super) fn new(a: &[i64], b: &[i64]) -> Dictionary {
        let rows = b.len();
        let columns = a.len() / rows.max(1);
        let mut largest = vec![1u64; rows];
        for column in a.chunks_exact(rows.max(1)) {
            for (largest, entry) in largest.iter_mut().zip(column) {
                *largest = entry.unsigned_abs().max(*largest);
            }
        }
        let scales: Vec<f64> = largest.iter().map(|&largest| 1.0 / largest as f64).collect();
        let scaled = |column: &[i64]| -> Vec<f64> {
            column.iter().zip(&scales).map(|(&entry, scale)| entry as f64 * scale).collect()
        };
        let bounds = scaled(b);
        let mut dictionary = Dictionary {
            rows,
            table: a.chunks_exact(rows.max(1)).flat_map(scaled).collect(),
            widened: Vec::new(),
            bounds,
            gains: vec![0.0; columns],
            lengths: Vec::new(),
            basic: (columns..columns + rows).collect(),
            free: (0..columns).collect(),
        };
        dictionary.lengths = (0..columns).map(|j| length(dictionary.column(j))).collect();
        dictionary.widen();
        dictionary
    }

    /// Walks from the present basis to one that is optimal for these worths, as far as floats can
    /// tell; whether it got there. Any other end is one that only exact arithmetic can judge.
    ///
    /// # Errors
    /// [`Stopped`] when the budget ends.
    #[expect(clippy::cast_precision_loss, reason = "a guide only")]
    pub(super) fn maximise(&mut self, c: &[i64], budget: &Budget) -> Result<bool, Stopped> {
        let largest = c.iter().map(|c| c.unsigned_abs()).max().unwrap_or_default().max(1) as f64;
        let worth = |variable: usize| c.get(variable).map_or(0.0, |&c| c as f64 / largest);
        let worths: Vec<f64> = self.basic.iter().map(|&basic| worth(basic)).collect();
        for j in 0..self.free.len() {
            let spent: f64 = self.column(j).iter().zip(&worths).map(|(t, worth)| t * worth).sum();
            self.gains[j] = worth(self.free[j]) - spent;
        }
        for _ in 0..PATIENCE * (self.rows + self.free.len()) {
            budget.check()?;
            let Some(s) = self.entering() else { return self.mend(budget) };
            let Some(r) = self.leaving(s) else { return Ok(false) };
            self.pivot(r, s);
        }
        Ok(false)
    }

    /// The present basis.
    pub(super) fn basis(&self) -> Basis {
        let columns = self.free.len();
        let mut rows: Vec<_> = self.free.iter().filter_map(|v| v.checked_sub(columns)).collect();
        let mut basic: Vec<_> = self.basic.iter().copied().filter(|&v| v < columns).collect();
        rows.sort_unstable();
        basic.sort_unstable();
        Basis { rows, columns: basic }
    }

    fn column(&self, j: usize) -> &[f64] {
        &self.table[j * self.rows..(j + 1) * self.rows]
    }

    /// Widens the bounds of the present basis, each by a different amount.
    fn widen(&mut self) {
        let largest = self.bounds.iter().fold(0.0, |most: f64, bound| bound.max(most));
        let amount = WIDENING * if largest > 0.0 { largest } else { 1.0 };
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut share = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            f64::from(u32::try_from(state >> 32).unwrap_or_default()) / f64::from(u32::MAX)
        };
        let widened = self.bounds.iter().map(|bound| bound.max(0.0) + amount * (0.5 + share()));
        self.widened = widened.collect();
    }

    fn entering(&self) -> Option<usize> {
        let mut best = (None, 0.0);
        for (j, (&gain, length)) in self.gains.iter().zip(&self.lengths).enumerate() {
            if gain > NOISE {
                let steepness = gain * gain / length;
                if steepness > best.1 {
                    best = (Some(j), steepness);
                }
            }
        }
        best.0
    }

    /// The largest pivot among the rows that limit the column first, give or take the noise.
    fn leaving(&self, s: usize) -> Option<usize> {
        let pairs = || self.widened.iter().zip(self.column(s)).filter(|(_, t)| **t > NOISE);
        let limit = pairs().fold(f64::INFINITY, |least, (bound, t)| least.min((bound + NOISE) / t));
        let mut best = (None, 0.0);
        for (i, (bound, &t)) in self.widened.iter().zip(self.column(s)).enumerate() {
            if t > NOISE && t > best.1 && *bound <= limit * t {
                best = (Some(i), t);
            }
        }
        best.0
    }

    /// Pivots of the dual method until the true bounds hold; whether they do.
    fn mend(&mut self, budget: &Budget) -> Result<bool, Stopped> {
        let (mut mended, mut feasible) = (false, false);
        for _ in 0..PATIENCE * (self.rows + self.free.len()) {
            budget.check()?;
            let worst = (0..self.rows).min_by(|&i, &k| self.bounds[i].total_cmp(&self.bounds[k]));
            let Some(r) = worst.filter(|&r| self.bounds[r] < -NOISE) else {
                feasible = true;
                break;
            };
            let Some(s) = self.entering_at(r) else { break };
            self.pivot(r, s);
            mended = true;
        }
        if mended {
            self.widen();
        }
        Ok(feasible)
    }

    /// The column that keeps the prices good when the row's variable leaves upwards.
    fn entering_at(&self, r: usize) -> Option<usize> {
        let entry = |j: &usize| self.table[j * self.rows + r];
        let price = |j: &usize| self.gains[*j].min(0.0) / entry(j);
        let candidates = (0..self.free.len()).filter(|j| entry(j) < -NOISE);
        candidates.min_by(|i, j| {
            price(i).total_cmp(&price(j)).then_with(|| entry(i).total_cmp(&entry(j)))
        })
    }

    /// Exchanges a basic with a free variable.
    fn pivot(&mut self, r: usize, s: usize) {
        let rows = self.rows;
        let mut lever = self.column(s).to_vec();
        let p = lever[r];
        // With this entry the pivot's own row changes as every other row: t - (p - 1)·t/p = t/p.
        lever[r] = p - 1.0;
        let gain = self.gains[s];
        for (j, column) in self.table.chunks_exact_mut(rows).enumerate() {
            let factor = column[r] / p;
            if j != s && factor != 0.0 {
                self.lengths[j] = 1.0 + subtract(column, &lever, factor);
                self.gains[j] -= gain * factor;
            }
        }
        for bounds in [&mut self.bounds, &mut self.widened] {
            let factor = bounds[r] / p;
            subtract(bounds, &lever, factor);
        }
        self.widened.iter_mut().for_each(|bound| *bound = bound.max(0.0));
        lever[r] = -1.0;
        let column = &mut self.table[s * rows..(s + 1) * rows];
        column.iter_mut().zip(&lever).for_each(|(entry, lever)| *entry = -lever / p);
        self.lengths[s] = length(column);
        self.gains[s] = -gain / p;
        std::mem::swap(&mut self.basic[r], &mut self.free[s]);
    }
}

fn length(column: &[f64]) -> f64 {
    1.0 + column.iter().map(|entry| entry * entry).sum::<f64>()
}

/// Subtracts `factor · lever` from the column; the sum of the squares that are left. Eight sums
/// side by side, so that the loop is one of vectors.
fn subtract(column: &mut [f64], lever: &[f64], factor: f64) -> f64 {
    let mut sums = [0.0; 8];
    let (columns, column_rest) = column.as_chunks_mut::<8>();
    let (levers, lever_rest) = lever.as_chunks::<8>();
    for (column, lever) in columns.iter_mut().zip(levers) {
        for lane in 0..8 {
            let entry = column[lane] - factor * lever[lane];
            column[lane] = entry;
            sums[lane] += entry * entry;
        }
    }
    let mut sum = sums.iter().sum::<f64>();
    for (entry, lever) in column_rest.iter_mut().zip(lever_rest) {
        *entry -= factor * lever;
        sum += *entry * *entry;
    }
    sum
}
