//! Reasons as data: what the answer to a case is, and why.
//!
//! Nothing here is a sentence: words are put to it in [`crate::report`], in one place.

mod answer;
mod bench;
mod best_response;
mod claim;
mod claimed;
mod class;
mod commitment;
mod cycle;
mod indifference;
pub mod learn;
mod mediation;
mod outcome;
mod preferred;
mod series;
mod slowdown;
mod suite;
mod tie;
mod weak_spots;
pub mod why;

pub use answer::{Answer, AnswerError, EquilibriumInFull, Question, Unfinished, Value};
pub use bench::{Bench, Timed, Timing};
pub use best_response::{
    BestResponse, BestResponseError, Change, Contrast, Regret, Supposition, always_best,
};
pub use claim::{Verdict, judge};
pub use claimed::Claimed;
pub use class::{Class, classes};
pub use commitment::{Commitment, CommitmentOption, Response};
pub use cycle::{Cycle, Step, best_response_cycle};
pub use indifference::mixers_behind;
pub use mediation::{Mediation, MediationError};
pub use outcome::{Outcome, OutcomeKind};
pub use preferred::{Breach, Preferred};
pub use series::{Member, Mismatch, Series, SizeRow};
pub use slowdown::{Slowdown, TimeChange};
pub use suite::{Published, Suite, Verdict as SuiteVerdict};
pub use tie::{Tie, ties};
pub use weak_spots::{DominatedBy, Insensitive, KnifeEdge, WeakSpots};
