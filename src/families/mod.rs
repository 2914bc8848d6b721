//! Families of games that the field measures solvers on, each a function of the number of players,
//! a size and a seed: the same three make the same game for ever, on every machine.
//!
//! Payoffs are integers, so that exact solvers and those in floating point see the same game.
//! Where it is known how many equilibria a member has, the family knows it. Many of the families
//! are those of E. Nudelman, J. Wortman, Y. Shoham, K. Leyton-Brown, "Run the GAMUT: a
//! comprehensive approach to evaluating game-theoretic algorithms", *AAMAS* (2004) 880–887.
//!
//! [`FIELD`] are single games that papers have published, with the number of their equilibria.

mod crowds;
mod cyclic_polytope;
mod dilemmas;
mod field;
mod generator;
mod markets;
mod random;
mod supports;

pub use field::{FIELD, Instance, Origin};
pub use generator::Generator;

use itertools::Itertools;

use crate::game::{PayoffTable, Player, StrategicGame};

/// A family of games.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Family {
    /// What it is called.
    pub name: &'static str,
    /// How many players a game can have.
    pub players: Players,
    /// Whether games that differ only in their seed differ.
    pub is_random: bool,
    /// Which sizes its games can have, in the words of the book's table.
    pub sizes: &'static str,
    exists: fn(usize) -> bool,
    known: fn(Shape) -> Known,
    make: fn(Shape, &mut Generator) -> StrategicGame,
}

/// How many players the games of a family can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Players {
    /// Two, and no other number.
    Two,
    /// Two or more.
    Many,
}

/// How large a game is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many players.
    pub players: usize,
    /// How many options the first player has; in most families so many has each.
    pub size: usize,
}

/// How many equilibria a game is known to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Isolated equilibria and extreme equilibria of continua.
    pub all: Option<usize>,
    /// Equilibria in pure strategies.
    pub pure: Option<usize>,
}

/// Every family, in the order of the book.
pub const FAMILIES: [Family; 32] = [
    random::UNIFORM,
    random::COVARIANT,
    random::ZERO_SUM,
    random::RANK_ONE,
    random::TIES,
    random::WIN_LOSE,
    random::POLYMATRIX,
    supports::IDENTITY,
    supports::UNIT_VECTOR,
    supports::TOURNAMENT,
    supports::SGC,
    supports::BLOTTO,
    supports::RANKING,
    cyclic_polytope::DUAL_CYCLIC,
    cyclic_polytope::HARD_LEMKE_HOWSON,
    crowds::CONGESTION,
    crowds::COORDINATION,
    crowds::DISPERSION,
    crowds::MINIMUM_EFFORT,
    crowds::PUBLIC_GOODS,
    crowds::VOTING,
    markets::BERTRAND,
    markets::COURNOT,
    markets::LOCATION,
    markets::GRAB_THE_DOLLAR,
    markets::TRAVELERS_DILEMMA,
    markets::WAR_OF_ATTRITION,
    markets::GUESS_TWO_THIRDS,
    dilemmas::PRISONERS_DILEMMA,
    dilemmas::CHICKEN,
    dilemmas::MATCHING_PENNIES,
    dilemmas::ROCK_PAPER_SCISSORS,
];

impl Family {
    /// The family of that name.
    ///
    /// ```
    /// use standoff::budget::Budget;
    /// use standoff::families::{Family, Shape};
    /// let identity = Family::named("identity").expect("it is one of them");
    /// let shape = Shape { players: 2, size: 3 };
    /// let found = standoff::nash::all(&identity.game(shape, 1), &Budget::default());
    /// assert_eq!(identity.known(shape).all, Some(7));
    /// assert_eq!(found.equilibria.len(), 7);
    /// ```
    pub fn named(name: &str) -> Option<&'static Family> {
        FAMILIES.iter().find(|family| family.name == name)
    }

    /// Whether the family has games of that size: of so many options of the first player.
    pub fn has_size(&self, size: usize) -> bool {
        size > 0 && (self.exists)(size)
    }

    /// Whether the family has games of so many players.
    pub fn has_players(&self, players: usize) -> bool {
        match self.players {
            Players::Two => players == 2,
            Players::Many => players >= 2,
        }
    }

    /// How many equilibria every game of that shape is known to have.
    pub fn known(&self, shape: Shape) -> Known {
        (self.known)(shape)
    }

    /// The game of that shape and seed. Players and options are called by their numbers from 1.
    ///
    /// # Panics
    /// If the family has no game of that shape.
    pub fn game(&self, shape: Shape, seed: u64) -> StrategicGame {
        assert!(self.has_size(shape.size) && self.has_players(shape.players), "no such game");
        let Shape { players, size } = shape;
        let mut draw = Generator::new(&format!("{} {players} {size} {seed}", self.name));
        (self.make)(shape, &mut draw)
    }
}

/// Any size.
fn any(_: usize) -> bool {
    true
}

/// Nothing is known.
fn unknown(_: Shape) -> Known {
    Known::default()
}

/// The only equilibrium is pure.
fn one_pure(_: Shape) -> Known {
    Known { all: Some(1), pure: Some(1) }
}

/// The game of players with so many options each, whose payoffs `payoffs` gives for every profile,
/// the last player's option running fastest.
fn game(sizes: &[usize], mut payoffs: impl FnMut(&[usize]) -> Vec<i64>) -> StrategicGame {
    let mut columns = vec![Vec::new(); sizes.len()];
    for profile in sizes.iter().map(|&size| 0..size).multi_cartesian_product() {
        let payoffs = payoffs(&profile);
        columns.iter_mut().zip(payoffs).for_each(|(column, payoff)| column.push(payoff));
    }
    let table = |numerators| PayoffTable::Small { numerators, denominator: 1 };
    let player = |(number, &size): (usize, &usize)| {
        let options: Vec<String> = (1..=size).map(|option| option.to_string()).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        Player::plain(&(number + 1).to_string(), &options)
    };
    let players = sizes.iter().enumerate().map(player).collect();
    let tables = columns.into_iter().map(table).collect();
    StrategicGame::new(players, tables).expect("one payoff for each profile")
}

impl Shape {
    /// The game in which every player has as many options.
    fn game(self, payoffs: impl FnMut(&[usize]) -> Vec<i64>) -> StrategicGame {
        game(&vec![self.size; self.players], payoffs)
    }

    /// A number that every group of players divides.
    fn shares(self) -> i64 {
        (1..).take(self.players).fold(1, |product, count| product * count / gcd(product, count))
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// How many players chose each option.
fn counts(profile: &[usize], options: usize) -> Vec<usize> {
    let mut counts = vec![0; options];
    profile.iter().for_each(|&option| counts[option] += 1);
    counts
}

/// An option's number as one to calculate with.
fn number(option: usize) -> i64 {
    i64::try_from(option).unwrap_or(i64::MAX)
}
