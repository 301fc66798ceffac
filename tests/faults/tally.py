"""What the rig counts, and the table it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter

from msgspec import Struct, field
from msgspec.structs import asdict

from tests.faults.catalogue import CASES

RECOVERY_GOAL_S = 2.0


class Tally(Struct, kw_only=True):
    """Counts of one test, or of many.

    ``faults`` injected; events ``lost`` of those that were acknowledged, and counted ``twice``;
    ``refused`` files, and of how many of them the bytes were ``kept``; ``recovery_s`` the longest
    recovery in seconds; merge ``examples``; fuzz ``runs`` and ``uncaught`` exceptions by parser.
    """

    faults: int = 0
    lost: int = 0
    twice: int = 0
    refused: int = 0
    kept: int = 0
    recovery_s: float = 0.0
    examples: int = 0
    runs: dict[str, int] = field(default_factory=dict)
    uncaught: dict[str, int] = field(default_factory=dict)

    def fault(self, many: int = 1) -> None:
        self.faults += many

    def refuse(self, *, kept: bool) -> None:
        """A file was refused or held; ``kept`` when its bytes are still there."""
        self.refused += 1
        self.kept += kept

    @contextmanager
    def recovering(self) -> Iterator[None]:
        """Time what brings things back in order."""
        begun = perf_counter()
        yield
        self.recovery_s = max(self.recovery_s, perf_counter() - begun)

    def run(self, parser: str, many: int = 1) -> None:
        self.runs[parser] = self.runs.get(parser, 0) + many

    def escape(self, parser: str) -> None:
        """A parser raised what its callers do not expect."""
        self.uncaught[parser] = self.uncaught.get(parser, 0) + 1


class Line(Struct, kw_only=True):
    """One case of the catalogue: how many ``tests`` it has, how many of them ``failed``, and what
    they counted."""

    case: int
    group: str
    title: str
    tests: int = 0
    failed: int = 0
    tally: Tally = field(default_factory=Tally)


class Report(Struct, kw_only=True):
    """Every case, the sum of what all tests counted, each of them once, and the names of the tests
    that failed: also of one with which its process ended, which so counted nothing."""

    cases: list[Line]
    total: Tally
    failed: list[str] = field(default_factory=list)


def report_of(
    results: Iterable[tuple[Sequence[int], bool, Tally]], failed: Iterable[str] = ()
) -> Report:
    """``results`` are of each test the cases that it belongs to, whether it passed, its tally."""
    lines = {number: Line(case=number, group=g, title=t) for number, (g, t) in CASES.items()}
    total = Tally()
    for numbers, passed, tally in results:
        _add(total, tally)
        for line in (lines[number] for number in numbers):
            line.tests += 1
            line.failed += not passed
            _add(line.tally, tally)
    return Report(cases=list(lines.values()), total=total, failed=sorted(failed))


def table(report: Report) -> Iterator[str]:
    """The report in lines of text."""
    rows = [("", "", "tests", "failed", "faults", "lost", "twice", "refused", "kept", "recovery")]
    rows += [_cells(line) for line in report.cases]
    total = Line(
        case=0,
        group="",
        title="all of them",
        tests=sum(line.tests for line in report.cases),
        failed=sum(line.failed for line in report.cases),
        tally=report.total,
    )
    rows.append(("", *_cells(total)[1:]))
    yield from _aligned(rows)
    yield ""
    yield f"Merge examples: {report.total.examples:,}"
    if report.total.runs:
        yield ""
        parsers = [("fuzzed", "runs", "uncaught")]
        parsers += [
            (name, f"{runs:,}", str(report.total.uncaught.get(name, 0)))
            for name, runs in sorted(report.total.runs.items())
        ]
        yield from _aligned(parsers)
    if report.failed:
        yield ""
        yield from (f"Failed: {name}" for name in report.failed)


def is_sound(report: Report) -> bool:
    """Whether nothing was lost, counted twice, thrown away or let through."""
    total = report.total
    whole = not (total.lost or total.twice or total.uncaught) and total.kept == total.refused
    return whole and not report.failed and not any(line.failed for line in report.cases)


def _add(sum_: Tally, tally: Tally) -> None:
    for name, value in asdict(tally).items():
        so_far = getattr(sum_, name)
        if isinstance(value, Mapping):
            for key, count in value.items():
                so_far[key] = so_far.get(key, 0) + count
        else:
            joined = max(so_far, value) if name == "recovery_s" else so_far + value
            setattr(sum_, name, joined)


def _cells(line: Line) -> tuple[str, ...]:
    tally = line.tally
    counts = (line.tests, line.failed, tally.faults, tally.lost, tally.twice)
    refused = (tally.refused, tally.kept)
    recovery = f"{tally.recovery_s:.2f} s" if tally.recovery_s else ""
    return (
        str(line.case),
        line.title,
        *(f"{count:,}" for count in (*counts, *refused)),
        recovery,
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{cell:{width}}" if at < 2 else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
