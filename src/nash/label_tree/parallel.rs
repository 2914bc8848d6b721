//! The tree on several threads.
//!
//! Its top is expanded until enough nodes are open; each of those is then searched by whichever
//! thread is free, and what they find is put together in the order of the tree. So neither the
//! equilibria nor the proof depend on how many threads there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::dictionary::Doubt;
use super::frame::Frame;
use super::search::{Halt, Node, Search};

/// Trees with fewer labels than this are searched by one thread: starting others takes longer.
const FEWEST_LABELS: usize = 24;

/// This many open nodes for each thread, since some are large and most are small.
const NODES_PER_THREAD: usize = 32;

/// A part of the tree, in its order.
enum Part<'a> {
    Searched(Search<'a>),
    Open(Box<Frame<f64>>),
}

impl<'a> Search<'a> {
    /// Whether several threads are worth while.
    pub(super) fn is_spread(&self) -> bool {
        self.budget.threads > 1 && self.sides[0].own + self.sides[1].own >= FEWEST_LABELS
    }

    /// Searches the tree below a node on several threads.
    pub(super) fn spread(&mut self, root: Frame<f64>) -> Result<(), Halt> {
        let enough = NODES_PER_THREAD * self.budget.threads;
        let mut parts = vec![Part::Open(Box::new(root))];
        let open = |parts: &[Part]| parts.iter().filter(|p| matches!(p, Part::Open(_))).count();
        while (1..enough).contains(&open(&parts)) {
            let mut expanded = Vec::new();
            for part in parts {
                match part {
                    Part::Open(frame) => self.expand(*frame, &mut expanded)?,
                    searched @ Part::Searched(_) => expanded.push(searched),
                }
            }
            parts = expanded;
        }
        let parts: Vec<Mutex<Part>> = parts.into_iter().map(Mutex::new).collect();
        let next = AtomicUsize::new(0);
        let search = |_| {
            let mut end = Ok(());
            while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Ok(mut part) = part.lock() else { return Err(Halt::Doubt) };
                if let Part::Open(frame) = &*part {
                    let mut below = self.part();
                    end = end.and(below.visit(&mut vec![Frame::clone(frame)], 0));
                    *part = Part::Searched(below);
                }
            }
            end
        };
        let ends = std::thread::scope(|scope| {
            let threads = (0..self.budget.threads).map(|at| scope.spawn(move || search(at)));
            let threads: Vec<_> = threads.collect();
            let end = |thread: std::thread::ScopedJoinHandle<Result<(), Halt>>| {
                thread.join().unwrap_or(Err(Halt::Doubt))
            };
            threads.into_iter().map(end).collect::<Vec<_>>()
        });
        for part in parts {
            if let Ok(Part::Searched(part)) = part.into_inner() {
                self.record.append(part.record);
                self.leaves.extend(part.leaves);
            }
        }
        ends.into_iter().collect()
    }

    /// A search of a part of the tree, which has found nothing yet.
    fn part(&self) -> Search<'a> {
        Search::new(self.sides, self.budget, self.record.part())
    }

    /// One step: what it finds, and the nodes below.
    fn expand(&self, mut frame: Frame<f64>, parts: &mut Vec<Part<'a>>) -> Result<(), Halt> {
        let mut here = self.part();
        here.count()?;
        let settled = here.settle(&mut frame);
        if settled != Ok(Node::Open) {
            return here.close(settled, frame, parts);
        }
        let Some(label) = frame.next_label() else {
            here.leaf(&frame)?;
            parts.push(Part::Searched(here));
            return Ok(());
        };
        here.record.branch(0, label);
        let mut first = frame.clone();
        let tightened = here.tighten(&mut first, 0, label);
        here.close(tightened, first, parts)?;
        let mut between = self.part();
        let excluded = between.exclude(&mut frame, 0, label);
        between.close(excluded, frame, parts)
    }

    /// Adds what was found on the way to a node, and the node if it is open.
    fn close(
        mut self,
        node: Result<Node, Doubt>,
        frame: Frame<f64>,
        parts: &mut Vec<Part<'a>>,
    ) -> Result<(), Halt> {
        if node == Err(Doubt) {
            self.redo(&frame)?;
        }
        parts.push(Part::Searched(self));
        if node == Ok(Node::Open) {
            parts.push(Part::Open(Box::new(frame)));
        }
        Ok(())
    }
}
