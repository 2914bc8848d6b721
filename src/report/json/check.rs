//! `standoff.check/1` and `standoff.error/1`.

use serde_json::{Value, json};

use super::{claim, document, faults, number};
use crate::diagnostic::Severity;
use crate::report::{Checked, CheckedProof, Claims, Faults, words};

/// What `check` found in each file, and of what was claimed and proved.
pub fn check(
    checked: &[Checked],
    claims: Option<&Claims>,
    checked_proof: Option<&CheckedProof>,
) -> Value {
    let mut check = document("check");
    if let Some(claims) = claims {
        check.insert("claim".into(), claim::claim(claims));
    }
    if let Some(checked_proof) = checked_proof {
        check.insert("proof".into(), proof(checked_proof));
    }
    check.insert("files".into(), checked.iter().map(file).collect());
    Value::Object(check)
}

fn file(file: &Checked) -> Value {
    let facts = &file.facts;
    let found = Faults { source: &file.source, diagnostics: &file.diagnostics };
    let mut document = json!({
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
    });
    if let Some(diff) = file.diff() {
        document["diff"] = json!(diff);
    }
    document
}

/// Whether a proof is accepted: the `proof` of a check.
fn proof(checked: &CheckedProof) -> Value {
    let proved = checked.result.as_ref().ok();
    let fault = checked.result.as_ref().err();
    json!({
        "file": checked.name,
        "accepted": fault.is_none(),
        "claims": proved.map(words::proof::claim),
        "equilibria": proved.map(|proved| proved.equilibria.len()),
        "robustness": proved.and_then(|proved| proved.robustness.as_ref()).map(number),
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
