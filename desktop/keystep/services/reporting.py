"""Reports, written where somebody asks for them."""

from __future__ import annotations

from pathlib import Path

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.disk import FOR_ALL, whole_file
from keystep.domain import wording
from keystep.domain.okr import KeyResult
from keystep.errors import NotSaved, UsageError
from keystep.reports.behind import Behind, LessonLine, TeamLine
from keystep.reports.dates import short_date
from keystep.reports.html import render_report
from keystep.services.drilldown import DrillDown, drill_downs
from keystep.services.office import Office
from keystep.services.okrs import board


def write_report(office: Office, resources: Path, path: Path) -> Path:
    """Write the current board as one HTML file; an older one is replaced in one move.

    Raises UsageError while there is no cycle, NotSaved where it cannot be written.
    """
    now = office.clock.now()
    current = board(office)
    if current is None:
        raise UsageError("There are no OKRs yet. Load a cycle first: keystep okr load FILE")
    behind = {d.row.key_result.id: _behind(d) for d in drill_downs(office, current)}
    organisation = office.pinned.organisation
    text = render_report(current, organisation, now.at, resources, behind, offset=now.offset)
    try:
        with whole_file(path, FOR_ALL) as partial:
            partial.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise NotSaved(
            "The report could not be written to {path} ({fault}). Choose another folder.",
            path=str(path),
            fault=fault.strerror or str(fault),
        ) from fault
    return path


def _behind(detail: DrillDown) -> Behind:
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
    return LessonLine(
        title=title,
        finished=since or str(wording.NOT_BEGUN),
        gain=str(gain),
        beside=str(beside),
    )
