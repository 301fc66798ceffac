"""The shared folder's calls with a limit to waiting: a drive that has gone may never answer."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar
from weakref import finalize

from keystep.sync.file_ops import Entry, FileOps

SECONDS = 30.0

T = TypeVar("T")


class Hangs(TimeoutError):
    """The drive does not answer. Its errno is ETIMEDOUT."""

    def __init__(self) -> None:
        super().__init__(errno.ETIMEDOUT, "it does not answer")


def _nothing(_value: object) -> None:
    """Most calls leave nothing behind that must be undone."""


class _Call(Generic[T]):
    """A call that another thread makes; ``undo`` is for what nobody waits for any longer."""

    def __init__(self, act: Callable[[], T], undo: Callable[[T], object]) -> None:
        self._act, self._undo = act, undo
        self._answer: Future[T] = Future()
        self._over = self._abandoned = False

    @property
    def hangs(self) -> bool:
        return self._abandoned and not self._over

    def make(self) -> None:
        try:
            value = self._act()
        except BaseException as fault:  # noqa: BLE001 - whoever waits for it raises it
            with suppress(InvalidStateError):
                self._answer.set_exception(fault.with_traceback(None))
        else:
            self._hand_over(value)
        self._over = True
        del self._act, self._undo  # they hold those whom this call must not keep alive

    def wait(self, seconds: float) -> T:
        try:
            return self._answer.result(seconds)
        except TimeoutError:
            self._abandon()
            return self._answer.result()
        finally:
            del self  # else what is raised would lead back to itself

    def _abandon(self) -> None:
        """Has no effect where the answer has come: what is settled first holds."""
        with suppress(InvalidStateError):
            self._answer.set_exception(Hangs())
            self._abandoned = True

    def _hand_over(self, value: T) -> None:
        try:
            self._answer.set_result(value)
        except InvalidStateError:
            with suppress(OSError):
                self._undo(value)


class PatientOps(FileOps):
    """Makes the calls of ``real`` in a thread of its own and waits at most ``seconds`` for each.

    One that takes longer raises :class:`Hangs`, and until it has come back so does every further
    call, at once. One for each drive, kept as long as the drive is in use. The thread never keeps
    the program from ending.
    """

    def __init__(self, real: FileOps | None = None, seconds: float = SECONDS) -> None:
        self._real, self._seconds = real or FileOps(), seconds
        self._turn = Lock()
        self._calls: SimpleQueue[_Call[Any] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._left: _Call[Any] | None = None

    def create(self, path: Path) -> int:
        return self._answer(lambda: self._real.create(path), self._real.close)

    def open(self, path: Path) -> int:
        return self._answer(lambda: self._real.open(path), self._real.close)

    def open_folder(self, folder: Path) -> int:
        return self._answer(lambda: self._real.open_folder(folder), self._real.close)

    def read(self, descriptor: int, most: int) -> bytes:
        return self._answer(lambda: self._real.read(descriptor, most))

    def write(self, descriptor: int, data: memoryview) -> int:
        return self._answer(lambda: self._real.write(descriptor, data))

    def fsync(self, descriptor: int) -> None:
        self._answer(lambda: self._real.fsync(descriptor))

    def close(self, descriptor: int) -> None:
        """While a call hangs, nobody waits: the descriptor is closed once that has come back."""
        with self._turn:
            call = _Call(lambda: self._real.close(descriptor), _nothing)
            if self._hangs:
                self._begin(call)
            else:
                self._wait_for(call)

    def fstat(self, descriptor: int) -> os.stat_result:
        return self._answer(lambda: self._real.fstat(descriptor))

    def lstat(self, path: Path) -> os.stat_result:
        return self._answer(lambda: self._real.lstat(path))

    def entries(self, folder: Path) -> Iterator[list[Entry]]:
        lots = self._answer(lambda: self._real.entries(folder))
        while (lot := self._answer(lambda: next(lots, None))) is not None:
            yield lot

    def mkdir(self, folder: Path) -> None:
        self._answer(lambda: self._real.mkdir(folder))

    def replace(self, source: Path, target: Path) -> None:
        self._answer(lambda: self._real.replace(source, target))

    def unlink(self, path: Path) -> None:
        self._answer(lambda: self._real.unlink(path))

    def pause(self, seconds: float) -> None:
        self._real.pause(seconds)

    def _answer(self, act: Callable[[], T], undo: Callable[[T], object] = _nothing) -> T:
        with self._turn:
            if self._hangs:
                raise Hangs
            return self._wait_for(_Call(act, undo))

    def _wait_for(self, call: _Call[T]) -> T:
        self._begin(call)
        try:
            return call.wait(self._seconds)
        finally:
            self._left = call if call.hangs else None
            del call

    @property
    def _hangs(self) -> bool:
        return self._left is not None and self._left.hangs

    def _begin(self, call: _Call[Any]) -> None:
        """The thread holds the queue alone, so that it ends with whoever made it."""
        if self._thread is None:
            self._thread = Thread(target=_serve, args=(self._calls,), daemon=True)
            self._thread.start()
            finalize(self, self._calls.put, None)
        self._calls.put(call)


def _serve(calls: SimpleQueue[_Call[Any] | None]) -> None:
    while (call := calls.get()) is not None:
        call.make()
        del call
