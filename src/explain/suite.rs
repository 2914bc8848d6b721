//! What is found of published games, against what is known of them.

use super::bench::Timed;
use crate::families::Instance;

/// Published games and what was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Suite {
    /// What it is called.
    pub name: &'static str,
    /// Each game, in the order of the suite.
    pub results: Vec<Published>,
}

/// A published game and what was found.
#[derive(Clone, Debug)]
pub struct Published {
    /// The game, with what is known of it.
    pub instance: &'static Instance,
    /// How many options each player has.
    pub sizes: Vec<usize>,
    /// What was found, and how long it took.
    pub run: Timed,
}

/// Whether what was found is what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// As many equilibria as are known, and as many pure ones.
    Holds,
    /// Not as many.
    Differs,
    /// Not every equilibrium was found, or whether these are all is not decided.
    Undecided,
}

impl Suite {
    /// Judges runs on published games.
    pub fn of(name: &'static str, results: Vec<Published>) -> Suite {
        Suite { name, results }
    }

    /// The games of which this is the verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Published> {
        self.results.iter().filter(move |published| published.verdict() == verdict)
    }
}

impl Published {
    /// How many of the equilibria that were found are in pure strategies.
    pub fn pure(&self) -> usize {
        let equilibria = self.run.found.equilibria.iter();
        equilibria.filter(|equilibrium| equilibrium.profile().as_pure().is_some()).count()
    }

    /// Whether what was found is what is known.
    pub fn verdict(&self) -> Verdict {
        let found = (self.run.found.equilibria.len(), self.pure());
        let (all, pure) = (self.instance.all, self.instance.pure);
        match self.run.found.is_complete {
            true if found == (all, pure) => Verdict::Holds,
            false if found.0 <= all && found.1 <= pure => Verdict::Undecided,
            _ => Verdict::Differs,
        }
    }
}
