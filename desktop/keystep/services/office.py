"""The administrator's side, and how an organisation is founded."""

from __future__ import annotations

import base64
import dataclasses
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import asdict, replace

from keystep import settings
from keystep.aggregate import Aggregate
from keystep.domain.bundles import ShareIdentity
from keystep.domain.ports import Clock, NewId
from keystep.errors import ShareUnreachable, UsageError
from keystep.services.shelf import Shelf
from keystep.settings import PinnedShare
from keystep.sync.keys import AdminKeys, admin_path, create_admin_keys, open_admin_keys
from keystep.sync.passphrase import Argon
from keystep.sync.receiver import refuse_if_share, write_identity
from keystep.sync.share import Share


@dataclass(frozen=True)
class Office:
    """The admin's Keystep, opened. ``keys`` are absent until the passphrase was given."""

    home: Path
    ledger: Aggregate
    keys: AdminKeys | None
    shelf: Shelf
    clock: Clock
    new_id: NewId

    def close(self) -> None:
        """Let go of the database; safe to call twice."""
        self.ledger.close()

    @property
    def pinned(self) -> PinnedShare:
        """Raises ShareUnreachable when the organisation has not been founded."""
        pinned = settings.load(self.home).share
        if pinned is None:
            raise ShareUnreachable(
                "No organisation has been founded here yet. Run: keystep admin init SHARE"
            )
        return pinned

    @property
    def share(self) -> Share:
        return Share(Path(self.pinned.root), self.pinned.share)

    @property
    def unlocked(self) -> AdminKeys:
        """Raises UsageError while the passphrase has not been given."""
        if self.keys is None:
            raise UsageError("The admin's key is locked. Give the passphrase first.")
        return self.keys


def found_organisation(
    home: Path,
    root: Path,
    organisation: str,
    passphrase: str,
    *,
    new_id: NewId,
    argon: Argon | None = None,
    database: str = "",
) -> str:
    """Make the admin's keys and a share at ``root``; returns the recovery key to print and keep.

    ``database`` is the URL of the office's database where it is not a file in ``home``.
    Raises UsageError when ``home`` has an organisation already, ShareFull, ShareUnreachable.
    """
    kept = settings.load(home)
    if kept.share is not None:
        raise UsageError(
            "{home} already belongs to the organisation “{organisation}”. Choose another --home.",
            home=str(home),
            organisation=kept.share.organisation,
        )
    _make_root(root)
    refuse_if_share(Share(root))
    keys, recovery = create_admin_keys(home, passphrase, argon or Argon())
    identity = ShareIdentity(
        share=new_id(),
        organisation=organisation,
        public_key=base64.b64encode(keys.public_key).decode(),
        recipients=keys.recipients,
    )
    try:
        write_identity(Share(root), identity, keys)
    except BaseException:
        # Keys that nobody has heard of: the next attempt makes others, and prints theirs.
        admin_path(home).unlink(missing_ok=True)
        raise
    pinned = PinnedShare(root=str(root), **asdict(identity))
    settings.save(home, replace(kept, share=pinned, database=database))
    return recovery


def _make_root(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ShareUnreachable(
            "The shared folder {folder} cannot be made ({fault}). Nothing was changed. Check the "
            "drive and your right to write there, or choose another folder.",
            folder=str(root),
            fault=fault.strerror or str(fault),
        ) from fault


def unlock(office: Office, passphrase: str) -> Office:
    """The same office with the admin's key at hand. Raises PassphraseRefused."""
    return dataclasses.replace(office, keys=open_admin_keys(office.home, passphrase))
