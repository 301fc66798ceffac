"""Fulfils the wishes of the stations page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from keystep.disk import write_whole
from keystep.domain.trust import Asks
from keystep.errors import NotSaved, ShareFull, ShareUnreachable
from keystep.gui import tasks
from keystep.gui.admin.state import State
from keystep.gui.admin.stations.page import StationsPage
from keystep.gui.admin.stations.roll import Roll
from keystep.gui.admin.telling import heard, told_catalog, told_progress
from keystep.gui.i18n import isolate, tr, trn
from keystep.services import people, stations
from keystep.services.kiosk.told_rules import KioskWishes
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

KIOSK_FILE = "keystep-kiosk.toml"


class StationsDesk(QObject):
    """Keeps the page up to date, and changes what the admin wishes to have changed."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._page: StationsPage | None = None
        self._away = self._wanted = ""
        self._asked = self._shown = 0
        self._roll = Roll((), {}, ())

    @property
    def page(self) -> StationsPage | None:
        """None before the page was shown for the first time."""
        return self._page

    def show(self, device: str = "") -> None:
        """Show the stations as they are now, the one with ``device`` unfolded."""
        if self._page is None:
            self._page = self._made(StationsPage())
        self._wanted = device
        self._navigator.show(self._page)
        self._look()

    def take(self, _state: State) -> None:
        """The office changed."""
        self.refresh()

    def refresh(self) -> None:
        """Read them again, if the page is there; look for a share that was away."""
        if self._page is not None:
            self._read(look_and_read_roll if self._away else read_roll)

    def _look(self) -> None:
        """See what is known, then look at the share: that may take its time, or fail."""
        self._read(read_roll)
        self._read(look_and_read_roll)

    def _read(self, reading: Callable[[Office], Roll]) -> None:
        self._asked += 1
        number, office = self._asked, self._navigator.office
        looked = reading is look_and_read_roll
        tasks.start(self, partial(reading, office), partial(self._fill, number, looked), self._fail)

    def _fill(self, number: int, looked: bool, roll: Roll) -> None:
        """Show what was read: of two readings the later one, of two looks what the last one saw."""
        if looked:
            self._away = roll.away
        if number > self._shown:
            self._shown, self._roll = number, roll
        elif looked:
            self._read(read_roll)  # the later one may not have what this look brought
        if self._page is None:
            return
        now = self._navigator.office.clock.now()
        self._page.show_roll(replace(self._roll, away=self._away), now)
        if self._wanted and self._page.open_station(self._wanted):
            self._wanted = ""

    def _fail(self, error: Exception) -> None:
        if self._page is not None:
            self._page.show_fault(tasks.said(error))

    def _made(self, page: StationsPage) -> StationsPage:
        page.again_wanted.connect(self._look)
        page.enrol_wanted.connect(self._enrol)
        page.rename_wanted.connect(self._rename)
        page.revoke_wanted.connect(self._revoke)
        page.reinstate_wanted.connect(self._reinstate)
        page.adopt_wanted.connect(self._adopt)
        page.invited.connect(self._invite)
        page.closed.connect(self._close)
        return page

    def _enrol(self, device: str) -> None:
        """What the station sent before is waiting on the share: it is imported at once."""
        why = tr("Enrolling needs the passphrase")
        self._navigator.when_unlocked(why, lambda: self._navigator.import_now(device))

    def _rename(self, device: str, name: str) -> None:
        told = tr("It is called {name} from now on", name=isolate(name))
        act = partial(stations.rename, device=device, name=name)
        self._do(act, lambda _nothing: (told, ""))

    def _revoke(self, device: str) -> None:
        why = tr("Withdrawing a key needs the passphrase")

        def act(office: Office) -> bool:
            stations.revoke(office, device)
            return told_catalog(office)

        def told(now: bool) -> tuple[str, str]:
            return tr("Its key is withdrawn"), heard(now=now)

        self._navigator.when_unlocked(why, lambda: self._do(act, told))

    def _reinstate(self, device: str) -> None:
        why = tr("Trusting a station needs the passphrase")

        def act(office: Office) -> None:
            stations.reinstate(office, device)
            told_catalog(office)

        def told(_nothing: None) -> tuple[str, str]:
            then = tr("What it sent meanwhile is read with the next import.")
            return tr("It is trusted again"), then

        self._navigator.when_unlocked(why, lambda: self._do(act, told))

    def _adopt(self, device: str, heir: str) -> None:
        def act(office: Office) -> tuple[int, bool]:
            return people.adopt(office, device, heir), told_progress(office)

        def told(done: tuple[int, bool]) -> tuple[str, str]:
            count, now = done
            title = trn("1 person is expected there", "{n} people are expected there", count)
            return title, heard(now=now)

        self._do(act, told)

    def _invite(self, places: int, days: int, wishes: KioskWishes) -> None:
        path = self._navigator.desk.name_file(tr("Where to write the invitation"), KIOSK_FILE)
        if path is None:
            return
        valid = timedelta(days=days)
        act = partial(write_invitation, path=path, places=places, valid=valid, wishes=wishes)

        def told(_nothing: None) -> tuple[str, str]:
            if self._page is not None:
                self._page.invitation.kiosks.forget_pin()
            return tr("The invitation is written"), str(path)

        self._do(act, told)

    def _close(self, invitation: str) -> None:
        told = tr("Whoever used it stays enrolled.")
        act = partial(stations.withdraw, invitation=invitation)
        self._do(act, lambda _nothing: (tr("The invitation is closed"), told))

    def _do(self, act: Callable[[Office], Any], told: Callable[[Any], tuple[str, str]]) -> None:
        """Do it in a worker, say what came of it in title and text, and look again."""
        office = self._navigator.office

        def done(value: object) -> None:
            self._navigator.window.tell("success", *told(value))
            self.refresh()
            self._navigator.refresh()

        self._navigator.run(partial(act, office), done)


def read_roll(office: Office) -> Roll:
    """All stations that are known."""
    known = office.ledger.members.overview()
    asking = [row.device for row in known if row.asks is Asks.ENROL]
    words = {device: stations.words_of(office, device) for device in asking}
    return Roll(known, words, stations.invitations(office))


def look_and_read_roll(office: Office) -> Roll:
    """The same after a look at the share for stations that ask."""
    try:
        stations.greet_stations(office)
    except (ShareUnreachable, ShareFull) as fault:
        return replace(read_roll(office), away=tasks.said(fault))
    return read_roll(office)


def write_invitation(
    office: Office, path: Path, places: int, valid: timedelta, wishes: KioskWishes
) -> None:
    """Write an invitation that only the owner of the file may read. Raises NotSaved, UsageError."""
    text = stations.invite(office, places, valid, wishes)
    try:
        write_whole(path, text.encode())
    except OSError as fault:
        raise NotSaved(
            "The invitation could not be written to {path} ({fault}). Choose another folder.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault
