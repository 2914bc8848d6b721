//! WHO GAINS, WHO LOSES: each stakeholder's payoff, and the interests that make it.

use itertools::Itertools;

use super::{handful, left_out, most_rows};
use crate::explain::EquilibriumInFull;
use crate::number::{Algebraic, Rational};
use crate::report::content::{Cell, ColumnKind, Look, Page, Table, Text};
use crate::report::number::Payoffs;
use crate::report::words::{self, Case};
use crate::scenario::StakeholderId;

/// Interests are listed until this share of the absolute sum is shown.
const SHOWN_PERCENT: i64 = 95;

pub(super) fn gains(page: &mut Page, case: Case) {
    let equilibria = &case.answer.equilibria;
    if equilibria.is_empty() {
        return;
    }
    page.heading("Who gains, who loses", "", Text::look(Look::Dim, measure(case)));
    let plain = case.scenario.stakeholders().iter().all(|who| who.plain_payoff);
    if equilibria.len() > 1 && plain {
        overview(page, case);
        return;
    }
    let shown = handful(case.style);
    let of_players = |e| of_role(case, e, true).map(|(_, payoff)| payoff.to_f64());
    let bars = equilibria.iter().take(shown).flat_map(of_players).collect_vec();
    for (index, equilibrium) in equilibria.iter().enumerate().take(shown) {
        if equilibria.len() > 1 {
            let named = Text::look(Look::Strong, format!("Equilibrium {}", index + 1));
            page.paragraph(named.and(Look::Plain, format!("  {}", case.kind(equilibrium))));
        }
        page.table(Table { other_bars: bars.clone(), ..players(case, equilibrium) });
        page.paragraph(observers(case, equilibrium));
    }
    if equilibria.len() > shown {
        page.paragraph(left_out(equilibria.len() - shown, "equilibrium", "equilibria"));
    }
}

/// What the points mean.
fn measure(case: Case) -> String {
    let plain = case.scenario.stakeholders().iter().all(|who| who.plain_payoff);
    match case.scenario.baseline() {
        Some(baseline) => format!("points against the baseline: {baseline}"),
        None if plain => "expected payoffs".into(),
        None => "points: each interest's share times its score".into(),
    }
}

/// One row for each equilibrium: enough where payoffs have no parts.
fn overview(page: &mut Page, case: Case) {
    use ColumnKind::{Number, Words};
    let who = 0..case.scenario.stakeholders().len();
    let mut columns = vec![(Text::new(), Words), (Text::new(), Words)];
    let names = who.clone().map(|who| (words::stakeholder(case.scenario, who), Number));
    columns.extend(names);
    let mut table = Table::titled(columns);
    let equilibria = &case.answer.equilibria;
    let most = most_rows(case.style);
    let shown = &equilibria[..equilibria.len().min(most)];
    let group = |who: StakeholderId| Payoffs::of(case.style, shown.iter().map(|e| &e.payoffs[who]));
    let groups = who.map(group).collect_vec();
    for (index, equilibrium) in shown.iter().enumerate() {
        let named = Text::plain(format!("equilibrium {}", index + 1)).unbroken();
        let kind = Text::look(Look::Dim, case.kind(equilibrium));
        let numbers = groups.iter().zip(&equilibrium.payoffs);
        let numbers = numbers.map(|(group, payoff)| signed(group, payoff));
        table.row([named, kind].into_iter().chain(numbers).map(Into::into).collect());
    }
    page.table(table);
    if equilibria.len() > most {
        page.paragraph(left_out(equilibria.len() - most, "equilibrium", "equilibria"));
    }
}

/// One row for each player, with a bar and its interests.
fn players(case: Case, equilibrium: &EquilibriumInFull) -> Table {
    use ColumnKind::{Bar, Details, Number, Words};
    let mut table = Table::new(&[Words, Number, Bar, Details]);
    let payoffs = Payoffs::of(case.style, &equilibrium.payoffs);
    for (who, payoff) in of_role(case, equilibrium, true) {
        table.row(vec![
            words::stakeholder(case.scenario, who).into(),
            signed(&payoffs, payoff).into(),
            Cell::Bar(payoff.to_f64()),
            interests(case, who, &equilibrium.by_interest[who]).into(),
        ]);
    }
    table
}

/// Observers in one paragraph: they are many, their names are long, and they decide nothing.
pub(super) fn observers(case: Case, equilibrium: &EquilibriumInFull) -> Text {
    let payoffs = Payoffs::of(case.style, &equilibrium.payoffs);
    let observer = |(who, payoff): (StakeholderId, &Algebraic)| {
        let name = Text::plain(format!("{} ", case.scenario.stakeholders()[who].name));
        let named = name.then(signed(&payoffs, payoff)).unbroken();
        match interests(case, who, &equilibrium.by_interest[who]) {
            interests if interests.is_empty() => named,
            interests => named.and(Look::Plain, " (").then(interests).and(Look::Plain, ")"),
        }
    };
    let dot = if case.style.ascii { " - " } else { " · " };
    let told = Text::join(of_role(case, equilibrium, false).map(observer), dot);
    if told.is_empty() { told } else { Text::look(Look::Dim, "Observers: ").then(told) }
}

pub(super) fn of_role<'a>(
    case: Case<'a>,
    equilibrium: &'a EquilibriumInFull,
    player: bool,
) -> impl Iterator<Item = (StakeholderId, &'a Algebraic)> {
    let stakeholders = case.scenario.stakeholders();
    let all = equilibrium.payoffs.iter().enumerate();
    all.filter(move |(who, _)| stakeholders[*who].is_player == player)
}

pub(super) fn signed(payoffs: &Payoffs, payoff: &Algebraic) -> Text {
    let look = match payoff.sign() {
        std::cmp::Ordering::Less => Look::Loss,
        std::cmp::Ordering::Equal => Look::Plain,
        std::cmp::Ordering::Greater => Look::Gain,
    };
    Text::look(look, payoffs.signed(payoff))
}

/// `exclusivity −0.67  standing −0.17  others +0.02`, the largest first.
pub(super) fn interests(case: Case, who: StakeholderId, points: &[Algebraic]) -> Text {
    let stakeholder = &case.scenario.stakeholders()[who];
    if stakeholder.plain_payoff || stakeholder.interests.len() == 1 {
        return Text::new();
    }
    let (shown, others) = largest(points);
    let rest: Algebraic = others.iter().map(|&at| &points[at]).sum();
    let group = Payoffs::of(case.style, points.iter().chain([&rest]));
    let named = |name: &str, points: &Algebraic| {
        let name = Text::plain(format!("{name} "));
        name.and(Look::Dim, group.signed(points)).unbroken()
    };
    let shown = shown.iter().map(|&at| named(&stakeholder.interests[at].id, &points[at]));
    let others = match others[..] {
        [] => None,
        [last] => Some(named(&stakeholder.interests[last].id, &points[last])),
        _ => Some(named("others", &rest)),
    };
    Text::join(shown.chain(others), "  ")
}

/// The interests that matter, the largest first, and the others that matter at all.
pub(super) fn largest(points: &[Algebraic]) -> (Vec<usize>, Vec<usize>) {
    let size = |at: &usize| points[*at].abs();
    let felt = (0..points.len()).filter(|at| !points[*at].is_zero());
    let mut felt = felt.sorted_by(|a, b| size(b).cmp(&size(a))).collect_vec();
    let total: Algebraic = felt.iter().map(size).sum();
    let enough = total.times(&Rational::new(SHOWN_PERCENT, 100).into());
    let mut sum = Algebraic::ZERO;
    let shown = felt.iter().take_while(|at| {
        let more = sum < enough;
        sum = sum.plus(&size(at));
        more
    });
    let others = felt.split_off(shown.count());
    (felt, others)
}
