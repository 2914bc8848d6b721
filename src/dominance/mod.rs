//! stub
use crate::{budget::Budget, game::StrategicGame, number::Rational};
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dominated {
    pub player: usize,
    pub option: usize,
    pub by: Vec<Rational>,
    pub strict: bool,
    pub round: usize,
}
pub struct Elimination {
    pub kept: Vec<Vec<usize>>,
    pub dominated: Vec<Dominated>,
    pub mixtures_tested: bool,
}
pub fn strict(game: &StrategicGame, _b: &Budget) -> Elimination {
    Elimination {
        kept: game.sizes().iter().map(|&s| (0..s).collect()).collect(),
        dominated: vec![],
        mixtures_tested: true,
    }
}
pub fn weak(game: &StrategicGame, b: &Budget) -> Elimination {
    strict(game, b)
}
