//! What follows the head of a `.nfg` file: payoffs, or outcomes and where each stands.

use super::{Kind, Parser, Token};
use crate::diagnostic::Diagnostic;
use crate::format::fault;
use crate::format::payoff_file::number::number;
use crate::format::payoff_file::{Span, Word, last_fastest, turned};
use crate::number::Rational;

impl Parser<'_> {
    pub(super) fn body(&mut self) {
        if !self.next_is(|kind| matches!(kind, Kind::Open)) {
            self.payoffs();
        } else if let Some(outcomes) = self.outcomes() {
            self.places(&outcomes);
        }
    }

    /// The version of payoffs: for each profile one of each player.
    fn payoffs(&mut self) {
        let players = self.draft.players.len();
        let Some(numbers) = self.numbers(players, "payoffs", number) else { return };
        let Some(expected) = self.expected(players) else { return };
        if numbers.len() < expected {
            let index = turned(&self.draft.sizes(), numbers.len() / players);
            let last = [Word { text: "", span: self.last.clone() }];
            self.draft.ends_early(numbers.len() % players, index, numbers.len(), &last);
            return;
        }
        let sizes = self.draft.sizes();
        let column = |player: usize| -> Vec<Rational> {
            numbers.iter().skip(player).step_by(players).cloned().collect()
        };
        self.draft.payoffs = (0..players).map(|p| last_fastest(&sizes, &column(p))).collect();
    }

    /// How many numbers the body has; nothing where that is not known.
    fn expected(&self, each: usize) -> Option<usize> {
        let profiles = self.draft.profiles().filter(|_| self.shaped);
        profiles.and_then(|profiles| profiles.checked_mul(each))
    }

    /// The numbers up to the end of the file, so many for each profile; nothing if something else
    /// stands among them, or they are too many.
    fn numbers<T>(
        &mut self,
        each: usize,
        what: &str,
        read: impl Fn(&str, &Span) -> Result<T, Diagnostic>,
    ) -> Option<Vec<T>> {
        let expected = self.expected(each);
        if self.shaped && expected.is_none() {
            let message = "more profiles than memory has addresses";
            self.draft.fault(fault("E132", self.last.clone(), message));
            return None;
        }
        let before = self.draft.faults.len();
        let mut numbers = Vec::new();
        while let Some(token) = self.take() {
            let sound = self.draft.faults.len() == before;
            if sound && expected == Some(numbers.len()) {
                let help = self.draft.extent(each, what);
                self.too_much(&token, &help);
                return None;
            }
            if self.draft.is_full() {
                return None;
            }
            match token.kind {
                Kind::Word(word) if !word.starts_with('#') => match read(word, &token.span) {
                    Ok(number) => numbers.push(number),
                    Err(fault) => self.draft.fault(fault),
                },
                _ => self.no_number(&token)?,
            }
        }
        (self.draft.faults.len() == before).then_some(numbers)
    }

    /// Reports what is no number: a comma and a text only once. Nothing if the rest cannot be
    /// read.
    fn no_number(&mut self, token: &Token) -> Option<()> {
        let span = token.span.clone();
        match token.kind {
            Kind::Word(_) => self.comment(&span),
            Kind::Comma if self.commas => {}
            Kind::Comma => {
                self.commas = true;
                let help = "only the payoffs of a list of outcomes may have commas";
                self.fault("E133", span, "no commas stand between these numbers", help);
            }
            Kind::Quoted(_) if self.texts => {}
            Kind::Quoted(_) => {
                self.texts = true;
                let message = "text stands where a number belongs";
                self.fault("E133", span, message, "one comment stands before the numbers");
            }
            Kind::Open | Kind::Close | Kind::Unclosed => {
                let message = format!("`{}` stands where a number belongs", self.written(&span));
                self.fault("E133", span, &message, "write numbers to the end of the file");
                return None;
            }
        }
        Some(())
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

    fn too_much(&mut self, token: &Token, help: &str) {
        let span = token.span.clone();
        match token.kind {
            Kind::Word(word) if number(word, &span).is_ok() => {
                self.fault("E109", span, &format!("`{word}` is one number too many"), help);
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
        let mut label = String::new();
        if self.next_is(|kind| matches!(kind, Kind::Quoted(_) | Kind::Unclosed)) {
            let Kind::Quoted(written) = self.take()?.kind else { return None };
            label = written;
        } else {
            let span = self.next_span();
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
                Kind::Word(word) if payoffs.len() < players => {
                    separated = true;
                    let payoff = number(word, &span);
                    payoffs.push(payoff.unwrap_or_else(|fault| {
                        self.draft.fault(fault);
                        Rational::ZERO
                    }));
                }
                Kind::Word(word) => {
                    let message = format!("`{word}` is one payoff too many");
                    let help = format!("an outcome has one for each player: {players}");
                    self.fault("E109", span, &message, &help);
                }
                _ => self.no_payoff(&kind, span)?,
            }
        }
        if payoffs.len() < players {
            let who = &self.draft.players[payoffs.len()].player.id;
            let message = format!("the payoff of `{who}` at the outcome `{label}` is missing");
            let help = format!("an outcome has one for each player: {players}");
            self.fault("E109", self.last.clone(), &message, &help);
            payoffs.resize(players, Rational::ZERO);
        }
        Some(payoffs)
    }

    /// Reports what is no payoff of an outcome. Nothing if the rest cannot be read.
    fn no_payoff(&mut self, kind: &Kind, span: Span) -> Option<()> {
        let message = format!("`{}` stands where a payoff belongs", self.written(&span));
        self.fault("E133", span, &message, "write `{ \"label\" 1, 1 }`");
        matches!(kind, Kind::Comma | Kind::Quoted(_)).then_some(())
    }

    /// The version of outcomes: the number of the outcome at each profile.
    fn places(&mut self, outcomes: &[Vec<Rational>]) {
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
        let Some(places) = self.numbers(1, "numbers of outcomes", outcome) else { return };
        let sizes = self.draft.sizes();
        let Some(expected) = self.expected(1) else { return };
        if places.len() < expected {
            let profile = self.draft.profile(turned(&sizes, places.len()));
            let message = format!("the outcome at `{profile}` is missing");
            let help = self.draft.extent(1, "numbers of outcomes");
            let help = format!("{help}; the file has {}", places.len());
            return self.fault("E109", self.last.clone(), &message, &help);
        }
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
