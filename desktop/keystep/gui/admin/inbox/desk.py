"""Fulfils the wishes of the inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keystep.errors import ShareUnreachable, SurroundingsError
from keystep.gui import tasks
from keystep.gui.admin.inbox.importer import Errand, Importer
from keystep.gui.admin.inbox.model import Finding
from keystep.gui.admin.inbox.page import InboxPage
from keystep.gui.admin.inbox.watch_desk import WatchDesk, away, brought
from keystep.gui.admin.inbox.watcher import Sight
from keystep.gui.admin.state import State
from keystep.gui.i18n import mark, tr
from keystep.services.importing import (
    ImportReport,
    Progress,
    import_share,
    preview_share,
    redo_import,
    undo_import,
)
from keystep.services.office import Office
from keystep.services.stations import enrol, greet_stations

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

READING, LOOKING = mark("Reading bundle {n} of {total}"), mark("Looking at bundle {n} of {total}")


class InboxDesk(QObject):
    """Imports, looks first, undoes and redoes; keeps the page up to date.

    ``finding`` is what the latest looks brought: the next reading of the office shows it.
    ``watch`` looks by itself.
    """

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._navigator = navigator
        self._page: InboxPage | None = None
        self.finding = Finding()
        self._importer = Importer(navigator)
        self.watch = WatchDesk(navigator, self._importer)
        self.watch.saw.connect(self._saw)
        navigator.unlocked.connect(self._greet)

    @property
    def page(self) -> InboxPage | None:
        """None before anything was read."""
        return self._page

    @property
    def is_busy(self) -> bool:
        """Whether something is done on the share, or what was done is not shown yet."""
        return self._importer.is_busy

    def begin(self) -> None:
        """The window is open: see what the share has."""
        self._greet()
        self.watch.begin()

    def leave(self) -> None:
        """The window closes."""
        self.watch.end()
        self._importer.cancel()

    def show(self) -> None:
        """Show the inbox, and see which stations ask."""
        if self._page is not None:
            self._navigator.show(self._page)
            self._greet()

    def take(self, state: State) -> None:
        """Show another state of the inbox."""
        if self._page is None:
            self._page = self._made(InboxPage(state.inbox))
            self.watch.tell_on(self._page.watch)
        else:
            self._page.show_inbox(state.inbox)

    def import_now(self, enrolling: str = "", root: Path | None = None) -> None:
        """Import the share or another copy of it at ``root``; before that enrol a station, where
        one is given."""
        why = tr("Enrolling needs the passphrase") if enrolling else ""
        self._show_and_do(
            why or tr("Importing needs the passphrase"),
            Errand(
                title=tr("Looking at the share") if root is None else tr("Looking at the stick"),
                counting=READING,
                work=partial(_import, enrolling, root),
                done=self._imported,
                failed=partial(self._failed, root),
            ),
        )

    def look_first(self) -> None:
        """See what an import would do."""
        self._show_and_do(
            tr("Looking into bundles needs the passphrase"),
            Errand(
                title=tr("Looking at the share"),
                counting=LOOKING,
                work=preview_share,
                done=self._looked,
                failed=partial(self._failed, None),
            ),
        )

    def _made(self, page: InboxPage) -> InboxPage:
        page.import_wanted.connect(self.import_now)
        page.look_wanted.connect(self.look_first)
        page.look_left.connect(self._leave_look)
        page.stick_wanted.connect(self._import_stick)
        page.cancel_wanted.connect(self._cancel)
        page.station_wanted.connect(self._navigator.stations.show)
        page.activity_wanted.connect(self._navigator.activity.show)
        page.undo_wanted.connect(partial(self._turn, undo_import, tr("Undoing the import")))
        page.redo_wanted.connect(partial(self._turn, redo_import, tr("Redoing the import")))
        self._importer.began.connect(self._show_errand)
        self._importer.progressed.connect(self._show_progress)
        self._importer.ended.connect(page.end)
        return page

    def _show_and_do(self, why: str, errand: Errand) -> None:
        """The inbox asks for the key, where ``errand`` needs it, and shows how far it is."""
        if self._page is not None:
            self._navigator.show(self._page)
            self._navigator.when_unlocked(why, partial(self._importer.do, errand))

    def _import_stick(self) -> None:
        root = self._navigator.desk.choose_folder(tr("The stick, or another copy of the share"))
        if root is not None:
            self.import_now(root=root)

    def _leave_look(self) -> None:
        self.finding = replace(self.finding, preview=None)
        self._navigator.refresh()

    def _turn(
        self,
        turn: Callable[[Office, int], SurroundingsError | None],
        title: str,
        run: int,
    ) -> None:
        """Undo or redo an import."""
        errand = Errand(
            title=title,
            counting="",
            work=lambda office, _tell, _stopped: turn(office, run),
            done=self._finish,
            failed=partial(self._failed, None),
        )
        self._show_and_do(tr("Undoing and redoing need the passphrase"), errand)

    def _cancel(self) -> None:
        """Whoever stops what goes on by itself does not want it to begin again in a minute."""
        if self._importer.cancel():
            self.watch.want(wanted=False)

    def _imported(self, report: ImportReport) -> None:
        self.finding = Finding(report=report)
        self.watch.note(brought(report))
        self._finish(report.unanswered)

    def _looked(self, report: ImportReport) -> None:
        self.finding = replace(self.finding, preview=report, away="")
        self.watch.note(brought(report))
        self._finish(None)

    def _saw(self, sight: Sight) -> None:
        """The watch looked: most of the time there is nothing to show."""
        before = self.finding
        if sight.report is not None:
            self.finding = Finding(report=sight.report)
        if isinstance(sight.fault, ShareUnreachable):
            self.finding = replace(self.finding, away=tasks.said(sight.fault))
        elif not sight.failed:
            self.finding = replace(self.finding, away="")
        if sight.imported or self.finding != before:
            self._finish(sight.fault if not self.finding.away else None)
        else:
            self._importer.over()

    def _failed(self, root: Path | None, error: Exception) -> None:
        if isinstance(error, ShareUnreachable) and root is None:
            self.finding = replace(self.finding, away=tasks.said(error))
            self.watch.note(away())
            self._finish(None)
        elif isinstance(error, ShareUnreachable):
            told, why = tr("No copy of the share is in that folder"), tasks.said(error)
            self._finish(None, lambda: self._navigator.window.tell("warning", told, why))
        else:
            self._finish(None, lambda: self._navigator.window.tell_unexpected(error))

    def _finish(
        self, unanswered: SurroundingsError | None, tell: Callable[[], object] = lambda: None
    ) -> None:
        """Show what the errand did; then it is over."""

        def shown() -> None:
            self._importer.over()
            tell()
            if unanswered is not None:
                title = tr("The stations could not be told")
                self._navigator.window.tell("warning", title, tasks.said(unanswered))

        self._navigator.refresh(shown)

    def _greet(self) -> None:
        """See which stations ask. An import does so by itself.

        Whether the share is there, a look that ended meanwhile knows better.
        """
        if self.is_busy:
            return
        office, before = self._navigator.office, self.finding

        def greeted(_waiting: object) -> None:
            if self.finding is before:
                self.finding = replace(self.finding, away="")
            self._navigator.refresh()

        def not_greeted(error: Exception) -> None:
            if not isinstance(error, ShareUnreachable):
                self._navigator.window.tell_unexpected(error)
            elif self.finding is before:
                self.finding = replace(self.finding, away=tasks.said(error))
                self.watch.note(away())
                self._navigator.refresh()

        tasks.start(self, partial(greet_stations, office), greeted, not_greeted)

    def _show_errand(self, errand: Errand) -> None:
        if self._page is not None:
            self._page.begin(errand.title, stoppable=bool(errand.counting))

    def _show_progress(self, errand: Errand, progress: Progress) -> None:
        if self._page is not None:
            self._page.tell_progress(errand.counting, progress)


def _import(
    enrolling: str,
    root: Path | None,
    office: Office,
    tell: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> ImportReport:
    if enrolling:
        enrol(office, enrolling)
    return import_share(office, tell, stopped, root)
