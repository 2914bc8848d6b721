//! Square matrices modulo a prime below $2^{28}$: the inverse, and independent rows and columns.
//!
//! The inverse by Gauss–Jordan elimination in place, in blocks of columns: the elimination of a
//! block $A_{\cdot C}$ leaves, in place, the columns $T$ of the transformation that it is, and
//!
//! $$ A_{ij} \leftarrow [i \notin C]\, A_{ij} + \textstyle\sum_{t \in C} T_{it} A_{tj} $$
//!
//! applies it to the others. Products of residues are below $2^{56}$, so that 255 of them are added
//! before the sum is reduced. Cost: $n^3$ multiplications.

use crate::budget::{Budget, Stopped};
use crate::number::Integer;

/// A prime between 2²⁷ and 2²⁸.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prime {
    p: u64,
    /// ⌊2⁶⁴/p⌋.
    reciprocal: u64,
}

/// As many columns are eliminated before the others are brought up to date. More, and eliminating
/// takes long; fewer, and reducing does. At most 255.
const BLOCK: usize = 32;

/// As many products of residues fit 64 bits.
const PRODUCTS: usize = 256;

impl Prime {
    /// The largest.
    pub(super) const LARGEST: Prime = Prime::new((1 << 28) - 57);

    const fn new(p: u64) -> Prime {
        Prime { p, reciprocal: u64::MAX / p }
    }

    /// The next smaller prime.
    pub(super) fn next(self) -> Prime {
        let divides = |n: u64| (3..).step_by(2).take_while(move |d| d * d <= n).any(|d| n % d == 0);
        let odd = (1..).map(|step| self.p - 2 * step);
        Prime::new(odd.skip_while(|&n| divides(n)).next().unwrap_or(3))
    }

    pub(super) fn value(self) -> u64 {
        self.p
    }

    /// `x mod p`. The quotient is at most one too small, since `x (2⁶⁴/p - reciprocal) < 2⁶⁴`.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the high half of a product, and a residue"
    )]
    #[inline]
    fn reduce(self, x: u64) -> u32 {
        let quotient = (u128::from(x) * u128::from(self.reciprocal)) >> 64;
        let rest = x - quotient as u64 * self.p;
        (if rest >= self.p { rest - self.p } else { rest }) as u32
    }

    #[inline]
    fn times(self, a: u32, b: u32) -> u32 {
        self.reduce(u64::from(a) * u64::from(b))
    }

    /// `-a`.
    #[inline]
    fn negative(self, a: u32) -> u32 {
        self.reduce(self.p - u64::from(a))
    }

    /// The inverse of a residue other than 0: `a^(p - 2)`.
    fn inverse(self, a: u32) -> u32 {
        let (mut power, mut square, mut exponent) = (1, a, self.p - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.times(power, square);
            }
            square = self.times(square, square);
            exponent >>= 1;
        }
        power
    }

    /// The residue of an integer.
    pub(super) fn residue(self, number: &Integer) -> u32 {
        let p = i64::try_from(self.p).unwrap_or(i64::MAX);
        u32::try_from((number % p).rem_euclid(p)).unwrap_or_default()
    }

    /// Σ aᵢ·bᵢ.
    pub(super) fn dot(self, a: &[u32], b: &[u32]) -> u32 {
        let parts = a.chunks(PRODUCTS).zip(b.chunks(PRODUCTS));
        self.reduce(parts.map(|(a, b)| u64::from(self.reduce(dot(a, b)))).sum())
    }

    /// `to - factor·from`.
    fn subtract(self, to: &mut [u32], factor: u32, from: &[u32]) {
        let factor = u64::from(self.negative(factor));
        for (to, from) in to.iter_mut().zip(from) {
            *to = self.reduce(u64::from(*to) + factor * u64::from(*from));
        }
    }
}

/// Σ aᵢ·bᵢ, which must fit.
#[inline]
pub(super) fn dot(a: &[u32], b: &[u32]) -> u64 {
    a.iter().zip(b).map(|(&a, &b)| u64::from(a) * u64::from(b)).sum()
}

/// The inverse of an `n × n` matrix, row by row, if it has one.
pub(super) fn inverse(
    mut a: Vec<u32>,
    n: usize,
    prime: Prime,
    budget: &Budget,
) -> Result<Option<Vec<u32>>, Stopped> {
    let mut swaps = Vec::with_capacity(n);
    for start in (0..n).step_by(BLOCK) {
        budget.check()?;
        let columns = start..n.min(start + BLOCK);
        let mut block: Vec<u32> =
            a.chunks(n).flat_map(|row| row[columns.clone()].to_vec()).collect();
        let Some(rows) = eliminate(&mut block, columns.len(), start, prime) else {
            return Ok(None);
        };
        for (column, &row) in columns.clone().zip(&rows) {
            swap_rows(&mut a, n, column, row);
        }
        swaps.extend(rows);
        transform(&mut a, n, columns.start, &block, columns.len(), prime);
    }
    for (column, &row) in swaps.iter().enumerate().rev().filter(|&(column, &row)| column != row) {
        a.chunks_mut(n).for_each(|entries| entries.swap(column, row));
    }
    Ok(Some(a))
}

fn swap_rows(a: &mut [u32], width: usize, upper: usize, lower: usize) {
    if upper != lower {
        let (above, below) = a.split_at_mut(lower * width);
        above[upper * width..][..width].swap_with_slice(&mut below[..width]);
    }
}

/// Eliminates the columns of a block in place, the pivot of its column `c` in row `start + c`; the
/// row that was swapped with it for each. Nothing if the columns are dependent.
fn eliminate(block: &mut [u32], width: usize, start: usize, prime: Prime) -> Option<Vec<usize>> {
    let mut swaps = Vec::with_capacity(width);
    for column in 0..width {
        let top = start + column;
        let row = (top..block.len() / width).find(|&row| block[row * width + column] != 0)?;
        swap_rows(block, width, top, row);
        swaps.push(row);
        let lever = &mut block[top * width..][..width];
        let inverse = prime.inverse(lever[column]);
        lever[column] = 1;
        lever.iter_mut().for_each(|entry| *entry = prime.times(*entry, inverse));
        let lever = lever.to_vec();
        let others = block.chunks_mut(width).enumerate().filter(|&(row, _)| row != top);
        for (_, entries) in others {
            let factor = std::mem::take(&mut entries[column]);
            if factor != 0 {
                prime.subtract(entries, factor, &lever);
            }
        }
    }
    Some(swaps)
}

/// Applies the transformation that a block became to the other columns, and puts it in its place.
fn transform(a: &mut [u32], n: usize, start: usize, block: &[u32], width: usize, prime: Prime) {
    let pivots = start * n..(start + width) * n;
    let levers = a[pivots].to_vec();
    let mut sums = vec![0u64; n];
    for (row, (entries, factors)) in a.chunks_mut(n).zip(block.chunks(width)).enumerate() {
        if (start..start + width).contains(&row) {
            sums.fill(0);
        } else {
            sums.iter_mut().zip(&*entries).for_each(|(sum, &entry)| *sum = u64::from(entry));
        }
        for (factors, levers) in factors.chunks(4).zip(levers.chunks(4 * n)) {
            add_products(&mut sums, factors, levers);
        }
        entries.iter_mut().zip(&sums).for_each(|(entry, &sum)| *entry = prime.reduce(sum));
        entries[start..start + width].copy_from_slice(factors);
    }
}

/// `sums + Σ factorₜ·leverₜ`: four levers at a time, so that the sums are seldom moved.
fn add_products(sums: &mut [u64], factors: &[u32], levers: &[u32]) {
    let n = sums.len();
    let product = |a: u32, b: u32| u64::from(a) * u64::from(b);
    if let [f, g, h, i] = *factors {
        let (first, second) = levers.split_at(2 * n);
        let ((a, b), (c, d)) = (first.split_at(n), second.split_at(n));
        for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *sum += product(f, a) + product(g, b) + product(h, c) + product(i, d);
        }
        return;
    }
    for (&factor, lever) in factors.iter().zip(levers.chunks(n)) {
        sums.iter_mut().zip(lever).for_each(|(sum, &lever)| *sum += product(factor, lever));
    }
}

/// As many independent rows, and as many columns independent on them, as there are.
pub(super) fn independent(
    mut a: Vec<u32>,
    n: usize,
    prime: Prime,
    budget: &Budget,
) -> Result<(Vec<usize>, Vec<usize>), Stopped> {
    let mut rows: Vec<usize> = (0..n).collect();
    let mut columns = Vec::new();
    for column in 0..n {
        budget.check()?;
        let top = columns.len();
        let Some(row) = (top..n).find(|&row| a[row * n + column] != 0) else { continue };
        swap_rows(&mut a, n, top, row);
        rows.swap(top, row);
        let (above, below) = a.split_at_mut((top + 1) * n);
        let lever = &above[top * n + column..];
        let inverse = prime.inverse(lever[0]);
        for entries in below.chunks_mut(n) {
            let factor = prime.times(entries[column], inverse);
            if factor != 0 {
                prime.subtract(&mut entries[column..], factor, lever);
            }
        }
        columns.push(column);
    }
    rows.truncate(columns.len());
    Ok((rows, columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(n: usize) -> Vec<u32> {
        let mut state = n as u64;
        let draw = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            Prime::LARGEST.reduce(state)
        };
        (0..n * n).map(draw).collect()
    }

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let prime = Prime::LARGEST;
        for n in [1, 2, 5, 31, 32, 33, 70] {
            let mut a = drawn(n);
            (0..n * n).filter(|place| place % 3 == 0).for_each(|place| a[place] = 0);
            a[n - 1] = 1; // zeros on the diagonal make rows swap
            let Some(b) = inverse(a.clone(), n, prime, &Budget::default()).unwrap() else {
                assert!(independent(a, n, prime, &Budget::default()).unwrap().0.len() < n);
                continue;
            };
            let column = |j: usize| (0..n).map(|k| b[k * n + j]).collect::<Vec<_>>();
            for (i, row) in a.chunks(n).enumerate() {
                (0..n).for_each(|j| assert_eq!(prime.dot(row, &column(j)), u32::from(i == j)));
            }
        }
    }

    #[test]
    fn dependent_rows_have_no_inverse() {
        let (prime, budget) = (Prime::LARGEST, &Budget::default());
        let a = vec![0, 0, 1, 0, 0, 2, 5, 0, 7];
        assert_eq!(inverse(a.clone(), 3, prime, budget).unwrap(), None);
        assert_eq!(independent(a, 3, prime, budget).unwrap(), (vec![2, 1], vec![0, 2]));
    }

    #[test]
    fn primes_descend() {
        let primes = std::iter::successors(Some(Prime::LARGEST), |prime| Some(prime.next()));
        let below: Vec<u64> = primes.take(4).map(|prime| (1 << 28) - prime.value()).collect();
        assert_eq!(below, [57, 89, 95, 119]);
    }

    #[test]
    fn residues_of_extremes() {
        let prime = Prime::LARGEST;
        let p = prime.value();
        for x in [0, 1, p - 1, p, p + 1, 2 * p, u64::MAX, u64::MAX / p * p, u64::MAX / p * p - 1] {
            assert_eq!(u64::from(prime.reduce(x)), x % p);
        }
        assert_eq!(prime.residue(&Integer::from(-1)), u32::try_from(p - 1).unwrap());
    }
}
