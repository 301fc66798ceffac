"""Entries as an author's ``decks/*.yaml``, in as many files as their size asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

import msgspec
from ruamel.yaml import YAML

from keystep.content.cards import Entry
from keystep.content.exporters.entries import entries_of
from keystep.content.names import MAX_TEXT
from keystep.domain.flashcards import Deck

_ROOM = 4_096
"""Bytes for what stands before the cards."""
_GROWTH = 2
"""YAML takes at most so many times the bytes of JSON: indents, and lines that are broken."""


def yaml_files(deck: Deck, skill: str, most: int = MAX_TEXT) -> Iterator[tuple[str, str]]:
    """Names without ending, and texts of ``most`` bytes each; every card trains ``skill``."""
    entries = ({**entry, "skill": skill} for entry in entries_of(deck.cards))
    for n, part in enumerate(_parts(entries, most - _ROOM), 1):
        no = deck.id if n == 1 else f"{deck.id}-{n}"
        title = deck.title if n == 1 else f"{deck.title} ({n})"
        under = {"under": list(deck.under)} if deck.under else {}
        yield no, _dumped({"id": no, "title": title, **under, "cards": part})


def _parts(entries: Iterable[Entry], room: int) -> Iterator[list[Entry]]:
    """Runs of entries that fit into a file each."""
    part, size = list[Entry](), 0
    for entry in entries:
        more = _GROWTH * len(msgspec.json.encode(entry))
        if part and size + more > room:
            yield part
            part, size = [], 0
        part.append(entry)
        size += more
    yield part


def _dumped(value: object) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 100
    file = StringIO()
    yaml.dump(value, file)
    return file.getvalue()
