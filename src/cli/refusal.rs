//! Requests that cannot be carried out.

use crate::diagnostic::{Diagnostic, SourceText};

/// A request that cannot be carried out: nothing was computed.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The text that the diagnostics are about.
    pub(crate) source: Option<SourceText>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Refusal {
    /// A refusal that is about no text.
    pub(crate) fn request(diagnostic: Diagnostic) -> Refusal {
        Refusal { source: None, diagnostics: vec![diagnostic] }
    }

    /// A refusal of what a flag says.
    pub(crate) fn flag(flag: &str, text: &str, diagnostic: Diagnostic) -> Refusal {
        let whole = 0..text.len();
        let span = diagnostic.span.clone().or(Some(whole));
        let diagnostics = vec![Diagnostic { span, ..diagnostic }];
        Refusal { source: Some(SourceText::new(flag, text)), diagnostics }
    }
}

/// What went wrong, in the words that people know, without the system's error number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        std::io::ErrorKind::InvalidData => "it is not UTF-8".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}
