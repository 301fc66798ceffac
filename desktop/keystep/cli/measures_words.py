"""The measures in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keystep.aggregate.engagement import Engagement
from keystep.aggregate.measured import Knowledge, Measured
from keystep.aggregate.recall import Recall
from keystep.aggregate.retention import Retention
from keystep.aggregate.skill_rows import SkillRow
from keystep.cli.board import board_json, print_board
from keystep.cli.output import print_table
from keystep.domain import wording
from keystep.domain.measures import FEWEST_SHOWN, Estimate
from keystep.domain.okr import Freshness
from keystep.services.measures.measuring import Measures, Work

ENGAGED = ("up to", "active", "of known", "95 %", "of all, at least and at most")
KNOWN = ("assessment", "pairs", "gain", "of the mean before", "g", "d_z")
STAYED = ("pack", "tested", "kept weeks later", "probed", "right in probes")
SKILLS = ("skill", "met by", "mastery")
WORKED = ("key result", "teams", "better by", "fresh")
ALL = "all packs"


def print_measures(told: Measures) -> None:
    """A heading, and a table a measure."""
    learning, period = told.learning, told.period
    people = f"under {FEWEST_SHOWN}" if learning.people is None else f"{learning.people:,}"
    print(f"{period.start} to {period.end}, {people} people, {_fresh(learning)}")
    if learning.people is None:
        print(f"Of fewer than {FEWEST_SHOWN} people nothing is told.")
        return
    habit = f"active on {told.habit.days} of {told.habit.window} days"
    table(f"Engagement: {habit}", ENGAGED, map(_engaged, learning.engagement))
    table("Knowledge: before and after", KNOWN, map(_known, learning.knowledge))
    table("Knowledge: what stayed", STAYED, map(_stayed, learning.retention))
    table("Mastery", SKILLS, map(skill, learning.skills))
    if learning.recall:
        print(f"\n{_recall(learning.recall)}")
    table(f"Work: {wording.BEFORE_AFTER}", WORKED, map(_work, told.work))
    if told.board:
        print("\nKey results")
        print_board(told.board)


def measures_json(told: Measures) -> dict[str, Any]:
    """Every figure, unrounded."""
    return {
        "scope": told.scope,
        "first": told.period.start,
        "last": told.period.end,
        "active": told.habit,
        "learning": told.learning,
        "work": [
            {
                "key_result": work.key_result.id,
                "teams": work.teams,
                "better": work.better,
                "attributable": False,
                "freshness": work.freshness,
            }
            for work in told.work
        ],
        "board": board_json(told.board) if told.board else None,
    }


def table(title: str, head: Sequence[str], rows: Any) -> None:
    found = list(rows)
    if found:
        print(f"\n{title}")
        print_table(head, found)


def _fresh(learning: Measured | Work) -> str:
    fresh: Freshness = learning.freshness
    return f"{fresh.fresh} of {fresh.known} fresh{', stale' if fresh.stale else ''}"


def _engaged(week: Engagement) -> tuple[str, ...]:
    share, bounds = week.share, week.bounds
    return (
        f"{week.day}",
        f"{week.active:,}, {wording.percent(week.active / week.known)}",
        f"{week.known:,}",
        str(wording.span(share)),
        str(wording.span(bounds)),
    )


def _known(one: Knowledge) -> tuple[str, ...]:
    name, gain = f"{one.pack}/{one.assessment}", one.gain
    if gain is None:
        return name, f"{one.pairs:,}", str(wording.TOO_FEW), "", "", ""
    value, beside = wording.gained_of(gain)
    return (
        name,
        f"{one.pairs:,}",
        f"{value} {beside}",
        _estimate(gain.relative),
        "" if gain.hake is None else wording.figure(gain.hake),
        "" if gain.d_z is None else wording.figure(gain.d_z),
    )


def _stayed(row: Retention) -> tuple[str, ...]:
    return (
        row.pack or ALL,
        f"{row.tested:,}",
        _share(row.kept, row.tested),
        f"{row.probed:,}",
        _share(row.right, row.probed),
    )


def skill(row: SkillRow) -> tuple[str, ...]:
    return f"{row.pack}/{row.skill}", f"{row.met:,} of {row.of:,}", _share(row.mastery, row.met)


def _recall(told: Recall) -> str:
    whole, calibration = told.calibration.whole, told.calibration
    drawn = " drawn by chance" if told.drawn else ""
    return (
        f"How well recall is foretold, which is not how much stays: {whole.n:,} reviews of "
        f"{told.people:,} people{drawn}, foretold {wording.percent(whole.predicted)}, known "
        f"{_share(told.known, told.people)}, log loss {calibration.loss:.3f}."
    )


def _work(work: Work) -> tuple[str, ...]:
    return work.key_result.title, f"{work.teams:,}", _estimate(work.better), _fresh(work)


def _share(share: Estimate | None, people: int) -> str:
    """ "82 % (74 % to 90 %)"; where few people are behind it, that."""
    if share is None:
        return str(wording.TOO_FEW) if people else ""
    if share.interval is None:
        return f"{wording.percent(share.value)}, {wording.TOO_FEW}"
    low, high = share.interval.low, share.interval.high
    return f"{wording.percent(share.value)} ({wording.percent(low)} to {wording.percent(high)})"


def _estimate(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    value = wording.with_unit(estimate.value, "%")
    beside = wording.span(estimate.interval) if estimate.interval else wording.TOO_FEW
    return f"{value} ({beside})"
