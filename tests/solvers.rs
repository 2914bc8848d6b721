//! The solvers: known answers, independent methods, and what must not change an answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod brute_force;

use brute_force::{Plain, Region};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest,
};
use standoff::budget::Budget;
use standoff::dominance::{strict, weak};
use standoff::game::{PayoffTable, Player, Profile, StrategicGame};
use standoff::nash::{self, Argument, Equilibria, Equilibrium, UndecidedReason};
use standoff::number::{Algebraic, Rational};

fn player(number: usize, size: usize) -> Player {
    let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Player::plain(&format!("p{}", number + 1), &options)
}

fn game(sizes: &[usize], payoffs: &[Vec<Rational>]) -> StrategicGame {
    let players = sizes.iter().enumerate().map(|(number, &size)| player(number, size)).collect();
    let tables = payoffs.iter().map(|table| PayoffTable::from_rationals(table)).collect();
    StrategicGame::new(players, tables).unwrap()
}

fn plain(game_: &Plain) -> StrategicGame {
    let rationals = |table: &Vec<i64>| table.iter().copied().map(Rational::from).collect();
    game(&game_.sizes, &game_.payoffs.iter().map(rationals).collect::<Vec<_>>())
}

/// A bimatrix game from rows of cells `"a,b"`.
fn bimatrix(rows: &[&str]) -> StrategicGame {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split_whitespace().collect()).collect();
    let payoff = |side: usize| {
        let read = |cell: &&str| cell.split(',').nth(side).unwrap().parse().unwrap();
        cells.iter().flatten().map(read).collect()
    };
    game(&[cells.len(), cells[0].len()], &[payoff(0), payoff(1)])
}

fn all(game: &StrategicGame) -> Equilibria {
    let equilibria = nash::all(game, &Budget::default());
    for equilibrium in &equilibria.equilibria {
        assert!(Equilibrium::check(game, equilibrium.profile().clone()).is_ok());
    }
    let mut members: Vec<usize> =
        equilibria.components.iter().flat_map(|component| component.equilibria.clone()).collect();
    members.sort_unstable();
    assert!(members.into_iter().eq(0..equilibria.equilibria.len()), "each in one component");
    equilibria
}

/// `"1/2 1/2 | 0 1"` for each equilibrium, in order.
fn texts(equilibria: &Equilibria) -> Vec<String> {
    let mixture = |mixture: &Vec<Algebraic>| {
        mixture.iter().map(Algebraic::to_string).collect::<Vec<_>>().join(" ")
    };
    let text = |equilibrium: &Equilibrium| {
        let mixtures = equilibrium.profile().mixtures().iter().map(mixture);
        mixtures.collect::<Vec<_>>().join(" | ")
    };
    equilibria.equilibria.iter().map(text).collect()
}

fn sorted(equilibria: &Equilibria) -> Vec<String> {
    let mut texts = texts(equilibria);
    texts.sort();
    texts
}

// Known answers.

#[test]
fn textbook_games_of_two_players() {
    let dilemma = bimatrix(&["-1,-1 -3,0", "0,-3 -2,-2"]);
    assert_eq!(texts(&all(&dilemma)), ["0 1 | 0 1"]);
    assert_eq!(all(&dilemma).coverage.argument, Argument::LabelTree);
    assert_eq!(nash::bimatrix(&dilemma, &Budget::default()).coverage.argument, Argument::Dominance);
    let pennies = bimatrix(&["1,-1 -1,1", "-1,1 1,-1"]);
    assert_eq!(texts(&all(&pennies)), ["1/2 1/2 | 1/2 1/2"]);
    assert_eq!(all(&pennies).coverage.argument, Argument::LabelTree);
    let sexes = bimatrix(&["2,1 0,0", "0,0 1,2"]);
    assert_eq!(texts(&all(&sexes)), ["1 0 | 1 0", "0 1 | 0 1", "2/3 1/3 | 1/3 2/3"]);
    let chicken = bimatrix(&["0,0 7,2", "2,7 6,6"]);
    assert_eq!(texts(&all(&chicken)), ["1 0 | 0 1", "0 1 | 1 0", "1/3 2/3 | 1/3 2/3"]);
    let scissors = bimatrix(&["0,0 -1,1 1,-1", "1,-1 0,0 -1,1", "-1,1 1,-1 0,0"]);
    assert_eq!(texts(&all(&scissors)), ["1/3 1/3 1/3 | 1/3 1/3 1/3"]);
}

#[test]
fn a_mixture_dominates_where_no_option_does() {
    let game = bimatrix(&["4,0 0,1 0,2", "0,0 4,1 0,0", "1,2 1,0 -1,1"]);
    let elimination = strict(&game, &Budget::default());
    assert!(elimination.check(&game) && elimination.mixtures_tested);
    let first = &elimination.dominated[0];
    assert_eq!((first.player, first.option, first.round), (0, 2, 1));
    assert_eq!(first.by[2], Rational::ZERO);
    assert!(first.by[0].is_positive() && first.by[1].is_positive());
}

#[test]
fn weak_dominance_is_reported_and_never_used() {
    let game = bimatrix(&["1,1 0,1", "1,0 1,0"]);
    assert!(strict(&game, &Budget::default()).dominated.is_empty());
    let report = weak(&game, &Budget::default());
    assert!(report.check(&game));
    assert_eq!((report.dominated[0].option, report.dominated[0].strict), (0, false));
    // The dominated first row is played in an equilibrium.
    assert!(texts(&all(&game)).contains(&"1 0 | 1 0".to_string()));
    let duplicates = bimatrix(&["1,1 1,1", "1,1 1,1"]);
    assert!(weak(&duplicates, &Budget::default()).dominated.is_empty());
}

#[test]
fn games_of_one_player_and_of_none() {
    let choice = game(&[3], &[vec![2.into(), 1.into(), 2.into()]]);
    let equilibria = all(&choice);
    assert_eq!(texts(&equilibria), ["1 0 0", "0 0 1"]);
    assert_eq!(equilibria.components.len(), 1);
    assert_eq!(equilibria.components[0].dimension, 1);
    assert_eq!(equilibria.coverage.argument, Argument::PureEnumeration);
    let nobody = StrategicGame::new(Vec::new(), Vec::new()).unwrap();
    assert_eq!(all(&nobody).equilibria.len(), 1);
    let spectator = bimatrix(&["1,2 3,2 0,5"]);
    assert_eq!(texts(&all(&spectator)), ["1 | 0 0 1"]);
}

#[test]
fn two_segments_make_an_l() {
    // At its boundary parameter a game of court and settlement ties twice.
    let game = bimatrix(&["1/6,1/6 1/3,2/3", "2/3,1/3 1/3,1/3"]);
    let equilibria = all(&game);
    assert_eq!(equilibria.components.len(), 1);
    let component = &equilibria.components[0];
    assert_eq!((component.dimension, component.subsets.len()), (1, 2));
    assert!(equilibria.coverage.is_all());
}

/// contrib/games/winkels.nfg and deg1.nfg of gambitproject/gambit; the counts by two other exact
/// programs, one of them lrslib 0.71b.
#[test]
fn degenerate_games_have_all_their_extreme_equilibria() {
    let winkels = bimatrix(&WINKELS);
    assert_eq!(all(&winkels).equilibria.len(), 12);
    assert_eq!(all(&winkels).components.len(), 1);
    let deg1 = bimatrix(&["1,1 3,2 2,3", "2,3 2,2 2,1", "3,2 1,2 2,2"]);
    assert_eq!((all(&deg1).equilibria.len(), all(&deg1).components.len()), (6, 1));
    let zero = bimatrix(&["0,0 0,0 0,0", "0,0 0,0 0,0"]);
    let equilibria = all(&zero);
    assert_eq!((equilibria.equilibria.len(), equilibria.components.len()), (6, 1));
    assert_eq!(equilibria.components[0].dimension, 3);
}

const WINKELS: [&str; 6] =
    ["1,1 3,2", "1,0 3,-1", "3,-2 1,2", "3,4 1,-1", "5/2,-1 5/2,6", "5/2,6 5/2,-1"];

/// McKelvey and McLennan's game with nine equilibria (`contrib/games/2x2x2.nfg`).
#[test]
fn nine_equilibria_of_two_by_two_by_two() {
    let table = |numbers: [i64; 8]| numbers.map(Rational::from).to_vec();
    // Player 3 runs fastest here.
    let game = game(
        &[2, 2, 2],
        &[
            table([9, 0, 0, 3, 0, 3, 9, 0]),
            table([8, 0, 0, 4, 0, 4, 8, 0]),
            table([12, 0, 0, 6, 0, 6, 2, 0]),
        ],
    );
    let equilibria = all(&game);
    assert_eq!(
        texts(&equilibria),
        [
            "1 0 | 1 0 | 1 0",
            "1 0 | 0 1 | 0 1",
            "0 1 | 1 0 | 0 1",
            "0 1 | 0 1 | 1 0",
            "0 1 | 1/4 3/4 | 1/3 2/3",
            "1/3 2/3 | 1 0 | 1/4 3/4",
            "1/2 1/2 | 1/2 1/2 | 1 0",
            "2/5 3/5 | 1/2 1/2 | 1/3 2/3",
            "1/2 1/2 | 2/5 3/5 | 1/4 3/4",
        ]
    );
    assert!(equilibria.coverage.is_all());
    assert_eq!(equilibria.coverage.argument, Argument::Supports);
}

/// Each player is indifferent where the others' second options satisfy p + q + pq = 1; with
/// p = q that is p = √2 - 1.
#[test]
fn an_equilibrium_may_need_a_square_root() {
    // Gain of the second option: p + q + pq - 1 over the others' second options p, q.
    let gain = |p: i64, q: i64| p + q + p * q - 1;
    let payoff = |player: usize, options: [i64; 3]| {
        let others: Vec<i64> = (0..3).filter(|&p| p != player).map(|p| options[p]).collect();
        Rational::from(options[player] * gain(others[0], others[1]))
    };
    let options = |index: i64| [index >> 2 & 1, index >> 1 & 1, index & 1];
    let table = |player| (0..8).map(|index| payoff(player, options(index))).collect();
    let equilibria = all(&game(&[2, 2, 2], &[table(0), table(1), table(2)]));
    let root = "2-sqrt(2) -1+sqrt(2)";
    assert!(texts(&equilibria).contains(&[root; 3].join(" | ")), "{:?}", texts(&equilibria));
    assert!(equilibria.coverage.is_all());
}

fn founding() -> StrategicGame {
    let table = |numbers: [&str; 8]| numbers.map(|number| number.parse().unwrap()).to_vec();
    // LDE LDC LRE LRC ADE ADC ARE ARC.
    game(
        &[2, 2, 2],
        &[
            table(["-3/5", "-4/5", "-13/10", "-13/10", "-7/10", "-1/2", "-3/10", "-3/10"]),
            table(["-1/20", "-1/4", "-11/20", "-11/20", "29/20", "5/4", "-7/20", "-7/20"]),
            table(["11/20", "9/10", "-3/4", "-1/4", "21/10", "31/20", "0", "0"]),
        ],
    )
}

#[test]
fn the_founding_game_has_one_equilibrium() {
    let equilibria = all(&founding());
    assert_eq!(texts(&equilibria), ["11/18 7/18 | 1 0 | 3/4 1/4"]);
    let payoffs: Vec<String> =
        equilibria.equilibria[0].payoffs().iter().map(Algebraic::to_string).collect();
    assert_eq!(payoffs, ["-13/20", "29/60", "83/72"]);
    assert!(equilibria.coverage.is_all());
}

#[test]
fn continua_of_three_players_are_polytopes_where_they_can_be() {
    // Nobody cares about anything.
    let equilibria = all(&game(&[2, 2, 2], &[(); 3].map(|()| vec![Rational::ZERO; 8])));
    assert_eq!((equilibria.equilibria.len(), equilibria.components.len()), (8, 1));
    assert_eq!(equilibria.components[0].dimension, 3);
    // Only the third player has a say, over itself; the others are indifferent.
    let say = (0..8).map(|index| Rational::from(index & 1)).collect();
    let equilibria =
        all(&game(&[2, 2, 2], &[vec![Rational::ZERO; 8], vec![Rational::ZERO; 8], say]));
    assert_eq!(equilibria.components[0].dimension, 2);
    assert_eq!(equilibria.equilibria.len(), 4);
}

#[test]
fn a_curve_is_sampled_and_said_to_be_undecided() {
    // The third player gains by the second option where p + q > 1, the others never care: the
    // surface p + q = 1 is no product of polytopes.
    let third = |index: i64| (index & 1) * ((index >> 2 & 1) + (index >> 1 & 1) - 1);
    let third = (0..8).map(|index| Rational::from(third(index))).collect();
    let zero = vec![Rational::ZERO; 8];
    let equilibria = all(&game(&[2, 2, 2], &[zero.clone(), zero, third]));
    assert!(!equilibria.coverage.is_all());
    let reasons: Vec<_> = equilibria.coverage.undecided.iter().map(|open| open.why).collect();
    assert!(reasons.contains(&UndecidedReason::Curved), "{reasons:?}");
    // While the third player is certain, the tie of the others is cut along p + q = 1.
    assert!(reasons.contains(&UndecidedReason::Bilinear), "{reasons:?}");
    assert!(equilibria.components.iter().any(|component| component.subsets.is_empty()));
}

#[test]
fn conditions_that_are_affine_are_solved_for_any_support() {
    // Rock, paper, scissors of each pair: nobody mixes otherwise than evenly in the interior.
    let beats = |a: i64, b: i64| [0, 1, -1][usize::try_from((a - b).rem_euclid(3)).unwrap()];
    let payoff = |player: usize, index: i64| {
        let options = [index / 9, index / 3 % 3, index % 3];
        let others = (0..3).filter(|&other| other != player);
        Rational::from(others.map(|other| beats(options[player], options[other])).sum::<i64>())
    };
    let table = |player| (0..27).map(|index| payoff(player, index)).collect();
    let equilibria = all(&game(&[3, 3, 3], &[table(0), table(1), table(2)]));
    assert!(texts(&equilibria).contains(&["1/3 1/3 1/3"; 3].join(" | ")));
    let full = vec![vec![0, 1, 2]; 3];
    assert!(equilibria.coverage.undecided.iter().all(|open| open.support.as_ref() != Some(&full)));
}

#[test]
fn a_wide_support_may_need_a_square_root_too() {
    // The first player's three options are equally good where 2yz = 1 and y = z.
    let e = |y: i64, z: i64| [1 - 2 * y * z, y - z];
    let payoff = |player: usize, [x, y, z]: [i64; 3]| match player {
        0 => [0, e(y, z)[0], e(y, z)[1]][usize::try_from(x).unwrap()],
        1 => (1 - y) * [2, -1, -1][usize::try_from(x).unwrap()],
        _ => (1 - z) * [2, -2, 1][usize::try_from(x).unwrap()],
    };
    let options = |index: i64| [index / 4, index / 2 % 2, index % 2];
    let table =
        |player| (0..12).map(|index| Rational::from(payoff(player, options(index)))).collect();
    let equilibria = all(&game(&[3, 2, 2], &[table(0), table(1), table(2)]));
    let half = "(2-sqrt(2))/2 sqrt(2)/2";
    let expected = format!("1/3 4/9 2/9 | {half} | {half}");
    assert!(texts(&equilibria).contains(&expected), "{:?}", texts(&equilibria));
    assert!(equilibria.coverage.is_all());
}

#[test]
fn a_stopped_run_has_the_pure_equilibria() {
    let budget = Budget::default();
    budget.stop().store(true, std::sync::atomic::Ordering::Relaxed);
    let sexes = bimatrix(&["2,1 0,0", "0,0 1,2"]);
    let pairs = [(sexes, 2), (founding(), 0)];
    for (game, pure) in pairs {
        let equilibria = nash::all(&game, &budget);
        assert_eq!(equilibria.equilibria.len(), pure);
        assert_eq!(equilibria.coverage.undecided[0].why, UndecidedReason::Stopped);
    }
}

/// A game in which every payoff is the given function of the player and the outcome's index.
fn tabulated(sizes: &[usize], payoff: impl Fn(usize, usize) -> i64) -> StrategicGame {
    let outcomes = sizes.iter().product();
    let table = |player| PayoffTable::Small {
        numerators: (0..outcomes).map(|index| payoff(player, index)).collect(),
        denominator: 1,
    };
    let players = sizes.iter().enumerate().map(|(number, &size)| player(number, size)).collect();
    StrategicGame::new(players, (0..sizes.len()).map(table).collect()).unwrap()
}

/// Sparse 0/1 payoffs, so that ties abound.
fn sparse(player: usize, index: usize) -> i64 {
    let mixed = (index * 31 + player * 7919 + 17).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    i64::from((mixed >> 40).is_multiple_of(8))
}

#[test]
fn tied_games_stop_after_the_signal() {
    let games = [
        tabulated(&[60, 60], sparse),
        tabulated(&[300, 300], |_, _| 0),
        tabulated(&[2; 10], sparse),
        tabulated(&[2; 12], sparse),
        tabulated(&[2; 18], |_, _| 0),
        tabulated(&[2; 14], sparse),
    ];
    for game in games {
        let budget = Budget::default();
        let stop = budget.stop().clone();
        let timer = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            std::time::Instant::now()
        });
        let equilibria = nash::all(&game, &budget);
        let finished = std::time::Instant::now();
        let late = finished.saturating_duration_since(timer.join().unwrap());
        // A guard against not stopping at all, wide enough for a machine that is busy.
        assert!(late.as_secs() < 20, "{:?} ended {late:?} late", game.sizes());
        let stopped = |open: &standoff::nash::Undecided| open.why == UndecidedReason::Stopped;
        assert!(equilibria.coverage.undecided.iter().any(stopped), "{:?}", game.sizes());
        let mut members: Vec<usize> =
            equilibria.components.iter().flat_map(|part| part.equilibria.clone()).collect();
        members.sort_unstable();
        assert!(members.into_iter().eq(0..equilibria.equilibria.len()), "each in one component");
    }
}

#[test]
fn two_players_without_preferences_have_one_component() {
    let found = all(&tabulated(&[100, 100], |_, _| 3));
    assert_eq!((found.equilibria.len(), found.components.len()), (10_000, 1));
    assert_eq!((found.components[0].dimension, found.components[0].subsets.len()), (198, 1));
    assert!(found.coverage.is_all());
}

#[test]
fn one_player_may_have_thousands_of_options() {
    let tied = all(&tabulated(&[2000], |_, _| 1));
    assert_eq!((tied.equilibria.len(), tied.components.len()), (1250, 1));
    let left = UndecidedReason::TooManySupports { left: 750 };
    assert_eq!(tied.coverage.undecided[0].why, left);
    let distinct = tabulated(&[2000], |_, index| i64::try_from(index).unwrap());
    assert_eq!(all(&distinct).equilibria.len(), 1);
    let elimination = weak(&distinct, &Budget::default());
    assert_eq!((elimination.rounds, elimination.kept), (1, vec![vec![1999]]));
    assert!(elimination.dominated.iter().all(|dominated| dominated.by[1999] == Rational::ONE));
}

#[test]
fn supports_beyond_the_budget_are_counted() {
    let sizes = [3, 3, 3];
    let table = |seed: i64| (0..27).map(|i| Rational::from((i * seed) % 23)).collect();
    let game = game(&sizes, &[table(7), table(10), table(17)]);
    let mut budget = Budget::default();
    budget.max_supports = 20;
    let equilibria = nash::all(&game, &budget);
    let why = equilibria.coverage.undecided.last().map(|open| open.why);
    assert!(matches!(why, Some(UndecidedReason::TooManySupports { left }) if left < 64), "{why:?}");
}

// Independent methods.

fn payoffs(size: usize) -> impl Strategy<Value = Vec<i64>> {
    prop::sample::select(vec![2i64, 9])
        .prop_flat_map(move |bound| prop::collection::vec(-bound..=bound, size))
}

fn games(sizes: impl Strategy<Value = Vec<usize>>) -> impl Strategy<Value = Plain> {
    sizes.prop_flat_map(|sizes| {
        let outcomes = sizes.iter().product();
        let tables = prop::collection::vec(payoffs(outcomes), sizes.len());
        (Just(sizes), tables).prop_map(|(sizes, payoffs)| Plain { sizes, payoffs })
    })
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.sizes, self.payoffs)
    }
}

fn binary_games() -> impl Strategy<Value = Plain> {
    games(prop::sample::select(vec![vec![2, 2, 2], vec![2, 2, 2], vec![3, 2, 2], vec![2, 2, 2, 2]]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn two_players_agree_with_every_basis(plain_ in games(prop::collection::vec(1usize..=4, 2))) {
        let [m, n] = plain_.sizes[..] else { unreachable!() };
        let rows = |table: &Vec<i64>| table.chunks(n).map(<[i64]>::to_vec).collect::<Vec<_>>();
        let expected = brute_force::extreme_equilibria(&rows(&plain_.payoffs[0]), &rows(&plain_.payoffs[1]));
        let equilibria = all(&plain(&plain_));
        prop_assert!(equilibria.coverage.is_all());
        let side = |mixture: &Vec<Algebraic>| -> Vec<Rational> {
            mixture.iter().map(|number| number.as_rational().unwrap().clone()).collect()
        };
        let mut found: Vec<[Vec<Rational>; 2]> = equilibria.equilibria.iter()
            .map(|e| [side(&e.profile().mixtures()[0]), side(&e.profile().mixtures()[1])])
            .collect();
        found.sort();
        prop_assert_eq!(found, expected, "{}×{}", m, n);
    }

    #[test]
    fn pure_equilibria_are_those_of_the_definition(plain_ in games(prop::collection::vec(1usize..=3, 1..=4))) {
        let game = plain(&plain_);
        let marks = nash::best_responses(&game);
        let stable = |profile: &Profile| {
            (0..game.sizes().len()).all(|p| {
                let marked = marks.contains(p, game.index(profile));
                assert_eq!(marked, game.best_responses(p, profile).contains(&profile.0[p]));
                marked
            })
        };
        let expected: Vec<Profile> = game.profiles().filter(stable).collect();
        prop_assert_eq!(nash::pure(&game).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn dominance_is_proved_and_complete(plain_ in games(prop::collection::vec(1usize..=4, 1..=3))) {
        let game = plain(&plain_);
        let (hard, soft) = (strict(&game, &Budget::default()), weak(&game, &Budget::default()));
        prop_assert!(hard.check(&game) && soft.check(&game));
        prop_assert!(soft.kept.iter().all(|options| !options.is_empty()));
        prop_assert_eq!(&soft.dominated[..hard.dominated.len()], &hard.dominated[..]);
        // Two players: what is left by strict dominance is a best response to something.
        if game.sizes().len() == 2 {
            let again = strict(&game.restrict(&hard.kept), &Budget::default());
            prop_assert!(again.dominated.is_empty());
        }
    }

    #[test]
    fn no_equilibrium_of_several_players_is_missing(plain_ in binary_games()) {
        let game = plain(&plain_);
        let equilibria = all(&game);
        if equilibria.components.iter().any(|component| component.subsets.is_empty()) {
            return Ok(());
        }
        let open: Vec<&Vec<Vec<usize>>> =
            equilibria.coverage.undecided.iter().filter_map(|open| open.support.as_ref()).collect();
        for region in faces(&plain_.sizes) {
            // Where everything on a face is decided, bisection must not find more.
            let on_face = |support: &Vec<Vec<usize>>| {
                let inside = |p: usize| support[p].iter().all(|&o| plays(&region, p, o));
                (0..support.len()).all(inside)
            };
            if open.iter().any(|support| on_face(support)) {
                continue;
            }
            let known = |part: &Region| equilibria.components.iter().any(|component| {
                component.subsets.iter().any(|subset| near(part, &subset.factors))
            });
            prop_assert!(brute_force::is_empty(&plain_, region.clone(), &known, 20), "{:?}", texts(&equilibria));
        }
    }

    #[test]
    fn generic_games_have_an_odd_number_of_equilibria(
        sizes in prop::sample::select(vec![vec![2, 2, 2], vec![2, 3, 2], vec![3, 2, 3], vec![2, 2, 2, 2]]),
        seed in prop::collection::vec(prop::collection::vec(-1000i64..1000, 18), 4),
    ) {
        let outcomes = sizes.iter().product();
        let payoffs = seed[..sizes.len()].iter().map(|table| table[..outcomes].to_vec()).collect();
        let small = sizes.iter().filter(|&&size| size > 1).count() == 3 && outcomes <= 12;
        let equilibria = all(&plain(&Plain { sizes, payoffs }));
        prop_assert!(equilibria.coverage.is_all() || !small);
        // R. Wilson, "Computing equilibria of n-person games", 1971.
        let isolated = equilibria.components.iter().all(|component| component.dimension == 0);
        if equilibria.coverage.is_all() && isolated {
            prop_assert!(equilibria.equilibria.len() % 2 == 1, "{:?}", texts(&equilibria));
        }
    }
}

/// Whether the region may play this option.
fn plays(region: &Region, player: usize, option: usize) -> bool {
    let ((a, b), [low, high]) = (region.edges[player], region.bounds[player]);
    (option == a && low < 1.0) || (option == b && high > 0.0)
}

/// The faces of the strategy space on which each player plays at most two options: the whole
/// space for two options each, and its facets.
fn faces(sizes: &[usize]) -> Vec<Region> {
    let whole = [0.0, 1.0];
    let mut regions = Vec::new();
    for (a, b) in [(0, 1), (0, 2), (1, 2)].into_iter().filter(|&(_, b)| b < sizes[0]) {
        let mut edges = vec![(0, 1); sizes.len()];
        edges[0] = (a, b);
        let region = Region { edges, bounds: vec![whole; sizes.len()] };
        for player in 0..sizes.len() {
            for end in [[0.0, 0.0], [1.0, 1.0]] {
                let mut facet = region.clone();
                facet.bounds[player] = end;
                regions.push(facet);
            }
        }
        regions.push(region);
    }
    regions
}

/// Whether a region lies within a twentieth of a product of polytopes.
fn near(region: &Region, factors: &[Vec<Vec<Algebraic>>]) -> bool {
    (0..factors.len()).all(|player| {
        let (a, b) = region.edges[player];
        let on_edge = |strategy: &&Vec<Algebraic>| {
            (0..strategy.len()).all(|o| o == a || o == b || strategy[o].is_zero())
        };
        let shares = factors[player].iter().filter(on_edge).map(|strategy| strategy[b].to_f64());
        let (low, high) = shares.fold((2.0, -1.0), |(low, high), p| (p.min(low), p.max(high)));
        let [from, to] = region.bounds[player];
        low - 0.05 <= from && to <= high + 0.05
    })
}

// What must not change an answer.

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn scales_and_orders_do_not_matter(plain_ in games(prop::sample::select(vec![vec![2, 3], vec![3, 3], vec![2, 2, 2], vec![2, 1, 3]]))) {
        let original = all(&plain(&plain_));
        let outcomes: usize = plain_.sizes.iter().product();
        let scaled: Vec<Vec<Rational>> = plain_.payoffs.iter().enumerate()
            .map(|(p, table)| {
                let factor = Rational::new(i64::try_from(p).unwrap() + 2, 7);
                table.iter().map(|&payoff| Rational::from(payoff) * &factor + Rational::new(1, 3)).collect()
            })
            .collect();
        let rescaled = all(&game(&plain_.sizes, &scaled));
        prop_assert_eq!(texts(&original), texts(&rescaled));
        prop_assert_eq!(&original.components, &rescaled.components);

        // Players in the opposite order.
        let sizes: Vec<usize> = plain_.sizes.iter().rev().copied().collect();
        let reordered = |table: &Vec<i64>| (0..outcomes).map(|index| {
            let mut rest = index;
            let options: Vec<usize> = sizes.iter().rev().map(|size| { let o = rest % size; rest /= size; o }).collect();
            table[options.iter().zip(&plain_.sizes).fold(0, |at, (o, size)| at * size + o)]
        }).collect();
        let payoffs = plain_.payoffs.iter().rev().map(reordered).collect();
        let mirrored = all(&plain(&Plain { sizes, payoffs }));
        let turned = |text: &String| text.rsplit(" | ").collect::<Vec<_>>().join(" | ");
        let mut expected: Vec<String> = texts(&original).iter().map(turned).collect();
        expected.sort();
        if original.coverage.is_all() {
            prop_assert_eq!(expected, sorted(&mirrored));
        }
        prop_assert_eq!(original.components.len(), mirrored.components.len());

        // Options in the opposite order.
        let opposite = |table: &Vec<i64>| table.iter().rev().copied().collect();
        let payoffs = plain_.payoffs.iter().map(opposite).collect();
        let renamed = all(&plain(&Plain { sizes: plain_.sizes.clone(), payoffs }));
        let turned = |text: &String| {
            let mixture = |mixture: &str| mixture.split(' ').rev().collect::<Vec<_>>().join(" ");
            text.split(" | ").map(mixture).collect::<Vec<_>>().join(" | ")
        };
        let mut expected: Vec<String> = texts(&original).iter().map(turned).collect();
        expected.sort();
        prop_assert_eq!(expected, sorted(&renamed));
    }

    #[test]
    fn strictly_dominated_options_do_not_matter(plain_ in games(prop::sample::select(vec![vec![3, 3], vec![3, 2, 2], vec![4, 4]]))) {
        let game = plain(&plain_);
        let elimination = strict(&game, &Budget::default());
        let (whole, part) = (all(&game), all(&game.restrict(&elimination.kept)));
        let payoffs = |equilibria: &Equilibria| -> Vec<Vec<Algebraic>> {
            equilibria.equilibria.iter().map(|e| e.payoffs().to_vec()).collect()
        };
        prop_assert_eq!(payoffs(&whole), payoffs(&part));
        prop_assert_eq!(whole.components.len(), part.components.len());
        prop_assert_eq!(whole.coverage.is_all(), part.coverage.is_all());
    }
}

// A directory of games with known answers, where there is one.

/// The tokens of a `.nfg` file: quoted texts (without quotes, marked by `"`), braces, words.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '{' | '}' | ',' => 1,
            _ => {
                rest.find(|c: char| c.is_whitespace() || "{},\"".contains(c)).unwrap_or(rest.len())
            }
        };
        tokens.push(rest[..length].to_string());
        rest = rest[length..].trim_start();
    }
    tokens.retain(|token| token != ",");
    tokens
}

/// Reads a valid file of either version: payoffs in a row, or outcomes in braces.
fn read_nfg(text: &str) -> StrategicGame {
    let tokens = tokens(text);
    let close = |from: usize| from + tokens[from..].iter().position(|t| t == "}").unwrap();
    let players = close(3) - 5;
    let mut at = close(3) + 2;
    let mut sizes = Vec::new();
    for _ in 0..players {
        if tokens[at] == "{" {
            sizes.push(close(at) - at - 1);
            at = close(at) + 1;
        } else {
            sizes.push(tokens[at].parse().unwrap());
            at += 1;
        }
    }
    at += 1;
    at += usize::from(tokens[at].starts_with('"'));
    let number = |token: &String| token.parse::<Rational>().unwrap();
    let cells: Vec<Vec<Rational>> = if tokens[at] == "{" {
        let mut outcomes = vec![vec![Rational::ZERO; players]];
        at += 1;
        while tokens[at] == "{" {
            outcomes.push(tokens[at + 2..close(at)].iter().map(number).collect());
            at = close(at) + 1;
        }
        let cell = |token: &String| outcomes[token.parse::<usize>().unwrap()].clone();
        tokens[at + 1..].iter().filter(|token| *token != "}").map(cell).collect()
    } else {
        let numbers: Vec<Rational> = tokens[at..].iter().map(number).collect();
        numbers.chunks(players).map(<[Rational]>::to_vec).collect()
    };
    // There the first player's option runs fastest.
    let outcomes: usize = sizes.iter().product();
    let place = |index: usize| {
        let (mut rest, mut place) = (index, 0);
        let mut stride = outcomes;
        for size in sizes.iter().rev() {
            stride /= size;
            place += rest % size * stride;
            rest /= size;
        }
        place
    };
    let table = |player: usize| (0..outcomes).map(|i| cells[place(i)][player].clone()).collect();
    game(&sizes, &(0..players).map(table).collect::<Vec<_>>())
}

/// Corresponds to `.nfg` entries of an `answers.json`: counts and equilibria by other programs.
#[test]
fn known_answers_of_a_corpus() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(answers) = std::fs::read_to_string(corpus.join("answers.json")) else { return };
    let answers: serde_json::Value = serde_json::from_str(&answers).unwrap();
    let mut faults = Vec::new();
    for (name, answer) in answers.as_object().unwrap() {
        if name.strip_suffix(".nfg").is_none_or(str::is_empty) {
            continue;
        }
        let text = std::fs::read_to_string(corpus.join("games").join(name)).unwrap();
        let found = all(&read_nfg(&text));
        let mixture = |mixture: &serde_json::Value| {
            let number = |number: &serde_json::Value| number.as_str().unwrap().to_string();
            mixture.as_array().unwrap().iter().map(number).collect::<Vec<_>>().join(" ")
        };
        let profile = |profile: &serde_json::Value| {
            profile.as_array().unwrap().iter().map(mixture).collect::<Vec<_>>().join(" | ")
        };
        let mut fault = |what: &str| faults.push(format!("{name}: {what}\n{:#?}", texts(&found)));
        if let Some(list) = answer["extreme_equilibria"]["list"].as_array() {
            let mut expected: Vec<String> = list.iter().map(profile).collect();
            expected.sort();
            if expected != sorted(&found) || !found.coverage.is_all() {
                fault(&format!("expected {expected:#?}"));
            }
        }
        let count =
            |key: &str| answer[key]["count"].as_u64().map(|count| usize::try_from(count).unwrap());
        let subsets = found.components.iter().map(|component| component.subsets.len()).sum();
        for (key, number) in
            [("components", found.components.len()), ("maximal_nash_subsets", subsets)]
        {
            if count(key).is_some_and(|expected| expected != number) {
                fault(&format!("{key}: {:?}, not {number}", count(key)));
            }
        }
        if let Some(list) = answer["isolated_equilibria"]["list"].as_array() {
            let expected: Vec<String> = list.iter().map(|e| profile(&e["profile"])).collect();
            let complete = answer["isolated_equilibria"]["finite_and_complete"] == true;
            let more = complete && found.equilibria.len() > expected.len();
            let fewer = found.coverage.is_all() && found.equilibria.len() < expected.len();
            if more || fewer {
                fault(&format!("expected {expected:#?}"));
            }
            if !found.coverage.is_all() {
                println!("{name}: {} of {} found", found.equilibria.len(), expected.len());
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn mixtures_dominate_rows_of_any_size() {
    // Streaming is worse than a coin between the other two, in payoffs beyond 128 bits.
    let unit: Rational = "1e60".parse().unwrap();
    let payoffs = |rows: [i64; 6]| {
        let sized = rows.map(|payoff| Rational::from(payoff) * &unit + Rational::from(payoff));
        PayoffTable::from_rationals(&sized)
    };
    let tables = vec![payoffs([4, 0, 0, 4, 1, 1]), payoffs([3, 1, 2, 1, 0, 3])];
    let game = StrategicGame::new(vec![player(0, 3), player(1, 2)], tables).unwrap();
    for _ in 0..100 {
        let elimination = strict(&game, &Budget::default());
        assert!(elimination.check(&game));
        assert_eq!(elimination.kept, [[0], [0]]);
        let half = Rational::new(1, 2);
        assert_eq!(elimination.dominated[0].by[..], [half.clone(), half, Rational::ZERO]);
    }
}
