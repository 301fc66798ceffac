"""The rows of the inbox: what it is, what that means, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.domain.bundles import Imported, Verdict
from keystep.gui import fonts
from keystep.gui.admin.inbox_model import UNKNOWN, Entry
from keystep.gui.i18n import isolate, number, tr, trn
from keystep.gui.widgets.buttons import button, say
from keystep.gui.widgets.card import IconPicture, divider
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.status import StatusWord

STATUS_WIDTH, NAME_WIDTH = 116, 196
LISTED = 40


class InboxRow(QWidget):
    """Verdict, whose it is, what happened and what follows; ``details`` unfold below.

    ``end`` is what stands at the end edge: a button, or that nothing needs doing.
    """

    def __init__(
        self, verdict: Verdict, name: tuple[str, str], told: tuple[str, str], end: QWidget
    ) -> None:
        super().__init__()
        self.setAccessibleName(" · ".join(filter(None, (*name, *told))))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 11, 20, 11)
        row.setSpacing(12)
        status = StatusWord(verdict.value)
        status.setFixedWidth(fonts.scaled(STATUS_WIDTH))
        row.addWidget(status)
        row.addWidget(_two_lines(name, "body_strong", fonts.scaled(NAME_WIDTH)))
        row.addWidget(_two_lines(told, "body", 0, arrow=bool(told[1])), 1)
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        self._details = label("", "caption", "ink2", wrap=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        indent = 20 + fonts.scaled(STATUS_WIDTH) + 12
        self._details.setContentsMargins(indent, 0, 20, 14)
        self._details.hide()
        self._column.addWidget(self._details)

    def unfold(self, fold: QPushButton, text: str, words: tuple[str, str]) -> None:
        """``fold`` shows ``text`` and hides it again; ``words`` say which it will do."""
        self._details.setText(text)

        def turn() -> None:
            self._details.setVisible(self._details.isHidden())
            say(fold, words[self._details.isVisible()])

        fold.clicked.connect(turn)


def entry_row(entry: Entry, enrol: Callable[[str], object]) -> InboxRow:
    """A file or a station to look at."""
    name = entry.title or tr(UNKNOWN)
    told = (tr(entry.said), tr(entry.next, folder=isolate(entry.folder)))
    if entry.device:
        files = trn("1 bundle waits", "{n} bundles wait", entry.files)
        act = button(tr("Enrol"), on_click=lambda: enrol(entry.device))
        act.setAccessibleName(tr("Enrol {station}", station=name))
        return InboxRow(entry.verdict, (name, files if entry.files else ""), told, act)
    below = f"{isolate(entry.file)} · {size(entry.size)}"
    fold = button(tr("Details"))
    fold.setAccessibleName(tr("Details of {file}", file=entry.file))
    row = InboxRow(entry.verdict, (name, below), told, fold)
    place = f"{entry.folder}/{entry.file}"
    row.unfold(fold, f"{isolate(place)}\n{entry.detail}", (tr("Details"), tr("Hide details")))
    return row


def summary_row(verdict: Verdict, files: Sequence[Imported]) -> InboxRow:
    """All that was new, or known already, in one line that unfolds."""
    fold = button(tr("Show"), "quiet")
    names = sorted({file.station for file in files if file.station})
    if verdict is Verdict.NEW:
        events = sum(file.events for file in files)
        told = trn("1 bundle", "{n} bundles", len(files))
        told = tr("{bundles}, {n} events, all counted", bundles=told, n=number(events))
        title = names[0] if len(names) == 1 else tr("{n} stations", n=len(names))
    else:
        told = trn("1 file that we already have", "{n} files that we already have", len(files))
        title = tr("Already here")
    row = InboxRow(verdict, (title, ""), (told, ""), fold)
    row.unfold(fold, _listing(files), (tr("Show"), tr("Hide")))
    return row


def lines_between(rows: Sequence[QWidget], column: QVBoxLayout) -> None:
    """Put rows into a column with a line between two."""
    for place, row in enumerate(rows):
        if place:
            column.addWidget(divider())
        column.addWidget(row)


def size(n: int) -> str:
    """ "41 KB", "3.2 MB"."""
    if n < 1_000_000:
        return isolate(tr("{n} KB", n=number(max(n / 1000, 0.1 if n else 0), 0 if n > 999 else 1)))
    return isolate(tr("{n} MB", n=number(n / 1_000_000, 1)))


def _two_lines(words: tuple[str, str], role: str, width: int, *, arrow: bool = False) -> QWidget:
    made = QWidget()
    if width:
        made.setFixedWidth(width)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addStretch(1)
    wrap = width == 0
    column.addWidget(label(words[0], role, wrap=True) if wrap else ElidedLabel(words[0], role))
    if words[1]:
        below = QHBoxLayout()
        below.setSpacing(6)
        if arrow:
            below.addWidget(IconPicture("next", 14), 0, Qt.AlignmentFlag.AlignVCenter)
        second = label(words[1], "caption_figure", "ink2", wrap=True)
        below.addWidget(second if wrap else ElidedLabel(words[1], "caption_figure", "ink2"), 1)
        column.addLayout(below)
    column.addStretch(1)
    return made


def _listing(files: Sequence[Imported]) -> str:
    lines = [_line(file) for file in files[:LISTED]]
    if len(files) > LISTED:
        lines.append(tr("and {n} more", n=number(len(files) - LISTED)))
    return "\n".join(lines)


def _line(file: Imported) -> str:
    if file.verdict is Verdict.DUPLICATE:
        return file.file
    return tr("{station}: bundle {no}, {n} events", station=file.station, no=file.no, n=file.events)
