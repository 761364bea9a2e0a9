//! Rules on words that must not stand in the tree, kept as a table.
//!
//! Patterns and examples are written so that they do not match themselves: `[x]` for `x`, `concat!`.

use super::Finding;
use super::tree::{File, Tree};
use regex::Regex;

struct Pattern {
    /// Which files it is for.
    files: fn(&File) -> bool,
    /// Paths it does not hold for, by their beginning.
    except: &'static [&'static str],
    /// Comments may say it.
    code_only: bool,
    pattern: &'static str,
    message: &'static str,
    remedy: &'static str,
}

const PATTERNS: &[Pattern] = &[
    Pattern {
        files: File::is_rust,
        except: &["crates/store/", "crates/bench/"],
        code_only: true,
        pattern: r#"(?i)\b(insert\s+(or\s+\w+\s+)?into\s+\w+\s*(\(|values|select)|update\s+\w+(\s+as\s+\w+)?\s+set\s+\w+\s*=|delete\s+from\s+\w+\s*(\bwhere\b|\bas\b|"))"#,
        message: "SQL that writes, outside the store",
        remedy: "make it a change set, or a function of crates/store",
    },
    Pattern {
        files: File::is_rust,
        except: &["crates/server/src/clock.rs", "crates/cli/", "crates/bench/", "xtask/"],
        code_only: true,
        pattern: r"\b(Timestamp::n[o]w|Zoned::n[o]w|SystemTime::n[o]w|Utc::n[o]w|Uuid::n[o]w_v7|Uuid::n[e]w_v4|thread_[r]ng|rand::[r]ng)\b",
        message: "the time or chance of the machine",
        remedy: "take it as an argument; the edge is crates/server/src/clock.rs and crates/cli",
    },
    Pattern {
        files: is_code,
        except: &[],
        code_only: false,
        pattern: r"(\b(to[d]o|unimplemente[d]|db[g])!|//.*\b(T[O]DO|F[I]XME|X[X]X)\b)",
        message: "unfinished work",
        remedy: "finish it, or write it down as an issue",
    },
    Pattern {
        files: File::is_typescript,
        except: &[],
        code_only: true,
        pattern: r"\bconsole\.(lo[g]|debu[g])\(",
        message: "output for debugging",
        remedy: "remove it, or show the person what happened",
    },
    Pattern {
        files: File::is_rust,
        except: &[],
        code_only: true,
        pattern: r"#!?\[allo[w]\(",
        message: "a silenced lint",
        remedy: "mend the cause, or use `#[expect(.., reason = \"..\")]`",
    },
    Pattern {
        files: File::is_rust,
        except: &[],
        code_only: true,
        pattern: r"#\[ignor[e]\b",
        message: "a test that does not run",
        remedy: "make it run, or remove it",
    },
    Pattern {
        files: File::is_typescript,
        except: &[],
        code_only: true,
        pattern: r"\.(ski[p]|onl[y]|fixm[e]|tod[o])\(",
        message: "tests that do not run",
        remedy: "make them run, or remove them",
    },
    Pattern {
        files: is_written_text,
        except: &[],
        code_only: false,
        pattern: r"(/(wor[k]|far[m])/|\.librar[y]\b|/home/[a-z]\w*/|/Users/[A-Za-z]\w*/|/roo[t]/)",
        message: "a path of one machine",
        remedy: "take the path as an argument, or make it relative to the repository",
    },
];

fn is_code(file: &File) -> bool {
    (file.is_rust() || file.is_typescript()) && !file.is_generated() && !file.is_fixture()
}

fn is_written_text(file: &File) -> bool {
    !file.is_generated() && !file.is_fixture()
}

pub(super) fn forbidden_text(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pattern in PATTERNS {
        let regex = Regex::new(pattern.pattern).expect("the pattern is valid");
        let excepted = |file: &File| pattern.except.iter().any(|start| file.path.starts_with(start));
        for file in tree.files.iter().filter(|file| (pattern.files)(file) && !excepted(file)) {
            for found in regex.find_iter(&file.text) {
                if pattern.code_only && file.in_comment(found.start()) {
                    continue;
                }
                let words = found.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                let message = format!("{}: `{words}`", pattern.message);
                findings.push(Finding::new(&file.path, file.line_of(found.start()), message, pattern.remedy));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: &str = "crates/server/src/items/list.rs";
    const WEB: &str = "web/src/app.tsx";

    fn messages(path: &str, text: &str) -> Vec<String> {
        forbidden_text(&Tree::of(&[(path, text)])).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn each_bad_example_is_caught() {
        let bad = [
            (SERVER, "SQL that writes", concat!("query(\"INSERT ", "INTO items (id) VALUES ($1)\")")),
            (SERVER, "SQL that writes", concat!("query(\"insert or ", "replace into items values (1)\")")),
            (SERVER, "SQL that writes", concat!("query(\"UPDATE items\n", "   SET title = $1\")")),
            (SERVER, "SQL that writes", concat!("query(\"DELETE ", "FROM items\")")),
            (SERVER, "the time or chance", concat!("let now = jiff::Timestamp::", "now();")),
            (SERVER, "the time or chance", concat!("let id = Uuid::", "now_v7();")),
            ("crates/core/src/rank.rs", "the time or chance", concat!("let mut source = rand::", "rng();")),
            (SERVER, "unfinished", concat!("fn later() { to", "do!() }")),
            (SERVER, "unfinished", concat!("// TO", "DO: later")),
            (WEB, "unfinished", concat!("// FIX", "ME")),
            (WEB, "output for debugging", concat!("console.", "log(row);")),
            (SERVER, "a silenced lint", concat!("#![", "allow(dead_code)]")),
            (SERVER, "a test that does not run", concat!("#[", "ignore = \"slow\"]")),
            (WEB, "tests that do not run", concat!("test.", "skip(\"works\", () => {});")),
            ("docs/guide/first.md", "a path of one machine", concat!("see /", "work/main")),
            ("README.md", "a path of one machine", concat!("cd /home/", "anna/outweigh")),
        ];
        for (path, message, text) in bad {
            let found = messages(path, text);
            assert!(found.len() == 1 && found[0].starts_with(message), "{path}: {text}: {found:?}");
        }
    }

    #[test]
    fn good_examples_pass() {
        let insert = concat!("query(\"INSERT ", "INTO items (id) VALUES ($1)\")");
        let good = [
            ("crates/store/src/items.rs", insert),
            (SERVER, concat!("const OPEN: &str = \"TO", "DO\"; // a status")),
            (SERVER, "hint(\"nothing to delete from here; update the set instead\")"),
            (SERVER, concat!("query(\"SELECT id FROM items\").", "skip(1)")),
            ("crates/server/src/clock.rs", concat!("Timestamp::", "now()")),
            (SERVER, concat!("// never Timestamp::", "now() here")),
            (SERVER, "#[expect(dead_code, reason = \"read by serde\")]"),
            ("package-lock.json", concat!("/", "work/x")),
            (WEB, "const rest = rows.slice(1); // outwork/life"),
        ];
        for (path, text) in good {
            assert_eq!(messages(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }
}
