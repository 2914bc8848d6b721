//! The budget of a run: the time limit, Ctrl-C, and the line of progress.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::Status;
use super::arguments::GeneralArguments;
use crate::budget::{Budget, Progress};

/// A budget with its reasons for ending.
pub(crate) struct Limits {
    pub(crate) budget: Budget,
    interrupted: Arc<AtomicBool>,
}

/// Progress appears only after this time, and at most this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);

impl Limits {
    /// The budget that the flags ask for. From now on Ctrl-C stops it; a second one ends the run.
    pub(crate) fn new(general: &GeneralArguments) -> Limits {
        let limits = Limits::without_time_limit(general);
        if let Some(limit) = general.time_limit {
            let stop = limits.budget.stop().clone();
            std::thread::spawn(move || {
                std::thread::sleep(limit);
                stop.store(true, Ordering::Relaxed);
            });
        }
        limits
    }

    /// The same without `--time-limit`, for a verb that gives it a meaning of its own.
    pub(crate) fn without_time_limit(general: &GeneralArguments) -> Limits {
        let mut budget = Budget::default();
        budget.max_outcomes = general.max_outcomes;
        budget.threads = threads(general);
        if !general.quiet && std::io::stderr().is_terminal() {
            budget = budget.with_progress(progress_line());
        }
        let interrupted = Arc::new(AtomicBool::new(false));
        let (stop, again) = (budget.stop().clone(), interrupted.clone());
        // Without a handler Ctrl-C simply ends the run, as it would have.
        let _ = ctrlc::set_handler(move || {
            if again.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            stop.store(true, Ordering::Relaxed);
        });
        Limits { budget, interrupted }
    }

    /// How a run ends that could not be completed.
    pub(crate) fn incomplete(&self) -> Status {
        if self.interrupted.load(Ordering::Relaxed) { Status::Interrupted } else { Status::InPart }
    }

    /// Whether the time limit or Ctrl-C ended the computation.
    pub(crate) fn ended(&self) -> bool {
        self.budget.check().is_err()
    }
}

/// `--threads`, else `RAYON_NUM_THREADS` as other programs of this kind read it, else all cores.
fn threads(general: &GeneralArguments) -> usize {
    let given = || std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok().filter(|&n| n > 0);
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    general.threads.or_else(given).unwrap_or_else(all)
}

fn progress_line() -> impl Fn(Progress) + Send + Sync {
    let last = Mutex::new(Instant::now());
    move |progress| {
        let Ok(mut last) = last.try_lock() else { return };
        if last.elapsed() < PROGRESS_EVERY {
            return;
        }
        *last = Instant::now();
        let of = progress.of.map(|of| format!(" of {of}")).unwrap_or_default();
        let line = format!("{}{of} {}", progress.done, progress.what);
        let _ = write!(std::io::stderr(), "\r\x1b[K{line}\r");
    }
}
