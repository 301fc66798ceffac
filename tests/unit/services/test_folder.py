"""What the line at the bottom of every page says."""

from __future__ import annotations

import pytest

from keystep.errors import ShareUnreachable
from keystep.services.folder import folder_state, waiting_lessons
from keystep.services.importing import import_share
from keystep.services.joining import confirm, join_share
from keystep.services.learning import begin, open_lesson
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK, take_lesson

LESSON = "before-you-start"


def line(station: Station) -> str:
    return " · ".join(map(str, folder_state(station).words))


def test_the_line_follows_a_station_through_its_first_days(world: World) -> None:
    van = world.open_home(world.root / "Van 12")
    assert line(van) == "All saved here · no folder chosen yet"
    join_share(van, world.share, "Van 12")
    register(van, "Amara Osei", "Desk North")
    state = folder_state(van)
    assert (state.joined, state.confirmed, state.saved, state.waiting) == (True, False, 1, 1)
    assert "the eight words are not compared yet" in line(van)
    confirm(van)
    nothing = "nothing received by the office yet"
    assert line(van) == f"All saved here · 1 update waiting for the folder · {nothing}"
    sync(van)
    assert line(van) == f"All saved here · {nothing}"
    assert folder_state(van).reachable


def test_what_waits_and_what_was_received(world: World) -> None:
    van = world.add_station("Van 12")
    register(van, "Amara Osei", "Desk North")
    sync(van)
    import_share(world.office)
    sync(van)
    away = world.share.rename(world.root / "away")
    for name in ("Jonas Weber", "Mei Tanaka"):
        register(van, name, "Desk North")
        with pytest.raises(ShareUnreachable):
            sync(van)
    assert line(van) == (
        "All saved here · 2 updates waiting for the folder · the folder is not here just now · "
        "last received by the office Mon 09:00"
    )
    world.clock.move(days=30)
    assert line(van).endswith("last received by the office 2026-09-07 09:00")
    away.rename(world.share)
    sync(van)
    assert "waiting" not in line(van)


def test_a_lesson_waits_until_the_office_has_all_of_it(world: World) -> None:
    van = world.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North")
    jonas = register(van, "Jonas Weber", "Desk North")
    take_lesson(van, amara.id, LESSON)
    begin(van, open_lesson(van, jonas.id, PACK, "three-sentences"))
    assert waiting_lessons(van, amara.id) == {(PACK, LESSON)}
    assert waiting_lessons(van, jonas.id) == {(PACK, "three-sentences")}
    sync(van)
    assert waiting_lessons(van, amara.id) == {(PACK, LESSON)}
    import_share(world.office)
    sync(van)
    assert waiting_lessons(van, amara.id) == frozenset()
    take_lesson(van, amara.id, LESSON)
    assert waiting_lessons(van, amara.id) == {(PACK, LESSON)}
