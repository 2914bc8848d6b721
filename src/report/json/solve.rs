//! `standoff.solve/1`.

use serde_json::{Map, Value, json};

use super::{document, faults, game, keyed, mixture, number, option_ids, strategies, zero};
use crate::explain::{
    Answer, Commitment, CommitmentOption, EquilibriumInFull, Preferred, Response,
};
use crate::game::{Player, StrategicGame};
use crate::nash::{Component, NashSubset, Undecided, UndecidedReason};
use crate::number::Algebraic;
use crate::report::words::{self, Case};
use crate::report::{Faults, Style};
use crate::scenario::Scenario;

/// The answer to a simultaneous case, and what the file's warnings and notes were.
pub fn solve(scenario: &Scenario, answer: &Answer, found: &[Faults]) -> Value {
    let style = Style::default();
    let case = Case { scenario, answer, style: &style };
    let mut solve = document("solve");
    solve.insert("game".into(), played(case));
    solve.insert("outcome".into(), outcome(case));
    let equilibria = answer.equilibria.iter().enumerate();
    let equilibria = equilibria.map(|(index, equilibrium)| in_full(case, index, equilibrium));
    solve.insert("equilibria".into(), equilibria.collect());
    let components = (0..answer.components.len()).map(|index| component(case, index));
    solve.insert("components".into(), components.collect());
    if let Some(value) = &answer.value {
        let of = players(case).iter().zip(&value.of);
        let of = of.map(|(player, value)| (player.id.as_str(), number(value)));
        solve.insert("value".into(), keyed(of));
    }
    solve.insert("coverage".into(), coverage(case));
    solve.insert("dominated".into(), dominated(case));
    if let Some(commitment) = &answer.commitment {
        solve.insert("commitment".into(), committed(case, commitment));
    }
    let preferred = answer.preferred_by_all.iter().map(|p| preferred(case, p));
    solve.insert("preferred_by_all".into(), preferred.collect());
    let unfinished = answer.unfinished.iter().map(|&u| json!(words::unfinished_id(u)));
    solve.insert("unfinished".into(), unfinished.collect());
    solve.insert("diagnostics".into(), faults(found));
    solve.insert("method".into(), json!(words::argument_id(answer.coverage.argument)));
    solve.insert("arithmetic".into(), json!("exact"));
    Value::Object(solve)
}

pub(super) fn players(case: Case<'_>) -> &[Player] {
    case.answer.game.players()
}

pub(super) fn played(case: Case) -> Value {
    strategic(case.scenario, &case.answer.game)
}

/// A game in strategic form: its title, players, options and sizes.
pub(super) fn strategic(scenario: &Scenario, table: &StrategicGame) -> Value {
    let mut game = game(scenario, "strategic", Some(&table.digest()));
    let player = |player: &Player| {
        let option = |o: &crate::game::OptionLabel| json!({ "id": o.id, "text": o.text });
        let options: Vec<Value> = player.options.iter().map(option).collect();
        json!({ "id": player.id, "name": player.name, "options": options })
    };
    game.insert("players".into(), table.players().iter().map(player).collect());
    game.insert("sizes".into(), json!(table.sizes()));
    Value::Object(game)
}

fn outcome(case: Case) -> Value {
    let outcome = &case.answer.outcome;
    let (lead, rest) = words::outcome(case);
    json!({
        "kind": outcome.kind.id(),
        "regime": outcome.regime.map(|regime| &case.scenario.regimes()[regime].name),
        "equilibrium": outcome.equilibrium.map(|index| index + 1),
        "sentence": format!("{lead} {rest}").trim_end(),
    })
}

fn in_full(case: Case, index: usize, equilibrium: &EquilibriumInFull) -> Value {
    let (scenario, profile) = (case.scenario, equilibrium.equilibrium.profile());
    let kind = if profile.as_pure().is_some() { "pure" } else { "mixed" };
    let regimes = scenario.regimes().iter().zip(&equilibrium.regimes.shares);
    let regimes = regimes.map(|(regime, share)| (regime.name.as_str(), number(share)));
    let gains = players(case).iter().map(|player| (player.id.as_str(), zero()));
    json!({
        "id": index + 1,
        "kind": kind,
        "isolated": (!case.answer.is_of_one()).then(|| equilibrium.is_isolated(case.answer)),
        "component": equilibrium.component + 1,
        "strategies": strategies(players(case), profile.mixtures()),
        "payoffs": stakeholder_payoffs(scenario, &equilibrium.payoffs),
        "by_interest": by_interest(scenario, &equilibrium.by_interest),
        "regime": case.regime(equilibrium),
        "regimes": keyed(regimes),
        "largest_gain": keyed(gains),
    })
}

/// A payoff for each player and observer.
pub(super) fn stakeholder_payoffs(scenario: &Scenario, payoffs: &[Algebraic]) -> Value {
    let who = scenario.stakeholders().iter().map(|who| who.id.as_str());
    keyed(who.zip(payoffs.iter().map(number)))
}

/// What each interest adds to the payoff of each player and observer.
pub(super) fn by_interest(scenario: &Scenario, points: &[Vec<Algebraic>]) -> Value {
    let each = scenario.stakeholders().iter().zip(points).map(|(who, points)| {
        let interests = who.interests.iter().map(|interest| interest.id.as_str());
        (who.id.as_str(), keyed(interests.zip(points.iter().map(number))))
    });
    keyed(each)
}

pub(super) fn component(case: Case, index: usize) -> Value {
    let component: &Component = &case.answer.components[index];
    let ids: Vec<usize> = component.equilibria.iter().map(|index| index + 1).collect();
    let subset = |subset: &NashSubset| {
        let factors = players(case).iter().zip(&subset.factors).map(|(player, extremes)| {
            let extremes = extremes.iter().map(|chances| mixture(option_ids(player), chances));
            (player.id.as_str(), extremes.collect::<Value>())
        });
        keyed(factors)
    };
    let sentence = Some(words::component(case, index).join("; or: "));
    json!({
        "id": index + 1,
        "dimension": (!case.answer.is_of_one()).then_some(component.dimension),
        "equilibria": ids,
        "subsets": component.subsets.iter().map(subset).collect::<Vec<_>>(),
        "sentence": sentence.filter(|sentence| !sentence.is_empty()),
    })
}

pub(super) fn coverage(case: Case) -> Value {
    let coverage = &case.answer.coverage;
    json!({
        "concept": "nash",
        "claim": if coverage.is_all() { "all" } else { "some" },
        "argument": words::argument_id(coverage.argument),
        "undecided": undecided(players(case), &coverage.undecided),
    })
}

fn undecided(players: &[Player], undecided: &[Undecided]) -> Value {
    let support = |options: &Vec<Vec<usize>>| {
        let each = players.iter().zip(options).map(|(player, options)| {
            let ids = options.iter().map(|&option| json!(player.options[option].id));
            (player.id.as_str(), ids.collect::<Value>())
        });
        keyed(each)
    };
    let each = undecided.iter().map(|undecided| {
        let mut entry = Map::new();
        let support = undecided.support.as_ref().map_or(Value::Null, support);
        entry.insert("support".into(), support);
        entry.insert("why".into(), json!(words::reason_id(undecided.why)));
        if let UndecidedReason::TooManySupports { left: many }
        | UndecidedReason::More { supports: many } = undecided.why
        {
            entry.insert("supports".into(), json!(many));
        }
        Value::Object(entry)
    });
    each.collect()
}

fn dominated(case: Case) -> Value {
    let each = case.answer.dominated.iter().map(|dominated| {
        let player = &players(case)[dominated.player];
        let by = option_ids(player).zip(&dominated.by).filter(|(_, chance)| !chance.is_zero());
        json!({
            "player": player.id,
            "option": player.options[dominated.option].id,
            "by": keyed(by.map(|(option, chance)| (option, number(chance)))),
            "strict": dominated.strict,
            "round": dominated.round,
        })
    });
    each.collect()
}

fn committed(case: Case, commitment: &Commitment) -> Value {
    let player = &players(case)[commitment.player];
    let others: Vec<Player> = players(case)
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != commitment.player)
        .map(|(_, player)| player.clone())
        .collect();
    let response = |response: &Response| {
        let payoffs = stakeholder_payoffs(case.scenario, &response.payoffs);
        json!({
            "strategies": strategies(players(case), response.profile.mixtures()),
            "payoffs": payoffs,
        })
    };
    let option = |option: &CommitmentOption| {
        json!({
            "option": player.options[option.option].id,
            "responses": option.responses.iter().map(response).collect::<Vec<_>>(),
            "worst": option.worst.as_ref().map(number),
            "best": option.best.as_ref().map(number),
            "claim": if option.coverage.is_all() { "all" } else { "some" },
            "undecided": undecided(&others, &option.coverage.undecided),
        })
    };
    json!({
        "player": player.id,
        "options": commitment.options.iter().map(option).collect::<Vec<_>>(),
        "best": commitment.best.map(|best| &player.options[commitment.options[best].option].id),
        "margin": commitment.margin.as_ref().map(number),
    })
}

fn preferred(case: Case, preferred: &Preferred) -> Value {
    let players = players(case);
    let options = players.iter().zip(&preferred.profile.0);
    let profile = options.map(|(player, &o)| (player.id.as_str(), player.options[o].id.as_str()));
    let gains = players.iter().zip(&preferred.gains);
    let gains = gains.map(|(player, gain)| (player.id.as_str(), number(gain)));
    let broken = preferred.broken_by.iter().map(|breach| {
        let player = &players[breach.player];
        let to = &player.options[breach.to].id;
        json!({ "player": player.id, "to": to, "gain": number(&breach.gain) })
    });
    json!({
        "equilibrium": preferred.equilibrium + 1,
        "profile": keyed(profile),
        "gains": keyed(gains),
        "broken_by": broken.collect::<Vec<_>>(),
    })
}
