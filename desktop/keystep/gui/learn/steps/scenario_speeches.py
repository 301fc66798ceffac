"""What was said in a scenario so far, and what is to be seen now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.scenario import Ending, Scenario, Scene
from keystep.domain.story import Turn, Walk
from keystep.gui import fonts
from keystep.gui.i18n import percent, tr
from keystep.gui.learn.picture_view import picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.pages import bare
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import STATUSES, StatusGlyph

NAMES = 116
PICTURE_WIDTH, WORDS_AT_LEAST = 256, 240
TOP = Qt.AlignmentFlag.AlignTop


class Speeches(QWidget):
    """Names in a column, words beside them; the last word, ``last``, is large, with its picture.

    ``picture`` is that of the present scene, None where it has none.
    """

    def __init__(self, scenario: Scenario, at: Walk, media: Media) -> None:
        super().__init__()
        self.last: QWidget = self
        self.picture: QWidget | None = None
        self._grid = QGridLayout(self)
        bare(self._grid, 20)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnMinimumWidth(0, fonts.scaled(NAMES))
        self._grid.setColumnStretch(1, 1)
        speaker = tr("Your group") if at.group else tr("You")
        for turn in at.turns:
            self._add(turn.scene.speaker, label(turn.scene.text, "speech", "ink2", wrap=True))
            self._add(speaker, _reply(scenario, turn))
        if at.scene is not None:
            self.last = label(at.scene.text, "section", wrap=True)
            self.picture = _picture(at.scene, media)
            said = Beside(self.last, self.picture) if self.picture else self.last
            self._add(at.scene.speaker, said, now=True)
        if at.ending is not None:
            self.last = _ended(at, at.ending)
            self._grid.addWidget(self.last, self._grid.rowCount(), 1)

    def _add(self, speaker: str, words: QWidget, *, now: bool = False) -> None:
        row = self._grid.rowCount()
        wide = paint.width_of(speaker, "group") > fonts.scaled(NAMES)
        name = label(speaker, "group", "ink" if now else "ink2", wrap=wide)
        name.setContentsMargins(0, fonts.scaled(9 if now else 6), 0, 0)
        if wide:
            name.setFixedWidth(fonts.scaled(NAMES))
        self._grid.addWidget(name, row, 0, TOP | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(words, row, 1)


class Beside(QWidget):
    """A picture beside what is said; above it where that leaves too little room for the words."""

    def __init__(self, words: QWidget, picture: QWidget) -> None:
        super().__init__()
        self._picture = picture
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bare(self._row, 20)
        self._row.addWidget(words, 1000, TOP)
        self._row.addWidget(picture, 0, TOP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() - PICTURE_WIDTH >= fonts.scaled(WORDS_AT_LEAST)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if wide else directions.BottomToTop)


def _picture(scene: Scene, media: Media) -> QWidget | None:
    if not scene.picture:
        return None
    made = picture_view(media, scene.picture, scene.alt)
    made.setFixedWidth(PICTURE_WIDTH)
    return made


def _reply(scenario: Scenario, turn: Turn) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    bare(column, 4)
    column.addWidget(label(turn.choice.text, "speech", "ink2", wrap=True))
    if turn.late:
        column.addWidget(late_line())
    if turn.choice.consequence:
        column.addWidget(consequence(scenario, turn))
    return made


def consequence(scenario: Scenario, turn: Turn) -> QWidget:
    """What a reply did: told as good, as a warning, or just told."""
    effects, made = turn.choice.effects, QWidget()
    moved = sum(effects.get(meter.id, 0) for meter in scenario.meters)
    kind = "right" if turn.choice.best else "careful" if moved < 0 else ""
    row = QHBoxLayout(made)
    bare(row, 8)
    if kind:
        row.addWidget(StatusGlyph(kind, 14), 0, Qt.AlignmentFlag.AlignVCenter)
    colour = STATUSES[kind].colour if kind else "ink2"
    row.addWidget(label(turn.choice.consequence, "caption", colour, wrap=True), 1)
    return made


def late_line() -> QWidget:
    """That the time was up and the scene replied."""
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 8)
    row.addWidget(IconPicture("clock", 14), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(tr("The time was up, so it came to this"), "caption", "ink2", wrap=True), 1)
    return made


def _ended(at: Walk, ending: Ending) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    bare(column, 4)
    column.addWidget(label(ending.title, "section", wrap=True))
    column.addWidget(label(ending.text, "speech", wrap=True))
    said = tr("{share} of what was possible", share=percent(ending.score / 100))
    if len(at.endings) > 1:
        first = percent(at.endings[0].score / 100)
        said = tr("{now}, the first time {first}", now=said, first=first)
    column.addWidget(label(said, "label_figure", "ink2", wrap=True))
    if at.group:
        apart = tr("The group’s result. It says nothing about what one person can do.")
        column.addWidget(label(apart, "caption", "ink2", wrap=True))
    return made
