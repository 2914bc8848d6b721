//! What somebody does at each equilibrium, and what every other option would lose.

use super::{PayoffTrace, Preference, Situation};
use crate::budget::Budget;
use crate::explain::Answer;
use crate::scenario::{Scenario, StakeholderId};

/// So many equilibria are told even where the search for them was stopped.
const ALWAYS_TOLD: usize = 5;

/// Somebody's part in every equilibrium.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Choice {
    /// Whose.
    pub who: StakeholderId,
    /// The equilibria.
    pub answer: Answer,
    /// The part in each that was asked for.
    pub at: Vec<ChoiceAt>,
}

/// Somebody's part in an equilibrium.
#[derive(Clone, Debug)]
pub struct ChoiceAt {
    /// The equilibrium: an index into [`Answer::equilibria`].
    pub equilibrium: usize,
    /// What it does or gets.
    pub part: Part,
}

/// What somebody does or gets.
#[derive(Clone, Debug)]
pub enum Part {
    /// A player chooses: the options, held against the first one that is played.
    Chooses(Preference),
    /// Somebody without a free move gets this.
    Gets(PayoffTrace),
}

impl Choice {
    /// The part in every equilibrium of the answer, or in one. Where the budget has ended, only
    /// the first few are told.
    pub fn new(
        scenario: &Scenario,
        who: StakeholderId,
        answer: Answer,
        only: Option<usize>,
        budget: &Budget,
    ) -> Choice {
        let asked = (0..answer.equilibria.len()).filter(|at| only.is_none_or(|only| only == *at));
        let in_time = |(nth, _): &(usize, usize)| *nth < ALWAYS_TOLD || budget.check().is_ok();
        let part = |(_, equilibrium): (usize, usize)| {
            let part = part(scenario, who, &answer, equilibrium)?;
            Some(ChoiceAt { equilibrium, part })
        };
        let at = asked.enumerate().take_while(in_time).filter_map(part).collect();
        Choice { who, answer, at }
    }
}

fn part(
    scenario: &Scenario,
    who: StakeholderId,
    answer: &Answer,
    equilibrium: usize,
) -> Option<Part> {
    let profile = answer.equilibria[equilibrium].equilibrium.profile();
    let situation = Situation::of(scenario, profile);
    match answer.who.iter().position(|&player| player == who) {
        None => PayoffTrace::new(scenario, who, &situation).map(Part::Gets),
        Some(player) => {
            let played = profile.support(player).first().copied();
            let node = answer.moves[player];
            Preference::among_all(scenario, node, situation, played).map(Part::Chooses)
        }
    }
}
