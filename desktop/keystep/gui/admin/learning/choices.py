"""What there is to choose from: paths, skills, teams, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keystep.gui.admin.forms.form import Options
from keystep.services.office import Office


@dataclass(frozen=True)
class Choices:
    """Key and words of each; a path or a skill has "pack/id" as its key."""

    paths: Options
    skills: Options
    teams: Options
    people: Options
    today: date


def read_choices(office: Office) -> Choices:
    """Of the packs and people that the office knows."""
    packs, people = office.shelf.packs.values(), office.ledger.learning.known()
    return Choices(
        paths=[(f"{pack.id}/{path.id}", path.title) for pack in packs for path in pack.paths],
        skills=[(f"{pack.id}/{skill.id}", skill.title) for pack in packs for skill in pack.skills],
        teams=[(team, team) for team in sorted({one.team for one in people if one.team})],
        people=[(one.person, f"{one.name} · {one.team}".rstrip(" ·")) for one in people],
        today=office.clock.now().local.date(),
    )
