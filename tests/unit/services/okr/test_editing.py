from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from keystep.domain.okr import Cycle, KeyResult, Objective
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr import cycles, editing
from tests.unit.services.okr.conftest import FASTER, SMILES

NEXT = Cycle(id="q2", title="Q2 2027", start=date(2027, 4, 1), end=date(2027, 6, 30))


def key_results(office: Office, objective: str) -> list[str]:
    found = cycles.cycle_of(office, "").objective(objective)
    assert found is not None
    return [one.id for one in found.key_results]


def test_the_first_cycle_is_the_current_one_until_another_is_chosen(
    office: Office, cycle: Cycle
) -> None:
    editing.save_cycle(office, NEXT)
    assert cycles.current_cycle(office) == cycle
    assert cycles.cycles(office) == tuple(
        sorted((cycle, NEXT), key=lambda one: one.start, reverse=True)
    )
    chosen = editing.choose_cycle(office, "q2")
    assert cycles.current_cycle(office) == NEXT
    assert {one.cycle.id for one in cycles.listed(office) if one.current} == {"q2"}
    papers.undo(office, chosen)
    assert cycles.current_cycle(office) == cycle


def test_without_a_cycle_it_is_said_what_to_do(office: Office) -> None:
    assert cycles.current_cycle(office) is None
    with pytest.raises(UsageError, match="Load a cycle"):
        editing.save_objective(office, "", Objective(id="o", title="O"))
    with pytest.raises(UsageError, match="no cycle “q9”"):
        editing.choose_cycle(office, "q9")


def test_a_key_result_is_changed_where_it_stands_and_that_is_undone(
    office: Office, cycle: Cycle
) -> None:
    act = editing.save_key_result(office, "q1", "desks", replace(FASTER, target=16.0))
    changed = cycles.cycle_of(office, "q1")
    assert changed.key_result("faster") == replace(FASTER, target=16.0)
    assert key_results(office, "desks") == ["faster", "smiles"]
    papers.undo(office, act)
    assert cycles.cycle_of(office, "q1") == cycle
    (entry, *_) = papers.activity(office, 1)
    assert (entry.by, str(entry.said)) == (
        "Ruth Vogel",
        "Wrote the key result “Median response time”",
    )


def test_a_key_result_moves_to_another_objective(office: Office, cycle: Cycle) -> None:
    editing.save_key_result(office, "q1", "new", SMILES)
    assert (key_results(office, "desks"), key_results(office, "new")) == (
        ["faster"],
        ["launch", "smiles"],
    )


def test_they_are_put_into_another_order(office: Office, cycle: Cycle) -> None:
    editing.order_key_results(office, "q1", "desks", ["smiles", "faster"])
    assert key_results(office, "desks") == ["smiles", "faster"]
    editing.order_objectives(office, "q1", ["new", "company", "desks"])
    assert [one.id for one in cycles.cycle_of(office, "").objectives] == ["new", "company", "desks"]
    with pytest.raises(UsageError, match="each of them once"):
        editing.order_objectives(office, "q1", ["new", "company"])


def test_what_is_below_a_removed_objective_moves_up(office: Office, cycle: Cycle) -> None:
    editing.drop_objective(office, "q1", "company")
    (desks, _) = cycles.cycle_of(office, "q1").objectives
    assert (desks.id, desks.parent) == ("desks", "")
    editing.drop_key_result(office, "q1", "faster")
    assert key_results(office, "desks") == ["smiles"]


@pytest.mark.parametrize(
    ("objective", "key_result", "words"),
    [
        ("desks", replace(FASTER, id="new-one", target=20.0, weight=0.0), "same[^€]*weight"),
        ("nowhere", FASTER, "No objective of “Q1 2027” has the id “nowhere”"),
    ],
)
def test_what_cannot_be_is_refused_whole(
    office: Office, cycle: Cycle, objective: str, key_result: KeyResult, words: str
) -> None:
    before = len(papers.activity(office, 99))
    with pytest.raises(UsageError, match=words):
        editing.save_key_result(office, "q1", objective, key_result)
    assert cycles.cycle_of(office, "q1") == cycle
    assert len(papers.activity(office, 99)) == before


def test_an_objective_does_not_stand_under_itself(office: Office, cycle: Cycle) -> None:
    with pytest.raises(UsageError, match="under itself"):
        editing.save_objective(
            office, "q1", Objective(id="company", title="Customers stay", parent="desks")
        )


def test_the_current_cycle_cannot_be_removed_another_can(office: Office, cycle: Cycle) -> None:
    editing.save_cycle(office, NEXT)
    editing.drop_cycle(office, "q2")
    assert cycles.cycles(office) == (cycle,)
    with pytest.raises(UsageError, match="Choose another first"):
        editing.drop_cycle(office, "q1")
    with pytest.raises(UsageError, match="No key result"):
        editing.drop_key_result(office, "", "no-such")
