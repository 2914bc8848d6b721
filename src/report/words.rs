//! Words that several screens and documents share.

mod algorithm;
mod component;
mod condition;
mod outcome;
pub(super) mod proof;
mod relation;

pub(super) use algorithm::{algorithm, signs, suits, times};
pub(super) use component::component;
pub(super) use condition::condition;
pub(super) use outcome::outcome;
pub(super) use relation::relation;

use itertools::Itertools;

use super::Style;
use super::content::{Look, Text};
use super::number;
use crate::diagnostic::Severity;
use crate::explain::{Answer, EquilibriumInFull, Supposition, Timed, Unfinished};
use crate::game::{Mixture, Profile};
use crate::nash::{Argument, Coverage, Objective, Promise, UndecidedReason};
use crate::number::Rational;
use crate::scenario::{Choice, Node, NodeKind, Scenario, StakeholderId};

/// A solved case and how to print it.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) answer: &'a Answer,
    pub(super) style: &'a Style,
}

impl<'a> Case<'a> {
    /// What the rest do if some play is given.
    pub(super) fn supposed(supposed: &'a Supposition, style: &'a Style) -> Case<'a> {
        Case { scenario: &supposed.scenario, answer: &supposed.answer, style }
    }
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
        let options = 0..mixture.len();
        let played = options.filter(|&option| !mixture[option].is_zero());
        if let Ok(only) = played.clone().exactly_one() {
            return self.option(player, only);
        }
        let shares = number::short_shares(self.style, mixture);
        let option = |option| {
            let id = self.option(player, option);
            id.and(Look::Plain, " ").and(Look::Plain, &shares[option]).unbroken()
        };
        listed(played.map(option).collect(), last)
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
        let whole = shares.shares.iter().chain([&shares.unnamed]).cloned().collect_vec();
        let printed = number::shares(self.style, std::slice::from_ref(&whole)).remove(0);
        let named = self.scenario.regimes().iter().map(|regime| regime.name.as_str());
        let all = named.chain(["none of them"]).zip(&whole).zip(printed);
        let possible = all.filter(|((_, share), _)| !share.is_zero());
        let each = possible.map(|((name, _), printed)| format!("{name} {printed}"));
        Some(each.collect_vec().join(", "))
    }
}

/// The name of a stakeholder, in its colour.
pub(super) fn stakeholder(scenario: &Scenario, who: StakeholderId) -> Text {
    Text::look(Look::Who(who), &scenario.stakeholders()[who].name)
}

/// Whether somebody has own beliefs about chance: shares of regimes are then by the common prior.
pub(super) fn beliefs_differ(scenario: &Scenario) -> bool {
    let own =
        |kind: &NodeKind| matches!(kind, NodeKind::Chance { beliefs, .. } if !beliefs.is_empty());
    scenario.nodes().iter().any(|node| own(&node.kind))
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

/// Why something was not decided.
pub(super) fn reason(why: UndecidedReason) -> String {
    match why {
        UndecidedReason::Polynomial => "equations of a kind not solved here".into(),
        UndecidedReason::Curved => "a curve of equilibria, not listed whole".into(),
        UndecidedReason::Bilinear => "a tie that leads to a curve".into(),
        UndecidedReason::Stopped => "the search was stopped".into(),
        UndecidedReason::NotSought => "only one was looked for".into(),
        UndecidedReason::Refused => "a proposal that the check refused".into(),
        UndecidedReason::More { supports } => format!("at most {supports} more of the same"),
        // One number for both: what is left of supports, and of the list.
        UndecidedReason::TooManySupports { left } => {
            let supports = if left == 1 { "support" } else { "supports" };
            format!("at most {left} {supports} not examined, or equilibria found but not listed")
        }
    }
}

/// The name of a reason in JSON.
pub(super) fn reason_id(why: UndecidedReason) -> &'static str {
    match why {
        UndecidedReason::Polynomial => "polynomial",
        UndecidedReason::Curved => "curved",
        UndecidedReason::Bilinear => "bilinear",
        UndecidedReason::Stopped => "stopped",
        UndecidedReason::NotSought => "not_sought",
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
        Argument::LinearProgram => "linear_program",
        Argument::LemkeHowson => "lemke_howson",
        Argument::Supports => "supports",
    }
}

/// The name of an objective of correlated equilibria in JSON and CSV, and whose it is.
pub(super) fn objective(objective: Objective) -> (&'static str, Option<usize>) {
    match objective {
        Objective::Sum => ("sum", None),
        Objective::Most(player) => ("most", Some(player)),
        Objective::Least(player) => ("least", Some(player)),
    }
}

/// What is given of fixed moves: `Microsoft plays litigate: sue OpenAI`.
pub(super) fn given(scenario: &Scenario, style: &Style) -> Vec<Text> {
    let told = scenario.nodes().iter().filter_map(|node| {
        let NodeKind::Fixed { player, mixture } = &node.kind else { return None };
        let name = stakeholder(scenario, *player);
        let certain = mixture.iter().position(|chance| *chance == Rational::ONE);
        let verb = if certain.is_some() { " plays " } else { " mixes " };
        let text = certain.map(|only| &node.choices[only]).filter(|only| only.text != only.id);
        let text = text.map_or_else(String::new, |only| format!(": {}", only.text));
        Some(name.and(Look::Plain, verb).then(fixed_play(node, style)).and(Look::Dim, text))
    });
    told.collect()
}

/// What is given of one fixed move: `litigate`, or `litigate 61% and accommodate 39%`.
pub(super) fn fixed_play(node: &Node, style: &Style) -> Text {
    let NodeKind::Fixed { player, mixture } = &node.kind else { return Text::new() };
    let mixture: Mixture = mixture.iter().cloned().map(Into::into).collect();
    let shares = number::short_shares(style, &mixture);
    let played = node.choices.iter().zip(&mixture).zip(&shares);
    let played = played.filter(|((_, chance), _)| !chance.is_zero());
    let option = |choice: &Choice| Text::look(Look::Who(*player), &choice.id);
    let shared = |((choice, _), share): ((&Choice, _), &String)| {
        option(choice).and(Look::Plain, format!(" {share}")).unbroken()
    };
    match played.clone().exactly_one() {
        Ok(((choice, _), _)) => option(choice),
        Err(_) => listed(played.map(shared).collect(), " and "),
    }
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
        Unfinished::DominanceNotSought => "Dominated options were not looked for.".into(),
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
        Unfinished::DominanceNotSought => "dominance_not_sought",
        Unfinished::DominanceByMixtures => "dominance_by_mixtures",
        Unfinished::Preferred => "preferred_by_all",
        Unfinished::PreferredLeftOut { .. } => "preferred_by_all_left_out",
    }
}

/// What a solver's run claims, in JSON.
pub(super) fn claim_id(run: &Timed) -> &'static str {
    match (run.found.is_complete, run.solver.promise) {
        (false, _) => "some",
        (true, Promise::Pure) => "pure",
        (true, _) => "all",
    }
}
