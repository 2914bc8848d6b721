//! Conditions as the file writes them.

use crate::scenario::{Condition, Scenario};

/// How tightly a part binds: parentheses stand around what binds less than its surroundings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Any,
    All,
    Not,
}

/// `litigate & !(shared | row.top)`: an id that two nodes share is written with its node's.
pub(in crate::report) fn condition(scenario: &Scenario, condition: &Condition) -> String {
    written(scenario, condition, Binding::Any)
}

fn written(scenario: &Scenario, condition: &Condition, within: Binding) -> String {
    let joined = |parts: &[Condition], binding: Binding, between: &str| {
        let inner = if parts.len() == 1 { within } else { binding };
        let parts: Vec<_> = parts.iter().map(|part| written(scenario, part, inner)).collect();
        let text = parts.join(between);
        if parts.len() > 1 && within > binding { format!("({text})") } else { text }
    };
    match condition {
        Condition::Is { node, choice } => name(scenario, *node, *choice),
        Condition::Not(inner) => format!("!{}", written(scenario, inner, Binding::Not)),
        Condition::All(parts) if parts.is_empty() => "always".into(),
        Condition::Any(parts) if parts.is_empty() => "never".into(),
        Condition::All(parts) => joined(parts, Binding::All, " & "),
        Condition::Any(parts) => joined(parts, Binding::Any, " | "),
    }
}

fn name(scenario: &Scenario, node: usize, choice: usize) -> String {
    let id = &scenario.nodes()[node].choices[choice].id;
    let shared = scenario.nodes().iter().filter(|node| node.choice(id).is_some()).count() > 1;
    if shared { format!("{}.{id}", scenario.nodes()[node].id) } else { id.clone() }
}
