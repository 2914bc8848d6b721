//! What solvers collect: products of polytopes, isolated points, samples of curves, and what they
//! left undecided. [`super::assembly`] makes the answer of it.

use super::equilibria::{Undecided, UndecidedReason};
use super::product::Product;
use super::pure;
use crate::budget::Budget;
use crate::game::{MixedProfile, Profile, StrategicGame};
use crate::number::Rational;

/// What solvers found, in the options of the whole game.
#[derive(Default)]
pub(super) struct Union {
    pub(super) products: Vec<Product>,
    /// Isolated equilibria that are not rational.
    pub(super) points: Vec<MixedProfile>,
    pub(super) curves: Vec<Curve>,
    pub(super) undecided: Vec<Undecided>,
    /// Undecided supports beyond those listed, at most: they are not compared with each other.
    pub(super) more: u64,
    /// Equilibria that are not listed because there are too many, at most.
    pub(super) unlisted: u64,
}

/// Undecided supports are listed up to this many, then counted. More, and the answer to a game
/// with many options is mostly this list; fewer, and users cannot see which supports are open.
const LONGEST_LIST: usize = 1000;

/// Equilibria are listed until they have this many probabilities together, then counted. Larger,
/// and games with very many ties take gigabytes; smaller, and ordinary ties are not all told.
pub(super) const LONGEST_ANSWER: usize = 2_500_000;

/// After a stop, this many payoffs are still added up to check equilibria that were found. Larger,
/// and a stopped computation ends late; smaller, and it forgets what it has found.
pub(super) const ADDED_AFTER_STOP: usize = 400_000;

/// A part of the set of equilibria that is no union of polytopes.
pub(super) struct Curve {
    /// Equilibria on it.
    pub(super) samples: Vec<Vec<Vec<Rational>>>,
    pub(super) dimension: usize,
}

impl Union {
    /// The pure equilibria, which a stopped computation can return too.
    pub(super) fn with_pure_equilibria(game: &StrategicGame, budget: &Budget) -> Union {
        let mut union = Union::default();
        let mut profiles = pure(game);
        let length = game.sizes().iter().sum::<usize>().max(1);
        let may_grow = |count: usize| {
            let most = if budget.check().is_ok() { LONGEST_ANSWER } else { ADDED_AFTER_STOP };
            count < most / length
        };
        while may_grow(union.products.len())
            && let Some(profile) = profiles.next()
        {
            union.products.push(certain(game, &profile));
        }
        union.unlisted = profiles.count() as u64;
        union
    }

    /// The profiles in which each player plays only these options, all equilibria. Where there are
    /// very many the first of each player stand for all, and the rest is counted, not listed.
    pub(super) fn face(game: &StrategicGame, options: &[Vec<usize>]) -> Union {
        let count = |options: &[Vec<usize>]| {
            options.iter().fold(1u64, |count, own| count.saturating_mul(own.len() as u64))
        };
        let first = |(own, &size): (&Vec<usize>, &usize)| {
            let most = (LONGEST_ANSWER / options.len() / size).max(1);
            own[..own.len().min(most)].to_vec()
        };
        let shown: Vec<Vec<usize>> = options.iter().zip(game.sizes()).map(first).collect();
        let unlisted = count(options) - count(&shown);
        let products = vec![Product::new(simplices(game, &shown))];
        Union { products, unlisted, ..Union::default() }
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
}

/// A pure profile as a product of points.
fn certain(game: &StrategicGame, profile: &Profile) -> Product {
    let strategy = |(&option, &size): (&usize, &usize)| {
        vec![(0..size).map(|o| Rational::from(i64::from(o == option))).collect()]
    };
    Product::new(profile.0.iter().zip(game.sizes()).map(strategy).collect())
}

/// The product of the simplices over the given options.
pub(super) fn simplices(game: &StrategicGame, options: &[Vec<usize>]) -> Vec<Vec<Vec<Rational>>> {
    let certain = |player: usize, option: usize| {
        let size = game.sizes()[player];
        (0..size).map(|o| Rational::from(i64::from(o == option))).collect()
    };
    let simplex = |player: usize| options[player].iter().map(|&o| certain(player, o)).collect();
    (0..options.len()).map(simplex).collect()
}
