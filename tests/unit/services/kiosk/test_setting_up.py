"""Setting a kiosk up: by itself with a file, or step by step."""

from __future__ import annotations

import platform
import tomllib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from keystep import settings
from keystep.errors import UsageError
from keystep.services import joining, stations
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.setting_up import (
    Stage,
    choose_again,
    finish,
    join_here,
    needs_set_up,
    set_up_by_file,
    stage,
    stay_alone,
)
from keystep.services.kiosk.signing_in import ADMIN, Way, check, choose, ways
from keystep.services.kiosk.told_rules import KioskWishes, read_rules
from keystep.services.meeting import KIOSK_FILE
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.settings import KioskRules
from tests.conftest import QUICK, World

PIN = "90210"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "COST", QUICK)


@pytest.fixture
def kiosk(world: World) -> Station:
    return world.open_home(world.root / "kiosk")


def written(world: World, **wishes: Any) -> Path:
    """A folder with the office's file in it."""
    folder = world.root / "stick"
    folder.mkdir(exist_ok=True)
    text = stations.invite(world.office, 2, timedelta(days=7), KioskWishes(**wishes))
    (folder / KIOSK_FILE).write_text(text, "utf-8")
    return folder


def test_a_file_with_a_pin_needs_nobody(world: World, kiosk: Station) -> None:
    wanted = {"hand": "left", "dark_from": "22:00", "dark_to": "05:30", "guests": False}
    folder = written(world, name="Hall 7", pin=PIN, rules=wanted)
    assert PIN not in (folder / KIOSK_FILE).read_text("utf-8")
    assert needs_set_up(kiosk)
    told = set_up_by_file(kiosk, [world.root / "nowhere", folder])
    assert told is not None
    assert "Hall 7" in told
    assert "Hartmann Tableware" in told
    assert not needs_set_up(kiosk)
    kept = settings.load(kiosk.home)
    assert kept.kiosk_rules == KioskRules(**wanted)  # type: ignore[arg-type]
    assert (kept.station, kept.kiosk, stage(kiosk)) == ("Hall 7", True, Stage.DONE)
    assert check(kiosk, ADMIN, Way.PIN, PIN).right
    sync(kiosk)
    stations.greet_stations(world.office)
    stations.publish_catalog(world.office)
    assert sync(kiosk).enrolled


def test_stations_with_one_file_are_told_apart(
    world: World, kiosk: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uuid, "getnode", lambda: 0x0000_5E00_53AF)
    monkeypatch.setattr(platform, "node", lambda: "kiosk-07.hall.example")
    set_up_by_file(kiosk, [written(world, name="Hall {host} {mac4}", pin=PIN)])
    assert settings.load(kiosk.home).station == "Hall kiosk-07 53af"


def test_without_a_network_card_the_key_tells_them_apart(
    world: World, kiosk: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uuid, "getnode", lambda: 0x0100_0000_0001)
    set_up_by_file(kiosk, [written(world, name="Hall {mac4}", pin=PIN)])
    assert settings.load(kiosk.home).station == f"Hall {kiosk.keys.device[-4:]}"


def test_a_file_without_a_pin_leaves_the_pin_to_be_chosen(world: World, kiosk: Station) -> None:
    folder = written(world)
    assert set_up_by_file(kiosk, [folder]) is None
    assert stage(kiosk) is Stage.PIN
    choose(kiosk, ADMIN, Way.PIN, PIN)
    assert (needs_set_up(kiosk), stage(kiosk)) == (True, Stage.REACH)
    assert set_up_by_file(kiosk, [folder]) is None
    finish(kiosk, "left", low=True, language="de")
    assert (needs_set_up(kiosk), stage(kiosk)) == (False, Stage.DONE)
    kept = settings.load(kiosk.home)
    assert (kept.kiosk_rules.hand, kept.kiosk_rules.low, kept.language) == ("left", True, "de")


def test_a_refused_file_is_passed_over_for_the_next(
    world: World, kiosk: Station, caplog: pytest.LogCaptureFixture
) -> None:
    folder, damaged = written(world, pin=PIN), world.root / "damaged"
    damaged.mkdir()
    (damaged / KIOSK_FILE).write_text("root = ", "utf-8")
    assert set_up_by_file(kiosk, [damaged]) is None
    assert str(damaged) in caplog.text
    assert stage(kiosk) is Stage.BEGIN
    assert set_up_by_file(kiosk, [damaged, folder]) is not None


def test_a_file_that_is_over_changes_nothing(world: World, kiosk: Station) -> None:
    folder = written(world, pin=PIN)
    world.clock.move(days=8)
    assert set_up_by_file(kiosk, [folder]) is None
    assert (stage(kiosk), ways(kiosk, ADMIN)) == (Stage.BEGIN, frozenset())


def test_a_file_that_comes_again_leaves_pin_and_rules_as_they_are(
    world: World, kiosk: Station
) -> None:
    folder = written(world, pin=PIN, rules={"idle_s": 60})
    set_up_by_file(kiosk, [folder])
    choose(kiosk, ADMIN, Way.PIN, "7391")
    settings.change(kiosk.home, kiosk_rules=KioskRules(idle_s=120))
    joining.join_by_file(kiosk, folder / KIOSK_FILE)
    assert check(kiosk, ADMIN, Way.PIN, "7391").right
    assert settings.load(kiosk.home).kiosk_rules.idle_s == 120


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("[kiosk]\nidel_s = 60", "idel_s"),
        ("[kiosk]\nidle_s = 0", "idle_s"),
        ("[kiosk]\nidle_s = 'long'", "idle_s"),
        ("[kiosk]\nhand = 'both'", "hand"),
        ("[kiosk]\ndark_from = '25:00'", "dark_from"),
        ("[kiosk]\nkeyboard = 'qwert'", "azerty"),
        ("pin = '90210'", "pin"),
        ('pin = \'{"kdf":"argon2id","cost":{"memory_kib":9999999}}\'', "pin"),
    ],
)
def test_what_cannot_be_followed_is_named_and_nothing_is_changed(
    world: World, kiosk: Station, line: str, named: str
) -> None:
    path = written(world) / KIOSK_FILE
    path.write_text(f"{path.read_text('utf-8')}{line}\n", "utf-8")
    with pytest.raises(UsageError, match=named):
        joining.join_by_file(kiosk, path)
    kept = settings.load(kiosk.home)
    assert (kept.share, kept.kiosk, needs_set_up(kiosk)) == (None, False, True)
    assert not (kiosk.home / KIOSK_FILE).exists()


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({"name": "Hall {hots}"}, "hots"),
        ({"name": "x" * 500}, "characters"),
        ({"name": "a\x07b"}, "line"),
        ({"pin": "1234"}, "first"),
        ({"pin": "12"}, "digits"),
        ({"rules": {"hnad": "left"}}, "hnad"),
        ({"rules": {"countdown_s": 1}}, "countdown_s"),
    ],
)
def test_the_office_writes_no_file_that_no_kiosk_would_follow(
    world: World, wishes: dict[str, Any], named: str
) -> None:
    with pytest.raises(UsageError, match=named):
        stations.invite(world.office, 1, timedelta(days=1), KioskWishes(**wishes))
    assert stations.invitations(world.office) == ()


def test_an_invitation_without_wishes_is_as_before(world: World) -> None:
    told = tomllib.loads(stations.invite(world.office, 1, timedelta(days=1)))
    assert told["name"] == ""
    assert not {"pin", "kiosk"} & told.keys()


def test_every_usual_rule_can_be_told() -> None:
    usual = {name: getattr(KioskRules(), name) for name in KioskRules.__struct_fields__}
    assert read_rules(usual) == KioskRules()


def test_it_goes_on_where_it_was(world: World, kiosk: Station) -> None:
    assert stage(kiosk) is Stage.BEGIN
    joining.join_share(kiosk, world.share, "Hall 7")
    assert stage(kiosk) is Stage.WORDS
    joining.confirm(kiosk)
    assert stage(kiosk) is Stage.PIN
    choose_again(kiosk)
    assert stage(kiosk) is Stage.BEGIN


def test_a_kiosk_begins_without_an_office(world: World, kiosk: Station) -> None:
    joining.join_share(kiosk, world.share, "Hall 7")
    stay_alone(kiosk, " Hall  8 ")
    kept = settings.load(kiosk.home)
    assert (kept.share, kept.station, stage(kiosk)) == (None, "Hall 8", Stage.PIN)


def test_who_takes_a_file_at_the_screen_is_asked_the_rest(world: World, kiosk: Station) -> None:
    folder = written(world, pin=PIN)
    join_here(kiosk, folder / KIOSK_FILE, "Hall 9")
    assert (settings.load(kiosk.home).station, stage(kiosk)) == ("Hall 9", Stage.REACH)
