"""Take a thing, put it somewhere: the one way in which things are moved, whatever moves them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from keystep.gui.learn.steps.answers.chips import Chip
from keystep.gui.learn.steps.answers.ghost import EdgeScroll, Ghost
from keystep.gui.learn.steps.answers.hand import Hand

OUT = -1
"""The place of what lies in no place."""
_KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}

PlaceAt = Callable[[int, QPoint], int | None]


class Carrying(QObject):
    """At most one thing is ``taken``, by tap or key, or ``dragged``; both by their numbers.

    ``turned``: another thing, or none, is in the hand. ``passed`` carries the place, or None, that
    a dragged thing is over now. ``put`` carries a thing and the place it was dropped on; one
    dropped nowhere goes back to where it was. ``place_at`` finds the place for a thing at a point
    of the screen.
    """

    turned = Signal()
    passed = Signal(object)
    put = Signal(int, int)

    def __init__(self, view: QWidget, place_at: PlaceAt) -> None:
        super().__init__(view)
        self._view, self._place_at = view, place_at
        self._hands: list[Hand] = []
        self._ghost: Ghost | None = None
        self._returning: Ghost | None = None
        self._scroll = EdgeScroll(self)
        self._scroll.scrolled.connect(self._pass)
        self._over: int | None = None
        self.taken: int | None = None
        self.dragged: int | None = None
        view.installEventFilter(self)

    @property
    def over(self) -> int | None:
        """The place that a dragged thing would be dropped on."""
        return self._over

    def watch(self, thing: int, chip: Chip, handle: QWidget | None = None) -> None:
        """Let ``chip`` be dragged as ``thing``; by a finger at its ``handle`` alone, if given."""
        hand = Hand(chip, handle or chip)
        hand.began.connect(lambda at: self._begin(thing, hand, at))
        hand.moved.connect(self._follow)
        hand.dropped.connect(self._drop)
        hand.lost.connect(self.let_go)
        chip.installEventFilter(self)
        self._hands.append(hand)

    def watch_place(self, place: QWidget) -> None:
        """Let its keys be heard: Escape lets go."""
        place.installEventFilter(self)

    def take(self, thing: int) -> None:
        """Take one; whatever was in the hand stays where it was."""
        self._empty()
        self.taken = thing
        self.turned.emit()

    def let_go(self) -> None:
        """Nothing is in the hand any more."""
        held = self.taken is not None or self.dragged is not None
        self._empty()
        if held:
            self.turned.emit()

    def rest(self) -> None:
        """Nothing can be taken from now on."""
        self.let_go()
        for hand in self._hands:
            hand.rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view:
            if event.type() is QEvent.Type.Hide:
                self.let_go()
            return False
        return isinstance(event, QKeyEvent) and event.type() in _KEYS and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        """While something is in the hand, Escape lets it go, and Enter does not end the answer."""
        idle = self.taken is None and self.dragged is None
        if idle or event.key() not in {Qt.Key.Key_Escape, *_ENTERS}:
            return False
        if event.key() in _ENTERS and event.type() is QEvent.Type.KeyPress:
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self.let_go()
        return True

    def _begin(self, thing: int, hand: Hand, at: QPoint) -> None:
        chip = hand.thing
        self._empty(but=hand)
        if self._returning is not None and isValid(self._returning):
            self._returning.vanish()
        self.dragged = thing
        self._ghost = Ghost(chip, at)
        self._scroll.begin(chip)
        chip.set_hole(True)
        self.turned.emit()

    def _follow(self, at: QPoint) -> None:
        if self._ghost is not None:
            self._ghost.follow(at)
            self._scroll.follow(at)
            self._pass()

    def _pass(self) -> None:
        over = self._found()
        if over != self._over:
            self._over = over
            self.passed.emit(over)

    def _found(self) -> int | None:
        if self._ghost is None or self.dragged is None or not self._scroll.sees(self._ghost.at):
            return None
        return self._place_at(self.dragged, self._ghost.at)

    def _drop(self, at: QPoint) -> None:
        self._follow(at)
        thing, place = self.dragged, self._found()
        self._end(back=place is None)
        self.turned.emit()
        if thing is not None and place is not None:
            self.put.emit(thing, place)

    def _empty(self, but: Hand | None = None) -> None:
        """What is held is not any more, even in the middle of a drag; ``but`` begins another."""
        for hand in self._hands:
            if hand is not but:
                hand.let_go()
        self._end()

    def _end(self, *, back: bool = True) -> None:
        self.taken = self.dragged = None
        self._scroll.end()
        ghost, self._ghost = self._ghost, None
        if ghost is not None:
            self._returning = ghost
            ghost.end(back=back)
        if self._over is not None:
            self._over = None
            self.passed.emit(None)
