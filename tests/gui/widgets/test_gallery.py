"""The whole sheet of parts in every theme, direction and text scale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from keystep.gui import theme
from tests.gui.widgets.gallery import build
from tests.gui.widgets.pixels import picture


@pytest.mark.parametrize("look_name", theme.THEMES)
def test_the_sheet_paints_in_every_theme(look, shown, look_name: str) -> None:
    theme.apply(look, theme.THEMES[look_name])
    image = picture(shown(build(), 1500))
    ground = theme.THEMES[look_name].color("bg")
    assert image.pixelColor(image.width() - 2, 2) == ground


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_no_words_are_cut_off(look, shown, scale: float, direction: Qt.LayoutDirection) -> None:
    look.setLayoutDirection(direction)
    theme.apply(look, theme.LIGHT, scale)
    sheet = shown(build(), 1500)
    for part in sheet.findChildren(QLabel):
        if part.isVisible() and part.text() and not part.wordWrap():
            assert part.width() >= part.fontMetrics().horizontalAdvance(part.text()), part.text()
        if part.isVisible() and part.wordWrap():
            assert part.height() >= part.heightForWidth(part.width()), part.text()


def test_every_control_has_an_accessible_name(shown) -> None:
    sheet = shown(build(), 1500)
    nameless = [part for part in sheet.findChildren(QAbstractButton) if not part.accessibleName()]
    assert not nameless


def test_a_change_of_theme_repaints_the_open_sheet(look, shown) -> None:
    sheet = shown(build(), 1500)
    before = picture(sheet)
    theme.apply(look, theme.DARK)
    assert picture(sheet) != before
    theme.apply(look, theme.LIGHT)
    assert picture(sheet).pixelColor(2, 400) == before.pixelColor(2, 400)
