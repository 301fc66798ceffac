"""How often answers of each confidence were right."""

from __future__ import annotations

from keystep.domain.ports import Learner
from keystep.domain.quiz import Confidence
from keystep.services.calibration import calibration
from keystep.services.completion import complete_lesson
from keystep.services.learning import open_lesson, start_over
from keystep.services.roster import register
from keystep.services.station import Station
from tests.takers import PACK, answer_surely


def test_each_confidence_is_told_from_ten_answers_on(station: Station, amara: Learner) -> None:
    answer_surely(station, amara.id, 11, Confidence.CERTAIN, 9)
    answer_surely(station, amara.id, 10, Confidence.GUESS, 4)
    answer_surely(station, amara.id, 9, Confidence.FAIRLY, 9)
    answer_surely(station, amara.id, 12, None, 12)
    told = calibration(station, amara.id)
    assert [(t.confidence, t.answers, t.right) for t in told] == [
        (Confidence.CERTAIN, 11, 9),
        (Confidence.GUESS, 10, 4),
    ]
    assert told[1].share == 0.4


def test_it_is_everybody_s_own(station: Station, amara: Learner) -> None:
    jonas = register(station, "Jonas Weber", "Desk North")
    answer_surely(station, jonas.id, 10, Confidence.CERTAIN, 10)
    assert calibration(station, amara.id) == ()


def test_the_end_of_a_lesson_that_asked_tells_it(station: Station, amara: Learner) -> None:
    answer_surely(station, amara.id, 10, Confidence.CERTAIN, 8)
    run = open_lesson(station, amara.id, PACK, "three-sentences")
    done = complete_lesson(station, run, duration_ms=1_000)
    assert [told.share for told in done.calibration] == [0.8]
    fresh = start_over(station, run)
    assert complete_lesson(station, fresh, duration_ms=1_000).calibration == ()
