//! Solvers on games of a family, and on published games.

use itertools::Itertools;

use super::row;
use crate::explain::{Series, Suite, SuiteVerdict};
use crate::report::words;

/// One row for each size and solver.
pub fn series(series: &Series) -> String {
    let mut out = String::from(
        "family,players,size,solver,games,complete,equilibria_min,equilibria_max,median_s,min_s,\
         max_s\r\n",
    );
    let players = series.games.first().map_or(0, |member| member.shape.players);
    for size in series.rows() {
        out += &row(&[
            series.family.name.into(),
            players.to_string(),
            size.size.to_string(),
            size.solver.name.into(),
            size.games.to_string(),
            size.complete.to_string(),
            size.equilibria.0.to_string(),
            size.equilibria.1.to_string(),
            size.median.to_string(),
            size.least.to_string(),
            size.most.to_string(),
        ]);
    }
    out
}

/// One row for each published game.
pub fn suite(suite: &Suite) -> String {
    let mut out = String::from(
        "game,sizes,equilibria,pure,known_equilibria,known_pure,claim,holds,mean_s\r\n",
    );
    for published in &suite.results {
        let holds = match published.verdict() {
            SuiteVerdict::Holds => "true",
            SuiteVerdict::Differs => "false",
            SuiteVerdict::Undecided => "",
        };
        out += &row(&[
            published.instance.name.into(),
            published.sizes.iter().join("x"),
            published.run.found.equilibria.len().to_string(),
            published.pure().to_string(),
            published.instance.all.to_string(),
            published.instance.pure.to_string(),
            words::claim_id(&published.run).into(),
            holds.into(),
            published.run.timing.mean.to_string(),
        ]);
    }
    out
}
