//! Exact numbers: rationals, and the quadratic surds that some mixed equilibria need.
//!
//! Rationals in, rationals out. A number is read from its text, never through a float: `0.1` is
//! one tenth, and thirty digits stay thirty digits.

mod algebraic;
mod rational;

pub use algebraic::{Algebraic, Surd};
pub use rational::{ParseRationalError, Rational};

/// An integer of any size.
pub type Integer = dashu_int::IBig;
