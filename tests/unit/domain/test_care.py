from __future__ import annotations

from datetime import date

import pytest

from keystep.domain.care import LONGEST_NOTE, LONGEST_OWNER, Care, owner_name, review_note
from keystep.errors import UsageError

STATED, DECIDED = date(2027, 6, 30), date(2027, 4, 1)


def test_a_date_that_was_decided_holds_for_its_version() -> None:
    care = Care(version="1.0.0", review_by=DECIDED)
    assert care.review_of("1.0.0", STATED) == DECIDED
    assert care.review_of("1.1.0", STATED) == STATED
    assert Care().review_of("1.0.0", STATED) == STATED


def test_names_and_notes_have_an_end() -> None:
    assert owner_name(" Ilse\n Brandt ") == "Ilse Brandt"
    with pytest.raises(UsageError, match="shorter"):
        owner_name("x" * (LONGEST_OWNER + 1))
    with pytest.raises(UsageError, match="fewer"):
        review_note("x" * (LONGEST_NOTE + 1))
