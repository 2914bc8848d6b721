//! From the extreme equilibria of a two-player game to all.
//!
//! All equilibria are the union of the maximal Nash subsets $\operatorname{conv} X \times
//! \operatorname{conv} Y$, where $(X, Y)$ are the maximal complete bipartite subgraphs of the graph
//! whose edges are the extreme equilibria (H.-M. Winkels 1979; M. J. M. Jansen, "Maximal Nash
//! subsets for bimatrix games", *Naval Res. Logist.* 28 (1981) 147–152; D. Avis, G. Rosenberg, R.
//! Savani, B. von Stengel, "Enumeration of Nash equilibria for two-player games", *Econ. Theory*
//! 42 (2010) 9–37, Prop. 4 and §5). They are looked for in one connected part of the graph after
//! the other, of which the usual one is a single edge.

use std::collections::HashMap;

use super::bicliques::{Biclique, bicliques};
use crate::budget::{Budget, Stopped};
use crate::linalg::Bits;
use crate::number::Rational;

/// A product of two polytopes: the extreme strategies of the row and of the column player.
pub(super) type Subset = [Vec<Vec<Rational>>; 2];

/// The bipartite graph of extreme equilibria.
#[derive(Default)]
pub(super) struct ExtremeEquilibria {
    rows: Strategies,
    columns: Strategies,
    /// For each strategy of the row player, those of the column player that go with it.
    edges: Vec<Vec<usize>>,
}

/// Strategies, each once.
#[derive(Default)]
struct Strategies {
    list: Vec<Vec<Rational>>,
    numbers: HashMap<Vec<Rational>, usize>,
}

impl Strategies {
    fn number(&mut self, strategy: &Vec<Rational>) -> usize {
        if let Some(&number) = self.numbers.get(strategy) {
            return number;
        }
        self.numbers.insert(strategy.clone(), self.list.len());
        self.list.push(strategy.clone());
        self.list.len() - 1
    }
}

impl ExtremeEquilibria {
    /// Adds the equilibria of a strategy of the row player and several of the column player.
    pub(super) fn add(&mut self, x: &Vec<Rational>, opposite: &[Vec<Rational>]) {
        let row = self.rows.number(x);
        if row == self.edges.len() {
            self.edges.push(Vec::new());
        }
        self.edges[row].extend(opposite.iter().map(|y| self.columns.number(y)));
    }

    /// The maximal Nash subsets.
    pub(super) fn maximal_subsets(&self, budget: &Budget) -> Result<Vec<Subset>, Stopped> {
        let mut subsets = Vec::new();
        for rows in self.connected_rows() {
            budget.check()?;
            self.add_subsets(&rows, &mut subsets, budget)?;
        }
        Ok(subsets)
    }

    /// The rows of each connected part.
    fn connected_rows(&self) -> Vec<Vec<usize>> {
        let mut rows_of = vec![Vec::new(); self.columns.list.len()];
        for (row, columns) in self.edges.iter().enumerate() {
            columns.iter().for_each(|&column| rows_of[column].push(row));
        }
        let (mut seen, mut parts) = (vec![false; self.edges.len()], Vec::new());
        for first in 0..self.edges.len() {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let (mut part, mut next) = (vec![first], 0);
            while let Some(&row) = part.get(next) {
                next += 1;
                for &column in &self.edges[row] {
                    for other in std::mem::take(&mut rows_of[column]) {
                        if !std::mem::replace(&mut seen[other], true) {
                            part.push(other);
                        }
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }

    fn add_subsets(
        &self,
        rows: &[usize],
        subsets: &mut Vec<Subset>,
        budget: &Budget,
    ) -> Result<(), Stopped> {
        let mut columns: Vec<usize> =
            rows.iter().flat_map(|&row| self.edges[row].clone()).collect();
        columns.sort_unstable();
        columns.dedup();
        let neighbours = |&row: &usize| {
            let mut bits = Bits::none(columns.len());
            for column in &self.edges[row] {
                if let Ok(place) = columns.binary_search(column) {
                    bits.insert(place);
                }
            }
            bits
        };
        let graph: Vec<Bits> = rows.iter().map(neighbours).collect();
        let subset = |(x, y): Biclique| {
            let x = x.into_iter().map(|place| self.rows.list[rows[place]].clone()).collect();
            [x, y.into_iter().map(|place| self.columns.list[columns[place]].clone()).collect()]
        };
        subsets.extend(bicliques(&graph, budget)?.into_iter().map(subset));
        Ok(())
    }
}
