//! What the rest do if some players' play is given, and what that costs everybody.
//!
//! The given moves are fixed, and the game of the rest is solved: with all but one player fixed its
//! equilibria are the textbook best responses, with fewer fixed the equilibria among the rest. Two
//! questions follow. Would those whose play is given keep to it? And how does everybody fare,
//! interest by interest, against another option of theirs?

use itertools::Itertools;

use super::{Answer, AnswerError, EquilibriumInFull, Question};
use crate::budget::Budget;
use crate::game::StrategicGame;
use crate::number::{Algebraic, Rational};
use crate::scenario::{ChangeError, DeriveError, Mix, NodeId, Scenario};

/// What the rest do, given some players' play.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BestResponse {
    /// The given play, and everything that the rest may do.
    pub given: Supposition,
    /// At which equilibrium of the rest who of the fixed would rather do something else; for each
    /// of them its best change.
    pub would_regret: Vec<Regret>,
    /// Other options of a fixed move, to compare the given play with.
    pub versus: Vec<Contrast>,
    /// How many options were not compared, because the budget ended first.
    pub not_compared: usize,
}

/// A case in which some moves are fixed, and the game of the rest solved.
#[derive(Clone, Debug)]
pub struct Supposition {
    /// The case with these moves fixed.
    pub scenario: Scenario,
    /// The answer of the rest: its equilibria only.
    pub answer: Answer,
}

/// A player whose play is given would rather do something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regret {
    /// At which equilibrium of the rest: an index into [`Answer::equilibria`].
    pub equilibrium: usize,
    /// The fixed move.
    pub node: NodeId,
    /// The best option there.
    pub to: usize,
    /// What it would gain by it alone, above 0.
    pub gain: Algebraic,
}

/// The given play against another option of a fixed move.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// The fixed move.
    pub node: NodeId,
    /// The other option.
    pub option: usize,
    /// What the rest do then.
    pub instead: Supposition,
    /// What the given play changes; `None` where one side has no equilibrium to compare.
    pub change: Option<Change>,
}

/// What changes from one equilibrium to another: of several, those that are worst for the player
/// whose move it is.
#[derive(Clone, Debug)]
pub struct Change {
    /// The equilibrium with the given play.
    pub from: usize,
    /// The equilibrium with the other option.
    pub to: usize,
    /// For each stakeholder and interest the points given less the points instead; `None` where
    /// the two lie in different quadratic fields.
    pub by_interest: Option<Vec<Vec<Algebraic>>>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BestResponseError {
    /// A move cannot be fixed so.
    Change(ChangeError),
    /// A game cannot be derived.
    Answer(AnswerError),
}

impl From<ChangeError> for BestResponseError {
    fn from(error: ChangeError) -> BestResponseError {
        BestResponseError::Change(error)
    }
}

impl From<AnswerError> for BestResponseError {
    fn from(error: AnswerError) -> BestResponseError {
        BestResponseError::Answer(error)
    }
}

impl BestResponse {
    /// Fixes the given moves and solves the game of the rest; then again with each option of
    /// `versus`, a fixed move and other options of it.
    ///
    /// # Errors
    /// If a move cannot be fixed, or a strategic form cannot be derived; of one that is only
    /// compared, except where the budget ended.
    pub fn new(
        scenario: &Scenario,
        given: &[Mix],
        versus: &[(NodeId, usize)],
        budget: &Budget,
    ) -> Result<BestResponse, BestResponseError> {
        let supposed = Supposition::new(scenario, given, budget)?;
        let would_regret = regrets(scenario, given, &supposed)?;
        let mut contrasts = Vec::new();
        for &(node, option) in versus {
            let instead = with(scenario, given, node, option);
            match Supposition::new(scenario, &instead, budget) {
                Ok(instead) => {
                    let change = change(&supposed, &instead, node);
                    contrasts.push(Contrast { node, option, instead, change });
                }
                Err(BestResponseError::Answer(AnswerError::Derive(DeriveError::Stopped))) => break,
                Err(error) => return Err(error),
            }
        }
        let not_compared = versus.len() - contrasts.len();
        Ok(BestResponse { given: supposed, would_regret, versus: contrasts, not_compared })
    }

    /// Whether every equilibrium of the rest is known, for the given play and what it is compared
    /// with.
    pub fn is_complete(&self) -> bool {
        let instead = self.versus.iter().map(|contrast| &contrast.instead);
        let mut all = std::iter::once(&self.given).chain(instead);
        self.not_compared == 0 && all.all(|s| s.answer.coverage.is_all())
    }
}

impl Supposition {
    fn new(
        scenario: &Scenario,
        given: &[Mix],
        budget: &Budget,
    ) -> Result<Supposition, BestResponseError> {
        let scenario = fixed(scenario, given)?;
        let answer = Answer::new(&scenario, Question { equilibria_only: true }, budget)?;
        Ok(Supposition { scenario, answer })
    }
}

fn pure(scenario: &Scenario, node: NodeId, option: usize) -> Mix {
    let options = 0..scenario.nodes()[node].choices.len();
    let mixture = options.map(|o| Rational::from(i64::from(o == option))).collect();
    Mix { node, mixture }
}

/// The given play with one move fixed at an option instead.
fn with(scenario: &Scenario, given: &[Mix], node: NodeId, option: usize) -> Vec<Mix> {
    let instead = |mix: &Mix| {
        if mix.node == node { pure(scenario, node, option) } else { mix.clone() }
    };
    given.iter().map(instead).collect()
}

fn fixed(scenario: &Scenario, given: &[Mix]) -> Result<Scenario, ChangeError> {
    let mut scenario = scenario.clone();
    given.iter().try_for_each(|mix| scenario.fix(mix))?;
    Ok(scenario)
}

/// Who of the fixed gains by changing alone, at each equilibrium of the rest.
fn regrets(
    scenario: &Scenario,
    given: &[Mix],
    supposed: &Supposition,
) -> Result<Vec<Regret>, ChangeError> {
    let mut found = Vec::new();
    for &Mix { node, .. } in given {
        let options = 0..scenario.nodes()[node].choices.len();
        let instead = options.map(|option| fixed(scenario, &with(scenario, given, node, option)));
        let instead: Vec<Scenario> = instead.collect::<Result<_, _>>()?;
        let equilibria = supposed.answer.equilibria.iter().enumerate();
        found.extend(equilibria.filter_map(|(at, e)| regret(&instead, (at, e), node)));
    }
    found.sort_by_key(|regret| regret.equilibrium);
    Ok(found)
}

/// The best change at an equilibrium, if it gains; `instead` has the move at each of its options.
fn regret(
    instead: &[Scenario],
    (index, equilibrium): (usize, &EquilibriumInFull),
    node: NodeId,
) -> Option<Regret> {
    let who = instead.first()?.nodes()[node].player()?;
    let payoff = |scenario: &Scenario| -> Algebraic {
        scenario.expected_points(who, &equilibrium.strategies).iter().sum()
    };
    let payoffs = instead.iter().map(payoff).collect_vec();
    let best = payoffs.iter().max()?;
    let to = payoffs.iter().position(|payoff| payoff == best)?;
    let gain = best.minus(&equilibrium.payoffs[who]);
    gain.is_positive().then_some(Regret { equilibrium: index, node, to, gain })
}

/// From what is given to what is supposed instead: of several equilibria, on both sides those that
/// are worst for the player whose move it is.
fn change(given: &Supposition, instead: &Supposition, node: NodeId) -> Option<Change> {
    let who = given.scenario.nodes()[node].player()?;
    let worst = |supposed: &Supposition| {
        let equilibria = supposed.answer.equilibria.iter().enumerate();
        equilibria.min_by(|(_, a), (_, b)| a.payoffs[who].cmp(&b.payoffs[who])).map(|(at, _)| at)
    };
    let (from, to) = (worst(given)?, worst(instead)?);
    let before = &given.answer.equilibria[from].by_interest;
    let after = &instead.answer.equilibria[to].by_interest;
    let difference = |(a, b): (&Algebraic, &Algebraic)| a.shares_field(b).then(|| a.minus(b));
    let of_one =
        |(a, b): (&Vec<Algebraic>, &Vec<Algebraic>)| a.iter().zip(b).map(difference).collect();
    let by_interest = before.iter().zip(after).map(of_one).collect();
    Some(Change { from, to, by_interest })
}

/// What an option costs less than every other, whatever the others do: the least and the most that
/// another option would cost. Nothing if some option does as well somewhere, or there is none.
pub fn always_best(game: &StrategicGame, player: usize, option: usize) -> Option<[Rational; 2]> {
    let (table, stride) = (game.table(player), game.stride(player));
    let everything = game.all_options();
    let mut range: Option<[Rational; 2]> = None;
    for base in game.opposing(player, &everything) {
        let best = table.payoff(base + option * stride);
        for other in (0..game.sizes()[player]).filter(|&other| other != option) {
            let cost = &best - table.payoff(base + other * stride);
            if !cost.is_positive() {
                return None;
            }
            range = Some(match range {
                None => [cost.clone(), cost],
                Some([least, most]) => [least.min(cost.clone()), most.max(cost)],
            });
        }
    }
    range
}
