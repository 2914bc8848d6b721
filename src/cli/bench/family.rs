//! `standoff bench --family NAME`: solvers on games that a seed makes, size by size.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::baseline::{Baseline, Entry};
use super::clock::Clock;
use super::{BenchArguments, Results, Status, status, written};
use crate::cli::limits::Limits;
use crate::cli::load;
use crate::cli::refusal::Refusal;
use crate::cli::values::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Bench, Member, Series, Timed};
use crate::families::{Family, Players, Shape};
use crate::nash::{SOLVERS, Solver};
use crate::number::Integer;
use crate::report::{csv, json, markdown, text};
use crate::scenario::DeriveError;

/// How long the runs of a solver on all games of one size take together, at least.
const ENOUGH: Duration = Duration::from_millis(200);

pub(super) fn run(arguments: &BenchArguments, family: &'static Family) -> Result<Status, Refusal> {
    let general = &arguments.general;
    let flags = written(arguments)?;
    let results = Results::new(&flags, Path::new(""))?;
    let baseline = Baseline::of(arguments)?;
    let shapes = shapes(arguments, family)?;
    let limits = Limits::without_time_limit(general);
    let count = if family.is_random { arguments.games.unwrap_or(5) } else { 1 };
    let enough = ENOUGH / u32::try_from(count).unwrap_or(u32::MAX);
    let clock = Clock::new(&limits, general.time_limit, enough);
    let seeds: Vec<u64> = (0..count).map(|nth| general.seed.wrapping_add(nth)).collect();
    if let Some(baseline) = &baseline {
        baseline.expect_family(&json::family(family, shapes[0].players, &seeds))?;
        baseline.expect_common(("rows", "size"), shapes.iter().map(|shape| json!(shape.size)))?;
    }
    let games = members(family, &shapes, &seeds, &clock);
    let series = Series::of(family, seeds, games);
    results.write(|output| match output.format {
        Format::Text => output.write(&text::series(&series, &output.style)),
        Format::Md => output.write(&markdown::series(&series, &output.style)),
        Format::Csv => output.write(&csv::series(&series)),
        Format::Json => output.write_json(&json::series(&series)),
    })?;
    let rows = series.rows();
    let entries = rows.iter().map(|row| Entry {
        size: Some(row.size),
        name: row.solver.name,
        seconds: row.median,
    });
    let slowdown = baseline.map(|b| b.slowdown(arguments, ("rows", "solver", "median_s"), entries));
    Ok(status(&clock, slowdown.as_ref(), results.first(), !series.failures().is_empty()))
}

/// Runs the solvers. One that was stopped is not run on the games that follow, which are no
/// smaller.
fn members(family: &'static Family, shapes: &[Shape], seeds: &[u64], clock: &Clock) -> Vec<Member> {
    let mut given_up: Vec<&str> = Vec::new();
    let mut members = Vec::new();
    for (&shape, &seed) in shapes.iter().flat_map(|shape| seeds.iter().map(move |s| (shape, s))) {
        let game = family.game(shape, seed);
        let applying = SOLVERS.iter().filter(|solver| solver.applies(&game));
        let tried = applying.filter(|solver| !given_up.contains(&solver.name));
        let tried: Vec<&Solver> = tried.collect();
        let run = |solver: &&Solver| -> Option<Timed> {
            let (timed, stopped) = (!clock.limits.ended()).then(|| clock.timed(solver, &game))?;
            if stopped {
                given_up.push(solver.name);
            }
            Some(timed)
        };
        let runs: Vec<Timed> = tried.iter().filter_map(run).collect();
        if !runs.is_empty() {
            members.push(Member { shape, seed, bench: Bench::of(runs) });
        }
    }
    members
}

/// The shapes that are asked for, as far as the family has them.
fn shapes(arguments: &BenchArguments, family: &Family) -> Result<Vec<Shape>, Refusal> {
    let players = arguments.players.unwrap_or(2);
    let refused = |message: String, help: String| {
        Err(Refusal::request(Diagnostic::new(Code("E203"), message).help(help)))
    };
    if !family.has_players(players) {
        debug_assert_eq!(family.players, Players::Two);
        let message = format!("games of `{}` have two players", family.name);
        return refused(message, "leave out `--players`".into());
    }
    let asked = arguments.sizes.clone().unwrap_or(2..=8);
    let (least, greatest) = (*asked.start(), *asked.end());
    let sizes: Vec<usize> = asked.filter(|&size| family.has_size(size)).take(MOST_SIZES).collect();
    let Some(&largest) = sizes.last() else {
        let to = if least < greatest { format!("..{greatest}") } else { String::new() };
        let message = format!("`{}` has no game of size {least}{to}", family.name);
        return refused(message, format!("its sizes: {}", family.sizes));
    };
    let outcomes = Integer::from(largest).pow(players);
    let limit = arguments.general.max_outcomes;
    if outcomes > Integer::from(limit) {
        let error = DeriveError::TooManyOutcomes { outcomes, limit };
        load::underivable(&error).map_or(Ok(()), Err)?;
    }
    Ok(sizes.into_iter().map(|size| Shape { players, size }).collect())
}

/// Nobody waits for more.
const MOST_SIZES: usize = 1000;
