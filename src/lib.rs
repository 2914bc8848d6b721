#![doc = include_str!("../README.md")]
//!
//! # The map, in reading order
//!
//! Data flow down this list, and nothing flows back: a file becomes a [`scenario::Scenario`], a
//! scenario a [`game::StrategicGame`], a game its [`nash::Equilibria`], those an
//! [`explain::Answer`], and an answer a screen. `ARCHITECTURE.md` has the house on one page.
//!
//! 1. [`mod@format`] reads a game file: every fault at once, or a valid scenario.
//! 2. [`scenario`] is the case, and derives the games from it: how interests become payoffs.
//! 3. [`game`] has the strategic form, the tree, profiles and best responses.
//!    [`families`] makes games from seeds, for measuring solvers.
//! 4. [`nash`] has the definition of an equilibrium, its check, and the solvers;
//!    [`dominance`] is what they build on; [`proof`] checks what they prove without them.
//! 5. [`explain`] says what an answer means to everybody, as data.
//! 6. [`report`] puts it into words, tables and JSON.
//! 7. `cli` is the program, behind the default feature `cli`.
//!
//! Below them all: [`number`] (exact rationals and surds), [`linalg`] (exact linear algebra),
//! [`budget`] (stop signals and limits), [`diagnostic`] (what is wrong, where, and the way out).
#![forbid(unsafe_code)]
#![allow(
    rustdoc::invalid_codeblock_attributes,
    reason = "the README names files that its blocks use"
)]

pub mod budget;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod dominance;
pub mod explain;
pub mod families;
pub mod format;
pub mod game;
pub mod linalg;
pub mod nash;
pub mod number;
pub mod proof;
pub mod report;
pub mod scenario;
