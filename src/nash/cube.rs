//! Three players who mix two options each, all others pure: one quadratic equation.
//!
//! Let $x_v \in (0, 1)$ be the probability of the second option of mixer $v$. Each mixer is
//! indifferent when a bilinear function of the other two vanishes:
//!
//! $$ c_{00} + c_{10} x_u + c_{01} x_v + c_{11} x_u x_v = 0. $$
//!
//! If $c_{00} c_{11} = c_{10} c_{01}$ the function is zero or a product of two affine functions,
//! so its zeros in the open square are everything or at most two lines $x_u = r$, $x_v = r$.
//! Otherwise they are the graph of a Möbius transformation with determinant ≠ 0, one to one where
//! it is finite. One choice for each of the three equations gives a *branch*; the union of all
//! branches is the whole solution. In a branch, known values are carried through the graphs; then
//! what is left is a point, a box of free variables, curves that are graphs, or, with three
//! graphs in a ring, the fixed points of a composed Möbius transformation:
//!
//! $$ q_0 + q_1 x + q_2 x^2 = 0, $$
//!
//! whose roots lie in ℚ(√D), or a curve if it is zero. All cases, degenerate ones included, are
//! decided exactly. (For the generic case: R. McKelvey, A. McLennan, "The maximal number of
//! regular totally mixed Nash equilibria", *J. Econ. Theory* 72 (1997) 411–425, two at most.)

use std::cmp::Ordering;

use itertools::Itertools;

use crate::game::StrategicGame;
use crate::number::{Algebraic, Integer, Rational};

/// Three mixing players, their two options each, and everyone's pure options.
pub(super) struct Cube {
    pub(super) mixers: [usize; 3],
    /// The support of each player of the game: two options for mixers, one for others.
    pub(super) supports: Vec<Vec<usize>>,
}

/// Part of the indifferent profiles in the open cube, as probabilities of the second options.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One profile.
    Point(Box<[Algebraic; 3]>),
    /// Known variables, and free ones (`None`): a point, a segment, a square or a cube.
    Box([Option<Rational>; 3]),
    /// A curve or surface: over an open interval of one variable, the others follow or are free.
    Graph(Box<Graph>),
}

/// See [`Part::Graph`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Graph {
    parameter: usize,
    /// The open interval of the parameter.
    pub(super) interval: [Rational; 2],
    follow: [Follow; 3],
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Follow {
    Parameter,
    Map(Moebius),
    Known(Rational),
    Free,
}

/// `x ↦ -(a + b x) / (c + d x)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moebius {
    a: Rational,
    b: Rational,
    c: Rational,
    d: Rational,
}

/// What one factor of an equation says.
#[derive(Clone, Debug)]
pub(super) enum Tie {
    Nothing,
    Value(usize, Rational),
    /// Between two variables; the map leads from the first to the second.
    Map(usize, usize, Moebius),
}

impl Cube {
    /// All profiles of the open cube in which the three mixers are indifferent.
    pub(super) fn indifferent(&self, game: &StrategicGame) -> Vec<Part> {
        let ties = [0, 1, 2].map(|mixer| ties(mixer, &self.coefficients(game, mixer)));
        let branches = ties.iter().map(|ties| ties.iter().cloned()).multi_cartesian_product();
        let mut parts = Vec::new();
        for part in branches.flat_map(|branch| solve(&branch)) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts
    }

    /// `[c00, c10, c01, c11]` of the mixer's gain over the other two mixers' variables, in order.
    fn coefficients(&self, game: &StrategicGame, mixer: usize) -> [Integer; 4] {
        let player = self.mixers[mixer];
        let offset = |p: usize, place: usize| self.supports[p][place] * game.stride(p);
        let pure = (0..self.supports.len()).filter(|p| !self.mixers.contains(p));
        let base: usize = pure.map(|p| offset(p, 0)).sum();
        let [u, v] = others(mixer).map(|other| self.mixers[other]);
        let gain = |a: usize, b: usize| {
            let index = base + offset(u, a) + offset(v, b);
            let numerator = |place| game.table(player).numerator(index + offset(player, place));
            numerator(0) - numerator(1)
        };
        let [g00, g10, g01, g11] = [gain(0, 0), gain(1, 0), gain(0, 1), gain(1, 1)];
        let c11 = &g11 - &g10 - &g01 + &g00;
        [g00.clone(), g10 - &g00, g01 - g00, c11]
    }
}

/// The other two of three variables, in order.
fn others(variable: usize) -> [usize; 2] {
    match variable {
        0 => [1, 2],
        1 => [0, 2],
        _ => [0, 1],
    }
}

pub(super) fn is_inside(value: &Rational) -> bool {
    value.is_positive() && *value < 1
}

/// The irreducible parts of an equation's zeros in the open square; none if it has none.
pub(super) fn ties(mixer: usize, [c00, c10, c01, c11]: &[Integer; 4]) -> Vec<Tie> {
    let [u, v] = others(mixer);
    if [c00, c10, c01, c11].into_iter().all(Integer::is_zero) {
        return vec![Tie::Nothing];
    }
    if c00 * c11 != c10 * c01 {
        let [a, b, c, d] = [c00, c10, c01, c11].map(|c| Rational::from(c.clone()));
        return vec![Tie::Map(u, v, Moebius { a, b, c, d })];
    }
    // (c00 + c10 x) and (c01 + c11 x) are multiples of one affine function of x_u, and likewise
    // (c00 + c01 x) and (c10 + c11 x) of one of x_v.
    let root = |pairs: [(&Integer, &Integer); 2]| {
        let (constant, slope) = pairs.into_iter().find(|(_, slope)| !slope.is_zero())?;
        Rational::ratio(-constant, slope.clone()).filter(is_inside)
    };
    let value = |variable: usize, root: Option<Rational>| Some(Tie::Value(variable, root?));
    [value(u, root([(c00, c10), (c01, c11)])), value(v, root([(c00, c01), (c10, c11)]))]
        .into_iter()
        .flatten()
        .collect()
}

/// The solutions of one branch.
fn solve(branch: &[Tie]) -> Vec<Part> {
    let Some(known) = known_values(branch) else { return Vec::new() };
    let open = |variable: usize| known[variable].is_none();
    let maps: Vec<(usize, usize, &Moebius)> = branch
        .iter()
        .filter_map(|tie| match tie {
            Tie::Map(u, v, map) if open(*u) && open(*v) => Some((*u, *v, map)),
            _ => None,
        })
        .collect();
    match maps[..] {
        [] => vec![Part::Box(known)],
        [(u, v, map)] => graphs(u, &[(v, map.clone())], &known),
        [(_, _, f), (_, _, g), (_, _, h)] => ring(f, g, h),
        _ => {
            // Two maps share one variable, from which both lead.
            let shared = (0..3).find(|&x| maps.iter().all(|&(u, v, _)| u == x || v == x));
            let shared = shared.unwrap_or_default();
            let lead = |&(u, v, map): &(usize, usize, &Moebius)| {
                if u == shared { (v, map.clone()) } else { (u, map.inverse()) }
            };
            graphs(shared, &maps.iter().map(lead).collect::<Vec<_>>(), &known)
        }
    }
}

/// The values that the branch's lines fix, carried through the maps; nothing if they contradict
/// each other or leave the open cube.
fn known_values(branch: &[Tie]) -> Option<[Option<Rational>; 3]> {
    let mut known: [Option<Rational>; 3] = [None, None, None];
    // A value travels through at most two maps.
    for _ in 0..3 {
        for tie in branch {
            let (variable, value) = match tie {
                Tie::Nothing => continue,
                Tie::Value(variable, value) => (*variable, value.clone()),
                Tie::Map(u, v, map) => match (&known[*u], &known[*v]) {
                    (Some(x), _) => (*v, map.at(x)?),
                    (None, Some(y)) => (*u, map.inverse().at(y)?),
                    (None, None) => continue,
                },
            };
            if !is_inside(&value) || known[variable].as_ref().is_some_and(|old| *old != value) {
                return None;
            }
            known[variable] = Some(value);
        }
    }
    Some(known)
}

/// The pieces of the graph of maps from one parameter that run inside the open cube.
fn graphs(parameter: usize, maps: &[(usize, Moebius)], known: &[Option<Rational>; 3]) -> Vec<Part> {
    let follow: [Follow; 3] = std::array::from_fn(|variable| {
        if variable == parameter {
            return Follow::Parameter;
        }
        match maps.iter().find(|(to, _)| *to == variable) {
            Some((_, map)) => Follow::Map(map.clone()),
            None => known[variable].clone().map_or(Follow::Free, Follow::Known),
        }
    });
    let maps: Vec<&Moebius> = maps.iter().map(|(_, map)| map).collect();
    let graph =
        |interval| Part::Graph(Box::new(Graph { parameter, interval, follow: follow.clone() }));
    intervals(&maps).into_iter().map(graph).collect()
}

/// The maximal open intervals in (0, 1) on which every map is in (0, 1).
pub(super) fn intervals(maps: &[&Moebius]) -> Vec<[Rational; 2]> {
    let mut breaks = vec![Rational::ZERO, Rational::ONE];
    for map in maps {
        let inverse = map.inverse();
        breaks.extend(
            [inverse.at(&Rational::ZERO), inverse.at(&Rational::ONE), map.pole()]
                .into_iter()
                .flatten(),
        );
    }
    breaks.retain(|at| !at.is_negative() && *at <= 1);
    breaks.sort();
    breaks.dedup();
    // Between two breaks no map crosses 0, 1 or infinity, so one point decides.
    let inside = |[low, high]: &[Rational; 2]| {
        let middle = (low + high) * Rational::new(1, 2);
        maps.iter().all(|map| map.at(&middle).is_some_and(|value| is_inside(&value)))
    };
    breaks.into_iter().tuple_windows().map(|(low, high)| [low, high]).filter(inside).collect()
}

/// Three maps in a ring: `f` from x₁ to x₂, `g` from x₀ to x₂, `h` from x₀ to x₁.
fn ring(f: &Moebius, g: &Moebius, h: &Moebius) -> Vec<Part> {
    // f.a + f.b y + f.c z + f.d y z with y = -(h.a + h.b x)/(h.c + h.d x) and z likewise by g.
    let term = |factor: &Rational, [a, b]: [&Rational; 2], [c, d]: [&Rational; 2]| {
        [a * c * factor, (a * d + b * c) * factor, b * d * factor]
    };
    let (above_y, below_y) = ([&h.a, &h.b], [&h.c, &h.d]);
    let (above_z, below_z) = ([&g.a, &g.b], [&g.c, &g.d]);
    let terms = [
        term(&f.a, below_y, below_z),
        term(&-&f.b, above_y, below_z),
        term(&-&f.c, below_y, above_z),
        term(&f.d, above_y, above_z),
    ];
    let quadratic = [0, 1, 2].map(|power| terms.iter().map(|term| term[power].clone()).sum());
    if quadratic.iter().all(Rational::is_zero) {
        return graphs(0, &[(1, h.clone()), (2, g.clone())], &[None, None, None]);
    }
    let arcs = intervals(&[h, g]);
    let inside = |root: &Root| arcs.iter().any(|arc| root.is_between(arc));
    let point = |root: Root| {
        let x = root.value();
        let (y, z) = (h.at_algebraic(&x)?, g.at_algebraic(&x)?);
        Some(Part::Point(Box::new([x, y, z])))
    };
    roots(&quadratic).into_iter().filter(inside).filter_map(point).collect()
}

/// `a + b √d`, not yet simplified: taking square factors out of a radicand takes time.
pub(super) struct Root {
    a: Rational,
    b: Rational,
    d: Rational,
}

impl Root {
    fn cmp(&self, other: &Rational) -> Ordering {
        let a = &self.a - other;
        let root_wins = &a * &a < &self.b * &self.b * &self.d;
        (if root_wins { &self.b } else { &a }).cmp(&Rational::ZERO)
    }

    /// Whether it lies in an open interval.
    pub(super) fn is_between(&self, [low, high]: &[Rational; 2]) -> bool {
        self.cmp(low).is_gt() && self.cmp(high).is_lt()
    }

    pub(super) fn value(&self) -> Algebraic {
        let root = Algebraic::square_root(&self.d).times(&self.b.clone().into());
        root.plus(&self.a.clone().into())
    }
}

/// The real roots of `q0 + q1 x + q2 x²`, which is not zero, each once.
pub(super) fn roots([q0, q1, q2]: &[Rational; 3]) -> Vec<Root> {
    let rational = |a: Rational| Root { a, b: Rational::ZERO, d: Rational::ZERO };
    let Some(half) = (q2 + q2).reciprocal() else {
        return q1.reciprocal().map(|inverse| rational(-q0 * inverse)).into_iter().collect();
    };
    let d = q1 * q1 - Rational::from(4) * q0 * q2;
    let middle = -q1 * &half;
    match d.cmp(&Rational::ZERO) {
        Ordering::Less => Vec::new(),
        Ordering::Equal => vec![rational(middle)],
        Ordering::Greater => [-&half, half]
            .map(|b| Root { a: middle.clone(), b, d: d.clone() })
            .into_iter()
            .collect(),
    }
}

impl Moebius {
    pub(super) fn at(&self, x: &Rational) -> Option<Rational> {
        let below = (&self.c + &self.d * x).reciprocal()?;
        Some(-(&self.a + &self.b * x) * below)
    }

    pub(super) fn at_algebraic(&self, x: &Algebraic) -> Option<Algebraic> {
        let affine = |constant: &Rational, slope: &Rational| {
            x.times(&slope.clone().into()).plus(&constant.clone().into())
        };
        affine(&-&self.a, &-&self.b).over(&affine(&self.c, &self.d))
    }

    /// The coefficients `a`, `b`, `c`, `d`.
    pub(super) fn coefficients(&self) -> [&Rational; 4] {
        [&self.a, &self.b, &self.c, &self.d]
    }

    /// The inverse: `a + b x + c y + d x y = 0` read for `x`.
    pub(super) fn inverse(&self) -> Moebius {
        Moebius { b: self.c.clone(), c: self.b.clone(), ..self.clone() }
    }

    fn pole(&self) -> Option<Rational> {
        Some(-&self.c * self.d.reciprocal()?)
    }
}

impl Graph {
    /// The dimension: 1, or 2 where a variable is free besides.
    pub(super) fn dimension(&self) -> usize {
        1 + self.follow.iter().filter(|follow| **follow == Follow::Free).count()
    }

    /// The point over a share of the interval, free variables at `free`; nothing at a pole.
    pub(super) fn point(&self, share: &Rational, free: &Rational) -> Option<[Rational; 3]> {
        let [low, high] = &self.interval;
        let x = low + (high - low) * share;
        let value = |follow: &Follow| match follow {
            Follow::Parameter => Some(x.clone()),
            Follow::Map(map) => map.at(&x),
            Follow::Known(value) => Some(value.clone()),
            Follow::Free => Some(free.clone()),
        };
        let [first, second, third] = self.follow.each_ref().map(value);
        Some([first?, second?, third?])
    }

    /// The least box around the graph: each map is monotone between its poles.
    pub(super) fn bounds(&self) -> Option<[[Rational; 2]; 3]> {
        let ends = [
            self.point(&Rational::ZERO, &Rational::ZERO)?,
            self.point(&Rational::ONE, &Rational::ONE)?,
        ];
        Some([0, 1, 2].map(|variable| ends.each_ref().map(|end| end[variable].clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(numbers: [i64; 4]) -> [Integer; 4] {
        numbers.map(Integer::from)
    }

    fn moebius(numbers: [i64; 4]) -> Moebius {
        let [a, b, c, d] = numbers.map(Rational::from);
        Moebius { a, b, c, d }
    }

    #[test]
    fn a_reducible_equation_is_two_lines() {
        // (2x - 1)(3y - 1) = 1 - 2x - 3y + 6xy.
        let lines = ties(2, &integers([1, -2, -3, 6]));
        let [Tie::Value(0, x), Tie::Value(1, y)] = &lines[..] else { panic!("{lines:?}") };
        assert_eq!((x, y), (&Rational::new(1, 2), &Rational::new(1, 3)));
        assert!(ties(2, &integers([1, 1, 1, 1])).is_empty());
        assert!(matches!(ties(2, &integers([0; 4]))[..], [Tie::Nothing]));
    }

    #[test]
    fn a_ring_of_equal_maps_is_a_curve_and_of_others_has_two_roots() {
        // y = 1 - x and z = 1 - y = x is met by every x when z = x is asked.
        let (flip, same) = (moebius([-1, 1, 1, 0]), moebius([0, -1, 1, 0]));
        let curve = ring(&flip, &same, &flip);
        assert!(matches!(&curve[..], [Part::Graph(graph)] if graph.dimension() == 1));
        // x = y = z with 1 - 5yz = 0.
        let points = ring(&moebius([1, 0, 0, -5]), &same, &same);
        let [Part::Point(point)] = &points[..] else { panic!("{points:?}") };
        assert_eq!(point[0].to_string(), "sqrt(5)/5");
    }

    #[test]
    fn a_graph_stays_in_the_cube() {
        // y = 2x: only up to one half.
        let parts = graphs(0, &[(1, moebius([0, -2, 1, 0]))], &[None, None, None]);
        let [Part::Graph(graph)] = &parts[..] else { panic!("{parts:?}") };
        assert_eq!(graph.interval, [Rational::ZERO, Rational::new(1, 2)]);
        assert_eq!(graph.dimension(), 2);
        let point = graph.point(&Rational::new(1, 2), &Rational::new(1, 3)).unwrap();
        assert_eq!(point, [Rational::new(1, 4), Rational::new(1, 2), Rational::new(1, 3)]);
    }
}
