//! `--fix`: repairs a file, and writes it back once the request is known to be sound.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::cli::load;
use crate::cli::output::{Output, unwritable};
use crate::cli::refusal::Refusal;
use crate::cli::values::Format;
use crate::diagnostic::SourceText;
use crate::format::{self, Reading};

/// The file as it is read once it is repaired, and its text before that if it needs repair.
pub(super) fn repaired(file: &Path, reading: Reading) -> (Reading, Option<String>) {
    let load = load::beside(file);
    let text = format::repaired(&reading.source, &load);
    if text == reading.source.text {
        return (reading, None);
    }
    let before = reading.source.text;
    let source = SourceText::new(file.display().to_string(), text);
    (format::read(source, &load), Some(before))
}

/// Writes a repaired file.
pub(super) fn write(file: &Path, text: &str, output: &Output) -> Result<(), Refusal> {
    replace(file, text).map_err(|error| unwritable(&file.display().to_string(), &error))?;
    if output.format == Format::Csv || output.is_annotating {
        output.remark(&format!("{} was repaired", file.display()));
    }
    Ok(())
}

/// Puts a text in the place of a file's, whole or not at all: written beside it, then renamed.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let file = std::fs::canonicalize(file)?;
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".repaired");
    let beside = file.with_file_name(name);
    let permissions = std::fs::metadata(&file)?.permissions();
    let written = std::fs::File::create_new(&beside).and_then(|mut new| {
        new.write_all(text.as_bytes())?;
        new.set_permissions(permissions)?;
        new.sync_all()
    });
    let replaced = written.and_then(|()| std::fs::rename(&beside, &file));
    if replaced.as_ref().is_err_and(|error| error.kind() != ErrorKind::AlreadyExists) {
        // What is half written is of no use; that it cannot be removed changes nothing.
        let _ = std::fs::remove_file(&beside);
    }
    replaced
}
