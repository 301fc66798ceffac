"""Whose turn it is, and the badge that nobody has yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from keystep.domain.ports import Learner
from keystep.gui.i18n import tr
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.kiosk.signin.secret_panel import SecretPanel
from keystep.gui.kiosk.signin.turn import Turn
from keystep.gui.kiosk.signin.who import Who
from keystep.services.kiosk.signing_in import whose_badge
from keystep.services.station import Station

FOUND_MS = 60_000
"""So long a badge that nobody has is offered to whoever signs in."""


class Turns(QObject):
    """One turn after the other, shown beside the people of ``who``. ``signed_in`` carries the
    learner once it is certain that it is them; with ``badge_alone`` a badge is enough for that."""

    signed_in = Signal(object)

    def __init__(self, station: Station, who: Who, parent: QObject) -> None:
        super().__init__(parent)
        self._station, self._who = station, who
        self.badge_alone = True
        self._turn: Turn | None = None
        self._found = ""
        self._forgetting = QTimer(self, singleShot=True, interval=FOUND_MS)
        self._forgetting.timeout.connect(self.forget_badge)

    @property
    def learner(self) -> str:
        """The id of whoever's turn it is; "" is nobody's."""
        return self._turn.learner.id if self._turn is not None else ""

    @property
    def panel(self) -> Panel | None:
        """What they are asked for."""
        return self._turn.panel if self._turn is not None else None

    def begin(self, learner: Learner) -> None:
        """It is this person's turn; what the one before had put in is gone."""
        self.end()
        self._who.board.mark(learner.id)
        alone = self.badge_alone
        turn = Turn(self._station, learner, self, found=self._found, badge_alone=alone)
        turn.shown.connect(self._who.side.lead_to)
        turn.signed_in.connect(self.signed_in)
        turn.left.connect(self._leave)
        self._turn = turn
        turn.begin()

    def end(self) -> None:
        """It is nobody's turn."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.end()
            self._who.board.mark("")
        self._who.set_idle()

    def go_back(self) -> bool:
        """One step, if it is somebody's turn."""
        turn = self._turn
        if turn is not None:
            turn.go_back()
        return turn is not None

    def is_awaiting(self, badge: str) -> bool:
        """Whether the turn waits for a badge; then it takes this one."""
        return self._turn is not None and self._turn.take_badge(badge)

    def take_badge(self, badge: str) -> None:
        """A badge was held to the reader, whoever's turn it was."""
        learner = whose_badge(self._station, badge)
        if learner is None:
            self._wonder(badge)
        elif self.badge_alone:
            self.signed_in.emit(learner)
        else:
            self.begin(learner)

    def forget_badge(self) -> None:
        """The badge that nobody has is offered to nobody."""
        self._forgetting.stop()
        self._found = ""
        if self._turn is not None:
            self._turn.found = ""

    def _wonder(self, badge: str) -> None:
        """Nobody has this badge."""
        self._found = badge
        self._forgetting.start()
        panel = self.panel
        if self._turn is not None and isinstance(panel, SecretPanel):
            self._turn.found = badge
            panel.refuse(tr("This badge is not known here. Sign in; then it can be added."))
            return
        self.end()
        self._who.set_idle().refuse(
            tr(
                "This badge is not known here. Touch your initials and sign in; then it can be "
                "added."
            )
        )

    def _leave(self) -> None:
        """They were not meant: the keyboard goes back to where they stand."""
        learner = self.learner
        self.end()
        self._who.board.begin(learner)
