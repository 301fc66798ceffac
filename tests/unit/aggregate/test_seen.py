from __future__ import annotations

from keystep.aggregate import Aggregate
from keystep.aggregate.seen import SeenFile

HALL = SeenFile(place="stations/hall/e1-1-ab.json", size=900, mtime_ns=1 << 60, sha="a" * 64)
VAN = SeenFile(place="stations/van/e1-1-cd.json", size=800, mtime_ns=7, sha="b" * 64)


def test_of_one_place_only_the_latest_is_remembered(ledger: Aggregate) -> None:
    changed = SeenFile(place=HALL.place, size=901, mtime_ns=8, sha="c" * 64)
    ledger.seen.note_all([HALL, VAN])
    ledger.seen.note_all([changed])
    assert ledger.seen.all() == {HALL.place: changed, VAN.place: VAN}


def test_what_is_gone_is_let_go(ledger: Aggregate) -> None:
    ledger.seen.note_all([HALL, VAN])
    ledger.seen.forget([HALL.place, "never there"])
    assert list(ledger.seen.all()) == [VAN.place]


def test_nothing_changes_nothing(ledger: Aggregate) -> None:
    ledger.seen.note_all([])
    ledger.seen.forget([])
    assert ledger.seen.all() == {}
