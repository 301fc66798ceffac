"""Shows the log, and takes back what is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from keystep.aggregate.matters import ANSWERED
from keystep.aggregate.papers import Activity
from keystep.gui.admin.activity.page import PAGE, ActivityPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.telling import told_catalog, told_progress
from keystep.gui.admin.window import INBOX
from keystep.gui.admin.words import say
from keystep.gui.i18n import tr
from keystep.services import papers
from keystep.services.office import Office


class ActivityDesk(ReadingDesk[Sequence[Activity]]):
    """Behind the inbox."""

    def make(self) -> Page:
        page = ActivityPage()
        page.undo_wanted.connect(self._undo)
        page.more_wanted.connect(self.refresh)
        page.back_wanted.connect(partial(self.navigator.go_to, INBOX))
        exported(page.table, self.navigator, tr("activity") + ".csv")
        return page

    def read(self, office: Office) -> Sequence[Activity]:
        limit = self._page.limit if isinstance(self._page, ActivityPage) else PAGE
        return papers.activity(office, limit + 1)

    def fill(self, model: Sequence[Activity]) -> None:
        if isinstance(self._page, ActivityPage):
            self._page.show_activity(model, self.navigator.office.clock.now())

    def fail(self, words: str) -> None:
        if isinstance(self._page, ActivityPage):
            self._page.show_fault(words)

    def _undo(self, entry: Activity) -> None:
        """It may be something that the stations know of: answers come with people's progress."""
        tell = told_progress if ANSWERED.name in entry.registers else told_catalog
        self.undo(entry.id, say(entry.said), tell=tell)
