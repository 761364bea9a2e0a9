//! Joins the soft line ends of `format=flowed` text (RFC 3676).

/// Text whose lines end where their author ended them. With `delete_space`, the space before a soft end is
/// not part of the text.
pub(super) fn unflowed(text: &str, delete_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    // The quote depth of the line before, when that line goes on.
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let quotes = line.bytes().take_while(|byte| *byte == b'>').count();
        let words = &line[quotes..];
        let words = words.strip_prefix(' ').unwrap_or(words);
        let is_signature_mark = words == "-- ";
        if open != Some(quotes) || is_signature_mark {
            if !joined.is_empty() || open.is_some() {
                joined.push('\n');
            }
            joined.push_str(&">".repeat(quotes));
            joined.push_str(if quotes > 0 { " " } else { "" });
        }
        let is_soft = words.ends_with(' ') && !is_signature_mark;
        joined.push_str(if is_soft && delete_space {
            words.strip_suffix(' ').unwrap_or(words)
        } else {
            words
        });
        open = is_soft.then_some(quotes);
        if !is_soft && joined.is_empty() {
            joined.push('\n');
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_ends_are_joined_within_one_depth_and_the_signature_stays() {
        let text = "It takes \r\nan hour.\r\n\r\n> Is it \r\n> slow?\r\n>> x \r\nyes\r\n-- \r\nAnn\r\n from";
        assert_eq!(unflowed(text, false), "It takes an hour.\n\n> Is it slow?\n>> x \nyes\n-- \nAnn\nfrom");
        assert_eq!(unflowed("長い \n文", true), "長い文");
    }
}
