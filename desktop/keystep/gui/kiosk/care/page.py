"""The page of whoever looks after a kiosk: its PIN first, then all that it opens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from keystep import settings
from keystep.gui.i18n import tr
from keystep.gui.kiosk import app
from keystep.gui.kiosk.care.asking import Asking
from keystep.gui.kiosk.care.desk import CareDesk
from keystep.gui.kiosk.scale import px
from keystep.gui.learn.courier import Courier
from keystep.gui.learn.pages import Page
from keystep.gui.pages import bare, from_start
from keystep.gui.widgets.layout import Layout
from keystep.services.station import Station

ROOMY = 800


class CarePage(Page):
    """``left``: the kiosk is the learners' again. ``changed``: its rules are others now. ``worn``
    carries the name of a theme, as an Appearance takes it. ``set_up_wanted``: the kiosk shall join
    the office's folder.

    Ending the kiosk and beginning its window again are done here.
    """

    left = Signal()
    changed = Signal()
    worn = Signal(str)
    set_up_wanted = Signal()

    def __init__(self, station: Station, courier: Courier) -> None:
        super().__init__()
        self._station, self._courier = station, courier
        self.asking: Asking | None = None
        self.desk: CareDesk | None = None
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        bare(self._column)
        self._column.addWidget(self._stack)
        courier.came_back.connect(self.refresh)
        self._ask(
            tr("Looking after this kiosk"),
            tr(
                "Whoever has its PIN sees how it fares, helps people sign in and changes its rules."
            ),
        ).ask()

    def refresh(self) -> None:
        if self.desk is not None:
            self.desk.refresh()

    def enter(self) -> None:
        panel = self.asking.side.panel if self.asking is not None else None
        if panel is not None:
            panel.begin()
        elif self.desk is not None:
            self.desk.begin()

    def minimumSizeHint(self) -> QSize:
        """It fits into whatever room the keyboard on the screen leaves."""
        return QSize(px(600), px(240))

    def arrange(self, layout: Layout) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asking is None or not self.asking.take_key(event):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        rules = settings.load(self._station.home).kiosk_rules
        roomy = self.height() >= px(ROOMY)
        from_start(self._column, px(72), px(8), px(72), px(60) if roomy else px(14))
        if self.asking is not None:
            self.asking.arrange(left=rules.hand == "left", low=rules.low)
        if self.desk is not None:
            self.desk.arrange()

    def _ask(self, title: str, says: str) -> Asking:
        asking = self.asking = Asking(self._station, title, says)
        asking.over.connect(self._admit)
        asking.left.connect(self._go_back)
        self._stack.addWidget(asking)
        self._stack.setCurrentWidget(asking)
        return asking

    def _choose_pin(self) -> None:
        told = tr("4 to 8 digits, put in twice. The one before does not count any more then.")
        asking = self._ask(tr("Change the PIN"), told)
        self._fit()
        asking.choose()

    def _admit(self) -> None:
        """The PIN was given, or chosen anew."""
        if self.desk is None:
            self.desk = self._made(CareDesk(self._station, self._courier))
        self._drop_asking()
        self._fit()
        self.desk.refresh()
        self.desk.begin()

    def _go_back(self) -> None:
        if self.desk is None:
            self.left.emit()
        else:
            self._admit()

    def _drop_asking(self) -> None:
        asking, self.asking = self.asking, None
        if asking is not None:
            asking.end()
            self._stack.removeWidget(asking)
            asking.hide()
            asking.deleteLater()

    def _made(self, desk: CareDesk) -> CareDesk:
        self._stack.addWidget(desk)
        desk.done.connect(self.left)
        desk.again.connect(app.begin_again)
        desk.ended.connect(app.leave)
        desk.fares.joining.connect(self.set_up_wanted)
        desk.rules.changed.connect(self._changed)
        desk.rules.worn.connect(self.worn)
        desk.rules.pin_wanted.connect(self._choose_pin)
        return desk

    def _changed(self) -> None:
        self.changed.emit()
        self._fit()
