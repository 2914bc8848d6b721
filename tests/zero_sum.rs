//! Zero-sum games by linear programs: known values, agreement with the label tree on games with many
//! ties, and large games with their proofs; and large programs against the definition of a proof.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nalgebra::DMatrix;
use proptest::prelude::*;
use standoff::budget::Budget;
use standoff::game::{PayoffTable, Player, StrategicGame};
use standoff::linalg::lp::{Answer, Program};
use standoff::nash::{self, Argument, ZeroSum};
use standoff::number::{Integer, Rational};

/// The game of these payoffs of the row player, in which all payoffs add up to `sum`.
fn game(rows: &[Vec<i64>], sum: i64) -> StrategicGame {
    let player = |id: &str, size: usize| {
        let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
        Player::plain(id, &options.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let players = vec![player("row", rows.len()), player("column", rows[0].len())];
    let own: Vec<i64> = rows.concat();
    let others = own.iter().map(|payoff| sum - payoff).collect();
    let table = |numerators| PayoffTable::Small { numerators, denominator: 1 };
    StrategicGame::new(players, vec![table(own), table(others)]).unwrap()
}

fn solved(game: &StrategicGame) -> ZeroSum {
    let solution = nash::zero_sum(game, &Budget::default()).unwrap().unwrap();
    assert!(solution.holds(game), "{solution:?}");
    solution
}

fn value(rows: &[&[i64]]) -> Rational {
    let rows: Vec<Vec<i64>> = rows.iter().map(|row| row.to_vec()).collect();
    solved(&game(&rows, 0)).values()[0].clone()
}

/// Numbers that look random.
fn drawn(seed: u64) -> impl FnMut(i64) -> i64 {
    let mut state = seed;
    move |range| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(state >> 33).unwrap() % range
    }
}

fn random(size: usize, most: i64, seed: u64) -> StrategicGame {
    let mut number = drawn(seed);
    let mut row = |_| (0..size).map(|_| number(2 * most + 1) - most).collect();
    game(&(0..size).map(&mut row).collect::<Vec<_>>(), 0)
}

#[test]
fn textbook_values() {
    assert_eq!(value(&[&[1, -1], &[-1, 1]]), 0);
    assert_eq!(value(&[&[0, -1, 1], &[1, 0, -1], &[-1, 1, 0]]), 0);
    // One saddle point; and a game without any: (ad - bc) / (a + d - b - c).
    assert_eq!(value(&[&[3, 1], &[0, -2]]), 1);
    assert_eq!(value(&[&[2, -3], &[-1, 4]]), Rational::new(1, 2));
    // Morra with two fingers (G. Dantzig, 1951): the one who guesses right wins the sum.
    assert_eq!(value(&[&[0, 2, -3, 0], &[-2, 0, 0, 3], &[3, 0, 0, -4], &[0, -3, 4, 0]]), 0);
    // More columns than rows: the second and the third hold the row player down.
    assert_eq!(value(&[&[1, 3, 11], &[8, 5, 2]]), Rational::new(49, 11));
}

/// Kuhn's poker with three cards ("A simplified two-person poker", 1950): the first player loses
/// 1/18 of a chip each time.
#[test]
fn the_value_of_kuhns_poker() {
    // For each card: pass and fold, pass and call, bet. The other: against a pass pass or bet,
    // against a bet fold or call.
    let payoff = |own: u32, other: u32, first: usize, second: usize| -> i64 {
        let sign = if own > other { 1 } else { -1 };
        let (bets_after_pass, calls) = (second / 2 == 1, second % 2 == 1);
        match (first, bets_after_pass, calls) {
            (2, _, true) | (1, true, _) => 2 * sign,
            (2, _, false) => 1,
            (0, true, _) => -1,
            _ => sign,
        }
    };
    let digit = |plan: usize, base: usize, card: u32| plan / base.pow(card) % base;
    let expected = |first: usize, second: usize| -> i64 {
        let deals = (0..3).flat_map(|a| (0..3).map(move |b| (a, b))).filter(|(a, b)| a != b);
        deals.map(|(a, b)| payoff(a, b, digit(first, 3, a), digit(second, 4, b))).sum()
    };
    let rows: Vec<Vec<i64>> =
        (0..27).map(|first| (0..64).map(|second| expected(first, second)).collect()).collect();
    let poker = game(&rows, 0);
    // There are six deals.
    assert_eq!(solved(&poker).values()[0], Rational::new(-6, 18));
}

#[test]
fn colonel_blotto_is_fair() {
    // Five battalions to three fields; the one with more wins the field.
    let splits: Vec<[i64; 3]> =
        (0..=5).flat_map(|a| (0..=5 - a).map(move |b| [a, b, 5 - a - b])).collect();
    let fields = |x: &[i64; 3], y: &[i64; 3]| -> i64 {
        x.iter().zip(y).map(|(x, y)| (x - y).signum()).sum()
    };
    let rows: Vec<Vec<i64>> =
        splits.iter().map(|x| splits.iter().map(|y| fields(x, y)).collect()).collect();
    assert_eq!(solved(&game(&rows, 0)).values(), &[Rational::ZERO, Rational::ZERO]);
    assert_eq!(solved(&game(&rows, 3)).values(), &[Rational::ZERO, Rational::from(3)]);
}

#[test]
fn large_games_are_proved_and_have_one_equilibrium() {
    for (size, seed) in [(40, 1), (70, 2)] {
        let game = random(size, 100, seed);
        let solution = solved(&game);
        assert!(solution.is_only());
        let all = nash::all(&game, &Budget::default());
        assert_eq!(all.coverage.argument, Argument::LinearProgram);
        assert!(all.coverage.is_all());
        assert_eq!(all.equilibria.len(), 1);
    }
}

#[test]
fn payoffs_of_any_size_are_solved() {
    let big = |number: i64| Integer::from(number) << 100;
    let table = |sign: i64| PayoffTable::Big {
        numerators: [1, -1, -1, 1].map(|payoff| big(sign * payoff)).to_vec(),
        denominator: Integer::from(3),
    };
    let players = vec![Player::plain("row", &["a", "b"]), Player::plain("column", &["a", "b"])];
    let pennies = StrategicGame::new(players, vec![table(1), table(-1)]).unwrap();
    assert_eq!(solved(&pennies).values(), &[Rational::ZERO, Rational::ZERO]);
}

#[test]
fn only_constant_sums_of_two_players_have_a_value() {
    let dilemma = StrategicGame::bimatrix(
        Player::plain("row", &["silent", "talk"]),
        Player::plain("column", &["silent", "talk"]),
        &[&[(-1, -1), (-3, 0)], &[(0, -3), (-2, -2)]],
    );
    assert_eq!(nash::zero_sum(&dilemma, &Budget::default()), Ok(None));
    assert_eq!(nash::constant_sum(&dilemma), None);
    assert!(nash::linear_program(&dilemma, &Budget::default()).is_none());
}

#[test]
fn a_stopped_search_says_so() {
    let budget = Budget::default();
    budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    let found = nash::linear_program(&random(30, 9, 3), &budget).unwrap();
    assert!(found.equilibria.is_empty() && !found.coverage.is_all());
}

fn constant_sum() -> impl Strategy<Value = StrategicGame> {
    (1usize..=5, 1usize..=5, 1i64..=3, -2i64..=2).prop_flat_map(|(rows, columns, most, sum)| {
        let row = prop::collection::vec(-most..=most, columns);
        prop::collection::vec(row, rows).prop_map(move |rows| game(&rows, sum))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The equilibria of a zero-sum game are the pairs of optimal strategies: what the label tree
    /// finds, and what the linear program and its polytopes say, is the same, ties and all.
    #[test]
    fn the_linear_program_agrees_with_the_label_tree(game in constant_sum()) {
        let budget = Budget::default();
        let solution = solved(&game);
        let tree = nash::label_tree(&game, &budget);
        let program = nash::linear_program(&game, &budget).unwrap();
        prop_assert!(tree.coverage.is_all() && program.coverage.is_all());
        prop_assert_eq!(&tree.equilibria, &program.equilibria);
        prop_assert_eq!(&tree.components, &program.components);
        for equilibrium in &tree.equilibria {
            for (payoff, value) in equilibrium.payoffs().iter().zip(solution.values()) {
                prop_assert_eq!(payoff.as_rational(), Some(value));
            }
        }
        let [rows, columns] = nash::optimal_strategies(&game, &solution, &budget).unwrap();
        prop_assert_eq!(rows.len() * columns.len(), tree.equilibria.len());
        if solution.is_only() {
            prop_assert_eq!(tree.equilibria.len(), 1);
        }
    }

    /// What one player gains the other loses.
    #[test]
    fn the_value_follows_the_players(game_ in constant_sum()) {
        let [rows, columns] = [game_.sizes()[0], game_.sizes()[1]];
        let turned: Vec<Vec<i64>> = (0..columns)
            .map(|j| (0..rows).map(|i| {
                let payoff = game_.table(1).payoff(i * columns + j);
                i64::try_from(payoff.numerator()).unwrap()
            }).collect())
            .collect();
        let sum = nash::constant_sum(&game_).unwrap();
        let turned = game(&turned, i64::try_from(sum.numerator()).unwrap());
        let [own, other] = solved(&game_).values().clone();
        let turned = solved(&turned);
        prop_assert_eq!(turned.values(), &[other, own]);
    }

    /// Programs large enough to be guided by floats, degenerate and unbounded ones among them.
    #[test]
    fn guided_programs_are_proved(seed in any::<u64>(), ties in any::<bool>(), sparse in any::<bool>()) {
        let mut number = drawn(seed);
        let (m, n) = (18, 16);
        let mut entry = |_, _| {
            let keep = !sparse || number(3) == 0;
            Rational::from(if keep { number(9) - 3 } else { 0 })
        };
        let a = DMatrix::from_fn(m, n, &mut entry);
        let b = (0..m).map(|_| Rational::new(number(if ties { 2 } else { 50 }), 3)).collect();
        let c = (0..n).map(|_| Rational::new(number(7) - 2, 2)).collect();
        let program = Program { a, b, c };
        let answer = program.solve(&Budget::default()).unwrap();
        prop_assert!(program.accepts(&answer), "{:?}", answer);
        let feasible = !matches!(answer, Answer::Infeasible { .. });
        prop_assert!(feasible);
    }
}

/// Its minors are multiples of 2^61 - 1, one of the primes that determine them.
#[test]
fn minors_that_vanish_modulo_a_prime_mislead_nobody() {
    let core = [
        [4_294_967_297, 1_073_741_826, 3_221_225_473],
        [2_147_483_651, 3_221_225_473, 1],
        [2, 2_147_483_648, 2_147_483_648],
        [4_294_967_297, 1_073_741_826, 3_221_225_473],
    ];
    let rows: Vec<Vec<i64>> = core.iter().map(|row| row.to_vec()).collect();
    let game = game(&rows, 0);
    let solution = solved(&game);
    let budget = Budget::default();
    assert_eq!(nash::one(&game, &budget).unwrap().equilibria.len(), 1);
    let (all, by_program) = (nash::all(&game, &budget), nash::linear_program(&game, &budget));
    assert_eq!(all.equilibria.len(), 2);
    assert_eq!(by_program.unwrap().equilibria, all.equilibria);
    assert_eq!(all.equilibria[0].payoffs()[0], solution.values()[0]);
}
