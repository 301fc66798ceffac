"""Learning breaks of a learner at this station: the plan, the reminder, and what came of it."""

from __future__ import annotations

import msgspec

from keystep.domain.breaks import BreakPlan, Done, Handled, Slot, due
from keystep.domain.facts import BreakTaken
from keystep.services.station import Station
from keystep.services.syncing import known_catalog

PLAN, REMINDED = "breaks", "reminded"
OWN = "own"


def office_plan(station: Station) -> BreakPlan | None:
    """What the office proposes to everybody; None where it does not."""
    catalog = known_catalog(station)
    return catalog.breaks if catalog else None


def break_plan(station: Station, learner: str) -> BreakPlan:
    """The learner's own plan, else the office's, else one without a time."""
    own = station.store.notes(learner, PLAN).get(OWN)
    if own is not None:
        return msgspec.json.decode(own, type=BreakPlan)
    return office_plan(station) or BreakPlan()


def has_own_plan(station: Station, learner: str) -> bool:
    """Whether the learner chose, be it never to be reminded."""
    return OWN in station.store.notes(learner, PLAN)


def choose_plan(station: Station, learner: str, plan: BreakPlan | None) -> None:
    """Keep the learner's own plan; with None the office's holds again. Raises NotSaved."""
    kept = None if plan is None else msgspec.json.encode(plan)
    station.store.note(learner, PLAN, OWN, kept)


def reminder(station: Station, learner: str) -> Slot | None:
    """What to remind of now, if anything."""
    now = station.clock.now().local
    return due(break_plan(station, learner), now, _handled(station, learner))


def note_shown(station: Station, learner: str, slot: Slot) -> None:
    """The reminder was seen, or is not wanted: it does not come again. Raises NotSaved."""
    _note(station, learner, slot, Done.SHOWN)


def snooze(station: Station, learner: str, slot: Slot) -> None:
    """Remind of it once more, a quarter of an hour from now. Raises NotSaved."""
    _note(station, learner, slot, Done.SNOOZED)


def take_break(station: Station, learner: str, minutes: int, slot: Slot | None = None) -> None:
    """Record that a session of ``minutes`` was done; ``slot`` is what had reminded of it.

    Raises NotSaved.
    """
    key = slot.key if slot else ""
    fact = BreakTaken(minutes=minutes, reminded=slot is not None, slot=key)
    station.store.append(learner, [fact], station.clock.now())


def _note(station: Station, learner: str, slot: Slot, done: Done) -> None:
    """Slots of earlier days are over, so this one takes their place."""
    now, before = station.clock.now().local, station.store.notes(learner, REMINDED)
    kept = msgspec.json.encode(Handled(done, now))
    station.store.note(learner, REMINDED, slot.key, kept)
    for key in before:
        if key < slot.at.date().isoformat():
            station.store.note(learner, REMINDED, key, None)


def _handled(station: Station, learner: str) -> dict[str, Handled]:
    noted = station.store.notes(learner, REMINDED)
    return {key: msgspec.json.decode(value, type=Handled) for key, value in noted.items()}
