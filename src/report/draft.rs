//! The game file that `new` begins: valid, with every number still to be judged.

use itertools::Itertools;
use unicode_width::UnicodeWidthStr;

use crate::number::Rational;

/// More outcomes than this do not get an effect each.
const MOST_OUTCOMES: usize = 64;

/// At most so many sentences of the source are offered for each player.
const MOST_SENTENCES: usize = 6;

/// A case of which only the names are known.
///
/// ```
/// use standoff::report::draft::{Draft, Player};
/// let player = |id: &str, options: [&str; 2]| Player {
///     id: id.into(),
///     options: options.map(String::from).to_vec(),
///     interests: Vec::new(),
/// };
/// let players = vec![player("row", ["top", "bottom"]), player("column", ["left", "right"])];
/// let text = Draft { title: "A table".into(), players, source: None }.to_toml();
/// let source = standoff::diagnostic::SourceText::new("table.toml", text);
/// let reading = standoff::format::read(source, &|_| Err("no files".into()));
/// assert!(reading.scenario.is_some() && reading.diagnostics.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the case is called.
    pub title: String,
    /// Who decides.
    pub players: Vec<Player>,
    /// The text that quotes will stand in.
    pub source: Option<Source>,
}

/// A player of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Player {
    /// The id.
    pub id: String,
    /// The ids of its options, at least one.
    pub options: Vec<String>,
    /// What it cares about, with the weights; nothing for a player with a single payoff.
    pub interests: Vec<(String, Rational)>,
}

/// The text that quotes will stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its path, relative to the game file.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Draft {
    /// The draft as a game file. Every score is 0, with a comment that says what it is.
    pub fn to_toml(&self) -> String {
        let parts = [
            self.head(),
            rule("who, and what they care about"),
            self.weights_remark(),
            self.players.iter().map(|player| self.player(player)).collect(),
            rule("what they can do"),
            "# All decide at the same time: no move sees another.\n".into(),
            self.players.iter().map(moves).collect(),
            rule("what follows from what"),
            if self.is_table() { self.outcomes() } else { self.consequences() },
            self.question(),
        ];
        parts.concat()
    }

    /// Whether every player has a single payoff, and the outcomes are few: then each outcome has
    /// an effect that gives its payoffs.
    fn is_table(&self) -> bool {
        let outcomes: usize =
            self.players.iter().fold(1, |all, player| all.saturating_mul(player.options.len()));
        outcomes <= MOST_OUTCOMES && self.players.iter().all(|player| player.interests.is_empty())
    }

    fn head(&self) -> String {
        let mut head = format!("standoff = 1\ntitle    = {}\n", string(&self.title));
        if let Some(source) = &self.source {
            let path = string(&source.path);
            head +=
                &format!("source   = {path}    # every quote must stand in it, word for word\n");
        }
        if !self.is_table() {
            head += "baseline = \"things as they are now\"    # what a score of 0 means\n";
            head += "scale    = 3    # scores run from -3 (much worse) to +3 (much better)\n";
        }
        head
    }

    fn weights_remark(&self) -> String {
        if self.is_table() {
            return String::new();
        }
        "# A weight is a share of attention: a player's weights need not sum to 100.\n\
         # Say where each is from: { weight = 40, quote = \"…\" }, or note = \"…\".\n"
            .into()
    }

    fn player(&self, player: &Player) -> String {
        let id = key(&player.id);
        let mut text = format!("\n[players.{id}]\nname = {}\n", string(&player.id));
        if !player.interests.is_empty() {
            text += &format!("[players.{id}.interests]\n");
        }
        let weights = player.interests.iter();
        let weights = weights.map(|(interest, weight)| (key(interest), number(weight), None));
        text + &aligned(&weights.collect_vec()) + &self.quotes(player)
    }

    /// The sentences of the source that name a player, as comments.
    fn quotes(&self, player: &Player) -> String {
        let Some(source) = &self.source else { return String::new() };
        let named = sentences(&source.text).into_iter().filter(|s| names(s, &player.id));
        let named = named.collect_vec();
        if named.is_empty() {
            return format!("# No sentence of {} names {}.\n", comment(&source.path), player.id);
        }
        let (path, id) = (comment(&source.path), &player.id);
        let mut text = format!(
            "# Sentences of {path} that name {id}. Quote one where it supports a number:\n"
        );
        for sentence in named.iter().take(MOST_SENTENCES) {
            text += &format!("# quote = {}\n", string(sentence));
        }
        match named.len().saturating_sub(MOST_SENTENCES) {
            0 => text,
            more => text + &format!("# … and {more} more.\n"),
        }
    }

    /// One effect for each outcome, with everybody's payoff there.
    fn outcomes(&self) -> String {
        let mut text =
            String::from("# One effect for each outcome. Replace each 0 by the payoff there.\n");
        let options = self.players.iter().map(|player| player.options.iter());
        for outcome in options.multi_cartesian_product() {
            let each = self.players.iter().zip(&outcome);
            let when = each.map(|(player, option)| self.option(player, option)).join(" & ");
            text += &format!("\n[[effects]]\nwhen = {}\n", string(&when));
            let at = outcome.iter().join(", ");
            let remark = |id: &String| Some(format!("{id}'s payoff at {at}"));
            let payoffs = self.players.iter();
            let payoffs = payoffs.map(|player| (key(&player.id), "0".into(), remark(&player.id)));
            text += &aligned(&payoffs.collect_vec());
        }
        text
    }

    /// One effect for each option, with a line for each interest.
    fn consequences(&self) -> String {
        let mut text = String::from(
            "# What each option does by itself, to each interest. Delete the lines that stay 0.\n\
             # Where two options together do more, or less, add an effect: when = \"a & b\".\n",
        );
        for player in &self.players {
            for option in &player.options {
                let when = string(&self.option(player, option));
                text += &format!("\n[[effects]]\nwhen    = {when}\nbecause = \"\"    # say why\n");
                let points = self.players.iter().flat_map(|other| points(other, option));
                text += &aligned(&points.collect_vec());
            }
        }
        text
    }

    /// An option as conditions name it: with its player, where another has the same.
    fn option(&self, player: &Player, option: &String) -> String {
        let owners = self.players.iter().filter(|other| other.options.contains(option)).count();
        if owners > 1 { format!("{}.{option}", player.id) } else { option.clone() }
    }

    /// Whose options are compared: those of the first player that has a choice.
    fn question(&self) -> String {
        let Some(focus) = self.players.iter().find(|player| player.options.len() > 1) else {
            return String::new();
        };
        let id = string(&focus.id);
        rule("the question asked")
            + &format!("[ask]\nfocus = {id}    # whose options are compared\n")
    }
}

fn moves(player: &Player) -> String {
    let line = |option: &String| {
        (format!("options.{}", key(option)), string(option), Some("say it in words".into()))
    };
    let options = player.options.iter().map(line).collect_vec();
    format!("\n[[moves]]\nplayer = {}\n{}", string(&player.id), aligned(&options))
}

/// A key, its value and a remark.
type Line = (String, String, Option<String>);

/// The points that an option adds to each interest of somebody.
fn points(who: &Player, option: &str) -> Vec<Line> {
    let (key_of_who, id) = (key(&who.id), &who.id);
    if who.interests.is_empty() {
        return vec![(key_of_who, "0".into(), Some(format!("what {option} does to {id}")))];
    }
    let line = |(interest, _): &(String, Rational)| {
        let remark = format!("what {option} does to {id}'s {interest}");
        (format!("{key_of_who}.{}", key(interest)), "0".into(), Some(remark))
    };
    who.interests.iter().map(line).collect()
}

/// Lines of which the equals signs and the remarks stand below each other.
fn aligned(lines: &[Line]) -> String {
    let longest = |of: fn(&Line) -> &String| lines.iter().map(|line| of(line).width()).max();
    let (keys, values) = (longest(|line| &line.0), longest(|line| &line.1));
    let (keys, values) = (keys.unwrap_or_default(), values.unwrap_or_default());
    let padded = |text: &str, width: usize| {
        format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
    };
    let line = |(key, value, remark): &Line| match remark {
        Some(remark) => {
            format!("{} = {}    # {remark}\n", padded(key, keys), padded(value, values))
        }
        None => format!("{} = {value}\n", padded(key, keys)),
    };
    lines.iter().map(line).collect()
}

/// A line between the parts of a file.
fn rule(title: &str) -> String {
    format!("\n# {} {title}\n", "-".repeat(48))
}

/// A key of TOML: quoted where it is not plain ASCII.
fn key(id: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if id.chars().all(bare) { id.into() } else { string(id) }
}

/// A number of a game file.
fn number(number: &Rational) -> String {
    let text = number.to_string();
    if text.contains('/') { string(&text) } else { text }
}

/// A string of TOML.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A text that a comment may hold.
fn comment(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The sentences of a text, white space folded. Headings and entries of lists stand for themselves.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        let mut start = 0;
        for at in 0..words.len() {
            let next = words.get(at + 1);
            if ends_sentence(words[at]) && next.is_none_or(|word| begins_sentence(word)) {
                found.push(words[start..=at].join(" "));
                start = at + 1;
            }
        }
        if start < words.len() {
            found.push(words[start..].join(" "));
        }
    }
    found
}

/// The paragraphs of a text, without the marks of headings and lists.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines() {
        let body = unmarked(line.trim());
        if line.trim().is_empty() || body.len() < line.trim().len() {
            found.push(String::new());
        }
        if let Some(paragraph) = found.last_mut() {
            *paragraph += &format!("{body} ");
        }
    }
    found
}

/// A line without `#`, `-`, `*`, `>` or `12.` before it.
fn unmarked(line: &str) -> &str {
    let marks = line.trim_start_matches(['#', '-', '*', '>', '•']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match digits.strip_prefix(['.', ')']) {
        Some(rest) if digits.len() < line.len() => rest,
        _ => marks,
    };
    if rest.starts_with(' ') { rest.trim_start() } else { line }
}

fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '”', '’', ')', ']']).ends_with(['.', '!', '?'])
}

fn begins_sentence(word: &str) -> bool {
    word.trim_start_matches(['"', '“', '‘', '(', '[']).starts_with(|c: char| !c.is_lowercase())
}

/// Whether a sentence has a name as whole words, however it is capitalised.
fn names(sentence: &str, id: &str) -> bool {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(String::from).collect_vec()
    };
    let wanted = words(id);
    !wanted.is_empty() && words(sentence).windows(wanted.len()).any(|window| *window == wanted[..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_sentences() {
        let text = "# The maker\n\n1. Acme pays 3.5 per cent.\n   \"Not more,\" it says. And?\n\
                    - the maker waits";
        let found = ["The maker", "Acme pays 3.5 per cent.", "\"Not more,\" it says.", "And?"];
        assert_eq!(sentences(text)[..4], found);
        assert_eq!(sentences(text)[4], "the maker waits");
    }

    #[test]
    fn names_are_whole_words() {
        assert!(names("The shipping line's fleet.", "shipping_line"));
        assert!(names("OpenAI's duties", "openai"));
        assert!(!names("They outline it.", "line"));
        assert!(!names("Nothing", "_"));
    }
}
