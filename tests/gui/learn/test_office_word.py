"""What the office asks, as a learner sees it: due dates, announcements, the focus, a survey."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from keystep.domain.assigning import Announcement, Assignment, Question, Survey
from keystep.domain.bundles import Catalog
from keystep.domain.down import Person, ProgressDown
from keystep.domain.facts import Kind
from keystep.domain.matters import OfficeAnswer, Sort
from keystep.domain.ports import Learner
from keystep.gui.learn.voice import SurveyCard
from keystep.gui.learn.window import LearnWindow
from keystep.services.assigning.told import office_word
from keystep.services.catalogs import keep_catalog
from keystep.services.station import Station
from tests.gui.learn.hands import button, click, of_kind, page, says
from tests.takers import PACK

BRACES = "Is {this} <b>clear</b>?"


@pytest.fixture
def told(station: Station) -> Catalog:
    """What the office asks of everybody, before the window opens."""
    now, day = station.clock.now(), timedelta(days=1)
    on = now.local.date()
    path = station.shelf.pack(PACK).paths[0].id
    skill = station.shelf.pack(PACK).skills[0].id
    days = {"first": on, "last": on + day}
    questions = (Question("q1", BRACES, "No", "Yes"), Question("q2", "And this?", "No", "Yes"))
    catalog = Catalog(
        no=1,
        share="",
        issued=now.at,
        stations=(),
        key_results=(),
        assignments=(Assignment(id="a", pack=PACK, path=path, assigned=on, due=on),),
        announcements=(
            Announcement(id="n1", title="The hoist is back", **days),
            Announcement(id="n2", title="Sing less", **days),
            Announcement(id="f", title="Locking out", pack=PACK, skill=skill, **days),
        ),
        surveys=(Survey(id="s", title="Mood", questions=questions, **days),),
    )
    keep_catalog(station.home, catalog)
    return catalog


def test_today_says_what_the_office_asks(
    told: Catalog, window: LearnWindow, station: Station, amara: Learner
) -> None:
    today = page(window)
    assert told.assignments
    for words in ("Assigned to you", "due today", "Focus now: Locking out", "Sing less"):
        assert says(today, words), words
    assert not says(today, "The hoist is back")
    click(today, "Got it")
    assert says(today, "The hoist is back")
    click(today, "Got it")
    assert says(today, "The office asks: Mood")
    assert office_word(station, amara.id).announcements == ()
    click(today, "Answer")
    (card,) = today.findChildren(SurveyCard)
    assert says(card, BRACES)
    button(card.scales["q2"], "4").click()
    click(card, "Send answers")
    assert says(card, "Thank you")
    (event,) = of_kind(station.store.events(), Kind.SURVEY_ANSWERED)
    assert (event.body["survey"], event.body["answers"]) == ("s", {"q2": 4})
    today.refresh()
    assert not today.office.isVisible()


def test_the_start_is_in_sight_while_something_is_announced(
    told: Catalog, window: LearnWindow
) -> None:
    assert told.announcements
    window.resize(1366, 768)
    QApplication.processEvents()
    today = page(window)
    assert today.office.isVisible()
    start = today.minutes.start
    assert start.visibleRegion().boundingRect() == start.rect()


def test_one_note_at_a_time_and_the_survey_last(
    told: Catalog, window: LearnWindow, station: Station, amara: Learner
) -> None:
    assert told.surveys
    now = station.clock.now().at
    answer = OfficeAnswer(sort=Sort.SUGGESTED, said="lifting", text="Soon.", at=now)
    person = Person(learner=amara.id, name=amara.name, team=amara.team, answers=(answer,))
    station.store.take_progress(
        ProgressDown(
            no=1,
            share="s",
            device=station.keys.device,
            issued=now,
            people=(person,),
            included=(),
            states=(),
        )
    )
    today = page(window)
    today.refresh()
    for _ in ("Sing less", "The hoist is back"):
        assert not today.answered.isVisible()
        click(today, "Got it")
    assert says(today, "Soon.")
    assert not today.office.isVisible()
    click(today, "Got it")
    assert not today.answered.isVisible()
    assert says(today, "The office asks: Mood")


def test_a_survey_that_is_left_is_not_asked_again(told: Catalog, window: LearnWindow) -> None:
    today = page(window)
    assert told.surveys
    click(today, "Got it")
    click(today, "Got it")
    click(today, "Answer")
    today.refresh()
    assert today.findChildren(SurveyCard)
    click(today, "Not now")
    assert not today.office.isVisible()


def test_paths_say_that_and_until_when(told: Catalog, window: LearnWindow) -> None:
    assert told.assignments
    assert window.navigator is not None
    window.navigator.go_to("paths")
    assert says(page(window), "assigned by the office · due today")
