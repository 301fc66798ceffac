"""From one admin's key to the next, on the share and at home, without getting stuck on the way."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec.structs import asdict

from keystep import settings
from keystep.domain.bundles import ShareIdentity
from keystep.errors import ShareUnreachable
from keystep.services.packs import PACKS
from keystep.services.shares import share_of
from keystep.settings import PinnedShare
from keystep.sync.envelope import Family, Signer
from keystep.sync.identity import succession
from keystep.sync.keys import (
    AdminKeys,
    admin_path,
    adopt_admin_keys,
    resting_admin_key,
    waiting_admin_key,
)
from keystep.sync.layout import ROOT, SHARE, numbers
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
    pin(home, share.root, identity)
    adopt_admin_keys(home)


def settle_keys(home: Path) -> None:
    """Finish a change of keys that was cut short after the share had named the new ones.

    Until that is known here, and while the share is away, nothing changes. Raises
    PassphraseRefused, SurroundingsError.
    """
    waiting, pinned = waiting_admin_key(home), settings.load(home).share
    if waiting is None or pinned is None:
        return
    if pinned.public_key == waiting:
        adopt_admin_keys(home)
        return
    with suppress(ShareUnreachable):
        identity = share_of(pinned).read_identity()
        if identity.public_key == waiting:
            pin(home, Path(pinned.root), identity)
            adopt_admin_keys(home)


def take_back(home: Path, share: Share) -> None:
    """Undo a founding of ``share`` that was cut short, of which nobody has the recovery key.

    It was where ``home`` has keys but was never opened, and the share holds nothing but their word.
    Raises PassphraseRefused, ShareFull, ShareUnreachable.
    """
    ours = resting_admin_key(home)
    if ours is None or (home / PACKS).exists() or share.folders(ROOT):
        return
    unsay(share, ours)
    admin_path(home).unlink()


def unsay(share: Share, public_key: str) -> None:
    """Delete what ``public_key`` (base64) alone has said of ``share``: nobody will ever follow it.

    Raises ShareFull, ShareUnreachable.
    """
    for found in numbers(share, ROOT, SHARE).values():
        stated = succession(share.contents([found], Family.SHARE.most_bytes), None)
        if stated is not None and stated.public_key == public_key:
            share.delete(ROOT, found.name)
