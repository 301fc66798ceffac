"""The sound of a question: played, and in words for everybody who wants them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import icons
from keystep.gui.i18n import tr
from keystep.gui.learn.steps.film_opening import open_film
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.learn.steps.transcript import stamp
from keystep.gui.pages import bare
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label

if TYPE_CHECKING:
    from keystep.gui.learn.steps.film import Film


class QuestionSound(QWidget):
    """``path`` is None where there is no file. What cannot be heard here is there to be read."""

    def __init__(self, path: Path | None, spoken: str) -> None:
        super().__init__()
        self._path = path if path is not None and path.is_file() else None
        self._spoken = spoken
        self._film: Film | None = None
        self._length, self._heard = 0, False
        self.play = button(tr("Play"), icon="play", on_click=self._toggle)
        self.time = label("", "body_figure", "ink2")
        self.read = button(tr("Read what is said"), "quiet", icon="article")
        self.read.setCheckable(True)
        self.words = Callout("info", tr("What is said"), spoken)
        self._row, self._column = QWidget(), QVBoxLayout(self)
        self._build()
        if self._path is None:
            self._give_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """QtMultimedia is loaded only once the question is on the screen."""
        super().paintEvent(event)
        if self._film is None and self._path is not None:
            QTimer.singleShot(0, self, self._open)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._film is not None:
            self._film.pause()

    def _build(self) -> None:
        row = QHBoxLayout(self._row)
        bare(row, 8)
        for part in (self.play, self.time, self.read):
            row.addWidget(part)
        row.addStretch(1)
        for each in (self.play, self.read):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bare(self._column, 8)
        self._column.addWidget(self._row)
        self._column.addWidget(self.words)
        self.words.hide()
        self.read.toggled.connect(self._open_words)

    def _open_words(self, shown: bool) -> None:
        self.words.setVisible(shown)
        if shown:
            bring_into_sight(self.words)

    def _open(self) -> None:
        if self._film is not None or self._path is None:
            return
        self._film = open_film(self._path, self)
        if self._film is None:
            self._give_up()
            return
        self._film.moved.connect(self._show_place)
        self._film.measured.connect(self._show_length)
        self._film.ran.connect(self._show_running)
        self._film.failed.connect(self._fail)
        self._film.unheard.connect(self._fail)

    def _fail(self) -> None:
        """Once; and what was heard already can be heard here."""
        if self._path is not None and not self._heard:
            self._give_up()

    def _give_up(self) -> None:
        """Its words alone."""
        self._path = None
        if self._film is not None:
            self._film.pause()
        self._row.hide()
        self.words.hide()
        title = tr("This sound cannot be heard here")
        self.words = Callout("info", title, self._spoken)
        self._column.addWidget(self.words)

    def _toggle(self) -> None:
        if self._film is None:
            self._open()
        if self._film is not None and self._film.is_playing:
            self._film.pause()
        elif self._film is not None:
            self._film.play()

    def _show_running(self, running: bool) -> None:
        buttons.say(self.play, tr("Pause") if running else tr("Play"))
        self.play.setIcon(icons.icon("pause" if running else "play", "ink"))

    def _show_length(self, ms: int) -> None:
        self._length = ms
        self._show_place(0)

    def _show_place(self, ms: int) -> None:
        self._heard |= ms > 0
        total = max(self._length, ms)
        words = tr("{now} of {total}", now=stamp(ms), total=stamp(total)) if total else ""
        self.time.setText(words)
