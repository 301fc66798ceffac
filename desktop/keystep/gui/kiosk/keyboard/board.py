"""The keys of one layout, in rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent

from keystep.domain.kiosk.keyboards import KeyboardLayout
from keystep.gui.i18n import tr
from keystep.gui.kiosk.keyboard.bed import KeyBed
from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.keyboard.names import name_of_act
from keystep.gui.kiosk.keyboard.shifting import Shifting
from keystep.gui.kiosk.keyboard.touches import Pace
from keystep.gui.kiosk.scale import px

KEY, GAP, EDGE, SIDE, NARROW_SIDE, WIDEST = 88, 8, 5, 72, 12, 200
"""Drawn pixels: how high a key is, the room between keys, above and below them, at the sides, and
there where it is narrow; how wide a letter may be."""
PRESSES = {
    "back": Qt.Key.Key_Backspace,
    "enter": Qt.Key.Key_Return,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
}
SIGNS = "?123"


class Board(KeyBed):
    """``typed`` carries text, ``pressed`` a key that writes none. ``done``: nothing more is to be
    written; ``other``: another layout is wanted, which there is among ``others``."""

    typed = Signal(str)
    pressed = Signal(object)
    done = Signal()
    other = Signal()

    def __init__(self, layout: KeyboardLayout, *, others: bool, pace: Pace) -> None:
        super().__init__(None, pace)
        self._layout, self._others, self._state = layout, others, Shifting()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # of the keys, in any language
        rtl = layout.direction == "rtl"
        self._rows = [[TypeKey(cap, self, rtl=rtl) for cap in row] for row in layout.caps()]
        for key in self.keys:
            key.clicked.connect(partial(self._strike, key))
        self.touches.struck.connect(self._strike)
        self._show()

    @property
    def is_rtl(self) -> bool:
        """Whether one writes from the right with it."""
        return self._layout.direction == "rtl"

    @property
    def keys(self) -> Iterable[TypeKey]:
        every = (key for row in self._rows for key in row)
        return [key for key in every if self._others or key.cap.act != "globe"]

    @staticmethod
    def height_wanted() -> int:
        return 4 * px(KEY) + 3 * px(GAP) + 2 * px(EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Lay the keys out in the room there is."""
        side = SIDE if self._letter(SIDE) >= px(KEY) else NARROW_SIDE
        letter, gap = self._letter(side), px(GAP)
        high = (self.height() - 2 * px(EDGE) - 3 * gap) / 4
        for n, row in enumerate(self._rows):
            wide = [(key, self._wide(key, row)) for key in row]
            left = (self.width() - _length(sum(w for _, w in wide), letter, gap)) / 2
            top = px(EDGE) + n * (high + gap)
            for key, units in wide:
                length = _length(units, letter, gap)
                if units:
                    end, bottom = left + length, top + high
                    key.setGeometry(_between(left, top, end, bottom))
                    left = end + gap
                key.setVisible(bool(units))

    def _letter(self, side: int) -> float:
        """How wide a letter is, with so much room at the sides."""
        most = max(sum(key.cap.wide for key in row) for row in self._rows)
        room = self.width() - 2 * px(side) - (most - 1) * px(GAP)
        return min(room / most, px(WIDEST))

    def _wide(self, key: TypeKey, row: list[TypeKey]) -> float:
        """In letters. Where there is no other layout, its key leaves its room to Space."""
        globe = sum(one.cap.wide for one in row if one.cap.act == "globe")
        if self._others or not globe:
            return key.cap.wide
        return {"globe": 0.0, "space": key.cap.wide + globe}.get(key.cap.act, key.cap.wide)

    def _show(self) -> None:
        state = self._state
        for key in self.keys:
            if not key.cap.act:
                text = key.cap.texts[state.page]
                key.say(text, self._layout.others(text))
            elif key.cap.act == "shift":
                key.mark(on=state.shift, locked=state.locked)
            elif key.cap.act == "signs":
                letters = "".join(cap.texts[0] for cap in self._layout.caps()[0][:3] if cap.texts)
                key.setText((letters if self.is_rtl else letters.upper()) if state.signs else SIGNS)
                key.setAccessibleName(tr("Letters") if state.signs else name_of_act("signs"))
            elif key.cap.act == "space":
                key.setText(self._layout.title if self._layout.languages else name_of_act("space"))

    def _strike(self, key: TypeKey) -> None:
        act = key.cap.act
        if not act:
            text = key.text()
            self._turn(self._state.typed())
            self.typed.emit(text)
        elif act in PRESSES:
            self.pressed.emit(PRESSES[act])
        elif act == "space":
            self.typed.emit(" ")
        elif act == "shift":
            self._turn(self._state.turn_shift())
        elif act == "signs":
            self._turn(self._state.turn_signs())
        else:
            (self.done if act == "done" else self.other).emit()

    def begin_again(self) -> None:
        """With plain letters, whatever was touched before."""
        self.touches.cancel()
        self._turn(Shifting())

    def type_other(self, text: str) -> None:
        """What a key offered was chosen."""
        self._turn(self._state.typed())
        self.typed.emit(text)

    def _turn(self, state: Shifting) -> None:
        if state != self._state:
            self._state = state
            self._show()


def _length(units: float, letter: float, gap: float) -> float:
    return units * letter + max(units - 1, 0) * gap


def _between(left: float, top: float, right: float, bottom: float) -> QRect:
    """On whole pixels, so that no two keys stand further apart than others."""
    x, y = round(left), round(top)
    return QRect(x, y, round(right) - x, round(bottom) - y)
