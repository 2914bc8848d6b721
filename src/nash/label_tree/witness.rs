//! What proves a step of the tree, checked in integers.
//!
//! *Multipliers.* Let $x$ be a strategy with best payoff $v$ and slacks $s_j = v - (x^\top B)_j \ge
//! 0$ of the other player, on a face where $x_i = 0$ and $s_j = 0$ for the tight labels. Integers
//! $\lambda_j$ with
//!
//! $$ \sum_j \lambda_j = 0, \qquad \lambda_j \le 0 \;\; (j \text{ not tight}), \qquad
//!    g_i = \sum_j B_{ij} \lambda_j \le 0 \;\; (i \text{ not tight}) $$
//!
//! make $\sum_i g_i x_i = -\sum_j \lambda_j s_j$ both at most and at least 0: so $x_i = 0$ wherever
//! $g_i < 0$, and $s_j = 0$ wherever $\lambda_j < 0$. If that leaves no option to play, the face is
//! empty. The row of a dictionary is such an identity. Its floats are scaled and cut to
//! integers where there is room for errors (all $g_i < 0$); otherwise the multipliers are the
//! line on which the identity's coefficients lie ([`crate::linalg::kernel`]).
//!
//! *Vertices.* A point is the line that its tight labels' equations leave of the strategies and
//! their best payoffs. Vertices that were proposed are all where at each of them edges to others
//! span a simplicial cone as large as the face: then there are no other edges. Vertices of other
//! faces are enumerated in integers.

use std::cmp::Ordering;

use super::dictionary::{Dictionary, Scalar};
use super::side::{Entry, Role, Side};
use crate::budget::{Budget, Stopped};
use crate::linalg::kernel::line;
use crate::linalg::polytope::extreme_rays;
use crate::linalg::{Bits, Integers};
use crate::number::Integer;

/// What is decided about a label on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing.
    Open,
    /// It is 0 on the face.
    Tight,
    /// The vertices that are looked for do not have it.
    Excluded,
}

/// Multipliers, and the labels that they prove tight.
pub(super) struct Multipliers {
    /// One for each option of the other player.
    pub(super) weights: Integers,
    pub(super) proved: Vec<usize>,
    /// Whether no option is left to play.
    pub(super) empties: bool,
}

/// A vertex: its strategy in proportions, and the labels that are tight there.
pub(super) struct Vertex {
    pub(super) point: Integers,
    pub(super) tight: Bits,
}

/// Multipliers are cut to this many bits. More, and proofs grow; less, and fewer pass.
const LONG: [u8; 2] = [28, 44];
/// Where a proof is written, short multipliers are tried first.
const SHORT: [u8; 5] = [0, 2, 5, 10, 18];

/// A face of a side.
#[derive(Clone, Copy)]
pub(super) struct Face<'a> {
    pub(super) side: &'a Side,
    /// For each label.
    pub(super) status: &'a [Status],
}

impl Face<'_> {
    fn is(&self, label: usize, status: Status) -> bool {
        self.status[label] == status
    }

    fn own_is(&self, option: usize, status: Status) -> bool {
        self.is(self.side.own_label(option), status)
    }

    fn opposing_is(&self, option: usize, status: Status) -> bool {
        self.is(self.side.opposing_label(option), status)
    }

    /// Whether no option is left to play.
    pub(super) fn is_empty(&self) -> bool {
        (0..self.side.own).all(|option| self.own_is(option, Status::Tight))
    }

    /// Multipliers that prove what a dictionary's row shows: that its variable is not 0 where it
    /// has a positive constant and no negative coefficient, though its label is tight; that it is 0
    /// where it has constant 0 and no positive coefficient.
    pub(super) fn multipliers<S: Scalar>(
        &self,
        dictionary: &Dictionary<S>,
        row: usize,
        short: bool,
        budget: &Budget,
    ) -> Option<Multipliers> {
        if !S::EXACT && dictionary.value(row).is_positive() {
            let weights = self.floats(dictionary, row);
            let mut tries = SHORT.iter().filter(|_| short).chain(&LONG);
            let empty = |weights| self.checked(weights).filter(|found| found.empties);
            if let Some(found) = tries.find_map(|&bits| empty(self.cut(&weights, bits))) {
                return Some(found);
            }
        }
        self.identity(dictionary, row, budget)
    }

    /// What multipliers prove; nothing if that is nothing.
    fn checked(&self, weights: Integers) -> Option<Multipliers> {
        let mut proved = Vec::new();
        for option in weights.support() {
            let negative = weights.sign(option) == Ordering::Less;
            if !self.opposing_is(option, Status::Tight) {
                negative.then(|| proved.push(self.side.opposing_label(option)))?;
            }
        }
        if !weights.total().is_zero() {
            return None;
        }
        let given = self.side.given(&weights);
        let mut empties = true;
        for option in (0..self.side.own).filter(|&option| !self.own_is(option, Status::Tight)) {
            match given.sign(option) {
                Ordering::Less => proved.push(self.side.own_label(option)),
                Ordering::Equal => empties = false,
                Ordering::Greater => return None,
            }
        }
        (!proved.is_empty()).then_some(Multipliers { weights, proved, empties })
    }

    /// The option whose multiplier may have any sign, if there is one.
    fn anchor(&self) -> usize {
        (0..self.side.opposing).find(|&j| self.opposing_is(j, Status::Tight)).unwrap_or(0)
    }

    fn floats<S: Scalar>(&self, dictionary: &Dictionary<S>, row: usize) -> Vec<f64> {
        let mut weights = vec![0.0; self.side.opposing];
        for (option, coefficient) in dictionary.identity(self.side, row) {
            weights[option] = coefficient.to_f64();
        }
        weights[self.anchor()] -= weights.iter().sum::<f64>();
        weights
    }

    fn cut(&self, weights: &[f64], bits: u8) -> Integers {
        let largest = weights.iter().fold(0.0, |most: f64, weight| most.max(weight.abs()));
        let scale = f64::from(bits).exp2() / largest;
        let mut weights: Vec<i128> = weights.iter().map(|weight| whole(weight * scale)).collect();
        weights[self.anchor()] -= weights.iter().sum::<i128>();
        Integers::Small(weights)
    }

    /// The multipliers of the identity that a row is, exactly: they are 0 against every other
    /// basic own option.
    fn identity<S: Scalar>(
        &self,
        dictionary: &Dictionary<S>,
        row: usize,
        budget: &Budget,
    ) -> Option<Multipliers> {
        let side = self.side;
        let options: Vec<usize> =
            dictionary.identity(side, row).map(|(option, _)| option).collect();
        if options.is_empty() {
            return None;
        }
        let others = dictionary.basic.iter().enumerate().filter(|&(other, _)| other != row);
        let basic = others.filter_map(|(_, &label)| match side.role(label as usize) {
            Role::Own(option) => Some(option),
            Role::Opposing(_) => None,
        });
        let equations =
            basic.flat_map(|i| options.iter().map(move |j| Entry::Payoff(j * side.own + i)));
        let mut weights =
            line(side.matrix(equations), options.len(), budget)?.spread(&options, side.opposing);
        let mut total = weights.total();
        if total < Integer::ZERO {
            weights.negate();
            total = -total;
        }
        if !total.is_zero() {
            weights.subtract(self.anchor(), &total);
            return self.checked(weights);
        }
        let mut negative = weights.clone();
        negative.negate();
        self.checked(weights).or_else(|| self.checked(negative))
    }

    /// The only point of the face, if it is one.
    pub(super) fn vertex(&self, budget: &Budget) -> Option<Vertex> {
        let side = self.side;
        let played: Vec<usize> =
            (0..side.own).filter(|&option| !self.own_is(option, Status::Tight)).collect();
        let best = played.len();
        let equal = (0..side.opposing).filter(|&j| self.opposing_is(j, Status::Tight));
        let equations = equal.flat_map(|j| {
            let payoffs = played.iter().map(move |i| Entry::Payoff(j * side.own + i));
            payoffs.chain([Entry::Number(-1)])
        });
        let mut solution = line(side.matrix(equations), best + 1, budget)?;
        if solution.sign(best) == Ordering::Less {
            solution.negate();
        }
        let point = solution.spread(&played, side.own);
        let earned = side.earned(&point);
        let mut tight = Bits::none(self.status.len());
        for option in 0..side.own {
            match point.sign(option) {
                Ordering::Less => return None,
                Ordering::Equal => tight.insert(side.own_label(option)),
                Ordering::Greater => {}
            }
        }
        for option in 0..side.opposing {
            match earned.compare(option, &solution, best) {
                Ordering::Less if !self.opposing_is(option, Status::Tight) => {}
                Ordering::Equal => tight.insert(side.opposing_label(option)),
                _ => return None,
            }
        }
        // Payoffs are positive: were nothing played, no option would earn the best.
        (solution.sign(best) == Ordering::Greater).then_some(Vertex { point, tight })
    }

    /// All vertices of the face, each given by as many labels as the face has dimensions, if they
    /// prove that they are all: at each, edges to others span the cone of the face.
    pub(super) fn surrounded(&self, bases: &[Vec<usize>], budget: &Budget) -> Option<Vec<Vertex>> {
        let vertex = |labels: &Vec<usize>| {
            let mut status = self.status.to_vec();
            labels.iter().for_each(|&label| status[label] = Status::Tight);
            Face { side: self.side, status: &status }.vertex(budget)
        };
        let vertices = bases.iter().map(vertex).collect::<Option<Vec<Vertex>>>()?;
        let dimension = bases.first()?.len();
        let spanned = |at: &Vertex| {
            let others = vertices.iter().map(|other| at.tight.minus(&other.tight));
            span_simplex(others.filter(|lost| !lost.is_empty()).collect(), dimension)
        };
        vertices.iter().all(spanned).then_some(vertices)
    }

    /// All vertices of the face, by the double description method.
    pub(super) fn vertices(&self, budget: &Budget) -> Result<Vec<Vertex>, Stopped> {
        let side = self.side;
        let played: Vec<usize> =
            (0..side.own).filter(|&option| !self.own_is(option, Status::Tight)).collect();
        // The best payoff, which is positive, then the options: it is at least what each earns.
        let row = |j: usize| {
            let payoffs = played.iter().map(|i| -side.payoff(j * side.own + i));
            let row = std::iter::once(Integer::ONE).chain(payoffs).collect();
            (row, self.opposing_is(j, Status::Tight))
        };
        let mut rows: Vec<(Vec<Integer>, bool)> = (0..side.opposing).map(row).collect();
        rows.sort_by_key(|&(_, equality)| !equality);
        let mut vertices = Vec::new();
        for mut ray in extreme_rays(played.len(), &rows, budget)? {
            let weights = Integers::Big(ray.split_off(1));
            if weights.support().next().is_some() {
                let point = weights.spread(&played, side.own);
                vertices.push(Vertex { tight: self.tight_at(&point), point });
            }
        }
        Ok(vertices)
    }

    fn tight_at(&self, point: &Integers) -> Bits {
        let earned = self.side.earned(point);
        let options = 0..self.side.opposing;
        let best = options.clone().max_by(|&a, &b| earned.compare(a, &earned, b)).unwrap_or(0);
        let answers = options.filter(|&option| earned.compare(option, &earned, best).is_eq());
        let mut tight = Bits::none(self.status.len());
        answers.for_each(|option| tight.insert(self.side.opposing_label(option)));
        let unplayed = (0..self.side.own).filter(|&option| point.is_zero(option));
        unplayed.for_each(|option| tight.insert(self.side.own_label(option)));
        tight
    }
}

/// The integer part: cutting keeps what is at most 0 at most 0.
#[expect(clippy::cast_possible_truncation, reason = "it is meant")]
fn whole(number: f64) -> i128 {
    i128::from(number as i64)
}

/// Whether the least of these sets are as many as the dimension, each with an element of its own:
/// sets of labels that stop being tight on the way from a vertex to another.
fn span_simplex(mut lost: Vec<Bits>, dimension: usize) -> bool {
    lost.sort_by_key(|labels| labels.count_and(labels));
    let mut least: Vec<Bits> = Vec::new();
    for labels in lost {
        if !least.iter().any(|less| less.is_subset_of(&labels)) {
            if least.len() == dimension {
                return false;
            }
            least.push(labels);
        }
    }
    let own = |labels: &Bits| {
        let others = least.iter().filter(|other| *other != labels);
        !others.fold(labels.clone(), |rest, other| rest.minus(other)).is_empty()
    };
    least.len() == dimension && least.iter().all(own)
}
