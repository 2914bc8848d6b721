//! What can never hold, what repeats, and scores beyond the scale: exact, by enumeration.
//!
//! A condition speaks of a few nodes. Those and the nodes on which they in turn depend are played
//! through in all ways; the others do not matter. Where this is too much, nothing is said: a
//! warning that is missing does no harm.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::Walk;
use crate::diagnostic::Diagnostic;
use crate::format::document::{Span, Value};
use crate::format::fault;
use crate::number::Rational;
use crate::scenario::{Condition, Effect, Node, NodeId, NodeKind, Scenario};

/// One condition is examined in at most so many ways of play.
const MOST_WORLDS: usize = 100_000;
/// Nodes examined at once: the enumeration recurses.
const MOST_NODES: usize = 64;
/// All that may be spent on a file, counted in names looked at.
const SPENT_AT_MOST: usize = 5_000_000;

impl Walk<'_> {
    /// Warnings about conditions and scores.
    pub(super) fn check_possibilities(&mut self) {
        if !self.nodes_sound || self.names.incomplete {
            return;
        }
        let mut left = SPENT_AT_MOST;
        self.check_nodes(&mut left);
        self.check_effects(&mut left);
        self.check_regimes(&mut left);
        if !self.erred_since(0) {
            self.check_scale(&mut left);
        }
    }

    fn check_nodes(&mut self, left: &mut usize) {
        let mut warnings = Vec::new();
        for (node, raw) in self.scenario.nodes.iter().zip(&self.raw_nodes) {
            let never = !node.when.is_always() && self.never(&[&node.when], &[], left);
            if never {
                let message = format!("`{}` is never reached: its `when` can never hold", node.id);
                warnings.push(never_holds(raw.span.clone(), message));
                continue;
            }
            let NodeKind::Chance { law, .. } = &node.kind else { continue };
            for (at, ((when, _), span)) in law.cases.iter().zip(&raw.case_spans).enumerate() {
                let earlier: Vec<&Condition> = law.cases[..at].iter().map(|(w, _)| w).collect();
                let what = format!("case {} of `{}`", at + 1, node.id);
                let wanted = [when, &node.when];
                warnings.extend(self.possible(&what, &wanted, &earlier, span.clone(), left));
            }
        }
        self.faults.extend(warnings);
    }

    fn check_effects(&mut self, left: &mut usize) {
        let mut warnings = Vec::new();
        let effects = &self.scenario.effects;
        let mut seen = std::collections::HashMap::new();
        for (at, (effect, (span, sound))) in effects.iter().zip(&self.effect_spans).enumerate() {
            if !sound || effect.points.is_empty() {
                continue;
            }
            if self.never(&[&effect.when], &[], left) {
                let message = format!("{} can never hold", effect_name(effect, at));
                warnings.push(never_holds(span.clone(), message));
            } else if let Some(first) = seen.insert(fingerprint(effect), at) {
                let message = format!("{} repeats an earlier one", effect_name(effect, at));
                let help = "points add up: both count; leave one out, or double the other";
                let (earlier, _) = &self.effect_spans[first];
                let warning = fault("W302", span.clone(), message).help(help);
                warnings.push(warning.related("first given here", earlier.clone()));
            }
        }
        self.faults.extend(warnings);
    }

    fn check_regimes(&mut self, left: &mut usize) {
        let mut warnings = Vec::new();
        let regimes = &self.scenario.regimes;
        for (at, (regime, (span, sound))) in regimes.iter().zip(&self.regime_spans).enumerate() {
            if !sound || self.regime_spans[..at].iter().any(|(_, sound)| !sound) {
                break;
            }
            let earlier: Vec<&Condition> = regimes[..at].iter().map(|r| &r.when).collect();
            let what = format!("the regime `{}`", regime.name);
            warnings.extend(self.possible(&what, &[&regime.when], &earlier, span.clone(), left));
        }
        self.faults.extend(warnings);
    }

    /// A warning if all of `wanted` never hold together, or only where one of `earlier` does.
    fn possible(
        &self,
        what: &str,
        wanted: &[&Condition],
        earlier: &[&Condition],
        span: Span,
        left: &mut usize,
    ) -> Option<Diagnostic> {
        if self.never(wanted, &[], left) {
            return Some(never_holds(span, format!("{what} can never hold")));
        }
        if !earlier.is_empty() && self.never(wanted, earlier, left) {
            let message = format!("{what} is never used: earlier ones hold wherever it does");
            let help = "the first that holds counts; put the narrower condition first";
            return Some(fault("W302", span, message).help(help));
        }
        None
    }

    /// Whether it is certain that in no way of play all of `wanted` and none of `unwanted` hold.
    fn never(&self, wanted: &[&Condition], unwanted: &[&Condition], left: &mut usize) -> bool {
        let nodes = &self.scenario.nodes;
        let all = || wanted.iter().chain(unwanted);
        let size = all().map(|condition| condition.nodes().len()).sum::<usize>() + 1;
        let seeds = all().flat_map(|condition| condition.nodes());
        let Some(worlds) = Worlds::of(nodes, seeds) else { return false };
        let outcome = worlds.each(|results| {
            if *left < size {
                return ControlFlow::Break(());
            }
            *left -= size;
            let holds = |condition: &&Condition| condition.holds(results);
            if wanted.iter().all(holds) && !unwanted.iter().any(holds) {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        outcome.is_continue()
    }

    fn check_scale(&mut self, left: &mut usize) {
        let Some(scale) = self.scenario.scale.clone() else { return };
        let scenario = &self.scenario;
        let mut warnings = Vec::new();
        for (who, (stakeholder, raw)) in
            scenario.stakeholders.iter().zip(&self.raw_stakeholders).enumerate()
        {
            for (at, interest) in stakeholder.interests.iter().enumerate() {
                let Some((score, outcome)) = extreme(scenario, (who, at), left) else { continue };
                if score.abs() <= scale {
                    continue;
                }
                let (id, interest_id) = (&stakeholder.id, &interest.id);
                let message = format!("`{id}.{interest_id}` scores {score} at {outcome}");
                let span = raw
                    .table
                    .and_then(|table| table.get("interests"))
                    .and_then(|entry| match &entry.item.value {
                        Value::Table(table) => table.get(interest_id),
                        _ => None,
                    })
                    .map_or(raw.key_span.clone(), |entry| entry.key_span.clone());
                let warning = fault("W308", span, message).label(format!("the scale is ±{scale}"));
                let help = "scores are not clamped; lower its points, or raise `scale`";
                warnings.push(warning.help(help));
            }
        }
        self.faults.extend(warnings);
    }
}

fn never_holds(span: Span, message: String) -> Diagnostic {
    fault("W302", span, message)
        .help("an option is false where its move is not made; see its `when`")
}

fn effect_name(effect: &Effect, at: usize) -> String {
    match &effect.id {
        Some(id) => format!("the effect `{id}`"),
        None => format!("effect {}", at + 1),
    }
}

/// Equal for effects that do the same under the same condition.
fn fingerprint(effect: &Effect) -> String {
    let mut points: Vec<String> = effect
        .points
        .iter()
        .map(|points| format!("{}.{} {:?}", points.stakeholder, points.interest, points.value))
        .collect();
    points.sort_unstable();
    format!("{:?} {points:?}", effect.when)
}

/// The score furthest from 0 that an interest has anywhere, and where, in words.
fn extreme(
    scenario: &Scenario,
    (who, interest): (usize, usize),
    left: &mut usize,
) -> Option<(Rational, String)> {
    let mut parts: Vec<(&Condition, Rational)> = Vec::new();
    for effect in &scenario.effects {
        for points in &effect.points {
            if (points.stakeholder, points.interest) == (who, interest) {
                parts.push((&effect.when, scenario.likely(&points.value)));
            }
        }
    }
    let base = scenario.likely(&scenario.stakeholders[who].interests[interest].base);
    let worlds = Worlds::of(&scenario.nodes, parts.iter().flat_map(|(when, _)| when.nodes()))?;
    let size = parts.iter().map(|(when, _)| when.nodes().len() + 1).sum::<usize>() + 1;
    let mut worst: Option<(Rational, Vec<Option<usize>>)> = None;
    let outcome = worlds.each(|results| {
        if *left < size {
            return ControlFlow::Break(());
        }
        *left -= size;
        let held = parts.iter().filter(|(when, _)| when.holds(results));
        let score = held.fold(base.clone(), |score, (_, points)| score + points);
        if worst.as_ref().is_none_or(|(most, _)| score.abs() > most.abs()) {
            worst = Some((score, results.to_vec()));
        }
        ControlFlow::Continue(())
    });
    let (score, results) = worst.filter(|_| outcome.is_continue())?;
    Some((score, in_words(&scenario.nodes, &results)))
}

/// `litigate, diversify, expand`
fn in_words(nodes: &[Node], results: &[Option<usize>]) -> String {
    let shared = |id: &str| nodes.iter().filter(|node| node.choice(id).is_some()).count() > 1;
    let chosen = nodes.iter().zip(results).filter_map(|(node, result)| {
        let choice = &node.choices[(*result)?].id;
        Some(if shared(choice) { format!("{}.{choice}", node.id) } else { choice.clone() })
    });
    let words: Vec<String> = chosen.collect();
    if words.is_empty() { "every outcome".into() } else { words.join(", ") }
}

/// All ways to play through some nodes.
struct Worlds<'a> {
    nodes: &'a [Node],
    /// Closed under dependence, in the order of play.
    played: Vec<NodeId>,
}

impl<'a> Worlds<'a> {
    /// The ways to play through these nodes and those that decide whether they are reached;
    /// nothing if there are too many.
    fn of(nodes: &'a [Node], seeds: impl Iterator<Item = NodeId>) -> Option<Worlds<'a>> {
        let mut open: Vec<NodeId> = seeds.collect();
        let mut played = BTreeSet::new();
        while let Some(node) = open.pop() {
            if played.insert(node) {
                open.extend(nodes[node].when.nodes());
            }
        }
        let sizes = played.iter().map(|&node| nodes[node].choices.len().max(1));
        let worlds = sizes.fold(1usize, usize::saturating_mul);
        let few = worlds <= MOST_WORLDS && played.len() <= MOST_NODES;
        few.then(|| Worlds { nodes, played: played.into_iter().collect() })
    }

    /// Shows each to `see`, which may end it.
    fn each(&self, mut see: impl FnMut(&[Option<usize>]) -> ControlFlow<()>) -> ControlFlow<()> {
        self.from(0, &mut vec![None; self.nodes.len()], &mut see)
    }

    fn from(
        &self,
        at: usize,
        results: &mut Vec<Option<usize>>,
        see: &mut dyn FnMut(&[Option<usize>]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(&node) = self.played.get(at) else { return see(results) };
        if !self.nodes[node].when.holds(results) {
            return self.from(at + 1, results, see);
        }
        for choice in 0..self.nodes[node].choices.len() {
            results[node] = Some(choice);
            let outcome = self.from(at + 1, results, see);
            results[node] = None;
            outcome?;
        }
        ControlFlow::Continue(())
    }
}
