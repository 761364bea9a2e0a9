//! Whatever the bytes, reading them ends in notes that stand by the laws, or in words; never in a panic. Every
//! preset is fed its own fixtures and the kept corpus, changed at random.
//!
//! `OUTWEIGH_FUZZ_SECONDS=60 cargo test -p outweigh-connect --test notes fuzz` spends a minute on each preset;
//! without it a fifth of a second. An input that fails is written to `tests/corpus/<preset>/`, to be kept with the fix.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use std::{env, fs};

use outweigh_connect::notes::{NoteOptions, NotePreset, parse, sniff};

use crate::{archives, fixtures, laws};

/// Inputs grow no longer than this: what breaks a parser is rarely long, and short inputs are many more.
const LONGEST_BYTES: usize = 64 * 1024;
/// What parsers look for, put anywhere.
const TOKENS: [&[u8]; 36] = [
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\t",
    b",",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b": ",
    b"<",
    b">",
    b"> ",
    b"</",
    b"&amp;",
    b"&#0;",
    b"--",
    b"-- \n",
    b"-->",
    b"00:00:01.000 --> 00:00:02.000\n",
    b"From ",
    b"\nFrom a@b.test Sat Jan  3 01:05:34 1996\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
    b"Subject: =?utf-8?q?=C3=BC?=\n",
    b"<@U1|x>",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\0",
    b"\xC3",
    b"1e308",
    b"-1",
    b"null",
    b"2026-04-18T09:00:00Z",
    b"PK\x03\x04",
];

#[test]
fn no_input_breaks_a_parser() {
    let seconds =
        env::var("OUTWEIGH_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0.2);
    let chosen = env::var("OUTWEIGH_FUZZ_PRESET").ok();
    for preset in NotePreset::ALL {
        if chosen.as_deref().is_some_and(|chosen| chosen != preset.key()) {
            continue;
        }
        let seeds = seeds(*preset);
        assert!(!seeds.is_empty(), "{preset} has nothing to begin with");
        seeds.iter().for_each(|seed| read(*preset, seed));
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ seeds.len() as u64);
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let mut tried = 0;
        while Instant::now() < until {
            let input = changed(&seeds, &mut random);
            read_or_keep(*preset, &input);
            tried += 1;
        }
        println!("{preset}: {tried} inputs");
    }
}

/// Fixtures as they are; the files of a folder packed, and each by itself.
fn seeds(preset: NotePreset) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for fixture in fixtures::of(preset) {
        let files = fixture.files();
        if preset.is_of_folders() && fixture.is_folder {
            let entries: Vec<_> = files.iter().map(|file| (file.path, file.bytes)).collect();
            seeds.push(archives::zipped(&entries));
        } else {
            seeds.extend(files.iter().map(|file| file.bytes.to_vec()));
        }
    }
    let kept = fixtures::sorted(&fixtures::root().join("corpus").join(preset.key()));
    seeds.extend(kept.iter().map(|path| fs::read(path).expect("a readable file")));
    seeds
}

fn read(preset: NotePreset, input: &[u8]) {
    // Only documents are told apart by name.
    let names: &[&str] = if preset == NotePreset::Document { &["a.html", "a.md", "a.txt"] } else { &["a"] };
    for name in names {
        let _ = sniff(name, input);
        for options in [
            NoteOptions::default(),
            NoteOptions { redact: Some(true), keep_automatic: true, ..NoteOptions::default() },
        ] {
            if let Ok(parsed) = parse(name, input, preset, &options, &mut |_, _| {}) {
                laws::check(&parsed);
            }
        }
    }
}

/// Keeps an input that fails before it fails the test.
fn read_or_keep(preset: NotePreset, input: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(preset, input))) {
        let folder = fixtures::root().join("corpus").join(preset.key());
        fs::create_dir_all(&folder).expect("a writable folder");
        let name = input.iter().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3)
        });
        let path = folder.join(format!("{name:016x}"));
        fs::write(&path, input).expect("a writable folder");
        eprintln!("{preset} fails on {}", path.display());
        std::panic::resume_unwind(panic);
    }
}

/// One seed with a few changes. Archives are changed inside, too, so that more than their checksums is met.
fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let seed = &seeds[random.below(seeds.len())];
    if seed.starts_with(b"PK\x03\x04")
        && random.below(4) > 0
        && let Some(inside) = changed_inside(seed, random)
    {
        return inside;
    }
    let mut input = seed.clone();
    change(&mut input, seeds, random);
    input
}

fn changed_inside(archive: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).ok()?;
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        entries.push((name, bytes));
    }
    let at = random.below(entries.len().max(1));
    let (_, bytes) = entries.get_mut(at)?;
    if bytes.starts_with(b"PK\x03\x04") {
        *bytes = changed_inside(bytes, random)?;
    } else {
        change(bytes, &[], random);
    }
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Some(archives::zipped(&entries))
}

fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(input.len() + 1);
        let end = at + random.below(32.min(input.len() - at) + 1);
        match random.below(8) {
            0 => input.truncate(at),
            1 => drop(input.drain(at..end)),
            2 => drop(input.splice(at..at, TOKENS[random.below(TOKENS.len())].iter().copied())),
            3 => drop(input.splice(at..end, TOKENS[random.below(TOKENS.len())].iter().copied())),
            4 if at < input.len() => input[at] ^= 1 << random.below(8),
            5 if at < input.len() => input[at] = u8::try_from(random.below(256)).unwrap_or(0),
            6 => {
                let piece = input[at..end].repeat(1 + random.below(20));
                drop(input.splice(at..at, piece));
            }
            _ if !seeds.is_empty() => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let piece = other[from..other.len().min(from + random.below(200))].to_vec();
                drop(input.splice(at..end, piece));
            }
            _ => {}
        }
        input.truncate(LONGEST_BYTES);
    }
}

/// A small generator of numbers that come out the same on every run (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(value).unwrap_or(0) % bound.max(1)
    }
}

/// Each of these would take hours if an opening mark were searched to the end of the text every time.
#[test]
fn texts_of_nothing_but_openings_are_read_in_linear_time() {
    const OPENINGS: [&str; 20] = [
        "<",
        "<v ",
        "<div>",
        "<blockquote>",
        "<ul><li>",
        "&",
        "![",
        "[a](",
        "> ",
        "> a\n\n",
        "* ",
        "On 1 ",
        "On 1\n",
        "From: a\nTo: b\n",
        "Best,\n",
        "A: b\n",
        "00:01 A  0:01\n",
        "1\n00:01.0 --> 00:02.0\nA b: c\n",
        "4111 ",
        "a@",
    ];
    for opening in OPENINGS {
        let text = opening.repeat(64 * 1024 / opening.len());
        let mail = format!("Subject: x\n\n{text}");
        let page = format!("<html>{text}");
        for (preset, name, input) in [
            (NotePreset::Email, "a.eml", &mail),
            (NotePreset::Transcript, "a.txt", &text),
            (NotePreset::Document, "a.md", &text),
            (NotePreset::Document, "a.html", &page),
        ] {
            let options = NoteOptions { redact: Some(true), ..NoteOptions::default() };
            if let Ok(parsed) = parse(name, input.as_bytes(), preset, &options, &mut |_, _| {}) {
                laws::check(&parsed);
            }
        }
    }
}
