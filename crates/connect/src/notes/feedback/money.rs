//! Amounts of money as tables show them: `48000`, `$1,200.50`, `48.000,00 €`.

use crate::table::parse_number;

/// Symbols and the currency they most often stand for; a symbol that several countries share is not among them.
const SYMBOLS: [(char, &str); 5] = [('€', "EUR"), ('£', "GBP"), ('₹', "INR"), ('₩', "KRW"), ('₪', "ILS")];

/// An amount of at least zero, and its currency where the cell shows it.
pub(super) fn read(cell: &str) -> Option<(f64, Option<String>)> {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '-');
    let start = cell.find(is_figure)?;
    let end = cell.rfind(is_figure)? + 1;
    let around = format!("{}{}", &cell[..start], &cell[end..]);
    let currency = match around.trim() {
        "" | "$" => None,
        code if is_currency(&code.to_ascii_uppercase()) => Some(code.to_ascii_uppercase()),
        sign => {
            let mut signs = sign.chars();
            let found =
                SYMBOLS.iter().find(|(symbol, _)| Some(*symbol) == signs.next()).map(|(_, code)| code);
            Some((*found.filter(|_| signs.next().is_none())?).to_owned())
        }
    };
    Some((amount(&cell[start..end])?, currency))
}

/// Whether a text has the form of an ISO 4217 code.
pub(super) fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Of a point and a comma the later one marks the decimals. A point alone before three digits sets off
/// thousands: no amount has three decimals.
fn amount(figure: &str) -> Option<f64> {
    let figure: String =
        figure.chars().filter(|c| !matches!(c, '\'' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    match (figure.rfind('.'), figure.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => parse_number(&figure.replace('.', "")),
        (Some(point), None) if point <= 3 && figure.len() == point + 4 || figure.matches('.').count() > 1 => {
            parse_number(&figure.replace('.', ""))
        }
        _ => parse_number(&figure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_currency() {
        for (cell, expected) in [
            ("48000", Some((48_000.0, None))),
            ("48000.0", Some((48_000.0, None))),
            ("$1,200.50", Some((1_200.5, None))),
            ("48.000,00 €", Some((48_000.0, Some("EUR")))),
            ("EUR 48.000", Some((48_000.0, Some("EUR")))),
            ("CHF 1'200.50", Some((1_200.5, Some("CHF")))),
            ("1.234.567", Some((1_234_567.0, None))),
            ("2,5", Some((2.5, None))),
            ("-5", None),
            ("many", None),
            ("48k", None),
            ("", None),
        ] {
            let read = read(cell);
            assert_eq!(read.as_ref().map(|(amount, code)| (*amount, code.as_deref())), expected, "{cell}");
        }
    }
}
