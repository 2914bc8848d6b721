//! A node of the tree: two faces, each with a dictionary.

use super::dictionary::{Dictionary, Doubt, Scalar, falls};
use super::side::Side;
use super::witness::{Face, Multipliers, Status};
use crate::budget::Budget;

/// Labels whose variable is 0 at the vertex score this much: as good as reached.
const REACHED: f64 = 1e-6;

/// A node: for each side what is decided of the labels, and a dictionary of the face.
#[derive(Clone)]
pub(super) struct Frame<S> {
    pub(super) dictionaries: [Dictionary<S>; 2],
    pub(super) status: [Vec<Status>; 2],
    /// Of each row of each dictionary, as far as `fresh`: the least negative coefficient, and the
    /// sum of all.
    least: [Vec<f64>; 2],
    falls: [Vec<f64>; 2],
    fresh: [bool; 2],
}

impl<S: Scalar> Frame<S> {
    pub(super) fn root(sides: &[Side; 2]) -> Frame<S> {
        let labels = sides[0].own + sides[1].own;
        Frame {
            dictionaries: sides.each_ref().map(Dictionary::new),
            status: [(); 2].map(|()| vec![Status::Open; labels]),
            least: [Vec::new(), Vec::new()],
            falls: [Vec::new(), Vec::new()],
            fresh: [false; 2],
        }
    }

    /// Makes the frame below `depth` a copy of the one there.
    pub(super) fn copy(frames: &mut Vec<Frame<S>>, depth: usize) {
        if frames.len() == depth + 1 {
            frames.push(frames[depth].clone());
            return;
        }
        let (above, below) = frames.split_at_mut(depth + 1);
        let (from, to) = (&above[depth], &mut below[0]);
        for side in 0..2 {
            to.dictionaries[side].copy_from(&from.dictionaries[side]);
            to.status[side].clone_from(&from.status[side]);
            to.least[side].clone_from(&from.least[side]);
            to.falls[side].clone_from(&from.falls[side]);
        }
        to.fresh = from.fresh;
    }

    pub(super) fn face<'a>(&'a self, sides: &'a [Side; 2], side: usize) -> Face<'a> {
        Face { side: &sides[side], status: &self.status[side] }
    }

    pub(super) fn is(&self, side: usize, label: usize, status: Status) -> bool {
        self.status[side][label] == status
    }

    /// Whether nothing is decided of a label on either side.
    pub(super) fn is_undecided(&self, label: usize) -> bool {
        (0..2).all(|side| self.is(side, label, Status::Open))
    }

    /// Reads the rows of a side anew.
    pub(super) fn scan(&mut self, side: usize) {
        if !std::mem::replace(&mut self.fresh[side], true) {
            self.dictionaries[side].scan(&mut self.least[side], &mut self.falls[side]);
        }
    }

    pub(super) fn is_fresh(&self, side: usize) -> bool {
        self.fresh[side]
    }

    pub(super) fn label(&self, side: usize, row: usize) -> usize {
        self.dictionaries[side].basic[row] as usize
    }

    /// Whether the row shows, after a scan, that its variable is 0 nowhere on the face.
    pub(super) fn is_never_zero(&self, side: usize, row: usize) -> bool {
        !falls(self.least[side][row]) && self.dictionaries[side].value(row).is_positive()
    }

    /// Goes to where a label is tight; the row that shows that there is nothing.
    pub(super) fn fix(
        &mut self,
        side: usize,
        label: usize,
        budget: &Budget,
    ) -> Result<Option<usize>, Doubt> {
        self.fresh[side] = false;
        self.dictionaries[side].fix(label, budget)
    }

    /// Multipliers from a row, if the integers agree with it.
    pub(super) fn multipliers(
        &self,
        sides: &[Side; 2],
        side: usize,
        row: usize,
        short: bool,
        budget: &Budget,
    ) -> Option<Multipliers> {
        self.face(sides, side).multipliers(&self.dictionaries[side], row, short, budget)
    }

    /// The row that shows that a variable, 0 at the vertex, is 0 on the whole face.
    pub(super) fn lift(
        &mut self,
        side: usize,
        label: usize,
        budget: &Budget,
    ) -> Result<Option<usize>, Doubt> {
        let before = self.dictionaries[side].pivots;
        let row = self.dictionaries[side].lift(label, budget);
        self.fresh[side] &= self.dictionaries[side].pivots == before;
        row
    }

    /// The labels not known as tight whose variables are 0 at the vertex; none if only the
    /// cobasic ones are, since those can be lifted.
    pub(super) fn zeros(&self, side: usize) -> Vec<usize> {
        let dictionary = &self.dictionaries[side];
        let rows = (0..dictionary.basic.len()).filter(|&row| !dictionary.value(row).is_positive());
        let basic = rows.map(|row| dictionary.basic[row] as usize);
        let mut zeros: Vec<usize> =
            basic.filter(|&label| !self.is(side, label, Status::Tight)).collect();
        if !zeros.is_empty() {
            let active = &dictionary.cobasic[1..=dictionary.active];
            zeros.extend(active.iter().map(|&label| label as usize));
            zeros.sort_unstable();
        }
        zeros
    }

    /// The undecided label to branch on: that which is farthest from being tight on both faces,
    /// as far as a row tells, so that both children are small.
    pub(super) fn next_label(&self) -> Option<usize> {
        let labels = self.status[0].len();
        let mut scores = vec![1.0; labels];
        for (dictionary, falls) in self.dictionaries.iter().zip(&self.falls) {
            for (row, falls) in falls.iter().enumerate() {
                let value = dictionary.value(row).to_f64();
                scores[dictionary.basic[row] as usize] *= value / (falls + 1e-9);
            }
            let active = &dictionary.cobasic[1..=dictionary.active];
            active.iter().for_each(|&label| scores[label as usize] *= REACHED);
        }
        let undecided = (0..labels).filter(|&label| self.is_undecided(label));
        undecided.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
    }
}
