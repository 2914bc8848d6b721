//! Reads a condition: `litigate & (shared | multicloud) & !upheld`.
//!
//! ```text
//! any  = all { "|" all }
//! all  = not { "&" not }
//! not  = "!" not | "(" any ")" | name [ "." name ]
//! ```
//!
//! An empty text always holds. Every name that stands for nothing is reported, not only the first.

use std::ops::Range;

use super::names::{IN_FILE, Names, continues_id, starts_id};
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{Condition, NodeId};

/// Parentheses and `!` nest at most so deep: reading and evaluating recurse.
const DEEPEST: usize = 60;

/// Reads a condition. Spans count from the text's start. With `before`, it may name only nodes that
/// come earlier than that one.
pub(super) fn parse(
    text: &str,
    names: &Names,
    before: Option<NodeId>,
) -> Result<Condition, Vec<Diagnostic>> {
    let mut reader = Reader { text, at: 0, names, before, depth: 0, faults: Vec::new() };
    if reader.peek().is_none() {
        return Ok(Condition::ALWAYS);
    }
    let condition = reader.whole();
    match condition {
        Ok(condition) if reader.faults.is_empty() => Ok(condition),
        Ok(_) => Err(reader.faults),
        Err(stopped) => {
            reader.faults.push(stopped);
            Err(reader.faults)
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    names: &'a Names,
    before: Option<NodeId>,
    depth: usize,
    faults: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn whole(&mut self) -> Result<Condition, Diagnostic> {
        let condition = self.any()?;
        match self.peek() {
            None => Ok(condition),
            Some(_) => Err(self.unexpected("`&`, `|` or the end")),
        }
    }

    fn any(&mut self) -> Result<Condition, Diagnostic> {
        let mut parts = vec![self.all()?];
        while self.peek() == Some('|') {
            self.at += 1;
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Result<Condition, Diagnostic> {
        let mut parts = vec![self.not()?];
        while self.peek() == Some('&') {
            self.at += 1;
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn not(&mut self) -> Result<Condition, Diagnostic> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let help = format!("at most {DEEPEST} parentheses and `!` inside each other are read");
            let message = "this condition is nested too deeply";
            return Err(unreadable(self.at..self.at, message).help(help));
        }
        let condition = match self.peek() {
            Some('!') => {
                self.at += 1;
                Ok(Condition::Not(Box::new(self.not()?)))
            }
            Some('(') => self.parenthesis(),
            Some(c) if starts_id(c) => self.name(),
            _ => Err(self.unexpected("an option, an outcome, `!` or `(`")),
        };
        self.depth -= 1;
        condition
    }

    fn parenthesis(&mut self) -> Result<Condition, Diagnostic> {
        let open = self.at;
        self.at += 1;
        let condition = self.any()?;
        match self.peek() {
            Some(')') => {
                self.at += 1;
                Ok(condition)
            }
            Some(_) => Err(self.unexpected("`&`, `|` or `)`")),
            None => {
                let message = "this parenthesis is not closed";
                Err(unreadable(open..open + 1, message).label("write `)` after it"))
            }
        }
    }

    fn name(&mut self) -> Result<Condition, Diagnostic> {
        let start = self.at;
        let first = self.word();
        let found = if self.rest().starts_with('.') {
            self.at += 1;
            if !self.rest().starts_with(starts_id) {
                return Err(self.unexpected("an option's name"));
            }
            let second_start = self.at;
            let second = self.word();
            match self.names.node(first) {
                None => {
                    let fault = self.unknown_move(first, second);
                    Err(fault.at(start..start + first.len()))
                }
                Some(node) => {
                    let found = self.names.choice_of(node, second, IN_FILE);
                    found.map_err(|fault| fault.at(second_start..self.at))
                }
            }
        } else {
            self.names.bare(first, IN_FILE).map_err(|fault| fault.at(start..self.at))
        };
        match found {
            Ok((node, choice)) => {
                self.check_order(node, start..self.at);
                Ok(Condition::Is { node, choice })
            }
            Err(fault) => {
                if !self.names.incomplete || fault.label.is_some() {
                    self.faults.push(fault);
                }
                // Reported, or owed to a fault that was: any condition will do to go on.
                Ok(Condition::NEVER)
            }
        }
    }

    /// A player's name where its move's belongs is a likely slip.
    fn unknown_move(&self, first: &str, second: &str) -> Diagnostic {
        let fault = self.names.unknown_node(first, IN_FILE);
        match self.names.node_or_only_move(first) {
            Some(node) if self.names.choice_of(node, second, IN_FILE).is_ok() => {
                let id = self.names.node_id(node);
                fault.label(format!("did you mean `{id}`?")).repair(first, id)
            }
            _ => fault,
        }
    }

    fn check_order(&mut self, node: NodeId, span: Range<usize>) {
        let Some(before) = self.before.filter(|&before| node >= before) else { return };
        let (named, own) = (self.names.node_id(node), self.names.node_id(before));
        if named.is_empty() || own.is_empty() {
            return; // a node without a name is a fault of its own
        }
        let message = if node == before {
            format!("`{own}` depends on its own result")
        } else {
            format!("`{own}` depends on `{named}`, which comes later")
        };
        let help = "`when` may name only what is decided before: moves are made in file order, \
                    and chance comes first unless its `after` names a move";
        self.faults.push(Diagnostic::new(Code("E115"), message).at(span).help(help));
    }

    fn unexpected(&self, expected: &str) -> Diagnostic {
        let Some(found) = self.rest().chars().next() else {
            let end = self.text.len();
            let message = format!("this condition ends where {expected} belongs");
            let help = "for example `litigate & !upheld`";
            return unreadable(end..end, message).help(help);
        };
        let rest = self.rest();
        let end = rest.find(|c| !continues_id(c)).filter(|&end| end > 0);
        let found =
            &rest[..end.unwrap_or(if starts_id(found) { rest.len() } else { found.len_utf8() })];
        let span = self.at..self.at + found.len();
        let fault = unreadable(span, format!("`{found}` stands where {expected} belongs"));
        match found {
            "and" | "AND" | "&" | "∧" | "," => fault.label("write `&` once, for and"),
            "or" | "OR" | "|" | "∨" => fault.label("write `|` once, for or"),
            "not" | "NOT" | "¬" | "~" => fault.label("write `!`, for not"),
            "=" => fault.label("an option alone says that it was taken"),
            _ => fault.help("a condition is built of names, `&`, `|`, `!` and parentheses"),
        }
    }

    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !continues_id(c)).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }
}

fn unreadable(span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(IN_FILE.unreadable, message).at(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceText;
    use crate::format::read;

    /// Two players who share an option's name, and a third whose move has another name.
    fn names() -> Names {
        let text = r#"
            standoff = 1
            players = { a = {}, b = {}, c = {} }
            moves = [
                { player = "a", options = { x = "x", y = "y" } },
                { player = "b", options = { y = "y", z-1 = "z" } },
                { player = "c", name = "last", options = { "été" = "summer", w = "w" } },
            ]"#;
        let reading = read(SourceText::new("test", text), &|_| Err(String::new()));
        Names::of(&reading.scenario.expect("a sound game"))
    }

    fn is(node: NodeId, choice: usize) -> Condition {
        Condition::Is { node, choice }
    }

    #[test]
    fn not_binds_closer_than_and_and_and_closer_than_or() {
        let not = |condition| Condition::Not(Box::new(condition));
        for (text, expected) in [
            ("", Condition::ALWAYS),
            ("  ", Condition::ALWAYS),
            ("x", is(0, 0)),
            ("b.y", is(1, 0)),
            ("z-1", is(1, 1)),
            ("e\u{301}té", is(2, 0)),
            ("!x & w", Condition::All(vec![not(is(0, 0)), is(2, 1)])),
            ("x&w|a.y", Condition::Any(vec![Condition::All(vec![is(0, 0), is(2, 1)]), is(0, 1)])),
            ("x&(w|a.y)", Condition::All(vec![is(0, 0), Condition::Any(vec![is(2, 1), is(0, 1)])])),
            ("!!x", not(not(is(0, 0)))),
        ] {
            assert_eq!(parse(text, &names(), None), Ok(expected), "{text}");
        }
    }

    #[test]
    fn every_unknown_name_is_reported_where_it_stands() {
        let faults = parse("q & (a.q | r.x) & y & c.w", &names(), None).expect_err("five faults");
        let told: Vec<_> = faults.iter().map(|f| (f.code.0, f.span.clone())).collect();
        assert_eq!(
            told,
            [
                ("E104", Some(0..1)),
                ("E104", Some(7..8)),
                ("E104", Some(11..12)),
                ("E105", Some(18..19)),
                ("E104", Some(22..23)),
            ]
        );
        assert_eq!(faults[4].label.as_deref(), Some("did you mean `last`?"));
    }

    #[test]
    fn what_follows_no_rule_is_reported_where_it_goes_wrong() {
        for (text, span) in [
            ("x y", 2..3),
            ("x &", 3..3),
            ("& x", 0..1),
            ("(x", 0..1),
            ("x)", 1..2),
            ("a.", 2..2),
            ("x and w", 2..5),
            ("x && w", 3..4),
            ("🚀", 0..4),
            ("1", 0..1),
        ] {
            let faults = parse(text, &names(), None).expect_err(text);
            assert_eq!((faults[0].code.0, faults[0].span.clone()), ("E114", Some(span)), "{text}");
        }
    }

    #[test]
    fn only_earlier_nodes_may_be_named() {
        assert_eq!(parse("x", &names(), Some(1)), Ok(is(0, 0)));
        for text in ["w", "z-1"] {
            let faults = parse(text, &names(), Some(1)).expect_err(text);
            assert_eq!(faults[0].code.0, "E115");
        }
    }
}
