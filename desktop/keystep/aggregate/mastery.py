"""Who mastered a skill, and when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection

from keystep.aggregate import skill_days, states
from keystep.domain.progress import MILLIONTHS
from keystep.domain.skills import mastery

Course = Sequence[tuple[date, bool]]


def mastering(
    db: Connection, pack: str, skill: str, bound: float, people: Collection[str]
) -> list[Course]:
    """Of each of ``people`` with any evidence: from which day on they were at ``bound`` or not.

    ``bound`` is a mastery from 0 to 1. Whoever was not folded since something changed is folded
    now.
    """
    known = skill_days.kept(db, pack, skill)
    for person, days in states.unkept_days(db).items():
        known[person] = sorted(
            (day, theta) for (of, what, day), theta in days.items() if (of, what) == (pack, skill)
        )
    return [
        [(day, mastery(theta / MILLIONTHS) >= bound) for day, theta in days]
        for person, days in known.items()
        if person in people
    ]


def at(course: Course, day: date) -> bool:
    """Whether the bound was reached at the end of ``day``; before any evidence it was not."""
    return next((reached for since, reached in reversed(course) if since <= day), False)
