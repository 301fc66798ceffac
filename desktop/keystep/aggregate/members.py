"""The stations as the office knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from keystep.aggregate import hellos, invitations, membership, overview, revocation
from keystep.aggregate.overview import StationRow
from keystep.aggregate.store import Store
from keystep.domain.bundles import Enrolled, Hello, Revoked
from keystep.domain.trust import Asking, Invitation, KnownKey


class Members:
    """Who asks, who belongs, and who no longer does. Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note_hello(self, hello: Hello, now: datetime) -> None:
        """See :func:`keystep.aggregate.hellos.note_hello`."""
        with self._store.write() as db:
            hellos.note_hello(db, hello, now)

    def waiting(self) -> tuple[Asking, ...]:
        """The stations that wait for a word of the admin, by name."""
        with self._store.read() as db:
            return membership.waiting(db)

    def enrol(self, device: str, now: datetime) -> None:
        """This station's bundles count from now on, those of the epoch that it is in included.

        Raises UsageError if it never said hello, or was revoked.
        """
        with self._store.write() as db:
            membership.enrol(db, device, now)

    def enrolled(self) -> tuple[Enrolled, ...]:
        """The enrolled stations, by name."""
        with self._store.read() as db:
            return membership.enrolled(db)

    def keyring(self) -> Mapping[str, KnownKey]:
        """Every key that an enrolled or revoked station ever signed with, by its id."""
        with self._store.read() as db:
            return membership.keyring(db)

    def epochs(self) -> Collection[tuple[str, str]]:
        """Device and epoch of every history that the office approved."""
        with self._store.read() as db:
            return membership.epochs(db)

    def rename(self, device: str, name: str) -> None:
        """Call a station by another name than it gives itself. Raises UsageError."""
        with self._store.write() as db:
            membership.rename(db, device, name)

    def revoke(self, device: str, now: datetime) -> Revoked:
        """See :func:`keystep.aggregate.revocation.revoke`."""
        with self._store.write() as db:
            return revocation.revoke(db, device, now)

    def take_revoked(self, told: Revoked) -> None:
        """See :func:`keystep.aggregate.revocation.take_revoked`."""
        with self._store.write() as db:
            revocation.take_revoked(db, told)

    def revoked(self) -> tuple[Revoked, ...]:
        """The stations whose key was withdrawn, by device."""
        with self._store.read() as db:
            return revocation.revoked(db)

    def reinstate(self, device: str, now: datetime) -> None:
        """All of this station's events count again, late ones too. Raises UsageError."""
        with self._store.write() as db:
            revocation.reinstate(db, device, now)

    def invite(self, invitation: Invitation) -> None:
        with self._store.write() as db:
            invitations.invite(db, invitation)

    def invitations(self) -> tuple[Invitation, ...]:
        """Every invitation ever made, the newest first."""
        with self._store.read() as db:
            return invitations.invitations(db)

    def withdraw(self, id_: str, now: datetime) -> None:
        """Nobody enrols with this invitation any more. Raises UsageError where there is none."""
        with self._store.write() as db:
            invitations.withdraw(db, id_, now)

    def redeem(self, hello: Hello, now: datetime) -> bool:
        """See :func:`keystep.aggregate.invitations.redeem`."""
        with self._store.write() as db:
            return invitations.redeem(db, hello, now)

    def overview(self) -> tuple[StationRow, ...]:
        """Every station at a glance, by name."""
        with self._store.read() as db:
            return overview.overview(db)
