"""Questions that are answered by pointing at places of a picture."""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.interactions.asks import RIGHT, Asks
from keystep.domain.responses import (
    FULL_SCORE,
    Grade,
    PartVerdict,
    Place,
    Pointed,
    Response,
    share,
)


class Region(Struct, frozen=True, kw_only=True):
    """A part of a picture, in thousandths of its width and height from its top left corner."""

    title: str
    x: int
    y: int
    width: int
    height: int
    right: bool = False
    feedback: str = ""

    def holds(self, place: Place) -> bool:
        across, down = place.x - self.x, place.y - self.y
        return 0 <= across <= self.width and 0 <= down <= self.height

    @property
    def middle(self) -> Place:
        return Place(self.x + self.width // 2, self.y + self.height // 2)


class ImageHotspot(Asks, frozen=True, kw_only=True, tag="hotspot"):
    """Every right region of the item's picture is to be pointed at.

    It earns (right regions found − other places pointed at) / right regions, not below 0. Verdicts
    are one for each place that was pointed at, then MISSED for each right region not found.
    """

    regions: tuple[Region, ...]

    @property
    def wanted(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.right)

    @property
    def chance(self) -> int:
        """The share of the picture that is right."""
        covered = sum(region.width * region.height for region in self.wanted)
        return min(FULL_SCORE, covered // FULL_SCORE) // max(len(self.wanted), 1)

    @property
    def solution(self) -> Response:
        return Pointed(tuple(region.middle for region in self.wanted))

    def region_at(self, place: Place) -> Region | None:
        """The smallest region there, or None."""
        there = [region for region in self.regions if region.holds(place)]
        return min(there, key=lambda region: region.width * region.height, default=None)

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, Pointed) and bool(response.places)

    def grade(self, response: Response) -> Grade:
        places = response.places if isinstance(response, Pointed) else ()
        found, verdicts = list[Region](), list[PartVerdict]()
        for place in places:
            region = self.region_at(place)
            is_new = region is not None and region.right and region not in found
            verdicts.append(RIGHT if is_new else PartVerdict.WRONG)
            if region is not None and is_new:
                found.append(region)
        missed = len(self.wanted) - len(found)
        earned = len(found) - verdicts.count(PartVerdict.WRONG)
        told = (*verdicts, *(PartVerdict.MISSED,) * missed)
        return Grade(share(earned, len(self.wanted)), told)
