"""What the operating system's errors mean for somebody with a shared folder."""

from __future__ import annotations

import errno
from pathlib import Path

from keystep.errors import ShareFull, ShareUnreachable, SurroundingsError
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
