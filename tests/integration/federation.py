"""Stations, two admins, sticks and everything that goes wrong between them, on real files."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from keystep.bootstrap import open_office, open_station
from keystep.domain.facts import Fact, Kind
from keystep.errors import ShareUnreachable, UsageError
from keystep.services import backups, importing, joining, people, stations
from keystep.services.carrying import carry
from keystep.services.importing import ImportReport
from keystep.services.office import Office, found_organisation, rotate
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeIds
from tests.homes import link_packs, stock
from tests.integration.federation_sites import Machine, Site, a_fact, office_rows, station_log

REPORTED = Kind.STATION_REPORTED.value
NAME = "Quokka"
"""In every name, of stations and of people, and nowhere else."""
ROUNDS = 8


class Federation:
    """All machines and folders, and what they may be put through.

    ``servers`` are the URLs of databases on which another office must come to tell the same.
    """

    def __init__(self, root: Path, shipped: Path, servers: Sequence[str] = ()) -> None:
        self.root, self.share, self._shipped = root, root / "share", shipped
        self.servers = servers
        self.office_home = root / "office"
        self.machine = Machine("office")
        self.sites: list[Site] = []
        self.archive: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.attempts: dict[str, list[str]] = {}
        self.erased: set[str] = set()
        self.backups: list[Path] = []
        self.highest: Counter[str] = Counter()
        self._ids = FakeIds("attempts")
        self._copied = 0
        self._furnish(self.office_home)
        found_organisation(
            self.office_home, self.share, "Hartmann", PASSPHRASE, new_id=FakeIds(), argon=QUICK
        )
        self.admins = [self._open_office(), self._open_office()]
        self.sticks = [root / "stick-1", root / "stick-2"]
        for stick in self.sticks:
            stick.mkdir()
        for number in range(3):
            self._join(f"{NAME} Post {number}")
        self.approve(0)
        self.import_share(0)

    def close(self) -> None:
        for site in self.sites:
            site.station.close()
        for admin in self.admins:
            admin.close()

    # what people do

    def learn(self, site: Site, who: int, what: int) -> None:
        learners = site.station.store.learners()
        if not learners:
            return
        learner = learners[who % len(learners)].id
        facts = self._facts(learner, what)
        events = site.station.store.append(learner, facts, site.machine.now())
        self._acknowledge(site, [event.seq for event in events])

    def register(self, site: Site) -> None:
        name = f"{NAME} Person {len(self.names)}"
        learner = register(site.station, name, "Desk North")
        self.names[learner.id] = name
        self._acknowledge(site, [site.station.store.tip(site.station.store.epoch)])

    def sync(self, site: Site) -> None:
        sync(site.station)
        self._collect(self.share)

    def sync_while_away(self, site: Site) -> None:
        away = self.root / "away"
        self.share.rename(away)
        try:
            with suppress(ShareUnreachable):
                sync(site.station)
        finally:
            away.rename(self.share)

    def carry(self, site: Site, stick: int) -> None:
        root = self.sticks[stick]
        carry(site.station, root)
        self._collect(root)

    def jump(self, site: Site, by: timedelta | None) -> None:
        if by is None:
            site.machine.reboot()
        else:
            site.machine.set_off(by)

    def pass_time(self, by: timedelta) -> None:
        for machine in (self.machine, *(site.machine for site in self.sites)):
            machine.time += by

    # what admins do

    def import_share(
        self, admin: int, root: Path | None = None, cancelled: Callable[[], bool] | None = None
    ) -> ImportReport:
        def act(office: Office) -> ImportReport:
            return importing.import_share(office, cancelled=cancelled or importing.never, root=root)

        return self._as_admin(admin, act)

    def import_stick(self, admin: int, stick: int) -> None:
        root = self.sticks[stick]
        if any(root.glob("keystep-*.json")):
            self.import_share(admin, root)

    def import_part(self, admin: int, files: int) -> None:
        looks = iter(range(files))
        self.import_share(admin, cancelled=lambda: next(looks, None) is None)

    def undo(self, admin: int, run: int) -> None:
        runs = [run.id for run in importing.runs(self.admins[admin]) if run.undone_at is None]
        if runs:
            self._as_admin(
                admin, lambda office: importing.undo_import(office, runs[run % len(runs)])
            )

    def redo(self, admin: int) -> None:
        for run in importing.runs(self.admins[admin]):
            if run.undone_at is not None:
                self._as_admin(admin, lambda office, no=run.id: importing.redo_import(office, no))

    def merge(self, admin: int, one: int, other: int) -> None:
        office = self.admins[admin]
        rows = people.people(office)
        if len(rows) > 1 and one % len(rows) != other % len(rows):
            people.merge(office, rows[one % len(rows)].person, rows[other % len(rows)].person)

    def unmerge(self, admin: int, which: int) -> None:
        office = self.admins[admin]
        active = [merge.learner for merge in people.merges(office) if merge.undone_at is None]
        if active:
            people.unmerge(office, active[which % len(active)])

    def assign(self, admin: int, who: int, site: Site) -> None:
        office = self.admins[admin]
        rows = people.people(office)
        if rows:
            people.assign(office, rows[who % len(rows)].person, site.device)

    def erase(self, admin: int, who: int) -> None:
        rows = people.people(self.admins[admin])
        if not rows:
            return
        person = rows[who % len(rows)].person
        forgotten = self._as_admin(admin, lambda office: people.erase(office, person))
        self.erased.update(forgotten.ids)
        assert forgotten.out_of_reach == ()

    def back_up(self, admin: int) -> None:
        self._copied += 1
        folder = self.root / "backups"
        folder.mkdir(exist_ok=True)
        file = folder / f"{self._copied}.backup"
        self._as_admin(admin, lambda office: backups.back_up(office, file))
        self.backups.append(file)

    def restore(self, which: int) -> None:
        if not self.backups:
            return
        for admin in self.admins:
            admin.close()
        file = self.backups[which % len(self.backups)]
        restored = backups.restore(self.office_home, file, PASSPHRASE, now=self.machine.now().at)
        assert restored.unheard is None
        self.admins = [self._open_office(), self._open_office()]

    def rotate(self, admin: int) -> None:
        self.admins[admin] = self._as_admin(admin, lambda office: rotate(office, PASSPHRASE, QUICK))

    def revoke(self, admin: int, site: Site) -> None:
        with suppress(UsageError):  # never enrolled
            stations.revoke(self.admins[admin], site.device)

    def reinstate(self, admin: int, site: Site) -> None:
        with suppress(UsageError):
            stations.reinstate(self.admins[admin], site.device)

    def approve(self, admin: int) -> None:
        def act(office: Office) -> None:
            for asking in stations.greet_stations(office):
                stations.enrol(office, asking.device)

        self._as_admin(admin, act)

    # what happens to machines and folders

    def renew_keys(self, site: Site) -> None:
        """Of two copies the office follows the one that renews first: the other one has to enrol
        anew, for whoever found its earlier key would look the same."""
        if [other.device for other in self.sites].count(site.device) == 1:
            joining.renew_keys(site.station)

    def keep_copy(self, site: Site) -> None:
        """Somebody copies the disk while Keystep is closed."""
        self._copied += 1
        copy = self.root / "copies" / str(self._copied)
        with self._closed(site):
            shutil.copytree(site.home, copy, copy_function=link_packs)
        site.copies.append(copy)

    def put_back(self, site: Site, which: int, *, whole: bool) -> None:
        """The database, or the whole home, is again as it was."""
        if not site.copies:
            return
        copy = site.copies[which % len(site.copies)]
        with self._closed(site):
            keys = (site.home / "keys/station.json").read_bytes()
            for old in site.home.glob("station.sqlite*"):
                old.unlink()
            for file in copy.glob("station.sqlite*"):
                shutil.copy2(file, site.home)
            if whole:
                shutil.copytree(
                    copy,
                    site.home,
                    dirs_exist_ok=True,
                    ignore=_no_packs,
                    copy_function=shutil.copy2,
                )
                # A renewed key that is lost for good makes another station of it: not this test.
                (site.home / "keys/station.json").write_bytes(keys)
            site.acked &= station_log(site.home, site.device).keys()
        for key in [key for key in self.highest if key.endswith(site.name)]:
            del self.highest[key]

    def clone(self, site: Site) -> None:
        if len(self.sites) > 3:
            return
        name = f"{site.name} clone"
        home = self.root / name.replace(" ", "-")
        with self._closed(site):
            shutil.copytree(site.home, home, copy_function=link_packs)
        machine = Machine(name)
        machine.time = self.machine.time
        machine.reboot()
        self.sites.append(Site(name, home, machine, self._open_station(home, machine, name)))

    def meddle(self, what: str, which: int) -> None:
        """Somebody, or a sync client, does something to a file on the share."""
        files = sorted(
            path
            for path in self.share.rglob("*.json")
            if path.parent != self.share or what == "double"
        )
        if not files:
            return
        file = files[which % len(files)]
        if what == "delete":
            file.unlink()
        elif what == "double":
            shutil.copyfile(file, file.with_name(f"{file.stem}.sync-conflict-20260101.json"))
        else:
            file.rename(file.with_name(f"{file.stem} (1).json"))

    # in the end

    def settle(self) -> None:
        """Everybody goes on until nobody has any news."""
        for _ in range(ROUNDS):
            before = self._arrived()
            self.pass_time(timedelta(days=1, minutes=1))
            for site in self.sites:
                self.sync(site)
            self.approve(0)
            self.import_share(0)
            if self._arrived() == before:
                break
        for site in self.sites:
            self.sync(site)

    def _arrived(self) -> object:
        waits = [site.station.store.outbox() for site in self.sites]
        rows = office_rows(self.office_home).items()
        here = {one: told for one, told in rows if told[0][0] != REPORTED}
        return here, [(one.waiting, one.unreceipted) for one in waits]

    def make_peace(self) -> None:
        """Everything that was excluded counts again, and every station is trusted."""
        for site in self.sites:
            self.reinstate(0, site)
        self.redo(0)
        self.settle()

    # how it is done

    def _furnish(self, home: Path) -> None:
        stock(home, self._shipped)

    def _join(self, name: str) -> None:
        home = self.root / name.replace(" ", "-")
        self._furnish(home)
        machine = Machine(name)
        station = self._open_station(home, machine, name)
        joining.join_share(station, self.share, name)
        joining.confirm(station)
        self.sites.append(Site(name, home, machine, station))

    def _open_station(self, home: Path, machine: Machine, series: str) -> Station:
        self._copied += 1
        return open_station(home, machine, FakeIds(f"{series} {self._copied}"))

    def _open_office(self) -> Office:
        return open_office(self.office_home, PASSPHRASE, self.machine)

    def _closed(self, site: Site) -> Reopening:
        return Reopening(self, site)

    def _as_admin(self, admin: int, act: Callable[[Office], Any]) -> Any:
        """Where the other admin has changed the key meanwhile, it is opened anew."""
        try:
            told = act(self.admins[admin])
        except UsageError as refused:
            if "newer admin's key" not in str(refused):
                raise
            self.admins[admin].close()
            self.admins[admin] = self._open_office()
            told = act(self.admins[admin])
        self._collect(self.share)
        return told

    def _facts(self, learner: str, what: int) -> list[Fact]:
        known = self.attempts.setdefault(learner, [])
        if not known or what % 3 == 0:
            known.append(f"run {self._ids()}")
        attempt = known[-1 - what // 7 % min(2, len(known))]
        return [a_fact(attempt, what // 2 + kind) for kind in range(1 + what % 2)]

    def _acknowledge(self, site: Site, seqs: list[int]) -> None:
        store = site.station.store
        for seq in seqs:
            h = store.h_at(store.epoch, seq)
            assert h is not None
            site.acked.add((site.device, store.epoch, seq, h.hex()))

    def _collect(self, root: Path) -> None:
        for file in root.glob("stations/*/*.json"):
            if not file.name.startswith("hello-"):
                data = file.read_bytes()
                self.archive[hashlib.sha256(data).hexdigest()] = data


@dataclass
class Reopening:
    """Keystep is closed at a station while something happens to its disk."""

    world: Federation
    site: Site

    def __enter__(self) -> None:
        self.site.station.close()

    def __exit__(self, *_: object) -> None:
        site = self.site
        site.station = self.world._open_station(site.home, site.machine, site.name)


def _no_packs(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "packs" or name.startswith("station.sqlite")]
