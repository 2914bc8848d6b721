//! What a screen says, before anybody knows how wide it is: headings, paragraphs, tables.

use unicode_width::UnicodeWidthStr;

/// A space at which no line is broken unless the phrase is wider than the line.
pub(super) const UNBROKEN: char = '\u{a0}';

/// How a piece of text looks. Colour never carries meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    Dim,
    /// In the colour of a stakeholder.
    Who(usize),
    Gain,
    Loss,
    /// Underlined: a best response.
    Best,
}

/// A text in pieces of different looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) Vec<(Look, String)>);

impl Text {
    pub(super) fn new() -> Text {
        Text::default()
    }

    pub(super) fn plain(text: impl AsRef<str>) -> Text {
        Text::new().and(Look::Plain, text)
    }

    pub(super) fn look(look: Look, text: impl AsRef<str>) -> Text {
        Text::new().and(look, text)
    }

    /// This text and one more piece.
    pub(super) fn and(mut self, look: Look, text: impl AsRef<str>) -> Text {
        if !text.as_ref().is_empty() {
            self.0.push((look, clean(text.as_ref())));
        }
        self
    }

    /// This text and another.
    pub(super) fn then(mut self, other: Text) -> Text {
        self.0.extend(other.0);
        self
    }

    /// The same text without a place where a line may be broken.
    pub(super) fn unbroken(mut self) -> Text {
        for (_, text) in &mut self.0 {
            *text = text.replace(' ', &UNBROKEN.to_string());
        }
        self
    }

    /// The same text without the blank pieces at its start.
    pub(super) fn without_margin(self) -> Text {
        let blank = |(_, text): &(Look, String)| text.chars().all(char::is_whitespace);
        Text(self.0.into_iter().skip_while(blank).collect())
    }

    /// Whether there is nothing to see.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.chars().all(char::is_whitespace))
    }

    /// The columns it takes on one line.
    pub(super) fn width(&self) -> usize {
        self.as_string().width()
    }

    /// The text alone.
    pub(super) fn as_string(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Texts with something between them.
    pub(super) fn join(texts: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut texts = texts.into_iter();
        let first = texts.next().unwrap_or_default();
        texts.fold(first, |joined, text| joined.and(Look::Plain, between).then(text))
    }
}

/// The text as it may be printed: line breaks are spaces, other controls (escape codes, marks
/// that turn the direction of the line) are shown as unknown characters.
pub(super) fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(shown).collect()
}

/// One screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
}

/// A part of a screen.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// The first line: what it is about, and what is known.
    Title { title: Text, aside: Text },
    /// `OUTCOME  A standoff: …`: the kind of section, the rest of its name, and what it says.
    Heading { kind: String, rest: String, lead: Text },
    /// A paragraph of a section; lines after the first stand further in.
    Paragraph(Text),
    /// A table of a section.
    Table(Table),
    /// Lines that keep their shape: a prefix that draws, a text, and numbers on the right.
    Drawing(Vec<Branch>),
    /// Lines that are printed as they are.
    Verbatim(String),
    /// An empty line.
    Space,
}

/// A line of a drawing.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    /// What is drawn before the text.
    pub(super) prefix: String,
    /// What is drawn before the text on further lines.
    pub(super) continued: String,
    /// The text.
    pub(super) text: Text,
    /// The numbers at the end, one column each.
    pub(super) numbers: Vec<Text>,
}

impl Page {
    pub(super) fn heading(&mut self, kind: &str, rest: &str, lead: Text) {
        let (kind, rest) = (clean(kind), clean(rest));
        self.blocks.push(Block::Heading { kind, rest, lead });
    }

    pub(super) fn paragraph(&mut self, text: Text) {
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    pub(super) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    pub(super) fn space(&mut self) {
        self.blocks.push(Block::Space);
    }
}

/// A table. Columns without any content are not shown.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Lengths of bars elsewhere on the screen: one scale for all.
    pub(super) other_bars: Vec<f64>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What stands above it.
    pub(super) title: Text,
    pub(super) kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Words, on the left; wrapped where the screen is narrow.
    Words,
    /// Numbers, on the right, never broken.
    Number,
    /// The same, where there is room; the last one goes first.
    Extra,
    /// The same, but a number that stands above already is not repeated below.
    Group,
    /// Several numbers aligned among themselves, on the left, never broken.
    Numbers,
    /// Bars, where there is room.
    Bar,
    /// Words that have lines of their own on a narrow screen.
    Details,
}

impl ColumnKind {
    /// Whether numbers stand in it, each for itself, on the right.
    pub(super) fn is_number(self) -> bool {
        matches!(self, ColumnKind::Number | ColumnKind::Extra | ColumnKind::Group)
    }
}

/// What stands in a table.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(Text),
    /// The length of a bar, negative to the left.
    Bar(f64),
}

impl From<Text> for Cell {
    fn from(text: Text) -> Cell {
        Cell::Text(text)
    }
}

impl Cell {
    /// The text; nothing for a bar.
    pub(super) fn text(&self) -> Text {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Bar(_) => Text::new(),
        }
    }
}

impl Table {
    /// A table of these kinds of columns, without titles.
    pub(super) fn new(kinds: &[ColumnKind]) -> Table {
        let column = |&kind| Column { title: Text::new(), kind };
        let columns = kinds.iter().map(column).collect();
        Table { columns, rows: Vec::new(), other_bars: Vec::new() }
    }

    /// A table with titles.
    pub(super) fn titled(columns: Vec<(Text, ColumnKind)>) -> Table {
        let column = |(title, kind)| Column { title, kind };
        let columns = columns.into_iter().map(column).collect();
        Table { columns, rows: Vec::new(), other_bars: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Whether nothing stands in a column.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        let blank = |cell: &Cell| matches!(cell, Cell::Text(text) if text.is_empty());
        self.rows.iter().all(|row| row.get(column).is_none_or(blank))
    }

    pub(super) fn has_titles(&self) -> bool {
        self.columns.iter().any(|column| !column.title.is_empty())
    }
}
