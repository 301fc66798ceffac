"""The inbox: what came through the share, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from keystep.domain.bundles import Verdict
from keystep.gui.admin import tab_order
from keystep.gui.admin.inbox import notices
from keystep.gui.admin.inbox.empty import nothing
from keystep.gui.admin.inbox.filter import InboxFilter
from keystep.gui.admin.inbox.model import Inbox, Show
from keystep.gui.admin.inbox.rows import (
    Turns,
    asking_row,
    file_row,
    fresh_row,
    from_home,
    looked_row,
    more_row,
    run_row,
)
from keystep.gui.admin.inbox.watch_line import WatchLine
from keystep.gui.admin.list_row import lines_between
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.progress_row import ProgressRow
from keystep.services.importing import Progress

ROWS, RUNS = 100, 5
TELL_TIME_AFTER = 2000


class InboxPage(Page):
    """Shows an ``Inbox``; its signals are wishes that its desk fulfils.

    ``station_wanted`` carries a device, or nothing for all stations, ``undo_wanted`` and
    ``redo_wanted`` an import's number. ``watch`` is the line at the foot.
    """

    import_wanted = Signal()
    look_wanted = Signal()
    look_left = Signal()
    stick_wanted = Signal()
    cancel_wanted = Signal()
    station_wanted = Signal(str)
    undo_wanted = Signal(int)
    redo_wanted = Signal(int)
    activity_wanted = Signal()

    def __init__(self, inbox: Inbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("inbox", True)
        self._inbox, self._narrow = inbox, False
        self._clock = QElapsedTimer()
        self.unlock = UnlockCard()
        self.progress: ProgressRow | None = None
        self.watch = WatchLine()
        self._share = ElidedLabel("", "body", "ink2", least=130)
        self._filter = InboxFilter()
        self._filter.chosen.connect(self._fill_list)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._list = Card(padding=0, spacing=0)
        self._turns = Turns(self.undo_wanted.emit, self.redo_wanted.emit)
        self._build()
        self._show_inbox(inbox)

    @property
    def inbox(self) -> Inbox:
        """What is shown."""
        return self._inbox

    def show_inbox(self, inbox: Inbox) -> None:
        """Show another state of the inbox; filter and keyboard stay where they are."""
        if inbox != self._inbox:
            was = tab_order.focused(self.area)
            self._show_inbox(inbox)
            if any(was) and not tab_order.come_back(self.area, was):
                self.import_button.setFocus()

    def begin(self, title: str, *, stoppable: bool = True) -> None:
        """Something is under way: show how far it is and, if ``stoppable``, let it be stopped."""
        self._clock.start()
        empty(self._running.body)
        self.progress = None
        if stoppable:
            self.progress = ProgressRow(title)
            self.progress.cancelled.connect(self.cancel_wanted)
            self._running.body.addWidget(self.progress)
        else:
            self._running.body.addWidget(label(title, "body_strong"))
        self._running.show()
        tab_order.follow_layout(self)
        self._enable(ways=False)

    def tell_progress(self, title: str, progress: Progress) -> None:
        """``title`` has places for ``n`` and ``total``."""
        if self.progress is None:
            return
        now = min(progress.done + 1, progress.total)
        said = tr(title, n=number(now), total=number(progress.total))
        detail = tr("{n} events so far", n=number(progress.events))
        left = self._left(progress)
        self.progress.show_progress(progress.done, progress.total, said, detail, left)

    def end(self) -> None:
        """What was under way is over."""
        self._enable(ways=True)
        if any(tab_order.focused(self._running)):
            self.import_button.setFocus()
        self._running.hide()
        self.progress = None

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        if layout.one_column is not self._narrow:
            self._narrow = layout.one_column
            self._filter.set_narrow(self._narrow)
            self._fill_above()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._top.setDirection(down if layout.one_column else across)
        for place, way in enumerate(self._ways):
            row, column = divmod(place, 2) if layout.one_column else (0, place)
            self._head.addWidget(way, row, column)

    def focus_first(self) -> None:
        self.import_button.setFocus()

    def choose(self, show: Show) -> None:
        """Show only these."""
        self._filter.choose(show)

    def _build(self) -> None:
        self.import_button = button(
            tr("Import now"), "primary", icon="download", on_click=self.import_wanted.emit
        )
        self._look = button(tr("Look first"), "quiet", on_click=self.look_wanted.emit)
        self._stick = button(tr("From a stick"), icon="plus", on_click=self.stick_wanted.emit)
        enrol = button(tr("Enrol a station"), on_click=lambda: self.station_wanted.emit(""))
        log = button(tr("Activity"), "quiet", on_click=self.activity_wanted.emit)
        self._ways = (log, self._look, self._stick, enrol, self.import_button)
        self.unlock.toggled.connect(lambda asks: self.import_button.setVisible(not asks))
        head = self._top = heading(tr("Import inbox"))
        head.addWidget(self._share, 1)
        self._head = QGridLayout()
        bare(self._head, 12)
        head.addLayout(self._head)
        self._running = Card(padding=20)
        self._running.body.setContentsMargins(20, 14, 20, 14)
        self._running.hide()
        self.area = self._build_body()
        self.column.addLayout(head)
        for part in (self.unlock, self._running):
            self.column.addWidget(part)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.watch)

    def _build_body(self) -> QScrollArea:
        inner = QWidget()
        body = QVBoxLayout(inner)
        for layout in (body, self._above, self._below):
            bare(layout, 12)
        body.addLayout(self._above)
        body.addWidget(self._filter)
        body.addWidget(self._list)
        body.addLayout(self._below)
        body.addStretch(1)
        return scrolled(inner)

    def _show_inbox(self, inbox: Inbox) -> None:
        self._inbox = inbox
        place = isolate(from_home(inbox.share, Path.home()))
        self._share.set_text(tr("Share: {place}", place=place))
        self._filter.count(inbox)
        self._fill_above()
        self._fill_list()

    def _fill_above(self) -> None:
        empty(self._above)
        for part in self._notices(self._inbox):
            self._above.addWidget(part)

    def _notices(self, inbox: Inbox) -> Iterator[QWidget]:
        if inbox.away:
            yield notices.away(inbox.away, self.import_wanted.emit)
        line = not self._narrow
        accept, leave = self.import_wanted.emit, self.look_left.emit
        if inbox.preview:
            yield notices.looked_first(inbox, accept, leave, inline=line)
        elif inbox.cancelled:
            yield notices.stopped(inbox, inline=line)
        yield from notices.troubles(inbox, self.station_wanted.emit, inline=line)

    def _fill_list(self) -> None:
        empty(self._list.body)
        rows = list(self._rows(self._inbox, self._filter.show_now))
        lines_between(rows or [nothing(self._inbox, self._filter.show_now)], self._list.body)
        self._fill_runs(self._inbox, self._filter.show_now)
        tab_order.follow_layout(self)

    def _rows(self, inbox: Inbox, show: Show) -> Iterator[QWidget]:
        entries = inbox.shown(show)
        for entry in entries[:ROWS]:
            yield asking_row(entry, self.station_wanted.emit) if entry.asks else file_row(entry)
        if len(entries) > ROWS:
            yield more_row(len(entries) - ROWS)
        if inbox.fresh and show in {Show.ALL, Show.NEW}:
            if inbox.preview:
                yield looked_row(Verdict.NEW, inbox.fresh)
            else:
                yield fresh_row(inbox, self._turns)
        if inbox.known and show in {Show.ALL, Show.DUPLICATE}:
            yield looked_row(Verdict.DUPLICATE, inbox.known)

    def _fill_runs(self, inbox: Inbox, show: Show) -> None:
        """The newest imports but the last one, which has its row above, and all that are undone."""
        empty(self._below)
        rest = [run for run in inbox.runs if run.id != inbox.run]
        runs = [run for place, run in enumerate(rest) if place < RUNS or run.undone_at]
        if not runs or show not in {Show.ALL, Show.NEW}:
            return
        self._below.addSpacing(8)
        self._below.addWidget(label(tr("Earlier imports"), "title18"))
        card = Card(padding=0, spacing=0)
        lines_between([run_row(run, inbox, self._turns) for run in runs], card.body)
        self._below.addWidget(card)

    def _enable(self, *, ways: bool) -> None:
        for way in (self._look, self._stick, self.import_button):
            way.setEnabled(ways)

    def _left(self, progress: Progress) -> str:
        spent = self._clock.elapsed()
        if spent < TELL_TIME_AFTER or not progress.done:
            return ""
        seconds = spent / 1000 / progress.done * (progress.total - progress.done)
        if seconds < 90:
            return tr("about {n} s left", n=number(max(round(seconds), 1)))
        return tr("about {n} min left", n=number(round(seconds / 60)))
