"""An office, its stations, a share and a stick on a disk of their own, which can be put back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from keystep.bootstrap import open_office, open_station
from keystep.services import joining, office, shares
from keystep.services.joining import confirm, join_share
from keystep.services.office import Office, found_organisation
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import enrol, greet_stations
from keystep.sync import publisher
from keystep.sync.file_ops import FileOps
from keystep.sync.share import Share
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeClock, FakeIds
from tests.homes import link_packs, stock
from tests.takers import take_lesson

ORGANISATION = "Hartmann Tableware"
LESSONS = ("before-you-start", "three-sentences", "calm-voice")


class Place:
    """Everything lies in ``root``; stations are opened by name, when they are asked for."""

    def __init__(self, root: Path, shipped: Path, packs: tuple[Path, ...]) -> None:
        self.root, self.packs = root, packs
        self.share, self.stick = root / "share", root / "stick"
        self.clock = FakeClock()
        self._shipped, self._saved, self._saved_at = shipped, root.with_name("saved"), self.clock.at
        self._open = ExitStack()
        self._stations: dict[str, Station] = {}
        self._office: Office | None = None
        self._opened = count(1)
        self.stick.mkdir(parents=True)

    @property
    def office(self) -> Office:
        if self._office is None:
            self._office = open_office(self.root / "office", PASSPHRASE, self.clock)
            self._open.callback(self._office.close)
        return self._office

    def station(self, name: str) -> Station:
        if name not in self._stations:
            ids = FakeIds(f"{name} {next(self._opened)}")
            opened = open_station(self.root / name, self.clock, ids)
            self._open.callback(opened.close)
            self._stations[name] = opened
        return self._stations[name]

    @property
    def names(self) -> list[str]:
        """Of the stations that there are, opened or not."""
        homes = (path for path in self.root.iterdir() if (path / "station.sqlite").exists())
        return sorted(home.name for home in homes)

    def furnish(self, name: str) -> Path:
        """A home with the packs that ship."""
        return stock(self.root / name, self._shipped)

    def close(self) -> None:
        self._open.close()
        self._stations.clear()
        self._office = None

    def save(self) -> None:
        self.close()
        shutil.rmtree(self._saved, ignore_errors=True)
        shutil.copytree(self.root, self._saved, copy_function=link_packs)
        self._saved_at = self.clock.at

    def put_back(self) -> None:
        """Everything is as it was when it was saved."""
        self.close()
        shutil.rmtree(self.root)
        shutil.copytree(self._saved, self.root, copy_function=link_packs)
        self.clock.at = self._saved_at

    @contextmanager
    def through(self, ops: FileOps) -> Iterator[None]:
        """Whoever looks at the share or at the stick does it with ``ops``."""
        actors = [*self._stations.values(), *([self._office] if self._office else [])]
        with pytest.MonkeyPatch.context() as patch:
            for actor in actors:
                patch.setattr(actor, "ops", ops)
            patch.setattr(shares, "PatientOps", lambda: ops)
            for module in (joining, office, publisher):
                patch.setattr(module, "Share", partial(Share, ops=ops))
            patch.setattr(os, "sync", lambda: None)
            yield


def found(place: Place) -> None:
    """The office and its share."""
    found_bare(place)
    place.furnish("office")


def found_bare(place: Place) -> None:
    """As an office is before it was opened for the first time."""
    home, ids = place.root / "office", FakeIds("share")
    found_organisation(home, place.share, ORGANISATION, PASSPHRASE, new_id=ids, argon=QUICK)


def add_station(place: Place, name: str) -> Station:
    """A station that has joined the share, and that the office counts in."""
    place.furnish(name)
    station = place.station(name)
    join_share(station, place.share, name)
    confirm(station)
    for asking in greet_stations(place.office):
        enrol(place.office, asking.device)
    return station


def learn(station: Station, who: str, lesson: str) -> None:
    """Somebody takes a lesson; they are registered where nobody of that name is."""
    named = {one.name: one for one in station.store.learners()}
    learner = named.get(who) or register(station, who, "Desk North")
    take_lesson(station, learner.id, lesson)
