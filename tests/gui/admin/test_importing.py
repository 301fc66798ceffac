"""The inbox on a real office and a real share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from keystep.bootstrap import open_station
from keystep.domain.bundles import Verdict
from keystep.gui.admin.inbox_model import Show
from keystep.gui.admin.inbox_page import InboxPage, from_home
from keystep.gui.admin.inbox_rows import InboxRow
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.states import ErrorState
from keystep.services import stations
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, World
from tests.gui.admin.conftest import Face

Open = Callable[..., Face]


def publish(world: World, *names: str, enrolled: bool = True) -> None:
    for name in names:
        station = world.add_station(name, enrolled=enrolled)
        register(station, f"{name} <b>Osei</b>", "Desk")
        sync(station)


def events(world: World) -> int:
    return sum(row.events for row in world.office.ledger.station_overview())


def bundles(world: World) -> list[Path]:
    names = sorted((world.share / "stations").rglob("*.json"))
    return [path for path in names if not path.name.startswith("hello")]


def rows(face: Face) -> list[str]:
    return [row.accessibleName() for row in face.page.findChildren(InboxRow) if row.isVisible()]


def inbox(face: Face) -> InboxPage:
    face.navigator.go_to("inbox")
    assert isinstance(face.page, InboxPage)
    return face.page


def press(face: Face, words: str) -> None:
    found = [b for b in face.page.findChildren(QPushButton) if b.isVisible() and b.text() == words]
    face.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def import_now(face: Face) -> None:
    face.navigator.import_now()
    face.wait(lambda: not face.navigator.is_importing)


def test_a_tampered_file_is_refused_and_its_neighbours_are_in(
    world: World, open_face: Open
) -> None:
    publish(world, "North", "South", "East")
    bad = bundles(world)[1]
    data = bytearray(bad.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(bytes(data))
    face = open_face()
    page = inbox(face)
    import_now(face)
    told = rows(face)
    assert [line for line in told if bad.name in line]
    assert any(line.startswith("2 stations · 2 bundles") for line in told)
    page.choose(Show.REFUSED)
    face.wait(lambda: len(rows(face)) == 1)
    assert bad.name in rows(face)[0]
    assert face.window.rail.button("inbox").accessibleName() == "Inbox, 1"


def test_a_second_import_finds_duplicates(world: World, open_face: Open) -> None:
    publish(world, "North")
    face = open_face()
    inbox(face)
    import_now(face)
    first = bundles(world)[0]
    shutil.copy(first, first.with_name(f"{first.stem} (1).json"))
    import_now(face)
    assert any("files that we already have" in line for line in rows(face))


def test_cancel_stops_between_two_files(world: World, open_face: Open) -> None:
    publish(world, "North", "South")
    face = open_face()
    page = inbox(face)
    face.navigator.import_now()
    assert page.progress is not None
    face.qtbot.mouseClick(page.progress.findChild(QPushButton), Qt.MouseButton.LeftButton)
    face.wait(lambda: not face.navigator.is_importing)
    said = [part.accessibleName() for part in page.findChildren(QWidget)]
    assert any(words.startswith("Stopped after") for words in said)
    assert page.import_button.isEnabled()
    import_now(face)
    assert sum(row.events > 0 for row in world.office.ledger.station_overview()) == 2


def test_the_wrong_passphrase_is_said_in_place_and_the_right_one_goes_on(
    world: World, open_face: Open
) -> None:
    publish(world, "North")
    face = open_face(unlocked=False)
    page = inbox(face)
    press(face, "Import now")
    assert page.unlock.isVisible()
    page.unlock.field.set_text("wrong")
    press(face, "Unlock")
    face.wait(lambda: bool(page.unlock.field.edit.accessibleDescription()))
    assert "not the passphrase" in page.unlock.field.edit.accessibleDescription()
    assert not events(world)
    page.unlock.field.set_text(PASSPHRASE)
    face.qtbot.keyClick(page.unlock.field.edit, Qt.Key.Key_Return)
    face.wait(lambda: events(world) > 0)
    assert not page.unlock.isVisible()
    assert page.unlock.field.text() == ""
    face.wait(lambda: not face.navigator.is_importing)


def test_an_unknown_station_is_held_until_it_is_enrolled(world: World, open_face: Open) -> None:
    publish(world, "West", enrolled=False)
    face = open_face()
    page = inbox(face)
    import_now(face)
    assert page._inbox.count(Show.HELD) == 1
    assert page._inbox.entries[0].files == 1
    press(face, "Enrol")
    face.wait(lambda: not face.navigator.is_importing)
    assert [s.name for s in world.office.ledger.stations()] == ["West"]
    assert events(world) == 1
    assert page._inbox.count(Show.HELD) == 0


def test_names_come_out_literally(world: World, open_face: Open) -> None:
    publish(world, "<img src=x>", enrolled=False)
    face = open_face()
    page = inbox(face)
    stations.greet_stations(world.office)
    face.navigator.refresh()
    face.wait(lambda: bool(page._inbox.entries))
    shown = [part.text() for part in page.findChildren(ElidedLabel)]
    assert "<img src=x>" in shown


def test_a_share_that_is_away_is_told_in_place(world: World, open_face: Open) -> None:
    publish(world, "North")
    face = open_face()
    page = inbox(face)
    import_now(face)
    shutil.move(world.share, world.root / "elsewhere")
    import_now(face)
    state = page.findChild(ErrorState)
    assert state is not None
    assert state.accessibleName() == "The share is not here just now"
    assert events(world) == 1


def test_progress_counts_files(world: World, open_face: Open) -> None:
    publish(world, "North", "South", "East")
    face = open_face()
    page = inbox(face)
    titles: list[str] = []
    face.navigator.import_now()
    assert page.progress is not None
    told = page.progress.show_progress

    def note(done: int, total: int, title: str, *rest: str) -> None:
        titles.append(title)
        told(done, total, title, *rest)

    page.progress.show_progress = note  # type: ignore[method-assign]
    face.wait(lambda: not face.navigator.is_importing)
    assert "Reading bundle 1 of 3" in titles
    assert "Reading bundle 3 of 3" in titles


def test_refused_rows_unfold_their_reason(world: World, open_face: Open) -> None:
    publish(world, "North")
    bundles(world)[0].write_bytes(b"not a bundle")
    face = open_face()
    page = inbox(face)
    import_now(face)
    entry = page._inbox.entries[0]
    assert entry.verdict is Verdict.REFUSED
    press(face, "Details")
    visible = [p.text() for p in page.findChildren(QWidget) if hasattr(p, "text") and p.isVisible()]
    assert any(entry.detail in str(text) for text in visible)


def test_a_file_that_names_no_station_tells_where_it_lies(world: World, open_face: Open) -> None:
    publish(world, "North")
    stray = bundles(world)[0].with_name("photo.json")
    stray.write_bytes(b"not a bundle")
    face = open_face()
    inbox(face)
    import_now(face)
    line = next(line for line in rows(face) if "photo.json" in line)
    assert f"It lies in stations/{stray.parent.name}: leave it" in line


def test_a_station_with_two_histories_is_told(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12")
    twin = world.root / "copied disk"
    shutil.copytree(van.home, twin)
    register(van, "Amara Osei", "Desk")
    sync(van)
    with closing(open_station(twin, world.clock)) as copy:
        register(copy, "Ben Roth", "Desk")
        sync(copy)
    face = open_face()
    page = inbox(face)
    import_now(face)
    said = [part.accessibleName() for part in page.findChildren(QWidget)]
    assert any("Van 12: two different histories came under its name" in words for words in said)
    assert events(world) == 2


def test_a_share_below_home_is_said_from_there() -> None:
    home = Path("/home/ilse")
    assert from_home("/home/ilse/Cloud/keystep", home) == "~/Cloud/keystep"
    assert from_home("/mnt/office", home) == "/mnt/office"
