"""What the office says of people: its roster, where they stand, whom to forget."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from keystep.domain.down import ProgressDown
from keystep.domain.events import Instant
from keystep.domain.ports import Learner
from keystep.storage import base, credentials, log, notes, outbox
from keystep.storage.base import Base
from keystep.storage.projections import Tables, refold
from keystep.storage.rows import to_ms
from keystep.storage.schema import alias, erased, roster


def learners(connection: Connection) -> list[Learner]:
    """The roster by name, without ids that go by another."""
    kept = select(roster).where(roster.c.id.not_in(select(alias.c.id)))
    rows = connection.execute(kept.order_by(roster.c.name, roster.c.id))
    return [Learner(row.id, row.name, row.team) for row in rows]


def take(connection: Connection, tables: Tables, down: ProgressDown) -> bool:
    """Put ``down`` beneath the projections; False where its number is not higher than any before.

    Only who it changes is folded anew. Whoever was erased here stays so, even if the office did not
    know that yet when it wrote ``down``.
    """
    old = base.read(connection)
    if down.no <= old.present.no:
        return False
    down = base.without(down, connection.scalars(select(erased.c.learner)).all())
    new = old.hearing(down)
    base.write(connection, new)
    _note_people(connection, old, new)
    refold(connection, tables, new, _touched(connection, old, new))
    return True


def erase(connection: Connection, tables: Tables, learners: Collection[str], now: Instant) -> None:
    """Forget ``learners`` and remember that they are to stay forgotten."""
    _remember(connection, learners, now)
    notes.forget(connection, learners)
    credentials.forget(connection, learners)
    old = base.read(connection)
    known = {*log.learners(connection), *old.group(old.learners), *_roster(connection)}
    gone = known.intersection(learners)
    if not gone:
        return
    outbox.give_up(connection, gone)
    log.empty(connection, gone)
    connection.execute(roster.delete().where(roster.c.id.in_(gone)))
    new = old.without(gone)
    base.write(connection, new)
    refold(connection, tables, new, old.group(gone))


def _touched(connection: Connection, old: Base, new: Base) -> frozenset[str]:
    """Whose states may differ: who is told of otherwise, or whose events are held otherwise."""
    partings = old.parting(new).items()
    moved = (log.learners_from(connection, no, first) for no, first in partings)
    return old.changed(new).union(*moved)


def _note_people(connection: Connection, old: Base, new: Base) -> None:
    """The roster holds whom an office names, and whoever did anything here."""
    left = old.learners - new.learners
    if left:
        strangers = left - log.learners(connection)
        connection.execute(roster.delete().where(roster.c.id.in_(strangers)))
    rows = [{"id": one.learner, "name": one.name, "team": one.team} for one in new.present.people]
    if rows:
        statement = insert(roster)
        named = {"name": statement.excluded.name, "team": statement.excluded.team}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=named), rows)


def _roster(connection: Connection) -> Collection[str]:
    return connection.scalars(select(roster.c.id)).all()


def _remember(connection: Connection, learners: Collection[str], now: Instant) -> None:
    rows = [{"learner": learner, "at": to_ms(now.at)} for learner in sorted(learners)]
    if rows:
        connection.execute(insert(erased).on_conflict_do_nothing(), rows)
