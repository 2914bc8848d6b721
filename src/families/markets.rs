//! Games of prices, places and waiting.

use super::{Family, Known, Players, any, number, one_pure, unknown};

/// Each player names a price from 1 to `k`; the lowest sells $2k - p$ pieces, equal ones share. J.
/// Bertrand, *Journal des Savants* (1883) 499–508; GAMUT's Bertrand oligopoly.
pub(super) const BERTRAND: Family = Family {
    name: "bertrand",
    players: Players::Many,
    is_random: false,
    sizes: "any",
    exists: any,
    known: unknown,
    make: |shape, _| {
        let (most, shares) = (number(shape.size), shape.shares());
        shape.game(|profile| {
            let lowest = profile.iter().copied().min().unwrap_or_default();
            let sellers = number(profile.iter().filter(|price| **price == lowest).count());
            let price = number(lowest) + 1;
            let sold = price * (2 * most - price) * (shares / sellers);
            profile.iter().map(|&own| if own == lowest { sold } else { 0 }).collect()
        })
    },
};

/// Each player brings a quantity from 0 to $k - 1$; the price is what the total leaves of
/// $(n+1)(k-1)/2 + 1$, and the cost of a piece is drawn from 0 to $k/4$. A. Cournot, *Recherches
/// sur les principes mathématiques de la théorie des richesses* (1838).
pub(super) const COURNOT: Family = Family {
    name: "cournot",
    is_random: true,
    make: |shape, draw| {
        let costs = draw.several(shape.players, 0, number(shape.size) / 4);
        let demand = (number(shape.players) + 1) * (number(shape.size) - 1) / 2 + 1;
        shape.game(|profile| {
            let total: i64 = profile.iter().map(|&own| number(own)).sum();
            let price = (demand - total).max(0);
            let payoff = |(&own, cost): (&usize, &i64)| number(own) * (price - cost);
            profile.iter().zip(&costs).map(payoff).collect()
        })
    },
    ..BERTRAND
};

/// Shops on a line of `k` places, whose customers, 1 to 9 at each, go to the nearest; nearest ones
/// share. H. Hotelling, "Stability in competition", *Econ. J.* 39 (1929) 41–57.
pub(super) const LOCATION: Family = Family {
    name: "location",
    is_random: true,
    make: |shape, draw| {
        let (customers, shares) = (draw.several(shape.size, 1, 9), shape.shares());
        shape.game(|profile| {
            let mut payoffs = vec![0; profile.len()];
            for (place, customers) in customers.iter().enumerate() {
                let nearest = profile.iter().map(|shop| shop.abs_diff(place)).min();
                let is_near = |shop: usize| Some(shop.abs_diff(place)) == nearest;
                let near = number(profile.iter().filter(|shop| is_near(**shop)).count());
                for (payoff, _) in
                    payoffs.iter_mut().zip(profile).filter(|(_, shop)| is_near(**shop))
                {
                    *payoff += customers * (shares / near);
                }
            }
            payoffs
        })
    },
    ..BERTRAND
};

/// Two players wait for a while before they grab a dollar: the first gets 100, the other what is
/// drawn from 1 to 99; at the same time it tears, and neither gets anything. GAMUT.
pub(super) const GRAB_THE_DOLLAR: Family = Family {
    name: "grab-the-dollar",
    players: Players::Two,
    is_random: true,
    make: |shape, draw| {
        let second = draw.between(1, 99);
        shape.game(|profile| match profile[0].cmp(&profile[1]) {
            std::cmp::Ordering::Less => vec![100, second],
            std::cmp::Ordering::Equal => vec![0, 0],
            std::cmp::Ordering::Greater => vec![second, 100],
        })
    },
    ..BERTRAND
};

/// Each player claims from 2 to $k + 1$; all get the least claim, those who made it 2 more and the
/// others 2 less, unless all made it. K. Basu, "The traveler's dilemma: paradoxes of rationality in
/// game theory", *Am. Econ. Rev.* 84 (1994) 391–395.
pub(super) const TRAVELERS_DILEMMA: Family = Family {
    name: "travelers-dilemma",
    known: |shape| {
        if shape.players == 2 { one_pure(shape) } else { Known { all: None, pure: Some(1) } }
    },
    make: |shape, _| {
        shape.game(|profile| {
            let least = profile.iter().copied().min().unwrap_or_default();
            let agreed = profile.iter().all(|&claim| claim == least);
            let reward = |claim: usize| match (agreed, claim == least) {
                (true, _) => 0,
                (false, true) => 2,
                (false, false) => -2,
            };
            profile.iter().map(|&claim| number(least) + 2 + reward(claim)).collect()
        })
    },
    ..BERTRAND
};

/// Who waits longest wins a prize, drawn from 1 to $2k$ for each player; everybody pays for the
/// time that it waited, the winner only for that of the second; equal ones share. J. Maynard Smith,
/// "The theory of games and the evolution of animal conflicts", *J. Theor. Biol.* 47 (1974)
/// 209–221.
pub(super) const WAR_OF_ATTRITION: Family = Family {
    name: "war-of-attrition",
    is_random: true,
    make: |shape, draw| {
        let prizes = draw.several(shape.players, 1, 2 * number(shape.size));
        let shares = shape.shares();
        shape.game(|profile| {
            let mut times = profile.to_vec();
            times.sort_unstable();
            let (longest, second) = (times[times.len() - 1], times[times.len() - 2]);
            let winners = number(profile.iter().filter(|time| **time == longest).count());
            let payoff = |(&time, prize): (&usize, &i64)| {
                let won = if time == longest { prize * (shares / winners) } else { 0 };
                won - shares * number(time.min(second))
            };
            profile.iter().zip(&prizes).map(payoff).collect()
        })
    },
    ..BERTRAND
};

/// Each player guesses from 0 to $k - 1$; who is nearest to two thirds of the mean wins, equal ones
/// share. R. Nagel, "Unraveling in guessing games", *Am. Econ. Rev.* 85 (1995) 1313–1326.
pub(super) const GUESS_TWO_THIRDS: Family = Family {
    name: "guess-two-thirds",
    make: |shape, _| {
        let (players, shares) = (number(shape.players), shape.shares());
        shape.game(|profile| {
            let total: i64 = profile.iter().map(|&guess| number(guess)).sum();
            let off = |guess: usize| (3 * players * number(guess) - 2 * total).abs();
            let least = profile.iter().map(|&guess| off(guess)).min();
            let wins = |guess: usize| Some(off(guess)) == least;
            let winners = number(profile.iter().filter(|guess| wins(**guess)).count());
            profile.iter().map(|&guess| if wins(guess) { shares / winners } else { 0 }).collect()
        })
    },
    ..BERTRAND
};
