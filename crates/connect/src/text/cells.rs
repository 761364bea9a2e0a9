//! Guards against spreadsheet formulas in text cells, on the way in and on the way out.

use std::borrow::Cow;

/// Makes a text safe to open in a spreadsheet: one that would be run as a formula (it begins with
/// `=`, `+`, `-`, `@`, a tab or a carriage return) gets a leading `'`. Reading it back with any of the
/// CSV presets gives the text as it was. For text cells only; numbers need no guard.
///
/// ```
/// use outweigh_connect::export_safe_cell;
/// assert_eq!(export_safe_cell("=1+1"), "'=1+1");
/// assert_eq!(export_safe_cell("plain"), "plain");
/// ```
pub fn export_safe_cell(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes off the `'` that Linear and [`export_safe_cell`] put before a would-be formula.
pub(crate) fn without_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_guard_before_a_formula_is_taken_off() {
        assert_eq!(without_guard("'=SSO (SAML)"), "=SSO (SAML)");
        assert_eq!(without_guard("'quoted' word"), "'quoted' word");
        assert_eq!(without_guard("=1+1"), "=1+1");
    }

    proptest! {
        #[test]
        fn a_guarded_cell_reads_back_as_it_was(text in "[=+@'\\-a \t]{0,6}") {
            let safe = export_safe_cell(&text);
            prop_assert!(!is_formula(&safe));
            prop_assert_eq!(without_guard(&safe), &text);
        }
    }
}
