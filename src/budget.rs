//! What a computation may spend: a stop signal, limits, and a place to report progress.
//!
//! Every solver takes one [`Budget`] and returns what it has when the budget ends. Nothing here
//! reads the clock: whoever sets a time limit raises the [`Budget::stop`] flag.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Limits and signals for one computation.
///
/// ```
/// use standoff::budget::Budget;
/// let budget = Budget::default();
/// assert!(budget.check().is_ok());
/// budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
/// assert!(budget.check().is_err());
/// ```
#[derive(Clone)]
pub struct Budget {
    stop: Arc<AtomicBool>,
    progress: Arc<dyn Fn(Progress) + Send + Sync>,
    /// Tables with more outcomes than this are refused before memory is taken.
    pub max_outcomes: u64,
    /// Trees with more nodes than this are refused before memory is taken.
    pub max_nodes: u64,
    /// Supports of three and more mixing players that are tried, at most.
    pub max_supports: u64,
    /// Solvers that can share their work use this many threads. No answer depends on it.
    pub threads: usize,
}

/// How far a computation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being counted, in the plural: `"supports"`.
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// How many there are, if known.
    pub of: Option<u64>,
}

/// The stop signal was raised: return what is known, marked incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            stop: Arc::default(),
            progress: Arc::new(|_| ()),
            max_outcomes: 10_000_000,
            max_nodes: 1_000_000,
            max_supports: 1_000_000,
            threads: 1,
        }
    }
}

impl Budget {
    /// The same budget, reporting progress to `sink`.
    #[must_use]
    pub fn with_progress(self, sink: impl Fn(Progress) + Send + Sync + 'static) -> Budget {
        Budget { progress: Arc::new(sink), ..self }
    }

    /// The stop signal. Store `true`, from any thread, to end the computation soon.
    pub fn stop(&self) -> &Arc<AtomicBool> {
        &self.stop
    }

    /// Whether the computation may go on.
    ///
    /// # Errors
    /// [`Stopped`] once the stop signal was raised.
    pub fn check(&self) -> Result<(), Stopped> {
        if self.stop.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    /// Tells the sink how far the computation has come.
    pub fn report(&self, progress: Progress) {
        (self.progress)(progress);
    }
}
