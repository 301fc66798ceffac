"""When the keyboard is there, and what it does to the page above."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from tests.gui.kiosk.keyboard.conftest import Fingers, Form, Tap


def test_it_is_there_while_something_is_written(form: Form, qtbot: QtBot) -> None:
    assert not form.dock.isVisible()
    with qtbot.waitSignal(form.dock.shown) as told:
        form.name.setFocus()
    assert told.args == [True]
    assert form.dock.room() == form.dock.height() > 0
    with qtbot.waitSignal(form.dock.shown) as told:
        form.other.setFocus()
    assert (told.args, form.dock.room()) == ([False], 0)


def test_it_is_not_there_for_what_cannot_be_written_in(form: Form) -> None:
    form.name.setReadOnly(True)
    shown, choice = QTextBrowser(form), QComboBox(form)
    for part in (form.name, shown, choice):
        part.show()
        part.setFocus()
        assert QApplication.focusWidget() is part
        assert not form.dock.isVisible()


def test_it_comes_once_a_finger_is_lifted(form: Form, fingers: Fingers, qtbot: QtBot) -> None:
    """Or the field would move away under it, and mark its text."""
    for field in (form.name, form.text):
        fingers.down(field)
        QCoreApplication.processEvents()
        assert field.hasFocus()
        assert not form.dock.isVisible()
        fingers.up(field)
        qtbot.waitUntil(form.dock.isVisible)
        form.other.setFocus()


def test_keys_take_no_focus(form: Form, fingers: Fingers) -> None:
    form.name.setFocus()
    fingers.tap(form.key("a"))
    board = form.dock.board
    assert board is not None
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    QTest.mouseClick(form.dock, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert form.name.hasFocus()
    QTest.keyClick(form.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in form.seen_keys


def test_it_can_be_put_away_and_comes_back_with_a_touch(
    form: Form, tap: Tap, fingers: Fingers, qtbot: QtBot
) -> None:
    for field in (form.name, form.text, form.count):
        field.setFocus()
        qtbot.waitUntil(form.dock.isVisible)
        tap("Done, hide the keyboard")
        assert not form.dock.isVisible()
        assert field.hasFocus()
        fingers.tap(field)
        qtbot.waitUntil(form.dock.isVisible)


def test_it_goes_when_an_answer_is_told(form: Form) -> None:
    form.name.setFocus()
    form.name.setReadOnly(True)
    assert not form.dock.isVisible()
    form.name.setReadOnly(False)
    assert form.dock.isVisible()


def test_it_begins_with_plain_letters_again(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    tap("Shift", "Shift")
    form.other.setFocus()
    form.name.setFocus()
    tap("a")
    assert form.name.text() == "a"


def test_the_page_gets_shorter_and_shows_what_is_written_in(form: Form, qtbot: QtBot) -> None:
    high = form.page.height()
    form.text.setFocus()
    qtbot.waitUntil(form.dock.isVisible)
    qtbot.waitUntil(lambda: form.page.height() <= high - form.dock.room())
    qtbot.waitUntil(lambda: not form.text.visibleRegion().isEmpty())
    assert form.text.visibleRegion().boundingRect().height() == form.text.height()


def test_the_line_that_is_written_stays_in_sight(form: Form, tap: Tap, qtbot: QtBot) -> None:
    form.text.setFixedHeight(900)
    form.text.setFocus()
    qtbot.waitUntil(form.dock.isVisible)
    for _ in range(12):
        tap("a", "Enter")
    viewport = form.page.viewport()

    def cursor() -> QPoint:
        bottom = form.text.cursorRect().bottomLeft()
        return form.text.viewport().mapTo(viewport, bottom)

    qtbot.waitUntil(lambda: viewport.rect().contains(cursor()))


def test_it_keeps_nothing_of_a_page_that_is_gone(form: Form, qtbot: QtBot) -> None:
    gone = QLineEdit(form)
    gone.show()
    gone.setFocus()
    assert form.dock.isVisible()
    form.key("a").click()
    wrapper = weakref.ref(gone)
    gone.deleteLater()
    del gone
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert wrapper() is None
    assert not form.dock.isVisible()


def test_another_size_of_screen_makes_other_keys(form: Form, qtbot: QtBot, appearance) -> None:
    form.name.setFocus()
    low, high = form.dock.room(), form.key("q").height()
    appearance.scale_text(24 / 13)
    qtbot.waitUntil(lambda: form.dock.room() > low)
    qtbot.waitUntil(lambda: form.key("q").height() > high)
