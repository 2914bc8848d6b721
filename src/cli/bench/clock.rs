//! How long a solver takes. The clock is read here.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::budget::Budget;
use crate::cli::limits::Limits;
use crate::explain::{Timed, Timing};
use crate::game::StrategicGame;
use crate::nash::{Found, Solver};

/// A solver may take this long where no `--time-limit` says otherwise.
const TIME_LIMIT: Duration = Duration::from_secs(5);

/// A solver is not run more often.
const MOST_RUNS: usize = 1000;

/// How often the time limit and Ctrl-C are looked at during a run.
const WATCH_EVERY: Duration = Duration::from_millis(5);

/// Times solvers.
pub(super) struct Clock<'a> {
    pub(super) limits: &'a Limits,
    /// A run is stopped after this time.
    limit: Duration,
    /// A solver is run again until its runs took this long together: shorter, and means of fast
    /// ones are noise; longer, and nobody waits for the table.
    enough: Duration,
    reached_limit: AtomicBool,
}

impl<'a> Clock<'a> {
    pub(super) fn new(
        limits: &'a Limits,
        time_limit: Option<Duration>,
        enough: Duration,
    ) -> Clock<'a> {
        let limit = time_limit.unwrap_or(TIME_LIMIT);
        Clock { limits, limit, enough, reached_limit: AtomicBool::new(false) }
    }

    /// Whether a solver was stopped before it had its answer.
    pub(super) fn reached_limit(&self) -> bool {
        self.reached_limit.load(Ordering::Relaxed)
    }

    /// Runs a solver until its time is known well enough, or until it was stopped; whether it was.
    pub(super) fn timed(&self, solver: &Solver, game: &StrategicGame) -> (Timed, bool) {
        let mut times = Vec::new();
        loop {
            let Run { found, took, stopped } = self.once(solver, game);
            times.push(took);
            self.reached_limit.fetch_or(stopped && !found.is_complete, Ordering::Relaxed);
            let enough = times.iter().sum::<Duration>() >= self.enough || times.len() >= MOST_RUNS;
            if stopped || enough || self.limits.ended() {
                return (Timed { solver: *solver, found, timing: Timing::of(&times) }, stopped);
            }
        }
    }

    /// One run under a watch that stops it at the limit, or when the user does.
    fn once(&self, solver: &Solver, game: &StrategicGame) -> Run {
        let mut budget = Budget::default();
        budget.max_outcomes = self.limits.budget.max_outcomes;
        budget.threads = self.limits.budget.threads;
        let stop = budget.stop().clone();
        let (done, running) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let started = Instant::now();
                while let Err(mpsc::RecvTimeoutError::Timeout) = running.recv_timeout(WATCH_EVERY) {
                    if started.elapsed() >= self.limit || self.limits.ended() {
                        stop.store(true, Ordering::Relaxed);
                        return;
                    }
                }
            });
            let started = Instant::now();
            let found = solver.solve(game, &budget);
            let took = started.elapsed();
            drop(done);
            Run { found, took, stopped: budget.check().is_err() }
        })
    }
}

/// One run of a solver.
struct Run {
    found: Found,
    took: Duration,
    /// Whether it was stopped before its end.
    stopped: bool,
}
