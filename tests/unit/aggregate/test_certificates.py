"""Certificates in the ledger: who has earned one, and that each is given once."""

from __future__ import annotations

from datetime import date, timedelta

from keystep.aggregate import Aggregate
from keystep.domain.bundles import Claim
from keystep.domain.certificates import Issued
from keystep.domain.events import Instant
from tests.unit.aggregate.builders import (
    MONDAY,
    NOW,
    PACK,
    Station,
    completed,
    device,
    enrolled,
    started,
    taken_in,
)

ANA, BEN = Claim("id-ana", "Ana Osei", "Desk North"), Claim("id-ben", "Ben Hartmann", "Desk North")
TWIN = Claim("id-twin", "A. Osei", "Desk North")
CARE, PATH = PACK["pack"], "first"
BOTH = ((CARE, "greet"), (CARE, "close"))
TUESDAY = MONDAY + timedelta(days=1)


def lived(ledger: Aggregate) -> None:
    """Ana did both lessons, one of them twice; Ben and Ana's other id one lesson each."""
    hall = Station("hall").did(ANA.learner, completed("greet"), completed("greet"))
    hall.did(ANA.learner, started("close"), completed("close"), when=TUESDAY)
    hall.did(BEN.learner, completed("greet"), completed("greet"), started("close"))
    hall.did(TWIN.learner, completed("close"))
    enrolled(ledger, "hall")
    taken_in(ledger, hall.bundle(claims=[ANA, BEN, TWIN]))


def given(learner: str, code: str = "CODE", path: str = PATH) -> Issued:
    return Issued(learner=learner, pack=CARE, path=path, code=code)


def told(ledger: Aggregate) -> dict[str, tuple[str, ...]]:
    """The codes of those that a station is told of."""
    people, _, _ = ledger.states.slice_for(device("hall"), date(2027, 1, 20))
    return {person.learner: person.certificates for person in people if person.certificates}


def test_who_did_every_lesson_has_earned_it_on_the_day_of_the_last(either: Aggregate) -> None:
    lived(either)
    earned = either.certificates.earned(CARE, PATH, BOTH)
    assert earned == ((ANA.learner, ANA.name, TUESDAY.date()),)
    assert len(either.certificates.earned(CARE, PATH, BOTH[:1])) == 2


def test_a_lesson_that_two_paths_share_counts_for_both(either: Aggregate) -> None:
    lived(either)
    either.certificates.issue([given(ANA.learner)], NOW)
    assert either.certificates.earned(CARE, PATH, BOTH) == ()
    assert either.certificates.earned(CARE, "second", BOTH)[0][0] == ANA.learner


def test_what_two_ids_did_together_is_earned_by_the_person(either: Aggregate) -> None:
    lived(either)
    either.roster.merge(TWIN.learner, BEN.learner, NOW.at)
    ids = [one for one, _, _ in either.certificates.earned(CARE, PATH, BOTH)]
    assert ids == [ANA.learner, BEN.learner]


def test_whoever_turns_out_to_be_somebody_brings_what_they_earned(either: Aggregate) -> None:
    lived(either)
    either.certificates.issue([given(TWIN.learner)], NOW)
    either.roster.merge(TWIN.learner, ANA.learner, NOW.at)
    assert either.certificates.earned(CARE, PATH, BOTH) == ()
    assert told(either) == {ANA.learner: ("CODE",)}
    assert either.roster.data_of(TWIN.learner).certificates == ("CODE",)
    either.roster.unmerge(TWIN.learner, NOW.at)
    assert told(either) == {TWIN.learner: ("CODE",)}
    assert len(either.certificates.earned(CARE, PATH, BOTH)) == 1


def test_of_two_who_issue_at_once_the_first_stands(either: Aggregate) -> None:
    lived(either)
    either.certificates.issue([given(ANA.learner, "FIRST")], NOW)
    either.certificates.issue([given(ANA.learner, "LATER"), given(BEN.learner)], NOW)
    assert told(either) == {ANA.learner: ("FIRST",), BEN.learner: ("CODE",)}


def test_those_of_one_person_come_in_the_order_of_their_issue(either: Aggregate) -> None:
    lived(either)
    later = Instant(NOW.at + timedelta(days=1), 60, "boot", 0)
    either.certificates.issue([given(ANA.learner, "A", "second")], later)
    either.certificates.issue([given(ANA.learner, "B")], NOW)
    assert told(either) == {ANA.learner: ("B", "A")}
    assert [one.code for one in either.certificates.every()] == ["A", "B"]


def test_who_is_forgotten_holds_nothing(either: Aggregate) -> None:
    lived(either)
    either.roster.merge(TWIN.learner, ANA.learner, NOW.at)
    either.certificates.issue([given(TWIN.learner, "A", "second"), given(ANA.learner)], NOW)
    either.roster.erase(ANA.learner, NOW.at)
    assert either.certificates.every() == ()
