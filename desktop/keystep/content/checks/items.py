"""Quiz items that can be answered, and answered wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault
from keystep.content.names import Kind
from keystep.content.source import Source


def item_faults(source: Source) -> Iterator[Fault]:
    """Choices without the right number of right options."""
    for document in source.of(Kind.QUIZ):
        for item in document.root.find("items", EACH):
            yield from _option_faults(item)


def _option_faults(item: Spot) -> Iterator[Fault]:
    options = tuple(item.at("options").each())
    right = sum(option.at("right").value is True for option in options)
    kind = item.at("type").text
    if not options:
        return
    if kind == "single" and right != 1:
        yield item.at("options").fault(
            f"{right} options are right.",
            "Mark exactly one with right: true, or make the type multiple.",
        )
    elif kind == "multiple" and right == 0:
        yield item.at("options").fault("No option is right.", "Mark at least one with right: true.")
