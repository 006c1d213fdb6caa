//! Which module may use which: the arrows of the design, read from the `use crate::` lines.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

/// Each module, and what it may use beside itself. Plain data (`error`, `json`, `text`, `time`) is below
/// everything.
const ARROWS: [(&str, &[&str]); 17] = [
    ("json", &[]),
    ("time", &[]),
    ("text", &[]),
    ("flight", &[]),
    ("error", &["json", "text", "time"]),
    ("protocol", &["error", "json", "text", "time"]),
    ("platform", &["protocol", "error", "json", "time"]),
    ("options", &["json"]),
    ("config", &["options", "protocol", "error", "json", "text"]),
    ("cache", &["protocol", "json", "time"]),
    ("transaction", &["protocol", "json", "time"]),
    ("entries", &["cache", "platform", "error", "json"]),
    (
        "keeper",
        &["proof", "entries", "cache", "flight", "protocol", "platform", "error", "json", "time"],
    ),
    ("proof", &["platform", "protocol", "error"]),
    (
        "client",
        &[
            "keeper",
            "proof",
            "entries",
            "cache",
            "transaction",
            "config",
            "options",
            "flight",
            "protocol",
            "platform",
            "error",
            "json",
            "text",
            "time",
        ],
    ),
    ("browser", &["platform", "protocol", "error", "json", "text", "time"]),
    (
        "js",
        &[
            "client", "browser", "cache", "keeper", "options", "platform", "protocol", "error",
            "json", "time",
        ],
    ),
];

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let read = |path: &std::path::PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_string();
        (name, fs::read_to_string(path).unwrap())
    };
    files.iter().map(read).collect()
}

/// The modules that a source names after `crate::`.
fn uses(source: &str) -> Vec<&str> {
    let named = |part| {
        let end = |letter: char| !letter.is_alphanumeric() && letter != '_';
        str::split(part, end).next().unwrap_or_default()
    };
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1).map(named)).collect()
}

#[test]
fn no_module_imports_against_the_arrows() {
    let mut checked = 0;
    for (name, source) in sources() {
        let module = name.split(['/', '.']).next().unwrap();
        if module == "lib" {
            continue;
        }
        let (_, allowed) = ARROWS
            .iter()
            .find(|(known, _)| *known == module)
            .unwrap_or_else(|| panic!("{name}: the module {module} has no place in the arrows"));
        for used in uses(&source) {
            checked += 1;
            assert!(used == module || allowed.contains(&used), "{name} must not use crate::{used}");
        }
    }
    assert!(checked > 100, "the test reads the sources");
}

#[test]
fn only_the_edges_name_web_crates() {
    for (name, source) in sources() {
        let is_edge = ["browser/", "js/", "json/"].iter().any(|edge| name.starts_with(edge));
        for web in ["web_sys", "wasm_bindgen", "js_sys", "gloo_", "rexie"] {
            assert!(is_edge || !source.contains(web), "{name} names {web}");
        }
    }
}

#[test]
fn files_and_functions_stay_small() {
    let mut lengths = Vec::new();
    for (name, source) in sources() {
        let length = source.lines().count();
        assert!(length <= 350, "{name} has {length} lines");
        lengths.push(length);
        for (start, length) in functions(&source) {
            assert!(length <= 40, "{name}:{start} has a function of {length} lines");
        }
    }
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] <= 130);
}

/// Where functions start and how many lines they have, by the indentation that rustfmt keeps.
fn functions(source: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let starts = [
            "fn ",
            "pub fn ",
            "async fn ",
            "pub async fn ",
            "pub(super) fn ",
            "pub(super) async fn ",
            "pub const fn ",
            "const fn ",
            "pub(crate) fn ",
        ];
        if !starts.iter().any(|word| body.starts_with(word)) {
            continue;
        }
        // A declaration without a body ends with a semicolon before any brace opens.
        let head = lines[start..].iter().find(|line| line.ends_with(['{', ';', '}']));
        if head.is_none_or(|line| !line.ends_with('{')) {
            continue;
        }
        let close = format!("{}}}", &line[..line.len() - body.len()]);
        if let Some(length) = lines[start..].iter().position(|line| *line == close) {
            found.push((start + 1, length + 1));
        }
    }
    found
}
