"""The window of a kiosk: as large as the screen, and as large as its letters must be at 1.5 m."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from keystep.gui import fonts, tasks
from keystep.gui.confined import confine
from keystep.gui.face_window import FaceWindow, FaceWords
from keystep.gui.i18n import is_rtl, tr
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.finger_scroll import FingerScroll
from keystep.gui.kiosk.header import Header
from keystep.gui.kiosk.lowering import Lowering
from keystep.gui.kiosk.opening import Opened, open_home
from keystep.gui.learn.pages import Page
from keystep.gui.theme import Appearance
from keystep.gui.widgets.layout import Layout, layout_class
from keystep.gui.widgets.rail import RailItem

if TYPE_CHECKING:
    from keystep.gui.kiosk.navigator import Navigator

Opening = Callable[[Path], "Opened[Navigator]"]
LAID_FOR = 768
WIDE_PX = 1080
LAID = {QEvent.Type.Resize, QEvent.Type.Move}


class KioskWindow(FaceWindow):
    """Between a head that says whose turn it is and a foot or a keyboard: the pages."""

    def __init__(self, home: Path, appearance: Appearance, opening: Opening = open_home) -> None:
        words = FaceWords(
            tr("Keystep"), tr("Opening what you learn"), tr("What you learn cannot be opened")
        )
        places = (
            RailItem("today", "today", tr("Today")),
            RailItem("paths", "paths", tr("Paths")),
            RailItem("cards", "cards", tr("Cards")),
            RailItem("library", "library", tr("Library")),
            RailItem("progress", "progress", tr("My progress"), tr("Progress")),
        )
        super().__init__(home, appearance, words, places, lambda: opening(home), foot=())
        confine()
        self._appearance = appearance
        self._navigator: Navigator | None = None
        self._cover: Page | None = None
        self._fingers: FingerScroll | None = None
        self._lined = self._typing = self._seated = self._left_handed = False
        self.header = Header()
        self.rail.hide_brand()
        self.rail.owner.hide()
        self.lowering = Lowering(self.stage)
        self.lowering.installEventFilter(self)
        self.lowering.changed.connect(self.header.bring.setChecked)
        self.header.lowered.connect(lambda lowered: self.lowering.set_lowered(lowered=lowered))
        self.whole.addWidget(self.lowering, 1)
        self.set_reach("right", low=False)

    @property
    def navigator(self) -> Navigator | None:
        """Who leads through the pages; None before the station is open."""
        return self._navigator

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    def fitted(self, width: int, height: int) -> Layout:
        """As on a screen ``LAID_FOR`` high, and larger by as much as this one is higher.

        Pages begin where the head and the foot do, on screens that are wide enough.
        """
        times = max(min(self.height(), self.width()) / LAID_FOR, 1.0)
        drawn = round(width / times), round(height / times)
        layout = layout_class(*drawn, fonts.text_scale() / times).enlarged(times)
        margin = scale.px(72) if width >= WIDE_PX else layout.margin
        return replace(layout, margin=margin, seated=self._seated, left_handed=self._left_handed)

    def side_margin(self, layout: Layout) -> int:
        return scale.px(72)

    def come_back(self) -> None:
        """A kiosk's window has no place of its own: it is the screen."""
        self.resize(1920, 1080)

    def set_reach(self, hand: str, *, low: bool) -> None:
        """Have the places on the side of ``hand``, left or right, and with ``low`` all that is
        touched at the foot of the screen, or brought down by a touch there: within reach of a
        wheelchair."""
        self._seated, self._left_handed = low, hand == "left"
        self.whole.removeWidget(self.header)
        self.whole.insertWidget(1 if low else 0, self.header)
        self.header.bring.setVisible(low)
        self.lowering.set_lowered(lowered=low and self.lowering.is_lowered)
        self.rail.set_low(low=low)
        self.set_rail_at_end(at_end=(hand == "right") is not is_rtl())
        self._arrange()

    def set_owner(self, name: str, place: str) -> None:
        self.header.set_person(name)

    def show_page(self, page: QWidget, place: str | None, *, whole: bool = False) -> None:
        self.lowering.set_lowered(lowered=False)
        super().show_page(page, place, whole=whole)
        self._lay_line(lined=not whole)

    def show_bare(self, *, bare: bool) -> None:
        """Without head and foot, for a page that is the whole screen."""
        self.header.setVisible(not bare)
        self._lay_line(lined=not bare)

    def make_room(self, keyboard: bool) -> None:
        """The foot gives way to the keyboard, as long as that is there."""
        self._typing = keyboard
        self._raise_pages(held=keyboard)
        self._lay_line(lined=self._lined)

    def cover(self, page: Page) -> None:
        """Hide everything but the head behind ``page``, which is not one of the pages."""
        self.close_popups()
        self._raise_pages(held=True)
        page.setParent(self.centralWidget())
        page.setAutoFillBackground(True)
        self._cover = page
        self._lay_cover()
        page.show()
        page.raise_()
        page.arrange(self.layout_class)
        page.enter()

    def uncover(self) -> None:
        """Show again what is behind the cover, if there is one."""
        cover, self._cover = self._cover, None
        if cover is not None:
            self._raise_pages(held=self._typing)
            cover.hide()
            cover.deleteLater()

    def welcome(self, opened: Opened[Navigator]) -> None:
        """Show what invites people, or how the kiosk is set up."""
        self._navigator = opened.lead(self, opened.station)
        self._navigator.start()
        for fault in opened.station.shelf.faults:
            self.tell("danger", tr("Some lessons are missing"), tasks.said(fault))

    def release(self) -> None:
        if self._navigator is not None:
            self._navigator.close()
        super().release()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fingers is None:
            self._fingers = FingerScroll(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes and goes, and with it the room for what covers the pages."""
        if event.type() in LAID and watched is self.lowering:
            self._lay_cover()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = scale.text_scale(min(self.height(), self.width()))
        if wanted != self._appearance.text_scale:
            self._appearance.scale_text(wanted)
        super().resizeEvent(event)
        self.header.arrange()
        self.line.setMinimumHeight(scale.px(80))

    def _raise_pages(self, *, held: bool) -> None:
        """Bring them back up; ``held`` there."""
        self.lowering.set_lowered(lowered=False)
        self.header.bring.setEnabled(not held)

    def _lay_line(self, *, lined: bool) -> None:
        self._lined = lined
        self.line.setVisible(lined and not self._typing)

    def _lay_cover(self) -> None:
        if self._cover is not None:
            self._cover.setGeometry(self.lowering.geometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        QMainWindow.closeEvent(self, event)
