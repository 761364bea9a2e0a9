//! Mail domains that say nothing about where somebody works.

/// Providers that run under the same name in many countries: `yahoo.co.uk`, `hotmail.fr`.
const FAMILIES: [&str; 7] = ["gmail", "googlemail", "gmx", "hotmail", "outlook", "yahoo", "ymail"];
/// Providers by their whole domain.
const DOMAINS: [&str; 59] = [
    "126.com",
    "163.com",
    "aol.com",
    "att.net",
    "bigpond.com",
    "bol.com.br",
    "btinternet.com",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "fastmail.com",
    "fastmail.fm",
    "free.fr",
    "freenet.de",
    "hanmail.net",
    "hey.com",
    "icloud.com",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "ntlworld.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "pm.me",
    "privaterelay.appleid.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "sina.com",
    "sky.com",
    "t-online.de",
    "telia.com",
    "terra.com.br",
    "tiscali.it",
    "tutanota.com",
    "uol.com.br",
    "verizon.net",
    "virgilio.it",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yandex.ru",
];

/// Whether anybody can get an address under this domain (in lower case).
pub(super) fn is_free_mail(domain: &str) -> bool {
    let family = domain.split('.').next().unwrap_or_default();
    FAMILIES.contains(&family) || DOMAINS.binary_search(&domain).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(DOMAINS.is_sorted());
    }

    #[test]
    fn providers_are_known_in_every_country() {
        for domain in ["gmail.com", "yahoo.co.uk", "gmx.net", "web.de", "live.com"] {
            assert!(is_free_mail(domain), "{domain}");
        }
        for domain in ["acme.test", "live.io", "mail.acme.com", "yahooligans.org"] {
            assert!(!is_free_mail(domain), "{domain}");
        }
    }
}
