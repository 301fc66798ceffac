from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from keystep.domain import okr
from keystep.domain.okr import Cycle, KeyResult, KrKind, Milestone, Objective

FASTER = KeyResult(id="r", title="R", kind=KrKind.WORK, source="r", baseline=20, target=17)
SOLVED = KeyResult(id="s", title="S", kind=KrKind.WORK, source="s", baseline=61, target=72)
SAFE = KeyResult(id="a", title="A", kind=KrKind.MAINTAIN, source="a", low=0, high=2)
LAUNCH = KeyResult(id="l", title="L", kind=KrKind.MILESTONE, milestones=(Milestone(title="M"),))
TAUGHT = KeyResult(id="t", title="T", kind=KrKind.KNOWLEDGE, source="pack/test", target=30)
QUARTER = Cycle(id="q1", title="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))


def chain(length: int) -> tuple[Objective, ...]:
    """Each objective stands under the one before."""
    return tuple(
        Objective(id=f"o{n}", title="O", parent=f"o{n - 1}" if n else "") for n in range(length)
    )


@pytest.mark.parametrize(
    ("key_result", "fault"),
    [
        (replace(FASTER, target=20.0), "baseline and target are the same"),
        (replace(FASTER, target=float("nan")), "not a number"),
        (replace(FASTER, baseline=float("inf")), "infinite"),
        (replace(FASTER, baseline=-1e308), "more than 18 digits"),
        (replace(FASTER, weight=1e308), "weight: a number has more than 18 digits"),
        (replace(LAUNCH, milestones=(Milestone(title="M", weight=1e19),)), "more than 18 digits"),
        (replace(FASTER, source=""), "names no KPI"),
        (replace(FASTER, weight=0.0), "weight is not above 0"),
        (replace(SAFE, low=3.0), "low is above high"),
        (replace(SAFE, high=float("nan")), "not a number"),
        (replace(LAUNCH, milestones=()), "no milestones"),
        (replace(LAUNCH, milestones=(Milestone(title="M", weight=-1),)), "weight"),
        (replace(TAUGHT, source="basics"), 'not "pack/assessment"'),
        (replace(TAUGHT, kind=KrKind.COMPLETION, source="pack"), 'not "pack/path"'),
        (replace(TAUGHT, kind=KrKind.RETENTION, source="a/b/c"), '"any"'),
        (replace(TAUGHT, kind=KrKind.MASTERY, source="pack"), 'not "pack/skill"'),
        (replace(TAUGHT, kind=KrKind.MASTERY, bound=0.0), "bound"),
        (replace(TAUGHT, kind=KrKind.MASTERY, bound=100.1), "bound"),
        (replace(FASTER, title=" "), "title: nothing is given"),
        (replace(FASTER, owner="Ruth\nVogel"), "owner: it is not one line"),
        (replace(FASTER, source="\u202ecalls"), "names no KPI"),
        (replace(FASTER, unit="x" * 201), "unit: it is not one line"),
        (replace(FASTER, skills=("listening",)), "“listening” is not “pack/skill”"),
        (replace(FASTER, lessons=("a/b", "c d/e")), "“c d/e” is not “pack/lesson”"),
        (replace(LAUNCH, milestones=(Milestone(title=""),)), "one line"),
        (replace(LAUNCH, milestones=2 * (Milestone(title="M"),)), "same title"),
    ],
)
def test_what_makes_a_key_result_unusable(key_result: KeyResult, fault: str) -> None:
    objective = Objective(id="o", title="O", key_results=(key_result,))
    (found,) = okr.faults_of(replace(QUARTER, objectives=(objective,)))
    assert fault in str(found)
    assert (found.whose, found.id) == ("key result", key_result.id)
    assert hasattr(key_result, found.field)


def test_a_sound_cycle_has_no_faults() -> None:
    sound = (
        FASTER,
        replace(SOLVED, title="گزارش\u200cها  in Köln\u00a0!", source=okr.BY_HAND),
        SAFE,
        LAUNCH,
        TAUGHT,
        replace(TAUGHT, id="p", kind=KrKind.RETENTION, source=okr.ANY),
        replace(TAUGHT, id="q", kind=KrKind.RETENTION),
        replace(TAUGHT, id="m", kind=KrKind.MASTERY, bound=100.0),
    )
    objective = Objective(id="o", title="O", key_results=sound)
    assert okr.faults_of(replace(QUARTER, objectives=(objective,))) == []


def test_a_cycle_ends_after_it_starts_and_uses_an_id_once() -> None:
    objective = Objective(id="o", title="O", key_results=(FASTER, FASTER))
    turned = replace(QUARTER, end=QUARTER.start, objectives=(objective,))
    first, second = okr.faults_of(turned)
    assert "ends before it starts" in str(first)
    assert "twice" in str(second)


@pytest.mark.parametrize(
    ("parents", "words"),
    [
        ({"a": "b", "b": "a"}, ["under itself", "under itself"]),
        ({"a": "a"}, ["under itself"]),
        ({"a": "z"}, ["no objective “z”"]),
        ({"a": "b", "b": "c", "c": "b"}, ["under itself"] * 3),
        ({"a": "", "b": "a", "c": "b"}, []),
    ],
)
def test_objectives_form_a_tree(parents: dict[str, str], words: list[str]) -> None:
    objectives = tuple(Objective(id=one, title=one, parent=of) for one, of in parents.items())
    found = okr.faults_of(replace(QUARTER, objectives=objectives))
    assert len(found) == len(words)
    assert all(word in str(fault) for word, fault in zip(words, found, strict=True))


def test_a_tree_is_no_deeper_than_anybody_can_read() -> None:
    assert okr.faults_of(replace(QUARTER, objectives=chain(21))) == []
    (fault,) = okr.faults_of(replace(QUARTER, objectives=chain(22)))
    assert (fault.id, str(fault.why)) == ("o21", "more than 20 objectives stand above it")


@pytest.mark.parametrize(
    ("cycle", "field", "word"),
    [
        (replace(QUARTER, end=date(2037, 3, 31)), "end", "ten years"),
        (replace(QUARTER, check_in_days=0), "check_in_days", "a day apart"),
        (replace(QUARTER, check_in_days=4_000_000), "check_in_days", "ten years apart"),
        (replace(QUARTER, objectives=chain(2_000)), "objectives", "more than 500"),
        (replace(QUARTER, title=""), "title", "title: nothing is given"),
    ],
)
def test_what_makes_a_cycle_unusable(cycle: Cycle, field: str, word: str) -> None:
    (fault,) = okr.faults_of(cycle)
    assert (fault.field, fault.whose) == (field, "cycle")
    assert word in str(fault)
