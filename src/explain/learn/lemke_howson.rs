//! The method of Lemke and Howson, pivot by pivot, and where each of the other labels leads.
//!
//! The path is that of [`crate::nash::lemke_howson`]; here each pivot keeps the ratios that decided
//! it and the tableau that it led to. Players with a single option change nothing and are left out,
//! so that a larger game will do in which only two have a choice.

use super::StepsError;
use crate::budget::Budget;
use crate::game::StrategicGame;
use crate::nash::Equilibrium;
use crate::nash::lemke_howson::{Label, Path, Step, Tableau};
use crate::number::{Integer, Rational};

/// A longer path is cut. Far more than anybody reads; paths may be exponentially long.
const MOST_PIVOTS: usize = 500;

/// The other labels are tried where there are at most so many: each is a path of its own.
const MOST_LABELS: usize = 40;

/// A path of the method, and the ends of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LemkeHowson {
    /// The two players of the game that have a choice: labels count them 0 and 1.
    pub players: [usize; 2],
    /// How the payoffs of the two were made whole and positive.
    pub scaled: [Scaled; 2],
    /// The label that is given up first.
    pub dropped: Label,
    /// The pivots.
    pub steps: Vec<Pivot>,
    /// The equilibrium at the end, of the game of the two; nothing if the path was cut.
    pub equilibrium: Option<Equilibrium>,
    /// Where the path from each label ends, in the order of players and options; empty if there are
    /// too many.
    pub ends: Vec<End>,
    /// The equilibria in which they end, in the order in which they are met.
    pub equilibria: Vec<Equilibrium>,
}

/// Payoffs as whole numbers above 0: times `factor`, plus `shift`. That changes no best response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// By what they were multiplied.
    pub factor: Integer,
    /// What was added then.
    pub shift: Integer,
}

/// One pivot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pivot {
    /// Who moves, from which label to which.
    pub step: Step,
    /// The basic variables that limit how far it moves, each with the ratio at which it would be 0;
    /// the first of the smallest leaves, ties broken lexicographically.
    pub ratios: Vec<(Label, Rational)>,
    /// The tableau of the mover afterwards.
    pub tableau: Tableau,
}

/// Where the path from a label ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The label that was given up first.
    pub dropped: Label,
    /// How many pivots the path takes.
    pub pivots: usize,
    /// The equilibrium: an index into [`LemkeHowson::equilibria`].
    pub equilibrium: usize,
}

impl LemkeHowson {
    /// Whether the path came to its end.
    pub fn has_ended(&self) -> bool {
        self.equilibrium.is_some()
    }
}

/// Follows the path from the first player's first option.
///
/// # Errors
/// If not two players have a choice, or when the budget ends before the first pivot.
pub fn lemke_howson(game: &StrategicGame, budget: &Budget) -> Result<LemkeHowson, StepsError> {
    budget.check()?;
    let players = deciding(game)?;
    let pair = game_of(game, players);
    let dropped = Label { player: 0, option: 0 };
    let mut path = Path::new(&pair, dropped);
    let mut steps = Vec::new();
    while steps.len() < MOST_PIVOTS && budget.check().is_ok() {
        let before = [path.tableau(0).clone(), path.tableau(1).clone()];
        let Some(step) = path.next() else { break };
        let ratios = ratios(&pair, &before[step.player], &step);
        let tableau = path.tableau(step.player).clone();
        steps.push(Pivot { step, ratios, tableau });
    }
    let equilibrium = path.equilibrium(&pair);
    let (ends, equilibria) = ends(&pair, budget);
    let scaled = [scaled(&pair, 0), scaled(&pair, 1)];
    Ok(LemkeHowson { players, scaled, dropped, steps, equilibrium, ends, equilibria })
}

/// The two players whose choices matter.
fn deciding(game: &StrategicGame) -> Result<[usize; 2], StepsError> {
    let players = || 0..game.sizes().len();
    let choosing = players().filter(|&player| game.sizes()[player] > 1).count();
    let wrong = StepsError::NotTwoPlayers { choosing };
    // Those with a choice come first; of the others as many as are missing.
    let mut ranked: Vec<usize> = players().collect();
    ranked.sort_by_key(|&player| game.sizes()[player] == 1);
    match (choosing, &ranked[..]) {
        (..=2, &[first, second, ..]) => Ok([first.min(second), first.max(second)]),
        _ => Err(wrong),
    }
}

/// The game of two players; the others have one option each.
fn game_of(game: &StrategicGame, players: [usize; 2]) -> StrategicGame {
    let others = (0..game.sizes().len()).rev().filter(|player| !players.contains(player));
    others.fold(game.clone(), |game, other| game.given(other, 0))
}

fn scaled(game: &StrategicGame, player: usize) -> Scaled {
    let table = game.table(player);
    let least = (0..table.len()).map(|index| table.numerator(index)).min().unwrap_or_default();
    Scaled { factor: table.denominator(), shift: Integer::ONE - least }
}

/// The minimum ratio test: how far the entering variable may grow before each basic one is 0.
fn ratios(game: &StrategicGame, before: &Tableau, step: &Step) -> Vec<(Label, Rational)> {
    let entering = step.given_up;
    let own = game.sizes()[step.player];
    let column = if entering.player == step.player { 0 } else { own } + entering.option;
    let ratio = |(label, row): (Label, &[Integer])| {
        let positive = row[column] > Integer::ZERO;
        let ratio =
            positive.then(|| Rational::ratio(row[row.len() - 1].clone(), row[column].clone()));
        ratio.flatten().map(|ratio| (label, ratio))
    };
    before.rows().filter_map(ratio).collect()
}

/// Where the paths from all labels end.
fn ends(game: &StrategicGame, budget: &Budget) -> (Vec<End>, Vec<Equilibrium>) {
    let of = |player: usize| (0..game.sizes()[player]).map(move |option| Label { player, option });
    let labels: Vec<Label> = of(0).chain(of(1)).collect();
    let (mut ends, mut equilibria) = (Vec::new(), Vec::new());
    if labels.len() > MOST_LABELS {
        return (ends, equilibria);
    }
    for dropped in labels {
        let mut path = Path::new(game, dropped);
        let mut pivots = 0;
        while pivots < MOST_PIVOTS && budget.check().is_ok() && path.advance().is_some() {
            pivots += 1;
        }
        let Some(found) = path.equilibrium(game) else { continue };
        let known = equilibria.iter().position(|known| *known == found);
        let equilibrium = known.unwrap_or(equilibria.len());
        if known.is_none() {
            equilibria.push(found);
        }
        ends.push(End { dropped, pivots, equilibrium });
    }
    (ends, equilibria)
}
