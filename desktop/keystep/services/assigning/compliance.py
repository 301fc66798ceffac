"""Who has done what was assigned, who has time left, and of whom nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from keystep import settings
from keystep.aggregate.learning import Known
from keystep.domain.assigning import Assignment, Standing, standing
from keystep.domain.measures import FEWEST_SHOWN
from keystep.services.assigning.editing import assignments, path_title
from keystep.services.office import Office

FINISHED = (Standing.DONE, Standing.LATE)


class Owed(Struct, frozen=True, kw_only=True):
    """What somebody is to do, and where they stand to it.

    ``called`` is their name where this admin may see names, else the beginning of their id.
    """

    person: str
    called: str
    team: str
    due: date | None
    done: date | None
    standing: Standing


class TeamStand(Struct, frozen=True, kw_only=True):
    """How many ``people`` of a team stand how; ``team`` None: of all teams too small to be told
    from one another."""

    team: str | None
    people: int
    counts: Mapping[Standing, int]

    @property
    def done(self) -> int:
        return sum(self.counts.get(one, 0) for one in FINISHED)


class Compliance(Struct, frozen=True, kw_only=True):
    """An assignment, everybody whom it means, and their teams."""

    assignment: Assignment
    title: str
    owed: tuple[Owed, ...]

    @property
    def whole(self) -> TeamStand:
        return _stand("", self.owed)

    @property
    def teams(self) -> tuple[TeamStand, ...]:
        """By name; those of fewer than five people together and last, if they are five at least."""
        by_team: dict[str, list[Owed]] = {}
        for one in self.owed:
            by_team.setdefault(one.team, []).append(one)
        large = {team: those for team, those in by_team.items() if len(those) >= FEWEST_SHOWN}
        rest = [one for one in self.owed if one.team not in large]
        told = tuple(_stand(team, large[team]) for team in sorted(large))
        return (*told, _stand(None, rest)) if len(rest) >= FEWEST_SHOWN else told


def compliance(office: Office) -> tuple[Compliance, ...]:
    """Every assignment, the soonest due first."""
    people = office.ledger.learning.known()
    every = [_of(office, one, people) for one in assignments(office)]
    return tuple(sorted(every, key=lambda one: (one.assignment.due or date.max, one.title)))


def _of(office: Office, wanted: Assignment, people: Iterable[Known]) -> Compliance:
    finished = office.ledger.learning.finished(lessons_of(office, wanted.pack, wanted.path))
    on, named = office.clock.now().local.date(), settings.load(office.home).sees_names
    meant = (one for one in people if wanted.audience.includes(one.ids, one.team, one.began))
    owed = (
        _owed(wanted, one, finished.get(one.person), on, one.name if named else one.person[:8])
        for one in meant
    )
    return Compliance(
        assignment=wanted,
        title=path_title(office, wanted),
        owed=tuple(sorted(owed, key=lambda one: (one.team, one.called))),
    )


def lessons_of(office: Office, pack: str, path: str) -> tuple[tuple[str, str], ...]:
    """The lessons of a path, (pack, lesson); none where its pack is not here."""
    known = office.shelf.packs.get(pack)
    paths = known.paths if known else ()
    return next((one.places(pack) for one in paths if one.id == path), ())


def _owed(wanted: Assignment, one: Known, done: date | None, on: date, called: str) -> Owed:
    due = wanted.due_for(one.began, on)
    return Owed(
        person=one.person,
        called=called,
        team=one.team,
        due=due,
        done=done,
        standing=standing(due, done, on, one.heard),
    )


def _stand(team: str | None, owed: Iterable[Owed]) -> TeamStand:
    counts = Counter(one.standing for one in owed)
    return TeamStand(team=team, people=counts.total(), counts=dict(counts))
