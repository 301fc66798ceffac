"""What the player asks of a step's view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.lesson import Step
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.pages import bare
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.layout import Layout
from keystep.services.run import Run


@dataclass(frozen=True, slots=True)
class Foot:
    """The primary button as a step wants it, and the keys that help.

    ``turns``: it turns the page, and the player words it. An empty ``primary`` that does not turn
    hides the button: the step has one of its own. A part of ``hints`` in brackets is a key.
    """

    primary: str = ""
    enabled: bool = True
    arrow: bool = False
    turns: bool = False
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a step lies in the player: widths, gap and top margin in pixels.

    ``side`` 0 takes the layout's width; ``lists`` names the player's own cards shown beside it.
    """

    widest: int = 680
    side: int = 0
    gap: int = 56
    top: int = 40
    lists: frozenset[str] = frozenset({"why", "steps"})


class StepView(QWidget):
    """A step on the screen.

    Whoever makes one restores it before it is shown.

    ``changed``: foot, heading or place are other than before. ``saved`` is sent after each commit.
    ``kept``: ``state`` changed so that it must be durable now.
    ``revealed`` carries widgets to bring into sight, the most important last.
    ``side`` is shown beside the step, above what ``shape.lists`` names.
    """

    changed = Signal()
    saved = Signal()
    kept = Signal()
    revealed = Signal(object)
    shape = Shape()

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__()
        self.desk, self.run, self.step = desk, run, step
        self.side: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(step.title)
        self.column = QVBoxLayout(self)
        bare(self.column)
        self._fault: Callout | None = None

    def foot(self) -> Foot:
        """What the player's footer offers now."""
        return Foot(turns=True, hints=(tr("Turn pages with"), "[←]", "[→]"))

    def heading(self) -> str:
        """What the header says instead of the lesson's title."""
        return ""

    def place(self) -> str:
        """What the header says instead of the step's number."""
        return ""

    def promise(self) -> str:
        """What the header says of what is saved."""
        return tr("Your place is saved")

    def act(self) -> None:
        """The primary button was pressed and does not turn the page."""

    def press(self, key: int) -> bool:
        """Take a key that nothing else took; False if it means nothing here."""
        return False

    def enter(self) -> None:
        """The step is on the screen from now on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """It is painted, and nobody waits for it; told again after each painting."""

    def leave(self) -> None:
        """Another step, or none, is on the screen from now on."""

    def state(self) -> dict[str, Any]:
        """What ``restore`` needs to come back to this place, as JSON; {} where that is nothing."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to what ``state`` told, {} for nothing; what no longer fits is left out."""

    def is_done(self) -> bool:
        """Whether a required step may be left forward."""
        return True

    def arrange(self, layout: Layout) -> None:
        """The window wears ``layout``."""

    def fit(self, room: QSize) -> None:
        """The player has ``room`` for the step before it scrolls."""

    def tell(self, error: KeystepError) -> None:
        """Say below the step that something was not saved; what was entered stays."""
        self.forget_fault()
        self._fault = Callout("danger", tr("Not saved yet"), tasks.said(error))
        self.column.addWidget(self._fault)

    def forget_fault(self) -> None:
        if self._fault is not None:
            self._fault.hide()
            self._fault.deleteLater()
            self._fault = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.key()):
            event.ignore()
