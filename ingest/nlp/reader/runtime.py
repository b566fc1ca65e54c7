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

    def lower(self, text: Pieces) -> list[Window]:
        """The lower layers over every window of a text.

        Windows run one by one: int8 scales activations over all that runs together, so that in a batch the same text
        would be read a little differently beside other texts (and slower, for the padding).
        """
        read = []
        for start, end in windows(len(text.ids)):
            row = np.concatenate([[START], text.ids[start:end], [END]])
            words = (self._rows[row] * self._scale[row, None]).astype(np.float32)
            (x,) = self._sessions["lower"].run(None, {"words": words[None]})
            read.append(Window(start, end, x[0]))
        return read

    def upper(self, marked: Marked) -> tuple[Floats, Floats]:
        """The upper layers over a window: vectors (L, H), and where each entity named in it looks (E, A, L)."""
        feed = {
            "x": marked.vectors[None],
            "slot": marked.slot[None],
            "kind": marked.kind[None],
            # A graph wants at least one line.
            "chosen": marked.chosen[None] if len(marked.chosen) else np.zeros((1, 1, len(marked.slot)), np.float32),
        }
        y, looks = self._sessions["upper"].run(None, feed)
        return y[0], looks[0].transpose(1, 0, 2)[: len(marked.chosen)]

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
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the core to others
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime has no common root for its errors
        raise DataError(f"the model file {path} cannot be loaded: {error}") from error
