"""Importing a deck, for the screenshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest

TABLE = """front;back;example;tags
Isolator;cuts the power off for good;Turn it to 0 and hang your lock on it.;lock-out
Emergency stop;stops the movement, and leaves the power on;Never work on a machine by it alone.;
Lock-out;a lock that only you can open;One person, one lock, one key.;lock-out
Tag;says who works there, and since when;;lock-out
Stored energy;what still moves when the power is off;Springs, pressure, a raised load.;energy
Zero check;try to start it, then bring it back to off;;
"""


def import_deck(stage: Any) -> Any:
    """No file yet."""
    from keystep.domain.ports import Learner  # noqa: PLC0415
    from keystep.gui.learn.deck_import import DeckImportPage  # noqa: PLC0415
    from keystep.gui.learn.desk import Desk  # noqa: PLC0415

    station = stage.parts["station"]
    known: Learner = station.store.learners()[0]
    page = DeckImportPage(Desk(station, known))
    page.setProperty("passing", True)
    stage.window.show_page(page, "cards")
    page.arrange(stage.window.layout_class)
    QTest.qWait(50)
    return page


def import_table(stage: Any) -> Any:
    """A table, and what its columns are taken for."""
    page = import_deck(stage)
    file = Path(stage.parts["home"]) / "Words of the shop floor.csv"
    file.write_text(TABLE, encoding="utf-8")
    page.open_file(file)
    while page.preview.isHidden():
        QTest.qWait(50)
    return page


def import_anki(stage: Any) -> None:
    """A package of Anki, and what cannot be carried over."""
    page = import_deck(stage)
    file = Path(stage.parts["home"]) / "Lock-out.apkg"
    _write_package(file)
    page.open_file(file)
    while page.preview.isHidden():
        QTest.qWait(50)


def _write_package(file: Path) -> None:
    import genanki  # noqa: PLC0415

    model = genanki.Model(
        1607392319,
        "Safety",
        fields=[{"name": name} for name in ("Word", "Meaning", "Example", "Source")],
        templates=[
            {
                "name": "Card",
                "qfmt": "What is it? {{Word}}",
                "afmt": "{{Meaning}}{{Example}}{{Source}}",
            }
        ],
    )
    deck = genanki.Deck(2059400110, "Safety::Lock-out")
    for line in TABLE.splitlines()[1:]:
        word, meaning, example, _ = line.split(";")
        fields = [f"<b>{word}</b>", f"{meaning} [sound:{word}.mp4]", example, "Handbook"]
        deck.add_note(genanki.Note(model=model, fields=fields))
    genanki.Package(deck).write_to_file(str(file))


def import_done(stage: Any) -> None:
    page = import_table(stage)
    page.take.click()
    while page.outcome.isHidden():
        QTest.qWait(50)


def import_refused(stage: Any) -> None:
    page = import_deck(stage)
    file = Path(stage.parts["home"]) / "Anatomy.apkg"
    file.write_bytes(b"PK")
    page.open_file(file)
    QTest.qWait(400)


SCENES = (import_deck, import_table, import_anki, import_done, import_refused)
