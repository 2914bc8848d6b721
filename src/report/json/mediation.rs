//! `standoff.solve/1` of `--concept correlated`.

use serde_json::{Map, Value, json};

use super::solve::{stakeholder_payoffs, strategic};
use super::{document, faults, keyed, number};
use crate::explain::Mediation;
use crate::game::{Player, StrategicGame};
use crate::nash::{Bound, Price};
use crate::number::Rational;
use crate::report::{Faults, words};
use crate::scenario::Scenario;

/// What a mediator could achieve, and what the file's warnings were.
pub fn mediation(scenario: &Scenario, mediation: &Mediation, found: &[Faults]) -> Value {
    let mut out = document("solve");
    out.insert("game".into(), strategic(scenario, &mediation.game));
    let stopped = json!({ "support": null, "why": "stopped" });
    let undecided = if mediation.found.is_complete { vec![] } else { vec![stopped] };
    let coverage = json!({
        "concept": "correlated",
        "claim": if mediation.found.is_complete { "all" } else { "some" },
        "argument": "linear_program",
        "undecided": undecided,
    });
    out.insert("coverage".into(), coverage);
    let best = (0..mediation.found.best.len()).map(|index| best(scenario, mediation, index));
    let mut correlated = Map::new();
    correlated.insert("best".into(), best.collect());
    correlated.insert("ranges".into(), ranges(mediation));
    correlated.insert("nash".into(), mediation.nash.as_ref().map_or(Value::Null, number));
    out.insert("correlated".into(), Value::Object(correlated));
    out.insert("diagnostics".into(), faults(found));
    out.insert("method".into(), json!("linear_program"));
    out.insert("arithmetic".into(), json!("exact"));
    Value::Object(out)
}

fn best(scenario: &Scenario, mediation: &Mediation, index: usize) -> Value {
    let (game, best) = (&mediation.game, &mediation.found.best[index]);
    let (objective, player) = words::objective(best.objective);
    let outcomes = best.equilibrium.outcomes().iter();
    json!({
        "for": objective,
        "player": player.map(|player| &game.players()[player].id),
        "distribution": outcomes.map(|outcome| drawn(game, outcome)).collect::<Vec<_>>(),
        "payoffs": stakeholder_payoffs(scenario, &mediation.payoffs[index]),
        "bound": bound(game.players(), &best.bound),
    })
}

fn drawn(game: &StrategicGame, (at, probability): &(usize, Rational)) -> Value {
    let profile = game.profile(*at);
    let options = game.players().iter().zip(&profile.0);
    let options = options.map(|(p, &option)| (p.id.as_str(), p.options[option].id.as_str()));
    json!({ "profile": keyed(options), "probability": number(probability) })
}

/// The proof that nothing is better.
fn bound(players: &[Player], bound: &Bound) -> Value {
    let weights = players.iter().zip(&bound.weights);
    let price = |Price { player, told, instead, price }: &Price| {
        let player = &players[*player];
        json!({
            "player": player.id,
            "told": player.options[*told].id,
            "instead": player.options[*instead].id,
            "price": number(price),
        })
    };
    json!({
        "weights": keyed(weights.map(|(player, weight)| (player.id.as_str(), number(weight)))),
        "most": number(&bound.most),
        "prices": bound.prices.iter().map(price).collect::<Vec<_>>(),
    })
}

/// What each player gets at the least and at the most, where both are known.
fn ranges(mediation: &Mediation) -> Value {
    let range = |(player, label): (usize, &Player)| {
        let [Some(least), Some(most)] = mediation.found.range(player) else { return None };
        Some((label.id.clone(), json!({ "least": number(least), "most": number(most) })))
    };
    Value::Object(mediation.game.players().iter().enumerate().filter_map(range).collect())
}
