"""An office, its share and a kiosk with its people, on real folders."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from keystep import settings
from keystep.bootstrap import new_id, open_office, open_station
from keystep.services.importing import import_share
from keystep.services.joining import confirm, join_share
from keystep.services.kiosk.signing_in import ADMIN, Way, choose
from keystep.services.office import Office, found_organisation
from keystep.services.roster import register
from keystep.services.stations import enrol, greet_stations, publish_catalog
from keystep.sync.passphrase import Argon
from tests.soak.ahead import AheadClock

QUICK = Argon(memory_kib=8, passes=1, lanes=1)
PASSPHRASE = "correct horse"
PEOPLE = 40
ADMIN_PIN = "917364"
TEAMS = ("support", "assembly")
FIRST = ("Quo", "Zan", "Vex", "Jub", "Wix")
SECOND = ("lorv", "mirk", "dazh", "pelk", "fynt", "grux", "hobz", "skiv")
LAST = "threl"
"""Made of what stands in no lesson, so that a name can be looked for everywhere."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who learns here, and the PIN that only they know."""

    name: str
    team: str
    pin: str

    @property
    def names(self) -> tuple[str, ...]:
        """What nobody else may read."""
        return (self.name, *self.name.split())


def everybody(count: int) -> tuple[Somebody, ...]:
    """So many people, no two of whom have a name in common; at most forty."""
    pairs = [(first, second) for first in FIRST for second in SECOND][:count]
    return tuple(
        Somebody(
            f"{first}{second} {second.title()}{first.lower()}{LAST}", TEAMS[n % 2], f"7{n:02}4"
        )
        for n, (first, second) in enumerate(pairs)
    )


@dataclass(frozen=True)
class Place:
    """All that lies in ``root``; whatever is open in it is in other hands."""

    root: Path
    people: tuple[Somebody, ...]

    @property
    def office_home(self) -> Path:
        return self.root / "office"

    @property
    def share(self) -> Path:
        return self.root / "share"

    @property
    def home(self) -> Path:
        """The kiosk's."""
        return self.root / "kiosk"

    @property
    def ahead(self) -> Path:
        return self.root / "ahead"

    @cached_property
    def device(self) -> Path:
        """The folder of the kiosk on the share."""
        [folder] = (self.share / "stations").iterdir()
        return folder


def build(root: Path, people: Sequence[Somebody]) -> Place:
    """Found an office, and set up a kiosk that it has enrolled and that everybody has a PIN at.

    Homes that lie there already, with packs in them, are taken as they are.
    """
    place = Place(root, tuple(people))
    found_organisation(
        place.office_home, place.share, "Hartmann Tableware", PASSPHRASE, new_id=new_id, argon=QUICK
    )
    with closing(open_the_office(place)) as office:
        _set_up(place, office)
        import_share(office)
        publish_catalog(office)
    return place


def open_the_office(place: Place) -> Office:
    return open_office(place.office_home, PASSPHRASE, AheadClock(place.ahead))


def _set_up(place: Place, office: Office) -> None:
    with closing(open_station(place.home, AheadClock(place.ahead))) as kiosk:
        choose(kiosk, ADMIN, Way.PIN, ADMIN_PIN, cost=QUICK)
        for one in place.people:
            learner = register(kiosk, one.name, one.team)
            choose(kiosk, learner.id, Way.PIN, one.pin, cost=QUICK)
        join_share(kiosk, place.share, "Canteen")
        confirm(kiosk)
    settings.change(place.home, kiosk=True)
    for waiting in greet_stations(office):
        enrol(office, waiting.device)
