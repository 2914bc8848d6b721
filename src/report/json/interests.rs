//! `standoff.show/1` of interests.

use serde_json::{Map, Value, json};

use super::{document, faults, game, keyed, number};
use crate::report::{Faults, words};
use crate::scenario::{
    Condition, Evidence, Form, Interest, Judgement, Node, NodeKind, Odds, Scenario, StakeholderId,
};

/// What each side cares about, and what moves it. `digest` is that of the game, where the caller
/// derived one.
pub fn interests(scenario: &Scenario, digest: Option<&str>, found: &[Faults]) -> Value {
    let form = match scenario.form() {
        Form::Simultaneous => "strategic",
        Form::Sequential => "extensive",
    };
    let mut show = document("show");
    show.insert("view".into(), json!("interests"));
    show.insert("game".into(), Value::Object(game(scenario, form, digest)));
    show.insert("baseline".into(), json!(scenario.baseline()));
    let who = 0..scenario.stakeholders().len();
    show.insert("stakeholders".into(), who.map(|who| stakeholder(scenario, who)).collect());
    let parameters = scenario.parameters().iter().map(|parameter| {
        let mut entry = json!({
            "id": parameter.id,
            "value": number(&parameter.value),
            "range": range(parameter.range.as_ref()),
            "text": parameter.text,
            "line": parameter.line,
        });
        insert_evidence(&mut entry, &parameter.evidence);
        entry
    });
    show.insert("parameters".into(), parameters.collect());
    show.insert("effects".into(), effects(scenario));
    show.insert("chance".into(), chance(scenario));
    show.insert("diagnostics".into(), faults(found));
    Value::Object(show)
}

fn stakeholder(scenario: &Scenario, who: StakeholderId) -> Value {
    let stakeholder = &scenario.stakeholders()[who];
    let interests = stakeholder.interests.iter().zip(scenario.shares(who));
    let interest = |(interest, share): (&Interest, crate::number::Rational)| {
        let mut entry = json!({
            "id": interest.id,
            "weight": number(&scenario.likely(&interest.weight)),
            "range": range(interest.weight.range.as_ref()),
            "share": number(&share),
            "base": number(&scenario.likely(&interest.base)),
            "line": interest.line,
        });
        insert_evidence(&mut entry, &interest.evidence);
        entry
    };
    json!({
        "id": stakeholder.id,
        "name": stakeholder.name,
        "role": if stakeholder.is_player { "player" } else { "observer" },
        "interests": interests.map(interest).collect::<Vec<_>>(),
    })
}

/// Every effect, and what it adds to which interest.
fn effects(scenario: &Scenario) -> Value {
    let effects = scenario.effects().iter().map(|effect| {
        let points = effect.points.iter().map(|points| {
            let who = &scenario.stakeholders()[points.stakeholder];
            json!({
                "stakeholder": who.id,
                "interest": who.interests[points.interest].id,
                "points": value(scenario, &points.value),
                "range": range(points.value.range.as_ref()),
            })
        });
        let mut entry = json!({
            "id": effect.id,
            "line": effect.line,
            "when": words::condition(scenario, &effect.when),
            "because": effect.because,
            "points": points.collect::<Vec<_>>(),
        });
        insert_evidence(&mut entry, &effect.evidence);
        entry
    });
    effects.collect()
}

/// Every chance node: its odds as most see them, and as those do who believe otherwise.
fn chance(scenario: &Scenario) -> Value {
    let nodes = scenario.nodes().iter().filter_map(|node| {
        let NodeKind::Chance { law, beliefs } = &node.kind else { return None };
        let own = beliefs.iter().map(|(who, law)| (Some(&scenario.stakeholders()[*who].id), law));
        let laws = std::iter::once((None, law)).chain(own);
        let laws = laws.map(|(believer, law)| {
            let cases = law.cases.iter().map(|(when, own)| (Some(when), own));
            let all = cases.chain([(None, &law.odds)]);
            let all = all.map(|(when, given)| odds(scenario, node, when, given));
            json!({ "believer": believer, "odds": all.collect::<Vec<_>>() })
        });
        Some(json!({
            "id": node.id,
            "line": node.line,
            "when": words::condition(scenario, &node.when),
            "laws": laws.collect::<Vec<_>>(),
        }))
    });
    nodes.collect()
}

/// The odds of one case, or those where no case holds.
fn odds(scenario: &Scenario, node: &Node, when: Option<&Condition>, odds: &Odds) -> Value {
    let outcomes = node.choices.iter().zip(&odds.probabilities);
    let each = outcomes.map(|(outcome, probability)| {
        let number = value(scenario, probability);
        let range = range(probability.range.as_ref());
        (outcome.id.as_str(), json!({ "probability": number, "range": range }))
    });
    let mut entry = json!({
        "when": when.map(|when| words::condition(scenario, when)),
        "line": odds.line,
        "outcomes": keyed(each),
    });
    insert_evidence(&mut entry, &odds.evidence);
    entry
}

fn value(scenario: &Scenario, judgement: &Judgement) -> Value {
    number(&scenario.likely(judgement))
}

fn range(range: Option<&[crate::number::Rational; 2]>) -> Value {
    range.map_or(Value::Null, |bounds| bounds.iter().map(number).collect())
}

pub(super) fn insert_evidence(entry: &mut Value, evidence: &Evidence) {
    let mut keys = Map::new();
    keys.insert("quote".into(), json!(evidence.quote.as_ref().map(|quote| &quote.text)));
    let line = evidence.quote.as_ref().and_then(|quote| quote.source_line);
    keys.insert("source_line".into(), json!(line));
    keys.insert("note".into(), json!(evidence.note));
    if let Value::Object(entry) = entry {
        entry.extend(keys);
    }
}
