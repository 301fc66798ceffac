from __future__ import annotations

import resource
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import func, insert, select

from keystep.aggregate import Aggregate, schema
from keystep.aggregate.backup import Backup
from keystep.aggregate.store import Store
from keystep.domain.bundles import Claim, PackRef, Reason, Verdict
from keystep.domain.lesson import Phase
from keystep.domain.trust import Invitation
from keystep.errors import BundleRefused, DatabaseTooNew, DatabaseUnreadable, NotSaved
from tests.unit.aggregate.builders import (
    MONDAY,
    Station,
    assessed,
    completed,
    device,
    enrolled,
    hello,
    reviewed,
    taken_in,
    url_of,
    viewed,
)
from tests.unit.aggregate.dump import emptied

Open = Callable[[str], Aggregate]
LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def open_on(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens an office that knows nothing on "sqlite", "other" (SQLite too) or "postgresql"."""
    with ExitStack() as stack:

        def open_one(name: str) -> Aggregate:
            if name == "postgresql":
                url = request.getfixturevalue("postgres")
                return emptied(stack.enter_context(Aggregate.open(url)))
            return stack.enter_context(Aggregate.open(url_of(tmp_path / f"{name}.sqlite")))

        yield open_one


def busy(office: Aggregate) -> Aggregate:
    """An office in whose every corner there is something."""
    enrolled(office, "hall", "van")
    hall = Station("hall").did("ana", viewed(), completed(), assessed(Phase.PRE, 400))
    claims = [Claim("ana", "Ana “Zoë” Ωmega", "North"), Claim("ben", "Ben", "")]
    twin = hall.copy(1).did("ben", reviewed(), reviewed("two"))
    taken_in(office, hall.bundle(claims=claims), twin.bundle(), Station("van").bundle())
    office.members.note_hello(hello("hall", key="new", epoch="e2", signers=["hall"]), LATER)
    office.members.revoke(device("hall"), LATER)
    office.members.invite(
        Invitation(id="i", secret=b"\0\xff", places=2, used=0, expires=LATER, created=MONDAY)
    )
    pack = PackRef(id="p", version="1.0.0", file="p.kpack", sha256="ab" * 32, size=1 << 40)
    office.packs.publish(pack, MONDAY)
    office.set_aside(
        name="b.json",
        data=bytes(range(256)),
        verdict=Verdict.REFUSED,
        refusal=BundleRefused(Reason.BAD_JSON, "no"),
        now=MONDAY,
    )
    office.next_number("catalog")
    with office._store.write() as db:
        db.execute(insert(schema.merge).values(_anything(schema.merge)))
    return office


def _anything(table: Any) -> dict[str, Any]:
    """A row that counts its own number on, with what its columns can hold."""
    values = {str: "x", int: 5, float: 0.1, bytes: b"\0"}
    return {
        column.name: values.get(column.type.python_type, MONDAY.date())
        if not isinstance(column.type, schema.Millis)
        else LATER
        for column in table.columns
        if not column.primary_key
    }


def content(office: Aggregate) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with office._store.read() as db:
        return {
            table.name: sorted((tuple(row) for row in db.execute(select(table))), key=repr)
            for table in schema.metadata.sorted_tables
        }


@pytest.mark.parametrize(
    ("source", "target"),
    [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "other")],
)
def test_a_backup_of_either_database_restores_into_the_other(
    open_on: Open, tmp_path: Path, source: str, target: str
) -> None:
    office = busy(open_on(source))
    expected = content(office)
    office.backups.copy_to(tmp_path / "backup.sqlite")

    restored = open_on(target)
    taken_in(restored, Station("dock").did("eve", viewed()).bundle())
    restored.backups.restore_from(tmp_path / "backup.sqlite")

    assert content(restored) == expected
    assert content(office) == expected
    dock = Station("dock").did("eve", viewed())
    assert taken_in(restored, dock.bundle()) == [(Verdict.NEW, 1)]
    restored.rebuild()
    assert restored.forks() == office.forks() != ()


def test_one_of_an_older_keystep_is_upgraded_on_the_way(either: Aggregate, tmp_path: Path) -> None:
    file = tmp_path / "from #1 & 20 %.sqlite"
    with closing(Store(url_of(file))) as old, old.write() as db:
        config = Config()
        config.set_main_option("script_location", "keystep.aggregate:migrations")
        config.attributes["connection"] = db
        command.upgrade(config, "0001")
    changed(
        file, "INSERT INTO station VALUES ('d', 'Hall', x'01', 'age1', 'enrolled', 0, 0, 0, NULL)"
    )
    before = file.read_bytes()
    either.backups.restore_from(file)
    assert [station.name for station in either.members.enrolled()] == ["Hall"]
    assert file.read_bytes() == before
    assert list(tmp_path.glob("*#1*")) == [file]


def test_it_is_an_office_in_a_file(either: Aggregate, tmp_path: Path) -> None:
    expected = content(busy(either))
    file = tmp_path / "backup.sqlite"
    either.backups.copy_to(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with Aggregate.open(url_of(file)) as opened:
        assert content(opened) == expected


def test_it_is_whole_while_an_import_runs(either: Aggregate, tmp_path: Path) -> None:
    hall = Station("hall").did("ana", *[viewed()] * 90)
    file = tmp_path / "backup.sqlite"
    seen = list[int]()
    with ThreadPoolExecutor(1) as pool:
        parts = [hall.bundle(first, first + 2) for first in range(1, 90, 3)]
        importing = pool.submit(taken_in, either, *parts)
        while not importing.done():
            either.backups.copy_to(file)
            with Aggregate.open(url_of(file)) as copy:
                seen.append(_events_in_whole_bundles(copy))
        importing.result()
    either.backups.copy_to(file)
    with Aggregate.open(url_of(file)) as copy:
        assert _events_in_whole_bundles(copy) == 90
    assert seen == sorted(seen)


def _events_in_whole_bundles(copy: Aggregate) -> int:
    with copy._store.read() as db:
        events = db.scalar(select(func.count()).select_from(schema.event))
        bundles = db.scalar(select(func.count()).select_from(schema.bundle))
        spans = db.scalar(select(func.count()).select_from(schema.bundle_span))
    assert events == 3 * bundles
    assert spans == bundles
    return int(events)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_one_that_was_cut_short_never_has_the_name(either: Aggregate, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "backup.sqlite"
    file.write_bytes(b"the one from yesterday")
    busy(either)
    with files_of_at_most(20_000), pytest.raises(NotSaved, match=r"backup\.sqlite"):
        either.backups.copy_to(file)
    assert file.read_bytes() == b"the one from yesterday"
    assert [path.name for path in folder.iterdir()] == ["backup.sqlite"]
    either.backups.copy_to(file)
    assert file.read_bytes() != b"the one from yesterday"


def test_a_place_that_is_not_there_is_told(either: Aggregate, tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="nowhere"):
        either.backups.copy_to(tmp_path / "nowhere" / "backup.sqlite")


@pytest.mark.parametrize("data", [None, b"", b"not a database at all " * 99])
def test_only_a_backup_is_restored(either: Aggregate, tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "backup.sqlite"
    if data is not None:
        file.write_bytes(data)
    expected = content(busy(either))
    with pytest.raises(DatabaseUnreadable, match=r"backup\.sqlite"):
        either.backups.restore_from(file)
    assert content(either) == expected
    assert file.exists() == (data is not None)


def test_a_damaged_one_is_not_restored(either: Aggregate, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    busy(either).backups.copy_to(file)
    data = bytearray(file.read_bytes())
    data[3 * 4096 : -4096] = bytes(len(data) - 4 * 4096)
    file.write_bytes(data)
    expected = content(either)
    with pytest.raises(DatabaseUnreadable, match=r"backup\.sqlite"):
        either.backups.restore_from(file)
    assert content(either) == expected


def test_one_of_a_newer_keystep_is_left_alone(either: Aggregate, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    either.backups.copy_to(file)
    changed(file, "UPDATE aggregate_version SET version_num = '9000'")
    expected = content(busy(either))
    with pytest.raises(DatabaseTooNew, match=r"backup\.sqlite"):
        either.backups.restore_from(file)
    assert content(either) == expected


def test_a_restore_that_fails_leaves_what_was_there(either: Aggregate, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite"
    busy(either).backups.copy_to(file)
    changed(file, "DROP TABLE learner")
    taken_in(either, Station("dock").did("eve", viewed()).bundle())
    expected = content(either)
    with pytest.raises(NotSaved):
        either.backups.restore_from(file)
    assert content(either) == expected


def test_every_backup_stays_known(either: Aggregate, tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    either.backups.note(first, MONDAY)
    either.backups.copy_to(first)
    either.backups.note(second, LATER)
    either.backups.restore_from(first)
    assert either.backups.listed() == (Backup(second, LATER), Backup(first, MONDAY))
    either.backups.note(first, LATER + timedelta(days=1))
    assert [backup.path for backup in either.backups.listed()] == [first, second]


def changed(file: Path, words: str) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute(words)
        raw.commit()
