"""Who learns where: people found to be one, expected at stations, forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from keystep.aggregate import erasure, merges, persons, quarantine, states
from keystep.aggregate.merges import Merge, known_person
from keystep.aggregate.persons import Claimed, PersonData, PersonRow
from keystep.aggregate.schema import assignment, station
from keystep.aggregate.store import Store, upsert
from keystep.errors import UsageError


class Roster:
    """The people. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody, by name; of ids that are one person only the kept one."""
        with self._store.read() as db:
            return persons.people(db)

    def claims(self) -> tuple[Claimed, ...]:
        """What every id was last said to be called, merged ones too; in the order of ids."""
        with self._store.read() as db:
            return persons.claims(db)

    def data_of(self, person: str) -> PersonData:
        """Everything that is known of whoever goes by this id. Raises UsageError: unknown."""
        with self._store.read() as db:
            return persons.data_of(db, person)

    def merge(self, learner: str, person: str, now: datetime) -> None:
        """From now on ``learner`` is ``person``, in every figure and at every station.

        Raises UsageError where either is unknown, or they are one already.
        """
        with self._store.write() as db:
            merges.merge_into(db, learner, person, now)

    def unmerge(self, learner: str, now: datetime) -> None:
        """``learner`` is somebody again, as if never merged. Raises UsageError: was not merged."""
        with self._store.write() as db:
            merges.unmerge(db, learner, now)

    def history(self) -> tuple[Merge, ...]:
        """Every merge that ever was, the latest first."""
        with self._store.read() as db:
            return merges.merges(db)

    def assign(self, learner: str, device: str, now: datetime) -> None:
        """Expect somebody at a station. Raises UsageError where either is unknown."""
        with self._store.write() as db:
            known_person(db, learner)
            _assign(db, [learner], _known_station(db, device), now)

    def adopt(self, from_device: str, to_device: str, now: datetime) -> int:
        """Expect everybody of one station at another: a new laptop after a lost one.

        Returns how many they are. Raises UsageError where a station is unknown.
        """
        with self._store.write() as db:
            people = states.people_of(db, _known_station(db, from_device), now.date())
            _assign(db, people, _known_station(db, to_device), now)
            return len(people)

    def erase(self, person: str, now: datetime) -> tuple[str, ...]:
        """Forget the person who goes by an id; returns every id of theirs.

        Of their events only the places stay. An id that nobody here goes by is remembered all the
        same, so that nothing of it is ever taken in. Copies of the database that upgrades left
        beside it go too; backups are the caller's to make anew. Raises UsageError for no id at all:
        that is a station's own, which says how it fares.
        """
        if not person:
            raise UsageError("No id says who is to be forgotten: give the id of a person.")
        with self._store.write() as db:
            ids = erasure.erase(db, person, now)
        erasure.forget_copies(self._store)
        return ids

    def erased(self) -> tuple[str, ...]:
        """Every id that was forgotten, in order."""
        with self._store.read() as db:
            return erasure.erased(db)

    def quarantined_bytes(self) -> Iterator[tuple[str, bytes]]:
        """(SHA-256, bytes) of what is set aside, one at a time: only the caller can open them."""
        with self._store.read() as db:
            shas = erasure.with_bytes(db)
        for sha in shas:
            with self._store.read() as db:
                data = quarantine.bytes_of(db, sha)
            if data is not None:
                yield sha, data

    def forget_bytes(self, shas: Collection[str]) -> None:
        """Keep of files that are set aside only their names and reasons."""
        with self._store.write() as db:
            erasure.forget_bytes(db, shas)


def _assign(db: Connection, learners: Collection[str], device: str, now: datetime) -> None:
    rows = [{"learner": one, "device": device, "assigned_at": now} for one in sorted(learners)]
    if rows:
        db.execute(upsert(db, assignment).on_conflict_do_nothing(), rows)


def _known_station(db: Connection, device: str) -> str:
    if db.scalar(select(station.c.device).where(station.c.device == device)) is None:
        raise UsageError(
            "No station has the id “{device}”. “keystep stations” lists them.", device=device
        )
    return device
