"""Masks on a picture, each of which hides something of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from keystep.content.checks.regions import edge_faults, sides_of
from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown
from keystep.domain.flashcards import Mask

_MOST = 30


def mask_faults(entry: Spot) -> Iterator[Fault]:
    """Masks that go beyond the picture, and those that lie wholly below another one."""
    drawn = list[tuple[Spot, Mask]]()
    for spot in tuple(entry.find("masks", EACH))[:_MOST]:
        yield from edge_faults(spot, "mask")
        if sides := sides_of(spot):
            x, y, width, height = sides
            mask = Mask(title=spot.at("title").text, x=x, y=y, width=width, height=height)
            drawn.append((spot, mask))
    yield from _cover_faults(drawn, hides_others=entry.at("hide").text != "one")


def _cover_faults(drawn: Sequence[tuple[Spot, Mask]], *, hides_others: bool) -> Iterator[Fault]:
    """Where one mask at a time is shown, a smaller one may lie in another."""
    for (above, cover), (spot, mask) in permutations(drawn, 2):
        is_told = above.place < spot.place if _lies_in(cover, mask) else hides_others
        if is_told and _lies_in(mask, cover):
            what = f"The mask lies wholly below {shown(cover.title)}."
            yield spot.fault(what, "Move one of them, or make it smaller.")


def _lies_in(mask: Mask, other: Mask) -> bool:
    return (
        other.x <= mask.x
        and other.y <= mask.y
        and mask.x + mask.width <= other.x + other.width
        and mask.y + mask.height <= other.y + other.height
    )
