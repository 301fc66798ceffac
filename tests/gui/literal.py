"""Names that are markup, and where a window would take them for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget

from keystep.services.importing import import_share
from keystep.services.kpi.importing import import_kpis
from keystep.services.okr.files import load_okrs
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.gui.pseudo import words_of
from tests.takers import take_lesson

NAME = "<b>x</b><img src=file:///etc/passwd>"
BOLD = re.compile(r'font-weight:[6-9]\d\d;?[^<>]*">x<')
CYCLE = f"""\
id = "2026-2"
title = "{NAME}"
start = 2026-09-01
end = 2026-12-31

[[objectives]]
id = "answers"
title = "{NAME}"
owner = "{NAME}"

[[objectives.key_results]]
id = "response-time"
title = "{NAME}"
kind = "work"
source = "{NAME}"
unit = "min"
baseline = 20
target = 10
owner = "{NAME}"
basis = "{NAME}"
"""


def marked(world: World, folder: Path) -> tuple[Station, str]:
    """A station and its learner (their id) in ``world``, everything named ``NAME`` that can be."""
    folder.mkdir()
    okrs, kpis = folder / "okrs.toml", folder / "kpis.csv"
    okrs.write_text(CYCLE, encoding="utf-8")
    kpis.write_text(f"kpi,team,date,value,n\n{NAME},{NAME},2026-09-07,15,9\n", encoding="utf-8")
    load_okrs(world.office, okrs)
    import_kpis(world.office, kpis)
    station = world.add_station(NAME)
    learner = register(station, NAME, NAME)
    take_lesson(station, learner.id, "before-you-start")
    world.clock.move(minutes=1)
    sync(station)
    import_share(world.office)
    sync(station)
    return station, learner.id


def taken_for_markup(window: QWidget) -> list[str]:
    """What parts of ``window`` would show the name as anything but its letters."""
    return [text for part in window.findChildren(QWidget) for text in _rich(part) if "<b>x" in text]


def shows_the_name(window: QWidget) -> bool:
    return any(NAME in text for text in words_of(window))


def _rich(part: QWidget) -> Iterator[str]:
    """Texts of ``part`` that Qt reads as HTML."""
    if isinstance(part, QLabel):
        by_itself = part.textFormat() is Qt.TextFormat.AutoText and Qt.mightBeRichText(part.text())
        if by_itself or part.textFormat() is Qt.TextFormat.RichText:
            yield part.text()
    if isinstance(part, QTextEdit):
        yield _source(part.document())
    yield from (text for text in (part.toolTip(), part.whatsThis()) if Qt.mightBeRichText(text))


def _source(document: QTextDocument) -> str:
    """``<b>x`` where a document shows a bold x."""
    return "<b>x" if BOLD.search(document.toHtml()) else ""
