"""Mastery against learners of known skill. ``python -m tests.benchmarks.mastering`` prints it all.

The models were fitted, and ours tuned, on worlds and people other than those they are judged on:
how much less far it falls than it rises is the tenth of least log loss on ``tuning()``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

from tests.benchmarks.learners import History, States, Strengths, World, histories
from tests.benchmarks.measure import Goal, Row, compare
from tests.benchmarks.predictors import (
    Judgement,
    base_rate,
    bkt,
    elo,
    judge,
    ours,
    pfa,
    plain_average,
)

TUNING: tuple[World, ...] = (
    Strengths(ability=-0.3, spread=1.0, gain=0.8, decay=0.5),
    Strengths(ability=0.2, spread=1.0, gain=0.0, decay=0.5),
    States(known=0.35, learnt=0.12, forgotten=0.02, able=0.88, unable=0.08),
)
JUDGING: dict[str, World] = {
    "able": Strengths(ability=0.4, spread=1.3, gain=0.6, decay=0.35),
    "beginning": Strengths(ability=-1.0, spread=0.8, gain=1.1, decay=0.6),
    "not learning": Strengths(ability=0.5, spread=1.2, gain=0.0, decay=0.5),
    "half know it": States(known=0.5, learnt=0.08, forgotten=0.01, able=0.92, unable=0.05),
    "quickly won": States(known=0.2, learnt=0.2, forgotten=0.03, able=0.85, unable=0.12),
}
TUNING_SEED, JUDGING_SEED = 11, 2001
PEOPLE = 800
THOUSANDTHS = 1000


def tuning(people: int = PEOPLE) -> list[History]:
    """Those whom ours is tuned and its rivals are fitted to."""
    return _people(TUNING, people, TUNING_SEED)


def judging(people: int = PEOPLE) -> list[History]:
    """Those whom all are judged on."""
    return _people(tuple(JUDGING.values()), people, JUDGING_SEED)


def _people(worlds: Sequence[World], people: int, seed: int) -> list[History]:
    return [each for n, world in enumerate(worlds) for each in histories(world, people, seed + n)]


@cache
def judgements() -> dict[str, Judgement]:
    """Ours and its rivals, over all worlds."""
    seen, unseen = tuning(), judging()
    models = {
        "ours": ours,
        "Elo": elo(),
        "base rate": base_rate(seen),
        "plain average": plain_average,
        "PFA": pfa(seen),
        "BKT": bkt(seen),
    }
    return {name: judge(model, unseen) for name, model in models.items()}


def measure_calibration(_folder: Path) -> Row:
    return _row("calibration error of the next answer", "off", Goal(1))


def measure_log_loss(_folder: Path) -> Row:
    return _row("log loss of the next answer", "log_loss", Goal(1))


def measure_auc(_folder: Path) -> Row:
    return _row("AUC of the next answer", "auc", Goal(1, at_least=True))


def _row(name: str, figure: str, goal: Goal) -> Row:
    found = judgements()
    mine, theirs = (getattr(found[who], figure) * THOUSANDTHS for who in ("ours", "PFA"))
    return compare(f"mastery: {name}", "‰", "PFA fitted to the like", (mine, theirs), goal)


def main() -> None:
    figures = [field.name for field in fields(Judgement)]
    print(f"{'':26}", *(f"{figure:>9}" for figure in figures))
    falls = {f"tuning, falls by {n / 10}": judge(elo(n / 10), tuning()) for n in range(5, 11)}
    worlds = {
        f"ours, {name}": judge(ours, histories(world, PEOPLE, JUDGING_SEED + n))
        for n, (name, world) in enumerate(JUDGING.items())
    }
    for name, found in (falls | judgements() | worlds).items():
        print(f"{name:26}", *(f"{getattr(found, figure):9.3f}" for figure in figures))


if __name__ == "__main__":
    main()
