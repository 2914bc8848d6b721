//! Supports that are proved to have no equilibrium, by bisection in exact arithmetic.
//!
//! Over a product of simplices $R$, one inside each player's, payoffs are multilinear, so
//!
//! $$ u_i(c, \cdot) > u_i(a, \cdot) \text{ on all of } R \iff \text{ it holds at every combination
//!    of vertices of } R. $$
//!
//! Then no equilibrium in $R$ plays $a$. A support is empty if such a pair, $a$ of the support, is
//! found on every part of a subdivision. Parts are halved at their longest edge; a new vertex's
//! payoffs are the sums of two old ones', the others' doubled, so everything stays in integers
//! and only signs matter. (Bernstein's bounds for multilinear forms; exclusion tests as in R.
//! Moore, *Interval Analysis*, 1966, ch. 6.) An equilibrium is never found this way, and where
//! one is near, nothing is proved.

use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::number::Integer;

/// At most this many parts are examined for each support. More prove few supports more and take
/// time for each that has an equilibrium; fewer, and ordinary games have more undecided supports.
const MOST_PARTS: usize = 200;

/// How many parts may be examined for all supports of a game together. More, and games with many
/// supports take minutes; fewer, and games of three players with four options have more
/// undecided supports.
pub(super) const PARTS_OF_A_GAME: usize = 100_000;

/// Coordinates, which only choose the edge to halve, are multiples of 2⁻⁴⁰.
const UNIT: i64 = 1 << 40;

/// Whether bisection proves that no equilibrium has this support. Takes the parts that it
/// examines from `parts_left`.
pub(super) fn proved_empty(
    game: &StrategicGame,
    kept: &[Vec<usize>],
    support: &[Vec<usize>],
    parts_left: &mut usize,
    budget: &Budget,
) -> Result<bool, Stopped> {
    if *parts_left == 0 {
        return Ok(false);
    }
    let mut open = vec![Part::whole(game, kept, support)];
    for _ in 0..MOST_PARTS.min(*parts_left) {
        budget.check()?;
        let Some(part) = open.pop() else { return Ok(true) };
        *parts_left -= 1;
        if !part.is_excluded(support, kept) {
            let Some(halves) = part.halves() else { return Ok(false) };
            open.extend(halves);
        }
    }
    Ok(open.is_empty())
}

/// A product of simplices.
#[derive(Clone)]
struct Part {
    /// For each player the vertices, as probabilities of the support's options.
    vertices: Vec<Vec<Vec<i64>>>,
    payoffs: Vec<Tensor>,
}

/// A player's payoff with one axis for each player: for others their vertices, for the player
/// itself its options.
#[derive(Clone)]
struct Tensor {
    shape: Vec<usize>,
    values: Vec<Integer>,
}

impl Part {
    fn whole(game: &StrategicGame, kept: &[Vec<usize>], support: &[Vec<usize>]) -> Part {
        let simplex = |options: &Vec<usize>| {
            let unit =
                |a: usize| (0..options.len()).map(|b| if a == b { UNIT } else { 0 }).collect();
            (0..options.len()).map(unit).collect()
        };
        let tensor = |player: usize| {
            let mut axes = support.to_vec();
            axes[player].clone_from(&kept[player]);
            let mut places = vec![0];
            for (axis, options) in axes.iter().enumerate() {
                let step = |place: usize| {
                    options.iter().map(move |option| place + option * game.stride(axis))
                };
                places = places.into_iter().flat_map(step).collect();
            }
            let values = places.into_iter().map(|index| game.table(player).numerator(index));
            Tensor { shape: axes.iter().map(Vec::len).collect(), values: values.collect() }
        };
        Part {
            vertices: support.iter().map(simplex).collect(),
            payoffs: (0..support.len()).map(tensor).collect(),
        }
    }

    /// Whether some option of the support is worse than another one everywhere in the part.
    fn is_excluded(&self, support: &[Vec<usize>], kept: &[Vec<usize>]) -> bool {
        (0..support.len()).any(|player| {
            let tensor = &self.payoffs[player];
            (0..kept[player].len()).any(|option| {
                support[player].contains(&kept[player][option])
                    && (0..kept[player].len()).any(|by| tensor.exceeds(player, by, option))
            })
        })
    }

    /// The two halves at the longest edge; nothing if there is no edge left.
    fn halves(self) -> Option<[Part; 2]> {
        let edges = self.vertices.iter().enumerate().flat_map(|(player, vertices)| {
            let pairs = (0..vertices.len()).flat_map(|u| (0..u).map(move |v| (u, v)));
            pairs.map(move |(u, v)| (distance(&vertices[u], &vertices[v]), player, u, v))
        });
        let (length, player, u, v) = edges.max_by_key(|&(length, ..)| length)?;
        if length <= 1 {
            return None;
        }
        let half = |mut part: Part, moved: usize, fixed: usize| {
            let middle = |(a, b): (&i64, &i64)| i64::midpoint(*a, *b);
            let vertices = &mut part.vertices[player];
            vertices[moved] = vertices[moved].iter().zip(&vertices[fixed]).map(middle).collect();
            for (other, tensor) in part.payoffs.iter_mut().enumerate() {
                if other != player {
                    tensor.move_half_way(player, moved, fixed);
                }
            }
            part
        };
        Some([half(self.clone(), u, v), half(self, v, u)])
    }
}

fn distance(a: &[i64], b: &[i64]) -> i64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).max().unwrap_or_default()
}

impl Tensor {
    /// How many values there are between neighbours on an axis.
    fn stride(&self, axis: usize) -> usize {
        self.shape[axis + 1..].iter().product()
    }

    /// The places whose index on the axis is 0.
    fn bases(&self, axis: usize) -> impl Iterator<Item = usize> + use<> {
        let (stride, block) = (self.stride(axis), self.stride(axis) * self.shape[axis]);
        (0..self.values.len()).step_by(block).flat_map(move |start| start..start + stride)
    }

    fn exceeds(&self, axis: usize, a: usize, b: usize) -> bool {
        let stride = self.stride(axis);
        self.bases(axis).all(|base| self.values[base + a * stride] > self.values[base + b * stride])
    }

    /// Moves a vertex of an axis half way to another, and doubles all values.
    fn move_half_way(&mut self, axis: usize, moved: usize, fixed: usize) {
        let stride = self.stride(axis);
        for base in self.bases(axis) {
            for vertex in (0..self.shape[axis]).filter(|&vertex| vertex != moved) {
                let place = base + vertex * stride;
                if vertex == fixed {
                    let sum = &self.values[base + moved * stride] + &self.values[place];
                    self.values[base + moved * stride] = sum;
                }
                self.values[place] <<= 1;
            }
        }
    }
}
