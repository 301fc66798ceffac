"""Writes reports where the admin wants them."""

from __future__ import annotations

from functools import partial

from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.reports.forms import Form
from keystep.gui.admin.reports.page import ReportsPage
from keystep.gui.i18n import isolate, tr
from keystep.gui.long_work import LongWork
from keystep.gui.widgets.buttons import button
from keystep.services.office import Office
from keystep.services.okr.cycles import current_cycle


class ReportsDesk(ReadingDesk[str]):
    """The place of the rail."""

    def make(self) -> Page:
        page = ReportsPage()
        page.wanted.connect(partial(self._write, page))
        return page

    def read(self, office: Office) -> str:
        """The title of the cycle, "" while there is none."""
        cycle = current_cycle(office)
        return cycle.title if cycle else ""

    def fill(self, model: str) -> None:
        if isinstance(self._page, ReportsPage):
            self._page.show_cycle(model)

    def fail(self, words: str) -> None:
        self.navigator.window.tell("danger", tr("The reports cannot be offered"), words)

    def _write(self, page: ReportsPage, form: Form) -> None:
        named = self.navigator.desk.name_file(tr("Where to write it"), form.usual)
        if named is None:
            return
        path = named if named.suffix else named.with_suffix(form.ending)
        office, window = self.navigator.office, self.navigator.window
        page.busy(form)

        def done(_nothing: object) -> None:
            show = button(tr("Show it"), on_click=lambda: self.navigator.desk.show_file(path))
            window.tell("success", tr("{title}: written", title=tr(form.title)), str(path), (show,))

        title = tr("Writing {name}", name=isolate(path.name))
        writing = LongWork(window, title, partial(form.write, office, path), done)
        writing.over.connect(partial(page.busy, None))
        writing.over.connect(self.refresh)
