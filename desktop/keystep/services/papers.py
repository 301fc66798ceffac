"""Write what the admin decides, under the name of who sits here, and take it back."""

from __future__ import annotations

from keystep.aggregate.papers import Activity, Change
from keystep.domain.words import Words
from keystep.services.office import Office


def write(office: Office, said: Words, *changes: Change) -> int:
    """Write papers in one act and log it; without changes it is logged only. Raises NotSaved."""
    return office.ledger.papers.write(said, office.admin, office.clock.now().at, changes)


def note(office: Office, template: str, **values: str | int) -> int:
    """Log what was done and cannot be undone from the log; returns the activity's id. NotSaved."""
    return write(office, Words(template, values))


def undo(office: Office, entry: int) -> None:
    """Take back an act. Raises UsageError where that cannot be, NotSaved."""
    office.ledger.papers.undo(entry, office.clock.now().at)


def activity(office: Office, limit: int, offset: int = 0) -> tuple[Activity, ...]:
    """What was done, the newest first."""
    return office.ledger.papers.activity(limit, offset)
