"""Everything that the Packs place shows, read off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keystep.aggregate.item_answers import ItemReport
from keystep.content.search.plain import plain
from keystep.domain.events import Instant
from keystep.domain.matters import Matter, Sort
from keystep.services.content_desk.care import PackCare, packs_cared
from keystep.services.content_desk.queue import queue
from keystep.services.items import items
from keystep.services.office import Office
from keystep.services.shelf import Shelf


@dataclass(frozen=True)
class Told:
    """A matter or an item as a list shows it: what it is about, and where that is; plain text."""

    what: str
    where: str


@dataclass(frozen=True)
class MatterRow:
    matter: Matter
    told: Told


@dataclass(frozen=True)
class ItemRow:
    report: ItemReport
    told: Told


@dataclass(frozen=True)
class PackRow:
    """``open`` counts the matters of the pack that wait."""

    pack: PackCare
    open: int


@dataclass(frozen=True)
class PacksModel:
    matters: Sequence[MatterRow]
    items: Sequence[ItemRow]
    packs: Sequence[PackRow]
    now: Instant

    @property
    def open(self) -> int:
        """How many matters wait."""
        return sum(row.matter.is_open for row in self.matters)


def read_packs(office: Office) -> PacksModel:
    cared, matters = packs_cared(office), queue(office)
    waiting = [one.pack for one in matters if one.is_open]
    return PacksModel(
        [MatterRow(one, _matter(office.shelf, one)) for one in matters],
        [ItemRow(one, _item(office.shelf, one)) for one in items(office)],
        [PackRow(one, waiting.count(one.id)) for one in cared],
        office.clock.now(),
    )


def _matter(shelf: Shelf, one: Matter) -> Told:
    if one.sort in {Sort.SUGGESTED, Sort.SOUGHT}:
        return Told(one.said, "")
    if one.sort is Sort.FORGOTTEN:
        return Told(_card(shelf, one), _joined(one.deck, _title(shelf, one.pack)))
    lesson = _lesson(shelf, one)
    if one.sort is Sort.RATED:
        return Told(lesson, _title(shelf, one.pack))
    asked = _question(shelf, one.pack, one.item) if one.item else _step(shelf, one)
    return Told(asked, _joined(lesson, _title(shelf, one.pack), one.version))


def _item(shelf: Shelf, one: ItemReport) -> Told:
    where = _joined(_title(shelf, one.pack), one.version, one.item)
    return Told(_question(shelf, one.pack, one.item), where)


def _title(shelf: Shelf, pack: str) -> str:
    return shelf.packs[pack].title if pack in shelf.packs else pack


def _lesson(shelf: Shelf, one: Matter) -> str:
    lessons = shelf.packs[one.pack].lessons if one.pack in shelf.packs else ()
    return next((lesson.title for lesson in lessons if lesson.id == one.lesson), one.lesson)


def _step(shelf: Shelf, one: Matter) -> str:
    lessons = shelf.packs[one.pack].lessons if one.pack in shelf.packs else ()
    steps = (step for lesson in lessons if lesson.id == one.lesson for step in lesson.steps)
    return next((step.title for step in steps if step.id == one.step), one.step)


def _question(shelf: Shelf, pack: str, item: str) -> str:
    """Of the version that is here: another one may ask in other words."""
    quizzes = shelf.packs[pack].quizzes if pack in shelf.packs else ()
    asked = (each.question for quiz in quizzes for each in quiz.items if each.id == item)
    return " ".join(plain(next(asked, "")).split()) or item


def _card(shelf: Shelf, one: Matter) -> str:
    if one.pack not in shelf.packs:
        return one.card
    place = shelf.cards(one.pack).places.get(one.card)
    return place[1].front if place else one.card


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
