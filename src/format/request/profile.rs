//! Profiles: one MIX for each move.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::suggest::listed;
use crate::game::MixedProfile;
use crate::number::Rational;
use crate::scenario::{Mix, Scenario};

/// The profile of the strategic form that gives each free move its mix. A move with a single
/// option may be left out.
///
/// # Errors
/// If a mix is of a move that is not free, a move has two or has none.
pub fn profile(scenario: &Scenario, mixes: &[Mix]) -> Result<MixedProfile, Diagnostic> {
    let (moves, nodes) = (scenario.free_moves(), scenario.nodes());
    for (at, Mix { node, .. }) in mixes.iter().enumerate() {
        let id = &nodes[*node].id;
        if !moves.contains(node) {
            let fault = unreadable(format!("`{id}` is not a move that is still free"));
            return Err(fault.help("leave it out: what `--if` fixes is part of the game"));
        }
        if mixes[..at].iter().any(|earlier| earlier.node == *node) {
            return Err(unreadable(format!("two mixes are given for `{id}`")).help("give one"));
        }
    }
    let given = |node: usize| mixes.iter().find(|mix| mix.node == node);
    let needed = |node: &&usize| given(**node).is_none() && nodes[**node].choices.len() > 1;
    let missing: Vec<&str> =
        moves.iter().filter(needed).map(|&node| nodes[node].id.as_str()).collect();
    if let Some(first) = missing.first() {
        let message = format!("no mix is given for {}", listed(missing.iter().copied()));
        let option = moves.iter().find(|&&node| nodes[node].id == **first);
        let option = option.map_or("OPTION", |&node| nodes[node].choices[0].id.as_str());
        let help = format!("a profile says what everybody does: `--claim {first}={option}`");
        return Err(unreadable(message).help(help));
    }
    let certain = || vec![Rational::ONE];
    let mixture = |&node: &usize| given(node).map_or_else(certain, |mix| mix.mixture.clone());
    MixedProfile::rational(moves.iter().map(mixture).collect())
        .map_err(|error| unreadable(error.to_string()))
}

fn unreadable(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code("E204"), message)
}
