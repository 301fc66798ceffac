"""Facts: one for every kind, with figures within their bounds."""

from __future__ import annotations

import msgspec
import pytest

from keystep.domain.facts import FACTS, CardReviewed, Kind, QuizCompleted

REVIEWED = CardReviewed(
    pack="p",
    version="1.0.0",
    deck="d",
    card="c",
    skill="s",
    rating=3,
    elapsed_days=0,
    interval_s=600,
    stability=1,
    difficulty=1,
    state=1,
    step=0,
)


def test_every_kind_has_its_fact() -> None:
    assert {kind: fact.kind for kind, fact in FACTS.items()} == {kind: kind for kind in Kind}


@pytest.mark.parametrize(
    ("field", "value"), [("rating", 7), ("interval_s", 2**53), ("recall", -1), ("state", 0)]
)
def test_figures_out_of_bounds_are_refused(field: str, value: int) -> None:
    body = msgspec.to_builtins(REVIEWED)
    assert msgspec.convert(body, CardReviewed) == REVIEWED
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**body, field: value}, CardReviewed)


def test_what_was_recorded_before_there_were_sittings_is_of_the_first() -> None:
    body = {"pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "a", "step": "s"}
    ended = msgspec.convert({**body, "quiz": "q", "score": 1, "passed": False}, QuizCompleted)
    assert ended.sitting == 1
