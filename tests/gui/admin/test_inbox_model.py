from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from keystep.aggregate.membership import Membership
from keystep.aggregate.overview import StationRow
from keystep.domain.bundles import HELD, Reason, Verdict
from keystep.domain.trust import Asking, Asks, KnownKey, key_id
from keystep.gui.admin.inbox.model import Aside, Entry, Inbox, Show, entries_of, gaps_of
from keystep.gui.admin.inbox.reasons import ASKING, PLAIN
from tests.gui.admin.conftest import NOW

MONDAY = datetime(2027, 3, 1, 7, tzinfo=UTC)
HALL = StationRow(
    device="hall",
    name="Hall 7",
    membership=Membership.ENROLLED,
    epoch="e",
    asks=None,
    enrolled_at=MONDAY,
    revoked_at=None,
    sealed_at=None,
    imported_at=None,
    health=None,
    events=0,
    missing=(),
    missing_since=None,
    forked=False,
    clock_off_ms=None,
)
WEST = Asking(
    device="west", name="West", public_key=b"w", recipient="age", epoch="e", asks=Asks.ENROL
)
COPY = Asking(
    device="hall", name="Hall 7", public_key=b"h", recipient="age", epoch="f", asks=Asks.EPOCH
)
RING = {key_id(b"h"): KnownKey(device="hall", public_key=b"h")}


def aside(reason: Reason, folder: str = "hall", key: str = "", device: str = "") -> Aside:
    verdict = Verdict.HELD if reason in HELD else Verdict.REFUSED
    return Aside(f"stations/{folder}/a.json", verdict, reason, 100, "why", key, device)


def entries(*files: Aside, waiting: tuple[Asking, ...] = ()) -> tuple[Entry, ...]:
    return entries_of(files, waiting, (HALL,), RING)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_words_and_a_next_step(reason: Reason) -> None:
    (entry,) = entries(aside(reason))
    assert (entry.said, entry.next) == PLAIN[reason]
    assert all(words.strip() for words in PLAIN[reason])


@pytest.mark.parametrize("key", [key_id(b"w"), ""], ids=["in quarantine", "in a look first"])
def test_files_of_a_station_that_asks_stand_behind_its_one_row(key: str) -> None:
    file = aside(Reason.UNKNOWN_STATION, "west", key)
    other = aside(Reason.UNKNOWN_STATION, "east", key and key_id(b"east"))
    asks, rest = entries(other, file, waiting=(WEST,))
    assert (asks.title, asks.device, asks.files, asks.size) == ("West", "west", 1, 100)
    assert (asks.said, asks.next) == ASKING[Asks.ENROL]
    assert (rest.folder, rest.asks) == ("stations/east", None)


def test_a_file_is_not_taken_for_that_of_the_folder_it_was_put_in() -> None:
    asks, other = entries(aside(Reason.UNKNOWN_STATION, "west", key_id(b"x")), waiting=(WEST,))
    assert asks.files == 0
    assert other.asks is None


def test_what_a_copied_disk_wrote_stands_behind_its_station() -> None:
    held = aside(Reason.NEW_EPOCH, device="hall")
    unknown = aside(Reason.UNKNOWN_STATION, key=key_id(b"x"))
    asks, rest = entries(held, unknown, waiting=(COPY,))
    assert (asks.title, asks.asks, asks.files) == ("Hall 7", Asks.EPOCH, 1)
    assert rest.title == ""


def test_stations_that_ask_come_first_then_what_is_held_then_what_is_refused() -> None:
    refused, held = aside(Reason.BAD_JSON), aside(Reason.NEWER_VERSION)
    listed = entries(refused, held, waiting=(WEST,))
    assert [entry.verdict for entry in listed] == [Verdict.HELD, Verdict.HELD, Verdict.REFUSED]
    assert listed[0].asks is Asks.ENROL


@pytest.mark.parametrize(
    ("file", "title"),
    [
        (aside(Reason.BAD_SIGNATURE, "elsewhere", key_id(b"h")), "Hall 7"),
        (aside(Reason.REVOKED, "elsewhere", device="hall"), "Hall 7"),
        (aside(Reason.BROKEN_CHAIN), "Hall 7"),
        (aside(Reason.BROKEN_CHAIN, "elsewhere"), ""),
        (aside(Reason.BAD_ENVELOPE), ""),
    ],
)
def test_a_file_is_called_after_the_station_that_made_it(file: Aside, title: str) -> None:
    (entry,) = entries(file)
    assert entry.title == title


def test_the_gaps_of_a_station_are_one_with_since_when() -> None:
    row = replace(HALL, missing=((410, 455), (460, 460)), missing_since=MONDAY)
    withdrawn = replace(row, membership=Membership.REVOKED)
    (gap,) = gaps_of((HALL, row, withdrawn))
    assert (gap.station, gap.seqs, gap.since) == ("Hall 7", ((410, 455), (460, 460)), MONDAY)
    assert gap.events == 47


def test_each_filter_counts_what_it_shows() -> None:
    listed = entries(aside(Reason.BAD_JSON), aside(Reason.NEWER_VERSION), waiting=(WEST,))
    inbox = Inbox(share="/share", now=NOW, entries=listed)
    for show, count in ((Show.ALL, 3), (Show.LOOK, 3), (Show.HELD, 2), (Show.REFUSED, 1)):
        assert inbox.count(show) == len(inbox.shown(show)) == count
    assert inbox.count(Show.NEW) == inbox.count(Show.DUPLICATE) == 0


def test_time_alone_does_not_make_an_inbox_another() -> None:
    later = type(NOW)(datetime(2027, 4, 1, tzinfo=UTC), 0, "boot", 0)
    assert Inbox(share="/share", now=NOW) == Inbox(share="/share", now=later)
