"""In which language to learn, chosen before anybody signs in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.signin.keys import Key
from keystep.gui.kiosk.signin.panel import Title
from keystep.gui.look import language_name
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.services.shelf import Shelf

COLUMNS = 3


def spoken_now(shelf: Shelf) -> str:
    """The tag of the language that most of what is here is read in; "" where there is nothing."""
    tags = shelf.languages
    for wanted in shelf.spoken:
        for tag in tags:
            if tag == wanted or tag.split("-")[0] == wanted.split("-")[0]:
                return tag
    return "en" if "en" in tags else next(iter(tags), "")


def language_button(tag: str) -> QPushButton:
    """What stands at the foot: the language by its own name."""
    made = button(language_name(tag), "plain", icon_end="chevron_down")
    fonts.set_role(made, "group")
    fonts.set_icon_size(made, 11, room=6)
    made.setAccessibleDescription(tr("Choose another language"))
    return made


class Languages(QWidget):
    """``chosen`` carries a tag; ``left``: none was chosen."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, tags: Sequence[str], now: str) -> None:
        super().__init__()
        self.title = Title(tr("In which language?"))
        self.leave = wide_button(tr("Back"), "plain", icon="back", on_click=self.left.emit)
        self.ways = [self._way(tag, now) for tag in tags]
        self.column, self._grid = QVBoxLayout(self), QGridLayout()
        bare(self.column)
        bare(self._grid)
        self.column.addWidget(self.title)
        self.column.addLayout(self._grid)
        for place, way in enumerate(self.ways):
            self._grid.addWidget(way, *divmod(place, COLUMNS))
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        self.column.addLayout(row)

    def begin(self) -> None:
        chosen = [way for way in self.ways if way.isChecked()] or self.ways
        chosen[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, height: int, lift: int) -> int:
        """Fit into ``height``, of which ``lift`` lies out of reach; gives how high that is which
        need not be touched."""
        self.title.arrange()
        rows = -(-len(self.ways) // COLUMNS)
        room = height - max(px(96), lift) - px(112)
        high = min(px(140), room // max(rows, 1) - px(20))
        for way in self.ways:
            way.setFixedHeight(max(high, px(56)))
            fonts.set_role(way, "kiosk_strong")
        self._grid.setSpacing(px(20))
        self.column.setSpacing(px(24))
        fonts.set_role(self.leave, "group")
        return px(96)

    def _way(self, tag: str, now: str) -> Key:
        way = Key(language_name(tag), partial(self.chosen.emit, tag), "kiosk_strong", "key")
        way.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        way.setCheckable(True)
        way.setChecked(tag == now)
        return way
