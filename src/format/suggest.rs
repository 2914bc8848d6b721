//! "Did you mean": the nearest right name.

use unicode_normalization::UnicodeNormalization;

/// Names less alike than this are no help.
const ALIKE: f64 = 0.75;
/// More candidates than this are sifted before they are compared letter by letter, so that ten
/// thousand slips in a file of a thousand names are answered at once.
const COMPARED: usize = 200;

/// The candidate nearest to what was written: by likeness, or the only one that it begins or that
/// begins it.
///
/// Likeness is Jaro–Winkler, which favours a common beginning, or Damerau–Levenshtein, which is
/// fairer to a slip at the first letter.
pub(crate) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = fold(written);
    let mut candidates: Vec<&str> = candidates.into_iter().collect();
    if candidates.len() > COMPARED {
        candidates.retain(|candidate| resembles(&written, candidate));
    }
    if written.is_empty() || written.len() > 100 {
        return None;
    }
    let likeness = |candidate: &str| {
        let candidate = fold(candidate);
        let damerau = strsim::normalized_damerau_levenshtein(&written, &candidate);
        strsim::jaro_winkler(&written, &candidate).max(damerau)
    };
    let mut best: Option<(f64, &str)> = None;
    for &candidate in candidates.iter().filter(|candidate| candidate.len() <= 100) {
        let score = likeness(candidate);
        if score >= ALIKE && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or_else(|| only_prefix(&written, &candidates))
}

/// The words beside the caret, if a candidate is near.
pub(super) fn did_you_mean(name: Option<&str>) -> Option<String> {
    name.map(|name| format!("did you mean `{name}`?"))
}

/// Some names in a list, as a sentence shows them.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 16;
    let names: Vec<&str> = names.into_iter().collect();
    if names.is_empty() {
        return "none".to_owned();
    }
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{}, and {more} more", shown.join(", ")),
    }
}

/// Whether two names begin alike and are about as long: looked at first where there are many.
fn resembles(written: &str, candidate: &str) -> bool {
    let begins = |name: &str| name.chars().next().map(|c| c.to_lowercase().next());
    begins(written) == begins(candidate) && written.len().abs_diff(candidate.len()) <= 2
}

fn only_prefix<'a>(written: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let mut alike = candidates.iter().filter(|candidate| fold(candidate).starts_with(written));
    let first = alike.next()?;
    alike.all(|other| other == first).then_some(first)
}

fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_far_ones_are_not() {
        let names = ["microsoft", "openai", "amazon"];
        assert_eq!(nearest("amazn", names), Some("amazon"));
        assert_eq!(nearest("Microsoft", names), Some("microsoft"));
        assert_eq!(nearest("o", names), Some("openai"));
        assert_eq!(nearest("google", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("xmazon", names), Some("amazon"));
    }
}
