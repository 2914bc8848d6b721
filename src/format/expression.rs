//! Reads a number: `40`, `0.1`, `"2/3"`, `"1 - x"`, `"-2 * costs / 3"`.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = factor { ("*" | "/") factor }
//! factor  = number | parameter | "(" sum ")" | ("+" | "-") factor
//! ```
//!
//! Division is by numbers only, so the result is a polynomial in the parameters. Everything is
//! exact. Size is bounded on the way, because a short text can stand for a polynomial or a number
//! that fills the memory: `(x + y + z)*(x + y + z)*…`, `1e9999*1e9999*…`.

use std::ops::Range;

use super::fault;
use super::names::{continues_id, nfc, starts_id};
use super::suggest::{listed, suggest};
use crate::diagnostic::Diagnostic;
use crate::number::{Integer, ParseRationalError, Rational};
use crate::scenario::{Expression, ParameterId};

/// Parentheses and signs nest at most so deep: the reader recurses.
const DEEPEST: usize = 60;
/// An expression has at most so many bytes.
const LONGEST: usize = 10_000;
/// All numbers of an expression together have at most so many digits, exponents written out.
pub(super) const MOST_DIGITS: usize = 11_000;
/// Powers add up to at most this in any term.
const HIGHEST_DEGREE: u32 = 20;
/// Multiplying makes at most so many terms, over a whole expression.
const MOST_TERMS: usize = 20_000;

/// Reads an expression over the parameters with these ids. Spans count from the text's start.
pub(super) fn parse(text: &str, parameters: &[String]) -> Result<Expression, Diagnostic> {
    if text.len() > LONGEST {
        let message = format!("this expression has {} characters", text.len());
        let help = format!("at most {LONGEST} are read; name parts of it as parameters");
        return Err(fault("E107", 0..text.len(), message).help(help));
    }
    let mut reader = Reader { text, at: 0, parameters, depth: 0, digits: 0, terms: 0 };
    let sum = reader.sum()?;
    reader.skip_space();
    if reader.at < text.len() {
        return Err(reader.unexpected("an operator"));
    }
    Ok(sum)
}

/// Reads a number as TOML writes it: with `_`, `inf`, `nan` and `0x` forms.
pub(super) fn literal(raw: &str, span: Range<usize>) -> Result<Rational, Diagnostic> {
    let text: String = raw.chars().filter(|&c| c != '_').collect();
    let unsigned = text.trim_start_matches(['+', '-']);
    if matches!(unsigned, "inf" | "nan") {
        let message = format!("`{raw}` is not a number that a game can use");
        return Err(fault("E112", span, message).help("write a finite number"));
    }
    let radix = match unsigned.get(..2) {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => return decimal(&text, span),
    };
    Integer::from_str_radix(&unsigned[2..], radix).map(Rational::from).map_err(|_| {
        fault("E003", span, format!("`{raw}` is not a number")).help("write it in decimals")
    })
}

fn decimal(text: &str, span: Range<usize>) -> Result<Rational, Diagnostic> {
    if text.len() > MOST_DIGITS {
        return Err(too_many_digits(span));
    }
    text.parse().map_err(|error| match error {
        ParseRationalError::ExponentTooLarge => too_many_digits(span),
        _ => fault("E003", span, format!("`{text}` is not a number")).help("write a number: `40`"),
    })
}

pub(super) fn too_many_digits(span: Range<usize>) -> Diagnostic {
    let help = format!("numbers are kept exactly, up to {MOST_DIGITS} digits");
    fault("E121", span, "a number of too many digits").help(help)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    parameters: &'a [String],
    depth: usize,
    digits: usize,
    terms: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Result<Expression, Diagnostic> {
        let mut parts = vec![self.product()?];
        loop {
            match self.peek() {
                Some('+') => {
                    self.at += 1;
                    parts.push(self.product()?);
                }
                Some('-') => {
                    self.at += 1;
                    parts.push(self.product()?.scaled(&Rational::from(-1)));
                }
                _ => return Ok(total(parts)),
            }
        }
    }

    fn product(&mut self) -> Result<Expression, Diagnostic> {
        self.skip_space();
        let start = self.at;
        let mut product = self.factor()?;
        loop {
            match self.peek() {
                Some('*') => {
                    self.at += 1;
                    let factor = self.factor()?;
                    product = self.times(&product, &factor, start)?;
                }
                Some('/') => {
                    self.at += 1;
                    let inverse = self.divisor()?;
                    product = product.scaled(&inverse);
                }
                _ => return Ok(product),
            }
        }
    }

    fn times(
        &mut self,
        a: &Expression,
        b: &Expression,
        start: usize,
    ) -> Result<Expression, Diagnostic> {
        self.terms += a.len() * b.len();
        let degree = a.degree() + b.degree();
        if degree > HIGHEST_DEGREE || self.terms > MOST_TERMS {
            let message = "this polynomial is too large";
            let help = format!("powers up to {HIGHEST_DEGREE} and {MOST_TERMS} terms are read");
            return Err(fault("E107", start..self.at, message).help(help));
        }
        Ok(a.times(b))
    }

    /// What follows `/`, inverted.
    fn divisor(&mut self) -> Result<Rational, Diagnostic> {
        self.skip_space();
        let start = self.at;
        let divisor = self.factor()?;
        let span = start..self.at;
        let Some(number) = divisor.as_constant() else {
            let message = format!("this divides by `{}`", &self.text[span.clone()]);
            let help = "an expression divides by numbers only, so that it is a polynomial";
            return Err(fault("E107", span, message).label("not a number").help(help));
        };
        number.reciprocal().ok_or_else(|| {
            fault("E112", span, "division by zero").help("divide by a number that is not 0")
        })
    }

    fn factor(&mut self) -> Result<Expression, Diagnostic> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let help =
                format!("at most {DEEPEST} parentheses and signs inside each other are read");
            let message = "this expression is nested too deeply";
            return Err(fault("E107", self.at..self.at, message).help(help));
        }
        let factor = self.factor_within();
        self.depth -= 1;
        factor
    }

    fn factor_within(&mut self) -> Result<Expression, Diagnostic> {
        match self.peek() {
            Some('+') => {
                self.at += 1;
                self.factor()
            }
            Some('-') => {
                self.at += 1;
                Ok(self.factor()?.scaled(&Rational::from(-1)))
            }
            Some('(') => self.parenthesis(),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if starts_id(c) => self.name(),
            _ => Err(self.unexpected("a number, a parameter or `(`")),
        }
    }

    fn parenthesis(&mut self) -> Result<Expression, Diagnostic> {
        let open = self.at;
        self.at += 1;
        let sum = self.sum()?;
        if self.peek() == Some(')') {
            self.at += 1;
            return Ok(sum);
        }
        if self.at < self.text.len() {
            return Err(self.unexpected("an operator or `)`"));
        }
        let message = "this parenthesis is not closed";
        Err(fault("E107", open..open + 1, message).label("write `)` after it"))
    }

    fn number(&mut self) -> Result<Expression, Diagnostic> {
        let start = self.at;
        self.take_while(|c| c.is_ascii_digit() || c == '.' || c == '_');
        let mantissa = self.at;
        if self.rest().starts_with(['e', 'E']) {
            self.at += 1;
            if self.rest().starts_with(['+', '-']) {
                self.at += 1;
            }
            self.take_while(|c| c.is_ascii_digit());
            // `2 e` or `2energy`: the letter is no exponent.
            if !self.text[..self.at].ends_with(|c: char| c.is_ascii_digit()) {
                self.at = mantissa;
            }
        }
        let span = start..self.at;
        let written: String = self.text[span.clone()].replace('_', "");
        let exponent = written.split(['e', 'E']).nth(1).and_then(|e| e.parse::<i64>().ok());
        let exponent =
            exponent.map_or(0, |e| usize::try_from(e.unsigned_abs()).unwrap_or(usize::MAX));
        self.digits = self.digits.saturating_add(written.len()).saturating_add(exponent);
        if self.digits > MOST_DIGITS {
            return Err(too_many_digits(span));
        }
        match written.parse::<Rational>() {
            Ok(number) => Ok(Expression::from(number)),
            Err(ParseRationalError::ExponentTooLarge) => Err(too_many_digits(span)),
            Err(_) => Err(fault("E107", span, format!("`{written}` is not a number"))),
        }
    }

    fn name(&mut self) -> Result<Expression, Diagnostic> {
        let start = self.at;
        // No `-` in a parameter's id: `a-b` is a difference.
        self.take_while(|c| continues_id(c) && c != '-');
        let name = &self.text[start..self.at];
        let id = nfc(name);
        let known: Option<ParameterId> = self.parameters.iter().position(|other| *other == id);
        known.map(Expression::parameter).ok_or_else(|| self.unknown(name, start))
    }

    /// A lone word is no expression that went wrong, but text where a number belongs.
    fn unknown(&self, name: &str, start: usize) -> Diagnostic {
        let span = start..start + name.len();
        let lone = self.text.trim() == name;
        let fault = if lone {
            fault("E003", span, format!("`{name}` is neither a number nor a parameter"))
        } else {
            fault("E107", span, format!("no parameter is called `{name}`"))
        };
        let fault = fault.help(if self.parameters.is_empty() {
            format!("write a number, or define it: `[parameters.{name}]` with a `value`")
        } else {
            let known = listed(self.parameters.iter().map(String::as_str));
            format!("write a number, or a parameter: {known}")
        });
        suggest(fault, name, self.parameters.iter().map(String::as_str))
    }

    fn unexpected(&self, expected: &str) -> Diagnostic {
        let Some(found) = self.rest().chars().next() else {
            let message = format!("this expression ends where {expected} belongs");
            let end = self.text.len();
            return fault("E107", end..end, message).help("for example `\"1 - x\"` or `\"2/3\"`");
        };
        let message = format!("`{found}` stands where {expected} belongs");
        let span = self.at..self.at + found.len_utf8();
        let fault = fault("E107", span, message);
        let after_value = expected.starts_with("an operator");
        match found {
            '−' | '–' | '—' => fault.label("write `-`"),
            '×' | '·' | '∙' => fault.label("write `*`"),
            '÷' | ':' => fault.label("write `/`"),
            '%' => fault.label("write a share: 40% is `0.4`"),
            '^' | '*' => fault.label("write a power as a product: `x * x`"),
            ',' => fault.label("a decimal has a point: `0.5`"),
            c if after_value && (starts_id(c) || c == '(') => fault.label("write `*` before it"),
            _ => fault.help("an expression is built of numbers, parameters, `+ - * / ( )`"),
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }
}

/// The sum, added pairwise: one by one, a long sum would be copied at every step.
fn total(mut parts: Vec<Expression>) -> Expression {
    while parts.len() > 1 {
        parts = parts
            .chunks(2)
            .map(|pair| pair.get(1).map_or_else(|| pair[0].clone(), |second| pair[0].plus(second)))
            .collect();
    }
    parts.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Rational, &'static str> {
        let parameters = ["x".to_owned(), "costs".to_owned()];
        let values = [Rational::new(1, 3), Rational::from(6)];
        let expression = parse(text, &parameters).map_err(|fault| fault.code.0)?;
        Ok(expression.value(|id| values[id].clone()))
    }

    #[test]
    fn expressions_have_their_usual_value() {
        for (text, exact) in [
            ("2/3", "2/3"),
            ("1 - x", "2/3"),
            ("-2 * costs / 3", "-4"),
            ("1 - 2 - 3", "-4"),
            ("8 / 2 / 2", "2"),
            ("2 + 3 * 4", "14"),
            ("(2 + 3) * 4", "20"),
            ("x*x - x", "-2/9"),
            ("--x", "1/3"),
            ("1e-3 + .5", "501/1000"),
            ("0.123456789012345678901234567890", "12345678901234567890123456789/10e28"),
            ("(1 - x)/2", "1/3"),
        ] {
            let exact: Rational = exact.parse().expect("a number");
            assert_eq!(value(text), Ok(exact), "{text}");
        }
    }

    #[test]
    fn what_is_no_polynomial_is_refused() {
        for text in ["1 / x", "2x", "x ^ 2", "1 +", "", "(", "1)", "2 * y", "40%", "1 − x", "a.b"]
        {
            assert_eq!(value(text), Err("E107"), "{text}");
        }
        assert_eq!(value("1 / 0"), Err("E112"));
        assert_eq!(value("1 / (x - x)"), Err("E112"));
        assert_eq!(value("high"), Err("E003"));
    }

    #[test]
    fn nothing_grows_without_bound() {
        let deep = "(".repeat(4_000) + "1" + &")".repeat(4_000);
        let power = vec!["x"; 1_000].join("*");
        let product = vec!["(1 + x + costs)"; 500].join("*");
        let huge = vec!["1e9999"; 50].join("*");
        for text in [deep, power, product, "+".repeat(9_000) + "1", "x+".repeat(50_000) + "x"] {
            assert_eq!(value(&text), Err("E107"));
        }
        assert_eq!(value(&huge), Err("E121"));
        assert_eq!(value(&(vec!["x"; 3_000].join("+"))), Ok(Rational::from(1_000)));
    }
}
