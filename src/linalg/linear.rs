//! All solutions of a system of linear equations.
//!
//! $$ A x = b, \qquad A \in \mathbb Q^{m \times n}. $$
//!
//! Elimination to reduced row echelon form; with rank $r$ the solutions are empty, one point, or
//! a point plus $n - r$ free directions. Cost $O(m n r)$ operations on rationals. Textbook
//! Gauss–Jordan; any pivot that is not zero will do, since nothing is rounded.

use nalgebra::DMatrix;

use crate::number::Rational;

/// The solutions of a linear system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solutions {
    /// The equations contradict each other.
    None,
    /// There is exactly one.
    Unique(Vec<Rational>),
    /// `point + Σ tₖ · directionₖ` for all numbers `tₖ`.
    Affine {
        /// One solution.
        point: Vec<Rational>,
        /// A basis of the solutions of `A x = 0`.
        directions: Vec<Vec<Rational>>,
    },
}

/// Solves `a x = b`.
///
/// ```
/// use nalgebra::DMatrix;
/// use standoff::linalg::linear::{Solutions, solve};
/// use standoff::number::Rational;
/// let numbers = [2, 1, 1, 3].map(Rational::from);
/// let a = DMatrix::from_row_slice(2, 2, &numbers);
/// let x = solve(&a, &[Rational::from(5), Rational::from(10)]);
/// assert_eq!(x, Solutions::Unique(vec![Rational::from(1), Rational::from(3)]));
/// ```
///
/// # Panics
/// If `b` has not one number for each row.
pub fn solve(a: &DMatrix<Rational>, b: &[Rational]) -> Solutions {
    assert_eq!(a.nrows(), b.len(), "one right-hand side for each row");
    let n = a.ncols();
    let mut system = a.clone().insert_column(n, Rational::ZERO);
    for (row, value) in b.iter().enumerate() {
        system[(row, n)] = value.clone();
    }
    let pivots = reduce(&mut system);
    if pivots.last() == Some(&n) {
        return Solutions::None;
    }
    let mut point = vec![Rational::ZERO; n];
    for (row, &column) in pivots.iter().enumerate() {
        point[column] = system[(row, n)].clone();
    }
    let free: Vec<usize> = (0..n).filter(|column| !pivots.contains(column)).collect();
    if free.is_empty() {
        return Solutions::Unique(point);
    }
    let direction = |&column: &usize| {
        let mut direction = vec![Rational::ZERO; n];
        direction[column] = Rational::ONE;
        for (row, &pivot) in pivots.iter().enumerate() {
            direction[pivot] = -&system[(row, column)];
        }
        direction
    };
    Solutions::Affine { point, directions: free.iter().map(direction).collect() }
}

/// The rank of a matrix.
pub fn rank(a: &DMatrix<Rational>) -> usize {
    reduce(&mut a.clone()).len()
}

/// Brings a matrix to reduced row echelon form; the pivot column of each row that is not zero.
fn reduce(a: &mut DMatrix<Rational>) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..a.ncols() {
        let top = pivots.len();
        let Some(row) = (top..a.nrows()).find(|&row| !a[(row, column)].is_zero()) else {
            continue;
        };
        a.swap_rows(top, row);
        let pivot = a[(top, column)].clone();
        for entry in &mut a.row_mut(top) {
            *entry = &*entry / &pivot;
        }
        for row in (0..a.nrows()).filter(|&row| row != top) {
            let factor = a[(row, column)].clone();
            if factor.is_zero() {
                continue;
            }
            for j in column..a.ncols() {
                let change = &factor * &a[(top, j)];
                a[(row, j)] = &a[(row, j)] - change;
            }
        }
        pivots.push(column);
    }
    pivots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: usize, columns: usize, numbers: &[i64]) -> DMatrix<Rational> {
        DMatrix::from_row_iterator(rows, columns, numbers.iter().copied().map(Rational::from))
    }

    #[test]
    fn a_system_has_none_one_or_many_solutions() {
        let a = matrix(2, 2, &[1, 1, 2, 2]);
        assert_eq!(solve(&a, &[1.into(), 3.into()]), Solutions::None);
        let Solutions::Affine { point, directions } = solve(&a, &[1.into(), 2.into()]) else {
            panic!("the second equation is twice the first");
        };
        assert_eq!(point, [Rational::ONE, Rational::ZERO]);
        assert_eq!(directions, [[Rational::from(-1), Rational::ONE]]);
        assert_eq!(rank(&a), 1);
    }

    #[test]
    fn a_system_without_equations_leaves_everything_free() {
        let Solutions::Affine { directions, .. } = solve(&matrix(0, 2, &[]), &[]) else {
            panic!("nothing is determined");
        };
        assert_eq!(directions.len(), 2);
    }
}
