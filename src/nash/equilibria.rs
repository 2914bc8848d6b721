//! What a solver for all equilibria returns: the equilibria, their components, and what is known
//! about completeness.

use super::Equilibrium;
use crate::number::{Algebraic, Rational};

/// All equilibria that were found, and what is known about the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Equilibria {
    /// The isolated equilibria, and all extreme equilibria of the continua. Order: pure first, in
    /// file order, then by the sizes of the supports, the supports in file order, the
    /// probabilities.
    pub equilibria: Vec<Equilibrium>,
    /// The connected components of the set of equilibria, in the order of their first
    /// equilibrium. Every equilibrium belongs to exactly one.
    pub components: Vec<Component>,
    /// Whether these are all, and why.
    pub coverage: Coverage,
}

impl Equilibria {
    /// Keeps the first of the equilibria and the components that they lie in. The coverage counts
    /// the rest, and says that the computation was stopped.
    pub(crate) fn truncate(&mut self, kept: usize) {
        let left = self.equilibria.len().saturating_sub(kept) as u64;
        if left == 0 {
            return;
        }
        self.equilibria.truncate(kept);
        for component in &mut self.components {
            component.equilibria.retain(|&equilibrium| equilibrium < kept);
        }
        self.components.retain(|component| !component.equilibria.is_empty());
        self.coverage.stop();
        self.coverage
            .undecided
            .push(Undecided { support: None, why: UndecidedReason::TooManySupports { left } });
    }

    /// For each equilibrium, the component that it lies in.
    pub(crate) fn component_of_each(&self) -> Vec<usize> {
        let mut of_each = vec![0; self.equilibria.len()];
        for (place, component) in self.components.iter().enumerate() {
            for &equilibrium in &component.equilibria {
                of_each[equilibrium] = place;
            }
        }
        of_each
    }
}

/// A connected component of the set of equilibria; a single point if `dimension` is 0.
///
/// Where the coverage has [`UndecidedReason::Curved`] or [`UndecidedReason::Stopped`], components
/// may be parts of one: only samples of a curve are compared with other pieces, and a stopped
/// computation joins only pieces that share an extreme equilibrium. With
/// [`UndecidedReason::NotSought`] the one component is the equilibrium, whatever else is near it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Component {
    /// The dimension of the largest subset; 0 for an isolated equilibrium. After a stop, what it
    /// is at most.
    pub dimension: usize,
    /// The component's equilibria: indices into [`Equilibria::equilibria`], increasing.
    pub equilibria: Vec<usize>,
    /// Maximal products of polytopes whose union is the component (for two players the maximal
    /// Nash subsets). Empty where the set is no union of polytopes: then the listed equilibria
    /// are samples.
    pub subsets: Vec<NashSubset>,
}

impl Component {
    /// Whether the component is a single equilibrium.
    pub fn is_isolated(&self) -> bool {
        self.dimension == 0 && self.equilibria.len() == 1 && self.subsets.len() <= 1
    }
}

/// A product of polytopes of which every point is an equilibrium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NashSubset {
    /// For each player the extreme strategies, each a probability for each option.
    pub factors: Vec<Vec<Vec<Algebraic>>>,
}

/// What is known about completeness.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The argument on which completeness rests, as far as it goes.
    pub argument: Argument,
    /// What was not decided; empty exactly when every equilibrium is listed or lies in a listed
    /// component.
    pub undecided: Vec<Undecided>,
}

impl Coverage {
    /// Whether every equilibrium is listed or lies in a listed component.
    pub fn is_all(&self) -> bool {
        self.undecided.is_empty()
    }

    /// Says, once, that the computation was stopped.
    pub(crate) fn stop(&mut self) {
        let stopped = Undecided { support: None, why: UndecidedReason::Stopped };
        if !self.undecided.contains(&stopped) {
            self.undecided.push(stopped);
        }
    }
}

/// An argument for completeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Argument {
    /// Every option of the only player was compared; or every pure profile, for one equilibrium.
    PureEnumeration,
    /// Iterated strict dominance leaves one profile.
    Dominance,
    /// Every pair of vertices of the two best-response polytopes was examined.
    VertexEnumeration,
    /// Two players: every label was decided, branch by branch.
    LabelTree,
    /// Two players, one equilibrium: there is one at the end of a path.
    LemkeHowson,
    /// Every support was examined.
    Supports,
}

/// Something that was not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undecided {
    /// The support for each player: option indices; `None` where it is about no one support.
    pub support: Option<Vec<Vec<usize>>>,
    /// Why.
    pub why: UndecidedReason,
}

/// Why something was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UndecidedReason {
    /// The indifference conditions of this support are polynomials of a kind not solved here.
    Polynomial,
    /// A curve or surface of equilibria that is no polytope. Components that touch it elsewhere
    /// than in its samples are told apart from it, and from each other.
    Curved,
    /// A tie between two mixing players that a third player's condition cuts in a curve.
    Bilinear,
    /// The computation was stopped before this was examined.
    Stopped,
    /// Only one equilibrium was looked for.
    NotSought,
    /// A solver proposed an equilibrium here that the check refused: a fault of the program, told
    /// rather than hidden.
    Refused,
    /// Further supports like those listed, too many to list.
    More {
        /// How many at most: one that was met twice counts twice.
        supports: u64,
    },
    /// More supports than the budget allows, or more equilibria than are listed.
    TooManySupports {
        /// How many were not examined, or not listed; at most, since equilibria that lie in several
        /// subsets count more than once.
        left: u64,
    },
}

impl Undecided {
    pub(super) fn stopped() -> Undecided {
        Undecided { support: None, why: UndecidedReason::Stopped }
    }
}

/// A rational strategy as exact numbers.
pub(super) fn exact(strategy: &[Rational]) -> Vec<Algebraic> {
    strategy.iter().cloned().map(Algebraic::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;
    use crate::game::{Player, StrategicGame};

    #[test]
    fn what_is_forgotten_is_counted() {
        let sexes = StrategicGame::bimatrix(
            Player::plain("row", &["ballet", "boxing"]),
            Player::plain("column", &["ballet", "boxing"]),
            &[&[(2, 1), (0, 0)], &[(0, 0), (1, 2)]],
        );
        let all = crate::nash::all(&sexes, &Budget::default());
        let mut some = all.clone();
        some.truncate(3);
        assert_eq!(some, all);
        some.truncate(1);
        assert_eq!(some.equilibria[..], all.equilibria[..1]);
        assert_eq!(some.components[..], all.components[..1]);
        assert_eq!(some.component_of_each(), [0]);
        let open: Vec<UndecidedReason> = some.coverage.undecided.iter().map(|u| u.why).collect();
        let two = UndecidedReason::TooManySupports { left: 2 };
        assert_eq!(open, [UndecidedReason::Stopped, two]);
    }
}
