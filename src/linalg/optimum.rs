//! Exact optima of linear programs in integers, with proof, by way of floating point.
//!
//! $$ \max c^\top x \quad\text{subject to}\quad A x \le b,\; x \ge 0, \qquad b \ge 0. $$
//!
//! Floats propose a basis ([`super::steepest_edge`]): rows $R$ that hold with equality, columns
//! $C$ that may be positive. With $B = A_{RC}$ the two systems
//!
//! $$ B x_C = b_R, \qquad B^\top y_R = c_C $$
//!
//! are solved exactly, everything else being 0, and then checked, in integers: $x \ge 0$, $A x \le
//! b$, $y \ge 0$, $A^\top y \ge c$. That is all that an optimum needs, since both systems make
//! $c^\top x = y^\top B x = b^\top y$. No tolerance decides anything: a basis that fails is handed
//! back, and the exact simplex method goes on from it.
//!
//! M. Dhiflaoui, S. Funke, C. Kwappik, K. Mehlhorn, M. Seel, E. Schömer, R. Schulte, D. Weber,
//! "Certifying and repairing solutions to large LPs: how good are LP-solvers?", SODA 2003, 255–256;
//! D. Applegate, W. Cook, S. Dash, D. Espinoza, "Exact solutions to linear programming problems",
//! *Oper. Res. Lett.* 35 (2007) 693–699. The check costs $O(mk + nk)$ products of an entry with a
//! number of $O(k)$ digits, for a basis of $k$ columns.

use std::cmp::Ordering;

use dashu_int::ops::UnsignedAbs;

use super::steepest_edge::{Basis, Dictionary};
use crate::budget::{Budget, Stopped};
use crate::number::{Integer, Rational};

/// Entries beyond this are not guided by floats, and would overflow the check's 128 bits.
const LARGEST: u64 = 1 << 40;

/// A program in integers, no bound of it negative; the worths are given to [`Search::maximise`].
#[derive(Clone, Debug)]
pub(crate) struct Constraints {
    /// The matrix, column by column.
    pub(crate) a: Vec<i64>,
    /// The bound of each row.
    pub(crate) b: Vec<i64>,
}

/// Rational numbers over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) numerators: Vec<Integer>,
    pub(crate) denominator: Integer,
}

/// A best point and the prices that prove it.
#[derive(Clone, Debug)]
pub(crate) struct Optimum {
    pub(crate) primal: Point,
    pub(crate) dual: Point,
}

/// How a search ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    /// At an optimum, checked.
    Optimal(Optimum),
    /// At a basis that is not optimal, or at none that floats can name.
    Doubtful(Basis),
}

/// A search for optima of one set of constraints; each starts where the last one ended.
pub(crate) struct Search<'a> {
    constraints: &'a Constraints,
    dictionary: Dictionary,
}

impl<'a> Search<'a> {
    pub(crate) fn new(constraints: &'a Constraints) -> Search<'a> {
        let dictionary = Dictionary::new(&constraints.a, &constraints.b);
        Search { constraints, dictionary }
    }

    /// The best point for these worths.
    ///
    /// # Errors
    /// [`Stopped`] when the budget ends.
    pub(crate) fn maximise(&mut self, c: &[i64], budget: &Budget) -> Result<End, Stopped> {
        let arrived = self.dictionary.maximise(c, budget)?;
        let basis = self.dictionary.basis();
        if !arrived {
            return Ok(End::Doubtful(basis));
        }
        let optimum = self.constraints.optimum(c, &basis, budget)?;
        Ok(optimum.map_or(End::Doubtful(basis), End::Optimal))
    }
}

impl Point {
    /// The number at a place.
    pub(crate) fn get(&self, place: usize) -> Rational {
        Rational::ratio(self.numerators[place].clone(), self.denominator.clone())
            .unwrap_or_default()
    }

    /// All numbers.
    pub(crate) fn rationals(&self) -> Vec<Rational> {
        (0..self.numerators.len()).map(|place| self.get(place)).collect()
    }

    /// `Σ weightᵢ · numberᵢ`.
    pub(crate) fn weighted(&self, weights: &[i64]) -> Rational {
        let terms = self.numerators.iter().zip(weights).filter(|(number, _)| !number.is_zero());
        let sum = terms.fold(Integer::ZERO, |sum, (number, weight)| sum + number * *weight);
        Rational::ratio(sum, self.denominator.clone()).unwrap_or_default()
    }

    /// With zeros at all places but these.
    fn spread(self, places: &[usize], length: usize) -> Point {
        let mut numerators = vec![Integer::ZERO; length];
        for (&place, numerator) in places.iter().zip(self.numerators) {
            numerators[place] = numerator;
        }
        Point { numerators, ..self }
    }
}

impl Constraints {
    /// Whether floats can guide a search: no bound below 0, no entry too large.
    pub(crate) fn can_be_guided(&self, worths: &[i64]) -> bool {
        let mut entries = self.a.iter().chain(&self.b).chain(worths);
        self.b.iter().all(|&b| b >= 0) && entries.all(|entry| entry.unsigned_abs() <= LARGEST)
    }

    fn columns(&self) -> usize {
        self.a.len() / self.b.len().max(1)
    }

    fn entry(&self, i: usize, j: usize) -> i64 {
        self.a[j * self.b.len() + i]
    }

    /// The optimum that a basis is, if it is one.
    fn optimum(
        &self,
        c: &[i64],
        basis: &Basis,
        budget: &Budget,
    ) -> Result<Option<Optimum>, Stopped> {
        let Basis { rows, columns } = basis;
        let k = rows.len();
        if columns.len() != k {
            return Ok(None);
        }
        let bounds: Vec<i64> = rows.iter().map(|&i| self.b[i]).collect();
        let worths: Vec<i64> = columns.iter().map(|&j| c[j]).collect();
        let square = |transposed: bool| -> Vec<i64> {
            let at = |place: usize| match transposed {
                false => self.entry(rows[place / k], columns[place % k]),
                true => self.entry(rows[place % k], columns[place / k]),
            };
            (0..k * k).map(at).collect()
        };
        let Some(x) = solution(&square(false), &bounds, budget)? else { return Ok(None) };
        budget.check()?;
        let Some(y) = solution(&square(true), &worths, budget)? else { return Ok(None) };
        budget.check()?;
        let feasible = non_negative(&x) && non_negative(&y);
        let holds = feasible && {
            let row = |i: usize| columns.iter().map(move |&j| self.entry(i, j));
            let column = |j: usize| rows.iter().map(move |&i| self.entry(i, j));
            let (x, y) = (Words::new(&x), Words::new(&y));
            (0..self.b.len()).all(|i| x.compare(row(i), self.b[i]).is_le())
                && c.iter().enumerate().all(|(j, &c)| y.compare(column(j), c).is_ge())
        };
        Ok(holds.then(|| Optimum {
            primal: x.spread(columns, self.columns()),
            dual: y.spread(rows, self.b.len()),
        }))
    }
}

fn non_negative(point: &Point) -> bool {
    point.numerators.iter().all(|numerator| *numerator >= Integer::ZERO)
}

/// The numerators and the denominator of a point without negative numbers, as words.
struct Words {
    /// How many words each number has.
    length: usize,
    /// Number after number, the least significant word first; the denominator is the last number.
    words: Vec<u64>,
}

impl Words {
    fn new(point: &Point) -> Words {
        let numbers = point.numerators.iter().chain([&point.denominator]);
        let digits: Vec<_> = numbers.map(|number| number.unsigned_abs().to_le_bytes()).collect();
        let longest = digits.iter().map(|bytes| bytes.len()).max().unwrap_or_default();
        let length = longest.div_ceil(8).max(1);
        let mut words = Vec::with_capacity(length * digits.len());
        for bytes in &digits {
            let end = words.len() + length;
            words.extend(bytes.chunks(8).map(|bytes| {
                bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
            }));
            words.resize(end, 0);
        }
        Words { length, words }
    }

    /// How `Σ coefficient · number` compares with a bound. Coefficients below [`LARGEST`] leave
    /// room in 128 bits for more terms than memory holds.
    fn compare(&self, coefficients: impl Iterator<Item = i64>, bound: i64) -> Ordering {
        let mut sums = vec![0i128; self.length];
        let numbers = self.words.chunks_exact(self.length);
        for (number, coefficient) in numbers.zip(coefficients.chain([-bound])) {
            if coefficient != 0 {
                for (sum, &word) in sums.iter_mut().zip(number) {
                    *sum += i128::from(coefficient) * i128::from(word);
                }
            }
        }
        let (mut carry, mut rest) = (0, 0);
        for sum in sums {
            let sum = sum + carry;
            rest |= sum & i128::from(u64::MAX);
            carry = sum >> 64;
        }
        carry.cmp(&0).then(rest.cmp(&0))
    }
}

/// The solution of `matrix · x = right`; nothing if the matrix is singular.
fn solution(matrix: &[i64], right: &[i64], budget: &Budget) -> Result<Option<Point>, Stopped> {
    use super::linear::{Solutions, solve};
    let k = right.len();
    budget.check()?;
    let a = nalgebra::DMatrix::from_row_iterator(k, k, matrix.iter().copied().map(Rational::from));
    let b: Vec<Rational> = right.iter().copied().map(Rational::from).collect();
    let Solutions::Unique(x) = solve(&a, &b) else { return Ok(None) };
    let denominator = super::common_denominator(&x);
    let numerators = x.iter().map(|x| super::scaled(x, &denominator)).collect();
    Ok(Some(Point { numerators, denominator }))
}
