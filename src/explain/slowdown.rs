//! How times compare with those of an earlier run.

/// Times beside those of an earlier run.
#[derive(Clone, Debug, PartialEq)]
pub struct Slowdown {
    /// Where the earlier run is kept.
    pub baseline: String,
    /// What has a time: `solver` or `game`.
    pub of: &'static str,
    /// What can be compared.
    pub changes: Vec<TimeChange>,
}

/// A time beside an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeChange {
    /// The size of the games, for a family.
    pub size: Option<usize>,
    /// The solver, or the published game.
    pub name: String,
    /// By how many per cent the time grew.
    pub percent: f64,
    /// Whether that is more than is allowed.
    pub is_too_much: bool,
}

impl Slowdown {
    /// Whether a time grew by more than is allowed.
    pub fn is_too_much(&self) -> bool {
        self.changes.iter().any(|change| change.is_too_much)
    }
}
