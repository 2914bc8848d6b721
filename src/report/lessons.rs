//! The lessons of the book, from its Markdown.

use crate::format::suggest::nearest;

/// A lesson.
///
/// ```
/// use standoff::report::lessons;
/// assert_eq!(lessons::find("2").unwrap().title(), "Dominance");
/// assert_eq!(lessons::find("dominance").unwrap().number, 2);
/// assert_eq!(lessons::find("dominanse").unwrap_err(), Some("Dominance"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its number in the book.
    pub number: usize,
    /// Its file, from the project's folder.
    pub file: &'static str,
    /// What it is about, in a line.
    pub gist: &'static str,
    /// The Markdown.
    pub text: &'static str,
    /// Its exercises, as [`crate::format::exercises`] reads them.
    pub exercises: &'static str,
}

/// A lesson by its number and its file in the book, and the file of its exercises.
macro_rules! lesson {
    ($number:literal, $file:literal, $exercises:literal, $gist:literal) => {
        Lesson {
            number: $number,
            file: concat!("docs/src/lessons/", $file),
            gist: $gist,
            text: include_str!(concat!("../../docs/src/lessons/", $file)),
            exercises: include_str!(concat!("../../docs/exercises/", $exercises)),
        }
    };
}

/// The lessons that are written, in the order of the book.
pub const LESSONS: [Lesson; 6] = [
    lesson!(
        0,
        "00-five-minutes.md",
        "00.toml",
        "from a fresh copy to an answer, read line by line"
    ),
    lesson!(
        1,
        "01-from-a-story-to-payoffs.md",
        "01.toml",
        "interests, scores, weights, and the evidence"
    ),
    lesson!(2, "02-dominance.md", "02.toml", "what you would never do, whatever the others do"),
    lesson!(
        3,
        "03-best-responses.md",
        "03.toml",
        "what answers what; none, one or several equilibria"
    ),
    lesson!(4, "04-mixed-equilibrium.md", "04.toml", "indifference, and what a probability means"),
    lesson!(
        13,
        "13-how-solvers-work.md",
        "13.toml",
        "supports, pivots, labels, polynomials, ties, cost"
    ),
];

impl Lesson {
    /// The title, without the number.
    pub fn title(&self) -> &'static str {
        let heading = self.text.lines().next().unwrap_or_default().trim_start_matches("# ");
        heading.split_once(". ").map_or(heading, |(_, title)| title)
    }

    /// The name of its file, without the folder.
    pub fn file_name(&self) -> &'static str {
        self.file.rsplit('/').next().unwrap_or(self.file)
    }

    /// The name of its file without number and ending: `best-responses`.
    fn slug(&self) -> &'static str {
        let name = self.file_name().trim_end_matches(".md");
        name.split_once('-').map_or(name, |(_, slug)| slug)
    }
}

/// The lesson of a number or a name.
///
/// # Errors
/// The nearest title, if no lesson is called so.
pub fn find(name: &str) -> Result<Lesson, Option<&'static str>> {
    let wanted = name.trim().to_lowercase();
    let number = wanted.trim_start_matches('0');
    let called = |lesson: &&Lesson| {
        let digits = lesson.number.to_string();
        wanted == digits
            || number == digits
            || wanted == lesson.title().to_lowercase()
            || wanted == lesson.slug()
    };
    let found = LESSONS.iter().find(called).copied();
    found.ok_or_else(|| nearest(&wanted, LESSONS.iter().map(Lesson::title)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_are_found_by_number_title_and_file() {
        for name in ["3", "03", "Best responses and pure equilibrium", "best-responses"] {
            assert_eq!(find(name).map(|lesson| lesson.number), Ok(3), "{name}");
        }
        assert_eq!(find("0").map(|lesson| lesson.number), Ok(0));
        assert!(find("12").is_err());
    }

    #[test]
    fn every_lesson_is_headed_by_its_number_and_stands_in_the_summary() {
        let summary = include_str!("../../docs/src/SUMMARY.md");
        for lesson in LESSONS {
            let heading = format!("# {}. {}", lesson.number, lesson.title());
            assert_eq!(lesson.text.lines().next(), Some(heading.as_str()));
            let file = lesson.file.trim_start_matches("docs/src/");
            let entry = format!("- [{}. {}]({file})", lesson.number, lesson.title());
            assert!(summary.contains(&entry), "{entry}");
        }
    }
}
