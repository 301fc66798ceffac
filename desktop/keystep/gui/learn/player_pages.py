"""The views of a lesson's steps: made when they are first shown, or just before."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from keystep.domain.lesson import StepKind
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player_place import PlaceKeeper
from keystep.gui.learn.player_stage import Stage
from keystep.gui.learn.steps.make import step_view
from keystep.gui.learn.steps.view import StepView
from keystep.services.run import Run

PREPARES_MS = 120
"""After so long nobody is leafing through."""
ANSWERS = {StepKind.CHECK, StepKind.CARDS, StepKind.SCENARIO}
"""What these show depends on answers; none is made while another one takes some."""


class Pages(QObject):
    """``changed``: a view has something else to say. Steps are counted from 0."""

    changed = Signal()

    def __init__(self, desk: Desk, run: Run, stage: Stage, keeper: PlaceKeeper) -> None:
        super().__init__(stage)
        self._desk, self._run, self._stage, self._keeper = desk, run, stage, keeper
        self._views: dict[int, StepView] = {}
        self._wanted: int | None = None
        self._soon = QTimer(self, interval=PREPARES_MS, singleShot=True)
        self._soon.timeout.connect(self._prepare)

    def view(self, index: int) -> StepView:
        """The view of a step, back at its place."""
        if index not in self._views:
            made = step_view(self._desk, self._run, self._run.lesson.steps[index])
            self._keeper.take_in(made)
            self._stage.add(made)
            made.changed.connect(self.changed)
            self._views[index] = made
        return self._views[index]

    def expect(self, index: int | None, *, after: int) -> None:
        """Have this one ready while ``after`` is on the screen; None for none."""
        kinds = {self._run.lesson.steps[n].kind for n in (index, after) if n is not None}
        self._wanted = None if kinds <= ANSWERS else index
        self._soon.start()

    def _prepare(self) -> None:
        if self._wanted is not None:
            self.view(self._wanted)
