//! Single games that papers and programs have published, with the number of their equilibria.
//!
//! The numbers are those that the sources give, or that two independent exact programs found
//! (lrsnash and an enumeration of vertices); of games with more than two players, those that an
//! exhaustive search with exact arithmetic found. Each file in `games/field/` names its source.

use super::cyclic_polytope::{DUAL_CYCLIC, HARD_LEMKE_HOWSON};
use super::dilemmas::ROCK_PAPER_SCISSORS;
use super::markets::TRAVELERS_DILEMMA;
use super::supports::{IDENTITY, SGC};
use super::{Family, Shape};
use crate::game::StrategicGame;

/// A published game.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Instance {
    /// What it is called.
    pub name: &'static str,
    /// How many equilibria it has: isolated ones, and extreme ones of continua.
    pub all: usize,
    /// How many of them are in pure strategies.
    pub pure: usize,
    /// Where its payoffs are from.
    pub origin: Origin,
}

/// Where the payoffs of a published game are from.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    /// The text of a `.nfg` file, which names its source.
    File(&'static str),
    /// A family of which it is the member of this shape.
    Family(&'static Family, Shape),
}

impl Origin {
    /// The game, where it is a member of a family.
    pub fn member(&self) -> Option<StrategicGame> {
        match self {
            Origin::File(_) => None,
            Origin::Family(family, shape) => Some(family.game(*shape, 1)),
        }
    }
}

/// A game that a file has.
macro_rules! file {
    ($name:literal, $all:literal, $pure:literal) => {
        Instance {
            name: $name,
            all: $all,
            pure: $pure,
            origin: Origin::File(include_str!(concat!("../../games/field/", $name, ".nfg"))),
        }
    };
}

/// The member of a family that has two players and so many options.
const fn member(
    name: &'static str,
    all: usize,
    pure: usize,
    family: &'static Family,
    size: usize,
) -> Instance {
    Instance { name, all, pure, origin: Origin::Family(family, Shape { players: 2, size }) }
}

/// The field's games.
pub const FIELD: [Instance; 37] = [
    file!("von-stengel-1999", 75, 2),
    file!("winkels-1979", 12, 2),
    file!("lrsnash-manual", 3, 1),
    file!("von-stengel-2007", 3, 1),
    file!("von-stengel-2007-degenerate", 3, 1),
    file!("shapley-1964", 1, 0),
    file!("shapley-1974", 3, 2),
    file!("wilson-1974", 3, 1),
    file!("oneill-1987", 1, 0),
    file!("harsanyi-1968", 1, 1),
    file!("kreps-wilson-1982", 3, 2),
    file!("schotter-weigelt-wilson-1994", 3, 2),
    file!("van-damme-1989", 10, 4),
    file!("yamamoto-1993", 2, 2),
    file!("nau-2004-sexes", 3, 2),
    file!("nau-2004-irrational", 1, 0),
    file!("mckelvey-mclennan-1996", 9, 4),
    file!("van-der-laan-1987", 1, 0),
    file!("local-max-cut", 3, 2),
    file!("gambit-four-players", 3, 2),
    file!("gambit-three-options", 5, 2),
    member("identity-4", 15, 4, &IDENTITY, 4),
    member("identity-8", 255, 8, &IDENTITY, 8),
    member("identity-10", 1023, 10, &IDENTITY, 10),
    member("dual-cyclic-4", 15, 2, &DUAL_CYCLIC, 4),
    member("dual-cyclic-6", 75, 2, &DUAL_CYCLIC, 6),
    member("dual-cyclic-8", 383, 2, &DUAL_CYCLIC, 8),
    member("hard-lemke-howson-4", 1, 0, &HARD_LEMKE_HOWSON, 4),
    member("hard-lemke-howson-6", 1, 0, &HARD_LEMKE_HOWSON, 6),
    member("hard-lemke-howson-8", 1, 0, &HARD_LEMKE_HOWSON, 8),
    member("hard-lemke-howson-10", 1, 0, &HARD_LEMKE_HOWSON, 10),
    member("hard-lemke-howson-12", 1, 0, &HARD_LEMKE_HOWSON, 12),
    member("sgc-7", 1, 0, &SGC, 7),
    member("sgc-11", 1, 0, &SGC, 11),
    member("rock-paper-scissors-3", 1, 0, &ROCK_PAPER_SCISSORS, 3),
    member("rock-paper-scissors-5", 1, 0, &ROCK_PAPER_SCISSORS, 5),
    member("travelers-dilemma-10", 1, 1, &TRAVELERS_DILEMMA, 10),
];
