//! Games in which it matters how many others choose the same.

use super::{Family, Known, Players, any, counts, number, one_pure, unknown};

/// Every player chooses a resource, which costs each of its users the more the more they are; the
/// steps are drawn from 1 to 20. There is always a pure equilibrium. R. W. Rosenthal, "A class of
/// games possessing pure-strategy Nash equilibria", *Int. J. Game Theory* 2 (1973) 65–67.
pub(super) const CONGESTION: Family = Family {
    name: "congestion",
    players: Players::Many,
    is_random: true,
    sizes: "any",
    exists: any,
    known: unknown,
    make: |shape, draw| {
        let mut costs = |_| {
            let steps = draw.several(shape.players, 1, 20);
            (1..=shape.players).map(|users| steps[..users].iter().sum()).collect()
        };
        let costs: Vec<Vec<i64>> = (0..shape.size).map(&mut costs).collect();
        shape.game(|profile| {
            let users = counts(profile, shape.size);
            profile.iter().map(|&resource| -costs[resource][users[resource] - 1]).collect()
        })
    },
};

/// If all choose the same they get the same, drawn from 500 to 999; otherwise each payoff is drawn
/// from 0 to 499. GAMUT's coordination game.
pub(super) const COORDINATION: Family = Family {
    name: "coordination",
    known: |shape| Known { all: None, pure: (shape.players == 2).then_some(shape.size) },
    make: |shape, draw| {
        shape.game(|profile| {
            let agreed = profile.iter().all(|option| *option == profile[0]);
            let count = profile.len();
            if agreed { vec![draw.between(500, 999); count] } else { draw.several(count, 0, 499) }
        })
    },
    ..CONGESTION
};

/// Every player loses 1 for each other who chooses the same. The pure equilibria spread the players
/// evenly: with $n = qk + r$ players, $\binom kr \, n! / ((q+1)!^r \, q!^{k-r})$ of them. T.
/// Grenager, R. Powers, Y. Shoham, "Dispersion games: general definitions and some specific
/// learning results", *AAAI* (2002) 398–403.
pub(super) const DISPERSION: Family = Family {
    name: "dispersion",
    is_random: false,
    known: |shape| Known { all: None, pure: spread(shape.players, shape.size) },
    make: |shape, _| {
        shape.game(|profile| {
            let users = counts(profile, shape.size);
            profile.iter().map(|&option| 1 - number(users[option])).collect()
        })
    },
    ..CONGESTION
};

/// In how many ways so many players are spread evenly over so many options.
fn spread(players: usize, options: usize) -> Option<usize> {
    let factorial = |n: usize| (1..=n).try_fold(1usize, usize::checked_mul);
    let (each, more) = (players / options, players % options);
    let choices = (0..more).fold(1, |product, i| product * (options - i) / (i + 1));
    let crowded = factorial(each + 1)?.checked_pow(u32::try_from(more).ok()?)?;
    let others = factorial(each)?.checked_pow(u32::try_from(options - more).ok()?)?;
    factorial(players)?.checked_div(crowded.checked_mul(others)?)?.checked_mul(choices)
}

/// Each player gets three times the least effort, and loses twice its own. Every profile of equal
/// efforts is an equilibrium. J. B. Van Huyck, R. C. Battalio, R. O. Beil, "Tacit coordination
/// games, strategic uncertainty, and coordination failure", *Am. Econ. Rev.* 80 (1990) 234–248.
pub(super) const MINIMUM_EFFORT: Family = Family {
    name: "minimum-effort",
    is_random: false,
    known: |shape| Known { all: None, pure: Some(shape.size) },
    make: |shape, _| {
        shape.game(|profile| {
            let least = profile.iter().copied().min().unwrap_or_default();
            profile.iter().map(|&own| 3 * number(least) - 2 * number(own)).collect()
        })
    },
    ..CONGESTION
};

/// Each player keeps what it does not contribute, and gets three quarters of all contributions
/// (payoffs times 4): to contribute nothing is dominant.
pub(super) const PUBLIC_GOODS: Family = Family {
    name: "public-goods",
    is_random: false,
    known: one_pure,
    make: |shape, _| {
        shape.game(|profile| {
            let all: i64 = profile.iter().map(|&own| number(own)).sum();
            profile.iter().map(|&own| 3 * all - 4 * number(own)).collect()
        })
    },
    ..CONGESTION
};

/// Every player votes for a candidate; the one with the most votes wins, the first of them if
/// several have as many; what a winner is worth to a player is drawn from 0 to 20. Most profiles
/// are decided whatever one player does, so that ties abound. GAMUT's majority voting.
pub(super) const VOTING: Family = Family {
    name: "voting",
    make: |shape, draw| {
        let worth: Vec<Vec<i64>> =
            (0..shape.players).map(|_| draw.several(shape.size, 0, 20)).collect();
        shape.game(|profile| {
            let votes = counts(profile, shape.size);
            let most = votes.iter().max();
            let winner = votes.iter().position(|count| Some(count) == most).unwrap_or_default();
            worth.iter().map(|worth| worth[winner]).collect()
        })
    },
    ..CONGESTION
};
