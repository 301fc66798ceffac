"""How the figures of items are said."""

from __future__ import annotations

from keystep.domain.item_analysis import Correlation, Doubt, ItemFigures
from keystep.domain.measures import Interval
from keystep.domain.words import Words

DOUBT_WORDS: dict[Doubt, Words] = {
    Doubt.NEGATIVE: Words("who does well elsewhere does worse here"),
    Doubt.BEATEN: Words("a wrong answer beats the right one"),
    Doubt.TOO_EASY: Words("nearly everybody knows it"),
}


def facility(figures: ItemFigures) -> Words:
    """ "0.62 (0.51 to 0.72)"."""
    return _with_ends(figures.facility, figures.facility_interval)


def correlated(related: Correlation) -> Words:
    """ "0.31 (0.10 to 0.50)"."""
    return _with_ends(related.value, related.interval)


def _with_ends(value: float, ends: Interval) -> Words:
    values: dict[str, str | int] = {
        name: f"{number:.2f}".replace("-", "\N{MINUS SIGN}")
        for name, number in (("value", value), ("low", ends.low), ("high", ends.high))
    }
    return Words("{value} ({low} to {high})", values)
