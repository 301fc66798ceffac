"""``keystep stations invite`` for kiosks that nobody sets up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.cli import stations as commands
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.verifiers import matches
from keystep.sync.kiosk_file import read_kiosk
from tests.conftest import PASSPHRASE, QUICK, World

Invite = Callable[..., tuple[int, str, str]]


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


@pytest.fixture
def invite(
    world: World, to: Path, run_cli: Invite, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setattr(signing_in, "COST", QUICK)
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)
    world.office.close()
    command = ("stations", "invite", "--places", 2, "--to", to, "--home", world.root / "office")
    return lambda *more: run_cli(*command, *more)


def test_name_pin_and_rules_go_into_the_file(invite: Invite, to: Path, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("90210\n", "utf-8")
    told = ("hand=left", "idle_s=60", "dark_from=22:00", "guests=false")
    rules = [part for rule in told for part in ("--rule", rule)]
    status, _, err = invite("--name", "Hall {host}", "--pin-file", tmp_path / "pin", *rules)
    assert (status, err) == (0, "")
    file = read_kiosk(to)
    wanted = {"hand": "left", "idle_s": 60, "dark_from": "22:00", "guests": False}
    assert (file.name, file.kiosk) == ("Hall {host}", wanted)
    assert matches("90210", file.pin.encode())


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--rule", "hnad=left"), "hnad"),
        (("--rule", "hand"), "NAME=VALUE"),
        (("--name", "Hall {hots}"), "hots"),
    ],
)
def test_what_no_kiosk_would_follow_is_not_written(
    invite: Invite, to: Path, more: tuple[str, str], named: str
) -> None:
    status, _, err = invite(*more)
    assert (status, named in err) == (2, True)
    assert not to.exists()


def test_a_pin_is_typed_twice_unseen(
    invite: Invite, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["90210", "90211", "90210", "90210"])
    monkeypatch.setattr(commands, "secret", lambda _file, _what: next(typed))
    status, _, err = invite("--pin")
    assert (status, "differ" in err, to.exists()) == (2, True, False)
    assert invite("--pin")[0] == 0
    assert matches("90210", read_kiosk(to).pin.encode())
