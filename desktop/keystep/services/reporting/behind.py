"""What stands behind a key result, worded for a page."""

from __future__ import annotations

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.domain import wording
from keystep.domain.okr import KeyResult
from keystep.reports.behind import Behind, LessonLine, TeamLine
from keystep.reports.dates import short_date
from keystep.services.drilldown import DrillDown


def behind_of(detail: DrillDown) -> Behind:
    """The details of a key result as a page shows them."""
    return Behind(
        teams=tuple(_team(team, detail.row.key_result) for team in detail.teams),
        lessons=tuple(_lesson(title, lesson) for title, lesson in detail.lessons),
        unshown=str(wording.unshown_of(detail.unshown)),
    )


def _team(team: TeamRow, key_result: KeyResult) -> TeamLine:
    better, beside = wording.better_of(key_result, team.better)
    known = team.before is not None and team.after is not None
    return TeamLine(
        team=team.team,
        learned=str(wording.learned_of(team.learned, team.members)),
        changed=wording.change(team.before or 0, team.after or 0) if known else "",
        better=better,
        beside=str(beside),
    )


def _lesson(title: str, lesson: LessonRow) -> LessonLine:
    gain, beside = wording.gained_of(lesson.gain)
    told = str(wording.finished_of(lesson.finished, lesson.of))
    since = f"From {short_date(lesson.started)} · {told}" if lesson.started else ""
    unbegun = told if lesson.of is None else str(wording.NOT_BEGUN)
    return LessonLine(
        title=title,
        finished=since or unbegun,
        gain=str(gain),
        beside=str(beside),
    )
