"""Which results tell what has stayed."""

from __future__ import annotations

from keystep.domain.facts import AssessmentCompleted, LearnerRegistered
from keystep.domain.lesson import Phase
from keystep.domain.retention import delayed_tests, probes


def result(phase: Phase, score: int, **changes: object) -> AssessmentCompleted:
    values: dict[str, object] = {
        "pack": "p", "version": "1.0.0", "lesson": "l", "attempt": "run", "step": "s",
        "assessment": "all", "phase": phase, "form": "a", "items": 3, "score": score,
    }  # fmt: skip
    return AssessmentCompleted(**{**values, **changes})


def test_the_first_delayed_test_is_paired_with_the_latest_before_it() -> None:
    facts = [
        result(Phase.PRE, 100),
        result(Phase.POST, 600),
        LearnerRegistered(),
        result(Phase.POST, 900),
        result(Phase.DELAYED, 800),
        result(Phase.POST, 1000),
        result(Phase.DELAYED, 300),
    ]
    assert [(pair.after.score, pair.later.score) for pair in delayed_tests(facts)] == [(900, 800)]


def test_a_delayed_test_alone_tells_nothing() -> None:
    elsewhere = result(Phase.POST, 900, pack="other")
    assert list(delayed_tests([elsewhere, result(Phase.DELAYED, 800)])) == []


def test_a_probe_counts_once_and_only_if_it_asked_anything() -> None:
    facts = [
        result(Phase.PROBE, 667, attempt="one"),
        result(Phase.PROBE, 333, attempt="one"),
        result(Phase.PROBE, 0, attempt="empty", items=0),
        result(Phase.POST, 900, attempt="post"),
        result(Phase.PROBE, 1000, attempt="two"),
    ]
    assert [probe.score for probe in probes(facts)] == [667, 1000]
