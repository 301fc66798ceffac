"""Which column of a file is which, as it was understood, and to be said otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.kpi import DateOrder, Field, KpiMapping
from keystep.gui import fonts
from keystep.gui.admin.kpis.words import FIELDS
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.field import LineEdit
from keystep.gui.widgets.flow import Lines

NONE, SAME = "-", "="
LONGEST_HEAD = 24


class MappingWays(QWidget):
    """A choice for each field, and for dates. ``mapped`` carries another KpiMapping."""

    mapped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapping = KpiMapping()
        self._head: tuple[str, ...] = ()
        self._asked: Field | None = None
        self.ways = Lines()
        column = QVBoxLayout(self)
        bare(column)
        column.addLayout(self.ways)

    def show_mapping(self, head: tuple[str, ...], mapping: KpiMapping) -> None:
        """How a table with these heads is read; the keyboard stays with its field."""
        again = (head, mapping) == (self._head, self._mapping) and self.ways.count() > 0
        self._head, self._mapping = head, mapping
        if not again:
            self._show()

    def _show(self) -> None:
        held = self.focusWidget() if self.isAncestorOf(self.focusWidget() or self) else None
        name = held.objectName() if held is not None else ""
        empty(self.ways)
        for way in self._ways():
            self.ways.addWidget(way)
            if way.objectName() == (self._asked or name) and (self._asked or name):
                way.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asked = None

    def _ways(self) -> Iterator[QWidget]:
        for field in Field:
            yield self._column_way(field)
            if field in self._mapping.fixed:
                yield self._text_way(field)
        written = [(one.value, isolate(one.value)) for one in DateOrder]
        dates = ChoiceFilter(tr("31 March is written"), written, self._mapping.dates)
        dates.chosen.connect(lambda key: self._map(dates=DateOrder(key)))
        dates.setObjectName("dates")
        yield dates

    def _column_way(self, field: Field) -> ChoiceFilter:
        places = [(str(n), _title(n, name)) for n, name in enumerate(self._head)]
        options = [(NONE, tr("None")), *places, (SAME, tr("The same in every row"))]
        place = self._mapping.columns.get(field, NONE)
        current = SAME if field in self._mapping.fixed else str(place)
        way = ChoiceFilter(tr(FIELDS[field]), options, current)
        way.setObjectName(f"column-{field}")
        way.chosen.connect(lambda key: self._choose(field, key))
        return way

    def _text_way(self, field: Field) -> LineEdit:
        way = LineEdit(tr("{field} of every row", field=tr(FIELDS[field])), tr(FIELDS[field]))
        way.setText(self._mapping.fixed[field])
        way.setFixedWidth(fonts.scaled(160))
        way.setObjectName(field.value)
        way.editingFinished.connect(lambda: self._type(field, way.text().strip()))
        return way

    def _choose(self, field: Field, key: str) -> None:
        columns = {one: n for one, n in self._mapping.columns.items() if one is not field}
        fixed = {one: text for one, text in self._mapping.fixed.items() if one is not field}
        if key == SAME:
            self._asked = field
            fixed[field] = ""
        elif key != NONE:
            columns[field] = int(key)
        self._map(columns=columns, fixed=fixed)

    def _type(self, field: Field, text: str) -> None:
        if text != self._mapping.fixed.get(field):
            self._map(fixed={**self._mapping.fixed, field: text})

    def _map(self, **changes: object) -> None:
        """On top of what was chosen a moment ago, though what comes of it is not shown yet."""
        self._mapping = replace(self._mapping, **changes)
        self._show()
        self.mapped.emit(self._mapping)


def _title(n: int, name: str) -> str:
    return name[:LONGEST_HEAD] if name else tr("Column {n}", n=n + 1)
