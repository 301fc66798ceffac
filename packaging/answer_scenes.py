"""The office's answers on the learner's screens, for the pictures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def today_answered(stage: Any) -> None:
    _hear(stage)
    stage.window.place_chosen.emit("today")


def topics_answered(stage: Any) -> None:
    from keystep.gui.learn.voice import SuggestBox  # noqa: PLC0415

    _hear(stage)
    stage.window.place_chosen.emit("library")
    stage.window.pages.currentWidget().findChild(SuggestBox).setVisible(True)


def _hear(stage: Any) -> None:
    from keystep.domain.down import Person, ProgressDown  # noqa: PLC0415
    from keystep.domain.matters import OfficeAnswer, Sort  # noqa: PLC0415

    station, now = stage.parts["station"], stage.parts["clock"].now().at
    (amara,) = station.store.learners()
    lesson = {"pack": "answering-customers", "lesson": "three-sentences"}
    answers = (
        OfficeAnswer(
            sort=Sort.SUGGESTED,
            said="Lifting with the hoist",
            text="From Monday there is a lesson on it: “Lift with the hoist, not your back”. "
            "Thank you for asking.",
            at=now - timedelta(hours=20),
        ),
        OfficeAnswer(
            sort=Sort.FLAGGED,
            step="why-three",
            text="You are right: the figure was last year’s. It is mended in version 1.1.0.",
            at=now - timedelta(days=2),
            **lesson,
        ),
    )
    person = Person(learner=amara.id, name=amara.name, team=amara.team, answers=answers)
    station.store.take_progress(
        ProgressDown(
            no=1,
            share="hartmann",
            device=station.keys.device,
            issued=now,
            people=(person,),
            included=(),
            states=(),
        )
    )


ANSWERS = (today_answered, topics_answered)
