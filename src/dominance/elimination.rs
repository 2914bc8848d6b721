//! Iterated elimination of dominated options.
//!
//! Each round deletes at once every option that is dominated, given what earlier rounds left,
//! until nothing is. For strict dominance the order does not matter (I. Gilboa, E. Kalai, E.
//! Zemel, "On the order of eliminating dominated strategies", *Oper. Res. Lett.* 9 (1990) 85–89,
//! Theorem 1). For weak dominance it does; deleting all at once is the usual convention, and no
//! player is left without options, since a mixture that nothing dominates plays only options that
//! nothing dominates.
//!
//! Dominance by pure options is one comparison of two rows that stops at the first failure:
//! $O(k \cdot \text{outcomes})$ for each player with $k$ options at worst. What dominates a row
//! comes before it in the decreasing lexicographic order of rows, so in that order the first
//! dominator of a row is itself dominated by nothing. Dominance by mixtures is a linear program,
//! tried only for options that pure ones do not dominate.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Dominated, Weights, mixture};
use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::number::Rational;

/// Mixtures are tried where own options² × the others' profiles, the size of all linear programs
/// of a round, are at most this. Larger, and a round may take many seconds; smaller, and games of
/// ordinary size lose proofs.
const LARGEST_PROGRAMS: usize = 300_000;

/// What iterated elimination found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Elimination {
    /// How many rounds deleted something.
    pub rounds: usize,
    /// The options of each player that are left, in file order.
    pub kept: Vec<Vec<usize>>,
    /// What was deleted, by round, then in file order.
    pub dominated: Vec<Dominated>,
    /// Whether dominance by mixtures was tested everywhere, not only by pure options.
    pub mixtures_tested: bool,
    /// Whether the budget ended first. What was deleted by then is proved all the same.
    pub stopped: bool,
}

impl Elimination {
    fn nothing(game: &StrategicGame) -> Elimination {
        let kept = game.all_options();
        let dominated = Vec::new();
        Elimination { rounds: 0, kept, dominated, mixtures_tested: true, stopped: false }
    }

    /// Whether one profile is left.
    pub fn solves(&self) -> bool {
        self.kept.iter().all(|options| options.len() == 1)
    }

    /// Verifies every deletion against what the rounds before it left, and that `kept` is what
    /// the deletions leave.
    pub fn check(&self, game: &StrategicGame) -> bool {
        let mut kept = Elimination::nothing(game).kept;
        for round in 1..=self.rounds {
            let of_round = || self.dominated.iter().filter(|d| d.round == round);
            if of_round().any(|dominated| dominated.check(game, &kept).is_err()) {
                return false;
            }
            of_round().for_each(|d| kept[d.player].retain(|&option| option != d.option));
        }
        kept == self.kept
    }
}

/// Deletes strictly dominated options until there are none.
///
/// Only these deletions may be used to find equilibria: every equilibrium of the game is one of
/// the game that is left.
pub fn strict(game: &StrategicGame, budget: &Budget) -> Elimination {
    let mut elimination = Elimination::nothing(game);
    elimination.run(game, true, budget);
    elimination
}

/// Deletes strictly dominated options until there are none, then weakly dominated ones.
///
/// A report, not a step towards all equilibria: some may play weakly dominated options. Its
/// first entries are those of [`strict`].
pub fn weak(game: &StrategicGame, budget: &Budget) -> Elimination {
    let mut elimination = strict(game, budget);
    elimination.run(game, false, budget);
    elimination
}

impl Elimination {
    fn run(&mut self, game: &StrategicGame, strict: bool, budget: &Budget) {
        while !self.stopped {
            match self.round(game, strict, budget) {
                Err(Stopped) => self.stopped = true,
                Ok(deleted) if deleted.is_empty() => return,
                Ok(deleted) => {
                    for dominated in &deleted {
                        self.kept[dominated.player].retain(|&option| option != dominated.option);
                    }
                    self.rounds += 1;
                    self.dominated.extend(deleted);
                }
            }
        }
    }

    /// Every option that is dominated in what is left.
    fn round(
        &mut self,
        game: &StrategicGame,
        strict: bool,
        budget: &Budget,
    ) -> Result<Vec<Dominated>, Stopped> {
        let mut deleted = Vec::new();
        for player in 0..game.sizes().len() {
            let found = self.of_player(game, player, strict, budget)?;
            let round = self.rounds + 1;
            deleted.extend(found.into_iter().map(|(option, by)| Dominated {
                player,
                option,
                by,
                strict,
                round,
            }));
        }
        Ok(deleted)
    }

    fn of_player(
        &mut self,
        game: &StrategicGame,
        player: usize,
        strict: bool,
        budget: &Budget,
    ) -> Result<Vec<(usize, Weights)>, Stopped> {
        let mut found = Vec::new();
        let mut others = Vec::new();
        let mut certainties = BTreeMap::new();
        for (option, by) in pure_dominators(game, player, &self.kept, strict, budget)? {
            match by {
                None => others.push(option),
                Some(by) => {
                    let known = certainties.entry(by);
                    let weights = known.or_insert_with(|| certain(by, game.sizes()[player]));
                    found.push((option, weights.clone()));
                }
            }
        }
        // A mixture of one option is that option.
        if others.len() > 2 {
            let profiles: usize = (0..self.kept.len())
                .filter(|&other| other != player)
                .map(|other| self.kept[other].len())
                .product();
            let size = others.len().saturating_mul(others.len()).saturating_mul(profiles);
            if size <= LARGEST_PROGRAMS {
                found
                    .extend(mixture::dominated(game, player, &others, &self.kept, strict, budget)?);
            } else {
                self.mixtures_tested = false;
            }
        }
        found.sort_by_key(|(option, _)| *option);
        Ok(found)
    }
}

fn certain(option: usize, size: usize) -> Weights {
    let certain: Vec<_> = (0..size).map(|o| Rational::from(i64::from(o == option))).collect();
    certain.into()
}

/// Each kept option, in file order, with one that dominates it and that no pure option dominates.
fn pure_dominators(
    game: &StrategicGame,
    player: usize,
    kept: &[Vec<usize>],
    strict: bool,
    budget: &Budget,
) -> Result<Vec<(usize, Option<usize>)>, Stopped> {
    let rows = |a: usize, b: usize| compare_rows(game, player, a, b, kept);
    let mut ordered = kept[player].clone();
    ordered.sort_by(|&a, &b| rows(b, a));
    let mut found = Vec::with_capacity(ordered.len());
    // Where the options start whose rows are those of the present one.
    let mut start = 0;
    for place in 0..ordered.len() {
        budget.check()?;
        let option = ordered[place];
        if rows(ordered[start], option).is_ne() {
            start = place;
        }
        let dominator = |&by: &usize| dominates(game, player, by, option, kept, strict);
        found.push((option, ordered[..start].iter().copied().find(dominator)));
    }
    found.sort_unstable();
    Ok(found)
}

/// Compares two options' payoffs lexicographically, profile by profile of the others.
fn compare_rows(
    game: &StrategicGame,
    player: usize,
    a: usize,
    b: usize,
    kept: &[Vec<usize>],
) -> Ordering {
    let (table, stride) = (game.table(player), game.stride(player));
    let compare = |base: usize| table.compare(base + a * stride, base + b * stride);
    game.opposing(player, kept).map(compare).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Whether the option `by` dominates `option` against all of the others' kept options.
pub(crate) fn dominates(
    game: &StrategicGame,
    player: usize,
    by: usize,
    option: usize,
    kept: &[Vec<usize>],
    strict: bool,
) -> bool {
    let (table, stride) = (game.table(player), game.stride(player));
    let mut better = false;
    for base in game.opposing(player, kept) {
        let order = table.compare(base + by * stride, base + option * stride);
        if order.is_lt() || (strict && order.is_eq()) {
            return false;
        }
        better |= order.is_gt();
    }
    better
}
