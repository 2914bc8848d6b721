//! JSON (RFC 8259) as a tree in which every key and value knows its bytes.

use std::collections::HashMap;

use super::{Span, fault};
use crate::diagnostic::Diagnostic;

/// Lists and objects nest at most so deep: the reader recurses.
const DEEPEST: usize = 60;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) value: Value<'a>,
    pub(super) span: Span,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// `null`, `true` or `false`.
    Word,
    /// As written, so that it can be read exactly.
    Number(&'a str),
    Text(String),
    List(Vec<Item<'a>>),
    Object(Vec<Entry<'a>>),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) item: Item<'a>,
}

impl<'a> Item<'a> {
    /// The value of a key of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Item<'a>> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.item)
    }

    /// The entries of an object; none of another value.
    pub(super) fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Option<&[Item<'a>]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a text that is one value. The items of the list under the key `passed` are checked and
/// not kept: [`items`] gives them one by one.
pub(super) fn parse<'a>(
    text: &'a str,
    start: usize,
    passed: &'static str,
) -> Result<Item<'a>, Diagnostic> {
    let mut reader = Reader { text, at: start, passed };
    let item = reader.item(0)?;
    reader.skip();
    if reader.at < text.len() {
        let message = "the document has ended before this";
        let rest = text[reader.at..].chars().next().map_or(0, char::len_utf8);
        let span = reader.at..reader.at + rest;
        return Err(fault("E135", span, message).help("delete the rest of the file"));
    }
    Ok(item)
}

/// The items of the list that was passed over: it is known to be sound.
pub(super) fn items<'a>(
    text: &'a str,
    list: &Item<'a>,
) -> impl Iterator<Item = Item<'a>> + use<'a> {
    let mut reader = Reader { text, at: list.span.start, passed: "" };
    let mut opened = reader.take('[') && !reader.take(']');
    std::iter::from_fn(move || {
        let item = opened.then(|| reader.item(1).ok()).flatten();
        opened = reader.take(',');
        item
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    passed: &'static str,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Whether a sign comes next, which is then taken.
    fn take(&mut self, sign: char) -> bool {
        self.skip();
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    fn unexpected(&self, expected: &str) -> Diagnostic {
        let Some(found) = self.rest().chars().next() else {
            let end = self.text.trim_end().len();
            let last = self.text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
            let message = format!("the file ends where {expected} belongs");
            return fault("E136", last..end, message).help("it was cut off, or a bracket is open");
        };
        let span = self.at..self.at + found.len_utf8();
        fault("E136", span, format!("`{found}` stands where {expected} belongs"))
            .help("the file is no JSON from here on")
    }

    fn item(&mut self, depth: usize) -> Result<Item<'a>, Diagnostic> {
        self.skip();
        let start = self.at;
        if depth > DEEPEST {
            let message = format!("more than {DEEPEST} lists within lists");
            return Err(fault("E136", start..start + 1, message));
        }
        let value = match self.rest().chars().next() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Text(self.string()?),
            Some(c) if c == '-' || c.is_ascii_alphanumeric() => self.word()?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Item { value, span: start..self.at })
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Diagnostic> {
        self.take('{');
        let (mut entries, mut seen) = (Vec::new(), HashMap::new());
        if self.take('}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.skip();
            let start = self.at;
            if !self.rest().starts_with('"') {
                return Err(self.unexpected("a key in quotes"));
            }
            let key = self.string()?;
            let key_span = start..self.at;
            if let Some(first) = seen.insert(key.clone(), key_span.clone()) {
                let fault = fault("E006", key_span, format!("the key `{key}` is given twice"));
                return Err(fault.related("first given here", first));
            }
            if !self.take(':') {
                return Err(self.unexpected("`:`"));
            }
            let passes = depth == 0 && key == self.passed;
            let item = if passes { self.pass()? } else { self.item(depth + 1)? };
            entries.push(Entry { key, key_span, item });
            if self.take('}') {
                return Ok(Value::Object(entries));
            }
            if !self.take(',') {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
    }

    /// A value of which no item is kept, if it is a list.
    fn pass(&mut self) -> Result<Item<'a>, Diagnostic> {
        self.skip();
        let start = self.at;
        if !self.rest().starts_with('[') {
            return self.item(1);
        }
        self.take('[');
        let mut ended = self.take(']');
        while !ended {
            self.item(2)?;
            ended = self.take(']');
            if !ended && !self.take(',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
        Ok(Item { value: Value::List(Vec::new()), span: start..self.at })
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Diagnostic> {
        self.take('[');
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.item(depth + 1)?);
            if self.take(']') {
                return Ok(Value::List(items));
            }
            if !self.take(',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    /// A number, or `null`, `true`, `false`; what some programs print for no number, too.
    fn word(&mut self) -> Result<Value<'a>, Diagnostic> {
        let word = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        let length = self.rest().find(|c| !word(c)).unwrap_or(self.rest().len());
        let written = &self.rest()[..length];
        let number = written.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let not_finite = matches!(written, "NaN" | "Infinity" | "Inf" | "nan" | "inf");
        let value = match written {
            "null" | "true" | "false" => Value::Word,
            _ if number || not_finite => Value::Number(written),
            _ => {
                let span = self.at..self.at + length;
                let fault = fault("E136", span, format!("`{written}` is no value of JSON"));
                return Err(fault.label(format!("write `\"{written}\"` for a text")));
            }
        };
        self.at += length;
        Ok(value)
    }

    /// The text between quotes.
    fn string(&mut self) -> Result<String, Diagnostic> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let length = self.rest().find(['"', '\\', '\n']).unwrap_or(self.rest().len());
            text += &self.rest()[..length];
            self.at += length;
            match self.rest().chars().next() {
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                _ => {
                    let message = "the text that begins here does not end on its line";
                    let fault = fault("E131", start..self.at, message);
                    return Err(fault.help("write `\"` where it ends"));
                }
            }
        }
    }

    /// The character that an escape stands for.
    fn escape(&mut self) -> Result<char, Diagnostic> {
        let start = self.at;
        let named = self.rest()[1..].chars().next();
        self.at += 1 + named.map_or(0, char::len_utf8);
        let plain = match named {
            Some(c @ ('"' | '\\' | '/')) => Some(c),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => self.unicode(),
            _ => None,
        };
        plain.ok_or_else(|| {
            let span = start..self.at.max(start + 1);
            fault("E136", span, "no escape of JSON").help("a backslash itself is `\\\\`")
        })
    }

    /// `00e9`, or a pair of surrogates `d83d\ude00`.
    fn unicode(&mut self) -> Option<char> {
        let high = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        self.at += self.rest().strip_prefix("\\u").map(|_| 2)?;
        let low = self.hexadecimal().filter(|low| (0xdc00..0xe000).contains(low))?;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
