//! The question of the case: if one player commits first, what do the others do, and what is it
//! worth?

use super::Answer;
use super::answer::TOLD_AFTER_STOP;
use crate::budget::{Budget, Stopped};
use crate::game::{MixedProfile, Mixture};
use crate::nash::{self, Component, Coverage};
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
    let option = |option| match budget.check() {
        Ok(()) => committed(scenario, answer, (player, option), budget),
        Err(Stopped) => unknown(answer, option),
    };
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
    if budget.check().is_err() {
        found.coverage.stop();
    }
    // A payoff is multilinear: of a continuum it has its extremes at the extreme equilibria.
    let worths = || responses.iter().map(|response| &response.payoffs[answer.who[player]]);
    CommitmentOption {
        option,
        worst: worths().min().cloned(),
        best: worths().max().cloned(),
        responses,
        components: found.components,
        coverage: found.coverage,
    }
}

/// An option that was not begun before the budget ended.
fn unknown(answer: &Answer, option: usize) -> CommitmentOption {
    let mut coverage = Coverage { argument: answer.coverage.argument, undecided: Vec::new() };
    coverage.stop();
    CommitmentOption {
        option,
        responses: Vec::new(),
        components: Vec::new(),
        coverage,
        worst: None,
        best: None,
    }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::diagnostic::SourceText;
    use crate::explain::Question;

    #[test]
    fn options_that_are_not_begun_when_the_budget_ends_cost_nothing() {
        let text = include_str!("../../games/classics/battle-of-the-sexes.toml");
        let source = SourceText::new("sexes.toml", text);
        let scenario = crate::format::read(source, &|_| Err("no files".into())).scenario.unwrap();
        let budget = Budget::default();
        let answer = Answer::new(&scenario, Question::default(), &budget).unwrap();
        assert!(of(&scenario, &answer, 0, &budget).best.is_some());
        budget.stop().store(true, Ordering::Relaxed);
        let commitment = of(&scenario, &answer, 0, &budget);
        assert_eq!((commitment.best, commitment.margin), (None, None));
        for option in &commitment.options {
            assert!(option.responses.is_empty() && option.worst.is_none());
            assert!(!option.coverage.is_all());
        }
    }
}
