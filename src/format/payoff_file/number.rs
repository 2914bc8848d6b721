//! Payoffs as files write them: integers, fractions of integers, decimals, with an exponent.

use super::{Span, fault};
use crate::diagnostic::Diagnostic;
use crate::format::expression::{MOST_DIGITS, too_many_digits};
use crate::number::{ParseRationalError, Rational};

/// Words that some programs print for what is no number.
const NOT_FINITE: [&str; 5] = ["nan", "inf", "infinity", "-inf", "-infinity"];

/// Reads a number exactly. A plus sign is not part of these formats.
pub(super) fn number(text: &str, span: &Span) -> Result<Rational, Diagnostic> {
    if text.len() <= 18
        && let Ok(small) = text.parse::<i64>()
        && !text.starts_with('+')
    {
        return Ok(Rational::from(small));
    }
    if text.len() > MOST_DIGITS {
        return Err(too_many_digits(span.clone()));
    }
    if NOT_FINITE.contains(&text.to_ascii_lowercase().as_str()) {
        let message = format!("`{text}` is not a number that a game can use");
        return Err(fault("E112", span.clone(), message).help("write a finite number"));
    }
    if text.contains('+') {
        let label = format!("write `{}`", text.replace('+', ""));
        return Err(malformed(text, span).label(label));
    }
    if text.contains('/') && !is_fraction(text) {
        return Err(malformed(text, span));
    }
    text.parse().map_err(|error| match error {
        ParseRationalError::DivisionByZero => {
            let message = format!("`{text}` divides by zero");
            fault("E112", span.clone(), message).help("write a finite number")
        }
        ParseRationalError::ExponentTooLarge => too_many_digits(span.clone()),
        ParseRationalError::Malformed => malformed(text, span),
    })
}

/// Whether this is `-2/3`: integers above and below, the sign in front.
fn is_fraction(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.split_once('/').is_some_and(|(above, below)| digits(above) && digits(below))
}

fn malformed(text: &str, span: &Span) -> Diagnostic {
    let shown: String = text.chars().take(40).collect();
    let fault = fault("E133", span.clone(), format!("`{shown}` is not a number"));
    if text.contains(',') && text.replace(',', ".").parse::<Rational>().is_ok() {
        return fault.help(format!("write a point for the comma: `{}`", text.replace(',', ".")));
    }
    fault.help("write `2`, `-2/3`, `0.5` or `1e-3`")
}

/// A number as these formats write it: in decimals where that is exact and `decimals` asks for it,
/// else as a fraction.
pub(super) fn written(number: &Rational, decimals: bool) -> String {
    let places = if decimals && !number.is_integer() { places(number) } else { None };
    places.map_or_else(|| number.to_string(), |places| number.to_decimal(places))
}

/// How many digits after the point a number has; nothing if it has no end.
fn places(number: &Rational) -> Option<usize> {
    let mut rest = number.denominator();
    let mut divided = |by: i64| {
        let by = crate::number::Integer::from(by);
        let mut times = 0;
        while (&rest % &by).is_zero() {
            rest /= &by;
            times += 1;
        }
        times
    };
    let places = divided(2).max(divided(5));
    (rest == crate::number::Integer::ONE).then_some(places)
}
