//! Why an outcome happens or does not: who would break it, and because of which interest; where
//! nothing holds, the circle in which best responses run.

use super::{Contrast, Preference, Situation};
use crate::budget::Budget;
use crate::explain::{Answer, Verdict, best_response_cycle, judge};
use crate::game::{MixedProfile, Profile};
use crate::number::Algebraic;
use crate::scenario::{Claim, OutcomeName, Scenario, Subject};

/// Larger tables are not searched for the profiles of a regime, nor for a circle.
const LARGEST_SEARCHED: usize = 20_000;

/// At most this many profiles are kept; the others are counted.
const MOST_KEPT: usize = 200;

/// Why an outcome happens, or does not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OutcomeReasons {
    /// Which outcome.
    pub name: OutcomeName,
    /// The equilibria.
    pub answer: Answer,
    /// Whether it is what happens at every equilibrium.
    pub verdict: Verdict,
    /// Of a kind of outcome without an equilibrium in pure strategies: the best responses that run
    /// in a circle.
    pub circle: Vec<Departure>,
    /// The pure profiles of the regime, or the pure equilibria, in file order.
    pub profiles: Vec<Standing>,
    /// How many more there are; `None` if the table is too large to look, or there was no time.
    pub left_out: Option<usize>,
}

/// A pure profile, and whether it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The profile.
    pub profile: Profile,
    /// How probable the regime is there; 1 where no regime was asked about.
    pub share: Algebraic,
    /// Who would rather do something else, each with the best it can do.
    pub broken_by: Vec<Departure>,
    /// What each of the others would do next best; the first in file order of several.
    pub kept_by: Vec<Departure>,
}

/// A player at a pure profile, and its best other option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Where it departs from.
    pub profile: Profile,
    /// The player: an index into [`Answer::game`].
    pub player: usize,
    /// The other option against the one that it plays.
    pub contrast: Contrast,
}

impl OutcomeReasons {
    /// The reasons of a regime or of a kind of outcome.
    pub fn new(
        scenario: &Scenario,
        name: OutcomeName,
        answer: Answer,
        budget: &Budget,
    ) -> OutcomeReasons {
        let subject = Subject::Outcome { equal: true, name: name.clone() };
        let verdict = judge(&Claim { some: false, subject }, scenario, &answer);
        let searched = answer.game.outcomes() <= LARGEST_SEARCHED;
        let (profiles, left_out) = match name {
            OutcomeName::Regime(_) if !searched => (Vec::new(), None),
            OutcomeName::Regime(regime) => of_regime(scenario, &answer, regime, budget),
            OutcomeName::Kind(_) => pure_equilibria(scenario, &answer),
        };
        let is_kind = matches!(name, OutcomeName::Kind(_));
        let circle = if is_kind && searched && profiles.is_empty() {
            circle(scenario, &answer)
        } else {
            Vec::new()
        };
        OutcomeReasons { name, answer, verdict, circle, profiles, left_out }
    }
}

/// The equilibria in pure strategies, and how many of them are not kept.
fn pure_equilibria(scenario: &Scenario, answer: &Answer) -> (Vec<Standing>, Option<usize>) {
    if answer.game.sizes().is_empty() {
        return (Vec::new(), Some(0));
    }
    let pure = answer.equilibria.iter().filter_map(|e| e.equilibrium.profile().as_pure());
    let pure: Vec<Profile> = pure.collect();
    let left_out = pure.len().saturating_sub(MOST_KEPT);
    let kept = pure.into_iter().take(MOST_KEPT);
    let profiles = kept.map(|profile| standing(scenario, answer, profile, Algebraic::ONE));
    (profiles.collect(), Some(left_out))
}

/// The profiles at which a regime is possible, and how many of them are not kept.
fn of_regime(
    scenario: &Scenario,
    answer: &Answer,
    regime: usize,
    budget: &Budget,
) -> (Vec<Standing>, Option<usize>) {
    let (mut kept, mut more) = (Vec::new(), 0);
    if answer.game.sizes().is_empty() {
        return (kept, Some(0));
    }
    for profile in answer.game.profiles() {
        if budget.check().is_err() {
            return (kept, None);
        }
        let mixed = MixedProfile::pure(&profile, answer.game.sizes());
        let shares = scenario.regime_shares(&scenario.strategies(&mixed));
        let share = shares.shares[regime].clone();
        if share.is_zero() {
            continue;
        }
        if kept.len() < MOST_KEPT {
            kept.push(standing(scenario, answer, profile, share));
        } else {
            more += 1;
        }
    }
    (kept, Some(more))
}

fn standing(scenario: &Scenario, answer: &Answer, profile: Profile, share: Algebraic) -> Standing {
    let players = 0..answer.game.sizes().len();
    let departures = players.filter_map(|player| best_other(scenario, answer, &profile, player));
    let (broken_by, kept_by) = departures.partition(|d| d.contrast.difference.is_positive());
    Standing { profile, share, broken_by, kept_by }
}

/// A player's best option beside the one that it plays; nothing if it has no other.
fn best_other(
    scenario: &Scenario,
    answer: &Answer,
    profile: &Profile,
    player: usize,
) -> Option<Departure> {
    let (game, now) = (&answer.game, profile.0[player]);
    let (table, stride) = (game.table(player), game.stride(player));
    let base = game.index(profile) - now * stride;
    let others = (0..game.sizes()[player]).filter(|&option| option != now);
    let by_payoff = |&a: &usize, &b: &usize| table.compare(base + a * stride, base + b * stride);
    let best = others.rev().max_by(by_payoff)?;
    departure(scenario, answer, profile, (player, best))
}

fn departure(
    scenario: &Scenario,
    answer: &Answer,
    profile: &Profile,
    (player, to): (usize, usize),
) -> Option<Departure> {
    let situation = Situation::of(scenario, &MixedProfile::pure(profile, answer.game.sizes()));
    let options = [to, profile.0[player]];
    let compared = Preference::new(scenario, answer.moves[player], situation, &options, Some(to))?;
    let contrast = compared.contrasts.into_iter().next()?;
    Some(Departure { profile: profile.clone(), player, contrast })
}

/// The steps of the circle of best responses; none if they end in an equilibrium.
fn circle(scenario: &Scenario, answer: &Answer) -> Vec<Departure> {
    let Some(cycle) = best_response_cycle(&answer.game) else { return Vec::new() };
    let mut here = cycle.start;
    let mut steps = Vec::new();
    for step in cycle.steps {
        let to = step.profile.0[step.player];
        steps.extend(departure(scenario, answer, &here, (step.player, to)));
        here = step.profile;
    }
    steps
}
