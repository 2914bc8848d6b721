//! The answer to a simultaneous case: what happens, who gains, because of which interest.

use super::{Commitment, Outcome, Preferred, Tie, commitment, outcome, preferred, ties};
use crate::budget::Budget;
use crate::dominance::{self, Dominated, Elimination};
use crate::game::{Mixture, StrategicGame};
use crate::nash::{self, Component, Coverage, Equilibria, Equilibrium, Undecided};
use crate::number::{Algebraic, Rational};
use crate::scenario::{DeriveError, NodeId, RegimeShares, Scenario, StakeholderId};

/// What is asked of a scenario beside its equilibria.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question {
    /// Only the equilibria: no commitments, no profiles that all prefer.
    pub equilibria_only: bool,
}

/// The answer to a simultaneous case. Everything that refers to players of the game uses their
/// indices there; [`Answer::who`] and [`Answer::moves`] lead back to the scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// The strategic form that was solved.
    pub game: StrategicGame,
    /// For each player of the game, the stakeholder.
    pub who: Vec<StakeholderId>,
    /// For each player of the game, its move.
    pub moves: Vec<NodeId>,
    /// What happens.
    pub outcome: Outcome,
    /// The equilibria, in the order of [`nash::Equilibria`].
    pub equilibria: Vec<EquilibriumInFull>,
    /// The components of the set of equilibria.
    pub components: Vec<Component>,
    /// For each component, the ties that make it a continuum; empty for an isolated equilibrium.
    pub ties: Vec<Vec<Tie>>,
    /// What each player can guarantee itself, where two players' payoffs always add up to the same.
    pub value: Option<Value>,
    /// Whether these are all equilibria, and why.
    pub coverage: Coverage,
    /// Dominated options: strictly, by iterated elimination, then weakly in what that leaves.
    pub dominated: Vec<Dominated>,
    /// Each option of the focus player as a commitment.
    pub commitment: Option<Commitment>,
    /// Pure profiles that every player strictly prefers to an equilibrium, for each equilibrium
    /// the best first.
    pub preferred_by_all: Vec<Preferred>,
    /// What is missing beside equilibria; [`Answer::coverage`] speaks of those.
    pub unfinished: Vec<Unfinished>,
}

/// The value of a game of two players whose payoffs add up to the same at every outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What the payoffs add up to.
    pub sum: Rational,
    /// What each player can guarantee itself, and the other can hold it to: its payoff at every
    /// equilibrium.
    pub of: Vec<Rational>,
}

/// Something beside equilibria that an answer does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfinished {
    /// The search for dominated options was stopped: there may be more.
    Dominance,
    /// Dominated options were not looked for, since one equilibrium was all that was asked.
    DominanceNotSought,
    /// The game is too large to look for options that a mixture of others dominates.
    DominanceByMixtures,
    /// The search for profiles that all prefer was stopped: there may be more.
    Preferred,
    /// Only the best of the profiles that all prefer are listed.
    PreferredLeftOut {
        /// How many are not.
        profiles: usize,
    },
}

/// An equilibrium with everything that it means to everybody.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EquilibriumInFull {
    /// The checked equilibrium.
    pub equilibrium: Equilibrium,
    /// Its component: an index into [`Answer::components`].
    pub component: usize,
    /// The strategy at each node of the scenario; `None` for chance and fixed moves.
    pub strategies: Vec<Option<Mixture>>,
    /// Each stakeholder's expected payoff.
    pub payoffs: Vec<Algebraic>,
    /// What each interest of each stakeholder adds to it; they sum to it exactly.
    pub by_interest: Vec<Vec<Algebraic>>,
    /// How probable each regime is.
    pub regimes: RegimeShares,
    /// For each player of the game, what each option would bring, the others' play given.
    pub option_payoffs: Vec<Vec<Algebraic>>,
}

impl EquilibriumInFull {
    /// Whether it is the only equilibrium of its component.
    pub fn is_isolated(&self, answer: &Answer) -> bool {
        answer.components[self.component].is_isolated()
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerError {
    /// The game cannot be derived.
    Derive(DeriveError),
}

impl From<DeriveError> for AnswerError {
    fn from(error: DeriveError) -> AnswerError {
        AnswerError::Derive(error)
    }
}

impl Answer {
    /// Solves a simultaneous scenario, and says what the answer means to everybody.
    ///
    /// When the budget ends, the answer holds what is known, and its coverage says so.
    ///
    /// # Errors
    /// If the strategic form cannot be derived.
    pub fn new(
        scenario: &Scenario,
        question: Question,
        budget: &Budget,
    ) -> Result<Answer, AnswerError> {
        let game = scenario.strategic_game(budget)?;
        let found = nash::all(&game, budget);
        Ok(Answer::of(scenario, game, found, budget).in_full(scenario, question, budget))
    }

    /// The same for two players by [`nash::label_tree_with_proof`], with the proof; none if the
    /// budget ends, or these are not two players.
    ///
    /// # Errors
    /// If the strategic form cannot be derived.
    pub fn with_proof(
        scenario: &Scenario,
        question: Question,
        budget: &Budget,
    ) -> Result<(Answer, Option<String>), AnswerError> {
        let game = scenario.strategic_game(budget)?;
        if game.sizes().len() != 2 {
            return Ok((Answer::new(scenario, question, budget)?, None));
        }
        let (found, proof) = nash::label_tree_with_proof(&game, budget);
        let answer = Answer::of(scenario, game, found, budget);
        Ok((answer.in_full(scenario, question, budget), proof))
    }

    /// The answer with what is asked beside the equilibria.
    fn in_full(mut self, scenario: &Scenario, question: Question, budget: &Budget) -> Answer {
        let dominance = dominance::weak(&self.game, budget);
        self.unfinished = unfinished(&dominance);
        self.dominated = dominance.dominated;
        if !question.equilibria_only {
            let player = scenario
                .ask()
                .focus
                .and_then(|focus| self.who.iter().position(|&who| who == focus));
            self.commitment = player.map(|p| commitment::of(scenario, &self, p, budget));
            let (preferred_by_all, unfinished) = preferred::of(&self, budget);
            self.preferred_by_all = preferred_by_all;
            self.unfinished.extend(unfinished);
        }
        self
    }

    /// One equilibrium of a simultaneous scenario, and what it means to everybody; nothing where one
    /// alone is not looked for ([`nash::one`]).
    ///
    /// # Errors
    /// If the strategic form cannot be derived.
    pub fn one(scenario: &Scenario, budget: &Budget) -> Result<Option<Answer>, AnswerError> {
        let game = scenario.strategic_game(budget)?;
        let Some(found) = nash::one(&game, budget) else { return Ok(None) };
        let answer = Answer::of(scenario, game, found, budget);
        Ok(Some(Answer { unfinished: vec![Unfinished::DominanceNotSought], ..answer }))
    }

    /// What was found, and nothing beside it.
    fn of(
        scenario: &Scenario,
        game: StrategicGame,
        mut found: Equilibria,
        budget: &Budget,
    ) -> Answer {
        let moves = scenario.free_moves();
        let who = moves.iter().filter_map(|&node| scenario.nodes()[node].player()).collect();
        let equilibria = told(scenario, &game, &mut found, budget);
        Answer {
            outcome: outcome::of(&found, &equilibria),
            ties: found.components.iter().map(|c| ties(&game, c, budget)).collect(),
            equilibria,
            components: found.components,
            value: value(&game, &found.equilibria),
            coverage: found.coverage,
            dominated: Vec::new(),
            unfinished: Vec::new(),
            commitment: None,
            preferred_by_all: Vec::new(),
            game,
            who,
            moves,
        }
    }

    /// Whether one equilibrium was all that was looked for.
    pub fn is_of_one(&self) -> bool {
        self.coverage.undecided.iter().any(|open| open.why == nash::UndecidedReason::NotSought)
    }

    /// What is not decided about equilibria, the others' after a commitment among them.
    pub fn undecided(&self) -> impl Iterator<Item = &Undecided> {
        let committed = self.commitment.iter().flat_map(|commitment| &commitment.options);
        let coverages = std::iter::once(&self.coverage).chain(committed.map(|c| &c.coverage));
        coverages.flat_map(|coverage| &coverage.undecided)
    }

    /// Whether everything that was asked is answered in full.
    pub fn is_complete(&self) -> bool {
        self.undecided().next().is_none() && self.unfinished.is_empty()
    }
}

/// The value of a constant-sum game of two players, which each equilibrium shows.
fn value(game: &StrategicGame, equilibria: &[Equilibrium]) -> Option<Value> {
    let first = equilibria.first().filter(|_| game.sizes().len() == 2)?;
    let payoffs = first.payoffs().iter().map(|payoff| payoff.as_rational().cloned());
    Some(Value { sum: nash::constant_sum(game)?, of: payoffs.collect::<Option<_>>()? })
}

/// What an elimination that came to no end leaves open.
fn unfinished(dominance: &Elimination) -> Vec<Unfinished> {
    let stopped = dominance.stopped.then_some(Unfinished::Dominance);
    let mixtures = (!dominance.mixtures_tested).then_some(Unfinished::DominanceByMixtures);
    stopped.into_iter().chain(mixtures).collect()
}

/// After a stop, this many equilibria are still told. More, and a stopped run ends late; fewer, and
/// it forgets what it has found.
pub(super) const TOLD_AFTER_STOP: usize = 100;

/// The equilibria in full. When the budget ends, the rest of them is forgotten and counted.
fn told(
    scenario: &Scenario,
    game: &StrategicGame,
    found: &mut Equilibria,
    budget: &Budget,
) -> Vec<EquilibriumInFull> {
    let components = found.component_of_each();
    let may_go_on = |told: usize| told < TOLD_AFTER_STOP || budget.check().is_ok();
    let pairs = found.equilibria.iter().zip(components).enumerate();
    let pairs = pairs.take_while(|(told, _)| may_go_on(*told)).map(|(_, pair)| pair);
    let in_full = |(equilibrium, component)| in_full(scenario, game, equilibrium, component);
    let told: Vec<_> = pairs.map(in_full).collect();
    found.truncate(told.len());
    told
}

fn in_full(
    scenario: &Scenario,
    game: &StrategicGame,
    equilibrium: &Equilibrium,
    component: usize,
) -> EquilibriumInFull {
    let profile = equilibrium.profile();
    let strategies = scenario.strategies(profile);
    let stakeholders = 0..scenario.stakeholders().len();
    let by_interest: Vec<Vec<Algebraic>> =
        stakeholders.map(|who| scenario.expected_points(who, &strategies)).collect();
    let option_payoffs = |player| game.option_payoffs(player, profile);
    EquilibriumInFull {
        equilibrium: equilibrium.clone(),
        component,
        payoffs: by_interest.iter().map(|points| points.iter().sum()).collect(),
        regimes: scenario.regime_shares(&strategies),
        option_payoffs: (0..game.sizes().len()).map(option_payoffs).collect(),
        strategies,
        by_interest,
    }
}
