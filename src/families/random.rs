//! Payoffs that are drawn one by one.

use super::{Family, Generator, Players, Shape, any, unknown};
use crate::game::StrategicGame;

/// Every payoff is drawn from 0 to 999. The field's first benchmark.
pub(super) const UNIFORM: Family = Family {
    name: "uniform",
    players: Players::Many,
    is_random: true,
    sizes: "any",
    exists: any,
    known: unknown,
    make: |shape, draw| drawn(shape, draw, 999),
};

/// Every payoff is 0, 1 or 2: most members have continua of equilibria.
pub(super) const TIES: Family =
    Family { name: "ties", make: |shape, draw| drawn(shape, draw, 2), ..UNIFORM };

/// Every payoff is 0 or 1. B. Codenotti, M. Leoncini, G. Resta, "Efficient computation of Nash
/// equilibria for very sparse win-lose bimatrix games", *ESA* (2006) 232–243.
pub(super) const WIN_LOSE: Family =
    Family { name: "win-lose", make: |shape, draw| drawn(shape, draw, 1), ..UNIFORM };

fn drawn(shape: Shape, draw: &mut Generator, most: i64) -> StrategicGame {
    shape.game(|profile| draw.several(profile.len(), 0, most))
}

/// The payoffs of an outcome are bell-shaped and correlated against each other: with `n` players
/// and independent `z`, player `i` gets $2 n z_i - \sum_j z_j$, which makes the correlation of two
/// players' payoffs $-3 / (4n - 3)$: $-0.6$ for two. Each `z` is a sum of twelve draws (a normal
/// variable, nearly). GAMUT's covariant game, in integers.
pub(super) const COVARIANT: Family = Family {
    name: "covariant",
    make: |shape, draw| {
        shape.game(|profile| {
            let bell = |_: &usize| draw.several(12, 0, 999).iter().sum::<i64>() - 5994;
            let z: Vec<i64> = profile.iter().map(bell).collect();
            let (all, twice) = (z.iter().sum::<i64>(), 2 * super::number(z.len()));
            z.iter().map(|z| twice * z - all).collect()
        })
    },
    ..UNIFORM
};

/// The row player's payoffs are drawn from -999 to 999; the column player loses them.
pub(super) const ZERO_SUM: Family = Family {
    name: "zero-sum",
    players: Players::Two,
    make: |shape, draw| {
        shape.game(|_| {
            let payoff = draw.between(-999, 999);
            vec![payoff, -payoff]
        })
    },
    ..UNIFORM
};

/// The sum of the two payoffs is $a_i b_j$, a matrix of rank one: the row player's payoffs are
/// drawn from -999 to 999, the factors from -30 to 30. R. Kannan, T. Theobald, "Games of fixed
/// rank: a hierarchy of bimatrix games", *Econ. Theory* 42 (2010) 157–173.
pub(super) const RANK_ONE: Family = Family {
    name: "rank-one",
    players: Players::Two,
    make: |shape, draw| {
        let (a, b) = (draw.several(shape.size, -30, 30), draw.several(shape.size, -30, 30));
        shape.game(|profile| {
            let payoff = draw.between(-999, 999);
            vec![payoff, a[profile[0]] * b[profile[1]] - payoff]
        })
    },
    ..UNIFORM
};

/// Every pair of players plays a game of its own, with payoffs drawn from -99 to 99, and each adds
/// up what it gets: $u_i = \sum_{j \ne i} a^{ij}_{s_i s_j}$. E. B. Janovskaya, "Equilibrium points
/// in polymatrix games", *Litovsk. Mat. Sb.* 8 (1968) 381–384.
pub(super) const POLYMATRIX: Family = Family {
    name: "polymatrix",
    make: |Shape { players, size }, draw| {
        let pairs = draw.several(players * players * size * size, -99, 99);
        let payoff = |i: usize, j: usize, profile: &[usize]| {
            pairs[((i * players + j) * size + profile[i]) * size + profile[j]]
        };
        Shape { players, size }.game(|profile| {
            let others = |i: usize| (0..players).filter(move |&j| j != i);
            let total = |i: usize| others(i).map(|j| payoff(i, j, profile)).sum();
            (0..players).map(total).collect()
        })
    },
    ..UNIFORM
};
