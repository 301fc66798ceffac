"""What is typed into: a text that is edited, and how keys reach it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

Hint = Qt.InputMethodHint
Context = Qt.ShortcutContext
FIGURES = (
    Hint.ImhDigitsOnly
    | Hint.ImhFormattedNumbersOnly
    | Hint.ImhPreferNumbers
    | Hint.ImhDate
    | Hint.ImhTime
)
TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
SIGHT = 24
"""Pixels below the cursor that stay in sight."""


def is_edited(widget: QObject | None) -> bool:
    """Whether somebody who has the focus there may write."""
    if isinstance(widget, QComboBox):
        return widget.isEditable() and widget.isEnabled()
    return isinstance(widget, TEXTS) and not widget.isReadOnly() and widget.isEnabled()


def wants_figures(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractSpinBox) or bool(widget.inputMethodHints() & FIGURES)


def type_text(target: QWidget, text: str) -> None:
    """As a keyboard would: each letter pressed and let go, so that whatever listens hears it."""
    for letter in text:
        key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
        _stroke(target, key, letter, shift=letter.isupper())


def press(target: QWidget, key: Qt.Key) -> None:
    """A key that writes nothing, or a new line."""
    _stroke(target, key, "\r" if key == Qt.Key.Key_Return else "")


def keep_in_sight(target: QWidget) -> None:
    """Scroll to where the next letter goes: what is written in grows."""
    told = target.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    cursor = QRectF(told).toRect() if isinstance(told, QRect | QRectF) else target.rect()
    above = target.parentWidget()
    while above is not None:
        body = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and body is not None:
            at = target.mapTo(body, cursor.bottomLeft())
            across = above.horizontalScrollBar().value()
            above.ensureVisible(across, at.y(), 0, min(SIGHT, above.viewport().height() // 3))
        above = above.parentWidget()


def _stroke(target: QWidget, key: Qt.Key, text: str, *, shift: bool = False) -> None:
    """What comes from a real keyboard is first offered to the text, then to short cuts."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, text)
    override.ignore()
    QCoreApplication.sendEvent(target, override)
    if not override.isAccepted() and (found := next(_shortcuts(target, key), None)) is not None:
        found.activated.emit()
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, held, text))


def _shortcuts(target: QWidget, key: Qt.Key) -> Iterator[QShortcut]:
    """Those that this key means while one is at ``target``, the innermost first."""
    wanted = QKeySequence(key)
    at: QWidget | None = target
    everywhere = {Context.WindowShortcut, Context.ApplicationShortcut}
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    while at is not None:
        here = {Context.WidgetWithChildrenShortcut, *everywhere}
        if at is target:
            here.add(Context.WidgetShortcut)
        for found in at.findChildren(QShortcut, options=direct):
            if found.isEnabled() and found.context() in here and found.key() == wanted:
                yield found
        at = None if at.isWindow() else at.parentWidget()
