"""A quiet word that two people may be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from keystep.aggregate.persons import PersonRow
from keystep.gui.admin.people.person_words import name_of, station_name
from keystep.gui.admin.people.twins import Pair
from keystep.gui.i18n import tr, trn
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout


def twins_line(pairs: Sequence[Pair], compare: Callable[[str, str], object]) -> Callout:
    """The likeliest of ``pairs``, how many more there are, and a way to put it side by side."""
    one, other = pairs[0]
    title = tr("Perhaps one person: {pair}", pair=_names(one, other))
    text = _places(one, other)
    if len(pairs) > 1:
        more = trn("and 1 more pair", "and {n} more pairs", len(pairs) - 1)
        text = " · ".join(filter(None, (text, more)))
    line = Callout("info", title, text, inline=True)
    line.ways.addWidget(button(tr("Compare"), on_click=lambda: compare(one.person, other.person)))
    return line


def _names(one: PersonRow, other: PersonRow) -> str:
    if one.name == other.name:
        return tr("{name}, twice", name=name_of(one))
    return tr("{one} and {other}", one=name_of(one), other=name_of(other))


def _places(one: PersonRow, other: PersonRow) -> str:
    """Where each was last."""
    places = [station_name(row.stations[0]) for row in (one, other) if row.stations]
    if len(set(places)) == 2:
        return tr("At {one} and at {other}", one=places[0], other=places[1])
    return tr("Both at {station}", station=places[0]) if len(places) == 2 else ""
