"""One way to the admin's key for everything that needs it."""

from __future__ import annotations

from collections.abc import Callable

from keystep.gui.admin.inbox.page import InboxPage
from keystep.gui.admin.stations.page import StationsPage
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import press, unlock

Open = Callable[..., Face]


def ask(face: Face, place: str, done: list[str]) -> None:
    face.navigator.go_to(place)
    face.wait(lambda: face.window.rail.selected() == place)
    face.navigator.when_unlocked(f"{place} needs it", lambda: done.append(place))


def test_with_the_key_at_hand_nothing_is_asked(world: World, open_face: Open) -> None:
    face, done = open_face(), list[str]()
    ask(face, "inbox", done)
    assert done == ["inbox"]


def test_only_what_the_answered_page_asked_for_is_done(world: World, open_face: Open) -> None:
    face, done = open_face(unlocked=False), list[str]()
    ask(face, "inbox", done)
    ask(face, "stations", done)
    assert isinstance(face.page, StationsPage)
    face.navigator.go_to("inbox")
    face.wait(lambda: isinstance(face.page, InboxPage))
    unlock(face)
    face.wait(lambda: done == ["inbox"])
    face.navigator.go_to("stations")
    face.wait(lambda: isinstance(face.page, StationsPage))
    assert not face.page.unlock.isVisible()
    assert face.navigator.office.keys is not None


def test_not_now_does_nothing(world: World, open_face: Open) -> None:
    face, done = open_face(unlocked=False), list[str]()
    ask(face, "inbox", done)
    press(face, "Not now")
    assert done == []
    assert face.navigator.office.keys is None
    assert face.page.import_button.isVisible()


def test_an_empty_passphrase_is_told_in_place(world: World, open_face: Open) -> None:
    face, done = open_face(unlocked=False), list[str]()
    ask(face, "inbox", done)
    press(face, "Unlock")
    assert face.page.unlock.field.edit.accessibleDescription() == "Type the passphrase."
    assert done == []
