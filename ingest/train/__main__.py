"""Corpus → training → export → thresholds → evaluation, in one command.

    python -m ingest.train --shared ../shared --out build/train

goes on where an earlier run stopped. `--only export` or `--only evaluate` repeats the later steps alone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from tokenizers import Tokenizer

from ingest.nlp import labels
from ingest.train import corpus, encoder, evaluate, export, thresholds
from ingest.train.fit import Settings, fit
from ingest.train.model import Model

HELD_OUT = 52
LIMIT = 1e-3
"""How far the float graphs may be from torch."""
ENCODER = Path("build/encoder")
DEFAULTS = Settings()
DEV = ("dev_en", "dev_fr")


def main(
    shared: Annotated[Path, typer.Option(help="folder with corpus/, gold/ and data/")] = Path("../shared"),
    out: Annotated[Path, typer.Option(help="where checkpoints, logs and the exported model go")] = Path("build/train"),
    epochs: Annotated[int, typer.Option(help="passes over the corpus")] = DEFAULTS.epochs,
    threads: Annotated[int, typer.Option(help="cores to use")] = DEFAULTS.threads,
    only: Annotated[str, typer.Option(help="all, export or evaluate")] = "all",
) -> None:
    """Train the reader and measure it."""
    settings = Settings(epochs=epochs, threads=threads)
    paths = sorted((shared / "corpus").glob("*.jsonl"))
    train, held = corpus.split(corpus.load_stories(paths), held_out=HELD_OUT)
    folder = encoder.prepare(shared, ENCODER)
    out.mkdir(parents=True, exist_ok=True)
    if only == "all":
        train_model(folder, train, held, out, settings)
    if only in ("all", "export"):
        export_model(folder, held, shared, out, settings, corpus.digest(paths), len(train))
    measure(shared, out, threads)


def train_model(
    folder: Path, train: Sequence[corpus.Story], held: Sequence[corpus.Story], out: Path, settings: Settings
) -> None:
    """Fit from the encoder of `folder`, or go on from the last checkpoint in `out`."""
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    fit(Model(folder), tokenizer, train, held, out, settings)


def export_model(
    folder: Path,
    held: Sequence[corpus.Story],
    shared: Path,
    out: Path,
    settings: Settings,
    digest: str,
    stories: int,
) -> None:
    """`out`/float and `out`/int8, each a whole model folder, with the thresholds that the int8 model wants."""
    model = Model(folder)
    state = torch.load(out / f"epoch-{settings.epochs}.pt", weights_only=True)
    model.load_state_dict(state, strict=False)
    model.eval()
    gaps = export.export_float(model, out / "float")
    print("largest difference of the float graphs from torch:", gaps)
    if max(gaps.values()) > LIMIT:
        raise SystemExit(f"the exported graphs differ from the model by more than {LIMIT}")
    export.quantise(out / "float", out / "int8")
    training = {"corpus_sha256": digest, "stories": stories, "held_out": len(held), "settings": asdict(settings)}
    unset: Mapping[str, Any] = {"relations": dict.fromkeys(labels.RELATIONS, 0.5), "second_status": 0.5}
    for name in ("float", "int8"):
        export.write_tables(model, folder, out / name)
        export.describe(out / name, thresholds=unset, training=training)
    raws = [story.raw for story in held]
    score = evaluate.scorer(shared)
    read = evaluate.extract(raws, out / "int8", threads=settings.threads, floor=evaluate.FLOOR)
    chosen = thresholds.choose(raws, read, score.compare)
    print(json.dumps(chosen))
    for name in ("float", "int8"):
        print(name, export.describe(out / name, thresholds=chosen, training=training))


def measure(shared: Path, out: Path, threads: int) -> None:
    """Scores of the float and the int8 model on the dev gold, and speed: printed, and kept in `out`/scores.json."""
    score = evaluate.scorer(shared)
    report: dict[str, Any] = {}
    for name in ("float", "int8"):
        for part in DEV:
            gold = evaluate.read_lines(shared / "gold" / f"{part}.jsonl")
            read = evaluate.extract(gold, out / name, threads=threads)
            lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in read)
            (out / f"{name}-{part}.jsonl").write_text(lines, encoding="utf-8")
            report[f"{name} {part}"] = evaluate.table(score, gold, read)
            print(evaluate.printed(f"{name} {part}", report[f"{name} {part}"]), flush=True)
        both = [article for part in DEV for article in evaluate.read_lines(shared / "gold" / f"{part}.jsonl")]
        report[f"{name} words per second"] = round(evaluate.speed(both, out / name, threads=threads))
        print(name, "words per second:", report[f"{name} words per second"], flush=True)
    (out / "scores.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
