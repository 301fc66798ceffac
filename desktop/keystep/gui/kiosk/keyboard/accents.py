"""What a key offers when it is held down: a row above it, to slide to or to touch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Signal
from PySide6.QtWidgets import QWidget

from keystep.domain.kiosk.keyboards import Cap
from keystep.gui.i18n import tr
from keystep.gui.kiosk.keyboard.bed import KeyBed
from keystep.gui.kiosk.keyboard.keys import TypeKey
from keystep.gui.kiosk.keyboard.touches import Pace
from keystep.gui.kiosk.listening import listening
from keystep.gui.kiosk.scale import px

GAP, SLIDES = 8, 24
"""Drawn pixels: around the letters; that a finger moves before it means one."""
PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}


class Accents(KeyBed):
    """``chosen`` carries a letter, "" where none was wanted; then it is gone."""

    chosen = Signal(str)

    def __init__(self, key: TypeKey, within: QWidget, *, rtl: bool) -> None:
        super().__init__(within, Pace())
        self.setProperty("kind", "accents")
        self.setAccessibleName(tr("Letters like {letter}", letter=key.text()))
        self._from: QPointF | None = None
        self._aimed: TypeKey | None = None
        self._keys = [self._made(letter, rtl=rtl) for letter in key.offers]
        self._place(key, self._keys[::-1] if rtl else self._keys, within)
        self.touches.struck.connect(self._choose)
        listening().begin(self, PRESSES)
        self.show()
        self.raise_()

    @property
    def keys(self) -> Sequence[TypeKey]:
        return self._keys

    def aim(self, at: QPointF) -> None:
        """The finger that held the key slides to a letter."""
        self._from = self._from or at
        if self._aimed is None and (at - self._from).manhattanLength() < px(SLIDES):
            return
        local = self.mapFromGlobal(at).toPoint()
        reach = self.rect().adjusted(-px(40), -px(40), px(40), px(120))
        self._point_at(self._nearest(local) if reach.contains(local) else None)

    def take(self) -> None:
        """It is gone: type what it was on; on none, leave them to be touched."""
        if self._aimed is not None:
            self._choose(self._aimed)

    def close_row(self) -> None:
        """None of them is wanted."""
        self._end("")

    def hear(self, watched: QObject, _event: QEvent) -> bool:
        """A touch of anything else says that none is wanted."""
        if isinstance(watched, QWidget):
            mine = watched is self or self.isAncestorOf(watched)
            if not mine:
                self.close_row()
        return False

    def _made(self, letter: str, *, rtl: bool) -> TypeKey:
        key = TypeKey(Cap((letter,)), self, rtl=rtl)
        key.say(letter)
        key.clicked.connect(lambda: self._choose(key))
        return key

    def _place(self, key: TypeKey, shown: Sequence[TypeKey], within: QWidget) -> None:
        side, gap = key.height(), px(GAP)
        for n, one in enumerate(shown):
            one.setGeometry(gap + n * (side + gap), gap, side, side)
        wide = gap + len(shown) * (side + gap)
        corner = key.mapTo(within, QPoint((key.width() - wide) // 2, -side - 3 * gap))
        x = min(max(corner.x(), 0), within.width() - wide)
        self.setGeometry(QRect(x, max(corner.y(), 0), wide, side + 2 * gap))

    def _nearest(self, at: QPoint) -> TypeKey:
        return min(self._keys, key=lambda key: abs(key.geometry().center().x() - at.x()))

    def _point_at(self, aimed: TypeKey | None) -> None:
        self._aimed = aimed
        for key in self._keys:
            key.setDown(key is aimed)

    def _choose(self, key: TypeKey) -> None:
        self._end(key.text())

    def _end(self, letter: str) -> None:
        listening().end(self)
        self.hide()
        self.deleteLater()
        self.chosen.emit(letter)
