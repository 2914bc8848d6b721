//! `standoff.bench/1`.

use serde_json::{Value, json};

use super::{document, faults, game};
use crate::explain::Bench;
use crate::game::StrategicGame;
use crate::report::{Faults, Style, words};
use crate::scenario::Scenario;

/// Solvers side by side on one game.
pub fn bench(
    scenario: &Scenario,
    table: &StrategicGame,
    bench: &Bench,
    style: &Style,
    found: &[Faults],
) -> Value {
    let mut document = document("bench");
    let mut game = game(scenario, "strategic", Some(&table.digest()));
    game.insert("sizes".into(), json!(table.sizes()));
    document.insert("game".into(), Value::Object(game));
    let runs = (0..bench.runs.len()).map(|index| run(bench, index, style));
    document.insert("runs".into(), runs.collect());
    let name = |&index: &usize| bench.runs[index].solver.name;
    let names = |indices: &[usize]| indices.iter().map(name).collect::<Vec<_>>();
    let agreement = json!({
        "holds": bench.agreement.holds(),
        "compared": names(&bench.agreement.compared),
        "disagreeing": names(&bench.agreement.disagreeing),
    });
    document.insert("agreement".into(), agreement);
    document.insert("diagnostics".into(), faults(found));
    Value::Object(document)
}

fn run(bench: &Bench, index: usize, style: &Style) -> Value {
    let run = &bench.runs[index];
    let timing = &run.timing;
    json!({
        "solver": run.solver.name,
        "game": style.program_path,
        "result": {
            "equilibria": run.found.equilibria.len(),
            "claim": words::claim_id(run),
        },
        "runs": timing.runs,
        "mean_s": timing.mean,
        "stddev_s": timing.deviation,
        "min_s": timing.least,
        "max_s": timing.most,
        "relative": bench.relative(index),
    })
}
