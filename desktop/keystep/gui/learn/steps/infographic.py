"""A picture that says it all: enlarged, described, explained number by number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout

from keystep.domain.lesson import Step
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.passages import aloud
from keystep.gui.learn.picture_view import PictureView, picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.speech import ReadAloud
from keystep.gui.learn.spot_card import SpotCard
from keystep.gui.learn.spots import NONE, Markers, Spots
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.learn.zoom_layer import Explained
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label
from keystep.services.run import Run

BESIDE = Shape(widest=900, side=352, gap=24, top=28, lists=frozenset())
LEAST = 240
"""The picture is not made lower than this, in pixels, to leave the words below in sight."""


class InfographicView(StepView):
    """Digits open its numbers; + enlarges the picture."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self._media = Media(run.shelf, run.pack)
        self.spots = Spots(step.hotspots, self)
        self.picture = picture_view(self._media, step.file, step.alt)
        self._alt = label(step.alt, "body", "ink2", wrap=True)
        if step.hotspots:
            self.shape = BESIDE
            self.side = self._card()
        self._aloud = ReadAloud(self._words, run.pack.language_of(run.lesson), self)
        self._build()

    def enter(self) -> None:
        super().enter()
        self._aloud.look()

    def leave(self) -> None:
        self._aloud.stop()

    def foot(self) -> Foot:
        turn = (tr("Turn pages with"), "[←]", "[→]")
        if not self.spots.hotspots:
            return Foot(turns=True, hints=(*turn, tr("enlarge with"), "[+]"))
        digits = ("[1]", tr("to"), f"[{len(self.spots.hotspots)}]")
        return Foot(turns=True, hints=(tr("Explain with"), *digits, *turn[1:]))

    def press(self, key: int) -> bool:
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal} and isinstance(self.picture, PictureView):
            self.picture.enlarge()
            return True
        return self.spots.press(key)

    def state(self) -> dict[str, Any]:
        return {"seen": sorted(self.spots.seen)} if self.spots.seen else {}

    def restore(self, state: dict[str, Any]) -> None:
        total = range(len(self.spots.hotspots))
        self.spots.seen = frozenset(n for n in state.get("seen", ()) if n in total)

    def is_done(self) -> bool:
        """Every number was open once."""
        return len(self.spots.seen) == len(self.spots.hotspots)

    def fit(self, room: QSize) -> None:
        """The picture is as wide as leaves all of it in sight."""
        if isinstance(self.picture, PictureView):
            size = self.picture.picture.natural
            high = max(room.height() - self._above() - 2 * self.shape.top, LEAST)
            wide = max(round(high * size.width() / size.height()), LEAST)
            self.picture.setMaximumWidth(wide)
            if self.side is not None:
                self.setMaximumWidth(min(wide, fonts.scaled(self.shape.widest)))

    def _above(self) -> int:
        """What stands above the picture, and the row of buttons below it."""
        return fonts.line_height("page") + fonts.scaled(40) + 32

    def _build(self) -> None:
        self.column.addWidget(label(self.step.title, "page", wrap=True))
        self.column.addSpacing(16)
        self.column.addWidget(self.picture)
        if isinstance(self.picture, PictureView):
            self._number(self.picture)
            self.column.addSpacing(8)
            self.column.addLayout(self._ways(self.picture))
            self.column.addWidget(self._alt)
        self._alt.hide()
        if self.step.text.strip():
            self.column.addSpacing(16)
            words = BlockColumn(self.step.text, self._media)
            words.revealed.connect(lambda told: self.revealed.emit((told,)))
            self.column.addWidget(words)
        self.column.addStretch(1)

    def _number(self, picture: PictureView) -> None:
        """Put the numbers on the picture, and their card beside it when it is enlarged."""
        if not self.spots.hotspots:
            return
        picture.explain(lambda: Explained(self.spots, self._card()))
        Markers(picture, self.spots, picture.place)
        self.spots.opened.connect(self._show_spot)

    def _card(self) -> SpotCard:
        return SpotCard(self.spots, self._media)

    def _ways(self, picture: PictureView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        larger = button(tr("Enlarge"), "plain", icon="fullscreen", on_click=picture.enlarge)
        described = button(tr("Describe it"), "plain", icon="article")
        described.setCheckable(True)
        described.toggled.connect(self._describe)
        for each in (larger, described, self._aloud.button):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _words(self) -> str:
        return f"{self.step.title}.\n{self.step.alt}\n{aloud(self.step.text)}"

    def _describe(self, on: bool) -> None:
        """The words that stand for the picture, for everybody who wants them."""
        self._alt.setVisible(on)
        if on:
            self.revealed.emit((self._alt,))

    def _show_spot(self, n: int) -> None:
        if n != NONE and self.side is not None:
            self.revealed.emit((self.side,))
        self.kept.emit()
        self.changed.emit()
