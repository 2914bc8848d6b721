//! `explain`: a page of the book on a screen. Of Markdown it knows what those pages use:
//! headings, paragraphs, lists, fences, emphasis, code, links and remarks that are not shown.

use unicode_width::UnicodeWidthStr;

use crate::report::Style;
use crate::report::content::{Block, Branch, ColumnKind, Look, Page, Table, Text};
use crate::report::pages::{self, Entry, Kind};

/// The folder of the book's reference, which links are relative to.
const FOLDER: [&str; 3] = ["docs", "src", "reference"];

/// How far code stands in.
const MARGIN: usize = 4;

/// A page on a code or a term.
pub(in crate::report) fn entry(entry: &Entry, style: &Style) -> Page {
    let gist = if entry.gist.is_empty() { String::new() } else { format!(": {}", entry.gist) };
    let title = Text::look(Look::Strong, entry.name).and(Look::Strong, gist);
    let mut page = Page { blocks: vec![Block::Title { title, aside: Text::new() }] };
    body(&mut page, entry.body, style);
    page
}

/// The Markdown of a page of the book.
pub(super) fn body(page: &mut Page, text: &str, style: &Style) {
    let body = match (style.ascii, style.unicode_minus) {
        (true, _) => ascii(text),
        (false, true) => text.to_string(),
        (false, false) => text.replace('−', "-"),
    };
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let code = std::iter::from_fn(|| lines.next_if(|line| !line.starts_with("```")));
            let code: Vec<&str> = code.collect();
            lines.next();
            fence(page, info, &code, style);
        } else if line.starts_with('#') {
            let heading = line.split(" {#").next().unwrap_or(line).trim_start_matches(['#', ' ']);
            draw(page, "", "", inline_as(Look::Strong, heading));
        } else if line.starts_with("<!--") {
            let mut ended = line.ends_with("-->");
            while !ended {
                ended = lines.next().is_none_or(|line| line.ends_with("-->"));
            }
        } else if line.is_empty() {
            page.space();
        } else {
            let more = std::iter::from_fn(|| lines.next_if(|line| continues(line)));
            let text = std::iter::once(line).chain(more).collect::<Vec<_>>().join(" ");
            paragraph(page, &text);
        }
    }
}

/// Every code and every term, to choose from.
pub(in crate::report) fn list(style: &Style) -> Page {
    let mut page = Page::default();
    let entries = pages::all();
    page.heading("Codes", "", Text::look(Look::Dim, "standoff explain CODE"));
    let mut codes = Table::new(&[ColumnKind::Words, ColumnKind::Words]);
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Code) {
        let gist = if style.ascii { ascii(entry.gist) } else { entry.gist.to_string() };
        codes.row(vec![Text::plain(entry.name).into(), inline(&gist).into()]);
    }
    page.table(codes);
    page.heading("Terms", "", Text::look(Look::Dim, "standoff explain TERM"));
    let terms = entries.iter().filter(|entry| entry.kind == Kind::Term);
    let dot = if style.ascii { " - " } else { " · " };
    page.paragraph(Text::join(terms.map(|term| Text::plain(term.name).unbroken()), dot));
    page
}

/// Whether a line goes on with the paragraph or the entry of a list above it.
fn continues(line: &str) -> bool {
    !line.is_empty() && !["```", "- ", "| ", "#", "<!--"].iter().any(|mark| line.starts_with(mark))
}

fn paragraph(page: &mut Page, text: &str) {
    match text.strip_prefix("- ") {
        Some(item) => draw(page, "- ", "  ", inline(item)),
        // Not as a paragraph, whose further lines would stand in.
        None => draw(page, "", "", inline(text)),
    }
}

/// A file or commands as they are, at the left edge if they fit nowhere else; where they are wider
/// than the screen, their lines are wrapped.
fn fence(page: &mut Page, info: &str, code: &[&str], style: &Style) {
    if let Some((_, name)) = info.split_once("file=") {
        draw(page, "", "", Text::look(Look::Dim, format!("{name}:")));
    }
    let widest = code.iter().map(|line| line.width()).max().unwrap_or(0);
    if widest + MARGIN > style.width && widest <= style.width {
        return page.blocks.push(Block::Verbatim(code.join("\n")));
    }
    for line in code {
        if line.is_empty() {
            page.space();
            continue;
        }
        let look = if line.starts_with("$ ") { Look::Strong } else { Look::Plain };
        draw(page, "  ", "    ", Text::look(look, line));
    }
}

fn draw(page: &mut Page, prefix: &str, continued: &str, text: Text) {
    // A line without any word would not be drawn at all.
    let text = if text.is_empty() { Text::plain("\u{a0}") } else { text };
    let (prefix, continued) = (prefix.to_string(), continued.to_string());
    let branch = Branch { prefix, continued, text, numbers: Vec::new() };
    match page.blocks.last_mut() {
        Some(Block::Drawing(branches)) => branches.push(branch),
        _ => page.blocks.push(Block::Drawing(vec![branch])),
    }
}

/// A text with its code, emphasis and links.
fn inline(text: &str) -> Text {
    let mut shown = Text::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[', '\\']) {
        shown = shown.and(Look::Plain, &rest[..at]);
        let (piece, length) = marked(&rest[at..]);
        shown = shown.then(piece);
        rest = &rest[at + length..];
    }
    shown.and(Look::Plain, rest)
}

/// The piece that a mark begins, and how many bytes it takes.
fn marked(text: &str) -> (Text, usize) {
    let between = |open: &str, close: &str| {
        let body = text.strip_prefix(open)?;
        let end = body.find(close).filter(|&end| end > 0)?;
        Some((&body[..end], open.len() + end + close.len()))
    };
    if let Some((_, length)) = between("`", "`") {
        return (Text::plain(&text[..length]), length);
    }
    if let Some((body, length)) = between("**", "**") {
        return (inline_as(Look::Strong, body), length);
    }
    if let Some((body, length)) = between("*", "*") {
        return (inline_as(Look::Dim, body), length);
    }
    if let Some((_, length)) = between("[", ")")
        && let Some((words, target)) = text[1..length - 1].split_once("](")
    {
        let place = place(target).map(|place| format!(" ({place})")).unwrap_or_default();
        return (inline(words).and(Look::Dim, place), length);
    }
    if let Some(escaped) = text.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
        return (Text::plain(escaped.to_string()), 1 + escaped.len_utf8());
    }
    let length = text.chars().next().map_or(text.len(), char::len_utf8);
    (Text::plain(&text[..length]), length)
}

fn inline_as(look: Look, text: &str) -> Text {
    Text(inline(text).0.into_iter().map(|(_, piece)| (look, piece)).collect())
}

/// Where a link leads; nothing for a page that `explain` shows too.
fn place(target: &str) -> Option<String> {
    if target.starts_with("http") {
        return Some(target.into());
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    if path.is_empty() || path == "codes.md" && !anchor.is_empty() {
        return None;
    }
    let mut folders = FOLDER.to_vec();
    for part in path.split('/') {
        match part {
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

/// The text for a terminal that shows nothing but ASCII.
fn ascii(text: &str) -> String {
    let shown = |c: char| match c {
        '−' | '–' | '·' => "-".into(),
        '—' => "--".into(),
        '×' => "x".into(),
        '“' | '”' => "\"".into(),
        '‘' | '’' => "'".into(),
        '…' => "...".into(),
        '→' => "->".into(),
        '≤' => "<=".into(),
        '≥' => ">=".into(),
        '±' => "+-".into(),
        c if c.is_ascii() => c.to_string(),
        _ => "?".into(),
    };
    text.chars().map(shown).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_and_not_printed() {
        let text = inline("A **b** of *c*, `d*e`, [f](#f), [g](../theory.md#g) and \\* 2 * 3.");
        let shown = "A b of c, `d*e`, f, g (docs/src/theory.md) and * 2 * 3.";
        assert_eq!(text.as_string(), shown);
    }
}
