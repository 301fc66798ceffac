"""What is behind a figure, in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.event_log import LoggedEvent
from keystep.aggregate.learner_rows import LearnerRow
from keystep.cli.measures_words import SKILLS, skill, table
from keystep.domain import wording
from keystep.domain.okr import KeyResult
from keystep.services.drilldown import DrillDown
from keystep.services.measures.learners import Learner
from keystep.services.measures.names import pseudonym

PEOPLE = ("person", "team", "active days", "last", "finished", "before", "after", "mastery")


def print_behind(detail: DrillDown) -> None:
    """The teams, lessons and skills of a key result."""
    key_result = detail.row.key_result
    print(f"{key_result.title}\n{wording.BEFORE_AFTER}.")
    teams = [_team(key_result, team) for team in detail.teams]
    table("Teams", ("team", "learned", "before, after", "better by", "95 %"), teams)
    if detail.unshown:
        print(wording.unshown_of(detail.unshown))
    table("Lessons", ("lesson", "finished", "gain", ""), [_lesson(*one) for one in detail.lessons])
    table("Skills", SKILLS, [(title, *skill(row)[1:]) for title, row in detail.skills])


def behind_json(detail: DrillDown) -> dict[str, Any]:
    return {
        "key_result": detail.row.key_result.id,
        "points": detail.row.points,
        "teams": detail.teams,
        "unshown": detail.unshown,
        "lessons": [{"title": title, **msgspec.to_builtins(row)} for title, row in detail.lessons],
        "skills": [{"title": title, **msgspec.to_builtins(row)} for title, row in detail.skills],
    }


def person(row: LearnerRow) -> tuple[str, ...]:
    """A person of a list."""
    return (
        row.name or pseudonym(row.learner),
        row.team,
        f"{row.days:,}",
        f"{row.last or ''}",
        f"{row.finished or ''}",
        "" if row.before is None else wording.percent(row.before / 100),
        "" if row.after is None else wording.percent(row.after / 100),
        "" if row.mastery is None else wording.percent(row.mastery),
    )


def print_person(told: Learner, events: Sequence[LoggedEvent]) -> None:
    """Where somebody stands, and their latest events."""
    row, states = told.row, told.states
    since = f", since {told.began}" if told.began else ""
    print(f"{row.name or pseudonym(row.learner)}, {row.team}{since}. Active on {row.days} days.")
    lessons = [
        (f"{one.pack}/{one.lesson}", f"{one.completed:%Y-%m-%d}" if one.completed else "begun")
        for one in states.lessons
    ]
    table("Lessons", ("lesson", "completed"), lessons)
    tests = [
        (f"{test.pack}/{test.assessment}", test.phase.value, wording.percent(test.score / 1000))
        for test in states.assessments
    ]
    table("Tests", ("assessment", "when", "score"), tests)
    said = [(f"{e.at:%Y-%m-%d %H:%M}", e.kind, f"{e.device[:8]} {e.seq}") for e in events]
    table("Events, newest first", ("at", "what", "station, number"), said)


def _team(key_result: KeyResult, team: TeamRow) -> tuple[str, ...]:
    better, beside = wording.better_of(key_result, team.better)
    known = team.before is not None and team.after is not None
    changed = wording.change(team.before or 0, team.after or 0) if known else ""
    learned = str(wording.learned_of(team.learned, team.members))
    return team.team, learned, changed, better, str(beside)


def _lesson(title: str, row: LessonRow) -> tuple[str, ...]:
    gain, beside = wording.gained_of(row.gain, row.pairs)
    return title, str(wording.finished_of(row.finished, row.of)), str(gain), str(beside)
