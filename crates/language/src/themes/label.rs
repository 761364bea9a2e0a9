//! Words for themes: the phrases that set each one apart from the others.
//!
//! Class-based TF-IDF (Grootendorst 2022): a phrase is worth how often a theme's notes use it, times
//! `ln(1 + average / f)`, where `f` is its use over all themes and `average` the use of all phrases per theme. Here a
//! note's use counts by its closeness to the theme's centre, and only once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::Id;
use crate::is_empty_word;

/// Words of a phrase.
const LONGEST: usize = 3;
/// Notes of a theme that are read: those nearest the centre.
const MOST_NOTES: usize = 200;
/// A phrase of fewer notes is one note's wording, unless the theme has no other.
const LEAST_NOTES: usize = 2;
/// What each further word of a phrase adds to its worth: "card" is in more notes than "card arrival", which says more.
const PER_WORD: f64 = 1.0;

/// Words of other languages that carry no topic: German, French, Spanish, Italian, Dutch, Portuguese. Some
/// are English words too; at the ends of a phrase they are little loss.
const FOREIGN_EMPTY_WORDS: &str = "aber alle als am an auch auf aus bei beim bin bis bitte da damit dann das dass daß dem den der des \
    die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es euch euer für \
    gibt guten habe haben hallo hat hier ich ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jeder kann kein keine \
    können könnte mal man mein meine meinem meinen meiner mehr mich mir mit muss müssen nach nicht noch nun nur oder \
    ohne schon sehr sein seine seit sich sie sind so soll sollte über um und uns unser unsere unseren unter viel vom von \
    vor wann war warum was weil wenn werden wie wieder will wir wird wo wurde würde zu zum zur zwei drei \
    ai au aux avec avez avons bonjour c'est ça car ce cela ces cet cette chez comme comment d'un d'une dans de depuis des \
    dit donc du elle elles en encore est et être eu faire fait faut il ils j'ai je jour jours l'on la le les leur leurs lui \
    ma mais me mes même moi mon n'a n'est ne nos notre nous on ont ou où par pas peu peut plus pour pourquoi qu'il qu'un \
    quand que quel quelle qui qu'on sa sans se ses si son sont sous suis sur ta tout toute toutes tous très trois tu un une \
    va vers vos votre vous été était y deux \
    a al algo antes aquí así aún cada como con cual cuál cuando cuándo cómo de del desde días donde dónde dos el él ella \
    ellos en entre era es esa ese eso esta está están este esto estoy ha había hace hacer han hasta hay he hola la las le \
    les lo los más me mi mis muy nada ni no nos nosotros nuestra nuestro o os otra otro para pero por porque puede puedo \
    que qué quien se sea según ser si sí sin sino sobre son su sus también tan tengo tiene tienen todo todos tres tu tus un \
    una uno unos usted ya yo \
    alla alle allo anche avere che chi ci ciao come con cosa così da dal dalla degli dei del della delle dello di dove due \
    e ed era gli ha hanno ho i il io la le lei lo loro ma mi mia mio molto ne nel nella nelle noi non nostra nostro o ogni \
    per perché più poi possiamo posso quando quanto quella quello questa questo qui se sei senza si siamo solo sono sta su \
    sua sul sulla suo tra tutti tutto un una uno vi voi è \
    aan al alle als bij dan dat de deze die dit doe door dus een en er ge geen goed had heb hebben heeft het hij hoe hun \
    ik in is je jullie kan komt kunnen maar me meer met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze \
    ook op over te toch toen tot uit uw van veel voor waar waarom wanneer wat we wel werd wie wij wil worden wordt zal ze \
    zich zij zijn zo zonder zou \
    à ao aos as até com como da das de dela dele do dos e é ela ele eles em então era esse esta está este eu faz foi há isso \
    isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós nossa nosso num numa o os ou para pela pelo por \
    porque pode posso qual quando que quem são se sem ser seu sua só também te tem tenho ter todo todos tudo um uma você";

/// Whether a phrase may not begin or end with a word, in lower case.
fn is_empty(word: &str) -> bool {
    static EMPTY: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| FOREIGN_EMPTY_WORDS.split_whitespace().collect());
    is_empty_word(word) || EMPTY.contains(word)
}

/// What a theme is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The phrases that set it apart, best first, with what each is worth.
    pub phrases: Vec<(String, f64)>,
}

impl Label {
    /// The phrases as one line.
    #[must_use]
    pub fn text(&self) -> String {
        self.phrases.iter().map(|(phrase, _)| phrase.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A phrase as its stems, so that "cards arrive" and "card arriving" are one.
type Stems = Vec<String>;

#[derive(Default)]
struct Use {
    worth: f64,
    notes: usize,
    /// How it is written, with how often.
    forms: BTreeMap<String, usize>,
}

/// At most `count` phrases for each theme, from the texts of its notes with their closeness to its centre. Function
/// words of seven languages are no phrases; stems are English, words of other languages stand for themselves.
#[must_use]
pub fn labels<T: Id>(said: &BTreeMap<T, Vec<(&str, f32)>>, count: usize) -> BTreeMap<T, Label> {
    let stemmer = Stemmer::create(Algorithm::English);
    let uses: BTreeMap<T, HashMap<Stems, Use>> =
        said.iter().map(|(theme, notes)| (*theme, uses(notes, &stemmer))).collect();
    let mut overall: HashMap<&Stems, f64> = HashMap::new();
    for (stems, used) in uses.values().flatten() {
        *overall.entry(stems).or_default() += used.worth;
    }
    // Summed in a fixed order: hash maps have none.
    let worth = |uses: &HashMap<Stems, Use>| {
        let mut worths: Vec<f64> = uses.values().map(|used| used.worth).collect();
        worths.sort_by(f64::total_cmp);
        worths.into_iter().sum::<f64>()
    };
    let average = uses.values().map(worth).sum::<f64>() / uses.len().max(1) as f64;
    let label = |uses: &HashMap<Stems, Use>| {
        let mut ranked: Vec<(f64, &Stems, &Use)> = uses
            .iter()
            .map(|(stems, used)| {
                let longer = 1.0 + PER_WORD * (stems.len() - 1) as f64;
                (used.worth * longer * libm::log1p(average / overall[stems]), stems, used)
            })
            .collect();
        ranked.sort_by(|a, b| {
            let often = |used: &Use| used.notes >= LEAST_NOTES;
            often(b.2).cmp(&often(a.2)).then(b.0.total_cmp(&a.0)).then(a.1.cmp(b.1))
        });
        Label { phrases: distinct(&ranked, count) }
    };
    uses.iter().map(|(theme, uses)| (*theme, label(uses))).collect()
}

/// The best phrases, each of which says more new than the better ones said: at most half of its stems stood in them.
fn distinct(ranked: &[(f64, &Stems, &Use)], count: usize) -> Vec<(String, f64)> {
    let mut said: BTreeSet<&String> = BTreeSet::new();
    let mut phrases = Vec::new();
    for (worth, stems, used) in ranked {
        if phrases.len() == count {
            break;
        }
        let repeated = stems.iter().filter(|stem| said.contains(stem)).count();
        if 2 * repeated <= stems.len() {
            said.extend(*stems);
            let form = used.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            phrases.extend(form.map(|(form, _)| (form.clone(), *worth)));
        }
    }
    phrases
}

fn uses(notes: &[(&str, f32)], stemmer: &Stemmer) -> HashMap<Stems, Use> {
    let mut nearest: Vec<&(&str, f32)> = notes.iter().collect();
    nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    nearest.truncate(MOST_NOTES);
    let mut uses: HashMap<Stems, Use> = HashMap::new();
    for (text, closeness) in nearest {
        let mut seen = BTreeSet::new();
        for run in runs(text) {
            let stems: Vec<String> = run.iter().map(|word| stemmer.stem(word).into_owned()).collect();
            for (first, length) in
                (0..run.len()).flat_map(|first| (1..=LONGEST).map(move |length| (first, length)))
            {
                let Some(words) = run.get(first..first + length) else { continue };
                // "of" may stand within a phrase, not at its ends.
                if is_empty(&words[0]) || is_empty(&words[length - 1]) {
                    continue;
                }
                let stems = stems[first..first + length].to_vec();
                if !seen.insert(stems.clone()) {
                    continue;
                }
                let used = uses.entry(stems).or_default();
                used.worth += f64::from(closeness.max(0.0));
                used.notes += 1;
                *used.forms.entry(words.join(" ")).or_default() += 1;
            }
        }
    }
    uses
}

/// Words in lower case, cut where punctuation ends a phrase. Numbers are no words.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs = vec![Vec::new()];
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let cut = |part: &str| part.contains(|c: char| !c.is_alphanumeric());
        let (before, after) = match piece.find(word) {
            Some(at) if !word.is_empty() => (&piece[..at], &piece[at + word.len()..]),
            _ => (piece, ""),
        };
        if cut(before) {
            runs.push(Vec::new());
        }
        if word.contains(char::is_alphabetic)
            && let Some(run) = runs.last_mut()
        {
            run.push(word.to_lowercase().replace('\u{2019}', "'"));
        } else {
            runs.push(Vec::new());
        }
        if cut(after) {
            runs.push(Vec::new());
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_what_sets_a_theme_apart() {
        let said = BTreeMap::from([
            (
                'a',
                vec![("My card has not arrived", 0.9), ("cards arriving late", 0.8), ("card arrived?", 0.7)],
            ),
            (
                'b',
                vec![
                    ("my card was declined", 0.9),
                    ("why are cards declined", 0.8),
                    ("declined payment", 0.9),
                ],
            ),
        ]);
        let labels = labels(&said, 2);
        assert_eq!(labels[&'a'].phrases[0].0.split(' ').next_back(), Some("arrived"));
        assert!(labels[&'b'].text().contains("declined"), "{}", labels[&'b'].text());
    }

    #[test]
    fn phrases_of_a_label_differ_and_do_not_cross_punctuation() {
        let said =
            BTreeMap::from([('a', vec![("export fails, invoices", 1.0), ("exports failing. Invoice", 1.0)])]);
        assert_eq!(labels(&said, 3)[&'a'].text(), "export fails, invoice");
    }

    #[test]
    fn function_words_of_other_languages_are_no_labels() {
        let said = BTreeMap::from([
            ('d', vec![("Die Karte ist weg", 1.0), ("Wo ist die Karte?", 0.9)]),
            (
                'f',
                vec![
                    ("La carte est bloquée par le distributeur", 1.0),
                    ("une carte par un distributeur", 0.9),
                ],
            ),
        ]);
        let labels = labels(&said, 2);
        assert_eq!(labels[&'d'].phrases[0].0, "karte");
        for (phrase, _) in &labels[&'f'].phrases {
            assert!(
                ["carte", "distributeur", "bloquée"].iter().any(|word| phrase.starts_with(word)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn nothing_said_has_an_empty_label() {
        let said =
            BTreeMap::from([('a', vec![]), ('b', vec![("the 123 ?!", 1.0), ("\u{4f60}\u{597d}", 1.0)])]);
        let labels = labels(&said, 3);
        assert_eq!((labels[&'a'].text().as_str(), labels[&'b'].text().as_str()), ("", "\u{4f60}\u{597d}"));
    }
}
