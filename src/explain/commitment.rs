//! The question of the case: if one player commits first, what do the others do, and what is it
//! worth?

use super::Answer;
use super::answer::TOLD_AFTER_STOP;
use crate::budget::Budget;
use crate::game::{MixedProfile, Mixture};
use crate::nash::{self, Component, Coverage, Equilibria};
use crate::number::Algebraic;
use crate::scenario::Scenario;

/// Each option of a player as a commitment that the others see.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The player who commits: an index into the game.
    pub player: usize,
    /// Its options, in file order.
    pub options: Vec<CommitmentOption>,
    /// The option whose worst is largest; the first in file order of several.
    pub best: Option<usize>,
    /// By how much its worst is above the next option's; `None` if there is no next option, or
    /// the two lie in different quadratic fields.
    pub margin: Option<Algebraic>,
}

/// One option as a commitment.
#[derive(Clone, Debug)]
pub struct CommitmentOption {
    /// The option.
    pub option: usize,
    /// All equilibria of the others, given it.
    pub responses: Vec<Response>,
    /// The components of the others' equilibria; their players are the others, in order.
    pub components: Vec<Component>,
    /// Whether these are all responses.
    pub coverage: Coverage,
    /// The least that the committed player gets in any of them, continua included.
    pub worst: Option<Algebraic>,
    /// The most.
    pub best: Option<Algebraic>,
}

/// One equilibrium of the others.
#[derive(Clone, Debug)]
pub struct Response {
    /// Everybody's strategies, the commitment among them: a profile of the whole game.
    pub profile: MixedProfile,
    /// Each stakeholder's expected payoff.
    pub payoffs: Vec<Algebraic>,
}

pub(super) fn of(
    scenario: &Scenario,
    answer: &Answer,
    player: usize,
    budget: &Budget,
) -> Commitment {
    let options = 0..answer.game.sizes()[player];
    let option = |option| committed(scenario, answer, (player, option), budget);
    let options: Vec<_> = options.map(option).collect();
    let worst = |at: &usize| options[*at].worst.clone();
    let mut ranked: Vec<usize> = (0..options.len()).filter(|at| worst(at).is_some()).collect();
    ranked.sort_by_key(|at| std::cmp::Reverse(worst(at)));
    let margin = match ranked[..] {
        [first, second, ..] => {
            let worsts = worst(&first).zip(worst(&second)).filter(|(a, b)| a.shares_field(b));
            worsts.map(|(a, b)| a.minus(&b))
        }
        _ => None,
    };
    Commitment { player, best: ranked.first().copied(), margin, options }
}

fn committed(
    scenario: &Scenario,
    answer: &Answer,
    (player, option): (usize, usize),
    budget: &Budget,
) -> CommitmentOption {
    let mut found = nash::all(&answer.game.given(player, option), budget);
    let whole = |others: &[Mixture]| whole_profile(answer, (player, option), others);
    let response = |equilibrium: &nash::Equilibrium| {
        let profile = whole(equilibrium.profile().mixtures())?;
        let strategies = scenario.strategies(&profile);
        let who = 0..scenario.stakeholders().len();
        let payoff = |who| scenario.expected_points(who, &strategies).iter().sum();
        let payoffs = who.map(payoff).collect();
        Some(Response { profile, payoffs })
    };
    let may_go_on = |told: usize| told < TOLD_AFTER_STOP || budget.check().is_ok();
    let listed = found.equilibria.iter().enumerate();
    let told = listed.take_while(|(told, _)| may_go_on(*told)).filter_map(|(_, e)| response(e));
    let responses: Vec<Response> = told.collect();
    found.truncate(responses.len());
    let worths: Vec<Algebraic> = extreme_plays(&found)
        .enumerate()
        .take_while(|(told, _)| may_go_on(*told))
        .filter_map(|(_, others)| whole(&others))
        .map(|profile| answer.game.expected_payoff(player, &profile))
        .collect();
    if budget.check().is_err() {
        found.coverage.stop();
    }
    CommitmentOption {
        option,
        responses,
        worst: worths.iter().min().cloned(),
        best: worths.into_iter().max(),
        components: found.components,
        coverage: found.coverage,
    }
}

/// Every listed equilibrium, and every vertex of every subset: a payoff is multilinear, so its
/// extremes over a product of polytopes are among them.
fn extreme_plays(found: &Equilibria) -> impl Iterator<Item = Vec<Mixture>> + '_ {
    use itertools::Itertools;
    let listed = found.equilibria.iter().map(|e| e.profile().mixtures().to_vec());
    let subsets = found.components.iter().flat_map(|component| &component.subsets);
    let vertices = subsets.flat_map(|subset| {
        subset.factors.iter().map(|factor| factor.iter().cloned()).multi_cartesian_product()
    });
    listed.chain(vertices)
}

fn whole_profile(
    answer: &Answer,
    (player, option): (usize, usize),
    others: &[Mixture],
) -> Option<MixedProfile> {
    let size = answer.game.sizes()[player];
    let mut certain = vec![Algebraic::ZERO; size];
    certain[option] = Algebraic::ONE;
    let mut mixtures = others.to_vec();
    mixtures.insert(player, certain);
    MixedProfile::new(mixtures).ok()
}
