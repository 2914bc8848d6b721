//! The search through the tree.

use super::dictionary::{Doubt, Scalar};
use super::frame::Frame;
use super::record::Record;
use super::side::Side;
use super::witness::{Multipliers, Status, Vertex};
use crate::budget::{Budget, Progress, Stopped};
use crate::linalg::Integers;
use crate::number::Rational;

/// Strategies `x` and `y` of which every pair is an extreme equilibrium.
pub(super) type Leaf = [Vec<Integers>; 2];

/// Faces with more bases than this are enumerated in integers. More, and comparing their vertices
/// takes long; fewer, and enumerating them does.
const BASES: usize = 300;

/// Why a search ends early.
#[derive(Debug)]
pub(super) enum Halt {
    Stopped,
    /// Exact arithmetic contradicts itself: a fault of the program.
    Doubt,
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Halt {
        Halt::Stopped
    }
}

/// Whether anything is left of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Open,
    Closed,
}

pub(super) struct Search<'a> {
    pub(super) sides: &'a [Side; 2],
    pub(super) budget: &'a Budget,
    pub(super) record: Record,
    pub(super) leaves: Vec<Leaf>,
    nodes: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(sides: &'a [Side; 2], budget: &'a Budget, record: Record) -> Search<'a> {
        Search { sides, budget, record, leaves: Vec::new(), nodes: 0 }
    }

    /// Finds every extreme equilibrium.
    pub(super) fn run(&mut self) -> Result<(), Halt> {
        let root = Frame::<f64>::root(self.sides);
        if self.is_spread() { self.spread(root) } else { self.visit(&mut vec![root], 0) }
    }

    pub(super) fn count(&mut self) -> Result<(), Stopped> {
        self.nodes += 1;
        if self.nodes.is_multiple_of(1 << 14) {
            self.budget.report(Progress { what: "nodes", done: self.nodes, of: None });
        }
        self.budget.check()
    }

    /// Visits the equilibria of a node: those in which the tight labels are tight and the excluded
    /// ones are not.
    pub(super) fn visit<S: Scalar>(
        &mut self,
        frames: &mut Vec<Frame<S>>,
        depth: usize,
    ) -> Result<(), Halt> {
        loop {
            self.count()?;
            match self.settle(&mut frames[depth]) {
                Ok(Node::Open) => {}
                Ok(Node::Closed) => return Ok(()),
                Err(Doubt) => return self.redo(&frames[depth]),
            }
            let Some(label) = frames[depth].next_label() else { return self.leaf(&frames[depth]) };
            self.record.branch(0, label);
            Frame::copy(frames, depth);
            match self.tighten(&mut frames[depth + 1], 0, label) {
                Ok(Node::Open) => self.visit(frames, depth + 1)?,
                Ok(Node::Closed) => {}
                Err(Doubt) => self.redo(&frames[depth + 1])?,
            }
            match self.exclude(&mut frames[depth], 0, label) {
                Ok(Node::Open) => {}
                Ok(Node::Closed) => return Ok(()),
                Err(Doubt) => return self.redo(&frames[depth]),
            }
        }
    }

    /// Visits a node again, in rationals.
    pub(super) fn redo<S: Scalar>(&mut self, frame: &Frame<S>) -> Result<(), Halt> {
        if S::EXACT {
            return Err(self.halt());
        }
        let mut exact = Frame::<Rational>::root(self.sides);
        exact.status.clone_from(&frame.status);
        for side in 0..2 {
            for label in 0..exact.status[side].len() {
                self.budget.check()?;
                if exact.is(side, label, Status::Tight)
                    && self.tighten(&mut exact, side, label).map_err(|Doubt| self.halt())?
                        == Node::Closed
                {
                    return Ok(());
                }
            }
        }
        self.visit(&mut vec![exact], 0)
    }

    /// Why a search in rationals ends early.
    fn halt(&self) -> Halt {
        if self.budget.check().is_err() { Halt::Stopped } else { Halt::Doubt }
    }

    /// Everything that follows without branching.
    pub(super) fn settle<S: Scalar>(&mut self, frame: &mut Frame<S>) -> Result<Node, Doubt> {
        loop {
            while let Some(side) = (0..2).find(|&side| !frame.is_fresh(side)) {
                frame.scan(side);
                for row in 0..frame.dictionaries[side].basic.len() {
                    let label = frame.label(side, row);
                    if frame.is_undecided(label) && frame.is_never_zero(side, row) {
                        self.prove_positive(frame, side, row)?;
                        if self.exclude(frame, side, label)? == Node::Closed {
                            return Ok(Node::Closed);
                        }
                    }
                }
            }
            let mut changed = false;
            for side in 0..2 {
                match self.activate(frame, side)? {
                    None => return Ok(Node::Closed),
                    Some(tightened) => changed |= tightened,
                }
            }
            if !changed {
                (0..2).for_each(|side| frame.scan(side));
                return Ok(Node::Open);
            }
        }
    }

    /// Proves that a label cannot be tight, as its row shows.
    fn prove_positive<S: Scalar>(
        &mut self,
        frame: &mut Frame<S>,
        side: usize,
        row: usize,
    ) -> Result<(), Doubt> {
        let label = frame.label(side, row);
        frame.status[side][label] = Status::Tight;
        let empty = frame.face(self.sides, side).is_empty();
        let found = frame.multipliers(self.sides, side, row, self.record.is_on(), self.budget);
        frame.status[side][label] = Status::Open;
        if empty {
            self.record.branch(side, label);
            return Ok(());
        }
        let found = found.filter(|found| found.empties).ok_or(Doubt)?;
        self.record.branch(side, label);
        self.record.tight(side, &self.sides[side], &found.weights);
        Ok(())
    }

    /// The case in which a label is tight.
    pub(super) fn tighten<S: Scalar>(
        &mut self,
        frame: &mut Frame<S>,
        side: usize,
        label: usize,
    ) -> Result<Node, Doubt> {
        frame.status[side][label] = Status::Tight;
        if frame.face(self.sides, side).is_empty() {
            return Ok(Node::Closed);
        }
        let Some(row) = frame.fix(side, label, self.budget)? else { return Ok(Node::Open) };
        let found = frame
            .multipliers(self.sides, side, row, self.record.is_on(), self.budget)
            .ok_or(Doubt)?;
        self.record.tight(side, &self.sides[side], &found.weights);
        let closed = conclude(&mut frame.status[side], &found);
        // The row says that nothing is left: if something is, it has erred.
        if closed { Ok(Node::Closed) } else { Err(Doubt) }
    }

    /// The case in which a label is not tight on a side, hence tight on the other.
    pub(super) fn exclude<S: Scalar>(
        &mut self,
        frame: &mut Frame<S>,
        side: usize,
        label: usize,
    ) -> Result<Node, Doubt> {
        frame.status[side][label] = Status::Excluded;
        self.tighten(frame, 1 - side, label)
    }

    /// Makes labels tight that are so on the whole face of a degenerate vertex; nothing if that
    /// closes the node, else whether there were any.
    fn activate<S: Scalar>(
        &mut self,
        frame: &mut Frame<S>,
        side: usize,
    ) -> Result<Option<bool>, Doubt> {
        let mut changed = false;
        for label in frame.zeros(side) {
            if !frame.is_undecided(label) && !frame.is(side, label, Status::Excluded) {
                continue;
            }
            let Some(row) = frame.lift(side, label, self.budget)? else { continue };
            // Floats may err here: then nothing is concluded.
            let found = frame.multipliers(self.sides, side, row, self.record.is_on(), self.budget);
            let Some(found) = found else { continue };
            self.record.tight(side, &self.sides[side], &found.weights);
            if conclude(&mut frame.status[side], &found) {
                return Ok(None);
            }
            changed = true;
            for label in found.proved {
                if self.tighten(frame, side, label)? == Node::Closed {
                    return Ok(None);
                }
            }
        }
        Ok(Some(changed))
    }

    /// Every label is tight on one of the sides: every vertex of the one face and every vertex of
    /// the other make an extreme equilibrium.
    pub(super) fn leaf<S: Scalar>(&mut self, frame: &Frame<S>) -> Result<(), Halt> {
        self.record.faces();
        let mut leaf = [Vec::new(), Vec::new()];
        for (side, found) in leaf.iter_mut().enumerate() {
            *found = self.vertices(frame, side)?;
            self.record.vertices(side, &self.sides[side], found);
            if found.is_empty() {
                return Ok(());
            }
        }
        self.leaves.push(leaf);
        Ok(())
    }

    /// The vertices of a face that have none of the excluded labels.
    fn vertices<S: Scalar>(&self, frame: &Frame<S>, side: usize) -> Result<Vec<Integers>, Stopped> {
        let face = frame.face(self.sides, side);
        let proposed = frame.dictionaries[side].walk(BASES, self.budget);
        let vertices = match proposed.and_then(|bases| face.surrounded(&bases, self.budget)) {
            Some(vertices) => vertices,
            None => face.vertices(self.budget)?,
        };
        let wanted = |vertex: &Vertex| {
            vertex.tight.iter().all(|label| !frame.is(side, label, Status::Excluded))
        };
        Ok(vertices.into_iter().filter(wanted).map(|vertex| vertex.point).collect())
    }
}

/// Makes labels tight as multipliers prove; whether that closes the face.
fn conclude(status: &mut [Status], found: &Multipliers) -> bool {
    let excluded = found.proved.iter().any(|&label| status[label] == Status::Excluded);
    found.proved.iter().for_each(|&label| status[label] = Status::Tight);
    excluded || found.empties
}
