from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from keystep.domain.facts import Flaw, ItemFlagged, LessonCompleted, SearchMade, TopicSuggested
from keystep.domain.matters import (
    LONGEST_ANSWER,
    Handling,
    Matter,
    OfficeAnswer,
    Sort,
    Standing,
    answer_text,
    flagged_key,
    key_of,
    suggested_key,
)
from keystep.errors import UsageError

NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)
IN_LESSON = {"pack": "p", "version": "1.0.0", "lesson": "l"}


def handled(standing: Standing, people: int) -> Handling:
    return Handling(standing=standing, by="Ilse", at=NOON, people=people)


def test_the_same_wish_in_other_letters_is_one_matter() -> None:
    assert suggested_key("Lifting  things") == suggested_key("lifting things ")
    assert suggested_key("lifting") != suggested_key("ladders")


def test_a_key_holds_nothing_that_somebody_wrote() -> None:
    assert "forklift" not in suggested_key("forklift")


def test_facts_name_their_matter() -> None:
    flag = ItemFlagged(step="s", item="q1", reason=Flaw.WRONG, **IN_LESSON)
    assert key_of(flag) == flagged_key("p", "1.0.0", "l", "s", "q1")
    assert key_of(TopicSuggested(text="Lifting")) == suggested_key("lifting")
    assert key_of(SearchMade(query="x", found=1, opened="lesson:p/l")) == ""
    assert key_of(LessonCompleted(attempt="a", duration_ms=1, **IN_LESSON)) == ""


@pytest.mark.parametrize(
    ("standing", "people", "expected"),
    [
        (Standing.DONE, 2, Standing.DONE),
        (Standing.DONE, 3, Standing.NEW),
        (Standing.ANSWERED, 3, Standing.NEW),
        (Standing.TAKEN, 3, Standing.TAKEN),
    ],
)
def test_what_is_settled_is_new_again_once_more_people_say_it(
    standing: Standing, people: int, expected: Standing
) -> None:
    matter = Matter(key="k", sort=Sort.SUGGESTED, people=people, handling=handled(standing, 2))
    assert matter.standing is expected
    assert matter.is_open == (expected in {Standing.NEW, Standing.TAKEN})


def test_a_mended_answer_is_another_one() -> None:
    said = OfficeAnswer(sort=Sort.SUGGESTED, text="Yes", at=NOON, said="lifting")
    assert said.id == replace(said).id != replace(said, text="No").id


def test_an_answer_is_one_line_of_some_length() -> None:
    assert answer_text(" There\nis \u202eone ") == "There is one"
    with pytest.raises(UsageError, match="no answer"):
        answer_text(" \n ")
    with pytest.raises(UsageError, match="fewer words"):
        answer_text("x" * (LONGEST_ANSWER + 1))
