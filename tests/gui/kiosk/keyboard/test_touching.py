"""What several fingers do on the keys, and those that stay on one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.keyboard.accents import Accents
from keystep.gui.kiosk.keyboard.keys import TypeKey
from tests.gui.kiosk.keyboard.conftest import Fingers, Form, Tap


def offered(form: Form) -> list[TypeKey]:
    return [key for row in form.findChildren(Accents) if row.isVisible() for key in row.keys]


def hold(form: Form, fingers: Fingers, qtbot: QtBot, name: str) -> TypeKey:
    """Leaves a finger on a key until its letters are offered."""
    key = form.key(name)
    fingers.down(key)
    form.wait_out()
    qtbot.waitUntil(lambda: bool(offered(form)))
    return key


def test_a_key_shows_at_once_that_it_is_touched(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    key = form.key("q")
    fingers.down(key)
    assert key.isDown()
    assert form.name.text() == ""
    fingers.up(key)
    assert not key.isDown()
    assert form.name.text() == "q"


def test_the_next_finger_lets_go_of_the_one_before(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    first, second = form.key("q"), form.key("p")
    fingers.down(first)
    fingers.both(first, second)
    assert form.name.text() == "q"
    fingers.at(first).release(0, fingers.place(first), form).stationary(1).commit()
    assert form.name.text() == "q"
    fingers.up(second, 1)
    assert form.name.text() == "qp"


def test_shift_may_be_held_with_another_finger(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    shift, letter = form.key("Shift"), form.key("p")
    fingers.down(shift)
    fingers.both(shift, letter)
    fingers.at(shift).release(1, fingers.place(letter), form).stationary(0).commit()
    fingers.up(shift)
    assert form.name.text() == "P"
    assert not shift.isChecked()


def test_a_finger_that_leaves_its_key_types_nothing(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    key = form.key("q")
    fingers.down(key)
    away = QPoint(3 * key.width(), 0)
    fingers.slide(key, away)
    assert not key.isDown()
    fingers.at(key).release(0, fingers.place(key) + away, form).commit()
    assert form.name.text() == ""


def test_the_room_between_two_keys_belongs_to_the_nearer(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    key = form.key("q")
    beside = key.mapTo(form, QPoint(key.width(), key.height() // 2))
    assert form.childAt(beside) is form.dock.board
    fingers.at(key).press(0, beside, form).commit()
    fingers.at(key).release(0, beside, form).commit()
    assert form.name.text() == "q"


def test_a_held_key_deletes_on(form: Form, fingers: Fingers, qtbot: QtBot) -> None:
    form.name.setText("abcdef")
    form.name.setFocus()
    key = form.key("Delete the letter before")
    fingers.down(key)
    assert form.name.text() == "abcde"
    form.wait_out()
    qtbot.waitUntil(lambda: form.name.text() == "")
    fingers.up(key)
    form.name.setText("ab")
    fingers.tap(key)
    assert form.name.text() == "a"


def test_accents_are_chosen_by_a_touch(
    form: Form, fingers: Fingers, tap: Tap, qtbot: QtBot
) -> None:
    form.name.setFocus()
    key = hold(form, fingers, qtbot, "e")
    assert [one.text() for one in offered(form)][:2] == ["é", "è"]
    assert offered(form)[0].accessibleName() == "e with acute"
    fingers.up(key)
    assert form.name.text() == ""
    fingers.tap(offered(form)[1])
    assert form.name.text() == "è"
    assert not offered(form)
    tap("t")
    assert form.name.text() == "èt"
    assert form.name.hasFocus()


def test_accents_are_chosen_by_sliding(form: Form, fingers: Fingers, qtbot: QtBot) -> None:
    form.name.setMaxLength(1)
    form.name.setFocus()
    key = hold(form, fingers, qtbot, "e")
    wanted = offered(form)[3]
    fingers.slide(key, QPoint(1, 0))
    assert not any(one.isDown() for one in offered(form))
    fingers.slide(wanted)
    fingers.slide(wanted, QPoint(2, 0))
    assert wanted.isDown()
    text = wanted.text()
    fingers.up(wanted)
    assert form.name.text() == text
    assert not offered(form)


def test_a_capital_offers_capitals(form: Form, fingers: Fingers, tap: Tap, qtbot: QtBot) -> None:
    form.name.setFocus()
    tap("Shift")
    key = hold(form, fingers, qtbot, "E")
    fingers.up(key)
    fingers.tap(offered(form)[0])
    assert form.name.text() == "É"
    tap("t")
    assert form.name.text() == "Ét"


def test_a_touch_of_anything_else_offers_nothing_more(
    form: Form, fingers: Fingers, tap: Tap, qtbot: QtBot
) -> None:
    form.name.setFocus()
    fingers.up(hold(form, fingers, qtbot, "e"))
    tap("t")
    assert form.name.text() == "t"
    assert not offered(form)
    fingers.up(hold(form, fingers, qtbot, "e"))
    QTest.mouseClick(form.name, Qt.MouseButton.LeftButton)
    assert not offered(form)
    assert form.name.text() == "t"


def test_offered_letters_have_room_and_stay_in_the_window(
    form: Form, fingers: Fingers, qtbot: QtBot
) -> None:
    form.resize(1024, 768)
    form.name.setFocus()
    for name in "ao":
        fingers.up(hold(form, fingers, qtbot, name))
        for key in offered(form):
            place = key.mapTo(form, QPoint())
            assert form.rect().contains(place)
            assert form.rect().contains(place + key.rect().bottomRight())
            assert min(key.width(), key.height()) >= 56
        fingers.tap(form.key("q"))


def test_a_mouse_does_the_same(form: Form, qtbot: QtBot) -> None:
    form.name.setFocus()
    handle, left = form.windowHandle(), Qt.MouseButton.LeftButton
    key = form.key("e")
    at = key.mapTo(form, key.rect().center())
    QTest.mouseClick(handle, left, pos=at)
    QTest.mousePress(handle, left, pos=at)
    form.wait_out()
    qtbot.waitUntil(lambda: bool(offered(form)))
    wanted = offered(form)[0]
    there = wanted.mapTo(form, wanted.rect().center())
    QTest.mouseRelease(handle, left, pos=at)
    QTest.mouseClick(handle, left, pos=there)
    assert form.name.text() == "eé"


def test_a_touch_that_is_taken_away_types_nothing(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    key = form.key("q")
    fingers.down(key)
    form.dock.board.touches.cancel()
    fingers.up(key)
    assert form.name.text() == ""
