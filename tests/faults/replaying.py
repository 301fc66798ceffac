"""What a disk may hold after the power went, at every moment of a traced operation.

The disk keeps its word and no more. What was synced is there; of what was written to a file since,
any part may be, in any order, and of a write any sectors. A name, or that it is gone, is there for
certain once its folder was synced; until then names come and go in the order of the calls.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import ClassVar

from msgspec import Struct

from tests.faults.changes import Change, surviving
from tests.faults.tracing import Call

SYNCING = frozenset({"fsync", "fdatasync"})
WITNESS = os.devnull
FOLDER, GONE = -1, -2
Files = Mapping[str, bytes | None]


class Naming(Struct, frozen=True):
    """In ``folder`` these paths are now those files, FOLDER or GONE."""

    folder: str
    names: dict[str, int]


@dataclass(frozen=True)
class State:
    """What is there after the ``at``-th call: ``files`` by path relative to the root, folders with
    None. ``said`` is how many lines had been said until then."""

    at: int
    variant: str
    files: Files = field(repr=False)
    said: int

    @cached_property
    def digest(self) -> bytes:
        told = blake2b(digest_size=16)
        for path, data in sorted(self.files.items()):
            told.update(f"{path}\0{-1 if data is None else len(data)}\0".encode())
            told.update(data or b"")
        return told.digest()


@dataclass
class Disk:
    """``names`` and ``contents`` are certain, ``naming`` and ``changes`` are not yet.

    ``failed`` counts syncs that failed. What they were for never gets there, though the running
    program sees it and a further sync goes well: so Linux does it.
    """

    root: Path
    left_out: frozenset[str]
    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=lambda: defaultdict(bytes))
    naming: list[Naming] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    failed: int = 0
    _live: dict[str, int] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _made: int = 0

    @classmethod
    def of(cls, root: Path, left_out: frozenset[str] = frozenset()) -> Disk:
        """Everything that is below ``root`` now, as if it had been there for ever.

        What is in folders with a name in ``left_out`` does not count.
        """
        disk = cls(root, left_out)
        for path in sorted(root.rglob("*")):
            if (way := disk._way(str(path))) is not None:
                file = FOLDER if path.is_dir() else disk._new()
                if file != FOLDER:
                    disk.contents[file] = path.read_bytes()
                disk.names[way] = disk._live[way] = file
        return disk

    def follow(self, call: Call) -> bool:
        """Do what the call did; whether the disk may now hold anything else than before."""
        if call.paths == (WITNESS,):
            if call.name == "write":
                self.said.append(call.data.decode())
            return call.name == "write"
        ways = [way for path in call.paths if (way := self._way(path)) is not None]
        if call.result is None or len(ways) < len(call.paths) or not ways:
            return False
        if call.result < 0:
            return call.name in SYNCING and self._lost(*ways)
        return self._DO[call.name](self, call, *ways)

    def states(self, at: int, chance: random.Random | None) -> Iterator[State]:
        """What may be there if the power goes now; more of it where there is ``chance``."""
        for kept in range(len(self.naming) + 1):
            names = self._names(self.naming[:kept])
            for variant, changes in surviving(self.changes, chance):
                files = self._files(names, changes)
                yield State(at, f"{variant}, {kept} names", files, len(self.said))

    def held(self) -> Files:
        """What the running program sees."""
        return self._files(self._live, self.changes)

    def _names(self, naming: Iterable[Naming]) -> dict[str, int]:
        names = dict(self.names)
        for one in naming:
            names.update(one.names)
        return {way: file for way, file in names.items() if _visible(way, names)}

    def _files(self, names: Mapping[str, int], changes: Iterable[Change]) -> Files:
        made: dict[int, bytearray] = {}
        for change in changes:
            content = made.setdefault(change.file, bytearray(self.contents[change.file]))
            change.made_to(content)
        return {
            way: None if file == FOLDER else bytes(made.get(file, self.contents[file]))
            for way, file in names.items()
        }

    def _opened(self, call: Call, way: str) -> bool:
        created = way not in self._live and "O_CREAT" in call.words
        if created:
            self._name(way, {way: self._new()})
        file = self._live.get(way, FOLDER)
        self._places[file] = 0
        emptied = file != FOLDER and "O_TRUNC" in call.words and not created
        if emptied:
            self.changes.append(Change(file, 0, None))
        return created or emptied

    def _written(self, call: Call, way: str) -> bool:
        file, data = self._live[way], call.data[: call.result]
        at = self._places.get(file, 0) if call.offset is None else call.offset
        if call.offset is None:
            self._places[file] = at + len(data)
        self.changes.append(Change(file, at, data))
        return True

    def _sought(self, call: Call, way: str) -> bool:
        self._places[self._live[way]] = call.result or 0
        return False

    def _cut(self, call: Call, way: str) -> bool:
        self.changes.append(Change(self._live[way], int(call.words.rsplit(", ", 1)[1]), None))
        return True

    def _lost(self, way: str) -> bool:
        """The system took what it could not write for written, and never tries again."""
        self.failed += 1
        if self._file(way) == FOLDER:
            self.naming = [one for one in self.naming if one.folder != way]
        else:
            self.changes = [change for change in self.changes if change.file != self._file(way)]
        return True

    def _file(self, way: str) -> int:
        return FOLDER if way == "." else self._live[way]

    def _synced(self, _call: Call, way: str) -> bool:
        file = self._file(way)
        if file == FOLDER:
            for one in self.naming:
                if one.folder == way:
                    self.names.update(one.names)
            self.naming = [one for one in self.naming if one.folder != way]
        else:
            content = bytearray(self.contents[file])
            for change in self.changes:
                if change.file == file:
                    change.made_to(content)
            self.contents[file] = bytes(content)
            self.changes = [change for change in self.changes if change.file != file]
        return True

    def _moved(self, _call: Call, old: str, new: str) -> bool:
        assert _folder(old) == _folder(new), "a move between folders is not followed"
        self._name(new, {old: GONE, new: self._live[old]})
        return True

    def _gone(self, _call: Call, way: str) -> bool:
        self._name(way, {way: GONE})
        return True

    def _folder_made(self, _call: Call, way: str) -> bool:
        self._name(way, {way: FOLDER})
        return True

    def _other_way(self, _call: Call, _way: str) -> bool:
        """A right or a size that was there already."""
        return False

    _DO: ClassVar[Mapping[str, Callable[..., bool]]] = {
        "openat": _opened,
        "write": _written,
        "pwrite64": _written,
        "lseek": _sought,
        "ftruncate": _cut,
        "fsync": _synced,
        "fdatasync": _synced,
        "rename": _moved,
        "unlink": _gone,
        "mkdir": _folder_made,
        "chmod": _other_way,
        "fchmod": _other_way,
    }

    def _name(self, way: str, names: dict[str, int]) -> None:
        self._live = {w: f for w, f in (self._live | names).items() if f != GONE}
        self.naming.append(Naming(_folder(way), names))

    def _new(self) -> int:
        self._made += 1
        return self._made

    def _way(self, path: str) -> str | None:
        """Relative to the root; None for what does not count. SQLite makes its shared memory anew
        at every first opening, whatever is in it."""
        where = Path(path)
        if not where.is_relative_to(self.root) or path.endswith("-shm"):
            return None
        way = where.relative_to(self.root)
        return str(way) if self.left_out.isdisjoint(way.parts) else None


def replayed(
    disk: Disk, calls: Sequence[Call], stride: int = 1, chance: random.Random | None = None
) -> Iterator[State]:
    """Everything that may be there after every ``stride``-th call and whenever something was said,
    each once for what was said until then."""
    seen = set[tuple[bytes, int]]()
    for at, call in enumerate(calls):
        changed, said = disk.follow(call), call.paths == (WITNESS,)
        if not changed or (at % stride and not said):
            continue
        for state in disk.states(at, chance):
            told = (state.digest, state.said)
            if told not in seen:
                seen.add(told)
                yield state


def put(files: Files, root: Path, left_out: frozenset[str] = frozenset()) -> None:
    """Make ``root`` hold these files, and what it has in folders of a name in ``left_out``."""
    for path in sorted(root.rglob("*"), reverse=True):
        way = path.relative_to(root)
        if str(way) in files or not left_out.isdisjoint(way.parts):
            continue
        if not path.is_dir():
            path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()
    for name, data in sorted(files.items()):
        if data is None:
            (root / name).mkdir(exist_ok=True)
        else:
            (root / name).write_bytes(data)


def _visible(way: str, names: Mapping[str, int]) -> bool:
    above = [str(folder) for folder in PurePosixPath(way).parents]
    return names[way] != GONE and all(names.get(one) == FOLDER for one in above if one != ".")


def _folder(way: str) -> str:
    return str(PurePosixPath(way).parent)
