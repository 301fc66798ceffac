"""What was done about what learners say, and whom the answers reach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.facts import Flaw, ItemFlagged, LessonRated, TopicSuggested
from keystep.domain.matters import (
    Handling,
    OfficeAnswer,
    Sort,
    Standing,
    flagged_key,
    rated_key,
    suggested_key,
)
from keystep.domain.words import Words
from tests.unit.aggregate.builders import MONDAY, NOW, Station, device, enrolled, taken_in

IN_LESSON = {"pack": "customers", "version": "1.0.0", "lesson": "greet"}
CLAIMS = [Claim("ana", "Ana", ""), Claim("ben", "Ben", ""), Claim("cem", "Cem", "")]
SAID = Words("Answered")


def handling(text: str = "Soon.", people: int = 1) -> Handling:
    return Handling(standing=Standing.ANSWERED, by="Ilse", at=NOW.at, people=people, text=text)


def heard(ledger: Aggregate, station: str = "hall") -> dict[str, tuple[OfficeAnswer, ...]]:
    people, *_ = ledger.states.slice_for(device(station), NOW.day)
    return {person.learner: person.answers for person in people}


@pytest.fixture
def office(either: Aggregate) -> Aggregate:
    """Ana and Ben at the hall ask for the same, Cem in the van for something else."""
    enrolled(either, "hall", "van")
    hall = Station("hall").did("ana", TopicSuggested(text="Lifting"))
    hall.did("ben", TopicSuggested(text="lifting"), when=MONDAY + timedelta(hours=1))
    van = Station("van").did("cem", TopicSuggested(text="Ladders"))
    taken_in(either, hall.bundle(claims=CLAIMS[:2]), van.bundle(claims=CLAIMS[2:]))
    for who, where in (("ana", "hall"), ("ben", "hall"), ("cem", "van")):
        either.roster.assign(who, device(where), NOW.at)
    return either


def test_an_answer_reaches_everybody_who_asked_and_nobody_else(office: Aggregate) -> None:
    office.matters.answer(suggested_key("lifting"), handling(), SAID)
    answers = heard(office)
    assert [one.said for one in answers["ana"]] == ["Lifting"]
    assert [(one.said, one.text, one.sort) for one in answers["ben"]] == [
        ("lifting", "Soon.", Sort.SUGGESTED)
    ]
    assert heard(office, "van") == {"cem": ()}
    assert office.matters.handled()[suggested_key("lifting")].people == 2


def test_an_answer_that_was_undone_is_none(office: Aggregate) -> None:
    entry = office.matters.answer(suggested_key("lifting"), handling(), SAID)
    office.papers.undo(entry, NOW.at)
    assert heard(office) == {"ana": (), "ben": ()}
    assert office.matters.handled() == {}


def test_what_is_forgotten_of_a_person_is_their_answer_too(office: Aggregate) -> None:
    office.matters.answer(suggested_key("lifting"), handling(), SAID)
    office.matters.answer(suggested_key("ladders"), handling("No."), SAID)
    office.roster.erase("ana", NOW.at)
    office.roster.erase("cem", NOW.at)
    assert heard(office).keys() == {"ben"}
    assert len(heard(office)["ben"]) == 1
    assert set(office.matters.handled()) == {suggested_key("lifting")}


def test_an_answer_goes_to_the_person_whatever_id_they_asked_under(office: Aggregate) -> None:
    office.matters.answer(suggested_key("ladders"), handling("No."), SAID)
    office.roster.merge("cem", "ana", NOW.at)
    assert [one.text for one in heard(office)["ana"]] == ["No."]


def test_of_ratings_the_low_ones_are_answered(either: Aggregate) -> None:
    enrolled(either, "hall")
    hall = Station("hall")
    for who, stars in (("ana", 1), ("ben", 5), ("cem", 1), ("cem", 4)):
        hall.did(who, LessonRated(stars=stars, **IN_LESSON))
    taken_in(either, hall.bundle(claims=CLAIMS))
    for one in CLAIMS:
        either.roster.assign(one.learner, device("hall"), NOW.at)
    either.matters.answer(rated_key("customers", "greet"), handling(), SAID)
    answers = {who: [(a.sort, a.lesson) for a in said] for who, said in heard(either).items()}
    assert answers == {"ana": [(Sort.RATED, "greet")], "ben": [], "cem": []}


def test_a_flag_is_answered_where_it_was_set(either: Aggregate) -> None:
    enrolled(either, "hall")
    hall = Station("hall")
    hall.did("ana", ItemFlagged(step="check", item="q1", reason=Flaw.WRONG, **IN_LESSON))
    taken_in(either, hall.bundle(claims=CLAIMS[:1]))
    either.roster.assign("ana", device("hall"), NOW.at)
    key = flagged_key("customers", "1.0.0", "greet", "check", "q1")
    either.matters.answer(key, handling("Mended."), SAID)
    (answer,) = heard(either)["ana"]
    assert (answer.pack, answer.lesson, answer.step, answer.item) == (
        "customers",
        "greet",
        "check",
        "q1",
    )
    assert either.matters.names(key) == ("Ana",)
