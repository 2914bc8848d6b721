//! Words that several screens and documents share.

mod component;
mod condition;
mod outcome;
pub(super) mod proof;

pub(super) use component::component;
pub(super) use condition::condition;
pub(super) use outcome::outcome;

use itertools::Itertools;

use super::Style;
use super::content::{Look, Text};
use super::number;
use crate::diagnostic::Severity;
use crate::explain::{Answer, EquilibriumInFull, Unfinished};
use crate::game::{Mixture, Profile};
use crate::nash::{Argument, Coverage, UndecidedReason};
use crate::scenario::{NodeKind, Scenario, StakeholderId};

/// A solved case and how to print it.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) answer: &'a Answer,
    pub(super) style: &'a Style,
}

impl Case<'_> {
    /// The name of a player of the game.
    pub(super) fn name(&self, player: usize) -> &str {
        &self.answer.game.players()[player].name
    }

    /// The name of a player of the game, in its colour.
    pub(super) fn player(&self, player: usize) -> Text {
        Text::look(Look::Who(self.answer.who[player]), self.name(player))
    }

    /// The id of an option.
    pub(super) fn option_id(&self, player: usize, option: usize) -> &str {
        &self.answer.game.players()[player].options[option].id
    }

    /// The id of an option, in its player's colour.
    pub(super) fn option(&self, player: usize, option: usize) -> Text {
        Text::look(Look::Who(self.answer.who[player]), self.option_id(player, option))
    }

    /// How many players the game has.
    pub(super) fn players(&self) -> usize {
        self.answer.who.len()
    }

    /// Whether some option has the same id as another player's, so that it does not name itself.
    pub(super) fn ids_are_shared(&self) -> bool {
        let ids = self.answer.game.players().iter();
        !ids.flat_map(|player| player.options.iter().map(|option| &option.id)).all_unique()
    }

    /// What a player plays: its option, or `litigate 11/18 and accommodate 7/18`.
    pub(super) fn mixture(&self, player: usize, mixture: &Mixture, last: &str) -> Text {
        let chances = number::Chances::of(self.style, mixture);
        let played = mixture.iter().enumerate().filter(|(_, chance)| !chance.is_zero());
        let option = |(option, chance)| {
            let id = self.option(player, option);
            id.and(Look::Plain, " ").and(Look::Plain, chances.short(chance)).unbroken()
        };
        match played.clone().exactly_one() {
            Ok((only, _)) => self.option(player, only),
            Err(_) => listed(played.map(option).collect(), last),
        }
    }

    /// The options of these players, with their names where the ids alone would not tell.
    pub(super) fn profile(&self, profile: &Profile, players: &[usize], between: &str) -> Text {
        let named = self.ids_are_shared();
        let option = |&player: &usize| {
            let option = self.option(player, profile.0[player]);
            if named { self.player(player).and(Look::Plain, " ").then(option) } else { option }
        };
        Text::join(players.iter().map(|player| option(player).unbroken()), between)
    }

    /// The regime of an equilibrium, if one is certain.
    pub(super) fn regime(&self, equilibrium: &EquilibriumInFull) -> Option<&str> {
        let regime = equilibrium.regimes.certain()?;
        Some(&self.scenario.regimes()[regime].name)
    }

    /// What an equilibrium is called: its regime, else its kind.
    pub(super) fn kind(&self, equilibrium: &EquilibriumInFull) -> String {
        let pure = equilibrium.equilibrium.profile().as_pure().is_some();
        let kind = if pure { "pure" } else { "mixed" };
        self.regime(equilibrium).unwrap_or(kind).to_string()
    }

    /// How probable each regime is: `court 61%, tolerate 39%`; nothing if one is certain or
    /// there are none.
    pub(super) fn regimes(&self, equilibrium: &EquilibriumInFull) -> Option<String> {
        let shares = &equilibrium.regimes;
        if self.scenario.regimes().is_empty() || shares.certain().is_some() {
            return None;
        }
        let chances =
            number::Chances::of(self.style, shares.shares.iter().chain([&shares.unnamed]));
        let named = self.scenario.regimes().iter().map(|regime| regime.name.as_str());
        let all = named.zip(&shares.shares).chain([("none of them", &shares.unnamed)]);
        let possible = all.filter(|(_, share)| !share.is_zero());
        let each = possible.map(|(name, share)| format!("{name} {}", chances.main(share)));
        Some(each.collect_vec().join(", "))
    }
}

/// The name of a stakeholder, in its colour.
pub(super) fn stakeholder(scenario: &Scenario, who: StakeholderId) -> Text {
    Text::look(Look::Who(who), &scenario.stakeholders()[who].name)
}

/// The title of a case; the file where it has none.
pub(super) fn title(scenario: &Scenario, style: &Style) -> Text {
    let file = if style.program_path.is_empty() { "A game" } else { &style.program_path };
    Text::look(Look::Strong, scenario.title().unwrap_or(file))
}

/// `1 effect`, `3 effects`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `One`, `3`: a number at the start of a sentence.
pub(super) fn count_upper(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("One {one}") } else { count(number, one, many) }
}

/// `a, b and c`.
pub(super) fn listed(items: Vec<Text>, last: &str) -> Text {
    let all = items.len();
    let mut text = Text::new();
    for (at, item) in items.into_iter().enumerate() {
        let between = match (at, at + 1 == all) {
            (0, _) => String::new(),
            (_, true) => last.to_string(),
            _ => ", ".to_string(),
        };
        text = text.and(Look::Plain, between).then(item);
    }
    text
}

/// `a, b and c`.
pub(super) fn and<'s>(items: impl IntoIterator<Item = &'s str>) -> String {
    listed(items.into_iter().map(Text::plain).collect(), " and ").as_string()
}

/// Sizes of more players than this are not multiplied out if they are all the same.
const MOST_FACTORS: usize = 6;

/// `3 players · 2×2×2`.
pub(super) fn form(sizes: &[usize], style: &Style) -> String {
    let (dot, times) = if style.ascii { (" - ", "x") } else { (" · ", "×") };
    let players = count(sizes.len(), "player", "players");
    let size = match sizes {
        [] => return "no player is left to decide".into(),
        [one] => count(*one, "option", "options"),
        [first, ..] if sizes.len() > MOST_FACTORS && sizes.iter().all_equal() => {
            format!("{} each", count(*first, "option", "options"))
        }
        _ => sizes.iter().join(times),
    };
    format!("{players}{dot}{size}")
}

/// What is known about completeness: `every equilibrium found (exact)`.
pub(super) fn coverage(coverage: &Coverage, found: usize) -> String {
    if coverage.is_all() {
        return "every equilibrium found (exact)".into();
    }
    let why = coverage.undecided.iter().map(|undecided| reason(undecided.why));
    let reasons = why.counts().into_iter().map(|(reason, times)| match times {
        1 => reason,
        _ => format!("{reason}, {times} times"),
    });
    let found = match found {
        0 => "no equilibrium found yet".into(),
        1 => "1 equilibrium found".to_string(),
        _ => format!("{found} equilibria found"),
    };
    format!("{found}; others may exist ({})", reasons.sorted().join("; "))
}

fn reason(why: UndecidedReason) -> String {
    match why {
        UndecidedReason::Polynomial => "equations of a kind not solved here".into(),
        UndecidedReason::Curved => "a curve of equilibria, not listed whole".into(),
        UndecidedReason::Bilinear => "a tie that leads to a curve".into(),
        UndecidedReason::Stopped => "the search was stopped".into(),
        UndecidedReason::Refused => "a proposal that the check refused".into(),
        UndecidedReason::More { supports } => format!("{supports} more of the same"),
        UndecidedReason::TooManySupports { left: 1 } => "1 support not examined".into(),
        UndecidedReason::TooManySupports { left } => format!("{left} supports not examined"),
    }
}

/// The name of a reason in JSON.
pub(super) fn reason_id(why: UndecidedReason) -> &'static str {
    match why {
        UndecidedReason::Polynomial => "polynomial",
        UndecidedReason::Curved => "curved",
        UndecidedReason::Bilinear => "bilinear",
        UndecidedReason::Stopped => "stopped",
        UndecidedReason::Refused => "refused",
        UndecidedReason::More { .. } => "more",
        UndecidedReason::TooManySupports { .. } => "too_many_supports",
    }
}

/// The name of an argument in JSON.
pub(super) fn argument_id(argument: Argument) -> &'static str {
    match argument {
        Argument::PureEnumeration => "pure_enumeration",
        Argument::Dominance => "dominance",
        Argument::VertexEnumeration => "vertex_enumeration",
        Argument::LabelTree => "label_tree",
        Argument::Supports => "supports",
    }
}

/// What is given of fixed moves: `Microsoft plays litigate`.
pub(super) fn given(scenario: &Scenario, style: &Style) -> Vec<Text> {
    let fixed = scenario.nodes().iter().filter_map(|node| match &node.kind {
        NodeKind::Fixed { player, mixture } => Some((node, *player, mixture)),
        _ => None,
    });
    let told = fixed.map(|(node, player, mixture)| {
        let name = stakeholder(scenario, player);
        let mixture: Mixture = mixture.iter().cloned().map(Into::into).collect();
        let chances = number::Chances::of(style, &mixture);
        let played = node.choices.iter().zip(&mixture).filter(|(_, chance)| !chance.is_zero());
        let option = |(choice, chance): (&crate::scenario::Choice, &crate::number::Algebraic)| {
            Text::look(Look::Who(player), &choice.id)
                .and(Look::Plain, format!(" {}", chances.short(chance)))
                .unbroken()
        };
        let (verb, what) = match played.clone().exactly_one() {
            Ok((choice, _)) => {
                let id = Text::look(Look::Who(player), &choice.id);
                let text = if choice.text == choice.id { "" } else { &choice.text };
                let colon = if text.is_empty() { "" } else { ": " };
                (" plays ", id.and(Look::Dim, format!("{colon}{text}")))
            }
            Err(_) => (" mixes ", listed(played.map(option).collect(), " and ")),
        };
        name.and(Look::Plain, verb).then(what)
    });
    told.collect()
}

/// The name of a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// `→` and its like, in ASCII where the style wants that.
pub(super) fn arrow(style: &Style) -> &'static str {
    if style.ascii { "->" } else { "→" }
}

/// What an answer does not hold beside equilibria.
pub(super) fn unfinished(unfinished: Unfinished) -> String {
    match unfinished {
        Unfinished::Dominance => {
            "There may be more dominated options: the search was stopped.".into()
        }
        Unfinished::DominanceByMixtures => {
            "Too large a game to look for options that only a mixture of others dominates.".into()
        }
        Unfinished::Preferred => {
            "There may be more that all would rather have: the search was stopped.".into()
        }
        Unfinished::PreferredLeftOut { profiles } => {
            let profiles = count(profiles, "outcome", "outcomes");
            format!("{profiles} more that all would rather have are not listed: the best are.")
        }
    }
}

/// The name of it in JSON.
pub(super) fn unfinished_id(unfinished: Unfinished) -> &'static str {
    match unfinished {
        Unfinished::Dominance => "dominance",
        Unfinished::DominanceByMixtures => "dominance_by_mixtures",
        Unfinished::Preferred => "preferred_by_all",
        Unfinished::PreferredLeftOut { .. } => "preferred_by_all_left_out",
    }
}
