"""The administrator's side: opened, founded, and given new keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL

from keystep import settings
from keystep.aggregate import Aggregate
from keystep.domain.bundles import ShareIdentity
from keystep.domain.ports import Clock, NewId
from keystep.domain.words import Words
from keystep.errors import PassphraseRefused, ShareUnreachable, SurroundingsError, UsageError
from keystep.services.own_word import admin_keys_of, take_own_word
from keystep.services.roster import LONGEST_NAME
from keystep.services.shares import share_of
from keystep.services.shelf import Shelf
from keystep.services.succession import identity_of, pin, settle_keys, succeed, take_back, unsay
from keystep.settings import PinnedShare
from keystep.sync.file_ops import FileOps
from keystep.sync.identity import succession
from keystep.sync.keys import (
    AdminKeys,
    admin_path,
    create_admin_keys,
    open_admin_keys,
    recover_admin_keys,
    rotate_admin_keys,
)
from keystep.sync.passphrase import Argon, refuse_short
from keystep.sync.patience import PatientOps
from keystep.sync.receiver import refuse_if_share, write_identity
from keystep.sync.recovery import recovery_signer
from keystep.sync.share import Share

DATABASE = "office.sqlite"
NOT_FOUNDED = (
    "{home} has no organisation yet. Found one with: keystep admin init SHARE --organisation NAME. "
    "Or name the folder of the one there is with --home."
)


def database_url(home: Path, kept: settings.Settings) -> str | URL:
    """Where the office in ``home`` keeps what all stations reported."""
    return kept.database or URL.create("sqlite", database=str(home / DATABASE))


@dataclass(eq=False)
class Office:
    """The admin's Keystep, opened. ``keys`` are absent until the passphrase was given.

    ``shelf`` is replaced when a pack is published. ``ops`` are the calls to the share, which
    remember a drive that hangs. ``held`` is what closing lets go of: the database, and the hold on
    ``home``, which others may have open too, but nobody may put back meanwhile.
    """

    home: Path
    ledger: Aggregate
    keys: AdminKeys | None
    shelf: Shelf
    clock: Clock
    new_id: NewId
    held: ExitStack
    ops: FileOps = field(default_factory=PatientOps)

    def close(self) -> None:
        """Let go of the home; safe to call twice."""
        self.held.close()

    @property
    def pinned(self) -> PinnedShare:
        """Raises ShareUnreachable when the organisation has not been founded."""
        return pinned_share(self.home)

    @property
    def share(self) -> Share:
        """Where the organisation's files travel. Raises ShareUnreachable as ``pinned`` does."""
        return share_of(self.pinned, self.ops)

    @property
    def admin(self) -> str:
        """The name of who sits here, "" where nobody gave one."""
        return settings.load(self.home).admin

    @property
    def unlocked(self) -> AdminKeys:
        """Raises UsageError while the passphrase has not been given."""
        if self.keys is None:
            raise UsageError("The admin's key is locked. Give the passphrase first.")
        return self.keys


def pinned_share(home: Path) -> PinnedShare:
    """The share of the organisation in ``home``. Raises ShareUnreachable when there is none."""
    pinned = settings.load(home).share
    if pinned is None:
        raise ShareUnreachable(NOT_FOUNDED, home=str(home))
    return pinned


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
    Raises UsageError when ``home`` has an organisation already, the name is none or the passphrase
    too short, ShareFull, ShareUnreachable.
    """
    organisation = _name_of(organisation)
    refuse_short(passphrase)
    kept = settings.load(home)
    if kept.share is not None:
        raise UsageError(
            "{home} already belongs to the organisation “{organisation}”. Choose another --home.",
            home=str(home),
            organisation=kept.share.organisation,
        )
    share = Share(root)
    share.make()
    take_back(home, share)
    refuse_if_share(share)
    keys, recovery = create_admin_keys(home, passphrase, argon or Argon())
    identity = identity_of(new_id(), organisation, keys)
    try:
        write_identity(share, identity, keys, recovery_signer(recovery))
    except BaseException:
        # Keys that nobody has heard of: the next attempt makes others, and prints theirs.
        with suppress(SurroundingsError):
            unsay(share, keys.public_text)
        admin_path(home).unlink(missing_ok=True)
        raise
    settings.change(home, database=database)
    pin(home, root, identity)
    return recovery


def unlock(office: Office, passphrase: str) -> Office:
    """The same office with the admin's key at hand. Raises PassphraseRefused."""
    settle_keys(office.home)
    return dataclasses.replace(office, keys=open_admin_keys(office.home, passphrase))


def rotate(office: Office, passphrase: str, argon: Argon | None = None) -> Office:
    """The same office with new keys under ``passphrase``; the stations follow by themselves.

    The recovery key stays. Raises UsageError for one that is too short, ShareFull,
    ShareUnreachable: the old keys then still hold.
    """
    refuse_short(passphrase)
    before = office.unlocked
    refuse_if_succeeded(office)
    keys = rotate_admin_keys(office.home, before, passphrase, argon or Argon())
    succeed(office.home, office.share, keys, before)
    said = Words("Made new keys for the admin")
    office.ledger.papers.write(said, office.admin, office.clock.now().at)
    return dataclasses.replace(office, keys=keys)


def recover(
    home: Path,
    recovery: str,
    passphrase: str,
    *,
    root: Path | None = None,
    argon: Argon | None = None,
    show: Callable[[str], object] = str,
) -> str:
    """Make new admin's keys under ``passphrase`` with the printed ``recovery`` key.

    What the office last told its stations is known here then, also in an empty ``home``; ``root``
    is the share in that case. Returns the recovery key to print in place of the old one, which is
    of no more use; ``show`` is given it before anything depends on it. Raises PassphraseRefused
    when it is not the recovery key of this share, UsageError, ShareUnreachable, ShareFull.
    """
    refuse_short(passphrase)
    share, signer = _share_to_recover(home, root), recovery_signer(recovery)
    identity = _recoverable(share, signer.public_text)
    admin_keys = admin_keys_of(share, signer.public_text)
    share = dataclasses.replace(share, share=identity.share, pinned_key=identity.public_key)
    keys, printed = recover_admin_keys(home, recovery, passphrase, argon or Argon())
    show(printed)
    with closing(Aggregate.open(database_url(home, settings.load(home)))) as ledger:
        take_own_word(ledger, keys, share, admin_keys)
    succeed(home, share, keys, signer, recovery_signer(printed))
    return printed


def refuse_if_succeeded(office: Office) -> None:
    """Raises UsageError when the share follows a key that this office does not have."""
    identity = office.share.read_identity()
    if identity.public_key != office.unlocked.public_text:
        raise UsageError(
            "The share {folder} has a newer admin's key than {home}: it was changed elsewhere, or "
            "after the backup that was put back here. No station would believe us. Go on where "
            "the key was changed, or make a new one here: keystep admin recover",
            folder=str(office.share.root),
            home=str(office.home),
        )


def _name_of(organisation: str) -> str:
    name = " ".join(organisation.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            "An organisation's name is one line of at most {n} characters. Nothing was founded; "
            "choose another.",
            n=LONGEST_NAME,
        )
    return name


def _recoverable(share: Share, recovery: str) -> ShareIdentity:
    """Who the share belongs to, followed from the recovery key itself: nothing else may be known.

    Raises PassphraseRefused, ShareUnreachable, ShareFull.
    """
    stated, identity = share.read_identity(), succession(share.identity_files(), recovery)
    foreign = share.pinned_key and identity != stated
    if identity is None or identity.recovery != recovery or foreign:
        raise PassphraseRefused(
            "This is not the recovery key of “{organisation}” in {folder}. Look for the sheet that "
            "was printed last.",
            organisation=stated.organisation,
            folder=str(share.root),
        )
    return identity


def _share_to_recover(home: Path, root: Path | None) -> Share:
    pinned = settings.load(home).share
    if pinned is not None:
        return share_of(pinned)
    if root is None:
        raise UsageError(
            "{home} knows of no organisation. Say where its share is: keystep admin recover "
            "--share DIR",
            home=str(home),
        )
    return Share(root)
