//! Games of two players that are made to be hard, or of which much is known.

use std::cmp::Ordering;

use itertools::Itertools;

use super::{Family, Known, Players, any, game, number, unknown};

/// Both players get 1 if they choose the same option. Every set of options is the support of
/// exactly one equilibrium: $2^n - 1$ of them.
pub(super) const IDENTITY: Family = Family {
    name: "identity",
    players: Players::Two,
    is_random: false,
    sizes: "any below 60",
    exists: |size| size < 60,
    known: |shape| Known { all: Some((1 << shape.size) - 1), pure: Some(shape.size) },
    make: |shape, _| shape.game(|profile| vec![i64::from(profile[0] == profile[1]); 2]),
};

/// The row player gets 1 at one drawn row of every column, else 0; the column player's payoffs are
/// drawn from 0 to 999. R. Savani, B. von Stengel, "Unit vector games", *Int. J. Econ. Theory* 12
/// (2016) 7–27.
pub(super) const UNIT_VECTOR: Family = Family {
    name: "unit-vector",
    is_random: true,
    sizes: "any",
    exists: any,
    known: unknown,
    make: |shape, draw| {
        let best = draw.several(shape.size, 0, number(shape.size) - 1);
        shape.game(|profile| {
            let unit = i64::from(best[profile[1]] == number(profile[0]));
            vec![unit, draw.between(0, 999)]
        })
    },
    ..IDENTITY
};

/// A tournament is drawn on `n` nodes. The row player chooses a node, the column player a pair of
/// nodes: the row player gets 1 if its node beats both, the column player 1 if its pair has the
/// node. Y. Anbalagan, S. Norin, R. Savani, A. Vetta, "Polylogarithmic supports are required for
/// approximate well-supported Nash equilibria below 2/3", *WINE* (2013) 15–23, with pairs.
pub(super) const TOURNAMENT: Family = Family {
    name: "tournament",
    is_random: true,
    sizes: "2 to 100 nodes",
    exists: |size| (2..=100).contains(&size),
    known: unknown,
    make: |shape, draw| {
        let nodes = shape.size;
        let pairs: Vec<[usize; 2]> = (0..nodes).array_combinations().collect();
        let drawn = draw.several(pairs.len(), 0, 1);
        let won = |winner, loser| {
            let place = |pair| pairs.iter().position(|&p| p == pair);
            place([winner, loser]).map_or_else(
                || place([loser, winner]).is_some_and(|at| drawn[at] == 0),
                |at| drawn[at] == 1,
            )
        };
        game(&[nodes, pairs.len()], |profile| {
            let (node, pair) = (profile[0], pairs[profile[1]]);
            let beats_both = pair.iter().all(|&other| won(node, other));
            vec![i64::from(beats_both), i64::from(pair.contains(&node))]
        })
    },
    ..IDENTITY
};

/// One equilibrium, in which each of two players with $4k - 1$ options plays $2k$: the worst case
/// for enumerating supports by their size. T. Sandholm, A. Gilpin, V. Conitzer, "Mixed-integer
/// programming methods for finding Nash equilibria", *AAAI* (2005) 495–501; the payoffs are four
/// times those of QuantEcon's `sgc_game`.
pub(super) const SGC: Family = Family {
    name: "sgc",
    sizes: "7, 11, 15, …",
    exists: |size| size > 3 && size % 4 == 3,
    known: |_| Known { all: Some(1), pure: Some(0) },
    make: |shape, _| {
        let most = shape.size / 2;
        let payoff = move |own: usize, other: usize, paired: usize| {
            if own >= most {
                return if other == paired { 3 } else { 0 };
            }
            match other {
                other if other >= most => 2,
                other if other == own => 3,
                other if (other + 1) % most == own => 4,
                other if (own + 1) % most == other => 2,
                _ => 3,
            }
        };
        let mate = move |option: usize| most + ((option - most) ^ 1);
        shape.game(|profile| {
            let (row, column) = (profile[0], profile[1]);
            let paired = if column >= most { mate(column) } else { column };
            vec![payoff(row, column, row), payoff(column, row, paired)]
        })
    },
    ..IDENTITY
};

/// Each player divides its troops among three hills and gets the value of those where it has more,
/// half where both have as many; the values are drawn from 1 to 20 for each player. With `t` troops
/// there are $\binom{t+2}{2}$ ways: 3, 6, 10, 15, … R. Hortala-Vallve, A. Llorente-Saguer, "Pure
/// strategy Nash equilibria in non-zero sum Colonel Blotto games", *Int. J. Game Theory* 41 (2012)
/// 331–343.
pub(super) const BLOTTO: Family = Family {
    name: "blotto",
    is_random: true,
    sizes: "3, 6, 10, 15, …",
    exists: |size| troops(size).is_some(),
    known: unknown,
    make: |shape, draw| {
        let troops = troops(shape.size).unwrap_or_default();
        let values = [draw.several(3, 1, 20), draw.several(3, 1, 20)];
        let ways: Vec<[usize; 3]> = (0..=troops)
            .flat_map(|a| (0..=troops - a).map(move |b| [a, b, troops - a - b]))
            .collect();
        let won = |own: &[usize; 3], other: &[usize; 3], values: &[i64]| {
            (0..3).map(|hill| halves(own[hill].cmp(&other[hill])) * values[hill]).sum::<i64>()
        };
        shape.game(|profile| {
            let (row, column) = (&ways[profile[0]], &ways[profile[1]]);
            vec![won(row, column, &values[0]), won(column, row, &values[1])]
        })
    },
    ..IDENTITY
};

/// The troops that can be divided among three hills in so many ways.
fn troops(ways: usize) -> Option<usize> {
    (1..=ways).take_while(|t| (t + 1) * (t + 2) / 2 <= ways).find(|t| (t + 1) * (t + 2) / 2 == ways)
}

/// Each player chooses an effort, which has a score and a cost, both growing by drawn steps; the
/// higher score wins the prize, equal ones share it. L. A. Goldberg, P. W. Goldberg, P. Krysta, C.
/// Ventre, "Ranking games that have competitiveness-based strategies", *Theor. Comput. Sci.* 476
/// (2013) 24–37.
pub(super) const RANKING: Family = Family {
    name: "ranking",
    is_random: true,
    sizes: "any",
    exists: any,
    known: unknown,
    make: |shape, draw| {
        let mut steps = |first: i64| -> Vec<i64> {
            let mut steps = draw.several(shape.size, 1, 10);
            steps[0] *= first;
            (1..=shape.size).map(|end| steps[..end].iter().sum()).collect()
        };
        let scores = [steps(1), steps(1)];
        let costs = [steps(0), steps(0)];
        let prize = 10 * number(shape.size);
        shape.game(|profile| {
            let score = |player: usize| scores[player][profile[player]];
            let payoff = |player: usize| {
                let won = halves(score(player).cmp(&score(1 - player))) * prize;
                won - 2 * costs[player][profile[player]]
            };
            vec![payoff(0), payoff(1)]
        })
    },
    ..IDENTITY
};

/// The halves of a prize that go to who compares so with the other.
fn halves(own: Ordering) -> i64 {
    match own {
        Ordering::Greater => 2,
        Ordering::Equal => 1,
        Ordering::Less => 0,
    }
}
