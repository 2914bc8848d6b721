//! A claim about two options, judged at every outcome of the others' moves that are still free.
//!
//! One outcome decides: the one where the claim is tightest. For `>` and `≥` it is that of the
//! smallest difference, for `<` and `≤` of the largest, for `=` of the largest in size, for `≠` of
//! the smallest in size; a claim that holds there holds at all. Since the difference is linear in
//! each other player's mixture, a claim other than `≠` that holds at every outcome holds whatever
//! the others mix as well.

use std::cmp::Ordering;

use super::{Preference, Situation};
use crate::budget::Budget;
use crate::game::{MixedProfile, Profile, StrategicGame};
use crate::number::{Integer, Rational};
use crate::scenario::{Comparison, Condition, DeriveError, NodeKind, Relation, Scenario};

/// A claim about two options, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// The claim.
    pub claim: Comparison,
    /// Whether it holds at every outcome of the others' free moves.
    pub holds: bool,
    /// How many such outcomes there are; 1 if no move of another is free.
    pub outcomes: usize,
    /// At how many of them it holds.
    pub held: usize,
    /// The two options at the outcome where the claim is tightest: where it fails most, or holds
    /// by the least.
    pub preference: Preference,
    /// Every effect that the verdict rests on, in file order.
    pub cited: Vec<usize>,
}

impl Judged {
    /// Judges a claim.
    ///
    /// # Errors
    /// If the game cannot be derived within the budget.
    pub fn new(
        scenario: &Scenario,
        claim: &Comparison,
        budget: &Budget,
    ) -> Result<Judged, DeriveError> {
        let game = scenario.strategic_game(budget)?;
        let player = scenario.free_moves().iter().position(|&node| node == claim.node);
        let player = player.unwrap_or_default();
        let [a, b] = claim.options.map(|option| option * game.stride(player));
        let table = game.table(player);
        let kept = game.all_options();
        let (mut outcomes, mut held) = (0, 0);
        let mut tightest: Option<(usize, Integer)> = None;
        for index in game.opposing(player, &kept) {
            budget.check().map_err(|_| DeriveError::Stopped)?;
            let difference = table.numerator(index + a) - table.numerator(index + b);
            outcomes += 1;
            held += usize::from(claim.relation.holds(difference.cmp(&Integer::ZERO)));
            let is_tighter = tightest.as_ref().is_none_or(|(_, so_far)| {
                slack(claim.relation, &difference) < slack(claim.relation, so_far)
            });
            if is_tighter {
                tightest = Some((index, difference));
            }
        }
        let index = tightest.map(|(index, _)| index).unwrap_or_default();
        let preference = two_options(scenario, &game, claim, &game.profile(index));
        let preference = preference.ok_or(DeriveError::Stopped)?;
        let holds = held == outcomes;
        let cited = if holds { telling(scenario, claim) } else { preference.cited() };
        Ok(Judged { claim: claim.clone(), holds, outcomes, held, preference, cited })
    }
}

/// How far a difference is from breaking the claim: the smaller, the tighter.
fn slack(relation: Relation, difference: &Integer) -> Integer {
    let size = if difference.cmp(&Integer::ZERO) == Ordering::Less {
        -difference.clone()
    } else {
        difference.clone()
    };
    match relation {
        Relation::Greater | Relation::AtLeast => difference.clone(),
        Relation::Less | Relation::AtMost => -difference.clone(),
        Relation::Equal => -size,
        Relation::Unequal => size,
    }
}

fn two_options(
    scenario: &Scenario,
    game: &StrategicGame,
    claim: &Comparison,
    others: &Profile,
) -> Option<Preference> {
    let situation = Situation::of(scenario, &MixedProfile::pure(others, game.sizes()));
    Preference::new(scenario, claim.node, situation, &claim.options, Some(claim.options[0]))
}

/// The effects that can hold with one option and not with the other: those whose condition names
/// the move, or chance that may depend on it. All others add the same to both.
fn telling(scenario: &Scenario, claim: &Comparison) -> Vec<usize> {
    let by_chance = |node: usize| matches!(scenario.nodes()[node].kind, NodeKind::Chance { .. });
    let tells = |when: &Condition| when.nodes().iter().any(|&n| n == claim.node || by_chance(n));
    let felt = |points: &crate::scenario::Points| {
        points.stakeholder == claim.who && scenario.likely(&points.value) != Rational::ZERO
    };
    let effects = scenario.effects().iter().enumerate();
    let cited = effects.filter(|(_, e)| e.points.iter().any(felt) && tells(&e.when));
    cited.map(|(at, _)| at).collect()
}
