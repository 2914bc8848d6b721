//! All extreme equilibria of a two-player game, generic or degenerate, and the proof that these
//! are all.
//!
//! A label is an option of either player. On the row player's side a row is *tight* at a strategy
//! $x$ when $x$ does not play it, a column when it is a best response to $x$; on the column
//! player's side a column is tight when $y$ does not play it, a row when it is a best response to
//! $y$. Then
//!
//! $$ (x, y) \text{ is an equilibrium} \iff \text{every label is tight at } x \text{ or at } y, $$
//!
//! and it is *extreme* when $x$ and $y$ are vertices: the only points at which their tight labels
//! are tight. All equilibria are a union of products of convex hulls of extreme ones
//! ([`super::extreme`]).
//!
//! The tree branches over *is this label tight at x?* Yes makes a face of the one polytope smaller;
//! no *excludes* the label there and so makes it tight at $y$: a face of the other polytope gets
//! smaller. Every extreme equilibrium takes one way down, so none is met twice. A node ends when
//! one of its faces is empty, or when an excluded label is tight on the whole face; when every label
//! is tight on one side, with the vertices of its two faces that have no excluded label.
//! The label to branch on is that which is farthest from being tight on both faces.
//!
//! The tree is that of C. Audet, P. Hansen, B. Jaumard, G. Savard, "Enumeration of all extreme
//! equilibria of bimatrix games", *SIAM J. Sci. Comput.* 23 (2001) 323–338, in the form for both
//! best-response polytopes of C. Audet, S. Belhaïza, P. Hansen, "Enumeration of all the extreme
//! equilibria in game theory: bimatrix and polymatrix games", *J. Optim. Theory Appl.* 129 (2006)
//! 349–372, and D. Avis, G. Rosenberg, R. Savani, B. von Stengel, "Enumeration of Nash equilibria
//! for two-player games", *Econ. Theory* 42 (2010) 9–37, §3. New are the exclusions, which make
//! degenerate games no special case, the rule that chooses the label, and the proof.
//!
//! Floating point proposes, integers dispose: a node is closed, and a vertex listed, only for a
//! reason that is checked exactly ([`witness`]), and the reasons are the proof ([`prove`]). Where
//! the check fails the node is done again with rational dictionaries. Cost: a few pivots of
//! $O(mn)$ for each node; the nodes are exponential in the labels at worst, about $1.7^n$ for
//! random payoffs. Memory: as many dictionaries as labels, and the equilibria.

mod dictionary;
mod frame;
mod parallel;
mod record;
mod search;
mod side;
mod witness;

use record::Record;
use search::{Halt, Leaf, Search};
use side::Side;

use super::equilibria::{Argument, Equilibria, Undecided, UndecidedReason};
use super::extreme::ExtremeEquilibria;
use super::product::Product;
use super::supports::indifferent;
use super::union::Union;
use crate::budget::{Budget, Stopped};
use crate::game::StrategicGame;
use crate::linalg::Integers;
use crate::number::Rational;

/// All equilibria of a two-player game, by the label tree.
///
/// ```
/// use standoff::budget::Budget;
/// use standoff::game::{Player, StrategicGame};
/// let sexes = StrategicGame::bimatrix(
///     Player::plain("she", &["opera", "football"]),
///     Player::plain("he", &["opera", "football"]),
///     &[&[(2, 1), (0, 0)], &[(0, 0), (1, 2)]],
/// );
/// let found = standoff::nash::label_tree(&sexes, &Budget::default());
/// assert_eq!((found.equilibria.len(), found.coverage.is_all()), (3, true));
/// ```
///
/// # Panics
/// If the game has not two players; [`super::all`] takes every game.
pub fn label_tree(game: &StrategicGame, budget: &Budget) -> Equilibria {
    let whole = game.all_options();
    if indifferent(game, &whole) {
        return Union::face(game, &whole).assemble(game, Argument::LabelTree, budget);
    }
    assembled(game, Record::none(), budget).0
}

/// The same with its [proof](prove), from one search; no proof if the budget ends.
///
/// # Panics
/// If the game has not two players.
pub fn label_tree_with_proof(
    game: &StrategicGame,
    budget: &Budget,
) -> (Equilibria, Option<String>) {
    if indifferent(game, &game.all_options()) {
        return (label_tree(game, budget), prove(game, budget).ok());
    }
    assembled(game, record(game), budget)
}

/// All equilibria, and the proof if the search came to its end.
fn assembled(
    game: &StrategicGame,
    record: Record,
    budget: &Budget,
) -> (Equilibria, Option<String>) {
    let mut union = Union::with_pure_equilibria(game, budget);
    let sides = sides(game);
    let mut search = Search::new(&sides, budget, record);
    let end = search.run();
    let is_complete = end.is_ok();
    match end.and_then(|()| Ok(subsets(&search, budget)?)) {
        Ok(subsets) => union.products.extend(subsets),
        Err(halt) => {
            union.products.extend(search.leaves.iter().map(product));
            union.undecided.push(Undecided { support: None, why: why(&halt) });
        }
    }
    let proof = is_complete.then(|| text(search));
    (union.assemble(game, Argument::LabelTree, budget), proof)
}

/// The extreme equilibria, each a probability for each option of the row and the column player.
///
/// [`label_tree`] makes components of them; this is the search alone.
///
/// # Errors
/// [`Stopped`] when the budget ends, or the program is at fault.
///
/// # Panics
/// If the game has not two players.
pub fn extreme_equilibria(
    game: &StrategicGame,
    budget: &Budget,
) -> Result<Vec<[Vec<Rational>; 2]>, Stopped> {
    let sides = sides(game);
    let mut search = Search::new(&sides, budget, Record::none());
    search.run().map_err(|_| Stopped)?;
    let pairs = search.leaves.iter().flat_map(|[xs, ys]| {
        xs.iter().flat_map(move |x| ys.iter().map(move |y| [strategy(x), strategy(y)]))
    });
    Ok(pairs.collect())
}

/// A proof of which equilibria are the extreme ones, as text: `standoff-proof/1`.
///
/// [`crate::proof::check`] reads it without this code.
///
/// # Errors
/// [`Stopped`] when the budget ends, or the program is at fault.
///
/// # Panics
/// If the game has not two players.
pub fn prove(game: &StrategicGame, budget: &Budget) -> Result<String, Stopped> {
    let sides = sides(game);
    let mut search = Search::new(&sides, budget, record(game));
    search.run().map_err(|_| Stopped)?;
    Ok(text(search))
}

/// A proof without its steps.
fn record(game: &StrategicGame) -> Record {
    let [rows, columns] = [game.sizes()[0], game.sizes()[1]];
    let header = format!(
        "standoff-proof/1\ngame {}\nsizes {rows} {columns}\ndenominators {} {}\n",
        game.digest(),
        game.table(0).least_denominator(),
        game.table(1).least_denominator(),
    );
    Record::starting(header, rows)
}

/// The text of a proof whose search has ended.
fn text(search: Search) -> String {
    let count: usize = search.leaves.iter().map(|[xs, ys]| xs.len() * ys.len()).sum();
    search.record.finish() + &format!("end {count}\n")
}

fn sides(game: &StrategicGame) -> [Side; 2] {
    assert_eq!(game.sizes().len(), 2, "a game of two players");
    [Side::new(game, 0), Side::new(game, 1)]
}

fn why(halt: &Halt) -> UndecidedReason {
    match halt {
        Halt::Stopped => UndecidedReason::Stopped,
        Halt::Doubt => UndecidedReason::Refused,
    }
}

/// A Nash subset that need not be maximal: the convex hulls of a leaf's vertices.
fn product([xs, ys]: &Leaf) -> Product {
    Product::new(vec![xs.iter().map(strategy).collect(), ys.iter().map(strategy).collect()])
}

/// The maximal Nash subsets.
fn subsets(search: &Search, budget: &Budget) -> Result<Vec<Product>, Stopped> {
    let mut graph = ExtremeEquilibria::default();
    for [xs, ys] in &search.leaves {
        let ys: Vec<Vec<Rational>> = ys.iter().map(strategy).collect();
        xs.iter().for_each(|x| graph.add(&strategy(x), &ys));
    }
    let subsets = graph.maximal_subsets(budget)?;
    Ok(subsets.into_iter().map(|[rows, columns]| Product::new(vec![rows, columns])).collect())
}

/// Weights as probabilities.
fn strategy(weights: &Integers) -> Vec<Rational> {
    let total = weights.total();
    let ratio = |place| Rational::ratio(weights.get(place), total.clone()).unwrap_or_default();
    let share = |place| if weights.is_zero(place) { Rational::ZERO } else { ratio(place) };
    (0..weights.len()).map(share).collect()
}
