"""What the operating system's errors mean for somebody with a shared folder."""

from __future__ import annotations

import errno
from pathlib import Path

from keystep.errors import BundleRefused, ShareFull, ShareUnreachable, SurroundingsError
from keystep.sync.found import Found
from keystep.sync.patience import Hangs

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY})
LOCKED = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY})
FSYNC_UNSUPPORTED = frozenset(
    {
        errno.EINVAL,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.ENOSYS,
        errno.EBADF,
        errno.EISDIR,
        errno.EACCES,
        errno.EPERM,
    }
)
_NETWORK = frozenset(
    {
        errno.ENOTCONN,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ECONNRESET,
        errno.ECONNABORTED,
        errno.ESHUTDOWN,
    }
)


def is_away(fault: OSError) -> bool:
    """Whether no file of the drive can be used, rather than this one."""
    return fault.errno in _NETWORK or isinstance(fault, Hangs)


def meaning(fault: OSError, folder: Path) -> SurroundingsError:
    """ShareFull where there is no room or no right, else ShareUnreachable."""
    values = {"folder": str(folder), "fault": fault.strerror or str(fault)}
    if fault.errno in NO_ROOM:
        return ShareFull(
            "The shared folder {folder} is full. Make room there; everything is kept here "
            "for the next try.",
            **values,
        )
    if fault.errno in NO_RIGHT:
        return ShareFull(
            "A file in the shared folder {folder} is locked, or you have no right to use it "
            "({fault}). Close what has it open or ask for that right; everything is kept here for "
            "the next try.",
            **values,
        )
    return ShareUnreachable(
        "The shared folder {folder} cannot be reached ({fault}). Connect it again; everything is "
        "kept here for the next try.",
        **values,
    )


def unreadable(folder: Path, found: Found, refusal: BundleRefused) -> ShareUnreachable:
    """A file that says whose folder it is cannot be read, and so nobody can tell."""
    return ShareUnreachable(
        "Nobody can tell now whether {folder} is the right folder: {file} there cannot be read "
        "({fault}). Check the drive and your right to read it, or wait until it has synchronised. "
        "Nothing was deleted here.",
        folder=str(folder),
        file=found.name,
        fault=refusal.values.get("fault", str(refusal)),
    )


def not_ours(folder: Path, *, empty: bool, pinned: bool) -> ShareUnreachable:
    """Nothing in the folder says that it is a share, or where one is ``pinned`` that it is that."""
    if empty:
        why = (
            "The shared folder {folder} is empty. Connect it again, or wait until it has "
            "synchronised. Nothing was deleted here."
        )
    elif pinned:
        why = (
            "The folder {folder} is not the share that this Keystep belongs to. Connect the right "
            "one. Nothing was deleted here."
        )
    else:
        why = (
            "The folder {folder} is not a Keystep share. Choose the folder that the office has set "
            "up."
        )
    return ShareUnreachable(why, folder=str(folder))
