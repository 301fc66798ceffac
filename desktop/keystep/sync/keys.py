"""The keys of a station and of the admin, and the files they rest in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from pyrage import IdentityError, x25519

from keystep.domain.events import canonical
from keystep.errors import PassphraseRefused, SurroundingsError, UsageError
from keystep.sync.key_pair import KeyPair, Secret
from keystep.sync.passphrase import Argon, Lock, lock, unlock
from keystep.sync.private_file import write_private


@dataclass(frozen=True)
class StationKeys(KeyPair):
    """A station's keys, which also name it."""

    @property
    def device(self) -> str:
        return self.key_id


@dataclass(frozen=True)
class AdminKeys(KeyPair):
    """The admin's keys; ``recovery`` is the age recipient of the printed recovery key."""

    recovery: str

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody that bundles are sealed to."""
        return (self.recipient, self.recovery)


class AdminHeader(Struct, frozen=True, kw_only=True):
    """The readable part of the admin's key file; changing any of it keeps the rest locked."""

    version: int = 1
    lock: Lock
    public_key: bytes
    recipient: str
    recovery: str


class AdminFile(Struct, frozen=True, kw_only=True):
    header: AdminHeader
    secret: bytes


def station_path(home: Path) -> Path:
    return home / "keys" / "station.json"


def admin_path(home: Path) -> Path:
    return home / "keys" / "admin.json"


def station_keys(home: Path) -> StationKeys:
    """The keys of the station in ``home``, made if this is its first start.

    Raises SurroundingsError when they are damaged or cannot be read or written: other keys would
    make this another station, so none are made then.
    """
    path = station_path(home)
    try:
        return _read_station(path) if path.exists() else _new_station(path)
    except (OSError, ValueError, IdentityError) as fault:
        raise SurroundingsError(
            "This station's keys in {path} cannot be used ({fault}). Restore that file from a "
            "backup, or remove it and enrol the station anew.",
            path=str(path),
            fault=str(fault),
        ) from fault


def create_admin_keys(home: Path, passphrase: str, argon: Argon) -> tuple[AdminKeys, str]:
    """Make the admin's keys, keep them in ``home`` under ``passphrase``, and return them with the
    recovery key to print: an age identity that is kept nowhere.

    Raises UsageError when there are keys already, SurroundingsError when they cannot be written.
    """
    path = admin_path(home)
    if path.exists():
        raise UsageError("There is an admin's key in {path} already. Open that.", path=str(path))
    recovery = x25519.Identity.generate()
    keys = AdminKeys(
        Ed25519PrivateKey.generate(), x25519.Identity.generate(), str(recovery.to_public())
    )
    how = Lock(cost=argon, salt=os.urandom(16), nonce=os.urandom(12))
    header = AdminHeader(
        lock=how, public_key=keys.public_key, recipient=keys.recipient, recovery=keys.recovery
    )
    secret = lock(canonical(keys.secret), passphrase, header, how)
    try:
        write_private(path, canonical(AdminFile(header=header, secret=secret)))
    except OSError as fault:
        raise SurroundingsError(
            "The admin's key cannot be kept in {path} ({fault}). Make room or choose another home.",
            path=str(path),
            fault=str(fault),
        ) from fault
    return keys, str(recovery)


def open_admin_keys(home: Path, passphrase: str) -> AdminKeys:
    """Raises PassphraseRefused when the passphrase is wrong or the file is not whole."""
    path = admin_path(home)
    try:
        file = msgspec.json.decode(path.read_bytes(), type=AdminFile)
    except (OSError, ValueError) as fault:
        raise PassphraseRefused(
            "The admin's key in {path} cannot be read ({fault}). Restore that file from a backup, "
            "or use the printed recovery key.",
            path=str(path),
            fault=str(fault),
        ) from fault
    text = unlock(file.secret, passphrase, file.header, file.header.lock)
    return AdminKeys(*_parts(text), file.header.recovery)


def _new_station(path: Path) -> StationKeys:
    keys = StationKeys(Ed25519PrivateKey.generate(), x25519.Identity.generate())
    write_private(path, canonical(keys.secret))
    return keys


def _read_station(path: Path) -> StationKeys:
    return StationKeys(*_parts(path.read_bytes()))


def _parts(text: bytes) -> tuple[Ed25519PrivateKey, x25519.Identity]:
    secret = msgspec.json.decode(text, type=Secret)
    signing = Ed25519PrivateKey.from_private_bytes(secret.signing)
    return signing, x25519.Identity.from_str(secret.identity)
