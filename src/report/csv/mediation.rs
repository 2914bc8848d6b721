//! `solve --concept correlated` as CSV.

use super::row;
use crate::explain::Mediation;
use crate::report::words;

/// One row for each correlated equilibrium and each outcome that it may bring.
pub fn mediation(mediation: &Mediation) -> String {
    let players = mediation.game.players();
    let ids = players.iter().map(|player| player.id.clone());
    let payoffs =
        players.iter().flat_map(|p| [format!("payoff_{}_exact", p.id), format!("payoff_{}", p.id)]);
    let before = ["best_for", "player"].map(String::from).into_iter();
    let chance = ["probability_exact", "probability"].map(String::from);
    let header: Vec<String> = before.chain(ids).chain(chance).chain(payoffs).collect();
    let mut out = row(&header);
    for best in &mediation.found.best {
        let (objective, player) = words::objective(best.objective);
        let player = player.map(|player| players[player].id.clone()).unwrap_or_default();
        for (at, probability) in best.equilibrium.outcomes() {
            let profile = mediation.game.profile(*at);
            let options = players.iter().zip(&profile.0);
            let mut cells = vec![objective.to_string(), player.clone()];
            cells.extend(options.map(|(player, &option)| player.options[option].id.clone()));
            cells.extend([probability.to_string(), probability.to_f64().to_string()]);
            for player in 0..players.len() {
                let payoff = mediation.game.table(player).payoff(*at);
                cells.extend([payoff.to_string(), payoff.to_f64().to_string()]);
            }
            out += &row(&cells);
        }
    }
    out
}
