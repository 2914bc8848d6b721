//! The tie that makes a continuum of equilibria.

use itertools::Itertools;

use crate::budget::Budget;
use crate::game::{MixedProfile, StrategicGame};
use crate::nash::Component;
use crate::number::Algebraic;

/// Why a player may mix freely in a continuum: it is indifferent between these options,
/// whatever the others do within the continuum's subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The subset: an index into [`Component::subsets`].
    pub subset: usize,
    /// Who mixes freely.
    pub player: usize,
    /// Between which strategies: the extreme ones, each a probability for each option.
    pub between: Vec<Vec<Algebraic>>,
    /// The options among which the player is indifferent.
    pub options: Vec<usize>,
    /// What every one of them brings, if it is the same throughout the subset; also `None` if the
    /// budget ended before that was known.
    pub payoff: Option<Algebraic>,
}

/// The ties of a component: one for each player of each subset that has more than one strategy.
pub fn ties(game: &StrategicGame, component: &Component, budget: &Budget) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (subset, product) in component.subsets.iter().enumerate() {
        for (player, between) in product.factors.iter().enumerate() {
            if between.len() > 1 {
                let payoff = constant_payoff(game, &product.factors, player, budget);
                let options = played(between);
                ties.push(Tie { subset, player, between: between.clone(), options, payoff });
            }
        }
    }
    ties
}

/// The options that some of these strategies play.
fn played(strategies: &[Vec<Algebraic>]) -> Vec<usize> {
    let options = 0..strategies.first().map_or(0, Vec::len);
    options.filter(|&option| strategies.iter().any(|s| !s[option].is_zero())).collect()
}

/// The player's payoff, if it is the same throughout the product: multilinear, it is the same
/// everywhere if it is at all vertices. Its own strategy does not matter, since all are best.
fn constant_payoff(
    game: &StrategicGame,
    factors: &[Vec<Vec<Algebraic>>],
    player: usize,
    budget: &Budget,
) -> Option<Algebraic> {
    let shown = |(at, factor): (usize, &Vec<Vec<Algebraic>>)| {
        let count = if at == player { 1 } else { factor.len() };
        factor.clone().into_iter().take(count)
    };
    let mut payoff = None;
    for vertex in factors.iter().enumerate().map(shown).multi_cartesian_product() {
        budget.check().ok()?;
        let here = game.expected_payoff(player, &MixedProfile::new(vertex).ok()?);
        if payoff.get_or_insert_with(|| here.clone()) != &here {
            return None;
        }
    }
    payoff
}
