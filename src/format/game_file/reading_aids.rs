//! What helps readers and asks the question: regimes, `[ask]`, `[[expect]]`.

use std::collections::HashMap;

use super::Walk;
use crate::diagnostic::Diagnostic;
use crate::format::document::{Item, Span, Table, Text, Value};
use crate::format::names::IN_FILE;
use crate::format::request::claim::{self, KINDS};
use crate::format::{fault, names::nfc};
use crate::scenario::{Condition, Expectation, NodeId, NodeKind, Regime, StakeholderId};

impl<'a> Walk<'a> {
    /// `[[regimes]]`
    pub(super) fn read_regimes(&mut self) {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("regimes") else { return };
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (table, span) in self.tables(entry) {
            self.check_keys(table, &["name", "when", "quote", "note"], "a regime");
            let name = self.text_item(table, "name");
            if let Some(name) = name {
                self.check_regime_name(name, &mut seen);
            } else if table.get("name").is_none() && self.complete {
                let fault = fault("E003", self.opening(span), "this regime has no name");
                self.faults.push(fault.help("write `name = \"…\"`: what to call these outcomes"));
            }
            let name = name.map(|name| nfc(&name.text)).unwrap_or_default();
            let when = self.condition(table, None);
            let evidence = self.evidence(table);
            self.regime_spans.push((self.when_span(table, span), when.is_some()));
            let when = when.unwrap_or(Condition::ALWAYS);
            self.scenario.regimes.push(Regime { name, when, evidence, line: self.line(span) });
        }
    }

    fn check_regime_name(&mut self, name: &Text, seen: &mut HashMap<String, Span>) {
        let span = name.span.clone();
        let text = nfc(name.text.trim());
        if text == "standoff" || KINDS.contains(&text.as_str()) {
            let message = format!("`{text}` cannot be the name of a regime");
            let help = "it is a kind of outcome, whatever the file calls its regimes";
            self.faults.push(fault("E110", span.clone(), message).help(help));
        } else if text.is_empty() {
            let fault = fault("E110", span.clone(), "the name of a regime is empty");
            self.faults.push(fault.help("write what to call these outcomes"));
        }
        if let Some(first) = seen.insert(text.clone(), span.clone()) {
            let message = format!("two regimes are called `{text}`");
            let fault = fault("E103", span, message).related("first defined here", first);
            self.faults.push(fault.help("join their conditions with `|`, or rename one"));
        }
    }

    /// `[ask]`
    pub(super) fn read_ask(&mut self) {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("ask") else { return };
        let help = "write `[ask]`, and below it `focus = \"ID\"`";
        let Some(table) = self.table(entry, help) else { return };
        self.check_keys(table, &["focus", "contrast"], "`[ask]`");
        let focus = self.text_item(table, "focus");
        let focus = focus.and_then(|focus| {
            self.player_called(&focus.text, &focus.span.clone(), "can be the focus")
        });
        self.scenario.ask.focus = focus;
        if let Some(entry) = table.get("contrast") {
            self.read_contrast(&entry.item, focus);
        }
    }

    fn read_contrast(&mut self, item: &Item, focus: Option<StakeholderId>) {
        let help = "write two options of one move of the focus player's: `[\"a\", \"b\"]`";
        let Value::Array(items) = &item.value else {
            self.wrong_type("contrast", &item.value, &item.span, "a list of two options", help);
            return;
        };
        let [first, second] = &items[..] else {
            let message = format!("`contrast` lists {}, not two options", items.len());
            self.faults.push(fault("E118", item.span.clone(), message).help(help));
            return;
        };
        let both = [first, second].map(|item| {
            let name = self.text_value(item, "contrast")?.clone();
            self.contrast_option(&name)
        });
        let [Some(first), Some(second)] = both else { return };
        let pair = first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b)));
        let mut pair = pair.filter(|(a, b)| a.0 == b.0 && a.1 != b.1 && self.moves(a.0, focus));
        if let Some((a, b)) = pair.next() {
            self.scenario.ask.focus = focus.or_else(|| self.scenario.nodes[a.0].player());
            self.scenario.ask.contrast = Some((a.0, [a.1, b.1]));
        } else {
            let message = "`contrast` is not two options of one move of the focus player's";
            self.faults.push(fault("E118", item.span.clone(), message).help(help));
        }
    }

    /// Every option that a name of `contrast` may mean.
    fn contrast_option(&mut self, name: &Text) -> Option<Vec<(NodeId, usize)>> {
        let found = match name.text.split_once('.') {
            Some((node, option)) => match self.names.node(node.trim()) {
                Some(node) => {
                    self.names.choice_of(node, option.trim(), IN_FILE).map(|one| vec![one])
                }
                None => Err(self.names.unknown_node(node.trim(), IN_FILE)),
            },
            None => match self.names.choices_named(name.text.trim()) {
                [] => self.names.bare(name.text.trim(), IN_FILE).map(|one| vec![one]),
                several => Ok(several.to_vec()),
            },
        };
        match found {
            Ok(options) => Some(options),
            Err(unknown) => {
                if !self.names.incomplete || unknown.label.is_some() {
                    self.faults.push(unknown.at(name.span.clone()));
                }
                None
            }
        }
    }

    fn moves(&self, node: NodeId, focus: Option<StakeholderId>) -> bool {
        match self.scenario.nodes[node].kind {
            NodeKind::Move { player, .. } => focus.is_none_or(|focus| focus == player),
            _ => false,
        }
    }

    /// `[[expect]]`
    pub(super) fn read_expectations(&mut self) {
        let root: &'a Table = self.root;
        let Some(entry) = root.get("expect") else { return };
        for (table, span) in self.tables(entry) {
            self.check_keys(table, &["claim", "source", "note"], "`[[expect]]`");
            let source = self.text_of(table, "source");
            let note = self.text_of(table, "note");
            let Some(text) = self.text_item(table, "claim") else {
                if table.get("claim").is_none() && self.complete {
                    let fault =
                        fault("E003", self.opening(span), "this expectation claims nothing");
                    self.faults.push(fault.help("write `claim = \"equilibria = 1\"`"));
                }
                continue;
            };
            match claim::parse(&text.text, &self.names, &self.scenario.regimes, IN_FILE) {
                Ok(claim) => self.scenario.expectations.push(Expectation {
                    claim,
                    text: text.text.clone(),
                    source,
                    note,
                    line: self.line(&text.span),
                    span: text.span.clone(),
                }),
                Err(faulty) => {
                    let span = faulty.span.clone().map(|span| text.place(span));
                    let owed = self.names.incomplete || !self.complete;
                    if !owed || faulty.label.is_some() || faulty.code == IN_FILE.unreadable {
                        self.faults.push(Diagnostic { span, ..faulty });
                    }
                }
            }
        }
    }
}
