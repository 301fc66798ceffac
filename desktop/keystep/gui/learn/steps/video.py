"""A film with captions and transcript; where it cannot be played, poster and transcript serve."""

from __future__ import annotations

from PySide6.QtCore import QSize

from keystep.domain.lesson import Step
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.film_parts import SHAPE, FilmScreen, Screen
from keystep.gui.learn.steps.played import BELOW, PlayedView
from keystep.gui.widgets import paint
from keystep.services.run import Run

CONTROLS = 116


class VideoView(PlayedView):
    """The film over its controls, the transcript beside them."""

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.cannot = tr("This film cannot be played here")
        self.instead = tr("The transcript beside it says everything that the film says.")

    def screen_of(self, step: Step) -> Screen:
        return FilmScreen(self.poster(), step.alt)

    def fit(self, room: QSize) -> None:
        """As wide as leaves the controls and the words below in sight."""
        widest = wide = fonts.scaled(self.shape.widest)
        narrowest = self.controls.minimumSizeHint().width() + 2
        for _ in range(2):  # words are higher below a narrower film
            high = room.height() - fonts.scaled(CONTROLS) - 2 * self.shape.top - self._below(wide)
            wide = min(widest, max(narrowest, round(high / SHAPE)))
        self.setMaximumWidth(wide)
        self.match()

    def match(self) -> None:
        under = 0 if self.controls.isHidden() else self.controls.sizeHint().height()
        self.transcript.setFixedHeight(max(240, round(self.width() * SHAPE) + under + 2))

    def _below(self, width: int) -> int:
        """The height of the words below the film."""
        words = self.step.text.strip()
        return BELOW + paint.height_of(words, "body", width) if words else 0
