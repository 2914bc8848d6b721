//! Zero-sum games of two players: the value, optimal strategies, and all equilibria, by linear
//! programming.
//!
//! Where the payoffs add up to the same $s$ at every outcome, with $a_{ij}$ those of the row
//! player,
//!
//! $$ \max_{x \in \Delta} \min_j \textstyle\sum_i x_i a_{ij} = v = \min_{y \in \Delta} \max_i
//!    \textstyle\sum_j a_{ij} y_j $$
//!
//! (J. von Neumann, "Zur Theorie der Gesellschaftsspiele", *Math. Ann.* 100 (1928) 295–320): the
//! row player can guarantee itself $v$, the other $s - v$, and the equilibria are the pairs of
//! optimal strategies. With a constant $\sigma$ that makes the payoffs positive, both are one
//! linear program and its dual,
//!
//! $$ \max \textstyle\sum_j q_j \quad\text{subject to}\quad (A + \sigma)\, q \le 1,\; q \ge 0, $$
//!
//! whose optimum is $1/(v + \sigma)$, at $q = y/(v + \sigma)$ and the prices $x/(v + \sigma)$ (G. B.
//! Dantzig, "A proof of the equivalence of the programming problem and the game problem", in
//! *Activity Analysis of Production and Allocation*, 1951, 330–335). It needs no first phase, and
//! its proof of optimality is the pair of strategies: each guarantees what the other denies.
//!
//! The optimal strategies of a player are a polytope. It is a point where nothing in the program's
//! solution is 0 or equal that need not be; else its vertices are enumerated, on the options that
//! are best against one optimal strategy of the other, with equality at those that it plays: no
//! optimal strategy is elsewhere. Cost: the program's, polynomial in practice; the vertices can be
//! exponentially many.
//!
//! The constant sum is looked for in the payoffs as they are written. A game that becomes zero-sum
//! only when one player's payoffs are rescaled is not recognised.

use super::equilibria::{Argument, Equilibria, Undecided};
use super::equilibrium::Equilibrium;
use super::product::Product;
use super::union::Union;
use crate::budget::{Budget, Stopped};
use crate::game::{MixedProfile, PayoffTable, StrategicGame};
use crate::linalg::kernel::Matrix;
use crate::linalg::optimum::{Point, Search};
use crate::linalg::polytope::{Constraint, vertices};
use crate::linalg::{common_denominator, dot};
use crate::number::{Integer, Rational};

/// What the payoffs of all players add up to, if it is the same at every outcome.
///
/// ```
/// use standoff::game::{Player, StrategicGame};
/// let share = StrategicGame::bimatrix(
///     Player::plain("we", &["left", "right"]),
///     Player::plain("they", &["left", "right"]),
///     &[&[(2, 8), (7, 3)], &[(6, 4), (1, 9)]],
/// );
/// assert_eq!(standoff::nash::constant_sum(&share).unwrap(), 10);
/// ```
pub fn constant_sum(game: &StrategicGame) -> Option<Rational> {
    if let Some((small, unit)) = small_tables(game) {
        let sum = |index: usize| small.iter().map(|table| i128::from(table[index])).sum::<i128>();
        let first = sum(0);
        let constant = (1..game.outcomes()).all(|index| sum(index) == first);
        return constant.then(|| Rational::ratio(first.into(), unit))?;
    }
    let tables: Vec<&PayoffTable> = (0..game.sizes().len()).map(|p| game.table(p)).collect();
    let unit = |table: &&PayoffTable| Rational::ratio(Integer::ONE, table.denominator());
    let denominator = common_denominator(&tables.iter().filter_map(unit).collect::<Vec<_>>());
    let scales: Vec<Integer> = tables.iter().map(|t| &denominator / t.denominator()).collect();
    let sum = |index: usize| -> Integer {
        let terms = tables.iter().zip(&scales);
        terms.fold(Integer::ZERO, |sum, (table, scale)| sum + table.numerator(index) * scale)
    };
    let first = sum(0);
    (1..game.outcomes())
        .all(|index| sum(index) == first)
        .then(|| Rational::ratio(first, denominator))?
}

/// The tables of all players and their denominator, if it is one and all numbers fit 64 bits.
fn small_tables(game: &StrategicGame) -> Option<(Vec<&Vec<i64>>, Integer)> {
    game.sizes().first()?;
    let unit = game.table(0).denominator();
    let small = |player: usize| match game.table(player) {
        PayoffTable::Small { numerators, denominator } if unit == Integer::from(*denominator) => {
            Some(numerators)
        }
        _ => None,
    };
    let tables = (0..game.sizes().len()).map(small).collect::<Option<Vec<_>>>()?;
    Some((tables, unit))
}

/// The value of a zero-sum game, and an optimal strategy of each player that proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZeroSum {
    values: [Rational; 2],
    /// How often each player plays each option, and how often that is together.
    strategies: [Point; 2],
    is_only: bool,
}

impl ZeroSum {
    /// What each player can guarantee itself, and the other can hold it to.
    pub fn values(&self) -> &[Rational; 2] {
        &self.values
    }

    /// A strategy of each player that guarantees it its value.
    pub fn strategies(&self) -> [Vec<Rational>; 2] {
        [0, 1].map(|player| self.strategies[player].rationals())
    }

    /// Whether these are known to be the only optimal strategies.
    pub fn is_only(&self) -> bool {
        self.is_only
    }

    /// The equilibrium that the strategies are.
    pub fn equilibrium(&self, game: &StrategicGame) -> Option<Equilibrium> {
        let profile = MixedProfile::rational(self.strategies().to_vec()).ok()?;
        Equilibrium::check(game, profile).ok()
    }

    /// Whether the strategies prove the values, from the payoffs alone: they are mixtures, each
    /// guarantees its player the value, and the values add up to what the payoffs do.
    pub fn holds(&self, game: &StrategicGame) -> bool {
        let sizes = [0, 1].map(|player| self.strategies[player].numerators.len());
        let [row, column] = &self.values;
        *game.sizes() == sizes
            && constant_sum(game).is_some_and(|sum| sum == row + column)
            && (0..2).all(|player| self.guarantees(game, player))
    }

    /// Whether a player's strategy is a mixture that brings it the value or more against each
    /// option of the other.
    fn guarantees(&self, game: &StrategicGame, player: usize) -> bool {
        let Point { numerators, denominator } = &self.strategies[player];
        let (table, other) = (game.table(player), 1 - player);
        let value = &self.values[player] * Rational::from(denominator * table.denominator());
        let played = || numerators.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
        let brought = |option: usize| {
            let at = |own: usize| own * game.stride(player) + option * game.stride(other);
            let terms = played().map(|(own, weight)| weight * table.numerator(at(own)));
            terms.fold(Integer::ZERO, |sum, term| sum + term)
        };
        played().all(|(_, weight)| *weight > Integer::ZERO)
            && self.strategies[player].total() == *denominator
            && (0..game.sizes()[other]).all(|option| Rational::from(brought(option)) >= value)
    }
}

/// The value of a two-player game whose payoffs add up to the same at every outcome; nothing for
/// other games.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::number::Rational;
/// let share = StrategicGame::bimatrix(
///     Player::plain("we", &["left", "right"]),
///     Player::plain("they", &["left", "right"]),
///     &[&[(2, 8), (7, 3)], &[(6, 4), (1, 9)]],
/// );
/// let solution = standoff::nash::zero_sum(&share, &Budget::default())?.expect("all add up to 10");
/// assert_eq!(solution.values(), &[Rational::from(4), Rational::from(6)]);
/// assert_eq!(solution.strategies()[0], [Rational::new(1, 2), Rational::new(1, 2)]);
/// assert!(solution.holds(&share));
/// # Ok::<(), standoff::budget::Stopped>(())
/// ```
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn zero_sum(game: &StrategicGame, budget: &Budget) -> Result<Option<ZeroSum>, Stopped> {
    let &[rows, columns] = game.sizes() else { return Ok(None) };
    let Some(sum) = constant_sum(game) else { return Ok(None) };
    let (matrix, shift) = positive(game);
    let ones = |count: usize| vec![Integer::ONE; count];
    let optimum = Search::new(matrix, ones(rows)).maximise(&ones(columns), budget)?;
    // A positive matrix bounds the program, and leaves room for a point other than 0.
    let Some(optimum) = optimum else { return Ok(None) };
    let total = optimum.primal.total();
    let value = &optimum.primal.denominator - shift * &total;
    let value = Rational::ratio(value, total * game.table(0).denominator()).unwrap_or_default();
    let values = [value.clone(), sum - value];
    let strategies = [optimum.dual, optimum.primal]
        .map(|point| Point { denominator: point.total(), numerators: point.numerators });
    Ok(Some(ZeroSum { values, strategies, is_only: optimum.is_only }))
}

/// The row player's payoffs in units of their denominator, column by column, plus a constant that
/// makes the least of them 1.
fn positive(game: &StrategicGame) -> (Matrix, Integer) {
    let &[rows, columns] = game.sizes() else { return (Matrix::Small(Vec::new()), Integer::ZERO) };
    let places = move || (0..columns).flat_map(move |j| (0..rows).map(move |i| i * columns + j));
    if let PayoffTable::Small { numerators, .. } = game.table(0) {
        let least = numerators.iter().min().copied().unwrap_or_default();
        let shift = 1i64.checked_sub(least);
        let shifted = |shift: i64| -> Option<Vec<i64>> {
            places().map(|at| numerators[at].checked_add(shift)).collect()
        };
        if let Some((shift, entries)) = shift.and_then(|shift| Some((shift, shifted(shift)?))) {
            return (Matrix::Small(entries), shift.into());
        }
    }
    let entries: Vec<Integer> = places().map(|at| game.table(0).numerator(at)).collect();
    let shift = Integer::ONE - entries.iter().min().unwrap_or(&Integer::ONE);
    (Matrix::Big(entries.iter().map(|entry| entry + &shift).collect()), shift)
}

/// The vertices of the polytope of each player's optimal strategies.
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn optimal_strategies(
    game: &StrategicGame,
    solution: &ZeroSum,
    budget: &Budget,
) -> Result<[Vec<Vec<Rational>>; 2], Stopped> {
    let of = |player: usize| optimal(game, solution, player, budget);
    Ok([of(0)?, of(1)?])
}

fn optimal(
    game: &StrategicGame,
    solution: &ZeroSum,
    player: usize,
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Stopped> {
    if solution.is_only {
        return Ok(vec![solution.strategies[player].rationals()]);
    }
    let (other, value) = (1 - player, &solution.values[player]);
    let against = &solution.strategies[other].rationals();
    let payoff = |own: usize, option: usize| {
        game.table(player).payoff(own * game.stride(player) + option * game.stride(other))
    };
    let brought = |own: usize| -> Rational {
        let row: Vec<Rational> = (0..against.len()).map(|option| payoff(own, option)).collect();
        dot(&row, against)
    };
    let size = game.sizes()[player];
    let best: Vec<usize> = (0..size).filter(|&own| brought(own) == *value).collect();
    let mut constraints = vec![Constraint::equal(vec![Rational::ONE; best.len()], Rational::ONE)];
    // First the equations, which leave the least to carry along.
    let (equal, less): (Vec<usize>, Vec<usize>) =
        (0..against.len()).partition(|&option| !against[option].is_zero());
    for (options, equality) in [(equal, true), (less, false)] {
        constraints.extend(options.into_iter().map(|option| {
            let short = |&own: &usize| value - payoff(own, option);
            let coefficients = best.iter().map(short).collect();
            Constraint { coefficients, bound: Rational::ZERO, equality }
        }));
    }
    let found = vertices(best.len(), &constraints, budget)?;
    Ok(found.iter().map(|x| super::bimatrix::spread(x, &best, size)).collect())
}

/// All equilibria of a two-player game whose payoffs add up to the same at every outcome, as far as
/// the budget allows; nothing for other games.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let found = standoff::nash::linear_program(&pennies, &Budget::default()).unwrap();
/// assert!(found.coverage.is_all());
/// assert_eq!(found.equilibria.len(), 1);
/// ```
pub fn linear_program(game: &StrategicGame, budget: &Budget) -> Option<Equilibria> {
    let mut union = Union::default();
    let Ok(solution) = zero_sum(game, budget) else {
        union.undecided.push(Undecided::stopped());
        return Some(union.assemble(game, Argument::LinearProgram, budget));
    };
    let solution = solution?;
    let factors = optimal_strategies(game, &solution, budget).unwrap_or_else(|Stopped| {
        union.undecided.push(Undecided::stopped());
        solution.strategies().map(|strategy| vec![strategy])
    });
    union.products.push(Product::new(factors.into()));
    Some(union.assemble(game, Argument::LinearProgram, budget))
}
