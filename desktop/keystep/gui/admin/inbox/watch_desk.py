"""Watches the share while the window is open, if that is wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from keystep import settings
from keystep.domain.bundles import Verdict
from keystep.domain.events import Instant
from keystep.gui.admin.inbox.importer import Errand, Importer
from keystep.gui.admin.inbox.watch_line import WatchLine
from keystep.gui.admin.inbox.watcher import Sight, Watcher
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import mark, tr, trn
from keystep.services.importing import ImportReport

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

READING = mark("Reading bundle {n} of {total}")


class WatchDesk(QObject):
    """``saw`` carries a Sight, after which the errand is to be ended as any other.

    The wish is kept from one day to the next; watching begins once the key is unlocked.
    """

    saw = Signal(object)

    def __init__(self, navigator: Navigator, importer: Importer) -> None:
        super().__init__(navigator)
        self._navigator, self._importer = navigator, importer
        self._line: WatchLine | None = None
        self._last: tuple[Instant, str] | None = None
        self.is_wanted = settings.load(navigator.office.home).watch
        self.watcher = Watcher(self)
        self.watcher.due.connect(self._look)
        navigator.unlocked.connect(self.begin)

    def tell_on(self, line: WatchLine) -> None:
        """Say on ``line`` how it stands, and hear there what is wished."""
        self._line = line
        line.wanted.connect(lambda on: self.want(wanted=on))
        line.key_wanted.connect(self._ask_key)
        self.tell()

    def begin(self) -> None:
        """Watch from now on, if that is wished and the key is at hand."""
        if self.is_wanted and self._navigator.office.keys is not None:
            self.watcher.begin()
        self.tell()

    def end(self) -> None:
        self.watcher.end()

    def want(self, *, wanted: bool) -> None:
        """Watch from now on, or no more."""
        self.is_wanted = wanted
        settings.change(self._navigator.office.home, watch=wanted)
        if wanted:
            self._ask_key()
        else:
            self.watcher.end()
        self.tell()

    def note(self, what: str) -> None:
        """Say that the share was looked at just now, and ``what`` that brought."""
        self._last = self._navigator.office.clock.now(), what
        self.tell()

    def tell(self) -> None:
        """Say how it stands."""
        if self._line is not None:
            locked = self.is_wanted and self._navigator.office.keys is None
            words = f"{self._looked_when()} {self._what_next(locked=locked)}".strip()
            self._line.tell(words, on=self.is_wanted, locked=locked)

    def _looked_when(self) -> str:
        if self._last is None:
            return ""
        when, what = self._last
        at = today_or_day(when.at, self._navigator.office.clock.now())
        return tr("Looked {when}: {what}.", when=at, what=what)

    def _what_next(self, *, locked: bool) -> str:
        if locked:
            return tr("Watching begins once the key is unlocked.")
        if not self.is_wanted:
            return tr("The share is looked at when you say so.")
        minutes = self.watcher.minutes
        return trn("Looks again every minute.", "Looks again in {n} minutes.", minutes)

    def _ask_key(self) -> None:
        self._navigator.when_unlocked(tr("Watching needs the passphrase"), self.begin)

    def _look(self) -> None:
        if self._importer.is_busy:
            self.watcher.rest()
            return
        self._importer.do(
            Errand(
                title=tr("Looking at the share"),
                counting=READING,
                work=self.watcher.look,
                done=self._looked,
                failed=self._broke,
                quiet=True,
            )
        )

    def _looked(self, sight: Sight) -> None:
        self.watcher.rest()
        self.note(away() if sight.failed else brought(sight.report))
        self.saw.emit(sight)

    def _broke(self, error: Exception) -> None:
        """What nobody expected would happen again every minute."""
        self.want(wanted=False)
        self._navigator.window.tell_unexpected(error)
        self._importer.over()


def away() -> str:
    return tr("the share was not there")


def brought(report: ImportReport | None) -> str:
    """ "28 new bundles", "nothing new"."""
    new = report.count(Verdict.NEW) if report else 0
    return trn("1 new bundle", "{n} new bundles", new) if new else tr("nothing new")
