//! The tokens of a `.nfg` file.

use super::Span;

/// What stands at one place of the text.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    Quoted(String),
    /// A quote that nothing closes.
    Unclosed,
    Open,
    Close,
    Comma,
    Word(&'a str),
}

#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) span: Span,
}

/// Splits a text into tokens.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
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
