"""The administrator's database, opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from types import MappingProxyType, TracebackType
from typing import Self

from sqlalchemy import URL

from keystep.aggregate import (
    board,
    cycles,
    drilldown,
    engagement,
    event_log,
    importer,
    item_answers,
    migrate,
    numbers,
    people,
    points,
    quarantine,
    receipts,
    retention,
    rollups,
    states,
    streams,
    voices,
)
from keystep.aggregate.backup import Backups
from keystep.aggregate.certificates import Certificates
from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.engagement import Engagement
from keystep.aggregate.event_log import LoggedEvent
from keystep.aggregate.exporting import Exporting
from keystep.aggregate.figures import Figures
from keystep.aggregate.impact import Impacts
from keystep.aggregate.importer import Delivery
from keystep.aggregate.item_answers import ItemReport
from keystep.aggregate.kpi.figures import follow_undo
from keystep.aggregate.kpi.ledger import Kpis
from keystep.aggregate.learning import Learning
from keystep.aggregate.matters import Matters
from keystep.aggregate.members import Members
from keystep.aggregate.packs import Packs
from keystep.aggregate.papers import Papers
from keystep.aggregate.people import LessonRef
from keystep.aggregate.proposal import Proposal
from keystep.aggregate.quarantine import Quarantined
from keystep.aggregate.retention import Retention
from keystep.aggregate.roster import Roster
from keystep.aggregate.runs import Runs
from keystep.aggregate.scoped import Scoped
from keystep.aggregate.seen import Seen
from keystep.aggregate.sent import Sent
from keystep.aggregate.states import States
from keystep.aggregate.store import Store
from keystep.aggregate.streams import Fork, Standing
from keystep.aggregate.voices import Voices
from keystep.domain.bundles import OpenBundle, Receipt, Verdict
from keystep.domain.events import Instant
from keystep.domain.okr import Board, CheckIn, Cycle, Freshness, KeyResult, Point
from keystep.domain.scope import EVERYBODY, Scope
from keystep.domain.trust import Around
from keystep.errors import BundleRefused, NotSaved

NO_PATHS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def nothing() -> None:
    """Who has no other work to be done meanwhile."""


class Aggregate:
    """What all stations reported. Each method is one transaction.

    Those that write raise NotSaved when it did not happen, the others DatabaseUnreadable.
    ``paths`` gives the lessons of each "pack/path", as "pack/lesson".
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.members = Members(store)
        self.packs = Packs(store)
        self.papers = Papers(store, follow_undo)
        self.kpis = Kpis(store)
        self.impacts = Impacts(store)
        self.learning = Learning(store)
        self.matters = Matters(store)
        self.backups = Backups(store)
        self.exporting = Exporting(store)
        self.certificates = Certificates(store)
        self.proposal = Proposal(store)
        self.roster = Roster(store)
        self.scoped = Scoped(store)
        self.states = States(store)
        self.runs = Runs(store)
        self.seen = Seen(store)
        self.sent = Sent(store)

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Open ``sqlite:///FILE`` or ``postgresql://…``; its tables are made or upgraded.

        Raises DatabaseTooNew, DatabaseUnreadable, NotSaved, UsageError.
        """
        store = Store(url)
        try:
            migrate.prepare(store)
        except BaseException:
            store.close()
            raise
        return cls(store)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def import_bundle(
        self,
        sha: str,
        name: str,
        opened: OpenBundle,
        now: datetime,
        run: int,
        *,
        vouched: bool = False,
        meanwhile: Callable[[], object] = nothing,
    ) -> tuple[Verdict, int]:
        """Take in a bundle whose file has this SHA-256 (hexadecimal), as part of ``run``.

        Unless it is ``vouched`` that all of it may count, its station must not be revoked.
        ``meanwhile`` is called when the disk alone remains to be waited for, so that a thread can
        be given other work. Returns NEW or DUPLICATE and the number of new events. Raises
        UsageError: no such run; BundleRefused: REVOKED.
        """
        with self._store.write() as db:
            delivery = Delivery(sha=sha, name=name, run=run, at=now, vouched=vouched)
            taken = importer.import_bundle(db, delivery, opened)
            meanwhile()
            return taken

    def around(self, opened: OpenBundle) -> Around:
        """What is here in the bundle's range and right after it."""
        with self._store.read() as db:
            return streams.around(db, opened)

    def imported(self) -> set[str]:
        """The SHA-256 (hexadecimal) of every file that was imported."""
        with self._store.read() as db:
            return streams.imported(db)

    def rebuild(self) -> None:
        """Make the roll-ups anew from the events."""
        with self._store.write() as db:
            rollups.rebuild(db)
            states.mark(db, streams.learners(db))

    def standings(self, device: str | None = None) -> tuple[Standing, ...]:
        """What is here of each epoch of ``device``, or of every station: what receipts say."""
        with self._store.read() as db:
            return streams.standings(db, device)

    def receipts(self, now: datetime, floors: Mapping[str, int]) -> tuple[Receipt, ...]:
        """The office's word to each enrolled station, numbered anew, above ``floors`` by kind."""
        with self._store.write() as db:
            return receipts.receipts(db, now, floors)

    def gaps(self) -> tuple[Standing, ...]:
        """The standings with something missing."""
        with self._store.read() as db:
            return streams.gaps(db)

    def forks(self) -> tuple[Fork, ...]:
        """The streams under whose name two histories came."""
        with self._store.read() as db:
            return streams.forks(db)

    def set_aside(
        self, *, name: str, data: bytes, verdict: Verdict, refusal: BundleRefused, now: datetime
    ) -> None:
        """Keep a file that was not imported, with its reason."""
        with self._store.write() as db:
            quarantine.set_aside(
                db, name=name, data=data, verdict=verdict, refusal=refusal, now=now
            )

    def forget_unstable(self, names: Collection[str], before: datetime) -> None:
        """Let go of files that were not whole when last tried before ``before``."""
        with self._store.write() as db:
            quarantine.forget_unstable(db, names, before)

    def quarantined(self, verdict: Verdict | None = None) -> tuple[Quarantined, ...]:
        """What is set aside: all, only held (to be tried again) or only refused."""
        with self._store.read() as db:
            return quarantine.quarantined(db, verdict)

    def bytes_of(self, sha: str) -> bytes | None:
        """The bytes of a file that was set aside; None where only its name was kept."""
        with self._store.read() as db:
            return quarantine.bytes_of(db, sha)

    def next_number(self, kind: str, floor: int = 0) -> int:
        """The next number of ``kind``, above any given out and any seen (``floor``)."""
        with self._store.write() as db:
            return numbers.next_number(db, kind, floor)

    def last_number(self, kind: str) -> int:
        """The last number of ``kind`` that was given out here, 0 before the first."""
        with self._store.read() as db:
            return numbers.last_number(db, kind)

    def check_ins(self, cycle: str, key_result: str = "") -> tuple[CheckIn, ...]:
        """What was said in a cycle, of one key result or with "" of all; the oldest first."""
        with self._store.read() as db:
            return cycles.check_ins(db, cycle, key_result)

    def board(
        self,
        cycle: Cycle,
        now: Instant,
        paths: Mapping[str, tuple[str, ...]] = NO_PATHS,
        scope: Scope = EVERYBODY,
    ) -> Board:
        """Where every key result of ``cycle`` stands, over ``scope``.

        What had to be counted for it is kept for the next time, if the database can be written.
        """
        with self._store.read() as db:
            figures = Figures(db)
            told = board.board(db, board.Asking(figures, cycle, now, paths, scope))
        if figures.counted:
            with suppress(NotSaved), self._store.write() as db:
                figures.keep(db)
        return told

    def points_for(
        self,
        key_result: KeyResult,
        cycle: Cycle,
        on: date,
        paths: Mapping[str, tuple[str, ...]] = NO_PATHS,
        *,
        scope: Scope = EVERYBODY,
    ) -> tuple[Point, ...]:
        """The figures of one key result up to ``on``, oldest first."""
        with self._store.read() as db:
            return points.points_for(db, key_result, cycle, on, paths, scope=scope)

    def freshness(self, key_result: KeyResult, now: Instant) -> Freshness:
        """How many of those who should have reported did so lately."""
        with self._store.read() as db:
            return board.freshness(db, key_result, now)

    def engagement(self, cycle: Cycle, on: date) -> tuple[Engagement, ...]:
        """Who was active in each week of ``cycle`` that is over before ``on``."""
        with self._store.read() as db:
            return engagement.engagement(db, cycle, on)

    def teams_of(
        self, key_result: KeyResult, cycle: Cycle, on: date, lessons: Sequence[LessonRef]
    ) -> tuple[TeamRow, ...]:
        """One row a team, by name; ``lessons`` are those behind the key result."""
        with self._store.read() as db:
            return drilldown.teams_of(db, key_result, cycle, on, lessons)

    def lessons_behind(self, lessons: Iterable[LessonRef], on: date) -> tuple[LessonRow, ...]:
        """One row a lesson, in the order given."""
        with self._store.read() as db:
            return drilldown.lessons_behind(db, lessons, people.roster(db), on)

    def events(
        self,
        *,
        learner: str | None = None,
        kinds: Collection[str] = (),
        limit: int = 100,
        offset: int = 0,
        scope: Scope = EVERYBODY,
    ) -> tuple[LoggedEvent, ...]:
        """A page of raw events, newest first, of a learner (None: all) and of kinds (none: all).

        Of the days and the station of ``scope``, and where no learner is given of its people.
        """
        with self._store.read() as db:
            return event_log.events(
                db, learner=learner, kinds=kinds, limit=limit, offset=offset, scope=scope
            )

    def items(self) -> tuple[ItemReport, ...]:
        """How each item does that was answered, those in doubt first."""
        with self._store.read() as db:
            return item_answers.item_reports(db)

    def retention(self) -> tuple[Retention, ...]:
        """What has stayed weeks later, of all packs together and of each."""
        with self._store.read() as db:
            return retention.retention(db)

    def voices(self) -> Voices:
        """What learners said, summed up."""
        with self._store.read() as db:
            return voices.voices(db)
