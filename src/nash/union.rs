//! From pieces to the answer: the extreme equilibria, each checked, and the components.
//!
//! Pieces are products of polytopes, isolated points, and samples of curves. Pieces contained in
//! others are dropped; two products of polytopes meet exactly if they meet factor by factor, and
//! the components of the union are those of the graph of pieces that meet.

use std::cmp::Ordering;

use super::equilibria::{
    Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason, exact,
};
use super::product::Product;
use super::{Equilibrium, pure};
use crate::game::{MixedProfile, Profile, StrategicGame};
use crate::number::{Algebraic, Rational};

/// What solvers found, in the options of the whole game.
#[derive(Default)]
pub(super) struct Union {
    pub(super) products: Vec<Product>,
    /// Isolated equilibria that are not rational.
    pub(super) points: Vec<MixedProfile>,
    pub(super) curves: Vec<Curve>,
    pub(super) undecided: Vec<Undecided>,
    /// Undecided supports beyond those listed.
    more: u64,
}

/// Undecided supports are listed up to this many, then counted. More, and the answer to a game
/// with many options is mostly this list; fewer, and users cannot see which supports are open.
const LONGEST_LIST: usize = 1000;

/// A part of the set of equilibria that is no union of polytopes.
pub(super) struct Curve {
    /// Equilibria on it.
    pub(super) samples: Vec<Vec<Vec<Rational>>>,
    pub(super) dimension: usize,
}

impl Union {
    /// The pure equilibria, which a stopped computation can return too.
    pub(super) fn with_pure_equilibria(game: &StrategicGame) -> Union {
        let mut union = Union::default();
        union.products.extend(pure(game).map(|profile| certain(game, &profile)));
        union
    }

    /// Lists a support as undecided, once.
    pub(super) fn add_undecided(&mut self, support: &[Vec<usize>], why: UndecidedReason) {
        let entry = Undecided { support: Some(support.to_vec()), why };
        if self.undecided.contains(&entry) {
            return;
        }
        if self.undecided.len() < LONGEST_LIST {
            self.undecided.push(entry);
        } else {
            self.more += 1;
        }
    }

    /// Checks every extreme point and puts everything in order.
    pub(super) fn assemble(mut self, game: &StrategicGame, argument: Argument) -> Equilibria {
        self.drop_contained();
        let mut labelled = self.equilibria(game);
        if self.more > 0 {
            let why = UndecidedReason::More { supports: self.more };
            self.undecided.push(Undecided { support: None, why });
        }
        labelled.sort_by(|(a, _), (b, _)| by_support(a.profile(), b.profile()));
        let component_of = self.connect();
        let mut groups = Groups::default();
        for (equilibrium, piece) in labelled {
            groups.add(equilibrium, component_of[piece]);
        }
        let Groups { equilibria, classes } = groups;
        let component = |(class, equilibria)| self.component(&component_of, class, equilibria);
        let components = classes.into_iter().map(component).collect();
        let coverage = Coverage { argument, undecided: self.undecided };
        Equilibria { equilibria, components, coverage }
    }

    /// Keeps each product once, and none that lies in another.
    fn drop_contained(&mut self) {
        self.products.sort();
        self.products.dedup();
        let wide: Vec<usize> =
            (0..self.products.len()).filter(|&p| !self.products[p].is_point()).collect();
        let inside = |place: usize| {
            let contains = |&other: &usize| {
                other != place && self.products[other].contains(&self.products[place])
            };
            wide.iter().any(contains)
        };
        let keep: Vec<bool> = (0..self.products.len()).map(|place| !inside(place)).collect();
        let mut keep = keep.into_iter();
        self.products.retain(|_| keep.next().unwrap_or(true));
    }

    /// Every extreme point and sample that passes the check, with the number of its piece:
    /// products, then points, then curves.
    fn equilibria(&mut self, game: &StrategicGame) -> Vec<(Equilibrium, usize)> {
        let rational = |profile| MixedProfile::rational(profile).ok();
        let products = self.products.iter().map(|p| p.vertices().filter_map(rational).collect());
        let points = self.points.iter().map(|point| vec![point.clone()]);
        let samples = |curve: &Curve| curve.samples.iter().cloned().filter_map(rational).collect();
        let pieces: Vec<Vec<MixedProfile>> =
            products.chain(points).chain(self.curves.iter().map(samples)).collect();
        let mut checked = Vec::new();
        for (piece, profiles) in pieces.into_iter().enumerate() {
            for profile in profiles {
                let support: Vec<_> = (0..game.sizes().len()).map(|p| profile.support(p)).collect();
                match Equilibrium::check(game, profile) {
                    Ok(equilibrium) => checked.push((equilibrium, piece)),
                    Err(deviation) => {
                        debug_assert!(false, "a solver proposed {deviation:?}");
                        self.add_undecided(&support, UndecidedReason::Refused);
                    }
                }
            }
        }
        checked
    }

    /// The component of each piece, named by one of its pieces.
    fn connect(&self) -> Vec<usize> {
        let products = self.products.len();
        let curves = products + self.points.len();
        let mut classes = Classes::new(curves + self.curves.len());
        let wide: Vec<usize> = (0..products).filter(|&p| !self.products[p].is_point()).collect();
        for (place, &p) in wide.iter().enumerate() {
            for &q in &wide[..place] {
                if classes.of(p) != classes.of(q) && self.products[p].meets(&self.products[q]) {
                    classes.join(p, q);
                }
            }
        }
        for (c, curve) in self.curves.iter().enumerate() {
            for (p, product) in self.products.iter().enumerate() {
                if curve.samples.iter().any(|sample| product.contains_point(sample)) {
                    classes.join(curves + c, p);
                }
            }
            for (d, other) in self.curves[..c].iter().enumerate() {
                if curve.samples.iter().any(|sample| other.samples.contains(sample)) {
                    classes.join(curves + c, curves + d);
                }
            }
        }
        (0..curves + self.curves.len()).map(|piece| classes.of(piece)).collect()
    }

    fn component(&self, of: &[usize], class: usize, equilibria: Vec<usize>) -> Component {
        let curves = self.products.len() + self.points.len();
        let members = || (0..of.len()).filter(|&piece| of[piece] == class);
        let dimension = members().map(|piece| match self.products.get(piece) {
            Some(product) => product.dimension(),
            None => piece.checked_sub(curves).map_or(0, |curve| self.curves[curve].dimension),
        });
        let dimension = dimension.max().unwrap_or(0);
        let subsets = if members().any(|piece| piece >= curves) {
            Vec::new()
        } else {
            members().map(|piece| self.subset(piece)).collect()
        };
        Component { dimension, equilibria, subsets }
    }

    fn subset(&self, piece: usize) -> NashSubset {
        let Some(product) = self.products.get(piece) else {
            let point = &self.points[piece - self.products.len()];
            let factors = point.mixtures().iter().map(|mixture| vec![mixture.clone()]).collect();
            return NashSubset { factors };
        };
        let factor = |factor: &Vec<Vec<Rational>>| factor.iter().map(|x| exact(x)).collect();
        NashSubset { factors: product.factors.iter().map(factor).collect() }
    }
}

/// A pure profile as a product of points.
fn certain(game: &StrategicGame, profile: &Profile) -> Product {
    let strategy = |(&option, &size): (&usize, &usize)| {
        vec![(0..size).map(|o| Rational::from(i64::from(o == option))).collect()]
    };
    Product::new(profile.0.iter().zip(game.sizes()).map(strategy).collect())
}

/// Pure first, in file order; then by the sizes of the supports (their sum, then player by
/// player), the supports in file order, the probabilities.
fn by_support(a: &MixedProfile, b: &MixedProfile) -> Ordering {
    let key = |profile: &MixedProfile| {
        let players = 0..profile.mixtures().len();
        let supports: Vec<Vec<usize>> = players.map(|player| profile.support(player)).collect();
        let sizes: Vec<usize> = supports.iter().map(Vec::len).collect();
        (sizes.iter().sum::<usize>(), sizes, supports)
    };
    let probabilities = || -> Ordering {
        let numbers = |profile: &MixedProfile| -> Vec<Algebraic> {
            profile.mixtures().iter().flatten().cloned().collect()
        };
        numbers(a).cmp(&numbers(b))
    };
    key(a).cmp(&key(b)).then_with(probabilities)
}

/// Equilibria once each, and the classes in the order of their first equilibrium.
#[derive(Default)]
struct Groups {
    equilibria: Vec<Equilibrium>,
    classes: Vec<(usize, Vec<usize>)>,
}

impl Groups {
    fn add(&mut self, equilibrium: Equilibrium, class: usize) {
        if self.equilibria.last().is_some_and(|last| last.profile() == equilibrium.profile()) {
            return;
        }
        let number = self.equilibria.len();
        self.equilibria.push(equilibrium);
        match self.classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, members)) => members.push(number),
            None => self.classes.push((class, vec![number])),
        }
    }
}

/// Disjoint sets.
struct Classes(Vec<usize>);

impl Classes {
    fn new(count: usize) -> Classes {
        Classes((0..count).collect())
    }

    fn of(&self, mut member: usize) -> usize {
        while self.0[member] != member {
            member = self.0[member];
        }
        member
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}
