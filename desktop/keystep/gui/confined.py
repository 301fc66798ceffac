"""A screen that is all there is: nothing leads out of the program, and there is no keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget


def confine(*, confined: bool = True) -> None:
    """From now on other programs, file dialogs, the tray and keys are not offered."""
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty("confined", confined)


def is_confined() -> bool:
    app = QCoreApplication.instance()
    return bool(app and app.property("confined"))


def unless_confined(widget: QWidget) -> None:
    """``widget`` leads out, or tells of keys: at a kiosk it is not there."""
    if is_confined():
        widget.hide()
