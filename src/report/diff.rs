//! What a repair changed, as a unified diff without context.

use itertools::Itertools;

/// The lines that differ, for `patch --unidiff-zero`. A repair changes lines and puts lines in; it
/// takes none away.
pub(super) fn unified(name: &str, before: &str, after: &str) -> String {
    let old = before.split_inclusive('\n').collect_vec();
    let new = after.split_inclusive('\n').collect_vec();
    let (mut i, mut j) = (0, 0);
    let mut hunks = String::new();
    while j < new.len() {
        // A line is put in where there are lines to spare and the next is nearer to the old one.
        let spare = new.len() - j > old.len() - i;
        let likeness = |at: usize| match (old.get(i), new.get(at)) {
            (Some(old), Some(new)) => strsim::normalized_levenshtein(old, new),
            _ => 0.0,
        };
        let put_in = spare && (i == old.len() || likeness(j + 1) > likeness(j));
        if i < old.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if put_in {
            hunks += &format!("@@ -{i},0 +{} @@\n{}", j + 1, line('+', new[j]));
            j += 1;
        } else {
            let changed = format!("{}{}", line('-', old[i]), line('+', new[j]));
            hunks += &format!("@@ -{} +{} @@\n{changed}", i + 1, j + 1);
            (i, j) = (i + 1, j + 1);
        }
    }
    if hunks.is_empty() { hunks } else { format!("--- {name}\n+++ {name}\n{hunks}") }
}

fn line(sign: char, text: &str) -> String {
    match text.strip_suffix('\n') {
        Some(text) => format!("{sign}{}\n", text.trim_end_matches('\r')),
        None => format!("{sign}{text}\n\\ No newline at end of file\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_and_new_lines_are_shown() {
        let before = "a\nb\nc\nd";
        assert_eq!(unified("x", before, before), "");
        let after = "a\nB\nnew\nc\nnew\nd";
        let diff = "--- x\n+++ x\n@@ -2 +2 @@\n-b\n+B\n@@ -2,0 +3 @@\n+new\n@@ -3,0 +5 @@\n+new\n";
        assert_eq!(unified("x", before, after), diff);
        let diff =
            "--- x\n+++ x\n@@ -0,0 +1 @@\n+id = 1\n@@ -1 +2 @@\n-when = lefft\n+when = left\n";
        assert_eq!(unified("x", "when = lefft\n", "id = 1\nwhen = left\n"), diff);
    }
}
