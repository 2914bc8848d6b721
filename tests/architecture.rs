//! Modules import downwards only: each line of the house uses lower lines, and neighbours on a
//! line do not know each other.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The house, from the roof to the ground. A module that is missing here fails the test.
const LINES: [&[&str]; 10] = [
    &["cli"],
    &["report"],
    &["explain"],
    &["nash", "proof"],
    &["dominance"],
    &["format"],
    &["scenario", "families"],
    &["game"],
    &["linalg"],
    &["number", "budget", "diagnostic"],
];

fn line_of(module: &str) -> Option<usize> {
    LINES.iter().position(|line| line.contains(&module))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of the crate that a file belongs to; `None` for `lib.rs` and `main.rs`.
fn module(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
    (first != "lib" && first != "main").then(|| first.to_string())
}

/// Code without comments, doc comments and what stands in quotes.
fn code(text: &str) -> String {
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_string();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Every module that a text names behind `crate::`, in `use crate::{a, b::c}` too.
fn imports(text: &str) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name = |text: &str| -> String {
            text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            None => found.push(name(rest)),
            Some(group) => found.extend(first_names(group).iter().map(|part| name(part))),
        }
    }
    found
}

/// The parts of `a, b::{c, d}, e}…` that stand at the top of the group.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ if depth == 0 => parts.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Every module that a text names by climbing to the root of the crate: `super::nash` in a
/// module's own file, `super::super::nash` one level below. `depth` is the file's level.
fn climbs(text: &str, depth: usize) -> Vec<String> {
    let code = code(text);
    let root = "super::".repeat(depth);
    let rooted = code.match_indices(&root).filter(|(at, _)| !code[..*at].ends_with("super::"));
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let names = rooted.map(|(at, _)| name(&code[at + root.len()..]));
    // A test module stands one level lower, where the same words may name a sibling.
    names.filter(|name| line_of(name).is_some()).collect()
}

/// How far below the root of the crate a file's module stands.
fn depth(file: &str) -> usize {
    file.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").count()
}

/// What is wrong with a file's imports.
fn faults(file: &str, module: &str, text: &str) -> Vec<String> {
    let Some(own) = line_of(module) else {
        return vec![format!("{file}: module `{module}` stands on no line of the house")];
    };
    let mut faults = Vec::new();
    let named = imports(text).into_iter().chain(climbs(text, depth(file)));
    for import in named.filter(|import| import != module) {
        match line_of(&import) {
            Some(line) if line > own => {}
            Some(line) if line == own => {
                faults.push(format!("{file}: `{module}` uses its neighbour `{import}`"));
            }
            Some(_) => faults.push(format!("{file}: `{module}` reaches up to `{import}`")),
            None => faults.push(format!("{file}: `{import}` stands on no line of the house")),
        }
    }
    faults
}

#[test]
fn modules_import_downwards_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for path in sources(&root) {
        let Some(module) = module(&path) else { continue };
        *seen.entry(module.clone()).or_insert(0) += 1;
        let file = path.strip_prefix(&root).unwrap().display().to_string();
        found.extend(faults(&file, &module, &fs::read_to_string(&path).unwrap()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let empty: Vec<_> =
        LINES.iter().copied().flatten().filter(|m| !seen.contains_key(**m)).collect();
    assert!(empty.is_empty(), "modules without a file: {empty:?}");
}

#[test]
fn a_module_that_reaches_up_or_aside_is_caught() {
    let upwards = "use crate::{number::Rational, nash::{self, Equilibrium}};";
    assert_eq!(faults("a.rs", "game", upwards), ["a.rs: `game` reaches up to `nash`"]);
    let aside = "fn f() { crate::budget::Budget::default(); }";
    assert_eq!(faults("a.rs", "number", aside), ["a.rs: `number` uses its neighbour `budget`"]);
    let unknown = "use crate::utils::x;";
    assert_eq!(faults("a.rs", "game", unknown), ["a.rs: `utils` stands on no line of the house"]);
    let climbing = "use super::super::report;";
    assert_eq!(faults("nash/a.rs", "nash", climbing), ["nash/a.rs: `nash` reaches up to `report`"]);
    assert!(faults("a.rs", "nash", "use crate::game::Player; // crate::cli").is_empty());
}
