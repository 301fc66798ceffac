"""Signing in: what is right, what waits, and that nothing readable is kept."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from keystep.bootstrap import new_epoch
from keystep.domain.events import Instant
from keystep.domain.kiosk.trying import FIRST_MS, FREE, LONGEST_MS
from keystep.domain.ports import Learner
from keystep.errors import NotSaved, UsageError
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import (
    ADMIN,
    Way,
    check,
    choose,
    forget,
    people,
    unlock,
    waiting,
    waiting_s,
    ways,
    whose_badge,
)
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.storage.event_store import open_store
from tests.conftest import QUICK
from tests.fakes import START, FakeClock

PIN, PICTURES, BADGE = "4711", "sun tree fish", "04A1B2C3D4"


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "COST", QUICK)


def fail(kiosk: Station, learner: str, times: int) -> None:
    for _ in range(times):
        assert not check(kiosk, learner, Way.PIN, "0815").right


@pytest.mark.parametrize(
    ("way", "secret", "wrong"),
    [(Way.PIN, PIN, "4712"), (Way.PICTURES, PICTURES, "sun fish tree"), (Way.BADGE, BADGE, "0000")],
)
def test_each_way_leads_in(kiosk: Station, ada: Learner, way: Way, secret: str, wrong: str) -> None:
    assert ways(kiosk, ada.id) == frozenset()
    assert not check(kiosk, ada.id, way, secret).right, "nothing was chosen yet"
    choose(kiosk, ada.id, way, secret)
    assert ways(kiosk, ada.id) == {way}
    assert check(kiosk, ada.id, way, secret).right
    assert not check(kiosk, ada.id, way, wrong).right
    forget(kiosk, ada.id, way)
    assert ways(kiosk, ada.id) == frozenset()
    assert not check(kiosk, ada.id, way, secret).right


def test_nothing_that_was_chosen_can_be_read_in_the_file(kiosk: Station, ada: Learner) -> None:
    for way, secret in ((Way.PIN, "90817263"), (Way.PICTURES, PICTURES), (Way.BADGE, BADGE)):
        choose(kiosk, ada.id, way, secret)
    files = [path.read_bytes() for path in kiosk.home.rglob("*") if path.is_file()]
    for secret in (b"90817263", PICTURES.encode(), BADGE.encode()):
        assert not any(secret in data for data in files)


def test_wrong_tries_wait_longer_and_longer(kiosk: Station, ada: Learner, clock: FakeClock) -> None:
    choose(kiosk, ada.id, Way.PIN, PIN)
    lefts = [check(kiosk, ada.id, Way.PIN, "0815").left for _ in range(FREE - 1)]
    assert lefts == [*range(FREE - 1, 0, -1)]
    wait = FIRST_MS // 1000
    for _ in range(3):
        assert check(kiosk, ada.id, Way.PIN, "0815").wait_s == wait
        assert check(kiosk, ada.id, Way.PIN, PIN).wait_s == wait, "not even the right one"
        clock.move(seconds=wait)
        wait *= 2
    assert check(kiosk, ada.id, Way.PIN, PIN).right
    assert check(kiosk, ada.id, Way.PIN, "0815").left == FREE - 1, "the right one clears them"


def test_whoever_looks_after_the_kiosk_waits_too_and_lets_others_try(
    kiosk: Station, ada: Learner, ben: Learner
) -> None:
    choose(kiosk, ADMIN, Way.PIN, "90210")
    fail(kiosk, ADMIN, FREE)
    assert waiting_s(kiosk, ADMIN) == FIRST_MS // 1000
    choose(kiosk, ada.id, Way.PIN, PIN)
    fail(kiosk, ada.id, FREE)
    assert (waiting(kiosk), waiting_s(kiosk, ben.id)) == ([ada], 0)
    unlock(kiosk, ada.id)
    assert (waiting(kiosk), check(kiosk, ada.id, Way.PIN, PIN).right) == ([], True)


def test_a_badge_belongs_to_one_person(kiosk: Station, ada: Learner, ben: Learner) -> None:
    choose(kiosk, ada.id, Way.BADGE, BADGE)
    assert (whose_badge(kiosk, BADGE), whose_badge(kiosk, "04FFFFFFFF")) == (ada, None)
    with pytest.raises(UsageError, match="somebody else"):
        choose(kiosk, ben.id, Way.BADGE, BADGE)
    choose(kiosk, ada.id, Way.BADGE, BADGE)
    forget(kiosk, ada.id, Way.BADGE)
    choose(kiosk, ben.id, Way.BADGE, BADGE)
    assert whose_badge(kiosk, BADGE) == ben


def test_a_badge_ends_no_wait_for_a_pin(kiosk: Station, ada: Learner, ben: Learner) -> None:
    """Whoever found a badge would guess the PIN for ever, three tries after each use of it."""
    choose(kiosk, ada.id, Way.PIN, PIN)
    choose(kiosk, ada.id, Way.BADGE, BADGE)
    fail(kiosk, ada.id, FREE)
    assert check(kiosk, ada.id, Way.BADGE, BADGE).right
    assert not check(kiosk, ben.id, Way.BADGE, BADGE).right
    assert check(kiosk, ada.id, Way.PIN, PIN).wait_s == FIRST_MS // 1000


def test_whoever_is_gone_chooses_nothing(kiosk: Station, ada: Learner, clock: FakeClock) -> None:
    kiosk.store.erase([ada.id], clock.now())
    for way, secret in ((Way.PIN, PIN), (Way.BADGE, BADGE)):
        with pytest.raises(UsageError, match="not on the roster"):
            choose(kiosk, ada.id, way, secret)
    assert ways(kiosk, ada.id) == frozenset()


def test_a_try_that_cannot_be_counted_is_not_looked_at(kiosk: Station, ada: Learner) -> None:
    choose(kiosk, ada.id, Way.PIN, PIN)
    with kiosk.store.database.write() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(NotSaved):
        check(kiosk, ada.id, Way.PIN, PIN)


def test_whoever_is_erased_leaves_nothing_to_sign_in_with(
    kiosk: Station, ada: Learner, clock: FakeClock
) -> None:
    choose(kiosk, ada.id, Way.PIN, PIN)
    choose(kiosk, ada.id, Way.BADGE, BADGE)
    fail(kiosk, ada.id, FREE)
    kiosk.store.erase([ada.id], clock.now())
    assert (ways(kiosk, ada.id), waiting_s(kiosk, ada.id)) == (frozenset(), 0)
    assert whose_badge(kiosk, BADGE) is None
    assert people(kiosk) == []


def test_people_are_told_apart(kiosk: Station) -> None:
    for name in ("Amara Osei", "Bilal Khan", "amara obi"):
        register(kiosk, name, "")
    assert [(one.initials, one.shown) for one in people(kiosk)] == [
        ("AOb", "amara ob."),
        ("AOs", "Amara Os."),
        ("BK", "Bilal K."),
    ]


class Wild:
    """The clocks of a machine in a thief's hands. ``true_ms`` is what really passed."""

    def __init__(self) -> None:
        self.boot, self.steady, self.at, self.true_ms = 0, 60_000, START, 0

    def now(self) -> Instant:
        return Instant(self.at, 0, str(self.boot), self.steady)


class Thief(RuleBasedStateMachine):
    """Guesses, waits, pulls the plug, sets the clocks; ``looked_at`` is when a guess was looked
    at."""

    def __init__(self, kiosk: Station, learner: str) -> None:
        super().__init__()
        self.kiosk, self.learner = kiosk, learner
        kiosk.clock = self.wild = Wild()
        choose(kiosk, learner, Way.PIN, PIN)
        self.looked_at: list[int] = []

    @rule(times=st.integers(1, FREE + 1))
    def guess(self, times: int) -> None:
        for _ in range(times):
            self.guess_once()

    def guess_once(self) -> None:
        before = waiting_s(self.kiosk, self.learner)
        verdict = check(self.kiosk, self.learner, Way.PIN, "0815")
        assert not verdict.right
        if before:
            assert verdict.wait_s == before
        else:
            self.looked_at.append(self.wild.true_ms)

    @rule()
    def have_the_right_one_refused_while_they_wait(self) -> None:
        if waiting_s(self.kiosk, self.learner):
            assert not check(self.kiosk, self.learner, Way.PIN, PIN).right

    @rule()
    def know_it(self) -> None:
        if not waiting_s(self.kiosk, self.learner):
            assert check(self.kiosk, self.learner, Way.PIN, PIN).right
            assert (waiting_s(self.kiosk, self.learner), waiting(self.kiosk)) == (0, [])
            self.looked_at.clear()

    @rule(ms=st.integers(0, 2 * LONGEST_MS) | st.integers(0, 2 * FIRST_MS))
    def wait(self, ms: int) -> None:
        self.wild.steady += ms
        self.wild.true_ms += ms

    @rule()
    def wait_as_told(self) -> None:
        told = waiting_s(self.kiosk, self.learner)
        self.wait(1000 * told)
        assert waiting_s(self.kiosk, self.learner) == 0

    @rule()
    def kill(self) -> None:
        """And start again."""
        store = self.kiosk.store
        store.close()
        self.kiosk.store = open_store(store.database.path, store.device, new_epoch)

    @rule(steady=st.integers(0, 10**10))
    def restart(self, steady: int) -> None:
        self.kill()
        self.wild.boot, self.wild.steady = self.wild.boot + 1, steady

    @rule(ms=st.integers(1, 10**7))
    def have_the_clock_run_back(self, ms: int) -> None:
        self.wild.steady = max(0, self.wild.steady - ms)

    @rule(years=st.sampled_from([-10, 10]))
    def set_the_date(self, years: int) -> None:
        self.wild.at = START + timedelta(days=365 * years)

    @invariant()
    def no_span_has_more_guesses_than_the_waits_allow(self) -> None:
        """Between two guesses there is the whole wait, and so in any span."""
        for failures, (before, after) in enumerate(pairwise(self.looked_at), 1):
            assert after - before >= policy_ms(failures)


def policy_ms(failures: int) -> int:
    return 0 if failures < 3 else min(5_000 * 2 ** (failures - 3), 15 * 60_000)


def test_no_restart_and_no_clock_gives_more_guesses(kiosk: Station, ada: Learner) -> None:
    limits = settings(max_examples=15, stateful_step_count=30)
    run_state_machine_as_test(lambda: Thief(kiosk, ada.id), settings=limits)
