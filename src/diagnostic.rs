//! Diagnostics: what is wrong with a file or a request, where, and the way out.
//!
//! Codes are stable: they never change meaning. The letter is the severity. Rendering is the
//! business of [`crate::report`].

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is computed.
    Error,
    /// Answered, but look at this.
    Warning,
    /// Worth knowing.
    Note,
}

/// A stable code such as `E104`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl Code {
    /// The severity that the letter stands for.
    pub fn severity(self) -> Severity {
        match self.0.as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'W') => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// One fault, or one remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// The bytes of the text that it is about; `None` if it is about no place.
    pub span: Option<Range<usize>>,
    /// The words beside the caret: ``did you mean `amazon`?``
    pub label: Option<String>,
    /// The way out, below the source line.
    pub help: Option<String>,
    /// Other places that matter: ``first defined here``.
    pub related: Vec<Related>,
    /// The repair, where there is one that no other rivals.
    pub repair: Option<Repair>,
}

/// What is written at a diagnostic's place, and what is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The word as it stands in the text, without quotation marks.
    pub written: String,
    /// The word that belongs there.
    pub right: String,
}

/// Another place that matters to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    pub span: Range<usize>,
}

impl Diagnostic {
    /// A diagnostic about no place in particular.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        let message = message.into();
        let (span, label, help, related, repair) = (None, None, None, Vec::new(), None);
        Diagnostic { code, message, span, label, help, related, repair }
    }

    /// The same, at these bytes of the text.
    #[must_use]
    pub fn at(self, span: Range<usize>) -> Diagnostic {
        Diagnostic { span: Some(span), ..self }
    }

    /// The same, with words beside the caret.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Diagnostic {
        Diagnostic { label: Some(label.into()), ..self }
    }

    /// The same, with the way out.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// The same, with another place that matters.
    #[must_use]
    pub fn related(mut self, message: impl Into<String>, span: Range<usize>) -> Diagnostic {
        self.related.push(Related { message: message.into(), span });
        self
    }

    /// The same, with a repair that no other rivals.
    #[must_use]
    pub fn repair(self, written: impl Into<String>, right: impl Into<String>) -> Diagnostic {
        let repair = Repair { written: written.into(), right: right.into() };
        Diagnostic { repair: Some(repair), ..self }
    }

    /// The severity that the code stands for.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A text with its name, and where each line starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The name that diagnostics show: a path, `-`, or a flag.
    pub name: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<usize>,
}

/// A place in a text: line and column from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl SourceText {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceText {
        let text = text.into();
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        SourceText { name: name.into(), text, line_starts }
    }

    /// The place of a byte; beyond the end, the end.
    pub fn place(&self, byte: usize) -> Place {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let column = self.text[self.line_starts[line - 1]..byte].chars().count() + 1;
        Place { line, column }
    }

    /// The line, from 1, of a byte.
    pub fn line(&self, byte: usize) -> usize {
        self.place(byte).line
    }
}
