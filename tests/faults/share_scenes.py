"""What is done with a share while faults happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from keystep import paths
from keystep.errors import ShareUnreachable, SurroundingsError
from keystep.services import people
from keystep.services.carrying import carry
from keystep.services.importing import import_share
from keystep.services.joining import join_share
from keystep.services.publishing import publish_pack
from keystep.services.stations import publish_catalog
from keystep.services.syncing import sync
from tests.faults.share_places import LESSONS, Place, add_station, found, learn

FIRST, SECOND, THIRD = LESSONS
AMARA, JONAS = "Amara Osei", "Jonas Weber"


@dataclass(frozen=True)
class Scene:
    """``act`` can be done again and again; what it returns is an error that it did not raise.

    ``actor`` is the station that does it, "" for the office; ``stick`` where it is done with the
    stick, not with the share. ``pinned``: it is known whose share it is; ``fills``: an empty folder
    will do as well.
    """

    name: str
    prepare: Callable[[Place], object]
    act: Callable[[Place], object]
    actor: str = ""
    stick: bool = False
    pinned: bool = True
    fills: bool = False

    def done(self, place: Place) -> SurroundingsError | None:
        """What somebody is told, if it did not work."""
        try:
            told = self.act(place)
        except SurroundingsError as fault:
            return fault
        return told if isinstance(told, SurroundingsError) else None

    def root(self, place: Place) -> Path:
        return place.stick if self.stick else place.share

    def open_actor(self, place: Place) -> None:
        if self.actor:
            place.station(self.actor)
        else:
            _ = place.office


def _in_step(place: Place) -> None:
    """Office and van have heard of each other, and the van has a bundle there to be confirmed."""
    found(place)
    van = add_station(place, "van")
    publish_pack(place.office, place.packs[0], paths.resources() / "schemas")
    for lesson in (FIRST, SECOND):
        learn(van, AMARA, lesson)
        sync(van)
        import_share(place.office)
        place.clock.move(hours=1)


def _to_sync(place: Place) -> None:
    """A bundle to delete and one to leave, one that was sealed in vain, a lesson to seal, a pack to
    fetch."""
    _in_step(place)
    van = place.station("van")
    learn(van, JONAS, SECOND)
    with _away(place, place.share / "receipts"):
        sync(van)
    publish_pack(place.office, place.packs[1], paths.resources() / "schemas")
    publish_catalog(place.office)
    learn(van, AMARA, THIRD)
    with _away(place, place.share), pytest.raises(ShareUnreachable):
        sync(van)
    learn(van, JONAS, FIRST)


@contextmanager
def _away(place: Place, folder: Path) -> Iterator[None]:
    elsewhere = folder.rename(place.root / "away")
    yield
    elsewhere.rename(folder)


def _to_import(place: Place) -> None:
    """New bundles of two stations, one of them damaged, a station that asks, a pack to publish."""
    _in_step(place)
    van, hall = place.station("van"), add_station(place, "hall")
    for station, who in ((van, AMARA), (hall, JONAS)):
        learn(station, who, THIRD)
        sync(station)
    place.furnish("dock")
    join_share(place.station("dock"), place.share, "Dock")
    publish_pack(place.office, place.packs[1], paths.resources() / "schemas")
    (place.share / "stations" / hall.keys.device / "foreign.json").write_bytes(b"{}")


def _to_publish(place: Place) -> None:
    """A catalog and a pack of which there is an older one each."""
    _in_step(place)
    publish_pack(place.office, place.packs[1], paths.resources() / "schemas")


def _to_carry_out(place: Place) -> None:
    """Bundles for an empty stick."""
    _in_step(place)
    learn(place.station("van"), JONAS, FIRST)


def _to_carry_in(place: Place) -> None:
    """Bundles on the stick, and a pack that is published."""
    _to_carry_out(place)
    carry(place.station("van"), place.stick)
    publish_pack(place.office, place.packs[1], paths.resources() / "schemas")


def _to_carry_back(place: Place) -> None:
    """Receipts, catalog, progress and a pack on the stick; bundles of two times."""
    _to_carry_in(place)
    import_share(place.office, root=place.stick)
    learn(place.station("van"), JONAS, SECOND)


def _to_forget(place: Place) -> None:
    """Bundles in the folder that hold somebody whom the office has erased."""
    _in_step(place)
    van = place.station("van")
    learn(van, JONAS, FIRST)
    sync(van)
    [amara] = [one.person for one in people.people(place.office) if one.name == AMARA]
    learn(van, AMARA, THIRD)
    sync(van)
    people.erase(place.office, amara)


def _to_join(place: Place) -> None:
    found(place)
    place.furnish("dock")
    place.station("dock")


def _office_imports(place: Place) -> object:
    return import_share(place.office).unanswered


def _office_imports_the_stick(place: Place) -> object:
    return import_share(place.office, root=place.stick).unanswered


def _office_publishes(place: Place) -> object:
    return publish_catalog(place.office)


def _van_syncs(place: Place) -> object:
    return sync(place.station("van"))


def _van_carries(place: Place) -> object:
    return carry(place.station("van"), place.stick)


def _dock_joins(place: Place) -> object:
    return join_share(place.station("dock"), place.share, "Dock")


SCENES = (
    Scene("a station syncs", _to_sync, _van_syncs, "van"),
    Scene("a station forgets", _to_forget, _van_syncs, "van"),
    Scene("a station joins", _to_join, _dock_joins, "dock", pinned=False),
    Scene("an office imports", _to_import, _office_imports),
    Scene("an office publishes", _to_publish, _office_publishes),
    Scene("a stick is filled", _to_carry_out, _van_carries, "van", stick=True, fills=True),
    Scene("a stick is imported", _to_carry_in, _office_imports_the_stick, stick=True),
    Scene("a stick comes back", _to_carry_back, _van_carries, "van", stick=True, fills=True),
)
