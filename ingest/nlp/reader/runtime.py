"""The shipped model without torch: ONNX Runtime for the layers, numpy for the small heads.

A text is read in windows (`ingest.nlp.windows`). Shapes: N pieces of a text, L pieces of a window with its start and
end piece, H the width, A attention heads, E entities named in a window, P ordered pairs, K pairs with a relation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from ingest.nlp.reader.files import DESCRIPTION, GRAPHS, HEADS, PIECES, SHIPPED, THRESHOLDS, TOKENIZER
from ingest.nlp.windows import windows
from schemas.errors import DataError
from schemas.ontology import relation

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
START, END = 0, 2
BATCH = 8
"""Windows that run together."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in pieces: ids, and the characters [start, end) of each (N)."""

    ids: Ints
    starts: Ints
    ends: Ints

    def touching(self, start: int, end: int) -> tuple[int, int] | None:
        """The half-open range of pieces that hold a character of [start, end); None where none does."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        while first < last and self.starts[first] == self.ends[first]:
            first += 1
        while first < last and self.starts[last - 1] == self.ends[last - 1]:
            last -= 1
        return (first, last) if first < last else None


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [start, end) of a text and their vectors (L, H), start and end piece included."""

    start: int
    end: int
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Marked:
    """A window of the lower layers and what the upper are told: slot and kind (L), first pieces of entities (E, L)."""

    vectors: Floats
    slot: Ints
    kind: Ints
    chosen: Floats


@dataclass(frozen=True, slots=True)
class Facets:
    """Probabilities of status (K, 4), and for each status of modality, event and role (K, 4, n)."""

    status: Floats
    modality: Floats
    event: Floats
    role: Floats


class Runtime:
    """The model of a folder. Safe to share between threads; `threads` bounds what one call uses (0: all cores)."""

    def __init__(self, folder: Path = SHIPPED, *, threads: int = 0) -> None:
        try:
            description: dict[str, Any] = json.loads((folder / DESCRIPTION).read_text("utf-8"))
            self.thresholds: dict[str, Any] = json.loads((folder / THRESHOLDS).read_text("utf-8"))
            table, heads = np.load(folder / PIECES), np.load(folder / HEADS)
        except OSError as error:
            raise DataError(f"the model in {folder} is incomplete: {error}") from error
        self.version: str = description["version"]
        self.labels: Mapping[str, Sequence[str]] = description["labels"]
        self.relations = tuple(relation(name) for name in self.labels["relations"])
        self.slots: int = description["slots"]
        self._rows, self._scale = table["rows"], table["scale"]
        self._heads: dict[str, Floats] = {name: heads[name] for name in heads.files}
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._sessions = {name: _session(folder / file, threads) for name, file in GRAPHS.items()}

    def pieces(self, text: str) -> Pieces:
        """Cut a text into pieces; offsets count in characters of `text`."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        return Pieces(np.array(encoding.ids, dtype=np.int64), offsets[:, 0].copy(), offsets[:, 1].copy())

    def lower(self, texts: Sequence[Pieces]) -> list[list[Window]]:
        """The lower layers over every window of every text."""
        places = [(at, start, end) for at, text in enumerate(texts) for start, end in windows(len(text.ids))]
        rows = [np.concatenate([[START], texts[at].ids[start:end], [END]]) for at, start, end in places]
        read: list[list[Window]] = [[] for _ in texts]
        vectors: list[Floats] = [np.empty((0, 0), np.float32)] * len(rows)
        for batch in _alike([len(row) for row in rows]):
            longest = max(len(rows[at]) for at in batch)
            words = np.zeros((len(batch), longest, self._rows.shape[1]), np.float32)
            mask = np.zeros((len(batch), longest), bool)
            for line, at in enumerate(batch):
                words[line, : len(rows[at])] = self._rows[rows[at]] * self._scale[rows[at], None]
                mask[line, : len(rows[at])] = True
            (x,) = self._sessions["lower"].run(None, {"words": words, "mask": mask})
            for line, at in enumerate(batch):
                vectors[at] = x[line, : len(rows[at])].copy()
        for (at, start, end), one in zip(places, vectors, strict=True):
            read[at].append(Window(start, end, one))
        return read

    def upper(self, marked: Sequence[Marked]) -> list[tuple[Floats, Floats]]:
        """The upper layers over windows of any texts: vectors (L, H), and where each entity looks (E, A, L)."""
        read: list[tuple[Floats, Floats]] = [(np.empty((0, 0), np.float32),) * 2] * len(marked)
        for batch in _alike([len(one.slot) for one in marked]):
            lines = [marked[at] for at in batch]
            longest, most = max(len(one.slot) for one in lines), max(1, *(len(one.chosen) for one in lines))
            mask = np.zeros((len(lines), longest), bool)
            for line, one in enumerate(lines):
                mask[line, : len(one.slot)] = True
            feed = {
                "x": _stack([one.vectors for one in lines], (longest, lines[0].vectors.shape[1]), np.float32),
                "mask": mask,
                "slot": _stack([one.slot for one in lines], (longest,), np.int64),
                "kind": _stack([one.kind for one in lines], (longest,), np.int64),
                "chosen": _stack([one.chosen for one in lines], (most, longest), np.float32),
            }
            y, looks = self._sessions["upper"].run(None, feed)
            for line, (at, one) in enumerate(zip(batch, lines, strict=True)):
                size = len(one.slot)
                read[at] = y[line, :size].copy(), looks[line, :, : len(one.chosen), :size].transpose(1, 0, 2).copy()
        return read

    def tags(self, tokens: Floats) -> Floats:
        """Joined vectors of the lower layers (N, H) → probabilities of tags (N, tags)."""
        return softmax(self._linear("tagger", self._norm("middle", tokens)))

    def top(self, tokens: Floats) -> Floats:
        """Joined vectors of the upper layers (N, H), normed as entities and contexts need them."""
        return self._norm("top", tokens)

    def kinds(self, entities: Floats) -> Floats:
        """Entity vectors (E, H) → probabilities of kinds of organization (E, kinds)."""
        return softmax(self._linear("kind", entities))

    def pairs(
        self, subject: Floats, object_: Floats, context: Floats, types: Ints, distance: Ints
    ) -> tuple[Floats, Floats]:
        """Vectors of both ends and context (P, H), types (P, 2), distance on its scale (P) → probabilities of relations
        (P, relations), types not yet looked at; and the features that `facets` needs."""
        feed = {"subject": subject, "object_": object_, "context": context, "types": types, "distance": distance}
        scores, features = self._sessions["pairs"].run(None, feed)
        return 1 / (1 + np.exp(-scores)), features

    def facets(self, features: Floats, relation_: Ints) -> Facets:
        """Features of chosen pairs (K, …) with a relation each (K)."""
        outputs = self._sessions["facets"].run(None, {"features": features, "relation": relation_})
        return Facets(*(softmax(one) for one in outputs))

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"], np.float32)

    def _norm(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
        return np.asarray(scaled * self._heads[f"{name}.weight"] + self._heads[f"{name}.bias"], np.float32)


@lru_cache(maxsize=4)
def shared(folder: Path = SHIPPED, threads: int = 0) -> Runtime:
    """One runtime for all pipelines of a process that read with the same model."""
    return Runtime(folder, threads=threads)


def join(parts: Sequence[tuple[int, int, Floats]], count: int) -> Floats:
    """Vectors of windows (start, end, (L, H)) → (N, H) of the text, averaged where windows overlap."""
    total = np.zeros((count, parts[0][2].shape[1]), np.float32)
    seen = np.zeros((count, 1), np.float32)
    for start, end, vectors in parts:
        total[start:end] += vectors[1 : end - start + 1]
        seen[start:end] += 1
    return np.asarray(total / np.maximum(seen, 1), np.float32)


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.enable_mem_pattern = False  # no two batches have one shape
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime has no common root for its errors
        raise DataError(f"the model file {path} cannot be loaded: {error}") from error


def _alike(lengths: Sequence[int]) -> list[list[int]]:
    """Places of rows in batches of like length."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at])
    return [order[at : at + BATCH] for at in range(0, len(order), BATCH)]


def _stack(arrays: Sequence[npt.NDArray[Any]], shape: tuple[int, ...], kind: type) -> npt.NDArray[Any]:
    block: npt.NDArray[Any] = np.zeros((len(arrays), *shape), kind)
    for at, one in enumerate(arrays):
        block[at][tuple(slice(size) for size in one.shape)] = one
    return block
