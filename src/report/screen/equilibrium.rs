//! EQUILIBRIUM k of n: why nobody gains by changing alone; and which options are dominated.

use itertools::Itertools;

use super::{handful, left_out, most_rows};
use crate::dominance::Dominated;
use crate::explain::{EquilibriumInFull, mixers_behind};
use crate::game::Mixture;
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Payoffs};
use crate::report::words::{self, Case};

/// This many dominated options have a row each.
const MOST_DOMINATED: usize = 12;

pub(super) fn equilibria(page: &mut Page, case: Case) {
    let equilibria = &case.answer.equilibria;
    let shown = handful(case.style);
    if case.players() == 0 {
        return;
    }
    for (index, equilibrium) in equilibria.iter().enumerate().take(shown) {
        let found = if case.answer.coverage.is_all() { "" } else { " found" };
        let rest = format!(" {} of {}{found}", index + 1, equilibria.len());
        let part = if equilibrium.is_isolated(case.answer) { "" } else { "; part of a continuum" };
        let checked = format!("checked: no one gains by changing alone (gain exactly 0){part}");
        page.heading("Equilibrium", &rest, Text::look(Look::Dim, checked));
        page.table(check(case, equilibrium));
    }
    if equilibria.len() > shown {
        page.space();
        page.paragraph(left_out(equilibria.len() - shown, "equilibrium", "equilibria"));
    }
}

/// One row for each player: what its options bring, and why it does not change. Players who mix
/// come first.
fn check(case: Case, equilibrium: &EquilibriumInFull) -> Table {
    use ColumnKind::{Details, Words};
    let profile = equilibrium.equilibrium.profile();
    let mut table = Table::new(&[Words, Details, Details]);
    let players = (0..case.players()).sorted_by_key(|&p| profile.support(p).len() == 1);
    for player in players {
        let (brings, why) = reason(case, equilibrium, player);
        let why = Text::look(Look::Dim, why);
        table.row(vec![case.player(player).into(), brings.into(), why.into()]);
    }
    table
}

/// What a player's options bring, and why it does not change.
pub(super) fn reason(case: Case, equilibrium: &EquilibriumInFull, player: usize) -> (Text, String) {
    match equilibrium.equilibrium.profile().support(player)[..] {
        [only] => chosen(case, equilibrium, (player, only)),
        ref support => mixed(case, equilibrium, (player, support)),
    }
}

/// A player who plays one option: it against the best alternative.
fn chosen(
    case: Case,
    equilibrium: &EquilibriumInFull,
    (player, option): (usize, usize),
) -> (Text, String) {
    let payoffs = &equilibrium.option_payoffs[player];
    let others = (0..payoffs.len()).filter(|&other| other != option).collect_vec();
    let next = others.iter().copied().max_by(|&a, &b| payoffs[a].cmp(&payoffs[b]).then(b.cmp(&a)));
    let group = Payoffs::of(case.style, payoffs);
    let brings = |option: usize| {
        let id = Text::plain(case.option_id(player, option));
        id.and(Look::Plain, format!(" {}", group.signed(&payoffs[option]))).unbroken()
    };
    let Some(next) = next else { return (brings(option), "its only option".into()) };
    let both = Text::join([brings(option), brings(next)], ", ");
    // Dominated as the game stands, not only once other options are gone.
    let is_strictly_dominated = |&other: &usize| {
        let same = |d: &Dominated| d.strict && d.round == 1 && d.player == player;
        case.answer.dominated.iter().any(|d| same(d) && d.option == other)
    };
    let gap = payoffs[option].minus(&payoffs[next]);
    let why = if gap.is_zero() {
        let ties = others.iter().filter(|&&other| payoffs[other] == payoffs[option]);
        let ties = ties.map(|&other| case.option_id(player, other));
        format!("{} would do as well", words::and(ties))
    } else if case.players() > 1 && others.iter().all(is_strictly_dominated) {
        match others[..] {
            [only] => format!("{} is strictly dominated", case.option_id(player, only)),
            _ => "all others are strictly dominated".into(),
        }
    } else {
        format!("best by {}", Payoffs::of(case.style, [&gap]).number(&gap))
    };
    (both, why)
}

/// A player who mixes: its options bring the same, because of what others mix.
fn mixed(
    case: Case,
    equilibrium: &EquilibriumInFull,
    (player, support): (usize, &[usize]),
) -> (Text, String) {
    let payoffs = &equilibrium.option_payoffs[player];
    let group = Payoffs::of(case.style, payoffs);
    let brings = |&option: &usize| {
        let id = Text::plain(case.option_id(player, option));
        id.and(Look::Plain, format!(" {}", group.fraction(&payoffs[option]))).unbroken()
    };
    let mut equal = match support {
        [first, ..] if support.len() > most_rows(case.style) => {
            let all =
                format!("each of {} options {}", support.len(), group.signed(&payoffs[*first]));
            Text::plain(all)
        }
        _ => Text::join(support.iter().map(brings), " = "),
    };
    let unused = (0..payoffs.len()).filter(|option| !support.contains(option));
    if let Some(next) = unused.max_by(|&a, &b| payoffs[a].cmp(&payoffs[b]).then(b.cmp(&a))) {
        equal = equal.and(Look::Plain, ", ").then(brings(&next));
    }
    let profile = equilibrium.equilibrium.profile();
    let others = mixers_behind(&case.answer.game, profile, player).into_iter().map(|other| {
        format!("{} mixes {}", case.name(other), ratio(case, &profile.mixtures()[other]))
    });
    let others = others.collect_vec();
    let why = match &others[..] {
        [] => "indifferent: a tie".into(),
        _ => format!("indifferent, because {}", words::and(others.iter().map(String::as_str))),
    };
    (equal, why)
}

/// How a player mixes: the first probability of two, else all of them.
fn ratio(case: Case, mixture: &Mixture) -> String {
    let shares = mixture.iter().zip(number::short_shares(case.style, mixture));
    let played = shares.filter(|(chance, _)| !chance.is_zero());
    let played = played.map(|(_, share)| share).collect_vec();
    match &played[..] {
        [first, _] => first.clone(),
        many if many.len() > most_rows(case.style) => format!("{} options", many.len()),
        _ => played.join(" : "),
    }
}

/// The options that nobody needs.
pub(super) fn dominated(page: &mut Page, case: Case) {
    use ColumnKind::{Details, Words};
    let dominated = &case.answer.dominated;
    if dominated.is_empty() {
        return;
    }
    let lead = "never better than another choice of the same player";
    page.heading("Dominated", "", Text::look(Look::Dim, lead));
    let mut table = Table::new(&[Words, Words, Details]);
    for (at, option) in dominated.iter().enumerate().take(MOST_DOMINATED) {
        let before = at.checked_sub(1).map(|before| dominated[before].player);
        let name = (before != Some(option.player)).then(|| case.player(option.player));
        table.row(vec![
            name.unwrap_or_default().into(),
            case.option(option.player, option.option).into(),
            Text::plain(by_what(case, option)).into(),
        ]);
    }
    page.table(table);
    if dominated.len() > MOST_DOMINATED {
        page.paragraph(left_out(dominated.len() - MOST_DOMINATED, "option", "options"));
    }
}

/// `strictly, by diversify`; `weakly, by 1/2 top + 1/2 bottom, in round 2`.
fn by_what(case: Case, dominated: &Dominated) -> String {
    let mixture: Mixture = dominated.by.iter().cloned().map(Into::into).collect();
    let by = case.mixture(dominated.player, &mixture, " + ").as_string();
    let how = if dominated.strict { "strictly" } else { "weakly" };
    match dominated.round {
        0 | 1 => format!("{how}, by {by}"),
        round => format!("{how}, by {by}, once the options of round {} are gone", round - 1),
    }
}
