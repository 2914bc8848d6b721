//! `standoff.check/1` and `standoff.error/1`.

use serde_json::{Value, json};

use super::{document, faults};
use crate::diagnostic::Severity;
use crate::report::{Checked, CheckedProof, Faults, words};

/// What `check` found in each file.
pub fn check(checked: &[Checked]) -> Value {
    let mut check = document("check");
    check.insert("files".into(), checked.iter().map(file).collect());
    Value::Object(check)
}

fn file(file: &Checked) -> Value {
    let facts = &file.facts;
    let found = Faults { source: &file.source, diagnostics: &file.diagnostics };
    json!({
        "file": file.source.name,
        "ok": file.is_ok(),
        "counts": {
            "errors": file.count(Severity::Error),
            "warnings": file.count(Severity::Warning),
            "notes": file.count(Severity::Note),
        },
        "facts": {
            "players": facts.players,
            "sizes": facts.sizes,
            "interests": facts.interests,
            "effects": facts.effects,
            "quotes_verified": facts.quotes_verified,
        },
        "diagnostics": faults(&[found]),
    })
}

/// Whether a proof is accepted: the `proof` of a check.
pub fn proof(checked: &CheckedProof) -> Value {
    let fault = checked.result.err();
    json!({
        "file": checked.name,
        "accepted": fault.is_none(),
        "claims": checked.result.ok().map(words::proof::claim),
        "equilibria": checked.result.ok(),
        "line": fault.map(|fault| fault.line),
        "why": fault.map(|fault| words::proof::why(fault.why)),
    })
}

/// What is wrong with a request that could not be carried out.
pub fn error(found: &[Faults]) -> Value {
    let mut error = document("error");
    error.insert("diagnostics".into(), faults(found));
    Value::Object(error)
}
