"""The window of the admin face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from keystep.gui import tasks
from keystep.gui.admin.page import Page
from keystep.gui.face_window import FaceWindow, FaceWords
from keystep.gui.i18n import tr
from keystep.gui.theme import Appearance
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.rail import RailItem
from keystep.gui.widgets.states import EmptyState

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

OBJECTIVES, STATIONS, PEOPLE, INBOX = "objectives", "stations", "people", "inbox"
IMPACT, LEARNING, PACKS, REPORTS = "impact", "learning", "packs", "reports"


@dataclass(frozen=True)
class Opened:
    """An open office: how to lead through its pages, keep a setting, and let go of it."""

    lead: Callable[[AdminWindow], Navigator]
    keep: Callable[[str, object], None]
    close: Callable[[], None]


class AdminWindow(FaceWindow):
    """``navigator`` leads through the pages; None before the office is open."""

    def __init__(self, home: Path, appearance: Appearance, opening: Callable[[], Opened]) -> None:
        words = FaceWords(
            tr("Keystep, office"), tr("Opening the office"), tr("The office cannot be opened")
        )
        places = (
            RailItem(OBJECTIVES, "objectives", tr("Objectives")),
            RailItem(LEARNING, "learning", tr("Learning")),
            RailItem(IMPACT, "impact", tr("Impact")),
            RailItem(PEOPLE, "people", tr("People")),
            RailItem(STATIONS, "stations", tr("Stations")),
            RailItem(INBOX, "inbox", tr("Inbox")),
            RailItem(PACKS, "packs", tr("Packs")),
            RailItem(REPORTS, "report", tr("Reports")),
        )
        super().__init__(home, appearance, words, places, opening)
        self.navigator: Navigator | None = None

    def side_margin(self, layout: Layout) -> int:
        return layout.admin_margin

    def all_pages(self) -> list[Page]:
        """Every page that is kept."""
        every = (self.pages.widget(n) for n in range(self.pages.count()))
        return [page for page in every if isinstance(page, Page)]

    def welcome(self, opened: Opened) -> None:
        """Show the board."""
        self.look.chosen.connect(opened.keep)
        self.navigator = opened.lead(self)
        self.navigator.start()

    def refusal(self, error: Exception, again: QPushButton) -> QWidget:
        from keystep.errors import ShareUnreachable  # noqa: PLC0415 - after the first paint

        if isinstance(error, ShareUnreachable):
            title = tr("No organisation yet")
            return EmptyState("stations", title, tasks.said(error), (again,))
        return super().refusal(error, again)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.navigator is not None:
            self.navigator.leave()
        super().closeEvent(event)
