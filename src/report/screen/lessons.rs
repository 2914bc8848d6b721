//! `learn` without a game: the lessons and the algorithms to choose from; one lesson.

use super::pages;
use crate::explain::learn::Algorithm;
use crate::report::content::{Block, ColumnKind, Look, Page, Table, Text};
use crate::report::lessons::{LESSONS, Lesson};
use crate::report::{Style, words};

/// What can be read, and what can be watched.
pub(in crate::report) fn lessons(style: &Style) -> Page {
    use ColumnKind::{Details, Number, Words};
    let mut page = Page::default();
    let printed = "standoff learn NUMBER prints one; they stand in docs/src/lessons";
    page.heading("Lessons", "", Text::look(Look::Dim, printed));
    let mut table = Table::new(&[Number, Words, Words, Details]);
    for lesson in LESSONS {
        table.row(vec![
            Text::plain(lesson.number.to_string()).into(),
            Text::look(Look::Strong, lesson.title()).into(),
            Text::look(Look::Dim, lesson.file_name()).into(),
            Text::plain(lesson.gist).into(),
        ]);
    }
    page.table(table);
    let watched = Text::look(Look::Dim, "standoff learn FILE --algorithm NAME shows the steps");
    page.heading("Algorithms", "", watched);
    let mut table = Table::new(&[Words, Words, Details]);
    for algorithm in Algorithm::ALL {
        table.row(vec![
            Text::look(Look::Strong, algorithm.id()).into(),
            Text::plain(words::algorithm(algorithm)).into(),
            Text::look(Look::Dim, words::suits(algorithm)).into(),
        ]);
    }
    page.table(table);
    if style.hints {
        page.space();
        let hint = "Begin with: standoff learn 0";
        page.paragraph(Text::look(Look::Dim, hint));
    }
    page
}

/// A lesson, to be read on a screen.
pub(in crate::report) fn lesson(lesson: &Lesson, style: &Style) -> Page {
    let title = format!("{}. {}", lesson.number, lesson.title());
    let title = Text::look(Look::Strong, title);
    let aside = Text::look(Look::Dim, lesson.file);
    let mut page = Page { blocks: vec![Block::Title { title, aside }] };
    // Other lessons are named from where pages of `explain` stand.
    let body = lesson.text.replace("](0", "](../lessons/0").replace("](1", "](../lessons/1");
    let body = body.split_once('\n').map_or("", |(_, body)| body);
    pages::body(&mut page, body, style);
    page
}
