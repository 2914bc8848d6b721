//! standoff
#![forbid(unsafe_code)]
pub mod budget;
pub mod dominance;
pub mod game;
pub mod linalg;
pub mod nash;
pub mod number;
