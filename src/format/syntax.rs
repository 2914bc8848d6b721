//! Faults of syntax, in our words; and repairs, so that the rest of a file can be read.
//!
//! The TOML reader recovers from a bad value by itself. Three faults make it lose its way, and are
//! repaired before it reads again: a header or a bracket that is not closed (it would swallow what
//! follows), and a line that is no `key = value` (it would stop there).

use std::collections::HashSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::fault;
use super::names::continues_id;
use crate::diagnostic::Diagnostic;

type Span = Range<usize>;

/// A change to the text that makes it readable.
#[derive(Debug)]
pub(super) enum Edit {
    Insert {
        at: usize,
        text: String,
    },
    /// Spaces in place of these bytes.
    Blank(Span),
}

/// A fault, and what lets the reader go on.
#[derive(Debug)]
pub(super) struct Repair {
    pub(super) fault: Diagnostic,
    pub(super) edit: Edit,
    /// Whether something of the file is not read.
    pub(super) loses_text: bool,
    /// Where further faults only follow from this one.
    pub(super) shadow: Option<Span>,
}

/// The first fault that makes the reader lose its way, repaired.
pub(super) fn repair(text: &str, root: &DeTable<'_>, errors: &[Error]) -> Option<Repair> {
    let mut structural: Vec<(usize, &str)> = errors.iter().filter_map(structural).collect();
    structural.sort_unstable();
    let &(at, message) = structural.first()?;
    let at = text.floor_char_boundary(at.min(text.len()));
    if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
        return Some(close_header(text, at));
    }
    if message.starts_with("key with no value") || message.starts_with("missing value for key") {
        return Some(blank_line(text, at));
    }
    close_value(text, root, errors, at)
}

/// Sections of which every table is one of a list.
const LISTS: [&str; 4] = ["moves", "effects", "regimes", "expect"];

/// `[moves]` in place of `[[moves]]`: each such header, from the last to the first.
pub(super) fn single_headers(text: &str, root: &DeTable<'_>) -> Vec<(Diagnostic, Span)> {
    let is_header = |key: &&str| match root.get_key_value(*key) {
        Some((_, value)) => value.get_ref().is_table() && text[value.span()].starts_with('['),
        None => false,
    };
    let wrong: Vec<&str> = LISTS.into_iter().filter(is_header).collect();
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let header = line.split('#').next().unwrap_or_default().trim();
        let name = header.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = name.filter(|name| wrong.contains(&name.trim())) {
            let start = at + (line.len() - line.trim_start().len());
            let span = start..start + header.len();
            let message = format!("`{header}` is one table; a list of tables belongs here");
            let fault = fault("E003", span.clone(), message);
            found.push((fault.label(format!("write `[[{name}]]`")), span));
        }
        at += line.len();
    }
    found.reverse();
    found
}

fn structural(error: &Error) -> Option<(usize, &str)> {
    const KINDS: [&str; 7] = [
        "unclosed table",
        "unclosed array table",
        "unclosed array",
        "unclosed inline table",
        "key with no value",
        "missing value for key",
        "invalid multi-line",
    ];
    let message = error.message();
    let known = KINDS.iter().any(|kind| message.starts_with(kind));
    known.then(|| error.span().map(|span| (span.start, message))).flatten()
}

/// `[players.x`
fn close_header(text: &str, at: usize) -> Repair {
    let line = line_around(text, at);
    let header = &text[line.start..at];
    let double = header.trim_start().starts_with("[[");
    let missing = match (double, header.trim_end().ends_with(']')) {
        (true, false) => "]]",
        _ => "]",
    };
    let trimmed = line.start + (header.len() - header.trim_start().len());
    let name = text[trimmed..at].trim();
    let fault =
        fault("E001", trimmed..at.max(trimmed), format!("the header `{name}` is not closed"))
            .label(format!("write `{missing}` after it"));
    let edit = Edit::Insert { at, text: missing.to_owned() };
    Repair { fault, edit, loses_text: false, shadow: Some(line) }
}

/// `weight 40`
fn blank_line(text: &str, at: usize) -> Repair {
    let line = line_around(text, at);
    let written = text[line.clone()].trim();
    let start = line.start + text[line.clone()].find(written).unwrap_or(0);
    let span = start..start + written.len();
    let fault = fault("E001", span, "this line is no `key = value`");
    let is_value = |value: &str| {
        value.trim_start().starts_with(|c: char| c.is_ascii_digit() || "-\"'[{".contains(c))
    };
    let fault = match written.split_once(char::is_whitespace) {
        Some((key, value)) if is_value(value) => {
            let value = value.trim();
            let value = if value.len() < 40 { value } else { "…" };
            fault.help(format!("write `{key} = {value}`"))
        }
        _ => fault.help("write `key = value`, or `#` before a remark"),
    };
    Repair { fault, edit: Edit::Blank(line.clone()), loses_text: true, shadow: Some(line) }
}

/// A bracket, brace or `"""` that is not closed. A bracket is closed before the other kind of
/// closing bracket that meets it, else before the line where the reader first stumbles: there a new
/// entry begins. Of several that are open, the innermost is closed first.
fn close_value(text: &str, root: &DeTable<'_>, errors: &[Error], at: usize) -> Option<Repair> {
    let outermost = open_value(root, at)?;
    if text[outermost..].starts_with("\"\"\"") || text[outermost..].starts_with("'''") {
        return Some(close_text(text, outermost));
    }
    let opening_line = line_around(text, outermost);
    let stumbles = errors.iter().filter(|error| !error.message().starts_with("string values"));
    let stumbles = stumbles.filter_map(Error::span).map(|span| span.start);
    let stumble = stumbles.filter(|&place| place > opening_line.end && place <= at).min();
    let before = stumble.map_or(text.len(), |place| line_around(text, place).start);
    let (open, edit) = match unmatched(&text[outermost..before])? {
        Unmatched::Met { open, closer } => {
            let (open, closer) = (outermost + open, outermost + closer);
            let at = end_of_list(text, errors, open, closer);
            (open, Edit::Insert { at, text: closing(text, open).to_owned() })
        }
        Unmatched::Open(open) => {
            let open = outermost + open;
            let closing = closing(text, open);
            let ends = before == text.len();
            let inserted = if ends { format!("\n{closing}") } else { format!("{closing}\n") };
            (open, Edit::Insert { at: before, text: inserted })
        }
    };
    let (bracket, closing) = (&text[open..=open], closing(text, open));
    let fault = fault("E001", open..open + 1, format!("this `{bracket}` is not closed"))
        .label(format!("write `{closing}` where it ends"));
    let shadow = outermost..next_header(text, before);
    Some(Repair { fault, edit, loses_text: false, shadow: Some(shadow) })
}

/// Where a list ends that meets a `}`: before a key that stands among its values, if there is one.
fn end_of_list(text: &str, errors: &[Error], open: usize, closer: usize) -> usize {
    let keys = errors.iter().filter(|error| error.message().starts_with("unexpected `=` in array"));
    let places = keys.filter_map(Error::span).map(|span| span.start);
    let key = places.filter(|place| (open..closer).contains(place)).min();
    key.and_then(|key| text[open..key].rfind(',')).map_or(closer, |comma| open + comma)
}

fn closing(text: &str, open: usize) -> &'static str {
    if text[open..].starts_with('[') { "]" } else { "}" }
}

fn close_text(text: &str, open: usize) -> Repair {
    let line = line_around(text, open);
    let quotes = &text[open..open + 3];
    let fault =
        fault("E001", open..open + 3, format!("the text that begins with `{quotes}` does not end"))
            .label(format!("write `{quotes}` where it ends"));
    let edit = Edit::Insert { at: line.end, text: quotes.to_owned() };
    Repair { fault, edit, loses_text: false, shadow: Some(open..next_header(text, line.end)) }
}

/// Where the outermost list, inline table or text around a byte begins.
fn open_value(table: &DeTable<'_>, at: usize) -> Option<usize> {
    for (_, value) in table {
        let span = value.span();
        let around = span.start <= at && at <= span.end && !span.is_empty();
        let found = match value.get_ref() {
            DeValue::Table(inner) if !(inner_is_inline(inner, &span) && around) => {
                open_value(inner, at)
            }
            DeValue::Array(items) if !around => {
                items.iter().find_map(|item| match item.get_ref() {
                    DeValue::Table(inner) => open_value(inner, at),
                    _ => None,
                })
            }
            DeValue::Array(items) if items.iter().any(|item| item.span().start == span.start) => {
                items.iter().find_map(|item| match item.get_ref() {
                    DeValue::Table(inner) => open_value(inner, at),
                    _ => None,
                })
            }
            DeValue::Table(_) | DeValue::Array(_) | DeValue::String(_) if around => {
                Some(span.start)
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether all that a table holds stands within its span: a header's span is the header alone.
fn inner_is_inline(inner: &DeTable<'_>, span: &Span) -> bool {
    inner.iter().all(|(key, _)| span.start <= key.span().start && key.span().end <= span.end)
        && inner.iter().next().is_some_and(|(key, _)| key.span() != *span)
}

/// A bracket without its counterpart.
enum Unmatched {
    /// The other kind of closing bracket meets it.
    Met { open: usize, closer: usize },
    /// Nothing closes it.
    Open(usize),
}

/// The first bracket that is met by the wrong closer, else the last that nothing closes.
fn unmatched(piece: &str) -> Option<Unmatched> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote: Option<char> = None;
    let mut comment = false;
    let mut escaped = false;
    for (at, c) in piece.char_indices() {
        match (c, quote) {
            ('\n', _) => (quote, comment, escaped) = (None, false, false),
            _ if comment => (),
            (c, Some(end)) if c == end && !escaped => quote = None,
            ('\\', Some('"')) => escaped = !escaped,
            (_, Some(_)) => escaped = false,
            ('"' | '\'', None) => quote = Some(c),
            ('#', None) => comment = true,
            ('[', None) => open.push((at, ']')),
            ('{', None) => open.push((at, '}')),
            (']' | '}', None) => match open.pop() {
                Some((open, wanted)) if wanted != c => {
                    return Some(Unmatched::Met { open, closer: at });
                }
                _ => (),
            },
            _ => (),
        }
    }
    open.pop().map(|(at, _)| Unmatched::Open(at))
}

fn line_around(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

/// Where the next header begins, or the text ends.
fn next_header(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if at > from && line.trim_start().starts_with('[') {
            return at;
        }
        at += line.len();
    }
    at
}

/// Whether the reader gave up somewhere.
pub(super) fn is_lost(errors: &[Error]) -> bool {
    const KINDS: [&str; 4] =
        ["cannot recurse", "recursion limit", "missing key", "missing assignment"];
    errors.iter().any(|error| {
        structural(error).is_some() || KINDS.iter().any(|kind| error.message().starts_with(kind))
    })
}

/// Where values cannot be trusted, sorted.
pub(super) fn broken_places(errors: &[Error]) -> Vec<Span> {
    let faulty = errors.iter().filter(|error| !is_duplicate(error.message()));
    let mut places: Vec<Span> = faulty.filter_map(Error::span).collect();
    places.sort_by_key(|span| span.start);
    places
}

fn is_duplicate(message: &str) -> bool {
    message == "duplicate key" || message.starts_with("cannot extend value")
}

/// The remaining faults in our words, one for each line, but each unquoted word.
pub(super) fn explain(text: &str, root: &DeTable<'_>, errors: &[Error]) -> Vec<Diagnostic> {
    let mut sorted: Vec<&Error> = errors.iter().collect();
    sorted.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut lines = HashSet::new();
    let mut faults = Vec::new();
    for error in sorted {
        let span = error.span().unwrap_or(0..0);
        let span = text.floor_char_boundary(span.start)..text.ceil_char_boundary(span.end);
        let message = error.message();
        let first = lines.insert((line_around(text, span.start).start, is_duplicate(message)));
        if is_duplicate(message) {
            faults.push(explain_duplicate(text, root, span));
        } else if (message.starts_with("string values") && !span.is_empty())
            // A word that begins like `true`, `false`, `nan` or `inf`.
            || message.starts_with("invalid boolean, expected")
            || message.starts_with("invalid float, expected")
        {
            faults.push(unquoted(text, span));
        } else if first {
            faults.push(other(message, text, span));
        }
    }
    faults.dedup();
    faults
}

/// `storm = 1/3`, `weight = high`
fn unquoted(text: &str, span: Span) -> Diagnostic {
    let written = text[span.clone()].trim();
    if let Some(space) = written.rfind(char::is_whitespace)
        && text[span.end..].trim_start().starts_with('=')
    {
        let key = written[space..].trim_start();
        let start = span.start + text[span.clone()].rfind(key).unwrap_or(0);
        let message = format!("a comma is missing before `{key}`");
        return fault("E001", start..start + key.len(), message).label("write `,` before it");
    }
    let shown: String = written.chars().take(40).collect();
    let quoted = format!("\"{}\"", shown.replace('"', ""));
    let fault = fault("E001", span, format!("`{shown}` is not a TOML value"));
    let numeric = |c: char| c.is_ascii_digit() || "+-*/(). ".contains(c);
    if written.contains('/') && written.chars().all(numeric) {
        return fault.label(format!("write a ratio as a string: `{quoted}`"));
    }
    if written.contains(['+', '-', '*', '/', '(']) && written.chars().any(char::is_alphanumeric) {
        return fault.label(format!("write an expression as a string: `{quoted}`"));
    }
    if written.ends_with('%') {
        return fault.help("write a share: 40% is `0.4`");
    }
    if written.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-') {
        return fault.help("write a number such as `40` or `0.5`, or an expression in quotes");
    }
    let help = "where a number belongs, write a number, or the name of a parameter in quotes";
    fault.label(format!("write text in quotes: `{quoted}`")).help(help)
}

fn other(message: &str, text: &str, span: Span) -> Diagnostic {
    let rest_of_line = line_around(text, span.start).end;
    let found = text[span.start..rest_of_line].trim();
    let starts = |kind: &str| message.starts_with(kind);
    let at = |words: &str| fault("E001", span.clone(), words.to_owned());
    if starts("string values") {
        return at("a value is missing after `=`").help("write a number, or text in quotes");
    }
    if starts("invalid unquoted key") {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let start = before.trim_end_matches(continues_id).len();
        let end = span.end + (after.len() - after.trim_start_matches(continues_id).len());
        let key = &text[start..end];
        let message = format!("the key `{key}` needs quotes");
        return fault("E001", start..end, message).label(format!("write `\"{key}\"`"));
    }
    if starts("unquoted keys cannot be empty") {
        return at("a key is missing before `=`").help("write `key = value`");
    }
    if starts("invalid basic string") || starts("invalid literal string") {
        return at("this text does not end").label("write the closing quote");
    }
    if starts("unexpected key or value") {
        let shown: String = found.chars().take(30).collect();
        return at(&format!("`{shown}` follows a complete value"))
            .help("one `key = value` to a line; thousands have no comma; a decimal has a point");
    }
    if starts("missing comma") {
        return at("a comma is missing").label("write `,` here");
    }
    if starts("extra comma") {
        return at("a comma too many").label("leave it out");
    }
    if starts("unexpected leading zero") {
        return at("a number does not begin with `0`").help("write `7`, not `07`");
    }
    if starts("invalid mantissa") || starts("invalid fraction") {
        return at("a decimal has digits on both sides of its point").help("write `0.5` and `5.0`");
    }
    if starts("missing escaped value") {
        return at("`\\` begins no known escape")
            .help("write `\\\\`, or the text in single quotes");
    }
    if message.contains("recurs") {
        return at("tables or lists are nested too deeply").help("no game needs more than five");
    }
    at(&format!("not TOML: {message}"))
        .help("`key = value`, `[table]`, text in double quotes; see https://toml.io")
}

/// A key that is given twice.
pub(super) fn duplicate(key: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let fault = fault("E006", span, format!("`{key}` is given twice"));
    match first {
        Some(first) => fault
            .related("first defined here", first)
            .help("keep one of the two, or put what they hold together"),
        None => fault.help("it is defined above already; put what they hold together"),
    }
}

fn explain_duplicate(text: &str, root: &DeTable<'_>, span: Span) -> Diagnostic {
    let key = text[span.clone()].trim_matches(['"', '\'']);
    let line = line_around(text, span.start);
    let first = if text[line.clone()].trim_start().starts_with('[') {
        same_header(text, line, &span).or_else(|| last_key(root, key, span.start))
    } else {
        last_key(container(text, root, span.start), key, span.start)
    };
    duplicate(key, span, first)
}

/// The key in the first header above that reads like this one.
fn same_header(text: &str, line: Span, span: &Span) -> Option<Span> {
    let path = |line: &str| {
        let header = line.split('#').next().unwrap_or_default().trim();
        header.trim_matches(['[', ']']).replace(char::is_whitespace, "")
    };
    let wanted = path(&text[line.clone()]);
    let mut at = 0;
    for above in text[..line.start].split_inclusive('\n') {
        if above.trim_start().starts_with('[') && path(above) == wanted {
            let key = &text[span.clone()];
            let start = at + above.rfind(key)?;
            return Some(start..start + key.len());
        }
        at += above.len();
    }
    None
}

/// The table to which a key at this byte belongs: the inline table around it, else that of the
/// nearest header above.
fn container<'a, 'i>(text: &str, root: &'a DeTable<'i>, at: usize) -> &'a DeTable<'i> {
    let mut best: (usize, &DeTable<'_>) = (0, root);
    let mut open = vec![root];
    while let Some(table) = open.pop() {
        for (_, value) in table {
            let items: Vec<_> = match value.get_ref() {
                DeValue::Array(items) => items.iter().collect(),
                _ => vec![value],
            };
            for item in items {
                let DeValue::Table(inner) = item.get_ref() else { continue };
                open.push(inner);
                let span = item.span();
                // Dotted keys make tables as well, whose span is the key: no table of their own.
                let real = inner_is_inline(inner, &span);
                let header = !real && span.end <= at && text[span.start..].starts_with('[');
                if (header || real && span.contains(&at)) && span.start >= best.0 {
                    best = (span.start, inner);
                }
            }
        }
    }
    best.1
}

/// The last key with this name before a byte, in a table and what it holds.
fn last_key(table: &DeTable<'_>, key: &str, before: usize) -> Option<Span> {
    let mut last: Option<Span> = None;
    let mut open = vec![table];
    while let Some(table) = open.pop() {
        for (name, value) in table {
            let span = name.span();
            let later = last.as_ref().is_none_or(|last| last.start < span.start);
            if name.get_ref() == key && span.start < before && later {
                last = Some(span);
            }
            if let DeValue::Table(inner) = value.get_ref() {
                open.push(inner);
            }
        }
    }
    last
}
