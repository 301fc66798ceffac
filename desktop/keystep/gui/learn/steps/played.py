"""What a film and a recording share: controls, captions, a transcript, a place to come back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QResizeEvent

from keystep.content.captions import Cue, read_captions
from keystep.domain.lesson import Step
from keystep.errors import PackRefused
from keystep.gui.confined import unless_confined
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media, Picture
from keystep.gui.learn.steps.film_controls import FilmControls
from keystep.gui.learn.steps.film_opening import open_film
from keystep.gui.learn.steps.film_parts import Screen
from keystep.gui.learn.steps.transcript import Transcript
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.services.run import Run

if TYPE_CHECKING:
    from keystep.gui.learn.steps.film import Film

BELOW = 16
"""Between the card and the words below it, in pixels."""
LEAP, STEP = 10_000, 5_000
KEEP_EVERY = 5_000
"""Milliseconds that J and L leap, that Shift and an arrow step, that are lost at worst."""
HEARD = 0.9
"""The share of it after which it counts as seen or heard."""


class PlayedView(StepView):
    """Space plays and pauses, J and L leap, < and > change the speed, C turns captions on and off.

    ``cannot`` and ``instead`` say that it cannot be played here, and what serves in its place.
    """

    shape = Shape(widest=1100, side=400, gap=24, top=28, lists=frozenset())
    cannot = instead = ""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.media = Media(run.shelf, run.pack)
        self.film: Film | None = None
        self._plays, self._wanted, self._seen_all = True, False, False
        self._at = self._kept_at = 0
        cues = self._read_cues()
        self.canvas = self.screen_of(step)
        self.controls = FilmControls()
        self.transcript = Transcript(cues, self._kept())
        self.side = self.transcript
        self._build()
        self._wire()
        self.controls.show_length(cues[-1].end_ms if cues else 0)
        self._show_place(0)

    def screen_of(self, step: Step) -> Screen:
        """What to show above the controls."""
        raise NotImplementedError

    def foot(self) -> Foot:
        space = f"[{tr('Space')}]"
        hints = (tr("Pause with"), space, tr("leap with"), "[J]", "[L]")
        return Foot(turns=True, hints=(*hints, tr("captions with"), "[C]"))

    def settle(self) -> None:
        if self.film is None:
            self._open()

    def leave(self) -> None:
        if self.film is not None:
            self.film.pause()

    def press(self, key: int) -> bool:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_C: self.controls.captions.click,
            Qt.Key.Key_J: lambda: self.seek(self._at - LEAP),
            Qt.Key.Key_L: lambda: self.seek(self._at + LEAP),
            Qt.Key.Key_Left: lambda: self._step(forward=False),
            Qt.Key.Key_Right: lambda: self._step(forward=True),
            Qt.Key.Key_Less: lambda: self.controls.change_speed(-1),
            Qt.Key.Key_Greater: lambda: self.controls.change_speed(1),
        }
        act = keys.get(Qt.Key(key)) if self._plays else None
        if act is None:
            return False
        act()
        return True

    def state(self) -> dict[str, Any]:
        done = {"done": True} if self._seen_all else {}
        return {"ms": self._at, **done} if self._at or done else {}

    def restore(self, state: dict[str, Any]) -> None:
        self._seen_all = bool(state.get("done"))
        self._kept_at = int(state.get("ms", 0))
        self.seek(self._kept_at)

    def is_done(self) -> bool:
        """Played nearly to its end; what cannot be played here is not waited for."""
        return self._seen_all or not self._plays

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.match()

    def match(self) -> None:
        """The transcript is as high as the card beside it."""

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
        """Go to a place, in ms; one not opened yet begins there."""
        wanted = min(max(ms, 0), self.controls.length)
        if self.film is not None:
            self.film.seek(wanted)
        self._show_place(wanted)

    def _step(self, *, forward: bool) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.seek(self._at + (STEP if forward is not rtl else -STEP))

    def _build(self) -> None:
        card = Card(0, 0)
        card.body.addWidget(self.canvas)
        card.body.addWidget(self.controls)
        self.column.addWidget(card)
        if self.step.text.strip():
            self.column.addSpacing(BELOW)
            self.column.addWidget(BlockColumn(self.step.text, self.media, "body", "ink2"))
        self.column.addStretch(1)

    def _wire(self) -> None:
        self.controls.toggled.connect(self.toggle)
        self.canvas.tapped.connect(self.toggle)
        self.controls.sought.connect(self.seek)
        self.transcript.sought.connect(self.seek)
        self.controls.captioned.connect(lambda _on: self._show_place(self._at))

    def _open(self) -> None:
        """QtMultimedia comes only with the first of these steps, after the page is painted."""
        path = self.media.path(self.step.file)
        if self.film is not None or path is None:
            return
        self.film = open_film(path, self, self._at)
        if self.film is None:
            self._give_up()
            return
        self.film.failed.connect(self._give_up)
        self.film.framed.connect(self._show_frame)
        self.film.moved.connect(self._show_place)
        self.film.measured.connect(self.controls.show_length)
        self.film.ran.connect(self._show_running)
        self.film.voiced.connect(self.controls.sound.setVisible)
        self.film.unheard.connect(self._tell_silent)
        self.film.set_speed(self.controls.speed)
        self.controls.sped.connect(self.film.set_speed)
        self.controls.muted.connect(self.film.set_muted)
        if self._wanted:
            self.film.play()

    def _give_up(self) -> None:
        """What stands in for the film stays; the system's own player may know the format."""
        if not self._plays:
            return
        self._plays = False
        self.controls.hide()
        self.canvas.show_image(QImage())
        self.canvas.show_caption("")
        told = Callout("warning", self.cannot, self.instead)
        way = button(tr("Open outside"), on_click=self._open_outside)
        told.ways.addWidget(way)
        unless_confined(way)
        self._tell_below(told)
        self.match()
        self.changed.emit()

    def _tell_silent(self) -> None:
        """It plays all the same: the words can be read along."""
        words = tr("Captions and transcript say everything that is said.")
        self._tell_below(Callout("info", tr("This computer has nothing to hear it with"), words))

    def _tell_below(self, told: Callout) -> None:
        """Right below the card."""
        self.column.insertSpacing(1, 16)
        self.column.insertWidget(2, told)

    def _open_outside(self) -> None:
        path = self.media.path(self.step.file)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show_frame(self) -> None:
        if self.film is not None:
            self.canvas.show_image(self.film.image())

    def _show_running(self, running: bool) -> None:
        self.controls.show_running(running)
        if not running:
            self._keep()

    def _show_place(self, ms: int) -> None:
        self._at = ms
        said = self.transcript.set_place(ms)
        begun = ms > 0 or (self.film is not None and self.film.is_playing)
        shown = said if begun and self.controls.has_captions else None
        self.canvas.show_caption(" ".join(shown.text.split()) if shown else "")
        self.controls.show_place(ms)
        if not self._seen_all and 0 < self.controls.length * HEARD <= ms:
            self._seen_all = True
            self._keep()
            self.changed.emit()
        elif abs(ms - self._kept_at) >= KEEP_EVERY:
            self._keep()

    def _keep(self) -> None:
        self._kept_at = self._at
        self.kept.emit()

    def _read_cues(self) -> tuple[Cue, ...]:
        path = self.media.path(self.step.captions)
        try:
            return read_captions(path.read_text("utf-8")) if path else ()
        except (OSError, PackRefused):
            return ()

    def poster(self) -> Picture | None:
        """The picture that stands in for the film."""
        return self.media.picture(self.step.poster)

    def _kept(self) -> str:
        size = self.run.pack.media.get(self.step.file, 0) / 1_000_000
        figure = isolate(f"{number(max(size, 0.1), 1)} MB")
        return tr("On this computer, {size}. No network needed.", size=figure)
