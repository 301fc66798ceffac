"""What the engine asks of the outside. One adapter each in its room; tests use fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from msgspec import Struct

from keystep.domain.bundles import Batch, Receipt, SealedBundle
from keystep.domain.events import Event, Fact, Instant, Recorded

S = TypeVar("S", bound=Struct)


class Clock(Protocol):
    """Reads the machine's clocks."""

    def now(self) -> Instant: ...


class NewId(Protocol):
    """Gives a random UUID as text."""

    def __call__(self) -> str: ...


class Learner(Struct, frozen=True):
    """A roster row. ``id`` is a UUID; the name is kept nowhere else."""

    id: str
    name: str
    team: str


class OutboxState(Struct, frozen=True):
    """What has left and what has not.

    ``unsealed`` counts events not yet in a bundle, ``waiting`` bundles not yet in the folder and
    ``unreceipted`` those there that the office has not confirmed; ``received``: when it last did.
    """

    unsealed: int
    waiting: int
    unreceipted: int
    received: datetime | None


class EventStore(Protocol):
    """The station's log and its projections. One connection writes.

    Every method raises NotSaved when a commit fails; nothing is half written.
    """

    device: str
    epoch: str

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        """Record ``facts`` and fold them into every projection, in one durable transaction."""
        ...

    def find(self, state: type[S], *key: str) -> S | None:
        """The state with this whole key."""
        ...

    def select(self, state: type[S], **where: str) -> list[S]:
        """States whose fields equal ``where``, in key order."""
        ...

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """The log in order of seq, both ends included."""
        ...

    def register(self, learner: Learner, now: Instant) -> None:
        """Add a roster row and its learner_registered event in one transaction."""
        ...

    def learners(self) -> list[Learner]:
        """The roster, by name."""
        ...

    def seal(
        self, make: Callable[[Batch], SealedBundle], now: Instant, *, even_empty: bool
    ) -> SealedBundle | None:
        """Take the next unsealed events (at most 4,096 or 1 MiB) and keep the final bytes.

        One transaction. With ``even_empty`` no events make a heartbeat; otherwise None.
        """
        ...

    def unpublished(self) -> list[SealedBundle]:
        """Sealed bundles not yet in the folder, oldest first."""
        ...

    def mark_published(self, no: int, now: Instant) -> None: ...

    def mark_received(self, receipt: Receipt, now: Instant) -> list[str]:
        """Note a receipt; returns the names of bundles that may now be deleted from the folder."""
        ...

    def outbox(self) -> OutboxState: ...

    def close(self) -> None:
        """Let go of the database; safe to call twice."""
        ...

    def last_sealed(self) -> datetime | None:
        """When a bundle was last sealed."""
        ...
