//! Why: every number traced to interests, effects and lines, every choice to what it is worth.
//!
//! A payoff is a sum over interests, and an interest's score a sum over effects; so the reasons of
//! a payoff are its summands, and the reasons of a preference the differences of two such sums.
//! Each structure here cites all that its conclusion rests on: what it does not cite could be
//! deleted from the file, and the conclusion would stand.

mod choice;
mod comparison;
mod outcome;
mod preference;
mod trace;

pub use choice::{Choice, ChoiceAt, Part};
pub use comparison::Judged;
pub use outcome::{Departure, OutcomeReasons, Standing};
pub use preference::{Contrast, Preference, TurningPoint};
pub use trace::{CellTrace, EffectTrace, InterestTrace, PayoffTrace, Situation};

/// The answer to a question for reasons.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reasons {
    /// Of one payoff.
    Payoff {
        /// What everybody does there.
        situation: Situation,
        /// The payoff.
        trace: PayoffTrace,
    },
    /// Of a preference between options.
    Preference(Preference),
    /// Of a claim about two options.
    Comparison(Judged),
    /// Of what somebody does, or gets, at the equilibria.
    Choice(Choice),
    /// Of an outcome that happens, or does not.
    Outcome(OutcomeReasons),
}
