//! Best responses, underlined option by option: the pure equilibria by hand.
//!
//! For each player and each choice of the others the largest of the player's payoffs are
//! underlined, ties all. A cell is a pure equilibrium exactly if all of its payoffs are underlined
//! ([`nash::best_responses`]). Cost: one pass over each player's table.

use crate::budget::{Budget, Stopped};
use crate::game::{Profile, StrategicGame};
use crate::nash;
use crate::number::Rational;

/// The table, underlined.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Underline {
    /// Player by player, each choice of the others in the order of the table.
    pub steps: Vec<Underlining>,
    /// Every cell, in the order of the table.
    pub cells: Vec<MarkedCell>,
}

/// One choice of the others, and a player's best options against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underlining {
    /// Who compares its options.
    pub player: usize,
    /// What the others do; the player's own entry is the first of its best options.
    pub at: Profile,
    /// What each of the player's options brings.
    pub payoffs: Vec<Rational>,
    /// The options that bring most: these are underlined.
    pub best: Vec<usize>,
}

/// A cell of the table, and who would leave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedCell {
    /// The cell.
    pub profile: Profile,
    /// The players whose payoff is not underlined; none in a pure equilibrium.
    pub leaving: Vec<Leaving>,
}

/// A player who would rather do something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Who.
    pub player: usize,
    /// The first of its best options.
    pub to: usize,
    /// What that gains.
    pub gain: Rational,
}

impl Underline {
    /// The pure equilibria: cells whose payoffs are all underlined.
    pub fn pure(&self) -> impl Iterator<Item = &Profile> {
        self.cells.iter().filter(|cell| cell.leaving.is_empty()).map(|cell| &cell.profile)
    }
}

/// Underlines the best responses of every player.
///
/// # Errors
/// [`Stopped`] when the budget ends.
pub fn underline(game: &StrategicGame, budget: &Budget) -> Result<Underline, Stopped> {
    let marks = nash::best_responses(game);
    let mut steps = Vec::new();
    let everything = game.all_options();
    for player in 0..game.sizes().len() {
        let (table, stride) = (game.table(player), game.stride(player));
        for base in game.opposing(player, &everything) {
            budget.check()?;
            let options = || (0..game.sizes()[player]).map(|option| base + option * stride);
            let best: Vec<usize> = (0..game.sizes()[player])
                .filter(|option| marks.contains(player, base + option * stride))
                .collect();
            let at = game.profile(base + best.first().map_or(0, |option| option * stride));
            let payoffs = options().map(|index| table.payoff(index)).collect();
            steps.push(Underlining { player, at, payoffs, best });
        }
    }
    let mut cells = Vec::new();
    for profile in game.profiles() {
        budget.check()?;
        let leaving = (0..profile.0.len()).filter_map(|player| leaving(game, player, &profile));
        cells.push(MarkedCell { leaving: leaving.collect(), profile });
    }
    Ok(Underline { steps, cells })
}

fn leaving(game: &StrategicGame, player: usize, profile: &Profile) -> Option<Leaving> {
    let best = game.best_responses(player, profile);
    let to = (!best.contains(&profile.0[player])).then(|| best.first().copied()).flatten()?;
    let mut better = profile.clone();
    better.0[player] = to;
    let gain = game.payoff(player, &better) - game.payoff(player, profile);
    Some(Leaving { player, to, gain })
}
