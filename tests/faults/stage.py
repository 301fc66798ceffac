"""A prepared world that is put back before every case, and what is played on it."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.conftest import World
from tests.fakes import START
from tests.faults import operations
from tests.faults.tracing import Call
from tests.faults.zygote import Ended, Zygote
from tests.homes import link_packs

LONG_AGO = START.timestamp() - 10 * 86_400
PASSING = re.compile(r"[0-9a-f]{16,}|-\d{1,9}(?=\.json)|(?<=/tmp)\w{8}")


@dataclass(frozen=True)
class Act:
    """An operation of ``operations``, with what it takes after ``say`` and ``root``."""

    name: str
    arguments: tuple[str, ...]

    def here(self, root: Path) -> tuple[str, ...]:
        """Play it in this process; returns what it said."""
        said = list[str]()
        getattr(operations, self.name)(said.append, str(root), *self.arguments)
        return tuple(said)


class Stage:
    """The folder ``root`` with all that is in it now. Keep nothing in it open."""

    def __init__(self, root: Path, zygote: Zygote, beside: Path) -> None:
        self.root, self._zygote = root, zygote
        self._kept, self._log = beside / "kept", beside / "log"
        self.keep()

    def keep(self, name: str = "kept") -> None:
        """Remember what ``root`` holds under ``name``."""
        _copy(self.root, self._kept.with_name(name))

    def put_back(self, name: str = "kept") -> None:
        shutil.rmtree(self.root)
        _copy(self._kept.with_name(name), self.root)

    def forget(self, name: str) -> None:
        shutil.rmtree(self._kept.with_name(name))

    def trace(self, act: Act) -> tuple[Call, ...]:
        """Play it to its end in another process: every call that it makes."""
        operation = f"{operations.__name__}:{act.name}"
        return self._zygote.trace(operation, str(self.root), *act.arguments, log=self._log)

    def play(self, act: Act, *inject: str) -> Ended:
        """Play it in another process, with faults."""
        operation = f"{operations.__name__}:{act.name}"
        return self._zygote.run(
            operation, str(self.root), *act.arguments, log=self._log, inject=inject
        )

    def listing(self) -> Counter[str]:
        """How many files and folders there are of each name, leaving out what is random in it."""
        return Counter(self._name(path) for path in self.root.rglob("*"))

    def let_age(self, names: Counter[str]) -> None:
        """Make what goes by one of these names of :meth:`listing` old."""
        for path in self.root.rglob("*"):
            if self._name(path) in names:
                os.utime(path, (LONG_AGO, LONG_AGO), follow_symlinks=False)

    def strays(self, calls: Sequence[Call]) -> list[str]:
        """What was written to outside ``root``."""
        inside = (f"{self.root}/", "/dev/null")
        named = {path for call in calls if call.writes for path in call.paths} - {str(self.root)}
        return sorted(path for path in named if not path.startswith(inside))

    def _name(self, path: Path) -> str:
        return PASSING.sub("~", str(path.relative_to(self.root)))


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, copy_function=link_packs)


def acts(world: World, name: str, *more: str) -> tuple[Act, Act, Act]:
    """The same in a minute, a minute later, and after three days."""
    now = world.clock.now().at
    times = (timedelta(minutes=1), timedelta(minutes=2), timedelta(days=3))
    first, second, third = (Act(name, ((now + time).isoformat(), *more)) for time in times)
    return first, second, third
