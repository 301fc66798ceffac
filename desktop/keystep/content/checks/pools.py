"""Pools of which as many items are drawn as there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from keystep.content.document import EACH, Document
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind
from keystep.content.source import Source


def pool_faults(source: Source) -> Iterator[Fault]:
    """Draws of too few items, pools that nobody draws, and draws of a draw."""
    drawing = set[str]()
    for document in source.of(Kind.QUIZ):
        yield from _draw_faults(document)
        if document.root.at("draw").keys:
            drawing.add(document.root.at("id").text)
    for lesson in source.of(Kind.LESSON):
        for show in lesson.root.find("steps", EACH, "show"):
            if show.at("quiz").text in drawing and "count" in show.keys:
                what = f"The quiz {shown(show.at('quiz').text)} says itself how many it draws."
                yield show.at("count").fault(what, "Delete “count”.")


def _draw_faults(document: Document) -> Iterator[Fault]:
    pools = Counter(spot.text for spot in document.root.texts("items", EACH, "pool"))
    draw = document.root.at("draw")
    for name in draw.keys:
        wanted = draw.at(name)
        if name not in pools:
            yield wanted.fault(f"No item is in the pool {shown(name)}.", suggestion(name, pools))
        elif isinstance(wanted.value, int) and wanted.value > pools[name]:
            what = f"{wanted.value} are drawn of {shown(name)}, which has {pools[name]}."
            yield wanted.fault(what, "Draw fewer, or add items.")
    drawn = set(draw.keys)
    for spot in document.root.texts("items", EACH, "pool"):
        if spot.text not in drawn:
            what = f"The pool {shown(spot.text)} is never drawn."
            yield spot.fault(what, "Add it to “draw”, or delete “pool”: then it is asked always.")
