from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.domain.okr import Cycle, Objective, Retrospective, Status
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.kpi.importing import import_kpis
from keystep.services.office import Office
from keystep.services.okr import cycles, editing
from keystep.services.okr.board import board
from keystep.services.okr.closing import carry_over, close
from tests.fakes import FakeClock
from tests.figures import written_kpis

LOOKED_BACK = Retrospective(went_well="Desks answer faster.", learned="Start with one team.")


def next_of(cycle: Cycle) -> Cycle:
    start = cycle.end + timedelta(days=1)
    return Cycle(id="q2", title="Q2 2027", start=start, end=start + timedelta(days=90))


def test_what_a_cycle_came_to_is_frozen(office: Office, cycle: Cycle, clock: FakeClock) -> None:
    before = board(office)
    act = close(office, "q1", LOOKED_BACK)
    clock.move(days=30)
    day = clock.now().day.isoformat()
    import_kpis(office, written_kpis(office.home, f"response-time,A,{day},17.0,100"))
    assert board(office) == board(office, "q1") == before
    closed = cycles.closing_of(office, "q1")
    assert closed is not None
    assert (closed.retrospective, closed.by) == (LOOKED_BACK, "Ruth Vogel")
    with pytest.raises(UsageError, match="is closed"):
        editing.drop_key_result(office, "q1", "faster")
    with pytest.raises(UsageError, match="is closed"):
        close(office, "q1", LOOKED_BACK)
    papers.undo(office, act)
    assert board(office) != before
    editing.drop_key_result(office, "q1", "faster")


def test_nothing_below_a_closing_is_undone_before_it(office: Office, cycle: Cycle) -> None:
    written = papers.activity(office, 9)[-1]
    edit = editing.save_cycle(office, replace(cycle, title="First quarter"))
    closing = close(office, "q1", LOOKED_BACK)
    for act in (written.id, edit):
        with pytest.raises(UsageError, match="Undo that first"):
            papers.undo(office, act)
    assert [one.closing is not None for one in cycles.listed(office)] == [True]
    papers.undo(office, closing)
    papers.undo(office, edit)
    assert cycles.current_cycle(office) == cycle


def test_what_is_over_is_as_fresh_as_it_was(office: Office, cycle: Cycle, clock: FakeClock) -> None:
    editing.save_cycle(office, replace(cycle, end=clock.now().day))
    told = board(office)
    clock.move(days=40)
    later = board(office)
    assert told is not None
    assert later is not None
    (first, *_), (then, *_) = told.rows, later.rows
    assert (then.status, then.freshness) == (first.status, first.freshness)
    assert then.status is not Status.STALE


def test_key_results_begin_anew_where_they_stand(office: Office, cycle: Cycle) -> None:
    close(office, "q1", LOOKED_BACK)
    carry_over(office, "q1", next_of(cycle), ["faster", "launch"])
    begun = cycles.current_cycle(office)
    assert begun is not None
    assert begun.id == "q2"
    assert [(one.id, one.parent) for one in begun.objectives] == [
        ("company", ""),
        ("desks", "company"),
        ("new", ""),
    ]
    faster, launch = begun.key_results
    assert (faster.baseline, faster.target) == (18.5, 17.0)
    assert [one.title for one in launch.milestones] == ["=Live in Köln"]


def test_an_objective_of_which_nothing_goes_on_is_left(office: Office, cycle: Cycle) -> None:
    act = carry_over(office, "q1", next_of(cycle), ["launch"])
    begun = cycles.cycle_of(office, "q2")
    assert [one.id for one in begun.objectives] == ["new"]
    papers.undo(office, act)
    assert cycles.current_cycle(office) == cycle
    assert [one.id for one in cycles.cycles(office)] == ["q1"]


def test_what_stands_at_its_target_or_beyond_has_nowhere_to_go(
    office: Office, cycle: Cycle
) -> None:
    for target in (18.5, 19.0):
        faster = replace(next(cycle.key_results), target=target)
        editing.save_key_result(office, "q1", "desks", faster)
        with pytest.raises(UsageError, match="faster, target: baseline and target are the same"):
            carry_over(office, "q1", next_of(cycle), ["faster"])
    with pytest.raises(UsageError, match="already"):
        carry_over(office, "q1", replace(next_of(cycle), id="q1"), ["launch"])
    with pytest.raises(UsageError, match="No key result"):
        carry_over(office, "q1", next_of(cycle), ["no-such"])


def test_the_new_cycle_may_hold_more(office: Office, cycle: Cycle) -> None:
    more = replace(next_of(cycle), objectives=(Objective(id="more", title="More"),))
    carry_over(office, "q1", more, ["launch"])
    assert [one.id for one in cycles.cycle_of(office, "").objectives] == ["new", "more"]
