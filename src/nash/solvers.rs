//! The solvers as a list, and whether their answers agree.

use super::{
    Equilibria, Equilibrium, all, bimatrix, constant_sum, label_tree, linear_program, pure, single,
    supports,
};
use crate::budget::Budget;
use crate::dominance;
use crate::game::{MixedProfile, Mixture, StrategicGame};
use crate::number::Algebraic;

/// A way to find equilibria, and what it promises.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Solver {
    /// What it is called.
    pub name: &'static str,
    /// What it promises to find, where it comes to its end.
    pub promise: Promise,
    applies: fn(&StrategicGame) -> bool,
    solve: fn(&StrategicGame, &Budget) -> Found,
}

/// What a solver promises to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Promise {
    /// Every equilibrium: the isolated ones and the extreme ones of continua.
    All,
    /// Every equilibrium in pure strategies.
    Pure,
}

/// What a solver found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Equilibria, each checked.
    pub equilibria: Vec<Equilibrium>,
    /// Whether the promise is kept in full.
    pub is_complete: bool,
}

/// Every solver, the one that chooses by the shape of the game first.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// use standoff::nash::{Promise, SOLVERS};
/// let pennies = StrategicGame::bimatrix(
///     Player::plain("even", &["heads", "tails"]),
///     Player::plain("odd", &["heads", "tails"]),
///     &[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]],
/// );
/// for solver in SOLVERS.iter().filter(|solver| solver.applies(&pennies)) {
///     let found = solver.solve(&pennies, &Budget::default());
///     assert_eq!(found.equilibria.len(), usize::from(solver.promise == Promise::All));
/// }
/// ```
pub const SOLVERS: [Solver; 8] = [
    Solver {
        name: "automatic choice",
        promise: Promise::All,
        applies: |_| true,
        solve: |game, budget| all(game, budget).into(),
    },
    Solver {
        name: "one player",
        promise: Promise::All,
        applies: |game| game.sizes().len() <= 1,
        solve: |game, budget| single(game, budget).into(),
    },
    Solver {
        name: "label tree",
        promise: Promise::All,
        applies: |game| game.sizes().len() == 2,
        solve: |game, budget| label_tree(game, budget).into(),
    },
    Solver {
        name: "vertex enumeration",
        promise: Promise::All,
        applies: |game| game.sizes().len() == 2,
        solve: |game, budget| bimatrix(game, budget).into(),
    },
    Solver {
        name: "linear program",
        promise: Promise::All,
        applies: |game| game.sizes().len() == 2 && constant_sum(game).is_some(),
        solve: |game, budget| linear_program(game, budget).map(Found::from).unwrap_or_default(),
    },
    Solver {
        name: "support enumeration",
        promise: Promise::All,
        applies: |game| game.sizes().len() > 1,
        solve: |game, budget| supports(game, budget).into(),
    },
    Solver {
        name: "dominance first",
        promise: Promise::All,
        applies: |game| game.sizes().iter().any(|&size| size > 1),
        solve: after_dominance,
    },
    Solver {
        name: "pure enumeration",
        promise: Promise::Pure,
        applies: |_| true,
        solve: only_pure,
    },
];

impl Solver {
    /// Whether it takes this game.
    pub fn applies(&self, game: &StrategicGame) -> bool {
        (self.applies)(game)
    }

    /// What it finds.
    ///
    /// # Panics
    /// If it does not take this game.
    pub fn solve(&self, game: &StrategicGame, budget: &Budget) -> Found {
        (self.solve)(game, budget)
    }
}

impl From<Equilibria> for Found {
    fn from(found: Equilibria) -> Found {
        Found { is_complete: found.coverage.is_all(), equilibria: found.equilibria }
    }
}

/// Solves the game that iterated strict dominance leaves; its equilibria are those of the game.
fn after_dominance(game: &StrategicGame, budget: &Budget) -> Found {
    let kept = dominance::strict(game, budget).kept;
    let found = all(&game.restrict(&kept), budget);
    let whole = |(mixture, (kept, &size)): (&Mixture, (&Vec<usize>, &usize))| {
        let mut whole = vec![Algebraic::ZERO; size];
        for (&option, chance) in kept.iter().zip(mixture) {
            whole[option] = chance.clone();
        }
        whole
    };
    let lifted = |equilibrium: &Equilibrium| {
        let options = kept.iter().zip(game.sizes());
        let mixtures = equilibrium.profile().mixtures().iter().zip(options).map(whole);
        Equilibrium::check(game, MixedProfile::new(mixtures.collect()).ok()?).ok()
    };
    let equilibria: Vec<_> = found.equilibria.iter().filter_map(lifted).collect();
    let all_hold = equilibria.len() == found.equilibria.len();
    Found { equilibria, is_complete: all_hold && found.coverage.is_all() }
}

fn only_pure(game: &StrategicGame, _: &Budget) -> Found {
    let certain = |profile| MixedProfile::pure(&profile, game.sizes());
    let checked = pure(game).map(|profile| Equilibrium::check(game, certain(profile)).ok());
    let equilibria: Option<Vec<_>> = checked.collect();
    Found { is_complete: equilibria.is_some(), equilibria: equilibria.unwrap_or_default() }
}

/// Whether the answers of several solvers go together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Agreement {
    /// The solvers that kept their promise in full: indices into what was compared. Only their
    /// answers are compared.
    pub compared: Vec<usize>,
    /// Those of them whose answer is not what the first complete one has of their kind.
    pub disagreeing: Vec<usize>,
}

impl Agreement {
    /// Compares answers for one game: complete solvers have the same equilibria, and a partial one
    /// those of its kind.
    pub fn of<'a>(answers: impl IntoIterator<Item = (Promise, &'a Found)>) -> Agreement {
        let answers: Vec<_> = answers.into_iter().collect();
        let complete = (0..answers.len()).filter(|&at| answers[at].1.is_complete);
        let compared: Vec<usize> = complete.collect();
        let whole = compared.iter().find(|&&at| answers[at].0 == Promise::All);
        let Some(&whole) = whole else { return Agreement { compared, disagreeing: Vec::new() } };
        let disagrees = |&at: &usize| {
            let (promise, found) = answers[at];
            found.equilibria != promised(promise, answers[whole].1)
        };
        let disagreeing = compared.iter().copied().filter(disagrees).collect();
        Agreement { compared, disagreeing }
    }

    /// Whether no answer contradicts another.
    pub fn holds(&self) -> bool {
        self.disagreeing.is_empty()
    }
}

/// What of all equilibria a solver promises.
fn promised(promise: Promise, all: &Found) -> Vec<Equilibrium> {
    let is_pure = |e: &&Equilibrium| e.profile().as_pure().is_some();
    match promise {
        Promise::All => all.equilibria.clone(),
        Promise::Pure => all.equilibria.iter().filter(is_pure).cloned().collect(),
    }
}
