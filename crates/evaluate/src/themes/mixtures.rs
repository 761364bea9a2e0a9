//! Notes as a team gets them: many topics of a few notes each, a third of the notes about nothing that repeats, and
//! greetings around some. Drawn from the labelled sets with a seed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use outweigh_language::themes::{Acts, Settings, Themes};
use outweigh_language::{CompactVector, Embedder, gist};

use crate::Findings;
use crate::measures::{ari, mean, nmi, shown};
use crate::texts::{Labelled, lines, weights};

/// Smallest and largest topic; sizes between are evenly spread by their logarithm, so most are small.
const TOPIC_SIZES: (f64, f64) = (5.0, 60.0);
/// Share of notes about nothing that repeats.
const ASIDE: f64 = 0.3;
/// Share of notes with a salutation, and of those with a closing.
const GREETED: f64 = 0.4;
/// Shorter reviews and titles ("nice app") repeat.
const TELLING: usize = 40;
const SEEDS: [u64; 3] = [1, 2, 3];

/// What topics are drawn from, how many notes are made of it, and where notes about nothing are drawn from besides.
const BANK: &str = "theme_banking77/texts.jsonl";
const MANY: [&str; 3] = [BANK, "theme_clinc150/texts.jsonl", "theme_hwu64/texts.jsonl"];
const MIXTURES: [(&str, &[&str], usize); 5] = [
    ("a bank's", &[BANK], 500),
    ("a bank's", &[BANK], 1_200),
    ("of many products", &MANY, 500),
    ("of many products", &MANY, 1_200),
    ("of many products", &MANY, 5_000),
];
const LABELLED: [&str; 4] = [MANY[0], MANY[1], MANY[2], "theme_stackoverflow20/texts.jsonl"];
const REVIEWS: &str = "feedback_playstore20/labelled.jsonl";
const ISSUES: &str = "issues_nlbse24/issues.jsonl";

const SALUTATIONS: [&str; 12] = [
    "Hi,\n\n",
    "Hello,\n\n",
    "Hi there, ",
    "Hi team,\n\n",
    "Good morning,\n\n",
    "Good afternoon, ",
    "Dear support team,\n\n",
    "Hello Amara,\n\n",
    "Hey, ",
    "Dear Sir or Madam,\n\n",
    "Hi Tobias,\n\nhope you are well. ",
    "Quick question: ",
];
const CLOSINGS: [&str; 8] = [
    "\n\nThanks",
    "\n\nThank you in advance!",
    "\n\nKind regards\nHannah Grant",
    "\n\nBest,\nMarek",
    "\n\nMany thanks and best regards,\nLorna",
    " Thanks a lot for your help.",
    " Please help!",
    "\n\nCheers\nTom",
];

pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let mut sets: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for name in LABELLED {
        let Some(texts) = lines::<Labelled>(&data.join(name))? else { continue };
        let labels = sets.entry(name).or_default();
        texts.into_iter().for_each(|text| labels.entry(text.label).or_default().push(text.text));
    }
    let asides = asides(data)?;
    let mut rows = Vec::new();
    for (name, topics, size) in MIXTURES {
        if topics.iter().any(|set| !sets.contains_key(set)) {
            continue;
        }
        let mixtures = SEEDS.map(|seed| Mixture::draw(topics, &sets, &asides, size, seed));
        for (texts, polite) in [("as written", true), ("their gist", false)] {
            let figures = mixtures.each_ref().map(|mixture| mixture.measured(polite));
            let of = |figure: usize| mean(&figures.map(|figures| figures[figure]));
            let counts = (0..3).map(|figure| format!("{:.0}", of(figure)));
            let shares = (3..figures[0].len()).map(|figure| shown(of(figure)));
            rows.push(
                [format!("{name}, {size}"), texts.into()].into_iter().chain(counts).chain(shares).collect(),
            );
        }
    }
    Ok(Findings {
        name: "mixtures",
        columns: vec![
            "notes",
            "embedded",
            "topics",
            "themes found",
            "believable",
            "NMI",
            "ARI",
            "purity",
            "topic notes placed",
            "other notes unplaced",
        ],
        rows,
        reading: "Means of three seeds. Topics are labels, of 5 to 60 notes; three in ten notes are of no topic: one text \
                  each of other labels, app reviews, issue titles (some of which do repeat one another). NMI and ARI over \
                  the notes of topics, those unplaced each alone. Purity: share of placed notes that are of their \
                  theme's topic. Believable: themes two thirds of which are one topic."
            .into(),
    })
}

/// Texts that share no topic, or hardly.
fn asides(data: &Path) -> Result<Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Issue {
        title: String,
    }
    let reviews = lines::<Labelled>(&data.join(REVIEWS))?.unwrap_or_default();
    let issues = lines::<Issue>(&data.join(ISSUES))?.unwrap_or_default();
    let texts = reviews.into_iter().map(|text| text.text).chain(issues.into_iter().map(|issue| issue.title));
    Ok(texts.filter(|text| text.chars().count() >= TELLING).collect())
}

/// Notes with their topics; none for those about nothing that repeats.
struct Mixture {
    texts: Vec<String>,
    topics: Vec<Option<usize>>,
}

impl Mixture {
    fn draw(
        topics: &[&str],
        sets: &BTreeMap<&str, BTreeMap<String, Vec<String>>>,
        asides: &[String],
        size: usize,
        seed: u64,
    ) -> Mixture {
        let mut draw = Draw(seed);
        let labels = sets.iter().flat_map(|(set, labels)| labels.iter().map(move |label| (*set, label)));
        let mut labels: Vec<(&str, (&String, &Vec<String>))> = labels.collect();
        draw.shuffle(&mut labels);
        // Those that may be topics first.
        labels.sort_by_key(|(set, _)| !topics.contains(set));
        let mut mixture = Mixture { texts: Vec::new(), topics: Vec::new() };
        let of_topics = ((1.0 - ASIDE) * size as f64) as usize;
        let mut used = BTreeSet::new();
        for (topic, (set, (label, texts))) in labels.iter().enumerate() {
            if mixture.texts.len() >= of_topics || !topics.contains(set) {
                break;
            }
            let (least, most) = TOPIC_SIZES;
            let notes = (least * (most / least).powf(draw.unit())).round() as usize;
            let mut texts: Vec<&String> = texts.iter().collect();
            draw.shuffle(&mut texts);
            for text in texts.into_iter().take(notes) {
                mixture.put(text, Some(topic), &mut draw);
            }
            used.insert((*set, *label));
        }
        let of_topics = mixture.texts.len() as f64;
        let mut others: Vec<&String> = Vec::new();
        for (_, (_, texts)) in labels.iter().filter(|(set, (label, _))| !used.contains(&(*set, *label))) {
            others.push(&texts[draw.below(texts.len())]);
        }
        draw.shuffle(&mut others);
        let mut rest: Vec<&String> = asides.iter().collect();
        draw.shuffle(&mut rest);
        let others = others.into_iter().chain(rest);
        for text in others.take((of_topics * ASIDE / (1.0 - ASIDE)) as usize) {
            mixture.put(text, None, &mut draw);
        }
        mixture
    }

    fn put(&mut self, text: &str, topic: Option<usize>, draw: &mut Draw) {
        let mut note = String::new();
        if draw.unit() < GREETED {
            note.push_str(SALUTATIONS[draw.below(SALUTATIONS.len())]);
        }
        note.push_str(text);
        if draw.unit() < GREETED {
            note.push_str(CLOSINGS[draw.below(CLOSINGS.len())]);
        }
        self.texts.push(note);
        self.topics.push(topic);
    }

    /// With courtesies or without: topics, themes, believable themes, NMI, ARI, purity, share of topic notes placed, share of others unplaced.
    fn measured(&self, polite: bool) -> [f64; 8] {
        let embedded = |text: &String| if polite { text.clone() } else { gist(text).into_owned() };
        let texts: Vec<String> = self.texts.iter().map(embedded).collect();
        let embedder = Embedder::with(weights(texts.iter().map(String::as_str)));
        let vectors: Vec<CompactVector> = texts.iter().map(|text| embedder.embed(text).compact()).collect();
        let notes: Vec<(usize, &CompactVector)> = vectors.iter().enumerate().collect();
        let mut ids = 0..;
        let new_id = || ids.next().unwrap_or_default();
        let themes: Themes<usize, usize> =
            Themes::discover(&notes, &BTreeMap::new(), &Acts::default(), Settings::default(), new_id);
        let (mut labels, mut found) = (Vec::new(), Vec::new());
        let (mut placed, mut others, mut left) = (0.0, 0.0, 0.0);
        for (note, topic) in self.topics.iter().enumerate() {
            let theme = themes.theme_of(note);
            match topic {
                Some(topic) => {
                    labels.push(*topic);
                    found.push(theme.unwrap_or(themes.themes().len() + note));
                    placed += f64::from(u8::from(theme.is_some()));
                }
                None => {
                    others += 1.0;
                    left += f64::from(u8::from(theme.is_none()));
                }
            }
        }
        let (mut right, mut all, mut believable) = (0, 0, 0);
        for notes in themes.members().values() {
            let mut of: BTreeMap<usize, usize> = BTreeMap::new();
            notes.iter().filter_map(|note| self.topics[*note]).for_each(|t| *of.entry(t).or_default() += 1);
            let most = of.values().max().copied().unwrap_or_default();
            right += most;
            all += notes.len();
            believable += usize::from(3 * most >= 2 * notes.len());
        }
        let topics = labels.iter().collect::<BTreeSet<_>>().len();
        [
            topics as f64,
            themes.themes().len() as f64,
            believable as f64,
            nmi(&labels, &found),
            ari(&labels, &found),
            right as f64 / all as f64,
            placed / labels.len() as f64,
            left / others,
        ]
    }
}

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from 0 up to, not including, 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}
