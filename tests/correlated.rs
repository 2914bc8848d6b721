//! Correlated equilibria: known optima, each with its proof, and what holds for every game.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::nash::{
    self, Correlated, CorrelatedEquilibrium, NotCorrelated, Objective, correlated,
};
use standoff::number::{Integer, Rational};

fn player(number: usize, size: usize) -> Player {
    let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Player::plain(&format!("p{}", number + 1), &options)
}

fn game(sizes: &[usize], payoffs: Vec<Vec<i64>>) -> StrategicGame {
    let players = sizes.iter().enumerate().map(|(number, &size)| player(number, size)).collect();
    let table = |numerators| PayoffTable::Small { numerators, denominator: 1 };
    StrategicGame::new(players, payoffs.into_iter().map(table).collect()).unwrap()
}

/// Every best, each checked.
fn all(game: &StrategicGame) -> Correlated {
    let players = 0..game.sizes().len();
    let most = players.clone().map(Objective::Most);
    let objectives: Vec<Objective> =
        [Objective::Sum].into_iter().chain(most).chain(players.map(Objective::Least)).collect();
    let found = correlated(game, &objectives, &Budget::default()).unwrap();
    assert!(found.is_complete);
    for best in &found.best {
        assert!(best.bound.holds(game), "{best:?}");
        let worth = best.bound.weights.iter().zip(best.equilibrium.payoffs());
        let worth: Rational = worth.map(|(weight, payoff)| weight * payoff).sum();
        assert_eq!(worth, best.bound.most, "{best:?}");
        let outcomes = best.equilibrium.outcomes().to_vec();
        assert_eq!(CorrelatedEquilibrium::check(game, outcomes).as_ref(), Ok(&best.equilibrium));
    }
    found
}

fn sum(found: &Correlated) -> Rational {
    found.best_for(Objective::Sum).unwrap().bound.most.clone()
}

fn range(found: &Correlated, player: usize) -> [Rational; 2] {
    found.range(player).map(|payoff| payoff.unwrap().clone())
}

/// R. J. Aumann, 1974, example 2.7: beyond what any mixture of Nash equilibria brings.
#[test]
fn chicken() {
    let chicken = game(&[2, 2], vec![vec![6, 2, 7, 0], vec![6, 7, 2, 0]]);
    let found = all(&chicken);
    assert_eq!(sum(&found), Rational::new(21, 2));
    let best = &found.best_for(Objective::Sum).unwrap().equilibrium;
    let half = Rational::new(1, 2);
    let quarter = || Rational::new(1, 4);
    assert_eq!(best.outcomes(), [(0, half), (1, quarter()), (2, quarter())]);
    assert_eq!(range(&found, 0), [Rational::from(2), Rational::from(7)]);
}

/// Where each is uniquely good against another option, mediation changes nothing.
#[test]
fn games_without_room_for_a_mediator() {
    let pennies = game(&[2, 2], vec![vec![1, -1, -1, 1], vec![-1, 1, 1, -1]]);
    let found = all(&pennies);
    assert_eq!(sum(&found), 0);
    assert_eq!(found.best[0].equilibrium.outcomes().len(), 4);
    assert_eq!(range(&found, 0), [Rational::ZERO, Rational::ZERO]);
    let dilemma = game(&[2, 2], vec![vec![-1, -3, 0, -2], vec![-1, 0, -3, -2]]);
    assert_eq!(sum(&all(&dilemma)), -4);
}

/// L. Shapley's game ("Some topics in two-person games", 1964): fictitious play circles through six
/// of the nine outcomes, and a mediator draws among just these.
#[test]
fn shapleys_game() {
    let shapley =
        game(&[3, 3], vec![vec![1, 0, 0, 0, 1, 0, 0, 0, 1], vec![0, 1, 0, 0, 0, 1, 1, 0, 0]]);
    let found = all(&shapley);
    assert_eq!(sum(&found), 1);
    assert_eq!(range(&found, 0)[0], Rational::new(1, 3), "what either can guarantee itself");
}

#[test]
fn games_of_any_number_of_players() {
    let alone = game(&[3], vec![vec![1, 4, 2]]);
    assert_eq!(range(&all(&alone), 0), [Rational::from(4), Rational::from(4)]);
    let nobody = StrategicGame::new(Vec::new(), Vec::new()).unwrap();
    assert_eq!(sum(&all(&nobody)), 0);
    // Three players who win only if just one of them dares.
    let wins = |bits: usize, player: usize| i64::from(bits == 1 << (2 - player));
    let dare = |player: usize| (0..8).map(|bits| wins(bits, player) * 3).collect();
    let found = all(&game(&[2, 2, 2], (0..3).map(dare).collect()));
    assert_eq!(sum(&found), 3);
    assert_eq!(range(&found, 1), [Rational::ZERO, Rational::from(3)]);
}

#[test]
fn the_definition_refuses_with_a_reason() {
    let chicken = game(&[2, 2], vec![vec![6, 2, 7, 0], vec![6, 7, 2, 0]]);
    let check = |outcomes| CorrelatedEquilibrium::check(&chicken, outcomes);
    let Err(NotCorrelated::Disobedience(found)) = check(vec![(0, Rational::ONE)]) else {
        panic!("both would dare");
    };
    assert_eq!((found.told, found.instead, found.gain), (0, 1, Rational::ONE));
    assert_eq!(check(vec![(1, Rational::new(1, 2))]), Err(NotCorrelated::Sum));
    let wrong = NotCorrelated::Outcome { outcome: 4 };
    assert_eq!(check(vec![(4, Rational::ONE)]), Err(wrong));
    let negative = vec![(1, Rational::from(2)), (2, Rational::from(-1))];
    assert_eq!(check(negative), Err(NotCorrelated::Outcome { outcome: 2 }));
    // Parts of one probability belong together.
    let halves = vec![(1, Rational::new(1, 2)), (1, Rational::new(1, 2))];
    assert_eq!(check(halves), check(vec![(1, Rational::ONE)]));
}

#[test]
fn bounds_that_do_not_hold_are_refused() {
    let chicken = game(&[2, 2], vec![vec![6, 2, 7, 0], vec![6, 7, 2, 0]]);
    let bound = all(&chicken).best[0].bound.clone();
    let mut less = bound.clone();
    less.most -= Rational::new(1, 100);
    assert!(!less.holds(&chicken));
    for price in 0..bound.prices.len() {
        let mut without = bound.clone();
        without.prices.remove(price);
        assert!(!without.holds(&chicken), "every price is needed");
    }
}

#[test]
fn payoffs_of_any_size_and_a_stop() {
    let table = |payoffs: [i64; 4]| PayoffTable::Big {
        numerators: payoffs.map(|payoff| Integer::from(payoff) << 90).to_vec(),
        denominator: Integer::from(7),
    };
    let chicken = StrategicGame::new(
        vec![player(0, 2), player(1, 2)],
        vec![table([6, 2, 7, 0]), table([6, 7, 2, 0])],
    );
    let chicken = chicken.unwrap();
    let most = Rational::ratio(Integer::from(21) << 89, Integer::from(7)).unwrap();
    assert_eq!(sum(&all(&chicken)), most);
    let budget = Budget::default();
    budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    let found = correlated(&chicken, &[Objective::Sum], &budget).unwrap();
    assert!(found.best.is_empty() && !found.is_complete);
}

#[test]
fn programs_that_do_not_fit_are_refused() {
    let mut state = 1u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(state >> 40).unwrap() % 100
    };
    let mut table = |_| (0..120 * 120).map(|_| draw()).collect();
    let large = game(&[120, 120], (0..2).map(&mut table).collect());
    let refused = correlated(&large, &[Objective::Sum], &Budget::default()).unwrap_err();
    assert_eq!(refused.outcomes, 14_400);
}

fn small() -> impl Strategy<Value = StrategicGame> {
    prop::collection::vec(1usize..=3, 1..=3).prop_flat_map(|sizes| {
        let outcomes: usize = sizes.iter().product();
        let table = prop::collection::vec(-2i64..=2, outcomes);
        prop::collection::vec(table, sizes.len()).prop_map(move |payoffs| game(&sizes, payoffs))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Every Nash equilibrium is a correlated one, so what it brings lies in the ranges.
    #[test]
    fn nash_payoffs_lie_within_the_ranges(game in small()) {
        let found = all(&game);
        let equilibria = nash::all(&game, &Budget::default()).equilibria;
        for equilibrium in equilibria {
            for (player, payoff) in equilibrium.payoffs().iter().enumerate() {
                let [least, most] = range(&found, player);
                prop_assert!(*payoff >= least.into() && *payoff <= most.into());
            }
        }
    }

    /// What is best for the sum is at most what is best for each, together.
    #[test]
    fn the_parts_bound_the_sum(game in small()) {
        let found = all(&game);
        let players = 0..game.sizes().len();
        let most: Rational = players.clone().map(|player| range(&found, player)[1].clone()).sum();
        let least: Rational = players.map(|player| range(&found, player)[0].clone()).sum();
        prop_assert!(least <= sum(&found) && sum(&found) <= most);
    }

    /// A larger game, against the proof: three players, ties everywhere.
    #[test]
    fn guided_programs_are_proved(payoffs in prop::collection::vec(prop::collection::vec(-1i64..=1, 48), 3)) {
        all(&game(&[4, 4, 3], payoffs));
    }
}
