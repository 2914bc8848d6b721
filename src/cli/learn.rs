//! `standoff learn`: the lessons, one lesson, or the steps of an algorithm on a game.

use std::path::Path;

use super::Status;
use super::arguments::LearnArguments;
use super::exercises::{self, Judged};
use super::limits::Limits;
use super::load;
use super::output::Output;
use super::refusal::Refusal;
use super::values::Format;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::learn::{Algorithm, Steps, StepsError};
use crate::report::lessons::{self, Lesson};
use crate::report::{json, markdown, text};

pub(crate) fn run(arguments: &LearnArguments) -> Result<Status, Refusal> {
    if let Some(answer) = &arguments.check {
        return check(arguments, answer);
    }
    match (&arguments.what, arguments.algorithm) {
        (Some(what), Some(algorithm)) if is_lesson(what) => {
            let message = format!("`{}` is a lesson; `--algorithm` needs a game", what.display());
            Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(on_a_game(algorithm))))
        }
        (Some(file), Some(algorithm)) => steps(arguments, file, algorithm),
        (Some(what), None) => read(arguments, Some(lesson(what)?)),
        (None, None) => read(arguments, None),
        (None, Some(algorithm)) => {
            let message = "the game to watch the algorithm on is missing";
            Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(on_a_game(algorithm))))
        }
    }
}

fn on_a_game(algorithm: Algorithm) -> String {
    format!("`standoff learn games/openai-aws.toml --algorithm {}`", algorithm.id())
}

/// Whether a word names a file rather than a lesson.
fn is_file(what: &Path) -> bool {
    let name = what.display().to_string();
    name == "-" || name.contains(['/', '.']) || what.exists()
}

fn is_lesson(what: &Path) -> bool {
    !is_file(what) && lessons::find(&what.display().to_string()).is_ok()
}

/// The lesson that a word names.
fn lesson(what: &Path) -> Result<Lesson, Refusal> {
    let name = what.display().to_string();
    if is_file(what) {
        let message = format!("which algorithm to watch on `{name}` is missing");
        let ids = Algorithm::ALL.map(|algorithm| format!("`--algorithm {}`", algorithm.id()));
        let help = format!("add one of {}", ids.join(", "));
        return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
    }
    lessons::find(&name).map_err(|near| {
        let message = format!("no lesson is called `{name}`");
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`standoff learn` lists the lessons".into(),
        };
        Refusal::request(Diagnostic::new(Code("E201"), message).help(help))
    })
}

/// Holds an answer against the exercises of a lesson.
fn check(arguments: &LearnArguments, answer: &str) -> Result<Status, Refusal> {
    let what = match &arguments.what {
        None => Err("which lesson has the exercise is missing".to_string()),
        Some(what) if is_file(what) => {
            Err(format!("`--check` goes with a lesson, and `{}` is a file", what.display()))
        }
        Some(what) => Ok(what),
    };
    let lesson = lesson(what.map_err(|message| {
        let help = format!("`standoff learn 4 --check {answer}`");
        Refusal::request(Diagnostic::new(Code("E204"), message).help(help))
    })?)?;
    let output = Output::new(&arguments.general, Path::new(""))?;
    let Judged { exercises, status } =
        exercises::judge_all(&lesson, answer, &Limits::new(&arguments.general))?;
    let judged: Vec<_> = exercises.iter().map(|(e, solved)| (e.ask.as_str(), *solved)).collect();
    let page = match output.format {
        Format::Text => text::exercises(&lesson, answer, &judged, &output.style),
        Format::Md => markdown::exercises(&lesson, answer, &judged, &output.style),
        _ => return Err(unsuited("an exercise", "exercises are printed as text and md")),
    };
    output.write(&page)?;
    Ok(status)
}

/// Prints a lesson, or what there is to learn.
fn read(arguments: &LearnArguments, lesson: Option<Lesson>) -> Result<Status, Refusal> {
    let output = Output::new(&arguments.general, Path::new(""))?;
    let style = &output.style;
    let page = match (output.format, lesson) {
        (Format::Text, Some(lesson)) => text::lesson(&lesson, style),
        (Format::Text, None) => text::lessons(style),
        (Format::Md, Some(lesson)) => markdown::lesson(&lesson),
        (Format::Md, None) => markdown::lessons(style),
        _ => return Err(unsuited("a lesson", "lessons are printed as text and md")),
    };
    output.write(&page)?;
    Ok(Status::Answered)
}

fn unsuited(what: &str, help: &str) -> Refusal {
    let message = format!("{what} has no such format");
    Refusal::request(Diagnostic::new(Code("E203"), message).help(help))
}

/// Prints the steps of an algorithm.
fn steps(arguments: &LearnArguments, file: &Path, algorithm: Algorithm) -> Result<Status, Refusal> {
    let general = &arguments.general;
    let output = Output::new(general, file)?;
    if output.format == Format::Csv {
        return Err(unsuited("a walk through an algorithm", "steps are printed as text, json, md"));
    }
    let limits = Limits::new(general);
    let loaded = load::load(file, &arguments.change, general)?;
    let scenario = &loaded.scenario;
    let game = match scenario.strategic_game(&limits.budget) {
        Ok(game) => game,
        Err(error) => match load::underivable(&error) {
            Some(refusal) => return Err(refusal),
            None => return Ok(stopped(&output, &limits)),
        },
    };
    let steps = match Steps::new(algorithm, &game, &limits.budget) {
        Ok(steps) => steps,
        Err(StepsError::Stopped) => return Ok(stopped(&output, &limits)),
        Err(error) => return Err(refused(error)),
    };
    match output.format {
        Format::Md => output.write(&markdown::learn(scenario, &game, &steps, &output.style))?,
        Format::Json => {
            output.write_json(&json::learn(scenario, &game, &steps, &[loaded.faults()]))?;
        }
        _ => output.write(&text::learn(scenario, &game, &steps, &output.style))?,
    }
    output.warn(loaded.faults());
    Ok(if limits.ended() {
        limits.incomplete()
    } else if steps.is_limited() {
        Status::InPart
    } else {
        Status::Answered
    })
}

fn stopped(output: &Output, limits: &Limits) -> Status {
    output.remark("stopped before the first step: nothing is known");
    limits.incomplete()
}

/// Why an algorithm cannot be watched on a game, and what can.
fn refused(error: StepsError) -> Refusal {
    let help = match error {
        StepsError::NobodyDecides => "leave a move free: fewer `--if`",
        StepsError::NotTwoPlayers { choosing: 3.. } => {
            "fix the moves of the others by `--if`, or watch `underline`, `iesds`, `supports`"
        }
        StepsError::NotTwoPlayers { .. } => "`underline` shows what is best for one player",
        _ => "`--without` and `--if` make a smaller table; `solve` takes this one",
    };
    Refusal::request(Diagnostic::new(Code("E203"), error.to_string()).help(help))
}
