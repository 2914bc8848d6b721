//! OUTCOME: what happens, in words, then option by option.

use itertools::Itertools;

use super::{HANDFUL, left_out};
use crate::explain::{EquilibriumInFull, Preferred};
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::number::{self, Chances};
use crate::report::words::{self, Case};

/// This many equilibria have a row each where not all are told in full.
const MOST_ROWS: usize = 30;

pub(super) fn outcome(page: &mut Page, case: Case) {
    let (lead, rest) = words::outcome(case);
    let sentence = Text::look(Look::Strong, lead).and(Look::Plain, " ").and(Look::Dim, rest);
    page.heading("Outcome", "", sentence);
    for index in 0..case.answer.components.len() {
        if let Some(sentence) = words::component(case, index) {
            page.paragraph(Text::plain(format!("{sentence}.")));
        }
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

/// The equilibria with their numbers, those of one regime together.
fn by_regime<'a>(case: Case<'a>) -> Vec<(usize, &'a EquilibriumInFull)> {
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
    let players = (0..case.players()).sorted_by_key(|&p| profile.support(p).len() > 1);
    for player in players {
        for (at, option) in profile.support(player).into_iter().enumerate() {
            let chance = &profile.mixtures()[player][option];
            let label = &case.answer.game.players()[player].options[option];
            let text = if label.text == label.id { "" } else { &label.text };
            table.row(vec![
                if at == 0 { case.player(player) } else { Text::new() }.into(),
                case.option(player, option).into(),
                Text::plain(chances.main(chance)).into(),
                Text::plain(chances.beside(chance)).into(),
                Text::look(Look::Dim, text).into(),
            ]);
        }
    }
    table
}

/// How often the outcome lies in which regime, where none is certain.
fn regimes(page: &mut Page, case: Case, equilibrium: &EquilibriumInFull) {
    if let Some(shares) = case.regimes(equilibrium) {
        page.paragraph(Text::plain(format!("Together: {shares}.")));
    }
}

/// One row for each of many equilibria.
fn overview(page: &mut Page, case: Case, equilibria: &[(usize, &EquilibriumInFull)]) {
    use ColumnKind::{Number, Words};
    let mut columns = vec![(Text::new(), Number), (Text::new(), Words)];
    columns.extend((0..case.players()).map(|player| (case.player(player), Words)));
    let mut table = Table::titled(columns);
    for (index, equilibrium) in equilibria.iter().take(MOST_ROWS) {
        let mixtures = equilibrium.equilibrium.profile().mixtures().iter().enumerate();
        let number = Text::look(Look::Strong, (index + 1).to_string());
        let kind = Text::look(Look::Dim, case.kind(equilibrium));
        let played = mixtures.map(|(player, mixture)| case.mixture(player, mixture, ", "));
        let cells = [number, kind].into_iter().chain(played);
        table.row(cells.map(Into::into).collect());
    }
    page.table(table);
    if equilibria.len() > MOST_ROWS {
        page.paragraph(left_out(equilibria.len() - MOST_ROWS, "equilibrium", "equilibria"));
    }
}

/// For each equilibrium the best profile that all prefer to it, and who would break it.
fn preferred(page: &mut Page, case: Case) {
    let best = case.answer.preferred_by_all.iter().unique_by(|preferred| preferred.equilibrium);
    let best: Vec<&Preferred> = best.collect();
    for preferred in best.iter().take(HANDFUL) {
        page.paragraph(preferred_in_words(case, preferred));
    }
    if best.len() > HANDFUL {
        page.paragraph(left_out(best.len() - HANDFUL, "such profile", "such profiles"));
    }
}

fn preferred_in_words(case: Case, preferred: &Preferred) -> Text {
    let players: Vec<usize> = (0..case.players()).collect();
    let against = match case.answer.equilibria.len() {
        1 => String::new(),
        _ => format!("To equilibrium {} ", preferred.equilibrium + 1),
    };
    let all = match (players.len(), against.is_empty()) {
        (2, _) => "both".to_string(),
        (3, _) => "all three".to_string(),
        (n, _) => format!("all {n}"),
    };
    let opening = if against.is_empty() {
        let mut letters = all.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{} would rather have ", letters.as_str())
    } else {
        format!("{against}{all} would prefer ")
    };
    let gain = |&player: &usize| {
        let gain = number::signed(case.style, &preferred.gains[player]);
        case.player(player).and(Look::Gain, format!(" {gain}")).unbroken()
    };
    Text::look(Look::Gain, opening)
        .then(case.profile(&preferred.profile, &players, " + "))
        .and(Look::Plain, " (")
        .then(Text::join(players.iter().map(gain), ", "))
        .and(Look::Plain, ")")
        .then(breach(case, preferred))
}

fn breach(case: Case, preferred: &Preferred) -> Text {
    let breaker = |breach: &crate::explain::Breach| {
        let gain = number::signed(case.style, &breach.gain);
        case.player(breach.player).and(Look::Plain, format!(" ({gain})")).unbroken()
    };
    match &preferred.broken_by[..] {
        [] => match equilibrium_at(case, preferred) {
            Some(index) => Text::plain(format!(", which is equilibrium {}.", index + 1)),
            None => Text::plain(", which is an equilibrium."),
        },
        [only] => {
            let gain = number::signed(case.style, &only.gain);
            let name = case.player(only.player);
            Text::plain(", but ").then(name).and(Look::Plain, format!(" would break it ({gain})."))
        }
        several => {
            let breakers = several.iter().map(breaker).collect();
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
