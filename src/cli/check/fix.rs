//! `--fix`: repairs a file and writes it back.

use std::path::Path;

use crate::cli::load;
use crate::cli::output::{Output, unwritable};
use crate::cli::refusal::Refusal;
use crate::cli::values::Format;
use crate::diagnostic::SourceText;
use crate::format::{self, Reading};

/// The file as it is read once it is repaired, and its text before that. What needs no repair is
/// not written.
pub(super) fn fixed(
    file: &Path,
    reading: Reading,
    output: &Output,
) -> Result<(Reading, Option<String>), Refusal> {
    let load = load::beside(file);
    let text = format::repaired(&reading.source, &load);
    if text == reading.source.text {
        return Ok((reading, None));
    }
    std::fs::write(file, &text).map_err(|error| unwritable(&file.display().to_string(), &error))?;
    let before = reading.source.text;
    if output.format == Format::Csv || output.is_annotating {
        output.remark(&format!("{} was repaired", file.display()));
    }
    let source = SourceText::new(file.display().to_string(), text);
    Ok((format::read(source, &load), Some(before)))
}
