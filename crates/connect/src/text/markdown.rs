//! Writes Markdown that shows what was meant: fences long enough, and no HTML or marks by accident.

/// Pushes one character; a `<` that would begin an HTML tag is escaped, so that it is shown.
pub(crate) fn escape_html(character: char, following: &str, output: &mut String) {
    if character == '<'
        && following.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    {
        output.push('\\');
    }
    output.push(character);
}

/// Pushes plain text so that none of it acts as markup.
pub(crate) fn escape_text(text: &str, output: &mut String) {
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let following = &text[at + character.len_utf8()..];
        match character {
            '*' | '`' | '[' => {
                output.push('\\');
                output.push(character);
            }
            // Within a word an underscore is no mark.
            '_' if !before.is_some_and(char::is_alphanumeric)
                || !following.starts_with(char::is_alphanumeric) =>
            {
                output.push_str("\\_");
            }
            _ => escape_html(character, following, output),
        }
        before = Some(character);
    }
}

/// Pushes a code block whose fence is longer than any run of ticks inside.
pub(crate) fn fence(output: &mut String, language: &str, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.max(2) + 1);
    let code = code.trim_matches(['\n', '\r']);
    output.push_str(&format!("{ticks}{language}\n{code}\n{ticks}\n"));
}
