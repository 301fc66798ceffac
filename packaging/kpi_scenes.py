"""KPI data in the office: the list, one KPI, and files on their way in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from admin_office import NOW
from PySide6.QtTest import QTest
from scene_hands import wait

FOREIGN = """Group;Week until;Minutes;Calls
Desk North;05.03.2027;17,2;431
Desk South;05.03.2027;17,9;402
Desk South;05.03.2027;18,1;
Export;31.02.2027;about 18;388
"""
OWN = """kpi,team,date,value,n,unit
response,Desk North,2027-03-03,16.9,431,min
response,Desk South,2027-03-03,17.4,402,min
response,Hall 7,2027-03-03,17.1,198,
solved,Desk North,2027-03-03,71.2,431,%
solved,Desk South,2027-03-03,,,%
lock,Hall 7,2027-03-03,82,22,%
lock,Hall 7,2027-03-03,83,22,%
lock,Hall 3,2027-03-10,79 %,18,%
"""


def kpis(stage: Any) -> None:
    stage.window.navigator.kpis.show()
    _until(stage, "KpisPage", lambda page: page.table.view.rows.total() > 0)


def kpis_none(stage: Any) -> None:
    kpis(stage)
    QTest.qWait(600)
    _page(stage).show_kpis((), stage.parts["office"].clock.now())


def kpi(stage: Any) -> None:
    """With a correction in its history."""
    from keystep.services.kpi.importing import import_kpis  # noqa: PLC0415

    day = NOW.date().replace(day=NOW.day - 1)
    text = f"kpi,team,date,value,n,unit\nresponse,Desk North,{day},17.6,408,min\n"
    import_kpis(stage.parts["office"], _written(stage, "mended.csv", text))
    kpis(stage)
    stage.window.navigator.kpis.open_kpi("response")
    _until(stage, "KpiPage", lambda page: page.table.view.rows.total() > 0)


def kpi_file(stage: Any) -> None:
    _look(stage, "week-10.csv", OWN)


def kpi_file_wrong(stage: Any) -> None:
    kpi_file(stage)
    _page(stage).shown.set_current("wrong")
    _page(stage).shown.chosen.emit("wrong")


def kpi_file_foreign(stage: Any) -> None:
    _look(stage, "telephone.csv", FOREIGN)


def kpi_file_mapped(stage: Any) -> None:
    from keystep.domain.kpi import DateOrder, Field, KpiMapping  # noqa: PLC0415

    kpi_file_foreign(stage)
    columns = {Field.TEAM: 0, Field.DATE: 1, Field.VALUE: 2, Field.N: 3}
    fixed = {Field.KPI: "response", Field.UNIT: "min"}
    page = _page(stage)
    page.mapped.emit(KpiMapping(columns=columns, fixed=fixed, dates=DateOrder.DAY_FIRST))
    _until(stage, "ImportPage", lambda page: page.take.isEnabled())


def kpi_file_refused(stage: Any) -> None:
    _look(stage, "photo.xlsx", "PK\x03\x04 not a workbook")


def kpi_imported(stage: Any) -> None:
    kpi_file(stage)
    _page(stage).take.click()
    _until(stage, "KpisPage", lambda _page: stage.window.findChild(_callout()) is not None)


KPIS = (
    kpis,
    kpis_none,
    kpi,
    kpi_file,
    kpi_file_wrong,
    kpi_file_foreign,
    kpi_file_mapped,
    kpi_file_refused,
    kpi_imported,
)


def _look(stage: Any, name: str, text: str) -> None:
    kpis(stage)
    stage.window.navigator.kpis.open_file(_written(stage, name, text))
    _until(stage, "ImportPage", lambda page: page.is_told)


def _written(stage: Any, name: str, text: str) -> Path:
    path: Path = stage.parts["home"] / name
    path.write_text(text, encoding="utf-8")
    return path


def _callout() -> type:
    from keystep.gui.widgets.callout import Callout  # noqa: PLC0415

    return Callout


def _page(stage: Any) -> Any:
    return stage.window.pages.currentWidget()


def _until(stage: Any, kind: str, ready: Any) -> None:

    wait(lambda: type(_page(stage)).__name__ == kind and ready(_page(stage)))
