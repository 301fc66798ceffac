"""Layouts that break where room runs out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts, theme
from keystep.gui.widgets.flow import Columns, Lines
from keystep.gui.widgets.label import label

WORDS = "Words that take a line or two where there is room, and more where there is none."


class Block(QWidget):
    """A part of a fixed size."""

    def __init__(self, width: int, height: int = 40) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size


def laid(layout: Lines | Columns, *parts: QWidget) -> QWidget:
    host = QWidget()
    host.setLayout(layout)
    for part in parts:
        layout.addWidget(part)
    return host


def places(parts: tuple[QWidget, ...]) -> list[tuple[int, int]]:
    return [(part.x(), part.y()) for part in parts]


def test_lines_break_where_the_next_part_does_not_fit(shown) -> None:
    parts = tuple(Block(100, high) for high in (40, 60, 40))
    host = shown(laid(Lines(8), *parts), 220)
    assert places(parts) == [(0, 0), (108, 0), (0, 68)]
    assert host.height() == host.heightForWidth(220) == 108
    assert host.heightForWidth(400) == 60


def test_a_part_wider_than_the_room_gets_what_there_is(shown) -> None:
    part = Block(500)
    shown(laid(Lines(8), part), 200)
    assert part.width() == 200


def test_lines_start_at_the_right_in_right_to_left(shown) -> None:
    parts = (Block(100), Block(50))
    host = laid(Lines(8), *parts)
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(host, 300)
    assert places(parts) == [(200, 0), (142, 0)]


def test_what_is_hidden_takes_no_room(shown) -> None:
    parts = (Block(100), Block(100), Block(100))
    parts[1].hide()
    shown(laid(Lines(8), *parts), 220)
    assert parts[2].x() == 108


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (424, [(0, 0), (108, 0), (216, 0), (324, 0)]),
        (330, [(0, 0), (169, 0), (0, 52), (169, 52)]),
        (150, [(0, 0), (0, 52), (0, 104), (0, 156)]),
    ],
)
def test_columns_become_rows_as_evenly_as_can_be(shown, width: int, expected: object) -> None:
    parts = tuple(Block(10) for _ in range(4))
    host = shown(laid(Columns(100, 8, 12), *parts), width)
    assert places(parts) == expected
    assert host.height() == parts[-1].y() + 40


def test_parts_of_a_row_are_as_high_as_the_highest(shown) -> None:
    parts = (label(WORDS, wrap=True), Block(10, 10))
    host = shown(laid(Columns(100), *parts), 300)
    assert parts[0].height() == parts[1].height() == host.height()
    assert host.height() >= 2 * fonts.line_height("body")


def test_larger_text_leaves_fewer_columns(shown, qapp) -> None:
    host = laid(Columns(100), Block(10), Block(10))
    assert host.heightForWidth(220) == 40
    theme.apply(qapp, theme.LIGHT, 2.0)
    assert host.layout().heightForWidth(220) == 88
