"""The article: how long its lines are, its tables, its footnotes, its links."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QScroller

from keystep.gui.learn.player import Player
from keystep.gui.learn.prose import Prose, TableProse
from keystep.gui.learn.window import LearnWindow
from keystep.gui.theme import Appearance
from tests.gui.learn.fingers import Fingers
from tests.gui.learn.formats.conftest import At
from tests.gui.learn.hands import Key, focused, press, says

NOTE = "Compressed air stays in a cylinder for hours"


@pytest.fixture
def player(at: At) -> Player:
    return at("read")


def prose(player: Player) -> list[Prose]:
    return [part for part in player.view.findChildren(Prose) if not isinstance(part, TableProse)]


def full_lines(part: Prose) -> list[int]:
    """How many characters each line has, but for the last of a paragraph."""
    found, block = [], part.document().begin()
    while block.isValid():
        layout = block.layout()
        found += [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]
        block = block.next()
    return found


def mark(part: Prose) -> QPoint:
    """The middle of the footnote's mark."""
    cursor = QTextCursor(part.document())
    while not cursor.charFormat().isAnchor():
        assert cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    end = part.cursorRect(cursor)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
    return QRect(part.cursorRect(cursor).topLeft(), end.bottomLeft()).center()


@pytest.mark.parametrize(
    ("width", "scale"), [(1024, 1.0), (1366, 1.0), (1920, 1.0), (1366, 2.0), (1920, 1.5)]
)
def test_lines_have_60_to_75_characters(
    window: LearnWindow, at: At, appearance: Appearance, width: int, scale: float
) -> None:
    appearance.scale_text(scale)
    window.resize(width, 600)
    player = at("read")
    lines = [n for part in prose(player) for n in full_lines(part)]
    assert len(lines) > 6
    assert max(lines) <= 75
    assert sum(n >= 60 for n in lines) >= 0.9 * len(lines)


def test_a_click_on_a_mark_shows_its_note_below_the_passage(player: Player) -> None:
    first = prose(player)[0]
    QTest.mouseClick(first.viewport(), Qt.MouseButton.LeftButton, pos=mark(first))
    assert says(player.view, "Note 1")
    notes = [part for part in prose(player) if NOTE in part.toPlainText()]
    assert notes
    top = notes[0].mapTo(player, QPoint(0, 0)).y()
    assert 0 < top - first.mapTo(player, QPoint(0, first.height())).y() < 60
    QTest.mouseClick(first.viewport(), Qt.MouseButton.LeftButton, pos=mark(first))
    assert not says(player.view, "Note 1")


def test_a_finger_beside_the_mark_means_it(player: Player, fingers: Fingers) -> None:
    first = prose(player)[0]
    fingers.tap(first.viewport(), mark(first) + QPoint(12, 4))
    assert says(player.view, "Note 1")


def test_the_keyboard_reaches_the_mark_and_enter_turns_no_page(
    window: LearnWindow, player: Player
) -> None:
    step = player.step
    for _ in range(12):
        press(window, Key.Key_Tab)
        if focused(window) is prose(player)[0]:
            break
    press(window, Key.Key_Return)
    assert says(player.view, "Note 1")
    assert player.step is step


def test_a_link_tells_where_it_leads(player: Player) -> None:
    (linked,) = (part for part in prose(player) if "Read the law" in part.toPlainText())
    QTest.mouseClick(linked.viewport(), Qt.MouseButton.LeftButton, pos=mark(linked))
    assert says(player.view, "https://example.org/law")
    assert says(player.view, "Open it")


def test_a_wide_table_scrolls_by_key_and_turns_no_page(
    window: LearnWindow, at: At, appearance: Appearance
) -> None:
    appearance.scale_text(1.75)
    window.resize(640, 480)
    player = at("read")
    (table,) = player.view.findChildren(TableProse)
    assert table.scrolls
    QApplication.processEvents()
    assert QScroller.hasScroller(table.viewport()), "by a finger too"
    table.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Key.Key_Right)
    assert table.horizontalScrollBar().value() > 0
    assert player.step.id == "read"


def test_a_table_that_fits_does_not_scroll(player: Player) -> None:
    (table,) = player.view.findChildren(TableProse)
    QApplication.processEvents()
    assert not table.scrolls
    assert not QScroller.hasScroller(table.viewport())
    assert 0 <= table.height() - table.document().size().height() <= 1


def test_the_first_column_lies_where_the_language_begins(player: Player) -> None:
    (table,) = player.view.findChildren(TableProse)

    def across(words: str) -> float:
        document = table.document()
        block = document.find(words).block()
        return document.documentLayout().blockBoundingRect(block).x()

    first, last = "Source", "Released by"
    assert across(first) < across(last)
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert across(first) > across(last)


def test_a_term_stands_close_to_what_it_means(player: Player) -> None:
    (part,) = (part for part in prose(player) if "Lock-out" in part.toPlainText())
    blocks = {}
    block = part.document().begin()
    while block.isValid():
        blocks[block.text()] = block
        block = block.next()
    term = blocks["Lock-out"]
    meant = term.next()
    assert meant.text().startswith("A lock of your own")
    assert meant.blockFormat().leftMargin() > term.blockFormat().leftMargin()
    assert term.blockFormat().bottomMargin() < meant.blockFormat().bottomMargin()


def test_nothing_is_cut_off_at_any_size(
    window: LearnWindow, at: At, appearance: Appearance
) -> None:
    for width, scale in ((640, 1.0), (1024, 2.0), (1920, 1.0)):
        appearance.scale_text(scale)
        window.resize(width, 700)
        player = at("read")
        for _ in range(5):
            QApplication.processEvents()
        area: Any = player.findChild(QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0
        for part in prose(player):
            assert part.document().size().height() <= part.height() + 1
