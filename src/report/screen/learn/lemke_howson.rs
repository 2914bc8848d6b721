//! `learn --algorithm lemke-howson`: a path of pivots, and where the other labels lead.

use itertools::Itertools;

use super::{View, next};
use crate::explain::learn::{Algorithm, LemkeHowson, Pivot, Scaled};
use crate::game::Mixture;
use crate::nash::Equilibrium;
use crate::nash::lemke_howson::{Label, Tableau};
use crate::number::{Algebraic, Rational};
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::screen::{left_out, most_rows};
use crate::report::words;

/// A tableau with more columns is not printed.
const MOST_COLUMNS: usize = 12;

/// A step with more ratios names the smallest alone.
const MOST_RATIOS: usize = 4;

pub(super) fn steps(page: &mut Page, view: View, walk: &LemkeHowson) {
    let walk = Walk { view, walk };
    walk.introduction(page);
    walk.pivots(page);
    walk.end(page);
    walk.all_labels(page);
    next(page, view, &[Algorithm::Supports]);
}

struct Walk<'a> {
    view: View<'a>,
    walk: &'a LemkeHowson,
}

impl Walk<'_> {
    /// A player of the game, of one of the two.
    fn player(&self, side: usize) -> Text {
        self.view.player(self.walk.players[side])
    }

    fn label(&self, label: Label) -> Text {
        self.view.named(self.walk.players[label.player], label.option)
    }

    /// `weight of litigate`, `slack of confine`: the variable of a label on a side.
    fn variable(&self, side: usize, label: Label) -> Text {
        let kind = if label.player == side { "weight of " } else { "slack of " };
        Text::look(Look::Dim, kind).then(self.label(label)).unbroken()
    }

    fn introduction(&self, page: &mut Page) {
        let told = "Every option is a label. A side has a label if the option is unplayed there, or \
                    is a best response to it; an equilibrium has them all. Where nobody plays \
                    anything all are there too: give up one, and restore the others one by one.";
        page.paragraph(Text::plain(told));
        let scaled = (0..2).filter_map(|side| {
            let Scaled { factor, shift } = &self.walk.scaled[side];
            let times = words::times(self.view.style);
            let how = match (factor.is_one(), shift.is_zero()) {
                (true, true) => return None,
                (true, false) => format!("u + {shift}"),
                (false, true) => format!("{factor}{times}u"),
                (false, false) => format!("{factor}{times}u + {shift}"),
            };
            let how = number::with_minus(self.view.style, &how.replace("+ -", "- "));
            Some(self.player(side).and(Look::Plain, " ").and(Look::Plain, how).unbroken())
        });
        let scaled = scaled.collect_vec();
        if !scaled.is_empty() {
            let why =
                Text::plain("Payoffs u as whole numbers from 1 up, which changes no answer: ");
            page.paragraph(why.then(Text::join(scaled, "; ")).and(Look::Plain, "."));
        }
    }

    fn pivots(&self, page: &mut Page) {
        use ColumnKind::{Details, Number, Words};
        let dropped = self.label(self.walk.dropped);
        page.heading("Path", "", Text::plain("give up the label ").then(dropped));
        let ratios = format!("ratios {} then plays", self.view.arrow());
        let titles = ["", "side", "enters", "leaves", &ratios];
        let kinds = [Number, Words, Words, Words, Details];
        let dim = titles.map(|title| Text::look(Look::Dim, title));
        let mut table = Table::titled(dim.into_iter().zip(kinds).collect());
        let shown = most_rows(self.view.style);
        for (at, pivot) in self.walk.steps.iter().enumerate().take(shown) {
            table.row(self.row(at + 1, pivot));
            if self.view.style.verbose && self.columns() <= MOST_COLUMNS {
                page.table(table);
                self.above(page, pivot);
                page.table(self.tableau(pivot.step.player, &pivot.tableau));
                page.space();
                table = Table::new(&kinds);
            }
        }
        page.table(table);
        if self.walk.steps.len() > shown {
            page.paragraph(left_out(self.walk.steps.len() - shown, "pivot", "pivots"));
        }
        self.ties(page, shown);
    }

    /// Where several ratios were the smallest, and what decided.
    fn ties(&self, page: &mut Page, shown: usize) {
        let tied = |(at, pivot): (usize, &Pivot)| {
            let least = pivot.ratios.iter().map(|(_, ratio)| ratio).min();
            let least = pivot.ratios.iter().filter(|(_, ratio)| Some(ratio) == least);
            (least.count() > 1).then(|| (at + 1).to_string())
        };
        let steps = self.walk.steps.iter().take(shown);
        let tied = steps.enumerate().filter_map(tied).collect_vec();
        if tied.is_empty() {
            return;
        }
        let pivots = if tied.len() == 1 { "pivot" } else { "pivots" };
        let tied = words::and(tied.iter().map(String::as_str));
        page.paragraph(Text::plain(format!(
            "The smallest ratios tie in {pivots} {tied}. The lexicographic rule decides: divide each \
             row by its entry for what enters; of the tied rows the one leaves that is smaller at the \
             first slack where they differ."
        )));
    }

    /// What the entries of a tableau are: each equation times a number.
    fn above(&self, page: &mut Page, pivot: &Pivot) {
        let denominator = pivot.tableau.denominator().to_string();
        let denominator = number::with_minus(self.view.style, &denominator);
        let told = Text::look(Look::Dim, "tableau of ").then(self.player(pivot.step.player));
        page.paragraph(told.and(Look::Dim, format!(", every row times {denominator}")));
    }

    fn row(&self, number: usize, pivot: &Pivot) -> Vec<Cell> {
        let step = &pivot.step;
        vec![
            Text::plain(number.to_string()).into(),
            self.player(step.player).into(),
            self.variable(step.player, step.given_up).into(),
            self.variable(step.player, step.taken_up).into(),
            self.ratios(pivot).then(self.reached(pivot)).into(),
        ]
    }

    /// `expand 1/11, confine 1/18`: how far each variable would let it go.
    fn ratios(&self, pivot: &Pivot) -> Text {
        let ratio = |(label, ratio): &(Label, Rational)| {
            let ratio = Algebraic::from(ratio.clone());
            let ratio = Payoffs::of(self.view.style, [&ratio]).fraction(&ratio);
            self.label(*label).and(Look::Plain, format!(" {ratio}")).unbroken()
        };
        let smallest = |(label, _): &&(Label, Rational)| *label == pivot.step.taken_up;
        if pivot.ratios.len() > MOST_RATIOS {
            let least = pivot.ratios.iter().find(smallest).map(ratio).unwrap_or_default();
            return least.and(Look::Dim, format!(" of {} ratios", pivot.ratios.len()));
        }
        Text::join(pivot.ratios.iter().map(ratio), ", ")
    }

    /// The mover's strategy after a pivot.
    fn reached(&self, pivot: &Pivot) -> Text {
        let side = pivot.step.player;
        let arrow = format!(" {} ", self.view.arrow());
        match &pivot.step.strategies[side] {
            None => Text::plain(arrow).and(Look::Plain, "nothing played"),
            Some(strategy) => Text::plain(arrow).then(self.strategy(side, strategy)),
        }
    }

    fn strategy(&self, side: usize, strategy: &[Rational]) -> Text {
        let mixture: Mixture = strategy.iter().cloned().map(Algebraic::from).collect();
        self.view.mixture(self.walk.players[side], &mixture)
    }

    fn columns(&self) -> usize {
        let sizes = self.walk.players.map(|player| self.view.game.sizes()[player]);
        sizes[0] + sizes[1] + 2
    }

    /// The tableau of a side, with a row for each variable that is not 0.
    fn tableau(&self, side: usize, tableau: &Tableau) -> Table {
        use ColumnKind::{Number, Words};
        let own = self.view.game.sizes()[self.walk.players[side]];
        let rows = tableau.rows().collect_vec();
        let others = rows.len();
        let weights = (0..own).map(|option| Label { player: side, option });
        let slacks = (0..others).map(|option| Label { player: 1 - side, option });
        let named = weights.chain(slacks).map(|label| (self.variable(side, label), Number));
        let mut columns = vec![(Text::new(), Words)];
        columns.extend(named);
        columns.push((Text::plain("="), Number));
        let mut table = Table::titled(columns);
        for (label, row) in rows {
            let entry = |entry: &crate::number::Integer| {
                Cell::from(Text::plain(number::with_minus(self.view.style, &entry.to_string())))
            };
            let mut cells: Vec<Cell> = vec![self.variable(side, label).into()];
            cells.extend(row.iter().map(entry));
            table.row(cells);
        }
        table
    }

    fn end(&self, page: &mut Page) {
        let pivots = words::count(self.walk.steps.len(), "pivot", "pivots");
        let Some(equilibrium) = &self.walk.equilibrium else {
            let told = "the path goes on: it was cut here";
            return page.heading("Cut", &format!(" after {pivots}"), Text::look(Look::Dim, told));
        };
        let dropped = self.label(self.walk.dropped);
        let lead = Text::look(Look::Dim, "the label ").then(dropped);
        let lead = lead.and(Look::Dim, " is there again, and with it all: an equilibrium");
        page.heading("End", &format!(" after {pivots}"), lead);
        page.table(self.played(equilibrium));
    }

    /// What the two play, and what it brings them.
    fn played(&self, equilibrium: &Equilibrium) -> Table {
        use ColumnKind::{Details, Words};
        let mut table = Table::new(&[Words, Words, Details]);
        for side in 0..2 {
            let player = self.walk.players[side];
            let mixture = self.view.mixture(player, &equilibrium.profile().mixtures()[side]);
            let payoff = number::signed(self.view.style, &equilibrium.payoffs()[side]);
            let brings = Text::look(Look::Dim, format!("brings {payoff}"));
            table.row(vec![self.player(side).into(), mixture.into(), brings.into()]);
        }
        table
    }

    /// Where the paths from all labels end.
    fn all_labels(&self, page: &mut Page) {
        use ColumnKind::{Details, Number, Words};
        if self.walk.ends.is_empty() {
            let told = "The paths from the other labels are not followed here.";
            return page.paragraph(Text::look(Look::Dim, told));
        }
        let several = self.walk.equilibria.len() > 1;
        let lead = match self.walk.equilibria.len() {
            1 => "all paths end at the same equilibrium".to_string(),
            many => format!("the paths end at {many} equilibria; there may be others"),
        };
        page.heading("Every label", "", Text::look(Look::Dim, lead));
        let titles = ["give up", "pivots", if several { "end at" } else { "" }];
        let titles = titles.map(|title| Text::look(Look::Dim, title));
        let kinds = [Words, Number, Details];
        let mut table = Table::titled(titles.into_iter().zip(kinds).collect());
        for end in &self.walk.ends {
            let mixtures = self.walk.equilibria[end.equilibrium].profile().mixtures();
            let each =
                (0..2).map(|side| self.view.mixture(self.walk.players[side], &mixtures[side]));
            let reached = if several { Text::join(each, "; ") } else { Text::new() };
            table.row(vec![
                self.label(end.dropped).into(),
                Text::plain(end.pivots.to_string()).into(),
                reached.into(),
            ]);
        }
        page.table(table);
    }
}
