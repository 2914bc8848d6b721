//! The class of a game as it is written: what is known of all games of its kind.
//!
//! With $s_{-i}$ the others' options and $s$ a pure profile:
//!
//! - *dominance-solvable*: iterated strict dominance leaves one profile (H. Moulin,
//!   "Dominance solvable voting schemes", *Econometrica* 47 (1979) 1337–1351);
//! - *constant-sum*: $\sum_i u_i(s)$ is the same at every $s$; *zero-sum* where it is 0;
//! - *exact potential*: there is a $P$ with
//!   $$ u_i(a, s_{-i}) - u_i(b, s_{-i}) = P(a, s_{-i}) - P(b, s_{-i}) \quad
//!   \text{for every } i, a, b, s_{-i} $$
//!   (D. Monderer, L. S. Shapley, "Potential games", *Games Econ. Behav.* 14 (1996) 124–143,
//!   §2). Changing one player after another from a base profile to $s$ telescopes to the only $P$
//!   that can be, up to a constant; the game has a potential exactly if every $u_i - P$ does not
//!   depend on $i$'s own option. Cost $O(\text{players} \cdot \text{outcomes})$;
//! - *coordination*: as many strict pure equilibria as each player has options, two of them or
//!   more, no two of which share an option: they match the options one to one (after T. C.
//!   Schelling, *The Strategy of Conflict*, 1960). Where the options of all have the same names
//!   and no equilibrium matches two that have one name, it is called *anti-coordination*;
//! - *inspection*: two players with two options each, whose strict best responses run in a
//!   circle (after M. Dresher, *A Sampling Inspection Problem in Arms Control Agreements*, 1962).
//!
//! Players with a single option do not count as players of the last three.

use crate::dominance::Elimination;
use crate::game::{PayoffTable, Player, Profile, StrategicGame};
use crate::linalg::common_denominator;
use crate::nash;
use crate::number::{Integer, Rational};

/// What kind of game it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// Iterated strict dominance leaves one profile.
    DominanceSolvable {
        /// After so many rounds.
        rounds: usize,
        /// The profile.
        left: Profile,
    },
    /// The payoffs add up to 0 at every outcome.
    ZeroSum,
    /// The payoffs add up to the same at every outcome.
    ConstantSum {
        /// To what; not 0.
        sum: Rational,
    },
    /// One function of the outcome changes as the payoff of whoever changes.
    ExactPotential,
    /// Strict equilibria match the options one to one.
    Coordination {
        /// The equilibria, in file order.
        equilibria: Vec<Profile>,
        /// Whether the options have the same names for all, and different ones belong together.
        anti: bool,
    },
    /// Two by two, and best responses run in a circle.
    Inspection,
}

/// The classes that a game belongs to; none if fewer than two players have a choice.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::dominance::strict;
/// use standoff::explain::{Class, classes};
/// use standoff::game::{Player, StrategicGame};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// let elimination = strict(&pennies, &Budget::default());
/// assert_eq!(classes(&pennies, &elimination), [Class::ZeroSum, Class::Inspection]);
/// ```
pub fn classes(game: &StrategicGame, elimination: &Elimination) -> Vec<Class> {
    let choosers: Vec<usize> = (0..game.sizes().len()).filter(|&p| game.sizes()[p] > 1).collect();
    if choosers.len() < 2 {
        return Vec::new();
    }
    let dominance = elimination.solves().then(|| Class::DominanceSolvable {
        rounds: elimination.rounds,
        left: Profile(elimination.kept.iter().map(|kept| kept[0]).collect()),
    });
    let potential = has_potential(game).then_some(Class::ExactPotential);
    let found = [dominance, constant_sum(game), potential, matched(game, &choosers)];
    found.into_iter().flatten().collect()
}

fn constant_sum(game: &StrategicGame) -> Option<Class> {
    let sum = nash::constant_sum(game)?;
    Some(if sum.is_zero() { Class::ZeroSum } else { Class::ConstantSum { sum } })
}

/// Payoffs of all players as integers over one denominator.
struct Scaled<'a> {
    tables: Vec<(&'a PayoffTable, Integer)>,
}

impl Scaled<'_> {
    fn new(game: &StrategicGame) -> Scaled<'_> {
        let tables = (0..game.sizes().len()).map(|player| game.table(player));
        let unit = |table: &PayoffTable| Rational::ratio(Integer::ONE, table.denominator());
        let units: Vec<Rational> = tables.clone().filter_map(unit).collect();
        let denominator = common_denominator(&units);
        let scale = |table: &PayoffTable| &denominator / table.denominator();
        let tables = tables.map(|table| (table, scale(table))).collect();
        Scaled { tables }
    }

    fn payoff(&self, player: usize, index: usize) -> Integer {
        let (table, scale) = &self.tables[player];
        table.numerator(index) * scale
    }
}

/// Whether every $u_i - P$ is the same for all options of $i$, with $P$ telescoped from the first
/// profile: the last player with another option than the first changes last.
fn has_potential(game: &StrategicGame) -> bool {
    let scaled = Scaled::new(game);
    let mut potential: Vec<Integer> = vec![Integer::ZERO; game.outcomes()];
    for index in 1..game.outcomes() {
        let profile = game.profile(index);
        let Some(last) = (0..profile.0.len()).rfind(|&player| profile.0[player] > 0) else {
            continue;
        };
        let before = index - profile.0[last] * game.stride(last);
        let change = scaled.payoff(last, index) - scaled.payoff(last, before);
        potential[index] = &potential[before] + change;
    }
    (0..game.sizes().len()).all(|player| {
        let (size, stride) = (game.sizes()[player], game.stride(player));
        let rest = |index: usize| scaled.payoff(player, index) - &potential[index];
        (0..game.outcomes()).all(|index| {
            let own = index / stride % size;
            own == 0 || rest(index) == rest(index - own * stride)
        })
    })
}

/// Coordination or inspection, by the strict best responses of those who have a choice.
fn matched(game: &StrategicGame, choosers: &[usize]) -> Option<Class> {
    let size = game.sizes()[choosers[0]];
    if choosers.iter().any(|&player| game.sizes()[player] != size) {
        return None;
    }
    let best = nash::best_responses(game);
    let is_only = |player: usize, index: usize| {
        let (size, stride) = (game.sizes()[player], game.stride(player));
        let base = index - index / stride % size * stride;
        let also = (0..size).filter(|option| best.contains(player, base + option * stride));
        best.contains(player, index) && also.count() == 1
    };
    let strict = |index: &usize| choosers.iter().all(|&player| is_only(player, *index));
    let equilibria: Vec<Profile> =
        (0..game.outcomes()).filter(strict).take(size + 1).map(|i| game.profile(i)).collect();
    let distinct = |&player: &usize| {
        let mut options: Vec<usize> = equilibria.iter().map(|profile| profile.0[player]).collect();
        options.sort_unstable();
        options.into_iter().eq(0..size)
    };
    if choosers.iter().all(distinct) {
        let anti = is_anti(game, choosers, &equilibria);
        return Some(Class::Coordination { equilibria, anti });
    }
    // Each outcome has one of the two players at its only best response, and the other not: with
    // two options each, the best responses then run in a circle.
    let one_of_two = |index: usize| {
        choosers.iter().filter(|&&player| is_only(player, index)).count() == 1
            && choosers.iter().filter(|&&player| best.contains(player, index)).count() == 1
    };
    let circle = choosers.len() == 2 && size == 2 && (0..game.outcomes()).all(one_of_two);
    circle.then_some(Class::Inspection)
}

/// Whether all have options of the same names, and no equilibrium has one name twice.
fn is_anti(game: &StrategicGame, choosers: &[usize], equilibria: &[Profile]) -> bool {
    let name = |player: usize, option: usize| &game.players()[player].options[option].id;
    let names = |player: &Player| {
        let mut names: Vec<String> = player.options.iter().map(|o| o.id.clone()).collect();
        names.sort_unstable();
        names
    };
    let first = names(&game.players()[choosers[0]]);
    let shared = choosers.iter().all(|&player| names(&game.players()[player]) == first);
    let differ = |profile: &Profile| {
        let mut named: Vec<_> = choosers.iter().map(|&p| name(p, profile.0[p])).collect();
        named.sort_unstable();
        named.windows(2).all(|pair| pair[0] != pair[1])
    };
    shared && equilibria.iter().all(differ)
}
