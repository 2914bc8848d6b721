//! standoff
#![forbid(unsafe_code)]
pub mod budget;
pub mod diagnostic;
pub mod format;
pub mod game;
pub mod nash;
pub mod number;
pub mod scenario;
