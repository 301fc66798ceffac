"""Whatever a learner does in a lesson, and whenever the program dies: nothing is lost."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from keystep.bootstrap import open_station
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.player import Player
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from tests.fakes import FakeClock, FakeIds
from tests.made import LESSON, PACK, POINTS, STEPS, made_pack, put_on_shelf

QUICK = settings(max_examples=8, stateful_step_count=12, deadline=None)
QUESTIONS = {"check": 2, "other": 1}


class Flow(RuleBasedStateMachine):
    """``at``, ``scrolled``, ``ticked`` and ``answered`` are what the learner remembers.

    ``kept`` is how far steps were scrolled when the place was kept last: a program that dies may
    lose what was scrolled in the half second before, and nothing else.
    """

    def __init__(self) -> None:
        super().__init__()
        self.held, self.running = ExitStack(), ExitStack()
        root = Path(self.held.enter_context(TemporaryDirectory()))
        self.homes = (root / f"home-{n}" for n in count())
        self.home = next(self.homes)
        self.opens = count()
        self.at = 0
        self.scrolled: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        self.ticked: set[int] = set()
        self.recorded = False
        self.answered: dict[str, int] = {}

    @initialize(step=integers(0, len(STEPS) - 1))
    def begin(self, step: int) -> None:
        self.open_home()
        self.learner = register(self.station, "Amara", "")
        self.at = step
        self.play(STEPS[step].id)

    @rule()
    def turn_on(self) -> None:
        self.player.turn_on()
        if self.at + 1 < len(STEPS) and not self.waits(self.at):
            self.arrive(self.at + 1)
        elif self.at + 1 == len(STEPS):
            left = [n for n in range(len(STEPS)) if self.waits(n)]
            self.arrive(left[0] if left else self.at)

    @rule()
    def turn_back(self) -> None:
        self.player.go_back()
        self.arrive(max(0, self.at - 1))

    @precondition(lambda self: self.unanswered() >= 0)
    @rule(option=integers(1, 2))
    def answer(self, option: int) -> None:
        view: Any = self.player.view
        view.question.answers.pick(option)
        self.player.go_on()
        self.answered[self.step_id] = self.answered.get(self.step_id, 0) + 1
        if self.unanswered() > 0:
            self.player.go_on()

    @precondition(lambda self: self.step_id == "do" and not self.recorded)
    @rule(point=integers(0, len(POINTS) - 1))
    def tick(self, point: int) -> None:
        view: Any = self.player.view
        view.rows[point].click()
        self.ticked ^= {point}
        self.keep()

    @precondition(lambda self: self.step_id == "do" and len(self.ticked) == len(POINTS))
    @rule()
    def record(self) -> None:
        if not self.recorded:
            self.player.go_on()
            self.recorded = True
            settle()
            self.scrolled[self.step_id] = self.player.stage.verticalScrollBar().value()
            self.keep()

    @rule(share=integers(1, 9))
    def scroll(self, share: int) -> None:
        bar = self.player.stage.verticalScrollBar()
        bar.setValue(bar.maximum() * share // 10)
        if bar.value():
            self.scrolled[self.step_id] = bar.value()

    @rule()
    def leave(self) -> None:
        self.player.leave()
        self.keep()
        self.running.close()
        self.open_home()
        self.play()

    @rule()
    def die(self) -> None:
        """What is in the files at this moment is all there is afterwards."""
        dead, self.home = self.home, next(self.homes)
        shutil.copytree(dead, self.home)
        dying = self.running.pop_all()
        self.open_home()
        self.play()
        dying.close()
        now = self.player.stage.verticalScrollBar().value()
        assert now in {places.get(self.step_id, 0) for places in (self.scrolled, self.kept)}
        self.scrolled[self.step_id] = now

    @invariant()
    def nothing_is_lost(self) -> None:
        settle()
        assert self.player.step.id == self.step_id
        here = self.player.stage.verticalScrollBar().value()
        assert here == self.scrolled.get(self.step_id, 0)
        events = [kept.event for kept in self.station.store.events()]
        given = [event.body["step"] for event in events if event.kind == "item_answered"]
        assert {step: given.count(step) for step in set(given)} == self.answered
        lists = [event for event in events if event.kind == "checklist_completed"]
        assert len(lists) == self.recorded
        if self.step_id == "do":
            view: Any = self.player.view
            assert {n for n, row in enumerate(view.rows) if row.isChecked()} == self.ticked

    def teardown(self) -> None:
        self.running.close()
        self.held.close()

    @property
    def step_id(self) -> str:
        return STEPS[self.at].id

    def unanswered(self) -> int:
        """The questions left on this step; less than none where it asks none."""
        if self.step_id not in QUESTIONS:
            return -1
        return QUESTIONS[self.step_id] - self.answered.get(self.step_id, 0) or -1

    def waits(self, index: int) -> bool:
        """Whether a step may not be left forward."""
        step = STEPS[index].id
        if step == "do":
            return not self.recorded
        return step == "check" and self.answered.get(step, 0) < QUESTIONS[step]

    def arrive(self, index: int) -> None:
        """Another page keeps the place of the one before."""
        if index != self.at:
            self.keep()
        self.at = index

    def keep(self) -> None:
        self.kept = dict(self.scrolled)

    def open_home(self) -> None:
        self.station = open_station(self.home, FakeClock(), FakeIds(str(next(self.opens))))
        self.running.callback(self.station.close)
        put_on_shelf(self.station, made_pack())

    def play(self, step: str = "") -> None:
        run = open_lesson(self.station, self.learner.id, PACK, LESSON, step=step)
        self.player = Player(Desk(self.station, self.learner), run)
        self.running.callback(put_away, self.player)
        self.player.resize(900, 500)
        self.player.show()
        self.player.enter()
        settle()


def put_away(player: Player) -> None:
    player.hide()
    player.deleteLater()
    settle()


def settle() -> None:
    """Let layouts and deletions come to rest."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_no_order_of_things_loses_anything(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keystep.bootstrap.install_shipped", lambda *_: ())
    run_state_machine_as_test(Flow, settings=QUICK)  # type: ignore[no-untyped-call]
