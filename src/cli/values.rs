//! What the values of flags may be.

use std::time::Duration;

use clap::ValueEnum;

use super::later::{CONCEPTS, FORMATS, MARK, SOURCE_FORMATS};
use crate::format::GameFormat;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Csv,
    Md,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// Reads `--concept`.
pub(crate) fn concept(text: &str) -> Result<String, String> {
    match text {
        "nash" => Ok(text.into()),
        _ if CONCEPTS.contains(&text) => Err(format!("only `nash` is, so far {MARK}")),
        _ => Err("the concept is `nash`".into()),
    }
}

/// Reads `--format`.
pub(crate) fn format(text: &str) -> Result<Format, String> {
    let known = "the formats are `text`, `json`, `csv` and `md`";
    match Format::from_str(text, false) {
        Ok(format) => Ok(format),
        Err(_) if FORMATS.contains(&text) => Err(format!("{known} {MARK}")),
        Err(_) => Err(known.into()),
    }
}

/// Reads `--from` and `--to`.
pub(crate) fn game_format(text: &str) -> Result<GameFormat, String> {
    let known = "the formats of games are `toml`, `nfg`, `lrs`, `gam`, `json` and `csv`";
    match GameFormat::named(text) {
        Some(format) => Ok(format),
        None if SOURCE_FORMATS.contains(&text) => Err(format!("{known} {MARK}")),
        None => Err(known.into()),
    }
}

/// Reads `10s`, `500ms`, `2m`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        _ => return Err("a time is written `10s`, `500ms` or `2m`".into()),
    };
    let number: f64 = number.parse().map_err(|_| "a time is written `10s`, `500ms` or `2m`")?;
    Duration::try_from_secs_f64(number * seconds).map_err(|_| "the time is out of range".into())
}
