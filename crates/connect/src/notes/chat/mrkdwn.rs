//! Slack's marks to plain text: mentions by name, links with their address, entities. Bold, code and emoji
//! stay as they were typed.

use super::workspace::Workspace;

/// The text as people saw it.
pub(super) fn plain(text: &str, workspace: &Workspace) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        unescape(&rest[..open], &mut plain);
        let inner = &rest[open + 1..];
        // A literal `<` is always escaped; one without an end was cut.
        let Some(close) = inner.find('>') else {
            rest = &rest[open..];
            break;
        };
        unescape(&reference(&inner[..close], workspace), &mut plain);
        rest = &inner[close + 1..];
    }
    unescape(rest, &mut plain);
    plain
}

/// What stands between `<` and `>`: `@U1`, `#C1|general`, `!here`, `https://..|label`.
fn reference(inner: &str, workspace: &Workspace) -> String {
    let (target, label) =
        inner.split_once('|').map_or((inner, None), |(target, label)| (target, Some(label)));
    let label = label.filter(|label| !label.is_empty());
    if let Some(user) = target.strip_prefix('@') {
        let name = workspace.user_name(user).or(label).unwrap_or(user);
        format!("@{}", name.trim_start_matches('@'))
    } else if let Some(channel) = target.strip_prefix('#') {
        format!("#{}", label.or_else(|| workspace.channel_name(channel)).unwrap_or(channel))
    } else if let Some(command) = target.strip_prefix('!') {
        // Groups and dates carry what to show.
        label.map_or_else(|| format!("@{command}"), str::to_owned)
    } else {
        let address = target.strip_prefix("mailto:").unwrap_or(target);
        match label {
            Some(label) if !address.contains(label) => format!("{label} ({address})"),
            Some(label) if label.len() < address.len() && target.starts_with("mailto:") => label.to_owned(),
            _ => address.to_owned(),
        }
    }
}

fn unescape(text: &str, into: &mut String) {
    into.push_str(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_what_people_saw() {
        let workspace = Workspace::of(&[("U1", "Ann Bee")], &[("C1", "general")]);
        for (text, expected) in [
            ("<@U1> and <@U2|bo> &amp; <@U3>", "@Ann Bee and @bo & @U3"),
            ("<#C1> <#C2|old>", "#general #old"),
            ("<!here> <!subteam^S1|@team> <!date^1^{date}|today>", "@here @team today"),
            (
                "<https://x.test/r/9|report> <https://x.test> <http://x.test|x.test>",
                "report (https://x.test/r/9) https://x.test http://x.test",
            ),
            ("<mailto:a@x.test|a@x.test>", "a@x.test"),
            ("*SSO* :tada: 1 &lt; 2 &amp;lt; <cut", "*SSO* :tada: 1 < 2 &lt; <cut"),
        ] {
            assert_eq!(plain(text, &workspace), expected);
        }
    }
}
