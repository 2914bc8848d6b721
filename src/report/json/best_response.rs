//! `standoff.best-response/1`.

use serde_json::{Map, Value, json};

use super::solve::{component, coverage, played, players, stakeholder_payoffs};
use super::{document, faults, fixed, keyed, number, strategies, zero};
use crate::explain::{BestResponse, Change, Contrast, Regret};
use crate::number::Algebraic;
use crate::report::words::Case;
use crate::report::{Faults, Style};
use crate::scenario::Scenario;

/// What the rest do if some players' play is given, and what the file's warnings were.
pub fn best_response(response: &BestResponse, found: &[Faults]) -> Value {
    let style = Style::default();
    let case = Case::supposed(&response.given, &style);
    let mut out = document("best-response");
    out.insert("game".into(), played(case));
    out.insert("fixed".into(), Value::Object(fixed(case.scenario)));
    out.insert("rest".into(), rest(case));
    let components = (0..case.answer.components.len()).map(|index| component(case, index));
    out.insert("components".into(), components.collect());
    out.insert("coverage".into(), coverage(case));
    let regrets = response.would_regret.iter().map(|r| regret(case.scenario, r));
    out.insert("would_regret".into(), regrets.collect());
    let versus = response.versus.iter().map(|c| contrast(case.scenario, c, &style));
    out.insert("versus".into(), versus.collect());
    out.insert("not_compared".into(), json!(response.not_compared));
    out.insert("diagnostics".into(), faults(found));
    Value::Object(out)
}

/// All equilibria of the players left.
fn rest(case: Case) -> Value {
    let each = case.answer.equilibria.iter().enumerate().map(|(index, equilibrium)| {
        let gains = players(case).iter().map(|player| (player.id.as_str(), zero()));
        json!({
            "id": index + 1,
            "isolated": equilibrium.is_isolated(case.answer),
            "component": equilibrium.component + 1,
            "strategies": strategies(players(case), equilibrium.equilibrium.profile().mixtures()),
            "payoffs": stakeholder_payoffs(case.scenario, &equilibrium.payoffs),
            "largest_gain": keyed(gains),
        })
    });
    each.collect()
}

fn regret(scenario: &Scenario, regret: &Regret) -> Value {
    let node = &scenario.nodes()[regret.node];
    let player = node.player().map(|who| &scenario.stakeholders()[who].id);
    json!({
        "equilibrium": regret.equilibrium + 1,
        "player": player,
        "move": node.id,
        "to": node.choices[regret.to].id,
        "gain": number(&regret.gain),
    })
}

fn contrast(scenario: &Scenario, contrast: &Contrast, style: &Style) -> Value {
    let node = &scenario.nodes()[contrast.node];
    let instead = Case::supposed(&contrast.instead, style);
    let mut out = Map::new();
    out.insert("move".into(), json!(node.id));
    out.insert("option".into(), json!(node.choices[contrast.option].id));
    out.insert("rest".into(), rest(instead));
    out.insert("coverage".into(), coverage(instead));
    if let Some(change) = &contrast.change {
        let compared = json!({ "given": change.from + 1, "instead": change.to + 1 });
        out.insert("compared".into(), compared);
        out.insert("change".into(), changes(scenario, change));
    }
    Value::Object(out)
}

/// What the given play changes for everybody; `null` if that is no number of one quadratic field.
fn changes(scenario: &Scenario, change: &Change) -> Value {
    let Some(by_interest) = &change.by_interest else { return Value::Null };
    let each = scenario.stakeholders().iter().zip(by_interest).map(|(who, points)| {
        let interests = who.interests.iter().map(|interest| interest.id.as_str());
        let total: Algebraic = points.iter().sum();
        let by_interest = keyed(interests.zip(points.iter().map(number)));
        let entry = json!({ "total": number(&total), "by_interest": by_interest });
        (who.id.as_str(), entry)
    });
    keyed(each)
}
