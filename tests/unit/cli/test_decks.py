"""``keystep deck`` as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from keystep.bootstrap import open_station
from keystep.services.roster import register
from tests.homes import stock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, shipped: Path) -> Path:
    """A station with one learner."""
    folder = stock(tmp_path / "home", shipped)
    with closing(open_station(folder)) as station:
        register(station, "Amara", "")
    return folder


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.csv"
    file.write_text("dog,x,Hund\ncat,y,Katze\n", encoding="utf-8")
    return file


def test_a_table_comes_in_and_goes_out(
    home: Path, words: Path, run_cli: Run, tmp_path: Path
) -> None:
    columns = ("--columns", "front=3,back=1", "--no-header")
    status, said, _ = run_cli("deck", "import", words, *columns, "--home", home)
    assert (status, said.splitlines()[:2]) == (
        0,
        ["words", "2 cards added, 0 updated, 0 unchanged; 0 with their history"],
    )
    assert "Columns that were not taken: 1" in said
    told = json.loads(run_cli("deck", "import", words, *columns, "--json", "--home", home)[1])
    assert (told["unchanged"], told["left_out"]) == (2, [{"what": "column", "n": 1}])
    [deck] = _decks(home, told["pack"])
    target = tmp_path / "out.csv"
    place = f"{told['pack']}/{deck}"
    status, said, _ = run_cli("deck", "export", place, "--to", target, "--home", home)
    assert (status, said) == (0, f"2 cards in {target}\n")
    assert "Hund,dog" in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words_typed", "told"),
    [
        (("--columns", "front=0"), "“front=0” says nothing of a column"),
        (("--columns", "side=1"), "“side=1” says nothing of a column"),
        (("--learner", "Nobody"), "0 learners here fit"),
        (("--between", "#"), "has one column only"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    home: Path, words: Path, run_cli: Run, words_typed: tuple[str, ...], told: str
) -> None:
    status, _, said = run_cli("deck", "import", words, *words_typed, "--home", home)
    assert status != 0
    assert told in said


def _decks(home: Path, pack: str) -> list[str]:
    [folder] = (home / "packs").glob(f"{pack}-*")
    built = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    return [deck["id"] for deck in built["pack"]["decks"]]
