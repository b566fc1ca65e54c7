"""The training loop: fixed seeds, a checkpoint after each epoch from which it can be resumed, a log line for each."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from ingest.train.corpus import Example, Story, encode
from ingest.train.forward import loss_of
from ingest.train.model import Model

POOL = 48
"""Stories that are sorted by length together, so that a batch holds stories of like length."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides the stories; kept in the checkpoint and in the model card."""

    epochs: int = 8
    batch: int = 4
    encoder_rate: float = 7e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    warm_up: float = 0.1
    clip: float = 1.0
    half: bool = True
    seed: int = 1
    threads: int = 2


def fit(
    model: Model, tokenizer: Tokenizer, train: Sequence[Story], held: Sequence[Story], out: Path, settings: Settings
) -> None:
    """Train to the end, or go on from `out`/last.pt. Writes last.pt, epoch-N.pt (weights alone) and log.jsonl."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    dice = random.Random(settings.seed)
    optimizer, schedule = _optimizer(model, settings, len(train))
    last = out / "last.pt"
    first = 0
    if last.exists():
        first = _resume(last, model, optimizer, schedule, dice)
    unvaried = [encode(story, tokenizer) for story in held]
    for epoch in range(first, settings.epochs):
        began = time.monotonic()
        parts = _epoch(model, optimizer, schedule, _batches(train, tokenizer, dice, settings.batch), settings)
        line: dict[str, Any] = {"epoch": epoch + 1, "seconds": round(time.monotonic() - began)}
        line["train"] = {name: round(value / len(train), 4) for name, value in parts.items()}
        line["held_out"] = evaluate(model, unvaried, settings)
        torch.save(weights_of(model), out / f"epoch-{epoch + 1}.pt")
        _save(last, model, optimizer, schedule, dice, epoch + 1, settings)
        _log(out, line)


def evaluate(model: Model, examples: Sequence[Example], settings: Settings) -> dict[str, float]:
    """The mean loss parts over stories that are not trained on, true names given."""
    model.eval()
    sums: dict[str, float] = {}
    with torch.no_grad():
        for example in examples:
            _, parts = loss_of(model, [example], half=settings.half)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value
    model.train()
    return {name: round(value / len(examples), 4) for name, value in sums.items()}


def weights_of(model: Model) -> dict[str, torch.Tensor]:
    """All weights but the frozen piece table."""
    return {name: value for name, value in model.state_dict().items() if name != "encoder.words.weight"}


def _batches(stories: Sequence[Story], tokenizer: Tokenizer, dice: random.Random, size: int) -> Iterator[list[Example]]:
    order = list(stories)
    dice.shuffle(order)
    examples = [encode(story, tokenizer, dice=dice) for story in order]
    batches: list[list[Example]] = []
    for start in range(0, len(examples), POOL):
        pool = sorted(examples[start : start + POOL], key=lambda example: len(example.ids))
        batches.extend(pool[at : at + size] for at in range(0, len(pool), size))
    dice.shuffle(batches)
    return iter(batches)


def _epoch(
    model: Model,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    batches: Iterator[list[Example]],
    settings: Settings,
) -> dict[str, float]:
    model.train()
    sums: dict[str, float] = {}
    began, seen = time.monotonic(), 0
    for at, batch in enumerate(batches):
        loss, parts = loss_of(model, batch, half=settings.half)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
        optimizer.step()
        schedule.step()
        seen += len(batch)
        for name, value in parts.items():
            sums[name] = sums.get(name, 0.0) + value
        if at % 25 == 24:
            pace = (time.monotonic() - began) / seen
            print(f"  {seen} stories, {pace:.3f} s each,", {n: round(v / seen, 3) for n, v in sums.items()}, flush=True)
    return sums


def _optimizer(
    model: Model, settings: Settings, stories: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    inside = [p for name, p in model.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": inside, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay)
    pools = [POOL] * (stories // POOL) + [stories % POOL]
    steps = settings.epochs * sum(math.ceil(pool / settings.batch) for pool in pools)

    def rate(step: int) -> float:
        return min(1.0, step / (settings.warm_up * steps)) * max(0.0, (steps - step) / steps)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _save(
    path: Path,
    model: Model,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    dice: random.Random,
    epochs: int,
    settings: Settings,
) -> None:
    state = {
        "epochs": epochs,
        "settings": asdict(settings),
        "model": weights_of(model),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "dice": dice.getstate(),
        "torch": torch.get_rng_state(),
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _resume(
    path: Path,
    model: Model,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    dice: random.Random,
) -> int:
    state = torch.load(path, weights_only=False)
    model.load_state_dict(state["model"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    dice.setstate(state["dice"])
    torch.set_rng_state(state["torch"])
    return int(state["epochs"])


def _log(out: Path, line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
