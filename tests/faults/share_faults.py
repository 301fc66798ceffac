"""What goes wrong with a shared folder, at the calls that it makes to the operating system."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from keystep.errors import ShareFull, ShareUnreachable, SurroundingsError
from keystep.sync.file_ops import Entry, FileOps
from keystep.sync.patience import Hangs

ON_PATHS = frozenset({"create", "open", "open_folder", "lstat", "entries", "mkdir", "replace"}) | {
    "unlink"
}
ON_DESCRIPTORS = frozenset({"read", "write", "fsync", "fstat"})
EVERY = ON_PATHS | ON_DESCRIPTORS
CLOSE, CLOSE_NEW = "close", "close what is new"

Act = Callable[[str, Callable[..., Any], tuple[Any, ...]], Any]


class Call(NamedTuple):
    """``place`` is the way from the share's root, whatever it is called by."""

    what: str
    place: str


class Deleted(NamedTuple):
    place: str
    data: bytes


@dataclass(frozen=True)
class Fault:
    """``act`` takes the place of a call that it ``fits``: of one, or where it is ``lasting`` of all
    from there on. ``told`` is the error that must come of it, if any comes; of a ``plain`` one it
    must, and ``harmless`` ones must not even be noticed."""

    name: str
    fits: frozenset[str]
    act: Act
    words: str = ""
    told: type[SurroundingsError] = ShareUnreachable
    lasting: bool = False
    harmless: bool = False
    plain: bool = False


class Shaken(FileOps):
    """The real calls on ``root``, noted one by one; ``fault`` happens at call ``at``."""

    def __init__(self, root: Path, fault: Fault | None = None, at: int = 0) -> None:
        self.calls: list[Call] = []
        self.deleted: list[Deleted] = []
        self._root, self._fault, self._at = root, fault, at
        self._places: dict[int, str] = {}
        self._new = set[int]()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name in EVERY or name == CLOSE:
            return lambda *given: self._call(name, found, given)
        return found

    def pause(self, seconds: float) -> None:
        """Nobody waits."""

    def _call(self, what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        number, fault = len(self.calls), self._fault
        if what == CLOSE and given[0] in self._new:
            what = CLOSE_NEW
        self.calls.append(Call(what, self._place(what, given)))
        if what == "unlink":
            real = self._noting(real)
        if fault and what in fault.fits and (number == self._at or self._goes_on(number)):
            told = fault.act(what, real, given)
        else:
            told = real(*given)
        if what in ("create", "open", "open_folder"):
            self._places[told] = self.calls[number].place
            (self._new.add if what == "create" else self._new.discard)(told)
        return told

    def _goes_on(self, number: int) -> bool:
        return self._fault is not None and self._fault.lasting and number > self._at

    def _place(self, what: str, given: tuple[Any, ...]) -> str:
        if what in ON_PATHS:
            return os.path.relpath(given[-1], self._root)
        return self._places.get(given[0], "?")

    def _noting(self, unlink: Callable[[Path], None]) -> Callable[[Path], None]:
        def noted(path: Path) -> None:
            data = path.read_bytes() if path.is_file() else b""
            unlink(path)
            self.deleted.append(Deleted(os.path.relpath(path, self._root), data))

        return noted


def failing(number: int, *, done: bool = False) -> Act:
    """The call fails; where it is ``done`` all the same, only its answer got lost."""

    def act(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        made = real(*given) if done or what in (CLOSE, CLOSE_NEW) else None
        if what == "create" and made is not None:
            os.close(made)
        raise OSError(number, os.strerror(number))

    return act


def _hang(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    raise Hangs


def _less(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Half of what was asked for is read or written."""
    descriptor, wanted = given
    return real(descriptor, wanted // 2 or 1 if what == "read" else wanted[: len(wanted) // 2 or 1])


def _nothing(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    return b""


def _half(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Iterator[list[Entry]]:
    for lot in real(*given):
        yield lot[: len(lot) // 2]
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _unmounted(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    number = errno.ENOENT if what in ON_PATHS else errno.EIO
    raise OSError(number, os.strerror(number))


def instead(root: Path, other: Path, words: str, *, plain: bool) -> Fault:
    """From now on ``other`` lies where the share did; what was open until then is gone."""
    opened = set[int]()

    def act(what: str, real: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        if what in ON_PATHS:
            made = real(*(other / path.relative_to(root) for path in given))
            if what in ("create", "open", "open_folder"):
                opened.add(made)
            return made
        return real(*given) if given[0] in opened else _unmounted(what, real, given)

    words = words if plain else f"{words}|cannot be re"
    return Fault(f"{other.name} instead", EVERY, act, words, lasting=True, plain=plain)


def _once(number: int, *calls: str, done: bool = False) -> Fault:
    name = f"{errno.errorcode[number]}{' after it was done' if done else ''}"
    return Fault(name, frozenset(calls), failing(number, done=done), *_meaning(number))


def _lasting(number: int, *calls: str) -> Fault:
    name = f"{errno.errorcode[number]} for ever"
    act = failing(number)
    return Fault(name, frozenset(calls), act, *_meaning(number), lasting=True)


def _meaning(number: int) -> tuple[str, type[SurroundingsError]]:
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "is full|Not everything fits", ShareFull
    forbidden = number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
    return os.strerror(number), ShareFull if forbidden else ShareUnreachable


CHANGES = ("create", "mkdir", "replace", "unlink")
READS = frozenset({"lstat", "entries", "open", "fstat", "read", CLOSE})
ROOM = ("create", "write", "mkdir", "fsync", "replace", CLOSE_NEW)

FAULTS: tuple[tuple[Fault, ...], ...] = (
    (_once(errno.ENOSPC, *ROOM), _once(errno.EDQUOT, *ROOM)),
    (
        _once(errno.EACCES, *CHANGES, "open", "entries"),
        _once(errno.EROFS, *CHANGES),
        _once(errno.EBUSY, "open", "replace", "unlink"),
        _once(errno.EPERM, *CHANGES, "open", "entries"),
    ),
    (
        _once(errno.EIO, *EVERY, CLOSE, CLOSE_NEW),
        _once(errno.ESTALE, *EVERY),
        _once(errno.ENOENT, *ON_PATHS),
    ),
    (_once(errno.ENOTCONN, *EVERY), Fault("no answer", EVERY, _hang, "does not answer")),
    (_once(errno.EIO, *CHANGES, "fsync", done=True),),
    (
        Fault("it breaks off", frozenset({"entries"}), _half, os.strerror(errno.EIO)),
        Fault("nothing is read", frozenset({"read"}), _nothing, "empty or being written|not keep"),
        Fault("less than asked for", frozenset({"read", "write"}), _less, harmless=True),
        Fault("no fsync", frozenset({"open_folder"}), failing(errno.EINVAL), harmless=True),
    ),
    (_lasting(errno.ENOSPC, "write", "mkdir", "fsync"), _lasting(errno.EDQUOT, "create", "mkdir")),
    (
        _lasting(errno.EROFS, *CHANGES),
        _lasting(errno.EACCES, *CHANGES, "open", "entries"),
        _lasting(errno.EPERM, "replace", "unlink"),
        _lasting(errno.EBUSY, "replace", "unlink"),
    ),
    (
        Fault("always less", frozenset({"read", "write"}), _less, harmless=True, lasting=True),
        Fault(
            "never an fsync",
            frozenset({"open_folder"}),
            failing(errno.ENOTSUP),
            harmless=True,
            lasting=True,
        ),
    ),
    (
        *(_lasting(number, *EVERY) for number in (errno.EIO, errno.ESTALE, errno.ENOTCONN)),
        Fault("never an answer", EVERY, _hang, "does not answer", lasting=True),
        Fault("unmounted", EVERY, _unmounted, "cannot be re|Input/output", lasting=True),
    ),
)
"""Kind by kind."""


def injections(calls: Sequence[Call], turn: int) -> Iterator[tuple[int, Fault]]:
    """At each call that changes something a fault of every kind that fits it, and at each other one
    a fault of any kind: which one, goes round from ``turn`` on."""
    seen = Counter[str]()
    for at, call in enumerate(calls):
        seen[call.what] += 1
        kinds = [[one for one in kind if call.what in one.fits] for kind in FAULTS]
        if call.what in READS:
            kinds = [[one for kind in kinds for one in kind]]
        for kind in filter(None, kinds):
            yield at, kind[(turn + seen[call.what]) % len(kind)]
