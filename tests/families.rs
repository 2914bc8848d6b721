//! Families of games: the same game for ever, and as many equilibria as is known.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write;

use standoff::budget::Budget;
use standoff::families::{FAMILIES, FIELD, Family, Generator, Origin, Players, Shape};
use standoff::game::StrategicGame;
use standoff::nash;

/// The first digits of the digests of the least games of each family, of two players and three.
const DIGESTS: &str = "\
uniform cea4dd46 09f8ee3e 5d81ae2d 210638c4
covariant dd939509 63c1de66 c0f84d3e 544fc297
zero-sum f54db6ea 25a644db
rank-one 7b5702e7 ff3f723a
ties 0b428222 2ffa80a9 0657aa8d 2a8e835f
win-lose 0143b0b7 3cad514c cbef42c2 b43e3f7b
polymatrix ec3d908a 036acf9f 9399c688 9e426341
identity a301ed5b 57f4406e
unit-vector cff8875b b1574fe0
tournament 38c8d7b7 8a68aa08
sgc efddcdcf c443f59c
blotto 227fdb8f 57532829
ranking e4e04251 45166e5f
dual-cyclic 1685ed36 03b42c67
hard-lemke-howson 6ffc1b58 6454a3d7
congestion 2149832e 7c0d2195 63177e99 3f47c6cc
coordination 4f67a470 c2e84cec 13530f5f e5e5af02
dispersion 39fe783c 6e3f421e 0843fea8 9bb185f6
minimum-effort 6560f35f c0194983 096fe817 e8fa3cea
public-goods 87a6d0cc 92ce6ff2 4172e1af 82478fce
voting 87f32788 c8ef2cd6 eba8b133 c5c75f99
bertrand 3254d886 cb89dadc b25c2f40 1ff848a4
cournot a88d8458 3ef44603 3a1966f5 a1ebfeb0
location 044b6e9d 150cfed4 5317808f 25d3146c
grab-the-dollar ebff482c a2fc851e
travelers-dilemma 69c19fd5 5f2133ec 47d705c0 fdd6c929
war-of-attrition 9a41f959 117a598f b574b3aa 57900252
guess-two-thirds 13d6e3bb 91719a50 4b44fd98 ee8262dd
prisoners-dilemma 69a16915 4deda4d7
chicken 510f8934 fa162e50
matching-pennies 2ad01508 b2e263f3
rock-paper-scissors 7cba155c 543dbc7a
";

/// The least sizes from 2 on that a family has.
fn sizes(family: &Family) -> impl Iterator<Item = usize> {
    (2..20).filter(|&size| family.has_size(size))
}

fn shapes(family: &Family) -> Vec<Shape> {
    let players: &[usize] = if family.players == Players::Two { &[2] } else { &[2, 3] };
    let sizes: Vec<usize> = sizes(family).take(2).collect();
    let shape = |&players: &usize| sizes.iter().map(move |&size| Shape { players, size });
    players.iter().flat_map(shape).collect()
}

/// A game that changes breaks every comparison with what was measured before: give it a new name.
#[test]
fn a_seed_makes_the_same_game_for_ever() {
    let mut told = String::new();
    for family in &FAMILIES {
        let digest = |shape: Shape| family.game(shape, 1).digest()[..8].to_string();
        let digests: Vec<String> = shapes(family).into_iter().map(digest).collect();
        writeln!(told, "{} {}", family.name, digests.join(" ")).unwrap();
    }
    assert!(told == DIGESTS, "{told}");
}

#[test]
fn seeds_tell_games_apart_where_anything_is_drawn() {
    for family in &FAMILIES {
        let shape = Shape { players: 2, size: sizes(family).last().unwrap() };
        let digests = [1, 2].map(|seed| family.game(shape, seed).digest());
        assert_eq!(digests[0] != digests[1], family.is_random, "{}", family.name);
    }
}

#[test]
fn names_tell_families_apart() {
    for family in &FAMILIES {
        assert_eq!(Family::named(family.name).unwrap().name, family.name);
    }
    assert!(Family::named("unknown").is_none());
}

#[test]
fn numbers_stay_in_their_range_and_reach_its_ends() {
    let mut draw = Generator::new("ends");
    let drawn: Vec<i64> = (0..1000).map(|_| draw.between(-1, 1)).collect();
    assert!([-1, 0, 1].iter().all(|number| drawn.contains(number)));
    assert!(drawn.iter().all(|number| (-1..=1).contains(number)));
    assert_eq!(draw.between(i64::MIN, i64::MIN), i64::MIN);
    let wide: Vec<i64> = (0..100).map(|_| draw.between(i64::MIN, i64::MAX)).collect();
    assert!(wide.iter().any(|&n| n > 0) && wide.iter().any(|&n| n < 0));
}

fn pure(game: &StrategicGame) -> usize {
    nash::pure(game).count()
}

#[test]
fn what_is_known_of_a_family_is_what_the_solvers_find() {
    for family in &FAMILIES {
        let mut games = shapes(family);
        if family.known(games[0]).all.is_some() && family.players == Players::Two {
            games.extend(
                sizes(family).take_while(|&size| size <= 8).map(|size| Shape { players: 2, size }),
            );
        }
        for shape in games {
            let (known, game) = (family.known(shape), family.game(shape, 1));
            if let Some(expected) = known.pure {
                assert_eq!(pure(&game), expected, "{} {shape:?}", family.name);
            }
            if let Some(expected) = known.all {
                let found = nash::all(&game, &Budget::default());
                assert!(found.coverage.is_all(), "{} {shape:?}", family.name);
                assert_eq!(found.equilibria.len(), expected, "{} {shape:?}", family.name);
            }
        }
    }
}

/// Monotone and known: cosines by a series of integers.
#[test]
fn best_response_polytopes_have_the_vertices_of_cyclic_ones() {
    let family = Family::named("dual-cyclic").unwrap();
    let counts = [2, 4, 6].map(|size| {
        let game = family.game(Shape { players: 2, size }, 1);
        nash::all(&game, &Budget::default()).equilibria.len()
    });
    assert_eq!(counts, [3, 15, 75]);
}

#[test]
fn members_of_the_field_have_the_pure_equilibria_that_it_tells() {
    for instance in &FIELD {
        if let Origin::Family(family, shape) = instance.origin {
            let game = instance.origin.member().unwrap();
            assert_eq!(pure(&game), instance.pure, "{}", instance.name);
            let known = family.known(shape).all;
            assert_eq!(known, Some(instance.all), "{}", instance.name);
        }
    }
}
