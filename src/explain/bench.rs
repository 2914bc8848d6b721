//! Solvers side by side on one game: what each found, how long it took, and whether they agree.

use std::time::Duration;

use crate::nash::{Agreement, Found, Solver};

/// A comparison of solvers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bench {
    /// Each solver's run, in the order of [`crate::nash::SOLVERS`].
    pub runs: Vec<Timed>,
    /// Whether the answers go together; its indices are into `runs`.
    pub agreement: Agreement,
}

/// What a solver found, and how long it took.
#[derive(Clone, Debug)]
pub struct Timed {
    /// The solver.
    pub solver: Solver,
    /// What it found.
    pub found: Found,
    /// How long it took.
    pub timing: Timing,
}

/// How long several runs took, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timing {
    /// How many runs.
    pub runs: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation of a run, 0 for one run.
    pub deviation: f64,
    /// The shortest.
    pub least: f64,
    /// The longest.
    pub most: f64,
}

impl Bench {
    /// Judges runs on one game.
    pub fn of(runs: Vec<Timed>) -> Bench {
        let agreement = Agreement::of(runs.iter().map(|run| (run.solver.promise, &run.found)));
        Bench { runs, agreement }
    }

    /// How many times as long a run took as the fastest of a solver that promises as much.
    pub fn relative(&self, run: usize) -> f64 {
        let run = &self.runs[run];
        let rivals = self.runs.iter().filter(|rival| rival.solver.promise == run.solver.promise);
        let fastest = rivals.map(|rival| rival.timing.mean).fold(f64::INFINITY, f64::min);
        if fastest > 0.0 { run.timing.mean / fastest } else { 1.0 }
    }
}

impl Timing {
    /// The statistics of these times.
    ///
    /// ```
    /// use std::time::Duration;
    /// use standoff::explain::Timing;
    /// let times = [1, 2, 3].map(Duration::from_secs);
    /// let timing = Timing::of(&times);
    /// assert_eq!((timing.mean, timing.deviation, timing.least, timing.most), (2.0, 1.0, 1.0, 3.0));
    /// ```
    #[expect(clippy::cast_precision_loss, reason = "a number of runs")]
    pub fn of(times: &[Duration]) -> Timing {
        let seconds: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
        let mean = seconds.iter().sum::<f64>() / seconds.len().max(1) as f64;
        let squares = seconds.iter().map(|time| (time - mean).powi(2)).sum::<f64>();
        let deviation = (squares / seconds.len().saturating_sub(1).max(1) as f64).sqrt();
        let least = seconds.iter().copied().fold(mean, f64::min);
        let most = seconds.iter().copied().fold(mean, f64::max);
        Timing { runs: seconds.len(), mean, deviation, least, most }
    }
}
