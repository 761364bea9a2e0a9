//! Which contact belongs to which account, and when a person has to say.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

/// An index over `name: domain domain` lines; the id of an account is its line.
fn index(accounts: &[&str]) -> AccountIndex {
    let split: Vec<(&str, Vec<String>)> = accounts
        .iter()
        .map(|line| {
            let (name, domains) = line.split_once(':').unwrap_or((line, ""));
            (name, domains.split_whitespace().map(str::to_owned).collect())
        })
        .collect();
    AccountIndex::new(split.iter().enumerate().map(|(place, (name, domains))| KnownAccount {
        id: id(place),
        name,
        domains,
        external_ids: &[],
    }))
}

fn id(place: usize) -> AccountId {
    AccountId(Uuid::from_u128(place as u128))
}

fn contact(email: &str, company: &str) -> ImportedContact {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    ImportedContact { email: filled(email), company: filled(company), ..ImportedContact::default() }
}

/// What a contact matches: `=place` when certain, `?place place` when proposed, `-` when unknown.
fn shown(index: &AccountIndex, email: &str, company: &str) -> String {
    let place = |candidate: &AccountCandidate| candidate.account.0.as_u128().to_string();
    match index.find(&contact(email, company)) {
        AccountMatch::Unknown => "-".into(),
        AccountMatch::Certain(candidate) => format!("={}", place(&candidate)),
        AccountMatch::Proposed(candidates) => {
            format!("?{}", candidates.iter().map(place).collect::<Vec<_>>().join(" "))
        }
    }
}

#[test]
fn domain_and_name_decide_and_doubt_is_proposed() {
    let accounts = [
        "Acme GmbH: acme.test gmail.com",
        "Globex Corporation: globex.test group.test",
        "Initech",
        "Umbrella: group.test",
        "Initech",
        "Soylent Foods",
    ];
    let index = index(&accounts);
    for (email, company, expected, why) in [
        ("sam@acme.test", "", "=0", "by domain"),
        ("sam@eu.mail.acme.test", "", "=0", "by a subdomain"),
        ("sam@notacme.test", "", "-", "a domain that merely ends alike"),
        ("sam@gmail.com", "", "-", "free mail, though an account claims it"),
        ("sam@gmail.com", "ACME", "=0", "free mail, but the company is named"),
        ("", "globex corp.", "=1", "by name without legal form"),
        ("", "Globexx", "?1", "a typing error is proposed"),
        ("", "Initech Inc.", "?2 4", "two accounts of one name"),
        ("kim@group.test", "", "?1 3", "two accounts of one domain"),
        ("kim@group.test", "Umbrella", "=3", "the name settles a shared domain"),
        ("sam@acme.test", "Umbrella", "?0 3", "domain and name contradict each other"),
        ("sam@acme.test", "Acme Berlin office", "=0", "an unknown name contradicts nothing"),
        ("jo@soylent-foods.example", "", "?5", "the name reads like the domain"),
        ("jo@soylent-foods.example", "Tyrell", "-", "a company that no account is like"),
        ("", "", "-", "nothing is known"),
        ("not an address", "", "-", "no domain at all"),
    ] {
        assert_eq!(shown(&index, email, company), expected, "{why}");
    }
}

#[test]
fn an_id_of_the_source_outweighs_everything() {
    let external = ["A-1".to_owned()];
    let known = KnownAccount { id: id(7), name: "Acme", domains: &[], external_ids: &external };
    let contact =
        ImportedContact { account_id: Some("A-1".into()), ..contact("x@globex.test", "Globex Inc") };
    let AccountMatch::Certain(found) = AccountIndex::new([known]).find(&contact) else {
        panic!("not certain")
    };
    assert_eq!(
        (found.account, found.reason.sentence().as_str()),
        (id(7), "the source names the account \"A-1\"")
    );
}

#[test]
fn web_addresses_are_domains() {
    for text in ["https://www.Acme.com/about", "acme.com", "@acme.com", " ACME.com. ", "http://acme.com:80"] {
        assert_eq!(plain_domain(text), "acme.com", "{text}");
    }
}

#[test]
fn many_contacts_meet_many_accounts() {
    let name = |place: usize| {
        let part = |n: usize| ["nor", "ven", "tal", "gri", "sol", "dex", "mar", "qui", "bre", "zon"][n % 10];
        [place, place / 10, place / 100, place / 1000].map(part).concat()
    };
    let accounts: Vec<String> =
        (0..5_000).map(|place| format!("{} Industries Ltd: d{place}.test", name(place))).collect();
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    let index = index(&accounts);
    let mut kinds = [0; 3];
    for contact_number in 0..3_000 {
        let place = contact_number * 7 % 5_000;
        let (email, company) = match contact_number % 3 {
            0 => (format!("u@mail.d{place}.test"), String::new()),
            1 => ("u@gmail.com".to_owned(), format!("{} industries", name(place))),
            // One letter is wrong, and a word that all names share is missing.
            _ => (String::new(), format!("{}x{}", &name(place)[..5], &name(place)[6..])),
        };
        match index.find(&contact(&email, &company)) {
            AccountMatch::Certain(found) => {
                assert_eq!(found.account, id(place), "{email} {company}");
                kinds[0] += 1;
            }
            AccountMatch::Proposed(_) => kinds[1] += 1,
            AccountMatch::Unknown => kinds[2] += 1,
        }
    }
    assert_eq!(kinds[0], 2_000, "every domain and every name is certain");
    assert!(kinds[1] > 900, "a wrong letter is proposed: {kinds:?}");
}

proptest! {
    #[test]
    fn one_wrong_letter_in_a_long_name_still_proposes_it_first(
        names in prop::collection::btree_set("[a-z]{5,9} [a-z]{5,9}", 2..40), at in 1..4usize,
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let index = index(&names);
        let wrong = format!("{}{}", &names[0][..at], &names[0][at + 1..]);
        prop_assume!(!names.contains(&wrong.as_str()));
        let found = shown(&index, "", &wrong);
        prop_assert!(found.starts_with("?0"), "{wrong}: {found}");
    }

    #[test]
    fn every_account_is_found_by_its_domain_whatever_the_names(names in prop::collection::btree_set("[a-zA-Zé .&-]{1,12}", 1..10)) {
        let lines: Vec<String> =
            names.iter().enumerate().map(|(place, name)| format!("{name}: d{place}.test")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let index = index(&lines);
        for place in 0..lines.len() {
            prop_assert_eq!(shown(&index, &format!("x@d{place}.test"), ""), format!("={place}"));
        }
    }

    #[test]
    fn no_contact_panics_and_scores_stay_within_bounds(email in ".{0,30}", company in ".{0,30}") {
        let index = index(&["Acme: acme.test", "Ünïcode & Söhne", "", "株式会社テスト"]);
        if let AccountMatch::Proposed(candidates) = index.find(&contact(&email, &company)) {
            prop_assert!(candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.score)));
        }
    }
}
