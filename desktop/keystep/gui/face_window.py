"""The window of a face: it paints first, then opens its home in a worker, then only navigates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from keystep.gui import fonts, tasks
from keystep.gui.app import note
from keystep.gui.i18n import is_rtl, mark, tr
from keystep.gui.look import LookMenu
from keystep.gui.pages import announce, bare, reveal, scrolled
from keystep.gui.theme import Appearance, restyle
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.focus_ring import FocusRing
from keystep.gui.widgets.layer import Layer
from keystep.gui.widgets.layout import Layout, layout_class
from keystep.gui.widgets.rail import Rail, RailItem
from keystep.gui.widgets.states import ErrorState, LoadingState
from keystep.gui.widgets.sync_line import SyncLine

LOOK = "look"
LOOK_ITEM = RailItem(LOOK, "theme", mark("Look"))
KEPT = "window.ini"
SIZE = (1366, 768)


@dataclass(frozen=True, slots=True)
class FaceWords:
    """What a face says of itself: in the title bar, while it opens, when it cannot."""

    title: str
    opening: str
    refused: str


class Held(Protocol):
    """An open home; ``close`` lets go of it."""

    @property
    def close(self) -> Callable[[], None]: ...


class FaceWindow(QMainWindow):
    """``opening`` is called in a worker after the first paint; a face welcomes what it gives.

    ``painted`` is sent once, after the first paint, and ``ready`` when the home is open and its
    first page is there; ``place_chosen`` carries the place a person chose in the rail, ``arranged``
    the new layout. ``works`` holds what is under way, above the pages; ``whole`` is the column of
    the whole window, for what stands above or below all else.
    """

    painted = Signal()
    ready = Signal()
    place_chosen = Signal(str)
    arranged = Signal(object)

    def __init__(
        self,
        home: Path,
        appearance: Appearance,
        words: FaceWords,
        places: Sequence[RailItem],
        opening: Callable[[], Held],
        *,
        foot: Sequence[RailItem] = (LOOK_ITEM,),
    ) -> None:
        super().__init__()
        self._home, self._words, self._opening = home, words, opening
        self._was_painted = self._rail_at_end = False
        self._notice: Callout | None = None
        self._held: Held | None = None
        self.layout_class = layout_class(*SIZE)
        self.look = LookMenu(appearance, self)
        acts = [replace(item, text=tr(item.text)) for item in foot]
        self.rail = Rail(places, tr("Keystep"), foot=acts)
        self.pages = QStackedWidget()
        self.line = SyncLine("saved", "")
        self._notices, self.works = QVBoxLayout(), QVBoxLayout()
        self._build()
        self._ring = FocusRing(self)
        self.rail.chosen.connect(self._choose)
        appearance.changed.connect(self._arrange_soon)
        self.come_back()

    def come_back(self) -> None:
        """Where and as large as it was last."""
        self.setMinimumSize(640, 480)
        self.resize(*SIZE)
        geometry = self._remembered().value("geometry")
        if geometry:
            self.restoreGeometry(geometry)

    def set_rail_at_end(self, *, at_end: bool) -> None:
        """Have the rail at the end edge, or at the start."""
        ways = QBoxLayout.Direction
        self._rail_at_end = at_end
        self._across.setDirection(ways.RightToLeft if at_end else ways.LeftToRight)
        self._border_rail()

    @property
    def stage(self) -> QWidget:
        """Rail and pages together, as against what stands above or below all of it."""
        return self._middle

    def fitted(self, width: int, height: int) -> Layout:
        """The layout that this face wears on ``width`` by ``height`` pixels of it."""
        return layout_class(width, height, fonts.text_scale())

    def side_margin(self, layout: Layout) -> int:
        """The margin of this face's pages, in pixels."""
        return layout.margin

    def open_home(self) -> None:
        """Import the engine and open the home in a worker; then welcome it, or say why not."""
        self.rail.setEnabled(False)
        self.show_state(LoadingState(self._words.opening, 3))
        tasks.start(self, self._opening, self._receive, self.refuse)

    def welcome(self, opened: Any) -> None:
        """What the face does with its open home."""
        raise NotImplementedError

    def set_owner(self, name: str, place: str) -> None:
        """Whose pages are shown, and where they belong; "" is nobody's."""
        self.rail.set_owner(name, place)

    def show_page(self, page: QWidget, place: str | None, *, whole: bool = False) -> None:
        """Show a page beside the rail, at ``place`` of it if any; or over the ``whole`` window."""
        self.rail.setVisible(not whole)
        self.line.setVisible(not whole)
        self._replace(page)
        self.rail.select(place)

    def take_in(self, page: QWidget) -> None:
        """Have a page in the window, out of sight and as large as over the whole window."""
        self.pages.addWidget(page)
        page.resize(self._middle.size())

    def show_state(self, state: QWidget) -> None:
        """Show a state in the upper middle of an otherwise empty page."""
        self.line.hide()
        self.rail.select(None)
        self._replace(framed(state))

    def forget(self, page: QWidget | None) -> None:
        """A page that is not come back to."""
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()

    def close_popups(self) -> None:
        """Menus, and whatever else closes at a click beside it."""
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass

    def forget_layers(self) -> None:
        """What lies over the pages is not come back to."""
        self.close_popups()
        near = Qt.FindChildOption.FindDirectChildrenOnly
        for over in self._middle.findChildren(Layer, options=near):
            over.close_layer(back=False)

    def tell(self, tone: str, title: str, text: str = "", ways: Sequence[QPushButton] = ()) -> None:
        """Say in place, above whatever is shown, what came of an act; ``ways`` are what can be done
        about it."""
        self.untell()
        self._notice = Callout(tone, title, text, small=True)
        for way in (*ways, button(tr("Close"), "plain", on_click=self.untell)):
            self._notice.ways.addWidget(way)
        self._notices.addWidget(self._notice)
        margin = self.side_margin(self.layout_class)
        self._notices.setContentsMargins(margin, 12, margin, 0)
        announce(self._notice, f"{title}. {text}")

    def untell(self) -> None:
        """Take away what was told last."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
            self._notices.setContentsMargins(0, 0, 0, 0)

    def tell_unexpected(self, error: Exception) -> None:
        """Say in place, above whatever is shown, that something went wrong."""
        self.tell("danger", tr("That did not work"), tasks.said(error))

    def refuse(self, error: Exception) -> None:
        """Say that the home cannot be opened, why, and what to do."""
        note(f"cannot open {self._home}", error)
        again = button(tr("Try again"), "primary", on_click=self.open_home)
        self.rail.setEnabled(True)
        self.rail.enable_places(self._held is not None)
        self.show_state(self.refusal(error, again))
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    def refusal(self, error: Exception, again: QPushButton) -> QWidget:
        """The state that tells of a home that cannot be opened."""
        details = f"{type(error).__name__}: {error}"
        return ErrorState(self._words.refused, tasks.said(error), (again,), details)

    def release(self) -> None:
        """Let go of the home."""
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads to what can be seen: a scroll area follows only what it had before."""
        moved = super().focusNextPrevChild(forward)
        here = self.focusWidget()
        if moved and here is not None:
            reveal(here)
        return moved

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._border_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remembered().setValue("geometry", self.saveGeometry())
        super().closeEvent(event)

    @Slot()
    def _begin(self) -> None:
        self.painted.emit()
        self.open_home()

    def _receive(self, opened: Held) -> None:
        self._held = opened
        self.rail.setEnabled(True)
        self.rail.enable_places(True)
        self.welcome(opened)
        self.ready.emit()

    def _build(self) -> None:
        self.setWindowTitle(self._words.title)
        self.line.hide()
        for above in (self._notices, self.works):
            above.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self.works)
        column.addLayout(self._notices)
        column.addWidget(self.pages, 1)
        column.addWidget(self.line)
        self._middle = QWidget()
        self._across = row = QHBoxLayout(self._middle)
        bare(row)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        central = QWidget()
        self.whole = QVBoxLayout(central)
        bare(self.whole)
        self.whole.addWidget(self._middle, 1)
        self.setCentralWidget(central)
        self._border_rail()

    def _border_rail(self) -> None:
        """The line of the rail is on the side of the pages."""
        restyle(self.rail, rtl="true" if is_rtl() is not self._rail_at_end else "false")

    def _replace(self, page: QWidget) -> None:
        """Show a page and delete the one before, if it was only passing."""
        old = self.pages.currentWidget()
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self.untell()
        if old is not None and old is not page and old.property("passing"):
            self.forget(old)

    @Slot()
    def _arrange_soon(self) -> None:
        """Once every widget knows the new text size."""
        QTimer.singleShot(0, self, self._arrange)

    @Slot()
    def _arrange(self) -> None:
        self.layout_class = self.fitted(self.width(), self.height())
        self.rail.arrange(self.layout_class)
        self.line.set_margin(self.side_margin(self.layout_class))
        self.arranged.emit(self.layout_class)

    @Slot(str)
    def _choose(self, key: str) -> None:
        if key == LOOK:
            self.look.open_at(self.rail.button(LOOK))
        else:
            self.place_chosen.emit(key)

    def _remembered(self) -> QSettings:
        return QSettings(str(self._home / KEPT), QSettings.Format.IniFormat)


def framed(state: QWidget) -> QWidget:
    """A state in the upper middle of an otherwise empty page, which scrolls where room runs out."""
    body = QWidget()
    state.setMaximumWidth(fonts.scaled(560))
    column = QVBoxLayout(body)
    column.setContentsMargins(40, 116, 40, 40)
    column.addWidget(state)
    column.addStretch(1)
    page = scrolled(body)
    page.setProperty("passing", True)
    return page
