"""One line to write in: with an icon, and a sentence when it is wrong."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.theme import restyle, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.label import label
from keystep.gui.widgets.status import StatusGlyph

_ICON = 20


class LineEdit(QLineEdit):
    """A 40 px line, with an icon at its start if one is named."""

    def __init__(
        self, name: str, placeholder: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("ownFocus", True)
        fonts.set_role(self, "body")
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            side = fonts.scaled(_ICON)
            rect = paint.placed(self, QRectF(13, (self.height() - side) / 2, side, side))
            icons.draw(paint.begin(self), self._icon, rect, theme_of(self).color("ink2"))

    def _make_room(self) -> None:
        start = fonts.scaled(_ICON) + 8 if self._icon else 0
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if rtl else start, 0, start if rtl else 0, 0)


class Field(QWidget):
    """A line with its name above and, when it is wrong, a sentence below. ``edit`` is the line."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        icon: str = "",
        *,
        name_shown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edit = LineEdit(name, placeholder, icon)
        self._glyph = StatusGlyph("refused", 14)
        self._sentence = label("", "caption", "danger", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if name_shown:
            named = label(name, "label", "ink2")
            named.setBuddy(self.edit)
            column.addWidget(named)
        column.addWidget(self.edit)
        self._fault = QWidget()
        below = QHBoxLayout(self._fault)
        below.setContentsMargins(0, 2, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._glyph)
        below.addWidget(self._sentence, 1)
        column.addWidget(self._fault)
        self._fault.hide()
        self.edit.textEdited.connect(lambda _text: self.set_fault(""))

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def set_fault(self, sentence: str) -> None:
        """What is wrong and how to write it; empty: nothing. Writing takes it away."""
        if bool(sentence) == self._fault.isHidden() or sentence != self._sentence.text():
            self._sentence.setText(sentence)
            self._fault.setVisible(bool(sentence))
            self.edit.setAccessibleDescription(sentence)
            restyle(self.edit, fault="true" if sentence else "false")
