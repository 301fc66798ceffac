"""One rule of the kiosk: what it is, what it is set to, and a key to either side of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.pages import announce, bare
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label

Choice = tuple[object, str]
WIDE, KEY, GAP = 264, 72, 8
NAMES, VALUES = ("kiosk_text", "body", "caption"), ("kiosk_strong", "group")
"""From the largest letters to the smallest."""


class Chooser(QWidget):
    """``chosen`` carries another value. ``choices`` are values and their words; a ``value`` that is
    none of them stands before them, as ``spelled`` says it."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        value: object,
        spelled: Callable[[object], str] = str,
    ) -> None:
        super().__init__()
        known = any(choice == value for choice, _words in choices)
        self._name = name
        self._choices = [*choices] if known else [(value, spelled(value)), *choices]
        self._at = next(n for n, (choice, _) in enumerate(self._choices) if choice == value)
        self._label = label(name, "kiosk_text", "ink", wrap=True)
        self._value = label("", "kiosk_strong", "ink")
        self._value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before = self._key(-1, "chevron_back", tr("The value before"))
        self.after = self._key(1, "chevron_next", tr("The next value"))
        self._row = QHBoxLayout(self)
        bare(self._row)
        self._row.addWidget(self._label, 1)
        for part in (self.before, self._value, self.after):
            self._row.addWidget(part)
        self._tell()

    @property
    def value(self) -> object:
        """What it is set to."""
        return self._choices[self._at][0]

    @property
    def words(self) -> str:
        """What it is set to, in words."""
        return self._choices[self._at][1]

    def show_value(self, value: object) -> None:
        """Another value, without a word about it; one that is no choice changes nothing."""
        self._at = next((n for n, (one, _) in enumerate(self._choices) if one == value), self._at)
        self._tell()

    def has_room(self, role: str, height: int) -> bool:
        """Whether its name fits into ``height`` in the letters of ``role``."""
        room = self.width() - px(WIDE + 2 * KEY + 4 * GAP)
        return paint.height_of(self._label.text(), role, room) <= height

    def arrange(self, height: int, role: str = "") -> None:
        """Keys as high as ``height`` allows, never lower than a finger needs; its name in the
        letters of ``role``, else in the largest that fit."""
        tall = max(min(height - px(4), px(80)), px(56))
        for key in (self.before, self.after):
            key.setFixedSize(px(KEY), tall)
        self._value.setFixedWidth(px(WIDE))
        self._row.setSpacing(px(GAP))
        fitting = (one for one in NAMES if self.has_room(one, height))
        fonts.set_role(self._label, role or next(fitting, NAMES[-1]))
        self._fit()

    def _fit(self) -> None:
        """The largest letters in which the value has room."""
        values = (size for size in VALUES if paint.width_of(self.words, size) <= px(WIDE))
        fonts.set_role(self._value, next(values, VALUES[-1]))

    def _key(self, step: int, icon: str, way: str) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "key")
        made.setIcon(icons.icon(icon, "ink"))
        made.setAccessibleName(tr("{rule}: {way}", rule=self._name, way=way))
        made.setAutoDefault(True)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        fonts.set_icon_size(made, 17)
        made.clicked.connect(lambda _checked: self._turn(step))
        return made

    def _turn(self, step: int) -> None:
        self._at = max(0, min(self._at + step, len(self._choices) - 1))
        self._tell()
        announce(self, self.words)
        self.chosen.emit(self.value)

    def _tell(self) -> None:
        self._value.setText(self.words)
        self._value.setAccessibleDescription(self._name)
        self._fit()
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._choices) - 1)
