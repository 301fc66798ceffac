"""One pack: who answers for it, when it is looked at, and which version the stations have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.aggregate.packs import Published
from keystep.domain.care import Review
from keystep.domain.events import Instant
from keystep.gui.admin.packs.facts import facts
from keystep.gui.admin.packs.model import PackRow
from keystep.gui.admin.packs.words import review_cell
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import number, tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusWord

HALF_A_YEAR = timedelta(days=182)
MOST_REVIEWS = 5


class PackPanel(QWidget):
    """Its signals are wishes about the pack: ``owned`` carries a name, ``reviewed`` the next day
    and a note, ``planned`` a day, ``chosen`` a version."""

    owned = Signal(str)
    reviewed = Signal(object, str)
    planned = Signal(object)
    chosen = Signal(str)

    def __init__(self, row: PackRow, now: Instant) -> None:
        super().__init__()
        self.row = row
        self._now = now
        self._column = QVBoxLayout(self)
        bare(self._column, 12)
        review = review_cell(row, now)
        if review.status:
            self._column.addWidget(StatusWord(review.status, review.below))
        self._column.addWidget(facts(self._facts()))
        for add in (self._add_versions, self._add_owner, self._add_review):
            self._column.addWidget(divider())
            add()

    def _facts(self) -> list[tuple[str, str]]:
        pack = self.row.pack
        return [
            (tr("Id"), pack.id),
            (tr("Version"), pack.version),
            (tr("Lessons"), number(pack.lessons)),
            (tr("Review by"), review_cell(self.row, self._now).text),
            (tr("To look at"), number(self.row.open)),
        ]

    def _add_owner(self) -> None:
        self.owner = Field(tr("Owner"), self.row.pack.stated_owner)
        self.owner.set_text(self.row.pack.owner)
        self.owner.edit.returnPressed.connect(self._own)
        self._column.addWidget(self.owner)
        self._ways(button(tr("Save the owner"), on_click=self._own))

    def _own(self) -> None:
        """Whom the pack names itself needs not be kept."""
        given = self.owner.text().strip()
        self.owned.emit("" if given == self.row.pack.stated_owner else given)

    def _add_review(self) -> None:
        self.day = Field(tr("Next review by"), "2027-09-30")
        self.day.set_text(str(self._now.day + HALF_A_YEAR))
        self.note = Field(tr("Note"), tr("What was found, what to change"))
        self._column.addWidget(self.day)
        self._column.addWidget(self.note)
        done = button(tr("I have reviewed it"), on_click=lambda: self._with_day(self._review))
        plan = button(
            tr("Only set the day"), "quiet", on_click=lambda: self._with_day(self.planned.emit)
        )
        self._ways(done, plan)
        for each in self.row.pack.reviews[:MOST_REVIEWS]:
            self._column.addWidget(label(self._signed(each), "caption", "ink2", wrap=True))

    def _review(self, day: date) -> None:
        self.reviewed.emit(day, self.note.text())

    def _with_day(self, act: Callable[[date], object]) -> None:
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            self.day.set_fault(tr("Write a day as year, month and day: 2027-09-30."))
            return
        act(day)

    def _signed(self, one: Review) -> str:
        who, when = one.by or tr("the office"), today_or_day(one.at, self._now)
        line = tr("{version} reviewed by {name}, {when}", version=one.version, name=who, when=when)
        return f"{line}: {one.note}" if one.note else line

    def _add_versions(self) -> None:
        self._column.addWidget(label(tr("Versions for the stations"), "body_strong"))
        published = self.row.pack.published
        if not published:
            told = tr("It came with Keystep and was not published. Every station has it.")
            self._column.addWidget(label(told, "caption", "ink2", wrap=True))
        for one in published:
            self._column.addLayout(self._version(one))

    def _version(self, one: Published) -> QHBoxLayout:
        row = QHBoxLayout()
        bare(row, 12)
        words = QVBoxLayout()
        bare(words)
        words.addWidget(label(one.ref.version, "body_strong"))
        when = tr("Published {when}", when=today_or_day(one.at, self._now))
        words.addWidget(label(when, "caption", "ink2"))
        row.addLayout(words, 1)
        end: QWidget = StatusWord("right", tr("Current"))
        if not one.current:
            use = button(tr("Use this again"), on_click=partial(self.chosen.emit, one.ref.version))
            use.setAccessibleName(tr("Use version {version} again", version=one.ref.version))
            end = use
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _ways(self, *ways: QPushButton) -> None:
        row = QHBoxLayout()
        bare(row, 8)
        for way in ways:
            row.addWidget(way)
        row.addStretch(1)
        self._column.addLayout(row)
