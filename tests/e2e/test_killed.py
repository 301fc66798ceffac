"""SIGKILL during lessons: no answer that the screen called saved is ever lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.domain.events import Kind
from keystep.domain.progress import LessonProgress
from keystep.services import upkeep
from keystep.services.station import Station
from tests.takers import PACK

KILLS = 20


def take_lessons_until_killed(home: Path, chance: random.Random) -> list[list[str]]:
    """What the worker said before it was killed, at a moment it could not foresee."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.worker", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert worker.stdout is not None
    patience = threading.Timer(60, worker.kill)
    patience.start()
    said: list[list[str]] = []
    enough = chance.randint(3, 14)
    for line in worker.stdout:
        if not line.endswith("\n"):
            break
        said.append(line.split())
        if len(said) == enough:
            threading.Timer(chance.uniform(0, 0.05), os.kill, (worker.pid, signal.SIGKILL)).start()
    patience.cancel()
    worker.stdout.close()
    assert worker.wait() == -signal.SIGKILL
    return said


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no SIGKILL")
@pytest.mark.timeout(300)
def test_twenty_kills_lose_nothing(tmp_path: Path, open_home: Callable[[Path], Station]) -> None:
    home, chance = tmp_path / "home", random.Random(20)
    open_home(home).close()
    saved: list[str] = []
    for _ in range(KILLS):
        said = take_lessons_until_killed(home, chance)
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
