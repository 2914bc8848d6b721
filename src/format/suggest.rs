//! "Did you mean": the nearest right name.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Diagnostic;

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
    let mut best: Option<(f64, &str)> = None;
    for &candidate in candidates.iter().filter(|candidate| candidate.len() <= 100) {
        let score = likeness(&written, candidate);
        if score >= ALIKE && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or_else(|| only_prefix(&written, &candidates))
}

/// How alike a folded name and a candidate are, from 0 to 1.
fn likeness(written: &str, candidate: &str) -> f64 {
    let candidate = fold(candidate);
    let damerau = strsim::normalized_damerau_levenshtein(written, &candidate);
    strsim::jaro_winkler(written, &candidate).max(damerau)
}

/// The fault with the nearest candidate beside the caret; and if no other could be meant as well,
/// with that as its repair.
pub(super) fn suggest<'a>(
    fault: Diagnostic,
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let Some(near) = nearest(written, candidates.iter().copied()) else { return fault };
    let fault = Diagnostic { label: did_you_mean(Some(near)), ..fault };
    if is_sure(written, near, candidates) { fault.repair(written, near) } else { fault }
}

/// Whether the nearest is a slip away, and no other candidate could be meant as well: every other
/// takes more slips, and where the nearest takes more than one itself, no other is alike at all.
pub(super) fn is_sure<'a>(
    written: &str,
    near: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> bool {
    let written = fold(written);
    let slips = |candidate: &str| strsim::damerau_levenshtein(&written, &fold(candidate));
    let least = slips(near);
    if !is_slip(&written, &fold(near), least) {
        return false;
    }
    let mut rivals: Vec<&str> = candidates.into_iter().filter(|rival| *rival != near).collect();
    if rivals.len() > COMPARED {
        rivals.retain(|rival| resembles(&written, rival));
    }
    let farther =
        |rival: &&str| slips(rival) > least && (least <= 1 || likeness(&written, rival) < ALIKE);
    rivals.iter().filter(|rival| rival.len() <= 100).all(farther)
}

/// Whether a name is another one mistyped, rather than a name of its own that was never declared:
/// a number tells names apart (`firm2`), and so does what is put before one (`unlisted`).
fn is_slip(written: &str, near: &str, slips: usize) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let begun = |long: &str, short: &str| long.len() > short.len() && long.ends_with(short);
    let few = slips <= 1 || (slips == 2 && near.chars().count() >= 8);
    few && digits(written) == digits(near) && !begun(written, near) && !begun(near, written)
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

    #[test]
    fn only_a_name_without_rivals_is_a_repair() {
        assert!(is_sure("amazn", "amazon", ["microsoft", "openai", "amazon"]));
        assert!(is_sure("bedrok", "bedrock", ["bedrock", "bedroom"]));
        assert!(is_sure("litigte", "litigate", ["litigate", "accommodate"]));
        assert!(!is_sure("unlisted", "listed", ["listed", "wait"]));
        assert!(!is_sure("firm2", "firm1", ["firm1", "rival"]));
        assert!(!is_sure("d", "defect", ["defect", "cooperate"]));
        assert!(!is_sure("mat", "cat", ["cat", "bat"]));
        assert!(!is_sure("o", "openai", ["microsoft", "openai", "amazon"]));
        assert!(!is_sure("precdnce", "precedent", ["precedent", "precedents"]));
    }
}
