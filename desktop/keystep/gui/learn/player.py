"""The player: one lesson, step by step, over the whole window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from keystep.domain.lesson import Step
from keystep.errors import KeystepError
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pages import Page
from keystep.gui.learn.player_frame import PlayerFoot, PlayerHead
from keystep.gui.learn.player_keys import PlayerKeys
from keystep.gui.learn.player_notices import Notices
from keystep.gui.learn.player_pages import Pages
from keystep.gui.learn.player_place import PlaceKeeper
from keystep.gui.learn.player_side import PlayerSide
from keystep.gui.learn.player_stage import Stage
from keystep.gui.learn.player_touch import StepTouch
from keystep.gui.learn.player_words import page_foot, place_line, waiting_for
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.steps.view import Foot, StepView
from keystep.gui.pages import bare
from keystep.gui.widgets.layout import Layout
from keystep.services import knowing
from keystep.services.completion import Completion, complete_lesson
from keystep.services.knowing import NotYet
from keystep.services.learning import seen_steps, view_step
from keystep.services.pace import pace
from keystep.services.run import Run


class Player(Page):
    """``left``: the learner goes on later. ``completed`` carries run and completion; ``tested`` the
    run of a test that came by itself.

    ``reopened`` carries the run to play from now on, and how the proof went that led to it, if
    there was one. While the learner proves to know the lesson, only its checks are on the way.
    """

    left = Signal()
    completed = Signal(object, object)
    tested = Signal(object)
    reopened = Signal(object, object)

    def __init__(self, desk: Desk, run: Run, not_yet: NotYet | None = None) -> None:
        super().__init__()
        self._desk, self.run, self._station = desk, run, desk.station
        self.proving = knowing.is_proving(self._station, run)
        wanted = knowing.proof_steps(run) if self.proving else run.lesson.steps
        self._way = [n for n, step in enumerate(run.lesson.steps) if step in wanted]
        self._minutes = pace(self._station).minutes(run.pack.id, run.lesson.id, run.lesson.minutes)
        self._seen = seen_steps(self._station, run)
        self._layout: Layout | None = None
        self._insisting = self._arriving = False
        self._painted = QTimer(self, interval=0, singleShot=True)
        self.head, self.foot = PlayerHead(desk, run), PlayerFoot()
        self.beside = PlayerSide(desk, run)
        fresh = not_yet is None and not self.proving
        provable = fresh and knowing.can_prove(self._station, run)
        self.notices = Notices(run, provable=provable, not_yet=not_yet)
        self.stage = Stage(self.notices, self.beside, run.pack.language_of(run.lesson))
        self._keeper = PlaceKeeper(desk, run, self.stage)
        self._pages = Pages(desk, run, self.stage, self._keeper)
        self._touch = StepTouch(self.stage)
        self._build()
        self._connect()
        self._turn_to(run.step if run.step in self._way else self._way[0])

    @property
    def view(self) -> StepView:
        """The view of the step on the screen."""
        return self._pages.view(self._index)

    @property
    def step(self) -> Step:
        return self.run.lesson.steps[self._index]

    def arrange(self, layout: Layout) -> None:
        if layout == self._layout:
            return
        self._layout = layout
        self._column.removeWidget(self.head)
        self._column.insertWidget(1 if layout.seated else 0, self.head)
        for part in (self.head, self.foot, self.notices.opener, self.stage):
            part.arrange(layout)

    def enter(self) -> None:
        """Only from now on the learner is at it; before, nothing of the run is recorded."""
        self.view.enter()
        self._arriving = True
        ahead = next((n for n in self._way if n > self._index), None)
        self._pages.expect(ahead, after=self._index)

    def go_on(self) -> None:
        """The primary action: the step's own, or the next page."""
        foot = self._foot()
        if foot.turns:
            self._forward()
        elif foot.enabled:
            self.view.act()

    def turn_on(self) -> None:
        """The next page, if nothing that is required is left to do on this one; else say what."""
        if self._waits(self._index):
            self._insist()
        elif self._foot().turns or self._index != self._way[-1]:
            self._forward()

    def go_back(self) -> None:
        """The page before; before the first of a proof comes the lesson itself."""
        at = self._way.index(self._index)
        if at > 0:
            self.show_step(self._way[at - 1])
        elif self.proving:
            self._attempt(self._give_up)

    def leave(self) -> None:
        """Stop here; the place is kept."""
        self.rest()
        self.left.emit()

    def rest(self) -> None:
        """Keep the place; something else is shown from now on."""
        self._flush()
        self._keeper.rest()
        self._keeper.end()
        self.view.leave()

    def show_step(self, index: int) -> None:
        """Turn to a step, counted from 0, and remember that it is on the screen."""
        self._flush()
        self._keeper.keep()
        self.view.leave()
        self._turn_to(index)
        self.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.view.press(event.key()):
            event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._touch.watch(self.window().windowHandle())
        self._keeper.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._flush()
        self._touch.watch(None)
        self._keeper.rest()

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self.head)
        column.addWidget(self.stage, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        PlayerKeys(self, self.stage)
        self.head.left.connect(self.leave)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.primary.clicked.connect(self.go_on)
        self.foot.skip.clicked.connect(self._forward)
        self.notices.known.connect(self._prove_it)
        self._keeper.failed.connect(self.notices.say_trouble)
        self._touch.swiped.connect(lambda on: self.turn_on() if on else self.go_back())
        self._pages.changed.connect(self._tell)
        self.stage.painted.connect(self._painted.start)
        self._painted.timeout.connect(self._settle)

    def _turn_to(self, index: int) -> None:
        self._index, self._insisting = index, False
        view = self._pages.view(index)
        self.notices.show_start(index == self._way[0] and not self.proving)
        self.notices.forget_trouble()
        self._seen |= {self.step.id}
        self.beside.show_step(view, self.step, self._seen - {self.step.id})
        self.stage.show_view(view)
        self._keeper.show(view)
        self._tell()

    def _flush(self) -> None:
        """Remember the step that is shown. Once it is painted, for nobody waits for a page until a
        disk has it; sooner if something else follows."""
        if self._arriving:
            self._arriving = False
            self._attempt(lambda: view_step(self._station, self.run, self.step))

    def _settle(self) -> None:
        self._flush()
        self.view.settle()

    def _forward(self) -> None:
        at = self._way.index(self._index)
        if at + 1 < len(self._way):
            self.show_step(self._way[at + 1])
        else:
            self._finish()

    def _waits(self, index: int) -> bool:
        """Whether a step has to be done before the learner goes on from it."""
        required = self.proving or self.run.lesson.steps[index].is_required
        return required and not self._pages.view(index).is_done()

    def _insist(self) -> None:
        self._insisting = True
        self._tell()

    def _finish(self) -> None:
        """The end of the lesson; but what is required and was passed over comes first."""
        self._flush()
        left = next(filter(self._waits, self._way), None)
        if left is None:
            self._attempt(self._prove if self.proving else self._complete)
        else:
            self.show_step(left)
            self._insist()

    def _complete(self) -> None:
        if self.run.comes_by_itself:
            self._keeper.end()
            self.view.leave()
            self.tested.emit(self.run)
            return
        spent = self._keeper.spent_ms
        self._end(complete_lesson(self._station, self.run, duration_ms=spent))

    def _prove_it(self) -> None:
        """“I already know this”: its checks are asked straight away."""
        self._attempt(lambda: knowing.begin_proof(self._station, self.run))
        if knowing.is_proving(self._station, self.run):
            self._reopen(self.run)

    def _give_up(self) -> None:
        self._reopen(knowing.give_up_proof(self._station, self.run))

    def _prove(self) -> None:
        spent = self._keeper.spent_ms
        outcome = knowing.end_proof(self._station, self.run, duration_ms=spent)
        if isinstance(outcome, NotYet):
            self._reopen(outcome.run, outcome)
        else:
            self._end(outcome)

    def _end(self, done: Completion) -> None:
        self._pages.expect(None, after=self._index)
        self._keeper.end()
        self.view.leave()
        self.completed.emit(self.run, done)

    def _reopen(self, run: Run, not_yet: NotYet | None = None) -> None:
        self.rest()
        self.reopened.emit(run, not_yet)

    def _attempt(self, act: Callable[[], object]) -> None:
        """Do something that is saved, or say in place why it is not."""
        self.notices.forget_trouble()
        try:
            act()
        except KeystepError as error:
            self.notices.say_trouble(error)

    def _foot(self) -> Foot:
        """The step's foot, in the player's words where it turns the page."""
        last, waits = self._index == self._way[-1], self._waits(self._index)
        foot = page_foot(self.view.foot(), self.step, last=last, waits=waits)
        hints = (waiting_for(self.step),) if waits and self._insisting else foot.hints
        return replace(foot, hints=hints)

    def _tell(self) -> None:
        """Header and footer say what the step says."""
        view, steps = self.view, len(self.run.lesson.steps)
        self.head.say(
            view.heading() or self.run.lesson.title,
            view.promise(),
            view.place() or place_line(self._index, steps, self._minutes),
        )
        self.head.segments.set_done(self._index, steps)
        item = view.flagged if isinstance(view, CheckView) else ""
        self.head.flag.set_step(self.step, item)
        foot = self._foot()
        skip = not (foot.turns or self._waits(self._index) or view.is_done())
        self.foot.say(foot, back=self._back_words(), skip=skip)

    def _back_words(self) -> str:
        if self._index != self._way[0]:
            return tr("Back")
        return tr("Take the lesson") if self.proving else ""
