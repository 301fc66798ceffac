"""Whether the office has what somebody learnt."""

from __future__ import annotations

from collections.abc import Callable

from keystep.gui.learn.desk import Desk
from keystep.services.folder import waiting_lessons

Arrival = Callable[[str, str], bool | None]


def arrivals(desk: Desk) -> Arrival:
    """Tells of a lesson, by pack and id, whether all of it has arrived; None where no folder is
    joined, for then nothing is on its way."""
    share = desk.settings.share
    if share is None or not share.confirmed:
        return lambda _pack, _lesson: None
    waiting = waiting_lessons(desk.station, desk.learner.id)
    return lambda pack, lesson: (pack, lesson) not in waiting
