//! What is said when a game is written in another format.

use super::{Style, words};
use crate::format::GameFormat;
use crate::game::{Player, StrategicGame};
use crate::number::{Integer, Rational};
use crate::scenario::{NodeKind, Scenario};

/// `game.nfg: 3 players · 2×2×2, 8 outcomes`.
pub fn written(name: &str, game: &StrategicGame, checked: bool, style: &Style) -> String {
    let outcomes = words::count(game.outcomes(), "outcome", "outcomes");
    let checked = if checked { ", the same game when read back" } else { "" };
    format!("{name}: {}, {outcomes}{checked}", words::form(game.sizes(), style))
}

/// What a scenario holds that is lost when the file is read back; nothing if all is kept.
pub fn lost(scenario: &Scenario, game: &StrategicGame, format: GameFormat) -> Option<String> {
    let nodes = || scenario.nodes().iter();
    let interests = scenario.stakeholders().iter().any(|who| !who.plain_payoff);
    let evidence = scenario.source().is_some();
    let losses = [
        (interests, "interests"),
        (!scenario.effects().is_empty(), "effects"),
        (evidence, "quotes"),
        (scenario.stakeholders().iter().any(|who| !who.is_player), "observers"),
        (nodes().any(|node| matches!(node.kind, NodeKind::Chance { .. })), "chance"),
        (nodes().any(|node| matches!(node.kind, NodeKind::Fixed { .. })), "fixed moves"),
        (!scenario.regimes().is_empty(), "regimes"),
        (!scenario.expectations().is_empty(), "expectations"),
        (format.has_labels() && format != GameFormat::Json && has_texts(game), "names and texts"),
        (!format.has_labels() && *game != game.numbered(), "labels"),
        (format != GameFormat::Nfg && scenario.note().is_some(), "the note"),
        (!keeps_title(format) && scenario.title().is_some(), "the title"),
    ];
    let losses: Vec<&str> =
        losses.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    let kept = (!losses.is_empty()).then(|| {
        format!("Lost on the way back: {}. The payoffs are kept exactly.", words::and(losses))
    });
    let fractions = format == GameFormat::Gam && has_fractions(game);
    let fractions = fractions.then(|| {
        "Some payoffs are fractions without an end in decimals; other readers of `.gam` know only \
         decimals."
            .to_owned()
    });
    let said: Vec<String> = kept.into_iter().chain(fractions).collect();
    (!said.is_empty()).then(|| said.join("\n"))
}

fn keeps_title(format: GameFormat) -> bool {
    matches!(format, GameFormat::Nfg | GameFormat::Json)
}

/// Whether somebody or something has other words than its id.
fn has_texts(game: &StrategicGame) -> bool {
    let differs = |player: &Player| {
        player.name != player.id || player.options.iter().any(|option| option.text != option.id)
    };
    game.players().iter().any(differs)
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
    let players = 0..game.players().len();
    players.into_iter().any(|p| (0..game.outcomes()).any(|at| endless(game.table(p).payoff(at))))
}
