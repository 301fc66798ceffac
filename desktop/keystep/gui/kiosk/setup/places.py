"""The second step: where the office's folder is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.setup.step import ROOMY, SHORT, Step
from keystep.gui.kiosk.setup.tile import Tile
from keystep.gui.kiosk.signin.keys import snug_button
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.field import Field
from keystep.gui.widgets.label import label
from keystep.services.kiosk.searching import Place

LOT, SMALL_LOT = 3, 2
"""How many places are shown at a time, and on a low screen."""
EXAMPLE = r"S:\keystep" if sys.platform == "win32" else "/media/stick/keystep"


class PlacesStep(Step):
    """``chosen`` carries a Place, ``typed`` a path; ``looking``: look again."""

    chosen = Signal(object)
    typed = Signal(str)
    looking = Signal()

    def __init__(self) -> None:
        told = tr("Put the stick in, or connect the network folder. Then touch what was found.")
        super().__init__(2, tr("Where is the folder?"), told, tr("Take what is typed"))
        self.tiles: list[Tile] = []
        self._places: Sequence[Place] = ()
        self._first, self._most = 0, LOT
        self.found = QVBoxLayout()
        bare(self.found)
        self.state = label("", "kiosk_text", "ink", wrap=True)
        self.path = Field(tr("Or type where it is"), tr("For example: {path}", path=EXAMPLE))
        self.path.edit.setProperty("kiosk", True)
        self.path.edit.returnPressed.connect(self.act)
        self.path.edit.textEdited.connect(self._notice_typing)
        self.again = snug_button(tr("Look again"), icon="refresh", on_click=self._look)
        self.more = snug_button(tr("Show others"), on_click=self._turn)
        self.feet.insertWidget(1, self.again)
        self.feet.insertWidget(2, self.more)
        self.body.addWidget(self.state)
        self.body.addLayout(self.found)
        self.body.addStretch(1)
        self.body.addWidget(self.path)
        self._notice_typing("")
        self._wait_for_places()

    def begin(self) -> None:
        waiting = self.again if self.again.isEnabled() else self.back
        first = self.tiles[0] if self.tiles else waiting
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        if self.path.text().strip():
            self.typed.emit(self.path.text().strip())

    def show_places(self, places: Sequence[Place]) -> None:
        """What the search has found."""
        self._places, self._first = places, 0
        self.again.setEnabled(True)
        self.state.setText("" if places else _nothing())
        self._show_lot()
        if not self.path.edit.hasFocus():
            self.begin()
        announce(self, self.state.text() or self.tiles[0].text())

    def refuse(self, words: str) -> None:
        """What is wrong with the path stands below it, with anything else above all."""
        self.free()
        if self.path.text().strip():
            self.path.set_fault(words)
            fonts.refit([self.path.edit])
        else:
            super().refuse(words)

    def free(self) -> None:
        super().free()
        self._notice_typing("")

    def arrange(self, height: int) -> None:
        super().arrange(height)
        most = LOT if height >= px(ROOMY) else SMALL_LOT
        if most != self._most and self._places:
            self._first, self._most = 0, most
            self._show_lot()
        self._most = most
        fonts.set_role(self.path.edit, "kiosk_text")
        fonts.set_role(self.state, "kiosk_text")
        for one in (self.again, self.more):
            fonts.set_role(one, "kiosk_strong")
            one.setFixedHeight(self.back.height())
        short = height < px(SHORT)
        self.found.setSpacing(px(16))
        self.state.setVisible(bool(self.state.text()) and not short)
        for tile in self.tiles:
            tile.setVisible(not short)

    def _wait_for_places(self) -> None:
        empty(self.found)
        self.tiles.clear()
        self.more.hide()
        self.again.setEnabled(False)
        self.state.setText(tr("Looking at every drive, stick and network folder …"))
        self.state.show()

    def _look(self) -> None:
        self._wait_for_places()
        self.looking.emit()

    def _turn(self) -> None:
        """The next ones, and after the last the first again."""
        self._first += self._most
        if self._first >= len(self._places):
            self._first = 0
        self._show_lot()

    def _show_lot(self) -> None:
        empty(self.found)
        shown = self._places[self._first : self._first + self._most]
        self.tiles = [self._tile(place) for place in shown]
        for tile in self.tiles:
            self.found.addWidget(tile)
        self.state.setVisible(not shown)
        self.more.setVisible(len(self._places) > self._most)

    def _tile(self, place: Place) -> Tile:
        named = place.organisation or tr("A kiosk file that cannot be read")
        icon = "key" if place.by_file else "folder"
        return Tile(icon, named, str(place.path), partial(self.chosen.emit, place))

    def _notice_typing(self, _text: str) -> None:
        if self.go is not None:
            self.go.setEnabled(bool(self.path.text().strip()))
            fonts.refit([self.path.edit])


def _nothing() -> str:
    return tr(
        "No folder of an office was found. Put the stick in or connect the network folder, then "
        "look again; or type where it is."
    )
