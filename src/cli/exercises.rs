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
use crate::number::Rational;
use crate::report::lessons::Lesson;
use crate::scenario::{Claim, Scenario};

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

/// What an exercise asks for whose answer is what happens.
const OUTCOME: &str = "outcome";

/// The exercises of a lesson, and whether an answer solves each.
pub(crate) struct Judged {
    pub(crate) exercises: Vec<(Exercise, bool)>,
    pub(crate) status: Status,
}

/// Holds an answer against every exercise of a lesson.
pub(crate) fn judge_all(
    lesson: &Lesson,
    written: &str,
    limits: &Limits,
) -> Result<Judged, Refusal> {
    let exercises = format::exercises(lesson.exercises).unwrap_or_default();
    let mut judged = Vec::new();
    let (mut is_read, mut is_outcome) = (false, false);
    for exercise in exercises {
        let Some(scenario) = scenario(&exercise)? else { continue };
        let answer = read(&scenario, &exercise.answer, written);
        is_read |= answer.is_some();
        is_outcome |= read(&scenario, OUTCOME, written).is_some();
        let verdict = answer.and_then(|claim| verdict(&scenario, &claim, &limits.budget));
        judged.push((exercise, verdict == Some(Verdict::Holds)));
    }
    if !is_read {
        return Err(unread(&judged, written, is_outcome));
    }
    let is_solved = judged.iter().any(|(_, solved)| *solved);
    let status = match is_solved {
        _ if limits.ended() => limits.incomplete(),
        true => Status::Answered,
        false => Status::Failed,
    };
    Ok(Judged { exercises: judged, status })
}

/// No exercise has an answer of this kind.
fn unread(judged: &[(Exercise, bool)], written: &str, is_outcome: bool) -> Refusal {
    let about =
        |outcome: bool| judged.iter().any(|(exercise, _)| (exercise.answer == OUTCOME) == outcome);
    let numbers = about(false).then_some("a number: `11/18`, `-0.65`, `61%`");
    let outcomes =
        about(true).then_some("what happens: `standoff`, `continuum`, an outcome such as `court`");
    let help: Vec<&str> = numbers.into_iter().chain(outcomes).collect();
    let message = if is_outcome {
        format!("`{written}` says what happens; no exercise of this lesson asks for that")
    } else {
        format!("`{written}` is no answer to an exercise of this lesson")
    };
    let help = format!("an answer here is {}", help.join("; or "));
    Refusal::request(Diagnostic::new(Code("E204"), message).help(help))
}

/// The game of an exercise, with its changes.
fn scenario(exercise: &Exercise) -> Result<Option<Scenario>, Refusal> {
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
    Ok(Some(scenario))
}

/// The claim that an answer makes; nothing if it is no answer to a question of its kind. Case does
/// not matter where the names do not need it, and `61%` is 61/100.
fn read(scenario: &Scenario, asked: &str, written: &str) -> Option<Claim> {
    let written = written.trim();
    let share = written.strip_suffix('%').and_then(|share| share.parse::<Rational>().ok());
    let share = share.map(|share| (share * Rational::new(1, 100)).to_string());
    let forms = [Some(written.to_string()), Some(written.to_lowercase()), share];
    let claim = |form: String| request::claim(scenario, &format!("{asked} = {form}")).ok();
    forms.into_iter().flatten().find_map(claim)
}

/// What a claim is in its game.
fn verdict(scenario: &Scenario, claim: &Claim, budget: &Budget) -> Option<Verdict> {
    let question = Question { equilibria_only: true };
    let solved = Answer::new(scenario, question, budget).ok()?;
    Some(judge(claim, scenario, &solved))
}
