//! The pages of `explain`: every code and every term, from the Markdown of the book.
//!
//! A page is a section of `docs/src/reference/codes.md` or `glossary.md` under a heading of the
//! third level, `### Regret {#regret}`. Its other names stand in its first line:
//! `*Also:* best reply.`

use crate::format::suggest::nearest;

const CODES: &str = include_str!("../../docs/src/reference/codes.md");
const GLOSSARY: &str = include_str!("../../docs/src/reference/glossary.md");

/// What begins the line with a page's other names.
const ALSO: &str = "*Also:* ";

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A code of a message.
    Code,
    /// A term of the field, or of this program.
    Term,
}

/// A page on a code or a term.
///
/// ```
/// use standoff::report::pages;
/// assert_eq!(pages::find("best responses").unwrap().name, "Best response");
/// assert_eq!(pages::find("e104").unwrap().name, "E104");
/// assert_eq!(pages::find("regrte").unwrap_err(), Some("Regret"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the page is about.
    pub kind: Kind,
    /// The code or the term.
    pub name: &'static str,
    /// What a code means, in a few words; nothing for a term.
    pub gist: &'static str,
    /// The page as Markdown, without its heading. Links are relative to `docs/src/reference`.
    pub body: &'static str,
}

impl Entry {
    /// The page's other names.
    pub fn also(&self) -> impl Iterator<Item = &'static str> {
        let line = self.body.lines().next().and_then(|line| line.strip_prefix(ALSO));
        line.unwrap_or_default().trim_end_matches('.').split(", ").filter(|name| !name.is_empty())
    }

    /// The name as one word: `best-response`.
    pub fn word(&self) -> String {
        let name = if self.kind == Kind::Code { self.name.to_string() } else { lower(self.name) };
        name.split_whitespace().collect::<Vec<_>>().join("-")
    }
}

/// Every page: the codes, then the terms, each in the order of the book.
pub fn all() -> Vec<Entry> {
    let mut entries = sections(CODES, Kind::Code);
    entries.extend(sections(GLOSSARY, Kind::Term));
    entries
}

/// The page on a code or a term, however it is capitalised, in the singular or the plural.
///
/// # Errors
/// The nearest name, if nothing is called so.
pub fn find(name: &str) -> Result<Entry, Option<&'static str>> {
    let entries = all();
    let wanted = folded(name);
    let called = |entry: &&Entry| {
        folded(entry.name) == wanted || entry.also().any(|name| folded(name) == wanted)
    };
    if let Some(entry) = entries.iter().find(called) {
        return Ok(*entry);
    }
    Err(nearest(name.trim(), entries.iter().flat_map(|e| std::iter::once(e.name).chain(e.also()))))
}

/// The sections of a page of the book under headings of the third level.
fn sections(book: &'static str, kind: Kind) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut at, mut fenced, mut start) = (0, false, 0);
    let close = |entries: &mut Vec<Entry>, start: usize, end: usize| {
        if let Some(entry) = entries.last_mut().filter(|entry| entry.body.is_empty()) {
            entry.body = book[start..end].trim();
        }
    };
    for line in book.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if !fenced && (line.starts_with("## ") || line.starts_with("### ")) {
            close(&mut entries, start, at);
            start = at + line.len();
            entries.extend(line.strip_prefix("### ").map(|heading| headed(heading, kind)));
        }
        at += line.len();
    }
    close(&mut entries, start, at);
    entries
}

/// `E104: no such option {#e104}`, or `Regret {#regret}`.
fn headed(heading: &'static str, kind: Kind) -> Entry {
    let title = heading.split(" {#").next().unwrap_or(heading).trim();
    let (name, gist) = match kind {
        Kind::Code => title.split_once(": ").unwrap_or((title, "")),
        Kind::Term => (title, ""),
    };
    Entry { kind, name, gist, body: "" }
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// A name as names are compared: words in small letters and in the singular.
fn folded(name: &str) -> Vec<String> {
    let lower = lower(name);
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(singular).collect()
}

/// The singular of a word, or something that its plural gives too.
fn singular(word: &str) -> String {
    match word {
        _ if word.len() < 4 => word.into(),
        "equilibria" => "equilibrium".into(),
        "continua" => "continuum".into(),
        _ if word.ends_with("ss") => word.into(),
        _ => match (word.strip_suffix("ies"), word.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.into(),
            (None, None) => word.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_the_plural_and_by_their_other_names() {
        for (written, name) in [
            ("NASH EQUILIBRIA", "Nash equilibrium"),
            ("best-response", "Best response"),
            ("payoffs", "Payoff"),
            ("W301", "W301"),
        ] {
            assert_eq!(find(written).map(|entry| entry.name), Ok(name), "{written}");
        }
        assert_eq!(find("quantum chromodynamics"), Err(None));
    }

    #[test]
    fn a_heading_in_a_fence_is_no_heading() {
        let book = "## A\n### B {#b}\ntext\n```toml\n### c\n```\n### D: d {#d}\nmore\n## E\nrest\n";
        let entries = sections(book, Kind::Code);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].body, "text\n```toml\n### c\n```");
        assert_eq!((entries[1].name, entries[1].gist, entries[1].body), ("D", "d", "more"));
    }
}
