"""A table as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from keystep.domain.sheet import Sheet
from keystep.gui.admin.table.data_table import DataTable
from keystep.gui.i18n import isolate, tr
from keystep.services import tables

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator


def exported(table: DataTable, navigator: Navigator, usual: str) -> None:
    """Have the table's export ask for a file, ``usual`` its first name, and write CSV into it."""
    table.export_wanted.connect(partial(_save, navigator, usual))


def _save(navigator: Navigator, usual: str, sheet: Sheet) -> None:
    path = navigator.desk.name_file(tr("Save the table"), usual)
    if path is None:
        return

    def saved(_nothing: object) -> None:
        navigator.window.tell("success", tr("Saved as {name}", name=isolate(path.name)), "")

    navigator.run(lambda: tables.save_csv(path, sheet), saved)
