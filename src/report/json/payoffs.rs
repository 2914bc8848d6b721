//! `standoff.show/1` of payoffs, written outcome by outcome: a table may have millions.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::solve::{by_interest, stakeholder_payoffs};
use super::{document, faults, game, keyed, tree};
use crate::game::{ExtensiveGame, Player, Profile, StrategicGame};
use crate::number::Algebraic;
use crate::report::Faults;
use crate::report::ends::{End, ends};
use crate::report::plays::{Outcome, is_best};
use crate::scenario::{Scenario, StakeholderId};

/// The payoffs at every outcome of a table, one outcome on each line.
///
/// # Errors
/// If `out` cannot be written.
pub fn payoffs(
    scenario: &Scenario,
    table: &StrategicGame,
    found: &[Faults],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut game = game(scenario, "strategic", Some(&table.digest()));
    let player = |player: &Player| {
        let option = |o: &crate::game::OptionLabel| json!({ "id": o.id, "text": o.text });
        let options: Vec<Value> = player.options.iter().map(option).collect();
        json!({ "id": player.id, "name": player.name, "options": options })
    };
    game.insert("players".into(), table.players().iter().map(player).collect());
    game.insert("sizes".into(), json!(table.sizes()));
    let outcomes = table.profiles().map(|profile| outcome(scenario, table, &profile));
    written(Value::Object(game), outcomes, found, out)
}

/// The payoffs at every end of a tree, one end on each line.
///
/// # Errors
/// If `out` cannot be written.
pub fn tree_payoffs(
    scenario: &Scenario,
    game: &ExtensiveGame,
    found: &[Faults],
    out: &mut dyn Write,
) -> io::Result<()> {
    let outcomes = ends(game).map(|end| at_end(scenario, game, &end));
    written(tree::described(scenario, game), outcomes, found, out)
}

/// The document with one outcome on each line.
fn written(
    game: Value,
    outcomes: impl Iterator<Item = Value>,
    found: &[Faults],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut show = document("show");
    show.insert("view".into(), json!("payoffs"));
    show.insert("game".into(), game);
    show.insert("diagnostics".into(), faults(found));
    let head = Value::Object(show).to_string();
    // An object that is not empty: its last byte closes it, and more keys may stand before that.
    writeln!(out, "{},\"outcomes\":[", &head[..head.len() - 1])?;
    let mut between = "";
    for outcome in outcomes {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &outcome)?;
        between = ",\n";
    }
    writeln!(out, "\n]}}")
}

fn outcome(scenario: &Scenario, table: &StrategicGame, profile: &Profile) -> Value {
    let outcome = Outcome::new(scenario, table, profile);
    let who = 0..scenario.stakeholders().len();
    let points: Vec<_> = who.map(|who| outcome.points(who)).collect();
    let options = table.players().iter().zip(&profile.0);
    let options = options.map(|(player, &o)| (player.id.as_str(), player.options[o].id.as_str()));
    let best = (0..table.players().len()).filter(|&player| is_best(table, player, profile));
    let mut entry = Map::new();
    entry.insert("profile".into(), keyed(options));
    insert_points(&mut entry, scenario, &points);
    let best = best.map(|player| json!(table.players()[player].id));
    entry.insert("best_for".into(), best.collect());
    entry.insert("regime".into(), regime_name(scenario, outcome.regime()));
    Value::Object(entry)
}

fn insert_points(entry: &mut Map<String, Value>, scenario: &Scenario, points: &[Vec<Algebraic>]) {
    let payoffs: Vec<Algebraic> = points.iter().map(|points| points.iter().sum()).collect();
    entry.insert("payoffs".into(), stakeholder_payoffs(scenario, &payoffs));
    entry.insert("by_interest".into(), by_interest(scenario, points));
}

fn regime_name(scenario: &Scenario, regime: Option<usize>) -> Value {
    json!(regime.map(|regime| &scenario.regimes()[regime].name))
}

fn at_end(scenario: &Scenario, game: &ExtensiveGame, end: &End) -> Value {
    let mut results = vec![None; scenario.nodes().len()];
    for step in &end.steps {
        if let Some(node) = scenario.node(step.at) {
            results[node] = scenario.nodes()[node].choice(step.choice);
        }
    }
    let points = |who: StakeholderId| {
        let traced = scenario.trace(who, &results).into_iter();
        traced.map(|interest| interest.points.into()).collect()
    };
    let points: Vec<Vec<Algebraic>> = (0..scenario.stakeholders().len()).map(points).collect();
    let chosen = |by_chance: bool| {
        let steps = end.steps.iter().filter(move |step| step.player.is_none() == by_chance);
        keyed(steps.map(|step| (step.at, step.choice)))
    };
    let mut entry = Map::new();
    entry.insert("history".into(), chosen(false));
    entry.insert("chance".into(), chosen(true));
    entry.insert("probability".into(), tree::by_player(game, &end.odds));
    insert_points(&mut entry, scenario, &points);
    entry.insert("regime".into(), regime_name(scenario, scenario.regime(&results)));
    Value::Object(entry)
}
