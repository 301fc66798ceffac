"""What the office asks of people: paths with due dates, announcements, surveys; and of whom.

All but :class:`WantedLevel` travels in the catalog.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct


class Whom(StrEnum):
    """What an audience is made of."""

    EVERYBODY = "everybody"
    TEAMS = "teams"
    PEOPLE = "people"
    NEWCOMERS = "newcomers"


class Audience(Struct, frozen=True, kw_only=True):
    """Who is meant; ``whom`` is a :class:`Whom`, and one that a newer office knows means nobody.

    ``teams`` by name, ``people`` by id. Newcomers are those who began on ``since`` or later, of
    ``teams`` only where any is named.
    """

    whom: str = Whom.EVERYBODY
    teams: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None

    def includes(self, ids: Collection[str], team: str, began: date | None) -> bool:
        """Whether somebody with these ids is meant; who has not begun to learn is a newcomer."""
        if self.whom == Whom.TEAMS:
            return team in self.teams
        if self.whom == Whom.PEOPLE:
            return not set(self.people).isdisjoint(ids)
        if self.whom == Whom.NEWCOMERS:
            new = began is None or self.since is None or began >= self.since
            return new and (not self.teams or team in self.teams)
        return self.whom == Whom.EVERYBODY


class Sent(Struct, frozen=True, kw_only=True):
    """Something that the office says to an audience; ``id`` is its own among its kind."""

    id: str
    audience: Audience = Audience()


class Assignment(Sent, frozen=True, kw_only=True):
    """A path of a pack, to be done until ``due``, or ``within`` so many days of beginning.

    Neither: it is to be done some time.
    """

    pack: str
    path: str
    assigned: date
    due: date | None = None
    within: int = 0

    def due_for(self, began: date | None, on: date) -> date | None:
        """Until when somebody who began to learn then is to be done, as seen on ``on``."""
        if self.within:
            return max(began or on, self.assigned) + timedelta(days=self.within)
        return self.due


class Timed(Sent, frozen=True, kw_only=True):
    """What stands from ``first`` to ``last``, both included."""

    title: str
    first: date
    last: date

    def stands(self, on: date) -> bool:
        return self.first <= on <= self.last


class Announcement(Timed, frozen=True, kw_only=True):
    """A few plain words; one that names a ``skill`` of a ``pack`` is the focus of its days.

    What trains that skill comes sooner than it would.
    """

    text: str = ""
    pack: str = ""
    skill: str = ""

    @property
    def is_focus(self) -> bool:
        return bool(self.skill)


class Question(Struct, frozen=True):
    """Answered with a number from 1, which ``low`` words, to 5, which ``high`` does."""

    id: str
    ask: str
    low: str
    high: str


class Survey(Timed, frozen=True, kw_only=True):
    """Questions to an audience; each may be left out, and a sentence be added."""

    questions: tuple[Question, ...]


class WantedLevel(Struct, frozen=True, kw_only=True):
    """The mastery that a team is to have of a skill, in per cent; ``team`` "" is every other."""

    pack: str
    skill: str
    level: int
    team: str = ""


class Standing(StrEnum):
    """Where somebody stands to what was assigned; nobody is overdue whose station is silent."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    SILENT = "silent"


def standing(due: date | None, done: date | None, on: date, heard: date) -> Standing:
    """``heard`` is the day up to which all that somebody did is known."""
    if done is not None:
        return Standing.LATE if due is not None and done > due else Standing.DONE
    if due is None or on <= due:
        return Standing.OPEN
    return Standing.OVERDUE if heard > due else Standing.SILENT
