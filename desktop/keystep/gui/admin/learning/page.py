"""The place itself: one room of five at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystep.gui.admin.learning.announcements import AnnouncementsRoom
from keystep.gui.admin.learning.assignments import AssignmentsRoom
from keystep.gui.admin.learning.gap import GapRoom
from keystep.gui.admin.learning.newcomers import NewcomersRoom
from keystep.gui.admin.learning.room import Room
from keystep.gui.admin.learning.surveys import SurveysRoom
from keystep.gui.admin.page import Page, heading
from keystep.gui.i18n import mark, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.segmented import Segmented
from keystep.gui.widgets.states import ErrorState, LoadingState

ROOMS = (
    (mark("Assignments"), AssignmentsRoom),
    (mark("Announcements"), AnnouncementsRoom),
    (mark("Surveys"), SurveysRoom),
    (mark("Skills gap"), GapRoom),
    (mark("Newcomers"), NewcomersRoom),
)


class LearningPage(Page):
    """``again_wanted``: another room is shown, or it is to be read anew."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = [tr(name) for name, _ in ROOMS]
        self.rooms = tuple(made() for _, made in ROOMS)
        self._wide = Segmented(tr("Show"), names, 0)
        self._narrow = ChoiceFilter(
            tr("Show"), [(str(n), name) for n, name in enumerate(names)], name_shown=False
        )
        self._stack, self._state = QStackedWidget(), QVBoxLayout()
        self._read = [False] * len(self.rooms)
        for room in self.rooms:
            self._stack.addWidget(room)
        head = heading(tr("Learning"))
        head.addLayout(self._ways())
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self._stack, 1)
        self.column.addLayout(self._state, 1)
        self._wide.chosen.connect(self.go_to)
        self._narrow.chosen.connect(lambda key: self.go_to(int(key)))
        self._wait()

    @property
    def room(self) -> Room:
        """The one that is shown."""
        return self.rooms[self._stack.currentIndex()]

    def go_to(self, place: int) -> None:
        """Show another room as it was, and have it read anew."""
        self._wide.set_current(place)
        self._narrow.set_current(str(place))
        self._stack.setCurrentIndex(place)
        self._wait()
        self.again_wanted.emit()

    def filled(self, room: Room) -> None:
        """It was read; what is shown may be another room by now."""
        self._read[self.rooms.index(room)] = True
        if room is self.room:
            self._show_state(None)

    def show_fault(self, why: str) -> None:
        """It cannot be read; ``why`` in the person's language."""
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title = tr("This cannot be shown just now")
        self._show_state(ErrorState(title, tr("Nothing was changed."), (again,), why))

    def arrange(self, layout: Layout) -> None:
        super().arrange(layout)
        self._wide.setVisible(not layout.one_column)
        self._narrow.setVisible(layout.one_column)
        for room in self.rooms:
            room.arrange(layout)

    def focus_first(self) -> None:
        self.room.focus_first()

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        bare(row)
        row.addSpacing(12)
        row.addWidget(self._wide)
        row.addWidget(self._narrow)
        return row

    def _wait(self) -> None:
        """Before it was ever read a room says that it is being read."""
        known = self._read[self._stack.currentIndex()]
        self._show_state(None if known else LoadingState(tr("Reading who has learnt what"), 5))

    def _show_state(self, state: QWidget | None) -> None:
        empty(self._state)
        self._stack.setVisible(state is None)
        if state is not None:
            card = Card()
            card.body.addWidget(state)
            self._state.addWidget(card)
            self._state.addStretch(1)
