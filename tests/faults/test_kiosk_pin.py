"""A PIN is guessed at a kiosk by somebody who pulls the plug."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from keystep.bootstrap import open_station
from keystep.domain.events import Instant
from keystep.domain.kiosk.trying import FIRST_MS, FREE
from keystep.services.kiosk.signing_in import Way, choose, waiting_s
from keystep.services.roster import register
from keystep.services.station import Station
from tests.conftest import QUICK, World
from tests.fakes import FakeClock
from tests.faults import guessing
from tests.faults.crash import Crashes, Said, Scene
from tests.faults.stage import Act, acts
from tests.faults.tally import Tally
from tests.faults.zygote import Zygote


@pytest.fixture
def guessed(world: World) -> Station:
    """One more wrong try, and there is a wait."""
    van = world.add_station("van")
    learner = register(van, "Amara Osei", "Desk North")
    choose(van, learner.id, Way.PIN, "4711", cost=QUICK)
    for _ in range(FREE - 1):
        assert van.store.credentials.begin(learner.id, world.clock.now())
    return van


@pytest.mark.fault(51)
def test_a_try_counts_before_it_is_told_to_be_wrong(
    world: World, guessed: Station, crashes: Callable[[], Crashes]
) -> None:
    """Killed at any call, with the power gone after it: whoever was told has used up the try."""

    def lost(root: Path, said: Said) -> int:
        with closing(open_station(root / "van")) as van:
            [learner] = van.store.learners()
            tries = van.store.credentials.tries(learner.id)
        assert tries is not None
        return max(0, FREE - 1 + len(said) - tries.failures)

    act, _, later = acts(world, "guess")
    mend = Act("come_back", act.arguments)
    scene = Scene(
        act=act, mend=mend, later=replace(later, name="come_back"), picture=nothing, lost=lost
    )
    crashes().everywhere(scene, slice_=4)


def nothing(_root: Path) -> None:
    """How many tries were counted differs; that none is lost is asserted of each."""


@pytest.mark.fault(51)
def test_to_pull_the_plug_while_a_guess_is_looked_at_saves_none(
    world: World, zygote: Zygote, tally: Tally
) -> None:
    """Killed in that very moment, and started again, as often as somebody likes."""
    van = world.add_station("van")
    learner = register(van, "Amara Osei", "Desk North")
    choose(van, learner.id, Way.PIN, "4711", cost=QUICK)
    van.close()
    said = list[str]()
    for _ in range(FREE + 2):
        ended = zygote.run(
            f"{guessing.__name__}:{guessing.guess_and_pull.__name__}",
            str(world.root),
            world.clock.now().at.isoformat(),
        )
        assert ended.killed == (ended.said == ("looked at",)), ended.fault
        said += ended.said
        tally.fault(ended.killed)
    wait = f"wait {FIRST_MS // 1000}"
    assert said == ["looked at"] * FREE + [wait, wait]
    with closing(open_station(van.home, world.clock)) as again:
        assert waiting_s(again, learner.id) == FIRST_MS // 1000


@pytest.mark.fault(51)
def test_a_restart_and_another_date_leave_the_wait(world: World, guessed: Station) -> None:
    [learner] = guessed.store.learners()
    home, whole = guessed.home, FIRST_MS // 1000
    assert guessed.store.credentials.begin(learner.id, world.clock.now())
    world.clock.move(seconds=whole - 1)
    assert waiting_s(guessed, learner.id) == 1
    guessed.close()
    for clock in (Restarted("2", 7_000), Restarted("3", 0, 2037), Restarted("4", 99_000, 2017)):
        with closing(open_station(home, clock)) as van:
            assert waiting_s(van, learner.id) == whole, "it begins anew"
            clock.steady += 2_000
            assert waiting_s(van, learner.id) == whole - 2
            clock.steady -= 2_000
            assert waiting_s(van, learner.id) == whole, "to set it back gains nothing"


class Restarted(FakeClock):
    """After a restart: its own boot, and any date."""

    def __init__(self, boot: str, steady: int, year: int = 2027) -> None:
        super().__init__()
        self.at = self.at.replace(year=year)
        self.boot, self.steady = boot, steady

    def now(self) -> Instant:
        return Instant(self.at, 0, self.boot, self.steady)
