"""The reading model in torch: lower layers and tagger, upper layers that are told who is who, and a head over pairs.

The shapes in the docstrings: R rows (windows of all stories of a batch), T pieces of the longest row, E entities of one
story, P ordered pairs of them, N pieces of one story, H = 384, A = 12 attention heads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional

from ingest.nlp import labels

WIDTH, INNER, HEADS = 384, 1536, 12
LAYERS, LOWER = 10, 6
"""The top two of twelve layers make sentence vectors, not token vectors; they are left out."""
SLOTS = 48
"""Entities that the upper layers can tell apart; further ones share the slots again from the first."""
PAIR, BLOCK, DISTANCES, SMALL = 256, 32, 8, 32
PRIOR = -4.5
"""Log-odds that a random ordered pair stands in a given relation: without it the first steps ruin the encoder."""


class Layer(nn.Module):
    """One post-norm transformer layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.mix = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None, *, explicit: bool = False) -> tuple[Tensor, Tensor | None]:
        """x (R, T, H), mask (R, T) true at pieces or None; with `explicit` also the attention (R, A, T, T)."""
        rows, length, _ = x.shape
        query, key, value = (
            part(x).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        attention = None
        if explicit:
            scores = (query @ key.transpose(-1, -2)).float() / math.sqrt(WIDTH // HEADS)
            attention = (scores if mask is None else scores.masked_fill(~mask[:, None, None], -1e4)).softmax(-1)
            seen = attention.to(value.dtype) @ value
        else:
            wide = None if mask is None else mask[:, None, None]
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=wide)
        x = self.norm(x + self.drop(self.mix(seen.transpose(1, 2).reshape(rows, length, WIDTH))))
        x = self.last_norm(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))
        return x, attention


class Encoder(nn.Module):
    """The piece table (frozen) and ten layers of multilingual-e5-small."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        stored = load_file(folder / "encoder.safetensors")
        weights = {name: torch.tensor(value.astype(np.float32)) for name, value in stored.items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        positions = weights["embeddings.position_embeddings.weight"]
        self.positions = nn.Parameter(positions + weights["embeddings.token_type_embeddings.weight"][0])
        self.norm, self.drop = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(0.1)
        _fill(self.norm, weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mix": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "last_norm": "output.LayerNorm",
        }
        for at, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                _fill(getattr(layer, ours), weights, f"encoder.layer.{at}.{theirs}")

    def lower(self, words: Tensor, mask: Tensor | None, *, explicit: bool = False) -> Tensor:
        """Rows of the piece table (R, T, H) read by the lower layers: (R, T, H)."""
        x = self.drop(self.norm(words + self.positions[: words.shape[1]]))
        for layer in self.layers[:LOWER]:
            x, _ = layer(x, mask, explicit=explicit)
        return x

    def upper(self, x: Tensor, mask: Tensor | None, *, explicit: bool = False) -> tuple[Tensor, Tensor]:
        """The upper layers, and the attention (R, A, T, T) of the last one."""
        for layer in self.layers[LOWER:-1]:
            x, _ = layer(x, mask, explicit=explicit)
        x, attention = self.layers[-1](x, mask, explicit=True)
        assert attention is not None
        return x, attention


@dataclass(frozen=True, slots=True)
class Facets:
    """What is said of a pair and a relation, as logits: status (K, 4); the others for each status (K, 4, n)."""

    status: Tensor
    modality: Tensor
    event: Tensor
    role: Tensor


class PairHead(nn.Module):
    """Relations between ordered pairs of entities, and the facets of each relation."""

    def __init__(self) -> None:
        super().__init__()
        self.types = nn.Embedding(len(labels.TYPES), SMALL)
        self.distance = nn.Embedding(DISTANCES, SMALL)
        self.subject, self.object = (nn.Linear(2 * WIDTH + SMALL, PAIR) for _ in range(2))
        self.relation = nn.Linear(PAIR * BLOCK + SMALL, len(labels.RELATIONS))
        self.relation.bias.data.fill_(PRIOR)
        self.name = nn.Embedding(len(labels.RELATIONS), 64)
        self.hidden = nn.Linear(2 * WIDTH + 2 * PAIR + 64, 256)
        states = len(labels.STATUSES)
        sizes = (len(labels.MODALITIES), len(labels.EVENTS), len(labels.ROLES))
        self.status = nn.Linear(256, states)
        self.shared = nn.Linear(256, sum(sizes))
        self.apart = nn.Linear(256, states * sum(sizes))
        self.sizes = sizes
        self.drop = nn.Dropout(0.1)

    def forward(
        self, subject: Tensor, object_: Tensor, context: Tensor, types: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Entity vectors of both ends (P, H), context (P, H), types (P, 2), distance (P): logits (P, relations) and
        what `facets` needs."""
        left = torch.cat([subject, context, self.types(types[:, 0])], 1)
        right = torch.cat([object_, context, self.types(types[:, 1])], 1)
        left, right = torch.tanh(self.subject(self.drop(left))), torch.tanh(self.object(self.drop(right)))
        blocks = PAIR // BLOCK
        product = left.view(-1, blocks, BLOCK, 1) * right.view(-1, blocks, 1, BLOCK)
        scores = self.relation(torch.cat([product.flatten(1), self.distance(distance)], 1))
        return scores, torch.cat([context, subject, left, right], 1)

    def facets(self, pair: Tensor, relation: Tensor) -> Facets:
        """The second output of `forward`, chosen rows (K, …), with a relation for each row (K)."""
        hidden = self.drop(functional.gelu(self.hidden(torch.cat([pair, self.name(relation)], 1))))
        shared = self.shared(hidden)[:, None]
        logits = shared + self.apart(hidden).unflatten(1, (len(labels.STATUSES), -1))
        modality, event, role = logits.split(self.sizes, 2)
        return Facets(self.status(hidden), modality, event, role)


@dataclass(frozen=True, slots=True)
class Rows:
    """The windows of a batch of stories: piece ids (R, T), mask (R, T), and (story, start, end) of each row."""

    ids: Tensor
    mask: Tensor
    places: list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Story:
    """One story as the pair head sees it: token vectors (N, H) and the rows of the batch that hold it."""

    tokens: Tensor
    rows: list[tuple[int, int, int]]


class Model(nn.Module):
    """Everything that is trained."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.middle, self.top = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.tagger = nn.Linear(WIDTH, len(labels.TAGS))
        self.tagger.bias.data[0] = 2.0
        self.slot, self.role = nn.Embedding(SLOTS + 1, WIDTH), nn.Embedding(len(labels.TYPES) + 1, WIDTH)
        for table in (self.slot, self.role):
            nn.init.normal_(table.weight, std=0.15)
            table.weight.data[0] = 0
        self.kind = nn.Linear(WIDTH, len(labels.KINDS))
        self.pairs = PairHead()
        self.drop = nn.Dropout(0.1)

    def tags(self, tokens: Tensor) -> Tensor:
        """Middle token vectors (N, H) → logits (N, tags)."""
        logits: Tensor = self.tagger(self.drop(self.middle(tokens)))
        return logits


def join(
    x: Tensor, places: Sequence[tuple[int, int, int]], count: int
) -> list[tuple[Tensor, list[tuple[int, int, int]]]]:
    """Vectors of the rows (R, T, H) → for each of `count` stories (N, H), the average where windows overlap."""
    joined = []
    for story in range(count):
        rows = [(row, start, end) for row, (owner, start, end) in enumerate(places) if owner == story]
        length = rows[-1][2]
        total, seen = torch.zeros(length, x.shape[2]), torch.zeros(length, 1)
        for row, start, end in rows:
            padding = (0, 0, start, length - end)
            total = total + functional.pad(x[row, 1 : end - start + 1].float(), padding)
            seen[start:end] += 1
        joined.append((total / seen.clamp(min=1), rows))
    return joined


def entities(tokens: Tensor, mentions: Sequence[Sequence[tuple[int, int]]]) -> Tensor:
    """Token vectors (N, H) and the mentions of each entity → entity vectors (E, H): log-sum-exp over mentions."""
    flat = [span for spans in mentions for span in spans]
    owner = torch.tensor([entity for entity, spans in enumerate(mentions) for _ in spans])
    # One averaging matrix: indexing the tokens once per mention would cost a full-size gradient each time.
    average = torch.zeros(len(flat), len(tokens))
    for at, (start, end) in enumerate(flat):
        average[at, start:end] = 1 / (end - start)
    away = torch.full((len(mentions), len(flat)), -1e4)
    away[owner, torch.arange(len(flat))] = 0
    return torch.logsumexp((average @ tokens)[None] + away[:, :, None], 1)


def entity_attention(attention: Tensor, story: Story, mentions: Sequence[Sequence[tuple[int, int]]]) -> Tensor:
    """Attention of the last layer (R, A, T, T) → what each entity looks at (E, A, N), averaged over its pieces."""
    length = len(story.tokens)
    total: Tensor = torch.zeros(1)
    weight = torch.zeros(len(mentions))
    for row, start, end in story.rows:
        chosen = torch.zeros(len(mentions), end - start)
        for entity, spans in enumerate(mentions):
            for a, b in spans:
                if start <= a and b <= end:
                    chosen[entity, a - start] += 1
                    weight[entity] += 1
        here = attention[row, :, 1 : end - start + 1, 1 : end - start + 1].float()
        total = total + functional.pad(torch.einsum("et,hts->ehs", chosen, here), (start, length - end))
    return total / weight.clamp(min=1)[:, None, None]


def _fill(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data, module.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]


__all__ = ["Encoder", "Facets", "Layer", "Model", "PairHead", "Rows", "Story", "entities", "entity_attention", "join"]
