"""``keystep certificates`` and ``keystep verify``, as people type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import take_lesson

Run = Callable[..., tuple[int, str, str]]
GENUINE = "Genuine. Hartmann Tableware certifies that Amara Osei completed “Your first weeks"


@pytest.fixture
def code(world: World, run_cli: Run) -> str:
    """Of the certificate of somebody who went a path to its end at the station "learn"."""
    station = world.add_station("learn")
    learner = register(station, "Amara Osei", "Desk North")
    pack = station.shelf.pack("answering-customers")
    for _, lesson in pack.paths[0].places(pack.id):
        take_lesson(station, learner.id, lesson)
    sync(station)
    import_share(world.office)
    (held,) = json.loads(run_cli("certificates", "--json", "--home", world.office.home)[1])
    return str(held["code"])


def test_what_was_issued_is_listed(world: World, run_cli: Run) -> None:
    status, said, _ = run_cli("certificates", "--home", world.office.home)
    assert status == 0
    assert "Imports issue certificates" in said


def test_a_code_is_verified_where_the_organisation_is_known(
    world: World, code: str, run_cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = run_cli("certificates", "--home", world.office.home)[1]
    assert "Amara Osei" in listed
    assert code not in listed
    groups = (code[at : at + 5] for at in range(0, len(code), 5))
    status, said, _ = run_cli("verify", *groups, "--home", world.office.home)
    assert status == 0
    assert GENUINE in said
    assert "folder" not in said
    monkeypatch.setenv("KEYSTEP_HOME", str(world.root))
    assert GENUINE in run_cli("verify", code)[1], "by the learner's home where there is no office"


def test_by_the_folder_alone_it_is_said_what_that_is_worth(
    world: World, code: str, run_cli: Run, tmp_path: Path
) -> None:
    nobody = tmp_path / "nobody"
    status, said, _ = run_cli("verify", code, "--share", world.share, "--home", nobody)
    assert status == 0
    assert GENUINE in said
    assert "whoever may write there" in said


def test_a_code_that_proves_nothing_is_refused(world: World, code: str, run_cli: Run) -> None:
    home = world.office.home
    other = "8" if code[40] == "7" else "7"
    for wrong in (code[:-1], code[:60] + code[61:], code[:40] + other + code[41:], "hello"):
        status, said, told = run_cli("verify", wrong, "--home", home)
        assert (status, said) == (1, "")
        assert "not" in told
    told = json.loads(run_cli("verify", code, "--json", "--home", home)[1])
    assert (told["name"], told["lessons"]) == ("Amara Osei", 7)
