"""From a figure to the people behind it, and to what each of them did.

Of a scope of fewer than five people nobody is shown. Names are there where this office shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.domain.down import LearnerStates
from keystep.domain.measures import FEWEST_SHOWN
from keystep.domain.scope import Scope
from keystep.errors import UsageError
from keystep.services.measures.names import sees_names
from keystep.services.measures.scoping import period_of
from keystep.services.office import Office

ANYTHING = Behind()


@dataclass(frozen=True)
class Learner:
    """A person of a scope: their row, and where they stand in everything."""

    row: LearnerRow
    began: date | None
    states: LearnerStates


def learners(office: Office, scope: Scope, behind: Behind = ANYTHING) -> tuple[LearnerRow, ...]:
    """One row a person, by id. Raises UsageError where they are fewer than five."""
    scope.refuse_faults()
    now, ledger = office.clock.now(), office.ledger.scoped
    rows = ledger.learners(scope, period_of(office, scope), now.day, behind)
    if not rows:
        raise UsageError(
            "Fewer than {fewest} people are in this scope, so nobody is shown singly. Choose a "
            "wider one.",
            fewest=FEWEST_SHOWN,
        )
    return rows if sees_names(office) else tuple(replace(row, name="") for row in rows)


def learner(office: Office, scope: Scope, person: str) -> Learner:
    """``person`` is an id, or the beginning of one. Raises UsageError unless it is one in scope."""
    found = [row for row in learners(office, scope) if row.learner.startswith(person)]
    if not person or len(found) != 1:
        raise UsageError(
            "No one person of this scope has an id that begins with “{id}”. List them without it.",
            id=person,
        )
    began, states = office.ledger.scoped.learner(found[0].learner)
    return Learner(found[0], began, states)
