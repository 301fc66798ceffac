"""Whom an audience means, until when something is due, and who counts as overdue."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from keystep.domain.assigning import Announcement, Assignment, Audience, Standing, Whom, standing
from keystep.domain.bundles import Catalog

MARCH = date(2027, 3, 1)
BEFORE, AFTER = date(2027, 2, 27), date(2027, 3, 9)


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        (Audience(), True),
        (Audience(whom=Whom.TEAMS, teams=("North", "South")), True),
        (Audience(whom=Whom.TEAMS, teams=("South",)), False),
        (Audience(whom=Whom.TEAMS), False),
        (Audience(whom=Whom.PEOPLE, people=("old", "x")), True),
        (Audience(whom=Whom.PEOPLE), False),
        (Audience(whom=Whom.NEWCOMERS, since=MARCH), True),
        (Audience(whom=Whom.NEWCOMERS, since=AFTER), False),
        (Audience(whom=Whom.NEWCOMERS, since=MARCH, teams=("South",)), False),
        (Audience(whom="shift"), False),
    ],
)
def test_an_audience_means(audience: Audience, meant: bool) -> None:
    assert audience.includes({"new", "old"}, "North", MARCH) is meant


def test_who_has_not_begun_is_a_newcomer() -> None:
    assert Audience(whom=Whom.NEWCOMERS, since=AFTER).includes({"a"}, "", None)


def assigned(**changes: object) -> Assignment:
    return msgspec.structs.replace(
        Assignment(id="a", pack="p", path="way", assigned=MARCH), **changes
    )


@pytest.mark.parametrize(
    ("wanted", "began", "due"),
    [
        (assigned(), MARCH, None),
        (assigned(due=AFTER), None, AFTER),
        (assigned(within=8), MARCH, AFTER),
        (assigned(within=8), BEFORE, AFTER),
        (assigned(within=1), date(2027, 3, 8), AFTER),
        (assigned(within=1), None, date(2027, 3, 9)),
    ],
)
def test_it_is_due(wanted: Assignment, began: date | None, due: date | None) -> None:
    assert wanted.due_for(began, on=date(2027, 3, 8)) == due


@pytest.mark.parametrize(
    ("due", "done", "heard", "stands"),
    [
        (None, None, AFTER, Standing.OPEN),
        (AFTER, None, AFTER, Standing.OPEN),
        (MARCH, None, AFTER, Standing.OVERDUE),
        (MARCH, None, MARCH, Standing.SILENT),
        (MARCH, MARCH, BEFORE, Standing.DONE),
        (MARCH, AFTER, AFTER, Standing.LATE),
        (None, AFTER, AFTER, Standing.DONE),
    ],
)
def test_somebody_stands(
    due: date | None, done: date | None, heard: date, stands: Standing
) -> None:
    assert standing(due, done, AFTER, heard) is stands


def test_an_announcement_stands_on_its_days() -> None:
    one = Announcement(id="a", title="A", first=MARCH, last=AFTER)
    days = (BEFORE, MARCH, AFTER, date(2027, 3, 10))
    assert [one.stands(day) for day in days] == [False, True, True, False]
    assert not one.is_focus


def test_a_catalog_of_before_reads_and_one_of_later_too() -> None:
    old = b'{"no":1,"share":"s","issued":"2027-03-01T00:00:00Z","stations":[],"key_results":[]}'
    assert msgspec.json.decode(old, type=Catalog).assignments == ()
    new = old[:-1] + b',"assignments":[{"id":"a","pack":"p","path":"w","assigned":"2027-03-01",'
    new += b'"audience":{"whom":"shift","shifts":[1]},"mood":1}],"badges":[]}'
    (one,) = msgspec.json.decode(new, type=Catalog).assignments
    assert not one.audience.includes({"anybody"}, "", None)
