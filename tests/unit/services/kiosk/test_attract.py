from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from keystep import settings
from keystep.domain.assigning import Announcement, Audience, Whom
from keystep.domain.bundles import Catalog, KeyResultWord
from keystep.domain.facts import LessonCompleted
from keystep.domain.kiosk.invitations import FEWEST, Achieved, Asked
from keystep.domain.ports import Learner
from keystep.services.catalogs import keep_catalog
from keystep.services.kiosk.attract import Announced, General, attract, first_invitation
from keystep.services.roster import register
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from tests.fakes import START, FakeClock

TODAY = START.date()
WORD = KeyResultWord(
    id="near-misses",
    title="Near misses told within the shift",
    unit="%",
    baseline="45",
    target="80",
    now="70",
    attainment=714,
    elapsed=500,
    status="on_track",
)


def announcement(id_: str, *, skill: str = "", **when_and_whom: object) -> Announcement:
    span = {"first": TODAY, "last": TODAY, **when_and_whom}
    return Announcement(id=id_, title=id_, text="Words", skill=skill, **span)  # type: ignore[arg-type]


def tell(
    station: Station, *announced: Announcement, word: KeyResultWord = WORD, days: int = 0
) -> None:
    """Keep a catalog that the office issued ``days`` ago."""
    keep_catalog(
        station.home,
        Catalog(
            no=1,
            share="s",
            issued=START - timedelta(days=days),
            stations=(),
            key_results=(word,),
            announcements=announced,
        ),
    )


def finish_lesson(station: Station, learner: Learner) -> None:
    fact = LessonCompleted(pack="p", version="1", lesson="l", attempt=learner.id, duration_ms=1_000)
    station.store.append(learner.id, [fact], station.clock.now())


def test_a_station_that_belongs_nowhere_invites_all_the_same(station: Station) -> None:
    told = attract(station)
    assert told.invitations[0] == General(lessons=True)
    assert told.key_results == ()
    assert [str(words) for words in told.saved] == ["All saved here", "no folder chosen yet"]


def test_without_packs_there_is_nothing_to_promise_or_to_ask(station: Station) -> None:
    station.shelf = Shelf({}, {})
    assert attract(station).invitations == (General(lessons=False),)
    assert first_invitation(station) == General(lessons=False)


def test_rules_and_name_are_told(station: Station) -> None:
    rules = settings.KioskRules(hand="left", low=True)
    settings.change(station.home, station="Hall 3", kiosk_rules=rules)
    told = attract(station)
    assert (told.station, told.hand, told.low) == ("Hall 3", "left", True)


def test_only_what_is_said_to_everybody_today_is_shown(station: Station) -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    tell(
        station,
        announcement("to a team", audience=Audience(whom=Whom.TEAMS, teams=("Hall 3",))),
        announcement("to newcomers", audience=Audience(whom=Whom.NEWCOMERS)),
        announcement("to somebody", audience=Audience(whom=Whom.PEOPLE, people=("x",))),
        announcement("over", first=yesterday, last=yesterday),
        announcement("to come", first=tomorrow, last=tomorrow),
        announcement("older", first=yesterday),
        announcement("newer"),
        announcement("focus", skill="lock", first=yesterday),
    )
    said = [one for one in attract(station).invitations if isinstance(one, Announced)]
    assert [(one.title, one.focus) for one in said] == [
        ("focus", True),
        ("newer", False),
        ("older", False),
    ]


def test_the_question_is_the_one_of_the_day(station: Station, clock: FakeClock) -> None:
    first = {one for one in attract(station).invitations if isinstance(one, Asked)}
    clock.move(hours=12)
    assert {one for one in attract(station).invitations if isinstance(one, Asked)} == first
    clock.move(hours=24)
    later = {one for one in attract(station).invitations if isinstance(one, Asked)}
    assert len(first) == len(later) == 1
    assert first != later


def test_asking_records_nothing(station: Station) -> None:
    attract(station)
    assert list(station.store.events()) == []


def test_what_colleagues_achieved_is_told_from_five_on_and_the_day_after(
    station: Station, clock: FakeClock
) -> None:
    people = [register(station, f"Learner {n}", "Hall 3") for n in range(FEWEST)]
    for learner in people[:-1]:
        finish_lesson(station, learner)
    clock.move(days=1)
    assert not any(isinstance(one, Achieved) for one in attract(station).invitations)
    finish_lesson(station, people[-1])
    assert not any(isinstance(one, Achieved) for one in attract(station).invitations)
    clock.move(days=1)
    told = attract(station).invitations[-1]
    assert told == Achieved(people=5, lessons=5, scenarios=0, cards=0, items=0)
    clock.move(days=6)
    assert not any(isinstance(one, Achieved) for one in attract(station).invitations)


@pytest.mark.parametrize(
    ("status", "days", "stale", "since"),
    [
        ("on_track", 0, False, None),
        ("on_track", 6, False, None),
        ("on_track", 7, True, date(2026, 8, 31)),
        ("stale", 0, True, None),
        ("stale", 9, True, date(2026, 8, 29)),
    ],
)
def test_a_key_result_is_stale_when_the_office_says_so_or_says_nothing_for_a_week(
    station: Station, status: str, days: int, stale: bool, since: date | None
) -> None:
    tell(station, word=replace(WORD, status=status), days=days)
    (standing,) = attract(station).key_results
    assert (standing.stale, standing.since) == (stale, since)


def test_a_key_result_without_a_figure_is_not_shown(station: Station) -> None:
    tell(station, word=replace(WORD, attainment=None, status="no_data"))
    assert attract(station).key_results == ()
