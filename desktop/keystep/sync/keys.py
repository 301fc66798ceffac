"""The keys of a station and of the admin, and the files they rest in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import asdict
from pyrage import IdentityError, x25519

from keystep.disk import move, write_whole
from keystep.domain.events import canonical
from keystep.errors import PassphraseRefused, SurroundingsError, UsageError
from keystep.sync.admin_file import AdminPublic, AdminSecret, read_admin, unlocked, write_admin
from keystep.sync.key_pair import KeyPair, Secret, new_pair, pair_of
from keystep.sync.passphrase import Argon
from keystep.sync.recovery import recovery_signer


@dataclass(frozen=True)
class StationKeys(KeyPair):
    """A station's keys; ``older`` are those it had before, the latest first."""

    older: tuple[KeyPair, ...] = field(default=(), repr=False)

    @property
    def device(self) -> str:
        """The id of the station's first key, which names it for good."""
        return (self, *self.older)[-1].key_id

    @property
    def identities(self) -> tuple[x25519.Identity, ...]:
        return (self.identity, *(pair.identity for pair in self.older))

    def key_of(self, key_id: str) -> bytes | None:
        """The raw public key with this id, if this station has or had it."""
        mine = (pair.public_key for pair in (self, *self.older) if pair.key_id == key_id)
        return next(mine, None)


@dataclass(frozen=True)
class AdminKeys(KeyPair):
    """The admin's keys, and the public half of the printed recovery key.

    ``recovery_recipient`` is its age recipient, ``recovery_public`` its Ed25519 key in base64;
    ``older`` are age identities that were the admin's before, the latest first.
    """

    recovery_recipient: str
    recovery_public: str
    older: tuple[x25519.Identity, ...] = field(default=(), repr=False)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody that bundles are sealed to."""
        return (self.recipient, self.recovery_recipient)

    @property
    def identities(self) -> tuple[x25519.Identity, ...]:
        return (self.identity, *self.older)


class StationFile(Secret, frozen=True, kw_only=True):
    """A station's keys at rest."""

    older: tuple[Secret, ...] = ()


def station_path(home: Path) -> Path:
    return home / "keys" / "station.json"


def admin_path(home: Path) -> Path:
    return home / "keys" / "admin.json"


def next_admin_path(home: Path) -> Path:
    """Where new keys wait until the share names them."""
    return home / "keys" / "admin.next.json"


def station_keys(home: Path) -> StationKeys:
    """The keys of the station in ``home``, made if this is its first start.

    Raises SurroundingsError when they are damaged or cannot be read or written: other keys would
    make this another station, so none are made then.
    """
    path = station_path(home)
    try:
        return _read_station(path) if path.exists() else _keep_station(path, ())
    except (OSError, ValueError, IdentityError) as fault:
        raise SurroundingsError(
            "This station's keys in {path} cannot be used ({fault}). Restore that file from a "
            "backup, or remove it and enrol the station anew.",
            path=str(path),
            fault=str(fault),
        ) from fault


def renew_station_keys(home: Path) -> StationKeys:
    """New keys for the same station; its earlier ones vouch for them in the next hello.

    Raises SurroundingsError, and then the keys are those from before.
    """
    now = station_keys(home)
    try:
        return _keep_station(station_path(home), (now, *now.older))
    except OSError as fault:
        raise _not_kept("station", station_path(home), fault) from fault


def create_admin_keys(home: Path, passphrase: str, argon: Argon) -> tuple[AdminKeys, str]:
    """Make the admin's keys, keep them in ``home`` under ``passphrase``, and return them with the
    recovery key to print: an age identity that is kept nowhere.

    Raises UsageError when there are keys already, SurroundingsError when they cannot be written.
    """
    path = admin_path(home)
    if path.exists():
        raise UsageError("There is an admin's key in {path} already. Open that.", path=str(path))
    keys, recovery = _with_new_recovery()
    _keep_admin(path, keys, passphrase, argon)
    return keys, recovery


def open_admin_keys(home: Path, passphrase: str) -> AdminKeys:
    """Raises PassphraseRefused when the passphrase is wrong or the file is not whole."""
    file = read_admin(admin_path(home))
    secret, public = unlocked(file, passphrase), file.header.public
    pair = pair_of(secret)
    older = tuple(map(x25519.Identity.from_str, secret.older))
    recovery = (public.recovery_recipient, public.recovery_public)
    return AdminKeys(pair.signing, pair.identity, *recovery, older)


def rotate_admin_keys(home: Path, keys: AdminKeys, passphrase: str, argon: Argon) -> AdminKeys:
    """Make keys to follow ``keys``, with the same recovery key.

    They wait beside the present ones for :func:`adopt_admin_keys`, in the place of any that waited
    there before. Raises SurroundingsError.
    """
    pair = new_pair()
    recovery = (keys.recovery_recipient, keys.recovery_public)
    following = AdminKeys(pair.signing, pair.identity, *recovery, keys.identities)
    _keep_admin(next_admin_path(home), following, passphrase, argon)
    return following


def recover_admin_keys(
    home: Path, recovery: str, passphrase: str, argon: Argon
) -> tuple[AdminKeys, str]:
    """Make keys where only the printed ``recovery`` key is left, and a new recovery key to print.

    They wait as those of :func:`rotate_admin_keys` do; what was sealed to ``recovery`` opens with
    them. Show the new recovery key before the share names them: it is kept nowhere. Raises
    PassphraseRefused when ``recovery`` is not that of the keys in ``home``, SurroundingsError.
    """
    before = recovery_signer(recovery)
    path = admin_path(home)
    if not _may_recover(path, before):
        raise PassphraseRefused(
            "This is not the recovery key of the admin's key in {path}. Look for the latest sheet.",
            path=str(path),
        )
    keys, printed = _with_new_recovery(before.identity)
    _keep_admin(next_admin_path(home), keys, passphrase, argon)
    return keys, printed


def resting_admin_key(home: Path) -> str | None:
    """The public key, in base64, of the admin's keys in ``home``; None where there are none.

    Raises PassphraseRefused when the file is not whole.
    """
    return _public_key_at(admin_path(home))


def waiting_admin_key(home: Path) -> str | None:
    """The public key, in base64, of keys that wait to be adopted.

    Where the share names it already, a change of keys was cut short and is to be adopted. Raises
    PassphraseRefused when the file is not whole.
    """
    return _public_key_at(next_admin_path(home))


def adopt_admin_keys(home: Path) -> None:
    """Put the keys that wait in the place of the present ones, now that the share names them.

    Raises SurroundingsError.
    """
    path = admin_path(home)
    try:
        move(next_admin_path(home), path)
    except OSError as fault:
        raise _not_kept("admin", path, fault) from fault


def _public_key_at(path: Path) -> str | None:
    try:
        is_there = path.exists()
    except OSError:  # reading it says why
        is_there = True
    return read_admin(path).header.public.public_key if is_there else None


def _may_recover(path: Path, recovery: KeyPair) -> bool:
    """Only a file that can be read can tell of another recovery key."""
    try:
        return read_admin(path).header.public.recovery_recipient == recovery.recipient
    except PassphraseRefused:
        return True


def _with_new_recovery(*older: x25519.Identity) -> tuple[AdminKeys, str]:
    pair, identity = new_pair(), x25519.Identity.generate()
    recovery = recovery_signer(str(identity))
    keys = AdminKeys(pair.signing, pair.identity, recovery.recipient, recovery.public_text, older)
    return keys, str(identity)


def _keep_station(path: Path, older: tuple[KeyPair, ...]) -> StationKeys:
    pair = new_pair()
    keys = StationKeys(pair.signing, pair.identity, older)
    file = StationFile(**asdict(keys.secret), older=tuple(pair.secret for pair in older))
    write_whole(path, canonical(file))
    return keys


def _read_station(path: Path) -> StationKeys:
    file = msgspec.json.decode(path.read_bytes(), type=StationFile)
    pair = pair_of(file)
    return StationKeys(pair.signing, pair.identity, tuple(map(pair_of, file.older)))


def _keep_admin(path: Path, keys: AdminKeys, passphrase: str, argon: Argon) -> None:
    public = AdminPublic(
        public_key=keys.public_text,
        recipient=keys.recipient,
        recovery_public=keys.recovery_public,
        recovery_recipient=keys.recovery_recipient,
    )
    secret = AdminSecret(**asdict(keys.secret), older=tuple(map(str, keys.older)))
    try:
        write_admin(path, public, secret, passphrase, argon)
    except OSError as fault:
        raise _not_kept("admin", path, fault) from fault


def _not_kept(whose: str, path: Path, fault: OSError) -> SurroundingsError:
    return SurroundingsError(
        "The {whose}'s key cannot be kept in {path} ({fault}). Make room there, or see who may "
        "write there, and try again.",
        whose=whose,
        path=str(path),
        fault=str(fault),
    )
