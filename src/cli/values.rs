//! What the values of flags may be.

use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;

use super::later::{ALGORITHMS, CONCEPTS, FORMATS, MARK, SOURCE_FORMATS};
use crate::explain::learn::Algorithm;
use crate::families::{FAMILIES, Family};
use crate::format::GameFormat;
use crate::format::suggest::nearest;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Csv,
    Md,
}

impl Format {
    /// The ending of its files.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Md => "md",
        }
    }
}

/// Which equilibria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concept {
    Nash,
    Correlated,
}

/// Formats of findings that other tools collect: of `check` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Annotations {
    Sarif,
    Github,
}

/// What `--format` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Result(Format),
    Annotations(Annotations),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    #[default]
    Auto,
    Always,
    Never,
}

/// The shells that can be taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

/// The examples that a file may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    Blank,
    TwoFirms,
    Inspection,
    Litigation,
    Chicken,
    Coordination,
}

/// Reads `--concept`.
pub(crate) fn concept(text: &str) -> Result<Concept, String> {
    let known = "the concepts are `nash` and `correlated`";
    match text {
        "nash" => Ok(Concept::Nash),
        "correlated" => Ok(Concept::Correlated),
        _ if CONCEPTS.contains(&text) => Err(format!("{known} {MARK}")),
        _ => Err(known.into()),
    }
}

/// Reads `--algorithm`.
pub(crate) fn algorithm(text: &str) -> Result<Algorithm, String> {
    let ids = Algorithm::ALL.map(Algorithm::id);
    let listed = ids.map(|id| format!("`{id}`")).join(", ");
    match (Algorithm::of_id(text), nearest(text, ids)) {
        (Some(algorithm), _) => Ok(algorithm),
        _ if ALGORITHMS.contains(&text) => Err(format!("the algorithms are {listed} {MARK}")),
        (None, Some(near)) => Err(format!("did you mean `{near}`? The algorithms are {listed}")),
        (None, None) => Err(format!("the algorithms are {listed}")),
    }
}

/// Reads `--format`.
pub(crate) fn format(text: &str) -> Result<Asked, String> {
    let known = "the formats are `text`, `json`, `csv` and `md`";
    if let Ok(annotations) = <Annotations as ValueEnum>::from_str(text, false) {
        return Ok(Asked::Annotations(annotations));
    }
    match <Format as ValueEnum>::from_str(text, false) {
        Ok(format) => Ok(Asked::Result(format)),
        Err(_) if FORMATS.contains(&text) => Err(format!("{known} {MARK}")),
        Err(_) => Err(known.into()),
    }
}

/// Reads `--to`.
pub(crate) fn written_format(text: &str) -> Result<GameFormat, String> {
    match game_format(text) {
        Err(_) if !SOURCE_FORMATS.contains(&text) => {
            Err("games are written as `nfg`, `lrs`, `gam`, `json` and `csv`".into())
        }
        read => read,
    }
}

/// Reads `--from`.
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
    let unit = match unit {
        "ms" => Some(0.001),
        "s" => Some(1.0),
        "m" => Some(60.0),
        _ => None,
    };
    let seconds = unit.zip(number.parse::<f64>().ok()).map(|(unit, number)| unit * number);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| "a time: `10s`, `500ms` or `2m`".into())
}

/// Reads `--digits`.
pub(crate) fn digits(text: &str) -> Result<u16, String> {
    whole(text, 0..=1000, "a whole number from 0 to 1000: `--digits 4`")
}

/// Reads `--max-outcomes`.
pub(crate) fn outcomes(text: &str) -> Result<u64, String> {
    whole(text, 1..=u64::MAX, "a whole number from 1 to 2^64 - 1: `--max-outcomes 10000000`")
}

/// Reads `--seed`.
pub(crate) fn seed(text: &str) -> Result<u64, String> {
    whole(text, 0..=u64::MAX, "a whole number from 0 to 2^64 - 1: `--seed 1`")
}

/// Reads `--threads`.
pub(crate) fn threads(text: &str) -> Result<usize, String> {
    whole(text, 1..=usize::MAX, "a whole number from 1 on: `--threads 2`")
}

fn whole<N: FromStr + PartialOrd>(
    text: &str,
    range: RangeInclusive<N>,
    help: &str,
) -> Result<N, String> {
    text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| help.into())
}

/// The sizes of games, from the least to the greatest.
pub(crate) type Sizes = RangeInclusive<usize>;

/// Reads `4..16`, or `8` for one size.
pub(crate) fn sizes(text: &str) -> Result<Sizes, String> {
    let (least, greatest) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str| text.parse::<usize>().ok().filter(|&number| number > 0);
    let range = number(least).zip(number(greatest)).filter(|(least, greatest)| least <= greatest);
    let help = "from the fewest options, 1 at least, to the most: `4..16`";
    range.map(|(least, greatest)| least..=greatest).ok_or_else(|| help.into())
}

/// Reads `--players`.
pub(crate) fn players(text: &str) -> Result<usize, String> {
    whole(text, 2..=64, "a whole number from 2 to 64: `--players 3`")
}

/// Reads `--games`.
pub(crate) fn games(text: &str) -> Result<u64, String> {
    whole(text, 1..=1_000_000, "a whole number from 1 to 1000000: `--games 5`")
}

/// Reads `--family`.
pub(crate) fn family(text: &str) -> Result<&'static Family, String> {
    let names = || FAMILIES.iter().map(|family| family.name);
    Family::named(text).ok_or_else(|| {
        let near = nearest(text, names()).map(|near| format!("did you mean `{near}`? "));
        let list = names().collect::<Vec<_>>().join(", ");
        format!("{}the families are {list}", near.unwrap_or_default())
    })
}

/// Reads `--suite`.
pub(crate) fn suite(text: &str) -> Result<String, String> {
    if text == "field" { Ok(text.into()) } else { Err("the suite is `field`".into()) }
}

/// Reads one of `--export`.
pub(crate) fn result_format(text: &str) -> Result<Format, String> {
    match format(text)? {
        Asked::Result(format) => Ok(format),
        Asked::Annotations(_) => Err("the formats are `text`, `json`, `csv` and `md`".into()),
    }
}

/// Reads the number of an equilibrium.
pub(crate) fn equilibrium(text: &str) -> Result<usize, String> {
    whole(text, 1..=usize::MAX, "the number of an equilibrium, from 1 on: `2`")
}

/// Reads `10%`.
pub(crate) fn percentage(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
    let usable = number.filter(|number| number.is_finite() && *number >= 0.0);
    usable.ok_or_else(|| "a share is written `10%`".into())
}
