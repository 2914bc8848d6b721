//! What `check` found as SARIF 2.1.0, for tools that collect the findings of others.

use itertools::Itertools;
use serde_json::{Value, json};

use super::Checked;
use super::diagnostics::in_full;
use crate::diagnostic::{Diagnostic, Severity, SourceText};

/// One run, with a result for each diagnostic of each file.
pub fn check(checked: &[Checked]) -> Value {
    let all = || checked.iter().flat_map(|file| file.diagnostics.iter().map(move |d| (file, d)));
    let rules = all().map(|(_, diagnostic)| diagnostic.code.0).unique().sorted();
    let results = all().map(|(file, diagnostic)| result(&file.source, diagnostic));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.map(|code| json!({ "id": code })).collect_vec(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect_vec(),
        }],
    })
}

fn result(source: &SourceText, diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut physical = json!({ "artifactLocation": { "uri": uri(&source.name) } });
    if let Some(span) = &diagnostic.span {
        let (start, end) = (source.place(span.start), source.place(span.end));
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({
        "ruleId": diagnostic.code.0,
        "level": level,
        "message": { "text": in_full(diagnostic) },
        "locations": [{ "physicalLocation": physical }],
    })
}

/// A path as a relative reference: what may not stand in one is escaped, byte by byte.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let escaped = path.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    escaped.collect()
}
