"""Who is learning: pages of tiles without scrolling, and the search among them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from keystep.domain.ports import Learner
from keystep.gui.kiosk.signin.tile import PersonTile
from keystep.services.roster import register
from keystep.services.station import Station
from tests.gui.kiosk.signin.conftest import Enter, Stand

Key = Qt.Key
People = dict[str, Learner]
pytestmark = pytest.mark.usefixtures("people")


def focused() -> str:
    """The short name on the tile that the keyboard is at."""
    tile = QApplication.focusWidget()
    return tile.person.shown if isinstance(tile, PersonTile) else ""


def test_sixteen_stand_on_a_page_and_chips_lead_to_the_others(enter: Enter) -> None:
    stand = enter(1920, 1080)
    assert len(stand.tiles()) == 16
    assert stand.tiles()[0] == "Amara O."
    stand.touch("Q to Z")
    assert stand.tiles() == ["Quirin H.", "Yusuf A.", "Zeynep K."]
    stand.touch("A to P")
    assert len(stand.tiles()) == 16


def test_who_stays_on_the_page_keeps_their_tile_and_tab_goes_on_in_order(
    enter: Enter, station: Station
) -> None:
    stand = enter(1920, 1080)
    grid = stand.page._who.board.grid
    before = list(grid.tiles)
    register(station, "Bea Arden", "Packing")
    stand.page.refresh()
    after = grid.tiles
    assert stand.tiles()[:3] == ["Amara O.", "Bea A.", "Bilal K."]
    assert (after[0], after[2]) == (before[0], before[1])
    assert before[-1] not in after
    after[0].setFocus()
    for tile in after[1:]:
        stand.press(Key.Key_Tab)
        assert QApplication.focusWidget() is tile


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("low", [False, True])
def test_nothing_is_cut_off_or_smaller_than_a_finger(
    enter: Enter, width: int, height: int, low: bool
) -> None:
    stand = enter(width, height, low=low)
    stand.touch("Elif M., EM")
    for part in stand.shown():
        room = part.parentWidget()
        if room is not None and part is not stand.page.language:
            assert room.rect().contains(part.geometry()), (type(part), part.geometry())
    for tile in stand.page._who.board.grid.tiles:
        assert min(tile.height(), tile.width()) >= 40


def test_a_swipe_turns_the_page_and_touches_nobody(enter: Enter) -> None:
    stand = enter(1920, 1080)
    for at, to, first in ((200, 40, "Quirin H."), (40, 200, "Amara O.")):
        tile = stand.page._who.board.grid.tiles[0]
        QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(at, 60))
        QTest.mouseMove(tile, QPoint(to, 60))
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(to, 60))
        stand.settle()
        assert stand.tiles()[0] == first
    assert stand.says("Touch your initials")


def test_arrow_keys_go_among_tiles_and_on_to_the_next_page(enter: Enter) -> None:
    stand = enter(1920, 1080)
    assert focused() == "Amara O."
    stand.press(Key.Key_Right, Key.Key_Down)
    assert focused() == "Femi N."
    stand.press(Key.Key_Left, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    assert focused() == "Quirin H."
    stand.press(Key.Key_Up)
    assert focused() == "Pedro C."
    stand.press(Key.Key_Return)
    assert stand.says("Pedro, how will you sign in?")


def test_arrow_keys_are_mirrored_as_tiles_are(enter: Enter, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        stand = enter(1920, 1080)
        tiles = stand.page._who.board.grid.tiles
        assert tiles[0].x() > tiles[1].x()
        stand.press(Key.Key_Left)
        assert focused() == "Bilal K."
        stand.touch("Elif M., EM")
        one, three = stand.button("1"), stand.button("3")
        assert one.x() < three.x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_letters_filter_at_once_by_initials_and_by_name(enter: Enter) -> None:
    stand = enter()
    stand.press(Key.Key_M)
    assert stand.tiles() == ["Marek Š.", "Elif M.", "Layla M."]
    stand.write("arek sik")
    assert len(stand.tiles()) == 1
    stand.press(Key.Key_Return)
    assert stand.says("Marek, your PIN")
    assert len(stand.tiles()) > 1
    stand.press(Key.Key_4, Key.Key_7, Key.Key_1, Key.Key_1, Key.Key_Return)
    stand.work()
    assert [one.name for one in stand.signed_in] == ["Marek Šikora"]


def test_a_search_that_finds_nobody_says_so_and_ends_where_it_began(enter: Enter) -> None:
    stand = enter()
    before = stand.tiles()
    stand.touch("Search for a name")
    stand.write("qq")
    assert stand.tiles() == []
    assert stand.says("Nobody here is called that")
    stand.press(Key.Key_Escape)
    assert stand.tiles() == before
    stand.touch("Search for a name")
    assert stand.page._who.board.field.text() == ""


def test_while_the_keyboard_takes_half_the_screen_people_are_found(enter: Enter) -> None:
    stand = enter(1024, 600)
    stand.touch("Search for a name")
    stand.page.setFixedHeight(220)
    stand.settle()
    stand.write("el")
    [tile] = stand.page._who.board.grid.tiles
    assert tile.person.shown == "Elif M."
    assert tile.visibleRegion().boundingRect() == tile.rect()
    stand.touch("Elif M., EM")
    stand.page.setFixedHeight(420)
    stand.settle()
    assert stand.says("Elif, your PIN")
    assert stand.button("Elif M., EM").isChecked()


def test_a_keyboard_that_comes_while_people_are_shown_leaves_no_tile_behind(
    enter: Enter, qapp: QApplication
) -> None:
    stand = enter(1024, 600)

    def dock(_before: QWidget | None, now: QWidget | None) -> None:
        stand.page.setFixedHeight(220 if isinstance(now, QLineEdit) else 420)

    qapp.focusChanged.connect(dock)
    stand.press(Key.Key_Right, Key.Key_M)
    stand.write("a")
    qapp.focusChanged.disconnect(dock)
    shown = [part for part in stand.shown() if isinstance(part, PersonTile)]
    assert [tile.person.shown for tile in shown] == stand.tiles() == ["Marek Š.", "Layla M."]


def test_whoever_only_looks_something_up_and_whoever_goes(enter: Enter) -> None:
    stand = enter()
    stand.touch("Just search, without signing in")
    assert stand.guests == 1
    stand.touch("Back")
    assert stand.left == 1
    stand.touch("Elif M., EM")
    stand.touch("Back")
    assert stand.says("Touch your initials")
    assert focused() == "Elif M."
    assert stand.left == 1
    stand.press(Key.Key_Escape)
    assert stand.left == 2


def test_rules_hide_what_is_not_allowed(enter: Enter) -> None:
    stand = enter(guests=False, registers=False)
    assert not stand.says("Just search")
    assert not stand.says("I am new here")
    assert stand.button("Back").isVisible()


@pytest.mark.parametrize("hand", ["left", "right"])
def test_the_keypad_is_on_the_side_of_the_hand(enter: Enter, hand: str) -> None:
    stand = enter(hand=hand)
    stand.touch("Elif M., EM")
    keypad, tile = stand.button("5"), stand.button("Elif M., EM")
    apart = keypad.mapTo(stand.window, QPoint()).x() - tile.mapTo(stand.window, QPoint()).x()
    assert (apart > 0) == (hand == "right")


def test_in_reach_of_a_wheelchair_everything_is_in_the_lower_half(enter: Enter) -> None:
    stand = enter(1920, 1080, low=True)
    stand.touch("Elif M., EM")
    for words in ("5", "Forgot it", "Elif M., EM", "I am new here", "Back", "Search for a name"):
        assert stand.button(words).mapTo(stand.window, QPoint()).y() >= 530
    assert len(stand.tiles()) == 8


def test_whoever_has_gone_from_the_roster_is_not_offered(
    enter: Enter, station: Station, people: People
) -> None:
    stand = enter()
    stand.touch("Elif M., EM")
    station.store.erase([people["Elif"].id], station.clock.now())
    stand.page.refresh()
    stand.settle()
    assert "Elif M." not in stand.tiles()
    assert stand.says("Touch your initials")
    assert not [text for text in stand.titles() if "Elif" in text]


def test_every_control_has_a_name(enter: Enter) -> None:
    stand = enter()
    for words in ("Elif M., EM", "Bilal K., BK", "Amara O., AO", "I am new here"):
        stand.touch(words)
        assert not nameless(stand)


def nameless(stand: Stand) -> list[QAbstractButton]:
    buttons = stand.window.findChildren(QAbstractButton)
    return [one for one in buttons if one.isVisible() and not one.accessibleName()]
