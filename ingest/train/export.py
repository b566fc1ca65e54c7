"""A trained model → the files the reader runs on: four ONNX graphs in int8, tables, tokenizer, description.

The reader itself needs no torch; what these files hold is described in `ingest/nlp/reader/runtime.py`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from ingest.nlp import labels
from ingest.nlp.reader.files import DESCRIPTION, GRAPHS, HEADS, PIECES, THRESHOLDS, TOKENIZER, version_of
from ingest.train.model import HEADS as ATTENTION_HEADS
from ingest.train.model import PAIR, SLOTS, WIDTH, Model

OPSET = 20
BLOCK = 32


class _Lower(nn.Module):
    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder = model.encoder

    def forward(self, words: Tensor) -> Tensor:
        x: Tensor = self.encoder.lower(words, None, explicit=True)
        return x


class _Upper(nn.Module):
    """The upper layers with the sums over attention inside, so that the attention itself never leaves the graph."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder, self.slot, self.role = model.encoder, model.slot, model.role

    def forward(self, x: Tensor, slot: Tensor, kind: Tensor, chosen: Tensor) -> tuple[Tensor, Tensor]:
        y, attention = self.encoder.upper(x + self.slot(slot) + self.role(kind), None, explicit=True)
        return y, chosen[:, None] @ attention


class _Pairs(nn.Module):
    """The pair head with the facets of every relation, not of chosen ones."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.head = model.pairs

    def forward(
        self, subject: Tensor, object_: Tensor, context: Tensor, types: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor]:
        scores: Tensor
        scores, features = self.head(subject, object_, context, types, distance)
        return scores, features


class _Facets(nn.Module):
    def __init__(self, model: Model) -> None:
        super().__init__()
        self.head = model.pairs

    def forward(self, features: Tensor, relation: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        facets = self.head.facets(features, relation)
        return facets.status, facets.modality, facets.event, facets.role


def example_inputs() -> dict[str, dict[str, Tensor]]:
    """Inputs of each graph, of no size that has a meaning."""
    dice = torch.Generator().manual_seed(5)

    def noise(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=dice)

    slot = torch.randint(0, SLOTS + 1, (3, 21), generator=dice)
    chosen = (torch.rand(3, 4, 21, generator=dice) > 0.8).float()
    pair = {"subject": noise(7, WIDTH), "object_": noise(7, WIDTH), "context": noise(7, WIDTH)}
    pair |= {"types": torch.tensor([[0, 1]] * 7), "distance": torch.tensor([3] * 7)}
    return {
        "lower": {"words": noise(3, 21, WIDTH) * 0.05},
        "upper": {"x": noise(3, 21, WIDTH), "slot": slot, "kind": slot.clamp(max=2), "chosen": chosen},
        "pairs": pair,
        "facets": {"features": noise(6, 2 * WIDTH + 2 * PAIR), "relation": torch.tensor([0, 1, 2, 5, 7, 8])},
    }


_FREE: Mapping[str, Mapping[str, Mapping[int, str]]] = {
    "lower": {"words": {0: "rows", 1: "pieces"}},
    "upper": {
        "x": {0: "rows", 1: "pieces"},
        "slot": {0: "rows", 1: "pieces"},
        "kind": {0: "rows", 1: "pieces"},
        "chosen": {0: "rows", 1: "entities", 2: "pieces"},
    },
    "pairs": {name: {0: "pairs"} for name in ("subject", "object_", "context", "types", "distance")},
    "facets": {"features": {0: "chosen"}, "relation": {0: "chosen"}},
}
_OUTPUTS = {
    "lower": ["x"],
    "upper": ["y", "looks"],
    "pairs": ["scores", "features"],
    "facets": ["status", "modality", "event", "role"],
}


def export_float(model: Model, folder: Path) -> dict[str, float]:
    """Write the float graphs; returns for each the largest difference from torch over the example inputs."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    wrapped: dict[str, nn.Module] = {
        "lower": _Lower(model),
        "upper": _Upper(model),
        "pairs": _Pairs(model),
        "facets": _Facets(model),
    }
    gaps = {}
    for name, inputs in example_inputs().items():
        path = folder / GRAPHS[name]
        names = {dim for free in _FREE[name].values() for dim in free.values()}
        size = {dim: torch.export.Dim(dim) for dim in names}
        dims = {one: {at: size[dim] for at, dim in free.items()} for one, free in _FREE[name].items()}
        torch.onnx.export(
            wrapped[name].eval(),
            (),
            str(path),
            kwargs=inputs,
            input_names=list(inputs),
            output_names=_OUTPUTS[name],
            dynamic_shapes=dims,
            opset_version=OPSET,
            external_data=False,
            dynamo=True,
        )
        gaps[name] = _gap(wrapped[name], path, inputs)
    return gaps


def _gap(module: nn.Module, path: Path, inputs: dict[str, Tensor]) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        wanted = module(**inputs)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    names = {one.name for one in session.get_inputs()}
    feed = {name: value.numpy() for name, value in inputs.items() if name in names}
    pairs = zip(session.run(None, feed), wanted, strict=True)
    return max(float(np.abs(ours - theirs.numpy()).max()) for ours, theirs in pairs)


def quantise(source: Path, target: Path) -> None:
    """The float graphs of `source` in int8: weights and activations with one scale for every `BLOCK` numbers of a row.

    One scale for all activations of a matrix (as dynamic quantisation has it) is faster by a third, but a few large
    numbers in each layer then drown the rest: a quarter of the claims near the threshold came out otherwise.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in GRAPHS.values():
        graph = onnx.load(source / name)
        blocks = MatMulNBitsQuantizer(graph, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4)
        blocks.process()
        onnx.save(bare(blocks.model.model), target / name)


def bare(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model without what the exporter notes of where it ran: source lines and the folders of that machine."""
    graph = model.graph
    for noted in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        del noted.metadata_props[:]
        noted.doc_string = ""
    return model


def write_tables(model: Model, encoder: Path, folder: Path) -> None:
    """The piece table in int8 with one scale a row, the small heads in float, and the tokenizer."""
    table = model.encoder.words.weight.detach().numpy()
    scale = np.maximum(np.abs(table).max(1) / 127, 1e-8).astype(np.float32)
    np.savez(folder / PIECES, rows=np.rint(table / scale[:, None]).astype(np.int8), scale=scale)
    heads: dict[str, Any] = _heads(model)
    np.savez(folder / HEADS, **heads)
    shutil.copyfile(encoder / "tokenizer.json", folder / TOKENIZER)


def _heads(model: Model) -> dict[str, npt.NDArray[np.float32]]:
    parts = {"middle": model.middle, "top": model.top, "tagger": model.tagger, "kind": model.kind}
    return {
        f"{name}.{what}": value.detach().numpy().astype(np.float32)
        for name, part in parts.items()
        for what, value in part.named_parameters()
    }


def describe(folder: Path, *, thresholds: Mapping[str, Any], training: Mapping[str, Any]) -> str:
    """Write thresholds and description; returns the version, a hash of everything that decides what is read."""
    tables = {
        "types": labels.TYPES,
        "tags": labels.TAGS,
        "kinds": labels.KINDS,
        "relations": labels.RELATIONS,
        "statuses": labels.STATUSES,
        "modalities": labels.MODALITIES,
        "events": labels.EVENTS,
        "roles": labels.ROLES,
    }
    (folder / THRESHOLDS).write_text(json.dumps(dict(thresholds), indent=1) + "\n", encoding="utf-8")
    description = {"version": version_of(folder), "slots": SLOTS, "width": WIDTH, "heads": ATTENTION_HEADS}
    description |= {"labels": tables, "training": dict(training)}
    (folder / DESCRIPTION).write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    return str(description["version"])


def sha256(path: Path) -> str:
    """Of one file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
