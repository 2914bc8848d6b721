//! Weak spots of a simultaneous case: what its numbers do not decide, or decide by a hair.
//!
//! - An interest $k$ of player $i$ is *insensitive* when no option of $i$'s changes its expected
//!   score: $\mathrm{score}_k(a, s_{-i}) = \mathrm{score}_k(b, s_{-i})$ for all $a, b, s_{-i}$.
//!   Its points then cancel in every comparison that $i$ makes.
//! - An option is *strictly dominated* as [`mod@crate::dominance`] says; only the first round
//!   counts here, the game as it stands. The *margin* is the least that the dominating mixture
//!   is better by.
//! - A comparison of two options of player $i$ against $s_{-i}$ is a *knife edge* when
//!   $$ 0 < |u_i(a, s_{-i}) - u_i(b, s_{-i})| < \tfrac{1}{100} \bigl(\max u_i - \min u_i\bigr). $$
//!
//! Each interest's score has a table of its own, derived as the payoffs are with all weight on
//! that interest; so each costs as much as the game. Knife edges are found among sorted payoffs.

use super::{Class, classes};
use crate::budget::{Budget, Stopped};
use crate::dominance::{self, Dominated};
use crate::game::{PayoffTable, Profile, StrategicGame};
use crate::number::{Integer, Rational};
use crate::scenario::{DeriveError, Scenario, StakeholderId, Target};

/// A difference below this part of a player's payoff range is a knife edge.
const EDGES_PER_RANGE: i64 = 100;

/// What is weak in a case, and what class of game it is. Players and options are those of
/// [`WeakSpots::game`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WeakSpots {
    /// The strategic form.
    pub game: StrategicGame,
    /// For each player of the game, the stakeholder.
    pub who: Vec<StakeholderId>,
    /// Interests that nothing their owner does changes.
    pub insensitive: Vec<Insensitive>,
    /// Options that are strictly dominated as the game stands.
    pub dominated: Vec<DominatedBy>,
    /// For each player that has one, its sharpest knife edge.
    pub knife_edges: Vec<KnifeEdge>,
    /// The classes that the game belongs to; none where nobody has a reason to choose.
    pub classes: Vec<Class>,
    /// Whether some option changes its owner's payoff. If none does, everything is in equilibrium.
    pub is_at_stake: bool,
}

/// An interest whose expected score no option of its owner's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insensitive {
    /// The owner.
    pub player: usize,
    /// The interest: an index into [`crate::scenario::Stakeholder::interests`].
    pub interest: usize,
    /// The players whose options do change it.
    pub moved_by: Vec<usize>,
}

/// An option that is strictly dominated as the game stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DominatedBy {
    /// The option, and the mixture that proves it.
    pub dominated: Dominated,
    /// The mixture is better by at least so much, whatever the others do.
    pub margin: Rational,
}

/// A comparison that little would turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnifeEdge {
    /// Who compares.
    pub player: usize,
    /// The better option.
    pub better: usize,
    /// The worse option.
    pub worse: usize,
    /// The others' options; the player's own is `better`.
    pub at: Profile,
    /// By how much it is better, above 0.
    pub gap: Rational,
    /// The player's largest payoff less its smallest.
    pub range: Rational,
    /// Whether `better` is a best response there, so that a choice hangs on it.
    pub is_best: bool,
    /// How many comparisons of the player's are knife edges, this one included.
    pub count: usize,
}

impl WeakSpots {
    /// Finds the weak spots of a simultaneous case.
    ///
    /// # Errors
    /// If the strategic form cannot be derived, or the computation was stopped.
    pub fn new(scenario: &Scenario, budget: &Budget) -> Result<WeakSpots, DeriveError> {
        let game = scenario.strategic_game(budget)?;
        let moves = scenario.free_moves().into_iter();
        let who: Vec<_> = moves.filter_map(|node| scenario.nodes()[node].player()).collect();
        let elimination = dominance::strict(&game, budget);
        let first = elimination.dominated.iter().filter(|dominated| dominated.round == 1);
        let dominated = first.map(|dominated| with_margin(&game, dominated)).collect();
        let is_at_stake = (0..who.len()).any(|player| changes(&game, player, player));
        let classes = if is_at_stake { classes(&game, &elimination) } else { Vec::new() };
        Ok(WeakSpots {
            insensitive: insensitive(scenario, &who, budget)?,
            dominated,
            knife_edges: knife_edges(&game, budget).map_err(|Stopped| DeriveError::Stopped)?,
            classes,
            is_at_stake,
            game,
            who,
        })
    }
}

/// The insensitive interests of all who have a choice, in file order.
fn insensitive(
    scenario: &Scenario,
    who: &[StakeholderId],
    budget: &Budget,
) -> Result<Vec<Insensitive>, DeriveError> {
    let count = |&who: &StakeholderId| scenario.stakeholders()[who].interests.len();
    let mut found = Vec::new();
    for interest in 0..who.iter().map(count).max().unwrap_or(0) {
        let scores = scores(scenario, who, interest).strategic_game(budget)?;
        for player in (0..who.len()).filter(|&player| interest < count(&who[player])) {
            let moves = |mover: &usize| changes(&scores, player, *mover);
            let moved_by: Vec<usize> = (0..who.len()).filter(moves).collect();
            if scores.sizes()[player] > 1 && !moved_by.contains(&player) {
                found.push(Insensitive { player, interest, moved_by });
            }
        }
    }
    found.sort_by_key(|insensitive| (insensitive.player, insensitive.interest));
    Ok(found)
}

/// The scenario in which everybody cares about the interest with this number alone, if it has
/// one: its payoffs are the scores.
fn scores(scenario: &Scenario, who: &[StakeholderId], interest: usize) -> Scenario {
    let weights = who.iter().flat_map(|&stakeholder| {
        let interests = scenario.stakeholders()[stakeholder].interests.len();
        let only = if interest < interests { interest } else { 0 };
        (0..interests).map(move |at| {
            let weight = Rational::from(i64::from(at == only));
            (Target::Weight { stakeholder, interest: at }, weight)
        })
    });
    let weights: Vec<_> = weights.collect();
    let mut scores = scenario.clone();
    // Weights of 0 and 1 are allowed whatever else holds.
    let _ = scores.set(&weights);
    scores
}

/// Whether some option of `mover`'s changes what stands in a player's table.
fn changes(game: &StrategicGame, player: usize, mover: usize) -> bool {
    let (table, size, stride) = (game.table(player), game.sizes()[mover], game.stride(mover));
    (0..game.outcomes()).any(|index| {
        let own = index / stride % size;
        own > 0 && table.compare(index, index - own * stride).is_ne()
    })
}

fn with_margin(game: &StrategicGame, dominated: &Dominated) -> DominatedBy {
    let Dominated { player, option, by, .. } = dominated;
    let (table, stride) = (game.table(*player), game.stride(*player));
    let all = game.all_options();
    let played = || by.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
    let margin = |base: usize| -> Rational {
        let mixed: Rational =
            played().map(|(k, weight)| weight * &table.payoff(base + k * stride)).sum();
        mixed - table.payoff(base + option * stride)
    };
    let margin = game.opposing(*player, &all).map(margin).min().unwrap_or_default();
    DominatedBy { dominated: dominated.clone(), margin }
}

/// The sharpest knife edge of each player: one on which a best response hangs, if there is one,
/// and of those the one with the smallest gap.
fn knife_edges(game: &StrategicGame, budget: &Budget) -> Result<Vec<KnifeEdge>, Stopped> {
    let edges = (0..game.sizes().len()).map(|player| knife_edge(game, player, budget));
    Ok(edges.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// A neighbouring pair of a player's sorted payoffs against some profile of the others.
struct Pair {
    /// Not between the two best: nothing hangs on it.
    is_idle: bool,
    gap: Integer,
    base: usize,
    options: [usize; 2],
}

fn knife_edge(
    game: &StrategicGame,
    player: usize,
    budget: &Budget,
) -> Result<Option<KnifeEdge>, Stopped> {
    let (table, stride) = (game.table(player), game.stride(player));
    let range = range(table);
    let all = game.all_options();
    let is_edge = |gap: &Integer| !gap.is_zero() && gap * Integer::from(EDGES_PER_RANGE) < range;
    let (mut sharpest, mut count): (Option<Pair>, usize) = (None, 0);
    for base in game.opposing(player, &all) {
        budget.check()?;
        let payoff = |&option: &usize| table.numerator(base + option * stride);
        let mut options = all[player].clone();
        options.sort_by_key(|option| std::cmp::Reverse(payoff(option)));
        let sorted: Vec<Integer> = options.iter().map(payoff).collect();
        count += edges_among(&sorted, is_edge);
        for at in 1..sorted.len() {
            let gap = &sorted[at - 1] - &sorted[at];
            let is_idle = sorted[at - 1] != sorted[0];
            let sharper = |old: &Pair| (is_idle, &gap) < (old.is_idle, &old.gap);
            if is_edge(&gap) && sharpest.as_ref().is_none_or(sharper) {
                let options = [options[at - 1], options[at]];
                sharpest = Some(Pair { is_idle, gap, base, options });
            }
        }
    }
    let over = |numerator| Rational::ratio(numerator, table.denominator()).unwrap_or_default();
    Ok(sharpest.map(|Pair { is_idle, gap, base, options: [better, worse] }| KnifeEdge {
        player,
        better,
        worse,
        at: game.profile(base + better * stride),
        gap: over(gap),
        range: over(range.clone()),
        is_best: !is_idle,
        count,
    }))
}

/// The largest numerator of a table less its smallest.
fn range(table: &PayoffTable) -> Integer {
    let numerators = || (0..table.len()).map(|index| table.numerator(index));
    let bounds = numerators().max().zip(numerators().min());
    bounds.map_or(Integer::ZERO, |(most, least)| most - least)
}

/// How many pairs of these decreasing numbers are knife edges: for each number, those after its
/// equals that are still near.
fn edges_among(sorted: &[Integer], is_edge: impl Fn(&Integer) -> bool) -> usize {
    let (mut near, mut count) = (0, 0);
    let mut equal = 0;
    for at in 0..sorted.len() {
        while sorted[at] != sorted[equal] {
            equal += 1;
        }
        // Those before `equal` are larger; of them, those from `near` on by little.
        while near < equal && !is_edge(&(&sorted[near] - &sorted[at])) {
            near += 1;
        }
        count += equal - near.min(equal);
    }
    count
}
