//! What the algorithms of `learn` are called, and the signs of their steps.

use crate::explain::learn::Algorithm;
use crate::report::Style;

/// What an algorithm does, in a few words.
pub(in crate::report) fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Underline => "best responses underlined",
        Algorithm::Iesds => "iterated strict dominance",
        Algorithm::Supports => "support enumeration",
        Algorithm::LemkeHowson => "the method of Lemke and Howson",
    }
}

/// Which games an algorithm is for.
pub(in crate::report) fn suits(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Underline | Algorithm::Iesds => "any number of players",
        Algorithm::Supports => "any number of players; three and more that mix are left to `solve`",
        Algorithm::LemkeHowson => "two players, or others with one option each",
    }
}

/// That something holds, and that it does not.
pub(in crate::report) fn signs(style: &Style) -> (&'static str, &'static str) {
    if style.ascii { ("yes", "no") } else { ("✓", "✗") }
}

/// The sign of a product.
pub(in crate::report) fn times(style: &Style) -> &'static str {
    if style.ascii { "*" } else { "·" }
}
