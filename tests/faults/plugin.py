"""The rig: how deep it goes, what its tests count, and the table at the end."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from tests.faults.catalogue import CASES
from tests.faults.tally import Tally, report_of, table

COUNTED = "faults"
LONGEST = ("test_fuzz", "test_merge", "test_lost", "test_crash", "test_share", "test_forgery")
"""Files whose tests take minutes to the full depth, by how their names begin."""
T = TypeVar("T")


@dataclass(frozen=True)
class Depth:
    """How much of the rig runs: all of it, or the slice of it that goes with every test run."""

    deep: bool

    def of(self, items: Iterable[T], slice_: int) -> Sequence[T]:
        """All of ``items``, or ``slice_`` of them, spread evenly and always the same ones."""
        every = list(items)
        if self.deep or len(every) <= slice_:
            return every
        return [every[at * len(every) // slice_] for at in range(slice_)]

    def many(self, deep: int, slice_: int) -> int:
        """A number of runs or examples."""
        return deep if self.deep else slice_

    def chance(self, seed: int) -> random.Random:
        """Always the same in a slice; another each time in the depth."""
        return random.Random(None if self.deep else seed)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--deep", action="store_true", help="run the whole catalogue of faults")
    group.addoption("--faults-json", type=Path, help="write what the rig counted to this file")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(*numbers): the cases of the catalogue that it runs")
    config.pluginmanager.register(_Collector(), "faults-collector")


@pytest.fixture(scope="session")
def depth(request: pytest.FixtureRequest) -> Depth:
    return Depth(request.config.getoption("--deep"))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """What this test counts; it fails where that shows a loss."""
    counted = Tally()
    yield counted
    request.node.user_properties.append((COUNTED, msgspec.to_builtins(counted)))
    assert counted.lost == counted.twice == 0
    assert counted.kept == counted.refused, "bytes of a refused file are gone"
    assert counted.uncaught == {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest tests first, so that no worker begins one when the others are done."""
    if config.getoption("--deep"):
        items.sort(key=lambda item: not item.path.name.startswith(LONGEST))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    numbers = [number for mark in item.iter_markers("fault") for number in mark.args]
    if numbers:
        item.user_properties.append(("cases", numbers))


class _Collector:
    """Puts together what the tests of every worker counted."""

    def __init__(self) -> None:
        self._counted: dict[str, tuple[list[int], Tally]] = {}
        self._failed = set[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)
        told = dict(report.user_properties)
        if "cases" in told:
            counted = msgspec.convert(told.get(COUNTED, {}), Tally)
            self._counted[report.nodeid] = told["cases"], counted

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        config = terminalreporter.config
        file, deep = config.getoption("--faults-json"), config.getoption("--deep")
        results = [
            (cases, name not in self._failed, counted)
            for name, (cases, counted) in self._counted.items()
        ]
        report = report_of(results, self._failed)
        if file is not None:
            file.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
        if deep:
            terminalreporter.section("faults")
            for line in table(report):
                terminalreporter.write_line(line)
            untried = [str(one.case) for one in report.cases if not one.tests]
            if untried:
                terminalreporter.write_line(f"Not tried: {', '.join(untried)} of {len(CASES)}")
