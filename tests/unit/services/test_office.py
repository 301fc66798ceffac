"""Founding an organisation, changing its keys, and what can stand in the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep import settings
from keystep.bootstrap import open_office
from keystep.domain.bundles import Catalog, PackRef
from keystep.errors import (
    PassphraseRefused,
    ShareFull,
    ShareUnreachable,
    SurroundingsError,
    UsageError,
)
from keystep.services import office, succession
from keystep.services.importing import import_share
from keystep.services.office import found_organisation, recover, rotate, unlock
from keystep.services.people import people
from keystep.services.roster import register
from keystep.services.stations import publish_catalog
from keystep.services.syncing import known_catalog, sync
from keystep.sync.documents import make_catalog
from keystep.sync.identity import make_identity, read_identity
from keystep.sync.key_pair import new_pair
from keystep.sync.keys import (
    AdminKeys,
    admin_path,
    create_admin_keys,
    next_admin_path,
    open_admin_keys,
)
from tests.conftest import PASSPHRASE, QUICK, World
from tests.fakes import FakeClock, FakeIds
from tests.homes import stock

NEW = "battery staple"


def found(home: Path, root: Path, passphrase: str = PASSPHRASE) -> str:
    return found_organisation(
        home, root, "Hartmann Tableware", passphrase, new_id=FakeIds(), argon=QUICK
    )


def full(*_given: object) -> None:
    raise ShareFull("The shared folder is full.")


def test_a_share_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ShareUnreachable, match="another folder"):
        found(tmp_path / "office", tmp_path / "file" / "share")
    assert not (tmp_path / "office").exists()


def test_founding_that_failed_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(office, "write_identity", full)
        with pytest.raises(ShareFull):
            found(tmp_path / "office", tmp_path / "share")
    assert found(tmp_path / "office", tmp_path / "share")
    assert isinstance(open_admin_keys(tmp_path / "office", PASSPHRASE), AdminKeys)


@pytest.mark.parametrize("short", ["", "ab", "seven77", "   seven77   "])
def test_a_new_passphrase_is_not_short(world: World, tmp_path: Path, short: str) -> None:
    before = world.office.unlocked.public_text
    share = tmp_path / "another share"
    acts: dict[str, Callable[[], object]] = {
        "found": lambda: found(tmp_path / "another", share, short),
        "rotate": lambda: rotate(world.office, short, QUICK),
        "recover": lambda: recover(world.office.home, "whatever is printed", short, argon=QUICK),
    }
    for act in acts.values():
        with pytest.raises(UsageError, match="8 characters or more"):
            act()
    assert not share.exists()
    assert not next_admin_path(world.office.home).exists()
    assert unlock(world.office, PASSPHRASE).unlocked.public_text == before


def test_a_passphrase_of_eight_characters_will_do(tmp_path: Path) -> None:
    assert found(tmp_path / "office", tmp_path / "share", "eight888")


def test_a_short_passphrase_from_before_still_opens(tmp_path: Path) -> None:
    create_admin_keys(tmp_path, "ab", QUICK)
    assert open_admin_keys(tmp_path, "ab").public_text


@pytest.mark.fault(41)
def test_stations_follow_new_keys_and_what_was_sealed_to_the_old_still_opens(world: World) -> None:
    van = world.add_station("Van 12")
    register(van, "Amara Osei", "Desk North")
    sync(van)

    world.office = rotate(world.office, NEW, QUICK)

    assert [row.events > 0 for row in people(world.office)] == []
    assert import_share(world.office).events
    register(van, "Jonas Weber", "Desk North")
    sync(van)
    import_share(world.office)
    assert [row.name for row in people(world.office)] == ["Amara Osei", "Jonas Weber"]
    newest = publish_catalog(world.office)
    sync(van)
    assert known_catalog(van) == newest
    with pytest.raises(PassphraseRefused):
        unlock(world.office, PASSPHRASE)
    assert unlock(world.office, NEW).unlocked.public_text == world.office.unlocked.public_text


def test_a_rotation_that_did_not_reach_the_share_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.office.unlocked.public_text
    monkeypatch.setattr(succession, "write_identity", full)
    with pytest.raises(ShareFull):
        rotate(world.office, NEW, QUICK)
    assert unlock(world.office, PASSPHRASE).unlocked.public_text == before
    assert import_share(world.office).unanswered is None


def test_a_rotation_cut_short_after_the_share_had_it_is_finished_at_the_next_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_home: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(succession, "adopt_admin_keys", power_cut)
        with pytest.raises(KeyboardInterrupt):
            rotate(world.office, NEW, QUICK)
    assert next_admin_path(world.office.home).exists()
    with closing(open_office(world.office.home, NEW, world.clock)) as again:
        assert import_share(again).unanswered is None
    assert not next_admin_path(world.office.home).exists()


def test_an_office_whose_key_was_replaced_elsewhere_is_told_so(world: World) -> None:
    old = world.root / "old machine"
    shutil.copytree(world.office.home, old)
    world.office = rotate(world.office, NEW, QUICK)
    with closing(open_office(old, PASSPHRASE, world.clock)) as office_of_yesterday:
        with pytest.raises(UsageError, match="keystep admin recover"):
            import_share(office_of_yesterday)
        with pytest.raises(UsageError, match="keystep admin recover"):
            rotate(office_of_yesterday, NEW, QUICK)


@pytest.fixture
def recovery(world: World, shipped: Path) -> str:
    """The recovery key of another organisation in ``world``'s place, as it was printed."""
    world.office.close()
    home, share = world.root / "paper office", world.root / "paper share"
    stock(home, shipped)
    printed = found(home, share)
    shutil.rmtree(world.share)
    share.rename(world.share)
    kept = settings.load(home)
    assert kept.share is not None
    settings.save(home, replace(kept, share=replace(kept.share, root=str(world.share))))
    world.office = open_office(home, PASSPHRASE, world.clock)
    return printed


def test_with_the_recovery_key_a_lost_passphrase_is_replaced(world: World, recovery: str) -> None:
    van = world.add_station("Van 12")
    register(van, "Amara Osei", "Desk North")
    sync(van)
    shown: list[str] = []

    printed = recover(world.office.home, recovery, NEW, argon=QUICK, show=shown.append)

    assert shown == [printed] != [recovery]
    with closing(open_office(world.office.home, NEW, world.clock)) as again:
        assert import_share(again).events
        sync(van)
        newest = publish_catalog(again)
        sync(van)
        assert known_catalog(van) == newest
    with pytest.raises(PassphraseRefused):
        recover(world.office.home, recovery, NEW, argon=QUICK)
    assert recover(world.office.home, printed, PASSPHRASE, argon=QUICK)
    world.office.close()


def test_with_nothing_left_but_share_and_recovery_key_all_comes_back(
    world: World, recovery: str, shipped: Path
) -> None:
    van = world.add_station("Van 12")
    register(van, "Amara Osei", "Desk North")
    sync(van)
    import_share(world.office)
    sync(van)
    world.office.close()
    home = world.root / "new machine"
    stock(home, shipped)
    with pytest.raises(UsageError, match="--share"):
        recover(home, recovery, NEW, argon=QUICK)
    recover(home, recovery, NEW, argon=QUICK, root=world.share)
    with closing(open_office(home, NEW, world.clock)) as again:
        for _ in range(3):
            world.clock.move(days=1)
            import_share(again)
            sync(van)
        import_share(again)
        assert [row.name for row in people(again)] == ["Amara Osei"]
        assert again.ledger.members.overview()[0].missing == ()


def test_a_wrong_recovery_key_changes_nothing(world: World, recovery: str, tmp_path: Path) -> None:
    other = found(tmp_path / "other", tmp_path / "other share")
    for wrong in (other, "AGE-SECRET-KEY-1NONSENSE", ""):
        with pytest.raises(PassphraseRefused):
            recover(world.office.home, wrong, NEW, argon=QUICK)
    assert unlock(world.office, PASSPHRASE)
    assert not next_admin_path(world.office.home).exists()
    assert admin_path(world.office.home).exists()
    world.office.close()


def posing_as_admin(root: Path, **stated: str) -> None:
    """Somebody who can write to the share claims to have been its admin, and gives orders."""
    real, thief = read_identity((root / "keystep-1.json").read_bytes()), new_pair()
    posing = replace(real, public_key=thief.public_text, **stated)
    (root / "keystep-1.json").rename(root / "keystep-2.json")
    (root / "keystep-1.json").write_bytes(make_identity(posing, thief))
    ref = PackRef(
        id="evil", version="1.0.0", file=f"evil-1.0.0-{'0' * 16}.kpack", sha256="0" * 64, size=9
    )
    catalog = Catalog(
        no=1_000,
        share=real.share,
        issued=FakeClock().now().at,
        stations=(),
        key_results=(),
        packs=(ref,),
        erasures=("amara",),
    )
    keys = AdminKeys(thief.signing, thief.identity, real.recipients[1], real.recovery)
    (root / "catalog").mkdir()
    data = make_catalog(catalog, keys, real.recipients)
    (root / "catalog" / "catalog-1000.json").write_bytes(data)


@pytest.mark.parametrize("at_home", [True, False])
def test_recovering_believes_nobody_who_only_says_to_have_been_the_admin(
    tmp_path: Path, shipped: Path, *, at_home: bool
) -> None:
    home, root = stock(tmp_path / "office", shipped), tmp_path / "share"
    recovery = found(home, root)
    real = read_identity((root / "keystep-1.json").read_bytes())
    posing_as_admin(root, **({"recovery": real.public_key} if at_home else {}))
    if not at_home:
        home = stock(tmp_path / "new machine", shipped)
    recover(home, recovery, NEW, argon=QUICK, root=root)
    with closing(open_office(home, NEW, FakeClock())) as again:
        assert again.ledger.packs.current() == ()
        assert again.ledger.roster.erased() == ()
        assert again.share.read_identity().public_key == again.unlocked.public_text


def test_who_lost_the_key_to_another_office_takes_nothing_away(world: World) -> None:
    van = world.add_station("Van 12")
    copy = world.root / "copy"
    shutil.copytree(world.office.home, copy)
    with closing(open_office(copy, PASSPHRASE, world.clock)) as stale:
        told = publish_catalog(rotate(world.office, NEW, QUICK)).no
        with pytest.raises(SurroundingsError, match="newer admin's key"):
            publish_catalog(stale)
    sync(van)
    catalog = known_catalog(van)
    assert catalog is not None
    assert catalog.no == told
