"""The Packs place for the pictures: what learners of the made-up organisation say, and answers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from admin_office import NOW, Clock
from scene_hands import wait

SAID = (
    ("Lifting with the hoist", "hoist"),
    ("lifting with the hoist", ""),
    ("How to say no to a customer without losing them", ""),
    ("What the new returns form is for", "returns form"),
)
PACK = {"pack": "answering-customers", "version": "1.0.0"}


def packs_queue(stage: Any) -> None:
    _show(stage)


def packs_matter(stage: Any) -> None:
    page = _show(stage)
    page.open_matter(_suggested(page), "There is a lesson on it from Monday on.")


def packs_answered(stage: Any) -> None:
    page = _show(stage)
    row = _suggested(page)
    page.open_matter(row)
    page.answer_wanted.emit(row.matter, "There is a lesson on it from Monday on.")
    before = len(_rows(page.queue))
    wait(lambda: len(_rows(page.queue)) < before)


def packs_items(stage: Any) -> None:
    _show(stage).choose(1)


def packs_item(stage: Any) -> None:
    page = _show(stage)
    page.choose(1)
    page.open_item(_rows(page.items)[0])


def packs_packs(stage: Any) -> None:
    _show(stage).choose(2)


def packs_pack(stage: Any) -> None:
    from keystep import paths  # noqa: PLC0415
    from keystep.services import packs  # noqa: PLC0415
    from keystep.services.content_desk.care import review  # noqa: PLC0415
    from keystep.services.publishing import publish_pack  # noqa: PLC0415

    office, schemas = stage.parts["office"], paths.resources() / "schemas"
    built = packs.build(paths.lessons() / PACK["pack"], schemas, stage.parts["home"])
    publish_pack(office, built, schemas)
    review(office, PACK["pack"], NOW.date() + timedelta(days=180), "Figures are still right.")
    page = _show(stage)
    page.choose(2)
    page.open_pack(next(row for row in _rows(page.packs) if row.pack.id == PACK["pack"]))


def packs_empty(stage: Any) -> None:
    stage.window.navigator.go_to("packs")
    page = stage.window.pages.currentWidget()
    wait(lambda: bool(_rows(page.packs)))


def _suggested(page: Any) -> Any:
    return next(row for row in _rows(page.queue) if row.matter.sort.value == "suggested")


def _rows(beside: Any) -> list[Any]:
    rows = beside.table.view.rows
    return [rows.row_at(n) for n in range(rows.rowCount())]


def _show(stage: Any) -> Any:
    _speak(stage.parts["home"], stage.parts["office"])
    stage.window.navigator.go_to("packs")
    page = stage.window.pages.currentWidget()
    wait(lambda: bool(_rows(page.packs)))
    return page


def _speak(home: Path, office: Any) -> None:
    """People of one more desk say what they miss, and what is wrong."""
    from admin_office import _people  # noqa: PLC0415

    from keystep.services.importing import import_share  # noqa: PLC0415
    from keystep.services.stations import enrol, greet_stations  # noqa: PLC0415
    from keystep.services.syncing import sync  # noqa: PLC0415

    clock = Clock(NOW - timedelta(hours=5))
    hands = _people(home, "Desk North", clock, Random(11))
    station = hands[0].station
    for waiting in greet_stations(office):
        if waiting.device == station.keys.device:
            enrol(office, waiting.device)
    for hand, facts in zip(hands, _words(), strict=False):
        station.store.append(hand.person.learner, facts, clock.now())
        clock.at += timedelta(minutes=20)
    sync(station)
    import_share(office)
    station.close()


def _words() -> list[list[Any]]:
    from keystep.domain.facts import (  # noqa: PLC0415
        Flaw,
        ItemFlagged,
        LessonRated,
        SearchMade,
        TopicSuggested,
    )

    lesson = {**PACK, "lesson": "three-sentences"}
    item = {**lesson, "step": "check", "item": "first-sentence"}
    every: list[list[Any]] = [
        [LessonRated(stars=stars, **lesson), SearchMade(query="returns form", found=0)]
        for stars in (1, 2, 4, 2, 3)
    ]
    for told, (text, query) in zip(every, SAID, strict=False):
        told.append(TopicSuggested(text=text, query=query))
    every[1].append(ItemFlagged(reason=Flaw.OUTDATED, **item))
    every[2] += [ItemFlagged(reason=Flaw.OUTDATED, **item), ItemFlagged(reason=Flaw.WRONG, **item)]
    return every


DESK = (
    *(packs_queue, packs_matter, packs_answered, packs_items, packs_item),
    *(packs_packs, packs_pack, packs_empty),
)
