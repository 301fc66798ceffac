"""What the kiosk's screens are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from keystep.gui import fonts
from keystep.gui.kiosk.scale import is_upright
from keystep.gui.pages import across
from keystep.gui.widgets.buttons import button


def wide_button(
    text: str,
    kind: str = "secondary",
    *,
    icon: str | None = None,
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A button for a finger in a glove, 88 high on a screen of 1080."""
    made = button(text, kind, icon=icon, on_click=on_click)
    made.setProperty("kiosk", True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    fonts.set_role(made, "kiosk_strong")
    if icon:
        fonts.set_icon_size(made, 17, room=12)
    return made


def beside(part: QWidget, *, left: bool) -> QBoxLayout.Direction:
    """How what is touched follows what is read in ``part``: on the right or on the ``left``, for
    the hand there; on a screen that stands upright below it."""
    upright = is_upright(part)
    return QBoxLayout.Direction.TopToBottom if upright else across(mirrored=left)
