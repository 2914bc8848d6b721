//! Results as JSON, version 1 of each document: keys in file order, numbers exact.

mod bench;
mod best_response;
mod check;
mod claim;
mod interests;
mod learn;
mod mediation;
mod payoffs;
mod series;
mod solve;
mod tree;
mod why;

pub use bench::bench;
pub use best_response::best_response;
pub use check::{check, error};
pub use interests::interests;
pub use learn::learn;
pub use mediation::mediation;
pub use payoffs::{payoffs, tree_payoffs};
pub use series::{family, series, suite};
pub use solve::solve;
pub use tree::tree;
pub use why::why;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Faults, diagnostics};
use crate::game::{Mixture, Player};
use crate::number::{Algebraic, Rational};
use crate::scenario::{NodeKind, Scenario};

/// The start of every document.
fn document(schema: &str) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("schema".into(), json!(format!("standoff.{schema}/1")));
    let program = json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") });
    document.insert("program".into(), program);
    document
}

/// A number in its shared shape. Serialising one cannot fail.
fn number(number: &impl Serialize) -> Value {
    serde_json::to_value(number).unwrap_or_default()
}

fn zero() -> Value {
    number(&Rational::ZERO)
}

/// Values keyed by ids, in order.
fn keyed<'k, V: Into<Value>>(entries: impl IntoIterator<Item = (&'k str, V)>) -> Value {
    let entries = entries.into_iter().map(|(key, value)| (key.to_string(), value.into()));
    Value::Object(entries.collect())
}

/// A probability for each option, zeros too.
fn mixture<'k>(options: impl IntoIterator<Item = &'k str>, chances: &[Algebraic]) -> Value {
    keyed(options.into_iter().zip(chances.iter().map(number)))
}

fn option_ids(player: &Player) -> impl Iterator<Item = &str> {
    player.options.iter().map(|option| option.id.as_str())
}

/// A mixture for each player of a game.
fn strategies(players: &[Player], mixtures: &[Mixture]) -> Value {
    let each = players.iter().zip(mixtures);
    keyed(each.map(|(player, chances)| (player.id.as_str(), mixture(option_ids(player), chances))))
}

/// The game that was read; `digest` is that of the form that was derived.
fn game(scenario: &Scenario, form: &str, digest: Option<&str>) -> Map<String, Value> {
    let mut game = Map::new();
    game.insert("title".into(), json!(scenario.title()));
    game.insert("question".into(), json!(scenario.question()));
    game.insert("form".into(), json!(form));
    if let Some(digest) = digest {
        game.insert("digest".into(), json!(digest));
    }
    let fixed = fixed(scenario);
    if !fixed.is_empty() {
        game.insert("fixed".into(), Value::Object(fixed));
    }
    game
}

/// The strategies of moves that a question fixed.
fn fixed(scenario: &Scenario) -> Map<String, Value> {
    let nodes = scenario.nodes().iter().filter_map(|node| match &node.kind {
        NodeKind::Fixed { mixture, .. } => Some((node, mixture)),
        _ => None,
    });
    let options = |(node, chances): (&crate::scenario::Node, &Vec<Rational>)| {
        let ids = node.choices.iter().map(|choice| choice.id.as_str());
        (node.id.clone(), keyed(ids.zip(chances.iter().map(number))))
    };
    nodes.map(options).collect()
}

/// What was wrong, or worth knowing.
fn faults(faults: &[Faults]) -> Value {
    let each = faults.iter().flat_map(|faults| {
        faults.diagnostics.iter().map(|diagnostic| diagnostics::json(faults.source, diagnostic))
    });
    Value::Array(each.collect())
}
