//! Aligned tables. What does not fit side by side is wrapped inside its column; what does not
//! even fit so is written row by row, each number behind the title of its column.

use unicode_width::UnicodeWidthStr;

use super::{Line, indented, pieces_width, wrapped};
use crate::report::Style;
use crate::report::content::{Cell, Column, ColumnKind, Look, Table, Text};

/// Between two columns.
const GAP: usize = 2;

/// Bars are left out on narrower screens.
const LEAST_WIDTH_FOR_BARS: usize = 80;

/// On narrower screens, details stand on lines of their own.
const LEAST_WIDTH_FOR_DETAILS: usize = 60;

/// A column of words is not made narrower than this.
const NARROWEST_WORDS: usize = 10;

/// Nor is a column of numbers, for the sake of its title.
const NARROWEST_TITLE: usize = 10;

/// A column of details is not made narrower than this.
const NARROWEST_DETAILS: usize = 30;

/// The lines of a table that stands `indent` columns in.
pub(super) fn lay_out(table: &Table, indent: usize, width: usize, style: &Style) -> Vec<Line> {
    let shown = |at: &usize| {
        !table.is_blank(*at)
            && (table.columns[*at].kind != ColumnKind::Bar || width >= LEAST_WIDTH_FOR_BARS)
    };
    let mut columns: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
    let bars = Bars::of(table, width);
    let mut grid = Grid { table, details: Vec::new(), bars, indent, width, style };
    let is = |at: usize, kind| table.columns[at].kind == kind;
    let is_detail = |at: &usize| is(*at, ColumnKind::Details);
    let is_bar = |at: &usize| is(*at, ColumnKind::Bar);
    while !grid.fits(&columns)
        && let Some(last) = columns.iter().rposition(|&at| is(at, ColumnKind::Extra))
    {
        columns.remove(last);
    }
    if width < LEAST_WIDTH_FOR_DETAILS && !grid.fits(&columns) {
        grid.details = columns.extract_if(.., |at| is_detail(at)).collect();
    }
    if grid.widths(&columns).is_none() {
        columns.retain(|at| !is_bar(at));
    }
    if grid.widths(&columns).is_none() {
        grid.details.extend(columns.extract_if(.., |at| is_detail(at)));
    }
    match grid.widths(&columns) {
        Some(widths) => grid.aligned(&columns, &widths),
        None => grid.stacked(&columns),
    }
}

struct Grid<'a> {
    table: &'a Table,
    /// The columns that stand on lines of their own.
    details: Vec<usize>,
    bars: Bars,
    indent: usize,
    width: usize,
    style: &'a Style,
}

impl Grid<'_> {
    fn column(&self, at: usize) -> &Column {
        &self.table.columns[at]
    }

    /// Whether the columns fit side by side without any wrapping.
    fn fits(&self, columns: &[usize]) -> bool {
        let natural: usize = columns.iter().map(|&at| self.natural_width(at)).sum();
        self.indent + natural + GAP * columns.len().saturating_sub(1) <= self.width
    }

    /// How wide each column is; nothing if they do not fit side by side.
    fn widths(&self, columns: &[usize]) -> Option<Vec<usize>> {
        let natural: Vec<usize> = columns.iter().map(|&at| self.natural_width(at)).collect();
        let least = |(&at, &natural): (&usize, &usize)| match self.column(at).kind {
            ColumnKind::Words => natural.min(NARROWEST_WORDS.max(self.longest_word(at).min(20))),
            ColumnKind::Details => natural.min(NARROWEST_DETAILS),
            ColumnKind::Number | ColumnKind::Extra | ColumnKind::Group => {
                self.cells_width(at).max(natural.min(NARROWEST_TITLE))
            }
            ColumnKind::Numbers | ColumnKind::Bar => natural,
        };
        let least: Vec<usize> = columns.iter().zip(&natural).map(least).collect();
        let gaps = GAP * columns.len().saturating_sub(1);
        let room = self.width.checked_sub(self.indent + gaps)?;
        let mut widths = natural;
        while widths.iter().sum::<usize>() > room {
            let shrinkable = (0..widths.len()).filter(|&at| widths[at] > least[at]);
            let widest = shrinkable.max_by_key(|&at| widths[at])?;
            widths[widest] -= 1;
        }
        Some(widths)
    }

    fn natural_width(&self, at: usize) -> usize {
        self.cells_width(at).max(self.column(at).title.width())
    }

    fn cells_width(&self, at: usize) -> usize {
        let cell = |row: &Vec<Cell>| match row.get(at) {
            Some(Cell::Text(text)) => text.width(),
            Some(Cell::Bar(_)) => self.bars.width(),
            None => 0,
        };
        self.table.rows.iter().map(cell).max().unwrap_or(0)
    }

    fn longest_word(&self, at: usize) -> usize {
        let texts = self.table.rows.iter().filter_map(|row| row.get(at)).map(Cell::text);
        let texts = texts.chain([self.column(at).title.clone()]);
        let longest = |text: Text| {
            text.as_string().split(' ').map(UnicodeWidthStr::width).max().unwrap_or_default()
        };
        texts.map(longest).max().unwrap_or_default()
    }

    fn aligned(&self, columns: &[usize], widths: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        if self.table.has_titles() {
            let title = |(&at, &width): (&usize, &usize)| wrapped(&self.column(at).title, width, 0);
            let titles: Vec<_> = columns.iter().zip(widths).map(title).collect();
            lines.extend(self.row(columns, widths, &titles));
        }
        for (number, row) in self.table.rows.iter().enumerate() {
            let above = number.checked_sub(1).map(|above| &self.table.rows[above]);
            let cell = |(&at, &width): (&usize, &usize)| match row.get(at) {
                Some(Cell::Text(text)) if self.repeats(at, text, above) => Vec::new(),
                Some(Cell::Text(text)) => wrapped(text, width, 0),
                Some(Cell::Bar(value)) => vec![self.bars.line(*value, self.style.ascii)],
                None => Vec::new(),
            };
            let cells: Vec<_> = columns.iter().zip(widths).map(cell).collect();
            lines.extend(self.row(columns, widths, &cells));
            lines.extend(self.apart(row));
        }
        lines
    }

    /// Whether a cell says only what stands above it already.
    fn repeats(&self, at: usize, text: &Text, above: Option<&Vec<Cell>>) -> bool {
        let above = above.and_then(|row| row.get(at)).map(Cell::text);
        self.column(at).kind == ColumnKind::Group && above.as_ref() == Some(text)
    }

    /// One row; a cell may have several lines.
    fn row(&self, columns: &[usize], widths: &[usize], cells: &[Vec<Line>]) -> Vec<Line> {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |number: usize| {
            let mut line: Line = vec![(Look::Plain, " ".repeat(self.indent))];
            for ((at, &width), cell) in columns.iter().zip(widths).zip(cells) {
                let content = cell.get(number).cloned().unwrap_or_default();
                let blank = width.saturating_sub(pieces_width(&content));
                let right = self.column(*at).kind.is_number();
                let (before, after) = if right { (blank, 0) } else { (0, blank) };
                line.push((Look::Plain, " ".repeat(before)));
                line.extend(content);
                line.push((Look::Plain, " ".repeat(after + GAP)));
            }
            line
        };
        (0..height).map(line).collect()
    }

    /// The details of a row, on lines of their own.
    fn apart(&self, row: &[Cell]) -> Vec<Line> {
        let indent = 2 * self.indent;
        let details = self.details.iter().filter_map(|&at| row.get(at)).map(Cell::text);
        let details = details.filter(|text| !text.is_empty());
        let lines = details.flat_map(|text| wrapped(&text, self.width - indent, 0));
        lines.map(|line| indented(indent, line)).collect()
    }

    /// Each row as a paragraph: the words, then each number behind the title of its column.
    fn stacked(&self, columns: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        for row in &self.table.rows {
            let cell = |&at: &usize| {
                let text = row.get(at).map(Cell::text).filter(|text| !text.is_empty())?;
                let title = match self.column(at).kind {
                    kind if (kind.is_number() || kind == ColumnKind::Numbers)
                        && !self.column(at).title.is_empty() =>
                    {
                        self.column(at).title.clone().and(Look::Plain, " ")
                    }
                    _ => Text::new(),
                };
                let whole = title.then(text.without_margin());
                let number = self.column(at).kind.is_number();
                Some(if number { whole.unbroken() } else { whole })
            };
            let text = Text::join(columns.iter().filter_map(cell), "  ");
            for (number, line) in
                wrapped(&text, self.width - self.indent, 2).into_iter().enumerate()
            {
                lines.push(indented(self.indent + if number == 0 { 0 } else { 2 }, line));
            }
            lines.extend(self.apart(row));
        }
        lines
    }
}

/// Bars to both sides of an axis, all to one scale.
struct Bars {
    left: usize,
    right: usize,
    /// Columns for each unit.
    scale: f64,
}

/// A bar may take one column in this many of the screen's.
const BAR_SHARE: usize = 5;

/// No bar area is wider than this.
const WIDEST_BARS: usize = 24;

impl Bars {
    fn of(table: &Table, width: usize) -> Bars {
        let own = table.rows.iter().flatten().filter_map(|cell| match cell {
            Cell::Bar(value) => Some(value),
            Cell::Text(_) => None,
        });
        let values = own.chain(&table.other_bars).copied().filter(|value| value.is_finite());
        let (low, high) =
            values.fold((0f64, 0f64), |(low, high), value| (low.min(value), high.max(value)));
        let room = (width / BAR_SHARE).min(WIDEST_BARS);
        let span = high - low;
        if span <= 0.0 || !span.is_finite() {
            return Bars { left: 0, right: 0, scale: 0.0 };
        }
        let scale = units(room) / span;
        Bars { left: columns(-low * scale), right: columns(high * scale), scale }
    }

    fn width(&self) -> usize {
        self.left + 1 + self.right
    }

    fn line(&self, value: f64, ascii: bool) -> Line {
        let length = value.abs() * self.scale;
        let bar = if value < 0.0 { leftwards(length, ascii) } else { rightwards(length, ascii) };
        let blank = |room: usize| (Look::Plain, " ".repeat(room.saturating_sub(bar.width())));
        let axis = (Look::Dim, if ascii { "|" } else { "│" }.to_string());
        if value < 0.0 {
            let right = (Look::Plain, " ".repeat(self.right));
            vec![blank(self.left), (Look::Loss, bar), axis, right]
        } else {
            let after = blank(self.right);
            vec![(Look::Plain, " ".repeat(self.left)), axis, (Look::Gain, bar), after]
        }
    }
}

/// A bar in eighths of a column.
fn rightwards(length: f64, ascii: bool) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if ascii {
        return "#".repeat(whole(length.round()));
    }
    let eighths = whole((length * 8.0).round());
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// A bar in halves of a column: there are no eighths that grow leftwards.
fn leftwards(length: f64, ascii: bool) -> String {
    if ascii {
        return "#".repeat(whole(length.round()));
    }
    let halves = whole((length * 2.0).round());
    format!("{}{}", if halves % 2 == 1 { "▐" } else { "" }, "█".repeat(halves / 2))
}

fn columns(length: f64) -> usize {
    whole(length.ceil())
}

/// A small number of columns, from 0 to a screen's width.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole(length: f64) -> usize {
    length.clamp(0.0, 1000.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "a number of columns")]
fn units(columns: usize) -> f64 {
    columns as f64
}
