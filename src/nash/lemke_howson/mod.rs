//! One equilibrium of a two-player game, by the method of Lemke and Howson.
//!
//! With payoffs made positive, let
//!
//! $$ P = \{\, x \ge 0 \mid B^\top x \le 1 \,\}, \qquad Q = \{\, y \ge 0 \mid A y \le 1 \,\}. $$
//!
//! A label is an option of either player. A point $x$ of $P$ has the labels of the rows that it does
//! not play and of the columns that are best responses to it ($(B^\top x)_j = 1$); $y$ of $Q$ those
//! of the columns that it does not play and of the rows that are best responses. A pair $(x, y) \ne
//! (0, 0)$ that together has every label is an equilibrium, once $x$ and $y$ are divided by their
//! sums.
//!
//! The pair $(0, 0)$ has every label too. Give up one, $k$: $x$ or $y$ moves along the edge on which
//! it has its other labels, to a vertex with one label more. Unless that is $k$, the other point
//! has it too and gives it up next, and so on. The pairs of vertices that have all labels but
//! perhaps $k$ make a graph in which every vertex has degree at most 2, and the ends of its paths are
//! those that have $k$ too; so the path from $(0, 0)$ ends at an equilibrium (C. E. Lemke, J. T.
//! Howson, "Equilibrium points of bimatrix games", *SIAM J. Appl. Math.* 12 (1964) 413–423; L. S.
//! Shapley, "A note on the Lemke–Howson algorithm", *Math. Program. Stud.* 1 (1974) 175–189, for the
//! labels; B. von Stengel, "Computing equilibria for two-person games", *Handbook of Game Theory* 3
//! (2002) 1723–1759, §2).
//!
//! [`Path`] is the method itself, exactly: ties are broken as if the game were perturbed, so
//! that degenerate games end too. Its length is exponential at worst (R. Savani, B. von Stengel,
//! "Hard-to-solve bimatrix games", *Econometrica* 74 (2006) 397–429).
//!
//! [`lemke_howson`] goes many paths a little way in floating point, then fewer farther, since of
//! the paths of a large game some are short (B. Codenotti, S. De Rossi, M. Pagan, "An experimental
//! analysis of Lemke–Howson algorithm", arXiv:0811.3247, 2008). Where one ends, the weights are
//! solved for exactly from its basis, and the definition is checked. A basis that does not pass is
//! given up for the next label; and the exact path is gone along with the long ones, so that the
//! search ends.

mod guide;
mod one;
mod path;
mod tableau;

pub use one::lemke_howson;
pub use path::{Path, Step};
pub use tableau::Tableau;

/// A label: an option of a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// 0 for the row player, 1 for the column player.
    pub player: usize,
    /// The option's index.
    pub option: usize,
}
