"""From one admin's key to the next, on the share and at home."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec.structs import asdict

from keystep import settings
from keystep.domain.bundles import ShareIdentity
from keystep.errors import ShareUnreachable
from keystep.services.shares import share_of
from keystep.settings import PinnedShare
from keystep.sync.envelope import Signer
from keystep.sync.keys import AdminKeys, adopt_admin_keys, waiting_admin_key
from keystep.sync.receiver import write_identity
from keystep.sync.share import Share


def identity_of(share: str, organisation: str, keys: AdminKeys) -> ShareIdentity:
    """What the share is to say of itself under ``keys``."""
    return ShareIdentity(
        share=share,
        organisation=organisation,
        public_key=keys.public_text,
        recovery=keys.recovery_public,
        recipients=keys.recipients,
    )


def pin(home: Path, root: Path, identity: ShareIdentity) -> None:
    """Remember in ``home`` that its organisation's share is at ``root``."""
    pinned = PinnedShare(root=str(root), confirmed=True, **asdict(identity))
    settings.change(home, share=pinned)


def succeed(home: Path, share: Share, keys: AdminKeys, *endorsers: Signer) -> None:
    """Have the share name ``keys``, which wait in ``home``, and take them into use.

    Raises ShareFull, ShareUnreachable: the present keys then still hold.
    """
    now = share.read_identity()
    identity = identity_of(now.share, now.organisation, keys)
    write_identity(share, identity, keys, *endorsers)
    adopt_admin_keys(home)
    pin(home, share.root, identity)


def settle_keys(home: Path) -> None:
    """Finish a change of keys that was cut short after the share had named the new ones.

    While the share is away nothing is known, and nothing changes. Raises PassphraseRefused,
    SurroundingsError.
    """
    waiting, pinned = waiting_admin_key(home), settings.load(home).share
    if waiting is None or pinned is None:
        return
    with suppress(ShareUnreachable):
        identity = share_of(pinned).read_identity()
        if identity.public_key == waiting:
            adopt_admin_keys(home)
            pin(home, Path(pinned.root), identity)
