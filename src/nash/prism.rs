//! Three mixing players, one with three or more options, the other two with two each.
//!
//! Let $y, z \in (0, 1)$ be the probabilities of the two others' second options. The first mixer
//! is indifferent between its options $0, \dots, m$ when bilinear functions $e_1, \dots, e_m$ of
//! $y$ and $z$ vanish. Two of them have at most two common zeros, in one field ℚ(√D), unless they
//! share a line or a curve: in
//!
//! $$ z = -\frac{a_1 + b_1 y}{c_1 + d_1 y} = -\frac{a_2 + b_2 y}{c_2 + d_2 y} $$
//!
//! $y$ is a root of a quadratic polynomial; the lines of reducible ones only meet other curves in
//! rational points. Given $y$ and $z$, the others' indifference is linear in the first mixer's
//! strategy $x$,
//!
//! $$ \textstyle\sum_a x_a g_a(z) = 0, \quad \sum_a x_a h_a(y) = 0, \quad \sum_a x_a = 1, $$
//!
//! a polytope where $y, z$ are rational, and one point, by Cramer's rule, for three options. What
//! remains undecided: common lines and curves; irrational $y, z$ with dependent equations or with
//! four and more options. (As in McKelvey and McLennan's count: two regular equilibria at most.)

use itertools::Itertools;

use super::cube::{Moebius, Root, Tie, intervals, is_inside, roots, ties};
use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::linalg::polytope::{Constraint, vertices};
use crate::number::{Algebraic, Integer, Rational};

/// Three mixers, the first with three or more options; the supports of all players of the game.
pub(super) struct Prism {
    pub(super) wide: usize,
    pub(super) narrow: [usize; 2],
    pub(super) supports: Vec<Vec<usize>>,
}

/// Indifferent profiles: strategies of the wide mixer for one point of the two narrow ones.
pub(super) enum Fibre {
    /// The extreme strategies over the support, for rational probabilities of the second options.
    Polytope(Vec<Vec<Rational>>, [Rational; 2]),
    /// One strategy.
    Point(Vec<Algebraic>, [Algebraic; 2]),
}

impl Prism {
    /// All profiles with at most these supports, and the narrow mixers inside, in which all three
    /// are indifferent; nothing if that is not decided here.
    pub(super) fn indifferent(
        &self,
        game: &StrategicGame,
        budget: &Budget,
    ) -> Result<Option<Vec<Fibre>>, Stopped> {
        let Some(points) = self.common_zeros(game) else { return Ok(None) };
        let mut fibres = Vec::new();
        for [y, z] in points {
            let g = self.gains(game, 0, &z);
            let h = self.gains(game, 1, &y);
            match (y.as_rational(), z.as_rational(), rationals(&[g.clone(), h.clone()])) {
                (Some(y), Some(z), Some(rows)) => {
                    let strategies = balanced(rows, budget)?;
                    fibres.push(Fibre::Polytope(strategies, [y.clone(), z.clone()]));
                }
                _ => match cramer(&g, &h) {
                    Some(x) => fibres.push(Fibre::Point(x, [y, z])),
                    None => return Ok(None),
                },
            }
        }
        Ok(Some(fibres))
    }

    fn index(&self, game: &StrategicGame, places: [usize; 3]) -> usize {
        let place = |player: usize| match player {
            _ if player == self.wide => places[0],
            _ if player == self.narrow[0] => places[1],
            _ if player == self.narrow[1] => places[2],
            _ => 0,
        };
        let players = 0..self.supports.len();
        players.map(|player| self.supports[player][place(player)] * game.stride(player)).sum()
    }

    /// The points of the open square in which the wide mixer is indifferent, if finitely many.
    fn common_zeros(&self, game: &StrategicGame) -> Option<Vec<[Algebraic; 2]>> {
        let equation = |option: usize| {
            let gain = |y: usize, z: usize| {
                let payoff =
                    |place| game.table(self.wide).numerator(self.index(game, [place, y, z]));
                payoff(0) - payoff(option)
            };
            let [g00, g10, g01, g11] = [gain(0, 0), gain(1, 0), gain(0, 1), gain(1, 1)];
            let c11 = &g11 - &g10 - &g01 + &g00;
            [g00.clone(), g10 - &g00, g01 - g00, c11]
        };
        let equations: Vec<[Integer; 4]> =
            (1..self.supports[self.wide].len()).map(equation).collect();
        let pairs = equations.iter().array_combinations();
        let points = pairs.map(|[e, f]| meetings(e, f)).find_map(|points| points)?;
        let vanishes = |[y, z]: &[Algebraic; 2], e: &[Integer; 4]| {
            let [a, b, c, d] = e.each_ref().map(|c| Algebraic::from(Rational::from(c.clone())));
            a.plus(&b.times(y)).plus(&c.plus(&d.times(y)).times(z)).is_zero()
        };
        let all = |point: &[Algebraic; 2]| equations.iter().all(|e| vanishes(point, e));
        Some(points.into_iter().filter(all).collect())
    }

    /// What a narrow mixer gains by its first option, for each option of the wide mixer, the
    /// other narrow one playing its second option with this probability.
    fn gains(&self, game: &StrategicGame, narrow: usize, second: &Algebraic) -> Vec<Algebraic> {
        let table = game.table(self.narrow[narrow]);
        let gain = |wide: usize, other: usize| {
            let payoff = |own: usize| {
                let places = if narrow == 0 { [wide, own, other] } else { [wide, other, own] };
                table.numerator(self.index(game, places))
            };
            Rational::from(payoff(0) - payoff(1))
        };
        let value = |wide: usize| {
            let (at_first, at_second) = (gain(wide, 0), gain(wide, 1));
            let slope = Algebraic::from(at_second - &at_first);
            slope.times(second).plus(&at_first.into())
        };
        (0..self.supports[self.wide].len()).map(value).collect()
    }
}

/// The common zeros of two bilinear functions in the open square, if finitely many.
fn meetings(e: &[Integer; 4], f: &[Integer; 4]) -> Option<Vec<[Algebraic; 2]>> {
    let mut points = Vec::new();
    // The third variable takes no part.
    for (s, t) in ties(2, e).iter().cartesian_product(&ties(2, f)) {
        let rational = |y: &Rational, z: Option<Rational>| {
            let z = z.filter(is_inside)?;
            Some([y.clone().into(), z.into()])
        };
        match (s, t) {
            (Tie::Nothing, _) | (_, Tie::Nothing) => return None,
            (Tie::Value(u, x), Tie::Value(v, y)) if u == v => {
                if x == y {
                    return None;
                }
            }
            (Tie::Value(0, y), Tie::Value(_, z)) | (Tie::Value(_, z), Tie::Value(_, y)) => {
                points.extend(rational(y, Some(z.clone())));
            }
            (Tie::Value(0, y), Tie::Map(_, _, map)) | (Tie::Map(_, _, map), Tie::Value(0, y)) => {
                points.extend(rational(y, map.at(y)));
            }
            (Tie::Value(_, z), Tie::Map(_, _, map)) | (Tie::Map(_, _, map), Tie::Value(_, z)) => {
                let y = map.inverse().at(z).filter(is_inside);
                points.extend(y.and_then(|y| rational(&y, Some(z.clone()))));
            }
            (Tie::Map(_, _, first), Tie::Map(_, _, second)) => {
                points.extend(crossings(first, second)?);
            }
        }
    }
    points.dedup();
    Some(points)
}

/// Where two different graphs cross in the open square; nothing if they are one graph.
fn crossings(first: &Moebius, second: &Moebius) -> Option<Vec<[Algebraic; 2]>> {
    let [a, b, c, d] = first.coefficients();
    let [e, f, g, h] = second.coefficients();
    let quadratic = [a * g - e * c, a * h + b * g - e * d - f * c, b * h - f * d];
    if quadratic.iter().all(Rational::is_zero) {
        return None;
    }
    let arcs = intervals(&[first]);
    let inside = |root: &Root| arcs.iter().any(|arc| root.is_between(arc));
    let point = |root: Root| {
        let y = root.value();
        let z = first.at_algebraic(&y)?;
        Some([y, z])
    };
    Some(roots(&quadratic).into_iter().filter(inside).filter_map(point).collect())
}

fn rationals(rows: &[Vec<Algebraic>; 2]) -> Option<[Vec<Rational>; 2]> {
    let row = |row: &Vec<Algebraic>| -> Option<Vec<Rational>> {
        row.iter().map(|number| number.as_rational().cloned()).collect()
    };
    Some([row(&rows[0])?, row(&rows[1])?])
}

/// The extreme strategies `x` with `g·x = h·x = 0`.
fn balanced([g, h]: [Vec<Rational>; 2], budget: &Budget) -> Result<Vec<Vec<Rational>>, Stopped> {
    let n = g.len();
    let constraints = [
        Constraint::equal(vec![Rational::ONE; n], Rational::ONE),
        Constraint::equal(g, Rational::ZERO),
        Constraint::equal(h, Rational::ZERO),
    ];
    vertices(n, &constraints, budget)
}

/// The `x` of three entries with `g·x = h·x = 0` and sum 1: the cross product of `g` and `h`,
/// divided by its sum. Nothing if the equations are dependent or there are more entries.
fn cramer(g: &[Algebraic], h: &[Algebraic]) -> Option<Vec<Algebraic>> {
    if g.len() != 3 {
        return None;
    }
    let minor = |i: usize| {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        g[j].times(&h[k]).minus(&g[k].times(&h[j]))
    };
    let minors = [minor(0), minor(1), minor(2)];
    let total: Algebraic = minors.iter().sum();
    minors.iter().map(|minor| minor.over(&total)).collect()
}
