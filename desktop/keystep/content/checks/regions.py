"""Regions of a picture that can be found by pointing at them."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown
from keystep.domain.interactions import ImageHotspot, Region

_WHOLE = 1000
_MOST = 12


def region_faults(item: Spot) -> Iterator[Fault]:
    """None that is right, those beyond the picture, right ones below smaller ones."""
    spots = tuple(item.find("regions", EACH))
    if spots and not any(spot.at("right").value is True for spot in spots):
        what = "No region is right."
        yield item.at("regions").fault(what, "Mark at least one with right: true.")
    drawn = [(spot, region) for spot in spots[:_MOST] if (region := _region(spot))]
    asked = ImageHotspot(regions=tuple(region for _, region in drawn))
    for spot, region in drawn:
        yield from edge_faults(spot, "region")
        yield from _cover_faults(spot, region, asked)


def edge_faults(spot: Spot, name: str) -> Iterator[Fault]:
    """Sides of a rectangle, called ``name``, that lie beyond the picture."""
    for start, extent in (("x", "width"), ("y", "height")):
        if sum(_thousandths(spot.at(side)) for side in (start, extent)) > _WHOLE:
            what = f"The {name} goes beyond the picture: {start} and {extent} make more than 100."
            yield spot.at(extent).fault(what, "Make it smaller, or move it.")


def sides_of(spot: Spot) -> tuple[int, int, int, int] | None:
    """x, y, width and height of a rectangle in thousandths; None where a number is missing."""
    x, y, width, height = (_thousandths(spot.at(s)) for s in ("x", "y", "width", "height"))
    return None if min(x, y, width, height) < 0 else (x, y, width, height)


def _cover_faults(spot: Spot, region: Region, asked: ImageHotspot) -> Iterator[Fault]:
    found = asked.region_at(region.middle)
    if region.right and found is not None and found is not region:
        what = f"The middle of this right region lies in {shown(found.title)}, which is smaller."
        yield spot.fault(what, "Move one of them: who points there means the smaller one.")


def _region(spot: Spot) -> Region | None:
    sides = sides_of(spot)
    if sides is None:
        return None
    x, y, width, height = sides
    right = spot.at("right").value is True
    title = spot.at("title").text
    return Region(title=title, x=x, y=y, width=width, height=height, right=right)


def _thousandths(side: Spot) -> int:
    return side.value * 10 if type(side.value) is int else -1
