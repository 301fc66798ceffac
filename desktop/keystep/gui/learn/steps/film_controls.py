"""The controls under a film."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import isolate, number, tr
from keystep.gui.learn.steps.film_parts import Scrubber
from keystep.gui.learn.steps.transcript import stamp
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.label import label

BACK_MS = 10_000
SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
PLAIN = 1.0


class FilmControls(QWidget):
    """``toggled``: play or pause. ``sought`` carries ms, ``sped`` the speed, ``muted`` and
    ``captioned`` what is wanted from now on.
    """

    toggled = Signal()
    sought = Signal(int)
    sped = Signal(float)
    muted = Signal(bool)
    captioned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._at, self._length, self._speed = 0, 0, PLAIN
        self.scrubber = Scrubber()
        self.play = QPushButton()
        self.time = label("", "body_figure", "ink2")
        self.pace = button("", "plain", on_click=self._next_speed)
        self.captions = button(tr("Captions on"), "plain", icon="captions")
        self.sound = icon_button("volume", tr("Sound"), checkable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.scrubber)
        column.addLayout(self._row())
        self.play.clicked.connect(self.toggled)
        self.scrubber.sought.connect(self.sought)
        self.captions.toggled.connect(self._turn_captions)
        self.sound.toggled.connect(self._mute)
        self.show_running(False)
        self._set_speed(PLAIN)

    @property
    def length(self) -> int:
        """In ms, as far as it is known."""
        return self._length

    @property
    def speed(self) -> float:
        """How fast it is to be played; 1 is as it was recorded."""
        return self._speed

    @property
    def has_captions(self) -> bool:
        """Whether captions are wanted over the picture."""
        return self.captions.isChecked()

    def show_place(self, ms: int) -> None:
        self._at = ms
        if not self.scrubber.isSliderDown():
            self.scrubber.setValue(ms)
        total = stamp(max(self._length, ms))
        self.time.setText(tr("{now} of {total}", now=stamp(ms), total=total))

    def show_length(self, ms: int) -> None:
        if ms > 0:
            self._length = ms
            self.scrubber.setMaximum(ms)
            self.show_place(self._at)

    def show_running(self, running: bool) -> None:
        self.play.setIcon(icons.icon("pause" if running else "play", "on_accent"))
        self.play.setAccessibleName(tr("Pause") if running else tr("Play"))

    def _row(self) -> QHBoxLayout:
        self.play.setProperty("kind", "primary")
        fonts.set_icon_size(self.play, 22)
        self.captions.setCheckable(True)
        self.captions.setChecked(True)
        back = button(tr("10 s"), "plain", icon="undo")
        back.setAccessibleName(tr("Back 10 seconds"))
        back.clicked.connect(self._back)
        self.sound.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for start in (self.play, back, self.time):
            row.addWidget(start)
        row.addStretch(1)
        for end in (self.pace, self.captions, self.sound):
            row.addWidget(end)
        for each in (self.play, back, self.pace, self.captions, self.sound):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def _back(self) -> None:
        self.sought.emit(max(self._at - BACK_MS, 0))

    def change_speed(self, by: int) -> None:
        """``by`` speeds faster, or slower; the fastest and the slowest are the ends."""
        at = SPEEDS.index(self._speed) + by
        self._set_speed(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)])

    def _next_speed(self) -> None:
        """Faster; after the fastest comes the slowest."""
        self._set_speed(SPEEDS[(SPEEDS.index(self._speed) + 1) % len(SPEEDS)])

    def _set_speed(self, speed: float) -> None:
        self._speed = speed
        self.pace.setText(_times(speed))
        self.pace.setMinimumWidth(max(fonts.scaled(32), self.pace.sizeHint().width()))
        self.pace.setAccessibleName(tr("Speed {n}", n=_times(speed)))
        self.sped.emit(speed)

    def _turn_captions(self, on: bool) -> None:
        buttons.say(self.captions, tr("Captions on") if on else tr("Captions off"))
        self.captioned.emit(on)

    def _mute(self, muted: bool) -> None:
        self.sound.setIcon(icons.icon("muted" if muted else "volume", "ink", "accent"))
        self.muted.emit(muted)


def _times(speed: float) -> str:
    return isolate(tr("{n}×", n=number(speed, 2)))
