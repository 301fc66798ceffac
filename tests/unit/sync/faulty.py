"""Where faults are injected: the calls to the operating system that the share makes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from keystep.sync.file_ops import FileOps


class Faulty(FileOps):
    """The real calls, except that ``call`` runs ``fault`` first, on its first ``times`` calls."""

    def __init__(self, call: str, fault: Callable[..., Any], times: int = 1 << 30) -> None:
        self.pauses = 0
        real = getattr(self, call)
        left = [times]

        def faulty(*args: Any) -> Any:
            left[0] -= 1
            replaced = fault(*args) if left[0] >= 0 else None
            return real(*args) if replaced is None else replaced

        setattr(self, call, faulty)

    def pause(self, seconds: float) -> None:
        self.pauses += 1


class Hanging(Faulty):
    """The first call of ``call`` waits until :meth:`release`, and then does what it should."""

    def __init__(self, call: str) -> None:
        self._released = Event()
        super().__init__(call, self._hang, times=1)

    def release(self) -> None:
        self._released.set()

    def _hang(self, *_args: object) -> None:
        self._released.wait()


class Counting(FileOps):
    """The real calls, and how often each was made."""

    def __init__(self) -> None:
        self.calls: dict[str, int] = {}

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if callable(found):
            calls = super().__getattribute__("calls")
            calls[name] = calls.get(name, 0) + 1
        return found


def raising(number: int) -> Callable[..., None]:
    def fault(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    return fault


def names(root: Path) -> list[str]:
    """Every file below ``root``, by its way there."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
