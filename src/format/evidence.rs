//! The source text that every quote must stand in.
//!
//! Both are folded before they are compared: runs of white space are one space, typographic quotes
//! and dashes are plain ones, letters are composed. Case counts: a quote is word for word.

use unicode_normalization::UnicodeNormalization;

/// A source, folded, with the line of every place.
#[derive(Debug)]
pub(super) struct Brief {
    /// The path, as the game file gives it.
    pub(super) path: String,
    folded: String,
    /// Where in `folded` each line begins; line `k` is the entry `k - 1`.
    lines: Vec<usize>,
    /// Where in `folded` each word stands, and the word in lower case.
    words: Vec<(usize, usize, String)>,
}

/// A passage of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The words.
    pub(super) text: String,
    /// The line where they begin, from 1.
    pub(super) line: usize,
}

impl Brief {
    pub(super) fn new(path: String, text: &str) -> Brief {
        let mut folded = String::new();
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(folded.len());
            fold_onto(&mut folded, line);
            fold_onto(&mut folded, " ");
        }
        let words = words(&folded);
        Brief { path, folded, lines, words }
    }

    /// The line, from 1, where a quote begins; nothing if it is not in the text, or has no word.
    pub(super) fn line_of(&self, quote: &str) -> Option<usize> {
        let mut wanted = String::new();
        fold_onto(&mut wanted, quote);
        let wanted = wanted.trim();
        if wanted.is_empty() {
            return None;
        }
        self.folded.find(wanted).map(|at| self.line_at(at))
    }

    /// The passage that shares most words with a quote; nothing if none shares half of them.
    pub(super) fn nearest(&self, quote: &str) -> Option<Passage> {
        let mut folded = String::new();
        fold_onto(&mut folded, quote);
        let wanted: Vec<String> = words(&folded).into_iter().map(|(_, _, word)| word).collect();
        let length = wanted.len().min(self.words.len());
        if length == 0 {
            return None;
        }
        let start = self.best_window(&wanted, length)?;
        let (from, to) = (self.words[start].0, self.words[start + length - 1].1);
        Some(Passage { text: self.folded[from..to].to_owned(), line: self.line_at(from) })
    }

    /// The first window of so many words that shares most words with those wanted, if at least
    /// half. The count is kept while the window slides, so this takes time linear in the source.
    fn best_window(&self, wanted: &[String], length: usize) -> Option<usize> {
        let mut missing: std::collections::HashMap<&str, i64> = std::collections::HashMap::new();
        for word in wanted {
            *missing.entry(word).or_default() += 1;
        }
        let mut shared = 0usize;
        let mut best: Option<(usize, f64, usize)> = None;
        for (end, (_, _, word)) in self.words.iter().enumerate() {
            if let Some(count) = missing.get_mut(word.as_str()) {
                shared += usize::from(*count > 0);
                *count -= 1;
            }
            if let Some(gone) = end.checked_sub(length)
                && let Some(count) = missing.get_mut(self.words[gone].2.as_str())
            {
                *count += 1;
                shared -= usize::from(*count > 0);
            }
            let Some(start) = (end + 1).checked_sub(length) else { continue };
            // Equally many shared words: the window that has them in their places is nearer.
            let order = if best.is_none_or(|(most, _, _)| shared >= most) {
                self.in_place(start, wanted)
            } else {
                0.0
            };
            if best.is_none_or(|(most, placed, _)| (shared, order) > (most, placed)) {
                best = Some((shared, order, start));
            }
        }
        best.filter(|&(shared, _, _)| shared > 0 && 2 * shared >= wanted.len()).map(|b| b.2)
    }

    /// How many of the first words stand where they are wanted.
    fn in_place(&self, start: usize, wanted: &[String]) -> f64 {
        let pairs = self.words[start..].iter().zip(wanted).take(40);
        pairs.map(|((_, _, found), wanted)| strsim::jaro_winkler(found, wanted)).sum()
    }

    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at).max(1)
    }
}

/// Appends a text, folded.
fn fold_onto(folded: &mut String, text: &str) {
    for c in text.nfc() {
        match c {
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '“' | '”' | '„' | '‟' | '«' | '»' => folded.push('"'),
            '‘' | '’' | '‚' | '‛' => folded.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => folded.push('-'),
            '…' => folded.push_str("..."),
            // A soft hyphen shows nothing unless a line breaks at it.
            '\u{ad}' => (),
            c => folded.push(c),
        }
    }
}

fn words(folded: &str) -> Vec<(usize, usize, String)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in folded.char_indices().chain([(folded.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at, folded[from..at].to_lowercase()));
                start = None;
            }
            _ => (),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief() -> Brief {
        let text = "# The case\r\n\r\nIt made substantial capital\n   injections. “So what?” — the\nCEO’s words.";
        Brief::new("case.md".into(), text)
    }

    #[test]
    fn white_space_and_typography_do_not_count() {
        let brief = brief();
        assert_eq!(brief.line_of("capital injections"), Some(3));
        assert_eq!(brief.line_of("\"So what?\"  - the CEO's"), Some(4));
        assert_eq!(brief.line_of("Capital injections"), None);
        assert_eq!(brief.line_of("  "), None);
    }

    #[test]
    fn the_nearest_passage_is_named_with_its_line() {
        let nearest = brief().nearest("substantial cash injections");
        let text = "substantial capital injections".to_owned();
        assert_eq!(nearest, Some(Passage { text, line: 3 }));
        assert_eq!(brief().nearest("nothing of this stands there"), None);
    }
}
