//! `standoff bench FILE`: every solver that takes the game, timed, and whether they agree. The
//! clock is read here.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Status;
use super::arguments::BenchArguments;
use super::limits::Limits;
use super::load::{self, Loaded};
use super::output::Output;
use super::refusal::{Refusal, reason};
use super::values::Format;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Bench, Timed, Timing};
use crate::game::StrategicGame;
use crate::nash::{Found, SOLVERS, Solver};
use crate::report::{csv, json, markdown, text};

/// A solver may take this long where no `--time-limit` says otherwise.
const TIME_LIMIT: Duration = Duration::from_secs(5);

/// A solver is run again until its runs took this long together: shorter, and means of fast ones
/// are noise; longer, and nobody waits for the table.
const ENOUGH: Duration = Duration::from_millis(300);

/// A solver is not run more often.
const MOST_RUNS: usize = 1000;

/// How often the time limit and Ctrl-C are looked at during a run.
const WATCH_EVERY: Duration = Duration::from_millis(5);

pub(crate) fn run(arguments: &BenchArguments) -> Result<Status, Refusal> {
    let general = &arguments.game.general;
    let output = Output::new(general, &arguments.game.file)?;
    let baseline = arguments.compare.as_deref().map(Baseline::read).transpose()?;
    let limits = Limits::without_time_limit(general);
    let loaded = load::load(&arguments.game.file, &arguments.game.change, general)?;
    let game = match loaded.scenario.strategic_game(&limits.budget) {
        Ok(game) => game,
        Err(error) => {
            if let Some(refusal) = load::underivable(&error) {
                return Err(refusal);
            }
            output.remark("stopped before the payoffs were derived: nothing is known");
            return Ok(limits.incomplete());
        }
    };
    if let Some(baseline) = &baseline {
        baseline.expect_game(&game)?;
    }
    let limit = general.time_limit.unwrap_or(TIME_LIMIT);
    let applying = SOLVERS.iter().filter(|solver| solver.applies(&game));
    let runs = applying.map(|solver| timed(solver, &game, limit, &limits)).collect();
    let bench = Bench::of(runs);
    print(&output, &loaded, &game, &bench)?;
    let regressed = baseline.is_some_and(|b| regressed(&output, arguments, &b, &bench));
    Ok(if limits.ended() {
        limits.incomplete()
    } else if regressed || !bench.agreement.holds() {
        Status::Failed
    } else {
        Status::Answered
    })
}

/// Runs a solver until its time is known well enough, or until it was stopped.
fn timed(solver: &Solver, game: &StrategicGame, limit: Duration, limits: &Limits) -> Timed {
    let mut times = Vec::new();
    loop {
        let Run { found, took, stopped } = once(solver, game, limit, limits);
        times.push(took);
        let enough = times.iter().sum::<Duration>() >= ENOUGH || times.len() >= MOST_RUNS;
        if stopped || enough || limits.ended() {
            return Timed { solver: *solver, found, timing: Timing::of(&times) };
        }
    }
}

/// One run of a solver.
struct Run {
    found: Found,
    took: Duration,
    /// Whether it was stopped before its end.
    stopped: bool,
}

/// One run under a watch that stops it at the limit, or when the user does.
fn once(solver: &Solver, game: &StrategicGame, limit: Duration, limits: &Limits) -> Run {
    let mut budget = Budget::default();
    budget.max_outcomes = limits.budget.max_outcomes;
    let stop = budget.stop().clone();
    let (done, running) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let started = Instant::now();
            while let Err(mpsc::RecvTimeoutError::Timeout) = running.recv_timeout(WATCH_EVERY) {
                if started.elapsed() >= limit || limits.ended() {
                    stop.store(true, Ordering::Relaxed);
                    return;
                }
            }
        });
        let started = Instant::now();
        let found = solver.solve(game, &budget);
        let took = started.elapsed();
        drop(done);
        Run { found, took, stopped: budget.check().is_err() }
    })
}

fn print(
    output: &Output,
    loaded: &Loaded,
    game: &StrategicGame,
    bench: &Bench,
) -> Result<(), Refusal> {
    let (scenario, style) = (&loaded.scenario, &output.style);
    match output.format {
        Format::Text => output.write(&text::bench(scenario, bench, style))?,
        Format::Md => output.write(&markdown::bench(scenario, bench, style))?,
        Format::Csv => output.write(&csv::bench(bench))?,
        Format::Json => {
            let found = [loaded.faults()];
            output.write_json(&json::bench(scenario, game, bench, style, &found))?;
        }
    }
    output.warn(loaded.faults());
    Ok(())
}

/// An earlier `bench --format json` of the same game.
struct Baseline {
    name: String,
    document: Value,
}

impl Baseline {
    fn read(path: &Path) -> Result<Baseline, Refusal> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("cannot read `{name}`: {}", reason(&error));
            Refusal::request(Diagnostic::new(Code("E007"), message))
        })?;
        let document = serde_json::from_str::<Value>(&text).unwrap_or_default();
        if document["schema"] != "standoff.bench/1" {
            let message = format!("`{name}` is not a document of `bench`");
            let help = "write one with `bench FILE -o baseline.json`";
            return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
        }
        Ok(Baseline { name, document })
    }

    fn expect_game(&self, game: &StrategicGame) -> Result<(), Refusal> {
        if self.document["game"]["digest"] == game.digest() {
            return Ok(());
        }
        let message = format!("`{}` is about another game", self.name);
        let help =
            "compare with a run on the same file, with the same `--set`, `--if`, `--without`";
        Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)))
    }

    /// The mean time of a solver then.
    fn mean(&self, solver: &str) -> Option<f64> {
        let runs = self.document["runs"].as_array()?;
        let run = runs.iter().find(|run| run["solver"] == solver)?;
        run["mean_s"].as_f64().filter(|mean| *mean > 0.0)
    }
}

/// Says how each time compares with the earlier one; whether some solver became slower by more
/// than is allowed.
fn regressed(
    output: &Output,
    arguments: &BenchArguments,
    baseline: &Baseline,
    bench: &Bench,
) -> bool {
    let mut regressed = false;
    for run in &bench.runs {
        let Some(before) = baseline.mean(run.solver.name) else { continue };
        let change = (run.timing.mean / before - 1.0) * 100.0;
        let too_slow = arguments.max_regression.is_some_and(|most| change > most);
        let verdict = if too_slow { ": more than allowed" } else { "" };
        output.remark(&format!(
            "{}  {change:+.1}% against {}{verdict}",
            run.solver.name, baseline.name
        ));
        regressed |= too_slow;
    }
    regressed
}
