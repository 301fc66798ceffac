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
        yield from _edge_faults(spot, region)
        yield from _cover_faults(spot, region, asked)


def _edge_faults(spot: Spot, region: Region) -> Iterator[Fault]:
    for start, extent in (("x", "width"), ("y", "height")):
        if getattr(region, start) + getattr(region, extent) > _WHOLE:
            what = f"The region goes beyond the picture: {start} and {extent} make more than 100."
            yield spot.at(extent).fault(what, "Make it smaller, or move it.")


def _cover_faults(spot: Spot, region: Region, asked: ImageHotspot) -> Iterator[Fault]:
    found = asked.region_at(region.middle)
    if region.right and found is not None and found is not region:
        what = f"The middle of this right region lies in {shown(found.title)}, which is smaller."
        yield spot.fault(what, "Move one of them: who points there means the smaller one.")


def _region(spot: Spot) -> Region | None:
    """In thousandths; None where a number is missing."""
    sides = [spot.at(side).value for side in ("x", "y", "width", "height")]
    x, y, width, height = (side * 10 if type(side) is int else -1 for side in sides)
    if min(x, y, width, height) < 0:
        return None
    right = spot.at("right").value is True
    title = spot.at("title").text
    return Region(title=title, x=x, y=y, width=width, height=height, right=right)
