"""One person: what is known, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.people.person_facts import facts_of
from keystep.gui.admin.people.person_words import name_of
from keystep.gui.admin.twice_pressed import TwicePressed
from keystep.gui.i18n import isolate, tr
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.label import label


class PersonPanel(QWidget):
    """Its signals are wishes about ``row``; each carries an id.

    ``expected`` carries a station's too; ``unmerged`` an id that goes by this person now.
    """

    closed = Signal()
    unmerged = Signal(str)
    expected = Signal(str, str)
    written = Signal(str)
    forgotten = Signal(str)

    def __init__(self, row: PersonRow, everybody: Everybody, now: Instant) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(12)
        self._row = row
        self.setAccessibleName(name_of(row))
        self.body.addLayout(self._head())
        self.body.addWidget(facts_of(row, now))
        for learner in row.also:
            self.body.addWidget(divider())
            self._add_merged(learner, everybody.names.get(learner, ""))
        elsewhere = _elsewhere(row, everybody)
        if elsewhere:
            self.body.addWidget(divider())
            self._add_expecting(elsewhere)
        self.body.addWidget(divider())
        self._add_leaving()
        self.body.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name_of(self._row), "title18", wrap=True))
        if self._row.team:
            words.addWidget(label(self._row.team, "caption", "ink2", wrap=True))
        row.addLayout(words, 1)
        close = icon_button("leave", tr("Close"), on_click=self.closed.emit)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_merged(self, learner: str, name: str) -> None:
        called = name or isolate(learner[:8])
        told = tr(
            "Registered a second time as {name}, and found to be the same person.", name=called
        )
        self.body.addWidget(label(told, "body", wrap=True))
        apart = button(
            tr("They are two after all"), icon="undo", on_click=lambda: self.unmerged.emit(learner)
        )
        apart.setAccessibleName(tr("{name}: they are two after all", name=called))
        self.body.addWidget(apart, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_expecting(self, stations: list[tuple[str, str]]) -> None:
        self.body.addWidget(label(tr("Expect at another station"), "body_strong", wrap=True))
        told = tr("It then knows how far they are, before they come.")
        self.body.addWidget(label(told, "caption", "ink2", wrap=True))
        where = ChoiceFilter(tr("Station"), stations, name_shown=False)
        where.setMinimumWidth(fonts.scaled(96))  # a long name is cut, the way on beside it is not
        expect = button(
            tr("Expect there"),
            on_click=lambda: self.expected.emit(self._row.person, where.current()),
        )
        self.body.addLayout(_ways(where, expect))

    def _add_leaving(self) -> None:
        self.body.addWidget(label(tr("Everything about this person"), "body_strong", wrap=True))
        told = tr("A page to read and print, and the same as JSON beside it.")
        self.body.addWidget(label(told, "caption", "ink2", wrap=True))
        write = button(
            tr("Write it out"), icon="export", on_click=lambda: self.written.emit(self._row.person)
        )
        self.body.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(divider())
        self.body.addWidget(
            TwicePressed(
                tr("Forget this person"),
                tr("Forget for good"),
                _meaning(self._row),
                lambda: self.forgotten.emit(self._row.person),
            )
        )


def _meaning(row: PersonRow) -> str:
    goes = tr(
        "The name of {name} goes, and every answer and result: here, in what was set aside, in the "
        "backups that this machine can reach, and at the stations with their next sync. All "
        "figures are counted anew.",
        name=name_of(row),
    )
    stays = tr(
        "Out of reach are backups that lie elsewhere, printed pages, and files that were written "
        "out. It cannot be taken back."
    )
    return f"{goes}\n{stays}"


def _elsewhere(row: PersonRow, everybody: Everybody) -> list[tuple[str, str]]:
    here = {used.device for used in row.stations}
    known = everybody.stations.items()
    return [(device, name or isolate(device[:8])) for device, name in known if device not in here]


def _ways(*ways: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for way in ways:
        row.addWidget(way)
    row.addStretch(1)
    return row
