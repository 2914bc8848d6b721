//! OUTCOME: what happens, in words, then option by option.

use itertools::Itertools;

use super::{HANDFUL, handful, left_out, most_rows};
use crate::explain::{EquilibriumInFull, Preferred};
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances};
use crate::report::words::{self, Case};

/// More players than this are not named one by one in a sentence.
const MOST_NAMED: usize = 6;

pub(super) fn outcome(page: &mut Page, case: Case) {
    let (lead, rest) = words::outcome(case);
    let sentence = Text::look(Look::Strong, lead).and(Look::Plain, " ").and(Look::Dim, rest);
    page.heading("Outcome", "", sentence);
    for index in 0..case.answer.components.len() {
        continuum(page, case, index);
    }
    let equilibria = by_regime(case);
    match &equilibria[..] {
        [] => {}
        [(_, only)] => {
            page.table(options(case, only));
            regimes(page, case, only);
        }
        few if few.len() <= HANDFUL => few.iter().for_each(|e| block(page, case, *e)),
        many => overview(page, case, many),
    }
    preferred(page, case);
}

/// The parts of a continuum, each with the tie that makes it.
pub(super) fn continuum(page: &mut Page, case: Case, index: usize) {
    let parts = words::component(case, index);
    let several = parts.len() > 1;
    for (at, part) in parts.into_iter().enumerate() {
        let opening = match (several, at) {
            (false, _) => "",
            (true, 0) => "Either: ",
            (true, _) => "Or: ",
        };
        page.paragraph(Text::look(Look::Dim, opening).and(Look::Plain, format!("{part}.")));
    }
}

/// The equilibria with their numbers, those of one regime together.
fn by_regime(case: Case<'_>) -> Vec<(usize, &EquilibriumInFull)> {
    let equilibria = || case.answer.equilibria.iter();
    let order = equilibria().map(|e| e.regimes.certain()).unique().collect_vec();
    let place = |(_, e): &(usize, &EquilibriumInFull)| {
        order.iter().position(|regime| *regime == e.regimes.certain())
    };
    equilibria().enumerate().sorted_by_key(place).collect()
}

/// One of several equilibria: a line that names it, then its options.
fn block(page: &mut Page, case: Case, (index, equilibrium): (usize, &EquilibriumInFull)) {
    let kind = case.kind(equilibrium);
    let named = Text::look(Look::Strong, format!("Equilibrium {}", index + 1));
    page.space();
    page.paragraph(named.and(Look::Plain, format!("  {kind}")));
    page.table(options(case, equilibrium));
    regimes(page, case, equilibrium);
}

/// One row for each option that is played; players who do not mix come first.
fn options(case: Case, equilibrium: &EquilibriumInFull) -> Table {
    use ColumnKind::{Details, Number, Words};
    let profile = equilibrium.equilibrium.profile();
    let mut table = Table::new(&[Words, Words, Number, Number, Details]);
    let chances = Chances::of(case.style, profile.mixtures().iter().flatten());
    let shares = number::shares(case.style, profile.mixtures());
    let players = (0..case.players()).sorted_by_key(|&p| profile.support(p).len() > 1);
    for player in players {
        let support = profile.support(player);
        let most = most_rows(case.style);
        for (at, &option) in support.iter().take(most).enumerate() {
            let chance = &profile.mixtures()[player][option];
            let label = &case.answer.game.players()[player].options[option];
            let text = if label.text == label.id { "" } else { &label.text };
            table.row(vec![
                if at == 0 { case.player(player) } else { Text::new() }.into(),
                case.option(player, option).into(),
                Text::plain(&shares[player][option]).into(),
                Text::plain(chances.beside(chance)).into(),
                Text::look(Look::Dim, text).into(),
            ]);
        }
        if support.len() > most {
            let more = left_out(support.len() - most, "option", "options");
            let blank = || Text::new().into();
            table.row(vec![blank(), blank(), blank(), blank(), more.into()]);
        }
    }
    table
}

/// How often the outcome lies in which regime, where none is certain.
fn regimes(page: &mut Page, case: Case, equilibrium: &EquilibriumInFull) {
    if let Some(shares) = case.regimes(equilibrium) {
        let prior = if words::beliefs_differ(case.scenario) { ", by the common prior" } else { "" };
        page.paragraph(Text::plain(format!("Together: {shares}{prior}.")));
    }
}

/// One row for each of many equilibria.
fn overview(page: &mut Page, case: Case, equilibria: &[(usize, &EquilibriumInFull)]) {
    use ColumnKind::{Number, Words};
    let mut columns = vec![(Text::new(), Number), (Text::new(), Words)];
    columns.extend((0..case.players()).map(|player| (case.player(player), Words)));
    let mut table = Table::titled(columns);
    let most = most_rows(case.style);
    for (index, equilibrium) in equilibria.iter().take(most) {
        let mixtures = equilibrium.equilibrium.profile().mixtures().iter().enumerate();
        let number = Text::look(Look::Strong, (index + 1).to_string());
        let kind = Text::look(Look::Dim, case.kind(equilibrium));
        let played = mixtures.map(|(player, mixture)| case.mixture(player, mixture, ", "));
        let cells = [number, kind].into_iter().chain(played);
        table.row(cells.map(Into::into).collect());
    }
    page.table(table);
    if equilibria.len() > most {
        page.paragraph(left_out(equilibria.len() - most, "equilibrium", "equilibria"));
    }
}

/// For each equilibrium the best profile that all prefer to it, and who would break it.
fn preferred(page: &mut Page, case: Case) {
    let best = case.answer.preferred_by_all.iter().unique_by(|preferred| preferred.equilibrium);
    let best: Vec<&Preferred> = best.collect();
    let profiles: Vec<_> = best.iter().map(|preferred| &preferred.profile).unique().collect();
    let shown = handful(case.style);
    for profile in profiles.iter().take(shown) {
        let same = best.iter().copied().filter(|preferred| preferred.profile == **profile);
        page.paragraph(preferred_in_words(case, &same.collect_vec()));
    }
    if profiles.len() > shown {
        page.paragraph(left_out(profiles.len() - shown, "such profile", "such profiles"));
    }
}

/// One profile, and the equilibria to which all prefer it.
fn preferred_in_words(case: Case, same: &[&Preferred]) -> Text {
    let Some(first) = same.first() else { return Text::new() };
    let players: Vec<usize> = (0..case.players()).collect();
    let all = match players.len() {
        2 => "Both".to_string(),
        3 => "All three".to_string(),
        n => format!("All {n}"),
    };
    let gain = |&player: &usize| {
        let gain = number::signed(case.style, &first.gains[player]);
        case.player(player).and(Look::Gain, format!(" {gain}")).unbroken()
    };
    let told = Text::look(Look::Gain, format!("{all} would rather have ")).then(case.profile(
        &first.profile,
        &players,
        " + ",
    ));
    let told = match same {
        [_] if players.len() <= MOST_NAMED => {
            let gains = Text::join(players.iter().map(gain), ", ");
            told.and(Look::Plain, " (").then(gains).and(Look::Plain, ")")
        }
        [_] => {
            let least = first.gains.iter().min().map(|gain| number::signed(case.style, gain));
            told.and(Look::Plain, format!(" (each {} or more)", least.unwrap_or_default()))
        }
        _ => told,
    };
    told.and(Look::Plain, than(case, same)).then(breach(case, first))
}

/// `than equilibria 2 and 3`; nothing if there is only one.
fn than(case: Case, same: &[&Preferred]) -> String {
    if case.answer.equilibria.len() == 1 {
        return String::new();
    }
    let numbers = same.iter().map(|preferred| (preferred.equilibrium + 1).to_string());
    let numbers = numbers.collect_vec();
    let what = if numbers.len() == 1 { "equilibrium" } else { "equilibria" };
    format!(" than {what} {}", words::and(numbers.iter().map(String::as_str)))
}

fn breach(case: Case, preferred: &Preferred) -> Text {
    let breaker = |breach: &crate::explain::Breach| {
        let gain = number::signed(case.style, &breach.gain);
        case.player(breach.player).and(Look::Plain, format!(" ({gain})")).unbroken()
    };
    match &preferred.broken_by[..] {
        [] => match equilibrium_at(case, preferred) {
            Some(index) => Text::plain(format!("; it is equilibrium {}.", index + 1)),
            None => Text::plain("; it is an equilibrium."),
        },
        [only] => {
            let gain = number::signed(case.style, &only.gain);
            let name = case.player(only.player);
            Text::plain(", but ").then(name).and(Look::Plain, format!(" would break it ({gain})."))
        }
        several => {
            let mut breakers = several.iter().take(MOST_NAMED).map(breaker).collect_vec();
            if several.len() > MOST_NAMED {
                breakers.truncate(MOST_NAMED / 2);
                let others = several.len() - breakers.len();
                breakers.push(Text::plain(format!("{others} others")));
            }
            Text::plain(", but ")
                .then(words::listed(breakers, " and "))
                .and(Look::Plain, " would break it.")
        }
    }
}

fn equilibrium_at(case: Case, preferred: &Preferred) -> Option<usize> {
    let pure = |e: &EquilibriumInFull| e.equilibrium.profile().as_pure();
    case.answer.equilibria.iter().position(|e| pure(e).as_ref() == Some(&preferred.profile))
}
