"""Work that is begun before its outcome is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")
S = TypeVar("S")


class Ahead(Generic[T, S]):
    """Does ``work`` on each of ``items`` in turn, in a thread of its own, and gives its outcomes.

    Each is begun when it is asked for, or once :meth:`begin` says that there is time for it now.
    What ``work`` raises is raised to who asks.
    """

    def __init__(self, work: Callable[[T], S], items: Iterable[T]) -> None:
        self._work, self._left = work, iter(items)
        self._thread = ThreadPoolExecutor(1)
        self._coming: Future[S] | None = None

    def begin(self) -> None:
        """Begin the next, unless that was done or there is none."""
        if self._coming is None:
            for item in self._left:
                self._coming = self._thread.submit(self._work, item)
                return

    def __iter__(self) -> Iterator[S]:
        self.begin()
        while (coming := self._coming) is not None:
            self._coming = None
            yield coming.result()
            self.begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Wait for what was begun."""
        self._thread.shutdown()
