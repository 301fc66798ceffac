"""Where a secret is put in, digits or pictures, and forgotten as soon as it is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from keystep.domain.kiosk.secrets import (
    FEWEST_PICTURES,
    LONGEST_PIN,
    MOST_PICTURES,
    PICTURES,
    SHORTEST_PIN,
)
from keystep.gui.i18n import tr
from keystep.gui.kiosk.signin.drawings import NAMES
from keystep.gui.kiosk.signin.keypad import Keypad, share_out, space
from keystep.gui.kiosk.signin.keys import DrawnKey, word_key
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.kiosk.signin.pin_box import PinBox, more_digits
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import say

COLUMNS = 4


class SecretPanel(Panel):
    """``entered`` carries what was put in; ``helped``: they cannot, and want another way."""

    entered = Signal(str)
    helped = Signal()

    def __init__(self, titles: Sequence[str], last: str, fewest: int, most: int) -> None:
        super().__init__(*titles, primary=last)
        self._last, self._fewest, self._most = last, fewest, most
        self._parts: list[str] = []
        self._busy = False
        self.box = PinBox(titles[0], fewest)
        self.head.addWidget(self.box)

    def begin(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """It was not taken, and why; begin anew."""
        self._busy = False
        self.start_again()
        self.box.say(words)

    def start_again(self) -> None:
        """Nothing is put in."""
        if not self._busy:
            self._parts.clear()
            self._tell()

    def put(self, part: str) -> None:
        """One more digit or picture."""
        if not self._busy and len(self._parts) < self._most:
            self._parts.append(part)
            self._tell()

    def erase(self) -> None:
        if not self._busy and self._parts:
            self._parts.pop()
            self._tell()

    def act(self) -> None:
        if self._busy or len(self._parts) < self._fewest:
            return
        secret, count = self.joint.join(self._parts), len(self._parts)
        self._parts.clear()
        self._busy = True
        self._tell()
        self.box.count(count)
        self.entered.emit(secret)

    joint = ""
    """What stands between two parts of the secret."""

    def arrange(self, lift: int, *, roomy: bool) -> None:
        super().arrange(lift, roomy=roomy)
        self.box.arrange(roomy=roomy)

    def shown(self) -> tuple[str, ...]:
        """Drawings to show for what was put in; none: only how much it is."""
        return ()

    def missing(self, count: int) -> str:
        """What the button says while ``count`` are missing."""
        raise NotImplementedError

    def _tell(self) -> None:
        self.box.count(len(self._parts), self.shown())
        if self.primary is None:
            return
        short = self._fewest - len(self._parts)
        self.primary.setEnabled(not self._busy and short <= 0)
        words = self.missing(short) if short > 0 else self._last
        say(self.primary, tr("Checking") if self._busy else words)


class PinPanel(SecretPanel):
    """A keypad. ``corner`` is what whoever does not know their PIN presses; "" is nothing."""

    def __init__(self, titles: Sequence[str], last: str, corner: str = "") -> None:
        super().__init__(titles, last, SHORTEST_PIN, LONGEST_PIN)
        self.box.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.keys = Keypad(corner)
        self.controls.addWidget(self.keys, 1)
        self.finish()
        self.keys.typed.connect(self.put)
        self.keys.erased.connect(self.erase)
        self.keys.corner_pressed.connect(self.helped)
        self._tell()

    def arrange(self, lift: int, *, roomy: bool) -> None:
        super().arrange(lift, roomy=roomy)
        self.keys.arrange(roomy=roomy)

    def take(self, sign: str) -> bool:
        digit = unicodedata.digit(sign, -1) if len(sign) == 1 else -1
        if digit >= 0:
            self.put(str(digit))
        return digit >= 0

    def missing(self, count: int) -> str:
        return more_digits(count)


class PicturePanel(SecretPanel):
    """Twelve pictures. With ``shows`` those that were chosen are shown, as they are chosen."""

    joint = " "

    def __init__(
        self, titles: Sequence[str], last: str, corner: str = "", *, shows: bool = False
    ) -> None:
        super().__init__(titles, last, FEWEST_PICTURES, MOST_PICTURES)
        self._shows = shows
        self.keys = QWidget()
        self.keys.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._grid = QGridLayout(self.keys)
        bare(self._grid)
        for place, drawing in enumerate(PICTURES):
            key = DrawnKey(drawing, tr(NAMES[drawing]), partial(self.put, drawing))
            self._grid.addWidget(key, *divmod(place, COLUMNS))
        if corner:
            self._grid.addWidget(word_key(corner, self.helped.emit), 3, 0, 1, 2)
        self._grid.addWidget(word_key(tr("Start again"), self.start_again), 3, 2, 1, 2)
        share_out(self._grid, 4, COLUMNS)
        self.controls.addWidget(self.keys, 1)
        self.finish()
        self._tell()

    def arrange(self, lift: int, *, roomy: bool) -> None:
        super().arrange(lift, roomy=roomy)
        space(self.keys, self._grid, 4, roomy=roomy)

    def shown(self) -> tuple[str, ...]:
        return tuple(self._parts) if self._shows else ()

    def missing(self, count: int) -> str:
        words = {
            1: tr("One more picture"),
            2: tr("Two more pictures"),
            3: tr("Three pictures or more"),
        }
        return words[count]
