"""Who is known, since when, up to when; what they master; how they answered the office."""

from __future__ import annotations

from datetime import date, timedelta

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.facts import SurveyAnswered
from tests.unit.aggregate.builders import MONDAY, Station, completed, enrolled, reviewed, taken_in

DAY = timedelta(days=1)
CLAIMS = (Claim("ana", "Ana", "North"), Claim("ben", "Ben", "South"))


def answered(survey: str, lesson: str = "", **answers: int) -> SurveyAnswered:
    return SurveyAnswered(pack="", version="", lesson=lesson, survey=survey, answers=answers)


def test_somebody_is_heard_of_as_far_as_every_station_of_late_has_told(either: Aggregate) -> None:
    """The hall tells until Monday week, the van only until Tuesday; the desk was left long ago."""
    hall = Station("hall").did("ana", completed()).did("ana", completed("b"), when=MONDAY + 2 * DAY)
    van = Station("van").did("ana", completed(), when=MONDAY + DAY)
    desk = Station("desk").did("ana", completed(), when=MONDAY - 60 * DAY)
    enrolled(either, "hall", "van", "desk")
    taken_in(
        either,
        hall.bundle(sealed=MONDAY + 7 * DAY, claims=CLAIMS),
        van.bundle(sealed=MONDAY + DAY),
        desk.bundle(sealed=MONDAY - 59 * DAY),
    )
    ana, ben = either.learning.known()
    assert (ana.person, ana.team) == ("ana", "North")
    assert ana.began == (MONDAY - 60 * DAY).date()
    assert ana.heard == (MONDAY + DAY).date()
    assert (ben.began, ben.heard) == (None, (MONDAY + 7 * DAY).date())


def test_two_ids_of_one_person_are_one(either: Aggregate) -> None:
    hall = Station().did("ana", completed()).did("ben", completed("b"), when=MONDAY + DAY)
    taken_in(either, hall.bundle(claims=CLAIMS))
    either.roster.merge("ben", "ana", MONDAY)
    (ana,) = either.learning.known()
    assert ana.ids == {"ana", "ben"}
    both = (("customers", "greet"), ("customers", "b"))
    assert either.learning.finished(both) == {"ana": date(2027, 1, 5)}


def test_mastery_is_told_of_what_there_is_evidence_for(either: Aggregate) -> None:
    taken_in(either, Station().did("ana", reviewed()).did("ben", completed()).bundle())
    either.states.refresh()
    (one,) = either.learning.skills()
    assert (one.learner, one.skill, one.evidence) == ("ana", "answers", 1)


def test_the_last_answers_to_a_survey_of_the_office_hold(either: Aggregate) -> None:
    hall = Station().did("ana", answered("mood", q1=2), answered("mood", q1=5), answered("x", q1=1))
    hall.did("ben", answered("mood", lesson="greet", q1=1))
    taken_in(either, hall.bundle())
    given = either.learning.survey_answers("mood")
    assert {person: fact.answers for person, fact in given.items()} == {"ana": {"q1": 5}}
    assert [row.lesson for row in either.voices().surveyed] == ["greet"]
