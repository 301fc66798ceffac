"""Who sits here, at the foot of the rail."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Avatar
from keystep.gui.widgets.label import ElidedLabel, label


class OwnerFoot(QAbstractButton):
    """Initials, name and place; without a name nothing is shown, or what to do about it. It can be
    pressed once it was given something to do with ``let_press``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact, self._unnamed = False, ""
        self._avatar = Avatar("")
        self._name = label("", "group", wrap=True)
        self._place = ElidedLabel("", "caption", "ink2")
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._place)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._avatar)
        self._row.addWidget(self._names, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._avatar, self._names):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_compact(compact=False)

    def let_press(self, meaning: str, unnamed: str = "") -> None:
        """From now on it is a button; ``meaning`` says what it does, and ``unnamed`` stands where
        the name is not known."""
        self._unnamed = unnamed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(meaning)
        self.setToolTip(meaning)

    def set_owner(self, name: str, place: str) -> None:
        shown = name or self._unnamed
        self._avatar.set_name(name)
        self._name.setText(shown)
        self._place.set_text(place)
        self.setAccessibleName(", ".join(filter(None, (shown, place))))
        self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Initials only, in the middle."""
        self._compact = compact
        self._row.setAlignment(
            self._avatar, Qt.AlignmentFlag.AlignHCenter if compact else Qt.AlignmentFlag(0)
        )
        self._row.setContentsMargins(0 if compact else 8, 4, 0, 4)
        self._show()

    def sizeHint(self) -> QSize:
        width = self.width()
        high = self._row.heightForWidth(width) if self._row.hasHeightForWidth() else 0
        return QSize(40, max(high, self._row.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.focusPolicy() is not Qt.FocusPolicy.NoFocus and self.underMouse():
            painter, theme = paint.begin(self), theme_of(self)
            paint.box(painter, self.rect().toRectF(), theme.color("sunken"))

    def _show(self) -> None:
        known = bool(self._name.text())
        self._avatar.setVisible(known)
        self._names.setVisible(known and not self._compact)
        self.updateGeometry()
