"""The inbox: what came through the share, and what needs a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from keystep.domain.bundles import Verdict
from keystep.gui.admin.inbox_model import Gap, Inbox, Show
from keystep.gui.admin.inbox_rows import entry_row, lines_between, summary_row
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.i18n import isolate, mark, number, tr, trn
from keystep.gui.pages import empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.progress_row import ProgressRow
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import EmptyState, ErrorState
from keystep.services.importing import Progress

NAMES = {
    Show.ALL: mark("All"),
    Show.LOOK: mark("To look at"),
    Show.NEW: mark("New"),
    Show.DUPLICATE: mark("Duplicate"),
    Show.HELD: mark("Held"),
    Show.REFUSED: mark("Refused"),
}
ORDER = tuple(NAMES)
ROWS = 100
TELL_TIME_AFTER = 2000


class InboxPage(Page):
    """Shows an ``Inbox``; its signals are wishes that the navigator fulfils."""

    import_wanted = Signal()
    cancel_wanted = Signal()
    enrol_wanted = Signal(str)

    def __init__(self, inbox: Inbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("inbox", True)
        self._inbox, self._show = inbox, Show.ALL
        self._clock = QElapsedTimer()
        self.unlock = UnlockCard()
        self.progress: ProgressRow | None = None
        self._share = ElidedLabel("", "body", "ink2")
        self.import_button = button(
            tr("Import now"), "primary", icon="download", on_click=self.import_wanted.emit
        )
        self.unlock.toggled.connect(lambda asks: self.import_button.setVisible(not asks))
        head = heading(tr("Inbox"))
        head.addWidget(self._share, 1)
        head.addWidget(self.import_button)
        self.column.addLayout(head)
        self.column.addWidget(self.unlock)
        self._running = Card(padding=20)
        self._running.body.setContentsMargins(20, 14, 20, 14)
        self._running.hide()
        self.column.addWidget(self._running)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        inner = QWidget()
        inner.setLayout(self._body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self.area: QScrollArea = scrolled(inner)
        self.column.addWidget(self.area, 1)
        self.show_inbox(inbox)

    def show_inbox(self, inbox: Inbox) -> None:
        """Show another state of the inbox; the filter stays."""
        self._inbox = inbox
        place = from_home(inbox.share, Path.home())
        self._share.set_text(tr("Share: {place}", place=isolate(place)))
        empty(self._body)
        if inbox.unreachable:
            self._body.addWidget(self._away(inbox.unreachable))
        if inbox.cancelled:
            self._body.addWidget(_stopped(inbox))
        for station in inbox.forked:
            self._body.addWidget(_fork(station))
        for gap in inbox.gaps:
            self._body.addWidget(_gap(gap))
        self._filter = self._segments()
        self._body.addWidget(self._filter, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = Card(padding=0, spacing=0)
        self._body.addWidget(self._list)
        self._body.addStretch(1)
        self._fill()

    def start_import(self) -> None:
        """An import is under way: show how far it is and let it be cancelled."""
        self._clock.start()
        self.import_button.setEnabled(False)
        empty(self._running.body)
        self.progress = ProgressRow(tr("Looking at the share"))
        self.progress.cancelled.connect(self.cancel_wanted)
        self._running.body.addWidget(self.progress)
        self._running.show()

    def tell_progress(self, progress: Progress) -> None:
        if self.progress is None:
            return
        now = min(progress.done + 1, progress.total)
        title = tr("Reading bundle {n} of {total}", n=number(now), total=number(progress.total))
        detail = tr("{n} events so far", n=number(progress.events))
        left = self._left(progress)
        self.progress.show_progress(progress.done, progress.total, title, detail, left)

    def end_import(self) -> None:
        self.import_button.setEnabled(True)
        self._running.hide()
        self.progress = None

    def focus_first(self) -> None:
        self.import_button.setFocus()

    def choose(self, show: Show) -> None:
        """Show only these."""
        self._filter.set_current(ORDER.index(show))
        self._choose(ORDER.index(show))

    def _segments(self) -> Segmented:
        words = [f"{tr(NAMES[show])}  {number(self._inbox.count(show))}" for show in ORDER]
        made = Segmented(tr("Show"), words, ORDER.index(self._show))
        made.chosen.connect(self._choose)
        return made

    def _choose(self, index: int) -> None:
        self._show = ORDER[index]
        self._fill()

    def _fill(self) -> None:
        empty(self._list.body)
        entries = self._inbox.shown(self._show)
        rows: list[QWidget] = [entry_row(e, self.enrol_wanted.emit) for e in entries[:ROWS]]
        for show, files in ((Show.NEW, self._inbox.fresh), (Show.DUPLICATE, self._inbox.known)):
            if files and self._show in (Show.ALL, show):
                rows.append(summary_row(Verdict(show.value), files))
        if not rows:
            self._list.body.addWidget(self._nothing())
        lines_between(rows, self._list.body)

    def _nothing(self) -> QWidget:
        title, text = _EMPTY.get(self._show, _EMPTY[Show.LOOK])
        if self._show is Show.ALL and self._inbox.imported:
            title, text = _QUIET
        state = EmptyState("inbox", tr(title), tr(text))
        state.setContentsMargins(24, 24, 24, 12)
        return state

    def _left(self, progress: Progress) -> str:
        spent = self._clock.elapsed()
        if spent < TELL_TIME_AFTER or not progress.done:
            return ""
        seconds = spent / 1000 / progress.done * (progress.total - progress.done)
        if seconds < 90:
            return tr("about {n} s left", n=number(max(round(seconds), 1)))
        return tr("about {n} min left", n=number(round(seconds / 60)))

    def _away(self, why: str) -> QFrame:
        card = Card()
        again = button(tr("Try again"), on_click=self.import_wanted.emit)
        text = tr(
            "What was imported is safe and shown below. Stations keep what they recorded until the "
            "share is back."
        )
        card.body.addWidget(ErrorState(tr("The share is not here just now"), text, (again,), why))
        return card


_EMPTY = {
    Show.ALL: (
        mark("Nothing imported yet"),
        mark("Import now to read what the stations left on the share."),
    ),
    Show.LOOK: (mark("Nothing to look at"), mark("Every file was taken in or is known already.")),
    Show.NEW: (mark("Nothing new"), mark("The last import found no new bundles.")),
    Show.DUPLICATE: (mark("No duplicates"), mark("No file came twice.")),
    Show.HELD: (mark("Nothing is held"), mark("No file waits for you.")),
    Show.REFUSED: (mark("Nothing was refused"), mark("No file was turned away.")),
}
_QUIET = (mark("Nothing was on the share"), mark("The stations have not left anything since."))


def _stopped(inbox: Inbox) -> Callout:
    n = len(inbox.fresh)
    title = trn("Stopped after 1 new bundle", "Stopped after {n} new bundles", n)
    text = tr("The rest waits on the share. Nothing is lost.")
    return Callout("info", title, text, inline=True)


def from_home(place: str, home: Path) -> str:
    """A path as a person says it: "~/Cloud/keystep" below ``home``."""
    path = Path(place)
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else place


def _fork(station: str) -> Callout:
    title = tr("{station}: two different histories came under its name", station=station)
    text = tr("Both are kept and nothing is counted twice. Enrol the station anew.")
    return Callout("danger", title, text, inline=True)


def _gap(gap: Gap) -> Callout:
    one = gap.first == gap.last
    told = tr("{first}", first=gap.first) if one else f"{gap.first}–{gap.last}"
    title = tr("{station}: events {seqs} missing, asked for again", station=gap.station, seqs=told)
    n = gap.last - gap.first + 1
    text = trn(
        "1 event is not counted until it comes. What came after it counts.",
        "{n} events are not counted until they come. What came after them counts.",
        n,
    )
    return Callout("warning", title, text, inline=True)
