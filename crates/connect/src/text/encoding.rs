//! Bytes to text: finds the encoding, refuses what is not text, and says what it assumed.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ImportError;
use crate::limits::{MAX_FILE_BYTES, MEBIBYTE};

/// How the bytes of a file spell text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
    /// The Western European set old spreadsheets save in.
    Windows1252,
    /// Not text (a workbook).
    Binary,
}

/// Text and what was assumed to get it.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: Encoding,
    pub(crate) warning: Option<String>,
}

/// Decodes a whole file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ImportError> {
    check_size(bytes)?;
    let decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(rest)?,
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, Encoding::Utf16Le)?,
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, Encoding::Utf16Be)?,
        _ => decode_utf8(bytes)?,
    };
    if decoded.text.trim_ascii().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(decoded)
}

/// Refuses empty files and files above the limit.
pub(crate) fn check_size(bytes: &[u8]) -> Result<(), ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ImportError::TooBig {
            found: format!("{} MiB", bytes.len() / MEBIBYTE),
            limit: format!("{} MiB", MAX_FILE_BYTES / MEBIBYTE),
        });
    }
    Ok(())
}

fn decode_utf8(bytes: &[u8]) -> Result<Decoded<'_>, ImportError> {
    if let Some(refusal) = refuse_binary(bytes) {
        return Err(refusal);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8, warning: None }),
        // The last character is cut and everything before it is UTF-8 with characters beyond ASCII: the
        // file was cut, it is not in another encoding.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => {
            let byte = error.valid_up_to();
            let line = 1 + bytes[..byte].iter().filter(|byte| **byte == b'\n').count();
            Err(ImportError::Truncated { line, byte, what: "a character".into() })
        }
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Ok(Decoded {
                text,
                encoding: Encoding::Windows1252,
                warning: Some(format!(
                    "line {line} is not UTF-8, so the file was read as Windows-1252; if letters with accents look wrong, save it as UTF-8 and import again"
                )),
            })
        }
    }
}

fn decode_utf16(bytes: &[u8], encoding: Encoding) -> Result<Decoded<'_>, ImportError> {
    if !bytes.len().is_multiple_of(2) {
        return Err(ImportError::Truncated {
            line: 1 + bytes.iter().filter(|byte| **byte == b'\n').count(),
            byte: bytes.len(),
            what: "a character".into(),
        });
    }
    let charset = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
    let (text, had_errors) = charset.decode_without_bom_handling(bytes);
    let warning =
        had_errors.then(|| "some characters are not valid UTF-16 and were replaced by \u{fffd}".to_owned());
    Ok(Decoded { text, encoding, warning })
}

/// Known binary kinds by their first bytes, then anything with bytes no text has.
fn refuse_binary(bytes: &[u8]) -> Option<ImportError> {
    const KINDS: [(&[u8], &str, &str); 6] = [
        (b"\xD0\xCF\x11\xE0", "an old Excel or Office document", "open it and save it as .xlsx or CSV"),
        (b"PK\x03\x04", "a zip archive", "unpack it and import the files inside"),
        (b"\x1F\x8B", "gzip-compressed", "unpack it first"),
        (b"%PDF", "a PDF document", "export the data as CSV or JSON instead"),
        (b"SQLite format 3", "an SQLite database", "export its tables as CSV instead"),
        (b"\x28\xB5\x2F\xFD", "zstd-compressed", "unpack it first"),
    ];
    if let Some((_, found, hint)) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some(ImportError::NotReadable { found: (*found).to_owned(), hint: (*hint).to_owned() });
    }
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if zeros > 0 && zeros * 3 > head.len() && zeros * 3 < head.len() * 2 {
        return Some(ImportError::NotReadable {
            found: "UTF-16 text without a byte order mark".into(),
            hint: "save it as UTF-8 and import again".into(),
        });
    }
    // Tab, line feed, vertical tab, form feed, carriage return and escape do occur in pasted text.
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    (zeros > 0 || odd * 50 > head.len()).then(|| ImportError::NotReadable {
        found: "binary data, not text".into(),
        hint: "import CSV, XLSX or JSON".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes_of).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "key,title\nA-1,Größe ✓\n";
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (with_mark, Encoding::Utf8),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.warning), (text, encoding, None));
        }
    }

    #[test]
    fn other_bytes_are_read_as_windows_1252_with_a_warning() {
        let decoded = decode(b"key,title\nA-1,Gr\xF6\xDFe \x80 5\n").unwrap();
        assert_eq!(decoded.text, "key,title\nA-1,Größe € 5\n");
        assert!(decoded.warning.unwrap().starts_with("line 2 is not UTF-8"));
    }

    #[test]
    fn what_is_not_text_is_refused_by_name() {
        let refusal = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert_eq!(refusal(b""), "the file is empty");
        assert_eq!(refusal(b"\xEF\xBB\xBF \r\n"), "the file is empty");
        assert_eq!(refusal(b"%PDF-1.7 .."), "the file is a PDF document");
        assert_eq!(refusal(b"a,b\n\x00\x01\x02"), "the file is binary data, not text");
        assert_eq!(refusal(b"a\0,\0b\0\n\0"), "the file is UTF-16 text without a byte order mark");
    }

    #[test]
    fn a_file_cut_inside_a_character_is_refused() {
        let text = "key,title\nA-1,Größe ✓".as_bytes();
        let error = decode(&text[..text.len() - 1]).unwrap_err();
        assert!(matches!(error, ImportError::Truncated { line: 2, .. }), "{error}");
        assert!(matches!(decode(b"\xFF\xFEa\0b"), Err(ImportError::Truncated { .. })));
    }
}
