//! Claims: `outcome = court`, `equilibria = 9`, `microsoft.litigate > 1/2`, `payoff.amazon < 0`.

use super::{Span, choice_in, number_in, split_within, trimmed};
use crate::diagnostic::Diagnostic;
use crate::format::names::{Codes, Names, nfc};
use crate::format::suggest::{listed, nearest, suggest};
use crate::number::Rational;
use crate::scenario::{Claim, OutcomeName, Regime, Relation, Subject};

/// What an outcome can be, whatever the regimes of a file are called.
pub(crate) const KINDS: [&str; 6] =
    ["unique_pure", "several_pure", "mixed_only", "pure_and_mixed", "continuum", "none_found"];

/// The longer first: `<` begins `<=`.
const RELATIONS: [(&str, Relation); 6] = [
    ("!=", Relation::Unequal),
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("=", Relation::Equal),
    ("<", Relation::Less),
    (">", Relation::Greater),
];

const FORMS: &str =
    "write `outcome = NAME`, `equilibria = 1`, `MOVE.OPTION > 1/2` or `payoff.WHO = 2`";

/// Reads a claim.
pub(crate) fn parse(
    text: &str,
    names: &Names,
    regimes: &[Regime],
    codes: Codes,
) -> Result<Claim, Diagnostic> {
    let whole = trimmed(text, 0..text.len());
    let (some, rest) = match split_within(text, whole.clone(), ':') {
        Some((first, rest)) if &text[first.clone()] == "some" => (true, rest),
        _ => (false, whole),
    };
    let Some((left, relation, right)) = compared(text, rest.clone()) else {
        let message = format!("`{}` compares nothing", &text[rest.clone()]);
        return Err(Diagnostic::new(codes.unreadable, message).at(rest).help(FORMS));
    };
    let reader = Reader { text, names, regimes, codes };
    Ok(Claim { some, subject: reader.subject(left, relation, right)? })
}

/// The two sides of the first comparison.
pub(super) fn compared(text: &str, span: Span) -> Option<(Span, Relation, Span)> {
    let at = span.start + text[span.clone()].find(['=', '<', '>', '!'])?;
    let (sign, relation) = RELATIONS.iter().find(|(sign, _)| text[at..].starts_with(sign))?;
    let right = trimmed(text, at + sign.len()..span.end);
    Some((trimmed(text, span.start..at), *relation, right))
}

/// The regime, else the kind of outcome, with this name.
pub(super) fn outcome_called(regimes: &[Regime], name: &str) -> Option<OutcomeName> {
    if let Some(at) = regimes.iter().position(|regime| regime.name == name) {
        return Some(OutcomeName::Regime(at));
    }
    let kind = if name == "standoff" { "mixed_only" } else { name };
    KINDS.contains(&kind).then(|| OutcomeName::Kind(kind.to_owned()))
}

struct Reader<'a> {
    text: &'a str,
    names: &'a Names,
    regimes: &'a [Regime],
    codes: Codes,
}

impl Reader<'_> {
    fn subject(&self, left: Span, relation: Relation, right: Span) -> Result<Subject, Diagnostic> {
        match &self.text[left.clone()] {
            "outcome" => self.outcome(relation, left, right),
            "equilibria" => Ok(Subject::Equilibria { relation, value: self.number(right)? }),
            _ => match split_within(self.text, left.clone(), '.') {
                Some((first, who)) if &self.text[first.clone()] == "payoff" => {
                    let id = nfc(&self.text[who.clone()]);
                    let stakeholder = self.names.who_ids().position(|other| other == id);
                    let unknown = || self.names.unknown_who(&id, self.codes).at(who);
                    let stakeholder = stakeholder.ok_or_else(unknown)?;
                    Ok(Subject::Payoff { stakeholder, relation, value: self.number(right)? })
                }
                _ => self.probability(left, relation, right),
            },
        }
    }

    fn probability(
        &self,
        left: Span,
        relation: Relation,
        right: Span,
    ) -> Result<Subject, Diagnostic> {
        if left.is_empty() {
            let message = "this claim compares nothing";
            return Err(Diagnostic::new(self.codes.unreadable, message).at(left).help(FORMS));
        }
        let (node, choice) = choice_in(self.names, self.text, left.clone(), self.codes)
            .map_err(|fault| self.misspelt_subject(left, fault))?;
        let value = self.number(right)?;
        Ok(Subject::Probability { node, choice: Some(choice), relation, value })
    }

    /// `equilibrium = 1`: near to a word of the grammar, and to no option.
    fn misspelt_subject(&self, left: Span, fault: Diagnostic) -> Diagnostic {
        let first = self.text[left].split('.').next().unwrap_or_default();
        match nearest(first, ["outcome", "equilibria", "payoff"]) {
            Some(near) if fault.label.is_none() => {
                fault.label(format!("did you mean `{near}`?")).help(FORMS)
            }
            _ => fault,
        }
    }

    fn outcome(&self, relation: Relation, left: Span, right: Span) -> Result<Subject, Diagnostic> {
        let equal = match relation {
            Relation::Equal => true,
            Relation::Unequal => false,
            _ => {
                let message = "outcomes have no order";
                let help = "write `outcome = NAME` or `outcome != NAME`";
                let span = left.start..right.end;
                return Err(Diagnostic::new(self.codes.unreadable, message).at(span).help(help));
            }
        };
        let name = nfc(self.text[right.clone()].trim_matches(['"', '\'']));
        match outcome_called(self.regimes, &name) {
            Some(name) => Ok(Subject::Outcome { equal, name }),
            None => Err(self.unknown_outcome(&name, right)),
        }
    }

    fn unknown_outcome(&self, name: &str, span: Span) -> Diagnostic {
        let regimes = || self.regimes.iter().map(|regime| regime.name.as_str());
        let message = format!("no regime or kind of outcome is called `{name}`");
        let kinds = listed(KINDS);
        let help = match self.regimes.len() {
            0 => format!("the kinds are {kinds}, and `standoff`"),
            _ => {
                format!("the regimes are {}; the kinds {kinds}, and `standoff`", listed(regimes()))
            }
        };
        let fault = Diagnostic::new(self.codes.unknown, message).at(span).help(help);
        suggest(fault, name, regimes().chain(KINDS).chain(["standoff"]))
    }

    fn number(&self, span: Span) -> Result<Rational, Diagnostic> {
        number_in(self.text, span, self.codes)
    }
}
