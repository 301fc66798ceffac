"""What the learner sees first: minutes to give, what they hold, and why it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from keystep.domain.bundles import KeyResultWord
from keystep.domain.ports import Learner, OutboxState
from keystep.domain.progress import DayProgress
from keystep.domain.session import MINUTES, TESTS, Candidate, plan
from keystep.errors import UsageError
from keystep.services.aims import aims_of
from keystep.services.assigning.told import OfficeWord, office_word
from keystep.services.cards import due_cards
from keystep.services.due_tests import due_tests
from keystep.services.offers import followed, offers
from keystep.services.path_states import PathState, path_states
from keystep.services.putting_off import put_off_today
from keystep.services.station import Station


class DayState(Struct, frozen=True):
    """A day of this week, Monday first."""

    day: date
    active: bool


class Today(Struct, frozen=True, kw_only=True):
    """``sessions`` are what each of the minutes on offer hold.

    ``swaps`` are the keys of those pieces of ``session`` that something else would take the place
    of. ``rests``: what would be left to do was put off until tomorrow. ``office``: what it asks.
    """

    learner: Learner
    day: date
    minutes: int
    sessions: Mapping[int, tuple[Candidate, ...]]
    swaps: frozenset[str]
    rests: bool
    due: int
    path: PathState | None
    why: KeyResultWord | None
    week: tuple[DayState, ...]
    outbox: OutboxState
    office: OfficeWord

    @property
    def session(self) -> tuple[Candidate, ...]:
        """What the chosen minutes hold."""
        return self.sessions[self.minutes]


def today(station: Station, learner_id: str, minutes: int) -> Today:
    """Everything the Today screen shows. Raises UsageError for an unknown learner."""
    learner = learner_of(station, learner_id)
    paths = path_states(station, learner_id)
    ways = followed(paths)
    current = next((path for path in ways if path.next), ways[0] if ways else None)
    wanting = aims_of(station, learner_id)
    due = due_cards(station, learner_id)
    there = offers(station.shelf, wanting, paths, due)
    off = put_off_today(station, learner_id)
    tests = tuple(test.offer for test in due_tests(station, learner_id)[:1])
    wanted = (*tests, *(offer for offer in there if offer.key not in off))
    sessions = {choice: plan(wanted, choice) for choice in {*MINUTES, minutes}}
    now = station.clock.now()
    return Today(
        learner=learner,
        day=now.local.date(),
        minutes=minutes,
        sessions=sessions,
        swaps=_swaps(wanted, sessions[minutes], minutes),
        rests=bool(there) and not wanted,
        due=len(due),
        path=current,
        why=_why(station, current, wanting.words),
        week=_week(station, learner_id, now.day),
        outbox=station.store.outbox(),
        office=office_word(station, learner_id),
    )


def learner_of(station: Station, learner_id: str) -> Learner:
    """Who goes by this id now. Raises UsageError when nobody here does."""
    person = station.store.person(learner_id)
    for learner in station.store.learners():
        if learner.id == person:
            return learner
    raise UsageError(
        "Nobody on this station has the id {learner}. Sign in again.", learner=learner_id
    )


def _swaps(
    wanted: Sequence[Candidate], session: Sequence[Candidate], minutes: int
) -> frozenset[str]:
    """Tests are not swapped: who does not want one puts it off."""
    held = {piece.key for piece in session}
    return frozenset(
        piece.key
        for piece in session
        if piece.work not in TESTS
        and any(
            other.key not in held
            for other in plan([each for each in wanted if each.key != piece.key], minutes)
        )
    )


def _why(
    station: Station, path: PathState | None, words: tuple[KeyResultWord, ...]
) -> KeyResultWord | None:
    """The key result that the next lesson serves, if the office has told of it."""
    served = ""
    if path and path.next:
        served = station.shelf.lesson(path.next.pack, path.next.lesson).key_result
    known = {word.id: word for word in words}
    return known.get(served, words[0] if words else None)


def _week(station: Station, learner: str, day: date) -> tuple[DayState, ...]:
    monday = day - timedelta(days=day.weekday())
    active = {d.day for d in station.store.select(DayProgress, learner=learner) if d.active}
    days = (monday + timedelta(days=i) for i in range(7))
    return tuple(DayState(d, d in active) for d in days)
