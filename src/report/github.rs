//! What `check` found as workflow commands, which GitHub shows beside the lines of a change.

use itertools::Itertools;

use super::Checked;
use super::content::clean;
use super::diagnostics::in_full;
use crate::diagnostic::{Diagnostic, Severity, SourceText};

/// One line for each diagnostic: `::error file=…,line=…,title=E104::…`.
pub fn check(checked: &[Checked]) -> String {
    let lines = checked.iter().flat_map(|file| {
        file.diagnostics.iter().map(|diagnostic| command(&file.source, diagnostic))
    });
    lines.collect()
}

fn command(source: &SourceText, diagnostic: &Diagnostic) -> String {
    let name = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![("file", source.name.clone())];
    if let Some(span) = &diagnostic.span {
        let (start, end) = (source.place(span.start), source.place(span.end));
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // GitHub takes columns only of a place within one line.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", diagnostic.code.to_string()));
    let told = properties.iter().map(|(key, value)| format!("{key}={}", property(value)));
    format!("::{name} {}::{}\n", told.collect_vec().join(","), data(&in_full(diagnostic)))
}

/// The text of a command: what would end it is escaped.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property: what would end that is escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
