"""Who stands on which page, and whom letters mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.kiosk.initials import people_of
from keystep.domain.ports import Learner
from keystep.gui.kiosk.signin.finding import ends, found, in_pages
from keystep.gui.kiosk.signin.tiles import fit

PEOPLE = people_of(
    Learner(str(n), name, "")
    for n, name in enumerate(("Ömer Šahin", "Marek Sikora", "Elif Mutlu", "أميرة حسن", "Mia"))
)


def shown(typed: str) -> list[str]:
    return [one.learner.name for one in found(PEOPLE, typed)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("m", ["Marek Sikora", "Mia", "Elif Mutlu"]),
        ("ms", ["Marek Sikora"]),
        ("mu", ["Elif Mutlu"]),
        ("s", ["Marek Sikora", "Ömer Šahin"]),
        ("M S", ["Marek Sikora"]),
        ("sik mar", ["Marek Sikora"]),
        ("omer sa", ["Ömer Šahin"]),
        ("os", ["Ömer Šahin"]),
        ("ami", []),
        ("امير", ["أميرة حسن"]),
    ],
)
def test_letters_mean_initials_first_and_then_names(typed: str, names: list[str]) -> None:
    assert shown(typed) == names


def test_without_letters_everybody_is_meant() -> None:
    assert found(PEOPLE, " ") == PEOPLE


@given(st.integers(0, 50), st.integers(1, 20))
def test_pages_hold_everybody_once_and_in_order(count: int, size: int) -> None:
    people = (PEOPLE * 10)[:count]
    pages = in_pages(people, size)
    assert [one for page in pages for one in page] == people
    assert all(len(page) == size for page in pages[:-1])


def test_a_page_says_where_it_begins_and_ends() -> None:
    assert ends(PEOPLE[:4]) == ("E", "Ö")
    assert ends(()) == ("", "")


@given(st.integers(60, 4000), st.integers(40, 2500), st.sampled_from([4, 6]))
def test_tiles_fit_into_any_room(width: int, height: int, most: int) -> None:
    columns, rows, high = fit(width, height, most)
    assert 1 <= columns <= most
    assert 1 <= rows <= 4
    assert rows * high <= height
