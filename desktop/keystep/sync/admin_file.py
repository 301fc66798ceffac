"""The file that the admin's keys rest in: readable in front, locked behind."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from keystep.disk import write_whole
from keystep.domain.events import canonical
from keystep.errors import PassphraseRefused
from keystep.sync.key_pair import Secret
from keystep.sync.passphrase import Argon, Lock, lock, unlock


class AdminPublic(Struct, frozen=True, kw_only=True):
    """The public halves: signing keys in base64, age recipients as age writes them."""

    public_key: str
    recipient: str
    recovery_public: str
    recovery_recipient: str


class AdminSecret(Secret, frozen=True, kw_only=True):
    """The locked part; ``older`` are age identities that were the admin's before."""

    older: tuple[str, ...]


class AdminHeader(Struct, frozen=True, kw_only=True):
    """The readable part; changing any of it keeps the rest locked."""

    version: int = 1
    lock: Lock
    public: AdminPublic


class AdminFile(Struct, frozen=True, kw_only=True):
    header: AdminHeader
    secret: bytes


def write_admin(
    path: Path, public: AdminPublic, secret: AdminSecret, passphrase: str, argon: Argon
) -> None:
    """Raises OSError, and then the file is as it was before."""
    how = Lock(cost=argon, salt=os.urandom(16), nonce=os.urandom(12))
    header = AdminHeader(lock=how, public=public)
    locked = lock(canonical(secret), passphrase, header, how)
    write_whole(path, canonical(AdminFile(header=header, secret=locked)))


def read_admin(path: Path) -> AdminFile:
    """Raises PassphraseRefused when the file is not whole."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=AdminFile)
    except (OSError, ValueError) as fault:
        raise PassphraseRefused(
            "The admin's key in {path} cannot be read ({fault}). Restore that file from a backup, "
            "or use the printed recovery key.",
            path=str(path),
            fault=getattr(fault, "strerror", None) or str(fault),
        ) from fault


def unlocked(file: AdminFile, passphrase: str) -> AdminSecret:
    """Raises PassphraseRefused when the passphrase is wrong or anything was changed."""
    text = unlock(file.secret, passphrase, file.header, file.header.lock)
    return msgspec.json.decode(text, type=AdminSecret)
