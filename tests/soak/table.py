"""The figures of a soak: at the start, at the end, and whether the goals were met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median

from msgspec import Struct

from tests.soak.counted import Sample
from tests.soak.driver import WARM
from tests.soak.reactions import LONG_MS
from tests.soak.running import Slow
from tests.soak.soaking import Seen

MOST_GROWTH = 0.05
WORST_MS = 150.0
SHOWN = 12
AROUND = 5
"""What is held is the median of so many samples, for it goes up and down with what is shown."""


Figure = Callable[[Sample], float]


class Row(Struct, frozen=True):
    """``goal`` is "" where there is none; then ``met`` says nothing."""

    name: str
    start: float
    end: float
    unit: str
    growth: float
    goal: str = ""
    met: bool = True


def rows(seen: Seen) -> list[Row]:
    """Of the longest run between two kills, from when it was warm."""
    run = longest(seen)
    if not run:
        return []
    held, below = f"≤ +{MOST_GROWTH:.0%}", f"< {WORST_MS:g} ms"
    return [
        _held(run, "memory", "MiB", lambda one: one.rss / 2**20, held),
        _held(run, "threads", "", lambda one: one.threads, held),
        _held(run, "file descriptors", "", lambda one: one.files, held),
        _held(run, "widgets", "", lambda one: one.widgets, held),
        _held(run, "database", "MiB", lambda one: one.database / 2**20),
        _held(run, "database per event", "B", lambda one: one.database / one.events, held),
        _worst(run, "worst reaction", lambda one: one.worst_ms, below),
        _worst(run, "of it the window's own work", lambda one: one.own_ms),
        _worst(run, "reaction, 99 of 100", lambda one: one.p99_ms),
        _worst(run, "longest without looking up", lambda one: one.stall_ms),
    ]


def longest(seen: Seen) -> list[Sample]:
    """Once everything had been there; of a short soak, all there is."""
    runs = [run for run in seen.runs if run]
    run = max(runs, key=lambda run: run[-1].visits, default=[])
    return [one for one in run if one.visits >= WARM] or run


def printed(seen: Seen, table: Sequence[Row]) -> str:
    lines = [["", "start", "end", "", "goal", ""]]
    for row in table:
        figures = [f"{value:,.1f} {row.unit}".strip() for value in (row.start, row.end)]
        said = ("met" if row.met else "MISSED") if row.goal else ""
        lines.append([row.name, *figures, f"{row.growth:+.1%}", row.goal, said])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    told = [_told(seen), ""]
    told += [
        "  ".join(f"{c:{w}}" for c, w in zip(one, widths, strict=True)).rstrip() for one in lines
    ]
    told += ["", *_slowest(seen), *_troubles(seen)]
    return "\n".join(told)


def is_sound(seen: Seen) -> bool:
    """Whether nothing was lost and nothing went wrong, however fast it was."""
    return not seen.lost and not seen.troubles


def _held(run: Sequence[Sample], name: str, unit: str, of: Figure, goal: str = "") -> Row:
    """At the start and at the end of a run."""
    start, end = median(map(of, run[:AROUND])), median(map(of, run[-AROUND:]))
    grown = _growth(start, end)
    return Row(name, start, end, unit, grown, goal, not goal or grown <= MOST_GROWTH)


def _worst(run: Sequence[Sample], name: str, of: Figure, goal: str = "") -> Row:
    """In the first half of a run and in the second."""
    half = (len(run) + 1) // 2
    start, end = max(map(of, run[:half])), max(map(of, run[half:] or run))
    return Row(
        name, start, end, "ms", _growth(start, end), goal, not goal or max(start, end) < WORST_MS
    )


def _growth(start: float, end: float) -> float:
    return end / start - 1 if start else 0.0


def _told(seen: Seen) -> str:
    run = longest(seen)
    meanwhile = ", ".join(f"{count} {what}" for what, count in sorted(seen.weather.items()))
    return (
        f"{seen.visits:,} visits in {seen.seconds / 60:.0f} min, {seen.kills} kills, "
        f"{seen.lost} saved events lost. Meanwhile: {meanwhile}.\n"
        f"The longest run without a kill: visits {run[0].visits if run else 0} to "
        f"{run[-1].visits if run else 0}, {sum(one.acts for one in run):,} acts.\n"
        f"{_disk(seen.syncs_ms)}"
    )


def _disk(syncs_ms: Sequence[float]) -> str:
    if not syncs_ms:
        return "The disk was not looked at."
    usual, longest = median(syncs_ms), max(syncs_ms)
    return f"The disk alone takes {usual:,.1f} ms for a sync, at worst {longest:,.1f} ms."


def _slowest(seen: Seen) -> list[str]:
    """By what was done: how often it took long, how long at worst, and what of it was work."""
    acts = defaultdict[str, list[Slow]](list)
    for slow in seen.slow:
        acts[slow.act].append(slow)
    worst = sorted(acts.items(), key=lambda act: -max(one.ms for one in act[1]))[:SHOWN]
    lines = [
        f"  {max(one.ms for one in slow):4.0f} ms at worst, own work "
        f"{median(one.own_ms for one in slow):3.0f} ms, {len(slow):4} ×  {act}"
        for act, slow in worst
    ]
    return [f"Slower than {LONG_MS:g} ms: {len(seen.slow)} acts.", *lines] if lines else []


def _troubles(seen: Seen) -> list[str]:
    lines = [f"  {count} × {what}" for what, count in seen.troubles.most_common()]
    grown = [f"  {count} × {kind}" for kind, count in seen.grown.items()]
    return [
        *(["Not as it should be:", *lines] if lines else []),
        *(["Objects that are more than after the warm-up:", *grown] if grown else []),
    ]
