//! `learn --algorithm`: the steps of a textbook algorithm on the game at hand.

mod iesds;
mod lemke_howson;
mod supports;
mod underline;

use itertools::Itertools;

use crate::explain::learn::{Algorithm, Steps};
use crate::game::{Mixture, Player, Profile, StrategicGame};
use crate::number::Algebraic;
use crate::report::Style;
use crate::report::content::{Block, Look, Page, Text};
use crate::report::number::{self, Chances};
use crate::report::words;
use crate::scenario::Scenario;

/// The steps of an algorithm.
pub(in crate::report) fn learn(
    scenario: &Scenario,
    game: &StrategicGame,
    steps: &Steps,
    style: &Style,
) -> Page {
    let view = View { scenario, game, style };
    let mut page = Page::default();
    let dot = if style.ascii { " - " } else { " · " };
    let what = words::algorithm(steps.algorithm());
    let aside = format!("{}{dot}{what}", words::form(game.sizes(), style));
    let title = words::title(scenario, style);
    page.blocks.push(Block::Title { title, aside: Text::look(Look::Dim, aside) });
    for given in words::given(scenario, style) {
        page.paragraph(Text::plain("Given: ").then(given));
    }
    match steps {
        Steps::Underline(underline) => underline::steps(&mut page, view, underline),
        Steps::Iesds(iesds) => iesds::steps(&mut page, view, iesds),
        Steps::Supports(supports) => supports::steps(&mut page, view, supports),
        Steps::LemkeHowson(walk) => lemke_howson::steps(&mut page, view, walk),
    }
    page
}

/// A game that is walked through, and how to print it.
#[derive(Clone, Copy)]
struct View<'a> {
    scenario: &'a Scenario,
    game: &'a StrategicGame,
    style: &'a Style,
}

impl<'a> View<'a> {
    fn of(&self, player: usize) -> &'a Player {
        &self.game.players()[player]
    }

    fn look(&self, player: usize) -> Look {
        let node = self.scenario.free_moves()[player];
        let who = self.scenario.nodes()[node].player();
        who.map_or(Look::Plain, Look::Who)
    }

    /// The name of a player, in its colour.
    fn player(&self, player: usize) -> Text {
        Text::look(self.look(player), &self.of(player).name)
    }

    /// The id of an option, in its player's colour.
    fn option(&self, player: usize, option: usize) -> Text {
        Text::look(self.look(player), &self.of(player).options[option].id)
    }

    /// Whether some option has the same id as another player's, so that it does not name itself.
    fn ids_are_shared(&self) -> bool {
        let players = self.game.players().iter();
        !players.flat_map(|player| player.options.iter().map(|option| &option.id)).all_unique()
    }

    /// The id of an option, with its player where the id alone would not tell.
    fn named(&self, player: usize, option: usize) -> Text {
        let id = self.option(player, option);
        let named = self.ids_are_shared();
        if named { self.player(player).and(Look::Plain, " ").then(id) } else { id }
    }

    fn players(&self) -> std::ops::Range<usize> {
        0..self.game.sizes().len()
    }

    fn others(&self, player: usize) -> impl Iterator<Item = usize> + use<> {
        self.players().filter(move |&other| other != player)
    }

    /// What these players do in a profile.
    fn profile(&self, profile: &Profile, players: impl IntoIterator<Item = usize>) -> Text {
        let options = players.into_iter().map(|p| self.named(p, profile.0[p]).unbroken());
        Text::join(options, ", ")
    }

    /// `litigate 11/18 + accommodate 7/18`: the played options, a square root as it is.
    fn mixture(&self, player: usize, mixture: &Mixture) -> Text {
        let shares = number::short_shares(self.style, mixture);
        let chances = Chances::of(self.style, mixture);
        let played = (0..mixture.len()).filter(|&option| !mixture[option].is_zero());
        let part = |option: usize| {
            let (id, chance) = (self.option(player, option), &mixture[option]);
            if *chance == Algebraic::ONE {
                return id;
            }
            let surd = chance.as_rational().is_none().then(|| chances.beside(chance));
            let share = surd.filter(|exact| !exact.is_empty());
            id.and(Look::Plain, format!(" {}", share.as_ref().unwrap_or(&shares[option])))
                .unbroken()
        };
        Text::join(played.map(part), " + ")
    }

    /// `2×1×2`.
    fn sizes(&self, kept: &[Vec<usize>]) -> String {
        let times = if self.style.ascii { "x" } else { "×" };
        kept.iter().map(Vec::len).join(times)
    }

    fn arrow(&self) -> &'static str {
        words::arrow(self.style)
    }

    /// How many rows of a table are shown.
    fn most(&self, rows: usize) -> usize {
        if self.style.verbose { usize::MAX } else { rows }
    }
}

/// What to watch next, on a terminal.
fn next(page: &mut Page, view: View, algorithms: &[Algorithm]) {
    if !view.style.hints {
        return;
    }
    let ids = algorithms.iter().map(|algorithm| algorithm.id()).join(", ");
    page.space();
    page.paragraph(Text::look(Look::Dim, format!("Next: --algorithm {ids}")));
}

/// `and 3 comparisons more: -v shows all`, where some are left out.
fn more(page: &mut Page, all: usize, shown: usize, one: &str, many: &str) {
    if all > shown {
        page.paragraph(super::left_out(all - shown, one, many));
    }
}
