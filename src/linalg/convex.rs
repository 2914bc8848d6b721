//! Polytopes given by their vertices: dimension, membership, intersection.
//!
//! $$ \operatorname{conv} V \cap \operatorname{conv} W \ne \emptyset \iff \exists \lambda, \mu
//!    \ge 0:\; \textstyle\sum \lambda_v = \sum \mu_w = 1,\; \sum \lambda_v v = \sum \mu_w w, $$
//!
//! a linear program of feasibility, solved exactly.

use nalgebra::DMatrix;

use super::linear::rank;
use super::lp::{Answer, Program};
use crate::budget::{Budget, Stopped};
use crate::number::Rational;

/// The dimension of the convex hull: the rank of the differences to the first point.
pub fn dimension(points: &[Vec<Rational>]) -> usize {
    let Some((first, rest)) = points.split_first() else { return 0 };
    let difference = |i: usize, j: usize| &rest[i][j] - &first[j];
    rank(&DMatrix::from_fn(rest.len(), first.len(), difference))
}

/// Whether a point lies in the convex hull of points.
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn contains(
    hull: &[Vec<Rational>],
    point: &[Rational],
    budget: &Budget,
) -> Result<bool, Stopped> {
    if hull.iter().any(|vertex| vertex == point) {
        return Ok(true);
    }
    let near = hull.len() > 1 && within_bounds(hull, point);
    Ok(near && meet_by_program(hull, &[point.to_vec()], budget)?)
}

/// Whether the convex hulls of two sets of points have a point in common.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::linalg::convex::meet;
/// use standoff::number::Rational;
/// let point = |x, y| vec![Rational::from(x), Rational::from(y)];
/// let diagonals = ([point(0, 0), point(2, 2)], [point(0, 2), point(2, 0)]);
/// assert!(meet(&diagonals.0, &diagonals.1, &Budget::default())?);
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn meet(v: &[Vec<Rational>], w: &[Vec<Rational>], budget: &Budget) -> Result<bool, Stopped> {
    match (v, w) {
        ([point], hull) | (hull, [point]) => contains(hull, point, budget),
        _ if v.iter().any(|point| w.contains(point)) => Ok(true),
        _ => meet_by_program(v, w, budget),
    }
}

/// The vertices of the part of a polytope on which an affine function is not negative, given its
/// value at each vertex.
///
/// A new vertex lies on an edge between a vertex above and one below; of the candidates on all
/// such segments those that are no vertices are dropped.
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn cut(
    vertices: &[Vec<Rational>],
    values: &[Rational],
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Stopped> {
    let above = || vertices.iter().zip(values).filter(|(_, value)| value.is_positive());
    let below = || vertices.iter().zip(values).filter(|(_, value)| value.is_negative());
    let kept = vertices.iter().zip(values).filter(|(_, value)| !value.is_negative());
    let mut points: Vec<Vec<Rational>> = kept.map(|(vertex, _)| vertex.clone()).collect();
    let old = points.len();
    for (p, up) in above() {
        for (q, down) in below() {
            let share = up / (up - down);
            points.push(p.iter().zip(q).map(|(p, q)| p + (q - p) * &share).collect());
        }
    }
    points[old..].sort();
    points.dedup();
    let mut place = old;
    while place < points.len() {
        let candidate = points.remove(place);
        if !contains(&points, &candidate, budget)? {
            points.insert(place, candidate);
            place += 1;
        }
    }
    Ok(points)
}

/// Whether a point lies in the box around points.
fn within_bounds(hull: &[Vec<Rational>], point: &[Rational]) -> bool {
    point.iter().enumerate().all(|(axis, value)| {
        hull.iter().any(|vertex| vertex[axis] <= *value)
            && hull.iter().any(|vertex| vertex[axis] >= *value)
    })
}

/// Variables λ for `v`, then μ for `w`; each equation as two inequalities.
fn meet_by_program(
    v: &[Vec<Rational>],
    w: &[Vec<Rational>],
    budget: &Budget,
) -> Result<bool, Stopped> {
    let axes = v[0].len();
    let coefficient = |equation: usize, variable: usize| {
        let (in_v, index) = match variable.checked_sub(v.len()) {
            None => (true, variable),
            Some(index) => (false, index),
        };
        match (equation.checked_sub(axes), in_v) {
            (None, true) => v[index][equation].clone(),
            (None, false) => -&w[index][equation],
            (Some(sum), _) => Rational::from(i64::from((sum == 0) == in_v)),
        }
    };
    let signed =
        |row: usize, number: Rational| if row.is_multiple_of(2) { number } else { -number };
    let (rows, columns) = (2 * (axes + 2), v.len() + w.len());
    let bound = |row: usize| Rational::from(i64::from(row / 2 >= axes));
    let program = Program {
        a: DMatrix::from_fn(rows, columns, |i, j| signed(i, coefficient(i / 2, j))),
        b: (0..rows).map(|row| signed(row, bound(row))).collect(),
        c: vec![Rational::ZERO; columns],
    };
    Ok(matches!(program.solve(budget)?, Answer::Optimal { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: i64, y: i64) -> Vec<Rational> {
        vec![Rational::from(x), Rational::from(y)]
    }

    #[test]
    fn hulls_know_their_points() {
        let budget = &Budget::default();
        let square = [point(0, 0), point(0, 2), point(2, 0), point(2, 2)];
        assert_eq!(dimension(&square), 2);
        assert_eq!(dimension(&square[..1]), 0);
        assert!(contains(&square, &point(1, 1), budget).unwrap());
        assert!(!contains(&square[..3], &point(2, 2), budget).unwrap());
        assert!(!contains(&square[1..3], &point(0, 0), budget).unwrap());
        assert!(!meet(&square[..2], &square[2..], budget).unwrap());
    }

    #[test]
    fn a_cut_square_has_no_points_inside() {
        let budget = &Budget::default();
        let square = [point(0, 0), point(0, 2), point(2, 0), point(2, 2)];
        let value = |vertex: &Vec<Rational>| Rational::ONE - &vertex[0];
        let values: Vec<Rational> = square.iter().map(value).collect();
        let half = [point(0, 0), point(0, 2), point(1, 0), point(1, 2)];
        assert_eq!(cut(&square, &values, budget).unwrap(), half);
        assert!(cut(&square, &vec![Rational::from(-1); 4], budget).unwrap().is_empty());
    }
}
