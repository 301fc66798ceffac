"""The station's own disk fails: there is no room, it reports errors, a write is cut short."""

from __future__ import annotations

import re
import resource
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from keystep.bootstrap import open_station
from keystep.domain.facts import Kind
from keystep.services import upkeep
from keystep.services.roster import register
from keystep.storage import event_store
from keystep.storage.engine import Journal
from keystep.sync.safe_files import TEMPORARY
from tests.fakes import START, FakeClock, FakeIds
from tests.faults import disk_operations
from tests.faults.disk_operations import ANSWERS, GIVEN_UP, PUBLISHED, REFUSED, THERE, TRIES
from tests.faults.plugin import Depth
from tests.faults.replaying import SYNCING, Disk, put, replayed
from tests.faults.replaying_operations import OLD
from tests.faults.tally import Tally
from tests.faults.tracing import FILLING, SETTLING, Call, calls
from tests.faults.zygote import Ended, Zygote
from tests.homes import link_packs, stock

AT = START.isoformat()
PACKS = frozenset({"packs"})
MOST = 150
ONCE, A_WHILE, FOR_GOOD = "", "..{}", "+"
NO_ROOM, BROKEN = "ENOSPC", "EIO"
NEED_ROOM = FILLING | SYNCING | {"openat", "mkdir"}
CAN_BREAK = NEED_ROOM | SETTLING | {"unlink", "rename"}
WORDS = {NO_ROOM: "Free some space, then try again", BROKEN: "Check the disk, then try again"}


class Held(NamedTuple):
    """Of a log, the events as they are acknowledged, and the items that were answered."""

    events: set[str]
    items: list[str]


@dataclass(frozen=True)
class Bench:
    """A station "van" below ``root`` with one learner, put back before every trial."""

    root: Path
    kept: Path
    log: Path
    zygote: Zygote
    depth: Depth
    tally: Tally

    @property
    def home(self) -> Path:
        return self.root / "van"

    def put_back(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.kept, self.root, copy_function=link_packs)

    def play(
        self,
        name: str,
        *arguments: str,
        inject: Sequence[str] = (),
        data: bool = False,
        traced: bool = True,
    ) -> Ended:
        operation = f"{disk_operations.__name__}:{name}"
        words, log = (str(self.root), *arguments), self.log if traced else None
        return self.zygote.run(operation, *words, log=log, inject=inject, data=data)

    def calls(self, journal: Journal) -> list[Call]:
        """What writes, where nothing fails."""
        self.put_back()
        ended = self.play("persevere", AT, journal)
        assert ended.status == 0, ended.fault
        assert not any(line.startswith(REFUSED) for line in ended.said), ended
        ours = str(self.root)
        return [c for c in calls(self.log) if c.writes and all(p.startswith(ours) for p in c.paths)]

    def look(self) -> Held:
        """Open the station again where nothing fails; its file must be sound."""
        with self.tally.recovering():
            station = open_station(self.home, FakeClock(START), FakeIds("look"))
        with closing(station):
            assert upkeep.verify(station) == ()
            log, epoch = list(station.store.events()), station.store.epoch
        return Held(
            events={f"saved {epoch} {one.event.seq} {one.h.hex()}" for one in log},
            items=[one.event.body["item"] for one in log if one.event.kind == Kind.ITEM_ANSWERED],
        )


@pytest.fixture(params=Journal)
def journal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Journal:
    chosen: Journal = request.param
    monkeypatch.setattr(event_store, "safe_journal", lambda _version: chosen)
    return chosen


@pytest.fixture
def bench(beside: Path, shipped: Path, zygote: Zygote, depth: Depth, tally: Tally) -> Bench:
    kept = beside / "kept"
    stock(kept / "van", shipped)
    with closing(open_station(kept / "van", FakeClock(START), FakeIds("van"))) as station:
        register(station, "Amara Osei", "Desk North")
    (beside / "bench").mkdir()
    return Bench(beside / "bench", kept, beside / "log", zygote, depth, tally)


def trials(calls: Sequence[Call], error: str, names: frozenset[str]) -> Iterator[tuple[Call, str]]:
    """Each call fails once; and in turns a while from it on, or for ever.

    Not so opening: what is only read is opened too, and can be.
    """
    longer = cycle((A_WHILE, FOR_GOOD))
    for call in calls:
        if call.name in names:
            for time in (ONCE,) if call.name == "openat" else (ONCE, next(longer)):
                yield call, call.inject(f"error={error}") + time.format(call.nth + TRIES - 2)


@pytest.mark.fault(10)
def test_where_there_is_no_room_an_answer_is_not_saved_until_there_is(
    bench: Bench, journal: Journal
) -> None:
    judge(bench, journal, NO_ROOM, NEED_ROOM, slice_=3)


@pytest.mark.fault(12)
def test_where_the_disk_reports_errors_nothing_is_taken_for_saved(
    bench: Bench, journal: Journal
) -> None:
    judge(bench, journal, BROKEN, CAN_BREAK, slice_=3)


def judge(bench: Bench, journal: Journal, error: str, names: frozenset[str], slice_: int) -> None:
    tries = list(trials(bench.calls(journal), error, names))
    many = min(len(tries), bench.depth.many(MOST, slice_))
    for call, fault in bench.depth.chance(12).sample(tries, many):
        bench.put_back()
        ended = bench.play("persevere", AT, journal, inject=[fault])
        if not any(
            (c.name, c.nth, c.writes) == (call.name, call.nth, True) for c in calls(bench.log)
        ):
            continue  # what it hit this time was opened to be read
        bench.tally.fault()
        assert ended.status == 0, (fault, call.paths, ended.fault)
        told(ended, call, error)
        gave_up = GIVEN_UP in ended.said
        assert gave_up <= fault.endswith(FOR_GOOD), (fault, ended.said)
        kept(bench, ended, sure=error == NO_ROOM and call.name in FILLING)
        if gave_up:
            ended = bench.play("persevere", AT, journal)
            assert not any(line.startswith(REFUSED) for line in ended.said), ended
        assert len(set(bench.look().items)) == ANSWERS, (fault, ended.said)


def told(ended: Ended, call: Call, error: str) -> None:
    """Each refusal names the file and what to do, the first of them for the error itself."""
    refused = [line for line in ended.said if line.startswith(REFUSED)]
    for line in refused:
        assert re.match(rf"{REFUSED} (NotSaved|DatabaseUnreadable): .*/van", line), line
    to_file = call.name == "pwrite64" and not call.paths[0].endswith("-shm")
    if to_file and refused and "NotSaved" in refused[0]:
        assert WORDS[error] in refused[0], refused


def kept(bench: Bench, ended: Ended, *, sure: bool) -> None:
    """What was acknowledged is there; what was refused is not, where that is ``sure``: after a
    failed sync nobody knows."""
    held, refused = bench.look(), sum(line.startswith(REFUSED) for line in ended.said)
    saved = {line for line in ended.said if line.startswith("saved")}
    bench.tally.lost += len(saved - held.events)
    again = len(held.items) - len(set(held.items))
    assert again <= (0 if sure else refused), ended.said


@pytest.mark.fault(7, 12)
def test_what_a_failed_sync_was_for_is_never_relied_on(bench: Bench, journal: Journal) -> None:
    """After it the power goes, at any moment: what was acknowledged is there."""
    for call in bench.depth.of(syncs(bench.calls(journal), bench.home), 2):
        bench.put_back()
        disk, fault = Disk.of(bench.root, PACKS), call.inject(f"error={BROKEN}")
        ended = bench.play("persevere", AT, journal, inject=[fault], data=True)
        assert ended.status == 0, (fault, ended.fault)
        for state in replayed(disk, tuple(calls(bench.log)), bench.depth.many(17, 83)):
            if disk.failed:
                put(state.files, bench.root, PACKS)
                bench.tally.fault()
                saved = {line for line in disk.said[: state.said] if line.startswith("saved")}
                lost = saved - bench.look().events
                bench.tally.lost += len(lost)
                assert not lost, (fault, state)


def syncs(calls: Sequence[Call], home: Path) -> Iterator[Call]:
    """Those whose failure is noticed.

    SQLite does not ask whether it could sync the folder of a rollback journal that it has made:
    that one such sync fails, and the power goes before the commit is over, is promised to nobody.
    """
    for before, call in pairwise(calls):
        of_new_journal = before.paths[0].endswith("-journal") and before.name in SYNCING
        if call.name in SYNCING and not (call.paths == (str(home),) and of_new_journal):
            yield call


@pytest.mark.fault(11)
def test_a_write_that_is_cut_short_is_not_saved(bench: Bench, journal: Journal) -> None:
    """No file may grow beyond a size: a write ends there, and the next one fails."""
    bench.put_back()
    size = (bench.home / "station.sqlite").stat().st_size
    for most in bench.depth.of(range(size // 2, 2 * size, 2_111), 2):
        bench.put_back()
        ended = bench.play("squeeze", AT, journal, str(most), traced=False)
        bench.tally.fault()
        assert ended.status == 0, (most, ended.fault)
        kept(bench, ended, sure=True)
        bench.play("persevere", AT, journal)
        assert len(set(bench.look().items)) == ANSWERS, (most, ended.said)


@pytest.mark.fault(11)
def test_a_file_that_may_not_grow_has_no_name_on_the_share(bench: Bench) -> None:
    whole = {way: len(data) for way, data in PUBLISHED.items()}
    for most in bench.depth.of(range(1, max(whole.values()), 61), 8):
        put({OLD: b"old"}, bench.root)
        ended = bench.play("publish", str(most), traced=False)
        bench.tally.fault()
        assert ended.status == 0, ended.fault
        refused = [line for line in ended.said if line.startswith(REFUSED)]
        assert all(line.startswith(f"{REFUSED} ShareFull: ") for line in refused)
        assert all("is full. Make room there" in line for line in refused)
        there = [line.split()[1:] for line in ended.said if line.startswith(THERE)]
        for way, size in there[:2]:
            before = 3 if way == OLD else 0
            assert int(size) == (whole[way] if whole[way] <= most else before), ended.said
        assert [(way, int(size)) for way, size in there[2:]] == list(whole.items())
        assert len(refused) == sum(size > most for size in whole.values())
        assert sorted(path.name for path in bench.root.rglob("*.*")) == ["new.json", "old.json"]


@pytest.mark.fault(11)
def test_a_drive_that_swallows_part_of_a_write_is_noticed(bench: Bench) -> None:
    """It says that it has written what it has not."""
    put({OLD: b"old"}, bench.root)
    bench.play("publish", str(resource.RLIM_INFINITY))
    writes = [
        c for c in calls(bench.log) if c.name == "write" and c.paths[0].startswith(str(bench.root))
    ]
    for call in writes[: len(writes) // 2]:
        put({OLD: b"old"}, bench.root)
        ended = bench.play("publish", str(resource.RLIM_INFINITY), inject=[call.inject("retval=9")])
        bench.tally.fault()
        [refused] = [line for line in ended.said if line.startswith(REFUSED)]
        assert "did not keep what was written" in refused
        sizes = {int(line.split()[2]) for line in ended.said if line.startswith(THERE)}
        assert sizes <= {0, 3, *map(len, PUBLISHED.values())}
        assert not list(bench.root.rglob(f"*{TEMPORARY}"))
