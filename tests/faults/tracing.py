"""strace on a running process: what it writes, and what goes wrong when it does.

It sees every call of the process to the operating system, Python's and SQLite's alike, so that
the program needs no seams for faults.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

STRACE = "strace"
SENTINEL, TRACED = "sched_get_priority_max", 77
NAMING = frozenset(
    {
        *("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
        *("link", "linkat", "symlink", "symlinkat", "chmod", "fchmodat", "truncate"),
    }
)
FILLING = frozenset({"write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range"})
SETTLING = frozenset({"fsync", "fdatasync", "sync", "syncfs", "ftruncate", "fallocate", "fchmod"})
OPENING = frozenset({"open", "openat", "creat"})
TRACKED = frozenset({"lseek"})
ALL = sorted(NAMING | FILLING | SETTLING | OPENING | {SENTINEL})
LONGEST = 1 << 26

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)")
_WORD = re.compile(r'(?:\d+|AT_FDCWD)<([^>]*)>|"([^"]*)"')


class Call(Struct, frozen=True, kw_only=True):
    """One call to the operating system, the ``nth`` of its ``name`` (from 1).

    ``paths`` are those it names, or of the files it is about; ``data`` what it writes and
    ``offset`` where (in bytes, None at the current position), both only where data was recorded.
    ``result`` is None where the process died of it; ``words`` the arguments as strace shows them.
    """

    name: str
    nth: int
    paths: tuple[str, ...]
    words: str
    result: int | None
    data: bytes = b""
    offset: int | None = None

    @property
    def writes(self) -> bool:
        """Whether it may change what is on the disk."""
        if self.name in OPENING:
            return "O_CREAT" in self.words or "O_TRUNC" in self.words or self.name == "creat"
        return self.name not in TRACKED

    def inject(self, fault: str) -> str:
        """What injects ``fault`` here, such as "signal=KILL" or "error=EIO", for :func:`attach`."""
        return f"{self.name}:{fault}:when={self.nth}"

    @property
    def kill(self) -> str:
        """Injects death right before it."""
        return self.inject("signal=KILL")


def attach(
    pid: int, log: Path, inject: Sequence[str] = (), *, data: bool = False
) -> subprocess.Popen[bytes]:
    """Trace process ``pid`` into ``log`` until it ends; :func:`calls` reads that.

    ``inject`` are faults in strace's words: "fsync:error=EIO:when=3+", "write:signal=KILL:when=2".
    A count is of the calls of one name in one thread. With ``data`` all that is written is kept.
    From the moment it is traced :func:`is_traced` holds in the process.
    """
    names = [*ALL, *sorted(TRACKED)] if data else ALL
    faults = [f"{SENTINEL}:retval={TRACED}", *inject]
    shown = ("-y", "-xx", "-s", str(LONGEST if data else 0))
    return subprocess.Popen(
        [
            *(STRACE, "-qq", "-o", str(log), *shown),
            *("-e", "signal=none", "-e", "trace=" + ",".join(f"?{name}" for name in names)),
            *(word for fault in faults for word in ("-e", f"inject={fault}")),
            *("-p", str(pid)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def is_traced() -> bool:
    """Whether :func:`attach` has taken hold of this process."""
    return os.sched_get_priority_max(os.SCHED_OTHER) == TRACED


def calls(log: Path) -> Iterator[Call]:
    """What :func:`attach` wrote down, in order."""
    count = Counter[str]()
    with log.open(encoding="ascii") as lines:
        for found in filter(None, map(_LINE.match, lines)):
            name, words, result = found.groups()
            if name == SENTINEL:
                continue
            count[name] += 1
            yield _call(name, count[name], words, None if result == "?" else int(result))


def _call(name: str, nth: int, words: str, result: int | None) -> Call:
    paths, text = list[str](), b""
    base = ""
    for place, string in _WORD.findall(words):
        if place:
            base = os.fsdecode(_plain(place))
            paths.append(base)
        elif name in FILLING:
            text += _plain(string)
        else:
            named = os.path.join(base, os.fsdecode(_plain(string)))
            paths = [*paths[:-1], named] if base else [*paths, named]
            base = ""
    offset = int(words.rsplit(", ", 1)[1]) if name == "pwrite64" else None
    return Call(
        name=name,
        nth=nth,
        paths=tuple(paths),
        words=_WORD.sub("…", words),
        result=result,
        data=text,
        offset=offset,
    )


def _plain(shown: str) -> bytes:
    return bytes.fromhex(shown.replace("\\x", ""))
