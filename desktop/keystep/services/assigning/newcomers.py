"""How long newcomers take until they are productive: until they have done a path to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from keystep.aggregate.learning import Known
from keystep.domain.measures import FEWEST_LEARNERS
from keystep.domain.survival import Followed, Median, Step, arrivals, median
from keystep.errors import UsageError
from keystep.services.assigning.compliance import lessons_of
from keystep.services.office import Office


class Productive(Struct, frozen=True, kw_only=True):
    """Of ``people`` who began on ``since`` or later ``arrived`` have done the path.

    ``steps`` is the share of them by days since they began, () below ten people: too few to say.
    """

    pack: str
    path: str
    title: str
    since: date
    people: int
    arrived: int
    steps: tuple[Step, ...]
    median: Median

    @property
    def too_few(self) -> bool:
        return self.people < FEWEST_LEARNERS


def time_to_productivity(office: Office, pack: str, path: str, since: date) -> Productive:
    """Everybody counts up to the day on which their stations last told of them.

    Who did all of it on the day they began took 0 days. Raises UsageError for an unknown path.
    """
    title = _title(office, pack, path)
    finished = office.ledger.learning.finished(lessons_of(office, pack, path))
    everybody = office.ledger.learning.known()
    people = list(_followed(everybody, finished, since))
    steps = arrivals(people) if len(people) >= FEWEST_LEARNERS else ()
    return Productive(
        pack=pack,
        path=path,
        title=title,
        since=since,
        people=len(people),
        arrived=sum(one.arrived for one in people),
        steps=steps,
        median=median(steps),
    )


def _followed(
    people: tuple[Known, ...], finished: Mapping[str, date], since: date
) -> Iterator[Followed]:
    for one in people:
        if one.began is None or one.began < since:
            continue
        done = finished.get(one.person)
        last = one.heard if done is None else done
        yield Followed(max(0, (last - one.began).days), done is not None)


def _title(office: Office, pack: str, path: str) -> str:
    for one in office.shelf.pack(pack).paths:
        if one.id == path:
            return one.title
    raise UsageError(
        "There is no path “{path}” in the pack “{pack}”. See: keystep pack list",
        path=path,
        pack=pack,
    )
