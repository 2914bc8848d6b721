//! A continuum of equilibria in words, with the tie that makes it; never as bare end points.

use itertools::Itertools;

use super::{Case, and, count};
use crate::explain::Tie;
use crate::game::Mixture;
use crate::nash::NashSubset;
use crate::number::Algebraic;
use crate::report::content::Text;
use crate::report::number;

/// More parts than this are counted, not told.
const MOST_SUBSETS: usize = 4;

/// `Row plays top; Column plays any mix of left and right, because Column is indifferent
/// between left and right`, for each part of a continuum; nothing for an isolated equilibrium.
pub(in crate::report) fn component(case: Case, index: usize) -> Vec<String> {
    let component = &case.answer.components[index];
    let subsets = component.subsets.iter().enumerate().take(MOST_SUBSETS);
    if component.is_isolated() {
        return Vec::new();
    }
    if component.subsets.is_empty() {
        let kind = if component.dimension == 1 { "curve" } else { "surface" };
        let listed = component.equilibria.len();
        let listed = match listed {
            0 => "none is listed".to_string(),
            1 => "one is listed".to_string(),
            _ => format!("{listed} are listed"),
        };
        return vec![format!("a {kind} of equilibria, of which {listed}")];
    }
    let mut ways = subsets.map(|part| subset_in_words(case, index, part)).collect_vec();
    let more = component.subsets.len().saturating_sub(MOST_SUBSETS);
    if more > 0 {
        ways.push(count(more, "more part of this kind", "more parts of this kind"));
    }
    ways
}

fn subset_in_words(case: Case, component: usize, (at, subset): (usize, &NashSubset)) -> String {
    let ties = &case.answer.ties[component];
    let play = |(player, strategies): (usize, &Vec<Mixture>)| match &strategies[..] {
        [only] => format!("{} plays {}", case.name(player), strategy(case, player, only)),
        several => {
            // In file order: what plays an earlier option more comes first.
            let named = several.iter().sorted_by(|a, b| b.cmp(a));
            let named = named.map(|mixture| alternative(case, player, mixture));
            let named = named.collect_vec();
            let any = and(named.iter().map(String::as_str));
            let tie = ties.iter().find(|tie| tie.subset == at && tie.player == player);
            let why = tie.map_or_else(String::new, |tie| because(case, tie));
            format!("{} plays any mix of {any}{why}", case.name(player))
        }
    };
    subset.factors.iter().enumerate().map(play).join("; ")
}

fn because(case: Case, tie: &Tie) -> String {
    let name = case.name(tie.player);
    let options = and(tie.options.iter().map(|&option| case.option_id(tie.player, option)));
    let brings =
        |payoff: &Algebraic| format!(" (each brings {})", number::signed(case.style, payoff));
    let payoff = tie.payoff.as_ref().map_or_else(String::new, brings);
    format!(", because {name} is indifferent between {options}{payoff}")
}

fn strategy(case: Case, player: usize, mixture: &Mixture) -> String {
    case.mixture(player, mixture, " and ").as_string()
}

/// A strategy in a list of strategies: in parentheses if it is itself mixed.
fn alternative(case: Case, player: usize, mixture: &Mixture) -> String {
    let text: Text = case.mixture(player, mixture, " + ");
    let mixed = mixture.iter().filter(|chance| !chance.is_zero()).count() > 1;
    if mixed { format!("({})", text.as_string()) } else { text.as_string() }
}
