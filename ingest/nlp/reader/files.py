"""The names of the files of a shipped model, and the version made from their contents."""

from __future__ import annotations

import hashlib
from pathlib import Path

GRAPHS = {"lower": "lower.onnx", "upper": "upper.onnx", "pairs": "pairs.onnx", "facets": "facets.onnx"}
PIECES = "pieces.npz"
HEADS = "heads.npz"
TOKENIZER = "tokenizer.json"
THRESHOLDS = "thresholds.json"
DESCRIPTION = "model.json"

SHIPPED = Path(__file__).parent


def version_of(folder: Path) -> str:
    """A name for what the files of `folder` decide: the same contents have the same version everywhere."""
    total = hashlib.sha256()
    for name in (*GRAPHS.values(), PIECES, HEADS, TOKENIZER, THRESHOLDS):
        total.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return f"reader-{total.hexdigest()[:12]}"
