"""Any file of cards, by its ending."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from keystep.content.importers import anki, markdown, tables
from keystep.content.importers.tables import Mapping, Table
from keystep.content.importers.value import Found, refused
from keystep.errors import DeckFileRefused

ENDINGS = (*sorted(anki.ENDINGS), *sorted(tables.ENDINGS), *sorted(markdown.ENDINGS))
_AS_FOUND = Mapping()


class Read(Struct, frozen=True):
    """What a file holds; ``table`` only where it is one."""

    found: Found
    table: Table | None = None


def read_deck_file(file: Path, mapping: Mapping = _AS_FOUND) -> Read:
    """Raises DeckFileRefused for what holds no cards, or cannot be read."""
    ending = file.suffix.lower()
    try:
        if ending in anki.ENDINGS:
            return Read(anki.read_anki(file))
        if ending in markdown.ENDINGS:
            return Read(markdown.read_markdown(file))
        if ending in tables.ENDINGS:
            table = tables.read_table(file, mapping)
            return Read(tables.read_cards(file, table), table)
    except OSError as error:
        raise DeckFileRefused(
            "The deck {name} cannot be read ({fault}). Look whether it is there and whether you "
            "may read it, then try again.",
            name=file.name,
            fault=error.strerror or str(error),
        ) from error
    raise refused(file.name, f"its name does not end in {', '.join(ENDINGS)}")
