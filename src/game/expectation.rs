//! Expected payoffs, exactly and in one pass.
//!
//! $$ u_i(a, x_{-i}) = \sum_{s_{-i}} \Bigl( \prod_{j \ne i} x_j(s_j) \Bigr) u_i(a, s_{-i}) $$
//!
//! over the others' supports. Every probability is $(p + q\sqrt c)/d$ with integers, $c$ common to
//! the profile and $d$ to the player, so the sum is one of integers, divided once at its end.

use super::{MixedProfile, Mixture, StrategicGame};
use crate::linalg::{common_denominator, scaled};
use crate::number::{Algebraic, Integer, Rational};

/// `p + q√c`.
struct Weight {
    p: Integer,
    q: Integer,
}

/// A player's options with positive probability: how far each moves the index, and its weight.
type Axis = Vec<(usize, Weight)>;

/// The payoff of each option of `player` against the others' mixtures.
pub(super) fn option_payoffs(
    game: &StrategicGame,
    player: usize,
    profile: &MixedProfile,
) -> Vec<Algebraic> {
    let mixtures = profile.mixtures();
    let root = mixtures.iter().flatten().find_map(|number| match number {
        Algebraic::Rational(_) => None,
        Algebraic::Surd(surd) => Some(surd),
    });
    let radicand = root.map_or(Integer::ZERO, |surd| surd.radicand().clone());
    let mut denominator = game.table(player).denominator();
    let mut axes = Vec::new();
    for other in (0..mixtures.len()).filter(|&other| other != player) {
        let (axis, common) = axis(&mixtures[other], game.stride(other));
        axes.push(axis);
        denominator *= common;
    }
    let (table, stride) = (game.table(player), game.stride(player));
    let zero = || Weight { p: Integer::ZERO, q: Integer::ZERO };
    let mut sums: Vec<Weight> = (0..game.sizes()[player]).map(|_| zero()).collect();
    let one = Weight { p: Integer::ONE, q: Integer::ZERO };
    visit(&axes, 0, &one, &radicand, &mut |index, weight| {
        for (option, sum) in sums.iter_mut().enumerate() {
            let payoff = table.numerator(index + option * stride);
            sum.p += &weight.p * &payoff;
            if !weight.q.is_zero() {
                sum.q += &weight.q * &payoff;
            }
        }
    });
    let over = |n: Integer| Rational::ratio(n, denominator.clone()).unwrap_or_default();
    let value = |sum: Weight| {
        let rational = Algebraic::from(over(sum.p));
        root.map_or(rational.clone(), |surd| rational.plus(&surd.root().times(&over(sum.q).into())))
    };
    sums.into_iter().map(value).collect()
}

/// A mixture as integer weights over one denominator.
fn axis(mixture: &Mixture, stride: usize) -> (Axis, Integer) {
    let parts = |number: &Algebraic| match number {
        Algebraic::Rational(a) => (a.clone(), Rational::ZERO),
        Algebraic::Surd(surd) => (surd.rational_part().clone(), surd.coefficient().clone()),
    };
    let played = mixture.iter().enumerate().filter(|(_, number)| !number.is_zero());
    let played: Vec<_> = played.map(|(option, number)| (option, parts(number))).collect();
    let common = common_denominator(played.iter().flat_map(|(_, (a, b))| [a, b]));
    let weight =
        |(a, b): &(Rational, Rational)| Weight { p: scaled(a, &common), q: scaled(b, &common) };
    let axis = played.iter().map(|(option, parts)| (option * stride, weight(parts))).collect();
    (axis, common)
}

/// Calls back with the index and the weight of each profile of the axes.
fn visit(
    axes: &[Axis],
    index: usize,
    weight: &Weight,
    radicand: &Integer,
    each: &mut impl FnMut(usize, &Weight),
) {
    let Some((axis, rest)) = axes.split_first() else { return each(index, weight) };
    for (offset, factor) in axis {
        let product = weight.times(factor, radicand);
        visit(rest, index + offset, &product, radicand, each);
    }
}

impl Weight {
    fn times(&self, other: &Weight, radicand: &Integer) -> Weight {
        if self.q.is_zero() && other.q.is_zero() {
            return Weight { p: &self.p * &other.p, q: Integer::ZERO };
        }
        Weight {
            p: &self.p * &other.p + &self.q * &other.q * radicand,
            q: &self.p * &other.q + &self.q * &other.p,
        }
    }
}
