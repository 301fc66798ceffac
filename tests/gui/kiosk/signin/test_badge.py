"""A badge reader's keys reach nobody; a person's all arrive, once and in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk.signin.badge import BadgeReader
from tests.gui.kiosk.signin.wedge import HAND_MS, READER_MS, Keyboard


class Form(QWidget):
    """A field, a button that Enter presses, and a list of what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.edit, self.go = QLineEdit(), QPushButton("Go")
        self.go.setAutoDefault(True)
        self.presses = 0
        self.go.clicked.connect(self._press)
        self.edit.returnPressed.connect(self._press)
        column = QVBoxLayout(self)
        column.addWidget(self.edit)
        column.addWidget(self.go)

    def _press(self) -> None:
        self.presses += 1


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.edit.setFocus()
    return made


@pytest.fixture
def reader(qapp: QApplication) -> Iterator[BadgeReader]:
    made = BadgeReader(qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


@pytest.fixture
def read(reader: BadgeReader) -> list[str]:
    badges: list[str] = []
    reader.read.connect(badges.append)
    return badges


def test_a_badge_reaches_no_field(form: Form, read: list[str], qtbot: QtBot) -> None:
    keyboard = Keyboard(form)
    keyboard.types("Eli")
    keyboard.now += HAND_MS
    keyboard.reads("0012345678")
    keyboard.types("f")
    assert read == ["0012345678"]
    assert form.presses == 0
    qtbot.waitUntil(lambda: form.edit.text() == "Elif")


def test_a_badge_presses_no_button(form: Form, read: list[str]) -> None:
    form.go.setFocus()
    Keyboard(form).reads(" 1234 5678 ")
    Keyboard(form).reads("12345\r")
    assert read == ["1234 5678", "12345"]
    assert form.presses == 0


def test_what_a_person_types_arrives_and_enter_after_it(
    form: Form, read: list[str], qtbot: QtBot
) -> None:
    keyboard = Keyboard(form)
    keyboard.types("Marek Š 42")
    assert form.edit.text() == "Marek Š 4"
    qtbot.waitUntil(lambda: form.edit.text() == "Marek Š 42")
    keyboard.types("\r")
    assert form.presses == 1
    assert read == []


def test_a_burst_of_letters_keeps_its_order_before_enter_and_backspace(
    form: Form, read: list[str]
) -> None:
    keyboard = Keyboard(form)
    keyboard.types("abcdef\b", 50)
    assert form.edit.text() == "abcde"
    keyboard.types("xyz\r", 50)
    assert form.edit.text() == "abcdexyz"
    assert form.presses == 1
    assert read == []


def test_keys_that_overlap_are_lifted_in_their_order(form: Form, qtbot: QtBot) -> None:
    seen: list[tuple[QEvent.Type, str]] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if watched is form.edit and isinstance(event, QKeyEvent):
                seen.append((event.type(), event.text()))
            return False

    watch = Watch()
    form.edit.installEventFilter(watch)
    reader = BadgeReader(form)
    keyboard = Keyboard(form)
    keyboard.press("a")
    keyboard.now += 30
    keyboard.press("b")
    keyboard.lift("a")
    keyboard.lift("b")
    assert form.edit.text() == ""
    qtbot.waitUntil(lambda: form.edit.text() == "ab")
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    typed = [one for one in seen if one[0] in {down, up}]
    assert typed == [(down, "a"), (down, "b"), (up, "a"), (up, "b")]
    QApplication.instance().removeEventFilter(reader)


def test_space_still_presses_a_button(form: Form, read: list[str], qtbot: QtBot) -> None:
    form.go.setFocus()
    Keyboard(form).types(" ")
    qtbot.waitUntil(lambda: form.presses == 1)
    assert read == []


def test_a_key_held_down_is_typing(form: Form, read: list[str]) -> None:
    keyboard = Keyboard(form)
    keyboard.press("a")
    for _ in range(6):
        keyboard.now += 30
        keyboard.press("a", repeats=True)
    keyboard.lift("a")
    keyboard.types("\r", 30)
    assert form.edit.text() == "a" * 7
    assert read == []
    assert form.presses == 1


def test_a_short_cut_is_pressed_by_a_person_and_never_by_a_badge(
    form: Form, read: list[str], qtbot: QtBot
) -> None:
    pressed: list[str] = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1):
        shortcut = QShortcut(QKeySequence(key), form)
        shortcut.activated.connect(lambda key=key: pressed.append(f"{key.name} {form.edit.text()}"))
    form.edit.setReadOnly(True)
    keyboard = Keyboard(form)
    keyboard.reads("1111")
    assert read == ["1111"]
    assert pressed == []
    form.edit.setReadOnly(False)
    keyboard.now += HAND_MS
    keyboard.types("ab\r", 60)
    assert pressed == ["Key_Return ab"]
    form.edit.setReadOnly(True)
    keyboard.types("1")
    qtbot.waitUntil(lambda: pressed[1:] == ["Key_1 ab"])


def test_what_this_program_types_passes_at_once(form: Form, read: list[str]) -> None:
    QTest.keyClicks(form.edit, "12345678")
    QTest.keyClick(form.edit, Qt.Key.Key_Return)
    assert form.edit.text() == "12345678"
    assert form.presses == 1
    assert read == []


def test_while_it_does_not_watch_everything_is_typing(
    form: Form, reader: BadgeReader, read: list[str]
) -> None:
    keyboard = Keyboard(form)
    keyboard.types("12", READER_MS)
    reader.watching = False
    assert form.edit.text() == "12"
    keyboard.reads("345678")
    assert form.edit.text() == "12345678"
    assert read == []
    reader.watching = True
    keyboard.now += HAND_MS
    keyboard.reads("345678")
    assert read == ["345678"]


def test_a_code_that_is_too_long_is_typed_whole(form: Form, read: list[str]) -> None:
    keyboard = Keyboard(form)
    keyboard.reads("https://example.org/" + "x" * 60)
    assert form.edit.text() == "https://example.org/" + "x" * 60
    assert read == []


def test_capitals_by_shift_belong_to_the_badge(form: Form, read: list[str]) -> None:
    keyboard = Keyboard(form)
    for sign in "AB12":
        keyboard.now += READER_MS
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            shift = QKeyEvent(kind, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
            shift.setTimestamp(keyboard.now)
            QApplication.sendEvent(form.windowHandle(), shift)
        keyboard.press(sign)
        keyboard.lift(sign)
    keyboard.types("\r", READER_MS)
    assert read == ["AB12"]
    assert form.edit.text() == ""
