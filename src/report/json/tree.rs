//! `standoff.show/1` of a tree: nested nodes.

use itertools::Itertools;
use serde_json::{Value, json};

use super::{document, faults, game, keyed, number};
use crate::game::{ExtensiveGame, InformationSet, Node, NodeId};
use crate::number::Rational;
use crate::report::Faults;
use crate::scenario::Scenario;

/// The tree as nested nodes, and its information sets.
pub fn tree(scenario: &Scenario, tree: &ExtensiveGame, found: &[Faults]) -> Value {
    let mut show = document("show");
    show.insert("view".into(), json!("tree"));
    show.insert("game".into(), described(scenario, tree));
    let sets = tree.information_sets().iter().map(|set| information_set(tree, set));
    show.insert("information_sets".into(), sets.collect());
    show.insert("tree".into(), node(tree, 0));
    show.insert("diagnostics".into(), faults(found));
    Value::Object(show)
}

/// The game, with its players and the moves they make.
pub(super) fn described(scenario: &Scenario, tree: &ExtensiveGame) -> Value {
    let mut game = game(scenario, "extensive", Some(&tree.digest()));
    let player = |player: &crate::game::Player| json!({ "id": player.id, "name": player.name });
    game.insert("players".into(), tree.players().iter().map(player).collect());
    let sets = tree.information_sets();
    let moves = sets.iter().map(|set| &set.move_id).unique().filter_map(|id| {
        let at = &scenario.nodes()[scenario.node(id)?];
        let player = &scenario.stakeholders()[at.player()?];
        let option = |o: &crate::scenario::Choice| json!({ "id": o.id, "text": o.text });
        Some(json!({
            "id": id,
            "player": player.id,
            "options": at.choices.iter().map(option).collect::<Vec<_>>(),
            "information_sets": sets.iter().filter(|set| set.move_id == *id).count(),
        }))
    });
    game.insert("moves".into(), moves.collect());
    Value::Object(game)
}

fn set_id(set: &InformationSet) -> String {
    format!("{}@{}", set.move_id, set.number)
}

fn information_set(tree: &ExtensiveGame, set: &InformationSet) -> Value {
    let knows = set.knows.iter().map(|(node, result)| (node.as_str(), json!(result)));
    json!({
        "id": set_id(set),
        "player": tree.players()[set.player].id,
        "knows": keyed(knows),
        "options": set.options,
        "nodes": set.nodes.len(),
    })
}

fn node(tree: &ExtensiveGame, id: NodeId) -> Value {
    match &tree.nodes()[id] {
        Node::Decision { information_set, children } => {
            let set = &tree.information_sets()[*information_set];
            let options = set.options.iter().map(String::as_str);
            let children = children.iter().map(|&child| node(tree, child));
            json!({
                "kind": "decision",
                "player": tree.players()[set.player].id,
                "information_set": set_id(set),
                "options": keyed(options.zip(children)),
            })
        }
        Node::Chance { id, outcomes } => {
            let outcome = |(id, odds, child): &(String, Vec<Rational>, NodeId)| {
                let entry = json!({
                    "probability": by_player(tree, odds),
                    "then": node(tree, *child),
                });
                (id.clone(), entry)
            };
            let outcomes: serde_json::Map<_, _> = outcomes.iter().map(outcome).collect();
            json!({ "kind": "chance", "node": id, "outcomes": outcomes })
        }
        Node::End { payoffs } => json!({ "kind": "end", "payoffs": by_player(tree, payoffs) }),
    }
}

/// A number for each player.
pub(super) fn by_player(tree: &ExtensiveGame, numbers: &[Rational]) -> Value {
    let ids = tree.players().iter().map(|player| player.id.as_str());
    keyed(ids.zip(numbers.iter().map(number)))
}
