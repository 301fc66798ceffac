"""A scenario: what was said, where one stands, what one says next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.lesson import Step
from keystep.domain.scenario import Scene
from keystep.domain.story import Walk, can_go_back, turns_left
from keystep.errors import KeystepError
from keystep.gui.i18n import number, tr
from keystep.gui.learn.block_column import BlockColumn
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.scenario_clock import SceneClock
from keystep.gui.learn.steps.scenario_debrief import Debrief
from keystep.gui.learn.steps.scenario_replies import Asked, Replies
from keystep.gui.learn.steps.scenario_speeches import Speeches
from keystep.gui.learn.steps.scenario_stand import Stand
from keystep.gui.learn.steps.scenario_team import Votes
from keystep.gui.learn.steps.view import Foot, Shape, StepView
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import label
from keystep.services.run import Run
from keystep.services.stories import begin_story, story, take_back, take_choice, take_late

UNHURRIED = "unhurried"


class ScenarioView(StepView):
    """Every reply is saved as it is given; the end tells of each turn.

    ``asked`` is what may be said now, None at the end; ``clock`` the time there is, if any.
    """

    shape = Shape(widest=740, top=28, lists=frozenset())

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        super().__init__(desk, run, step)
        self.scenario = run.pack.scenario(step.target)
        self.stand = Stand()
        self.side = self.stand
        self.asked: Asked | None = None
        self.clock: SceneClock | None = None
        self._unhurried = False
        self._body = QVBoxLayout()
        bare(self._body)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self._at = story(desk.station, run, step)
        self._fill()

    @property
    def at(self) -> Walk:
        """Where the story stands."""
        return self._at

    def heading(self) -> str:
        return self.step.title

    def place(self) -> str:
        if self._at.scene is None:
            return tr("The end")
        now = len(self._at.turns) + 1
        about = len(self._at.turns) + turns_left(self.scenario, self._at.scene.id)
        total = number(max(now, about))
        return tr("Turn {n} of about {total}", n=number(now), total=total)

    def promise(self) -> str:
        if self._at.group:
            return tr("Played as a group, saved at every turn")
        return tr("Scenario, saved at every turn")

    def foot(self) -> Foot:
        if self.asked is None:
            return Foot(turns=True, hints=(tr("Go on with"), f"[{tr('Enter')}]"))
        foot = self.asked.foot()
        return Foot(turns=True, hints=foot.hints) if self._is_idle() else foot

    def is_done(self) -> bool:
        return bool(self._at.endings)

    def state(self) -> dict[str, Any]:
        return {UNHURRIED: True} if self._unhurried else {}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get(UNHURRIED) is True:
            self._do_without_clock()

    def act(self) -> None:
        choice = self.asked.chosen if self.asked else None
        if choice is not None and self.asked is not None:
            self._move(partial(take_choice, choice_id=choice.id, votes=self.asked.votes))

    def press(self, key: int) -> bool:
        if key == Qt.Key.Key_Backspace and can_go_back(self.scenario, self._at):
            self._move(take_back)
            return True
        return self.asked is not None and self.asked.press(key)

    def _is_idle(self) -> bool:
        """Whether it is played again and nothing was chosen: then one may as well go on."""
        return self.is_done() and self.asked is not None and self.asked.chosen is None

    def _move(self, move: Callable[..., Walk]) -> None:
        """Make a move that is saved, or say why it is not."""
        try:
            self._at = move(self.desk.station, self.run, self.step)
        except KeystepError as error:
            self.tell(error)
            return
        self.forget_fault()
        self._fill()
        self.enter()
        self.saved.emit()
        self.changed.emit()

    def _fill(self) -> None:
        empty(self._body)
        self.asked = self.clock = None
        media = Media(self.run.shelf, self.run.pack)
        if not self._at.turns and self.step.text.strip():
            self._body.addWidget(BlockColumn(self.step.text, media, "body", "ink2"))
            self._body.addSpacing(24)
        speeches = Speeches(self.scenario, self._at, media)
        self._body.addWidget(speeches)
        self._body.addSpacing(24)
        self._body.addWidget(divider())
        self._body.addSpacing(16)
        below = self._choices(self._at.scene) if self._at.scene else self._debrief()
        self._body.addWidget(below)
        self.revealed.emit((below, speeches.last) if self._at.scene else (speeches.last,))
        self.stand.show_walk(self.run, self.scenario, self._at)

    def _choices(self, scene: Scene) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        bare(column, 8)
        if scene.seconds and not self._at.group and not self._unhurried:
            column.addWidget(self._clock(scene.seconds))
        head = QHBoxLayout()
        bare(head, 8)
        head.addWidget(label(self.scenario.prompt, "body_strong", wrap=True), 1)
        for words, icon, move in self._ways():
            head.addWidget(button(words, "quiet", icon=icon, on_click=partial(self._move, move)))
        column.addLayout(head)
        open_ones = self._at.open_choices
        self.asked = Votes(scene, open_ones) if self._at.group else Replies(open_ones)
        self.asked.changed.connect(self.changed)
        self.asked.decided.connect(self.act)
        self.asked.revealed.connect(self.revealed)
        column.addWidget(self.asked)
        return made

    def _ways(self) -> tuple[tuple[str, str, Callable[..., Walk]], ...]:
        """What one may do instead of replying: its words, its icon, and the move."""
        if can_go_back(self.scenario, self._at):
            return ((tr("Take your last reply back"), "undo", take_back),)
        if self._at.turns:
            return ()
        if self._at.group:
            return ((tr("Play alone"), "person", begin_story),)
        return ((tr("Play as a group"), "people", partial(begin_story, group=True)),)

    def _clock(self, seconds: int) -> SceneClock:
        self.clock = SceneClock(seconds, lambda: self.desk.station.clock.now().clock)
        self.clock.up.connect(lambda: self._move(take_late))
        self.clock.released.connect(self._do_without_clock)
        return self.clock

    def _do_without_clock(self) -> None:
        """No time limit from here on."""
        self._unhurried = True
        if self.clock is not None:
            self.clock.release()
        self.kept.emit()

    def _debrief(self) -> QWidget:
        made = Debrief(self.scenario, self._at)
        made.again.connect(lambda group: self._move(partial(begin_story, group=group)))
        return made
