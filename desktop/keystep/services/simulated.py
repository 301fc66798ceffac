"""Simulated people, for the demonstration: what they know, forget, and do with five minutes.

They only meet Keystep through the use cases that the screens call.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from keystep.domain.events import Instant
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Step, StepKind
from keystep.domain.memory import Rating
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Choice, Filled, Place, Placed, Pointed, Response, Written
from keystep.domain.session import LESSONS, TESTS, Candidate, Work
from keystep.services import cards, completion, due_tests, learning, practising, stories
from keystep.services.attempts import standing
from keystep.services.cards import Practice
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.services.today import today

HALF_LIFE_DAYS = 60.0


@dataclass
class HandClock:
    """A clock that is set by hand."""

    at: datetime
    offset: int = 60
    boot: str = "simulated"

    def now(self) -> Instant:
        return Instant(self.at, self.offset, self.boot, int(self.at.timestamp() * 1000))

    def pass_seconds(self, seconds: float) -> None:
        self.at += timedelta(milliseconds=round(seconds * 1000))


@dataclass
class Person:
    """``talent`` shifts every answer; ``skill`` is what lessons and practice have added, by skill.

    Both are on a logit scale; what was added halves in about two months without practice.
    ``diligence`` is the chance of learning on a working day.
    """

    learner: str
    team: str
    talent: float
    diligence: float
    skill: dict[str, float] = field(default_factory=dict)
    practised: dict[str, datetime] = field(default_factory=dict)

    def chance(self, skill: str, at: datetime, guess: float) -> float:
        """Probability of a right answer on ``skill``, where guessing earns ``guess``."""
        return guess + (1 - guess) / (1 + math.exp(-self.talent - self.level(skill, at)))

    def level(self, skill: str, at: datetime) -> float:
        if skill not in self.practised:
            return 0.0
        days = (at - self.practised[skill]).total_seconds() / 86_400
        return self.skill[skill] * math.exp2(-days / HALF_LIFE_DAYS)

    def mean_level(self, at: datetime) -> float:
        """What was added, on average over the skills met so far; 0 before any."""
        return sum(self.level(s, at) for s in self.skill) / len(self.skill) if self.skill else 0.0

    def practise(self, skill: str, at: datetime, amount: float) -> None:
        """Learn; every further bit of practice adds less."""
        level = self.level(skill, at)
        self.skill[skill] = level + amount * math.exp(-level / 2)
        self.practised[skill] = at


@dataclass
class Hand:
    """A person at a station: acts by chance, drawn from ``random``, and takes time to do so."""

    station: Station
    clock: HandClock
    person: Person
    random: Random

    def sit_down(self, minutes: int) -> None:
        """Do what Today proposes for these minutes."""
        for candidate in today(self.station, self.person.learner, minutes).session:
            self._do(candidate)

    def _do(self, candidate: Candidate) -> None:
        if candidate.work is Work.CARDS:
            due = cards.due_cards(self.station, self.person.learner)
            for practice in due[: candidate.count]:
                self._rate(practice, "")
            return
        if candidate.work not in LESSONS:
            opening = due_tests.open_test if candidate.work in TESTS else practising.open_practice
            asking = opening(self.station, self.person.learner, candidate, "", "")
            if asking is not None:
                self._answer_all(asking, *asking.lesson.steps)
            return
        run = learning.open_lesson(
            self.station, self.person.learner, candidate.pack, candidate.target
        )
        self._take(run)

    def _take(self, run: Run) -> None:
        began = self.clock.at
        for step in run.lesson.steps[run.step :]:
            learning.view_step(self.station, run, step)
            if self.random.random() < 0.04:
                return
            self._on_step(run, step)
        spent = self.clock.at - began
        completion.complete_lesson(self.station, run, duration_ms=int(spent.total_seconds() * 1000))

    def _on_step(self, run: Run, step: Step) -> None:
        if step.kind is StepKind.CHECK:
            self._answer_all(run, step)
        elif step.kind is StepKind.CARDS:
            for practice in cards.step_cards(self.station, run, step):
                self._rate(practice, run.attempt)
        elif step.kind is StepKind.SCENARIO:
            self._play(run, step)
        elif step.kind is StepKind.CHECKLIST:
            took = self.random.uniform(40, 120)
            self.clock.pass_seconds(took)
            learning.complete_checklist(self.station, run, step, duration_ms=round(took * 1000))
        else:
            self.clock.pass_seconds(self.random.uniform(25, 70))
            for skill in run.lesson.skills:
                self.person.practise(skill, self.clock.at, 0.25)

    def _answer_all(self, run: Run, step: Step) -> None:
        while ahead := standing(self.station, run, step).unanswered:
            item = ahead[0]
            seconds = self.random.uniform(8, 35)
            self.clock.pass_seconds(seconds)
            guess = item.asks.chance / 1000
            sure = self.person.chance(item.skill, self.clock.at, guess)
            knows = self.random.random() < sure
            learning.answer_item(
                self.station,
                run,
                step,
                item,
                _response(item, knows, self.random),
                duration_ms=int(seconds * 1000),
                confidence=_confidence(sure),
            )
            if step.phase is None:
                self.person.practise(item.skill, self.clock.at, 0.12)

    def _rate(self, practice: Practice, attempt: str) -> None:
        seconds = self.random.uniform(4, 12)
        self.clock.pass_seconds(seconds)
        sure = self.person.chance(practice.card.skill, self.clock.at, 0.25)
        knows = self.random.random() < sure
        rating = (Rating.EASY if sure > 0.95 else Rating.GOOD) if knows else Rating.AGAIN
        cards.rate_card(
            self.station,
            self.person.learner,
            practice,
            rating,
            duration_ms=int(seconds * 1000),
            attempt=attempt,
        )
        self.person.practise(practice.card.skill, self.clock.at, 0.05)

    def _play(self, run: Run, step: Step) -> None:
        at = stories.story(self.station, run, step)
        while at.ending is None:
            self.clock.pass_seconds(self.random.uniform(10, 25))
            skill = run.pack.scenario(step.target).skill
            best = [choice for choice in at.open_choices if choice.best]
            knows = self.random.random() < self.person.chance(skill, self.clock.at, 0.2)
            options = best if best and knows else at.open_choices
            choice = self.random.choice(options)
            at = stories.take_choice(self.station, run, step, choice.id)
            self.person.practise(skill, self.clock.at, 0.08)


def _confidence(sure: float) -> Confidence:
    if sure > 0.8:
        return Confidence.CERTAIN
    return Confidence.FAIRLY if sure > 0.55 else Confidence.GUESS


def _response(item: Item, knows: bool, random: Random) -> Response:
    asks, solution = item.asks, item.asks.solution
    if isinstance(asks, Reflection):
        return Written("I will ask before I lift.")
    return solution if knows else _other(solution, asks.parts, random)


def _other(solution: Response, parts: int, random: Random) -> Response:
    """An answer that is not ``solution``, to what shows ``parts`` parts."""
    if isinstance(solution, Choice):
        wrong = [n for n in range(parts) if n not in solution.options]
        return Choice((random.choice(wrong),)) if wrong else Choice(())
    if isinstance(solution, Filled):
        return Filled(tuple(_none(gap) for gap in solution.gaps))
    if isinstance(solution, Placed):
        return Placed((*solution.places[1:], *solution.places[:1]))
    if isinstance(solution, Pointed):
        return Pointed((Place(0, 0),))
    return Written("?")


def _none(gap: Choice | Written) -> Choice | Written:
    return Choice(()) if isinstance(gap, Choice) else Written("?")
