"""What the engine asks of the outside. One adapter each in its room; tests use fakes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from msgspec import Struct

from keystep.domain.bundles import Batch, Heard, Receipt, SealedBundle
from keystep.domain.down import ProgressDown
from keystep.domain.events import Event, Instant, Recorded
from keystep.domain.facts import Fact
from keystep.domain.kiosk.secrets import Way
from keystep.domain.kiosk.trying import Tries
from keystep.domain.matters import OfficeAnswer
from keystep.domain.progress import CardProgress

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
    """What has left for the present share and what has not.

    ``unsealed`` counts events not yet in a bundle, ``waiting`` bundles not yet in the folder and
    ``unreceipted`` those there that the office has not confirmed; ``received``: when it last did.
    ``bytes_out`` is the size of all bundles that are not confirmed. ``waiting_since`` is when the
    oldest of those was sealed that are not yet in the folder.
    """

    unsealed: int
    waiting: int
    unreceipted: int
    received: datetime | None
    bytes_out: int = 0
    waiting_since: datetime | None = None


class Snapshot(Protocol):
    """States as they are at one moment. Any id of a person finds theirs."""

    def find(self, state: type[S], *key: str) -> S | None:
        """The state with this whole key."""
        ...

    def card_loads(self, learner: str, first: datetime, days: int, most: int) -> list[int]:
        """How many cards are due on each of ``days`` spans of 24 hours, the first from then.

        It counts to ``most`` a day.
        """
        ...


class Work(Snapshot, Protocol):
    """What is seen and recorded in one durable transaction."""

    def append(self, learner: str, facts: Sequence[Fact], now: Instant) -> tuple[Event, ...]:
        """Record ``facts`` and fold them into every projection."""
        ...


class Credentials(Protocol):
    """What people sign in with at a kiosk: no events, and nothing that ever leaves this station.

    There are verifiers, never the secrets. Any id of a person finds theirs; "" is whoever looks
    after the kiosk. Every change is one durable transaction, and is forgotten with the learner.
    """

    def of(self, learner: str) -> dict[Way, tuple[bytes, ...]]:
        """Their verifiers; of ids that were found to be one person there may be several."""
        ...

    def holder(self, way: Way, verifier: bytes) -> str | None:
        """Who of the roster has just that verifier."""
        ...

    def keep(self, learner: str, way: Way, verifier: bytes, *, alone: bool = False) -> None:
        """Put it in the place of the one before; their wrong tries are forgotten.

        Raises UsageError for whoever is not on the roster and, where it is to be theirs ``alone``,
        if somebody else has it.
        """
        ...

    def drop(self, learner: str, way: Way) -> None:
        """They sign in that way no more."""
        ...

    def tries(self, learner: str) -> Tries | None:
        """Their wrong tries; None where there are none."""
        ...

    def look(self, learner: str, now: Instant) -> Tries | None:
        """The same; what counts from no time of this boot counts from ``now`` on, durably."""
        ...

    def begin(self, learner: str, now: Instant) -> bool:
        """Count a try as wrong before it is looked at: to pull the plug saves none.

        False, and none is counted, where they must wait first.
        """
        ...

    def clear(self, learner: str) -> None:
        """Forget their wrong tries."""
        ...

    def tried(self) -> frozenset[str]:
        """Who has wrong tries."""
        ...

    def badge_key(self, new: bytes) -> bytes:
        """The secret by which badges are known here; it is ``new`` from the first time on."""
        ...


class EventStore(Work, Protocol):
    """The station's log and its projections. One connection writes.

    Every method raises NotSaved when a commit fails; nothing is half written.
    """

    device: str

    @property
    def credentials(self) -> Credentials: ...

    @property
    def epoch(self) -> str:
        """The epoch that events are written to now."""
        ...

    def start_epoch(self, epoch: str) -> None:
        """From now on write to a new stream; the events of earlier ones stay and are still sealed.

        For a database that turned out to be a copy: what both go on to write must not collide.
        """
        ...

    @property
    def share(self) -> str:
        """The share that the station belongs to, or last belonged to; "" before the first."""
        ...

    def epoch_in(self, share: str, new_epoch: Callable[[], str]) -> str:
        """The epoch that events go to while the station belongs to ``share``, begun if need be."""
        ...

    def belong(self, share: str, new_epoch: Callable[[], str]) -> None:
        """From now on write to the epoch of ``share``, and seal and publish for it alone.

        The first share takes over what was recorded before it. Of any other the states stay, and
        its events and bundles wait until the station belongs to it again.
        """
        ...

    def elsewhere(self) -> int:
        """How many events were recorded for other shares than the present one."""
        ...

    def tip(self, epoch: str) -> int:
        """The seq of the last event of ``epoch`` here, 0 where there is none."""
        ...

    def h_at(self, epoch: str, seq: int) -> bytes | None:
        """h of that event, for seq 0 that before the first; None where there is none."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """See several states as they are at the same moment; ask nothing else meanwhile."""
        ...

    def work(self) -> AbstractContextManager[Work]:
        """See states and record what follows from them, in one durable transaction.

        Nothing else of the store may be asked meanwhile.
        """
        ...

    def select(self, state: type[S], **where: str) -> list[S]:
        """States whose fields equal ``where``, in key order."""
        ...

    def due_cards(
        self, learner: str, before: datetime, packs: Collection[str]
    ) -> list[CardProgress]:
        """Cards of ``packs`` due before then, the latest due first; 2,000 of them at most."""
        ...

    def cards(self, learner: str, pack: str, ids: Sequence[str]) -> list[CardProgress]:
        """What is known of these cards of a pack."""
        ...

    def met_cards(self, learner: str, pack: str) -> frozenset[str]:
        """The ids of the cards of ``pack`` that the learner has a memory of."""
        ...

    def events(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """The log of the current epoch in order of seq, both ends included."""
        ...

    def history(self, learner: str, kinds: Collection[str]) -> Iterator[Event]:
        """What the learner did of these kinds at this station, in the order of recording."""
        ...

    def unarrived(self, learner: str) -> list[Event]:
        """The learner's events, of any epoch, that the office has not confirmed."""
        ...

    def note(self, learner: str, kind: str, key: str, value: bytes | None) -> None:
        """Keep something small that stays at this station, or with None let go of it.

        A place in a lesson, a bookmark: what is no event, because nobody but the learner needs it.
        It is durable, and forgotten with the learner.
        """
        ...

    def notes(self, learner: str, kind: str) -> dict[str, bytes]:
        """What is kept of that kind, by key, the last noted first."""
        ...

    def register(self, learner: Learner, now: Instant) -> None:
        """Add a roster row and its learner_registered event in one transaction."""
        ...

    def learners(self) -> list[Learner]:
        """The roster, by name; of ids that are one person only the kept one."""
        ...

    def person(self, learner: str) -> str:
        """The id that ``learner`` goes by since the office found two to be one; else itself."""
        ...

    def certificates(self, learner: str) -> tuple[str, ...]:
        """The codes of what this learner has earned, as far as the office told; the first first."""
        ...

    def answers(self, learner: str) -> tuple[OfficeAnswer, ...]:
        """What the office answered this learner, as far as it told this station; newest first."""
        ...

    def take_progress(self, down: ProgressDown) -> bool:
        """Keep what the office folded, and fold our own events that it lacks on top.

        One transaction. False, and nothing changes, where the number is not higher than any before.
        """
        ...

    def heard(self) -> Heard:
        """The highest receipt and progress numbers taken; the catalog is kept elsewhere."""
        ...

    def erase(self, learners: Collection[str], now: Instant) -> list[str]:
        """Forget people: roster rows, states, event bodies, and bundles that hold them.

        Of the log only (seq, h) stay. What the office has not confirmed yet is sealed anew without
        them at the next seal. Returns the names of bundles to be deleted from the folder. Doing it
        again changes nothing.
        """
        ...

    def seal(
        self, make: Callable[[Batch], SealedBundle], now: Instant, *, even_empty: bool
    ) -> SealedBundle | None:
        """Take the next unsealed events (at most 4,096 or 1 MiB) and keep the final bytes.

        One transaction; events of an earlier epoch come first, and a bundle holds those of one.
        With ``even_empty`` no events make a heartbeat; otherwise None.
        """
        ...

    def unpublished(self) -> list[SealedBundle]:
        """Sealed bundles not yet in the folder, oldest first."""
        ...

    def unreceived(self) -> list[SealedBundle]:
        """Sealed bundles that the office has not confirmed, wherever they lie, oldest first."""
        ...

    def has_sealed(self, name: str) -> bool:
        """Whether a bundle of this name was ever sealed here."""
        ...

    def mark_published(self, no: int, now: Instant) -> None: ...

    def note_lost(self, there: Collection[str]) -> None:
        """Publish again what is not confirmed and not ``there``: names in the folder, in lower
        case, as all names of bundles are."""
        ...

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
