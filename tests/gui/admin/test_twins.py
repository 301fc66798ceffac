"""Who may be one person."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from keystep.gui.admin.people.twins import key_of, likely_twins
from tests.gui.admin.test_people import person


def pairs(*names: str, apart: tuple[frozenset[str], ...] = ()) -> list[tuple[str, str]]:
    people = [replace(person(str(place)), name=name) for place, name in enumerate(names)]
    return [(one.name, other.name) for one, other in likely_twins(people, apart)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amara Osei", "Amara Osei"),
        ("Amara Osei", "amara OSEI"),
        ("Osei, Amara", "Amara Osei"),
        ("Jana Nováková", "Jana Novakova"),
        ("Anna Meier", "Anna Maier"),
        ("Mika", "Mika"),
    ],
)
def test_nearly_the_same_names_are_offered(one: str, other: str) -> None:
    assert pairs(one, "Kofi Mensah", other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amara Osei", "Amara Mensah"),
        ("Desk North 1", "Desk North 2"),
        ("Anna Roth", "Jan Roth"),
        ("", ""),
        ("Mika", "Mira"),
    ],
)
def test_different_people_are_not(one: str, other: str) -> None:
    assert pairs(one, other) == []


def test_whoever_was_found_to_be_two_is_not_offered_again() -> None:
    assert pairs("Mika", "Mika", apart=(frozenset(("0", "1")),)) == []


def test_the_most_alike_come_first() -> None:
    offered = pairs("Anna Meier", "Anna Maier", "Kofi Mensah", "Kofi Mensah")
    assert offered == [("Kofi Mensah", "Kofi Mensah"), ("Anna Meier", "Anna Maier")]


def test_a_name_that_many_have_is_no_sign() -> None:
    many = [f"Anna {chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(100)]
    assert pairs(*many) == []
    assert len(pairs(*many, "Anna Roth", "Anna Rothe", "Ana Roth")) == 1


def test_key_of_is_free_of_accents_case_and_order() -> None:
    assert key_of("Núñez,  Ana-María") == key_of("ana maria NUNEZ") == "ana maria nunez"
