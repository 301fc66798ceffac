"""The way from the board to KPI data: the list, one KPI, and files coming in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from keystep.gui.admin.kpis.import_desk import ImportDesk
from keystep.gui.admin.kpis.kpi_page import KpiPage
from keystep.gui.admin.kpis.list_page import KpisPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.state import State
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.window import OBJECTIVES
from keystep.gui.i18n import isolate, tr
from keystep.services.kpi import listing, template
from keystep.services.kpi.listing import KpiListed, KpiPast
from keystep.services.office import Office

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

ENDING = ".xlsx"


class KpisDesk(ReadingDesk[Sequence[KpiListed]]):
    """Behind the board."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._importing = ImportDesk(self)
        self._one: KpiDesk | None = None

    def make(self) -> Page:
        page = KpisPage()
        page.opened.connect(self.open_kpi)
        page.file_wanted.connect(self._importing.ask)
        page.drop.chosen.connect(self.open_file)
        page.template_wanted.connect(self.write_template)
        page.back_wanted.connect(partial(self.navigator.go_to, OBJECTIVES))
        exported(page.table, self.navigator, tr("KPIs") + ".csv")
        return page

    def read(self, office: Office) -> Sequence[KpiListed]:
        return listing.kpis(office)

    def fill(self, model: Sequence[KpiListed]) -> None:
        if isinstance(self._page, KpisPage):
            self._page.show_kpis(model, self.navigator.office.clock.now())

    def fail(self, words: str) -> None:
        if isinstance(self._page, KpisPage):
            self._page.show_fault(words)

    def take(self, state: State) -> None:
        super().take(state)
        if self._one is not None:
            self._one.take(state)

    def open_kpi(self, kpi: str) -> None:
        """Show one KPI with its history."""
        if self._one is not None:
            self.navigator.window.forget(self._one.page)
            self._one.deleteLater()
        self._one = KpiDesk(self, kpi)
        self._one.show()

    def open_file(self, path: Path) -> None:
        """Show what would come of a file."""
        self._importing.open_file(path)

    def write_template(self) -> None:
        """Ask where to, and write the file to fill in."""
        path = self.navigator.desk.name_file(tr("Where to write it"), tr("KPIs") + ENDING)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(ENDING)
        office, window = self.navigator.office, self.navigator.window

        def done(_lines: int) -> None:
            told = tr("Fill in value and n, then import it here. What stays empty is no fault.")
            window.tell("success", tr("Saved as {name}", name=isolate(path.name)), told)

        self.navigator.run(partial(template.write_template, office, path), done)


class KpiDesk(ReadingDesk[KpiPast]):
    """Behind the list."""

    def __init__(self, behind: KpisDesk, kpi: str) -> None:
        super().__init__(behind.navigator)
        self._behind, self._kpi = behind, kpi

    def make(self) -> Page:
        page = KpiPage(self._kpi)
        page.back_wanted.connect(self._behind.show)
        page.unit_wanted.connect(self._set_unit)
        exported(page.table, self.navigator, f"{tr('KPIs')}.csv")
        return page

    def read(self, office: Office) -> KpiPast:
        return listing.past(office, self._kpi)

    def fill(self, model: KpiPast) -> None:
        if isinstance(self._page, KpiPage):
            self._page.show_past(model, self.navigator.office.clock.now())

    def fail(self, words: str) -> None:
        if isinstance(self._page, KpiPage):
            self._page.show_fault(words)

    def _set_unit(self, unit: str) -> None:
        title = tr("{kpi} is counted in “{unit}”", kpi=self._kpi, unit=unit)
        said = title if unit else tr("{kpi} has no unit", kpi=self._kpi)
        self.change(lambda office: listing.set_unit(office, self._kpi, unit), said)
