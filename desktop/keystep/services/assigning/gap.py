"""What teams master, against the level that is wanted of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from keystep.domain.assigning import WantedLevel
from keystep.domain.measures import (
    FEWEST_LEARNERS,
    FEWEST_SHOWN,
    Estimate,
    Interval,
    mean_of,
    wilson,
)
from keystep.domain.progress import MILLIONTHS
from keystep.domain.skills import mastery
from keystep.services.assigning.editing import wanted_levels
from keystep.services.office import Office

WANTED = 70
"""Per cent, where nobody said otherwise: from there on a skill is steady."""
Skill = tuple[str, str]
"""Pack and id."""


class GapRow(Struct, frozen=True, kw_only=True):
    """A skill of a team, in per cent.

    Of ``roster`` people something is known of ``people``, who master it by ``mastered`` on average;
    ``reached`` of them have the level ``wanted``, ``share`` with Wilson's interval. None where
    fewer than five are known.
    """

    pack: str
    skill: str
    title: str
    team: str
    wanted: int
    stated: bool
    roster: int
    people: int
    mastered: Estimate | None
    reached: int | None
    share: Interval | None

    @property
    def gap(self) -> float | None:
        """How many points are missing on average; 0 where none are."""
        return None if self.mastered is None else max(0.0, self.wanted - self.mastered.value)


class _Taught(Struct, frozen=True):
    place: Skill
    title: str


def skills_gap(office: Office) -> tuple[GapRow, ...]:
    """Every skill of every team of five people at least, the widest gap first."""
    teams = defaultdict[str, list[str]](list)
    for one in office.ledger.learning.known():
        teams[one.team].append(one.person)
    levels, known = _levels(wanted_levels(office)), _mastered(office)
    rows = (
        _row(skill, team, people, known.get(skill.place, {}), _stated(levels, skill, team))
        for skill in _skills(office)
        for team, people in teams.items()
        if len(people) >= FEWEST_SHOWN
    )
    return tuple(sorted(rows, key=lambda row: (-(row.gap or 0), row.title, row.team)))


def _row(
    skill: _Taught,
    team: str,
    people: Sequence[str],
    known: Mapping[str, float],
    stated: int | None,
) -> GapRow:
    wanted = WANTED if stated is None else stated
    found = [known[one] for one in people if one in known]
    reached, enough = sum(one >= wanted for one in found), len(found) >= FEWEST_SHOWN
    share = wilson(reached, len(found)) if enough else None
    return GapRow(
        pack=skill.place[0],
        skill=skill.place[1],
        title=skill.title,
        team=team,
        wanted=wanted,
        stated=stated is not None,
        roster=len(people),
        people=len(found),
        mastered=mean_of(found, FEWEST_LEARNERS) if enough else None,
        reached=reached if enough else None,
        share=Interval(100 * share.low, 100 * share.high) if share else None,
    )


def _skills(office: Office) -> Iterator[_Taught]:
    for pack in office.shelf.packs.values():
        yield from (_Taught((pack.id, skill.id), skill.title) for skill in pack.skills)


def _mastered(office: Office) -> Mapping[Skill, Mapping[str, float]]:
    """Per cent, by skill and person."""
    found = defaultdict[Skill, dict[str, float]](dict)
    for one in office.ledger.learning.skills():
        found[one.pack, one.skill][one.learner] = 100 * mastery(one.theta / MILLIONTHS)
    return found


def _levels(levels: Iterable[WantedLevel]) -> dict[tuple[Skill, str], int]:
    return {((one.pack, one.skill), one.team): one.level for one in levels}


def _stated(levels: Mapping[tuple[Skill, str], int], skill: _Taught, team: str) -> int | None:
    """The level wanted of the team, else of all."""
    return levels.get((skill.place, team), levels.get((skill.place, "")))
