//! standoff
#![forbid(unsafe_code)]
pub mod budget;
pub mod diagnostic;
pub mod dominance;
pub mod explain;
pub mod format;
pub mod game;
pub mod linalg;
pub mod nash;
pub mod number;
pub mod scenario;
