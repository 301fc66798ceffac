from __future__ import annotations

from msgspec.structs import replace

from keystep.domain.okr import Cycle
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr.editing import drop_key_result, save_key_result
from keystep.services.okr.history import Changed, history
from tests.unit.services.okr.conftest import FASTER, SMILES


def test_every_edit_tells_what_it_changed(office: Office, cycle: Cycle) -> None:
    save_key_result(office, "q1", "desks", replace(FASTER, target=16.0, owner=""))
    drop_key_result(office, "q1", "smiles")
    dropped, wrote, began = history(office)
    assert dropped.changes == (Changed("key result smiles", "", SMILES.title, ""),)
    assert set(wrote.changes) == {
        Changed("key result faster", "target", "17", "16"),
        Changed("key result faster", "owner", "Ruth Vogel", ""),
    }
    assert (wrote.by, str(began.said)) == ("Ruth Vogel", "Wrote the cycle “Q1 2027”")
    papers.undo(office, dropped.activity)
    assert [step.activity for step in history(office)] == [wrote.activity, began.activity]
