"""What learners say: recorded once, shown again, and never more than a note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keystep.domain.events import Event
from keystep.domain.facts import SAID_AT_MOST, Flaw, Kind
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.services import voice
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from keystep.services.run import Run
from keystep.services.station import Station
from tests.takers import PACK, take_lesson

LESSON = "three-sentences"
ORDER = (
    *("before-you-start", "three-sentences", "call-back", "calm-voice"),
    *("find-the-need", "product-facts", "how-far-you-came"),
)


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    return open_lesson(station, amara.id, PACK, LESSON)


def said(station: Station, kind: Kind) -> list[Event]:
    return [each.event for each in station.store.events() if each.event.kind == kind]


def test_the_last_stars_are_shown_and_each_change_is_an_event(station: Station, run: Run) -> None:
    assert voice.rating(station, run) == 0
    for given in (2, 5, 5):
        voice.rate_lesson(station, run, given)
        assert voice.rating(station, run) == given
    bodies = [event.body for event in said(station, Kind.LESSON_RATED)]
    assert [body["stars"] for body in bodies] == [2, 5]
    assert bodies[0] == {
        "pack": PACK,
        "version": run.pack.version,
        "lesson": LESSON,
        "stars": 2,
    }


def test_stars_are_one_learners_and_one_lessons(station: Station, run: Run) -> None:
    voice.rate_lesson(station, run, 4)
    other = open_lesson(station, register(station, "Bo Lind", "").id, PACK, LESSON)
    elsewhere = open_lesson(station, run.learner, PACK, "call-back")
    assert (voice.rating(station, other), voice.rating(station, elsewhere)) == (0, 0)


@pytest.mark.parametrize("given", [0, 6, -1])
def test_there_are_five_stars(station: Station, run: Run, given: int) -> None:
    with pytest.raises(UsageError, match="1 to 5 stars"):
        voice.rate_lesson(station, run, given)
    assert said(station, Kind.LESSON_RATED) == []


def test_a_flag_is_recorded_once_for_each_reason(station: Station, run: Run) -> None:
    step = run.lesson.steps[0]
    for reason in (Flaw.WRONG, Flaw.WRONG, Flaw.OUTDATED):
        voice.flag(station, run, step, "", reason)
    assert [e.body["reason"] for e in said(station, Kind.ITEM_FLAGGED)] == ["wrong", "outdated"]
    assert voice.flags(station, run, step) == {Flaw.WRONG, Flaw.OUTDATED}


def test_an_item_is_flagged_apart_from_its_step(station: Station, run: Run) -> None:
    check = run.lesson.steps[3]
    item = run.items(check)[0]
    voice.flag(station, run, check, item.id, Flaw.UNCLEAR)
    assert voice.flags(station, run, check) == frozenset()
    assert voice.flags(station, run, check, run.items(check)[1].id) == frozenset()
    (flagged,) = said(station, Kind.ITEM_FLAGGED)
    assert flagged.learner == run.learner
    assert flagged.body == {
        "pack": PACK,
        "version": run.pack.version,
        "lesson": LESSON,
        "step": check.id,
        "item": item.id,
        "reason": "unclear",
    }


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  how to\n lift  ", "how to lift"),
        ("nul\0 and \x1b[31m red", "nul and [31m red"),
        ("half \ud800 a pair", "half a pair"),
        ("turned \u202eround\u2069", "turned round"),
        ("می\u200cخواهم 👩\u200d🔧", "می\u200cخواهم 👩\u200d🔧"),
        ("x" * SAID_AT_MOST, "x" * SAID_AT_MOST),
    ],
)
def test_a_topic_is_kept_on_one_line(
    station: Station, amara: Learner, written: str, kept: str
) -> None:
    voice.suggest_topic(station, amara.id, written, written)
    (suggested,) = said(station, Kind.TOPIC_SUGGESTED)
    assert suggested.body == {"text": kept, "query": kept}


@pytest.mark.parametrize("written", ["", " \n\0", "x" * (SAID_AT_MOST + 1)])
def test_no_topic_and_too_long_a_one_are_refused(
    station: Station, amara: Learner, written: str
) -> None:
    with pytest.raises(UsageError):
        voice.suggest_topic(station, amara.id, written)
    assert said(station, Kind.TOPIC_SUGGESTED) == []


def test_a_long_search_does_not_hinder_a_topic(station: Station, amara: Learner) -> None:
    voice.suggest_topic(station, amara.id, "lifting", "y" * (SAID_AT_MOST + 1))
    (suggested,) = said(station, Kind.TOPIC_SUGGESTED)
    assert suggested.body["query"] == "y" * SAID_AT_MOST


def test_a_test_beforehand_is_not_asked_about(station: Station, amara: Learner) -> None:
    take_lesson(station, amara.id, ORDER[0])
    assert not voice.is_asked(station, open_lesson(station, amara.id, PACK, ORDER[0]))
    assert voice.is_asked(station, open_lesson(station, amara.id, PACK, ORDER[1]))


def test_the_survey_comes_after_the_first_lesson_and_five_further_ones(
    station: Station, amara: Learner
) -> None:
    asked = []
    for lesson in ORDER:
        run = open_lesson(station, amara.id, PACK, lesson)
        take_lesson(station, amara.id, lesson)
        if voice.is_asked(station, run):
            asked.append(lesson)
            voice.note_asked(station, run)
    assert asked == [ORDER[1], ORDER[6]]


def test_the_survey_is_never_shown_twice_for_a_lesson(station: Station, amara: Learner) -> None:
    first = open_lesson(station, amara.id, PACK, ORDER[1])
    take_lesson(station, amara.id, ORDER[1])
    voice.note_asked(station, first)
    for lesson in ORDER[2:]:
        take_lesson(station, amara.id, lesson)
    again = open_lesson(station, amara.id, PACK, ORDER[1])
    assert not voice.is_asked(station, again)
    assert voice.is_asked(station, open_lesson(station, amara.id, PACK, ORDER[6]))


def test_the_answers_given_are_recorded(station: Station, run: Run) -> None:
    answers = {"useful": 5, "ready": 1}
    voice.answer_survey(station, run, answers, text=" more\nofit ")
    (answered,) = said(station, Kind.SURVEY_ANSWERED)
    assert answered.body["answers"] == answers
    assert (answered.body["survey"], answered.body["text"]) == (voice.AFTER_LESSON, "more ofit")


@pytest.mark.parametrize("answers", [{}, {"useful": 0}, {"useful": 6}, {"weather": 3}])
def test_answers_to_something_else_are_refused(
    station: Station, run: Run, answers: dict[str, int]
) -> None:
    with pytest.raises(UsageError):
        voice.answer_survey(station, run, answers)
    assert said(station, Kind.SURVEY_ANSWERED) == []


def test_what_was_said_is_known_after_a_restart(
    tmp_path: Path, open_home: Callable[[Path], Station]
) -> None:
    first = open_home(tmp_path / "home")
    run = open_lesson(first, register(first, "Amara", "").id, PACK, LESSON)
    voice.rate_lesson(first, run, 3)
    voice.flag(first, run, run.lesson.steps[0], "", Flaw.BROKEN)
    first.close()
    second = open_home(tmp_path / "home")
    assert voice.rating(second, run) == 3
    assert voice.flags(second, run, run.lesson.steps[0]) == {Flaw.BROKEN}


def test_what_was_said_is_forgotten_with_the_learner(station: Station, run: Run) -> None:
    voice.rate_lesson(station, run, 3)
    voice.flag(station, run, run.lesson.steps[0], "", Flaw.BROKEN)
    station.store.erase([run.learner], station.clock.now())
    assert voice.rating(station, run) == 0
    assert voice.flags(station, run, run.lesson.steps[0]) == frozenset()
