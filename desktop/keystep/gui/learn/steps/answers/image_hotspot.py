"""Places of a picture to point at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.interactions import ImageHotspot, Region
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Place, Pointed, Response
from keystep.gui import fonts
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.hotspot_board import HotspotBoard
from keystep.gui.learn.steps.answers.hotspot_list import HotspotList, told, told_row
from keystep.gui.learn.steps.answers.hotspot_places import region_of
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.learn.steps.picture_room import PictureRoom, at_start
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label

AROUND, HALF = 300, 0.5
"""What question and frame take of a window's height, in pixels; and what they leave at least."""


class HotspotAnswer(AnswerView):
    """The picture; below, its regions in a list, for whoever cannot see it.

    ``board`` is None where the picture cannot be shown: then there is the list alone.
    """

    gap = 12

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self._asks = cast("ImageHotspot", item.asks)
        self._most = max(len(self._asks.wanted), 1)
        self._places: tuple[Place, ...] = ()
        self._count = label("", "body", "ink2")
        self.list = HotspotList(self._asks)
        self.list.chosen.connect(self._choose)
        self.choose = button(tr("Choose from a list"), "quiet", icon="checklist")
        self.board = self._make_board()
        self._build()
        self._set(())

    def response(self) -> Response:
        return Pointed(self._places)

    def fill(self, response: Response) -> None:
        self._set(response.places if isinstance(response, Pointed) else ())

    def show_grade(self, grade: Grade) -> None:
        self.list.hide()
        self.choose.hide()
        self._count.hide()
        parts = list(told(self._asks, self._places, grade))
        if self.board is not None:
            regions = {part.region: part.verdict for part in parts if part.region}
            wanted = {region: regions[region] for region in self._asks.wanted if region in regions}
            self.board.tell([part.verdict for part in parts if part.given], wanted)
        for part in parts:
            self.column.addWidget(told_row(part))

    def first(self) -> QWidget:
        return self.board or self.list.rows[0]

    def pick(self, number: int) -> bool:
        """A row of the list, while it is open."""
        if self.list.isHidden() or not 1 <= number <= len(self.list.rows):
            return False
        row = self.list.rows[number - 1]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.click()
        return True

    def keys(self) -> tuple[str, ...]:
        if self.board is None:
            return (tr("Choose with"), "[1]", tr("to"), f"[{len(self.list.rows)}]")
        arrows = ("[←]", "[→]", "[↑]", "[↓]")
        return (tr("Move with"), *arrows, tr("mark with"), f"[{tr('Space')}]")

    def _make_board(self) -> HotspotBoard | None:
        picture = self.media.picture(self.item.picture)
        if picture is None:
            return None
        board = HotspotBoard(picture, self.item.alt, self._most)
        board.marked.connect(self._mark)
        board.taken.connect(self._take_away)
        PictureRoom(board, picture.natural, _room)
        return board

    def _build(self) -> None:
        if self.board is None:
            title = tr("This picture cannot be shown")
            self.column.addWidget(Callout("warning", title, self.item.alt))
            self.column.addWidget(self._count)
        else:
            self.column.addLayout(at_start(self.board))
            self.column.addLayout(self._below(self.board))
            self.choose.setCheckable(True)
            self.choose.toggled.connect(self._open_list)
            self.list.hide()
        self.column.addWidget(self.list)

    def _below(self, board: HotspotBoard) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(icon_button("minus", tr("Smaller"), on_click=board.shrink))
        row.addWidget(icon_button("plus", tr("Larger"), on_click=board.grow))
        row.addWidget(self.choose)
        row.addStretch(1)
        return row

    def _open_list(self, shown: bool) -> None:
        self.list.setVisible(shown)
        if shown:
            bring_into_sight(self.list)

    def _mark(self, place: Place) -> None:
        """One place more; where there may be no more, the last marker goes there."""
        self._set((*self._places[: self._most - 1], place))

    def _take_away(self, n: int) -> None:
        self._set((*self._places[:n], *self._places[n + 1 :]))

    def _choose(self, region: Region, on: bool) -> None:
        others = tuple(p for p in self._places if region_of(self._asks, p) is not region)
        self._set(others)
        if on:
            self._mark(region.middle)

    def _set(self, places: Sequence[Place]) -> None:
        """Mark these; what is over the limit is left out."""
        self._places = tuple(places[: self._most])
        if self.board is not None:
            self.board.show_marks(places=self._places, hovered=None)
        self.list.show_chosen({region_of(self._asks, place) for place in self._places})
        self._tell_count()
        self.changed.emit()

    def _tell_count(self) -> None:
        given, total = len(self._places), self._most
        marked = tr("{n} of {total} marked", n=number(given), total=number(total))
        self._count.setText(marked if given else trn("Mark {n} place", "Mark {n} places", total))


def _room(high: int) -> int:
    return max(high - fonts.scaled(AROUND), round(high * HALF))
