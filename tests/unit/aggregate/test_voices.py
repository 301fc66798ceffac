"""What learners say: people are counted, the last word holds, and only what counts is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.aggregate.voices import Voices
from keystep.domain.bundles import Claim
from keystep.domain.facts import (
    Flaw,
    ItemFlagged,
    LessonRated,
    SearchMade,
    SurveyAnswered,
    TopicSuggested,
)
from tests.unit.aggregate.builders import MONDAY, NOW, Station, taken_in, viewed

HERE = {"pack": "customers", "version": "1.0.0", "lesson": "greet"}
SIX = ("ana", "ben", "cy", "dee", "eli", "fay")


def rated(stars: int, **changes: str) -> LessonRated:
    return LessonRated(stars=stars, **{**HERE, **changes})


def flagged(reason: Flaw, item: str = "", **changes: str) -> ItemFlagged:
    return ItemFlagged(step="first", item=item, reason=reason, **{**HERE, **changes})


def searched(query: str, opened: str = "", found: int = 0) -> SearchMade:
    return SearchMade(query=query, found=found, opened=opened)


def surveyed(text: str = "", **answers: int) -> SurveyAnswered:
    return SurveyAnswered(survey="after-lesson-1", answers=answers, text=text, **HERE)


def test_an_office_that_heard_nothing_has_nothing_to_tell(ledger: Aggregate) -> None:
    taken_in(ledger, Station().did("ana", viewed()).bundle())
    assert ledger.voices() == Voices(sought=(), flagged=(), rated=(), suggested=(), surveyed=())


def test_what_most_people_miss_comes_first(ledger: Aggregate) -> None:
    hall = Station()
    hall.did("ana", searched("Lockout"), searched("lockout"), searched("crane", found=3))
    hall.did("ben", searched("ladder"), searched("crane"), searched("ladder"), searched(" "))
    hall.did("cy", searched("LOCKOUT "), searched("forklift", opened="lesson:x", found=2))
    taken_in(ledger, hall.bundle())
    rows = [(row.query, row.people, row.times) for row in ledger.voices().sought]
    assert rows == [("LOCKOUT", 2, 3), ("crane", 2, 2), ("ladder", 1, 2)]


def test_a_flag_tells_how_many_people_and_why(ledger: Aggregate) -> None:
    hall = Station().did("ana", flagged(Flaw.WRONG, "q1"), flagged(Flaw.UNCLEAR, "q1"))
    hall.did("ana", flagged(Flaw.WRONG, "q1"), flagged(Flaw.BROKEN))
    hall.did("ben", flagged(Flaw.WRONG, "q1"), when=MONDAY + timedelta(days=1))
    hall.did("ben", flagged(Flaw.WRONG, "q1", version="2.0.0"))
    taken_in(ledger, hall.bundle())
    first, *others = ledger.voices().flagged
    assert (first.item, first.people, first.reasons) == ("q1", 2, {"unclear": 1, "wrong": 2})
    assert first.last == MONDAY + timedelta(days=1)
    assert {(row.item, row.version, row.people) for row in others} == {
        ("", "1.0.0", 1),
        ("q1", "2.0.0", 1),
    }


def test_the_last_rating_of_each_person_counts(ledger: Aggregate) -> None:
    hall, van = Station("hall"), Station("van")
    van.did("ana", rated(5), when=MONDAY + timedelta(days=2))
    hall.did("ana", rated(1), when=MONDAY + timedelta(days=1))
    for number, who in enumerate(SIX[1:]):
        hall.did(who, rated(number + 1))
    hall.did("ana", rated(2, lesson="answer"))
    taken_in(ledger, van.bundle(), hall.bundle())
    greet, answer = ledger.voices().rated
    assert (greet.lesson, greet.people, greet.stars) == ("greet", 6, pytest.approx(20 / 6))
    assert (answer.lesson, answer.people, answer.stars) == ("answer", 1, None)


def test_two_ids_of_one_person_rate_once(ledger: Aggregate) -> None:
    hall = Station().did("ana", rated(1)).did("ana2", rated(4), searched("x"))
    hall.did("ana", searched("x"))
    taken_in(ledger, hall.bundle(claims=[Claim("ana", "Ana", ""), Claim("ana2", "Ana", "")]))
    ledger.roster.merge("ana2", "ana", NOW.at)
    heard = ledger.voices()
    assert [row.people for row in heard.rated] == [1]
    assert [(row.people, row.times) for row in heard.sought] == [(1, 2)]


def test_topics_are_told_newest_first(ledger: Aggregate) -> None:
    hall = Station().did("ana", TopicSuggested(text="lifting", query="lift"))
    hall.did("ben", TopicSuggested(text="ladders"), when=MONDAY + timedelta(hours=1))
    taken_in(ledger, hall.bundle())
    rows = [(row.text, row.query, row.at) for row in ledger.voices().suggested]
    assert rows == [
        ("ladders", "", MONDAY + timedelta(hours=1)),
        ("lifting", "lift", MONDAY),
    ]


def test_a_survey_tells_means_of_five_and_more(ledger: Aggregate) -> None:
    hall = Station()
    for number, who in enumerate(SIX[:5]):
        hall.did(who, surveyed(useful=number + 1, **({"clear": 5} if number else {})))
    hall.did("ana", surveyed("More pictures", useful=5))
    taken_in(ledger, hall.bundle())
    (row,) = ledger.voices().surveyed
    assert (row.people, row.means, row.said) == (5, {"useful": 19 / 5}, ("More pictures",))


def test_only_what_counts_is_told(either: Aggregate) -> None:
    said = (rated(3), flagged(Flaw.WRONG), searched("x"), surveyed("y", useful=1))
    topic = TopicSuggested(text="z")
    taken_in(either, Station("hall").did("ana", *said, topic).bundle())
    (run,) = either.runs.listed()
    whole = either.voices()
    either.runs.undo(run.id, NOW.at)
    nothing = either.voices()
    assert nothing == Voices(sought=(), flagged=(), rated=(), suggested=(), surveyed=())
    either.runs.redo(run.id)
    assert either.voices() == whole != nothing
    either.roster.erase("ana", NOW.at)
    assert either.voices() == nothing
