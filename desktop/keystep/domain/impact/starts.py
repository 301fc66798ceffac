"""When teams began to learn, where no plan says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

from msgspec import Struct

ENOUGH = 0.5


class Begun(Struct, frozen=True):
    """A team of ``members`` people; ``days`` are those on which each of some first completed
    something, the first first."""

    members: int
    days: Sequence[date]


def starts_of(teams: Mapping[str, Begun]) -> dict[str, date]:
    """The day from which on half of a team's people had learned; without those that have not."""
    found = {}
    for team, begun in teams.items():
        needed = max(1, ceil(ENOUGH * begun.members))
        if len(begun.days) >= needed:
            found[team] = begun.days[needed - 1]
    return found
