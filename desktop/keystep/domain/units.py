"""Figures with their units, as every screen, report and line says them."""

from __future__ import annotations

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def with_unit(figure: str, unit: str) -> str:
    """ "17 min"; a narrow space, at which no line breaks, before a percent sign."""
    space = NARROW_SPACE if unit == "%" else " "
    return f"{figure}{space}{unit}" if unit else figure
