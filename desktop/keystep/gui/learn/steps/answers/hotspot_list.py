"""The regions of a picture by name: for whoever cannot see it, and what checking says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.interactions import ImageHotspot, Region
from keystep.domain.responses import Grade, PartVerdict, Place
from keystep.gui.i18n import number, tr
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.pages import bare
from keystep.gui.widgets.answer_row import AnswerRow, Verdict, answer_row

GAP = 8


class HotspotList(QWidget):
    """In alphabetical order. ``chosen`` carries a region and whether it is chosen from now on."""

    chosen = Signal(object, bool)

    def __init__(self, asks: ImageHotspot) -> None:
        super().__init__()
        self.regions = sorted(asks.regions, key=lambda region: region.title.casefold())
        self.rows = [answer_row(region.title, several=True) for region in self.regions]
        column = QVBoxLayout(self)
        bare(column, GAP)
        for region, row in zip(self.regions, self.rows, strict=True):
            self._watch(region, row)
            column.addWidget(row)

    def show_chosen(self, chosen: Collection[Region | None]) -> None:
        """Tick these and no others."""
        for region, row in zip(self.regions, self.rows, strict=True):
            row.setChecked(region in chosen)

    def _watch(self, region: Region, row: AnswerRow) -> None:
        row.clicked.connect(lambda on: self.chosen.emit(region, on))


@dataclass(frozen=True, slots=True)
class Part:
    """What checking says of a marked place, or of a region where none was marked."""

    text: str
    given: bool
    region: Region | None
    verdict: PartVerdict
    feedback: str = ""


def told(asks: ImageHotspot, places: tuple[Place, ...], grade: Grade) -> Iterator[Part]:
    """One for each place in the order of marking, then one for each region that was missed."""
    found = set[Region]()
    for n, (place, verdict) in enumerate(zip(places, grade.verdicts, strict=False)):
        region = asks.region_at(place)
        again = region in found
        if verdict is PartVerdict.RIGHT and region is not None:
            found.add(region)
        yield Part(_named(n, region), True, region, verdict, _why(region, again=again))
    for region in asks.wanted:
        if region not in found:
            yield Part(region.title, False, region, PartVerdict.MISSED, region.feedback)


def told_row(part: Part) -> AnswerRow:
    """It as a row, that cannot be changed."""
    row = answer_row(part.text, several=True)
    row.setChecked(part.given)
    row.show_verdict(Verdict(VERDICTS[part.verdict], part.feedback))
    return row


def _named(n: int, region: Region | None) -> str:
    if region is None:
        return tr("Place {n}", n=number(n + 1))
    return tr("Place {n}: {title}", n=number(n + 1), title=region.title)


def _why(region: Region | None, *, again: bool) -> str:
    if region is None:
        return tr("There is nothing to mark here.")
    return tr("This is marked twice.") if again else region.feedback
