//! The kernel of an integer matrix, where it is a line.
//!
//! $$ \{\, z \mid M z = 0 \,\} = \mathbb Q \cdot z, \qquad z_c = \pm \det M_{R \setminus c}, $$
//!
//! the minors of independent rows $R$ with column $c$ left out (Cramer). They are bounded by the
//! product of the rows' lengths (Hadamard), so that their residues modulo two primes determine
//! them while that product is below $2^{120}$: full rank modulo a prime is full rank. Larger ones,
//! and matrices whose rank is doubtful modulo the first prime, are eliminated without fractions
//! (E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination",
//! *Math. Comp.* 22 (1968) 565–578). Cost: $O(r c^2)$ multiplications for $r$ rows, $c$ columns.

use super::Integers;
use crate::budget::Budget;
use crate::number::Integer;

/// A matrix, row by row unless something else is said.
#[derive(Clone, Debug)]
pub(crate) enum Matrix {
    /// Every entry fits 64 bits.
    Small(Vec<i64>),
    /// Entries of any size.
    Big(Vec<Integer>),
}

/// A vector that spans the kernel of a matrix with this many columns, if the kernel is a line;
/// nothing if the budget ends either. Of more rows than one less than the columns the vector is
/// that of independent ones among them: whoever gives more multiplies them out.
pub(crate) fn line(matrix: Matrix, columns: usize, budget: &Budget) -> Option<Integers> {
    let entries = match matrix {
        Matrix::Small(entries) => {
            if let Some(vector) = by_primes(&entries, columns) {
                return Some(Integers::Small(vector));
            }
            entries.into_iter().map(Integer::from).collect()
        }
        Matrix::Big(entries) => entries,
    };
    fraction_free(entries, columns, budget)
}

/// The two largest primes below 2⁶¹; the first is Mersenne's.
const PRIMES: [u64; 2] = [(1 << 61) - 1, (1 << 61) - 31];

/// Minors below 2 to this power are determined by their residues modulo one prime, and two.
const BITS: [f64; 2] = [59.5, 120.5];

/// The line by its residues; nothing if they do not determine it.
fn by_primes(entries: &[i64], columns: usize) -> Option<Vec<i128>> {
    let mut order: Vec<usize> = (0..entries.len() / columns).collect();
    let [p, q] = PRIMES;
    let first = residues(entries, columns, &mut order, p, true)?;
    let bits = minor_bits(entries, columns, &order[..columns - 1]);
    if bits < BITS[0] {
        return Some(first.into_iter().map(|z| centred(z.into(), p.into())).collect());
    }
    if bits >= BITS[1] {
        return None;
    }
    order.truncate(columns - 1);
    let second = residues(entries, columns, &mut order, q, false)?;
    let (inverse, product) = (inverse(p % q, q), u128::from(p) * u128::from(q));
    let joined = first.into_iter().zip(second).map(|(a, b)| {
        let step = times(minus(b, a % q, q), inverse, q);
        centred(u128::from(a) + u128::from(p) * u128::from(step), product)
    });
    Some(joined.collect())
}

/// A bound on the bits of the minors of these rows.
#[expect(clippy::cast_precision_loss, reason = "a bound, with a margin")]
fn minor_bits(entries: &[i64], columns: usize, rows: &[usize]) -> f64 {
    let square = |&row: &usize| -> f64 {
        entries[row * columns..][..columns].iter().map(|&entry| (entry as f64).powi(2)).sum()
    };
    0.5 * rows.iter().map(square).product::<f64>().log2() + 0.01
}

/// The signed minors modulo `p`, of the rows in `order`; where `choose`, independent rows are
/// brought to its front.
fn residues(
    entries: &[i64],
    columns: usize,
    order: &mut [usize],
    p: u64,
    choose: bool,
) -> Option<Vec<u64>> {
    let reduced = |&row: &usize| entries[row * columns..][..columns].iter().map(|&e| residue(e, p));
    let mut a: Vec<u64> = order.iter().flat_map(reduced).collect();
    let (mut pivots, mut free) = (Vec::with_capacity(columns), None);
    let mut determinant = 1;
    for column in 0..columns {
        let top = pivots.len();
        let found = (top..order.len()).find(|&row| a[row * columns + column] != 0);
        let Some(row) = found else {
            if free.replace(column).is_some() {
                return None;
            }
            continue;
        };
        if row != top {
            if !choose {
                return None;
            }
            order.swap(row, top);
            (0..columns).for_each(|c| a.swap(row * columns + c, top * columns + c));
        }
        let pivot = a[top * columns + column];
        determinant = times(determinant, pivot, p);
        let inverse = inverse(pivot, p);
        pivots.push((column, inverse));
        let (above, below) = a.split_at_mut((top + 1) * columns);
        let lever = &above[top * columns + column..];
        for row in below.chunks_exact_mut(columns).filter(|row| row[column] != 0) {
            let factor = times(row[column], inverse, p);
            for (entry, lever) in row[column..].iter_mut().zip(lever) {
                *entry = minus(*entry, times(factor, *lever, p), p);
            }
        }
    }
    // The sign of the minor, so that it does not depend on which column is free modulo `p`.
    let (mut z, free) = (vec![0; columns], free?);
    z[free] = if free % 2 == 0 { determinant } else { minus(0, determinant, p) };
    for (row, &(column, inverse)) in pivots.iter().enumerate().rev() {
        let rest = column + 1..columns;
        let sum = rest.fold(0, |sum, c| plus(sum, times(a[row * columns + c], z[c], p), p));
        z[column] = times(minus(0, sum, p), inverse, p);
    }
    Some(z)
}

fn centred(z: u128, modulus: u128) -> i128 {
    // Both are below 2¹²².
    let signed = |z: u128| i128::try_from(z).unwrap_or_default();
    if z > modulus / 2 { -signed(modulus - z) } else { signed(z) }
}

fn residue(entry: i64, p: u64) -> u64 {
    let size = entry.unsigned_abs() % p;
    if entry < 0 { minus(0, size, p) } else { size }
}

fn plus(a: u64, b: u64, p: u64) -> u64 {
    let sum = a + b;
    if sum >= p { sum - p } else { sum }
}

fn minus(a: u64, b: u64, p: u64) -> u64 {
    if a >= b { a - b } else { a + p - b }
}

/// `ab mod p` for `p` just below 2⁶¹: the high bits count `2⁶¹ ≡ 2⁶¹ - p` each.
#[expect(clippy::cast_possible_truncation, reason = "the low bits are meant")]
fn times(a: u64, b: u64, p: u64) -> u64 {
    let low = |z: u128| z as u64 & ((1 << 61) - 1);
    let product = u128::from(a) * u128::from(b);
    let excess = (1 << 61) - p;
    let folded = (product >> 61) * u128::from(excess) + u128::from(low(product));
    let z = low(folded) + (folded >> 61) as u64 * excess;
    if z >= p { z - p } else { z }
}

/// The inverse of a residue other than 0, by Euclid's algorithm.
fn inverse(a: u64, p: u64) -> u64 {
    let (mut r, mut s) = ((p, a), (0, 1));
    while r.1 != 0 {
        let quotient = r.0 / r.1;
        r = (r.1, r.0 - quotient * r.1);
        s = (s.1, minus(s.0, times(quotient % p, s.1, p), p));
    }
    s.0
}

/// Elimination in integers; every division is exact.
fn fraction_free(mut a: Vec<Integer>, columns: usize, budget: &Budget) -> Option<Integers> {
    let rows = a.len() / columns;
    let (mut pivots, mut free) = (Vec::new(), None);
    let mut before = Integer::ONE;
    for column in 0..columns {
        let top = pivots.len();
        let Some(row) = (top..rows).find(|&row| !a[row * columns + column].is_zero()) else {
            if free.replace(column).is_some() {
                return None;
            }
            continue;
        };
        (0..columns)
            .filter(|_| row != top)
            .for_each(|c| a.swap(row * columns + c, top * columns + c));
        pivots.push(column);
        let pivot = a[top * columns + column].clone();
        let (above, below) = a.split_at_mut((top + 1) * columns);
        let lever = &above[top * columns..];
        for row in below.chunks_exact_mut(columns) {
            budget.check().ok()?;
            let factor = row[column].clone();
            for (entry, lever) in row[column..].iter_mut().zip(&lever[column..]) {
                *entry = (&*entry * &pivot - &factor * lever) / &before;
            }
        }
        before = pivot;
    }
    // The last pivot is the minor without the free column; every division below is exact.
    let mut z = vec![Integer::ZERO; columns];
    z[free?] = before;
    for (row, &column) in pivots.iter().enumerate().rev() {
        let term = |c: usize| &a[row * columns + c] * &z[c];
        let sum = (column + 1..columns).map(term).fold(Integer::ZERO, |sum, term| sum + term);
        z[column] = -sum / &a[row * columns + column];
    }
    Some(Integers::Big(z))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(entries: &[i64]) -> Vec<Integer> {
        entries.iter().copied().map(Integer::from).collect()
    }

    fn vanishes(entries: &[i64], columns: usize, z: &Integers) -> bool {
        entries.chunks_exact(columns).all(|row| {
            let term = |(c, entry): (usize, &i64)| z.get(c) * Integer::from(*entry);
            row.iter().enumerate().map(term).fold(Integer::ZERO, |a, b| a + b).is_zero()
        })
    }

    #[test]
    fn both_ways_find_the_same_line() {
        let mut state = 11u64;
        let mut draw = |most: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from(state >> 33).unwrap() % (2 * most + 1) - most
        };
        for case in 0..300 {
            let columns = 1 + case % 9;
            let most = [1, 9, 1000, 1 << 30][case / 9 % 4];
            let independent: Vec<i64> = (0..(columns - 1) * columns).map(|_| draw(most)).collect();
            let z = line(Matrix::Small(independent.clone()), columns, &Budget::default());
            let exact = fraction_free(big(&independent), columns, &Budget::default());
            assert_eq!(z.is_some(), exact.is_some());
            let (Some(z), Some(exact)) = (z, exact) else { continue };
            assert!(vanishes(&independent, columns, &z));
            let sizes = |z: &Integers| (0..columns).map(|c| z.get(c)).collect::<Vec<_>>();
            let (ours, theirs) = (sizes(&z), sizes(&exact));
            assert!(ours == theirs || ours.iter().zip(&theirs).all(|(a, b)| *a == -b));
        }
    }

    /// Where a prime divides a minor, another column is free modulo it.
    #[test]
    fn minors_that_a_prime_divides_keep_their_signs() {
        for p in PRIMES {
            // a · d - b · c = p.
            let p = i64::try_from(p).unwrap();
            let (a, c) = (1i64 << 31, 3i64);
            let d = (p / a + 1..p / a + 4).find(|d| (a * d - p) % c == 0).unwrap();
            let b = (a * d - p) / c;
            for rows in [
                vec![a, b, 1, c, d, -1],
                vec![a, 1, b, c, -1, d],
                vec![1, a, b, -1, c, d],
                vec![a, b, 1, 0, c, d, -1, 0, 0, 0, 2, 5],
                vec![7, 2, 0, 0, 1, 0, a, b, -3, 0, c, d],
            ] {
                let columns = if rows.len() == 6 { 3 } else { 4 };
                let z = line(Matrix::Small(rows.clone()), columns, &Budget::default()).unwrap();
                assert!(vanishes(&rows, columns, &z), "{rows:?} {z:?}");
            }
        }
    }

    #[test]
    fn a_kernel_that_is_no_line_is_none() {
        let line = |matrix, columns| line(matrix, columns, &Budget::default());
        assert!(line(Matrix::Small(vec![1, 2, 2, 4]), 2).is_some());
        assert!(line(Matrix::Small(vec![1, 2, 3, 4]), 2).is_none());
        assert!(line(Matrix::Small(vec![1, 1, 1, 2, 2, 2]), 3).is_none());
        let zero_row = line(Matrix::Big(big(&[0, 0, 5, -5])), 2).unwrap();
        assert_eq!(zero_row.get(0), zero_row.get(1));
    }
}
