"""Quiz items that can be answered, and answered wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.checks.choices import choice_faults
from keystep.content.checks.gaps import gap_faults
from keystep.content.checks.regions import region_faults
from keystep.content.checks.twins import twin_faults
from keystep.content.checks.typos import typo_faults
from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault
from keystep.content.names import Kind
from keystep.content.source import Source

_MOST_THINGS = 10


def item_faults(source: Source) -> Iterator[Fault]:
    """What keeps an item from being answered rightly, or from being answered wrongly."""
    for document in source.every(Kind.QUIZ):
        for item in document.root.find("items", EACH):
            yield from choice_faults(item)
            yield from gap_faults(item)
            yield from region_faults(item)
            yield from twin_faults(item)
            yield from typo_faults(item)
            yield from _thing_faults(item)


def _thing_faults(item: Spot) -> Iterator[Fault]:
    """More to sort than a screen holds."""
    things = tuple(item.at("bins").find(EACH, "things", EACH))
    if len(things) > _MOST_THINGS:
        what = f"There are {len(things)} things to sort."
        yield things[_MOST_THINGS].fault(what, f"Keep {_MOST_THINGS} at most, over all bins.")
