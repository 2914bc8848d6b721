//! The game file, format 1: from a document to a scenario, or to everything that is wrong with it.
//!
//! The walk goes section by section, in the order in which names are needed: parameters, players
//! and observers, moves and chance, then conditions, effects, names for outcomes, expectations. It
//! builds the scenario as it goes and never stops. A thing that was declared but is faulty stays
//! declared, so that what names it is not reported as well. At the end the scenario is kept only if
//! no error was found; until then it may hold placeholders.

mod chance;
mod effects;
mod nodes;
mod parameters;
mod possibility;
mod reading_aids;
mod stakeholders;
mod values;

use std::collections::HashSet;

use self::nodes::RawNode;
use self::stakeholders::RawStakeholder;
use super::document::{self, Entry, Span, Table, Text, Value};
use super::evidence::Brief;
use super::names::Names;
use super::{Facts, Reading, fault};
use crate::diagnostic::{Diagnostic, Severity, SourceText};
use crate::number::Rational;
use crate::scenario::{Ask, Expression, ParameterId, Scenario};

const TOP_LEVEL: [&str; 15] = [
    "standoff",
    "title",
    "question",
    "note",
    "source",
    "baseline",
    "scale",
    "parameters",
    "players",
    "observers",
    "moves",
    "chance",
    "effects",
    "regimes",
    "ask",
];

/// Reads a game file; see [`super::read`].
pub(super) fn read(source: SourceText, load: &dyn Fn(&str) -> Result<String, String>) -> Reading {
    let document = document::read(&source.text);
    let mut walk = Walk::new(&source, &document.root, document.complete);
    walk.faults.extend(document.faults.iter().cloned());
    if walk.is_readable_format() {
        walk.sections(load);
    }
    let Walk { mut faults, scenario, quotes_verified, .. } = walk;
    let length = source.text.len();
    for fault in &mut faults {
        let span = fault.span.get_or_insert(0..0);
        *span = span.start.min(length)..span.end.min(length);
    }
    faults.sort_by_key(|fault| (fault.span.as_ref().map(|span| span.start), fault.code));
    faults.dedup();
    let facts = facts(&scenario, quotes_verified);
    let failed = faults.iter().any(|fault| fault.severity() == Severity::Error);
    Reading { source, scenario: (!failed).then_some(scenario), diagnostics: faults, facts }
}

fn facts(scenario: &Scenario, quotes_verified: usize) -> Facts {
    let moves = scenario.nodes.iter().filter(|node| node.is_move());
    let players = || scenario.stakeholders.iter().filter(|who| who.is_player);
    Facts {
        players: players().count(),
        sizes: moves.map(|node| node.choices.len()).collect(),
        interests: players().map(|who| who.interests.len()).sum(),
        effects: scenario.effects.len(),
        quotes_verified,
        payoffs: 0,
    }
}

/// A walk through a document: what was built, and what was found wrong.
struct Walk<'a> {
    text: &'a SourceText,
    root: &'a Table,
    faults: Vec<Diagnostic>,
    scenario: Scenario,
    parameter_ids: Vec<String>,
    /// Parameters whose value could not be read: nothing that uses them can be checked.
    unknown_parameters: HashSet<ParameterId>,
    raw_stakeholders: Vec<RawStakeholder<'a>>,
    /// Beside `scenario.nodes`: where each came from.
    raw_nodes: Vec<RawNode<'a>>,
    names: Names,
    /// Beside the scenario's effects and regimes: where each is, and whether its condition is sound.
    effect_spans: Vec<(Span, bool)>,
    regime_spans: Vec<(Span, bool)>,
    /// Whether every node's `when` could be read.
    nodes_sound: bool,
    brief: Option<Brief>,
    quotes_verified: usize,
    /// Whether no line was lost to a fault of syntax: what is missing then really is.
    complete: bool,
}

impl<'a> Walk<'a> {
    fn new(text: &'a SourceText, root: &'a Table, complete: bool) -> Walk<'a> {
        let scenario = Scenario {
            title: None,
            question: None,
            note: None,
            baseline: None,
            source: None,
            scale: None,
            parameters: Vec::new(),
            stakeholders: Vec::new(),
            nodes: Vec::new(),
            effects: Vec::new(),
            regimes: Vec::new(),
            ask: Ask::default(),
            expectations: Vec::new(),
            table: None,
        };
        Walk {
            text,
            root,
            faults: Vec::new(),
            scenario,
            parameter_ids: Vec::new(),
            unknown_parameters: HashSet::new(),
            raw_stakeholders: Vec::new(),
            raw_nodes: Vec::new(),
            names: Names::default(),
            effect_spans: Vec::new(),
            regime_spans: Vec::new(),
            nodes_sound: true,
            brief: None,
            quotes_verified: 0,
            complete,
        }
    }

    /// Whether the file says that it is of a format that this program knows. A newer one is not
    /// looked into: every key could mean something else.
    fn is_readable_format(&mut self) -> bool {
        let help = "begin the file with `standoff = 1`";
        let Some(entry) = self.root.get("standoff") else {
            let known = |entry: &&Entry| TOP_LEVEL.contains(&entry.key.as_str());
            let is_game = self.root.entries.iter().any(|entry| known(&entry));
            let message = if self.text.text.trim().is_empty() {
                "the file is empty"
            } else {
                "the file does not say which format it has"
            };
            self.faults.push(fault("E005", 0..0, message).help(help));
            return is_game;
        };
        let span = entry.item.span.clone();
        let Value::Number(written) = &entry.item.value else {
            if !matches!(entry.item.value, Value::Broken) {
                let kind = entry.item.value.kind();
                let message = format!("`standoff` is {kind}, not the number of a format");
                self.faults.push(fault("E003", span, message).help(help));
            }
            return true;
        };
        match written.parse::<Rational>() {
            Ok(version) if version == Rational::ONE => true,
            Ok(version) if version > Rational::ONE && version.is_integer() => {
                let message = format!("format {version} is newer than this program");
                let fault = fault("E004", span, message).label("this program reads format 1");
                self.faults.push(fault.help("a newer standoff reads it; or write `standoff = 1`"));
                false
            }
            _ => {
                let message = format!("`{written}` is not the number of a format");
                self.faults.push(fault("E003", span, message).help(help));
                true
            }
        }
    }

    fn sections(&mut self, load: &dyn Fn(&str) -> Result<String, String>) {
        let root = self.root;
        let known: Vec<&'static str> = TOP_LEVEL.into_iter().chain(["expect"]).collect();
        self.check_keys(root, &known, "a game file");
        self.scenario.title = self.text_of(root, "title");
        self.scenario.question = self.text_of(root, "question");
        self.scenario.note = self.text_of(root, "note");
        self.scenario.baseline = self.text_of(root, "baseline");
        self.read_source(load);
        self.read_parameters();
        self.read_scale();
        self.read_stakeholders();
        self.read_nodes();
        self.read_effects();
        self.read_regimes();
        self.read_ask();
        self.read_expectations();
        self.check_possibilities();
    }

    fn read_source(&mut self, load: &dyn Fn(&str) -> Result<String, String>) {
        let Some(Text { text, span, .. }) = self.text_item(self.root, "source") else { return };
        match load(text) {
            Ok(source) => self.brief = Some(Brief::new(text.clone(), &source)),
            Err(why) => {
                let message = format!("the source `{text}` cannot be read: {why}");
                let help =
                    "`source` is a path relative to this file; without it, quotes stay unverified";
                self.faults.push(fault("E117", span.clone(), message).help(help));
            }
        }
        self.scenario.source = Some(text.clone());
    }

    fn read_scale(&mut self) {
        let Some(entry) = self.root.get("scale") else { return };
        let Some(scale) = self.constant(&entry.item, "scale") else { return };
        if scale.is_positive() {
            self.scenario.scale = Some(scale);
        } else {
            let message = format!("`scale` is {scale}, and must be above 0");
            let help = "scores beyond ±scale are warned of; leave it out for no bound";
            self.faults.push(fault("E121", entry.item.span.clone(), message).help(help));
        }
    }

    /// Whether an error is among the faults from this one on.
    fn erred_since(&self, fault: usize) -> bool {
        self.faults[fault..].iter().any(|fault| fault.severity() == Severity::Error)
    }

    /// The line, from 1, of a place.
    fn line(&self, span: &Span) -> usize {
        self.text.line(span.start)
    }

    /// The value of an expression at the parameters, if they are all known.
    fn value(&self, expression: &Expression) -> Option<Rational> {
        let known = |id: &ParameterId| !self.unknown_parameters.contains(id);
        expression.parameters().iter().all(known).then(|| self.scenario.value(expression))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::NodeKind;

    fn reading(text: &str) -> Reading {
        read(SourceText::new("game.toml", text), &|_| Err("there is none".to_owned()))
    }

    fn scenario(text: &str) -> Scenario {
        let reading = reading(text);
        reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
    }

    const TREE: &str = r#"
        standoff = 1
        players = { a = {}, b = {} }
        [[moves]]
        player = "a"
        options = { x = "x", y = { text = "why" } }
        [[moves]]
        player = "b"
        sees = ["late", "a", "early"]
        options = { z = "z", w = "w" }
        [chance.second]
        after = "late"
        outcomes = { s1 = 1, s2 = 0 }
        [chance.late]
        after = "a"
        when = "x"
        outcomes = { l1 = "p", l2 = "rest" }
        case = [{ when = "e1", outcomes = { l2 = 0.25, l1 = "rest" } }]
        [chance.third]
        after = "a"
        outcomes = { t = 1 }
        [chance.early]
        outcomes = { e1 = 0.1, e2 = 0.9 }
        [parameters.p]
        value = [0, "1/3", 1]
        [[effects]]
        when = "x & l1"
        a = 0.123456789012345678901234567890
    "#;

    #[test]
    fn chance_comes_first_or_right_behind_the_node_that_it_follows() {
        let ids: Vec<String> = scenario(TREE).nodes.into_iter().map(|node| node.id).collect();
        assert_eq!(ids, ["early", "a", "late", "second", "third", "b"]);
    }

    #[test]
    fn what_is_left_goes_to_rest_and_cases_keep_the_order_of_outcomes() {
        let scenario = scenario(TREE);
        let NodeKind::Chance { law, .. } = &scenario.nodes[2].kind else { panic!("chance") };
        let values = |odds: &crate::scenario::Odds| -> Vec<Rational> {
            odds.probabilities.iter().map(|p| scenario.likely(p)).collect()
        };
        assert_eq!(values(&law.odds), [Rational::new(1, 3), Rational::new(2, 3)]);
        assert_eq!(values(&law.cases[0].1), [Rational::new(3, 4), Rational::new(1, 4)]);
        assert_eq!((law.odds.rest, law.cases[0].1.rest), (Some(1), Some(0)));
        let NodeKind::Move { sees, .. } = &scenario.nodes[5].kind else { panic!("a move") };
        assert_eq!(sees, &[0, 1, 2]);
    }

    #[test]
    fn decimals_keep_all_their_digits() {
        let scenario = scenario(TREE);
        let points = scenario.likely(&scenario.effects[0].points[0].value);
        let exact: Result<Rational, _> = "0.123456789012345678901234567890".parse();
        assert_eq!(Ok(points), exact);
    }

    #[test]
    fn a_thing_given_twice_points_to_the_first() {
        let text = "standoff = 1\n[players.a]\nname = \"A\"\n[players.b]\nname = \"B\"\n\
                    name = \"C\"\n[players.a]\n";
        let reading = reading(text);
        let twice = reading.diagnostics.iter().filter(|fault| fault.code.0 == "E006");
        let lines: Vec<(usize, usize)> = twice
            .map(|fault| (fault.span.clone().expect("a place"), fault.related[0].span.clone()))
            .map(|(at, first)| (reading.source.line(at.start), reading.source.line(first.start)))
            .collect();
        assert_eq!(lines, [(6, 5), (7, 2)]);
    }

    #[test]
    fn faults_inside_text_are_placed_where_they_stand() {
        for (value, column) in [("\"1 + q\"", 10), ("'1 + q'", 10), ("\"1\\u0020+ q\"", 5)] {
            let text = format!(
                "standoff = 1\n[players.a]\n[[moves]]\nplayer = \"a\"\n\
                 options = {{ x = \"x\", y = \"y\" }}\n[[effects]]\na = {value}\n"
            );
            let reading = reading(&text);
            let span = reading.diagnostics[0].span.clone().expect("a place");
            let place = reading.source.place(span.start);
            assert_eq!((place.line, place.column), (7, column), "{value}");
        }
    }
}
