//! Solvers side by side on games of a family, size by size.

use std::collections::BTreeSet;

use super::bench::{Bench, Timed};
use crate::families::{Family, Shape};
use crate::nash::{Promise, Solver};

/// A comparison of solvers on games of one family.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Series {
    /// The family.
    pub family: &'static Family,
    /// The seeds of the games of each size; one where nothing is drawn.
    pub seeds: Vec<u64>,
    /// The games, by size and then by seed. A solver that was stopped at a game may be missing at
    /// those that follow.
    pub games: Vec<Member>,
}

/// A member of a family, and how the solvers did on it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its shape.
    pub shape: Shape,
    /// Its seed.
    pub seed: u64,
    /// The solvers.
    pub bench: Bench,
}

/// How one solver did on all games of one size.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SizeRow {
    /// The size.
    pub size: usize,
    /// The solver.
    pub solver: Solver,
    /// On how many games it was run.
    pub games: usize,
    /// On how many of them it came to its end.
    pub complete: usize,
    /// The least and the greatest number of equilibria that it found.
    pub equilibria: (usize, usize),
    /// The median of the games' mean times, in seconds.
    pub median: f64,
    /// The shortest of the games' mean times.
    pub least: f64,
    /// The longest of them.
    pub most: f64,
    /// The median in those of the fastest solver of this size that promises as much.
    pub relative: f64,
}

/// An answer that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// Solvers that contradict the first complete one.
    Contradiction(Vec<&'static str>),
    /// A solver that found not as many equilibria as there are known to be.
    Known {
        /// The solver.
        solver: &'static str,
        /// How many it found.
        found: usize,
        /// How many there are.
        expected: usize,
    },
}

impl Series {
    /// Judges runs on games of one family, of each size one for each seed.
    pub fn of(family: &'static Family, seeds: Vec<u64>, games: Vec<Member>) -> Series {
        Series { family, seeds, games }
    }

    /// For each size, each solver that was run on a game of that size.
    pub fn rows(&self) -> Vec<SizeRow> {
        let sizes: BTreeSet<usize> = self.games.iter().map(|member| member.shape.size).collect();
        sizes.into_iter().flat_map(|size| self.rows_of(size)).collect()
    }

    fn rows_of(&self, size: usize) -> Vec<SizeRow> {
        let games = self.games.iter().filter(|member| member.shape.size == size);
        let mut solvers: Vec<(&str, Vec<&Timed>)> = Vec::new();
        for run in games.flat_map(|member| &member.bench.runs) {
            match solvers.iter_mut().find(|(name, _)| *name == run.solver.name) {
                Some((_, runs)) => runs.push(run),
                None => solvers.push((run.solver.name, vec![run])),
            }
        }
        let mut rows: Vec<SizeRow> =
            solvers.iter().map(|(_, runs)| SizeRow::of(size, runs)).collect();
        for promise in [Promise::All, Promise::Pure] {
            let mut rows: Vec<_> =
                rows.iter_mut().filter(|r| r.solver.promise == promise).collect();
            let fastest = rows.iter().map(|row| row.median).fold(f64::INFINITY, f64::min);
            for row in rows.iter_mut().filter(|_| fastest > 0.0) {
                row.relative = row.median / fastest;
            }
        }
        rows
    }

    /// The games on which an answer cannot be right, and why.
    pub fn failures(&self) -> Vec<(&Member, Mismatch)> {
        let of_each = |member| self.mismatches(member).into_iter().map(move |why| (member, why));
        self.games.iter().flat_map(of_each).collect()
    }

    /// On how many games the answers of two solvers or more were compared.
    pub fn compared(&self) -> usize {
        self.games.iter().filter(|member| member.bench.agreement.compared.len() > 1).count()
    }

    /// On how many games an answer was compared with the known number of equilibria.
    pub fn known(&self) -> usize {
        let is_known = |member: &&Member| {
            let mut complete = member.bench.runs.iter().filter(|run| run.found.is_complete);
            complete.any(|run| self.expected(member, run).is_some())
        };
        self.games.iter().filter(is_known).count()
    }

    /// How many equilibria a solver has to find, where that is known.
    fn expected(&self, member: &Member, run: &Timed) -> Option<usize> {
        let known = self.family.known(member.shape);
        match run.solver.promise {
            Promise::All => known.all,
            Promise::Pure => known.pure,
        }
    }

    fn mismatches(&self, member: &Member) -> Vec<Mismatch> {
        let runs = &member.bench.runs;
        let disagreeing = &member.bench.agreement.disagreeing;
        let names: Vec<_> = disagreeing.iter().map(|&at| runs[at].solver.name).collect();
        let contradiction = (!names.is_empty()).then_some(Mismatch::Contradiction(names));
        let differing = runs.iter().filter(|run| run.found.is_complete).filter_map(|run| {
            let expected = self.expected(member, run);
            let (solver, found) = (run.solver.name, run.found.equilibria.len());
            expected.filter(|&expected| expected != found).map(|expected| Mismatch::Known {
                solver,
                found,
                expected,
            })
        });
        contradiction.into_iter().chain(differing).collect()
    }
}

impl SizeRow {
    fn of(size: usize, runs: &[&Timed]) -> SizeRow {
        let mut times: Vec<f64> = runs.iter().map(|run| run.timing.mean).collect();
        times.sort_by(f64::total_cmp);
        let counts = || runs.iter().map(|run| run.found.equilibria.len());
        let middle = times.len() / 2;
        SizeRow {
            size,
            solver: runs[0].solver,
            games: runs.len(),
            complete: runs.iter().filter(|run| run.found.is_complete).count(),
            equilibria: (counts().min().unwrap_or(0), counts().max().unwrap_or(0)),
            median: f64::midpoint(times[(times.len() - 1) / 2], times[middle]),
            least: times[0],
            most: times[times.len() - 1],
            relative: 1.0,
        }
    }
}
