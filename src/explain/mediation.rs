//! What a mediator could achieve: correlated equilibria that are best for all, or for one.

use crate::budget::Budget;
use crate::game::{MixedProfile, StrategicGame};
use crate::nash::{self, Best, Correlated, Objective, TooLarge};
use crate::number::{Algebraic, Rational};
use crate::scenario::{DeriveError, Scenario, StakeholderId};

/// What a mediator could achieve in a simultaneous case. Players are indices into the game;
/// [`Mediation::who`] leads back to the scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mediation {
    /// The strategic form.
    pub game: StrategicGame,
    /// For each player of the game, the stakeholder.
    pub who: Vec<StakeholderId>,
    /// The player whose best comes first, if the case asks about one.
    pub focus: Option<usize>,
    /// The best correlated equilibria: for the focus player, for the sum, then the most and the
    /// least of each player; as far as the budget allowed.
    pub found: Correlated,
    /// For each of them each stakeholder's expected payoff.
    pub payoffs: Vec<Vec<Algebraic>>,
    /// The largest sum of payoffs at a Nash equilibrium, where all of them are cheap to find.
    pub nash: Option<Algebraic>,
}

/// Why nothing is known of what a mediator could achieve.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MediationError {
    /// The game cannot be derived.
    Derive(DeriveError),
    /// The linear programs are larger than what is built.
    TooLarge(TooLarge),
}

/// Nash equilibria of larger games are not looked for to be compared with.
const CHEAP: usize = 32;

impl Mediation {
    /// The best correlated equilibria: for the sum and the focus player, and unless `best_only`
    /// what each player gets at the most and at the least.
    ///
    /// # Errors
    /// [`MediationError`]; a stop during the search is no error.
    pub fn new(
        scenario: &Scenario,
        best_only: bool,
        budget: &Budget,
    ) -> Result<Mediation, MediationError> {
        let game = scenario.strategic_game(budget).map_err(MediationError::Derive)?;
        let moves = scenario.free_moves().into_iter();
        let who: Vec<StakeholderId> =
            moves.filter_map(|node| scenario.nodes()[node].player()).collect();
        let focus = scenario.ask().focus;
        let focus = focus.and_then(|focus| who.iter().position(|&who| who == focus));
        let objectives = objectives(who.len(), focus, best_only);
        let found =
            nash::correlated(&game, &objectives, budget).map_err(MediationError::TooLarge)?;
        let payoffs = found.best.iter().map(|best| payoffs(scenario, &game, best)).collect();
        let nash = if game.outcomes() <= CHEAP { best_nash(&game, budget) } else { None };
        Ok(Mediation { game, who, focus, found, payoffs, nash })
    }

    /// Which of the found is best for an objective.
    pub fn best_for(&self, objective: Objective) -> Option<usize> {
        self.found.best.iter().position(|best| best.objective == objective)
    }
}

fn objectives(players: usize, focus: Option<usize>, best_only: bool) -> Vec<Objective> {
    let first = focus.map(Objective::Most).into_iter().chain([Objective::Sum]);
    let most = (0..players).filter(|&player| focus != Some(player)).map(Objective::Most);
    let ranges = most.chain((0..players).map(Objective::Least));
    if best_only { first.collect() } else { first.chain(ranges).collect() }
}

fn payoffs(scenario: &Scenario, game: &StrategicGame, best: &Best) -> Vec<Algebraic> {
    let mut payoffs = vec![Algebraic::ZERO; scenario.stakeholders().len()];
    for (at, probability) in best.equilibrium.outcomes() {
        let profile = MixedProfile::pure(&game.profile(*at), game.sizes());
        let strategies = scenario.strategies(&profile);
        let probability = Algebraic::from(probability.clone());
        for (who, payoff) in payoffs.iter_mut().enumerate() {
            let here: Algebraic = scenario.expected_points(who, &strategies).iter().sum();
            *payoff = payoff.plus(&here.times(&probability));
        }
    }
    payoffs
}

/// The largest sum of payoffs at a Nash equilibrium, if all are known. On a product of polytopes it
/// is at an extreme equilibrium.
fn best_nash(game: &StrategicGame, budget: &Budget) -> Option<Algebraic> {
    let all = nash::all(game, budget);
    let sum = |equilibrium: &nash::Equilibrium| -> Option<Rational> {
        let payoffs = equilibrium.payoffs().iter();
        payoffs.map(|payoff| payoff.as_rational().cloned()).sum::<Option<Rational>>()
    };
    let sums = all.equilibria.iter().map(sum).collect::<Option<Vec<Rational>>>()?;
    all.coverage.is_all().then(|| sums.into_iter().max().map(Algebraic::from))?
}
