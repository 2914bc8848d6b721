//! Iterated elimination of strictly dominated options, round by round, with the comparisons that
//! prove each of them.
//!
//! The rounds are those of [`dominance::strict`]; here each deletion is spelt out against every
//! choice of the others that earlier rounds left, and of every option that remains it is said where
//! it is best. An option that is best somewhere is dominated by nothing; one that is best nowhere
//! may still survive, where no mixture of the others is better everywhere.

use crate::budget::{Budget, Stopped};
use crate::dominance::{self, Dominated, Elimination};
use crate::game::{Profile, StrategicGame};
use crate::linalg::dot;
use crate::number::Rational;

/// The elimination, spelt out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Iesds {
    /// The rounds that cross something out.
    pub rounds: Vec<Round>,
    /// Why nothing more is crossed out: each player that has several options left.
    pub left: Vec<Left>,
    /// The elimination itself.
    pub elimination: Elimination,
}

/// One round: everything that is dominated in what the rounds before it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The options of each player before the round.
    pub kept: Vec<Vec<usize>>,
    /// What is crossed out.
    pub crossed_out: Vec<CrossedOut>,
}

/// An option that is crossed out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossedOut {
    /// Who, what, and by which mixture.
    pub dominated: Dominated,
    /// Against each choice of the others that is left, in the order of the table.
    pub comparisons: Vec<Comparison>,
}

/// What the dominating mixture and the dominated option bring against one choice of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The others' choice; the player's own entry is the dominated option.
    pub at: Profile,
    /// What each option of the mixture brings: option, probability, payoff.
    pub parts: Vec<(usize, Rational, Rational)>,
    /// What the mixture brings.
    pub mixture: Rational,
    /// What the dominated option brings.
    pub option: Rational,
}

impl Comparison {
    /// By how much the mixture is better: above 0.
    pub fn margin(&self) -> Rational {
        &self.mixture - &self.option
    }
}

/// The options that a player has left, several of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Who.
    pub player: usize,
    /// Its options, and where each is best.
    pub options: Vec<Surviving>,
}

/// An option that nothing dominates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surviving {
    /// The option.
    pub option: usize,
    /// The choice of the others at which it leads by most, and by how much it leads the next
    /// option; nothing if it is best against no single choice.
    pub best_at: Option<(Profile, Rational)>,
}

/// Crosses out strictly dominated options until there are none.
///
/// # Errors
/// [`Stopped`] when the budget ends before the first round.
pub fn iesds(game: &StrategicGame, budget: &Budget) -> Result<Iesds, Stopped> {
    budget.check()?;
    let elimination = dominance::strict(game, budget);
    let mut kept = game.all_options();
    let mut rounds = Vec::new();
    for round in 1..=elimination.rounds {
        let of_round = || elimination.dominated.iter().filter(|d| d.round == round);
        let crossed_out = of_round().map(|dominated| crossed_out(game, dominated, &kept)).collect();
        rounds.push(Round { kept: kept.clone(), crossed_out });
        of_round().for_each(|d| kept[d.player].retain(|&option| option != d.option));
    }
    let several = (0..kept.len()).filter(|&player| kept[player].len() > 1);
    let left = several.map(|player| left(game, player, &kept)).collect();
    Ok(Iesds { rounds, left, elimination })
}

fn crossed_out(game: &StrategicGame, dominated: &Dominated, kept: &[Vec<usize>]) -> CrossedOut {
    let &Dominated { player, option, ref by, .. } = dominated;
    let (table, stride) = (game.table(player), game.stride(player));
    let compare = |base: usize| {
        let payoff = |option: usize| table.payoff(base + option * stride);
        let payoffs: Vec<Rational> = (0..by.len()).map(payoff).collect();
        let played = (0..by.len()).filter(|&k| !by[k].is_zero());
        Comparison {
            at: game.profile(base + option * stride),
            parts: played.map(|k| (k, by[k].clone(), payoffs[k].clone())).collect(),
            mixture: dot(by, &payoffs),
            option: payoffs[option].clone(),
        }
    };
    let comparisons = game.opposing(player, kept).map(compare).collect();
    CrossedOut { dominated: dominated.clone(), comparisons }
}

fn left(game: &StrategicGame, player: usize, kept: &[Vec<usize>]) -> Left {
    let (table, stride) = (game.table(player), game.stride(player));
    let lead = |option: usize, base: usize| {
        let others = kept[player].iter().filter(|&&other| other != option);
        let next = others.map(|other| table.payoff(base + other * stride)).max();
        table.payoff(base + option * stride) - next.unwrap_or_default()
    };
    let surviving = |&option: &usize| {
        let mut best_at: Option<(Profile, Rational)> = None;
        for base in game.opposing(player, kept) {
            let lead = lead(option, base);
            let further = best_at.as_ref().is_none_or(|(_, known)| lead > *known);
            if !lead.is_negative() && further {
                best_at = Some((game.profile(base + option * stride), lead));
            }
        }
        Surviving { option, best_at }
    };
    Left { player, options: kept[player].iter().map(surviving).collect() }
}
