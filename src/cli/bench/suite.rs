//! `standoff bench --suite field`: published games, against what is known of them.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::baseline::{Baseline, Entry};
use super::clock::Clock;
use super::{BenchArguments, Results, Status, status, written};
use crate::cli::limits::Limits;
use crate::cli::refusal::Refusal;
use crate::cli::values::Format;
use crate::diagnostic::SourceText;
use crate::explain::{Published, Suite, SuiteVerdict};
use crate::families::{FIELD, Instance, Origin};
use crate::format::{self, GameFormat};
use crate::game::StrategicGame;
use crate::nash::SOLVERS;
use crate::report::{csv, json, markdown, text};

/// How long the runs on one game take together, at least.
const ENOUGH: Duration = Duration::from_millis(20);

/// The suite's name.
const NAME: &str = "field";

pub(super) fn run(arguments: &BenchArguments) -> Result<Status, Refusal> {
    let general = &arguments.general;
    let flags = written(arguments)?;
    let results = Results::new(&flags, Path::new(""))?;
    let baseline = Baseline::of(arguments)?;
    if let Some(baseline) = &baseline {
        baseline.expect("/suite/name", &json!(NAME))?;
        let names = FIELD.iter().map(|instance| json!(instance.name));
        baseline.expect_common(("rows", "game"), names)?;
    }
    let limits = Limits::without_time_limit(general);
    let clock = Clock::new(&limits, general.time_limit, ENOUGH);
    let judged = FIELD.iter().map_while(|instance| {
        let game = game(instance, &limits).filter(|_| !limits.ended())?;
        let (run, _) = clock.timed(&SOLVERS[0], &game);
        Some(Published { instance, sizes: game.sizes().to_vec(), run })
    });
    let suite = Suite::of(NAME, judged.collect());
    results.write(|output| match output.format {
        Format::Text => output.write(&text::suite(&suite, &output.style)),
        Format::Md => output.write(&markdown::suite(&suite, &output.style)),
        Format::Csv => output.write(&csv::suite(&suite)),
        Format::Json => output.write_json(&json::suite(&suite)),
    })?;
    let entries = suite.results.iter().map(|published| Entry {
        size: None,
        name: published.instance.name,
        seconds: published.run.timing.mean,
    });
    let slowdown = baseline.map(|b| b.slowdown(arguments, ("rows", "game", "mean_s"), entries));
    let differs = suite.with(SuiteVerdict::Differs).next().is_some();
    let open = suite.with(SuiteVerdict::Undecided).next().is_some();
    Ok(match status(&clock, slowdown.as_ref(), results.first(), differs) {
        Status::Answered if open => Status::InPart,
        status => status,
    })
}

/// The game; its file is part of the program and has no faults.
fn game(instance: &Instance, limits: &Limits) -> Option<StrategicGame> {
    let Origin::File(text) = instance.origin else { return instance.origin.member() };
    let source = SourceText::new(instance.name, text);
    let reading = format::read_as(GameFormat::Nfg, source, &|_| Err(String::new()));
    reading.scenario?.strategic_game(&limits.budget).ok()
}
