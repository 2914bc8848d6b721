//! Gambit's `.nfg`: both versions, that of payoffs and that of outcomes.
//!
//! ```text
//! NFG 1 R "title" { "Ann" "Bob" } { { "up" "down" } { "left" "right" } }
//! "a comment"
//! 1 1  0 2  0 2  1 1
//! ```
//!
//! Profiles are counted with the first player's strategy running fastest. In place of the lists of
//! strategies may stand their sizes, `{ 2 2 }`; in place of the payoffs a list of outcomes, each
//! with a label and a payoff for each player, and then the number of the outcome at each profile
//! (0: nobody gets anything). The format is described in Gambit's manual, "Representation of games
//! in files". Where Gambit reads on silently (numbers glued together, text after the end, an
//! outcome number cut to its whole part), this reader refuses.

use std::io::{self, Write};
use std::iter::Peekable;

use super::number::{number, written};
use super::{Draft, Label, Labels, Span, Word, beginning, count, empty, fault, first_fastest};
use super::{last_fastest, turned};
use crate::diagnostic::SourceText;
use crate::format::Reading;
use crate::game::StrategicGame;
use crate::number::Rational;

const BEGINS: &str = "a `.nfg` file begins with `NFG 1 R \"title\" { \"player\" … } { … }`";

/// Reads a `.nfg` file.
pub(in crate::format) fn read(source: SourceText) -> Reading {
    let mut parser = Parser::new(&source.text);
    if parser.head().is_some() {
        parser.draft.settle_labels();
        parser.body();
    }
    parser.draft.reading(source)
}

/// Writes a game in the version of payoffs.
///
/// # Errors
/// If `out` cannot be written.
pub(in crate::format) fn write(
    game: &StrategicGame,
    title: &str,
    comment: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "NFG 1 R {} {{", quoted(title))?;
    for player in game.players() {
        write!(out, " {}", quoted(&player.id))?;
    }
    write!(out, " }}\n\n{{")?;
    for player in game.players() {
        write!(out, " {{")?;
        for option in &player.options {
            write!(out, " {}", quoted(&option.id))?;
        }
        writeln!(out, " }}")?;
    }
    writeln!(out, "}}\n{}\n", quoted(comment))?;
    for index in first_fastest(game) {
        let payoffs = (0..game.players().len()).map(|player| game.table(player).payoff(index));
        let payoffs: Vec<String> = payoffs.map(|payoff| written(&payoff, false)).collect();
        writeln!(out, "{}", payoffs.join(" "))?;
    }
    Ok(())
}

/// A text in quotes. A backslash is doubled, so that any text can be read back.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What stands at one place of the text.
#[derive(Clone, Debug)]
enum Kind<'a> {
    Quoted(String),
    /// A quote that nothing closes.
    Unclosed,
    Open,
    Close,
    Comma,
    Word(&'a str),
}

#[derive(Clone, Debug)]
struct Token<'a> {
    kind: Kind<'a>,
    span: Span,
}

/// Splits a text into tokens.
struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let first = self.text[start..].chars().next()?;
        let (kind, end) = match first {
            '{' => (Kind::Open, start + 1),
            '}' => (Kind::Close, start + 1),
            ',' => (Kind::Comma, start + 1),
            '"' => self.quoted(start),
            _ => {
                let ends = |c: char| c.is_whitespace() || "{},\"".contains(c);
                let length = self.text[start..].find(ends).unwrap_or(self.text.len() - start);
                (Kind::Word(&self.text[start..start + length]), start + length)
            }
        };
        self.at = end;
        Some(Token { kind, span: start..end })
    }
}

impl<'a> Lexer<'a> {
    /// The text between quotes: `\"` is a quote, `\\` a backslash.
    fn quoted(&self, start: usize) -> (Kind<'a>, usize) {
        let mut text = String::new();
        let mut characters = self.text[start + 1..].char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => return (Kind::Quoted(text), start + at + 2),
                '\\' => match characters.clone().next() {
                    Some((_, escaped @ ('"' | '\\'))) => {
                        text.push(escaped);
                        characters.next();
                    }
                    _ => text.push('\\'),
                },
                c => text.push(c),
            }
        }
        (Kind::Unclosed, self.text.len())
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Peekable<Lexer<'a>>,
    draft: Draft,
    /// The last token that was taken.
    last: Span,
    /// Whether commas between payoffs were reported.
    commas: bool,
    /// Whether the number of payoffs is known.
    shaped: bool,
    /// How many strategies were given by sizes.
    numbered: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parser<'a> {
        let lexer = Lexer { text, at: beginning(text) };
        let (tokens, draft) = (lexer.peekable(), Draft::default());
        Parser { text, tokens, draft, last: 0..0, commas: false, shaped: true, numbered: 0 }
    }

    fn fault(&mut self, code: &'static str, span: Span, message: &str, help: &str) {
        self.draft.fault(fault(code, span, message).help(help));
    }

    /// The next token. A quote that is not closed is reported, and ends the file.
    fn take(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.next()?;
        self.last = token.span.clone();
        if matches!(token.kind, Kind::Unclosed) {
            let line = self.text[token.span.clone()].find('\n').unwrap_or(token.span.len());
            let span = token.span.start..token.span.start + line;
            let message = "the text that begins here does not end";
            self.fault("E131", span, message, "write `\"` where it ends");
            return None;
        }
        Some(token)
    }

    fn next_is(&mut self, wanted: fn(&Kind) -> bool) -> bool {
        self.tokens.peek().is_some_and(|token| wanted(&token.kind))
    }

    /// What was taken or comes next, as written.
    fn written(&self, span: &Span) -> &'a str {
        &self.text[span.clone()]
    }

    /// Everything before the payoffs; nothing if the rest cannot be read.
    fn head(&mut self) -> Option<()> {
        self.magic()?;
        self.version()?;
        if self.next_is(|kind| matches!(kind, Kind::Quoted(_) | Kind::Unclosed)) {
            let Kind::Quoted(title) = self.take()?.kind else { return None };
            self.draft.title = Some(title);
        } else {
            let place = self.tokens.peek().map_or(self.last.clone(), |token| token.span.clone());
            self.fault("E130", place, "the title is missing", "write `\"\"` if there is none");
        }
        let players = self.list("the players", "`{ \"Ann\" \"Bob\" }`")?;
        if players.is_empty() {
            let message = "a game needs a player";
            self.fault("E132", self.last.clone(), message, "write `{ \"Ann\" \"Bob\" }`");
            return None;
        }
        let unnamed = |player| Labels { player, options: Vec::new() };
        self.draft.players = players.into_iter().map(unnamed).collect();
        self.strategies()?;
        if self.next_is(|kind| matches!(kind, Kind::Quoted(_) | Kind::Unclosed)) {
            let Kind::Quoted(comment) = self.take()?.kind else { return None };
            self.draft.note = Some(comment);
        }
        Some(())
    }

    fn magic(&mut self) -> Option<()> {
        let Some(token) = self.take() else {
            if self.draft.faults.is_empty() {
                self.draft.fault(empty(BEGINS));
            }
            return None;
        };
        match token.kind {
            Kind::Word("NFG") => Some(()),
            Kind::Word("EFG") => {
                let message = "this is a tree, and trees are not read in this version";
                let help = "write it as a game file: moves with `sees` and `when`";
                self.fault("E203", token.span, message, help);
                None
            }
            _ => {
                self.fault("E130", token.span, "this is no `.nfg` file", BEGINS);
                None
            }
        }
    }

    fn version(&mut self) -> Option<()> {
        let Some(Token { kind, span }) = self.take() else {
            self.fault("E130", self.last.clone(), "the file ends after `NFG`", BEGINS);
            return None;
        };
        if !matches!(kind, Kind::Word("1")) {
            let message = format!("`{}` is not a version of the format", self.written(&span));
            self.fault("E130", span, &message, "this program reads version 1: `NFG 1 R`");
            return None;
        }
        if self.next_is(|kind| matches!(kind, Kind::Word("R" | "D"))) {
            self.take();
            return Some(());
        }
        let span = self.tokens.peek().map_or(self.last.clone(), |token| token.span.clone());
        self.fault("E130", span, "the letter of the numbers is missing", "write `NFG 1 R`");
        // A word in its place is taken for it.
        if self.next_is(|kind| matches!(kind, Kind::Word(_))) {
            self.take();
        }
        Some(())
    }

    /// Labels between braces.
    fn list(&mut self, what: &str, example: &str) -> Option<Vec<Label>> {
        if !self.next_is(|kind| matches!(kind, Kind::Open)) {
            let span = self.tokens.peek().map_or(self.last.clone(), |token| token.span.clone());
            let message = format!("the list of {what} is missing");
            self.fault("E132", span, &message, &format!("write {example}"));
            return None;
        }
        let open = self.take()?.span;
        let mut labels = Vec::new();
        let mut commas = false;
        loop {
            let Some(Token { kind, span }) = self.take() else {
                return self.unclosed(open);
            };
            match kind {
                Kind::Quoted(label) => labels.push(Label::new(&label, span)),
                Kind::Close => return Some(labels),
                Kind::Comma if commas => (),
                Kind::Comma => {
                    commas = true;
                    let message = "no commas stand between labels";
                    self.fault("E132", span, message, &format!("write {example}"));
                }
                Kind::Word(word) => {
                    let message = format!("`{word}` is not in quotes");
                    let fault = fault("E132", span.clone(), message);
                    self.draft.fault(fault.label(format!("write `\"{word}\"`")));
                    labels.push(Label::new(word, span));
                }
                Kind::Open | Kind::Unclosed => {
                    let message = format!("a `{{` stands in the list of {what}");
                    self.fault("E132", span, &message, "close the list with `}` before it");
                    return None;
                }
            }
        }
    }

    /// Whether a quote that is not closed hides the rest of the file.
    fn is_cut_off(&self) -> bool {
        self.draft.faults.iter().any(|fault| fault.code.0 == "E131")
    }

    fn unclosed<T>(&mut self, open: Span) -> Option<T> {
        if !self.is_cut_off() {
            self.fault("E131", open, "this `{` is not closed", "write `}` where it ends");
        }
        None
    }

    /// Lists of strategies, or their sizes.
    fn strategies(&mut self) -> Option<()> {
        if !self.next_is(|kind| matches!(kind, Kind::Open)) {
            let span = self.tokens.peek().map_or(self.last.clone(), |token| token.span.clone());
            let message = "the strategies are missing";
            self.fault("E132", span, message, "write their labels, or `{ 2 2 }` for their sizes");
            return None;
        }
        let open = self.take()?.span;
        let mut options: Vec<Vec<Label>> = Vec::new();
        loop {
            if self.next_is(|kind| matches!(kind, Kind::Open)) {
                let labels = self.list("strategies", "`{ \"up\" \"down\" }`")?;
                if labels.is_empty() {
                    let message = "a player needs a strategy";
                    self.fault("E132", self.last.clone(), message, "write `{ \"up\" \"down\" }`");
                    self.shaped = false;
                }
                options.push(labels);
                continue;
            }
            let Some(Token { kind, span }) = self.take() else { return self.unclosed(open) };
            match kind {
                Kind::Close => break,
                Kind::Word(text) => options.push(self.numbered(&Word { text, span })),
                _ => {
                    let message = format!("`{}` is no size", self.written(&span));
                    let help = "write `{ 2 2 }`, or the labels: `{ { \"up\" \"down\" } … }`";
                    self.fault("E132", span, &message, help);
                    return None;
                }
            }
        }
        if options.len() != self.draft.players.len() {
            let (lists, players) = (options.len(), self.draft.players.len());
            let message = format!("strategies for {lists} players, but {players} are listed");
            self.fault("E132", open.start..self.last.end, &message, "one list or size for each");
            return None;
        }
        for (labels, options) in self.draft.players.iter_mut().zip(options) {
            labels.options = options;
        }
        Some(())
    }

    /// As many options as a size says; what follows says whether the file has payoffs for them.
    fn numbered(&mut self, word: &Word) -> Vec<Label> {
        match count(word, "a number of strategies") {
            // More than the file has bytes cannot have payoffs.
            Ok(size) if size <= self.text.len() - self.numbered => {
                self.numbered += size;
                (0..size).map(|option| Label::number(option, &word.span)).collect()
            }
            Ok(size) => {
                let message = format!("{size} strategies are more than the file has payoffs for");
                self.draft.fault(fault("E132", word.span.clone(), message));
                self.shaped = false;
                Vec::new()
            }
            Err(fault) => {
                self.draft.fault(fault);
                self.shaped = false;
                Vec::new()
            }
        }
    }

    fn body(&mut self) {
        let is_list = self.next_is(|kind| matches!(kind, Kind::Open));
        if !is_list {
            return self.payoffs();
        }
        if let Some(outcomes) = self.outcomes() {
            self.places(&outcomes);
        }
    }

    /// How many numbers the body has; nothing where the sizes are not known.
    fn expected(&self, each: usize) -> Option<usize> {
        let profiles = self.draft.profiles().filter(|_| self.shaped);
        profiles.and_then(|profiles| profiles.checked_mul(each))
    }

    /// The version of payoffs: for each profile one of each player.
    fn payoffs(&mut self) {
        let players = self.draft.players.len();
        let expected = self.expected(players);
        if self.shaped && expected.is_none() {
            return self.draft.fault(fault("E132", self.last.clone(), "more profiles than memory"));
        }
        let numbers = self.numbers(expected, number);
        let Some(numbers) = numbers else { return };
        if expected.is_some_and(|expected| numbers.len() < expected) {
            let index = turned(&self.draft.sizes(), numbers.len() / players);
            let last = [Word { text: "", span: self.last.clone() }];
            return self.draft.ends_early(numbers.len() % players, index, numbers.len(), &last);
        }
        let sizes = self.draft.sizes();
        let column = |player: usize| -> Vec<Rational> {
            numbers.iter().skip(player).step_by(players).cloned().collect()
        };
        self.draft.payoffs = (0..players).map(|p| last_fastest(&sizes, &column(p))).collect();
    }

    /// The numbers up to the end of the file; nothing if something else stands among them, or
    /// they are too many.
    fn numbers<T>(
        &mut self,
        expected: Option<usize>,
        read: impl Fn(&str, &Span) -> Result<T, crate::diagnostic::Diagnostic>,
    ) -> Option<Vec<T>> {
        let mut numbers = Vec::new();
        let mut sound = self.shaped;
        let mut open_comment = false;
        while let Some(Token { kind, span }) = self.take() {
            let ended = expected == Some(numbers.len()) && sound;
            if ended || self.draft.is_full() {
                self.too_much(&kind, span);
                return None;
            }
            match kind {
                Kind::Word(word) if word.starts_with('#') => {
                    sound = false;
                    self.comment(&span);
                }
                Kind::Word(word) => match read(word, &span) {
                    Ok(number) => numbers.push(number),
                    Err(fault) => {
                        sound = false;
                        self.draft.fault(fault);
                    }
                },
                Kind::Comma if self.commas => sound = false,
                Kind::Comma => {
                    (sound, self.commas) = (false, true);
                    let help = "only the payoffs of a list of outcomes may have commas";
                    self.fault("E133", span, "no commas stand between these numbers", help);
                }
                Kind::Quoted(_) if !open_comment => {
                    (sound, open_comment) = (false, true);
                    let message = "text stands where a number belongs";
                    self.fault("E133", span, message, "one comment stands before the numbers");
                }
                Kind::Quoted(_) => (),
                Kind::Open | Kind::Close | Kind::Unclosed => {
                    let message =
                        format!("`{}` stands where a number belongs", self.written(&span));
                    self.fault("E133", span, &message, "write numbers to the end of the file");
                    return None;
                }
            }
        }
        (sound && !self.is_cut_off()).then_some(numbers)
    }

    /// `# second column`: no comment in this format.
    fn comment(&mut self, span: &Span) {
        let rest = &self.text[span.start..];
        let end = span.start + rest.find('\n').unwrap_or(rest.len());
        while self.tokens.peek().is_some_and(|token| token.span.start < end) {
            self.tokens.next();
        }
        let message = "`#` begins no comment in this format";
        let help = "the comment is a text in quotes before the numbers";
        self.fault("E133", span.start..end, message, help);
    }

    fn too_much(&mut self, kind: &Kind, span: Span) {
        if self.draft.is_full() {
            return;
        }
        let written = self.written(&span);
        match kind {
            Kind::Word(word) if number(word, &span).is_ok() => {
                let message = format!("`{written}` is one number too many");
                let help = format!("{}, and they end before it", self.draft.extent());
                self.fault("E109", span, &message, &help);
            }
            _ => {
                let message = "the game has ended before this";
                self.fault("E135", span, message, "delete the rest of the file");
            }
        }
    }

    /// `{ { "label" 1, 1 } … }`: each outcome's payoffs.
    fn outcomes(&mut self) -> Option<Vec<Vec<Rational>>> {
        let open = self.take()?.span;
        let mut outcomes = Vec::new();
        loop {
            let Some(Token { kind, span }) = self.take() else { return self.unclosed(open) };
            match kind {
                Kind::Close => return Some(outcomes),
                Kind::Open => outcomes.push(self.outcome(span)?),
                _ => {
                    let message = format!("`{}` is no outcome", self.written(&span));
                    self.fault("E134", span, &message, "write `{ \"label\" 1, 1 }` for each");
                    return None;
                }
            }
        }
    }

    fn outcome(&mut self, open: Span) -> Option<Vec<Rational>> {
        let mut name = String::new();
        if self.next_is(|kind| matches!(kind, Kind::Quoted(_) | Kind::Unclosed)) {
            let Kind::Quoted(label) = self.take()?.kind else { return None };
            name = label;
        } else {
            let span = self.tokens.peek().map_or(open.clone(), |token| token.span.clone());
            self.fault("E134", span, "the outcome has no label", "write `{ \"\" 1, 1 }`");
        }
        let players = self.draft.players.len();
        let mut payoffs: Vec<Rational> = Vec::new();
        let mut separated = false;
        loop {
            let Some(Token { kind, span }) = self.take() else { return self.unclosed(open) };
            match kind {
                Kind::Close => break,
                Kind::Comma if separated => separated = false,
                Kind::Word(_) if payoffs.len() == players => {
                    let message = format!("`{}` is one payoff too many", self.written(&span));
                    let help = format!("the outcome `{name}` has a payoff for each of {players}");
                    self.fault("E109", span, &message, &help);
                }
                Kind::Word(word) => {
                    separated = true;
                    let payoff = number(word, &span);
                    payoffs.push(payoff.unwrap_or_else(|fault| {
                        self.draft.fault(fault);
                        Rational::ZERO
                    }));
                }
                _ => {
                    let message =
                        format!("`{}` stands where a payoff belongs", self.written(&span));
                    self.fault("E133", span, &message, "write `{ \"label\" 1, 1 }`");
                    if !matches!(kind, Kind::Comma | Kind::Quoted(_)) {
                        return None;
                    }
                }
            }
        }
        if payoffs.len() < players {
            let who = &self.draft.players[payoffs.len()].player.id;
            let message = format!("the outcome `{name}` has no payoff for `{who}`");
            let help = format!("{} of {players} payoffs are here", payoffs.len());
            self.fault("E109", self.last.clone(), &message, &help);
            payoffs.resize(players, Rational::ZERO);
        }
        Some(payoffs)
    }

    /// The version of outcomes: the number of the outcome at each profile.
    fn places(&mut self, outcomes: &[Vec<Rational>]) {
        let expected = self.expected(1);
        if self.shaped && expected.is_none() {
            return self.draft.fault(fault("E132", self.last.clone(), "more profiles than memory"));
        }
        let known = outcomes.len();
        let outcome = |text: &str, span: &Span| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            let number = text.parse().ok().filter(|&number: &usize| digits && number <= known);
            number.ok_or_else(|| {
                let message = format!("there is no outcome `{text}`");
                let help = format!("outcomes are numbered from 1 to {known}; 0 pays nothing");
                fault("E134", span.clone(), message).help(help)
            })
        };
        let Some(places) = self.numbers(expected, outcome) else { return };
        if let Some(expected) = expected.filter(|&expected| places.len() < expected) {
            let profile = self.draft.profile(turned(&self.draft.sizes(), places.len()));
            let message = format!("the outcome at `{profile}` is missing");
            let help = format!("{expected} outcomes belong here; the file has {}", places.len());
            return self.fault("E109", self.last.clone(), &message, &help);
        }
        let sizes = self.draft.sizes();
        let paid = |place: &usize, player: usize| match place.checked_sub(1) {
            None => Rational::ZERO,
            Some(outcome) => outcomes[outcome][player].clone(),
        };
        let column = |player: usize| -> Vec<Rational> {
            places.iter().map(|place| paid(place, player)).collect()
        };
        let players = 0..self.draft.players.len();
        self.draft.payoffs = players.map(|player| last_fastest(&sizes, &column(player))).collect();
    }
}
