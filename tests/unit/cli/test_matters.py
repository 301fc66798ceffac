"""``keystep matters``, and the packs that are looked after."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.services.importing import import_share
from keystep.services.office_answers import unread
from keystep.services.roster import register
from keystep.services.syncing import sync
from keystep.services.voice import suggest_topic
from tests.conftest import PASSPHRASE, World
from tests.takers import PACK

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


def test_a_topic_is_taken_answered_and_closed(world: World, run_cli: Run, secret: Path) -> None:
    van, home = world.add_station("Van 12"), ("--home", world.office.home)
    amara = register(van, "Amara Osei", "")
    suggest_topic(van, amara.id, "How to \x9b lift")
    sync(van)
    import_share(world.office)
    assert run_cli("matters", "take", "suggested", *home)[0] == 0
    status, out, _ = run_cli("matters", "list", "--open", *home)
    assert status == 0
    assert "taken" in out
    assert "How to lift" in out
    assert "Amara" not in out
    told = run_cli(*("matters", "answer", "suggested", "Soon.", "--passphrase-file", secret), *home)
    assert (told[0], "1 learner; 1 station" in told[1]) == (0, True)
    sync(van)
    assert [one.text for one in unread(van, amara.id)] == ["Soon."]
    assert run_cli("matters", "close", "suggested", *home)[0] == 0
    assert "Nothing is left to do." in run_cli("matters", "list", "--open", *home)[1]
    (one,) = json.loads(run_cli("matters", "list", "--json", *home)[1])
    assert (one["standing"], one["handling"]["text"]) == ("done", "Soon.")


def test_an_unknown_matter_is_refused(world: World, run_cli: Run) -> None:
    status, _, err = run_cli("matters", "take", "flagged/x", "--home", world.office.home)
    assert status == 2
    assert "0 matters" in err


def test_packs_have_owners_and_reviews(world: World, run_cli: Run) -> None:
    home = ("--home", world.office.home)
    assert run_cli("pack", "owner", PACK, "Ilse Brandt", *home)[0] == 0
    assert run_cli("pack", "review", PACK, "--next", "2029-01-31", "--plan", *home)[0] == 0
    status, out, _ = run_cli("pack", "list", *home)
    assert status == 0
    assert "Ilse Brandt" in out
    assert "2029-01-31" in out
    told = json.loads(run_cli("pack", "list", "--json", *home)[1])
    assert next(one["reviews"] for one in told if one["id"] == PACK) == []


def test_a_version_that_was_never_published_is_refused(
    world: World, run_cli: Run, secret: Path
) -> None:
    status, _, err = run_cli(
        "pack", "use", PACK, "9.9.9", "--passphrase-file", secret, "--home", world.office.home
    )
    assert status == 2
    assert "never published" in err
