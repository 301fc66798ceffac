"""How items do: first answers of people, with the rest of the same sitting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.facts import Flaw, ItemAnswered, ItemFlagged
from keystep.domain.item_analysis import Doubt
from keystep.domain.responses import Choice, Response, Written
from tests.unit.aggregate.builders import MONDAY, NOW, Station, taken_in, viewed

HERE = {"pack": "customers", "version": "1.0.0", "lesson": "greet", "step": "check"}
RIGHT, WRONG = Choice((0,)), Choice((1,))
PEOPLE = [f"learner-{n:02}" for n in range(24)]


def answered(
    item: str, score: int, run: str, response: Response | None = None, **changes: str
) -> ItemAnswered:
    return ItemAnswered(
        **{**HERE, **changes},
        attempt=run,
        item=item,
        skill="answers",
        response=response or (RIGHT if score else WRONG),
        score=score,
        chance=250,
        duration_ms=8_000,
    )


def flagged(item: str) -> ItemFlagged:
    return ItemFlagged(item=item, reason=Flaw.WRONG, **HERE)


def test_an_office_without_answers_has_no_items(ledger: Aggregate) -> None:
    taken_in(ledger, Station().did("ana", viewed()).bundle())
    assert ledger.items() == ()


def test_below_twenty_people_only_their_number_is_told(ledger: Aggregate) -> None:
    hall = Station()
    for person in PEOPLE[:19]:
        hall.did(person, answered("first", 1000, person))
    taken_in(ledger, hall.bundle())
    (report,) = ledger.items()
    assert (report.answers, report.skill, report.figures) == (19, "answers", None)


def test_the_first_answer_of_each_person_counts_wherever_it_was_given(either: Aggregate) -> None:
    hall, van = Station("hall"), Station("van")
    for person in PEOPLE:
        van.did(person, answered("first", 1000, f"{person}-2"), when=MONDAY + timedelta(days=1))
        hall.did(person, answered("first", 0, f"{person}-1"))
    taken_in(either, van.bundle(), hall.bundle())
    (report,) = either.items()
    assert report.answers == 24
    assert report.figures is not None
    assert report.figures.facility == 0
    assert [(use.answer, use.people) for use in report.figures.uses] == [("B", 24)]
    assert report.figures.median_seconds == 8


def test_who_does_well_elsewhere_is_told_by_the_same_sitting(ledger: Aggregate) -> None:
    hall = Station()
    for n, person in enumerate(PEOPLE):
        good = 1000 if n % 2 else 0
        hall.did(person, answered("first", good, person), answered("second", good, person))
        hall.did(person, answered("against", 1000 - good, person))
        hall.did(person, answered("first", 1000, f"{person}-again"))
    taken_in(ledger, hall.bundle())
    reports = {report.item: report.figures for report in ledger.items()}
    assert list(reports) == ["against", "first", "second"]
    against, first = reports["against"], reports["first"]
    assert against is not None
    assert against.doubts == (Doubt.NEGATIVE,)
    assert against.discrimination is not None
    assert against.discrimination.value == pytest.approx(-1)
    assert first is not None
    assert first.uses[0].rest == pytest.approx(0.5)


def test_versions_of_a_pack_are_told_apart_and_flags_are_people(ledger: Aggregate) -> None:
    hall = Station().did("ana", flagged("first"), flagged("first")).did("ben", flagged("first"))
    hall.did("ana", answered("first", 0, "a"), answered("first", 0, "b", version="2.0.0"))
    taken_in(ledger, hall.bundle())
    told = [(report.version, report.answers, report.flags) for report in ledger.items()]
    assert told == [("1.0.0", 1, 2), ("2.0.0", 1, 0)]


def test_what_few_people_typed_is_left_out(ledger: Aggregate) -> None:
    hall = Station()
    for n, person in enumerate(PEOPLE):
        text = f"my own {n}" if n < 4 else " A  time" if n % 2 else "a TIME"
        score = 0 if n < 4 else 1000
        hall.did(person, answered("typed", score, person, Written(text)))
    taken_in(ledger, hall.bundle())
    (report,) = ledger.items()
    assert report.figures is not None
    assert [(use.answer, use.people) for use in report.figures.uses] == [("a time", 20)]
    assert report.figures.facility == pytest.approx(20 / 24)


def test_several_options_are_one_answer(ledger: Aggregate) -> None:
    hall = Station()
    for person in PEOPLE:
        hall.did(person, answered("many", 500, person, Choice((2, 0))))
        hall.did(person, answered("odd", 0, person, Choice((10**9, -1))))
    taken_in(ledger, hall.bundle())
    told = {report.item: report.figures for report in ledger.items()}
    assert [figures.uses[0].answer for figures in told.values() if figures] == [
        "A C",
        "-1 1000000000",
    ]


def test_who_was_erased_is_not_counted(ledger: Aggregate) -> None:
    hall = Station().did("ana", answered("first", 0, "a")).did("ben", answered("first", 0, "b"))
    taken_in(ledger, hall.bundle(claims=[Claim("ana", "Ana", ""), Claim("ben", "Ben", "")]))
    ledger.roster.erase("ana", NOW.at)
    (report,) = ledger.items()
    assert report.answers == 1
