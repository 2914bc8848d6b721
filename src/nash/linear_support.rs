//! The indifference conditions of a support that are affine in the joint vector of probabilities.
//!
//! For $a, b \in S_i$ the condition $u_i(a, x_{-i}) - u_i(b, x_{-i}) = 0$ is multilinear. It is
//! affine on the product of simplices exactly if the payoff difference splits into one term for
//! each other player,
//!
//! $$ d(s) = d(r) + \sum_{j \ne i} \bigl( d(r_{-j}, s_j) - d(r) \bigr), $$
//!
//! with any fixed $r \in S$: so for every condition of a polymatrix game, and for many of others
//! (E. Yanovskaya 1968; J. Howson, "Equilibria of polymatrix games", *Management Sci.* 18 (1972)
//! 312–318). The affine conditions together with $\sum_a x_i(a) = 1$ are necessary. If they have no
//! solution, or one, the support is decided, whatever the other conditions say.

use nalgebra::DMatrix;

use crate::game::StrategicGame;
use crate::linalg::linear::{Solutions, solve};
use crate::number::{Integer, Rational};

/// What the affine conditions say about a support.
pub(super) enum Affine {
    /// They contradict each other: no equilibrium has this support.
    None,
    /// Every condition is void: all profiles of the support are indifferent.
    Void,
    /// Only this profile can be an equilibrium with this support.
    Point(Vec<Vec<Rational>>),
    /// They leave more than a point.
    Undetermined,
}

/// Examines the affine conditions of a support.
pub(super) fn affine_conditions(game: &StrategicGame, support: &[Vec<usize>]) -> Affine {
    let unknowns = Unknowns::new(support);
    let (mut rows, mut bounds) = unknowns.sums(support);
    let mut void = true;
    for player in 0..support.len() {
        for &option in &support[player][1..] {
            match condition(game, support, player, option, &unknowns) {
                Condition::Void => {}
                Condition::Curved => void = false,
                Condition::Affine(row) => {
                    void = false;
                    rows.push(row);
                    bounds.push(Rational::ZERO);
                }
            }
        }
    }
    if void {
        return Affine::Void;
    }
    let a = DMatrix::from_fn(rows.len(), unknowns.count, |i, j| rows[i][j].clone());
    match solve(&a, &bounds) {
        Solutions::None => Affine::None,
        Solutions::Affine { .. } => Affine::Undetermined,
        Solutions::Unique(x) => {
            let positive = x.iter().all(Rational::is_positive);
            if positive { Affine::Point(unknowns.profile(game, support, &x)) } else { Affine::None }
        }
    }
}

/// Where each player's probabilities stand in the joint vector.
struct Unknowns {
    first: Vec<usize>,
    count: usize,
}

impl Unknowns {
    fn new(support: &[Vec<usize>]) -> Unknowns {
        let mut count = 0;
        let place = |options: &Vec<usize>| {
            count += options.len();
            count - options.len()
        };
        let first = support.iter().map(place).collect();
        Unknowns { first, count }
    }

    /// The equations "probabilities sum to 1".
    fn sums(&self, support: &[Vec<usize>]) -> (Vec<Vec<Rational>>, Vec<Rational>) {
        let row = |player: usize| {
            let own = self.first[player]..self.first[player] + support[player].len();
            (0..self.count).map(|j| Rational::from(i64::from(own.contains(&j)))).collect()
        };
        ((0..support.len()).map(row).collect(), vec![Rational::ONE; support.len()])
    }

    fn profile(
        &self,
        game: &StrategicGame,
        support: &[Vec<usize>],
        x: &[Rational],
    ) -> Vec<Vec<Rational>> {
        let strategy = |player: usize| {
            let own = &x[self.first[player]..];
            super::bimatrix::spread(
                &own[..support[player].len()],
                &support[player],
                game.sizes()[player],
            )
        };
        (0..support.len()).map(strategy).collect()
    }
}

enum Condition {
    Void,
    Affine(Vec<Rational>),
    Curved,
}

/// The condition that `option` is worth as much to the player as its first of the support.
fn condition(
    game: &StrategicGame,
    support: &[Vec<usize>],
    player: usize,
    option: usize,
    unknowns: &Unknowns,
) -> Condition {
    let (table, stride) = (game.table(player), game.stride(player));
    let reference = support[player][0];
    let gain = |base: usize| {
        table.numerator(base + option * stride) - table.numerator(base + reference * stride)
    };
    let others: Vec<usize> = (0..support.len()).filter(|&p| p != player).collect();
    let corner: usize = others.iter().map(|&p| support[p][0] * game.stride(p)).sum();
    let at_corner = gain(corner);
    // How much each other player's option, alone, changes the gain at the corner.
    let changes: Vec<Vec<Integer>> = others
        .iter()
        .map(|&p| {
            let from = corner - support[p][0] * game.stride(p);
            let change = |&o: &usize| gain(from + o * game.stride(p)) - &at_corner;
            support[p].iter().map(change).collect()
        })
        .collect();
    let change = |(&p, changes): (&usize, &Vec<Integer>), base: usize| {
        let option = base / game.stride(p) % game.sizes()[p];
        let place = support[p].iter().position(|&o| o == option);
        place.map_or(Integer::ZERO, |place| changes[place].clone())
    };
    let splits = |base: usize| {
        let terms = others.iter().zip(&changes).map(|pair| change(pair, base));
        gain(base) == terms.fold(at_corner.clone(), |sum, term| sum + term)
    };
    if !game.opposing(player, support).all(splits) {
        return Condition::Curved;
    }
    let flat = changes.iter().flatten().all(Integer::is_zero);
    if flat && at_corner.is_zero() {
        return Condition::Void;
    }
    // The constant times the first other player's probabilities, which sum to 1.
    let mut row = vec![Rational::ZERO; unknowns.count];
    for (place, (&p, changes)) in others.iter().zip(&changes).enumerate() {
        for (offset, change) in changes.iter().enumerate() {
            let constant = if place == 0 { at_corner.clone() } else { Integer::ZERO };
            row[unknowns.first[p] + offset] = Rational::from(change + constant);
        }
    }
    Condition::Affine(row)
}
