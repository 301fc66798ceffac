"""Two acts, measured in turns within one run: the machine drifts, their ratio hardly does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Goal:
    """What ours divided by theirs should be: at most ``bound``, or at least it."""

    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"

    def is_met(self, ratio: float) -> bool:
        return ratio >= self.bound if self.at_least else ratio <= self.bound


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison; ``ours`` and ``theirs`` are medians in ``unit``, ``p95`` is the 95th
    percentile of ours where it was taken."""

    name: str
    ours: float
    unit: str
    against: str
    theirs: float
    ratio: float
    goal: str
    met: bool
    p95: float | None = None


def compare(
    name: str,
    unit: str,
    against: str,
    medians: tuple[float, float],
    goal: Goal,
    *,
    p95: float | None = None,
) -> Row:
    """``medians`` are ours and theirs."""
    ours, theirs = medians
    ratio = ours / theirs
    return Row(name, ours, unit, against, theirs, ratio, str(goal), goal.is_met(ratio), p95)


def medians_in_turns(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int, warm_up: int = 1
) -> tuple[float, float]:
    """Call both in turns and take the median of what each returns after the warm-up."""
    pairs = [(ours(), theirs()) for _ in range(warm_up + rounds)][warm_up:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    act()
    return perf_counter() - begun
