"""Choosing in a list that a choice opens, as a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from keystep.gui.widgets.choice_list import ChoiceList

LEFT = Qt.MouseButton.LeftButton


def opened(choice: QWidget) -> ChoiceList:
    """The list of ``choice``, which is clicked."""
    QTest.mouseClick(choice, LEFT)
    [made] = [one for one in choice.window().findChildren(ChoiceList) if one.isVisible()]
    return made


def choose(choice: QWidget, row: int | str) -> None:
    """Click a row of it: that with these words, or counted from 0; from the end where below 0."""
    rows = opened(choice).rows
    if isinstance(row, str):
        [item] = rows.findItems(row, Qt.MatchFlag.MatchExactly)
    else:
        item = rows.item(row % rows.count())
    rows.scrollToItem(item)
    QTest.mouseClick(rows.viewport(), LEFT, pos=rows.visualItemRect(item).center())
