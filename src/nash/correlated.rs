//! Correlated equilibria: what a mediator could achieve, by linear programming.
//!
//! A mediator draws an outcome $s$ with probability $p(s)$ and tells each player its own option
//! only. Nobody gains by disobeying, whatever it was told:
//!
//! $$ \sum_{s:\, s_i = a} p(s)\,\bigl(u_i(b, s_{-i}) - u_i(s)\bigr) \le 0 \qquad \text{for every
//!    player } i \text{ and options } a \ne b. $$
//!
//! R. J. Aumann, "Subjectivity and correlation in randomized strategies", *J. Math. Econ.* 1 (1974)
//! 67–96; "Correlated equilibrium as an expression of Bayesian rationality", *Econometrica* 55
//! (1987) 1–18. The distributions form a polytope with every Nash equilibrium in it, so the best
//! for a weighted sum of payoffs is a linear program with a variable for each outcome and a row for
//! each deviation, $\sum_i k_i (k_i - 1)$ of them. With a constant that makes the worths positive,
//! $\sum p = 1$ may be weakened to $\le 1$, so that nothing needs a first phase.
//!
//! The dual solution proves the bound: prices $\lambda \ge 0$ of the deviations with
//!
//! $$ \sum_i w_i u_i(s) \le t + \sum_i \sum_{b \ne s_i} \lambda_{i, s_i, b}\, \bigl(u_i(b, s_{-i}) -
//!    u_i(s)\bigr) \qquad \text{for every outcome } s, $$
//!
//! which, averaged over any correlated equilibrium, says that $\sum_i w_i u_i \le t$. Deviations
//! that never gain have no row. All programs of a game have the same constraints, so each starts
//! where the last one ended. Cost: a pivot is as large as the matrix; degenerate throughout, since
//! all right-hand sides but one are 0.

use std::fmt;

use crate::budget::{Budget, Stopped};
use crate::game::{PayoffTable, StrategicGame};
use crate::linalg::kernel::Matrix;
use crate::linalg::optimum::Search;
use crate::linalg::{common_denominator, scaled};
use crate::number::{Integer, Rational};

/// A distribution over outcomes that was checked to be a correlated equilibrium. There is no other
/// way to make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrelatedEquilibrium {
    outcomes: Vec<(usize, Rational)>,
    payoffs: Vec<Rational>,
}

/// Why a distribution is not a correlated equilibrium.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotCorrelated {
    /// An outcome that the game does not have, or a probability below 0.
    Outcome {
        /// The outcome's index in the tables.
        outcome: usize,
    },
    /// The probabilities do not sum to 1.
    Sum,
    /// A player gains by disobeying.
    Disobedience(Disobedience),
}

/// Somebody who is told one option gains by playing another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disobedience {
    /// Who.
    pub player: usize,
    /// What it is told to play.
    pub told: usize,
    /// What it would rather play; the best in file order.
    pub instead: usize,
    /// What that gains, times how often it is told so; above 0.
    pub gain: Rational,
}

impl fmt::Display for NotCorrelated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotCorrelated::Outcome { outcome } => {
                write!(f, "no probability, or no outcome, at index {outcome}")
            }
            NotCorrelated::Sum => f.write_str("the probabilities do not sum to 1"),
            NotCorrelated::Disobedience(Disobedience { player, gain, .. }) => {
                write!(f, "player {} gains {gain} by disobeying", player + 1)
            }
        }
    }
}

impl std::error::Error for NotCorrelated {}

impl CorrelatedEquilibrium {
    /// Checks the definition, exactly: outcomes by their index in the tables, each with its
    /// probability; the probability of the others is 0.
    ///
    /// ```
    /// use standoff::game::{Player, StrategicGame};
    /// use standoff::nash::CorrelatedEquilibrium;
    /// use standoff::number::Rational;
    /// let chicken = StrategicGame::bimatrix(
    ///     Player::plain("row", &["dare", "yield"]),
    ///     Player::plain("column", &["dare", "yield"]),
    ///     &[&[(0, 0), (7, 2)], &[(2, 7), (6, 6)]],
    /// );
    /// let third = || Rational::new(1, 3);
    /// let traffic_light = vec![(1, third()), (2, third()), (3, third())];
    /// let equilibrium = CorrelatedEquilibrium::check(&chicken, traffic_light)?;
    /// assert_eq!(equilibrium.payoffs(), [Rational::from(5), Rational::from(5)]);
    /// assert!(CorrelatedEquilibrium::check(&chicken, vec![(3, Rational::ONE)]).is_err());
    /// # Ok::<(), standoff::nash::NotCorrelated>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the distribution.
    pub fn check(
        game: &StrategicGame,
        mut outcomes: Vec<(usize, Rational)>,
    ) -> Result<CorrelatedEquilibrium, NotCorrelated> {
        outcomes.sort();
        let wrong =
            |(outcome, p): &&(usize, Rational)| *outcome >= game.outcomes() || p.is_negative();
        if let Some(&(outcome, _)) = outcomes.iter().find(wrong) {
            return Err(NotCorrelated::Outcome { outcome });
        }
        if outcomes.iter().map(|(_, p)| p.clone()).sum::<Rational>() != 1 {
            return Err(NotCorrelated::Sum);
        }
        outcomes.retain(|(_, p)| !p.is_zero());
        outcomes.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += &later.1;
            }
            same
        });
        let best =
            (0..game.sizes().len()).filter_map(|player| disobedience(game, player, &outcomes));
        if let Some(disobedience) = best.max_by(|a, b| a.gain.cmp(&b.gain)) {
            return Err(NotCorrelated::Disobedience(disobedience));
        }
        let payoff = |player: usize| {
            let payoffs = outcomes.iter().map(|(at, p)| game.table(player).payoff(*at) * p);
            payoffs.sum()
        };
        let payoffs = (0..game.sizes().len()).map(payoff).collect();
        Ok(CorrelatedEquilibrium { outcomes, payoffs })
    }

    /// The outcomes that may happen, by their index in the tables, increasing, each with its
    /// probability.
    pub fn outcomes(&self) -> &[(usize, Rational)] {
        &self.outcomes
    }

    /// Each player's expected payoff.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }
}

/// What a player gains most by, if anything: the gain is weighted by how often it is told so.
fn disobedience(
    game: &StrategicGame,
    player: usize,
    outcomes: &[(usize, Rational)],
) -> Option<Disobedience> {
    let (table, size, stride) = (game.table(player), game.sizes()[player], game.stride(player));
    let mut gains = vec![vec![Rational::ZERO; size]; size];
    for (at, p) in outcomes {
        let (told, now) = (at / stride % size, table.payoff(*at));
        for instead in (0..size).filter(|&instead| instead != told) {
            let then = table.payoff(at - told * stride + instead * stride);
            gains[told][instead] += (then - &now) * p;
        }
    }
    let mut best: Option<Disobedience> = None;
    for (told, gains) in gains.into_iter().enumerate() {
        for (instead, gain) in gains.into_iter().enumerate() {
            if gain.is_positive() && best.as_ref().is_none_or(|best| gain > best.gain) {
                best = Some(Disobedience { player, told, instead, gain });
            }
        }
    }
    best
}

/// What a correlated equilibrium is to be best for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// The sum of all players' payoffs.
    Sum,
    /// One player's payoff, as much as possible.
    Most(usize),
    /// One player's payoff, as little as possible.
    Least(usize),
}

/// A correlated equilibrium that is best for an objective, and the proof that none is better.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Best {
    /// What it is best for.
    pub objective: Objective,
    /// The equilibrium.
    pub equilibrium: CorrelatedEquilibrium,
    /// Why no other is better.
    pub bound: Bound,
}

/// A proof that a weighted sum of payoffs is at most so much at every correlated equilibrium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The weight of each player's payoff.
    pub weights: Vec<Rational>,
    /// What the sum is at most.
    pub most: Rational,
    /// The deviations that the proof uses.
    pub prices: Vec<Price>,
}

/// The price of a deviation in a [`Bound`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Who deviates.
    pub player: usize,
    /// From what it is told.
    pub told: usize,
    /// To what.
    pub instead: usize,
    /// The price, above 0.
    pub price: Rational,
}

impl Bound {
    /// Whether the inequality of the proof holds at every outcome: only products, sums and signs.
    pub fn holds(&self, game: &StrategicGame) -> bool {
        let payoff = |player: usize, at: usize| game.table(player).payoff(at);
        let priced = |at: usize, Price { player, told, instead, price }: &Price| {
            let (size, stride) = (game.sizes()[*player], game.stride(*player));
            if at / stride % size != *told {
                return Rational::ZERO;
            }
            let then = payoff(*player, at - told * stride + instead * stride);
            (then - payoff(*player, at)) * price
        };
        let at_outcome = |at: usize| {
            let worth: Rational =
                self.weights.iter().enumerate().map(|(p, w)| payoff(p, at) * w).sum();
            let allowed = self.prices.iter().map(|price| priced(at, price)).sum::<Rational>();
            worth <= allowed + &self.most
        };
        !self.prices.iter().any(|price| price.price.is_negative())
            && (0..game.outcomes()).all(at_outcome)
    }
}

/// Correlated equilibria that are best for several objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correlated {
    /// One for each objective, in the order in which they were asked for, as far as the budget
    /// allowed.
    pub best: Vec<Best>,
    /// Whether every objective was reached.
    pub is_complete: bool,
}

impl Correlated {
    /// The best for an objective.
    pub fn best_for(&self, objective: Objective) -> Option<&Best> {
        self.best.iter().find(|best| best.objective == objective)
    }

    /// The least and the most that a player gets at correlated equilibria, as far as known.
    pub fn range(&self, player: usize) -> [Option<&Rational>; 2] {
        [Objective::Least(player), Objective::Most(player)]
            .map(|objective| Some(&self.best_for(objective)?.equilibrium.payoffs()[player]))
    }
}

/// A program of more entries than this is not built: a quarter of a gigabyte.
const MOST_ENTRIES: usize = 1 << 24;

/// The programs of a game are larger than what is built: so many deviations and outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The deviations that gain somewhere.
    pub deviations: usize,
    /// The outcomes.
    pub outcomes: usize,
}

/// The best correlated equilibria for these objectives, one after the other.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::nash::{Objective, correlated};
/// use standoff::number::Rational;
/// let chicken = StrategicGame::bimatrix(
///     Player::plain("row", &["dare", "yield"]),
///     Player::plain("column", &["dare", "yield"]),
///     &[&[(0, 0), (7, 2)], &[(2, 7), (6, 6)]],
/// );
/// let found = correlated(&chicken, &[Objective::Sum], &Budget::default()).expect("it is small");
/// let best = found.best_for(Objective::Sum).expect("it was not stopped");
/// assert_eq!(best.bound.most, Rational::new(21, 2));
/// assert!(best.bound.holds(&chicken));
/// ```
///
/// # Errors
/// [`TooLarge`] if the programs do not fit.
pub fn correlated(
    game: &StrategicGame,
    objectives: &[Objective],
    budget: &Budget,
) -> Result<Correlated, TooLarge> {
    let deviations = deviations(game);
    let outcomes = game.outcomes();
    let rows = deviations.len() + 1;
    if rows.saturating_mul(outcomes) > MOST_ENTRIES {
        return Err(TooLarge { deviations: deviations.len(), outcomes });
    }
    let bounds = (0..rows).map(|row| Integer::from(u8::from(row + 1 == rows))).collect();
    let mut search = Search::new(matrix(game, &deviations), bounds);
    let mut found = Correlated { best: Vec::new(), is_complete: true };
    for &objective in objectives {
        match best(game, &deviations, &mut search, objective, budget) {
            Ok(best) => found.best.extend(best),
            Err(Stopped) => break,
        }
    }
    found.is_complete = found.best.len() == objectives.len();
    Ok(found)
}

/// A player, what it is told, and what it plays instead.
type Deviation = (usize, usize, usize);

/// The deviations that gain at some outcome; the others hold anyway.
fn deviations(game: &StrategicGame) -> Vec<Deviation> {
    let all_options = game.all_options();
    let of_player = |player: usize| {
        let (table, stride) = (game.table(player), game.stride(player));
        let bases: Vec<usize> = game.opposing(player, &all_options).collect();
        let gains = move |told: usize, instead: usize| {
            let gain = |base: &usize| table.compare(base + instead * stride, base + told * stride);
            bases.iter().any(|base| gain(base).is_gt())
        };
        let size = game.sizes()[player];
        let pairs = (0..size).flat_map(move |told| (0..size).map(move |instead| (told, instead)));
        let gaining = pairs.filter(move |&(told, instead)| told != instead && gains(told, instead));
        gaining.map(move |(told, instead)| (player, told, instead))
    };
    (0..game.sizes().len()).flat_map(of_player).collect()
}

/// What each deviation gains at each outcome in units of the player's denominator, and a last row
/// of ones; column by column.
fn matrix(game: &StrategicGame, deviations: &[Deviation]) -> Matrix {
    let moved = |at: usize, &(player, told, instead): &Deviation| {
        let (size, stride) = (game.sizes()[player], game.stride(player));
        (at / stride % size == told).then(|| at - told * stride + instead * stride)
    };
    let small = |at: usize, deviation: &Deviation| -> Option<i64> {
        let PayoffTable::Small { numerators, .. } = game.table(deviation.0) else { return None };
        moved(at, deviation).map_or(Some(0), |then| numerators[then].checked_sub(numerators[at]))
    };
    let gains = (0..game.outcomes()).flat_map(|at| {
        deviations.iter().map(move |deviation| small(at, deviation)).chain([Some(1)])
    });
    if let Some(entries) = gains.collect::<Option<Vec<i64>>>() {
        return Matrix::Small(entries);
    }
    let big = |at: usize, deviation: &Deviation| match moved(at, deviation) {
        None => Integer::ZERO,
        Some(then) => {
            let table = game.table(deviation.0);
            table.numerator(then) - table.numerator(at)
        }
    };
    let gains = (0..game.outcomes()).flat_map(|at| {
        deviations.iter().map(move |deviation| big(at, deviation)).chain([Integer::ONE])
    });
    Matrix::Big(gains.collect())
}

fn best(
    game: &StrategicGame,
    deviations: &[Deviation],
    search: &mut Search,
    objective: Objective,
    budget: &Budget,
) -> Result<Option<Best>, Stopped> {
    let weights = weights(objective, game.sizes().len());
    let Worths { numerators, denominator, shift } = Worths::new(game, &weights);
    let Some(optimum) = search.maximise(&numerators, budget)? else { return Ok(None) };
    let primal = &optimum.primal;
    let played = (0..numerators.len()).filter(|&at| !primal.numerators[at].is_zero());
    let outcomes = played.map(|at| (at, primal.get(at))).collect();
    let Ok(equilibrium) = CorrelatedEquilibrium::check(game, outcomes) else { return Ok(None) };
    let over = |number: Rational, scale: Integer| {
        number * Rational::ratio(scale, denominator.clone()).unwrap_or_default()
    };
    let most = over(optimum.dual.get(deviations.len()) - Rational::from(shift), Integer::ONE);
    let price = |(row, &(player, told, instead)): (usize, &Deviation)| {
        let price = over(optimum.dual.get(row), game.table(player).denominator());
        Price { player, told, instead, price }
    };
    let prices = deviations.iter().enumerate().map(price).filter(|price| !price.price.is_zero());
    let bound = Bound { weights, most, prices: prices.collect() };
    Ok(Some(Best { objective, equilibrium, bound }))
}

fn weights(objective: Objective, players: usize) -> Vec<Rational> {
    let weight = |player: usize| match objective {
        Objective::Sum => 1,
        Objective::Most(who) => i64::from(who == player),
        Objective::Least(who) => -i64::from(who == player),
    };
    (0..players).map(|player| weight(player).into()).collect()
}

/// The weighted sum of payoffs at each outcome, as `(numerator - shift) / denominator` with
/// numerators from 1.
struct Worths {
    numerators: Vec<Integer>,
    denominator: Integer,
    shift: Integer,
}

impl Worths {
    fn new(game: &StrategicGame, weights: &[Rational]) -> Worths {
        let weighted = weights.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
        let unit = |(player, weight): (usize, &Rational)| {
            Some((
                player,
                Rational::ratio(Integer::ONE, game.table(player).denominator())? * weight,
            ))
        };
        let units: Vec<(usize, Rational)> = weighted.filter_map(unit).collect();
        let denominator = common_denominator(units.iter().map(|(_, unit)| unit));
        let scales: Vec<(&PayoffTable, Integer)> = units
            .iter()
            .map(|(player, unit)| (game.table(*player), scaled(unit, &denominator)))
            .collect();
        let worth = |at: usize| -> Integer {
            let terms = scales.iter().map(|(table, scale)| table.numerator(at) * scale);
            terms.fold(Integer::ZERO, |sum, term| sum + term)
        };
        let mut numerators: Vec<Integer> = (0..game.outcomes()).map(worth).collect();
        let shift = Integer::ONE - numerators.iter().min().unwrap_or(&Integer::ONE);
        numerators.iter_mut().for_each(|worth| *worth += &shift);
        Worths { numerators, denominator, shift }
    }
}
