"""Bytes that somebody else wrote are taken or refused, whatever they are."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.events import Instant, canonical
from keystep.errors import KeystepError
from tests.faults import office_parsers
from tests.faults.fuzzing import Belated, Parser, Target, crashers, fuzz
from tests.faults.mutations import JSON_TOKENS, Mutator, json_seed, text_seed
from tests.faults.parsers import PARSERS
from tests.faults.plugin import Depth
from tests.faults.share_parsers import BODIES
from tests.faults.tally import Tally

IN_MEMORY = Path("/dev/shm")
FEWEST = 50
SEED = 43


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a parser that reads files finds them; in memory if possible, for a million of them."""
    if not os.access(IN_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=IN_MEMORY, prefix="keystep-") as passing:
        yield Path(passing)


@pytest.mark.fault(43)
@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_changed_bytes_are_taken_or_refused(
    parser: Parser, folder: Path, depth: Depth, tally: Tally
) -> None:
    runs = depth.many(parser.deep, max(FEWEST, parser.deep // 1_000))
    fuzz(parser, folder, runs, depth.chance(SEED), tally)


@pytest.mark.fault(43)
@pytest.mark.parametrize(
    ("parser", "case"), tuple(crashers(PARSERS)), ids=lambda given: getattr(given, "name", None)
)
def test_what_escaped_once_does_not_again(parser: Parser, case: Path, folder: Path) -> None:
    assert parser.target(folder).escapes(case.read_bytes()) is None


def test_changes_follow_the_seams_of_json() -> None:
    seed = json_seed(b'{"a":[1,{"b":"x,y"}],"c":null}')
    values, members = ({seed.data[start:end] for start, end in kind} for kind in seed.kinds)
    assert {b"1", b'"x,y"', b'{"b":"x,y"}', b'[1,{"b":"x,y"}]', b"null", seed.data} == values
    assert {b"1,", b'"b":"x,y"', b'"a":[1,{"b":"x,y"}],', b'"c":null'} <= members


def test_the_same_chance_gives_the_same_changes() -> None:
    seeds = [json_seed(b'{"a":[1,2]}'), text_seed(b"a, b\nc")]
    one, other = (Mutator(random.Random(7), seeds) for _ in range(2))
    changes = [one() for _ in range(300)]
    assert changes == [other() for _ in range(300)]
    assert len(set(changes)) > 200
    assert any(token in change for change in changes for token in JSON_TOKENS[-5:])


def claiming(name: str, learner: str = "l") -> bytes:
    body = json.loads(BODIES[0])
    return canonical({**body, "claims": [{"learner": learner, "name": name, "team": ""}]})


@pytest.fixture
def offices(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Target]:
    """Of four bundles each, which cannot be read with anybody called Zoe, or two called Eve."""

    def read_all(ledger: Aggregate, _now: Instant) -> None:
        names = [person.name for person in ledger.roster.people()]
        assert "Zoe" not in names
        assert names.count("Eve") < 2

    monkeypatch.setattr(office_parsers, "AT_ONCE", 4)
    monkeypatch.setattr(office_parsers, "read_all", read_all)
    return lambda: office_parsers.imported(folder)


def test_what_shows_late_is_told_with_what_made_it(offices: Callable[[], Target]) -> None:
    target, ada, zoe = offices(), claiming("Ada"), claiming("Zoe")
    escapes = [target.escapes(case) for case in (ada, ada, zoe, ada, ada, ada, ada, ada, ada)]
    assert [type(one) for one in escapes if one is not None] == [Belated]
    assert isinstance(escapes[4], Belated)
    assert escapes[4].cases == [zoe]
    assert isinstance(offices().escapes(zoe), Belated)


def test_what_takes_several_is_one_case(offices: Callable[[], Target]) -> None:
    target = offices()
    given = [claiming("Ada"), claiming("Ada"), claiming("Eve"), claiming("Eve", "m")]
    escaped = [target.escapes(case) for case in (given[0], *given)][-1]
    assert isinstance(escaped, Belated)
    (case,) = escaped.cases
    assert case.split(office_parsers.BETWEEN) == given
    assert target.escapes(given[0]) is None
    assert isinstance(offices().escapes(case), Belated)


def test_an_escape_is_counted_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.faults import fuzzing

    def attempt(data: bytes) -> None:
        if b"z" in data:
            raise RecursionError

    target = fuzzing.Target([json_seed(b'{"a":1}')], attempt, KeystepError)
    monkeypatch.setattr(fuzzing, "CRASHERS", tmp_path)
    parser, tally = Parser("sample", lambda _: target), Tally()
    chance = random.Random(1)
    fuzz(parser, tmp_path, 20_000, chance, tally)
    found = list((tmp_path / "sample").iterdir())
    assert tally.uncaught["sample"] >= len(found) > 0
    assert tally.runs == {"sample": 20_000}
    assert all(b"z" in case.read_bytes() for case in found)
    shutil.rmtree(tmp_path / "sample")
