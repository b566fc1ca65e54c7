"""Corpus → training → export → thresholds → evaluation, in one command.

    python -m ingest.train --shared ../shared --out build/train

goes on where an earlier run stopped. `--only export` or `--only evaluate` repeats the later steps alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from tokenizers import Tokenizer

from ingest.nlp import labels
from ingest.nlp.reader.runtime import shared as shared_runtime
from ingest.train import corpus, encoder, evaluate, export, thresholds
from ingest.train.fit import Settings, fit
from ingest.train.model import Model

HELD_OUT = 52
LIMIT = 1e-3
"""How far the float graphs may be from torch."""
ENCODER = Path("build/encoder")
OWN = Path(__file__).parent / "corpus"
"""Stories written after the first ones."""
STORIES = "stories.json"
DEV = ("dev_en", "dev_fr")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of training; the next goes on from its weights. `own`: with the stories of `OWN` as well."""

    name: str
    own: bool
    settings: Settings


STAGES = (
    Stage("first", own=False, settings=Settings(epochs=12)),
    Stage("second", own=True, settings=Settings(epochs=3, encoder_rate=3e-5, head_rate=4e-4, seed=2)),
)


def main(
    shared: Annotated[Path, typer.Option(help="folder with corpus/, gold/ and data/")] = Path("../shared"),
    out: Annotated[Path, typer.Option(help="where checkpoints, logs and the exported model go")] = Path("build/train"),
    threads: Annotated[int, typer.Option(help="cores to use")] = 2,
    only: Annotated[str, typer.Option(help="all, export or evaluate")] = "all",
    stages: Annotated[int, typer.Option(help="how many of the stages to run")] = len(STAGES),
) -> None:
    """Train the reader and measure it."""
    folder = encoder.prepare(shared, ENCODER)
    torch.set_num_threads(threads)
    if only == "all":
        before = None
        for stage in STAGES[:stages]:
            before = train_stage(stage, before, folder, shared, out)
    if only in ("all", "export"):
        export_model(STAGES[:stages], folder, shared, out, threads)
    measure(shared, out, threads)


def paths_of(stage: Stage, shared: Path) -> list[Path]:
    """The files of stories that a stage trains on, in the order of their names."""
    own = OWN.glob("*.jsonl") if stage.own else ()
    return sorted([*(shared / "corpus").glob("*.jsonl"), *own], key=lambda path: path.name)


def stories_of(stage: Stage, shared: Path) -> tuple[list[corpus.Story], list[corpus.Story]]:
    """Stories to train on, and the held out ones, which are the same in every stage."""
    _, held = corpus.split(corpus.load_stories((shared / "corpus").glob("*.jsonl")), held_out=HELD_OUT)
    ids = {story.id for story in held}
    return [story for story in corpus.load_stories(paths_of(stage, shared)) if story.id not in ids], held


def train_stage(stage: Stage, before: Path | None, folder: Path, shared: Path, out: Path) -> Path:
    """Fit from the weights `before`, or from the encoder of `folder`; returns where the weights of the stage are."""
    own = out / stage.name
    own.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    torch.manual_seed(stage.settings.seed)
    model = Model(folder)
    if before:
        model.load_state_dict(torch.load(before, weights_only=True), strict=False)
    train, held = stories_of(stage, shared)
    note = own / STORIES
    if not note.exists():  # what it was trained on, whatever stories are there when it is exported
        note.write_text(json.dumps(described(stage, shared, len(train)), indent=1) + "\n", encoding="utf-8")
    fit(model, tokenizer, train, held, own, stage.settings)
    return own / f"epoch-{stage.settings.epochs}.pt"


def export_model(stages: Sequence[Stage], folder: Path, shared: Path, out: Path, threads: int) -> None:
    """`out`/float and `out`/int8, each a whole model folder, with the thresholds that the int8 model wants."""
    last = stages[-1]
    model = Model(folder)
    weights = out / last.name / f"epoch-{last.settings.epochs}.pt"
    model.load_state_dict(torch.load(weights, weights_only=True), strict=False)
    gaps = export.export_float(model, out / "float")
    print("largest difference of the float graphs from torch:", gaps)
    if max(gaps.values()) > LIMIT:
        raise SystemExit(f"the exported graphs differ from the model by more than {LIMIT}")
    export.quantise(out / "float", out / "int8")
    unset: dict[str, Any] = {"relations": dict.fromkeys(labels.RELATIONS, 0.5), "second_status": 0.5}
    for name in ("float", "int8"):
        export.write_tables(model, folder, out / name)
        export.describe(out / name, thresholds=unset, training={})
    raws = [story.raw for story in stories_of(last, shared)[1]]
    read = evaluate.extract(raws, out / "int8", threads=threads, floor=evaluate.FLOOR)
    chosen = thresholds.choose(raws, read, evaluate.scorer(shared).compare)
    print(json.dumps(chosen))
    notes = [json.loads((out / stage.name / STORIES).read_text("utf-8")) for stage in stages]
    training = {"stages": notes, "held_out": len(raws)}
    for name in ("float", "int8"):
        print(name, export.describe(out / name, thresholds=chosen, training=training))
    shared_runtime.cache_clear()  # it still has the thresholds that the chosen ones have just replaced


def described(stage: Stage, shared: Path, stories: int) -> dict[str, Any]:
    """What a model card says of a stage."""
    paths = paths_of(stage, shared)
    files = [path.name for path in paths]
    return {"stories": stories, "files": files, "sha256": corpus.digest(paths), "settings": asdict(stage.settings)}


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
