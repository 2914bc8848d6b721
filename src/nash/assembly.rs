//! From pieces to the answer: the extreme equilibria, each checked, and the components.
//!
//! Pieces are products of polytopes, isolated points, and samples of curves. Pieces contained in
//! others are dropped; two products of polytopes meet exactly if they meet factor by factor, and
//! the components of the union are those of the graph of pieces that meet.
//!
//! When the budget ends the answer is made of what was checked by then; pieces that were not
//! compared are joined only where they share an extreme equilibrium.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Equilibrium;
use super::equilibria::{
    Argument, Component, Coverage, Equilibria, NashSubset, Undecided, UndecidedReason, exact,
};
use super::outline::Outlined;
use super::product::Product;
use super::union::{ADDED_AFTER_STOP, Curve, LONGEST_ANSWER, Union};
use crate::budget::{Budget, Stopped};
use crate::game::{MixedProfile, StrategicGame};
use crate::number::{Algebraic, Rational};

impl Union {
    /// Checks every extreme point and puts everything in order.
    pub(super) fn assemble(
        mut self,
        game: &StrategicGame,
        argument: Argument,
        budget: &Budget,
    ) -> Equilibria {
        let products = maximal(std::mem::take(&mut self.products), budget);
        let pieces = Pieces { products, points: self.points, curves: self.curves };
        let mut classes = Classes::new(pieces.count());
        let mut listing = Listing::new(game, budget);
        let listed = listing.list(&pieces, &mut classes);
        let connected = listed.and_then(|()| pieces.connect(&mut classes, budget));
        let mut undecided = self.undecided;
        let mut add = |support, why| undecided.push(Undecided { support, why });
        for support in listing.refused {
            add(Some(support), UndecidedReason::Refused);
        }
        if self.more > 0 {
            add(None, UndecidedReason::More { supports: self.more });
        }
        let left = self.unlisted.saturating_add(listing.unlisted);
        if left > 0 {
            add(None, UndecidedReason::TooManySupports { left });
        }
        // Every game has an equilibrium: who finds none has not found all.
        if listing.checked.is_empty() && undecided.is_empty() && connected.is_ok() {
            undecided.push(Undecided { support: None, why: UndecidedReason::Refused });
        }
        if connected.is_err() && !undecided.contains(&Undecided::stopped()) {
            undecided.push(Undecided::stopped());
        }
        let (equilibria, classes) = in_order(listing.checked, &classes);
        let components = pieces.components(classes, budget);
        Equilibria { equilibria, components, coverage: Coverage { argument, undecided } }
    }
}

/// Each product once, and none that lies in another, as far as the budget allows.
fn maximal(mut products: Vec<Product>, budget: &Budget) -> Vec<Outlined> {
    products.sort();
    products.dedup();
    let outlined: Vec<Outlined> = products.into_iter().map(Outlined::new).collect();
    let wide: Vec<usize> = (0..outlined.len()).filter(|&p| !outlined[p].is_point()).collect();
    let inside = |place: usize| {
        for &other in wide.iter().filter(|&&other| other != place) {
            if outlined[other].contains(&outlined[place], budget)? {
                return Ok(true);
            }
        }
        Ok(false)
    };
    let inside: Vec<Result<bool, Stopped>> = (0..outlined.len()).map(inside).collect();
    let kept = outlined.into_iter().zip(inside).filter(|(_, inside)| *inside != Ok(true));
    kept.map(|(product, _)| product).collect()
}

/// What the set of equilibria consists of, numbered: products, then points, then curves.
struct Pieces {
    products: Vec<Outlined>,
    points: Vec<MixedProfile>,
    curves: Vec<Curve>,
}

impl Pieces {
    fn first_curve(&self) -> usize {
        self.products.len() + self.points.len()
    }

    fn count(&self) -> usize {
        self.first_curve() + self.curves.len()
    }

    /// Joins the pieces that meet.
    fn connect(&self, classes: &mut Classes, budget: &Budget) -> Result<(), Stopped> {
        budget.check()?;
        let products = 0..self.products.len();
        let wide: Vec<usize> = products.filter(|&p| !self.products[p].is_point()).collect();
        for (place, &p) in wide.iter().enumerate() {
            budget.check()?;
            for &q in &wide[..place] {
                if classes.of(p) != classes.of(q)
                    && self.products[p].meets(&self.products[q], budget)?
                {
                    classes.join(p, q);
                }
            }
        }
        for c in 0..self.curves.len() {
            self.connect_curve(c, classes, budget)?;
        }
        Ok(())
    }

    fn connect_curve(
        &self,
        c: usize,
        classes: &mut Classes,
        budget: &Budget,
    ) -> Result<(), Stopped> {
        let this = self.first_curve() + c;
        for sample in &self.curves[c].samples {
            for (p, product) in self.products.iter().enumerate() {
                if product.contains_point(sample, budget)? {
                    classes.join(this, p);
                }
            }
            for (d, other) in self.curves[..c].iter().enumerate() {
                if other.samples.contains(sample) {
                    classes.join(this, self.first_curve() + d);
                }
            }
        }
        Ok(())
    }

    /// The components with these pieces and equilibria.
    fn components(&self, classes: Vec<Class>, budget: &Budget) -> Vec<Component> {
        let component = |Class { pieces, equilibria }: Class| {
            let dimension = pieces.iter().map(|&piece| self.dimension(piece, budget)).max();
            let curved = pieces.iter().any(|&piece| piece >= self.first_curve());
            // A point that is joined to other pieces lies in one of them.
            let is_part = |piece: usize| !curved && (pieces.len() == 1 || self.is_wide(piece));
            let subsets = pieces.iter().copied().filter(|&piece| is_part(piece));
            let subsets = subsets.map(|piece| self.subset(piece)).collect();
            Component { dimension: dimension.unwrap_or(0), equilibria, subsets }
        };
        classes.into_iter().map(component).collect()
    }

    fn is_wide(&self, piece: usize) -> bool {
        self.products.get(piece).is_some_and(|product| !product.is_point())
    }

    fn dimension(&self, piece: usize, budget: &Budget) -> usize {
        match self.products.get(piece) {
            Some(product) => product.dimension(budget),
            None => piece
                .checked_sub(self.first_curve())
                .map_or(0, |curve| self.curves[curve].dimension),
        }
    }

    fn subset(&self, piece: usize) -> NashSubset {
        let Some(outlined) = self.products.get(piece) else {
            let point = &self.points[piece - self.products.len()];
            let factors = point.mixtures().iter().map(|mixture| vec![mixture.clone()]).collect();
            return NashSubset { factors };
        };
        let factor = |factor: &Vec<Vec<Rational>>| factor.iter().map(|x| exact(x)).collect();
        NashSubset { factors: outlined.product.factors.iter().map(factor).collect() }
    }
}

/// The extreme points and samples that pass the check.
struct Listing<'a> {
    game: &'a StrategicGame,
    budget: &'a Budget,
    /// How many probabilities a profile has.
    length: usize,
    /// With the number of a piece each is in.
    checked: Vec<(Equilibrium, usize)>,
    /// The first piece in which a rational profile was met.
    seen: HashMap<Vec<Vec<Rational>>, usize>,
    after_stop: usize,
    unlisted: u64,
    refused: Vec<Vec<Vec<usize>>>,
}

impl<'a> Listing<'a> {
    fn new(game: &'a StrategicGame, budget: &'a Budget) -> Listing<'a> {
        Listing {
            game,
            budget,
            length: game.sizes().iter().sum::<usize>().max(1),
            checked: Vec::new(),
            seen: HashMap::new(),
            after_stop: 0,
            unlisted: 0,
            refused: Vec::new(),
        }
    }

    /// Checks everything, and joins pieces that share a point.
    fn list(&mut self, pieces: &Pieces, classes: &mut Classes) -> Result<(), Stopped> {
        for (piece, outlined) in pieces.products.iter().enumerate() {
            let product = &outlined.product;
            for (place, vertex) in (0..).zip(product.vertices()) {
                self.afford(vertex.iter().map(|x| played(x)))?;
                if self.checked.len() * self.length >= LONGEST_ANSWER {
                    let rest = product.vertex_count() - place;
                    self.unlisted = self.unlisted.saturating_add(rest);
                    break;
                }
                self.add_rational(piece, vertex, classes);
            }
        }
        for (piece, point) in (pieces.products.len()..).zip(&pieces.points) {
            let played = |player| point.support(player).len();
            self.afford((0..point.mixtures().len()).map(played))?;
            self.add(piece, point.clone());
        }
        for (piece, curve) in (pieces.first_curve()..).zip(&pieces.curves) {
            for sample in &curve.samples {
                self.afford(sample.iter().map(|x| played(x)))?;
                self.add_rational(piece, sample.clone(), classes);
            }
        }
        Ok(())
    }

    /// Whether one more may be checked, whose players play this many options each.
    fn afford(&mut self, played: impl Iterator<Item = usize>) -> Result<(), Stopped> {
        if self.budget.check().is_err() {
            let cost = played.fold(self.length, usize::saturating_mul);
            self.after_stop = self.after_stop.saturating_add(cost);
            if self.after_stop > ADDED_AFTER_STOP {
                return Err(Stopped);
            }
        }
        Ok(())
    }

    fn add_rational(&mut self, piece: usize, point: Vec<Vec<Rational>>, classes: &mut Classes) {
        match self.seen.entry(point) {
            Entry::Occupied(known) => classes.join(piece, *known.get()),
            Entry::Vacant(new) => {
                let profile = MixedProfile::rational(new.key().clone());
                new.insert(piece);
                if let Ok(profile) = profile {
                    self.add(piece, profile);
                }
            }
        }
    }

    fn add(&mut self, piece: usize, profile: MixedProfile) {
        let support: Vec<_> =
            (0..self.game.sizes().len()).map(|player| profile.support(player)).collect();
        match Equilibrium::check(self.game, profile) {
            Ok(equilibrium) => self.checked.push((equilibrium, piece)),
            Err(deviation) => {
                debug_assert!(false, "a solver proposed {deviation:?}");
                if !self.refused.contains(&support) {
                    self.refused.push(support);
                }
            }
        }
    }
}

/// How many options a strategy plays.
fn played(strategy: &[Rational]) -> usize {
    strategy.iter().filter(|probability| !probability.is_zero()).count()
}

/// Pieces that are connected, and the equilibria on them.
#[derive(Default)]
struct Class {
    pieces: Vec<usize>,
    equilibria: Vec<usize>,
}

/// The equilibria in order, once each, and the classes in the order of their first equilibrium.
fn in_order(
    checked: Vec<(Equilibrium, usize)>,
    classes: &Classes,
) -> (Vec<Equilibrium>, Vec<Class>) {
    let keyed = |(equilibrium, piece): (Equilibrium, usize)| {
        (Key::new(equilibrium.profile()), equilibrium, piece)
    };
    let mut checked: Vec<(Key, Equilibrium, usize)> = checked.into_iter().map(keyed).collect();
    checked.sort_by(|(a, x, _), (b, y, _)| {
        a.cmp(b).then_with(|| by_probabilities(x.profile(), y.profile()))
    });
    checked.dedup_by(|(a, x, _), (b, y, _)| a == b && x.profile() == y.profile());
    let mut places = HashMap::new();
    let mut found: Vec<Class> = Vec::new();
    let mut equilibria = Vec::new();
    for (_, equilibrium, piece) in checked {
        let place = *places.entry(classes.of(piece)).or_insert(found.len());
        if place == found.len() {
            found.push(Class::default());
        }
        found[place].equilibria.push(equilibria.len());
        equilibria.push(equilibrium);
    }
    for piece in 0..classes.0.len() {
        if let Some(&place) = places.get(&classes.of(piece)) {
            found[place].pieces.push(piece);
        }
    }
    (equilibria, found)
}

/// Pure first, in file order; then by the sizes of the supports (their sum, then player by
/// player), then the supports in file order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key(usize, Vec<usize>, Vec<Vec<usize>>);

impl Key {
    fn new(profile: &MixedProfile) -> Key {
        let players = 0..profile.mixtures().len();
        let supports: Vec<Vec<usize>> = players.map(|player| profile.support(player)).collect();
        let sizes: Vec<usize> = supports.iter().map(Vec::len).collect();
        Key(sizes.iter().sum(), sizes, supports)
    }
}

fn by_probabilities(a: &MixedProfile, b: &MixedProfile) -> Ordering {
    let numbers = |profile: &MixedProfile| -> Vec<Algebraic> {
        profile.mixtures().iter().flatten().cloned().collect()
    };
    numbers(a).cmp(&numbers(b))
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::game::Player;

    #[test]
    fn a_stopped_answer_has_no_point_beside_the_part_that_it_lies_in() {
        let ties = StrategicGame::bimatrix(
            Player::plain("row", &["top", "bottom"]),
            Player::plain("column", &["left", "right"]),
            &[&[(1, 0), (1, 0)], &[(0, 0), (0, 0)]],
        );
        let budget = Budget::default();
        budget.stop().store(true, Ordering::Relaxed);
        let mut union = Union::with_pure_equilibria(&ties, &budget);
        assert_eq!(union.products.len(), 2);
        union.products.extend(Union::face(&ties, &[vec![0], vec![0, 1]]).products);
        let found = union.assemble(&ties, Argument::VertexEnumeration, &budget);
        assert_eq!(found.equilibria.len(), 2);
        let subsets = |component: &Component| component.subsets.len();
        assert_eq!(found.components.iter().map(subsets).collect::<Vec<_>>(), [1]);
    }
}
