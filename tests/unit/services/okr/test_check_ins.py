from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from keystep.domain.okr import CheckIn, Cycle, KrRow, Status
from keystep.domain.scope import Scope
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.board import board, key_result_words
from keystep.services.okr.check_ins import check_in, check_ins, due
from tests.fakes import FakeClock

WEEK = timedelta(days=7)


def said(office: Office, key_result: str, confidence: int = 7, **more: object) -> int:
    told = CheckIn(
        key_result=key_result,
        at=office.clock.now().at,
        by=office.admin,
        confidence=confidence,
        **more,  # type: ignore[arg-type]
    )
    return check_in(office, told)


def row(office: Office, key_result: str) -> KrRow:
    told = board(office)
    assert told is not None
    return next(one for one in told.rows if one.key_result.id == key_result)


def test_check_ins_are_kept_with_the_newest_first(
    office: Office, cycle: Cycle, clock: FakeClock
) -> None:
    said(office, "faster", 4, note="  Night desk started late.\nMore hands come. ")
    clock.move(days=7)
    said(office, "faster", 8)
    newest, first = check_ins(office, "faster")
    assert (newest.confidence, first.confidence) == (8, 4)
    assert (first.by, first.cycle) == ("Ruth Vogel", "q1")
    assert first.note == "Night desk started late.\nMore hands come."
    assert row(office, "faster").check_in == newest
    assert check_ins(office, "launch") == ()


def test_a_check_in_is_due_every_week_until_the_cycle_ends(
    office: Office, cycle: Cycle, clock: FakeClock
) -> None:
    said(office, "launch")
    days = {one.id: day for one, day in due(office)}
    assert days["faster"] == cycle.start + WEEK
    assert days["launch"] == clock.now().at.date() + WEEK
    assert [one.id for one, _ in due(office)][-1] == "launch"
    clock.move(days=60)
    said(office, "launch")
    assert "launch" not in {one.id for one, _ in due(office)}


def test_a_figure_told_by_hand_counts_until_the_next_check_in_is_late(
    office: Office, cycle: Cycle, clock: FakeClock
) -> None:
    assert row(office, "smiles").status is Status.NO_DATA
    said(office, "smiles", value=4.0)
    told = row(office, "smiles")
    assert (told.status, told.now and told.now.value) == (Status.KEPT, 4.0)
    assert (told.freshness.fresh, told.freshness.known) == (1, 1)
    clock.move(days=10)
    assert row(office, "smiles").status is Status.KEPT
    clock.move(days=1)
    assert row(office, "smiles").status is Status.STALE
    said(office, "smiles", value=6.0)
    assert row(office, "smiles").status is Status.AT_RISK
    assert [point.value for point in row(office, "smiles").points] == [4.0, 6.0]


def test_a_figure_told_by_hand_is_of_no_other_team(office: Office, cycle: Cycle) -> None:
    said(office, "smiles", value=4.0)
    for team, points in (("Desk North", 1), ("Desk South", 0)):
        told = board(office, scope=Scope(team=team))
        assert told is not None
        (smiles,) = (one for one in told.rows if one.key_result.id == "smiles")
        assert len(smiles.points) == points
    assert next(word for word in key_result_words(board(office)) if word.id == "smiles").basis == ""


def test_milestones_done_at_a_check_in_are_done_on_the_board_and_so_until_undone(
    office: Office, cycle: Cycle, clock: FakeClock
) -> None:
    assert row(office, "launch").attainment == pytest.approx(2 / 3)
    said(office, "launch", milestones=())
    clock.move(days=7)
    act = said(office, "launch", milestones=("Desks trained", "=Live in Köln"))
    told = row(office, "launch")
    assert [round(point.value) for point in told.points] == [0, 100]
    papers.undo(office, act)
    assert row(office, "launch").attainment == 0
    assert len(check_ins(office, "launch")) == 1


@pytest.mark.parametrize(
    ("key_result", "more", "words"),
    [
        ("faster", {"confidence": 11}, "1 to 10"),
        ("faster", {"confidence": 0}, "1 to 10"),
        ("faster", {"value": 17.0}, "measured"),
        ("smiles", {"value": float("nan")}, "not a number"),
        ("faster", {"milestones": ("Live",)}, "no milestones"),
        ("launch", {"milestones": ("Party",)}, "no milestone “Party”"),
        ("faster", {"note": "x" * 2001}, "2000"),
        ("nothing", {}, "No key result"),
    ],
)
def test_what_cannot_be_said_is_refused(
    office: Office, cycle: Cycle, key_result: str, more: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        said(office, key_result, **more)  # type: ignore[arg-type]
    assert board(office) is not None
    assert all(one.check_in is None for one in board(office).rows)  # type: ignore[union-attr]


def test_a_check_in_is_of_the_day_that_it_is_where_it_was_said() -> None:
    evening = datetime(2027, 1, 12, 1, 30, tzinfo=UTC)
    told = CheckIn(key_result="k", at=evening, by="Ruth", confidence=7, offset=-480)
    assert told.day == date(2027, 1, 11)
    assert replace(told, offset=120).day == date(2027, 1, 11)
    assert replace(told, offset=240).day == date(2027, 1, 12)


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_what_was_just_told_counts_at_any_hour(
    office: Office, cycle: Cycle, clock: FakeClock, hour: int
) -> None:
    clock.move(hours=hour)
    said(office, "smiles", value=4.0)
    assert [point.day for point in row(office, "smiles").points] == [clock.now().day]


def test_milestones_at_the_end_of_a_period_are_those_told_by_then(
    office: Office, cycle: Cycle, clock: FakeClock
) -> None:
    said(office, "launch", milestones=("Desks trained",))
    then = clock.now().day
    clock.move(days=7)
    said(office, "launch", milestones=("Desks trained", "=Live in Köln"))

    def shares(scope: Scope) -> list[int]:
        told = board(office, scope=scope)
        assert told is not None
        (launch,) = (one for one in told.rows if one.key_result.id == "launch")
        return [round(point.value) for point in launch.points]

    assert shares(Scope()) == [67, 100]
    assert shares(Scope(last=then)) == [67]
    assert shares(Scope(last=then + timedelta(days=2))) == [67, 67]
    assert shares(Scope(first=then + timedelta(days=1), last=then + timedelta(days=2))) == [67]
    assert shares(Scope(last=then - timedelta(days=1))) == []
