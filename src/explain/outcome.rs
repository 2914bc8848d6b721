//! What happens, in one word: the kind of outcome.

use super::EquilibriumInFull;
use crate::nash::Equilibria;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The kind.
    pub kind: OutcomeKind,
    /// The regime that is certain at every equilibrium, if there is one.
    pub regime: Option<usize>,
    /// The only equilibrium: an index into [`super::Answer::equilibria`].
    pub equilibrium: Option<usize>,
}

/// The kind of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutcomeKind {
    /// Some equilibrium is not isolated.
    Continuum,
    /// One equilibrium, in pure strategies.
    UniquePure,
    /// Several equilibria, all pure.
    SeveralPure,
    /// Every equilibrium is mixed: nothing settles.
    MixedOnly,
    /// Pure and mixed equilibria.
    PureAndMixed,
    /// None was found before the computation was stopped.
    NoneFound,
}

impl OutcomeKind {
    /// The name in JSON and in claims.
    pub fn id(self) -> &'static str {
        match self {
            OutcomeKind::Continuum => "continuum",
            OutcomeKind::UniquePure => "unique_pure",
            OutcomeKind::SeveralPure => "several_pure",
            OutcomeKind::MixedOnly => "mixed_only",
            OutcomeKind::PureAndMixed => "pure_and_mixed",
            OutcomeKind::NoneFound => "none_found",
        }
    }

    /// What an answer of this kind may turn out to be once further equilibria are known.
    pub fn may_become(self) -> &'static [OutcomeKind] {
        use OutcomeKind::{Continuum, MixedOnly, NoneFound, PureAndMixed, SeveralPure, UniquePure};
        match self {
            NoneFound => &[NoneFound, UniquePure, SeveralPure, MixedOnly, PureAndMixed, Continuum],
            UniquePure => &[UniquePure, SeveralPure, PureAndMixed, Continuum],
            SeveralPure => &[SeveralPure, PureAndMixed, Continuum],
            MixedOnly => &[MixedOnly, PureAndMixed, Continuum],
            PureAndMixed => &[PureAndMixed, Continuum],
            Continuum => &[Continuum],
        }
    }
}

pub(super) fn of(found: &Equilibria, equilibria: &[EquilibriumInFull]) -> Outcome {
    let pure = |e: &EquilibriumInFull| e.equilibrium.profile().as_pure().is_some();
    let pure_count = equilibria.iter().filter(|e| pure(e)).count();
    let kind = if found.components.iter().any(|component| !component.is_isolated()) {
        OutcomeKind::Continuum
    } else {
        match (pure_count, equilibria.len() - pure_count) {
            (0, 0) => OutcomeKind::NoneFound,
            (1, 0) => OutcomeKind::UniquePure,
            (_, 0) => OutcomeKind::SeveralPure,
            (0, _) => OutcomeKind::MixedOnly,
            _ => OutcomeKind::PureAndMixed,
        }
    };
    let first = equilibria.first().and_then(|e| e.regimes.certain());
    let certain = equilibria.iter().all(|e| e.regimes.certain() == first);
    Outcome {
        kind,
        regime: first.filter(|_| certain),
        equilibrium: (equilibria.len() == 1).then_some(0),
    }
}
