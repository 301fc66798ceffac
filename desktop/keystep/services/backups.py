"""The office in one sealed file, and back."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import URL

from keystep import settings
from keystep.aggregate import Aggregate
from keystep.disk import write_whole
from keystep.errors import KeystepError, ShareFull, ShareUnreachable, SurroundingsError, UsageError
from keystep.services.backup_file import About, read_about, unsealed, write_backup
from keystep.services.forgetting import forget_ids
from keystep.services.leftovers import passing_folder, sweep_files
from keystep.services.office import DATABASE, Office, database_url
from keystep.services.own_word import take_own_word
from keystep.services.shares import share_of
from keystep.settings import Settings
from keystep.storage.lock import HomeLock
from keystep.sync.keys import AdminKeys, admin_path, open_admin_keys

STILL_OPEN = (
    "The office in {home} is open elsewhere, and would go on with what is about to be replaced. "
    "Nothing was changed. Close the administrator's window, end any “keystep import --watch”, then "
    "restore again."
)


class Restored(Struct, frozen=True, kw_only=True):
    """What was put back: the state of ``made_at``. ``unheard`` is why the share could not be asked
    what has happened since, if so: the next import asks."""

    about: About
    unheard: SurroundingsError | None


def back_up(office: Office, file: Path) -> Path:
    """Put everything that the office knows into ``file``, or into a file in that folder.

    It takes no passphrase to make one and takes the admin's to open it. An older one there is
    replaced whole. Raises NotSaved, UsageError where something else has that name.
    """
    now = office.clock.now().at
    if file.is_dir():
        file = file / f"keystep-{now.date().isoformat()}.backup"
    if file.exists():
        read_about(file)
    _write(office, file, now)
    office.ledger.backups.note(file.absolute(), now)
    return file


def restore(
    home: Path, file: Path, passphrase: str, *, now: datetime, root: Path | None = None
) -> Restored:
    """Put the office in ``file`` into ``home``: new, or of the same organisation.

    What was forgotten, revoked and published since the backup is taken from the share, which lies
    at ``root`` where that is not where it was; the next import asks the stations for what they sent
    since. Invitations that were open are closed: they may have been withdrawn. Raises UsageError,
    PassphraseRefused, HomeInUse, NotSaved.
    """
    about, key_file = read_about(file)
    _refuse_other(home, about)
    with HomeLock(home, in_use=STILL_OPEN):
        keys = _keys(key_file, passphrase, home)
        with unsealed(file, keys, home) as (before, database):
            kept = _settings(home, before, root)
            with closing(Aggregate.open(database_url(home, kept))) as ledger:
                ledger.backups.restore_from(database)
                ledger.backups.note(file.absolute(), about.made_at)
                _withdraw_all(ledger, now)
                settings.save(home, kept)
                if not admin_path(home).exists():
                    write_whole(admin_path(home), key_file)
                return Restored(about=about, unheard=_hear(ledger, keys, kept))


def erase_from_backups(
    office: Office, ids: Collection[str]
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Make every backup anew without the people who went by ``ids``.

    Returns those made anew, and those that are out of reach. Raises UsageError while locked.
    """
    done, missed, now = list[Path](), list[Path](), office.clock.now().at
    for backup in office.ledger.backups.listed():
        try:
            _erase_from(office, backup.path, ids, now)
        except KeystepError:
            missed.append(backup.path)
        else:
            done.append(backup.path)
    return tuple(done), tuple(missed)


def _erase_from(office: Office, path: Path, ids: Collection[str], now: datetime) -> None:
    """The backup is sealed anew to the keys of now, which come with it."""
    about, _ = read_about(path)
    with unsealed(path, office.unlocked, office.home) as (_, database):
        with closing(Aggregate.open(_sqlite(database))) as ledger:
            forget_ids(ledger, office.unlocked, ids, now)
        write_backup(path, about, office.home, database, office.pinned.recipients)
    sweep_files(path.parent, now)


def _write(office: Office, file: Path, now: datetime) -> None:
    pinned = office.pinned
    about = About(share=pinned.share, organisation=pinned.organisation, made_at=now)
    with passing_folder(office.home) as passing:
        copy = passing / DATABASE
        office.ledger.backups.copy_to(copy)
        write_backup(file, about, office.home, copy, pinned.recipients)
    sweep_files(file.parent, now)


def _refuse_other(home: Path, about: About) -> None:
    """Raises UsageError where ``home`` is somebody else's."""
    here = settings.load(home).share
    if here is None and not admin_path(home).exists():
        return
    if here is None or here.share != about.share:
        raise UsageError(
            "{home} belongs to “{here}”, and the backup is of “{organisation}”. Nothing was "
            "changed; restore it into an empty folder with --home.",
            home=str(home),
            here=here.organisation if here else "",
            organisation=about.organisation,
        )


def _keys(key_file: bytes, passphrase: str, beside: Path) -> AdminKeys:
    with passing_folder(beside) as passing:
        write_whole(admin_path(passing), key_file)
        return open_admin_keys(passing, passphrase)


def _settings(home: Path, kept: Settings, root: Path | None) -> Settings:
    """Those of the backup; a home that is still of the organisation knows better."""
    here = settings.load(home)
    kept = here if here.share is not None else kept
    if root is None or kept.share is None:
        return kept
    return replace(kept, share=replace(kept.share, root=str(root)))


def _sqlite(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def _withdraw_all(ledger: Aggregate, now: datetime) -> None:
    for invitation in ledger.members.invitations():
        if invitation.is_open(now):
            ledger.members.withdraw(invitation.id, now)


def _hear(ledger: Aggregate, keys: AdminKeys, kept: Settings) -> SurroundingsError | None:
    """Take in what the share says; None where it could be asked."""
    if kept.share is None:
        return None
    try:
        take_own_word(ledger, keys, share_of(kept.share), (keys.public_text,))
    except (ShareUnreachable, ShareFull) as away:
        return away
    return None
