//! The rules of a proof, each a statement about the face of one side.

use super::{Point, Why, shares};
use crate::budget::{Budget, Stopped};
use crate::linalg::polytope::extreme_rays;
use crate::number::{Integer, Rational};

/// What is decided of a label on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Tight,
    Excluded,
    /// Excluded, and tight on the whole face.
    Contradiction,
}

/// What multipliers prove.
pub(super) struct Tightened {
    /// The labels that they make tight.
    pub(super) labels: Vec<usize>,
    /// Where nothing is left to play: while every payoff moves by less than this, nothing is.
    pub(super) radius: Option<Rational>,
}

/// The strategies of one player at which the tight labels are tight.
pub(super) struct Face<'a> {
    /// For each option of the other player what it earns against each own option.
    pub(super) payoffs: &'a [Vec<Integer>],
    /// What they are integers over.
    pub(super) denominator: &'a Integer,
    /// How many options the player has.
    pub(super) own: usize,
    /// The label of the first own option, and of the other player's first.
    pub(super) first: usize,
    pub(super) other: usize,
    /// For each label.
    pub(super) status: &'a [Status],
}

impl Face<'_> {
    fn is_tight(&self, label: usize) -> bool {
        self.status[label] == Status::Tight
    }

    /// The own options that may be played.
    pub(super) fn played(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.own).filter(|option| !self.is_tight(self.first + option))
    }

    /// Whether nothing can be left: no option to play, or an excluded label that is tight.
    pub(super) fn is_closed(&self) -> bool {
        self.played().next().is_none() || self.status.contains(&Status::Contradiction)
    }

    /// `T`: the labels that multipliers make tight, and what else they prove.
    pub(super) fn tightened(&self, multipliers: &[Integer]) -> Result<Tightened, Why> {
        let sum = multipliers.iter().fold(Integer::ZERO, |sum, multiplier| sum + multiplier);
        let free = (0..multipliers.len()).filter(|option| !self.is_tight(self.other + option));
        let free: Vec<usize> = free.collect();
        let given = |i: usize| {
            let terms = multipliers.iter().zip(self.payoffs).filter(|(m, _)| !m.is_zero());
            terms.fold(Integer::ZERO, |sum, (multiplier, row)| sum + multiplier * &row[i])
        };
        let given: Vec<(usize, Integer)> =
            self.played().map(|option| (option, given(option))).collect();
        let signs = free.iter().all(|&option| multipliers[option] <= Integer::ZERO)
            && given.iter().all(|(_, sum)| *sum <= Integer::ZERO);
        if !sum.is_zero() || !signs {
            return Err(Why::Multipliers);
        }
        let radius = self.radius(&given, multipliers);
        let slack = free.into_iter().filter(|&option| !multipliers[option].is_zero());
        let unplayed = given.into_iter().filter(|(_, sum)| !sum.is_zero());
        let unplayed = unplayed.map(|(option, _)| self.first + option);
        Ok(Tightened {
            labels: slack.map(|option| self.other + option).chain(unplayed).collect(),
            radius,
        })
    }

    /// How far every payoff may move while no option can be played: a sum $g_i < 0$ moves by at
    /// most $\sum_j |λ_j|$ times as much. Nothing if some option can.
    fn radius(&self, given: &[(usize, Integer)], multipliers: &[Integer]) -> Option<Rational> {
        let least = given.iter().map(|(_, sum)| sum).max().filter(|sum| !sum.is_zero())?;
        let size = |multiplier: &Integer| {
            if *multiplier < Integer::ZERO { -multiplier } else { multiplier.clone() }
        };
        let total = multipliers.iter().map(size).fold(Integer::ZERO, |sum, size| sum + size);
        Rational::ratio(-least, total * self.denominator)
    }

    /// The vertices of the face that have no excluded label, in proportions.
    pub(super) fn vertices(&self, budget: &Budget) -> Result<Vec<Point>, Stopped> {
        let played: Vec<usize> = self.played().collect();
        // Payoffs above 0, so that the best payoff, the first coordinate, is too.
        let least = self.payoffs.iter().flatten().min().cloned().unwrap_or_default();
        let above = |payoff: &Integer| payoff - &least + Integer::ONE;
        let row = |option: usize| {
            let payoffs = played.iter().map(|&own| -above(&self.payoffs[option][own]));
            let row = std::iter::once(Integer::ONE).chain(payoffs).collect();
            (row, self.is_tight(self.other + option))
        };
        let mut rows: Vec<(Vec<Integer>, bool)> = (0..self.payoffs.len()).map(row).collect();
        // First the equations, which leave the least to carry along.
        rows.sort_by_key(|&(_, equality)| !equality);
        let rays = extreme_rays(played.len(), &rows, budget)?;
        let strategy = |ray: &Vec<Integer>| {
            let mut point = vec![Integer::ZERO; self.own];
            played.iter().zip(&ray[1..]).for_each(|(&own, weight)| point[own].clone_from(weight));
            point
        };
        let strategies = rays.iter().map(strategy);
        Ok(strategies.filter(|point| self.is_wanted(point)).collect())
    }

    /// Whether something is played, and no excluded label is tight.
    fn is_wanted(&self, point: &Point) -> bool {
        let excluded = |label: usize| self.status[label] == Status::Excluded;
        let earned: Vec<Integer> = self.payoffs.iter().map(|row| product(point, row)).collect();
        let best = earned.iter().max();
        (0..self.own).any(|own| !point[own].is_zero())
            && (0..self.own).all(|own| !(point[own].is_zero() && excluded(self.first + own)))
            && (0..earned.len())
                .all(|option| !(Some(&earned[option]) == best && excluded(self.other + option)))
    }
}

fn product(weights: &[Integer], payoffs: &[Integer]) -> Integer {
    let terms = weights.iter().zip(payoffs).filter(|(weight, _)| !weight.is_zero());
    terms.fold(Integer::ZERO, |sum, (weight, payoff)| sum + weight * payoff)
}

/// Whether two lists hold the same strategies, in any order and with any totals.
pub(super) fn are_proportional(points: &[Point], others: &[Point]) -> bool {
    let sorted = |points: &[Point]| {
        let mut strategies: Vec<Vec<Rational>> = points.iter().map(shares).collect();
        strategies.sort();
        strategies
    };
    let positive = points.iter().flatten().all(|weight| *weight >= Integer::ZERO);
    positive && sorted(points) == sorted(others)
}
