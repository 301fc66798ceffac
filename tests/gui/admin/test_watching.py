"""Watching the share from the window: on and off, what it says, and what it does by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from keystep import settings
from keystep.gui.admin.inbox.page import InboxPage
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import has_button, press, seen, unlock

Open = Callable[..., Face]


def learn(station: Station, who: str) -> None:
    register(station, who, "Desk")
    sync(station)


def events(world: World) -> int:
    return sum(row.events for row in world.office.ledger.members.overview())


def inbox(face: Face) -> InboxPage:
    face.navigator.go_to("inbox")
    assert isinstance(face.page, InboxPage)
    return face.page


def look(face: Face, page: InboxPage, words: str) -> None:
    """A minute has passed: the share is looked at, and the foot says ``words``."""
    face.navigator.inbox.watch.watcher.due.emit()
    face.wait(lambda: words in page.watch.text() and not face.navigator.inbox.is_busy)


def watch(face: Face, page: InboxPage, words: str) -> None:
    page.watch.box.click()
    face.wait(lambda: words in page.watch.text() and not face.navigator.inbox.is_busy)


def test_what_comes_is_imported_by_itself(world: World, open_face: Open) -> None:
    north = world.add_station("North")
    face = open_face()
    page = inbox(face)
    assert "The share is looked at when you say so." in page.watch.text()
    watch(face, page, "Looked today 09:00: nothing new. Looks again every minute.")
    learn(north, "Amara Osei")
    look(face, page, "1 new bundle")
    assert events(world) == 1
    assert has_button(face, "Undo")
    world.clock.move(minutes=1)
    look(face, page, "Looked today 09:01: nothing new.")
    assert has_button(face, "Undo")


def test_away_from_the_share_it_looks_later_and_later(world: World, open_face: Open) -> None:
    face = open_face()
    page = inbox(face)
    watch(face, page, "Looks again every minute.")
    shutil.move(world.share, world.root / "elsewhere")
    look(face, page, "the share was not there. Looks again in 2 minutes.")
    face.wait(lambda: "The share is not here just now" in seen(face))
    look(face, page, "Looks again in 4 minutes.")
    shutil.move(world.root / "elsewhere", world.share)
    look(face, page, "nothing new. Looks again every minute.")
    face.wait(lambda: "The share is not here just now" not in seen(face))


def test_the_wish_is_kept_and_begins_with_the_key(world: World, open_face: Open) -> None:
    settings.change(world.office.home, watch=True)
    north = world.add_station("North")
    learn(north, "Amara Osei")
    face = open_face(unlocked=False)
    page = inbox(face)
    assert page.watch.box.isChecked()
    assert page.watch.text().endswith("Watching begins once the key is unlocked.")
    assert events(world) == 0
    press(face, "Unlock")
    unlock(face)
    face.wait(lambda: events(world) == 1 and not face.navigator.inbox.is_busy)
    assert not has_button(face, "Unlock")


def test_it_is_switched_off(world: World, open_face: Open) -> None:
    settings.change(world.office.home, watch=True)
    face = open_face()
    page = inbox(face)
    face.wait(lambda: "Looks again" in page.watch.text() and not face.navigator.inbox.is_busy)
    watch(face, page, "The share is looked at when you say so.")
    assert not face.navigator.inbox.watch.watcher.is_on
    assert settings.load(world.office.home).watch is False


def test_a_failure_that_nobody_expected_ends_it(
    open_face: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = open_face()
    page = inbox(face)
    watch(face, page, "Looks again every minute.")
    monkeypatch.setattr("keystep.gui.admin.inbox.watcher.look", lambda *_: 1 / 0)
    face.navigator.inbox.watch.watcher.due.emit()
    face.wait(lambda: not page.watch.box.isChecked())
    assert "That did not work" in seen(face)


def test_the_window_closes_without_waiting_for_it(world: World, open_face: Open) -> None:
    face = open_face()
    page = inbox(face)
    watch(face, page, "Looks again every minute.")
    assert face.navigator.inbox.watch.watcher.is_on
    face.window.close()
    assert not face.navigator.inbox.watch.watcher.is_on
