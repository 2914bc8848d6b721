//! What a proof proves, and why one proves nothing.

use crate::proof::{Proved, Why};

/// What an accepted proof proves.
pub(in crate::report) fn claim(proved: &Proved) -> String {
    let count = proved.equilibria.len();
    let equilibria = super::count(count, "extreme equilibrium", "extreme equilibria");
    format!("{equilibria}, and no more")
}

/// How far the payoffs may move.
pub(in crate::report) fn robustness(radius: &str) -> String {
    format!(
        "No equilibrium with other options appears while every payoff moves by less than {radius}."
    )
}

/// Why a line proves nothing.
pub(in crate::report) fn why(why: Why) -> &'static str {
    match why {
        Why::Version => "expected `standoff-proof/1`",
        Why::OtherGame => "the proof is about another game",
        Why::Players => "the game has not two players",
        Why::Malformed => "no step of a proof",
        Why::Misplaced => "a step that may not stand here",
        Why::Decided => "the label is decided on this side already",
        Why::Multipliers => "the multipliers do not have the signs that would prove anything",
        Why::Vertices => "these are not the vertices of the face",
        Why::Undecided => "some label is tight on neither side",
        Why::Short => "the text ends before the proof does",
        Why::Count => "`end` and the number of equilibria that are listed belong here",
        Why::Long => "the proof has ended before this",
        Why::Stopped => "stopped before the end",
    }
}
