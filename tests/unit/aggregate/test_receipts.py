"""What the office confirms, on either database."""

from __future__ import annotations

from keystep.aggregate import Aggregate
from keystep.aggregate.seen import SeenFile
from keystep.domain.bundles import OpenBundle, Receipt, bundle_name
from tests.unit.aggregate.builders import MONDAY, Station, enrolled, sha_of, taken_in, viewed


def lies(ledger: Aggregate, place: str, bundle: OpenBundle) -> None:
    ledger.seen.note_all([SeenFile(place=place, size=1, mtime_ns=1, sha=sha_of(bundle))])


def name_of(bundle: OpenBundle) -> str:
    return bundle_name(bundle.header.epoch, bundle.header.no, sha_of(bundle))


def said(ledger: Aggregate) -> dict[str, Receipt]:
    return {receipt.epoch: receipt for receipt in ledger.receipts(MONDAY, {})}


def test_imported_bundles_are_named_while_they_lie_somewhere(either: Aggregate) -> None:
    enrolled(either, "hall")
    hall = Station("hall").did("ana", *[viewed()] * 4)
    first, second, late = hall.bundle(1, 2), hall.bundle(3, 3), hall.bundle(4, 4)
    taken_in(either, first, second)
    for place, bundle in (("a", first), ("stick/a", first), ("b", second), ("c", late)):
        lies(either, place, bundle)
    assert said(either)["e1"].files == (name_of(first), name_of(second))
    either.seen.forget(["a", "b"])
    assert said(either)["e1"].files == (name_of(first),)


def test_of_two_copies_only_what_came_is_confirmed(either: Aggregate) -> None:
    enrolled(either, "hall")
    hall = Station("hall").did("ana", viewed())
    twin = hall.copy(1).did("ben", viewed())
    hall.did("ana", viewed())
    mine, theirs = hall.bundle(2), twin.bundle(2)
    taken_in(either, hall.bundle(1, 1), theirs)
    for place, bundle in (("a", mine), ("b", theirs)):
        lies(either, place, bundle)
    told = said(either)["e1"]
    assert (told.last, told.missing) == (2, ())
    assert told.files == (name_of(theirs),)


def test_every_receipt_tells_which_epochs_are_known(either: Aggregate) -> None:
    enrolled(either, "hall", "van")
    for station in (Station("hall"), Station("hall", "e2"), Station("van", "e3")):
        taken_in(either, station.did("ana", viewed()).bundle())
    epochs = {epoch: receipt.epochs for epoch, receipt in said(either).items()}
    assert epochs == {"e1": ("e1", "e2"), "e2": ("e1", "e2"), "e3": ("e3",)}
