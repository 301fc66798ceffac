"""The keyboard at the foot of a window, there while one writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keystep.domain.kiosk.keyboards import NUMERIC, USUAL, offered
from keystep.gui.i18n import tr
from keystep.gui.kiosk.keyboard.accents import Accents
from keystep.gui.kiosk.keyboard.board import Board
from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.keyboard.target import keep_in_sight, press, type_text, wants_figures
from keystep.gui.kiosk.keyboard.touches import Pace
from keystep.gui.kiosk.keyboard.writing import Writing
from keystep.gui.pages import bare, reveal
from keystep.paths import resources
from keystep.services.kiosk.keyboards import keyboards

LINE = 2
"""Pixels of the border above."""


class KeyboardDock(QFrame):
    """Shows itself while something in ``window`` is written in, and types there. Nothing that is
    typed stays here. ``shown`` carries whether it is there now.

    It is for the foot of the window's layout, where it takes its room by itself.
    """

    shown = Signal(bool)

    def __init__(self, window: QWidget, pace: Pace | None = None) -> None:
        super().__init__(window)
        self.setProperty("kind", "keyboard")
        self.setAccessibleName(tr("Keyboard"))
        self._window, self._pace = window, pace or Pace()
        self._layouts = keyboards(resources() / "keyboards")
        self._offered: tuple[str, ...] = (USUAL,)
        self._name, self._usual = "", USUAL
        self._accents: Accents | None = None
        self._board: Board | None = None
        bare(QVBoxLayout(self))
        self.hide()
        self._writing = Writing(window, self)
        self._writing.began.connect(self._appear)
        self._writing.ended.connect(self._vanish)

    @property
    def board(self) -> Board | None:
        """The keys, once they were wanted."""
        return self._board

    @property
    def layout_name(self) -> str:
        """The layout that is shown, or would be."""
        return self._name or self._usual

    def speak(self, language: str, chosen: str = "", others: Iterable[str] = ()) -> None:
        """Have the layout of a language, or the one that was ``chosen``; those of the ``others``
        that people here write in are to be turned to."""
        self._offered = offered(self._layouts, language, chosen, others)
        self._usual = self._offered[0]
        self._drop()
        if self.isVisible():
            self._appear()

    def room(self) -> int:
        """How high it is now, in pixels."""
        return self.height() if self.isVisible() else 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._board is not None:
            self._fit()

    @Slot()
    def _appear(self) -> None:
        target = self._writing.target()
        if target is None:
            return
        self._put(NUMERIC if wants_figures(target) else self._usual)
        if not self.isVisible():
            self._fit()
            self.show()
            self.shown.emit(True)
        QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _vanish(self) -> None:
        self._end_accents()
        if self._board is not None:
            self._board.begin_again()
        if self.isVisible():
            self.hide()
            self.shown.emit(False)

    @Slot()
    def _reveal(self) -> None:
        if (target := self._writing.target()) is not None:
            reveal(target)
            keep_in_sight(target)

    def _fit(self) -> None:
        """To the size of the screen."""
        self.setFixedHeight(Board.height_wanted() + LINE)
        if self._board is not None:
            self._board.place()

    def _put(self, name: str) -> None:
        if self._board is not None and name == self._name:
            return
        self._drop()
        others = len(self._offered) > 1 and name in self._offered
        self._name = name
        self._board = board = Board(self._layouts[name], others=others, pace=self._pace)
        board.typed.connect(self._type)
        board.pressed.connect(self._press)
        board.done.connect(self._vanish)
        board.other.connect(self._turn)
        board.touches.begun.connect(self._end_accents)
        board.touches.held.connect(self._offer)
        board.touches.slid.connect(self._slide)
        board.touches.lifted.connect(self._lift)
        column = self.layout()
        if column is not None:
            column.addWidget(board)
            board.show()
            column.activate()

    def _drop(self) -> None:
        self._end_accents()
        board, self._board, self._name = self._board, None, ""
        if board is not None:
            board.hide()
            board.deleteLater()

    def _turn(self) -> None:
        """To the next layout, which stays until somebody else comes."""
        at = self._offered.index(self._name)
        self._usual = self._offered[(at + 1) % len(self._offered)]
        self._appear()

    def _type(self, text: str) -> None:
        self._act(lambda target: type_text(target, text))

    def _press(self, key: Qt.Key) -> None:
        self._act(lambda target: press(target, key))

    def _act(self, act: Callable[[QWidget], None]) -> None:
        """Wherever one writes now, if that can still be written in."""
        target = self._writing.target()
        if target is None:
            self._vanish()
            return
        act(target)
        QTimer.singleShot(0, self, self._follow)

    @Slot()
    def _follow(self) -> None:
        if (target := self._writing.target()) is not None:
            keep_in_sight(target)

    def _offer(self, key: TypeKey) -> None:
        self._accents = Accents(
            key, self._window, rtl=self._board is not None and self._board.is_rtl
        )
        self._accents.chosen.connect(self._choose)

    def _slide(self, at: QPointF) -> None:
        if self._accents is not None:
            self._accents.aim(at)

    def _lift(self) -> None:
        if self._accents is not None:
            self._accents.take()

    def _choose(self, letter: str) -> None:
        self._accents = None
        if letter and self._board is not None:
            self._board.type_other(letter)

    def _end_accents(self) -> None:
        if self._accents is not None:
            self._accents.close_row()
