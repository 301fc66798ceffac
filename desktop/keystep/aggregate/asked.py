"""What figures are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from keystep.aggregate.engagement import week_ends
from keystep.domain.okr import Cycle, KeyResult
from keystep.domain.scope import Scope

Paths = Mapping[str, tuple[str, ...]]


class Asked(NamedTuple):
    """What figures are asked for: of ``people``, in the days of ``cycle`` up to ``on``.

    ``cycle`` is cut to the period of ``scope``, ``people`` are those of the roster in it, by
    person their team. ``paths`` gives, as "pack/lesson", the lessons of "pack/path".
    """

    key_result: KeyResult
    cycle: Cycle
    on: date
    paths: Paths
    scope: Scope
    people: Mapping[str, str]

    @property
    def learners(self) -> Mapping[str, str] | None:
        """None: whoever did something counts, also who is not on the roster."""
        return self.people if self.scope.of_some else None

    @property
    def days(self) -> list[date]:
        """The ends of the weeks that are over, and today."""
        cycle, on = self.cycle, self.on
        return [*week_ends(cycle, on), on] if on >= cycle.start else []

    def counts(self, who: str) -> bool:
        """Whether what this person did is asked for."""
        return self.learners is None or who in self.learners
