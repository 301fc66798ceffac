"""Writing without a keyboard: with fingers, into real fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QIntValidator, QKeyEvent, QKeySequence, QShortcut, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.kiosk.keyboard.conftest import Form, Tap

LAYOUTS = ("qwerty", "azerty", "qwertz", "arabic", "numeric")


def test_letters_capitals_and_signs(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    tap("Shift", *"Ada", "Space", "Figures and signs", "4", "2", "@")
    assert form.name.text() == "Ada 42@"
    assert form.name.hasFocus()
    tap("Delete the letter before", "To the left", "Delete the letter before")
    assert form.name.text() == "Ada 2"
    tap("Letters", "q")
    assert form.name.text() == "Ada q2"


def test_shift_is_for_one_letter_and_touched_twice_for_all(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    tap("Shift", "A", "b")
    assert form.key("Shift").isChecked() is False
    tap("Shift", "Shift", "C", "D", "Shift, locked", "e")
    assert form.name.text() == "AbCDe"


def test_more_signs_are_behind_shift(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    tap("Figures and signs", "Shift", "[", "\\", "|", "]")
    assert form.name.text() == "[\\|]"


def test_enter_does_what_it_does_on_a_keyboard(form: Form, tap: Tap, qtbot: QtBot) -> None:
    form.name.setFocus()
    with qtbot.waitSignal(form.name.returnPressed):
        tap("Enter")
    form.text.setFocus()
    tap("a", "Enter", "b")
    assert form.text.toPlainText() == "a\nb"
    form.text.undo()
    assert form.text.toPlainText() != "a\nb"


def test_a_short_cut_of_the_page_takes_enter_as_from_a_keyboard(
    form: Form, tap: Tap, qtbot: QtBot
) -> None:
    enter = QShortcut(QKeySequence(Qt.Key.Key_Return), form.page)
    enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    form.name.setFocus()
    with qtbot.waitSignal(enter.activated):
        QTest.keyClick(form.name, Qt.Key.Key_Return)
    with qtbot.waitSignal(enter.activated), qtbot.assertNotEmitted(form.name.returnPressed):
        tap("Enter")
    taken = QShortcut(QKeySequence(Qt.Key.Key_A), form.page)
    with qtbot.assertNotEmitted(taken.activated):
        tap("a")
    assert form.name.text() == "a"


def test_what_a_field_refuses_is_refused(form: Form, tap: Tap) -> None:
    form.name.setMaxLength(2)
    form.name.setFocus()
    tap(*"abc")
    assert form.name.text() == "ab"
    form.name.selectAll()
    tap("x")
    assert form.name.text() == "x"
    form.name.undo()
    assert form.name.text() == "ab"
    form.name.setValidator(QIntValidator())
    form.name.clear()
    tap("a")
    assert form.name.text() == ""


def test_a_password_is_typed_and_never_shown(form: Form, tap: Tap) -> None:
    form.name.setEchoMode(QLineEdit.EchoMode.Password)
    form.name.setFocus()
    tap(*"geh")
    assert form.name.text() == "geh"
    assert form.name.displayText() == 3 * form.name.displayText()[0]
    assert not any("geh" in words for words in said(form))


def test_nothing_that_was_typed_stays(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    before = said(form)
    tap(*"zuleika", "Shift", "Q")
    assert said(form) == before


def test_numbers_have_keys_of_their_own(form: Form, tap: Tap) -> None:
    form.count.setFocus()
    form.count.selectAll()
    assert form.dock.layout_name == "numeric"
    tap("4", "2")
    assert form.count.value() == 42
    form.name.setFocus()
    assert form.dock.layout_name == "qwerty"
    form.name.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    form.other.setFocus()
    form.name.setFocus()
    assert form.dock.layout_name == "numeric"


@pytest.mark.parametrize(
    ("wanted", "name", "first"),
    [
        (("de-AT", ""), "qwertz", "z"),
        (("fr", ""), "azerty", "a"),
        (("fr-CA", ""), "qwerty", "q"),
        (("ar", ""), "arabic", "ض"),
        (("en", "qwertz"), "qwertz", "ü"),
        (("xx", "none"), "qwerty", "q"),
    ],
)
def test_each_language_has_its_layout(
    form: Form, tap: Tap, wanted: tuple[str, str], name: str, first: str
) -> None:
    form.dock.speak(*wanted)
    form.name.setFocus()
    assert form.dock.layout_name == name
    tap(first)
    assert form.name.text() == first


def test_other_layouts_are_a_touch_away(form: Form, tap: Tap) -> None:
    form.dock.speak("ar", others=("fr",))
    form.name.setFocus()
    tap("ل", "Another keyboard", "q")
    assert (form.dock.layout_name, form.name.text()) == ("azerty", "لq")
    form.other.setFocus()
    form.name.setFocus()
    assert form.dock.layout_name == "azerty"
    tap("Another keyboard")
    assert form.dock.layout_name == "arabic"
    form.dock.speak("fr")
    assert not [key for key in form.seen_keys if key.accessibleName() == "Another keyboard"]


def test_right_to_left_turns_what_points(form: Form) -> None:
    form.dock.speak("ar")
    form.name.setFocus()
    arabic = form.key("Delete the letter before").grab().toImage()
    form.dock.speak("de")
    latin = form.key("Delete the letter before").grab().toImage()
    assert latin.size() == arabic.size()
    assert not _alike(latin, arabic)
    assert _alike(latin.transformed(QTransform().scale(-1, 1)), arabic)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_key_types_what_stands_on_it(form: Form, layout: str) -> None:
    form.dock.speak("en", layout)
    form.name.setFocus()
    for turns in ((), ("Shift",), ("Figures and signs",), ("Figures and signs", "Shift")):
        if layout == "numeric" and turns:
            continue
        form.dock.board.begin_again()
        for turn in turns:
            form.key(turn).click()
        letters = [key for key in form.seen_keys if not key.cap.act]
        for n, key in enumerate(letters):
            text = key.text()
            form.name.clear()
            key.click()
            assert form.name.text() == text, n
            if turns == ("Shift",):
                form.key("Shift").click()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_every_key_has_a_name_and_room_for_a_glove(form: Form, layout: str, width: int) -> None:
    form.dock.speak("ar" if layout == "arabic" else "en", layout, others=("fr",))
    form.resize(width, 768)
    form.name.setFocus()
    keys = form.seen_keys
    assert len(keys) >= 20
    for key in keys:
        assert any(letter.isalnum() for letter in key.accessibleName()), key.text()
        assert min(key.width(), key.height()) >= 56
        assert key.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_real_keyboard_works_beside_it(form: Form, tap: Tap) -> None:
    form.name.setFocus()
    tap("a")
    QTest.keyClicks(form.name, "bc")
    tap("d")
    assert form.name.text() == "abcd"


def test_keys_bear_shift_for_capitals_and_no_time(form: Form, tap: Tap, qtbot: QtBot) -> None:
    heard: list[tuple[int, Qt.KeyboardModifier, int]] = []

    class Line(QLineEdit):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append((event.key(), event.modifiers(), event.timestamp()))

    line = Line(form)
    line.show()
    line.setFocus()
    tap("Shift", "A", "b")
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    assert heard == [(Qt.Key.Key_A, shift, 0), (Qt.Key.Key_B, none, 0)]


def _alike(one: QImage, other: QImage) -> bool:
    """But for how edges fall on pixels."""
    places = [(x, y) for x in range(one.width()) for y in range(one.height())]
    off = sum(
        abs(one.pixelColor(*at).lightness() - other.pixelColor(*at).lightness()) > 96
        for at in places
    )
    return off < len(places) / 200


def said(form: Form) -> list[str]:
    """All that the keys say."""
    told = (
        (key.text(), key.accessibleName(), key.accessibleDescription()) for key in form.seen_keys
    )
    return [words for key in told for words in key]
