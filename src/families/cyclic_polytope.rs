//! Games whose best-response polytopes are dual cyclic polytopes, which have more vertices than
//! any other of their dimension: games with very many equilibria, and games with very long paths.
//!
//! Take $2d$ points in order on the trigonometric moment curve
//!
//! $$ t \mapsto (\cos t, \sin t, \cos 2t, \sin 2t, \dots, \cos \tfrac d2 t, \sin \tfrac d2 t),
//!    \qquad t_k = 2 \pi k / 2d. $$
//!
//! The polytope $\{ z \mid c_k \cdot z \le 1 \}$ is simple and dual to a cyclic one; the map that
//! makes its first $d$ inequalities $x_i \ge 0$ turns the others into $C x \le 1$. Both players'
//! payoffs are $C$: the column player's as it is, the row player's with the labels of its facets
//! permuted, and only the permutations tell the two families apart. $C$ is rounded to integers,
//! finely enough to keep the vertices; the coordinates are computed in integers, the same
//! everywhere.

use nalgebra::DMatrix;

use super::{Family, Known, Players, Shape, number};
use crate::game::StrategicGame;
use crate::linalg::linear::{Solutions, solve};
use crate::number::{Integer, Rational};

/// The labels of the facets are exchanged in pairs, 1 with 2, 3 with 4, …: with $n = d/2$ and
/// $f(n) = \sum_k \binom{n+k}{k} \binom nk$ the game has $f(n) + f(n-1) - 1$ equilibria: 3, 15, 75,
/// 383, … B. von Stengel, "New maximal numbers of equilibria in bimatrix games", *Discrete Comput.
/// Geom.* 21 (1999) 557–568.
pub(super) const DUAL_CYCLIC: Family = Family {
    name: "dual-cyclic",
    players: Players::Two,
    is_random: false,
    sizes: "even, to 16",
    exists: |size| size.is_multiple_of(2) && size <= LARGEST,
    known: |shape| {
        let half = shape.size / 2;
        Known { all: Some(central(half) + central(half - 1) - 1), pure: Some(2) }
    },
    make: |Shape { size, .. }, _| permuted(size, &exchanged(size, 0), &exchanged(size, 0)),
};

/// The labels of one half are exchanged in pairs, those of the other half too but for the first
/// and the last: one equilibrium, in which each player plays every option, at the end of paths
/// that grow exponentially whichever label Lemke and Howson's algorithm drops. R. Savani, B. von
/// Stengel, "Hard-to-solve bimatrix games", *Econometrica* 74 (2006) 397–429.
pub(super) const HARD_LEMKE_HOWSON: Family = Family {
    name: "hard-lemke-howson",
    known: |_| Known { all: Some(1), pure: Some(0) },
    make: |Shape { size, .. }, _| permuted(size, &exchanged(size, 0), &exchanged(size, 1)),
    ..DUAL_CYCLIC
};

/// Beyond this, payoffs that are fine enough no longer fit 64 bits.
const LARGEST: usize = 16;

/// $\sum_k \binom{n+k}{k} \binom nk$.
fn central(n: usize) -> usize {
    let choose = |n: usize, k: usize| (0..k).fold(1, |product, i| product * (n - i) / (i + 1));
    (0..=n).map(|k| choose(n + k, k) * choose(n, k)).sum()
}

/// The numbers below `size`, neighbours exchanged in pairs from `first` on.
fn exchanged(size: usize, first: usize) -> Vec<usize> {
    let mut labels: Vec<usize> = (0..size).collect();
    labels[first..].chunks_exact_mut(2).for_each(|pair| pair.swap(0, 1));
    labels
}

/// The game in which facet `k` of the row player's payoffs stands for column `columns[k]`, facet
/// `d + k` for row `rows[k]`.
fn permuted(d: usize, columns: &[usize], rows: &[usize]) -> StrategicGame {
    let c = payoffs(d);
    let place = |labels: &[usize], label| labels.iter().position(|&l| l == label).unwrap_or(label);
    Shape { players: 2, size: d }.game(|profile| {
        let (i, j) = (profile[0], profile[1]);
        vec![c[place(rows, i)][place(columns, j)], c[j][i]]
    })
}

/// The matrix $C$, rounded so that its largest entry is `scale`.
fn payoffs(d: usize) -> Vec<Vec<i64>> {
    let exponent = u32::try_from(d.max(10)).unwrap_or(9);
    let scale = Integer::from(if d <= 12 { 1_000_000_000 } else { 10_i64.pow(exponent) });
    let points: Vec<Vec<Rational>> = (0..2 * d).map(|k| point(k, d)).collect();
    let first = DMatrix::from_fn(d, d, |i, j| points[j][i].clone());
    // With c = Σ wᵢ cᵢ over the first points, c · z ≤ 1 becomes Σ -wᵢ xᵢ ≤ 1 - Σ wᵢ.
    let row = |point: &Vec<Rational>| -> Vec<Rational> {
        let Solutions::Unique(w) = solve(&first, point) else { return vec![Rational::ZERO; d] };
        let slack = Rational::ONE - w.iter().cloned().sum::<Rational>();
        let share = slack.reciprocal().unwrap_or_default();
        w.iter().map(|w| -(w * &share)).collect()
    };
    let rows: Vec<Vec<Rational>> = points[d..].iter().map(row).collect();
    let largest = rows.iter().flatten().map(Rational::abs).max().unwrap_or(Rational::ONE);
    let unit = largest.reciprocal().unwrap_or_default() * Rational::from(scale);
    let rounded = |entry: &Rational| nearest(&(entry * &unit));
    rows.iter().map(|row| row.iter().map(rounded).collect()).collect()
}

/// The nearest integer.
fn nearest(number: &Rational) -> i64 {
    let twice: Integer = number.numerator() * Integer::from(2) + number.denominator();
    let below =
        dashu_int::ops::DivEuclid::div_euclid(twice, number.denominator() * Integer::from(2));
    i64::try_from(below).unwrap_or_default()
}

/// The k-th of $2d$ points on the curve, to fifteen digits.
fn point(k: usize, d: usize) -> Vec<Rational> {
    let (k, all) = (number(k), 2 * number(d));
    let coordinate = |turns: i64, of: i64| Rational::new(cosine(turns, of), 1_000_000_000_000_000);
    let frequencies = 1..=number(d / 2);
    // sin 2πk/n is cos 2π(4k - n)/4n.
    let both = |h: i64| [coordinate(h * k, all), coordinate(4 * h * k - all, 4 * all)];
    frequencies.flat_map(both).collect()
}

/// $10^{15} \cos 2 \pi k / n$, by its series.
fn cosine(k: i64, n: i64) -> i64 {
    const UNIT: i128 = 1_000_000_000_000_000_000;
    const PI: i128 = 3_141_592_653_589_793_238;
    let turned = k.rem_euclid(n);
    let turned = if 2 * turned > n { turned - n } else { turned };
    let angle = 2 * PI * i128::from(turned) / i128::from(n);
    let (mut sum, mut term) = (UNIT, UNIT);
    for order in 1..20 {
        term = -(term * angle / UNIT) * angle / UNIT / (2 * order * (2 * order - 1));
        sum += term;
    }
    i64::try_from((sum + 500).div_euclid(1000)).unwrap_or_default()
}
