"""The head of a kiosk's window: whose session it is, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.brand import draw_mark
from keystep.gui.widgets.label import ElidedLabel, label

HELD_MS = 3_000
"""So long the mark is held down by whoever looks after the kiosk, and by nobody by chance."""
DOT = "  ·  "


class Header(QFrame):
    """``signed_out``: the learner wants to go. ``lowered``: the pages shall stand lower, or not any
    more. ``care_wanted``: the mark was held down."""

    signed_out = Signal()
    lowered = Signal(bool)
    care_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._mark = _Mark()
        self._mark.held.connect(self.care_wanted)
        self._brand = label(tr("Keystep"), "objective")
        self._place = ElidedLabel("", "caption")
        self._person = ElidedLabel("", "kiosk_strong")
        self._station, self._time = "", ""
        self.way_out = wide_button(tr("Sign out"), icon="sign_out", on_click=self.signed_out.emit)
        self.bring = wide_button("", icon="down")
        self.bring.setCheckable(True)
        self.bring.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bring.toggled.connect(self._say_lower)
        self.bring.clicked.connect(self.lowered)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._brand)
        self._row.addStretch(1)
        self._row.addWidget(self.bring)
        self._row.addStretch(1)
        self._row.addWidget(self._place)
        self._row.addWidget(self._person)
        self._row.addWidget(self.way_out)
        self.bring.hide()
        self._say_lower(lowered=False)
        self.set_person("")

    def set_person(self, name: str) -> None:
        """Whose session it is; "" is nobody's."""
        self._person.set_text(name)
        self._person.setVisible(bool(name))
        self.way_out.setVisible(bool(name))
        self._make_room()

    def set_place(self, station: str, time: str) -> None:
        """Where this kiosk stands, and the time."""
        self._station, self._time = station, time
        self._make_room()

    def arrange(self) -> None:
        self.setFixedHeight(px(104))
        self._row.setContentsMargins(px(72), 0, px(72), 0)
        self._row.setSpacing(px(24))
        self._mark.setFixedSize(px(56), px(72))
        self.way_out.setFixedHeight(px(72))
        self.bring.setFixedSize(px(104), px(72))
        fonts.set_role(self._brand, "objective")
        self._make_room()

    def _make_room(self) -> None:
        """On a screen that stands upright whoever is here has the room of what others read."""
        alone = is_upright(self) and bool(self._person.text())
        self._brand.setVisible(not alone)
        told = (self._time,) if alone else (self._station, self._time)
        self._place.set_text(DOT.join(filter(None, told)))

    def _say_lower(self, lowered: bool) -> None:
        words = tr("Bring the page back up") if lowered else tr("Bring the page down")
        self.bring.setAccessibleName(words)
        self.bring.setIcon(icons.icon("up" if lowered else "down", "ink"))


class _Mark(QWidget):
    """The mark; ``held`` once it was held down for a while."""

    held = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=HELD_MS, singleShot=True)
        self._timer.timeout.connect(self.held)

    def sizeHint(self) -> QSize:
        return QSize(px(56), px(72))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._timer.start()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._timer.stop()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = px(52)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        draw_mark(paint.begin(self), paint.placed(self, place), theme_of(self))
