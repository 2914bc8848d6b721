//! The textbook's games, for as many players as they have a meaning for.

use super::{Family, Known, Players, number, one_pure};

/// Each player cooperates or defects, and gets 3 for each other who cooperates; to cooperate costs
/// 2. R. D. Luce, H. Raiffa, *Games and Decisions* (1957), ch. 5; GAMUT's for `n` players.
pub(super) const PRISONERS_DILEMMA: Family = Family {
    name: "prisoners-dilemma",
    players: Players::Many,
    is_random: false,
    sizes: "2",
    exists: |size| size == 2,
    known: one_pure,
    make: |shape, _| {
        shape.game(|profile| {
            let cooperating = number(profile.iter().filter(|option| **option == 0).count());
            let payoff = |&option: &usize| {
                if option == 0 { 3 * (cooperating - 1) - 2 } else { 3 * cooperating }
            };
            profile.iter().map(payoff).collect()
        })
    },
};

/// Each player swerves or drives on: 2 if nobody drives on, 3 for the only one who does and 1 for
/// the others, 0 for those who crash. In pure equilibria exactly one drives on. A. Rapoport, A. M.
/// Chammah, "The game of chicken", *Am. Behav. Sci.* 10 (1966) 10–28; GAMUT's for `n` players.
pub(super) const CHICKEN: Family = Family {
    name: "chicken",
    known: |shape| Known { all: (shape.players == 2).then_some(3), pure: Some(shape.players) },
    make: |shape, _| {
        shape.game(|profile| {
            let driving: usize = profile.iter().sum();
            let payoff = |&option: &usize| match (option, driving) {
                (0, 0) => 2,
                (0, _) => 1,
                (_, 1) => 3,
                _ => 0,
            };
            profile.iter().map(payoff).collect()
        })
    },
    ..PRISONERS_DILEMMA
};

/// Each player wins 1 if its side of the coin is that of the next, else loses 1; for the last, who
/// comes before the first, it is the other way round. The only equilibrium is to toss the coin. J.
/// S. Jordan, "Three problems in learning mixed-strategy Nash equilibria", *Games Econ. Behav.* 5
/// (1993) 368–386.
pub(super) const MATCHING_PENNIES: Family = Family {
    name: "matching-pennies",
    known: |_| Known { all: Some(1), pure: Some(0) },
    make: |shape, _| {
        shape.game(|profile| {
            let last = profile.len() - 1;
            let payoff = |player: usize| {
                let next = profile[(player + 1) % profile.len()];
                if (profile[player] == next) == (player != last) { 1 } else { -1 }
            };
            (0..profile.len()).map(payoff).collect()
        })
    },
    ..PRISONERS_DILEMMA
};

/// An odd number of options in a circle, each of which beats the next half of them. The only
/// equilibrium is uniform.
pub(super) const ROCK_PAPER_SCISSORS: Family = Family {
    name: "rock-paper-scissors",
    players: Players::Two,
    sizes: "odd, from 3",
    exists: |size| size % 2 == 1 && size > 1,
    known: |_| Known { all: Some(1), pure: Some(0) },
    make: |shape, _| {
        shape.game(|profile| {
            let ahead = (profile[1] + shape.size - profile[0]) % shape.size;
            let won = match ahead {
                0 => 0,
                ahead if ahead <= shape.size / 2 => 1,
                _ => -1,
            };
            vec![won, -won]
        })
    },
    ..PRISONERS_DILEMMA
};
