from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from keystep.content.search.index import Index
from keystep.errors import NotSaved
from tests.unit.content.search.shelves import (
    SAFETY,
    edition,
    fill,
    find,
    index_of,
    lesson,
    pack,
    renewed,
    titles,
)


def test_a_pack_that_changed_is_read_again_and_one_that_went_is_gone(tmp_path: Path) -> None:
    other = pack(lesson("The ladder"), id="other")
    with index_of(tmp_path, SAFETY, other) as index:
        fill(index, renewed(SAFETY, "1.1.0", lessons=(lesson("The forklift"),), decks=()))

        assert titles(find(index, "forklift")) == ["The forklift"]
        assert find(index, "isolator").total == 0
        assert find(index, "ladder").total == 0
        assert find(index, "isolatr").shown_as == ""


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    rests: list[None] = []
    with index_of(tmp_path, SAFETY) as index:
        index.fill((edition(SAFETY),), lambda: rests.append(None))
        assert rests == []
        index.fill((edition(renewed(SAFETY, "2.0.0")),), lambda: rests.append(None))
        assert rests != []


def test_the_index_lasts(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY):
        pass
    with index_of(tmp_path) as index:
        pass
    with index_of(tmp_path, SAFETY) as index:
        assert find(index, "isolator").total


def test_what_is_there_is_found_while_more_is_added(tmp_path: Path) -> None:
    many = [pack(*(lesson(f"Ladder {n}", id=f"l{n}") for n in range(150)), id="many")]
    seen: list[int] = []
    with index_of(tmp_path, SAFETY) as index:
        index.fill(
            (edition(SAFETY), edition(many[0])),
            lambda: seen.append(find(index, "isolator").total + find(index, "ladder").total),
        )

    assert seen == sorted(seen)
    assert 1 < seen[0] < 151 <= seen[-1]


def test_a_fill_that_was_cut_short_is_done_again(tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    def cut() -> None:
        raise Cut

    many = pack(*(lesson(f"Ladder {n}", id=f"l{n}") for n in range(150)))
    with index_of(tmp_path) as index, pytest.raises(Cut):
        index.fill((edition(many),), cut)
    with index_of(tmp_path, many) as index:
        assert find(index, "ladder").total == 150


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 500, None])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    with index_of(tmp_path, SAFETY):
        pass
    file = tmp_path / "search.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096) if damage is None else damage)

    with index_of(tmp_path) as index:
        find(index, "isolator")
        fill(index, SAFETY)
        assert find(index, "isolator").total


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "search.sqlite") as other:
        other.execute("CREATE TABLE something(other)")
        other.execute("PRAGMA user_version = 99")
    other.close()

    with index_of(tmp_path, SAFETY) as index:
        assert find(index, "isolator").total


def test_an_index_that_cannot_be_written_is_told_of_and_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "search.sqlite").mkdir()
    index = Index(tmp_path / "search.sqlite")

    with pytest.raises(NotSaved, match=r"search\.sqlite"):
        fill(index, SAFETY)
    assert find(index, "isolator").hits == ()
    index.close()


def test_a_closed_index_finds_nothing_and_takes_nothing(tmp_path: Path) -> None:
    with index_of(tmp_path) as index:
        pass
    fill(index, SAFETY)
    assert find(index, "isolator").hits == ()
    with index_of(tmp_path) as again:
        assert find(again, "isolator").hits == ()


def test_closing_ends_a_fill(tmp_path: Path) -> None:
    many = pack(*(lesson(f"Ladder {n}", id=f"l{n}") for n in range(500)))
    begun, go_on = Event(), Event()
    index = Index(tmp_path / "search.sqlite")

    def rest() -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(2) as threads:
        filling = threads.submit(index.fill, (edition(many),), rest)
        assert begun.wait(10)
        closing = threads.submit(index.close)
        go_on.set()
        filling.result()
        closing.result()

    with index_of(tmp_path, many) as again:
        assert find(again, "ladder").total == 500


def test_while_one_thread_fills_others_search(tmp_path: Path) -> None:
    packs = [pack(lesson(f"Ladder {n}"), id=f"p{n}") for n in range(40)]
    with index_of(tmp_path) as index, ThreadPoolExecutor(4) as threads:
        filled = threads.submit(fill, index, *packs)
        found = [threads.submit(find, index, "laddre") for _ in range(60)]
        totals = [each.result().total for each in found]
        filled.result()
        last = find(index, "laddre")

    assert max(totals) <= last.total == 40
    assert last.shown_as == "ladder"


def test_the_index_holds_no_more_than_packs(tmp_path: Path) -> None:
    with index_of(tmp_path, SAFETY) as index:
        find(index, "Amara Osei")
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Amara" not in data
