//! Words that the grammar knows and this version does not carry out: refused, never ignored.

use crate::diagnostic::{Code, Diagnostic};

/// Marks a refused value in clap's message, so that it gets its own code.
pub(crate) const MARK: &str = "(not in this version)";

const VERBS: [&str; 5] = ["tip", "sweep", "bargain", "serve", "graph"];

const FLAGS: [&str; 12] = [
    "--order",
    "--strategic",
    "--over",
    "--map",
    "--simplex",
    "--payoffs",
    "--spread",
    "--distribution",
    "--draws",
    "--csv",
    "--practice",
    "--theme",
];

pub(crate) const FORMATS: [&str; 4] = ["html", "tex", "svg", "png"];
pub(crate) const SOURCE_FORMATS: [&str; 1] = ["efg"];
pub(crate) const ALGORITHMS: [&str; 5] =
    ["backward-induction", "replicator", "fictitious-play", "nash-bargaining", "stability"];
pub(crate) const CONCEPTS: [&str; 5] =
    ["subgame-perfect", "sequential", "correlated", "logit", "stability"];

fn refused(what: &str) -> Diagnostic {
    Diagnostic::new(Code("E203"), format!("{what} is not in this version"))
        .help("`standoff --help` lists what this version has")
}

/// The refusal of a verb or flag that is known, but not in this version.
pub(crate) fn word(word: &str) -> Option<Diagnostic> {
    let flag = word.split([' ', '=']).next().unwrap_or(word);
    (VERBS.contains(&word) || FLAGS.contains(&flag)).then(|| refused(&format!("`{flag}`")))
}

/// The refusal of a file whose ending names a format that is known, but not in this version.
pub(crate) fn ending(ending: &str) -> Option<Diagnostic> {
    let known = FORMATS.contains(&ending) || SOURCE_FORMATS.contains(&ending);
    known.then(|| {
        Diagnostic::new(Code("E203"), format!("`.{ending}` files are not in this version")).help(
            "trees are written as `.toml` files; results are written as text, json, csv and md",
        )
    })
}
