"""What a kiosk calls people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.domain.kiosk.initials import folded, initials, people_of
from keystep.domain.ports import Learner


@pytest.mark.parametrize(
    ("name", "letters", "short"),
    [
        ("Amara Osei", "AO", "Amara O."),
        ("Kim", "K", "Kim"),
        ("Zoë B", "ZB", "Zoë B"),
        ("Vincent van Gogh", "VG", "Vincent G."),
        ("élodie ångström", "ÉÅ", "élodie å."),
        ("e\u0301lodie a\u030angstro\u0308m", "ÉÅ", "e\u0301lodie å."),
        ("O’Brien d’Arcy", "OD", "O’Brien d."),
        ("(Bob) “Smith”", "BS", "(Bob) S."),
        ("Noor Al-Tamimi", "NT", "Noor T."),
        ("Kamal-Din Rahal-Aziz", "KR", "Kamal-Din R."),
        ("Al Gore", "AG", "Al G."),
        ("Hall 3", "H3", "Hall 3"),
        ("Temp 12", "T12", "Temp 12"),
        ("李小龍", "李", "李小龍"),
        ("山田 太郎", "山太", "山田 太郎"),
        ("김민수", "김", "김민수"),
        ("أمارة أوسي", "أ\u200cأ", "أمارة أ."),
        ("\u2067نور التميمي\u2069", "ن\u200cت", "نور ت."),
        ("श्री राम", "श्रीरा", "श्री रा."),
        ("เอก ชัย", "อชั", "เอก ชั."),
        ("ნინო ბერიძე", "ნბ", "ნინო ბ."),
        ("🙂", "🙂", "🙂"),
    ],
)
def test_each_script_has_its_initials_and_short_names(name: str, letters: str, short: str) -> None:
    assert initials(name) == letters
    assert shown(name) == [short]


def people(*names: str, team: str = "") -> Sequence[tuple[str, str]]:
    """Initials and short names, in the order in which they stand."""
    learners = [Learner(str(n), name, team) for n, name in enumerate(names)]
    return [(one.initials, one.shown) for one in people_of(learners)]


def shown(*names: str) -> list[str]:
    return [short for _, short in people(*names)]


def test_people_stand_in_the_order_of_their_names() -> None:
    names = ("Zoë B", "amara osei", "Émil Zola", "Łukasz Wit", "Kim", "\u200fEva Adam", "Mia Ek")
    assert shown(*names) == [
        "amara o.",
        "Émil Z.",
        "Eva A.",
        "Kim",
        "Łukasz W.",
        "Mia E.",
        "Zoë B",
    ]


def test_more_letters_tell_people_apart() -> None:
    assert people("Amara Osei", "amara Obi", "Amara Nix", "Amara Ono") == [
        ("AN", "Amara N."),
        ("AOb", "amara Ob."),
        ("AOn", "Amara On."),
        ("AOs", "Amara Os."),
    ]
    assert people("王小明", "王小", "王芳") == [
        ("王小", "王小"),
        ("王小明", "王小明"),
        ("王芳", "王芳"),
    ]


def test_initials_that_no_letter_tells_apart_stay_short() -> None:
    assert people("Amara Osei", "Anna Osei", "Ada Obi") == [
        ("AOb", "Ada O."),
        ("AO", "Amara O."),
        ("AO", "Anna O."),
    ]


def test_who_has_the_same_name_is_shown_by_more_of_it_by_team_or_counted() -> None:
    assert shown("Ann Lee Oz", "Ann Mia Oz") == ["Ann Lee Oz", "Ann Mia Oz"]
    assert shown("Amara Osei", "Amara Osei") == ["Amara Osei (1)", "Amara Osei (2)"]
    apart = people_of([Learner("1", "Kim", "Hall 3"), Learner("2", "Kim", "Hall 7")])
    assert [one.shown for one in apart] == ["Kim, Hall 3", "Kim, Hall 7"]
    both = [Learner(str(n), "Kim", f"Hall {n % 2}") for n in range(4)]
    assert [one.shown for one in people_of(both)] == ["Kim (1)", "Kim (2)", "Kim (3)", "Kim (4)"]


NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Nd"]), min_size=1, max_size=8)
    | st.sampled_from(["Ada", "Ada Oz", "Ada Lee Oz", "ada OZ", "Ana Oz", "Ada O."]),
    max_size=8,
)


@given(NAMES)
def test_nobody_is_shown_as_somebody_else(names: list[str]) -> None:
    learners = [Learner(str(n), name, "") for n, name in enumerate(names)]
    made = people_of(learners)
    assert sorted(one.learner.id for one in made) == sorted(one.id for one in learners)
    assert len({one.shown.casefold() for one in made}) == len(names)
    assert made == people_of(reversed(learners))


def test_letters_compare_without_case_and_marks() -> None:
    assert folded("Ångström ẞ Łódź\u200e") == "angstrom ss lodz"
