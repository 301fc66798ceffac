"""Text on a screen: always plain, always with the line height of its role."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl
from keystep.gui.theme import restyle, theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.layout import grow_down


def label(
    text: str,
    role: str = "body",
    colour: str = "ink",
    *,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label with the font ``role`` and the colour role ``colour``."""
    made = WrappedLabel(role, parent) if wrap else _Line(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setAlignment(start(rtl=is_rtl()))
    made.setProperty("colour", colour)
    fonts.set_role(made, role)
    return made


def start(*, rtl: bool) -> Qt.AlignmentFlag:
    """The start edge. QLabel would follow its text: Latin names would stand apart in Arabic."""
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def recolour(target: QLabel, colour: str) -> None:
    """Give a label another colour role."""
    restyle(target, colour=colour)


class _Line(QLabel):
    """One line at the start edge of what it stands in, which may read the other way."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        turned = event.type() is QEvent.Type.LayoutDirectionChange
        if turned and self.alignment() in {start(rtl=False), start(rtl=True)}:
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.setAlignment(start(rtl=rtl))


class WrappedLabel(QLabel):
    """A label of several lines, at the line height of its role: QLabel knows no line height."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fontRole", role)
        grow_down(self)

    @property
    def _role(self) -> str:
        """The role may be changed by ``fonts.set_role``."""
        return str(self.property("fontRole"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.height_of(self.text(), self._role, width)

    def sizeHint(self) -> QSize:
        widest = max(paint.width_of(line, self._role) for line in self.text().split("\n"))
        width = min(int(widest) + 2, fonts.scaled(320))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(60), fonts.line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, color = paint.begin(self), theme_of(self).color(str(self.property("colour")))
        area, flags = self.rect().toRectF(), self.alignment()
        side = Qt.AlignmentFlag.AlignLeft
        if flags & Qt.AlignmentFlag.AlignHCenter:
            side = Qt.AlignmentFlag.AlignHCenter
        down = flags & Qt.AlignmentFlag.AlignVertical_Mask
        words, role = self.text(), self._role
        paint.text(painter, self, area, words, role, color=color, flags=side | down, wrap=True)


class ElidedLabel(QWidget):
    """One line that ends in an ellipsis where room runs out; the whole text is its tool tip.

    Cut to fewer than ``least`` pixels it would say nothing, and stays empty.
    """

    def __init__(
        self,
        text: str,
        role: str = "body",
        colour: str = "ink",
        parent: QWidget | None = None,
        *,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._role = role
        self._colour = colour
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self._tell_rest()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = int(paint.width_of(self._text, self._role) + 2)
        return QSize(width, fonts.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.scaled(40), fonts.line_height(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._is_cut() and self.width() < fonts.scaled(self._least):
            return
        painter = paint.begin(self)
        color = theme_of(self).color(self._colour)
        paint.text(painter, self, self.rect().toRectF(), self._text, self._role, color=color)

    def _is_cut(self) -> bool:
        return paint.width_of(self._text, self._role) > self.width() + 0.5

    def _tell_rest(self) -> None:
        escaped = self._text.replace("&", "&amp;").replace("<", "&lt;")
        self.setToolTip(f"<span>{escaped}</span>" if self._is_cut() else "")
