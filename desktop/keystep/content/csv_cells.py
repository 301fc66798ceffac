"""How our tables of cards are written, so that no spreadsheet runs a cell of them."""

from __future__ import annotations

HEAD = ("front", "back", "note", "tags", "deck", "id")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "'"


def defused(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run."""
    return f"{_MARK}{cell}" if _acts(cell) else cell


def meant(cell: str) -> str:
    """What :func:`defused` was given."""
    return cell.removeprefix(_MARK) if _acts(cell) else cell


def _acts(cell: str) -> bool:
    return cell.lstrip(_MARK).startswith(_ACTS)
