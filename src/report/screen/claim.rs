//! CLAIM: whether profiles are equilibria; who would deviate, and what exact equilibrium is near.

use itertools::Itertools;

use crate::explain::Claimed;
use crate::nash::Deviation;
use crate::number::Algebraic;
use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::{Claims, Style, number, words};

/// This many claims that fail are told in full.
const MOST_TOLD: usize = 5;

/// A longer gain is told in decimals as well.
const LONGEST_GAIN: usize = 8;

/// The claims and what is wrong with each that fails.
pub(super) fn claims(page: &mut Page, claims: &Claims, style: &Style) {
    let failing = claims.claimed.iter().enumerate().filter(|(_, claimed)| !claimed.holds());
    let failing = failing.collect_vec();
    let all = claims.claimed.len();
    let verdict = match (&claims.claimed[..], failing.len()) {
        ([_], 0) => {
            "This is an equilibrium: no one gains by changing alone (gain exactly 0).".into()
        }
        (_, 0) => match all {
            0 => "Nothing is claimed.".into(),
            _ => format!("All {all} are equilibria: no one gains by changing alone."),
        },
        ([_], _) => "This is not an equilibrium.".into(),
        (_, wrong) => format!("{wrong} of {all} are not equilibria."),
    };
    let look = if failing.is_empty() { Look::Gain } else { Look::Loss };
    page.heading("Claim", "", Text::look(look, verdict));
    if let ([only], []) = (&claims.claimed[..], &failing[..]) {
        page.table(strategies(claims, only, style));
    }
    for (index, claimed) in failing.iter().take(MOST_TOLD) {
        if all > 1 {
            page.space();
            page.paragraph(Text::look(Look::Strong, format!("Equilibrium {}", index + 1)));
        }
        page.table(strategies(claims, claimed, style));
        page.space();
        for deviation in &claimed.deviations {
            page.paragraph(deviating(claims, deviation, style));
        }
        page.paragraph(near(claims, claimed, style));
    }
    if failing.len() > MOST_TOLD {
        let more = words::count(failing.len() - MOST_TOLD, "claim", "claims");
        page.paragraph(Text::look(Look::Dim, format!("and {more} more that fail: see the JSON")));
    }
}

/// What is claimed, beside the equilibrium that is near.
fn strategies(claims: &Claims, claimed: &Claimed, style: &Style) -> Table {
    use ColumnKind::{Number, Words};
    let titles = ["claimed", if claimed.nearest.is_some() { "equilibrium" } else { "" }];
    let titles = titles.map(|title| (Text::look(Look::Dim, title), Number));
    let columns = [(Text::new(), Words), (Text::new(), Words)].into_iter().chain(titles);
    let mut table = Table::titled(columns.collect());
    for (player, mixture) in claimed.profile.mixtures().iter().enumerate() {
        let mut name = claims.player(player);
        for option in claimed.profile.support(player) {
            let near = claimed.nearest.as_ref().map(|near| &near.mixtures()[player][option]);
            let [chance, near] = [Some(&mixture[option]), near]
                .map(|chance| Text::plain(chance.map_or_else(String::new, |c| exact(c, style))));
            let row = [std::mem::take(&mut name), claims.option(player, option), chance, near];
            table.row(row.map(Into::into).into());
        }
    }
    table
}

/// `Amazon gains 1/4000 by expand alone.`
fn deviating(claims: &Claims, deviation: &Deviation, style: &Style) -> Text {
    let Deviation { player, option, gain } = deviation;
    let told = claims.player(*player).and(Look::Plain, " gains ");
    let told = told.and(Look::Gain, exact(gain, style));
    let (short, signed) = (gain.to_string().len() <= LONGEST_GAIN, number::signed(style, gain));
    let decimal = if short { String::new() } else { format!(" ({signed})") };
    let told = told.and(Look::Plain, decimal + " by playing ");
    told.then(claims.option(*player, *option)).and(Look::Plain, " alone.")
}

fn near(claims: &Claims, claimed: &Claimed, style: &Style) -> Text {
    let Some(near) = &claimed.nearest else {
        return Text::look(Look::Dim, "No equilibrium is known in which all play these options.");
    };
    let pairs = near.mixtures().iter().zip(claimed.profile.mixtures()).enumerate();
    let differing = pairs.filter_map(|(player, (near, claimed))| {
        let first = (0..near.len()).find(|&option| near[option] != claimed[option])?;
        let option = claims.option(player, first);
        let instead =
            format!(" {}, not {}", exact(&near[first], style), exact(&claimed[first], style));
        Some(claims.player(player).and(Look::Plain, " ").then(option).and(Look::Plain, instead))
    });
    let differing = Text::join(differing, "; ");
    Text::plain("With these options the equilibrium is ").then(differing).and(Look::Plain, ".")
}

/// The number itself, however it is written.
fn exact(number: &Algebraic, style: &Style) -> String {
    number::with_minus(style, &number.to_string())
}
