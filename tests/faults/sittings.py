"""People at one kiosk, callbacks that come late, and an office that merges and erases meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from keystep.domain.down import Person
from keystep.domain.facts import Kind, Leaving, StationReported
from keystep.domain.ports import Learner
from keystep.errors import SittingOver, UsageError
from keystep.services.kiosk.seating import Seat, sit_down, sit_down_guest, stand_up
from keystep.services.roster import register
from keystep.services.run import Run
from keystep.services.upkeep import verify
from tests import kiosks
from tests.fakes import START, FakeClock
from tests.kiosks import ANSWERING, DEEDS, OF_ONE, RECORDING, Deed
from tests.unit.storage.builders import progress

NAMES = ("Amara", "Ben", "Chidi")
SOMEBODY = st.integers(0, len(NAMES) - 1)
EARLIER = st.integers(0, 9)
DEED, THREADED = st.sampled_from(DEEDS), st.booleans()
WHY = st.sampled_from(Leaving)
THEN = st.none() | WHY
"""Why the one before stands up; None where nobody told them to."""


@dataclass
class Sat:
    """A seat that was taken, and what its pages hold on to. ``given`` are the answers there."""

    seat: Seat
    run: Run
    given: int = 0


class Sittings(RuleBasedStateMachine):
    """After each act the log has grown by what may have come of it and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock()
        self.folder = TemporaryDirectory(prefix="kiosk-")
        self.threads = ThreadPoolExecutor(1)
        self.kiosk = kiosks.open_kiosk(Path(self.folder.name), self.clock)
        self.people: list[Learner] = []
        self.goes_by: dict[str, str] = {}
        self.ever: dict[str, set[str]] = {}
        self.gone: set[str] = set()
        self.sat: list[Sat] = []
        self.at: Sat | None = None
        self.words = 0

    def teardown(self) -> None:
        try:
            assert kiosks.strays(kiosks.events(self.kiosk), self.ever) == []
            assert verify(self.kiosk) == ()
        finally:
            self.kiosk.close()
            self.threads.shutdown()
            self.folder.cleanup()

    @initialize()
    def open(self) -> None:
        for name in NAMES:
            learner = register(self.kiosk, name, "Hall 7")
            self.people.append(learner)
            self.ever[learner.id] = {learner.id}

    @rule(who=SOMEBODY, then=THEN, threaded=THREADED)
    def sits_down(self, who: int, then: Leaving | None, threaded: bool) -> None:
        self._stands_up(then, threaded=threaded)
        learner = self.people[who]
        person = self._person(learner.id)
        if person in self.gone:
            with kiosks.untouched(self.kiosk), pytest.raises(UsageError, match=learner.name):
                sit_down(self.kiosk, learner)
            return
        with self._recording(person, *self._leaver()):
            seat = sit_down(self.kiosk, learner)
        assert seat.learner.id == person
        self._seated(seat)

    @rule(then=THEN)
    def guest_sits_down(self, then: Leaving | None) -> None:
        self._stands_up(then, threaded=False)
        with self._recording(*self._leaver()):
            seat = sit_down_guest(self.kiosk)
        self._seated(seat)

    @precondition(lambda self: self.at)
    @rule(deed=DEED, threaded=THREADED)
    def learns(self, deed: Deed, threaded: bool) -> None:
        assert self.at is not None
        seat, act = self.at.seat, self._doing(deed, self.at.seat, self.at.run, threaded=threaded)
        if self._is_gone(seat):
            with kiosks.untouched(self.kiosk), pytest.raises(SittingOver):
                act()
        elif seat.guest:
            with kiosks.untouched(self.kiosk):
                act()
        else:
            with self._recording(*([self.at.run.learner] if deed in RECORDING else [])):
                act()
        if not self._is_gone(seat):
            self.at.given += deed in ANSWERING
        assert seat.answers == self.at.given

    @precondition(lambda self: self.sat)
    @rule(nth=EARLIER, deed=DEED, threaded=THREADED)
    def earlier_one_comes_late(self, nth: int, deed: Deed, threaded: bool) -> None:
        sat = self.sat[nth % len(self.sat)]
        with kiosks.untouched(self.kiosk), pytest.raises(SittingOver):
            self._doing(deed, sat.seat, sat.run, threaded=threaded)()
        assert sat.seat.answers == sat.given

    @precondition(lambda self: self.at and self.sat)
    @rule(nth=EARLIER, deed=st.sampled_from(OF_ONE))
    def earlier_one_comes_to_who_sits_there_now(self, nth: int, deed: Deed) -> None:
        assert self.at is not None
        seat, run = self.at.seat, self.sat[nth % len(self.sat)].run
        own = self._person(run.learner) == self._person(seat.learner.id)
        if own and not self._is_gone(seat):
            with self._recording(*([run.learner] if deed in RECORDING else [])):
                deed(seat.station, run)
            self.at.given += deed in ANSWERING
        else:
            with kiosks.untouched(self.kiosk), pytest.raises(SittingOver):
                deed(seat.station, run)

    @precondition(lambda self: self.sat)
    @rule(nth=EARLIER, why=WHY)
    def stands_up_again(self, nth: int, why: Leaving) -> None:
        with kiosks.untouched(self.kiosk):
            stand_up(self.sat[nth % len(self.sat)].seat, why)

    @rule(who=SOMEBODY)
    def office_erases(self, who: int) -> None:
        ids = self._ids(self._person(self.people[who].id))
        before = kiosks.tip(self.kiosk)
        self.kiosk.store.erase(ids, self.clock.now())
        self.gone |= ids
        assert kiosks.tip(self.kiosk) == before
        assert not {event.learner for event in kiosks.events(self.kiosk)} & ids

    @rule(one=SOMEBODY, other=SOMEBODY)
    def office_merges_or_takes_that_back(self, one: int, other: int) -> None:
        merged, kept = (self._person(self.people[who].id) for who in (one, other))
        if {merged, kept} & self.gone:
            return
        if merged == kept:
            self.goes_by.pop(self.people[one].id, None)
        else:
            self.goes_by.update(dict.fromkeys(self._ids(merged), kept))
        self._hear()

    @rule()
    def courier_comes_back(self) -> None:
        with self._recording(""):
            told = StationReported(program="1", catalog=1, issued=START)
            self.kiosk.store.append("", [told], self.clock.now())

    @rule()
    def time_goes_by(self) -> None:
        self.clock.move(minutes=7)

    def _stands_up(self, why: Leaving | None, *, threaded: bool) -> None:
        if self.at is None or why is None:
            return
        with self._recording(*self._leaver()):
            self._in_turn(partial(stand_up, self.at.seat, why), threaded=threaded)
        if self._leaver():
            [last] = kiosks.events(self.kiosk, kiosks.tip(self.kiosk) - 1)
            assert (last.kind, last.body) == (Kind.SIGNED_OUT, {"why": why.value})
        self._seated(None)

    def _seated(self, seat: Seat | None) -> None:
        """Whoever sat there has left."""
        if self.at is not None:
            assert self.at.seat.station.store.is_over
            self.sat.append(self.at)
        self.at = Sat(seat, kiosks.run_at(seat)) if seat is not None else None

    def _leaver(self) -> list[str]:
        """Of whom it is recorded that they leave, when they do."""
        if self.at is None or self.at.seat.guest or self._is_gone(self.at.seat):
            return []
        return [self.at.seat.learner.id]

    def _is_gone(self, seat: Seat) -> bool:
        return seat.learner.id in self.gone

    def _person(self, learner: str) -> str:
        return self.goes_by.get(learner, learner)

    def _ids(self, person: str) -> set[str]:
        return {person, *(id_ for id_, whom in self.goes_by.items() if whom == person)}

    def _hear(self) -> None:
        """The office's next word, which names everybody."""
        self.words += 1
        said = [
            Person(learner=one.id, name=one.name, team=one.team, also=tuple(others))
            for one in self.people
            if one.id not in self.goes_by and one.id not in self.gone
            for others in [sorted(self._ids(one.id) - {one.id})]
        ]
        for person in said:
            for id_ in (person.learner, *person.also):
                self.ever[id_] |= {person.learner, *person.also}
        before = kiosks.tip(self.kiosk)
        assert self.kiosk.store.take_progress(progress(self.words, [], *said))
        assert kiosks.tip(self.kiosk) == before

    def _doing(self, deed: Deed, seat: Seat, run: Run, *, threaded: bool) -> Callable[[], None]:
        return partial(self._in_turn, partial(deed, seat.station, run), threaded=threaded)

    def _in_turn(self, act: Callable[[], None], *, threaded: bool) -> None:
        if threaded:
            self.threads.submit(act).result()
        else:
            act()

    @contextmanager
    def _recording(self, *learners: str) -> Iterator[None]:
        """What is recorded meanwhile is of each of these, and of nobody else."""
        before = kiosks.tip(self.kiosk)
        yield
        assert {event.learner for event in kiosks.events(self.kiosk, before)} == set(learners)
