"""How well the people of a scope master the skills that they met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from msgspec import Struct
from sqlalchemy import Connection

from keystep.aggregate.learning import skills
from keystep.domain.measures import FEWEST_LEARNERS, FEWEST_SHOWN, Estimate, mean_of
from keystep.domain.progress import MILLIONTHS, SkillProgress
from keystep.domain.skills import mastery

Skill = tuple[str, str]
"""Pack and skill."""


class SkillRow(Struct, frozen=True, kw_only=True):
    """A skill of a pack: ``met`` of ``of`` people showed anything of it.

    ``mastery`` is the mean of what they master, 0 to 1; None where fewer than five did.
    """

    pack: str
    skill: str
    met: int
    of: int
    mastery: Estimate | None


def skill_rows(
    db: Connection, people: Collection[str], wanted: Collection[Skill] | None = None
) -> tuple[SkillRow, ...]:
    """One row a skill that ``people`` met, by pack and skill; of those ``wanted``, None: all."""
    found = defaultdict[Skill, list[float]](list, {skill: [] for skill in wanted or ()})
    for one in skills(db):
        place = (one.pack, one.skill)
        if one.learner in people and (wanted is None or place in wanted):
            found[place].append(mastery_of(one))
    return tuple(_row(place, levels, len(people)) for place, levels in sorted(found.items()))


def masteries(db: Connection, people: Collection[str], skill: Skill) -> dict[str, float]:
    """What each of ``people`` masters of a skill, 0 to 1, who showed anything of it."""
    return {
        one.learner: mastery_of(one)
        for one in skills(db)
        if one.learner in people and (one.pack, one.skill) == skill
    }


def mastery_of(state: SkillProgress) -> float:
    """0 to 1."""
    return mastery(state.theta / MILLIONTHS)


def _row(place: Skill, levels: list[float], of: int) -> SkillRow:
    enough = len(levels) >= FEWEST_SHOWN
    return SkillRow(
        pack=place[0],
        skill=place[1],
        met=len(levels),
        of=of,
        mastery=mean_of(levels, FEWEST_LEARNERS) if enough else None,
    )
