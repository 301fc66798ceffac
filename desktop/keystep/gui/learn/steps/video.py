"""A film with captions and transcript; where it cannot be played, poster and transcript serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QResizeEvent
from PySide6.QtSvg import QSvgRenderer

from keystep.content.captions import Cue, read_captions
from keystep.domain.lesson import Step
from keystep.errors import PackRefused
from keystep.gui import fonts
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import VECTOR, Media
from keystep.gui.learn.steps.article import BlockColumn
from keystep.gui.learn.steps.film_controls import FilmControls
from keystep.gui.learn.steps.film_parts import SHAPE, FilmScreen, Transcript
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.widgets import paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.services.learning import Run

if TYPE_CHECKING:
    from keystep.gui.learn.steps.film import Film

CONTROLS = 116
BELOW = 16
"""Between the film and the words below it, in pixels."""


class VideoView(StepView):
    """Space plays and pauses, C turns the captions on and off."""

    shape = Shape(widest=1100, side=400, gap=24, top=28, lists=frozenset())

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self._media = Media(run.shelf, run.pack)
        self.film: Film | None = None
        self._wanted, self._at = False, 0
        cues = self._read_cues()
        self.canvas = FilmScreen(self._poster(), step.alt)
        self.controls = FilmControls()
        self.transcript = Transcript(cues, self._kept())
        self.side = self.transcript
        self._build()
        self._wire()
        self.controls.show_length(cues[-1].end_ms if cues else 0)
        self._show_place(0)

    def foot(self) -> Foot:
        space = f"[{tr('Space')}]"
        hints = (tr("Pause with"), space, tr("captions with"), "[C]")
        return Foot(turns=True, hints=hints)

    def enter(self) -> None:
        super().enter()
        if self.film is None:
            QTimer.singleShot(0, self._open)

    def leave(self) -> None:
        if self.film is not None:
            self.film.pause()

    def press(self, key: int) -> bool:
        if key == Qt.Key.Key_Space:
            self.toggle()
        elif key == Qt.Key.Key_C:
            self.controls.captions.click()
        else:
            return False
        return True

    def fit(self, room: QSize) -> None:
        """As wide as leaves the controls and the words below in sight."""
        widest = wide = fonts.scaled(self.shape.widest)
        narrowest = self.controls.minimumSizeHint().width() + 2
        for _ in range(2):  # words are higher below a narrower film
            high = room.height() - fonts.scaled(CONTROLS) - 2 * self.shape.top - self._below(wide)
            wide = min(widest, max(narrowest, round(high / SHAPE)))
        self.setMaximumWidth(wide)
        self._match()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._match()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.film is None:
            self._wanted = True
            self._open()
        elif self.film.is_playing:
            self.film.pause()
        else:
            self.film.play()

    def seek(self, ms: int) -> None:
        """Go to a place, in ms; a film not opened yet shows its caption there."""
        if self.film is not None:
            self.film.seek(ms)
        self._show_place(max(ms, 0))

    def _below(self, width: int) -> int:
        """The height of the words below the film."""
        words = self.step.text.strip()
        return BELOW + paint.height_of(words, "body", width) if words else 0

    def _match(self) -> None:
        """The transcript is as high as the film and its controls."""
        under = 0 if self.controls.isHidden() else self.controls.sizeHint().height()
        self.transcript.setFixedHeight(max(240, round(self.width() * SHAPE) + under + 2))

    def _build(self) -> None:
        card = Card(0, 0)
        card.body.addWidget(self.canvas)
        card.body.addWidget(self.controls)
        self.column.addWidget(card)
        if self.step.text.strip():
            self.column.addSpacing(BELOW)
            self.column.addWidget(BlockColumn(self.step.text, self._media, "body", "ink2"))
        self.column.addStretch(1)

    def _wire(self) -> None:
        self.controls.toggled.connect(self.toggle)
        self.canvas.tapped.connect(self.toggle)
        self.controls.sought.connect(self.seek)
        self.transcript.sought.connect(self.seek)
        self.controls.captioned.connect(lambda _on: self._show_place(self._at))

    def _open(self) -> None:
        """QtMultimedia comes only with the first film, after the page is painted."""
        path = self._media.path(self.step.file)
        if self.film is not None or path is None:
            return
        try:
            from keystep.gui.learn.steps.film import Film  # noqa: PLC0415 - see above
        except ImportError:
            self._give_up()
            return
        self.film = Film(path, self)
        self.film.failed.connect(self._give_up)
        self.film.framed.connect(self._show_frame)
        self.film.moved.connect(self._show_place)
        self.film.measured.connect(self.controls.show_length)
        self.film.ran.connect(self.controls.show_running)
        self.film.voiced.connect(self.controls.sound.setVisible)
        self.controls.sped.connect(self.film.set_speed)
        self.controls.muted.connect(self.film.set_muted)
        if self._wanted:
            self.film.play()

    def _give_up(self) -> None:
        """Poster and transcript stay; the system's own player may know the format."""
        if self.controls.isHidden():
            return
        self.controls.hide()
        self.canvas.show_image(QImage())
        self.canvas.show_caption("")
        words = tr("The transcript beside it says everything that the film says.")
        told = Callout("warning", tr("This film cannot be played here"), words)
        told.ways.addWidget(button(tr("Open outside"), on_click=self._open_outside))
        self.column.insertSpacing(1, 16)
        self.column.insertWidget(2, told)
        self._match()

    def _open_outside(self) -> None:
        path = self._media.path(self.step.file)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show_frame(self) -> None:
        if self.film is not None:
            self.canvas.show_image(self.film.image())

    def _show_place(self, ms: int) -> None:
        self._at = ms
        said = self.transcript.set_place(ms)
        begun = ms > 0 or (self.film is not None and self.film.is_playing)
        shown = said if begun and self.controls.has_captions else None
        self.canvas.show_caption(" ".join(shown.text.split()) if shown else "")
        self.controls.show_place(ms)

    def _read_cues(self) -> tuple[Cue, ...]:
        path = self._media.path(self.step.captions)
        try:
            return read_captions(path.read_text("utf-8")) if path else ()
        except (OSError, PackRefused):
            return ()

    def _poster(self) -> QSvgRenderer | QImage:
        path = self._media.path(self.step.poster)
        if path is not None and path.suffix == VECTOR:
            return QSvgRenderer(str(path), self)
        return QImage(str(path)) if path else QImage()

    def _kept(self) -> str:
        size = self.run.pack.media.get(self.step.file, 0) / 1_000_000
        figure = isolate(f"{number(max(size, 0.1), 1)} MB")
        return tr("On this computer, {size}. No network needed.", size=figure)
