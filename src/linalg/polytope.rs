//! All vertices of a bounded polytope, by the double description method.
//!
//! $$ \{\, x \ge 0 \mid A x \le b,\; C x = d \,\} $$
//!
//! is the slice $t = 1$ of the cone of $(t, x) \ge 0$ with $b t - A x \ge 0$ and $d t - C x = 0$.
//! The extreme rays of the orthant are known; each constraint in turn keeps the rays on its good
//! side and adds, for each *adjacent* pair on different sides, the ray where their plane is cut.
//! Two rays are adjacent when no third ray is tight in every constraint in which both are.
//!
//! T. Motzkin, H. Raiffa, G. Thompson, R. Thrall, "The double description method", 1953;
//! K. Fukuda, A. Prodon, "Double description method revisited", 1996 (Lemma 3 for the insertion,
//! Proposition 7 for adjacency). Adjacency is combinatorial, so degenerate polytopes, redundant
//! constraints and lower dimensions need no special case. Rays are integer vectors without a
//! common divisor. Cost: up to $r^3$ set comparisons for each constraint with $r$ rays before it.

use dashu_int::ops::{Gcd, UnsignedAbs};

use super::{Bits, common_denominator, scaled};
use crate::budget::{Budget, Stopped};
use crate::number::{Integer, Rational};

/// A linear constraint `Σ coefficientⱼ xⱼ ≤ bound`, or `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// One for each variable.
    pub coefficients: Vec<Rational>,
    /// The right-hand side.
    pub bound: Rational,
    /// Whether it holds with equality.
    pub equality: bool,
}

impl Constraint {
    /// `Σ coefficientⱼ xⱼ ≤ bound`.
    pub fn at_most(coefficients: Vec<Rational>, bound: Rational) -> Constraint {
        Constraint { coefficients, bound, equality: false }
    }

    /// `Σ coefficientⱼ xⱼ = bound`.
    pub fn equal(coefficients: Vec<Rational>, bound: Rational) -> Constraint {
        Constraint { coefficients, bound, equality: true }
    }

    /// `(bound, -coefficients)` as integers: what must be ≥ 0 or = 0 on the cone.
    fn on_cone(&self) -> Vec<Integer> {
        let scale = common_denominator(self.coefficients.iter().chain([&self.bound]));
        let rest = self.coefficients.iter().map(|c| -scaled(c, &scale));
        std::iter::once(scaled(&self.bound, &scale)).chain(rest).collect()
    }
}

/// The vertices of `{ x ≥ 0 in ℚⁿ | constraints }`, each once, for a bounded set; none if empty.
/// (Of an unbounded set, the vertices that it has.)
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::linalg::polytope::{Constraint, vertices};
/// use standoff::number::Rational;
/// let triangle = [Constraint::at_most(vec![1.into(), 1.into()], 1.into())];
/// assert_eq!(vertices(2, &triangle, &Budget::default())?.len(), 3);
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn vertices(
    n: usize,
    constraints: &[Constraint],
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Stopped> {
    let rows: Vec<_> = constraints.iter().map(|row| (row.on_cone(), row.equality)).collect();
    let rays = extreme_rays(n, &rows, budget)?;
    let over = |t: &Integer, x: &Integer| Rational::ratio(x.clone(), t.clone());
    let vertex = |ray: &[Integer]| ray[1..].iter().map(|x| over(&ray[0], x)).collect();
    Ok(rays.iter().filter_map(|ray| vertex(ray)).collect())
}

/// The extreme rays `(t, x)` of the cone of the given rows: `row·(t, x) ≥ 0`, or `= 0` where the
/// flag says so, in integers without a common divisor.
pub(crate) fn extreme_rays(
    n: usize,
    rows: &[(Vec<Integer>, bool)],
    budget: &Budget,
) -> Result<Vec<Vec<Integer>>, Stopped> {
    let mut cone = Cone::orthant(n, rows.len());
    for (row, equality) in rows {
        cone.insert(row, *equality, budget)?;
        if cone.rays.iter().all(|ray| ray.coordinates[0].is_zero()) {
            return Ok(Vec::new());
        }
    }
    Ok(cone.rays.into_iter().map(|ray| ray.coordinates).collect())
}

struct Cone {
    rays: Vec<Ray>,
    /// `t ≥ 0` and `x ≥ 0`, then the rows that were inserted.
    constraints: usize,
    dimension: usize,
    equalities: usize,
}

struct Ray {
    coordinates: Vec<Integer>,
    /// The constraints that hold with equality.
    tight: Bits,
}

impl Cone {
    fn orthant(n: usize, rows: usize) -> Cone {
        let ray = |axis: usize| {
            let mut coordinates = vec![Integer::ZERO; n + 1];
            coordinates[axis] = Integer::ONE;
            let mut tight = Bits::none(n + 1 + rows);
            (0..=n).filter(|&other| other != axis).for_each(|other| tight.insert(other));
            Ray { coordinates, tight }
        };
        let rays = (0..=n).map(ray).collect();
        Cone { rays, constraints: n + 1, dimension: n + 1, equalities: 0 }
    }

    fn insert(&mut self, row: &[Integer], equality: bool, budget: &Budget) -> Result<(), Stopped> {
        let values: Vec<Integer> =
            self.rays.iter().map(|ray| product(row, &ray.coordinates)).collect();
        let above: Vec<usize> = (0..values.len()).filter(|&r| values[r] > Integer::ZERO).collect();
        let below: Vec<usize> = (0..values.len()).filter(|&r| values[r] < Integer::ZERO).collect();
        let this = self.constraints;
        let mut added = Vec::new();
        for &p in &above {
            budget.check()?;
            for &q in below.iter().filter(|&&q| self.adjacent(p, q)) {
                added.push(self.between(p, &values[p], q, &values[q], this));
            }
        }
        let keep = |value: &Integer| value.is_zero() || (*value > Integer::ZERO && !equality);
        let mut kept = values.iter();
        self.rays.retain_mut(|ray| {
            kept.next().is_some_and(|value| {
                if value.is_zero() {
                    ray.tight.insert(this);
                }
                keep(value)
            })
        });
        self.rays.extend(added);
        self.constraints += 1;
        self.equalities += usize::from(equality);
        Ok(())
    }

    /// Whether two rays span a face of dimension two.
    fn adjacent(&self, p: usize, q: usize) -> bool {
        let (p_tight, q_tight) = (&self.rays[p].tight, &self.rays[q].tight);
        // Such a face has as many independent tight constraints as dimensions, less two.
        if p_tight.count_and(q_tight) + 2 + self.equalities < self.dimension {
            return false;
        }
        let both = p_tight.and(q_tight);
        let third = |(r, ray): (usize, &Ray)| r != p && r != q && both.is_subset_of(&ray.tight);
        !self.rays.iter().enumerate().any(third)
    }

    /// The ray of the plane through two rays on which the constraint is tight.
    fn between(&self, p: usize, above: &Integer, q: usize, below: &Integer, this: usize) -> Ray {
        let (p, q) = (&self.rays[p], &self.rays[q]);
        let mut coordinates: Vec<Integer> =
            p.coordinates.iter().zip(&q.coordinates).map(|(p, q)| above * q - below * p).collect();
        divide_by_content(&mut coordinates);
        let mut tight = p.tight.and(&q.tight);
        tight.insert(this);
        Ray { coordinates, tight }
    }
}

fn product(row: &[Integer], ray: &[Integer]) -> Integer {
    let terms = row.iter().zip(ray).filter(|(a, x)| !a.is_zero() && !x.is_zero());
    terms.fold(Integer::ZERO, |sum, (a, x)| sum + a * x)
}

/// Divides integers by their greatest common divisor.
fn divide_by_content(numbers: &mut [Integer]) {
    let mut content = Integer::ZERO;
    for number in numbers.iter().filter(|number| !number.is_zero()) {
        content = if content.is_zero() {
            number.unsigned_abs().into()
        } else {
            (&content).gcd(number).into()
        };
        if content.is_one() {
            return;
        }
    }
    if !content.is_zero() {
        for number in numbers {
            *number /= &content;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constraint(coefficients: &[i64], bound: i64) -> Constraint {
        let coefficients = coefficients.iter().copied().map(Rational::from).collect();
        Constraint::at_most(coefficients, bound.into())
    }

    fn count(n: usize, constraints: &[Constraint]) -> usize {
        vertices(n, constraints, &Budget::default()).unwrap().len()
    }

    #[test]
    fn the_cube_and_the_cross_polytope_have_their_vertices() {
        let unit = |axis| (0..4).map(|j| i64::from(j == axis)).collect::<Vec<_>>();
        let cube: Vec<_> = (0..4).map(|axis| constraint(&unit(axis), 1)).collect();
        assert_eq!(count(4, &cube), 16);
        // |x-1| + |y-1| + |z-1| ≤ 1 is degenerate: four facets at each of six vertices.
        let signs = |code: i64, axis: usize| 1 - 2 * (code >> axis & 1);
        let octahedron: Vec<_> = (0..8)
            .map(|code| {
                let normal = [0, 1, 2].map(|axis| signs(code, axis));
                constraint(&normal, 1 + normal.iter().sum::<i64>())
            })
            .collect();
        assert_eq!(count(3, &octahedron), 6);
    }

    #[test]
    fn equations_empty_sets_and_points_are_no_special_case() {
        let sum = |bound: i64| {
            Constraint::equal(vec![Rational::ONE, Rational::ONE], Rational::from(bound))
        };
        assert_eq!(count(2, &[sum(1)]), 2);
        assert_eq!(count(2, &[sum(1), sum(2)]), 0);
        assert_eq!(count(2, &[sum(0)]), 1);
        assert_eq!(count(2, &[sum(1), sum(1), constraint(&[1, -1], 0)]), 2);
        assert_eq!(count(0, &[]), 1);
    }

    #[test]
    fn a_raised_stop_signal_ends_it() {
        let budget = Budget::default();
        budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(vertices(1, &[constraint(&[1], 1)], &budget), Err(Stopped));
    }
}
