"""The facts of a person, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from keystep.aggregate.persons import PersonRow
from keystep.domain.events import Instant
from keystep.gui.admin.people.person_words import span_of, station_line
from keystep.gui.i18n import number, tr
from keystep.gui.widgets.label import label


def facts_of(row: PersonRow, now: Instant, *, team: bool = False) -> QWidget:
    """Where and when somebody learned, and how much; the ``team`` where it is not said yet."""
    stations = "\n".join(station_line(used, now) for used in row.stations)
    facts = [
        (tr("Learns at"), stations or tr("no station yet")),
        (tr("Active"), span_of(row, now)),
        (tr("Events"), number(row.events)),
    ]
    if team:
        facts.insert(0, (tr("Team"), row.team or tr("none told")))
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for place, (name, value) in enumerate(facts):
        grid.addWidget(label(name, "caption", "ink2"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, "body_figure", wrap=True), place, 1)
    return made
