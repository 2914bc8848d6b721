//! `solve --concept correlated`: what a mediator could achieve.

use itertools::Itertools;

use super::gains::signed;
use super::{left_out, most_rows};
use crate::explain::Mediation;
use crate::game::Profile;
use crate::nash::Objective;
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances, Payoffs};
use crate::report::words;
use crate::scenario::Scenario;

/// A solved case and how to print it.
#[derive(Clone, Copy)]
struct Case<'a> {
    scenario: &'a Scenario,
    mediation: &'a Mediation,
    style: &'a Style,
}

/// The best for the focus player and for the sum, then what each player may get.
pub(in crate::report) fn mediation(
    scenario: &Scenario,
    mediation: &Mediation,
    style: &Style,
) -> Page {
    let case = Case { scenario, mediation, style };
    let mut page = Page::default();
    title(&mut page, case);
    let favoured = mediation.focus.and_then(|focus| mediation.best_for(Objective::Most(focus)));
    let together = mediation.best_for(Objective::Sum);
    let shown = favoured.into_iter().chain(together).collect_vec();
    for (place, &index) in shown.iter().enumerate() {
        let kind = if place == 0 { "Outcome" } else { "For all" };
        page.heading(kind, "", lead(case, index));
        if place == 0 {
            page.paragraph(Text::look(
                Look::Dim,
                "The mediator draws an outcome and tells each player its own option only; \
                 nobody gains by playing another.",
            ));
        }
        let equilibrium = |index: usize| &mediation.found.best[index].equilibrium;
        if shown[..place].iter().any(|&earlier| equilibrium(earlier) == equilibrium(index)) {
            page.paragraph(Text::look(Look::Dim, "The same draw brings it."));
            continue;
        }
        page.table(drawn(case, index));
        let outcomes = equilibrium(index).outcomes().len();
        if outcomes > most_rows(style) {
            page.paragraph(left_out(outcomes - most_rows(style), "outcome", "outcomes"));
        }
        page.paragraph(observers(case, index));
    }
    if shown.is_empty() {
        page.heading("Outcome", "", Text::look(Look::Strong, "Nothing is known yet."));
    }
    ranges(&mut page, case);
    page
}

fn title(page: &mut Page, Case { scenario, mediation, style }: Case) {
    let dot = if style.ascii { " - " } else { " · " };
    let form = words::form(mediation.game.sizes(), style);
    let known = match (mediation.who.len(), mediation.found.is_complete) {
        (0, _) => String::new(),
        (_, true) => format!("{dot}correlated equilibria (exact)"),
        (_, false) => format!("{dot}correlated equilibria; the search was stopped"),
    };
    let aside = Text::look(Look::Dim, format!("{form}{known}"));
    page.blocks.push(Block::Title { title: words::title(scenario, style), aside });
    page.paragraph(Text::look(Look::Dim, scenario.question().unwrap_or_default()));
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
}

/// `A mediator can bring all players together +10.50, 1.50 more than the best Nash equilibrium.`
fn lead(case: Case, index: usize) -> Text {
    let best = &case.mediation.found.best[index];
    if let Objective::Most(player) = best.objective {
        let most = number::signed(case.style, &best.bound.most.clone().into());
        let told = Text::look(Look::Strong, "The most that a mediator can bring ");
        return told.then(case.player(player)).and(Look::Strong, format!(" is {most}."));
    }
    let sum = Algebraic::from(best.bound.most.clone());
    let told = "The most that a mediator can bring all together is ";
    let lead = Text::look(Look::Strong, format!("{told}{}.", number::signed(case.style, &sum)));
    let Some(nash) = &case.mediation.nash else { return lead };
    let more = sum.minus(nash);
    let told = if more.is_zero() {
        " The best Nash equilibrium brings as much.".to_string()
    } else {
        let less = Payoffs::of(case.style, [&sum, &more]).number(&more);
        format!(" The best Nash equilibrium brings {less} less.")
    };
    lead.and(Look::Plain, told)
}

/// One row for each outcome that may be drawn, the likeliest first, and the averages.
fn drawn(case: Case, index: usize) -> Table {
    use ColumnKind::{Number, Words};
    let Case { mediation, style, .. } = case;
    let mut outcomes = mediation.found.best[index].equilibrium.outcomes().to_vec();
    outcomes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let players = 0..mediation.who.len();
    let blank = [(Text::new(), Number), (Text::new(), Number), (Text::new(), Words)];
    let names = players.clone().map(|player| (case.player(player), Number));
    let mut table = Table::titled(blank.into_iter().chain(names).collect());
    let chances = outcomes.iter().map(|(_, p)| Algebraic::from(p.clone())).collect_vec();
    let beside = Chances::of(style, &chances);
    let shares = number::shares(style, std::slice::from_ref(&chances)).remove(0);
    outcomes.truncate(most_rows(style));
    let payoff =
        |player: usize, at: usize| -> Algebraic { mediation.game.table(player).payoff(at).into() };
    let columns =
        players.clone().map(|p| outcomes.iter().map(|(at, _)| payoff(p, *at)).collect_vec());
    let columns = columns.collect_vec();
    let average = |player: usize| &mediation.payoffs[index][mediation.who[player]];
    let group = |player: usize| Payoffs::of(style, columns[player].iter().chain([average(player)]));
    let groups = players.clone().map(group).collect_vec();
    for (row, (at, _)) in outcomes.iter().enumerate() {
        let before = [
            Text::plain(&shares[row]),
            Text::plain(beside.beside(&chances[row])),
            case.profile(&mediation.game.profile(*at)),
        ];
        let payoffs = players.clone().map(|player| signed(&groups[player], &columns[player][row]));
        table.row(before.into_iter().chain(payoffs).map(Into::into).collect());
    }
    let before = [Text::new(), Text::new(), Text::look(Look::Dim, "on average")];
    let averages = players.map(|player| signed(&groups[player], average(player)));
    table.row(before.into_iter().chain(averages).map(Into::into).collect());
    table
}

/// What those get who decide nothing.
fn observers(case: Case, index: usize) -> Text {
    let Case { scenario, mediation, style } = case;
    let payoffs = &mediation.payoffs[index];
    let group = Payoffs::of(style, payoffs);
    let watching = (0..payoffs.len()).filter(|&who| !scenario.stakeholders()[who].is_player);
    let observer = |who: usize| {
        let name = Text::plain(format!("{} ", scenario.stakeholders()[who].name));
        name.then(signed(&group, &payoffs[who])).unbroken()
    };
    let dot = if style.ascii { " - " } else { " · " };
    let told = Text::join(watching.map(observer), dot);
    if told.is_empty() { told } else { Text::look(Look::Dim, "Observers: ").then(told) }
}

/// What each player gets at the least and at the most.
fn ranges(page: &mut Page, case: Case) {
    use ColumnKind::{Number, Words};
    let Case { mediation, style, .. } = case;
    let known = |player: usize| {
        let [Some(least), Some(most)] = mediation.found.range(player) else { return None };
        Some((player, [least, most].map(|payoff| Algebraic::from(payoff.clone()))))
    };
    let ranges = (0..mediation.who.len()).filter_map(known).collect_vec();
    if ranges.is_empty() {
        return;
    }
    let told = Text::look(Look::Dim, "what each player gets at some correlated equilibrium");
    page.heading("Ranges", "", told);
    let titles = ["", "at least", "at most"].map(|title| Text::look(Look::Dim, title));
    let mut table = Table::titled(titles.into_iter().zip([Words, Number, Number]).collect());
    let group = Payoffs::of(style, ranges.iter().flat_map(|(_, range)| range));
    for (player, [least, most]) in &ranges {
        let numbers = [least, most].map(|payoff| signed(&group, payoff));
        let [least, most] = numbers;
        table.row([case.player(*player), least, most].map(Into::into).into());
    }
    page.table(table);
}

impl Case<'_> {
    fn player(&self, player: usize) -> Text {
        let name = &self.mediation.game.players()[player].name;
        Text::look(Look::Who(self.mediation.who[player]), name)
    }

    /// An option for each player, with names where the options alone would not tell.
    fn profile(&self, profile: &Profile) -> Text {
        let players = self.mediation.game.players();
        let named = !players.iter().flat_map(|p| p.options.iter().map(|o| &o.id)).all_unique();
        let option = |(player, &option): (usize, &usize)| {
            let id = &players[player].options[option].id;
            let option = Text::look(Look::Who(self.mediation.who[player]), id);
            let name = self.player(player).and(Look::Plain, " ");
            if named { name.then(option).unbroken() } else { option.unbroken() }
        };
        Text::join(profile.0.iter().enumerate().map(option), ", ")
    }
}
