//! `learn LESSON --check`: which exercises an answer solves.

use crate::report::content::{ColumnKind, Look, Page, Table, Text};
use crate::report::lessons::Lesson;
use crate::report::{Style, words};

/// Each question of a lesson, and whether the answer solves it.
pub(in crate::report) fn exercises(
    lesson: &Lesson,
    answer: &str,
    judged: &[(&str, bool)],
    style: &Style,
) -> Page {
    let mut page = Page::default();
    let solved = judged.iter().filter(|(_, solved)| *solved).count();
    let told = match solved {
        0 => format!("{answer} answers none of the exercises of lesson {}", lesson.number),
        1 => format!("{answer} answers an exercise of lesson {}", lesson.number),
        many => format!("{answer} answers {many} exercises of lesson {}", lesson.number),
    };
    let (kind, look) = if solved == 0 { ("Not yet", Look::Loss) } else { ("Right", Look::Gain) };
    page.heading(kind, "", Text::look(look, told));
    let (yes, _) = words::signs(style);
    let mut table = Table::new(&[ColumnKind::Words, ColumnKind::Words]);
    for (ask, is_solved) in judged {
        let sign = if *is_solved { yes } else { "-" };
        table.row(vec![Text::plain(sign).into(), Text::plain(ask).into()]);
    }
    page.table(table);
    page
}
