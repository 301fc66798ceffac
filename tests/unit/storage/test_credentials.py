"""What people sign in with: kept durably, for any id of theirs, and gone when they are."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.events import Instant
from keystep.domain.kiosk.secrets import Way
from keystep.domain.kiosk.trying import FREE, Tries, wait_ms
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.storage.event_store import SqliteEventStore
from keystep.storage.verification import rebuild, verify
from tests.unit.storage.builders import (
    EPOCH,
    answered,
    instant,
    opened,
    person,
    progress,
    seal_plainly,
)
from tests.unit.storage.test_opening import rows, scalar

ADA, BOB = Learner("ada", "Ada", ""), Learner("bob", "Bob", "")


@pytest.fixture
def known(store: SqliteEventStore) -> SqliteEventStore:
    for learner in (ADA, BOB):
        store.register(learner, instant())
    return store


def fail(store: SqliteEventStore, learner: str, times: int, now: Instant) -> None:
    for _ in range(times):
        assert store.credentials.begin(learner, now)


def test_each_way_has_its_verifier_and_the_new_takes_the_place_of_the_old(
    known: SqliteEventStore,
) -> None:
    kept = known.credentials
    assert kept.of("ada") == {}
    kept.keep("ada", Way.PIN, b"old")
    kept.keep("ada", Way.PIN, b"new")
    kept.keep("ada", Way.BADGE, b"badge")
    kept.keep("", Way.PIN, b"of the station")
    assert kept.of("ada") == {Way.PIN: (b"new",), Way.BADGE: (b"badge",)}
    assert (kept.of("bob"), kept.of("")) == ({}, {Way.PIN: (b"of the station",)})
    kept.drop("ada", Way.PIN)
    kept.drop("ada", Way.PIN)
    assert kept.of("ada") == {Way.BADGE: (b"badge",)}


def test_tries_are_counted_until_they_are_forgotten(known: SqliteEventStore) -> None:
    kept, now = known.credentials, instant()
    fail(known, "ada", FREE, now)
    assert not kept.begin("ada", now)
    assert kept.tries("ada") == Tries(FREE, now.boot, now.clock), "a refused one is not counted"
    assert (kept.tries("bob"), kept.tried()) == (None, {"ada"})
    kept.clear("ada")
    assert (kept.tries("ada"), kept.tried()) == (None, frozenset())
    fail(known, "ada", FREE, now)
    kept.keep("ada", Way.PIN, b"another")
    assert kept.begin("ada", now), "who chose anew begins anew"


def test_a_look_after_a_restart_begins_the_wait_for_good(path: Path) -> None:
    store = opened(path)
    store.register(ADA, instant())
    fail(store, "ada", FREE, instant())
    restarted = replace(instant(), boot="boot-2", clock=70_000)
    assert store.credentials.look("ada", restarted) == Tries(FREE, "boot-2", 70_000)
    store.close()
    store = opened(path)
    later = replace(restarted, clock=73_000)
    tries = store.credentials.look("ada", later)
    assert tries == Tries(FREE, "boot-2", 70_000)
    assert wait_ms(tries, later) == wait_ms(tries, restarted) - 3_000
    assert store.credentials.look("bob", later) is None
    store.close()


def test_of_guesses_at_once_no_more_are_looked_at(path: Path) -> None:
    store = opened(path)
    store.register(ADA, instant())
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: store.credentials.begin("ada", instant()), range(24)))
    assert sum(taken) == FREE
    store.close()


def test_a_badge_is_of_one_person_on_the_roster(known: SqliteEventStore) -> None:
    kept = known.credentials
    kept.keep("ada", Way.BADGE, b"badge", alone=True)
    kept.keep("ada", Way.BADGE, b"badge", alone=True)
    with pytest.raises(UsageError, match="somebody else"):
        kept.keep("bob", Way.BADGE, b"badge", alone=True)
    assert (kept.holder(Way.BADGE, b"badge"), kept.holder(Way.BADGE, b"other")) == ("ada", None)
    assert kept.holder(Way.PIN, b"badge") is None


def test_a_badge_of_somebody_who_left_may_be_anothers(store: SqliteEventStore) -> None:
    kept = store.credentials
    store.register(BOB, instant())
    store.take_progress(progress(1, [], person("ada")))
    kept.keep("ada", Way.BADGE, b"badge", alone=True)
    store.take_progress(progress(2, []))
    assert [one.id for one in store.learners()] == ["bob"]
    assert kept.holder(Way.BADGE, b"badge") is None
    kept.keep("bob", Way.BADGE, b"badge", alone=True)
    store.take_progress(progress(3, [], person("ada")))
    assert (kept.holder(Way.BADGE, b"badge"), kept.of("ada")) == ("bob", {})


def test_badges_are_known_by_one_secret_for_ever(path: Path) -> None:
    store = opened(path)
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda n: store.credentials.badge_key(bytes([n]) * 32), range(16)))
    store.close()
    store = opened(path)
    assert {store.credentials.badge_key(b"\xff" * 32)} == keys
    store.close()


def test_any_id_of_a_person_signs_them_in(known: SqliteEventStore) -> None:
    kept, now = known.credentials, instant()
    kept.keep("ada", Way.PIN, b"hers")
    kept.keep("bob", Way.PIN, b"hers too")
    kept.keep("bob", Way.BADGE, b"badge", alone=True)
    fail(known, "ada", 1, now)
    fail(known, "bob", FREE, now)
    known.take_progress(progress(1, [], person("ada", "bob")))
    both = {Way.PIN: (b"hers", b"hers too"), Way.BADGE: (b"badge",)}
    assert kept.of("ada") == kept.of("bob") == both
    assert kept.holder(Way.BADGE, b"badge") == "ada"
    assert kept.tried() == {"ada"}
    assert not kept.begin("ada", now), "as many wrong tries as under either"
    restarted = replace(now, boot="boot-2")
    assert kept.look("bob", restarted) == kept.tries("ada") == Tries(FREE, "boot-2", now.clock)
    kept.keep("bob", Way.PIN, b"newer")
    assert kept.of("ada") == {Way.PIN: (b"newer",), Way.BADGE: (b"badge",)}
    assert kept.tries("ada") is None


def test_two_people_after_all_have_what_each_chose(known: SqliteEventStore) -> None:
    kept = known.credentials
    kept.keep("ada", Way.PIN, b"hers")
    kept.keep("bob", Way.PIN, b"his")
    known.take_progress(progress(1, [], person("ada", "bob")))
    known.take_progress(progress(2, [], person("ada"), person("bob")))
    assert (kept.of("ada"), kept.of("bob")) == ({Way.PIN: (b"hers",)}, {Way.PIN: (b"his",)})


def test_of_an_erased_person_nothing_is_kept_or_comes_back(known: SqliteEventStore) -> None:
    kept = known.credentials
    for learner in ("ada", "bob"):
        kept.keep(learner, Way.PIN, b"verifier of " + learner.encode())
        fail(known, learner, FREE, instant())
    known.erase(["ada"], instant())
    assert (kept.of("ada"), kept.tries("ada")) == ({}, None)
    assert (kept.of("bob"), kept.tried()) == ({Way.PIN: (b"verifier of bob",)}, {"bob"})
    kept.begin("ada", instant())
    assert kept.tries("ada") is None
    with pytest.raises(UsageError, match="not on the roster"):
        kept.keep("ada", Way.PIN, b"again")
    folder = known.database.path.parent
    assert not [file for file in folder.iterdir() if b"verifier of ada" in file.read_bytes()]


def test_none_of_it_is_an_event_or_leaves_the_station(known: SqliteEventStore) -> None:
    known.credentials.keep("ada", Way.PIN, b"a verifier")
    known.credentials.badge_key(b"k" * 32)
    fail(known, "ada", FREE, instant())
    assert known.tip(EPOCH) == 2
    bundle = known.seal(seal_plainly, instant(), even_empty=True)
    assert bundle is not None
    assert b"a verifier" not in bundle.data
    rebuild(known)
    assert verify(known) == ()
    assert known.credentials.of("ada") == {Way.PIN: (b"a verifier",)}
    assert known.credentials.tried() == {"ada"}


def test_a_station_of_before_gets_room_for_them(path: Path) -> None:
    store = opened(path)
    store.register(ADA, instant())
    store.append("ada", [answered()], instant())
    store.close()
    before = rows(path, "SELECT * FROM event")
    connection = sqlite3.connect(path)
    with connection:
        for table in ("credential", "try"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE alembic_version SET version_num = '0008'")
    connection.close()
    store = opened(path)
    assert (store.credentials.of("ada"), store.credentials.tries("ada")) == ({}, None)
    store.credentials.keep("ada", Way.PIN, b"a verifier")
    fail(store, "ada", 1, instant())
    assert verify(store) == ()
    store.close()
    assert rows(path, "SELECT * FROM event") == before
    assert (
        scalar(path, "SELECT count(*) FROM credential"),
        scalar(path, "SELECT failures FROM try"),
    ) == (1, 1)
