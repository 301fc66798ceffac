"""The head of a kiosk's window: whose session it is, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import tr
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.brand import draw_mark
from keystep.gui.widgets.label import label

HELD_MS = 3_000
"""So long the mark is held down by whoever looks after the kiosk, and by nobody by chance."""
DOT = "  ·  "


class Header(QFrame):
    """``signed_out``: the learner wants to go. ``care_wanted``: the mark was held down."""

    signed_out = Signal()
    care_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._mark = _Mark()
        self._mark.held.connect(self.care_wanted)
        self._brand = label(tr("Keystep"), "objective")
        self._place = label("", "caption")
        self._person = label("", "kiosk_strong")
        self.way_out = wide_button(tr("Sign out"), icon="sign_out", on_click=self.signed_out.emit)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._brand)
        self._row.addStretch(1)
        self._row.addWidget(self._place)
        self._row.addWidget(self._person)
        self._row.addWidget(self.way_out)
        self.set_person("")

    def set_person(self, name: str) -> None:
        """Whose session it is; "" is nobody's."""
        self._person.setText(name)
        self._person.setVisible(bool(name))
        self.way_out.setVisible(bool(name))

    def set_place(self, station: str, time: str) -> None:
        """Where this kiosk stands, and the time."""
        self._place.setText(DOT.join(filter(None, (station, time))))

    def arrange(self) -> None:
        self.setFixedHeight(px(104))
        self._row.setContentsMargins(px(72), 0, px(72), 0)
        self._row.setSpacing(px(24))
        self._mark.setFixedSize(px(56), px(72))
        self.way_out.setFixedHeight(px(72))
        for part, role in ((self._brand, "objective"), (self._person, "kiosk_strong")):
            fonts.set_role(part, role)


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
