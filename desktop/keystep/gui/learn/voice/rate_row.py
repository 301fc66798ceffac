"""A lesson's stars: one tap gives them, another changes them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystep.errors import KeystepError
from keystep.gui import fonts, icons
from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.answers import AnswerList
from keystep.gui.learn.voice.parts import Keys, Told
from keystep.gui.pages import bare
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label
from keystep.services.office_answers import rating_answers
from keystep.services.run import Run
from keystep.services.voice import STARS, rate_lesson, rating

MEANS = (
    mark("Not useful"),
    mark("Hardly useful"),
    mark("Useful"),
    mark("Very useful"),
    mark("Just what I needed"),
)
SIDE, STAR = 48, 28


class RateRow(Keys):
    """Five stars with the last given filled, and below in words what they say."""

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._desk, self._run = desk, run
        self.stars = tuple(StarButton(n) for n in range(1, STARS + 1))
        self._said = label("", "caption", "ink2", wrap=True)
        self._told = Told()
        row = QHBoxLayout()
        bare(row)
        for n, star in enumerate(self.stars, 1):
            star.clicked.connect(partial(self._rate, n))
            row.addWidget(star)
        row.addStretch(1)
        column = QVBoxLayout(self)
        bare(column, 4)
        column.addWidget(label(tr("How useful was this lesson?"), "body_strong", wrap=True))
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(self._told)
        answered = AnswerList(desk)
        column.addWidget(answered)
        answered.show_answers(rating_answers(desk.station, run))
        self._show(rating(desk.station, run))

    def _rate(self, stars: int) -> None:
        try:
            rate_lesson(self._desk.station, self._run, stars)
        except KeystepError as error:
            self._told.trouble(error)
        else:
            self._told.clear()
        self._show(stars)

    def _show(self, given: int) -> None:
        for n, star in enumerate(self.stars, 1):
            star.fill(n <= given, given == n)
        said = star_words(given) if given else tr("One tap. You can change it.")
        self._said.setText(said)


def star_words(stars: int) -> str:
    """ "4 of 5: Very useful"."""
    figures = {"n": number(stars), "total": number(STARS)}
    return tr("{n} of {total}: {words}", words=tr(MEANS[stars - 1]), **figures)


class StarButton(QAbstractButton):
    """One star of 48 by 48; filled, or an outline."""

    def __init__(self, n: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = False
        self.setAccessibleName(star_words(n))
        self.setToolTip(tr(MEANS[n - 1]))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("focusInset", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fill(self, filled: bool, chosen: bool) -> None:
        self._filled = filled
        self.setChecked(chosen)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(fonts.scaled(SIDE), fonts.scaled(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self.underMouse():
            paint.box(painter, self.rect().toRectF(), theme.color("sunken"))
        star = QRectF(0, 0, fonts.scaled(STAR), fonts.scaled(STAR))
        star.moveCenter(self.rect().toRectF().center())
        name, role = ("starred", "accent") if self._filled else ("star", "ink2")
        icons.draw(painter, name, star, theme.color(role))
