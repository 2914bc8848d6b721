//! Why there is no equilibrium in pure strategies: best responses that run in a circle.

use std::collections::HashMap;

use crate::game::{Profile, StrategicGame};

/// Best responses, one player after another, that lead back to where they began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Where the cycle begins.
    pub start: Profile,
    /// The steps; the last leads back to the start.
    pub steps: Vec<Step>,
}

/// A player changes to a best response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who changes.
    pub player: usize,
    /// What is played afterwards.
    pub profile: Profile,
}

/// The cycle that best responses run into from the first profile: at each, the first player in
/// file order who gains by changing does. Nothing if they end in an equilibrium.
///
/// ```
/// use standoff::explain::best_response_cycle;
/// use standoff::game::{Player, StrategicGame};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// assert_eq!(best_response_cycle(&pennies).map(|cycle| cycle.steps.len()), Some(4));
/// ```
pub fn best_response_cycle(game: &StrategicGame) -> Option<Cycle> {
    let mut visited: HashMap<Profile, usize> = HashMap::new();
    let mut start = Profile(vec![0; game.sizes().len()]);
    let mut steps: Vec<Step> = Vec::new();
    let mut here = start.clone();
    loop {
        if let Some(&before) = visited.get(&here) {
            start.clone_from(&here);
            return Some(Cycle { start, steps: steps.split_off(before) });
        }
        visited.insert(here.clone(), steps.len());
        let step = step(game, &here)?;
        here.clone_from(&step.profile);
        steps.push(step);
    }
}

fn step(game: &StrategicGame, here: &Profile) -> Option<Step> {
    let change = |player: usize| {
        let best = game.best_responses(player, here);
        let better = (!best.contains(&here.0[player])).then(|| best.first().copied());
        better.flatten().map(|option| (player, option))
    };
    let (player, option) = (0..here.0.len()).find_map(change)?;
    let mut profile = here.clone();
    profile.0[player] = option;
    Some(Step { player, profile })
}
