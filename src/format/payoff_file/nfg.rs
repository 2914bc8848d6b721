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

mod body;
mod lexer;

use std::io::{self, Write};
use std::iter::Peekable;

use self::lexer::{Kind, Lexer, Token};
use super::number::written;
use super::{Draft, Label, Labels, Span, Word, beginning, count, empty, fault, first_fastest};
use crate::diagnostic::SourceText;
use crate::format::Reading;
use crate::game::StrategicGame;

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

struct Parser<'a> {
    text: &'a str,
    tokens: Peekable<Lexer<'a>>,
    draft: Draft,
    /// The last token that was taken.
    last: Span,
    /// Whether commas between payoffs were reported, and texts.
    commas: bool,
    texts: bool,
    /// Whether the number of payoffs is known.
    shaped: bool,
    /// How many strategies were given by sizes.
    numbered: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parser<'a> {
        let lexer = Lexer { text, at: beginning(text) };
        let (tokens, draft) = (lexer.peekable(), Draft::default());
        Parser {
            text,
            tokens,
            draft,
            last: 0..0,
            commas: false,
            texts: false,
            shaped: true,
            numbered: 0,
        }
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

    /// Where the next token stands; at the end of the file the last one.
    fn next_span(&mut self) -> Span {
        self.tokens.peek().map_or(self.last.clone(), |token| token.span.clone())
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
            let place = self.next_span();
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
        let span = self.next_span();
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
            let message = format!("the list of {what} is missing");
            self.fault("E132", self.last.clone(), &message, &format!("write {example}"));
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

    /// The strategies of every player.
    fn strategies(&mut self) -> Option<()> {
        if !self.next_is(|kind| matches!(kind, Kind::Open)) {
            let (last, message) = (self.last.clone(), "the strategies are missing");
            self.fault("E132", last, message, "write their labels, or `{ 2 2 }` for their sizes");
            return None;
        }
        let open = self.take()?.span;
        let options = self.strategy_lists(open.clone())?;
        let (lists, players) = (options.len(), self.draft.players.len());
        if lists != players {
            let message = match self.draft.players.get(lists) {
                Some(Labels { player, .. }) => format!("`{}` has no strategies", player.id),
                None => format!("there are strategies for {lists}, but {players} listed players"),
            };
            let help = "write one list or size for each player";
            self.fault("E132", open.start..self.last.end, &message, help);
            return None;
        }
        for (labels, options) in self.draft.players.iter_mut().zip(options) {
            labels.options = options;
        }
        Some(())
    }

    /// Lists of strategies or their sizes, up to the brace that closes them.
    fn strategy_lists(&mut self, open: Span) -> Option<Vec<Vec<Label>>> {
        let mut options = Vec::new();
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
                Kind::Close => return Some(options),
                Kind::Word(text) => options.push(self.numbered(&Word { text, span })),
                _ => {
                    let message = format!("`{}` is no size", self.written(&span));
                    let help = "write `{ 2 2 }`, or the labels: `{ { \"up\" \"down\" } … }`";
                    self.fault("E132", span, &message, help);
                    return None;
                }
            }
        }
    }

    /// As many options as a size says; what follows says whether the file has payoffs for them.
    fn numbered(&mut self, word: &Word) -> Vec<Label> {
        match count(word, "a number of strategies") {
            // More than the file has bytes cannot have payoffs.
            Ok(size) if size <= self.text.len() - self.numbered => {
                self.numbered += size;
                (0..size).map(|option| Label::number(option, &word.span)).collect()
            }
            sized => {
                let message = "more strategies than the file has payoffs for";
                let too_many = fault("E132", word.span.clone(), message);
                self.draft.fault(sized.err().unwrap_or(too_many));
                self.shaped = false;
                Vec::new()
            }
        }
    }
}
