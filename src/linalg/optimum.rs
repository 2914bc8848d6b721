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
//! b$, $y \ge 0$, $A^\top y \ge c$, and $c^\top x = b^\top y$, which is what an optimum needs. No tolerance decides anything: a basis that fails is handed
//! back, and the exact simplex method goes on from it.
//!
//! M. Dhiflaoui, S. Funke, C. Kwappik, K. Mehlhorn, M. Seel, E. Schömer, R. Schulte, D. Weber,
//! "Certifying and repairing solutions to large LPs: how good are LP-solvers?", SODA 2003, 255–256;
//! D. Applegate, W. Cook, S. Dash, D. Espinoza, "Exact solutions to linear programming problems",
//! *Oper. Res. Lett.* 35 (2007) 693–699. The check costs $O(mk + nk)$ products of an entry with a
//! number of $O(k)$ digits, for a basis of $k$ columns.

use std::cmp::Ordering;

use dashu_int::ops::UnsignedAbs;
use nalgebra::DMatrix;

use super::dixon::{self, Solution};
use super::kernel::Matrix;
use super::lp::{Answer, Program};
use super::steepest_edge::{Basis, Dictionary};
use super::{common_denominator, scaled};
use crate::budget::{Budget, Stopped};
use crate::number::{Integer, Rational};

/// Entries beyond this are not guided by floats, and would overflow the check's 128 bits.
const LARGEST: u64 = 1 << 40;

/// Constraints in integers that floats can be a guide to: no bound below 0, no number too large.
struct Constraints<'a> {
    a: &'a [i64],
    b: &'a [i64],
}

/// Numbers over one positive denominator.
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
    /// Whether no other point and no other prices are best, as far as the check tells: nothing is
    /// 0 that the basis allows to be more, and nothing else holds with equality (O. L.
    /// Mangasarian, "Uniqueness of solution in linear programming", *Linear Algebra Appl.* 25
    /// (1979) 151–162).
    pub(crate) is_only: bool,
}

/// How a search that floats guide ended.
pub(crate) enum End {
    /// At an optimum, checked.
    Optimal(Optimum),
    /// At a basis that is not optimal, or at none that floats can name.
    Doubtful(Basis),
}

/// A search for best points under one set of constraints; each starts where the last one ended.
pub(crate) struct Search {
    /// Column by column.
    a: Matrix,
    b: Vec<Integer>,
    guide: Option<Guide>,
}

struct Guide {
    bounds: Vec<i64>,
    dictionary: Dictionary,
}

impl Search {
    /// A search under the constraints `a x ≤ b`, `x ≥ 0`; the matrix stands column by column.
    pub(crate) fn new(a: Matrix, b: Vec<Integer>) -> Search {
        Search { guide: Guide::new(&a, &b), a, b }
    }

    /// The best point for these worths; nothing if there is none.
    ///
    /// # Errors
    /// [`Stopped`] when the budget ends.
    pub(crate) fn maximise(
        &mut self,
        c: &[Integer],
        budget: &Budget,
    ) -> Result<Option<Optimum>, Stopped> {
        let basis = match self.guided(c, budget)? {
            Some(End::Optimal(optimum)) => return Ok(Some(optimum)),
            Some(End::Doubtful(basis)) => Some(basis),
            None => None,
        };
        let answer = self.program(c).solve_exactly(basis.as_ref(), budget)?;
        let Answer::Optimal { primal, dual, .. } = answer else { return Ok(None) };
        Ok(Some(Optimum { primal: primal.into(), dual: dual.into(), is_only: false }))
    }

    /// Where floats lead; nothing if they cannot be a guide.
    ///
    /// # Errors
    /// [`Stopped`] when the budget ends.
    pub(crate) fn guided(
        &mut self,
        c: &[Integer],
        budget: &Budget,
    ) -> Result<Option<End>, Stopped> {
        let (Matrix::Small(a), Some(guide)) = (&self.a, &mut self.guide) else { return Ok(None) };
        let Some(c) = c.iter().map(small).collect::<Option<Vec<i64>>>() else { return Ok(None) };
        let arrived = guide.dictionary.maximise(&c, budget)?;
        let basis = guide.dictionary.basis();
        let constraints = Constraints { a, b: &guide.bounds };
        let optimum = if arrived { constraints.optimum(&c, &basis, budget)? } else { None };
        Ok(Some(optimum.map_or(End::Doubtful(basis), End::Optimal)))
    }

    fn program(&self, c: &[Integer]) -> Program {
        let exact = |number: &Integer| Rational::from(number.clone());
        let (rows, columns) = (self.b.len(), c.len());
        let a = match &self.a {
            Matrix::Small(entries) => {
                DMatrix::from_fn(rows, columns, |i, j| Rational::from(entries[j * rows + i]))
            }
            Matrix::Big(entries) => {
                DMatrix::from_fn(rows, columns, |i, j| exact(&entries[j * rows + i]))
            }
        };
        Program { a, b: self.b.iter().map(exact).collect(), c: c.iter().map(exact).collect() }
    }
}

impl Guide {
    fn new(a: &Matrix, b: &[Integer]) -> Option<Guide> {
        let Matrix::Small(a) = a else { return None };
        let bounds = b.iter().map(small).collect::<Option<Vec<i64>>>()?;
        let fits = |entry: &i64| entry.unsigned_abs() <= LARGEST;
        (a.iter().all(fits) && bounds.iter().all(|&bound| bound >= 0))
            .then(|| Guide { dictionary: Dictionary::new(a, &bounds), bounds })
    }
}

/// The number, if floats can be a guide to it.
fn small(number: &Integer) -> Option<i64> {
    i64::try_from(number).ok().filter(|number| number.unsigned_abs() <= LARGEST)
}

impl From<Solution> for Point {
    fn from(Solution { numerators, denominator }: Solution) -> Point {
        Point { numerators, denominator }
    }
}

impl From<Vec<Rational>> for Point {
    fn from(numbers: Vec<Rational>) -> Point {
        let denominator = common_denominator(&numbers);
        let numerators = numbers.iter().map(|number| scaled(number, &denominator)).collect();
        Point { numerators, denominator }
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

    /// The sum of the numerators.
    pub(crate) fn total(&self) -> Integer {
        self.numerators.iter().fold(Integer::ZERO, |sum, numerator| sum + numerator)
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

impl Constraints<'_> {
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
        let Some((x, y)) = self.points(c, basis, budget)? else { return Ok(None) };
        let Basis { rows, columns } = basis;
        let negative = |number: &Integer| *number < Integer::ZERO;
        if x.numerators.iter().chain(&y.numerators).any(negative) {
            return Ok(None);
        }
        let (mut is_only, words) = (true, Words::new(&x));
        for i in 0..self.b.len() {
            let row = columns.iter().map(|&j| self.entry(i, j));
            match words.compare(row, self.b[i]) {
                Ordering::Greater => return Ok(None),
                Ordering::Equal => is_only &= rows.binary_search(&i).is_ok(),
                Ordering::Less => {}
            }
        }
        budget.check()?;
        let words = Words::new(&y);
        for (j, &c) in c.iter().enumerate() {
            let column = rows.iter().map(|&i| self.entry(i, j));
            match words.compare(column, c) {
                Ordering::Less => return Ok(None),
                Ordering::Equal => is_only &= columns.binary_search(&j).is_ok(),
                Ordering::Greater => {}
            }
        }
        let worth = |numbers: &Point, places: &[usize], of: &[i64]| {
            let terms = places.iter().zip(&numbers.numerators);
            terms.fold(Integer::ZERO, |sum, (&place, n)| sum + n * Integer::from(of[place]))
        };
        let worths = [worth(&x, columns, c), worth(&y, rows, self.b)];
        if &worths[0] * &y.denominator != &worths[1] * &x.denominator {
            return Ok(None);
        }
        is_only &= !x.numerators.iter().chain(&y.numerators).any(Integer::is_zero);
        let (primal, dual) = (x.spread(columns, c.len()), y.spread(rows, self.b.len()));
        Ok(Some(Optimum { primal, dual, is_only }))
    }

    /// The solutions of `B x = b` and `Bᵀ y = c` for a basis, if `B` is not singular.
    fn points(
        &self,
        c: &[i64],
        Basis { rows, columns }: &Basis,
        budget: &Budget,
    ) -> Result<Option<(Point, Point)>, Stopped> {
        if rows.len() != columns.len() {
            return Ok(None);
        }
        let entry = |i: usize, j: usize| Integer::from(self.entry(rows[i], columns[j]));
        let a = DMatrix::from_fn(rows.len(), rows.len(), entry);
        let bounds: Vec<Integer> = rows.iter().map(|&i| self.b[i].into()).collect();
        let worths: Vec<Integer> = columns.iter().map(|&j| c[j].into()).collect();
        let solutions = dixon::solve_both(&a, &bounds, &worths, budget)?;
        Ok(solutions.map(|(x, y)| (x.into(), y.into())))
    }
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
