//! The words of a note as the domain keeps them.

use outweigh_core::domain::{self, NoteBody};

use crate::notes::{Aside, AsideKind, ImportedNote, Turn};

/// The body of an imported note. `author` is told when they are no contact.
pub(super) fn body(note: &ImportedNote, author: Option<&str>) -> NoteBody {
    let said = |text: &str| !text.trim().is_empty();
    NoteBody {
        title: note.title.clone().filter(|title| said(title)),
        text: note.text.clone(),
        author: author.filter(|name| said(name)).map(str::to_owned),
        turns: note.turns.iter().map(turn).collect(),
        asides: note.asides.iter().map(aside).collect(),
        attachments: note.attachments.clone(),
        custom: note.custom.clone(),
    }
}

fn turn(turn: &Turn) -> domain::Turn {
    let Turn { speaker, start, end, at_seconds } = turn.clone();
    domain::Turn { speaker, start, end, at_seconds }
}

fn aside(aside: &Aside) -> domain::Aside {
    let kind = match aside.kind {
        AsideKind::Quote => domain::AsideKind::Quote,
        AsideKind::Signature => domain::AsideKind::Signature,
        AsideKind::Question => domain::AsideKind::Question,
        AsideKind::Forwarding => domain::AsideKind::Forwarding,
    };
    domain::Aside { kind, start: aside.start, end: aside.end }
}
