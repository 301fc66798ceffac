"""What is known of a person, worded for a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from keystep.aggregate.persons import PersonData
from keystep.domain.lesson import Phase
from keystep.domain.matters import OfficeAnswer, Sort
from keystep.domain.progress import (
    AssessmentProgress,
    CardProgress,
    DayProgress,
    LessonProgress,
    SkillProgress,
)
from keystep.errors import UsageError
from keystep.reports.dates import long_date
from keystep.reports.person import Happening, Named, PersonPage, Place, Standing
from keystep.services.certificates import Held, readable
from keystep.services.shelf import Shelf

PHASES = {
    Phase.PRE: "before",
    Phase.POST: "after",
    Phase.NEEDS: "to find what to learn",
    Phase.DELAYED: "some weeks after",
    Phase.PROBE: "drawn by chance",
}
COUNTED = {
    "lessons": "lessons",
    "quizzes": "quizzes and tests",
    "scenarios": "scenarios",
    "cards": "cards",
    "items": "questions",
}


def person_page(data: PersonData, shelf: Shelf) -> PersonPage:
    """Titles are those of the packs at hand; where there is none, the id stands for itself."""
    kept = next((named for named in data.names if named.learner == data.person), None)
    states, stations = data.states, {used.device: used.name for used in data.stations}
    return PersonPage(
        name=kept.name if kept else data.person,
        team=kept.team if kept else "",
        ids=(data.person, *data.also),
        names=tuple(Named(one.name, one.team, one.learner, one.at) for one in data.names),
        merges=tuple(_merges(data)),
        places=tuple(Place(one.name, one.device, one.last_day) for one in data.stations),
        lessons=tuple(_lesson(state, shelf) for state in states.lessons),
        tests=tuple(_test(state, shelf) for state in states.assessments),
        certificates=tuple(map(_certificate, readable(data.certificates))),
        skills=tuple(_skill(state, shelf) for state in states.skills),
        cards=tuple(_card(state) for state in states.cards),
        answers=tuple(_answer(one, shelf) for one in data.answers),
        days=tuple(_day(state) for state in states.days),
        happenings=tuple(_happening(event, stations) for event in data.events),
    )


def _merges(data: PersonData) -> Iterator[Standing]:
    for merge in data.merges:
        yield Standing(merge.learner, f"found to be {merge.person}", merge.merged_at)
        if merge.undone_at is not None:
            yield Standing(merge.learner, f"found not to be {merge.person}", merge.undone_at)


def _lesson(state: LessonProgress, shelf: Shelf) -> Standing:
    title, done = _title(state.pack, state.lesson, shelf), state.completed
    return Standing(title, "completed" if done else "begun", done or state.updated)


def _title(pack: str, lesson: str, shelf: Shelf) -> str:
    try:
        return shelf.lesson(pack, lesson).title
    except UsageError:
        return f"{pack}/{lesson}"


def _answer(one: OfficeAnswer, shelf: Shelf) -> Standing:
    if one.sort is Sort.SUGGESTED:
        return Standing(f"suggested: {one.said}", one.text, one.at)
    place = "/".join(filter(None, (one.step, one.item)))
    about = f"{one.sort}: {_title(one.pack, one.lesson, shelf)}"
    return Standing(f"{about}, {place}" if place else about, one.text, one.at)


def _test(state: AssessmentProgress, shelf: Shelf) -> Standing:
    pack = shelf.packs.get(state.pack)
    titles = {one.id: one.title for one in pack.assessments} if pack else {}
    title = titles.get(state.assessment, f"{state.pack}/{state.assessment}")
    phase = PHASES[state.phase]
    return Standing(f"{title}, {phase}", f"{state.score / 10:g} %", state.at)


def _certificate(held: Held) -> Standing:
    stated = held.stated
    told = f"completed {long_date(stated.completed)}, issued {long_date(stated.issued)}"
    return Standing(stated.title, f"to {stated.name}, {told}: {held.grouped}")


def _skill(state: SkillProgress, shelf: Shelf) -> Standing:
    pack = shelf.packs.get(state.pack)
    titles = {one.id: one.title for one in pack.skills} if pack else {}
    tasks = "task" if state.evidence == 1 else "tasks"
    rating = f"{state.theta / 1_000_000:+.2f}"
    title = titles.get(state.skill, f"{state.pack}/{state.skill}")
    return Standing(title, f"rated {rating} after {state.evidence} {tasks}")


def _card(state: CardProgress) -> Standing:
    reviews = "review" if state.reviews == 1 else "reviews"
    lapsed = f", forgotten {state.lapses} of them" if state.lapses else ""
    told = f"{state.reviews} {reviews}{lapsed}"
    return Standing(f"{state.pack}/{state.card}", told, state.due)


def _day(state: DayProgress) -> Standing:
    counts = ((getattr(state, name), words) for name, words in COUNTED.items())
    return Standing(long_date(state.day), ", ".join(f"{n} {words}" for n, words in counts if n))


def _happening(event: Mapping[str, Any], stations: Mapping[str, str]) -> Happening:
    body = {name: value for name, value in event["body"].items() if value not in ("", None)}
    counts = {} if event["counted"] else {"counts": "not, its import was undone"}
    return Happening(
        at=datetime.fromisoformat(event["at"]),
        station=stations.get(event["device"], "") or event["device"][:8],
        seq=event["seq"],
        kind=event["kind"].replace("_", " "),
        told=tuple((name.replace("_", " "), _plain(v)) for name, v in (body | counts).items()),
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
