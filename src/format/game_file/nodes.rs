//! Moves and chance nodes: what they are called, what can come of them, and the order of play.
//!
//! Moves are made in file order. Chance nodes come before all moves, in file order, unless `after`
//! puts them right behind another node.

use std::collections::HashMap;

use super::Walk;
use super::stakeholders::RawStakeholder;
use crate::diagnostic::Diagnostic;
use crate::format::document::{Entry, Item, Span, Table, Value};
use crate::format::fault;
use crate::format::names::{IN_FILE, Names, nfc};
use crate::format::suggest::{listed, nearest, suggest};
use crate::scenario::{
    Choice, Condition, Evidence, Law, Node, NodeId, NodeKind, Odds, StakeholderId,
};

/// Where a node came from.
pub(super) struct RawNode<'a> {
    pub(super) table: Option<&'a Table>,
    pub(super) span: Span,
    pub(super) is_move: bool,
    /// Where the condition of each case of the common prior stands.
    pub(super) case_spans: Vec<Span>,
    /// Some of its choices could not be read: what seems unknown may be one of them.
    pub(super) loose: bool,
    /// What it follows could not be read: nothing is known of what comes before it.
    adrift: bool,
}

/// A node before it has its place in the order of play.
struct Unplaced<'a> {
    node: Node,
    raw: RawNode<'a>,
}

impl<'a> Walk<'a> {
    /// `[[moves]]`, `[chance.ID]`, and the beliefs about chance.
    pub(super) fn read_nodes(&mut self) {
        let (moves, strays) = self.declare_moves();
        let chance = self.declare_chance();
        self.check_movers(&moves, strays);
        self.check_node_names(&moves, &chance);
        self.place(moves, chance);
        self.names = Names::new(&self.scenario.stakeholders, &self.scenario.nodes);
        self.names.incomplete = !self.complete
            || self.raw_nodes.is_empty()
            || self.raw_nodes.iter().any(|raw| raw.loose)
            || self.scenario.nodes.iter().any(|node| node.id.is_empty());
        for node in 0..self.scenario.nodes.len() {
            self.read_node_conditions(node);
        }
        for node in 0..self.scenario.nodes.len() {
            self.read_law(node);
        }
        self.read_beliefs();
    }

    /// The moves, and whether some have a player that cannot be told.
    fn declare_moves(&mut self) -> (Vec<Unplaced<'a>>, bool) {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("moves") else { return (Vec::new(), !self.complete) };
        let tables = self.tables(entry);
        let mut strays = !self.complete || tables.is_empty();
        let mut moves = Vec::new();
        for (table, span) in tables {
            let known = ["player", "name", "options", "when", "sees", "quote", "note"];
            self.check_keys(table, &known, "a move");
            let player = self.read_mover(table, span);
            strays |= player.is_none();
            moves.push(self.declare_move(table, span, player));
        }
        (moves, strays)
    }

    fn declare_move(
        &mut self,
        table: &'a Table,
        span: &'a Span,
        player: Option<StakeholderId>,
    ) -> Unplaced<'a> {
        let default = player.map(|player| self.scenario.stakeholders[player].id.clone());
        let mut id = default.unwrap_or_default();
        let mut id_span = table.get("player").map_or(self.opening(span), |e| e.item.span.clone());
        if let Some(name) = self.text_item(table, "name") {
            self.check_id(&name.text, &name.span);
            id = nfc(&name.text);
            id_span = name.span.clone();
        }
        let before = self.faults.len();
        let choices = match table.get("options") {
            Some(entry) => self.read_options(entry),
            None => Vec::new(),
        };
        let loose = self.erred_since(before)
            || table.get("options").is_some_and(|e| matches!(e.item.value, Value::Broken));
        if choices.is_empty() && !loose && self.complete {
            let message = format!("the move `{id}` has no options");
            let help = "write `options.ID = \"what it means\"` for each, two for a choice";
            self.faults.push(fault("E102", self.opening(span), message).help(help));
        }
        let kind = NodeKind::Move { player: player.unwrap_or(0), sees: Vec::new() };
        let evidence = self.evidence(table);
        let line = self.line(span);
        let node = Node { id, kind, choices, when: Condition::ALWAYS, evidence, line };
        let case_spans = Vec::new();
        let loose = loose || node.choices.is_empty();
        let (span, table) = (id_span, Some(table));
        let raw = RawNode { table, span, is_move: true, case_spans, loose, adrift: false };
        Unplaced { node, raw }
    }

    /// Whose move it is; the nearest player where the name is a slip.
    fn read_mover(&mut self, table: &Table, span: &Span) -> Option<StakeholderId> {
        let Some(entry) = table.get("player") else {
            if self.complete {
                let help = "write `player = \"ID\"`, with the id of a player";
                let fault = fault("E101", self.opening(span), "this move has no player");
                self.faults.push(fault.help(help));
            }
            return None;
        };
        let text = self.text_value(&entry.item, "player")?;
        self.player_called(&text.text, &text.span.clone(), "makes a move")
    }

    /// The player with this id. Reports anybody else, and goes on with the nearest.
    pub(super) fn player_called(
        &mut self,
        name: &str,
        span: &Span,
        does: &str,
    ) -> Option<StakeholderId> {
        let stakeholders = &self.scenario.stakeholders;
        let players = || stakeholders.iter().filter(|who| who.is_player).map(|who| who.id.as_str());
        let id = nfc(name);
        let known = self.scenario.stakeholder(&id);
        if known.is_some_and(|known| stakeholders[known].is_player) {
            return known;
        }
        let help = format!("the players are {}", listed(players()));
        if known.is_some() {
            let message = format!("`{name}` is an observer; only a player {does}");
            self.faults.push(fault("E101", span.clone(), message).help(help));
            return None;
        }
        let near = nearest(name, players()).map(str::to_owned);
        let message = format!("no player is called `{name}`");
        let help =
            if players().next().is_none() { format!("write `[players.{name}]`") } else { help };
        if self.complete || near.is_some() {
            let fault = fault("E101", span.clone(), message).help(help);
            let fault = suggest(fault, name, players());
            self.faults.push(fault);
        }
        near.and_then(|near| self.scenario.stakeholder(&near))
    }

    fn read_options(&mut self, entry: &Entry) -> Vec<Choice> {
        let help = "write `options.ID = \"what it means\"` for each";
        let Some(table) = self.table(entry, help) else { return Vec::new() };
        table.entries.iter().map(|entry| self.read_option(entry)).collect()
    }

    fn read_option(&mut self, Entry { key, key_span, item }: &Entry) -> Choice {
        self.check_id(key, key_span);
        let mut evidence = Evidence::default();
        let text = match &item.value {
            Value::Table(table) => {
                self.check_keys(table, &["text", "quote", "note"], "an option");
                evidence = self.evidence(table);
                self.text_of(table, "text")
            }
            _ => self.text_value(item, key).map(|text| text.text.clone()),
        };
        let text = text.unwrap_or_else(|| key.clone());
        Choice { id: key.clone(), text, evidence, line: self.line(key_span) }
    }

    fn declare_chance(&mut self) -> Vec<Unplaced<'a>> {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("chance") else { return Vec::new() };
        let help = "write `[chance.ID]`, and below it `outcomes = { a = 0.4, b = 0.6 }`";
        let Some(table) = self.table(entry, help) else { return Vec::new() };
        if let Some(stray) = table.entries.iter().find(|entry| is_part_of_chance_node(entry)) {
            let message = format!("`{}` stands in `chance`, not in a chance node", stray.key);
            self.faults.push(fault("E003", stray.key_span.clone(), message).help(help));
            // Which outcomes there are is not known.
            self.complete = false;
            return Vec::new();
        }
        table.entries.iter().map(|entry| self.declare_chance_node(entry, help)).collect()
    }

    fn declare_chance_node(&mut self, entry: &'a Entry, help: &str) -> Unplaced<'a> {
        let Entry { key, key_span, .. } = entry;
        self.check_id(key, key_span);
        let table = self.table(entry, help);
        let (mut evidence, mut outcomes) = (Evidence::default(), None);
        if let Some(table) = table {
            let known = ["outcomes", "when", "after", "case", "quote", "note"];
            self.check_keys(table, &known, "a chance node");
            evidence = self.evidence(table);
            outcomes = table.get("outcomes");
        }
        let names = outcomes.and_then(|outcomes| match &outcomes.item.value {
            Value::Table(table) => Some(table),
            _ => None,
        });
        let mut choices = Vec::new();
        for Entry { key, key_span, .. } in names.map_or(&[][..], |table| &table.entries) {
            self.check_id(key, key_span);
            let (id, text, line) = (key.clone(), key.clone(), self.line(key_span));
            choices.push(Choice { id, text, evidence: Evidence::default(), line });
        }
        // A wrong type is reported where the probabilities are read.
        let loose = table.is_none() || outcomes.is_some() && names.is_none();
        if choices.is_empty() && !loose && self.complete {
            let message = format!("the chance node `{key}` has no outcomes");
            self.faults.push(fault("E102", key_span.clone(), message).help(help));
        }
        // An outcome that is given twice may be meant as another.
        let within = |fault: &Diagnostic, span: &Span| {
            fault.span.as_ref().is_some_and(|at| span.start <= at.start && at.end <= span.end)
        };
        let mut twice = self.faults.iter().filter(|fault| fault.code.0 == "E006");
        let twice = twice.any(|fault| outcomes.is_some_and(|o| within(fault, &o.item.span)));
        let loose = loose || choices.is_empty() || twice;
        let line = self.line(key_span);
        let odds = Odds { probabilities: Vec::new(), rest: None, evidence: evidence.clone(), line };
        let kind = NodeKind::Chance { law: Law { odds, cases: Vec::new() }, beliefs: Vec::new() };
        let node = Node { id: key.clone(), kind, choices, when: Condition::ALWAYS, evidence, line };
        let (span, case_spans) = (key_span.clone(), Vec::new());
        let raw = RawNode { table, span, is_move: false, case_spans, loose, adrift: false };
        Unplaced { node, raw }
    }

    /// Every player has a move. Where a move's player is unknown, it may be that of anyone.
    fn check_movers(&mut self, moves: &[Unplaced<'_>], strays: bool) {
        if strays && !moves.is_empty() || !self.complete {
            return;
        }
        let without: Vec<(String, Span)> = self
            .scenario
            .stakeholders
            .iter()
            .zip(&self.raw_stakeholders)
            .enumerate()
            .filter(|(at, (who, _))| {
                who.is_player && !moves.iter().any(|m| m.node.player() == Some(*at))
            })
            .map(|(_, (who, RawStakeholder { key_span, .. }))| (who.id.clone(), key_span.clone()))
            .collect();
        for (id, span) in without {
            let message = format!("`{id}` has no move");
            let help =
                format!("write `[[moves]]` with `player = \"{id}\"`, or make it an observer");
            self.faults.push(fault("E102", span, message).help(help));
        }
    }

    /// No two nodes have one name.
    fn check_node_names(&mut self, moves: &[Unplaced<'_>], chance: &[Unplaced<'_>]) {
        let mut seen: HashMap<&str, &Span> = HashMap::new();
        let mut all: Vec<&Unplaced<'_>> = moves.iter().chain(chance).collect();
        all.sort_by_key(|unplaced| unplaced.raw.span.start);
        for Unplaced { node, raw } in all.into_iter().filter(|all| !all.node.id.is_empty()) {
            let Some(first) = seen.insert(&node.id, &raw.span) else { continue };
            let message = format!("two moves or chance nodes are called `{}`", node.id);
            let help = "a move is called like its player unless it has a `name`; give it one";
            let fault = fault("E103", raw.span.clone(), message).help(help);
            self.faults.push(fault.related("first defined here", first.clone()));
        }
    }

    /// Puts the nodes in the order of play.
    fn place(&mut self, moves: Vec<Unplaced<'a>>, chance: Vec<Unplaced<'a>>) {
        let moves_from = chance.len();
        let mut all: Vec<Unplaced<'a>> = chance.into_iter().chain(moves).collect();
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        let mut first: Vec<usize> = Vec::new();
        for at in 0..moves_from {
            if let Some(node) = self.followed(&all, at) {
                followers[node].push(at);
                continue;
            }
            first.push(at);
            let raw = &mut all[at].raw;
            raw.adrift = raw.table.is_some_and(|table| table.get("after").is_some());
        }
        let mut order: Vec<usize> = Vec::new();
        let mut placed = vec![false; all.len()];
        let mut open: Vec<usize> = first.into_iter().chain(moves_from..all.len()).rev().collect();
        while let Some(at) = open.pop() {
            placed[at] = true;
            order.push(at);
            open.extend(followers[at].iter().rev());
        }
        for at in (0..all.len()).filter(|&at| !placed[at]) {
            let id = &all[at].node.id;
            let span = all[at].raw.table.and_then(|t| t.get("after")).map(|e| e.item.span.clone());
            let message = format!("`{id}` comes after itself");
            let help = "the `after` of chance nodes must lead back to a move or to the beginning";
            self.faults.push(fault("E115", span.unwrap_or(0..0), message).help(help));
            order.push(at);
        }
        let mut all: Vec<Option<Unplaced<'a>>> = all.into_iter().map(Some).collect();
        for at in order {
            let Some(Unplaced { node, raw }) = all[at].take() else { continue };
            self.scenario.nodes.push(node);
            self.raw_nodes.push(raw);
        }
    }

    /// The node that a chance node follows.
    fn followed(&mut self, all: &[Unplaced<'a>], at: usize) -> Option<usize> {
        let table = all[at].raw.table?;
        let after = self.text_item(table, "after")?;
        let id = nfc(&after.text);
        let called = |id: &str| all.iter().position(|unplaced| unplaced.node.id == id);
        called(&id).or_else(|| {
            let others = all.iter().enumerate().filter(|(other, _)| *other != at);
            let ids = others.map(|(_, unplaced)| unplaced.node.id.as_str());
            let near = self.unknown_earlier(&after.text, after.span.clone(), ids);
            near.and_then(called)
        })
    }

    /// A name that no node has, where an earlier one belongs. The nearest is returned.
    fn unknown_earlier<'n>(
        &mut self,
        name: &str,
        span: Span,
        ids: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let (ids, nameless): (Vec<&str>, Vec<&str>) = ids.partition(|id| !id.is_empty());
        let near = nearest(name, ids.iter().copied());
        let message = format!("no move or chance node is called `{name}`");
        let help = format!("known here: {}", listed(ids.iter().copied()));
        // A move whose player is unknown may be the one.
        if self.complete && nameless.is_empty() || near.is_some() {
            self.faults.push(suggest(fault("E115", span, message).help(help), name, ids));
        }
        near
    }

    /// `when` and `sees`
    fn read_node_conditions(&mut self, node: NodeId) {
        let Some(table) = self.raw_nodes[node].table else {
            self.nodes_sound = false;
            return;
        };
        match self.condition(table, self.limit(node)) {
            Some(when) => self.scenario.nodes[node].when = when,
            None => self.nodes_sound = false,
        }
        if !self.raw_nodes[node].is_move {
            return;
        }
        let Some(entry) = table.get("sees") else { return };
        let seen = self.read_sees(&entry.item, node);
        if let NodeKind::Move { sees, .. } = &mut self.scenario.nodes[node].kind {
            *sees = seen;
        }
    }

    /// The node before which everything must come that conditions at this one name.
    pub(super) fn limit(&self, node: NodeId) -> Option<NodeId> {
        (!self.raw_nodes[node].adrift).then_some(node)
    }

    fn read_sees(&mut self, item: &Item, node: NodeId) -> Vec<NodeId> {
        let help = "write a list of names: `sees = [\"deal\"]`";
        let Value::Array(items) = &item.value else {
            self.wrong_type("sees", &item.value, &item.span, "a list of names", help);
            return Vec::new();
        };
        let mut seen = Vec::new();
        for item in items {
            let Some(text) = self.text_value(item, "sees") else { continue };
            let Some(named) = self.names.node(&text.text) else {
                self.unknown_seen(&text.text, &item.span, node);
                continue;
            };
            if named >= node {
                let (own, id) = (self.names.node_id(node), &text.text);
                let message = format!("`{own}` sees `{id}`, which does not come before it");
                let help = "a mover can know only what was decided before; moves are in file order";
                self.faults.push(fault("E115", item.span.clone(), message).help(help));
            } else if !seen.contains(&named) {
                seen.push(named);
            }
        }
        seen.sort_unstable();
        seen
    }

    /// An option's name where its node's belongs is a likely slip.
    fn unknown_seen(&mut self, name: &str, span: &Span, node: NodeId) {
        if let [(of, _), others @ ..] = self.names.choices_named(name) {
            let of = self.names.node_id(*of).to_owned();
            let message = format!("`{name}` is an option or outcome; `sees` names whole nodes");
            let fault = fault("E115", span.clone(), message);
            let fault = fault.label(format!("did you mean `{of}`?"));
            self.faults.push(if others.is_empty() { fault.repair(name, of) } else { fault });
            return;
        }
        let ids: Vec<String> = self.names.node_ids().take(node).map(str::to_owned).collect();
        let nameless = self.names.node_ids().any(str::is_empty);
        let unknown = self.names.unknown_node(name, IN_FILE);
        if unknown.label.is_some() || self.complete && !nameless {
            let help = match ids.len() {
                0 => "nothing comes before this move".to_owned(),
                _ => format!("before it come {}", listed(ids.iter().map(String::as_str))),
            };
            let fault = fault("E115", span.clone(), unknown.message).help(help);
            let Diagnostic { label, repair, .. } = unknown;
            self.faults.push(Diagnostic { label, repair, ..fault });
        }
    }
}

/// Whether an entry of `[chance]` belongs into `[chance.ID]`.
fn is_part_of_chance_node(Entry { key, item, .. }: &Entry) -> bool {
    let is_node = matches!(&item.value, Value::Table(table) if table.get("outcomes").is_some());
    ["outcomes", "when", "after", "case"].contains(&key.as_str()) && !is_node
}
