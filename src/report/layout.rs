//! Pages laid out for a width: wrapping, aligned tables, bars, drawings, colours. No line is
//! wider than the width, and none ends in blanks.

mod table;

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;
use super::content::{Block, Branch, Look, Page, Text, UNBROKEN};

/// Screens narrower than this are laid out as if they were this wide.
const LEAST_WIDTH: usize = 20;

/// How far the text of a section stands in.
const INDENT: usize = 2;

/// A line: pieces with their looks.
type Line = Vec<(Look, String)>;

/// The page as text.
pub(super) fn render(page: &Page, style: &Style) -> String {
    let mut sheet = Sheet { style, lines: Vec::new() };
    for block in &page.blocks {
        sheet.block(block);
    }
    sheet.finish()
}

/// A text in lines of at most `width` columns.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let joined = |line: Line| line.into_iter().map(|(_, text)| text).collect();
    wrapped(&Text::plain(text), width.max(LEAST_WIDTH), 0).into_iter().map(joined).collect()
}

/// Lines laid out so far.
struct Sheet<'a> {
    style: &'a Style,
    lines: Vec<Line>,
}

impl Sheet<'_> {
    fn width(&self) -> usize {
        self.style.width.max(LEAST_WIDTH)
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title { title, aside } => self.title(title, aside),
            Block::Heading { kind, rest, lead } => {
                let gap = if lead.is_empty() { "" } else { "  " };
                let kind = format!("{}{rest}", kind.to_uppercase());
                self.space();
                let text = Text::look(Look::Strong, kind).and(Look::Plain, gap);
                self.wrap(&text.then(lead.clone()), 0, INDENT);
            }
            Block::Paragraph(text) => self.wrap(text, INDENT, INDENT),
            Block::Table(table) => {
                let lines = table::lay_out(table, INDENT, self.width(), self.style);
                self.lines.extend(lines);
            }
            Block::Drawing(branches) => self.drawing(branches),
            Block::Verbatim(text) => {
                self.lines.extend(text.lines().map(|line| vec![(Look::Plain, line.into())]));
            }
            Block::Space => self.space(),
        }
    }

    fn title(&mut self, title: &Text, aside: &Text) {
        let both = title.clone().and(Look::Plain, "  ").then(aside.clone());
        if both.width() <= self.width() || aside.is_empty() {
            self.wrap(&both, 0, INDENT);
        } else {
            self.wrap(title, 0, INDENT);
            self.wrap(aside, INDENT, INDENT);
        }
    }

    /// An empty line, if the last one is not.
    fn space(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    fn wrap(&mut self, text: &Text, indent: usize, hanging: usize) {
        for (number, line) in wrapped(text, self.width() - indent, hanging).into_iter().enumerate()
        {
            let indent = indent + if number == 0 { 0 } else { hanging };
            self.lines.push(indented(indent, line));
        }
    }

    /// Texts behind what is drawn, numbers in columns at the right; on lines of their own where
    /// they do not fit.
    fn drawing(&mut self, branches: &[Branch]) {
        let columns = branches.iter().map(|b| b.numbers.len()).max().unwrap_or(0);
        let width = |column: usize| {
            let numbers = branches.iter().filter_map(|b| b.numbers.get(column));
            numbers.map(Text::width).max().unwrap_or(0) + 2
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let ends = branches.iter().filter(|branch| !branch.numbers.is_empty());
        let left = ends.map(|b| INDENT + b.prefix.width() + b.text.width()).max().unwrap_or(0);
        let fits = left + widths.iter().sum::<usize>() <= self.width();
        for branch in branches {
            let numbers = branch.numbers.iter().enumerate();
            let aligned = numbers.fold(Text::new(), |text, (at, number)| {
                text.and(Look::Plain, " ".repeat(widths[at] - number.width())).then(number.clone())
            });
            let drawn = INDENT + branch.prefix.width() + branch.text.width();
            if fits {
                let gap = if branch.numbers.is_empty() { 0 } else { left - drawn };
                let text = branch.text.clone().and(Look::Plain, " ".repeat(gap)).then(aligned);
                self.branch(branch, &text);
            } else {
                let spaced = branch.numbers.iter().cloned();
                let numbers = Text::join(spaced, "  ");
                let gap = if numbers.is_empty() { "" } else { "  " };
                self.branch(branch, &branch.text.clone().and(Look::Plain, gap).then(numbers));
            }
        }
    }

    fn branch(&mut self, branch: &Branch, text: &Text) {
        // A deep tree on a narrow screen: what is drawn may take half the line at most.
        let limit = self.width() / 2;
        let shown = |prefix: &str| -> String {
            let skipped = prefix.width().saturating_sub(limit);
            prefix.chars().skip(skipped).collect()
        };
        let (prefix, continued) = (shown(&branch.prefix), shown(&branch.continued));
        let room = self.width() - INDENT - prefix.width().max(continued.width());
        for (number, line) in wrapped(text, room, 0).into_iter().enumerate() {
            let drawn = if number == 0 { &prefix } else { &continued };
            let mut whole = vec![(Look::Dim, drawn.clone())];
            whole.extend(line);
            self.lines.push(indented(INDENT, whole));
        }
    }

    fn finish(self) -> String {
        let mut out = String::new();
        for line in self.lines {
            print(&line, self.style, &mut out);
            out.push('\n');
        }
        out
    }
}

fn indented(indent: usize, line: Line) -> Line {
    if indent == 0 {
        return line;
    }
    std::iter::once((Look::Plain, " ".repeat(indent))).chain(line).collect()
}

/// The line, without blanks at its end.
fn print(line: &Line, style: &Style, out: &mut String) {
    let blank = |(_, text): &(Look, String)| text.trim_end_matches([' ', UNBROKEN]).is_empty();
    let end = line.iter().rposition(|piece| !blank(piece)).map_or(0, |at| at + 1);
    for (at, (look, text)) in line[..end].iter().enumerate() {
        let text = text.replace(UNBROKEN, " ");
        let text = if at + 1 == end { text.trim_end_matches(' ') } else { &text };
        match escape(*look).filter(|_| style.color) {
            // Writing to a string cannot fail.
            Some(code) => {
                let _ = write!(out, "\u{1b}[{code}m{text}\u{1b}[0m");
            }
            None => out.push_str(text),
        }
    }
}

/// The colours of stakeholders, in the palette of 256: blue, magenta, ochre, teal, violet, orange.
/// Each can be read on black and on white, and none is the green of gains or the red of losses.
const COLORS: [u8; 6] = [33, 133, 136, 30, 99, 166];
const GREEN: u8 = 28;
const RED: u8 = 160;

/// The escape code of a look.
fn escape(look: Look) -> Option<String> {
    let color = |color: u8| Some(format!("38;5;{color}"));
    match look {
        Look::Plain => None,
        Look::Strong => Some("1".into()),
        Look::Dim => Some("2".into()),
        Look::Who(who) => color(COLORS[who % COLORS.len()]),
        Look::Gain => color(GREEN),
        Look::Loss => color(RED),
        Look::Best => Some("4".into()),
    }
}

/// A word and how many spaces stand before it.
struct Word {
    gap: usize,
    pieces: Line,
}

impl Word {
    /// Whether there is nothing to see.
    fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(_, text)| text.trim_matches(UNBROKEN).is_empty())
    }

    fn width(&self) -> usize {
        pieces_width(&self.pieces)
    }
}

fn pieces_width(pieces: &[(Look, String)]) -> usize {
    pieces.iter().map(|(_, text)| text.as_str()).collect::<String>().width()
}

/// The text in lines of at most `width` columns; those after the first have `hanging` fewer.
/// Empty only if the text is.
fn wrapped(text: &Text, width: usize, hanging: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    let narrow = width.saturating_sub(hanging).max(1);
    for word in words(text, narrow) {
        let room = if lines.len() <= 1 { width } else { narrow };
        match lines.last_mut() {
            Some(line) if used + word.gap + word.width() <= room => {
                used += word.gap + word.width();
                line.push((Look::Plain, " ".repeat(word.gap)));
                line.extend(word.pieces);
            }
            _ => {
                // Spaces at the start of the text are meant; those at a break are not.
                let blank = width.saturating_sub(word.width());
                let gap = if lines.is_empty() { word.gap.min(blank) } else { 0 };
                used = gap + word.width();
                lines.push(indented(gap, word.pieces));
            }
        }
    }
    lines
}

/// The words of a text, none wider than `limit`. Unbroken spaces alone are no word, but a gap.
fn words(text: &Text, limit: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word { gap: 0, pieces: Vec::new() };
    for (look, piece) in &text.0 {
        for part in piece.split_inclusive(' ') {
            let body = part.trim_end_matches(' ');
            if !body.is_empty() {
                word.pieces.push((*look, body.into()));
            }
            if part.ends_with(' ') {
                let next = if word.is_blank() { word.gap + word.width() } else { 0 };
                let ended =
                    std::mem::replace(&mut word, Word { gap: next + 1, pieces: Vec::new() });
                words.push(ended);
            }
        }
    }
    words.push(word);
    let seen = words.into_iter().filter(|word| !word.is_blank());
    seen.flat_map(|word| fitting(word, limit)).collect()
}

/// The word, in parts if it is wider than the limit: at its unbroken spaces, else anywhere.
fn fitting(word: Word, limit: usize) -> Vec<Word> {
    if word.width() <= limit {
        return vec![word];
    }
    let spaced = |(_, text): &(Look, String)| text.contains(UNBROKEN);
    if word.pieces.iter().any(spaced) {
        let broken = word.pieces.into_iter().map(|(look, t)| (look, t.replace(UNBROKEN, " ")));
        let mut parts = words(&Text(broken.collect()), limit);
        if let Some(first) = parts.first_mut() {
            first.gap = word.gap;
        }
        return parts;
    }
    cut(&word, limit)
}

fn cut(word: &Word, limit: usize) -> Vec<Word> {
    let mut parts = vec![Word { gap: word.gap, pieces: Vec::new() }];
    let mut used = 0;
    for (look, text) in &word.pieces {
        for c in text.chars() {
            let width = c.width().unwrap_or(0);
            if used + width > limit {
                parts.push(Word { gap: 0, pieces: Vec::new() });
                used = 0;
            }
            used += width;
            if let Some(part) = parts.last_mut() {
                match part.pieces.last_mut() {
                    Some((last, piece)) if last == look => piece.push(c),
                    _ => part.pieces.push((*look, c.into())),
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize, hanging: usize) -> Vec<String> {
        let line = |line: Line| line.into_iter().map(|(_, text)| text).collect();
        wrapped(&Text::plain(text), width, hanging).into_iter().map(line).collect()
    }

    /// The relative luminance of a colour of the palette's cube, as WCAG 2 defines it.
    fn luminance(color: u8) -> f64 {
        let level = |step: u8| {
            let level = if step == 0 { 0.0 } else { f64::from(55 + 40 * step) / 255.0 };
            if level <= 0.03928 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
        };
        let cube = color - 16;
        0.2126 * level(cube / 36) + 0.7152 * level(cube / 6 % 6) + 0.0722 * level(cube % 6)
    }

    #[test]
    fn colours_differ_and_can_be_read_on_light_and_on_dark_ground() {
        let all: Vec<u8> = COLORS.into_iter().chain([GREEN, RED]).collect();
        for (at, &color) in all.iter().enumerate() {
            assert!(!all[..at].contains(&color), "{color}");
            let luminance = luminance(color);
            let contrasts = [(luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05)];
            assert!(contrasts.iter().all(|&contrast| contrast >= 3.0), "{color}: {contrasts:?}");
        }
    }

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(lines("one two  three", 9, 2), ["one two", "three"]);
        assert_eq!(lines("one two  three", 14, 2), ["one two  three"]);
        assert_eq!(lines("a 漢字漢字 b", 6, 0), ["a", "漢字漢", "字 b"]);
        assert_eq!(lines("x a\u{a0}b y", 4, 0), ["x", "a\u{a0}b", "y"]);
        assert_eq!(lines("a\u{a0}bcd", 3, 0), ["a", "bcd"]);
        assert_eq!(lines("abc \u{a0} ", 3, 0), ["abc"]);
        assert_eq!(lines("a \u{a0} b", 6, 0), ["a   b"]);
        assert_eq!(lines("a  b", 6, 0), ["a  b"]);
    }

    #[test]
    fn escape_codes_in_the_users_words_are_not_printed() {
        let page = Page { blocks: vec![Block::Paragraph(Text::plain("a\u{1b}[31m\nb  "))] };
        assert_eq!(render(&page, &Style::default()), "  a\u{fffd}[31m b\n");
    }
}
