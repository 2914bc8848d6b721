//! All equilibria of a two-player game, generic or degenerate.
//!
//! With payoffs made positive, let
//!
//! $$ P = \{\, x \ge 0 \mid B^\top x \le 1 \,\}, \qquad Q = \{\, y \ge 0 \mid A y \le 1 \,\}. $$
//!
//! A vertex $x \ne 0$ of $P$ is labelled by the rows it does not play and the columns that are
//! best responses to it; vertices of $Q$ likewise. An equilibrium is *extreme* when it is a pair
//! of vertices that together have every label. For a vertex $x$ the $y$ that complete its labels
//! form a face of $Q$,
//!
//! $$ Y(x) = \{\, y \in \Delta \mid \operatorname{supp} y \subseteq \mathrm{BR}(x),\;
//!    \operatorname{supp} x \subseteq \mathrm{BR}(y) \,\}, $$
//!
//! whose vertices are those of $Q$ in it. So it is enough to enumerate the vertices of the
//! polytope of lower dimension and, for each, those of one small face of the other: the other
//! polytope, which has many more vertices when a player has many options, is never built.
//!
//! All equilibria follow from the extreme ones ([`super::extreme`]; D. Avis, G. Rosenberg, R.
//! Savani, B. von Stengel, "Enumeration of Nash equilibria for two-player games", *Econ. Theory*
//! 42 (2010) 9–37, §5). Cost: exponential in the smaller number of options at worst, polynomial in
//! the larger for a fixed smaller.

use nalgebra::DMatrix;

use super::equilibria::{Argument, Equilibria, Undecided};
use super::extreme::{ExtremeEquilibria, Subset};
use super::product::Product;
use super::supports::indifferent;
use super::union::Union;
use crate::budget::{Budget, Stopped};
use crate::dominance;
use crate::game::StrategicGame;
use crate::linalg::polytope::{Constraint, extreme_rays, vertices};
use crate::number::{Integer, Rational};

/// All equilibria of a two-player game.
///
/// # Panics
/// If the game has not two players; [`super::all`] takes every game.
pub fn bimatrix(game: &StrategicGame, budget: &Budget) -> Equilibria {
    assert_eq!(game.sizes().len(), 2, "a game of two players");
    let elimination = dominance::strict(game, budget);
    let kept = &elimination.kept;
    if indifferent(game, kept) {
        let argument =
            if elimination.solves() { Argument::Dominance } else { Argument::VertexEnumeration };
        return Union::face(game, kept).assemble(game, argument, budget);
    }
    let mut union = Union::with_pure_equilibria(game, budget);
    let payoffs = |player: usize| {
        DMatrix::from_fn(kept[0].len(), kept[1].len(), |i, j| {
            game.table(player).numerator(kept[0][i] * game.stride(0) + kept[1][j])
        })
    };
    match nash_subsets(&payoffs(0), &payoffs(1), budget) {
        Err(Stopped) => union.undecided.push(Undecided::stopped()),
        Ok(subsets) => {
            let whole = |side: usize, factor: &[Vec<Rational>]| {
                let spread = |x: &Vec<Rational>| spread(x, &kept[side], game.sizes()[side]);
                factor.iter().map(spread).collect()
            };
            union.products.extend(
                subsets
                    .iter()
                    .map(|[rows, columns]| Product::new(vec![whole(0, rows), whole(1, columns)])),
            );
        }
    }
    union.assemble(game, Argument::VertexEnumeration, budget)
}

/// A strategy of a part of the options as one of all of them.
pub(super) fn spread(strategy: &[Rational], kept: &[usize], size: usize) -> Vec<Rational> {
    let mut whole = vec![Rational::ZERO; size];
    for (&option, probability) in kept.iter().zip(strategy) {
        whole[option] = probability.clone();
    }
    whole
}

/// The maximal Nash subsets of the game with these payoffs, rows' and columns'.
pub(super) fn nash_subsets(
    a: &DMatrix<Integer>,
    b: &DMatrix<Integer>,
    budget: &Budget,
) -> Result<Vec<Subset>, Stopped> {
    if a.nrows() > a.ncols() {
        let subsets = nash_subsets(&b.transpose(), &a.transpose(), budget)?;
        return Ok(subsets.into_iter().map(|[columns, rows]| [rows, columns]).collect());
    }
    let mut graph = ExtremeEquilibria::default();
    for x in best_response_vertices(b, budget)? {
        let opposite = completing(a, b, &x, budget)?;
        if !opposite.is_empty() {
            graph.add(&shares(x), &opposite);
        }
    }
    graph.maximal_subsets(budget)
}

/// The vertices of `P` other than 0, as integers in the proportions of the strategies.
fn best_response_vertices(
    b: &DMatrix<Integer>,
    budget: &Budget,
) -> Result<Vec<Vec<Integer>>, Stopped> {
    let Some(least) = b.iter().min() else { return Ok(Vec::new()) };
    let shift = Integer::ONE - least;
    let row = |column: usize| {
        let payoffs = b.column(column);
        let entries = payoffs.iter().map(|payoff| -(payoff + &shift));
        (std::iter::once(Integer::ONE).chain(entries).collect(), false)
    };
    let rows: Vec<_> = (0..b.ncols()).map(row).collect();
    let rays = extreme_rays(b.nrows(), &rows, budget)?;
    let strategies = rays.into_iter().map(|mut ray| ray.split_off(1));
    Ok(strategies.filter(|x| x.iter().any(|entry| !entry.is_zero())).collect())
}

/// The probabilities in these proportions.
fn shares(x: Vec<Integer>) -> Vec<Rational> {
    let total: Integer = x.iter().fold(Integer::ZERO, |sum, entry| sum + entry);
    let share = |entry| Rational::ratio(entry, total.clone()).unwrap_or_default();
    x.into_iter().map(share).collect()
}

/// The vertices of `Y(x)`.
fn completing(
    a: &DMatrix<Integer>,
    b: &DMatrix<Integer>,
    x: &[Integer],
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Stopped> {
    let value = |j: usize| {
        let terms = x.iter().enumerate().filter(|(_, entry)| !entry.is_zero());
        terms.fold(Integer::ZERO, |sum, (i, entry)| sum + entry * &b[(i, j)])
    };
    let values: Vec<Integer> = (0..b.ncols()).map(value).collect();
    let best = values.iter().max();
    let columns: Vec<usize> = (0..values.len()).filter(|&j| Some(&values[j]) == best).collect();
    let Some(played) = x.iter().position(|entry| !entry.is_zero()) else { return Ok(Vec::new()) };
    let mut constraints =
        vec![Constraint::equal(vec![Rational::ONE; columns.len()], Rational::ONE)];
    // First the equations, which leave the least to carry along.
    let (equal, less): (Vec<usize>, Vec<usize>) =
        (0..x.len()).filter(|&i| i != played).partition(|&i| !x[i].is_zero());
    for (rows, equality) in [(equal, true), (less, false)] {
        constraints.extend(rows.into_iter().map(|i| {
            let gain = |&j: &usize| Rational::from(&a[(i, j)] - &a[(played, j)]);
            let coefficients = columns.iter().map(gain).collect();
            Constraint { coefficients, bound: Rational::ZERO, equality }
        }));
    }
    let strategies = vertices(columns.len(), &constraints, budget)?;
    Ok(strategies.iter().map(|y| spread(y, &columns, b.ncols())).collect())
}
