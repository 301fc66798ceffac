"""The inbox on a real office and a real share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from keystep.bootstrap import open_station
from keystep.domain.bundles import Verdict
from keystep.gui.admin.inbox.model import Show
from keystep.gui.admin.inbox.page import InboxPage
from keystep.gui.admin.inbox.rows import from_home
from keystep.gui.admin.stations.page import StationsPage
from keystep.gui.widgets.eight_words import EightWords
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.states import EmptyState, ErrorState
from keystep.services import stations
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import button, has_button, notice, press, rows, seen

Open = Callable[..., Face]


def publish(world: World, *names: str, enrolled: bool = True) -> list[Station]:
    """Stations at which one person registered and a sync was made."""
    made = [world.add_station(name, enrolled=enrolled) for name in names]
    for station in made:
        learn(station, f"{station.home.name} <b>Osei</b>")
    return made


def learn(station: Station, who: str) -> None:
    register(station, who, "Desk")
    sync(station)


def counting(world: World) -> int:
    """How many events count."""
    return len(world.office.ledger.events())


def events(world: World) -> int:
    return sum(row.events for row in world.office.ledger.members.overview())


def bundles(world: World) -> list[Path]:
    names = sorted((world.share / "stations").rglob("*.json"))
    return [path for path in names if not path.name.startswith("hello")]


def inbox(face: Face) -> InboxPage:
    face.navigator.go_to("inbox")
    assert isinstance(face.page, InboxPage)
    return face.page


def at_rest(face: Face) -> None:
    """Nothing is under way, and nothing waits to be shown: what a worker brought is shown a round
    after it ended, and the widgets made for it are visible one round later."""

    def idle(_round: int) -> bool:
        QApplication.processEvents()
        workers = QThreadPool.globalInstance().activeThreadCount()
        return not (workers or face.navigator.inbox.is_busy)

    face.wait(lambda: all(map(idle, range(3))))


def import_now(face: Face) -> None:
    at_rest(face)
    face.navigator.import_now()
    at_rest(face)


def told(face: Face) -> str:
    """What the line at the foot says."""
    page = face.page
    assert isinstance(page, InboxPage)
    return page.watch.text()


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
    listed = rows(face)
    assert [line for line in listed if bad.name in line]
    assert any(line.startswith("2 stations · 2 bundles") for line in listed)
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
    face.wait(lambda: not face.navigator.inbox.is_busy)
    said = [part.accessibleName() for part in page.findChildren(QWidget)]
    assert any(words.startswith("Stopped after") for words in said)
    assert page.import_button.isEnabled()
    import_now(face)
    assert sum(row.events > 0 for row in world.office.ledger.members.overview()) == 2


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
    face.wait(lambda: not face.navigator.inbox.is_busy)


def test_a_station_that_asks_is_enrolled_by_its_words_and_its_bundles_come_in(
    world: World, open_face: Open
) -> None:
    publish(world, "West", enrolled=False)
    face = open_face()
    page = inbox(face)
    import_now(face)
    assert page.inbox.count(Show.HELD) == 1
    assert [line for line in rows(face) if line.startswith("West · 1 bundle waits")]
    press(face, "Compare words")
    face.wait(lambda: isinstance(face.page, StationsPage))
    face.wait(lambda: [w.isVisible() for w in face.page.findChildren(EightWords)] == [True])
    press(face, "The words are the same: enrol")
    face.wait(lambda: face.page is page and not face.navigator.inbox.is_busy)
    assert [s.name for s in world.office.ledger.members.enrolled()] == ["West"]
    assert events(world) == 1
    assert page.inbox.count(Show.HELD) == 0


def test_what_a_copied_disk_wrote_stands_behind_its_station(world: World, open_face: Open) -> None:
    (van,) = publish(world, "Van 12")
    twin = world.root / "copied disk"
    shutil.copytree(van.home, twin)
    learn(van, "Amara Osei")
    with closing(open_station(twin, world.clock)) as copy:
        sync(copy)
        learn(copy, "Ben Roth")
    face = open_face()
    page = inbox(face)
    import_now(face)
    (line,) = [line for line in rows(face) if "Its disk turned out to be a copy" in line]
    assert line.startswith("Van 12 · 1 bundle waits")
    press(face, "Look at it")
    press(face, "Approve")
    face.wait(lambda: face.page is page and not face.navigator.inbox.is_busy)
    assert page.inbox.count(Show.LOOK) == 0
    assert events(world) == 3


def test_names_come_out_literally(world: World, open_face: Open) -> None:
    publish(world, "<img src=x>", enrolled=False)
    face = open_face()
    page = inbox(face)
    stations.greet_stations(world.office)
    face.navigator.refresh()
    face.wait(lambda: bool(page.inbox.entries))
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
    assert "the share was not there" in told(face)
    assert events(world) == 1
    shutil.move(world.root / "elsewhere", world.share)
    press(face, "Try again")
    face.wait(lambda: "The share is not here just now" not in seen(face))
    at_rest(face)


def test_that_the_share_is_away_is_seen_without_asking(world: World, open_face: Open) -> None:
    shutil.move(world.share, world.root / "elsewhere")
    face = open_face()
    inbox(face)
    face.wait(lambda: "The share is not here just now" in seen(face))


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
    face.wait(lambda: not face.navigator.inbox.is_busy)
    assert "Reading bundle 1 of 3" in titles
    assert "Reading bundle 3 of 3" in titles


def test_refused_rows_unfold_their_reason(world: World, open_face: Open) -> None:
    publish(world, "North")
    bundles(world)[0].write_bytes(b"not a bundle")
    face = open_face()
    page = inbox(face)
    import_now(face)
    entry = page.inbox.entries[0]
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
    assert "It lies in the folder of North: leave it" in line


def test_a_file_in_a_folder_that_is_nobodys_is_told_by_its_place(
    world: World, open_face: Open
) -> None:
    publish(world, "North")
    folder = world.share / "stations" / "holiday"
    folder.mkdir()
    (folder / "photo.json").write_bytes(b"not a bundle")
    face = open_face()
    inbox(face)
    import_now(face)
    line = next(line for line in rows(face) if "photo.json" in line)
    assert "It lies in stations/holiday: leave it" in line


def test_a_look_first_changes_nothing_until_one_imports(world: World, open_face: Open) -> None:
    publish(world, "North", "South")
    publish(world, "West", enrolled=False)
    bundles(world)[0].with_name("photo.json").write_bytes(b"not a bundle")
    face = open_face()
    page = inbox(face)
    face.wait(lambda: page.inbox.count(Show.HELD) == 1)
    press(face, "Look first")
    face.wait(lambda: "Nothing was changed yet" in seen(face))
    at_rest(face)
    assert "An import brings 2 new bundles with up to 2 events, 1 is held, 1 is refused." in seen(
        face
    )
    assert any(line.endswith("2 bundles, 2 events, not imported yet") for line in rows(face))
    assert any(line.startswith("Unknown · photo.json") for line in rows(face))
    assert any(line.startswith("West · 1 bundle waits") for line in rows(face))
    assert events(world) == 0
    assert not world.office.ledger.quarantined()
    press(face, "Import these")
    face.wait(lambda: any(line.endswith("2 events, all counted") for line in rows(face)))
    assert events(world) == 2
    assert "Nothing was changed yet" not in seen(face)
    at_rest(face)


def test_a_look_first_is_left_alone(world: World, open_face: Open) -> None:
    face = open_face()
    inbox(face)
    press(face, "Look first")
    face.wait(lambda: "Nothing is there." in seen(face))
    at_rest(face)
    assert not has_button(face, "Import these")
    press(face, "Leave it")
    face.wait(lambda: "Nothing is there." not in seen(face))


def test_an_import_is_undone_in_two_steps_and_redone_in_one(world: World, open_face: Open) -> None:
    publish(world, "North")
    face = open_face()
    page = inbox(face)
    import_now(face)
    assert any(line.endswith("1 bundle, 1 event, all counted") for line in rows(face))
    press(face, "Undo")
    assert counting(world) == 1
    press(face, "Leave it")
    assert not has_button(face, "Undo this import")
    press(face, "Undo")
    press(face, "Undo this import")
    face.wait(lambda: any("1 bundle, 1 event, none counted" in line for line in rows(face)))
    at_rest(face)
    assert counting(world) == 0
    press(face, "Redo")
    face.wait(lambda: any(line.endswith("1 event, all counted") for line in rows(face)))
    at_rest(face)
    assert counting(world) == 1
    assert page.import_button.isEnabled()


def test_earlier_imports_are_listed_and_can_be_undone(world: World, open_face: Open) -> None:
    (north,) = publish(world, "North")
    import_share(world.office)
    world.clock.move(days=1)
    learn(north, "Ben Roth")
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    import_share(world.office, root=stick)
    face = open_face()
    inbox(face)
    newest, oldest = [line for line in rows(face) if "bundle" in line]
    assert newest == f"today 09:00 · From {stick} · 1 bundle, 1 event"
    assert oldest == "7 Sep, 09:00 · From the share · 1 bundle, 1 event"
    button(face, "Undo").click()
    press(face, "Undo this import")
    face.wait(lambda: any("Undone today 09:00" in line for line in rows(face)))
    at_rest(face)
    assert counting(world) == 1
    assert has_button(face, "Redo")


def test_a_stick_is_imported_and_undone_like_the_share(world: World, open_face: Open) -> None:
    publish(world, "North")
    stick = world.root / "stick"
    shutil.copytree(world.share, stick)
    for bundle in bundles(world):
        bundle.unlink()
    face = open_face()
    inbox(face)
    press(face, "From a stick")
    assert not face.navigator.inbox.is_busy
    face.desk.folder = stick
    press(face, "From a stick")
    face.wait(lambda: events(world) == 1)
    at_rest(face)
    assert has_button(face, "Undo")


def test_a_folder_that_is_no_copy_of_the_share_is_told(world: World, open_face: Open) -> None:
    face = open_face()
    page = inbox(face)
    face.desk.folder = world.root / "holiday"
    face.desk.folder.mkdir()
    press(face, "From a stick")
    face.wait(lambda: "No copy of the share is in that folder" in notice(face))
    assert not page.inbox.away


def test_what_is_missing_is_told_with_since_when(world: World, open_face: Open) -> None:
    (hall,) = publish(world, "Hall 7")
    import_share(world.office)
    learn(hall, "Ben Roth")
    (lost,) = bundles(world)
    world.clock.move(minutes=10)
    learn(hall, "Amara Osei")
    lost.unlink()
    world.clock.move(days=2)
    face = open_face()
    inbox(face)
    import_now(face)
    assert "Hall 7: events 2 missing since Mon 09:10, asked for again" in seen(face)
    press(face, "Show station")
    face.wait(lambda: isinstance(face.page, StationsPage))
    face.wait(lambda: has_button(face, "Rename"))


def test_where_nothing_came_yet_it_says_what_to_do(world: World, open_face: Open) -> None:
    face = open_face()
    page = inbox(face)
    state = page.findChild(EmptyState)
    assert state is not None
    assert state.accessibleName() == "Nothing imported yet"
    import_now(face)
    assert "Nothing is on the share yet" in seen(face)
    assert "Looked today 09:00: nothing new." in told(face)


def test_the_keyboard_goes_where_the_eye_goes(world: World, open_face: Open) -> None:
    publish(world, "North")
    publish(world, "West", enrolled=False)
    face = open_face()
    page = inbox(face)
    import_now(face)
    face.window.activateWindow()
    page.focus_first()
    names = []
    while "Keep watching" not in names and len(names) < 20:
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.accessibleName())
        face.qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert names == ["Import now", "Show: All  2", "Compare words", "Undo", "Show", "Keep watching"]


def test_the_keyboard_stays_where_it_was_when_the_list_changes(
    world: World, open_face: Open
) -> None:
    publish(world, "North", "South")
    import_share(world.office)
    publish(world, "West", enrolled=False)
    face = open_face()
    page = inbox(face)
    face.wait(lambda: has_button(face, "Compare words"))
    button(face, "Undo").setFocus()
    import_now(face)
    here = QApplication.focusWidget()
    assert here is not None
    assert page.isAncestorOf(here)


def test_a_share_below_home_is_said_from_there() -> None:
    home = Path("/home/ilse")
    assert from_home("/home/ilse/Cloud/keystep", home) == "~/Cloud/keystep"
    assert from_home("/mnt/office", home) == "/mnt/office"
