//! Exact linear programs, each answer with its proof.
//!
//! $$ \max c^\top x \quad\text{subject to}\quad A x \le b,\; x \ge 0. $$
//!
//! An optimum is proved by a dual solution $y \ge 0$ with $A^\top y \ge c$ and $b^\top y = c^\top
//! x$; infeasibility by a Farkas ray $y \ge 0$, $A^\top y \ge 0$, $b^\top y < 0$; unboundedness by
//! a feasible point and a ray $d \ge 0$, $A d \le 0$, $c^\top d > 0$ (A. Schrijver, *Theory of
//! Linear and Integer Programming*, 1986, §7.3–7.4).
//!
//! The simplex method on a dictionary of integers over one common denominator, so that every
//! division is exact (integer pivoting; D. Avis, *lrs: a revised implementation of the reverse
//! search vertex enumeration algorithm*, 2000, §3). The variable that gains most enters; after a
//! pivot that gained nothing, R. Bland's rule ("New finite pivoting rules for the simplex
//! method", *Math. Oper. Res.* 2 (1977) 103–107, Theorem 2.1) until one gains: among the
//! candidates, the variable of least index enters and leaves. Under it no basis repeats at one
//! value, so degenerate programs end too. One pivot costs $O(mn)$; the number of pivots is
//! exponential at worst. Large programs without negative bounds are first guided by floats to a
//! basis that is then proved optimal (`linalg::optimum`), or from which the integers go on.

use nalgebra::DMatrix;

use super::kernel::Matrix;
use super::optimum::{End, Optimum, Search};
use super::steepest_edge::Basis;
use super::{common_denominator, dot, scaled};
use crate::budget::{Budget, Stopped};
use crate::number::{Integer, Rational};

/// Smaller programs take the simplex method in integers no longer than a guide.
const WORTH_A_GUIDE: usize = 256;

/// A program: maximise `c·x` subject to `a x ≤ b` and `x ≥ 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// One row for each constraint, one column for each variable.
    pub a: DMatrix<Rational>,
    /// The bound of each constraint, of any sign.
    pub b: Vec<Rational>,
    /// The worth of each variable.
    pub c: Vec<Rational>,
}

/// A program's answer with its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is a best point.
    Optimal {
        /// A best point.
        primal: Vec<Rational>,
        /// The price of each constraint.
        dual: Vec<Rational>,
        /// The worth of the best point.
        value: Rational,
    },
    /// No point satisfies the constraints.
    Infeasible {
        /// Weights that add the constraints up to `0 ≤ something negative`.
        farkas: Vec<Rational>,
    },
    /// The worth grows without end.
    Unbounded {
        /// A feasible point.
        primal: Vec<Rational>,
        /// A direction in which it may go for ever, and gains.
        ray: Vec<Rational>,
    },
}

impl Program {
    /// Solves the program.
    ///
    /// ```
    /// use nalgebra::DMatrix;
    /// use standoff::budget::Budget;
    /// use standoff::linalg::lp::{Answer, Program};
    /// use standoff::number::Rational;
    /// // max x + y subject to 2x + y ≤ 2, x + 2y ≤ 2.
    /// let a = DMatrix::from_row_slice(2, 2, &[2, 1, 1, 2].map(Rational::from));
    /// let program = Program { a, b: vec![2.into(), 2.into()], c: vec![1.into(), 1.into()] };
    /// let answer = program.solve(&Budget::default())?;
    /// assert!(program.accepts(&answer));
    /// assert!(matches!(answer, Answer::Optimal { value, .. } if value == Rational::new(4, 3)));
    /// # Ok::<(), standoff::budget::Stopped>(())
    /// ```
    ///
    /// # Errors
    /// [`Stopped`] when the budget ends.
    pub fn solve(&self, budget: &Budget) -> Result<Answer, Stopped> {
        if self.a.len() < WORTH_A_GUIDE {
            return self.solve_exactly(None, budget);
        }
        self.solve_guided(budget)
    }

    /// By way of floats, where they can be a guide.
    fn solve_guided(&self, budget: &Budget) -> Result<Answer, Stopped> {
        let scales = self.scales();
        let entries = self.a.column_iter().flat_map(|column| column.into_iter().zip(&scales));
        let small = entries.map(|(entry, scale)| i64::try_from(scaled(entry, scale)).ok());
        let Some(a) = small.collect() else { return self.solve_exactly(None, budget) };
        let b = self.b.iter().zip(&scales).map(|(b, scale)| scaled(b, scale)).collect();
        let c: Vec<_> = self.c.iter().map(|c| scaled(c, &scales[self.b.len()])).collect();
        match Search::new(Matrix::Small(a), b).guided(&c, budget)? {
            None => self.solve_exactly(None, budget),
            Some(End::Doubtful(basis)) => self.solve_exactly(Some(&basis), budget),
            Some(End::Optimal(optimum)) => Ok(self.answer(&optimum, &scales)),
        }
    }

    /// What each row (the worths last) is multiplied by to become integers.
    fn scales(&self) -> Vec<Integer> {
        let row = |i: usize| (0..self.c.len()).map(move |j| &self.a[(i, j)]).chain([&self.b[i]]);
        let rows = (0..self.b.len()).map(|i| common_denominator(row(i)));
        rows.chain([common_denominator(&self.c)]).collect()
    }

    fn answer(&self, optimum: &Optimum, scales: &[Integer]) -> Answer {
        let primal = optimum.primal.rationals();
        let price = |(i, price): (usize, Rational)| {
            let scale = Rational::ratio(scales[i].clone(), scales[self.b.len()].clone());
            price * scale.unwrap_or_default()
        };
        let dual = optimum.dual.rationals().into_iter().enumerate().map(price).collect();
        Answer::Optimal { value: dot(&self.c, &primal), primal, dual }
    }

    /// The simplex method in integers, from a basis if it is one of a feasible point.
    pub(super) fn solve_exactly(
        &self,
        basis: Option<&Basis>,
        budget: &Budget,
    ) -> Result<Answer, Stopped> {
        let mut dictionary = match basis {
            None => Dictionary::new(self),
            Some(basis) => Dictionary::at(self, basis, budget)?,
        };
        if let Some(farkas) = dictionary.reach_feasibility(budget)? {
            return Ok(Answer::Infeasible { farkas });
        }
        Ok(match dictionary.improve(budget)? {
            None => Answer::Optimal {
                primal: dictionary.primal(),
                dual: dictionary.dual(),
                value: dot(&self.c, &dictionary.primal()),
            },
            Some(column) => {
                Answer::Unbounded { primal: dictionary.primal(), ray: dictionary.ray(column) }
            }
        })
    }

    /// Whether the certificate proves the answer: only products, sums and signs.
    pub fn accepts(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Optimal { primal, dual, value } => {
                self.is_feasible(primal)
                    && non_negative(dual)
                    && self.columns_weighted(dual).iter().zip(&self.c).all(|(sum, c)| sum >= c)
                    && dot(&self.c, primal) == *value
                    && dot(&self.b, dual) == *value
            }
            Answer::Infeasible { farkas } => {
                non_negative(farkas)
                    && non_negative(&self.columns_weighted(farkas))
                    && dot(&self.b, farkas).is_negative()
            }
            Answer::Unbounded { primal, ray } => {
                self.is_feasible(primal)
                    && non_negative(ray)
                    && self.rows_weighted(ray).iter().all(|sum| !sum.is_positive())
                    && dot(&self.c, ray).is_positive()
            }
        }
    }

    fn is_feasible(&self, x: &[Rational]) -> bool {
        non_negative(x) && self.rows_weighted(x).iter().zip(&self.b).all(|(sum, b)| sum <= b)
    }

    fn rows_weighted(&self, x: &[Rational]) -> Vec<Rational> {
        let row = |i| (0..self.a.ncols()).map(|j| &self.a[(i, j)] * &x[j]).sum();
        (0..self.a.nrows()).map(row).collect()
    }

    fn columns_weighted(&self, y: &[Rational]) -> Vec<Rational> {
        let column = |j| (0..self.a.nrows()).map(|i| &self.a[(i, j)] * &y[i]).sum();
        (0..self.a.ncols()).map(column).collect()
    }
}

fn non_negative(numbers: &[Rational]) -> bool {
    !numbers.iter().any(Rational::is_negative)
}

/// `basicᵢ·d + Σⱼ table[i][j]·freeⱼ = table[i][n]` for each row, with one denominator `d > 0`; row
/// `m` is the objective. Variables: `0..n` as given, `n..n+m` the slacks, `n+m` the artificial
/// one of the first phase.
struct Dictionary {
    table: DMatrix<Integer>,
    denominator: Integer,
    basic: Vec<usize>,
    free: Vec<usize>,
    /// What each row (the objective last) was multiplied by to become integers.
    scales: Vec<Integer>,
    variables: usize,
}

impl Dictionary {
    fn new(program: &Program) -> Dictionary {
        let (m, n) = program.a.shape();
        let scales = program.scales();
        let table = DMatrix::from_fn(m + 1, n + 1, |i, j| match (i < m, j < n) {
            (true, true) => scaled(&program.a[(i, j)], &scales[i]),
            (true, false) => scaled(&program.b[i], &scales[i]),
            (false, true) => -scaled(&program.c[j], &scales[m]),
            (false, false) => Integer::ZERO,
        });
        let (basic, free) = ((n..n + m).collect(), (0..n).collect());
        Dictionary { table, denominator: Integer::ONE, basic, free, scales, variables: n }
    }

    /// The dictionary of a basis; the first one if this one is singular or not feasible.
    fn at(program: &Program, basis: &Basis, budget: &Budget) -> Result<Dictionary, Stopped> {
        let mut dictionary = Dictionary::new(program);
        for &column in &basis.columns {
            budget.check()?;
            let Some(s) = dictionary.free.iter().position(|&free| free == column) else { continue };
            let tight = |slack: usize| basis.rows.iter().any(|row| row + program.c.len() == slack);
            let pivot = |&r: &usize| !dictionary.table[(r, s)].is_zero();
            let rows = (0..dictionary.rows()).filter(|&r| tight(dictionary.basic[r]));
            let Some(r) = rows.into_iter().find(pivot) else { return Ok(Dictionary::new(program)) };
            dictionary.pivot(r, s);
        }
        let rhs = dictionary.free.len();
        let feasible = (0..dictionary.rows()).all(|i| dictionary.table[(i, rhs)] >= Integer::ZERO);
        Ok(if feasible { dictionary } else { Dictionary::new(program) })
    }

    fn rows(&self) -> usize {
        self.basic.len()
    }

    /// Exchanges a basic with a free variable.
    fn pivot(&mut self, r: usize, s: usize) {
        let p = self.table[(r, s)].clone();
        for j in (0..self.table.ncols()).filter(|&j| j != s) {
            let above = self.table[(r, j)].clone();
            for i in (0..self.table.nrows()).filter(|&i| i != r) {
                let entry = &self.table[(i, j)];
                let factor = &self.table[(i, s)];
                let untouched = entry.is_zero() && (above.is_zero() || factor.is_zero());
                if !untouched {
                    self.table[(i, j)] = (entry * &p - factor * &above) / &self.denominator;
                }
            }
        }
        for i in (0..self.table.nrows()).filter(|&i| i != r) {
            self.table[(i, s)] = -&self.table[(i, s)];
        }
        self.table[(r, s)] = std::mem::replace(&mut self.denominator, p);
        std::mem::swap(&mut self.basic[r], &mut self.free[s]);
        if self.denominator < Integer::ZERO {
            self.denominator = -&self.denominator;
            self.table.iter_mut().for_each(|entry| *entry = -&*entry);
        }
    }

    /// Pivots until no free variable gains; the column of a ray if one gains without end.
    fn improve(&mut self, budget: &Budget) -> Result<Option<usize>, Stopped> {
        let (objective, mut bland) = (self.rows(), false);
        loop {
            budget.check()?;
            let gain = |&j: &usize| &self.table[(objective, j)];
            let gains = (0..self.free.len()).filter(|j| *gain(j) < Integer::ZERO);
            let s = if bland {
                gains.min_by_key(|&j| self.free[j])
            } else {
                gains.min_by(|i, j| gain(i).cmp(gain(j)))
            };
            let Some(s) = s else { return Ok(None) };
            let Some(r) = self.leaving(s) else { return Ok(Some(s)) };
            bland = self.table[(r, self.free.len())].is_zero();
            self.pivot(r, s);
        }
    }

    /// The row that limits the entering column first; of several the least basic variable.
    fn leaving(&self, s: usize) -> Option<usize> {
        let rhs = self.free.len();
        let limits = (0..self.rows()).filter(|&i| self.table[(i, s)] > Integer::ZERO);
        limits.min_by(|&i, &k| {
            let left = &self.table[(i, rhs)] * &self.table[(k, s)];
            let right = &self.table[(k, rhs)] * &self.table[(i, s)];
            left.cmp(&right).then(self.basic[i].cmp(&self.basic[k]))
        })
    }

    /// The first phase: maximise `-t` subject to `A x - t ≤ b`. Nothing, or a Farkas ray.
    fn reach_feasibility(&mut self, budget: &Budget) -> Result<Option<Vec<Rational>>, Stopped> {
        let rhs = self.free.len();
        let worst =
            (0..self.rows()).min_by(|&i, &k| self.table[(i, rhs)].cmp(&self.table[(k, rhs)]));
        let Some(worst) = worst.filter(|&row| self.table[(row, rhs)] < Integer::ZERO) else {
            return Ok(None);
        };
        let artificial = self.variables + self.rows();
        let objective = self.rows();
        let goal = self.table.row(objective).into_owned();
        self.free.push(artificial);
        self.table = self.table.clone().insert_column(rhs, Integer::NEG_ONE);
        self.table.row_mut(objective).fill(Integer::ZERO);
        self.table[(objective, rhs)] = Integer::ONE;
        self.pivot(worst, rhs);
        // -t ≤ 0 is bounded: this ends at an optimum.
        self.improve(budget)?;
        if self.table[(objective, rhs + 1)] < Integer::ZERO {
            // The objective row holds the dual of the first phase, which is the ray.
            self.scales[objective] = Integer::ONE;
            return Ok(Some(self.dual()));
        }
        self.drop_artificial(artificial);
        self.restore_objective(&goal.iter().cloned().collect::<Vec<_>>());
        Ok(None)
    }

    /// Makes the artificial variable, which is 0, free and takes its column away.
    fn drop_artificial(&mut self, artificial: usize) {
        if let Some(r) = self.basic.iter().position(|&basic| basic == artificial) {
            // A row of zeros cannot arise: the row says t = 0, and t's column was not zero.
            let entry = |&j: &usize| !self.table[(r, j)].is_zero();
            if let Some(s) = (0..self.free.len()).find(entry) {
                self.pivot(r, s);
            }
        }
        if let Some(s) = self.free.iter().position(|&free| free == artificial) {
            self.table = self.table.clone().remove_column(s);
            self.free.remove(s);
        }
    }

    /// Writes the objective `z - Σ cⱼ xⱼ = 0` over the free variables of the present basis.
    fn restore_objective(&mut self, goal: &[Integer]) {
        let (m, n) = (self.rows(), self.free.len());
        for j in 0..=n {
            let own =
                self.free.get(j).and_then(|&free| goal.get(free).filter(|_| free < self.variables));
            let mut entry = own.map_or(Integer::ZERO, |c| c * &self.denominator);
            for (i, &basic) in self.basic.iter().enumerate() {
                if basic < self.variables {
                    entry -= &goal[basic] * &self.table[(i, j)];
                }
            }
            self.table[(m, j)] = entry;
        }
    }

    fn over_denominator(&self, entry: &Integer, scale: &Integer) -> Rational {
        Rational::ratio(entry.clone(), &self.denominator * scale).unwrap_or_default()
    }

    fn primal(&self) -> Vec<Rational> {
        let mut x = vec![Rational::ZERO; self.variables];
        for (i, &basic) in self.basic.iter().enumerate() {
            if basic < self.variables {
                x[basic] = self.over_denominator(&self.table[(i, self.free.len())], &Integer::ONE);
            }
        }
        x
    }

    fn dual(&self) -> Vec<Rational> {
        let mut y = vec![Rational::ZERO; self.rows()];
        for (j, &free) in self.free.iter().enumerate() {
            let Some(row) = free.checked_sub(self.variables).filter(|&row| row < y.len()) else {
                continue;
            };
            let entry = &self.table[(self.rows(), j)] * &self.scales[row];
            y[row] = self.over_denominator(&entry, &self.scales[self.rows()]);
        }
        y
    }

    fn ray(&self, column: usize) -> Vec<Rational> {
        let mut ray = vec![Rational::ZERO; self.variables];
        let entering = self.free[column];
        if entering < self.variables {
            ray[entering] = Rational::ONE;
        }
        for (i, &basic) in self.basic.iter().enumerate() {
            if basic < self.variables {
                ray[basic] = self.over_denominator(&-&self.table[(i, column)], &Integer::ONE);
            }
        }
        ray
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(program: &Program) -> Answer {
        program.solve(&Budget::default()).unwrap()
    }

    fn program(m: usize, n: usize, a: &[i64], b: &[i64], c: &[i64]) -> Program {
        let rationals = |numbers: &[i64]| numbers.iter().copied().map(Rational::from).collect();
        let a = DMatrix::from_row_iterator(m, n, a.iter().copied().map(Rational::from));
        Program { a, b: rationals(b), c: rationals(c) }
    }

    #[test]
    fn every_kind_of_answer_has_a_certificate() {
        let optimal = program(2, 2, &[1, 1, -1, 0], &[4, -1], &[1, 2]);
        assert!(matches!(solve(&optimal), Answer::Optimal { value, .. } if value == 7));
        let infeasible = program(2, 1, &[1, -1], &[1, -2], &[1]);
        assert!(matches!(solve(&infeasible), Answer::Infeasible { .. }));
        let unbounded = program(1, 2, &[1, -1], &[-1], &[1, 0]);
        assert!(matches!(solve(&unbounded), Answer::Unbounded { .. }));
        for program in [optimal, infeasible, unbounded] {
            assert!(program.accepts(&solve(&program)));
        }
    }

    /// Numbers that look random.
    fn drawn(seed: u64) -> impl FnMut(i64) -> i64 {
        let mut state = seed;
        move |range| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from(state >> 33).unwrap() % range
        }
    }

    #[test]
    fn small_programs_of_all_signs_are_certified() {
        let mut number = drawn(7);
        let mut kinds = [0; 3];
        for _ in 0..600 {
            let mut numbers = |count| (0..count).map(|_| number(7) - 3).collect::<Vec<_>>();
            let program = program(4, 3, &numbers(12), &numbers(4), &numbers(3));
            let answer = solve(&program);
            assert!(program.accepts(&answer), "{program:?} {answer:?}");
            kinds[match answer {
                Answer::Optimal { .. } => 0,
                Answer::Infeasible { .. } => 1,
                Answer::Unbounded { .. } => 2,
            }] += 1;
        }
        assert!(kinds.iter().all(|&count| count > 20), "{kinds:?}");
    }

    #[test]
    fn a_guide_changes_no_value() {
        let mut number = drawn(11);
        for round in 0..2000 {
            let [m, n] = [(); 2].map(|()| 1 + usize::try_from(number(7)).unwrap());
            // Every second program degenerate, every third with negative bounds.
            let least = if round % 3 == 0 { -1 } else { 0 };
            let b: Vec<_> =
                (0..m).map(|_| least + number(if round % 2 == 0 { 2 } else { 5 })).collect();
            let a: Vec<_> = (0..m * n).map(|_| number(7) - 2).collect();
            let c: Vec<_> = (0..n).map(|_| number(7) - 3).collect();
            let program = program(m, n, &a, &b, &c);
            let guided = program.solve_guided(&Budget::default()).unwrap();
            let exact = program.solve_exactly(None, &Budget::default()).unwrap();
            assert!(program.accepts(&guided), "{program:?} {guided:?}");
            match (&guided, &exact) {
                (Answer::Optimal { value, .. }, Answer::Optimal { value: exact, .. }) => {
                    assert_eq!(value, exact);
                }
                (guided, exact) => {
                    assert_eq!(std::mem::discriminant(guided), std::mem::discriminant(exact));
                }
            }
        }
    }

    #[test]
    fn the_integers_go_on_from_any_basis() {
        let program = program(2, 2, &[2, 1, 1, 2], &[2, 2], &[1, 1]);
        for (rows, columns) in [(vec![0], vec![1]), (vec![0], vec![0]), (vec![0, 1], vec![0, 1])] {
            let basis = Basis { rows, columns };
            let answer = program.solve_exactly(Some(&basis), &Budget::default()).unwrap();
            assert!(
                matches!(answer, Answer::Optimal { value, .. } if value == Rational::new(4, 3))
            );
        }
    }
}
