"""Milestones: reached by learning, told once."""

from __future__ import annotations

from keystep.domain.milestones import STEPS, Counted, Milestone, reached
from keystep.domain.ports import Learner
from keystep.services.milestones import milestones, new_milestone
from keystep.services.station import Station
from tests.takers import take_lesson


def test_every_figure_passed_is_reached() -> None:
    assert list(reached({})) == []
    assert list(reached({Counted.DAYS: 8, Counted.PATHS: 1})) == [
        Milestone(Counted.PATHS, 1),
        Milestone(Counted.DAYS, 7),
        Milestone(Counted.DAYS, 3),
    ]
    everything = dict.fromkeys(Counted, 10_000)
    assert len(list(reached(everything))) == sum(map(len, STEPS.values()))


def test_a_first_lesson_is_told_once(station: Station, amara: Learner) -> None:
    assert new_milestone(station, amara.id) is None
    take_lesson(station, amara.id, "before-you-start")
    assert Milestone(Counted.LESSONS, 1) in milestones(station, amara.id)
    assert new_milestone(station, amara.id) is not None
    assert new_milestone(station, amara.id) is None
