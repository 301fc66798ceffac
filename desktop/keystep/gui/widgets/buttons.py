"""Buttons. A button says the verb and the object; a disabled one says what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from keystep.gui import fonts, icons

_ICON_ROLES = {"primary": "on_accent", "quiet": "accent", "danger": "danger"}


def button(
    text: str,
    kind: str = "secondary",
    *,
    icon: str | None = None,
    icon_end: str | None = None,
    large: bool = False,
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A push button of kind primary, secondary, quiet, plain or danger.

    ``icon`` stands before the words, ``icon_end`` after them ("Next →"). 40 px high, ``large`` 48.
    """
    made = EndIconButton(text, parent) if icon_end else QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)  # Enter presses it, as Space does
    if large:
        made.setProperty("large", True)
    fonts.set_role(made, "body_strong")
    if icon or icon_end:
        name = icon or icon_end or ""
        made.setIcon(icons.icon(name, _ICON_ROLES.get(kind, "ink")))
        fonts.set_icon_size(made, 20, room=8)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click:
        made.clicked.connect(_without_state(on_click))
    return made


def say(target: QPushButton, text: str) -> None:
    """Change a button's words, for the eye and for the screen reader."""
    target.setText(text)
    target.setAccessibleName(text)


def icon_button(
    icon: str,
    name: str,
    *,
    checkable: bool = False,
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QToolButton:
    """A 40 by 40 button with an icon only; ``name`` is its accessible name and its tool tip."""
    made = QToolButton(parent)
    made.setProperty("kind", "icon")
    made.setIcon(icons.icon(icon, "ink", "accent"))
    fonts.set_icon_size(made, 20)
    made.setCheckable(checkable)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if on_click:
        made.clicked.connect(_without_state(on_click))
    return made


def _without_state(act: Callable[[], object]) -> Callable[[bool], None]:
    """``clicked`` carries the check state, which an act does not want."""

    def run(_checked: bool) -> None:
        act()

    return run


class EndIconButton(QPushButton):
    """A push button with its icon after the words: its own direction is turned around."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._turn()

    def _turn(self) -> None:
        host = self.parentWidget()
        rtl = Qt.LayoutDirection.RightToLeft
        here = host.layoutDirection() if host else QApplication.layoutDirection()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight if here is rtl else rtl)
