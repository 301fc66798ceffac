"""A word about a card that keeps slipping, with the way to its lesson."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.memory import LEECH
from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.learn.cards.undo_row import FINGER
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.services.cards import Practice


def is_slipping(practice: Practice) -> bool:
    """Whether a card is forgotten again and again."""
    return practice.progress is not None and practice.progress.lapses >= LEECH


def slipping_hint(lesson: str, open_lesson: Callable[[], object], *, kiosk: bool) -> QWidget:
    """``lesson`` is the title of the lesson that teaches it, "" where no way leads there."""
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 8)
    row.addWidget(IconPicture("idea", 20), 0, Qt.AlignmentFlag.AlignVCenter)
    told = tr("This one keeps slipping. Seeing it in its lesson again may help.")
    alone = tr("This one keeps slipping. Say it aloud with an example of your own.")
    row.addWidget(label(told if lesson else alone, "caption", "ink2", wrap=True), 1)
    if lesson:
        way = button(tr("Open the lesson"), "quiet", on_click=open_lesson)
        way.setAccessibleName(tr("Open the lesson “{title}”", title=lesson))
        way.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if kiosk:
            way.setMinimumHeight(fonts.scaled(FINGER))
        row.addWidget(way)
    return made
