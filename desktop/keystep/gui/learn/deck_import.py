"""Importing a deck: choose a file, look what is in it, take it in."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.learn.deck_import_parts import FileCard, OutcomeCard
from keystep.gui.learn.deck_preview import PreviewCard
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import ColumnPage, PageHead
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.progress_row import ProgressRow
from keystep.gui.widgets.states import LoadingState

if TYPE_CHECKING:
    from keystep.services.deck_files import ImportReport, Read, TableMapping

WIDEST = 720
TELL_EVERY_MS = 50


class DeckImportPage(ColumnPage):
    """``imported``: cards came in; ``left``: back to where one came from."""

    imported = Signal()
    left = Signal()
    _heard = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        head = PageHead(tr("Import a deck"), tr("Cards that you made or found elsewhere"))
        super().__init__(head, WIDEST)
        self._desk = desk
        self._file = Path()
        self._mapping: TableMapping | None = None
        self._stop, self._told, self._asked = threading.Event(), QElapsedTimer(), 0
        self.asking, self.preview, self.outcome = FileCard(), PreviewCard(), OutcomeCard()
        self.reading = LoadingState(tr("Reading the file"))
        self.busy, self.progress = Card(24), ProgressRow(tr("Importing"))
        self.take = button(tr("Import"), "primary", large=True, on_click=self._import)
        self.other = button(tr("Choose another file"), large=True, on_click=self._begin)
        self._said = QVBoxLayout()
        head.end.addWidget(button(tr("Back"), "plain", icon="back", on_click=self.leave))
        self._build()
        self._begin()

    def refresh(self) -> None:
        """Begin anew, unless an import is under way."""
        if self.busy.isHidden():
            self._begin()

    def enter(self) -> None:
        self.asking.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go back; what is under way is stopped, and nothing of it stays."""
        self._stop.set()
        self.left.emit()

    def open_file(self, file: Path) -> None:
        """Look into a file that somebody chose or dropped."""
        self._file, self._mapping = file, None
        self._show(self.reading)
        self._read()

    def _build(self) -> None:
        bare(self._said)
        self.column.addLayout(self._said)
        self.busy.body.addWidget(self.progress)
        ways = Lines(12)
        ways.addWidget(self.take)
        ways.addWidget(self.other)
        self.preview.body.addSpacing(24)
        self.preview.body.addLayout(ways)
        for part in (self.asking, self.reading, self.preview, self.busy, self.outcome):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.asking.chosen.connect(self.open_file)
        self.preview.mapped.connect(self._map)
        self.progress.cancelled.connect(self._cancel)
        self.outcome.on.connect(self.left)
        self.outcome.again.connect(self._begin)
        self._heard.connect(self._tell)

    def _begin(self) -> None:
        empty(self._said)
        self._show(self.asking)
        self.enter()

    @Slot(object)
    def _map(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self._read()

    def _read(self) -> None:
        """Of several readings under way the last one counts."""
        empty(self._said)
        self._asked += 1
        work = partial(_look_into, self._file, self._mapping)
        asked = self._asked
        tasks.start(self, work, partial(self._look, asked), partial(self._refuse, asked))

    def _look(self, asked: int, read: Read) -> None:
        if asked != self._asked:
            return
        self.preview.show_read(self._file, read)
        self.take.setEnabled(True)
        self._show(self.preview)
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._went_wrong(error)
            self._show(self.asking if self.preview.isHidden() else self.preview)
            self.take.setEnabled(False)

    def _import(self) -> None:
        empty(self._said)
        self._stop = threading.Event()
        self._told.start()
        self._renew_progress()
        self._show(self.busy)
        work = partial(self._take_in, self._mapping, history=self.preview.takes_history)
        tasks.start(self, work, self._finish, self._fail)

    def _take_in(self, mapping: TableMapping | None, *, history: bool) -> ImportReport:
        """Called in the worker."""
        from keystep.services import deck_files  # noqa: PLC0415 - see _look_into

        watch = deck_files.Watch(self._hear, self._stop.is_set)
        station, learner = self._desk.station, self._desk.learner.id
        mapping = mapping or deck_files.AS_FOUND
        return deck_files.import_deck(
            station, learner, self._file, mapping, history=history, watch=watch
        )

    def _renew_progress(self) -> None:
        """A row whose Cancel was pressed stays so."""
        empty(self.busy.body)
        self.progress = ProgressRow(tr("Importing"))
        self.progress.cancelled.connect(self._cancel)
        self.busy.body.addWidget(self.progress)

    def _cancel(self) -> None:
        self._stop.set()

    def _hear(self, done: int, total: int) -> None:
        """Called in the worker: many small files must not flood the GUI thread."""
        if done == total or self._told.elapsed() >= TELL_EVERY_MS:
            self._told.restart()
            self._heard.emit(done, total)

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total, tr("Importing"), self._file.name)

    def _finish(self, report: ImportReport) -> None:
        self.outcome.show_report(report)
        self._show(self.outcome)
        self.outcome.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.imported.emit()

    def _fail(self, error: Exception) -> None:
        self._show(self.preview)
        if self._stop.is_set():
            told = tr("Nothing was changed.")
            self._said.addWidget(Callout("info", tr("The import was stopped"), told))
        else:
            self._went_wrong(error)

    def _went_wrong(self, error: Exception) -> None:
        empty(self._said)
        title, told = tr("That did not work"), tasks.said(error)
        self._said.addWidget(Callout("danger", title, told))
        announce(self, f"{title}. {told}")

    def _show(self, shown: object) -> None:
        for part in (self.asking, self.reading, self.preview, self.busy, self.outcome):
            part.setVisible(part is shown)


def _look_into(file: Path, mapping: TableMapping | None) -> Read:
    """Called in a worker: the readers of those formats are slow to import, and rarely needed."""
    from keystep.services import deck_files  # noqa: PLC0415

    return deck_files.look_into(file, mapping or deck_files.AS_FOUND)
