//! Products of polytopes of strategies, and how other players' conditions cut them.
//!
//! A condition "player $k$ does not gain by option $a$" is
//!
//! $$ g(x) = u_k(r, x_{-k}) - u_k(a, x_{-k}) \ge 0, $$
//!
//! affine in each player's strategy by itself. On a product of polytopes $g(x)$ is therefore an
//! average of its values at combinations of vertices, with positive weights inside. So:
//! no value negative: it holds everywhere; no value positive: it holds exactly where only
//! combinations of value 0 have weight, a union of products of faces; values that depend on one
//! factor only: a half-space cuts that factor; anything else cuts in a curved surface, which is
//! not resolved here.

use itertools::Itertools;

use super::bicliques::{Biclique, bicliques};
use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::linalg::{Bits, convex};
use crate::number::Rational;

/// A product of polytopes: for each player the vertices, each a probability for each option.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Product {
    pub(super) factors: Vec<Vec<Vec<Rational>>>,
}

/// Player `player`, who plays `reference`, must not gain by `option`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    player: usize,
    reference: usize,
    option: usize,
}

/// The conditions that make a profile with these supports an equilibrium, besides indifference.
pub(super) fn outer_conditions(supports: &[Vec<usize>], kept: &[Vec<usize>]) -> Vec<Condition> {
    let of_player = |player: usize| {
        let outside = kept[player].iter().filter(move |option| !supports[player].contains(option));
        outside.map(move |&option| Condition { player, reference: supports[player][0], option })
    };
    (0..supports.len()).flat_map(of_player).collect()
}

/// What conditions leave of a product.
#[derive(Default)]
pub(super) struct Settled {
    /// Every point of these satisfies every condition.
    pub(super) products: Vec<Product>,
    /// Whether some part was cut by a curved surface, so that `products` may miss points.
    pub(super) curved: bool,
}

enum Cut {
    Holds,
    Leaves(Vec<Product>),
    Curved,
}

impl Product {
    /// The product of these polytopes; each factor's vertices are put in order.
    pub(super) fn new(mut factors: Vec<Vec<Vec<Rational>>>) -> Product {
        for factor in &mut factors {
            factor.sort();
        }
        Product { factors }
    }

    pub(super) fn is_point(&self) -> bool {
        self.factors.iter().all(|factor| factor.len() == 1)
    }

    /// For each player the options that some point of the product plays.
    pub(super) fn supports(&self) -> Vec<Vec<usize>> {
        let played = |factor: &Vec<Vec<Rational>>| {
            let options = 0..factor.first().map_or(0, Vec::len);
            options.filter(|&o| factor.iter().any(|vertex| !vertex[o].is_zero())).collect()
        };
        self.factors.iter().map(played).collect()
    }

    /// How many vertices the product has; the largest number if there are more.
    pub(super) fn vertex_count(&self) -> u64 {
        self.factors.iter().fold(1, |count, factor| count.saturating_mul(factor.len() as u64))
    }

    /// The combinations of vertices, one strategy for each player.
    pub(super) fn vertices(&self) -> impl Iterator<Item = Vec<Vec<Rational>>> + '_ {
        self.factors.iter().map(|factor| factor.iter().cloned()).multi_cartesian_product()
    }

    /// The part of the product on which every condition holds.
    pub(super) fn settle(
        self,
        game: &StrategicGame,
        conditions: &[Condition],
        budget: &Budget,
    ) -> Result<Settled, Stopped> {
        budget.check()?;
        let mut settled = Settled::default();
        for &condition in conditions {
            match self.cut(game, condition, budget)? {
                Cut::Holds => {}
                Cut::Curved => settled.curved = true,
                Cut::Leaves(parts) => {
                    let mut settled = Settled::default();
                    for part in parts {
                        settled.join(part.settle(game, conditions, budget)?);
                    }
                    return Ok(settled);
                }
            }
        }
        if !settled.curved {
            settled.products.push(self);
            return Ok(settled);
        }
        // With one factor held at a vertex, less is curved: keep those parts.
        for player in (0..self.factors.len()).filter(|&player| self.factors[player].len() > 1) {
            for vertex in &self.factors[player] {
                let mut part = self.clone();
                part.factors[player] = vec![vertex.clone()];
                settled.join(part.settle(game, conditions, budget)?);
            }
        }
        Ok(settled)
    }

    fn cut(
        &self,
        game: &StrategicGame,
        condition: Condition,
        budget: &Budget,
    ) -> Result<Cut, Stopped> {
        let moving: Vec<usize> = (0..self.factors.len())
            .filter(|&player| player != condition.player && self.factors[player].len() > 1)
            .collect();
        let shape: Vec<usize> = moving.iter().map(|&player| self.factors[player].len()).collect();
        let combinations: Vec<Vec<usize>> = product_of_ranges(&shape);
        let value = |at: &Vec<usize>| {
            budget.check()?;
            Ok(self.value(game, condition, &moving, at))
        };
        let values = combinations.iter().map(value).collect::<Result<Vec<Rational>, Stopped>>()?;
        if !values.iter().any(Rational::is_negative) {
            return Ok(Cut::Holds);
        }
        if !values.iter().any(Rational::is_positive) {
            return self.zeros(&moving, &shape, &values, budget);
        }
        let axis = (0..moving.len()).find(|&axis| {
            let of_vertex = |vertex: usize| {
                let here =
                    combinations.iter().zip(&values).filter(move |(at, _)| at[axis] == vertex);
                here.map(|(_, value)| value).all_equal()
            };
            (0..shape[axis]).all(of_vertex)
        });
        let Some(axis) = axis else { return Ok(Cut::Curved) };
        let first = |vertex: usize| combinations.iter().position(|at| at[axis] == vertex);
        let own: Vec<Rational> =
            (0..shape[axis]).filter_map(first).map(|place| values[place].clone()).collect();
        let factor = convex::cut(&self.factors[moving[axis]], &own, budget)?;
        Ok(Cut::Leaves(vec![self.with(moving[axis], factor)]))
    }

    fn with(&self, player: usize, mut factor: Vec<Vec<Rational>>) -> Product {
        factor.sort();
        let mut factors = self.factors.clone();
        factors[player] = factor;
        Product { factors }
    }

    /// The condition's value where the moving factors are at the given vertices.
    fn value(
        &self,
        game: &StrategicGame,
        condition: Condition,
        moving: &[usize],
        at: &[usize],
    ) -> Rational {
        let mut strategies: Vec<&[Rational]> =
            self.factors.iter().map(|factor| factor[0].as_slice()).collect();
        for (&player, &vertex) in moving.iter().zip(at) {
            strategies[player] = &self.factors[player][vertex];
        }
        difference(game, condition, &strategies)
    }

    /// The union of products of faces on which a function without positive values is 0.
    fn zeros(
        &self,
        moving: &[usize],
        shape: &[usize],
        values: &[Rational],
        budget: &Budget,
    ) -> Result<Cut, Stopped> {
        if values.iter().all(Rational::is_negative) {
            return Ok(Cut::Leaves(Vec::new()));
        }
        let zero = |place: usize| values[place].is_zero();
        let face = |player: usize, vertices: &[usize]| {
            vertices.iter().map(|&vertex| self.factors[player][vertex].clone()).collect()
        };
        match (moving, shape) {
            (&[player], &[count]) => {
                let vertices: Vec<usize> = (0..count).filter(|&vertex| zero(vertex)).collect();
                Ok(Cut::Leaves(vec![self.with(player, face(player, &vertices))]))
            }
            (&[first, second], &[rows, columns]) => {
                let neighbours = |row: usize| {
                    let mut bits = Bits::none(columns);
                    let zeros = (0..columns).filter(|&column| zero(row * columns + column));
                    zeros.for_each(|column| bits.insert(column));
                    bits
                };
                let graph: Vec<Bits> = (0..rows).map(neighbours).collect();
                let part = |(x, y): Biclique| {
                    self.with(first, face(first, &x)).with(second, face(second, &y))
                };
                Ok(Cut::Leaves(bicliques(&graph, budget)?.into_iter().map(part).collect()))
            }
            _ => Ok(Cut::Curved),
        }
    }
}

impl Settled {
    fn join(&mut self, other: Settled) {
        self.products.extend(other.products);
        self.curved |= other.curved;
    }
}

/// All index tuples below the shape, the last running fastest; one empty tuple for no axes.
fn product_of_ranges(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().map(|&length| 0..length).multi_cartesian_product().collect()
}

/// `u(reference) - u(option)` of the condition's player, over the table's denominator.
fn difference(game: &StrategicGame, condition: Condition, strategies: &[&[Rational]]) -> Rational {
    let Condition { player, reference, option } = condition;
    let (table, stride) = (game.table(player), game.stride(player));
    let played = |p: usize| (0..strategies[p].len()).filter(move |&o| !strategies[p][o].is_zero());
    let supports: Vec<Vec<usize>> = (0..strategies.len()).map(|p| played(p).collect()).collect();
    let term = |base: usize| {
        let gain =
            table.numerator(base + reference * stride) - table.numerator(base + option * stride);
        let others = (0..strategies.len()).filter(|&p| p != player);
        others.fold(Rational::from(gain), |weighted, p| {
            weighted * &strategies[p][base / game.stride(p) % game.sizes()[p]]
        })
    };
    game.opposing(player, &supports).map(term).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_axes_have_one_combination() {
        assert_eq!(product_of_ranges(&[]), [Vec::<usize>::new()]);
        assert_eq!(product_of_ranges(&[2, 1]), [[0, 0], [1, 0]]);
    }
}
