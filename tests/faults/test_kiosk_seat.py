"""Whoever sits at a kiosk is credited with what is done there, and nobody else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import cycle, islice
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from keystep.domain.facts import Kind, Leaving
from keystep.domain.lesson import StepKind
from keystep.errors import SittingOver
from keystep.services import people
from keystep.services.answers import answers
from keystep.services.attempts import standing
from keystep.services.importing import import_share
from keystep.services.kiosk.seating import Seat, sit_down, stand_up
from keystep.services.learning import answer_item, open_lesson, view_step
from keystep.services.place import keep_places, places
from keystep.services.roster import register
from keystep.services.run import Run
from keystep.services.syncing import sync
from keystep.services.upkeep import verify
from tests import kiosks
from tests.conftest import World
from tests.fakes import FakeClock
from tests.faults.plugin import Depth
from tests.faults.sittings import Sittings
from tests.faults.tally import Tally
from tests.takers import PACK, right_answer

ROOT = Path(__file__).parents[2]
LESSON = "find-the-need"
SAYS = "what Grimoaldus would like to know"
AT_ONCE = 3


@pytest.mark.fault(52)
def test_whatever_comes_when_each_event_is_its_learners_own(depth: Depth, tally: Tally) -> None:
    tally.examples = depth.many(400, 20)
    run_state_machine_as_test(
        Sittings, settings=settings(max_examples=tally.examples, stateful_step_count=30)
    )


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads give way to each other a hundred times as often as they do elsewhere."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(before / 100)
    yield
    sys.setswitchinterval(before)


def rate_until_over(seat: Seat, begun: Barrier) -> int:
    """How many ratings were acknowledged."""
    run = kiosks.run_at(seat)
    kiosks.rate(seat.station, run)
    begun.wait(10)
    saved = 1
    with suppress(SittingOver):
        while True:
            kiosks.rate(seat.station, run)
            saved += 1
    return saved


@pytest.mark.fault(52)
@pytest.mark.usefixtures("hurried")
def test_threads_of_who_leaves_write_nothing_for_who_comes(
    tmp_path: Path, depth: Depth, tally: Tally
) -> None:
    """Each learner leaves in the midst of what threads write for them, and the next sits down."""
    kiosk = kiosks.open_kiosk(tmp_path / "kiosk", FakeClock())
    learners = cycle([register(kiosk, name, "") for name in ("Ada", "Ben", "Chidi")])
    busy = list[tuple[str, Future[int]]]()
    with closing(kiosk), ThreadPoolExecutor(2 * AT_ONCE) as threads:
        for learner in islice(learners, depth.many(300, 10)):
            seat, begun = sit_down(kiosk, learner), Barrier(AT_ONCE + 1)
            rating = [threads.submit(rate_until_over, seat, begun) for _ in range(AT_ONCE)]
            busy += ((learner.id, one) for one in rating)
            begun.wait(10)
            stand_up(seat, Leaving.TIMED_OUT)
            tally.fault()
        saved = Counter[str]()
        for learner_id, one in busy:
            saved[learner_id] += one.result(10)
        log = kiosks.events(kiosk)
        reviewed = Counter(event.learner for event in log if event.kind == Kind.CARD_REVIEWED)
        tally.lost += (saved - reviewed).total()
        tally.twice += (reviewed - saved).total()
        assert kiosks.strays(log) == []
        assert verify(kiosk) == ()


@pytest.mark.fault(52)
def test_a_killed_kiosk_has_nothing_of_its_guest(tmp_path: Path, tally: Tally) -> None:
    home, passing = tmp_path / "kiosk", tmp_path / "passing"
    passing.mkdir()
    guest = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.a_guest", home, SAYS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(("TMPDIR", "SQLITE_TMPDIR"), str(passing))},
    )
    with guest:
        assert guest.stdout is not None
        id_ = guest.stdout.readline().strip()
        assert id_
        assert traces(tmp_path, id_, SAYS) == []
        guest.kill()
    tally.fault()
    assert traces(tmp_path, id_, SAYS, "tags") == []
    assert list(passing.iterdir()) == []
    with closing(kiosks.open_kiosk(home, FakeClock())) as again:
        assert (again.store.learners(), kiosks.tip(again), kiosks.notes(again)) == ([], 0, [])


def traces(folder: Path, *words: str) -> list[Path]:
    """The files that hold one of ``words``."""
    every = [path for path in folder.rglob("*") if path.is_file()]
    assert every
    return [path for path in every if any(word.encode() in path.read_bytes() for word in words)]


@pytest.mark.fault(52)
def test_who_was_timed_out_goes_on_here_and_at_another_kiosk(world: World, tally: Tally) -> None:
    hall, dock = world.add_station("hall"), world.add_station("dock")
    seat = sit_down(hall, register(hall, "Ada Osei", "Hall 7"))
    left = open_lesson(seat.station, seat.learner.id, PACK, LESSON)
    check = next(n for n, step in enumerate(left.lesson.steps) if step.kind is StepKind.CHECK)
    for step in left.lesson.steps[: check + 1]:
        view_step(seat.station, left, step)
    item = left.items(left.lesson.steps[check])[0]
    given = right_answer(item)
    answer_item(seat.station, left, left.lesson.steps[check], item, given, duration_ms=900)
    keep_places(seat.station, left, {"below": {"scroll": [3, 9]}})
    stand_up(seat, Leaving.TIMED_OUT)
    tally.fault()
    again = sit_down(hall, seat.learner)
    assert places(again.station, goes_on(again, left, check)) == {"below": {"scroll": [3, 9]}}
    stand_up(again, Leaving.OWN)
    sync(hall)
    import_share(world.office)
    people.assign(world.office, seat.learner.id, dock.keys.device)
    world.clock.move(hours=1)
    import_share(world.office)
    sync(dock)
    there = sit_down(dock, dock.store.learners()[0])
    run = goes_on(there, left, check)
    step = run.lesson.steps[check]
    assert answers(there.station, run, step)[item.id].response == given
    assert item not in standing(there.station, run, step).unanswered


def goes_on(seat: Seat, left: Run, step: int) -> Run:
    """The run that opens at a seat, which is the one that was ``left``, at the same step."""
    run = open_lesson(seat.station, seat.learner.id, PACK, LESSON)
    assert (run.learner, run.attempt, run.step) == (left.learner, left.attempt, step)
    return run
