"""What was cut short between the home and the share is finished, or begun anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keystep.bootstrap import open_office
from keystep.errors import UsageError
from keystep.services.office import found_organisation, pinned_share, rotate
from keystep.settings import FILE
from keystep.sync.keys import admin_path, next_admin_path
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeClock, FakeIds
from tests.homes import stock


def found(tmp_path: Path) -> str:
    return found_organisation(
        tmp_path / "office",
        tmp_path / "share",
        "Weber Glass",
        PASSPHRASE,
        new_id=FakeIds(),
        argon=QUICK,
    )


def open_once(home: Path, shipped: Path) -> None:
    open_office(stock(home, shipped), PASSPHRASE, FakeClock()).close()


def test_a_founding_of_which_nobody_knows_is_begun_anew(tmp_path: Path, shipped: Path) -> None:
    lost = found(tmp_path)
    (tmp_path / "office" / FILE).unlink()
    assert found(tmp_path) != lost
    [identity] = (tmp_path / "share").iterdir()
    assert identity.name == "keystep-1.json"
    open_once(tmp_path / "office", shipped)


def test_keys_that_no_share_has_heard_of_make_way(tmp_path: Path, shipped: Path) -> None:
    found(tmp_path)
    (tmp_path / "office" / FILE).unlink()
    shutil.rmtree(tmp_path / "share")
    found(tmp_path)
    open_once(tmp_path / "office", shipped)


def test_an_office_at_work_that_lost_its_settings_is_not_founded_anew(
    tmp_path: Path, shipped: Path
) -> None:
    found(tmp_path)
    open_once(tmp_path / "office", shipped)
    (tmp_path / "office" / FILE).unlink()
    before = admin_path(tmp_path / "office").read_bytes()
    with pytest.raises(UsageError, match="share already"):
        found(tmp_path)
    assert admin_path(tmp_path / "office").read_bytes() == before
    assert (tmp_path / "share" / "keystep-1.json").exists()


def test_keys_that_the_share_names_are_taken_up_while_it_is_away(world: World) -> None:
    home = world.office.home
    old = admin_path(home).read_bytes()
    rotate(world.office, PASSPHRASE, QUICK)
    world.office.close()
    admin_path(home).rename(next_admin_path(home))
    admin_path(home).write_bytes(old)
    pinned = pinned_share(home)
    world.share.rename(world.root / "away")
    office = open_office(home, PASSPHRASE, world.clock)
    assert office.unlocked.public_text == pinned.public_key
    assert not next_admin_path(home).exists()
    office.close()
