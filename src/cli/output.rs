//! Where results and complaints go, and in which style.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use super::arguments::GeneralArguments;
use super::later;
use super::refusal::{Refusal, reason};
use super::values::{Annotations, Asked, Format, When};
use crate::diagnostic::{Code, Diagnostic, SourceText};
use crate::format::GameFormat;
use crate::report::{self, Faults, Numbers, Style};

/// Lines are this long where no terminal says otherwise.
const DEFAULT_WIDTH: usize = 100;
/// Narrower screens are treated as this wide.
const LEAST_WIDTH: usize = 40;

/// Where a result goes.
pub(crate) struct Output<'a> {
    pub(crate) format: Format,
    pub(crate) style: Style,
    /// Whether findings are printed for other tools.
    pub(crate) is_annotating: bool,
    general: &'a GeneralArguments,
}

impl<'a> Output<'a> {
    /// The output that the flags ask for. An existing file and a missing folder are refused here,
    /// before anything is computed.
    pub(crate) fn new(general: &'a GeneralArguments, file: &Path) -> Result<Output<'a>, Refusal> {
        let (output, annotations) = Output::or_annotations(general, file)?;
        if annotations.is_some() {
            let message = "only what `check` finds is printed as sarif or for github";
            let diagnostic = Diagnostic::new(Code("E203"), message);
            return Err(Refusal::request(diagnostic.help("add `--format text|json|csv|md`")));
        }
        Ok(output)
    }

    /// The same, for findings that may be printed for other tools.
    pub(crate) fn or_annotations(
        general: &'a GeneralArguments,
        file: &Path,
    ) -> Result<(Output<'a>, Option<Annotations>), Refusal> {
        let (format, annotations) = match asked(general)? {
            Asked::Result(format) => (format, None),
            Asked::Annotations(annotations) => (Format::Text, Some(annotations)),
        };
        file_of(general).map_or(Ok(()), |path| writable(path, general.force))?;
        let (style, is_annotating) = (style(general, file), annotations.is_some());
        Ok((Output { format, style, is_annotating, general }, annotations))
    }

    /// The output of a game, whose format is not one of results.
    pub(crate) fn of_game(
        general: &'a GeneralArguments,
        file: &Path,
    ) -> Result<Output<'a>, Refusal> {
        file_of(general).map_or(Ok(()), |path| writable(path, general.force))?;
        let style = style(general, file);
        Ok(Output { format: Format::Text, style, is_annotating: false, general })
    }

    /// Writes a whole result.
    pub(crate) fn write(&self, result: &str) -> Result<(), Refusal> {
        self.write_with(|out| out.write_all(result.as_bytes()))
    }

    /// Writes a JSON document.
    pub(crate) fn write_json(&self, document: &serde_json::Value) -> Result<(), Refusal> {
        self.write_with(|out| {
            serde_json::to_writer_pretty(&mut *out, document)?;
            out.write_all(b"\n")
        })
    }

    /// Writes a result piece by piece. A reader that stops reading is no fault.
    pub(crate) fn write_with(
        &self,
        result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Refusal> {
        let Some(path) = file_of(self.general) else {
            let mut out = io::BufWriter::new(io::stdout().lock());
            return match result(&mut out).and_then(|()| out.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(unwritable("standard output", &error))
                }
                _ => Ok(()),
            };
        };
        let mut options = OpenOptions::new();
        options.write(true);
        // `create_new` also refuses a file that appeared meanwhile.
        if self.general.force {
            options.create(true).truncate(true)
        } else {
            options.create_new(true)
        };
        let written = options.open(path).map(io::BufWriter::new).and_then(|mut out| {
            result(&mut out)?;
            out.flush()
        });
        written.map_err(|error| unwritable(&path.display().to_string(), &error))
    }

    /// Shows warnings on standard error, unless `-q` or the result is a document that has them.
    pub(crate) fn warn(&self, found: Faults) {
        let document = self.format == Format::Json && file_of(self.general).is_none();
        if !self.general.quiet && !document && !found.diagnostics.is_empty() {
            let style = complaint_style(self.general);
            complain(&report::diagnostics::text(found.source, found.diagnostics, &style));
        }
    }

    /// Says something on standard error, unless `-q`.
    pub(crate) fn remark(&self, text: &str) {
        if !self.general.quiet && !text.is_empty() {
            complain(&format!("{}\n", text.trim_end()));
        }
    }

    /// The same in the style of what is said there.
    pub(crate) fn aside(&self, text: impl Fn(&Style) -> String) {
        self.remark(&text(&complaint_style(self.general)));
    }

    /// Says how long a step took, with `--timings`.
    pub(crate) fn timing(&self, step: &str, since: std::time::Instant) {
        if self.general.timings {
            complain(&format!("{step}  {:.1} ms\n", since.elapsed().as_secs_f64() * 1e3));
        }
    }
}

/// Whether a file may be written, as far as can be told before.
pub(crate) fn writable(path: &Path, force: bool) -> Result<(), Refusal> {
    let refused = |message: String, help: &str| {
        Err(Refusal::request(Diagnostic::new(Code("E205"), message).help(help)))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if path.is_dir() {
        refused(format!("`{}` is a folder", path.display()), "name a file in it")
    } else if path.exists() && !force {
        refused(format!("`{}` exists already", path.display()), "`--force` overwrites it")
    } else if folder.is_some_and(|folder| !folder.is_dir()) {
        Err(unwritable(&path.display().to_string(), &io::ErrorKind::NotFound.into()))
    } else {
        Ok(())
    }
}

/// Refuses to write the result over a file that is read for it.
pub(crate) fn spare(read: &Path, general: &GeneralArguments) -> Result<(), Refusal> {
    let canonical = |path: &Path| path.canonicalize().ok();
    match file_of(general) {
        Some(written) if canonical(written).is_some_and(|w| canonical(read) == Some(w)) => {
            let message = format!("`{}` is read for this result", read.display());
            let diagnostic = Diagnostic::new(Code("E205"), message).help("name another file");
            Err(Refusal::flag("-o", &written.display().to_string(), diagnostic))
        }
        _ => Ok(()),
    }
}

/// The file that the result goes to; nothing for standard output, which `-` also names.
fn file_of(general: &GeneralArguments) -> Option<&Path> {
    general.output.as_deref().filter(|path| *path != Path::new("-"))
}

pub(crate) fn unwritable(what: &str, error: &io::Error) -> Refusal {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "its folder is missing".into(),
        _ => reason(error),
    };
    let message = format!("cannot write `{what}`: {why}");
    Refusal::request(Diagnostic::new(Code("E205"), message))
}

/// `--format`, else the ending of `-o`, else text.
fn asked(general: &GeneralArguments) -> Result<Asked, Refusal> {
    let ending = file_of(general).and_then(Path::extension);
    let ending = ending.and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match (general.format, ending.as_deref()) {
        (Some(asked), _) => Ok(asked),
        (None, None | Some("txt")) => Ok(Asked::Result(Format::Text)),
        (None, Some("json")) => Ok(Asked::Result(Format::Json)),
        (None, Some("csv")) => Ok(Asked::Result(Format::Csv)),
        (None, Some("md")) => Ok(Asked::Result(Format::Md)),
        (None, Some("sarif")) => Ok(Asked::Annotations(Annotations::Sarif)),
        (None, Some(ending)) if GameFormat::named(ending).is_some() => {
            let message = format!("`.{ending}` is a format of games, not of results");
            let help = "`standoff convert FILE -o OUT` writes games";
            Err(Refusal::request(Diagnostic::new(Code("E204"), message).help(help)))
        }
        (None, Some(ending)) => Err(Refusal::request(later::ending(ending).unwrap_or_else(|| {
            let message = format!("the ending `.{ending}` names no format of a result");
            Diagnostic::new(Code("E204"), message).help("add `--format text|json|csv|md`")
        }))),
    }
}

/// The style of the result.
fn style(general: &GeneralArguments, file: &Path) -> Style {
    let to_terminal = file_of(general).is_none() && io::stdout().is_terminal();
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let color = match general.color {
        When::Always => file_of(general).is_none(),
        When::Never => false,
        When::Auto => {
            file_of(general).is_none() && AutoStream::choice(&io::stdout()) != ColorChoice::Never
        }
    };
    Style {
        width: width(to_terminal),
        color,
        unicode_minus: to_terminal && !dumb,
        ascii: dumb,
        numbers: match (general.exact, general.decimal) {
            (true, _) => Numbers::Exact,
            (_, true) => Numbers::Decimal,
            _ => Numbers::Default,
        },
        digits: general.digits.map(usize::from),
        hints: to_terminal && !general.quiet,
        verbose: general.verbose,
        program_path: file.display().to_string(),
    }
}

/// `COLUMNS` if it is set, else the terminal's width.
fn width(to_terminal: bool) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let terminal = if to_terminal { terminal() } else { None };
    columns.or(terminal).unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH)
}

/// The style of complaints, which go to standard error.
fn complaint_style(general: &GeneralArguments) -> Style {
    let terminal = io::stderr().is_terminal();
    let color = match general.color {
        When::Always => true,
        When::Never => false,
        When::Auto => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
    };
    Style { width: width(terminal), color, ..style(general, Path::new("")) }
}

/// Writes to standard error. If that fails there is nowhere left to say so.
fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Prints a help text.
pub(crate) fn help(text: &str) -> ExitCode {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}

/// Prints a refusal: as a document where the words ask for JSON, else on standard error.
pub(crate) fn refuse(refusal: &Refusal, words: &[OsString]) -> ExitCode {
    let nowhere = SourceText::new("", "");
    let source = refusal.source.as_ref().unwrap_or(&nowhere);
    if asks_for_json(words) {
        let document = report::json::error(&[Faults { source, diagnostics: &refusal.diagnostics }]);
        let _ = writeln!(io::stdout().lock(), "{document:#}");
    } else {
        let style = plain_style(words);
        complain(&report::diagnostics::text(source, &refusal.diagnostics, &style));
    }
    ExitCode::from(2)
}

/// Whether the words ask for JSON on standard output; they may not have been understood.
fn asks_for_json(words: &[OsString]) -> bool {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let pair = words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    pair || words.iter().any(|word| word == "--format=json")
}

/// The style of a refusal, read off words that may not have been understood.
fn plain_style(words: &[OsString]) -> Style {
    let says = |what: &str| {
        let pair = words.windows(2).any(|pair| pair[0] == "--color" && pair[1] == what);
        pair || words.iter().any(|word| *word == *format!("--color={what}"))
    };
    let automatic = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    Style {
        width: width(io::stderr().is_terminal()),
        color: says("always") || (automatic && !says("never")),
        ..Style::default()
    }
}
