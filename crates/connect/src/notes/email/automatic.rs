//! Tells mail that a program sent by itself: out of office, bounces, mailings (RFC 3834, RFC 3464).

use mail_parser::{Message, MimeHeaders};

/// Whether nobody wrote this message to somebody. `Precedence: list` does not count: a shared address that is
/// run as a mailing list puts it on every customer's mail.
pub(super) fn is_automatic(message: &Message<'_>) -> bool {
    let header = |name: &'static str| message.header_raw(name).map(|value| value.trim().to_ascii_lowercase());
    let is_answer = header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || header("X-Autoreply").is_some_and(|value| value != "no")
        || header("X-Autorespond").is_some();
    let is_bulk =
        header("Precedence").is_some_and(|value| matches!(value.as_str(), "bulk" | "junk" | "auto_reply"));
    let is_report = message.is_content_type("multipart", "report");
    let sender = message.from().and_then(|from| from.first()).and_then(|address| address.address());
    let is_machine = sender.is_some_and(|address| {
        let user = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
        user == "mailer-daemon" || user == "postmaster"
    });
    is_answer || is_bulk || is_report || is_machine
}
