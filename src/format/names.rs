//! The names of a game: what may be an id, and what a written name stands for.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::suggest::{did_you_mean, is_sure, listed, nearest, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{Choice, Node, NodeId, PAYOFF, Scenario, Stakeholder, StakeholderId};

/// The composed form, in which names are compared.
pub(super) fn nfc(name: &str) -> String {
    name.nfc().collect()
}

/// Whether a character may begin an id.
pub(super) fn starts_id(c: char) -> bool {
    c.is_alphabetic()
}

/// Whether a character may stand in an id after the first.
pub(super) fn continues_id(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || is_combining_mark(c)
}

/// Whether a name is a letter followed by letters, digits, `_` and `-`.
pub(super) fn is_id(name: &str) -> bool {
    name.starts_with(starts_id) && name.chars().all(continues_id)
}

/// Words that mean something else in effects and targets, and so call no player or observer.
pub(super) const RESERVED: [&str; 15] = [
    "id",
    "name",
    "text",
    "when",
    "because",
    "quote",
    "note",
    "weight",
    "if",
    "from",
    "to",
    "effects",
    "base",
    "chance",
    "parameters",
];

/// What is wrong with a name as an id; about no place yet.
pub(super) fn id_fault(name: &str) -> Option<Diagnostic> {
    (!is_id(name)).then(|| {
        Diagnostic::new(Code("E110"), format!("`{name}` cannot be an id"))
            .help("an id is a letter followed by letters, digits, `_` and `-`")
    })
}

/// What is wrong with a name as the id of a player or observer.
pub(super) fn who_id_fault(name: &str) -> Option<Diagnostic> {
    if RESERVED.contains(&name) || name == PAYOFF {
        let message = format!("`{name}` cannot be the id of a player or observer");
        let help = "the word means something else in effects and targets; take another";
        return Some(Diagnostic::new(Code("E110"), message).help(help));
    }
    id_fault(name)
}

/// What is wrong with `payoff` as an interest beside others.
pub(super) fn payoff_fault() -> Diagnostic {
    Diagnostic::new(Code("E110"), "`payoff` cannot be an interest beside others")
        .help("it is the interest of a player who has no others; name this one")
}

/// Which codes a name that stands for nothing gets: in a file and in a flag they differ.
#[derive(Clone, Copy)]
pub(super) struct Codes {
    /// No such player or observer.
    pub(super) who: Code,
    /// No such option, outcome or node.
    pub(super) unknown: Code,
    /// Several things have the name.
    pub(super) ambiguous: Code,
    /// The text follows no rule.
    pub(super) unreadable: Code,
}

/// The codes for a text that stands in a file.
pub(super) const IN_FILE: Codes = Codes {
    who: Code("E101"),
    unknown: Code("E104"),
    ambiguous: Code("E105"),
    unreadable: Code("E114"),
};

/// The codes for a text that a flag gives.
pub(super) const IN_FLAG: Codes = Codes {
    who: Code("E201"),
    unknown: Code("E201"),
    ambiguous: Code("E201"),
    unreadable: Code("E204"),
};

/// Every name that a condition, a claim or a flag may use.
#[derive(Debug, Default)]
pub(super) struct Names {
    who: Vec<(String, String)>,
    nodes: Vec<NodeName>,
    by_node: HashMap<String, NodeId>,
    by_choice: HashMap<String, Vec<(NodeId, usize)>>,
    /// Some names could not be read: what seems unknown may be one of them.
    pub(super) incomplete: bool,
}

#[derive(Debug)]
struct NodeName {
    id: String,
    player: Option<StakeholderId>,
    choices: Vec<String>,
    line: usize,
}

impl Names {
    pub(super) fn of(scenario: &Scenario) -> Names {
        Names::new(&scenario.stakeholders, &scenario.nodes)
    }

    pub(super) fn new(stakeholders: &[Stakeholder], nodes: &[Node]) -> Names {
        let who = stakeholders.iter().map(|who| (who.id.clone(), who.name.clone())).collect();
        let mut names = Names { who, ..Names::default() };
        for (at, node) in nodes.iter().enumerate() {
            names.by_node.entry(node.id.clone()).or_insert(at);
            for (choice, Choice { id, .. }) in node.choices.iter().enumerate() {
                names.by_choice.entry(id.clone()).or_default().push((at, choice));
            }
            names.nodes.push(NodeName {
                id: node.id.clone(),
                player: node.player(),
                choices: node.choices.iter().map(|choice| choice.id.clone()).collect(),
                line: node.line,
            });
        }
        names
    }

    /// The move or chance node with this name.
    pub(super) fn node(&self, name: &str) -> Option<NodeId> {
        self.by_node.get(&nfc(name)).copied()
    }

    /// A node's name.
    pub(super) fn node_id(&self, node: NodeId) -> &str {
        &self.nodes[node].id
    }

    /// The names of all nodes.
    pub(super) fn node_ids(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.id.as_str())
    }

    /// The ids of all players and observers.
    pub(super) fn who_ids(&self) -> impl Iterator<Item = &str> {
        self.who.iter().map(|(id, _)| id.as_str())
    }

    /// The move or chance node with this name, or the only move of the player with this id.
    pub(super) fn node_or_only_move(&self, name: &str) -> Option<NodeId> {
        self.node(name).or_else(|| {
            let id = nfc(name);
            let who = self.who.iter().position(|(other, _)| *other == id)?;
            let mut moves = (0..self.nodes.len()).filter(|&at| self.nodes[at].player == Some(who));
            let only = moves.next()?;
            moves.next().is_none().then_some(only)
        })
    }

    /// An option or outcome as people would write it: bare where no other has the name.
    pub(super) fn written(&self, (node, choice): (NodeId, usize)) -> String {
        let NodeName { id, choices, .. } = &self.nodes[node];
        let name = &choices[choice];
        match self.by_choice.get(name).map_or(0, Vec::len) {
            0 | 1 => name.clone(),
            _ => format!("{id}.{name}"),
        }
    }

    /// Everything that a bare name stands for.
    pub(super) fn choices_named(&self, name: &str) -> &[(NodeId, usize)] {
        self.by_choice.get(&nfc(name)).map_or(&[], Vec::as_slice)
    }

    /// What a bare option or outcome stands for.
    pub(super) fn bare(&self, name: &str, codes: Codes) -> Result<(NodeId, usize), Diagnostic> {
        match self.choices_named(name) {
            [] => Err(self.unknown_bare(name, codes)),
            [only] => Ok(*only),
            several => {
                let message = format!("`{name}` could be any of {} choices", several.len());
                let ways: Vec<String> = several.iter().map(|&one| self.written(one)).collect();
                let help = format!("write {}", one_of(&ways));
                let label = "of which move?";
                Err(Diagnostic::new(codes.ambiguous, message).label(label).help(help))
            }
        }
    }

    /// What an option of a node stands for.
    pub(super) fn choice_of(
        &self,
        node: NodeId,
        name: &str,
        codes: Codes,
    ) -> Result<(NodeId, usize), Diagnostic> {
        let id = nfc(name);
        let of = &self.nodes[node];
        if let Some(choice) = of.choices.iter().position(|choice| *choice == id) {
            return Ok((node, choice));
        }
        let message = format!("`{}` has no option or outcome `{name}`", of.id);
        let fault = Diagnostic::new(codes.unknown, message).help(self.choices_of(node));
        Err(suggest(fault, name, of.choices.iter().map(String::as_str)))
    }

    /// Nothing is called so.
    pub(super) fn unknown_node(&self, name: &str, codes: Codes) -> Diagnostic {
        let message = format!("no move or chance node is called `{name}`");
        let help = match self.moves_of(name) {
            Some(moves) => format!("the moves of `{name}` are {moves}"),
            None => format!("known here: {}", listed(self.node_ids())),
        };
        suggest(Diagnostic::new(codes.unknown, message).help(help), name, self.node_ids())
    }

    /// Nobody is called so.
    pub(super) fn unknown_who(&self, name: &str, codes: Codes) -> Diagnostic {
        let message = format!("no player or observer is called `{name}`");
        let help = format!("known here: {}", listed(self.who_ids()));
        suggest(Diagnostic::new(codes.who, message).help(help), name, self.who_ids())
    }

    fn moves_of(&self, who: &str) -> Option<String> {
        let id = nfc(who);
        let who = self.who.iter().position(|(other, _)| *other == id)?;
        let moves = self.nodes.iter().filter(|node| node.player == Some(who));
        Some(listed(moves.map(|node| node.id.as_str())))
    }

    fn unknown_bare(&self, name: &str, codes: Codes) -> Diagnostic {
        let message = format!("no option or chance outcome is called `{name}`");
        let fault = Diagnostic::new(codes.unknown, message);
        let all = || self.nodes.iter().flat_map(|node| node.choices.iter().map(String::as_str));
        if let Some(node) = self.node(name) {
            let choices = self.nodes[node].choices.iter();
            let ways: Vec<String> = choices.map(|choice| format!("{name}.{choice}")).collect();
            let help = format!("`{name}` is a node; write {}", one_of(&ways));
            return Diagnostic { label: Some("which of its choices?".into()), ..fault.help(help) };
        }
        match nearest(name, all()) {
            Some(near) => {
                let at = self.by_choice[near][0];
                let label = did_you_mean(Some(&self.written(at)));
                let fault = Diagnostic { label, ..fault.help(self.choices_of(at.0)) };
                let sure = self.by_choice[near].len() == 1 && is_sure(name, near, all());
                if sure { fault.repair(name, near) } else { fault }
            }
            None => fault.help(format!("known here: {}", listed(all()))),
        }
    }

    /// `OpenAI's options: diversify, recommit (line 51)`
    fn choices_of(&self, node: NodeId) -> String {
        let NodeName { id, player, choices, line } = &self.nodes[node];
        let choices = listed(choices.iter().map(String::as_str));
        match player.and_then(|player| self.who.get(player)) {
            Some((who, name)) if who == id => format!("{name}'s options: {choices} (line {line})"),
            Some((_, name)) => format!("{name}'s options at `{id}`: {choices} (line {line})"),
            None => format!("the outcomes of `{id}`: {choices} (line {line})"),
        }
    }
}

fn one_of(ways: &[String]) -> String {
    let ways: Vec<String> = ways.iter().take(6).map(|way| format!("`{way}`")).collect();
    ways.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_begin_with_a_letter_of_any_script() {
        for id in ["a", "gpu_clouds", "a-1", "é", "деньги", "e\u{301}t", "हिन्दी"]
        {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "1a", "_a", "-", "a b", "a.b", "🚀", "a!"] {
            assert!(!is_id(id), "{id}");
        }
    }
}
