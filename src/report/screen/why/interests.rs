//! Payoffs interest by interest: weights, scores, points, and the difference of two options.

use itertools::Itertools;

use super::view::{Column, View, dim, look, parted};
use crate::explain::why::{Contrast, InterestTrace, PayoffTrace};
use crate::number::Algebraic;
use crate::report::content::{Cell, ColumnKind, Look, Table, Text};
use crate::report::number::{self, Payoffs};

/// This many interests have a row each; the others are summed.
const MOST_INTERESTS: usize = 8;

/// One row for each interest: its weight, for each column the score and the points, and what
/// makes the difference, or without one the payoff. What is left out is summed.
pub(super) fn table(view: View, columns: &[Column], contrast: Option<&Contrast>) -> Table {
    let (who, lines) = (columns[0].1.who, &columns[0].1.lines);
    let moved: Vec<Algebraic> = match contrast {
        Some(contrast) => contrast.differences.clone(),
        None => lines.iter().map(|line| line.points.clone()).collect(),
    };
    let most = if view.style.verbose { usize::MAX } else { MOST_INTERESTS };
    let (shown, others) = parted(&moved, most);
    let rest: Algebraic = others.iter().map(|&at| &moved[at]).sum();
    let total: Algebraic = moved.iter().sum();
    let group = Payoffs::of(view.style, moved.iter().chain([&rest, &total]));
    let difference = |amount: &Algebraic| match contrast {
        Some(_) => Text::look(look(amount), group.signed(amount)),
        None => Text::new(),
    };
    let cells = columns.iter().map(|(_, trace)| Printed::new(view, trace)).collect_vec();
    let summed = |lines: &[usize]| {
        let points = |(cells, (_, trace)): (&Printed, &Column)| {
            cells.points(&lines.iter().map(|&at| &trace.lines[at].points).sum())
        };
        cells.iter().zip(columns).map(points).collect_vec()
    };
    let mut table = Table::titled(titles(columns, contrast.is_some()));
    let mut row = |name: Text, weight: Text, cells: Vec<Text>, amount: &Algebraic, bar: Cell| {
        let cells = cells.into_iter().chain([difference(amount)]);
        let words = [name, weight].into_iter().chain(cells).map(Cell::from);
        table.row(words.chain([bar]).collect());
    };
    let bar = |amount: &Algebraic| Cell::Bar(amount.to_f64());
    let whole = lines.iter().map(|line| Algebraic::from(line.share.clone())).collect_vec();
    let weights = number::shares(view.style, &[whole]).remove(0);
    for &at in &shown {
        let weight = Text::plain(&weights[at]);
        let printed = cells.iter().zip(columns).map(|(c, (_, trace))| c.line(&trace.lines[at]));
        row(view.interest(who, at), weight, printed.collect(), &moved[at], bar(&moved[at]));
    }
    if !others.is_empty() {
        row(dim("others"), Text::new(), summed(&others), &rest, bar(&rest));
    }
    let all = (0..lines.len()).collect_vec();
    row(dim("in all"), Text::new(), summed(&all), &total, Text::new().into());
    table
}

fn titles(columns: &[Column], compared: bool) -> Vec<(Text, ColumnKind)> {
    use ColumnKind::{Bar, Number, Numbers, Words};
    let mut titles = vec![(dim("interest"), Words), (dim("weight"), Number)];
    titles.extend(columns.iter().map(|(title, _)| {
        let title = if title.is_empty() { dim("score, points") } else { title.clone() };
        (title, Numbers)
    }));
    titles.push((if compared { dim("difference") } else { Text::new() }, Number));
    titles.push((Text::new(), Bar));
    titles
}

/// How the scores and points of one column are printed, each to one width.
struct Printed<'a> {
    of_scores: Payoffs<'a>,
    of_points: Payoffs<'a>,
    score_width: usize,
    points_width: usize,
}

impl<'a> Printed<'a> {
    fn new(view: View<'a>, trace: &PayoffTrace) -> Printed<'a> {
        let scores = trace.lines.iter().map(|line| &line.score);
        let points = trace.lines.iter().map(|line| &line.points).chain([&trace.payoff]);
        let of_scores = Payoffs::of(view.style, scores.clone());
        let of_points = Payoffs::of(view.style, points.clone());
        let width = |text: String| Text::plain(text).width();
        Printed {
            score_width: scores.map(|score| width(of_scores.signed(score))).max().unwrap_or(0),
            points_width: points.map(|points| width(of_points.signed(points))).max().unwrap_or(0),
            of_scores,
            of_points,
        }
    }

    fn line(&self, line: &InterestTrace) -> Text {
        self.aligned(dim(&self.of_scores.signed(&line.score)), &line.points)
    }

    /// Points without a score.
    fn points(&self, points: &Algebraic) -> Text {
        self.aligned(Text::new(), points)
    }

    fn aligned(&self, score: Text, points: &Algebraic) -> Text {
        let blank = |width: usize, text: &Text| " ".repeat(width.saturating_sub(text.width()));
        let points = Text::plain(self.of_points.signed(points));
        let before = blank(self.score_width, &score);
        let between = format!("  {}", blank(self.points_width, &points));
        Text::plain(before).then(score).and(Look::Plain, between).then(points).unbroken()
    }
}
