from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.search.folding import words
from keystep.content.search.passages import LONGEST, Sought, passage
from tests.unit.content.search.shelves import marked

TEXT = "Tell the line. Turn the isolator to 0. Hang your own lock.\nNobody takes off a lock."


def sought(*terms: str, begun: tuple[str, ...] = ()) -> Sought:
    return Sought(frozenset(terms), begun)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Lock and LOCK, locked", sought("lock"), ["Lock", "LOCK"]),
        ("Lock and locked, unlock", sought(begun=("lock",)), ["Lock", "locked"]),
        ("Die Straße über Zürich", sought("strasse", "zurich"), ["Straße", "Zürich"]),
        ("a lock-out here", sought("lockout"), ["lock-out"]),
        ("a lock-out here", sought("out"), ["out"]),
        ("ضع القفل هنا", sought("قفل"), ["القفل"]),
        ("火災の時は", sought("火災"), ["火災"]),
        ("消火器と火災", sought(begun=("火",)), ["火", "火"]),
        ("İstanbul ﬁre", sought("istanbul", "fire"), ["İstanbul", "ﬁre"]),
        ("nothing of it", sought("lock"), []),
    ],
)
def test_whole_words_are_marked_in_every_script(
    text: str, asked: Sought, expected: list[str]
) -> None:
    assert marked(text, asked.mark(text)) == expected


def test_marks_of_what_is_written_together_become_one() -> None:
    assert Sought(frozenset({"火災", "災報"})).mark("火災報") == ((0, 3),)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (sought("isolator"), "Turn the isolator to 0."),
        (sought("lock"), "Hang your own lock."),
        (sought("lock", "nobody"), "Nobody takes off a lock."),
        (sought("ladder"), ""),
    ],
)
def test_a_passage_is_the_first_sentence_with_most_of_it(asked: Sought, line: str) -> None:
    assert passage(TEXT, asked)[0] == line


def test_of_a_long_sentence_the_part_around_the_mark_is_shown() -> None:
    said = " ".join(["before"] * 60 + ["lock"] + ["after"] * 60)

    line, marks = passage(said, sought("lock"))

    assert marked(line, marks) == ["lock"]
    assert len(line) <= LONGEST
    assert line.startswith("…before ")
    assert line.endswith(" after…")


@given(st.text(max_size=400), st.data())
def test_marks_lie_inside_and_apart(text: str, data: st.DataObject) -> None:
    there = [term.text for _, word in words(text) for term in (*word.parts, *word.others)]
    asked = data.draw(st.frozensets(st.sampled_from(there), max_size=4)) if there else frozenset()
    begun = tuple(term[:1] for term in there[:1])

    line, marks = passage(text, Sought(asked, begun))

    assert len(line) <= LONGEST
    edges = [edge for mark in marks for edge in mark]
    assert edges == sorted(set(edges))
    assert not edges or 0 <= edges[0] < edges[-1] <= len(line)
