"""SIGKILL during lessons: no answer that the screen called saved is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from keystep import paths
from keystep.domain.facts import Kind
from keystep.domain.progress import LessonProgress
from keystep.services import upkeep
from keystep.services.station import Station
from tests.homes import indexed, stock
from tests.takers import PACK

KILLS = 20


@contextmanager
def opened_workers(home: Path) -> Iterator[subprocess.Popen[str]]:
    """What begins one worker after the other; none outlives it."""
    workers = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.worker", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with workers:
        try:
            yield workers
        finally:
            os.killpg(workers.pid, signal.SIGKILL)


def take_lessons_until_killed(
    workers: subprocess.Popen[str], chance: random.Random
) -> list[list[str]]:
    """What a worker said before it was killed, at a moment it could not foresee."""
    assert workers.stdin is not None
    assert workers.stdout is not None
    workers.stdin.write("\n")
    workers.stdin.flush()
    begun, worker = workers.stdout.readline().split()
    assert begun == "begun"
    said: list[list[str]] = []
    enough = chance.randint(3, 14)
    for line in workers.stdout:
        said.append(line.split())
        if said[-1][0] == "ended":
            break
        if len(said) == enough:
            kill = os.kill, (int(worker), signal.SIGKILL)
            threading.Timer(chance.uniform(0, 0.05), *kill).start()
    assert said.pop() == ["ended", str(-signal.SIGKILL)]
    return said


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no SIGKILL")
@pytest.mark.timeout(300)
def test_twenty_kills_lose_nothing(
    tmp_path: Path, shipped: Path, open_home: Callable[[Path], Station]
) -> None:
    home, chance = indexed(stock(tmp_path / "home", shipped), paths.lessons()), random.Random(20)
    open_home(home).close()
    saved: list[str] = []
    with opened_workers(home) as workers:
        for _ in range(KILLS):
            said = take_lessons_until_killed(workers, chance)
            saved += [words[1] for words in said if words[0] == "saved"]
            station = open_home(home)
            assert upkeep.verify(station) == ()
            events = [recorded.event for recorded in station.store.events()]
            kept = [e.body["item"] for e in events if e.kind == Kind.ITEM_ANSWERED]
            assert _in_order(saved, kept)
            _, lesson, step = next(words for words in reversed(said) if words[0] == "at")
            learner = station.store.learners()[0].id
            progress = station.store.find(LessonProgress, learner, PACK, lesson)
            assert progress is not None
            steps = [known.id for known in station.shelf.lesson(PACK, lesson).steps]
            assert progress.step in steps[steps.index(step) : steps.index(step) + 2]
            station.close()
    assert len(saved) > KILLS


def _in_order(wanted: list[str], found: list[str]) -> bool:
    """Whether ``wanted`` is what ``found`` holds once answers never told of are left out."""
    rest = iter(found)
    return all(item in rest for item in wanted)
