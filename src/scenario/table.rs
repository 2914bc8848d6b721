//! The table of a simultaneous scenario: effects compiled once, and one walk that fills it.
//!
//! A payoff is a sum over effects, and an effect is decided at the last node that its condition
//! names. The walk goes through the nodes in the order of play; at each it turns the conditions
//! decided there into masks, one bit for each option, and carries the players' sums down. A
//! player's points are integers over one denominator; chance multiplies by integer odds over
//! another. Sums are 64-bit and checked: where one overflows, the walk starts again with numbers
//! of any size.
//!
//! Time is one visit for each play; memory is the table's.

use super::{Condition, DeriveError, NodeId, NodeKind, Scenario, StakeholderId};
use crate::budget::Budget;
use crate::game::PayoffTable;
use crate::linalg::{common_denominator, scaled};
use crate::number::{Integer, Rational};

/// Numbers that a walk may sum: 64-bit with checked overflow, or of any size.
trait Summand: Clone + PartialEq {
    const ZERO: Self;
    const ONE: Self;
    fn fit(integer: &Integer) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    fn times(&self, other: &Self) -> Option<Self>;
    fn table(numerators: Vec<Self>, denominator: Integer) -> Option<PayoffTable>;
}

impl Summand for i64 {
    const ZERO: i64 = 0;
    const ONE: i64 = 1;
    fn fit(integer: &Integer) -> Option<i64> {
        i64::try_from(integer.clone()).ok()
    }
    fn plus(&self, other: &i64) -> Option<i64> {
        self.checked_add(*other)
    }
    fn times(&self, other: &i64) -> Option<i64> {
        self.checked_mul(*other)
    }
    fn table(numerators: Vec<i64>, denominator: Integer) -> Option<PayoffTable> {
        let denominator = i64::try_from(denominator).ok()?;
        Some(PayoffTable::Small { numerators, denominator })
    }
}

impl Summand for Integer {
    const ZERO: Integer = Integer::ZERO;
    const ONE: Integer = Integer::ONE;
    fn fit(integer: &Integer) -> Option<Integer> {
        Some(integer.clone())
    }
    fn plus(&self, other: &Integer) -> Option<Integer> {
        Some(self + other)
    }
    fn times(&self, other: &Integer) -> Option<Integer> {
        Some(self * other)
    }
    fn table(numerators: Vec<Integer>, denominator: Integer) -> Option<PayoffTable> {
        Some(PayoffTable::from_integers(numerators, denominator))
    }
}

/// A table for the player of each free move, of `size` outcomes.
///
/// # Errors
/// If memory does not suffice, or the computation was stopped.
pub(super) fn tables(
    scenario: &Scenario,
    size: usize,
    budget: &Budget,
) -> Result<Vec<PayoffTable>, DeriveError> {
    match tables_of::<i64>(scenario, size, budget)? {
        Some(tables) => Ok(tables),
        None => Ok(tables_of::<Integer>(scenario, size, budget)?.unwrap_or_default()),
    }
}

/// The tables of the free moves' players, or nothing if a number does not fit `N`.
fn tables_of<N: Summand>(
    scenario: &Scenario,
    size: usize,
    budget: &Budget,
) -> Result<Option<Vec<PayoffTable>>, DeriveError> {
    let Some(compiled) = Compiled::<N>::new(scenario) else { return Ok(None) };
    if !has_room::<N>(size, compiled.start.len()) {
        return Err(DeriveError::OutOfMemory { outcomes: size });
    }
    let mut walk = Walk::new(&compiled, size, budget);
    match walk.visit(0, 0) {
        Ok(()) => {
            let odds = (0..scenario.nodes.len()).map(|node| odds_denominator(scenario, node));
            let odds = odds.fold(Integer::ONE, |product, d| product * d);
            let finished = |(numerators, denominator): (Vec<N>, &Integer)| {
                N::table(numerators, denominator * &odds)
            };
            Ok(walk.tables.into_iter().zip(&compiled.denominators).map(finished).collect())
        }
        Err(Halt::Overflow) => Ok(None),
        Err(Halt::Stopped) => Err(DeriveError::Stopped),
    }
}

/// Whether memory can be had for all tables. Asked before it is taken, since a program that takes
/// what is not there is ended.
fn has_room<N>(size: usize, players: usize) -> bool {
    let entries = size.checked_mul(players);
    entries.is_some_and(|entries| Vec::<N>::new().try_reserve_exact(entries).is_ok())
}

/// A scenario made ready for the walk: everything for the players of the table, in integers.
struct Compiled<'a, N> {
    scenario: &'a Scenario,
    /// How far apart in the table neighbouring options of each node stand; 0 for other nodes.
    strides: Vec<usize>,
    /// For each node, the effects that are decided there.
    decided: Vec<Vec<Decided<'a, N>>>,
    /// For each node that is no free move, each player's integer odds.
    laws: Vec<Vec<IntegerLaw<'a, N>>>,
    /// For each node, the sum of its odds: what a play that does not reach it is weighed with.
    unreached: Vec<N>,
    /// Each player's points before any node.
    start: Vec<N>,
    /// What each player's points are integers over.
    denominators: Vec<Integer>,
}

/// An effect that is decided at a node.
struct Decided<'a, N> {
    when: &'a Condition,
    /// What it adds to which player.
    points: Vec<(usize, N)>,
}

/// The odds of a node's outcomes: those of the first case that holds.
struct IntegerLaw<'a, N> {
    cases: Vec<(&'a Condition, Vec<N>)>,
    odds: Vec<N>,
}

impl<'a, N: Summand> Compiled<'a, N> {
    fn new(scenario: &'a Scenario) -> Option<Compiled<'a, N>> {
        let moves = scenario.free_moves();
        let players: Vec<_> = moves.iter().filter_map(|&m| scenario.nodes[m].player()).collect();
        let worths: Vec<Worth> = players.iter().map(|&who| Worth::new(scenario, who)).collect();
        let mut decided: Vec<Vec<Decided<N>>> = scenario.nodes.iter().map(|_| Vec::new()).collect();
        let mut start: Vec<Integer> = worths.iter().map(|w| w.integer(&w.base)).collect();
        for (at, effect) in scenario.effects.iter().enumerate() {
            let points = worths.iter().enumerate().filter(|(_, w)| !w.effects[at].is_zero());
            let points = points.map(|(player, w)| (player, w.integer(&w.effects[at])));
            match effect.when.nodes().last() {
                Some(&last) => {
                    let fit = |(player, points)| Some((player, N::fit(&points)?));
                    let points = points.map(fit).collect::<Option<_>>()?;
                    decided[last].push(Decided { when: &effect.when, points });
                }
                None if effect.when.holds(&[]) => {
                    points.for_each(|(player, points)| start[player] += points);
                }
                None => {}
            }
        }
        let nodes = 0..scenario.nodes.len();
        let law = |node| players.iter().map(|&who| integer_law(scenario, node, who)).collect();
        Some(Compiled {
            scenario,
            strides: strides(scenario, &moves),
            decided,
            laws: nodes.clone().map(law).collect::<Option<_>>()?,
            unreached: nodes
                .map(|node| N::fit(&odds_denominator(scenario, node)))
                .collect::<Option<_>>()?,
            start: start.iter().map(N::fit).collect::<Option<_>>()?,
            denominators: worths.into_iter().map(|worth| worth.denominator).collect(),
        })
    }
}

fn strides(scenario: &Scenario, moves: &[NodeId]) -> Vec<usize> {
    let mut strides = vec![0; scenario.nodes.len()];
    let mut stride = 1;
    for &node in moves.iter().rev() {
        strides[node] = stride;
        stride *= scenario.nodes[node].choices.len();
    }
    strides
}

/// What the base scores and each effect are worth to a stakeholder: share × points, summed over
/// its interests, with one denominator for all of them.
struct Worth {
    base: Rational,
    effects: Vec<Rational>,
    denominator: Integer,
}

impl Worth {
    fn new(scenario: &Scenario, who: StakeholderId) -> Worth {
        let shares = scenario.shares(who);
        let interests = scenario.stakeholders[who].interests.iter().zip(&shares);
        let base: Rational = interests.map(|(i, share)| scenario.likely(&i.base) * share).sum();
        let worth = |effect: &super::Effect| -> Rational {
            let own = effect.points.iter().filter(|points| points.stakeholder == who);
            own.map(|points| scenario.likely(&points.value) * &shares[points.interest]).sum()
        };
        let effects: Vec<Rational> = scenario.effects.iter().map(worth).collect();
        let denominator = common_denominator(effects.iter().chain([&base]));
        Worth { base, effects, denominator }
    }

    /// A multiple of `1 / denominator`, as an integer.
    fn integer(&self, worth: &Rational) -> Integer {
        scaled(worth, &self.denominator)
    }
}

/// Every list of probabilities that may hold at a node, whoever believes in it.
fn all_odds(scenario: &Scenario, node: NodeId) -> Vec<Vec<Rational>> {
    match &scenario.nodes[node].kind {
        NodeKind::Move { .. } => Vec::new(),
        NodeKind::Fixed { mixture, .. } => vec![mixture.clone()],
        NodeKind::Chance { law, beliefs } => {
            let laws = std::iter::once(law).chain(beliefs.iter().map(|(_, law)| law));
            let odds = laws.flat_map(|law| {
                std::iter::once(&law.odds).chain(law.cases.iter().map(|(_, odds)| odds))
            });
            let likely = |odds: &super::Odds| {
                odds.probabilities.iter().map(|p| scenario.likely(p)).collect()
            };
            odds.map(likely).collect()
        }
    }
}

/// The denominator over which all odds of a node are integers; 1 for a free move.
fn odds_denominator(scenario: &Scenario, node: NodeId) -> Integer {
    common_denominator(all_odds(scenario, node).iter().flatten())
}

fn integer_law<N: Summand>(
    scenario: &Scenario,
    node: NodeId,
    who: StakeholderId,
) -> Option<IntegerLaw<'_, N>> {
    let denominator = odds_denominator(scenario, node);
    let integer =
        |odds: Rational| N::fit(&(odds.numerator() * (&denominator / odds.denominator())));
    let integers = |odds: &super::Odds| -> Option<Vec<N>> {
        odds.probabilities.iter().map(|p| integer(scenario.likely(p))).collect()
    };
    match &scenario.nodes[node].kind {
        NodeKind::Move { .. } => Some(IntegerLaw { cases: Vec::new(), odds: Vec::new() }),
        NodeKind::Fixed { mixture, .. } => {
            let odds = mixture.iter().cloned().map(integer).collect::<Option<_>>()?;
            Some(IntegerLaw { cases: Vec::new(), odds })
        }
        NodeKind::Chance { .. } => {
            let law = scenario.law(node, Some(who))?;
            let case = |(when, odds)| Some((when, integers(odds)?));
            let cases = law.cases.iter().map(|(when, odds)| case((when, odds)));
            Some(IntegerLaw { cases: cases.collect::<Option<_>>()?, odds: integers(&law.odds)? })
        }
    }
}

/// The running state of a walk. Buffers are indexed by node: what holds when it is entered.
struct Walk<'a, N> {
    compiled: &'a Compiled<'a, N>,
    budget: &'a Budget,
    results: Vec<Option<usize>>,
    /// Each player's points so far.
    sums: Vec<Vec<N>>,
    /// Each player's odds so far.
    weights: Vec<Vec<N>>,
    /// For each effect decided at a node, the options where it holds, one bit each.
    masks: Vec<Vec<u64>>,
    tables: Vec<Vec<N>>,
}

/// Why a walk ends early.
enum Halt {
    Overflow,
    Stopped,
}

impl<'a, N: Summand> Walk<'a, N> {
    fn new(compiled: &'a Compiled<'a, N>, size: usize, budget: &'a Budget) -> Walk<'a, N> {
        let (nodes, players) = (compiled.scenario.nodes.len(), compiled.start.len());
        Walk {
            compiled,
            budget,
            results: vec![None; nodes],
            sums: vec![compiled.start.clone(); nodes + 1],
            weights: vec![vec![N::ONE; players]; nodes + 1],
            masks: compiled.decided.iter().map(|effects| vec![0; effects.len()]).collect(),
            tables: vec![vec![N::ZERO; size]; players],
        }
    }

    /// Visits every play that continues the results before `node`; `index` is where the choices
    /// so far stand in the tables.
    fn visit(&mut self, node: NodeId, index: usize) -> Result<(), Halt> {
        let compiled = self.compiled;
        let Some(here) = compiled.scenario.nodes.get(node) else { return self.end(index) };
        self.budget.check().map_err(|_| Halt::Stopped)?;
        self.results[node] = None;
        if !here.when.holds(&self.results) {
            self.mask(node, None);
            self.add(node, 0)?;
            self.weigh(node, None)?;
            return self.visit(node + 1, index);
        }
        for first in (0..here.choices.len()).step_by(64) {
            self.mask(node, Some(first));
            for choice in first..here.choices.len().min(first + 64) {
                self.results[node] = Some(choice);
                if self.weigh(node, Some(choice))? {
                    self.add(node, choice - first)?;
                    self.visit(node + 1, index + choice * compiled.strides[node])?;
                }
            }
        }
        self.results[node] = None;
        Ok(())
    }

    /// The masks of the effects decided at a node, for the 64 options from `first` on; `None`:
    /// the node is not reached, and bit 0 says whether the effect holds.
    fn mask(&mut self, node: NodeId, first: Option<usize>) {
        let effects = &self.compiled.decided[node];
        for (mask, effect) in self.masks[node].iter_mut().zip(effects) {
            *mask = mask_of(effect.when, &self.results, node, first);
        }
    }

    /// The players' points once a node had the result of a bit.
    fn add(&mut self, node: NodeId, bit: usize) -> Result<(), Halt> {
        let (before, after) = self.sums.split_at_mut(node + 1);
        after[0].clone_from(&before[node]);
        for (mask, effect) in self.masks[node].iter().zip(&self.compiled.decided[node]) {
            if mask >> bit & 1 == 1 {
                for (player, points) in &effect.points {
                    let sum = after[0][*player].plus(points).ok_or(Halt::Overflow)?;
                    after[0][*player] = sum;
                }
            }
        }
        Ok(())
    }

    /// The players' odds once a node had a result; whether anybody gives it a chance.
    fn weigh(&mut self, node: NodeId, result: Option<usize>) -> Result<bool, Halt> {
        let compiled = self.compiled;
        let (before, after) = self.weights.split_at_mut(node + 1);
        after[0].clone_from(&before[node]);
        if compiled.scenario.nodes[node].is_move() {
            return Ok(true);
        }
        for (weight, law) in after[0].iter_mut().zip(&compiled.laws[node]) {
            let factor = match result {
                None => &compiled.unreached[node],
                Some(choice) => {
                    let holds = |(when, _): &&(&Condition, Vec<N>)| when.holds(&self.results);
                    let case = law.cases.iter().find(holds);
                    &case.map_or(&law.odds, |(_, odds)| odds)[choice]
                }
            };
            *weight = weight.times(factor).ok_or(Halt::Overflow)?;
        }
        Ok(after[0].iter().any(|weight| *weight != N::ZERO))
    }

    /// Adds a finished play to the tables.
    fn end(&mut self, index: usize) -> Result<(), Halt> {
        let nodes = self.compiled.scenario.nodes.len();
        let points = self.sums[nodes].iter().zip(&self.weights[nodes]);
        for (table, (sum, weight)) in self.tables.iter_mut().zip(points) {
            let expected = sum.times(weight).and_then(|worth| table[index].plus(&worth));
            table[index] = expected.ok_or(Halt::Overflow)?;
        }
        Ok(())
    }
}

/// One bit for each of the 64 options of `node` from `first` on: where the condition holds.
fn mask_of(
    condition: &Condition,
    results: &[Option<usize>],
    node: NodeId,
    first: Option<usize>,
) -> u64 {
    let mask = |part: &Condition| mask_of(part, results, node, first);
    match condition {
        Condition::Is { node: named, choice } if *named == node => {
            let bit = first.and_then(|first| choice.checked_sub(first)).filter(|&bit| bit < 64);
            bit.map_or(0, |bit| 1 << bit)
        }
        Condition::Is { node, choice } if results[*node] == Some(*choice) => u64::MAX,
        Condition::Is { .. } => 0,
        Condition::Not(inner) => !mask(inner),
        Condition::All(parts) => parts.iter().fold(u64::MAX, |all, part| all & mask(part)),
        Condition::Any(parts) => parts.iter().fold(0, |any, part| any | mask(part)),
    }
}
