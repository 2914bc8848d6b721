//! Products of polytopes compared by their supports first.
//!
//! A face of a simplex is $\{\, x \mid x_o = 0 \text{ for } o \notin S \,\}$. It contains a
//! polytope exactly if $S$ contains the polytope's support, and meets it exactly if $S$ contains
//! the support of one of its vertices, since $\sum_{o \notin S} x_o \ge 0$ is least at a vertex.
//! Its dimension is $|S| - 1$. Linear programs are left for polytopes that are no faces.

use super::product::Product;
use crate::budget::{Budget, Stopped};
use crate::linalg::{Bits, convex};
use crate::number::Rational;

/// A product with what is quickly known about each of its factors.
pub(super) struct Outlined {
    pub(super) product: Product,
    sides: Vec<Side>,
}

struct Side {
    /// The options that some vertex plays.
    support: Bits,
    /// Whether the factor is the whole face over its support.
    face: bool,
}

impl Side {
    fn new(factor: &[Vec<Rational>]) -> Side {
        let played = |vertex: &Vec<Rational>| {
            (0..vertex.len()).filter(|&option| !vertex[option].is_zero()).collect::<Vec<_>>()
        };
        let mut support = Bits::none(factor.first().map_or(0, Vec::len));
        let mut face = true;
        for vertex in factor {
            let options = played(vertex);
            face &= options.len() == 1;
            options.into_iter().for_each(|option| support.insert(option));
        }
        Side { support, face }
    }
}

type Factor<'a> = (&'a [Vec<Rational>], &'a Side);

impl Outlined {
    pub(super) fn new(product: Product) -> Outlined {
        let sides = product.factors.iter().map(|factor| Side::new(factor)).collect();
        Outlined { product, sides }
    }

    pub(super) fn is_point(&self) -> bool {
        self.product.is_point()
    }

    fn factors(&self) -> impl Iterator<Item = Factor<'_>> {
        self.product.factors.iter().map(Vec::as_slice).zip(&self.sides)
    }

    pub(super) fn contains(&self, other: &Outlined, budget: &Budget) -> Result<bool, Stopped> {
        budget.check()?;
        let mut supports = self.sides.iter().zip(&other.sides);
        if !supports.all(|(own, other)| other.support.is_subset_of(&own.support)) {
            return Ok(false);
        }
        for ((own, side), (other, _)) in self.factors().zip(other.factors()) {
            for vertex in other.iter().filter(|_| !side.face) {
                if !convex::contains(own, vertex, budget)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    pub(super) fn contains_point(
        &self,
        point: &[Vec<Rational>],
        budget: &Budget,
    ) -> Result<bool, Stopped> {
        let point = Product::new(point.iter().map(|strategy| vec![strategy.clone()]).collect());
        self.contains(&Outlined::new(point), budget)
    }

    pub(super) fn meets(&self, other: &Outlined, budget: &Budget) -> Result<bool, Stopped> {
        budget.check()?;
        let mut supports = self.sides.iter().zip(&other.sides);
        if supports.any(|(own, other)| own.support.and(&other.support).is_empty()) {
            return Ok(false);
        }
        for (own, other) in self.factors().zip(other.factors()) {
            if !meet(own, other, budget)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The dimension; after a stop, for factors that are no faces, what it is at most.
    pub(super) fn dimension(&self, budget: &Budget) -> usize {
        let of_factor = |(factor, side): Factor<'_>| {
            if side.face || budget.check().is_err() {
                side.support.count_and(&side.support).min(factor.len()).saturating_sub(1)
            } else {
                convex::dimension(factor)
            }
        };
        self.factors().map(of_factor).sum()
    }
}

fn meet((v, a): Factor<'_>, (w, b): Factor<'_>, budget: &Budget) -> Result<bool, Stopped> {
    let within = |vertex: &Vec<Rational>, face: &Side| {
        (0..vertex.len()).all(|option| vertex[option].is_zero() || face.support.contains(option))
    };
    match (a.face, b.face) {
        // Their supports meet, as the caller has seen.
        (true, true) => Ok(true),
        (true, false) => Ok(w.iter().any(|vertex| within(vertex, a))),
        (false, true) => Ok(v.iter().any(|vertex| within(vertex, b))),
        (false, false) => convex::meet(v, w, budget),
    }
}
