"""What stands behind the sample board's key results."""

from __future__ import annotations

from datetime import date

from keystep.aggregate.drilldown import LessonRow, TeamRow
from keystep.aggregate.event_log import LoggedEvent
from keystep.aggregate.people import LessonRef
from keystep.domain.measures import Estimate, Gain, Interval
from keystep.services.drilldown import DrillDown
from tests import sample_board as sample

LEARNER = "6f1d2c9e-0f6b-4f5e-9d7e-0c5a5b1f0a10"


def team(name: str, better: Estimate | None) -> TeamRow:
    return TeamRow(team=name, members=12, learned=11, before=20.4, after=18.1, better=better)


def lesson(started: date | None, gain: Gain | None) -> LessonRow:
    ref = LessonRef("answers", "three")
    return LessonRow(lesson=ref, started=started, finished=46, of=54, gain=gain)


def gain(value: float, interval: Interval | None, pairs: int) -> Gain:
    return Gain(
        pairs=pairs,
        pre=60,
        post=60 + value,
        absolute=Estimate(value, interval, pairs),
        relative=None,
        hake=None,
        d_z=None,
    )


TEAMS = (
    team("Desk North", Estimate(12.2, Interval(8.6, 15.9), 9)),
    team("Night desk", Estimate(5.3, Interval(-1, 11), 9)),
    team("Export <b>desk</b>", Estimate(11.5, None, 1)),
    team("Desk West", None),
)
LESSONS = (
    ("Answer in three sentences", lesson(date(2027, 1, 12), gain(18, Interval(11, 25), 41))),
    ("Call back when you said", lesson(date(2027, 2, 2), gain(9, Interval(-2, 16), 33))),
    ("Find the need", lesson(date(2027, 2, 20), None)),
    ("The delivery that never came", lesson(None, gain(9, None, 9))),
)


def detail(place: int = 0) -> DrillDown:
    """The drill-down of the sample board's key result at ``place``."""
    board = sample.board()
    objective = next(o for o in board.objectives if board.rows[place] in o.rows)
    return DrillDown(
        board=board,
        objective=objective.objective.title,
        row=board.rows[place],
        teams=TEAMS,
        lessons=LESSONS,
        unshown=("Night",),
    )


def logged(seq: int, kind: str = "item_answered") -> LoggedEvent:
    data = b'{"body":{"item":"first"},"seq":1}'
    return LoggedEvent(
        device="d", epoch="e", seq=seq, learner=LEARNER, kind=kind, at=sample.NOW, data=data
    )
