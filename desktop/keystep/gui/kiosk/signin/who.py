"""People and, beside them, the one who was chosen; or that nobody is known here yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import beside
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.board import PeopleBoard
from keystep.gui.kiosk.signin.foot import FootRow
from keystep.gui.kiosk.signin.side import Side
from keystep.gui.kiosk.signin.state_panel import StatePanel
from keystep.gui.pages import bare
from keystep.services.kiosk.signing_in import Person
from keystep.settings import KioskRules


class Who(QWidget):
    """``board`` and ``foot`` in one column, ``side`` on the hand's side of it."""

    def __init__(self) -> None:
        super().__init__()
        self.board, self.foot, self.side = PeopleBoard(), FootRow(), Side()
        self._nobody: StatePanel | None = None
        self._places, main = QStackedWidget(), QWidget()
        self._places.addWidget(self.board)
        self._main, self.columns = QVBoxLayout(main), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bare(self._main)
        self._main.addWidget(self._places, 1)
        self._main.addWidget(self.foot)
        bare(self.columns)
        self.columns.addWidget(main, 1)
        self.columns.addWidget(self.side)
        self.setLayout(self.columns)
        self.board.searching.connect(self._make_room)
        self.set_idle()

    @property
    def is_empty(self) -> bool:
        """Whether nobody is known here."""
        return self._nobody is not None

    def show_people(self, people: Sequence[Person], rules: KioskRules) -> None:
        """Everybody who learns here, and what the rules let others do."""
        self.board.show_people(people)
        self.foot.allow(registering=rules.registers and bool(people), guests=rules.guests)
        if self._nobody is not None:
            self._places.removeWidget(self._nobody)
            self._nobody.deleteLater()
            self._nobody = None
        if not people:
            self._nobody = self._say_nobody(rules)
            self._places.addWidget(self._nobody)
        self._places.setCurrentIndex(self._places.count() - 1)
        self._make_room()

    def set_idle(self) -> StatePanel:
        """Nobody is chosen; gives the panel that says so."""
        told = tr("Then type your PIN. Or hold your badge to the reader.")
        panel = StatePanel((tr("Touch your initials"),), told, "badge")
        panel.finish()
        self.side.show_panel(panel)
        return panel

    def begin(self) -> None:
        """The keyboard starts at whoever is chosen, else at the first."""
        if self._nobody is not None:
            self._nobody.begin()
        else:
            self.board.begin()

    def arrange(self, lift: int, *, left: bool, roomy: bool) -> None:
        """``left``: controls are for the left hand. ``lift``: what lies out of reach."""
        self.columns.setDirection(beside(self, left=left))
        self.columns.setSpacing(px(72))
        self._main.setSpacing(px(24) if roomy else px(12))
        self.foot.arrange(roomy=roomy)
        self.side.arrange(lift, roomy=roomy)
        self.board.arrange(lift, roomy=roomy)
        if self._nobody is not None:
            self._nobody.arrange(lift, roomy=roomy)
            self._nobody.setMaximumWidth(px(820))
        self._make_room()

    def _make_room(self) -> None:
        """A search has the whole width and, while the keyboard takes the screen, the height."""
        searching = self.board.is_searching
        self.side.setVisible(not searching and not self.is_empty)
        self.foot.setVisible(not searching or self.height() >= px(560))

    def _say_nobody(self, rules: KioskRules) -> StatePanel:
        if rules.registers:
            told = tr(
                "Add yourself and learn at once. The office hears of you with the next update."
            )
        else:
            told = tr("People come with the next update from the office. You need not wait here.")
        panel = StatePanel((tr("Nobody is on the list yet"),), told, "people")
        if rules.registers:
            panel.offer(tr("I am new here"), self.foot.registering.emit, "primary")
        panel.finish()
        return panel
