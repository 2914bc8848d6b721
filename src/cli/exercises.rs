//! `standoff learn LESSON --check ANSWER`: which of a lesson's exercises an answer solves. The
//! games of the book are part of the program, so that this works wherever it is installed.

use super::Status;
use super::arguments::ChangeArguments;
use super::limits::Limits;
use super::load;
use super::refusal::Refusal;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::explain::{Answer, Question, Verdict, judge};
use crate::format::{self, Exercise, request};
use crate::report::lessons::Lesson;

/// A file of the project.
macro_rules! file {
    ($path:literal) => {
        ($path, include_str!(concat!("../../", $path)))
    };
}

/// The files that exercises are about, and the source that one of them quotes.
const FILES: [(&str, &str); 10] = [
    file!("games/openai-aws.toml"),
    file!("games/openai-aws.brief.md"),
    file!("games/lessons/02-dominance.toml"),
    file!("games/lessons/13-market-days.toml"),
    file!("games/lessons/13-twin.toml"),
    file!("games/classics/public-goods.toml"),
    file!("games/classics/stag-hunt.toml"),
    file!("games/classics/matching-pennies.toml"),
    file!("games/classics/inspection.toml"),
    file!("games/classics/rock-paper-scissors.toml"),
];

/// The exercises of a lesson, and whether an answer solves each.
pub(crate) struct Judged {
    pub(crate) exercises: Vec<(Exercise, bool)>,
    pub(crate) status: Status,
}

/// Holds an answer against every exercise of a lesson.
pub(crate) fn judge_all(lesson: &Lesson, answer: &str, limits: &Limits) -> Result<Judged, Refusal> {
    let exercises = format::exercises(lesson.exercises).unwrap_or_default();
    let mut judged = Vec::new();
    let mut is_read = false;
    for exercise in exercises {
        let verdict = verdict(&exercise, answer, &limits.budget)?;
        is_read |= verdict.is_some();
        judged.push((exercise, verdict == Some(Verdict::Holds)));
    }
    if !is_read && !limits.ended() {
        let message = format!("`{answer}` is no answer to an exercise of this lesson");
        let help =
            "an answer is a number, `11/18` or `-0.65`, or what happens: `court`, `standoff`";
        return Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)));
    }
    let is_solved = judged.iter().any(|(_, solved)| *solved);
    let status = match is_solved {
        _ if limits.ended() => limits.incomplete(),
        true => Status::Answered,
        false => Status::Failed,
    };
    Ok(Judged { exercises: judged, status })
}

/// What the answer is to an exercise; nothing if it is no answer to a question of its kind.
fn verdict(exercise: &Exercise, answer: &str, budget: &Budget) -> Result<Option<Verdict>, Refusal> {
    let text = |path: &str| FILES.iter().find(|(known, _)| *known == path).map(|(_, text)| *text);
    let folder = exercise.game.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| {
        let found = text(&format!("{folder}/{name}"));
        found.map(str::to_owned).ok_or_else(|| "there is no such file".to_string())
    };
    let source = SourceText::new(&exercise.game, text(&exercise.game).unwrap_or_default());
    let Some(mut scenario) = format::read(source, &beside).scenario else { return Ok(None) };
    let change = ChangeArguments {
        set: exercise.set.clone(),
        given: exercise.given.clone(),
        without: exercise.without.clone(),
        focus: None,
    };
    load::apply(&mut scenario, &change)?;
    let claim = format!("{} = {}", exercise.answer, answer.trim());
    let Ok(claim) = request::claim(&scenario, &claim) else { return Ok(None) };
    let question = Question { equilibria_only: true };
    let solved = Answer::new(&scenario, question, budget).ok();
    Ok(solved.map(|solved| judge(&claim, &scenario, &solved)))
}
