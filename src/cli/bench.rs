//! `standoff bench`: every solver that takes a game, timed, and whether they agree; on a file, on
//! a family of games, or on published ones.

mod baseline;
mod clock;
mod family;
mod suite;

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::Status;
use super::arguments::{BenchArguments, GeneralArguments};
use super::limits::Limits;
use super::load::{self, Loaded};
use super::output::Output;
use super::refusal::Refusal;
use super::values::{Asked, Format};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Bench, Slowdown};
use crate::game::StrategicGame;
use crate::nash::SOLVERS;
use crate::report::{csv, json, markdown, text};
use baseline::{Baseline, Entry};
use clock::Clock;

/// How long the runs of a solver take together, at least.
const ENOUGH: Duration = Duration::from_millis(300);

pub(crate) fn run(arguments: &BenchArguments) -> Result<Status, Refusal> {
    match (arguments.family, &arguments.suite, &arguments.file) {
        (Some(family), _, _) => family::run(arguments, family),
        (_, _, Some(file)) => on_file(arguments, file),
        _ => suite::run(arguments),
    }
}

/// Every solver on one game.
fn on_file(arguments: &BenchArguments, file: &Path) -> Result<Status, Refusal> {
    let general = &arguments.general;
    let flags = written(arguments)?;
    let results = Results::new(&flags, file)?;
    let output = results.first();
    let baseline = Baseline::of(arguments)?;
    let limits = Limits::without_time_limit(general);
    let loaded = load::load(file, &arguments.change, general)?;
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
        baseline.expect("/game/digest", &json!(game.digest()))?;
    }
    let clock = Clock::new(&limits, general.time_limit, ENOUGH);
    let applying = SOLVERS.iter().filter(|solver| solver.applies(&game));
    if let Some(baseline) = &baseline {
        let names = applying.clone().map(|solver| json!(solver.name));
        baseline.expect_common(("runs", "solver"), names)?;
    }
    let bench = Bench::of(applying.map(|solver| clock.timed(solver, &game).0).collect());
    results.write(|output| print(output, &loaded, &game, &bench))?;
    output.warn(loaded.faults());
    let entries = bench.runs.iter().map(|run| Entry {
        size: None,
        name: run.solver.name,
        seconds: run.timing.mean,
    });
    let slowdown = baseline.map(|b| b.slowdown(arguments, ("runs", "solver", "mean_s"), entries));
    Ok(status(&clock, slowdown.as_ref(), output, !bench.agreement.holds()))
}

/// How a run ends in which an answer may be wrong; says what became slower.
fn status(clock: &Clock, slowdown: Option<&Slowdown>, output: &Output, is_wrong: bool) -> Status {
    if let Some(slowdown) = slowdown {
        output.aside(|style| text::slowdown(slowdown, style));
    }
    if clock.limits.ended() {
        clock.limits.incomplete()
    } else if is_wrong || slowdown.is_some_and(Slowdown::is_too_much) {
        Status::Failed
    } else if clock.reached_limit() || slowdown.is_some_and(|s| s.changes.is_empty()) {
        Status::InPart
    } else {
        Status::Answered
    }
}

fn print(
    output: &Output,
    loaded: &Loaded,
    game: &StrategicGame,
    bench: &Bench,
) -> Result<(), Refusal> {
    let (scenario, style) = (&loaded.scenario, &output.style);
    match output.format {
        Format::Text => output.write(&text::bench(scenario, bench, style)),
        Format::Md => output.write(&markdown::bench(scenario, bench, style)),
        Format::Csv => output.write(&csv::bench(bench)),
        Format::Json => {
            let found = [loaded.faults()];
            output.write_json(&json::bench(scenario, game, bench, style, &found))
        }
    }
}

/// Where the result goes: to one place, or with `--export` to a file in each format.
struct Results<'a>(Vec<Output<'a>>);

impl<'a> Results<'a> {
    fn new(flags: &'a [GeneralArguments], file: &Path) -> Result<Results<'a>, Refusal> {
        Ok(Results(
            flags.iter().map(|general| Output::new(general, file)).collect::<Result<_, _>>()?,
        ))
    }

    /// What is said about the result goes beside the first.
    fn first(&self) -> &Output<'a> {
        &self.0[0]
    }

    fn write(&self, print: impl Fn(&Output) -> Result<(), Refusal>) -> Result<(), Refusal> {
        self.0.iter().try_for_each(print)
    }
}

/// The flags of each result that is written.
fn written(arguments: &BenchArguments) -> Result<Vec<GeneralArguments>, Refusal> {
    let general = &arguments.general;
    let Some(out) = general.output.as_deref().filter(|_| !arguments.export.is_empty()) else {
        return Ok(vec![general.clone()]);
    };
    if out == Path::new("-") {
        let diagnostic = Diagnostic::new(Code("E202"), "`--export` writes files, `-o -` none");
        return Err(Refusal::request(
            diagnostic.help("name a file: `-o results --export md,json`"),
        ));
    }
    let in_format = |format: &Format| GeneralArguments {
        format: Some(Asked::Result(*format)),
        output: Some(out.with_extension(format.ending())),
        ..general.clone()
    };
    let formats = [Format::Text, Format::Json, Format::Csv, Format::Md];
    Ok(formats.iter().filter(|f| arguments.export.contains(f)).map(in_format).collect())
}
