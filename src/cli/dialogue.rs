//! Questions and answers: what `new` asks on a terminal, of any reader and any writer.

use std::io::{self, BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::format::request::sketch;
use crate::number::Rational;
use crate::report::draft::{Draft, Player};

/// How interests are answered.
const WEIGHTS: &str = "(name=weight, …; nothing: a single payoff)";

/// What flags said of a case; a dialogue asks for the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) title: Option<String>,
    pub(crate) players: Option<Vec<String>>,
    /// Of each player that flags tell something of, by its place among the players.
    pub(crate) options: Vec<(usize, Vec<String>)>,
    pub(crate) interests: Vec<(usize, Vec<(String, Rational)>)>,
}

impl Known {
    /// The options of a player, if flags told them.
    pub(crate) fn options_of(&self, player: usize) -> Option<&Vec<String>> {
        self.options.iter().find(|(who, _)| *who == player).map(|(_, options)| options)
    }

    /// The interests of a player, if flags told them.
    pub(crate) fn interests_of(&self, player: usize) -> Option<&Vec<(String, Rational)>> {
        self.interests.iter().find(|(who, _)| *who == player).map(|(_, interests)| interests)
    }
}

/// Asks for everything that is not known yet. An answer that cannot be used is asked for again.
///
/// # Errors
/// If the answers end, or cannot be read.
pub(crate) fn draft(
    known: &Known,
    answers: &mut impl BufRead,
    questions: &mut impl Write,
) -> io::Result<Draft> {
    let title = match &known.title {
        Some(title) => title.clone(),
        None => ask("Title?", answers, questions, |text| Ok(text.to_string()))?,
    };
    let ids = match &known.players {
        Some(players) => players.clone(),
        None => ask("Who decides? (comma separated)", answers, questions, sketch::players)?,
    };
    let mut players = Vec::new();
    for (at, id) in ids.into_iter().enumerate() {
        let options = if let Some(options) = known.options_of(at) {
            options.clone()
        } else {
            let question = format!("What can {id} do? (comma separated)");
            ask(&question, answers, questions, sketch::options)?
        };
        players.push(Player { id, options, interests: Vec::new() });
    }
    for (at, player) in players.iter_mut().enumerate() {
        player.interests = if let Some(interests) = known.interests_of(at) {
            interests.clone()
        } else {
            let question = format!("For {}, what matters? {WEIGHTS}", player.id);
            ask(&question, answers, questions, sketch::interests)?
        };
    }
    Ok(Draft { title, players, source: None })
}

/// Asks until an answer can be used.
fn ask<T>(
    question: &str,
    answers: &mut impl BufRead,
    questions: &mut impl Write,
    read: impl Fn(&str) -> Result<T, Diagnostic>,
) -> io::Result<T> {
    loop {
        write!(questions, "{question} ")?;
        questions.flush()?;
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match read(line.trim()) {
            Ok(answer) => return Ok(answer),
            Err(Diagnostic { message, label, help, .. }) => {
                let advice = label.or(help).map(|advice| format!("; {advice}")).unwrap_or_default();
                writeln!(questions, "  {message}{advice}")?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(known: &Known, answers: &str) -> (io::Result<Draft>, String) {
        let mut questions = Vec::new();
        let draft = draft(known, &mut answers.as_bytes(), &mut questions);
        (draft, String::from_utf8(questions).expect("questions are text"))
    }

    #[test]
    fn everything_is_asked_and_bad_answers_are_asked_for_again() {
        let answers = "A case\nthe maker\nmaker, rival\nsue, wait\nenter\nvolume=50, pride\n\n";
        let (draft, questions) = talk(&Known::default(), answers);
        let draft = draft.expect("every question is answered");
        assert_eq!(draft.title, "A case");
        let ids: Vec<_> = draft.players.iter().map(|player| player.id.as_str()).collect();
        assert_eq!(ids, ["maker", "rival"]);
        assert_eq!(draft.players[0].options, ["sue", "wait"]);
        assert_eq!(draft.players[0].interests.len(), 2);
        assert!(draft.players[1].interests.is_empty());
        let again = "`the maker` cannot be an id; write `the_maker`\nWho decides?";
        assert!(questions.contains(again), "{questions}");
        assert!(questions.contains("What can rival do?"), "{questions}");
    }

    #[test]
    fn what_is_known_is_not_asked() {
        let known = Known {
            title: Some("A case".into()),
            players: Some(vec!["maker".into()]),
            interests: vec![(0, Vec::new())],
            ..Known::default()
        };
        let (draft, questions) = talk(&known, "sue, wait\n");
        assert_eq!(draft.expect("it is answered").players[0].options, ["sue", "wait"]);
        assert_eq!(questions.matches('?').count(), 1, "{questions}");
    }

    #[test]
    fn an_end_of_answers_is_an_end() {
        let (draft, _) = talk(&Known::default(), "A case\n");
        assert_eq!(draft.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
