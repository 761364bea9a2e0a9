//! Sentences, languages and key phrases of texts as they arrive.

use outweigh_language::{Embedder, Sentence, key_phrases, language, sentences};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = sentences(text)
        .iter()
        .map(|found| found.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn sentences_end_where_readers_end_them() {
    check("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
    check("great app. it crashes though", &["great app.", "it crashes though"]);
    check("Dr. Li and Mr. J. Smith agree, e.g. on this.", &["Dr. Li and Mr. J. Smith agree, e.g. on this."]);
    check(
        "We use Acme Inc. products. Acme Ltd. They left.",
        &["We use Acme Inc. products.", "Acme Ltd.", "They left."],
    );
    check(
        "Version 3.2.1 costs 4.50 at shop.example.com today",
        &["Version 3.2.1 costs 4.50 at shop.example.com today"],
    );
    check("I like it... but slowly. Wait... What?", &["I like it... but slowly.", "Wait...", "What?"]);
    check("\"Why?\" he asked. (It failed.) Again.", &["\"Why?\" he asked.", "(It failed.)", "Again."]);
    check("No. We can't.", &["No.", "We can't."]);
    check("これは遅いです。直してください。", &["これは遅いです。", "直してください。"]);
    check("  \n\t ... !!! \n", &[]);
}

#[test]
fn lines_bullets_turns_and_wrapped_mails_are_understood() {
    check(
        "Issues:\n- slow search\n* no export\n1. crash\n2) lag",
        &["Issues:", "slow search", "no export", "crash", "lag"],
    );
    check("> > quoted line\n> second", &["quoted line", "second"]);
    check(
        "[00:01:12] Anna Berg: It is slow.\n00:02:10 Tom: Yes, very.\nmaria: agreed",
        &["It is slow.", "Yes, very.", "agreed"],
    );
    check(
        "We have tried to reach your support several times this week but\nnobody answered the phone. Please help.",
        &[
            "We have tried to reach your support several times this week but nobody answered the phone.",
            "Please help.",
        ],
    );
    check("Hi team,\nthe export fails.\n\nBest\nJo", &["Hi team,", "the export fails.", "Best", "Jo"]);
}

#[test]
fn a_language_is_told_or_left_open() {
    let cases = [
        ("Why does the export take so long?", Some("en")),
        ("great app but it crashes", Some("en")),
        ("Der Export dauert viel zu lange und die Umlaute sind kaputt", Some("de")),
        ("L'application se ferme à chaque fois que j'ouvre un document", Some("fr")),
        ("La aplicación se cierra cada vez que abro un documento grande", Some("es")),
        ("Приложение закрывается каждый раз, когда я открываю файл", Some("ru")),
        ("エクスポートがとても遅いので、もっと速くしてください", Some("ja")),
        ("OK", None),
        ("Tom", None),
        ("12345 !!", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(language(text), expected, "{text}");
    }
}

#[test]
fn phrases_name_the_topic() {
    let text = "The label printer stops after two pages. We bought a new label printer, same thing. Support blamed the \
                network driver.";
    let found: Vec<&str> =
        key_phrases(text, 3, &Embedder::default()).iter().map(|phrase| phrase.text).collect();
    assert_eq!(found[0], "label printer");
    assert!(found.contains(&"network driver") || found.contains(&"blamed the network driver"), "{found:?}");
}

proptest! {
    #[test]
    fn sentences_and_phrases_are_apart_and_the_words_at_their_place(
        text in "\\PC*|(?s).{0,200}|([a-z]{1,6}|\\. |\n|- |: |Mr\\. |[0-9]\\) |ä|😀| ){0,60}"
    ) {
        let found: Vec<Sentence<'_>> = sentences(&text);
        prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        prop_assert!(found.iter().all(|one| one.span.of_text(&text) == one.text && one.text.trim() == one.text));
        for phrase in key_phrases(&text, 5, &Embedder::default()) {
            prop_assert_eq!(phrase.span.of_text(&text), phrase.text);
        }
        language(&text);
    }
}
