//! `show payoffs`: the table, best responses marked.

use itertools::Itertools;

use super::left_out;
use crate::budget::Budget;
use crate::dominance;
use crate::explain::best_response_cycle;
use crate::game::{Profile, StrategicGame};
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Block, Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::Payoffs;
use crate::report::plays::is_best;
use crate::report::words;
use crate::scenario::{Scenario, StakeholderId};

/// Between two columns, and before the first.
const GAP: usize = 2;

/// More pages than this are not printed on a screen.
const MOST_PAGES: usize = 4;

/// Nor more options of the player in columns.
const MOST_COLUMNS: usize = 12;

/// Nor more options of the player in rows.
const MOST_ROWS: usize = 48;

/// In larger tables pure equilibria, cycles and dominated options are not looked for: that is
/// what `solve` is for.
const LARGEST_SEARCHED: usize = 20_000;

/// Dominated options are marked where no player has more options than this: each takes a linear
/// program that grows with them.
const MOST_COMPARED: usize = 24;

/// A longer cycle is counted, not told.
const LONGEST_CYCLE: usize = 12;

/// This many pure equilibria are named.
const MOST_NAMED: usize = 6;

/// The payoff table of a simultaneous case.
pub(in crate::report) fn payoffs(scenario: &Scenario, game: &StrategicGame, style: &Style) -> Page {
    let view = View::new(scenario, game, style);
    let mut page = Page::default();
    let form = words::form(game.sizes(), style);
    let title = words::title(scenario, style);
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, form) });
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
    if !game.sizes().is_empty() {
        view.body(&mut page);
    }
    page
}

/// The table without its title, as a part of another screen.
pub(super) fn body(page: &mut Page, scenario: &Scenario, game: &StrategicGame, style: &Style) {
    View::new(scenario, game, style).body(page);
}

/// The strictly dominated options of each player.
fn dominated(game: &StrategicGame) -> Vec<Vec<usize>> {
    let mut dominated = vec![Vec::new(); game.sizes().len()];
    let found = dominance::strict(game, &Budget::default()).dominated;
    // Only as the game stands: what is dominated once others are gone may be a best response here.
    for option in found.into_iter().filter(|option| option.round == 1) {
        dominated[option.player].push(option.option);
    }
    dominated
}

struct View<'a> {
    game: &'a StrategicGame,
    style: &'a Style,
    /// For each player of the game, the stakeholder.
    who: Vec<StakeholderId>,
    /// The player in rows, and the one in columns if there is one.
    rows: usize,
    columns: Option<usize>,
    /// The strictly dominated options of each player, if they were looked for.
    dominated: Option<Vec<Vec<usize>>>,
    pure: Option<Vec<Profile>>,
}

impl<'a> View<'a> {
    fn new(scenario: &Scenario, game: &'a StrategicGame, style: &'a Style) -> View<'a> {
        let moves = scenario.free_moves();
        let who: Vec<_> = moves.iter().filter_map(|&m| scenario.nodes()[m].player()).collect();
        let focus = scenario.ask().focus;
        let rows = who.iter().position(|&who| Some(who) == focus).unwrap_or(0);
        let columns = (0..who.len()).find(|&player| player != rows);
        let searched = game.outcomes() <= LARGEST_SEARCHED;
        let compared = searched && game.sizes().iter().all(|&size| size <= MOST_COMPARED);
        let dominated = compared.then(|| dominated(game));
        let best = |profile: &Profile| (0..who.len()).all(|p| is_best(game, p, profile));
        let pure = searched.then(|| game.profiles().filter(best).collect());
        View { game, style, who, rows, columns, dominated, pure }
    }

    fn body(&self, page: &mut Page) {
        page.paragraph(self.legend());
        let pages = self.pages();
        for profile in pages.iter().take(MOST_PAGES) {
            self.page(page, profile);
        }
        self.cut(page, pages.len());
        page.space();
        page.paragraph(self.pure());
        page.paragraph(self.cycle());
        page.paragraph(self.not_compared());
    }

    fn name(&self, player: usize) -> Text {
        Text::look(Look::Who(self.who[player]), &self.game.players()[player].name)
    }

    /// `OpenAI diversify`, and whether it is dominated.
    fn option(&self, player: usize, option: usize, named: bool) -> Text {
        let id = &self.game.players()[player].options[option].id;
        let id = Text::look(Look::Who(self.who[player]), id);
        let named = if named { self.name(player).and(Look::Plain, " ").then(id) } else { id };
        let dominated = self.dominated.as_ref().is_some_and(|of| of[player].contains(&option));
        if dominated { named.and(Look::Dim, " (dominated)") } else { named }
    }

    fn legend(&self) -> Text {
        let slash = Text::join((0..self.who.len()).map(|player| self.name(player)), " / ");
        let marks = match self.who.len() {
            1 => "* the best option",
            _ => "* best response to the others' options",
        };
        Text::plain("Payoffs to ").then(slash).and(Look::Plain, ".  ").and(Look::Dim, marks)
    }

    /// For each page, the options of the players that are neither in rows nor in columns.
    fn pages(&self) -> Vec<Profile> {
        let sizes = self.game.sizes().iter().enumerate();
        let options = sizes.map(|(player, &size)| {
            let shown = player == self.rows || Some(player) == self.columns;
            0..if shown { 1 } else { size }
        });
        // One more than is shown tells that there are more; all are counted elsewhere.
        options.multi_cartesian_product().take(MOST_PAGES + 1).map(Profile).collect()
    }

    fn page_count(&self) -> usize {
        let across = self.columns.map_or(1, |player| self.game.sizes()[player]);
        self.game.outcomes() / self.game.sizes()[self.rows] / across
    }

    fn page(&self, page: &mut Page, profile: &Profile) {
        page.space();
        let others = (0..self.who.len()).filter(|p| *p != self.rows && Some(*p) != self.columns);
        let named = others.map(|player| self.option(player, profile.0[player], true).unbroken());
        let heading = Text::join(named, if self.style.ascii { " - " } else { " · " });
        page.paragraph(heading);
        let across: Vec<Option<usize>> = match self.columns {
            None => vec![None],
            Some(player) => (0..self.game.sizes()[player].min(MOST_COLUMNS)).map(Some).collect(),
        };
        let cells = Cells::new(self, profile, &across);
        let parts = self.parts(&across, &cells);
        if parts.is_empty() {
            page.table(self.list(profile, &across));
        }
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                page.space();
            }
            page.table(self.grid(profile, part, &cells));
        }
    }

    fn row_options(&self) -> std::ops::Range<usize> {
        0..self.game.sizes()[self.rows].min(MOST_ROWS)
    }

    /// The columns in parts that fit beside the names of the rows; no parts if not even one
    /// column does.
    fn parts(&self, across: &[Option<usize>], cells: &Cells) -> Vec<Vec<Option<usize>>> {
        let labels = self.row_options().map(|o| self.option(self.rows, o, false).width());
        let label = labels.max().unwrap_or(0) + self.name(self.rows).width() + 2 * GAP;
        let room = self.style.width.saturating_sub(label);
        let mut parts: Vec<Vec<Option<usize>>> = Vec::new();
        let mut used = 0;
        for &column in across {
            let width = GAP + self.title(column).width().max(cells.width());
            if width > room {
                return Vec::new();
            }
            match parts.last_mut() {
                Some(part) if used + width <= room => part.push(column),
                _ => {
                    parts.push(vec![column]);
                    used = 0;
                }
            }
            used += width;
        }
        parts
    }

    fn title(&self, column: Option<usize>) -> Text {
        match (self.columns, column) {
            (Some(player), Some(option)) => self.option(player, option, true),
            _ => Text::new(),
        }
    }

    fn grid(&self, profile: &Profile, across: &[Option<usize>], cells: &Cells) -> Table {
        use ColumnKind::{Numbers, Words};
        let mut columns = vec![(Text::new(), Words), (Text::new(), Words)];
        columns.extend(across.iter().map(|column| (self.title(*column), Numbers)));
        let mut table = Table::titled(columns);
        for row in self.row_options() {
            let name = if row == 0 { self.name(self.rows) } else { Text::new() };
            let mut line: Vec<Cell> = vec![name.into(), self.option(self.rows, row, false).into()];
            line.extend(across.iter().map(|&column| {
                let profile = self.at(profile, row, column);
                cells.cell(self, &profile).into()
            }));
            table.row(line);
        }
        table
    }

    /// One row for each outcome: what is left on a narrow screen or with many players.
    fn list(&self, profile: &Profile, across: &[Option<usize>]) -> Table {
        use ColumnKind::{Number, Words};
        let players = 0..self.who.len();
        let mut columns = vec![(Text::new(), Words)];
        columns.extend(players.clone().map(|player| (self.name(player), Number)));
        let mut table = Table::titled(columns);
        let cells = Cells::new(self, profile, across);
        for (row, &column) in self.row_options().cartesian_product(across) {
            let here = self.at(profile, row, column);
            let shown = [Some(self.rows), self.columns].into_iter().flatten();
            let options = shown.map(|player| self.option(player, here.0[player], true));
            let mut line: Vec<Cell> = vec![Text::join(options, ", ").into()];
            line.extend(players.clone().map(|player| cells.number(self, player, &here).into()));
            table.row(line);
        }
        table
    }

    fn at(&self, page: &Profile, row: usize, column: Option<usize>) -> Profile {
        let mut profile = page.clone();
        profile.0[self.rows] = row;
        if let (Some(player), Some(option)) = (self.columns, column) {
            profile.0[player] = option;
        }
        profile
    }

    /// What was left out of the screen.
    fn cut(&self, page: &mut Page, listed: usize) {
        let mut missing = Vec::new();
        if listed > MOST_PAGES {
            missing.push(words::count(self.page_count() - MOST_PAGES, "page", "pages"));
        }
        let sizes = self.game.sizes();
        let more = |player: usize, most: usize, what: &str| {
            let more = sizes[player].saturating_sub(most);
            let name = &self.game.players()[player].name;
            (more > 0).then(|| format!("{more} {what} of {name}"))
        };
        missing.extend(more(self.rows, MOST_ROWS, "rows"));
        missing.extend(self.columns.and_then(|player| more(player, MOST_COLUMNS, "columns")));
        if !missing.is_empty() {
            let all = words::and(missing.iter().map(String::as_str));
            let said = format!(
                "and {all} more: --format csv writes all {} outcomes",
                self.game.outcomes()
            );
            page.space();
            page.paragraph(Text::look(Look::Dim, said));
        }
    }

    fn pure(&self) -> Text {
        let said = Text::look(Look::Strong, "Pure equilibria: ");
        let Some(pure) = &self.pure else {
            return said.and(Look::Dim, "not looked for in a table of this size; solve finds them");
        };
        let options = |profile: &Profile| {
            let ids = (0..self.who.len()).map(|p| self.option_id(p, profile));
            Text::join(ids, ", ").unbroken()
        };
        match pure.len() {
            0 => said.and(Look::Plain, "none"),
            many => {
                let most = if self.style.verbose { many } else { MOST_NAMED };
                let named = Text::join(pure.iter().take(most).map(options), "; ");
                let more = many.saturating_sub(most);
                let rest = if more == 0 {
                    Text::new()
                } else {
                    Text::plain("; ").then(left_out(more, "equilibrium", "equilibria"))
                };
                said.then(named).then(rest)
            }
        }
    }

    /// That no option is marked as dominated because nobody looked.
    fn not_compared(&self) -> Text {
        if self.dominated.is_some() {
            return Text::new();
        }
        Text::look(Look::Strong, "Dominated options: ")
            .and(Look::Dim, "not looked for in a table of this size; solve finds them")
    }

    fn option_id(&self, player: usize, profile: &Profile) -> Text {
        let id = &self.game.players()[player].options[profile.0[player]].id;
        let id = Text::look(Look::Who(self.who[player]), id);
        let ids = self.game.players().iter().flat_map(|p| p.options.iter().map(|o| &o.id));
        let unique = ids.clone().all_unique();
        if unique { id } else { self.name(player).and(Look::Plain, " ").then(id) }
    }

    /// `litigate, expand → (Amazon) litigate, confine → …`: why there is no pure equilibrium.
    fn cycle(&self) -> Text {
        let none = self.pure.as_ref().is_some_and(Vec::is_empty);
        let Some(cycle) = none.then(|| best_response_cycle(self.game)).flatten() else {
            return Text::new();
        };
        let said = Text::look(Look::Strong, "Cycle: ");
        if cycle.steps.len() > LONGEST_CYCLE {
            let steps = cycle.steps.len();
            return said.and(Look::Plain, format!("best responses lead back after {steps} steps"));
        }
        let moving: Vec<usize> = cycle.steps.iter().map(|s| s.player).sorted().dedup().collect();
        let options = |profile: &Profile| {
            Text::join(moving.iter().map(|&player| self.option_id(player, profile)), ", ")
                .unbroken()
        };
        let arrow = words::arrow(self.style);
        let last = cycle.steps.len() - 1;
        let mut told = said.then(options(&cycle.start));
        for (at, step) in cycle.steps.iter().enumerate() {
            let who = self.name(step.player);
            let who = Text::plain(format!(" {arrow} (")).then(who).and(Look::Plain, ") ");
            let to =
                if at == last { Text::plain("back to the start") } else { options(&step.profile) };
            told = told.then(who).then(to);
        }
        told
    }
}

/// The numbers of a page, each player's to one width and one number of decimals.
struct Cells<'a> {
    groups: Vec<Payoffs<'a>>,
    widths: Vec<usize>,
}

impl<'a> Cells<'a> {
    fn new(view: &View<'a>, page: &Profile, across: &[Option<usize>]) -> Cells<'a> {
        let outcomes = view.row_options().cartesian_product(across.iter().copied());
        let profiles: Vec<_> = outcomes.map(|(row, column)| view.at(page, row, column)).collect();
        let numbers = |player: usize| -> Vec<Algebraic> {
            profiles.iter().map(|profile| view.game.payoff(player, profile).into()).collect()
        };
        let numbers: Vec<_> = (0..view.who.len()).map(numbers).collect();
        let groups: Vec<_> = numbers.iter().map(|n| Payoffs::of(view.style, n)).collect();
        let width = |(group, numbers): (&Payoffs, &Vec<Algebraic>)| {
            numbers.iter().map(|n| Text::plain(group.signed(n)).width()).max().unwrap_or(0)
        };
        let widths = groups.iter().zip(&numbers).map(width).collect();
        Cells { groups, widths }
    }

    fn width(&self) -> usize {
        self.widths.iter().map(|width| width + 2).sum::<usize>().saturating_sub(1)
    }

    /// One number, marked if it is a best response.
    fn number(&self, view: &View, player: usize, profile: &Profile) -> Text {
        let payoff = self.groups[player].signed(&view.game.payoff(player, profile).into());
        let best = is_best(view.game, player, profile);
        let (look, mark) = if best { (Look::Best, "*") } else { (Look::Plain, " ") };
        Text::look(look, payoff).and(Look::Plain, mark)
    }

    fn cell(&self, view: &View, profile: &Profile) -> Text {
        let aligned = |player: usize| {
            let number = self.number(view, player, profile);
            let blank = (self.widths[player] + 1).saturating_sub(number.width());
            Text::plain(" ".repeat(blank)).then(number)
        };
        Text::join((0..view.who.len()).map(aligned), " ").unbroken()
    }
}
