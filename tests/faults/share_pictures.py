"""What a share, its office and its stations come to, however they came there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from keystep.domain.events import Event
from keystep.domain.facts import Kind
from keystep.services.catalogs import kept_catalog
from keystep.services.office import Office
from keystep.services.station import Station
from keystep.sync.bundle import open_bundle
from keystep.sync.documents import read_catalog, read_progress, read_receipt
from keystep.sync.hello import read_hello
from keystep.sync.identity import read_identity
from keystep.sync.safe_files import TEMPORARY
from tests.faults.share_places import Place
from tests.integration.federation_checks import stands
from tests.integration.federation_sites import office_rows
from tests.unit.aggregate.dump import dump

NUMBERED = ("no", "issued", "catalog")
"""Taken anew with each attempt."""
FOREIGN = "foreign"
REPORTED = Kind.STATION_REPORTED.value


class Word(NamedTuple):
    """The office's, under a number, to whom it concerns."""

    to: tuple[str, ...]
    no: int
    plain: object


def picture(place: Place) -> dict[str, Any]:
    """The same for any two ways that lead to the same; fails where a file is not whole."""
    told: dict[str, Any] = {
        root.name: sorted(set(said(root, place.office))) for root in (place.share, place.stick)
    }
    for name in place.names:
        told.update({f"{name}: {what}": is_ for what, is_ in of_station(place.station(name))})
    told.update({f"office: {what}": is_ for what, is_ in of_office(place.office)})
    return told


def said(root: Path, office: Office) -> Iterator[str]:
    """What lies there: of ours what it holds, of others their bytes.

    Events come one by one, whichever bundle they are in, without a station's word that it took a
    catalog, for that one waits for company. Of what is said anew with a higher number only the
    newest counts.
    """
    newest: dict[tuple[str, ...], tuple[int, object]] = {}
    for path in sorted(root.rglob("*")):
        if path.is_dir() or path.name.endswith(TEMPORARY):
            continue
        where = path.relative_to(root).parent
        for one in _content(path, root, office):
            if isinstance(one, Word):
                newest[one.to] = max(newest.get(one.to, (0, None)), (one.no, one.plain), key=_no)
            else:
                yield f"{where} {one}"
    yield from (f"{to} {plain}" for to, (_, plain) in newest.items())


def of_station(station: Station) -> Iterator[tuple[str, object]]:
    store = station.store
    outbox, known = store.outbox(), kept_catalog(station.home)
    yield "log", [(store.epoch, *_event(one.event)) for one in store.events()]
    yield "outbox", (outbox.waiting, outbox.received is None)
    yield "learners", [stands(station, one.id) for one in store.learners()]
    yield "catalog", _plain(known)
    yield "packs", sorted((one.id, one.version) for one in station.shelf.packs.values())
    yield "home", sorted(path.name for path in station.home.iterdir() if path.is_file())


def of_office(office: Office) -> Iterator[tuple[str, object]]:
    for table, rows in dump(office.ledger).items():
        if table not in ("event", "station", "boot", "sighting"):
            yield table, rows
    rows = office_rows(office.home).items()
    yield "events", {one: told for one, told in rows if told[0][0] != REPORTED}
    aside = office.ledger.quarantined()
    yield "aside", sorted((one.name, one.reason, one.kept) for one in aside)
    yield "packs", office.ledger.packs.current()


def _content(path: Path, root: Path, office: Office) -> Iterable[object]:
    """Raises EnvelopeRefused where one of ours is not whole."""
    data, top = path.read_bytes(), path.relative_to(root).parts[0]
    if path.suffix == ".kpack":
        assert path.stem.endswith(hashlib.sha256(data).hexdigest()[:16]), f"{path} is not whole"
        return [path.name]
    if FOREIGN in path.name or path.suffix != ".json":
        return [(path.name, path.stat().st_mtime_ns, data)]
    return _SAID.get(top, _identity)(data, path, office)


def _identity(data: bytes, path: Path, office: Office) -> Iterable[object]:
    return [(path.name, read_identity(data))]


def _of_a_station(data: bytes, path: Path, office: Office) -> Iterable[object]:
    if path.name.startswith("hello-"):
        hello = read_hello(data, office.unlocked.unseal)
        return [(hello.device, hello.epoch, hello.name, hello.public_key)]
    opened = open_bundle(data, office.ledger.members.keyring().get, office.unlocked.unseal)
    epoch, events = opened.header.epoch, (one.event for one in opened.events)
    return [(epoch, *_event(event)) for event in events if event.kind != REPORTED]


def _receipt(data: bytes, path: Path, office: Office) -> Iterable[object]:
    told = read_receipt(data, office.unlocked.public_text)
    return [Word(("receipt", told.device, told.epoch), told.no, _plain(told))]


def _catalog(data: bytes, path: Path, office: Office) -> Iterable[object]:
    keys, share = office.unlocked, office.pinned.share
    told = read_catalog(data, keys.public_text, share, keys.unseal, above=0)
    assert told is not None
    return [Word(("catalog",), told.no, _plain(told))]


def _progress(data: bytes, path: Path, office: Office) -> Iterable[object]:
    keys, share, device = office.unlocked, office.pinned.share, path.stem.split("-")[0]
    told = read_progress(data, keys.public_text, share, device, keys.unseal, above=0)
    assert told is not None
    return [Word(("progress", device), told.no, _plain(told))]


def _no(told: tuple[int, object]) -> int:
    return told[0]


_SAID: dict[str, Callable[[bytes, Path, Office], Iterable[object]]] = {
    "stations": _of_a_station,
    "receipts": _receipt,
    "catalog": _catalog,
    "progress": _progress,
}


def _event(event: Event) -> tuple[Any, ...]:
    body = {name: value for name, value in event.body.items() if name not in NUMBERED}
    return event.seq, event.learner, event.kind, body


def _plain(word: object) -> object:
    """Without what is taken anew with each attempt."""
    told = msgspec.to_builtins(word)
    return {k: v for k, v in told.items() if k not in NUMBERED} if isinstance(told, dict) else told
