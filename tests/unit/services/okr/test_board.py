from __future__ import annotations

from msgspec.structs import replace

from keystep.domain.okr import Cycle, KrKind
from keystep.services.office import Office
from keystep.services.okr.board import board, key_result_words
from keystep.services.okr.editing import save_key_result
from tests.unit.services.okr.conftest import FASTER


def test_stations_hear_what_serves_a_key_result(office: Office, cycle: Cycle) -> None:
    mastered = replace(FASTER, id="know", kind=KrKind.MASTERY, source="customers/calm", target=80)
    save_key_result(office, "q1", "desks", mastered)
    words = {word.id: word for word in key_result_words(board(office))}
    assert words["faster"].skills == FASTER.skills
    assert words["faster"].lessons == FASTER.lessons
    assert words["know"].skills == (*FASTER.skills, "customers/calm")


def test_there_is_no_board_without_a_cycle(office: Office) -> None:
    assert board(office) is None
    assert key_result_words(None) == ()


def test_stations_hear_from_where_to_where_it_leads(office: Office, cycle: Cycle) -> None:
    words = {word.id: word for word in key_result_words(board(office))}
    said = {one: (word.baseline, word.target, word.unit) for one, word in words.items()}
    assert said == {
        "faster": ("20", "17", "min"),
        "smiles": ("", "0–5", "%"),
        "launch": ("0", "100", "%"),
    }


def test_what_is_not_reached_is_not_reached_for_stations(office: Office, cycle: Cycle) -> None:
    save_key_result(office, "q1", "desks", replace(FASTER, target=18.4995))
    words = {word.id: word for word in key_result_words(board(office))}
    assert words["faster"].attainment == 999
