//! Files that give a game as a table of payoffs, without interests: those of other programs, and
//! the tables that this one prints.
//!
//! Each reader finds the players' and options' labels and one payoff for each player and profile,
//! and reports what is missing or too much by the labels of the profile. From there on all
//! formats are one: labels become ids, and the table a scenario.

pub(super) mod csv;
pub(super) mod gam;
pub(super) mod json;
mod json_text;
pub(super) mod lrs;
pub(super) mod nfg;
mod number;

use std::collections::HashMap;
use std::ops::Range;

use self::number::number;
use super::names::nfc;
use super::suggest::listed;
use super::{Facts, Reading, fault};
use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::game::{OptionLabel, PayoffTable, Player, StrategicGame};
use crate::number::Rational;
use crate::scenario::Scenario;

/// Labels that are one another's numbers are told apart one by one in so many rounds; then all
/// become numbers.
const MOST_ROUNDS: usize = 8;

/// Bytes of the text.
type Span = Range<usize>;

/// After so many faults nothing more is read.
const MOST_FAULTS: usize = 100;

/// What a file gives a player or an option to be called by.
#[derive(Clone, Debug)]
struct Label {
    /// The label, composed (NFC); the id once it is settled.
    id: String,
    /// The name or words that people read, where the file has them beside the label.
    text: Option<String>,
    span: Span,
}

impl Label {
    fn new(label: &str, span: Span) -> Label {
        Label { id: nfc(label), text: None, span }
    }

    /// The label of something that has none: its number, from 1.
    fn number(index: usize, span: &Span) -> Label {
        Label { id: (index + 1).to_string(), text: None, span: span.clone() }
    }
}

/// A player and its options, as a file gives them.
#[derive(Clone, Debug)]
struct Labels {
    player: Label,
    options: Vec<Label>,
}

impl Labels {
    /// Players without labels, of so many options each.
    fn numbered(sizes: &[usize], spans: &[Span]) -> Vec<Labels> {
        let player = |(index, (&size, span)): (usize, (&usize, &Span))| Labels {
            player: Label { text: Some(unnamed(index)), ..Label::number(index, span) },
            options: (0..size).map(|option| Label::number(option, span)).collect(),
        };
        sizes.iter().zip(spans).enumerate().map(player).collect()
    }
}

/// An outcome as a file gives it: the option and the payoff of each player, and where it stands.
struct Outcome {
    profile: Vec<usize>,
    payoffs: Vec<Rational>,
    span: Span,
}

/// What people read where a player has no label: a number alone could be an option.
fn unnamed(player: usize) -> String {
    format!("Player {}", player + 1)
}

/// A table in the making: what a reader found, and what is wrong with it.
#[derive(Debug, Default)]
struct Draft {
    title: Option<String>,
    note: Option<String>,
    players: Vec<Labels>,
    /// A column for each player, with the last player's option running fastest; complete if there
    /// are no errors.
    payoffs: Vec<Vec<Rational>>,
    faults: Vec<Diagnostic>,
}

impl Draft {
    fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity() == Severity::Error)
    }

    fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// Labels become ids: from now on they are distinct, and none is empty.
    fn settle_labels(&mut self) {
        let players = self.players.iter_mut().map(|labels| &mut labels.player);
        for player in settle(players, "player", &mut self.faults) {
            self.players[player].player.text = Some(unnamed(player));
        }
        for Labels { player, options } in &mut self.players {
            let of = format!("option of `{}`", player.id);
            settle(options.iter_mut(), &of, &mut self.faults);
        }
    }

    fn sizes(&self) -> Vec<usize> {
        self.players.iter().map(|labels| labels.options.len()).collect()
    }

    /// The number of profiles; nothing if memory has not so many addresses.
    fn profiles(&self) -> Option<usize> {
        profiles(&self.sizes())
    }

    /// `litigate, diversify, expand`, of a profile counted with the last player's option fastest.
    fn profile(&self, index: usize) -> String {
        let mut rest = index;
        let mut options: Vec<&str> = Vec::new();
        for Labels { options: of, .. } in self.players.iter().rev() {
            options.push(&of[rest % of.len()].id);
            rest /= of.len();
        }
        options.reverse();
        options.join(", ")
    }

    /// What is said of a payoff that is not there.
    fn missing(&self, player: usize, index: usize, more: usize, span: Span) -> Diagnostic {
        let (Label { id, text, .. }, profile) = (&self.players[player].player, self.profile(index));
        let who = text.as_ref().unwrap_or(id);
        let more = match more {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        fault("E109", span, format!("the payoff of `{who}` at `{profile}` is missing{more}"))
    }

    /// The payoffs, if nothing else stands among them and they are not too many.
    fn numbers(&mut self, words: &[Word], expected: usize) -> Option<Vec<Rational>> {
        let before = self.faults.len();
        let mut numbers = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            if self.is_full() {
                break;
            }
            match number(word.text, &word.span) {
                Ok(_) if at >= expected => {
                    let message = format!("`{}` is one number too many", word.text);
                    let help = self.extent(self.players.len(), "payoffs");
                    self.fault(fault("E109", word.span.clone(), message).help(help));
                    break;
                }
                Err(_) if at >= expected => {
                    let message = "the game has ended before this";
                    let help = "delete the rest of the file";
                    self.fault(fault("E135", word.span.clone(), message).help(help));
                    break;
                }
                Ok(number) => numbers.push(number),
                Err(fault) => self.fault(fault),
            }
        }
        (self.faults.len() == before).then_some(numbers)
    }

    /// Reports that the last payoffs of a file are missing, from this one on.
    fn ends_early(&mut self, player: usize, index: usize, found: usize, words: &[Word]) {
        let all = self.profiles().and_then(|profiles| profiles.checked_mul(self.players.len()));
        let more = all.map_or(0, |all| all - found - 1);
        let head = self.players.last().map_or(0..0, |labels| labels.player.span.clone());
        let span = words.last().map_or(head, |word| word.span.clone());
        let fault = self.missing(player, index, more, span);
        let help = self.extent(self.players.len(), "payoffs");
        self.fault(fault.help(format!("{help}; the file has {found}")));
    }

    /// The table of outcomes that stand in any order, each with its options, its payoffs and its
    /// place. If they are sound, each has a payoff for each player, and none may be missing.
    fn outcomes(&mut self, outcomes: Vec<Outcome>, sound: bool) {
        let (sizes, all) = (self.sizes(), self.profiles());
        let given = outcomes.len();
        let Some(all) = all else {
            let span = self.players[0].player.span.clone();
            return self.fault(fault("E132", span, "more outcomes than memory has addresses"));
        };
        let mut first: HashMap<usize, Span> = HashMap::with_capacity(given);
        let index = |profile: &[usize]| {
            let places = sizes.iter().zip(profile);
            places.fold(0, |index, (&size, &option)| index * size + option)
        };
        let mut placed = Vec::with_capacity(given);
        let mut last = 0..0;
        for Outcome { profile, payoffs, span } in outcomes {
            let at = index(&profile);
            last = span.clone();
            if let Some(before) = first.insert(at, span.clone()) {
                let message = format!("the outcome `{}` is given twice", self.profile(at));
                let fault = fault("E138", span, message);
                self.fault(fault.related("the first time is here", before));
            }
            placed.push((at, payoffs));
        }
        if !sound || self.has_errors() {
            return;
        }
        if given != all {
            let missing = (0..all).find(|at| !first.contains_key(at)).unwrap_or_default();
            let more = all - given - 1;
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            let message = format!("the outcome `{}` is missing{more}", self.profile(missing));
            let names = self.players.iter().map(|labels| labels.player.id.as_str());
            let help = format!("every combination of the options of {} has one", listed(names));
            self.fault(fault("E109", last, message).help(help));
            return;
        }
        placed.sort_by_key(|(at, _)| *at);
        let mut columns = vec![Vec::with_capacity(given); sizes.len()];
        for (_, payoffs) in placed {
            for (column, payoff) in columns.iter_mut().zip(payoffs) {
                column.push(payoff);
            }
        }
        self.payoffs = columns;
    }

    /// How many payoffs, or other numbers, belong in the file: so many for each profile.
    fn extent(&self, each: usize, what: &str) -> String {
        let sizes: Vec<String> = self.sizes().iter().map(usize::to_string).collect();
        let all = self.profiles().and_then(|profiles| profiles.checked_mul(each));
        let all = all.map_or("too many".into(), |all| all.to_string());
        format!("{all} {what} belong here: {each} for each of {} profiles", sizes.join("×"))
    }

    /// The reading: a scenario if nothing is wrong, and every fault by its place.
    fn reading(mut self, source: SourceText) -> Reading {
        let mut facts =
            Facts { players: self.players.len(), sizes: self.sizes(), ..Facts::default() };
        let game = if self.has_errors() { None } else { self.game() };
        let scenario = game.map(|game| {
            facts.payoffs = game.outcomes() * game.players().len();
            let lines: Vec<usize> =
                self.players.iter().map(|labels| source.line(labels.player.span.start)).collect();
            let mut scenario = Scenario::of_game(game, &lines);
            scenario.title = self.title.take().filter(|title| !title.trim().is_empty());
            scenario.note = self.note.take().filter(|note| !note.trim().is_empty());
            scenario
        });
        self.faults.sort_by_key(|fault| (fault.span.as_ref().map(|span| span.start), fault.code));
        Reading { source, scenario, diagnostics: self.faults, facts }
    }

    fn game(&self) -> Option<StrategicGame> {
        let label = |label: &Label| OptionLabel {
            id: label.id.clone(),
            text: label.text.clone().unwrap_or_else(|| label.id.clone()),
        };
        let player = |Labels { player, options }: &Labels| {
            let OptionLabel { id, text: name } = label(player);
            Player { id, name, options: options.iter().map(label).collect() }
        };
        let tables = self.payoffs.iter().map(|column| PayoffTable::from_rationals(column));
        StrategicGame::new(self.players.iter().map(player).collect(), tables.collect()).ok()
    }
}

fn profiles(sizes: &[usize]) -> Option<usize> {
    sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size))
}

/// An empty label, and each of several that are alike, becomes its number from 1; so does a label
/// that is one of these numbers. Returns which became numbers.
fn settle<'l>(
    labels: impl Iterator<Item = &'l mut Label>,
    what: &str,
    faults: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut labels: Vec<&mut Label> = labels.collect();
    let mut numbered = vec![false; labels.len()];
    for round in 0.. {
        let mut alike: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, label) in labels.iter().enumerate() {
            alike.entry(&label.id).or_default().push(at);
        }
        let wrong = |(id, at): &(&str, Vec<usize>)| id.trim().is_empty() || at.len() > 1;
        let mut wrong: Vec<(&str, Vec<usize>)> = alike.into_iter().filter(wrong).collect();
        wrong.sort_by_key(|(_, at)| at[0]);
        faults.extend(wrong.iter().map(|(id, at)| unclear(id, at, &labels, what)));
        let mut wrong: Vec<usize> = wrong.into_iter().flat_map(|(_, at)| at).collect();
        if wrong.is_empty() {
            break;
        }
        if round == MOST_ROUNDS {
            wrong = (0..labels.len()).collect();
        }
        for at in wrong.into_iter().filter(|&at| !std::mem::replace(&mut numbered[at], true)) {
            labels[at].id = (at + 1).to_string();
        }
    }
    (0..labels.len()).filter(|&at| numbered[at]).collect()
}

/// The warning about labels that are alike, or empty.
fn unclear(id: &str, at: &[usize], labels: &[&mut Label], what: &str) -> Diagnostic {
    let message = match (id.trim().is_empty(), at.len()) {
        (true, 1) => format!("the label of {what} number {} is empty", at[0] + 1),
        (true, many) => format!("the labels of {many} {} are empty", plural(what)),
        (false, many) => format!("`{id}` is the label of {many} {}", plural(what)),
    };
    let numbers: Vec<String> = at.iter().map(|at| (at + 1).to_string()).collect();
    let label = match &numbers[..] {
        [number] => format!("called `{number}` here"),
        _ => format!("called by their numbers: {}", listed(numbers.iter().map(String::as_str))),
    };
    let help = "give each a label of its own";
    fault("W310", labels[at[0]].span.clone(), message).label(label).help(help)
}

/// `options of …`, `players`: of the two things that have labels.
fn plural(what: &str) -> String {
    match what.strip_prefix("option") {
        Some(rest) => format!("options{rest}"),
        None => "players".into(),
    }
}

/// Where a profile that is counted with the first player's option fastest stands with the last
/// player's.
fn turned(sizes: &[usize], place: usize) -> usize {
    let mut rest = place;
    let option = |&size: &usize| {
        let option = rest % size;
        rest /= size;
        option
    };
    let options: Vec<usize> = sizes.iter().map(option).collect();
    sizes.iter().zip(options).fold(0, |index, (&size, option)| index * size + option)
}

/// A column with the first player's option running fastest, as one with the last player's.
fn last_fastest(sizes: &[usize], column: &[Rational]) -> Vec<Rational> {
    let mut strides = vec![1; sizes.len()];
    for player in 1..sizes.len() {
        strides[player] = strides[player - 1] * sizes[player - 1];
    }
    let mut at = vec![0; sizes.len()];
    let mut index = 0;
    let mut turned = Vec::with_capacity(column.len());
    loop {
        turned.push(column[index].clone());
        let Some(player) = (0..sizes.len()).rfind(|&player| at[player] + 1 < sizes[player]) else {
            return turned;
        };
        at[player] += 1;
        index += strides[player];
        for later in player + 1..sizes.len() {
            index -= at[later] * strides[later];
            at[later] = 0;
        }
    }
}

/// A game's payoffs with the first player's option running fastest: the index of each profile.
fn first_fastest(game: &StrategicGame) -> impl Iterator<Item = usize> + '_ {
    let sizes = game.sizes();
    (0..game.outcomes()).map(move |place| {
        let mut rest = place;
        let option = |(player, &size): (usize, &usize)| {
            let option = rest % size;
            rest /= size;
            option * game.stride(player)
        };
        sizes.iter().enumerate().map(option).sum()
    })
}

/// A word between white space.
#[derive(Clone, Debug)]
struct Word<'a> {
    text: &'a str,
    span: Span,
}

/// The words of a text from a byte on.
fn words(text: &str, from: usize) -> impl Iterator<Item = Word<'_>> {
    text[from..].split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Word { text: word, span: start..start + word.len() }
    })
}

/// A size or another count, at least 1.
fn count(word: &Word, what: &str) -> Result<usize, Diagnostic> {
    let digits = word.text.bytes().all(|byte| byte.is_ascii_digit());
    let count = word.text.parse::<usize>().ok().filter(|&count| digits && count > 0);
    count.ok_or_else(|| {
        let message = format!("`{}` is not {what}", word.text);
        fault("E132", word.span.clone(), message).label("a whole number from 1 belongs here")
    })
}

/// Where a text begins, behind the mark that some editors put first.
fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A file without a word in it.
fn empty(help: &str) -> Diagnostic {
    fault("E130", 0..0, "the file is empty").help(help)
}
