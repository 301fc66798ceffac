"""Who learns here: somebody new, or somebody whose progress comes from another computer."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.gui.learn.folder import FolderPage
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.welcome import WelcomePage
from keystep.services import people
from keystep.services.importing import import_share
from keystep.services.joining import confirm, join_share
from keystep.services.roster import register
from keystep.services.stations import enrol, greet_stations
from keystep.services.syncing import sync
from tests.conftest import World
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import button, click, page, says
from tests.takers import take_lesson

LESSON = "before-you-start"


def test_progress_from_a_lost_laptop_is_waiting_at_the_new_one(
    world: World, open_window: Open, qtbot: QtBot
) -> None:
    lost = world.add_station("Van 12")
    amara = register(lost, "Amara Osei", "Desk North")
    take_lesson(lost, amara.id, LESSON)
    sync(lost)
    import_share(world.office)
    lost.close()
    new = world.open_home(world.root / "new")
    window = open_window(new)
    assert isinstance(page(window), WelcomePage)
    click(window, "I have learnt at another computer")
    assert isinstance(page(window), FolderPage)
    join_share(new, world.share, "Van 12, new")
    confirm(new)
    for asking in greet_stations(world.office):
        enrol(world.office, asking.device)
    people.adopt(world.office, lost.keys.device, new.keys.device)
    import_share(world.office)
    page(window).refresh()

    click(window, "Sync now")
    qtbot.waitUntil(lambda: isinstance(page(window), WelcomePage))
    click(window, "Amara Osei · Desk North")
    assert isinstance(page(window), TodayPage)
    assert says(window, "Amara")
    assert settings.load(new.home).learner == amara.id
    window.place_chosen.emit("paths")
    assert any("Done" in row.accessibleDescription() for row in page(window).rows())


def test_somebody_new_sits_down_beside_those_known(
    world: World, open_window: Open, qtbot: QtBot
) -> None:
    station = world.open_home(world.root / "hall")
    register(station, "Amara Osei", "Hall 3")
    window = open_window(station)
    assert button(window, "Amara Osei · Hall 3").hasFocus()
    QTest.keyClicks(page(window).name.edit, "Jonas Weber")
    click(window, "Start learning")
    qtbot.waitUntil(lambda: isinstance(page(window), TodayPage))
    assert [one.name for one in station.store.learners()] == ["Amara Osei", "Jonas Weber"]


def test_somebody_who_was_forgotten_is_asked_for_anew(
    world: World, open_window: Open, qtbot: QtBot
) -> None:
    station = world.add_station("Van 12")
    amara = register(station, "Amara Osei", "Desk North")
    settings.save(
        station.home, settings.Settings(learner=amara.id, share=settings.load(station.home).share)
    )
    sync(station)
    import_share(world.office)
    window = open_window(station)
    people.erase(world.office, amara.id)
    click(window, "The folder")
    click(window, "Sync now")
    qtbot.waitUntil(page(window).joined.sync.isEnabled)
    qtbot.waitUntil(lambda: not station.store.learners())
    window.place_chosen.emit("today")
    assert isinstance(page(window), WelcomePage)
    assert not says(window, "Amara")
