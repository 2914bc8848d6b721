//! The exact solution of a square system of integers, by lifting modulo powers of a prime.
//!
//! $$ A x = b, \qquad A \in \mathbb Z^{n \times n}, \quad \det A \ne 0. $$
//!
//! With $A^{-1}$ modulo a prime $p$, the digits of $x$ follow one by one:
//!
//! $$ r_0 = b, \qquad x_k = A^{-1} r_k \bmod p, \qquad r_{k+1} = (r_k - A x_k)/p, \qquad
//!    x \equiv \textstyle\sum_{k < m} x_k p^k \pmod{p^m}, $$
//!
//! where every division is exact. By Cramer's rule $x$ is a vector of integers over one
//! denominator, all bounded by the product of the lengths of the rows of $(A \mid b)$ (Hadamard),
//! and as soon as $p^m$ is above twice the product of the two bounds, Euclid's algorithm finds them
//! in the residue (J. D. Dixon, "Exact solution of linear equations using p-adic expansions",
//! *Numer. Math.* 40 (1982) 137–141). They are looked for on the way there too, since often they are
//! much smaller than the bounds; and $A x = b$ is multiplied out before they are returned.
//!
//! A matrix that is singular modulo $p$ is either singular, which a vector of its kernel proves, or
//! $p$ divides its determinant, and another prime is taken. Systems of few unknowns are eliminated
//! (`linalg::kernel`). Cost: $n^3$ multiplications of 32 bits
//! for the inverse, $2n^2$ for each digit, of which there are $O(n \log n)$ for entries of one size.

use dashu_int::ops::{BitTest, DivRem};
use nalgebra::DMatrix;

use super::kernel::{Matrix, line};
use super::modular::{self, Prime, dot};
use crate::budget::{Budget, Stopped};
use crate::number::{Integer, Rational};

/// A vector of rationals over one denominator, not in lowest terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// One for each unknown.
    pub numerators: Vec<Integer>,
    /// Positive.
    pub denominator: Integer,
}

impl Solution {
    /// The numbers in lowest terms.
    pub fn rationals(self) -> Vec<Rational> {
        let over = |n| Rational::ratio(n, self.denominator.clone()).unwrap_or_default();
        self.numerators.into_iter().map(over).collect()
    }
}

/// The solution of `a x = b`; nothing if `a` is singular.
///
/// ```
/// use nalgebra::DMatrix;
/// use standoff::budget::Budget;
/// use standoff::linalg::dixon::solve;
/// use standoff::number::{Integer, Rational};
/// let a = DMatrix::from_row_slice(2, 2, &[2, 1, 1, 3].map(Integer::from));
/// let x = solve(&a, &[5, 11].map(Integer::from), &Budget::default())?.expect("the rows differ");
/// assert_eq!(x.rationals(), [Rational::new(4, 5), Rational::new(17, 5)]);
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// [`Stopped`] when the budget ends.
///
/// # Panics
/// If `a` is not square or `b` has not one number for each row.
pub fn solve(
    a: &DMatrix<Integer>,
    b: &[Integer],
    budget: &Budget,
) -> Result<Option<Solution>, Stopped> {
    assert!(a.is_square() && a.nrows() == b.len(), "one unknown and one number for each row");
    let n = b.len();
    if n <= SMALL {
        let found = eliminated(a, b, budget);
        // Nothing is found, too, where the budget ends.
        return if found.is_none() { budget.check().map(|()| None) } else { Ok(found) };
    }
    let mut prime = Prime::LARGEST;
    loop {
        let residues = residues(a, prime);
        match modular::inverse(residues.clone(), n, prime, budget)? {
            None if is_singular(a, residues, prime, budget)? => return Ok(None),
            None => {}
            Some(inverse) => {
                let lifted = lifted(a, b, prime, &inverse, budget)?;
                if lifted.is_some() {
                    return Ok(lifted);
                }
            }
        }
        prime = prime.next();
    }
}

/// The solutions of `a x = b` and `aᵀ y = c`, for which one inverse is enough; nothing if `a` is
/// singular.
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub(crate) fn solve_both(
    a: &DMatrix<Integer>,
    b: &[Integer],
    c: &[Integer],
    budget: &Budget,
) -> Result<Option<(Solution, Solution)>, Stopped> {
    let (n, transposed) = (b.len(), a.transpose());
    if n > SMALL
        && let Some(inverse) =
            modular::inverse(residues(a, Prime::LARGEST), n, Prime::LARGEST, budget)?
        && let Some(x) = lifted(a, b, Prime::LARGEST, &inverse, budget)?
    {
        let inverse: Vec<u32> = (0..n * n).map(|at| inverse[at % n * n + at / n]).collect();
        if let Some(y) = lifted(&transposed, c, Prime::LARGEST, &inverse, budget)? {
            return Ok(Some((x, y)));
        }
    }
    let Some(x) = solve(a, b, budget)? else { return Ok(None) };
    Ok(solve(&transposed, c, budget)?.map(|y| (x, y)))
}

/// Systems of at most this many unknowns are eliminated: the entries of a minor are then few enough.
const SMALL: usize = 12;

/// The solution by elimination: the kernel of `(a | -b)`, if it is a line that is not one of `a`.
fn eliminated(a: &DMatrix<Integer>, b: &[Integer], budget: &Budget) -> Option<Solution> {
    let n = b.len();
    let entries = (0..n).flat_map(|i| a.row(i).iter().cloned().chain([-&b[i]]).collect::<Vec<_>>());
    let entries: Vec<Integer> = entries.collect();
    let small: Option<_> = entries.iter().map(|entry| i64::try_from(entry).ok()).collect();
    let matrix = small.map_or(Matrix::Big(entries), Matrix::Small);
    let mut line = line(matrix, n + 1, budget)?;
    if line.sign(n).is_lt() {
        line.negate();
    }
    let numerators = (0..n).map(|unknown| line.get(unknown)).collect();
    (!line.is_zero(n)).then(|| Solution { numerators, denominator: line.get(n) })
}

/// The residues of the entries, row by row.
fn residues(a: &DMatrix<Integer>, prime: Prime) -> Vec<u32> {
    let rows = 0..a.nrows();
    rows.flat_map(|i| a.row(i).iter().map(|entry| prime.residue(entry)).collect::<Vec<_>>())
        .collect()
}

/// Whether a vector of the kernel modulo the prime is one of the kernel.
fn is_singular(
    a: &DMatrix<Integer>,
    residues: Vec<u32>,
    prime: Prime,
    budget: &Budget,
) -> Result<bool, Stopped> {
    let n = a.nrows();
    let (rows, columns) = modular::independent(residues, n, prime, budget)?;
    let Some(free) = (0..n).find(|column| !columns.contains(column)) else { return Ok(false) };
    let part = DMatrix::from_fn(rows.len(), rows.len(), |i, j| a[(rows[i], columns[j])].clone());
    let bound: Vec<Integer> = rows.iter().map(|&row| -&a[(row, free)]).collect();
    let Some(Solution { numerators, denominator }) = solve(&part, &bound, budget)? else {
        return Ok(false);
    };
    let mut vector = vec![Integer::ZERO; n];
    columns.into_iter().zip(numerators).for_each(|(column, entry)| vector[column] = entry);
    vector[free] = denominator;
    satisfies(a, &vector, |_| Integer::ZERO, budget)
}

/// Whether `a x = b`.
fn satisfies(
    a: &DMatrix<Integer>,
    x: &[Integer],
    b: impl Fn(usize) -> Integer,
    budget: &Budget,
) -> Result<bool, Stopped> {
    for i in 0..a.nrows() {
        budget.check()?;
        let row = a.row(i);
        let terms = row.iter().zip(x).filter(|(entry, _)| !entry.is_zero());
        if terms.fold(Integer::ZERO, |sum, (entry, x)| sum + entry * x) != b(i) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A residue that fits `n/d` by chance has numerator and denominator this many bits shorter than
/// its modulus with a probability of 2 to the power of minus this.
const SPARE_BITS: f64 = 32.0;

/// The solution by lifting with the inverse modulo the prime.
fn lifted(
    a: &DMatrix<Integer>,
    b: &[Integer],
    prime: Prime,
    inverse: &[u32],
    budget: &Budget,
) -> Result<Option<Solution>, Stopped> {
    let n = b.len();
    let p = Integer::from(prime.value());
    let digit_bits = f64::from(u32::try_from(prime.value()).unwrap_or(u32::MAX)).log2();
    let enough = whole((2.0 * minor_bits(a, b) + 2.0 + SPARE_BITS) / digit_bits) + 2;
    let limbs = Limbs::of(a);
    let mut digits: Vec<Vec<u32>> = Vec::new();
    let mut rest = b.to_vec();
    while digits.len() < enough {
        budget.check()?;
        let residues: Vec<u32> = rest.iter().map(|number| prime.residue(number)).collect();
        let x: Vec<u32> = inverse.chunks(n).map(|row| prime.dot(row, &residues)).collect();
        for (rest, product) in rest.iter_mut().zip(limbs.times(&x)) {
            *rest = (&*rest - product) / &p;
        }
        digits.push(x);
        if is_due(digits.len(), enough) {
            let bits = (digit_bits * double(digits.len()) - 2.0 - SPARE_BITS) / 2.0;
            let proposed = reconstructed(&digits, &p, whole(bits), budget)?;
            if let Some(solution) = proposed
                && satisfies(a, &solution.numerators, |i| &solution.denominator * &b[i], budget)?
            {
                return Ok(Some(solution));
            }
        }
    }
    Ok(None)
}

/// Whether to look for the solution in so many digits: when they are enough for every system of this
/// size of entries, and at a half, a quarter, … of that.
fn is_due(digits: usize, enough: usize) -> bool {
    let parts = (0..).map(|halvings| enough >> halvings);
    digits == enough || parts.take_while(|&part| part > 3).any(|part| part == digits)
}

/// The integer part of a positive number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is meant")]
fn whole(number: f64) -> usize {
    number as usize
}

#[expect(clippy::cast_precision_loss, reason = "bits and digits, of which memory holds fewer")]
fn double(count: usize) -> f64 {
    count as f64
}

/// A bound on the bits of the minors of `(a | b)` of size `n`.
fn minor_bits(a: &DMatrix<Integer>, b: &[Integer]) -> f64 {
    let row_bits = |i: usize| {
        let row = a.row(i);
        let entries = row.iter().chain([&b[i]]);
        let largest = entries.clone().map(BitTest::bit_len).max().unwrap_or_default();
        let scaled = |entry: &Integer| (entry >> largest.saturating_sub(64)).to_f64().value();
        // A shift rounds by less than 1, where the largest is at least 2⁶³.
        let square: f64 = entries.map(|entry| scaled(entry).powi(2)).sum();
        0.5 * square.max(1.0).log2() + double(largest.saturating_sub(64)) + 1e-6
    };
    (0..a.nrows()).map(row_bits).sum()
}

/// The entries of a matrix less their least, in digits to the base 2²⁴, so that products with
/// residues modulo a prime are sums of 64 bits.
struct Limbs {
    least: Integer,
    n: usize,
    /// For each place of the digits, the digit of each entry, row by row.
    digits: Vec<Vec<u32>>,
}

const LIMB_BITS: usize = 24;

/// As many products of a digit and a residue fit 64 bits.
const PRODUCTS: usize = 4096;

impl Limbs {
    fn of(a: &DMatrix<Integer>) -> Limbs {
        let n = a.nrows();
        let least = a.iter().min().cloned().unwrap_or_default();
        let largest = a.iter().max().map_or(0, |most| (most - &least).bit_len());
        let digit = |entry: &Integer, place: usize| {
            let mask = Integer::from((1 << LIMB_BITS) - 1);
            u32::try_from(((entry - &least) >> (place * LIMB_BITS)) & mask).unwrap_or_default()
        };
        let row = |i: usize, place: usize| -> Vec<u32> {
            a.row(i).iter().map(|entry| digit(entry, place)).collect()
        };
        let matrix = |place| (0..n).flat_map(|i| row(i, place)).collect();
        let digits = (0..largest.div_ceil(LIMB_BITS)).map(matrix).collect();
        Limbs { least, n, digits }
    }

    /// `A x`.
    fn times(&self, x: &[u32]) -> impl Iterator<Item = Integer> {
        let below: u64 = x.iter().map(|&digit| u64::from(digit)).sum();
        let below = &self.least * below;
        (0..self.n).map(move |i| {
            let places = self.digits.iter().enumerate();
            places.fold(below.clone(), |sum, (place, digits)| {
                let row = digits[i * self.n..][..self.n].chunks(PRODUCTS);
                let product: u128 =
                    row.zip(x.chunks(PRODUCTS)).map(|(a, x)| u128::from(dot(a, x))).sum();
                sum + (Integer::from(product) << (place * LIMB_BITS))
            })
        })
    }
}

/// The numbers of at most so many bits, over one denominator of at most so many, that have these
/// digits to the base `p`, lowest first; nothing if there are none.
fn reconstructed(
    digits: &[Vec<u32>],
    p: &Integer,
    bits: usize,
    budget: &Budget,
) -> Result<Option<Solution>, Stopped> {
    let mut powers = vec![p.clone()];
    while 1 << powers.len() < digits.len() {
        powers.push(powers[powers.len() - 1].sqr().into());
    }
    let modulus = p.pow(digits.len());
    let half: Integer = &modulus >> 1;
    let fits = |number: &Integer| number.bit_len() <= bits;
    let (mut numerators, mut denominator) = (Vec::new(), Integer::ONE);
    for unknown in 0..digits[0].len() {
        budget.check()?;
        let own: Vec<u32> = digits.iter().map(|digits| digits[unknown]).collect();
        let residue = value(&own, &powers) * &denominator % &modulus;
        let centred = if residue > half { &residue - &modulus } else { residue.clone() };
        if fits(&centred) {
            numerators.push(centred);
            continue;
        }
        let Some((numerator, factor)) = fraction(residue, &modulus, fits) else { return Ok(None) };
        denominator *= &factor;
        if !fits(&denominator) {
            return Ok(None);
        }
        numerators.iter_mut().for_each(|numerator| *numerator *= &factor);
        numerators.push(numerator);
    }
    Ok(numerators.iter().all(fits).then_some(Solution { numerators, denominator }))
}

/// The number with these digits, given the powers `p`, `p²`, `p⁴`, …
fn value(digits: &[u32], powers: &[Integer]) -> Integer {
    if let [digit] = digits {
        return (*digit).into();
    }
    let level = digits.len().next_power_of_two().ilog2() as usize - 1;
    let (low, high) = digits.split_at(1 << level);
    value(low, powers) + value(high, powers) * &powers[level]
}

/// `n` and `d > 0` that fit, with `n ≡ d·residue`: the first remainder of Euclid's algorithm that
/// fits (P. S. Wang, "A p-adic algorithm for univariate partial fractions", 1981).
fn fraction(
    residue: Integer,
    modulus: &Integer,
    fits: impl Fn(&Integer) -> bool,
) -> Option<(Integer, Integer)> {
    let (mut r, mut s) = ((modulus.clone(), residue), (Integer::ZERO, Integer::ONE));
    while !fits(&r.1) {
        let (quotient, remainder) = (&r.0).div_rem(&r.1);
        r = (r.1, remainder);
        let next = s.0 - quotient * &s.1;
        s = (s.1, next);
    }
    let (n, d) = if s.1 < Integer::ZERO { (-r.1, -s.1) } else { (r.1, s.1) };
    (fits(&d) && !d.is_zero()).then_some((n, d))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::linalg::linear;

    fn integers(entries: &[i64]) -> Vec<Integer> {
        entries.iter().copied().map(Integer::from).collect()
    }

    /// Compares with elimination in rationals.
    fn agrees(n: usize, a: &[Integer], b: &[Integer]) {
        let a = DMatrix::from_row_slice(n, n, a);
        let exact = |number: &Integer| Rational::from(number.clone());
        let b_exact: Vec<Rational> = b.iter().map(exact).collect();
        let expected = match linear::solve(&a.map(|entry| exact(&entry)), &b_exact) {
            linear::Solutions::Unique(x) => Some(x),
            _ => None,
        };
        let found = solve(&a, b, &Budget::default()).unwrap();
        assert_eq!(found.map(Solution::rationals), expected);
    }

    fn system(most: i64) -> impl Strategy<Value = (usize, Vec<i64>, Vec<i64>)> {
        (1usize..20).prop_flat_map(move |n| {
            let entries = |count| prop::collection::vec(-most..=most, count);
            (Just(n), entries(n * n), entries(n))
        })
    }

    proptest! {
        #[test]
        fn agrees_with_elimination((n, a, b) in prop_oneof![system(1), system(9), system(1 << 40)]) {
            agrees(n, &integers(&a), &integers(&b));
        }

        #[test]
        fn agrees_for_big_entries((n, a, b) in system(9), shift in 1usize..300) {
            let shifted = |(place, entry): (usize, &i64)| {
                (Integer::from(*entry) << (shift * (place % 3))) + Integer::from(place)
            };
            let a: Vec<Integer> = a.iter().enumerate().map(shifted).collect();
            let b: Vec<Integer> = b.iter().enumerate().map(shifted).collect();
            agrees(n, &a, &b);
        }
    }

    #[test]
    fn primes_that_divide_the_determinant_are_passed_over() {
        let (p, q) = (Prime::LARGEST.value(), Prime::LARGEST.next().value());
        let n = SMALL + 1;
        let entry = |place: usize| match place {
            0 => Integer::from(p),
            14 => Integer::from(q),
            _ => Integer::from(u8::from(place.is_multiple_of(n + 1))) + 7 * u8::from(place == 2),
        };
        agrees(n, &(0..n * n).map(entry).collect::<Vec<_>>(), &vec![Integer::ONE; n]);
    }

    #[test]
    fn a_large_singular_matrix_is_singular() {
        let n = 40;
        let entry = |i: usize, j: usize| Integer::from((i * j * j + 3 * i + j) % 17);
        let mut a = DMatrix::from_fn(n, n, entry);
        let sum: Vec<Integer> = (0..n).map(|j| &a[(0, j)] + &a[(5, j)]).collect();
        sum.into_iter().enumerate().for_each(|(j, entry)| a[(n - 1, j)] = entry);
        let b = vec![Integer::ONE; n];
        assert_eq!(solve(&a, &b, &Budget::default()), Ok(None));
    }
}
