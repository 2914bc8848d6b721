//! All maximal complete bipartite subgraphs of a bipartite graph.
//!
//! The right sides of the maximal ones with both sides nonempty are exactly the nonempty
//! intersections of neighbourhoods $N(l)$; the left side of $R$ is $\{\, l \mid R \subseteq N(l)
//! \,\}$ (formal concept analysis; B. Ganter, R. Wille 1999, Prop. 4). Closing under
//! intersection costs (left vertices × bicliques) set operations; their number is exponential in
//! the worst case, one for each isolated edge in the usual one.

use std::collections::BTreeSet;

use crate::budget::{Budget, Stopped};
use crate::linalg::Bits;

/// The left and the right vertices.
pub(super) type Biclique = (Vec<usize>, Vec<usize>);

/// The maximal bicliques `(left, right)` with both sides nonempty; `graph[l]` holds the right
/// neighbours of `l`.
pub(super) fn bicliques(graph: &[Bits], budget: &Budget) -> Result<Vec<Biclique>, Stopped> {
    let nonempty = graph.iter().filter(|right| !right.is_empty()).cloned();
    let mut closed: BTreeSet<Bits> = nonempty.collect();
    let mut open: Vec<Bits> = closed.iter().cloned().collect();
    while let Some(right) = open.pop() {
        budget.check()?;
        for neighbours in graph {
            let both = right.and(neighbours);
            if !both.is_empty() && closed.insert(both.clone()) {
                open.push(both);
            }
        }
    }
    let left = |right: &Bits| (0..graph.len()).filter(|&l| right.is_subset_of(&graph[l])).collect();
    Ok(closed.iter().map(|right| (left(right), right.iter().collect())).collect())
}
