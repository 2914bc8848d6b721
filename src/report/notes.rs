//! Notes on a case: what is weak in it, what that means, and what to try next.

use std::ops::Range;

use itertools::Itertools;

use super::{Style, number, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::{Answer, Class, DominatedBy, Insensitive, KnifeEdge, Tie, WeakSpots};
use crate::format::Places;
use crate::game::{Profile, StrategicGame};
use crate::nash::Component;
use crate::number::Algebraic;
use crate::report::number::Chances;
use crate::scenario::{NodeId, Scenario, Stakeholder, StakeholderId};

/// At most so many equilibria of a coordination game are named.
const MOST_EQUILIBRIA: usize = 4;

/// A case, the names of its game, and the places of its text.
#[derive(Clone, Copy)]
struct Case<'a> {
    scenario: &'a Scenario,
    game: &'a StrategicGame,
    places: &'a Places,
    style: &'a Style,
}

/// N303, N304, N305 and N401: what is weak in a case, and what kind of game it is.
pub fn weak_spots(
    scenario: &Scenario,
    found: &WeakSpots,
    places: &Places,
    style: &Style,
) -> Vec<Diagnostic> {
    let case = Case { scenario, game: &found.game, places, style };
    let by_player = found.insensitive.iter().chunk_by(|one| one.player);
    let insensitive = by_player.into_iter().flat_map(|(player, interests)| {
        case.insensitive_of(player, found.who[player], &interests.collect_vec())
    });
    let insensitive = insensitive.collect_vec().into_iter();
    let dominated = found.dominated.iter().map(|one| case.dominated(one));
    let knife_edges = found.knife_edges.iter().map(|one| case.knife_edge(one));
    let classes = found.classes.iter().map(|one| case.class(one));
    insensitive.chain(dominated).chain(knife_edges).chain(classes).collect()
}

/// N307: the ties that make continua of equilibria.
pub fn ties(
    scenario: &Scenario,
    answer: &Answer,
    places: &Places,
    style: &Style,
) -> Vec<Diagnostic> {
    let case = Case { scenario, game: &answer.game, places, style };
    let distinct = answer.ties.iter().flatten().unique_by(|tie| (tie.player, &tie.options));
    let mut notes = distinct.map(|tie| case.tie(tie)).collect_vec();
    let curved = |component: &Component| !component.is_isolated() && component.subsets.is_empty();
    if answer.components.iter().any(curved) {
        let message = "equilibria come in a curve, of which single ones are listed";
        let help = "on a curve several mixtures move together; a small change of a number \
                    often leaves single equilibria";
        notes.push(case.of_game("N307", message).help(help));
    }
    notes
}

/// N306: effects that a target can name only by their number.
pub fn nameless_effects(scenario: &Scenario, places: &Places, text: &str) -> Vec<Diagnostic> {
    let nameless = scenario.effects().iter().enumerate().filter(|(_, effect)| effect.id.is_none());
    let note = |(at, _): (usize, &crate::scenario::Effect)| {
        let number = at + 1;
        let message = format!("effect {number} has no `id`: its number alone names it");
        let help = "a number changes with the order of the file; `standoff check --fix` gives it \
                    an `id`";
        let span = places.effect(at, text).map(|opening| opening.span);
        Diagnostic { span, ..Diagnostic::new(Code("N306"), message).help(help) }
    };
    nameless.map(note).collect()
}

impl Case<'_> {
    fn name(&self, player: usize) -> &str {
        &self.game.players()[player].name
    }

    fn node(&self, player: usize) -> NodeId {
        self.scenario.free_moves()[player]
    }

    /// `microsoft.litigate`.
    fn option(&self, player: usize, option: usize) -> String {
        let node = &self.scenario.nodes()[self.node(player)];
        format!("{}.{}", node.id, node.choices[option].id)
    }

    fn option_id(&self, player: usize, option: usize) -> String {
        format!("`{}`", self.game.players()[player].options[option].id)
    }

    /// A note at the place of an option.
    fn of_option(
        &self,
        code: &'static str,
        (player, option): (usize, usize),
        message: String,
    ) -> Diagnostic {
        let node = self.node(player);
        let earlier = &self.scenario.nodes()[..node];
        let number = earlier.iter().filter(|node| node.player().is_some()).count();
        let id = &self.scenario.nodes()[node].choices[option].id;
        self.placed(Diagnostic::new(Code(code), message), self.places.option(number, id))
    }

    /// A note on the game as a whole.
    fn of_game(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        self.placed(Diagnostic::new(Code(code), message), None)
    }

    /// A note for each of a player's insensitive interests; one for all if it has no others.
    fn insensitive_of(
        &self,
        player: usize,
        who: StakeholderId,
        interests: &[&Insensitive],
    ) -> Vec<Diagnostic> {
        let owner = &self.scenario.stakeholders()[who];
        let option = self.option_id(player, 0);
        let effect = format!("an effect whose `when` names {option} or another of its options");
        if interests.len() < owner.interests.len() {
            return interests.iter().map(|one| self.insensitive(owner, one, &effect)).collect();
        }
        let message = format!("`{}` gets the same whatever it does", owner.id);
        let help = if self.scenario.is_table() {
            "all its options are equally good, always".to_owned()
        } else {
            format!("all its options are equally good, always; if not, write {effect}")
        };
        let note = Diagnostic::new(Code("N303"), message).help(help);
        let movers = interests.iter().flat_map(|one| &one.moved_by).sorted().dedup();
        let note = note.label(self.moved_by(&movers.copied().collect_vec()));
        vec![self.placed(note, self.places.stakeholder(&owner.id))]
    }

    fn insensitive(&self, owner: &Stakeholder, one: &Insensitive, effect: &str) -> Diagnostic {
        let Stakeholder { id, name, interests, .. } = owner;
        let interest = &interests[one.interest].id;
        let message = format!("`{id}.{interest}` scores the same whatever {name} does");
        let help = format!(
            "it counts in the payoff of {name} and in none of its choices, whatever its weight; \
             if it should, write {effect}"
        );
        let note = Diagnostic::new(Code("N303"), message).label(self.moved_by(&one.moved_by));
        self.placed(note.help(help), self.places.interest(id, interest))
    }

    fn moved_by(&self, movers: &[usize]) -> String {
        if movers.is_empty() {
            return "nobody moves it".into();
        }
        let movers = words::and(movers.iter().map(|&mover| self.name(mover)));
        format!("moved by {movers} alone")
    }

    /// A note at its place; at the game's if that has none.
    fn placed(&self, note: Diagnostic, span: Option<Range<usize>>) -> Diagnostic {
        Diagnostic { span: span.or_else(|| self.places.game()), ..note }
    }

    fn dominated(&self, DominatedBy { dominated, margin }: &DominatedBy) -> Diagnostic {
        let player = dominated.player;
        let played = dominated.by.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
        let weight = |(k, weight)| format!("{} {weight}", self.option_id(player, k));
        let by = if let Ok((only, _)) = played.clone().exactly_one() {
            self.option_id(player, only)
        } else {
            let mix = played.map(weight).collect_vec();
            format!("a mix of {}", words::and(mix.iter().map(String::as_str)))
        };
        let option = self.option(player, dominated.option);
        let message = format!("`{option}` is strictly dominated by {by}");
        let help = "no equilibrium plays it, whatever anybody believes; if it is a live option, \
                    `standoff show payoffs` has the numbers that speak against it";
        let note = self.of_option("N304", (player, dominated.option), message).help(help);
        note.label(format!("worse by {} at least", number::plain(self.style, margin)))
    }

    fn knife_edge(&self, edge: &KnifeEdge) -> Diagnostic {
        let KnifeEdge { player, better, worse, gap, range, .. } = edge;
        let (better_id, worse_id) =
            (self.option_id(*player, *better), self.option_id(*player, *worse));
        let gap_told = number::plain(self.style, gap);
        let name = self.name(*player);
        let against = self.others(*player, &edge.at);
        let message = format!("{better_id} beats {worse_id} by {gap_told} alone{against}");
        let part = Algebraic::from(gap.clone() / range);
        let part = Chances::of(self.style, [&part]).main(&part);
        let hangs = if edge.is_best {
            "a best response hangs on it: before you rely on the answer, `--set` a number on \
             either side of it"
        } else {
            "another option is better there, and no best response hangs on it"
        };
        let more = match edge.count {
            1 => String::new(),
            count => format!("; {count} comparisons of {name} are below 1%"),
        };
        let note = self.of_option("N305", (*player, *better), message);
        note.label(format!("{part} of the payoff range")).help(format!("{hangs}{more}"))
    }

    /// ` against a and b`: what the others play; nothing where nobody else does.
    fn others(&self, player: usize, at: &Profile) -> String {
        let others = (0..at.0.len()).filter(|&other| other != player);
        let options = others.map(|other| format!("`{}`", self.option(other, at.0[other])));
        match &options.collect_vec()[..] {
            [] => String::new(),
            options => format!(" against {}", words::and(options.iter().map(String::as_str))),
        }
    }

    fn tie(&self, tie: &Tie) -> Diagnostic {
        let name = self.name(tie.player);
        let options = tie.options.iter().map(|&option| self.option_id(tie.player, option));
        let options = options.collect_vec();
        let between = words::and(options.iter().map(String::as_str));
        let message = format!(
            "equilibria come in a continuum: {name} is indifferent between {between} there"
        );
        let first = tie.options.first().copied().unwrap_or_default();
        let help = "a range of mixtures is in equilibrium, and the answer names its ends; if the \
                    tie is not meant, a small difference between the options breaks it";
        let note = self.of_option("N307", (tie.player, first), message).help(help);
        match &tie.payoff {
            Some(payoff) => {
                note.label(format!("each brings {}", number::signed(self.style, payoff)))
            }
            None => note,
        }
    }

    fn class(&self, class: &Class) -> Diagnostic {
        let (message, help) = match class {
            Class::DominanceSolvable { rounds, left } => {
                let rounds = words::count(*rounds, "round", "rounds");
                let left = self.profile(left);
                (
                    format!("dominance-solvable: {left} is left after {rounds} of elimination"),
                    "it is the only equilibrium, and all that common belief in rationality allows"
                        .into(),
                )
            }
            Class::ZeroSum if self.game.sizes().len() == 2 => (
                "zero-sum: what one gains the other loses, at every outcome".into(),
                "every equilibrium brings the same, and its strategies are safe whatever the \
                 other does; there is nothing to agree on"
                    .into(),
            ),
            Class::ZeroSum => (
                "zero-sum: the payoffs add up to 0 at every outcome".into(),
                "nothing can be gained by all together, only by some from others".into(),
            ),
            Class::ConstantSum { sum } => (
                format!(
                    "constant-sum: the payoffs add up to {} at every outcome",
                    number::plain(self.style, sum)
                ),
                "zero-sum but for that constant, which changes no choice: there is nothing to gain \
                 by all together"
                    .into(),
            ),
            Class::ExactPotential => (
                "an exact potential game: one function changes as the payoff of whoever changes \
                 alone"
                    .into(),
                "it has an equilibrium in pure strategies, and improvements by one player at a \
                 time end in one"
                    .into(),
            ),
            Class::Coordination { equilibria, anti } => self.coordination(equilibria, *anti),
            Class::Inspection => (
                "an inspection game: best responses run in a circle".into(),
                "each must mix so that the other is indifferent: what is at stake for one decides \
                 how often the other does what"
                    .into(),
            ),
        };
        self.of_game("N401", message).help(help)
    }

    fn coordination(&self, equilibria: &[Profile], anti: bool) -> (String, String) {
        let kind = if anti { "an anti-coordination game" } else { "a coordination game" };
        let count = equilibria.len();
        let message = format!("{kind}: {count} strict equilibria, no two with an option in common");
        let shown = equilibria.iter().take(MOST_EQUILIBRIA).map(|profile| self.profile(profile));
        let more = if count > MOST_EQUILIBRIA { ", …" } else { "" };
        let help = format!(
            "{}{more}: the payoffs do not say which; ask who can commit first, or what makes one \
             of them the one that all expect",
            shown.collect_vec().join(", ")
        );
        (message, help)
    }

    /// `litigate + diversify`.
    fn profile(&self, profile: &Profile) -> String {
        let option = |(player, &option): (usize, &usize)| {
            let id = &self.game.players()[player].options[option].id;
            id.clone()
        };
        let options = profile.0.iter().enumerate().map(option).collect_vec();
        format!("`{}`", options.join(" + "))
    }
}
