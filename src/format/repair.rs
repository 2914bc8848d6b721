//! Repairs a game file: misspelt names that can mean only one thing, and ids that effects lack.
//!
//! A repair is kept only if the fault that it answers is gone once the text is read again, and no
//! other has taken its place. Nothing else of the text is touched: comments, order and layout stay.

use std::ops::Range;

use super::places::{Opening, Places};
use super::{Reading, names::nfc, read};
use crate::diagnostic::{Diagnostic, Repair, Severity, SourceText};
use crate::scenario::{Condition, Scenario};

/// Reads the text of the file that `source = "…"` names.
type Load<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Ids longer than this are replaced by `effect-3`: nobody types them.
const LONGEST_ID: usize = 40;

/// The text with every repair that is safe; the same text if there is none. Repairing it again
/// changes nothing.
///
/// ```
/// use standoff::diagnostic::SourceText;
/// use standoff::format::repaired;
/// let text = "standoff = 1\n[players.row]\n[[moves]]\nplayer = \"rov\"\n\
///             options = { left = \"\", right = \"\" }\n";
/// let repaired = repaired(&SourceText::new("game.toml", text), &|_| Err("no files".into()));
/// assert_eq!(repaired, text.replace("rov", "row"));
/// ```
pub fn repaired(source: &SourceText, load: Load) -> String {
    let mut reading = read(source.clone(), load);
    loop {
        // Each round takes away an error at least, and so they end.
        let found = repairs(&reading);
        let kept = kept(&reading, &found, load);
        if kept.is_empty() {
            return with_ids(&reading, load);
        }
        reading = reread(&reading, &kept, load);
    }
}

/// Another text for some bytes.
#[derive(Clone, Debug)]
struct Edit {
    span: Range<usize>,
    text: String,
}

/// The repairs that the diagnostics of a text propose, in the order of the text.
fn repairs(reading: &Reading) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for diagnostic in &reading.diagnostics {
        let Some(edit) = repair(&reading.source.text, diagnostic) else { continue };
        if edits.last().is_none_or(|last| last.span.end <= edit.span.start) {
            edits.push(edit);
        }
    }
    edits
}

/// The repair of a diagnostic, if what it calls misspelt is what stands at its place. Quotation
/// marks around the word stay.
fn repair(text: &str, diagnostic: &Diagnostic) -> Option<Edit> {
    let Repair { written, right } = diagnostic.repair.as_ref()?;
    let span = diagnostic.span.clone()?;
    let found = text.get(span.clone())?;
    let bare = ['"', '\'']
        .iter()
        .find_map(|&quote| found.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)));
    if nfc(found) == nfc(written) {
        return Some(Edit { span, text: right.clone() });
    }
    let inside = span.start + 1..span.end - 1;
    (nfc(bare?) == nfc(written)).then(|| Edit { span: inside, text: right.clone() })
}

/// Those edits that take away an error each: all if they do together, else those of each half.
fn kept(reading: &Reading, edits: &[Edit], load: Load) -> Vec<Edit> {
    let helps =
        |edits: &[Edit]| errors(&reread(reading, edits, load)) + edits.len() <= errors(reading);
    match edits {
        [] => Vec::new(),
        _ if helps(edits) => edits.to_vec(),
        [_] => Vec::new(),
        _ => {
            let (first, second) = edits.split_at(edits.len() / 2);
            let mut both = kept(reading, first, load);
            let alone = both.clone();
            both.extend(kept(reading, second, load));
            // Each half may help where both together do not: the second has its turn later.
            if helps(&both) { both } else { alone }
        }
    }
}

fn errors(reading: &Reading) -> usize {
    reading.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count()
}

/// The text with these edits, read again.
fn reread(reading: &Reading, edits: &[Edit], load: Load) -> Reading {
    let SourceText { name, text, .. } = &reading.source;
    read(SourceText::new(name, edited(text, edits)), load)
}

/// The text with edits that stand in its order and do not overlap.
fn edited(text: &str, edits: &[Edit]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for Edit { span, text: new } in edits {
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out + &text[at..]
}

/// The text of a file without errors, with an id for every effect that lacks one.
fn with_ids(reading: &Reading, load: Load) -> String {
    let text = &reading.source.text;
    let Some(scenario) = &reading.scenario else { return text.clone() };
    let (places, ids) = (Places::read(text), effect_ids(scenario));
    let lacking = scenario.effects.iter().enumerate().filter(|(_, effect)| effect.id.is_none());
    let edit = |(at, _)| Some(id_line(text, &places.effect(at, text)?, &ids[at]));
    let edits: Option<Vec<Edit>> = lacking.map(edit).collect();
    let Some(edits) = edits else { return text.clone() };
    let after = reread(reading, &edits, load);
    let named = after.scenario.iter().flat_map(|scenario| &scenario.effects);
    let all_named = named.map(|effect| effect.id.as_deref()).eq(ids.iter().map(|id| Some(&**id)));
    if all_named { after.source.text } else { text.clone() }
}

/// An id for each effect: its own, or one made of its condition.
fn effect_ids(scenario: &Scenario) -> Vec<String> {
    let mut taken: Vec<String> = scenario.effects.iter().filter_map(|e| e.id.clone()).collect();
    let mut ids = Vec::new();
    for (at, effect) in scenario.effects.iter().enumerate() {
        let id = effect.id.clone().unwrap_or_else(|| {
            let id = free(told(scenario, &effect.when), at, &taken);
            taken.push(id.clone());
            id
        });
        ids.push(id);
    }
    ids
}

/// The id, or another where it is taken or too long.
fn free(id: String, at: usize, taken: &[String]) -> String {
    let id = if id.chars().count() > LONGEST_ID { format!("effect-{}", at + 1) } else { id };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.clone()).chain(numbered);
    ids.find(|id| !taken.contains(id)).unwrap_or(id)
}

/// `litigate-diversify` for `litigate & diversify`.
fn told(scenario: &Scenario, condition: &Condition) -> String {
    let joined = |parts: &[Condition], between: &str| {
        let parts: Vec<String> = parts.iter().map(|part| told(scenario, part)).collect();
        parts.join(between)
    };
    match condition {
        Condition::Is { node, choice } => {
            let (node, id) = (&scenario.nodes[*node], &scenario.nodes[*node].choices[*choice].id);
            let shared = scenario.nodes.iter().filter(|node| node.choice(id).is_some()).count() > 1;
            if shared { format!("{}-{id}", node.id) } else { id.clone() }
        }
        Condition::Not(inner) => format!("not-{}", told(scenario, inner)),
        Condition::All(parts) if parts.is_empty() => "always".into(),
        Condition::Any(parts) if parts.is_empty() => "never".into(),
        Condition::All(parts) => joined(parts, "-"),
        Condition::Any(parts) => joined(parts, "-or-"),
    }
}

/// `id = "…"` as the first line of the effect, in the layout of the line that follows.
fn id_line(text: &str, opening: &Opening, id: &str) -> Edit {
    let end = opening.span.end;
    if opening.is_inline {
        let empty = text[end..].trim_start().starts_with('}');
        let comma = if empty { "" } else { "," };
        return Edit { span: end..end, text: format!(" id = \"{id}\"{comma}") };
    }
    let line_end = text[end..].find('\n').map(|at| end + at + 1);
    let start = text[..opening.span.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[start..opening.span.start];
    let line_break = if text[..line_end.unwrap_or(0)].ends_with("\r\n") { "\r\n" } else { "\n" };
    let width = line_end.map_or(0, |at| key_width(&text[at..], indent));
    let line = format!("{indent}{:width$} = \"{id}\"", "id");
    match line_end {
        Some(at) => Edit { span: at..at, text: format!("{line}{line_break}") },
        None => Edit { span: text.len()..text.len(), text: format!("{line_break}{line}") },
    }
}

/// How wide the key of a line is, with the blanks before its `=`.
fn key_width(text: &str, indent: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let key = line.strip_prefix(indent).and_then(|line| line.split_once('='));
    let key = key.map_or("", |(key, _)| key);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_. ".contains(c);
    if key.starts_with(char::is_alphabetic) && key.chars().all(plain) {
        key.strip_suffix(' ').unwrap_or(key).chars().count()
    } else {
        0
    }
}
