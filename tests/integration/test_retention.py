"""What has stayed, the whole way: from tests that came by themselves to the office's word."""

from __future__ import annotations

import json
from collections.abc import Callable

from keystep.domain.lesson import Phase
from keystep.domain.session import TESTS
from keystep.services.due_tests import due_tests, open_test
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK, answer_all, take_lesson

Run = Callable[..., tuple[int, str, str]]


def take_due(station: Station, learner: str, *, right: bool) -> list[Phase | None]:
    """Take every test on offer; says which."""
    taken = []
    for due in due_tests(station, learner):
        assert due.offer.work in TESTS
        run = open_test(station, learner, due.offer, "Title", "Task")
        assert run is not None
        (step,) = run.lesson.steps
        answer_all(station, run, step, right=right)
        taken.append(step.phase)
    return taken


def test_the_office_says_what_has_stayed(world: World, run_cli: Run) -> None:
    station = world.add_station("Van 12")
    people = [register(station, f"Learner {n}", "Hall 3").id for n in range(10)]
    for learner in people:
        take_lesson(station, learner, "three-sentences")
        take_lesson(station, learner, "how-far-you-came")
    world.clock.move(days=28)
    for n, learner in enumerate(people):
        assert take_due(station, learner, right=n % 2 == 0) == [Phase.DELAYED, Phase.PROBE]
        assert due_tests(station, learner) == ()
    sync(station)
    import_share(world.office)
    status, out, _ = run_cli("retention", "--json", "--home", world.office.home)
    overall, pack = json.loads(out)
    assert (status, overall["pack"], pack["pack"]) == (0, "", PACK)
    assert (pack["tested"], pack["probed"], pack["probes"]) == (10, 10, 10)
    for figure in (pack["kept"], pack["right"]):
        assert 0.4 < figure["value"] < 0.6
        assert figure["interval"]["low"] < figure["value"] < figure["interval"]["high"]
    status, out, _ = run_cli("retention", "--home", world.office.home)
    assert (status, "all packs" in out, PACK in out) == (0, True, True)


def test_an_office_without_tests_says_so(world: World, run_cli: Run) -> None:
    status, out, _ = run_cli("retention", "--home", world.office.home)
    assert (status, "Nobody has taken" in out) == (0, True)
