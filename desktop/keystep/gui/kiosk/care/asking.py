"""The kiosk's PIN: asked for before anything else, and chosen anew."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keystep.domain.kiosk.secrets import Way
from keystep.domain.ports import Learner
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import beside
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.choosing import Choosing
from keystep.gui.kiosk.signin.keys import set_height, snug_button
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.kiosk.signin.secret_panel import PinPanel
from keystep.gui.kiosk.signin.side import Side
from keystep.gui.kiosk.signin.turn import Turn
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.services.kiosk.signing_in import ADMIN, ways
from keystep.services.station import Station

ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ROOMY, KEYPAD = 760, 346
"""Drawn pixels: from when on all is as drawn; and what a keypad needs at least."""
WHO = "care"


class Asking(QWidget):
    """``over``: it is known, or chosen. ``left``: somebody went back."""

    over = Signal()
    left = Signal()

    def __init__(self, station: Station, title: str, says: str) -> None:
        super().__init__()
        self._station = station
        self.title, self.side = Title(title), Side()
        self.says = label(says, "kiosk_text", "ink2", wrap=True)
        self.back = snug_button(tr("Back"), "plain", icon="back", on_click=self.left.emit)
        self._turn: Turn | None = None
        self._words, words = QVBoxLayout(), QWidget()
        words.setLayout(self._words)
        bare(self._words)
        self._words.addWidget(self.title)
        self._words.addWidget(self.says)
        self._words.addStretch(1)
        self._words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row)
        self._row.addWidget(words, 1)
        self._row.addWidget(self.side)

    def ask(self) -> None:
        """Ask for it; where there is none yet, whoever is here chooses it."""
        if Way.PIN not in ways(self._station, ADMIN):
            self.choose()
            return
        turn = self._begin(WHO)
        if not turn.waits(ADMIN, self.ask):
            panel = PinPanel((tr("The kiosk’s PIN"),), tr("Go on"))
            turn.check(panel, ADMIN, Way.PIN, self._finish, self.ask)
            turn.show(panel)

    def choose(self) -> None:
        """Have another one chosen, put in twice."""
        turn = self._begin(ADMIN)
        turn.signed_in.connect(self._finish)
        Choosing(turn).put(Way.PIN)

    def end(self) -> None:
        """Nothing of what was put in is left."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.end()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key of a real keyboard meant something here."""
        panel = self.side.panel
        if panel is None:
            return False
        if event.key() in ENTERS:
            panel.act()
        elif event.key() == Qt.Key.Key_Backspace:
            panel.erase()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return panel.take(event.text())
        return True

    def arrange(self, *, left: bool, low: bool) -> None:
        """``left``: the keys are on that side; ``low``: in the lower half of the screen."""
        roomy = self.height() >= px(ROOMY) and not low
        self._row.setDirection(beside(self, left=left))
        self._row.setSpacing(px(72))
        self._words.setSpacing(px(24))
        self.title.arrange()
        fonts.set_role(self.says, "kiosk_text" if roomy else "caption")
        set_height(self.back, "usual" if roomy else "snug")
        self.side.arrange(self._out_of_reach() if low else 0, roomy=roomy)

    def _begin(self, who: str) -> Turn:
        """A turn of nobody's: whoever looks after a kiosk has no name here."""
        self.end()
        turn = self._turn = Turn(self._station, Learner(who, tr("This kiosk"), ""), self)
        turn.shown.connect(self.side.lead_to)
        return turn

    def _finish(self, _somebody: object = None) -> None:
        self.end()
        self.over.emit()

    def _out_of_reach(self) -> int:
        """How much of it lies above the middle of the screen."""
        top = self.mapTo(self.window(), QPoint(0, 0)).y()
        most = 0 if is_upright(self) else self.height() - px(KEYPAD)
        return max(min(self.window().height() // 2 - top, most), 0)
