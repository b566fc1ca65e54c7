"""From encoded stories to the model's outputs and the loss: the parts of a training step."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from ingest.nlp import labels
from ingest.nlp.windows import windows
from ingest.train.corpus import Example, Span
from ingest.train.model import SLOTS, Facets, Model, Rows, Story, entities, entity_attention, join

START, PAD, END = 0, 1, 2
EVIDENCE = 0.05
"""Weight of the loss that pushes a pair's attention onto the sentence it rests on."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All ordered pairs of one story: their ends (P, 2), attention over pieces (P, N), logits (P, relations)."""

    ends: Tensor
    attention: Tensor
    scores: Tensor
    allowed: Tensor
    """(P, relations), false where the types of the ends rule the relation out."""
    features: Tensor


def lay_out(examples: Sequence[Example]) -> Rows:
    """The windows of all examples as one padded block."""
    rows, places = [], []
    for at, example in enumerate(examples):
        for start, end in windows(len(example.ids)):
            rows.append([START, *example.ids[start:end], END])
            places.append((at, start, end))
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), PAD)
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = True
    return Rows(ids=ids, mask=mask, places=places)


def read_lower(model: Model, rows: Rows, *, half: bool) -> Tensor:
    """(R, T, H) of the lower layers."""
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        return model.encoder.lower(model.encoder.words(rows.ids), rows.mask)


def read_upper(
    model: Model, x: Tensor, rows: Rows, examples: Sequence[Example], *, half: bool
) -> tuple[Tensor, Tensor]:
    """The upper layers over `x`, told which pieces name which entity: (R, T, H) and attention (R, A, T, T)."""
    slot, kind = torch.zeros_like(rows.ids), torch.zeros_like(rows.ids)
    for story, example in enumerate(examples):
        mine = [(row, a, b) for row, (owner, a, b) in enumerate(rows.places) if owner == story]
        order = torch.randperm(SLOTS).tolist() if model.training else list(range(SLOTS))
        for entity, spans in enumerate(example.mentions):
            for (start, end), (row, a, b) in itertools.product(spans, mine):
                if start < b and end > a:
                    here = slice(max(start, a) - a + 1, min(end, b) - a + 1)
                    slot[row, here] = order[entity % SLOTS] + 1
                    kind[row, here] = example.types[entity] + 1
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        return model.encoder.upper(x + model.slot(slot) + model.role(kind), rows.mask)


def pair_up(model: Model, story: Story, attention: Tensor, example: Example) -> tuple[Pairs, Tensor]:
    """The pair head over all ordered pairs of a story with two entities or more; and the entity vectors (E, H)."""
    vectors = entities(story.tokens, example.mentions)
    looks = entity_attention(attention, story, example.mentions)
    ends = torch.tensor(list(itertools.permutations(range(len(example.mentions)), 2)))
    left, right = ends[:, 0], ends[:, 1]
    common = (looks[left] * looks[right]).sum(1)
    common = common / (common.sum(1, keepdim=True) + 1e-10)
    types = torch.tensor(example.types)[ends]
    distance = torch.tensor(_distances(example.mentions, ends.tolist()))
    scores, features = model.pairs(vectors[left], vectors[right], common @ story.tokens, types, distance)
    return Pairs(ends, common, scores, allowed(types), features), vectors


def allowed(types: Tensor) -> Tensor:
    """Types of both ends (P, 2) → (P, relations): may such a pair stand in the relation?"""
    table = torch.zeros(len(labels.TYPES), len(labels.TYPES), len(labels.RELATIONS), dtype=torch.bool)
    for relation, (subjects, objects) in enumerate(labels.ALLOWED):
        for subject, object_ in itertools.product(subjects, objects):
            table[subject, object_, relation] = True
    return table[types[:, 0], types[:, 1]]


def loss_of(model: Model, examples: Sequence[Example], *, half: bool) -> tuple[Tensor, dict[str, float]]:
    """The mean loss of a batch, and its parts summed over the stories."""
    rows = lay_out(examples)
    x = read_lower(model, rows, half=half)
    lower = join(x, rows.places, len(examples))
    y, attention = read_upper(model, x, rows, examples, half=half)
    upper = join(y, rows.places, len(examples))
    total: Tensor = torch.zeros(())
    log: dict[str, float] = defaultdict(float)
    for example, (below, _), (above, mine) in zip(examples, lower, upper, strict=True):
        parts = {"tags": 4 * functional.cross_entropy(model.tags(below), torch.from_numpy(example.tags))}
        if len(example.mentions) > 1:
            pairs, vectors = pair_up(model, Story(model.top(above), mine), attention, example)
            parts |= pair_losses(model, pairs, example)
            parts |= kind_loss(model, vectors, example)
        for name, part in parts.items():
            total = total + part
            log[name] += float(part.detach())
    return total / len(examples), dict(log)


def kind_loss(model: Model, vectors: Tensor, example: Example) -> dict[str, Tensor]:
    """Cross entropy of the kinds of the organizations, where there is one."""
    kinds = torch.tensor(example.story.kinds)
    if not bool((kinds >= 0).any()):
        return {}
    return {"kind": 0.3 * functional.cross_entropy(model.kind(vectors), kinds, ignore_index=-1)}


def pair_losses(model: Model, pairs: Pairs, example: Example) -> dict[str, Tensor]:
    """Relations of all pairs, and facets and evidence of those that the annotators claimed."""
    place = {(a, b): at for at, (a, b) in enumerate(pairs.ends.tolist())}
    target, weight = torch.zeros_like(pairs.scores), pairs.allowed.float()
    said: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, claim in enumerate(example.story.claims):
        for ends in _orders(claim.subject, claim.object, claim.relation):
            key = (place[ends], claim.relation)
            said[key].append(at)
            if not claim.optional:
                target[key], weight[key] = 1, 1
            elif target[key] == 0:
                weight[key] = 0
    each = functional.binary_cross_entropy_with_logits(pairs.scores, target, reduction="none") * weight
    parts = {"relations": each.sum() / (8.0 + float(target.sum()))}
    return parts | _said_losses(model, pairs, example, said) if said else parts


def _said_losses(
    model: Model, pairs: Pairs, example: Example, said: dict[tuple[int, int], list[int]]
) -> dict[str, Tensor]:
    chosen = torch.tensor(list(said))
    facets = model.pairs.facets(pairs.features[chosen[:, 0]], chosen[:, 1])
    claims = [[example.story.claims[at] for at in group] for group in said.values()]
    # A pair with an old and a new post has both statuses: the target is their average, with a peak at each.
    wanted = torch.zeros(len(said), len(labels.STATUSES))
    for row, group in enumerate(claims):
        for claim in group:
            wanted[row, claim.status] += 1 / len(group)
    parts = {"status": functional.cross_entropy(facets.status, wanted)}
    flat = [(row, claim) for row, group in enumerate(claims) for claim in group]
    where = torch.tensor([row for row, _ in flat]), torch.tensor([claim.status for _, claim in flat])
    weights = torch.tensor([1 / len(claims[row]) for row, _ in flat])
    for name, weight in (("modality", 1.0), ("event", 0.5), ("role", 0.5)):
        goal = torch.tensor([getattr(claim, name) for _, claim in flat])
        parts |= _facet_loss(name, getattr(facets, name)[where], goal, weights, weight)
    quotes = [(at, example.evidence[claim]) for (at, _), group in said.items() for claim in group]
    found = [-(pairs.attention[at, a:b].sum() + 1e-6).log() for at, (a, b) in _known(quotes)]
    return parts | ({"evidence": EVIDENCE * torch.stack(found).mean()} if found else {})


def _facet_loss(name: str, logits: Tensor, goal: Tensor, weights: Tensor, weight: float) -> dict[str, Tensor]:
    known = goal >= 0
    if not bool(known.any()):
        return {}
    each = functional.cross_entropy(logits[known], goal[known], reduction="none")
    return {name: weight * (each * weights[known]).sum() / weights[known].sum()}


def _known(quotes: list[tuple[int, Span | None]]) -> list[tuple[int, Span]]:
    return [(at, span) for at, span in quotes if span is not None]


def _orders(subject: int, object_: int, relation: int) -> list[tuple[int, int]]:
    both = [(subject, object_), (object_, subject)]
    return both if relation in labels.SYMMETRIC else both[:1]


def _distances(mentions: Sequence[Sequence[Span]], ends: list[list[int]]) -> list[int]:
    """For each pair the place, on a scale of doublings, of the least distance in pieces between two mentions."""
    starts = [torch.tensor([start for start, _ in spans]) for spans in mentions]
    nearest = [int((starts[a][:, None] - starts[b][None]).abs().min()) for a, b in ends]
    return [min(7, int(math.log2(1 + gap))) for gap in nearest]


__all__ = ["Facets", "Pairs", "lay_out", "loss_of", "pair_up", "read_lower", "read_upper"]
