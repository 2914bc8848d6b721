//! Diagnostics as compilers print them: the message, the place in the text, the way out.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::content::clean;
use super::{Style, layout, words};
use crate::diagnostic::{Diagnostic, Severity, SourceText};

/// A label beside the caret needs this much of the line, else it becomes a line of its own.
const LEAST_ROOM_FOR_LABEL: usize = 4;

/// All diagnostics about a text, and how many there are. Empty if there are none.
pub fn text(source: &SourceText, diagnostics: &[Diagnostic], style: &Style) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let counted =
        if diagnostics.len() > 1 { format!("\n{}\n", counts(diagnostics)) } else { String::new() };
    format!("{}{counted}", snippets(source, diagnostics, style))
}

/// The diagnostics without the line that counts them, an empty line between two.
pub(super) fn snippets(source: &SourceText, diagnostics: &[Diagnostic], style: &Style) -> String {
    let each = diagnostics.iter().map(|diagnostic| snippet(source, diagnostic, style));
    each.map(|text| format!("{text}\n")).collect::<Vec<_>>().join("\n")
}

/// `3 errors, 1 warning`.
pub(super) fn counts(diagnostics: &[Diagnostic]) -> String {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let counted = kinds.into_iter().filter_map(|(severity, one, many)| {
        let number = diagnostics.iter().filter(|d| d.severity() == severity).count();
        (number > 0).then(|| words::count(number, one, many))
    });
    counted.collect::<Vec<_>>().join(", ")
}

fn snippet(source: &SourceText, diagnostic: &Diagnostic, style: &Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let name = words::severity(diagnostic.severity());
    let before = name.width() + diagnostic.code.0.width() + "[]: ".width();
    let title = broken(&diagnostic.message, style, before);
    let title = level.primary_title(title).id(diagnostic.code.0);
    let gutter = gutter(source, diagnostic);
    let (annotated, label) = annotated(source, diagnostic, style, gutter);
    let mut group = match annotated {
        Some(snippet) => Group::with_title(title).element(snippet),
        None => Group::with_title(title),
    };
    for help in label.iter().chain(&diagnostic.help) {
        let help = broken(help, style, gutter + "= help: ".width());
        group = group.element(Level::HELP.message(help));
    }
    let plain = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decorated = plain.decor_style(DecorStyle::Ascii).term_width(style.width);
    let rendered = decorated.render(&[group]);
    let lines = rendered.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

/// The text with line breaks, so that it fits behind `before` columns.
fn broken(text: &str, style: &Style, before: usize) -> String {
    layout::lines(&clean(text), style.width.saturating_sub(before + 1)).join("\n")
}

/// The columns that line numbers take.
fn gutter(source: &SourceText, diagnostic: &Diagnostic) -> usize {
    let spans = diagnostic.span.iter().chain(diagnostic.related.iter().map(|r| &r.span));
    let last = spans.map(|span| source.line(span.end)).max().unwrap_or(1);
    last.to_string().len() + 1
}

/// The place in the text; and the label, if there is no room for it beside the caret.
fn annotated<'a>(
    source: &'a SourceText,
    diagnostic: &'a Diagnostic,
    style: &Style,
    gutter: usize,
) -> (Option<Snippet<'a, annotate_snippets::Annotation<'a>>>, Option<String>) {
    let Some(span) = &diagnostic.span else { return (None, diagnostic.label.clone()) };
    let room = |span: &std::ops::Range<usize>, label: &str| {
        let start = source.place(span.start).column;
        let length = source.text.get(span.clone()).map_or(1, UnicodeWidthStr::width);
        gutter + start + length + label.width() + LEAST_ROOM_FOR_LABEL <= style.width
    };
    let label = diagnostic.label.as_deref().filter(|label| room(span, label));
    let moved = diagnostic.label.clone().filter(|_| label.is_none());
    let primary = AnnotationKind::Primary.span(span.clone()).label(label.map(clean));
    let related = diagnostic.related.iter().map(|related| {
        let message = Some(clean(&related.message)).filter(|m| room(&related.span, m));
        AnnotationKind::Context.span(related.span.clone()).label(message)
    });
    let annotations = std::iter::once(primary).chain(related);
    let snippet = Snippet::source(&source.text).path(&source.name).annotations(annotations);
    (Some(snippet), moved)
}

/// The message and the way out, on one line.
pub(super) fn in_full(diagnostic: &Diagnostic) -> String {
    let rest = diagnostic.label.iter().chain(&diagnostic.help);
    std::iter::once(&diagnostic.message).chain(rest).cloned().collect::<Vec<_>>().join("; ")
}

/// A diagnostic as every JSON document has it. `help` is the way out, be it said beside the caret
/// or below.
pub fn json(source: &SourceText, diagnostic: &Diagnostic) -> Value {
    let start = diagnostic.span.as_ref().map(|span| source.place(span.start));
    let end = diagnostic.span.as_ref().map(|span| source.place(span.end));
    let help: Vec<&str> =
        diagnostic.label.as_deref().into_iter().chain(diagnostic.help.as_deref()).collect();
    let related = diagnostic.related.iter().map(|related| {
        let place = source.place(related.span.start);
        json!({ "message": related.message, "line": place.line, "column": place.column })
    });
    json!({
        "code": diagnostic.code.0,
        "severity": diagnostic.severity(),
        "message": diagnostic.message,
        "file": source.name,
        "line": start.map(|place| place.line),
        "column": start.map(|place| place.column),
        "end_line": end.map(|place| place.line),
        "end_column": end.map(|place| place.column),
        "help": (!help.is_empty()).then(|| help.join("; ")),
        "related": related.collect::<Vec<_>>(),
    })
}
