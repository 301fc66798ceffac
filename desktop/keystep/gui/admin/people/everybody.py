"""Everybody that the office knows of, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keystep.aggregate.membership import Membership
from keystep.aggregate.merges import Merge
from keystep.aggregate.persons import PersonRow
from keystep.gui.admin.people.twins import Pair, likely_twins
from keystep.services import people
from keystep.services.office import Office


@dataclass(frozen=True)
class Everybody:
    """All that the page shows.

    ``names`` are those of every id, also of merged ones; ``stations`` are the enrolled ones by
    device, in the order of their names; ``twins`` may be one person each.
    """

    people: tuple[PersonRow, ...]
    names: Mapping[str, str]
    merges: tuple[Merge, ...]
    stations: Mapping[str, str]
    twins: tuple[Pair, ...]

    def row_of(self, person: str) -> PersonRow | None:
        """Whoever goes by this id; None if nobody does any more."""
        return next((row for row in self.people if person in (row.person, *row.also)), None)


def read_everybody(office: Office) -> Everybody:
    """Read it all. Whom the admin found to be two is not offered as one again."""
    known, merges = people.people(office), people.merges(office)
    undone = {frozenset((one.learner, one.person)) for one in merges if one.undone_at is not None}
    members = office.ledger.members.overview()
    return Everybody(
        people=known,
        names={claim.learner: claim.name for claim in people.claims(office)},
        merges=merges,
        stations={s.device: s.name for s in members if s.membership is Membership.ENROLLED},
        twins=likely_twins(known, undone),
    )
