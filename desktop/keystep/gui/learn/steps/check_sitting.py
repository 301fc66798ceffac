"""One go at a quiz as its screen knows it: where it stands, what is entered, how long it took."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from PySide6.QtCore import QElapsedTimer

from keystep.domain.lesson import Step
from keystep.domain.quiz import Item, Telling
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.draft import Draft, drafts_of, kept
from keystep.services.asking import is_open_ended
from keystep.services.attempts import Entered, Standing, standing
from keystep.services.knowing import is_proving
from keystep.services.learning import answer_item, end_sitting
from keystep.services.run import Run

SITTING = "sitting"


class _Kept(Struct, frozen=True):
    """The sitting that a state is of, and how much of its time is used up."""

    no: int
    spent_ms: Annotated[int, Meta(ge=0)] = 0


class Sitting:
    """``at`` is where the check stands; ``drafts`` are entered and not recorded, by item id.

    ``spent_ms`` is what the time limit had used up when it was last here.
    """

    def __init__(self, desk: Desk, run: Run, step: Step) -> None:
        self._station, self.run, self.step = desk.station, run, step
        self.quiz = run.pack.quiz_of(step, run.form)
        self.deferred = self.quiz.feedback is Telling.AT_THE_END
        self.open_ended = is_open_ended(run, step)
        self.once = is_proving(desk.station, run)
        self.at: Standing = standing(desk.station, run, step)
        self.drafts: dict[str, Draft] = {}
        self.spent_ms = 0
        self._times = Counter[str]()
        self._watch = QElapsedTimer()

    @property
    def reviews(self) -> bool:
        """Whether its questions are told one by one at its end, not each when it is answered."""
        return self.at.over and (self.deferred or bool(self.at.unanswered))

    def given(self, item: Item) -> Draft | None:
        """What was answered to an item in this sitting."""
        answer = self.at.given.get(item.id) if self.at.is_given(item) else None
        return Draft(answer.response, answer.confidence, answer.hints) if answer else None

    def shown(self, item: Item) -> Draft | None:
        """What stands in an item's question."""
        return self.drafts.get(item.id, self.given(item))

    def is_shut(self, item: Item) -> bool:
        """Whether the item has its verdict."""
        return self.at.over or (self.at.is_given(item) and not self.deferred)

    def asks(self, item: Item) -> bool:
        """Whether what is entered for the item is to be recorded."""
        return not self.is_shut(item) and (not self.at.is_given(item) or item.id in self.drafts)

    def next_after(self, index: int) -> int | None:
        """The question to go to from one, counted from 0: the next open one, else the first open.

        Where all are answered it is the next one of them, None after the last.
        """
        asked = self.at.asked
        ahead = [*range(index + 1, len(asked)), *range(index)]
        still = (n for n in ahead if not self.at.is_given(asked[n]))
        return next(still, index + 1 if index + 1 < len(asked) else None)

    def remember(self, item: Item, draft: Draft) -> None:
        """Something was entered; what is answered already is no draft."""
        if draft == self.given(item):
            self.drafts.pop(item.id, None)
        else:
            self.drafts[item.id] = draft

    def start_watch(self) -> None:
        """A question is on the screen from now on."""
        self._watch.start()

    def stop_watch(self, item: Item) -> None:
        """It is not any more."""
        self._times[item.id] += self._watch.elapsed() if self._watch.isValid() else 0
        self._watch.invalidate()

    def answer(self, item: Item, draft: Draft) -> None:
        """Record an answer. Raises NotSaved."""
        running = self._watch.elapsed() if self._watch.isValid() else 0
        answer_item(
            self._station,
            self.run,
            self.step,
            item,
            draft.response,
            duration_ms=self._times[item.id] + running,
            confidence=draft.confidence,
            hints=draft.hints,
        )
        self._watch.invalidate()
        self.drafts.pop(item.id, None)
        self._times.pop(item.id, None)
        self.at = standing(self._station, self.run, self.step)

    def end(self) -> None:
        """The time is up: record what is entered, and the end. Raises NotSaved."""
        entered = [
            Entered(item, draft.response, self._times[item.id], draft.confidence, draft.hints)
            for item in self.at.asked
            for draft in (self.drafts.get(item.id),)
            if draft and item.asks.is_answered(draft.response)
        ]
        end_sitting(self._station, self.run, self.step, self.at, entered)
        self.at = standing(self._station, self.run, self.step)
        self.drafts.clear()

    def retry(self) -> None:
        """Ask anew what was missed."""
        self.at = self.at.retry()
        self.drafts.clear()
        self._times.clear()
        self.spent_ms = 0

    def state(self, spent_ms: int) -> dict[str, Any]:
        """What ``restore`` needs; nothing once it is over, or where nothing was begun."""
        if self.at.over or not (self.drafts or spent_ms or self.at.sitting > 1):
            return {}
        return {**kept(self.drafts), SITTING: msgspec.to_builtins(_Kept(self.at.sitting, spent_ms))}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to what ``state`` told; what no longer fits is left out."""
        try:
            told = msgspec.convert(state.get(SITTING, {"no": 1}), _Kept)
        except msgspec.ValidationError:
            told = _Kept(1)
        if self.at.may_retry and not self.once and told.no == self.at.sitting + 1:
            self.at = self.at.retry()
        if self.at.over or told.no != self.at.sitting:
            return
        self.spent_ms = told.spent_ms
        todo = {i.id for i in self.at.asked if self.deferred or not self.at.is_given(i)}
        self.drafts = {item: each for item, each in drafts_of(state).items() if item in todo}

    def clock(self) -> int:
        """Milliseconds of the station's clock."""
        return self._station.clock.now().clock
