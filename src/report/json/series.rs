//! `standoff.bench/1` of a family of games and of published games.

use serde_json::{Value, json};

use super::document;
use crate::explain::{Member, Mismatch, Published, Series, SizeRow, Suite, SuiteVerdict};
use crate::families::Family;
use crate::nash::Promise;
use crate::report::words;

/// Solvers side by side on games of a family.
pub fn series(series: &Series) -> Value {
    let mut document = document("bench");
    let players = series.games.first().map_or(0, |member| member.shape.players);
    document.insert("family".into(), family(series.family, players, &series.seeds));
    document.insert("rows".into(), series.rows().iter().map(row).collect());
    document.insert("games".into(), series.games.iter().map(member).collect());
    let failures = series.failures();
    let failures = failures.iter().map(|(member, why)| failure(member, why));
    document.insert("failures".into(), failures.collect());
    Value::Object(document)
}

/// Which games they are: so many of each size, from the first seed on where they are drawn.
pub fn family(family: &Family, players: usize, seeds: &[u64]) -> Value {
    json!({
        "name": family.name,
        "players": players,
        "seed": seeds.first().filter(|_| family.is_random),
        "games": seeds.len(),
    })
}

fn row(row: &SizeRow) -> Value {
    let claim = match (row.complete == row.games, row.solver.promise) {
        (false, _) => "some",
        (true, Promise::Pure) => "pure",
        (true, _) => "all",
    };
    json!({
        "size": row.size,
        "solver": row.solver.name,
        "games": row.games,
        "complete": row.complete,
        "result": {
            "equilibria_min": row.equilibria.0,
            "equilibria_max": row.equilibria.1,
            "claim": claim,
        },
        "median_s": row.median,
        "min_s": row.least,
        "max_s": row.most,
        "relative": row.relative,
    })
}

/// Which game it was, and what was found.
fn member(member: &Member) -> Value {
    let found = member.bench.runs.iter().map(|run| {
        json!({
            "solver": run.solver.name,
            "equilibria": run.found.equilibria.len(),
            "claim": words::claim_id(run),
            "runs": run.timing.runs,
            "mean_s": run.timing.mean,
        })
    });
    json!({ "size": member.shape.size, "seed": member.seed, "runs": found.collect::<Value>() })
}

fn failure(member: &Member, why: &Mismatch) -> Value {
    let mut failure = json!({ "size": member.shape.size, "seed": member.seed });
    match why {
        Mismatch::Contradiction(solvers) => failure["solvers"] = json!(solvers),
        Mismatch::Known { solver, found, expected } => {
            failure["solvers"] = json!([solver]);
            failure["found"] = json!(found);
            failure["expected"] = json!(expected);
        }
    }
    failure
}

/// Published games: what was found, and what is known.
pub fn suite(suite: &Suite) -> Value {
    let mut document = document("bench");
    document.insert("suite".into(), json!({ "name": suite.name }));
    document.insert("rows".into(), suite.results.iter().map(published).collect());
    let failing = suite.with(SuiteVerdict::Differs).map(|published| published.instance.name);
    document.insert("failures".into(), failing.collect());
    Value::Object(document)
}

fn published(published: &Published) -> Value {
    let (instance, run) = (published.instance, &published.run);
    let holds = match published.verdict() {
        SuiteVerdict::Holds => json!(true),
        SuiteVerdict::Differs => json!(false),
        SuiteVerdict::Undecided => Value::Null,
    };
    json!({
        "game": instance.name,
        "sizes": published.sizes,
        "result": {
            "equilibria": run.found.equilibria.len(),
            "pure": published.pure(),
            "claim": words::claim_id(run),
        },
        "known": { "equilibria": instance.all, "pure": instance.pure },
        "holds": holds,
        "runs": run.timing.runs,
        "mean_s": run.timing.mean,
        "min_s": run.timing.least,
        "max_s": run.timing.most,
    })
}
