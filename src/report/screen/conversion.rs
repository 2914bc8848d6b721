//! What is said when a game is written in another format: where it is, and what is lost.

use crate::format::GameFormat;
use crate::game::{Player, StrategicGame};
use crate::number::{Integer, Rational};
use crate::report::content::{Block, Page, Text};
use crate::report::{Style, words};
use crate::scenario::{NodeKind, Scenario};

/// `game.nfg: 3 players · 2×2×2, 8 outcomes`, and what the format has no place for. Without a file
/// only the latter.
pub(in crate::report) fn conversion(
    scenario: &Scenario,
    game: &StrategicGame,
    format: GameFormat,
    file: Option<&str>,
    checked: bool,
    style: &Style,
) -> Page {
    let mut page = Page::default();
    if let Some(file) = file {
        let outcomes = words::count(game.outcomes(), "outcome", "outcomes");
        let form = words::form(game.sizes(), style);
        let checked = if checked { ", the same game when read back" } else { "" };
        let title = Text::plain(format!("{file}: {form}, {outcomes}{checked}"));
        page.blocks.push(Block::Title { title, aside: Text::new() });
    }
    let lost = lost(scenario, game, format);
    if !lost.is_empty() {
        let lost = words::and(lost);
        let sentence = format!("Lost on the way back: {lost}. The payoffs are kept exactly.");
        page.paragraph(Text::plain(sentence));
    }
    if format == GameFormat::Gam && has_fractions(game) {
        page.paragraph(Text::plain(
            "Some payoffs are fractions without an end in decimals: other readers of this format \
             know only decimals.",
        ));
    }
    page
}

/// What a scenario holds and a file of this format does not, or its reader leaves out.
fn lost(scenario: &Scenario, game: &StrategicGame, format: GameFormat) -> Vec<&'static str> {
    let has_node = |is: fn(&NodeKind) -> bool| scenario.nodes().iter().any(|node| is(&node.kind));
    let losses = [
        (scenario.stakeholders().iter().any(|who| !who.plain_payoff), "interests"),
        (!scenario.effects().is_empty(), "effects"),
        (scenario.source().is_some(), "quotes"),
        (scenario.stakeholders().iter().any(|who| !who.is_player), "observers"),
        (has_node(|kind| matches!(kind, NodeKind::Chance { .. })), "chance"),
        (has_node(|kind| matches!(kind, NodeKind::Fixed { .. })), "fixed moves"),
        (!scenario.regimes().is_empty(), "regimes"),
        (!scenario.expectations().is_empty(), "expectations"),
        (format.has_labels() && format != GameFormat::Json && has_names(game), "names"),
        (!format.has_labels() && (has_names(game) || !is_numbered(game)), "names"),
        (format != GameFormat::Nfg && scenario.note().is_some(), "the note"),
        (!keeps_title(format) && scenario.title().is_some(), "the title"),
    ];
    losses.into_iter().filter(|(has, _)| *has).map(|(_, what)| what).collect()
}

fn keeps_title(format: GameFormat) -> bool {
    matches!(format, GameFormat::Nfg | GameFormat::Json)
}

/// Whether somebody or something has a name beside its id. That a player whose id is a number is
/// called `Player 1` is no name.
fn has_names(game: &StrategicGame) -> bool {
    let named = |player: &Player| {
        player.name != player.id && player.name != format!("Player {}", player.id)
    };
    let worded = |player: &Player| player.options.iter().any(|option| option.text != option.id);
    game.players().iter().any(|player| named(player) || worded(player))
}

/// Whether players and options are called by their numbers.
fn is_numbered(game: &StrategicGame) -> bool {
    game.digest() == game.numbered().digest()
}

/// Whether a payoff has no end in decimals.
fn has_fractions(game: &StrategicGame) -> bool {
    let endless = |payoff: Rational| {
        let mut rest = payoff.denominator();
        for prime in [2, 5].map(Integer::from) {
            while (&rest % &prime).is_zero() {
                rest /= &prime;
            }
        }
        rest != Integer::ONE
    };
    let of = |player| (0..game.outcomes()).map(move |at| game.table(player).payoff(at));
    (0..game.players().len()).flat_map(of).any(endless)
}
