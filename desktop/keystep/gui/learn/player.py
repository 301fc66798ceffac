"""The player: one lesson, step by step, over the whole window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from keystep.domain.lesson import Step
from keystep.domain.progress import LessonProgress
from keystep.errors import KeystepError
from keystep.gui import fonts, tasks
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import Page
from keystep.gui.learn.player_frame import PlayerFoot, PlayerHead
from keystep.gui.learn.player_keys import PlayerKeys
from keystep.gui.learn.player_side import PlayerSide
from keystep.gui.learn.steps.make import step_view
from keystep.gui.learn.steps.view import Foot, StepView
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.layout import NORMAL, Layout
from keystep.services.completion import complete_lesson
from keystep.services.learning import Run, is_step_done, view_step


class Player(Page):
    """``left``: the learner goes on later. ``completed`` carries run and completion."""

    left = Signal()
    completed = Signal(object, object)

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self._desk, self.run = desk, run
        self._layout = NORMAL
        self._index = run.step
        self._views: dict[str, StepView] = {}
        self._seen = self._seen_before()
        self._spent = QElapsedTimer()
        self._spent.start()
        self.head, self.foot = PlayerHead(), PlayerFoot()
        self.beside = PlayerSide(desk, run)
        self._build()
        PlayerKeys(self, self._area)
        self.head.left.connect(self.leave)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.primary.clicked.connect(self.go_on)
        self.show_step(run.step)

    @property
    def view(self) -> StepView:
        """The view of the step on the screen."""
        return self._views[self.step.id]

    @property
    def step(self) -> Step:
        return self.run.lesson.steps[self._index]

    def arrange(self, layout: Layout) -> None:
        self._layout = layout
        self.head.arrange(layout)
        self.foot.arrange(layout)
        self._place()

    def enter(self) -> None:
        self.view.enter()

    def go_on(self) -> None:
        """The primary action: the step's own, or the next page."""
        foot = self.view.foot()
        if not foot.turns:
            if foot.enabled:
                self.view.act()
        elif self._index + 1 < len(self.run.lesson.steps):
            self.show_step(self._index + 1)
        else:
            self._complete()

    def turn_on(self) -> None:
        """The next page, if nothing on this one is left to do."""
        if self.view.foot().turns or is_step_done(self._desk.station, self.run, self.step):
            if self._index + 1 < len(self.run.lesson.steps):
                self.show_step(self._index + 1)
            elif self.view.foot().turns:
                self._complete()

    def go_back(self) -> None:
        """The page before."""
        if self._index > 0:
            self.show_step(self._index - 1)

    def leave(self) -> None:
        """Stop here; the place is kept."""
        self.view.leave()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.view.press(event.key()):
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._main = QVBoxLayout()
        bare(self._main)
        self._trouble = QVBoxLayout()
        bare(self._trouble)
        self._main.addLayout(self._trouble)
        self._row.addStretch(1)
        self._row.addLayout(self._main, 1000)
        self._row.addWidget(self.beside)
        self._row.addStretch(1)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.addLayout(self._row)
        self._area = scrolled(body)
        self._area.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self.head)
        column.addWidget(self._area, 1)
        column.addWidget(self.foot)

    def show_step(self, index: int) -> None:
        """Turn to a step, counted from 0, and remember that it is on the screen."""
        for shown in self._views.values():
            if not shown.isHidden():
                shown.leave()
                shown.hide()
        self._index = index
        self._seen.add(index)
        step = self.run.lesson.steps[index]
        if step.id not in self._views:
            made = step_view(self._desk, self.run, step)
            made.changed.connect(self._tell)
            made.revealed.connect(self._reveal)
            self._views[step.id] = made
            self._main.addWidget(made, 1)
        self._remember(step)
        self.view.show()
        self.beside.show_step(self.view, index, frozenset(self._seen - {index}))
        self._place()
        self._tell()
        self._area.verticalScrollBar().setValue(0)
        self.view.enter()

    def _remember(self, step: Step) -> None:
        empty(self._trouble)
        try:
            view_step(self._desk.station, self.run, step)
        except KeystepError as error:
            self._say_trouble(error)

    def _complete(self) -> None:
        empty(self._trouble)
        try:
            done = complete_lesson(self._desk.station, self.run, duration_ms=self._spent.elapsed())
        except KeystepError as error:
            self._say_trouble(error)
            return
        self.view.leave()
        self.completed.emit(self.run, done)

    def _say_trouble(self, error: KeystepError) -> None:
        self._trouble.addWidget(Callout("danger", tr("Not saved yet"), tasks.said(error)))
        self._trouble.addSpacing(20)

    def _tell(self) -> None:
        """Header and footer say what the step says."""
        view, steps = self.view, len(self.run.lesson.steps)
        self.head.say(
            view.heading() or self.run.lesson.title,
            view.promise(),
            view.place() or self._number(),
        )
        self.head.segments.set_done(self._index, steps)
        foot = view.foot()
        if foot.turns:
            last = self._index + 1 == steps
            words = tr("Finish lesson") if last else tr("Next")
            foot = Foot(words, arrow=not last, turns=True, hints=foot.hints)
        self.foot.say(foot, first=self._index == 0)

    def _number(self) -> str:
        total = len(self.run.lesson.steps)
        left = max(1, round(self.run.lesson.minutes * (total - self._index) / total))
        about = trn("about 1 min left", "about {n} min left", left)
        step = tr("Step {n} of {total}", n=number(self._index + 1), total=number(total))
        return f"{step} · {about}"

    def _place(self) -> None:
        shape, layout = self.view.shape, self._layout
        below = layout.one_column
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        tight = layout.margin <= 24
        gap = 24 if tight or below else shape.gap
        self._row.setSpacing(gap)
        self._row.setStretch(0, 0 if below else 1)
        self._row.setStretch(3, 0 if below else 1)
        top = min(shape.top, 16) if tight else shape.top
        self._body.setContentsMargins(layout.margin, top, layout.margin, 24)
        self.view.setMaximumWidth(fonts.scaled(shape.widest))
        self.view.arrange(layout)
        wide = min(shape.side or layout.player_side, 300 if tight else 400)
        self.beside.arrange(0 if below else wide)
        self._fit()

    def _reveal(self, wanted: tuple[QWidget, ...]) -> None:
        """Scroll to what is new, once the layout knows where it lies."""
        QTimer.singleShot(0, self, partial(self._scroll_to, wanted))

    def _scroll_to(self, wanted: tuple[QWidget, ...]) -> None:
        self._area.settle()
        for widget in wanted:
            if isValid(widget):
                self._area.ensureWidgetVisible(widget, 0, 24)

    def _fit(self) -> None:
        room = self._area.viewport().size()
        self.view.fit(QSize(room.width(), room.height()))

    def _seen_before(self) -> set[int]:
        progress = self._desk.station.store.find(
            LessonProgress, self.run.learner, self.run.pack.id, self.run.lesson.id
        )
        seen = progress.seen if progress and progress.attempt == self.run.attempt else ()
        return {n for n, step in enumerate(self.run.lesson.steps) if step.id in seen}
