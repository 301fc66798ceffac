"""How high a picture may be beside what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui.learn.picture_view import PictureView, picture_view
from keystep.gui.learn.pictures import Media
from keystep.gui.pages import bare

SHARE = 0.4
"""Of the window's height, that a picture above answers takes at most."""
LEAST = 160
"""No picture is made lower than this, in pixels."""


class PictureRoom(QObject):
    """Keeps ``picture`` as low as ``room`` says of the window's height, both in pixels.

    ``natural`` is the picture's shape: what limits its height limits its width.
    """

    def __init__(self, picture: QWidget, natural: QSize, room: Callable[[int], int]) -> None:
        super().__init__(picture)
        self._picture, self._natural, self._room = picture, natural, room
        self._window: QWidget | None = None
        picture.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._picture and event.type() is QEvent.Type.Show:
            self._watch(self._picture.window())
            self._fit()
        elif watched is self._window and event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWidget) -> None:
        if window is not self._window:
            window.installEventFilter(self)
        self._window = window

    def _fit(self) -> None:
        if self._window is not None:
            high = max(self._room(self._window.height()), LEAST)
            wide = round(high * self._natural.width() / self._natural.height())
            self._picture.setMaximumWidth(max(wide, LEAST))


def at_start(picture: QWidget) -> QHBoxLayout:
    """As wide as it may be, from the start edge on."""
    row = QHBoxLayout()
    bare(row)
    row.addWidget(picture, 1000)
    row.addStretch(1)
    return row


def question_picture(media: Media, name: str, alt: str) -> QHBoxLayout:
    """A picture that leaves room for answers below it; a click or Enter enlarges it."""
    shown = picture_view(media, name, alt)
    if isinstance(shown, PictureView):
        PictureRoom(shown, shown.picture.natural, lambda high: round(high * SHARE))
    return at_start(shown)
