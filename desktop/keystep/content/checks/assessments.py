"""Assessments with enough forms for what they measure, each as good as the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown
from keystep.content.names import Kind
from keystep.content.source import Source
from keystep.domain.lesson import Phase

_COMPARED = frozenset({Phase.PRE, Phase.POST})


class _Measure(Struct, frozen=True):
    """What one run through a form asks: how many ``items``, of each skill how ``many`` always, and
    of which ``skills`` others may be drawn."""

    items: int
    many: Mapping[str, int]
    skills: frozenset[str]

    def __str__(self) -> str:
        always = [f"{many} on {skill}" for skill, many in sorted(self.many.items())]
        drawn = [f"some on {skill}" for skill in sorted(self.skills)]
        return f"{self.items} items: {', '.join((*always, *drawn))}"


def form_faults(source: Source) -> Iterator[Fault]:
    """Forms that do not measure, or not the same, and too few of them to compare."""
    compared = {
        show.at("assessment").text
        for lesson in source.of(Kind.LESSON)
        for show in lesson.root.find("steps", EACH, "show")
        if show.at("phase").text in _COMPARED
    }
    measures = {one.root.at("id").text: _measure(one) for one in source.of(Kind.QUIZ)}
    tested = set[str]()
    for manifest in source.of(Kind.PACK):
        for assessment in manifest.root.find("assessments", EACH):
            if assessment.at("id").text in compared:
                yield from _lone_faults(assessment)
            yield from _parallel_faults(assessment, measures)
            tested.update(spot.text for spot in assessment.texts("forms", EACH))
    for document in source.every(Kind.QUIZ):
        if document.root.at("id").text in tested:
            yield from _test_faults(document)


def _lone_faults(assessment: Spot) -> Iterator[Fault]:
    forms = assessment.at("forms")
    if len(tuple(forms.each())) == 1:
        what = f"The assessment {shown(assessment.at('id').text)} has one form only."
        mend = "Name two quizzes or more: what is asked before is not asked after."
        yield forms.fault(what, mend)


def _parallel_faults(assessment: Spot, measures: dict[str, _Measure]) -> Iterator[Fault]:
    forms = [form for form in assessment.texts("forms", EACH) if form.text in measures]
    for form in forms[1:]:
        wanted, asks = measures[forms[0].text], measures[form.text]
        if asks != wanted:
            what = f"{shown(form.text)} asks {asks}, and {shown(forms[0].text)} {wanted}."
            yield form.fault(what, "Let both ask as many items on each skill.")


def _measure(document: Document) -> _Measure:
    draw = document.root.at("draw")
    wanted = {name: draw.at(name).value for name in draw.keys}
    items = tuple(document.root.find("items", EACH))
    pooled = [item for item in items if item.at("pool").text in wanted]
    always = Counter(item.at("skill").text for item in items if item not in pooled)
    drawn = sum(many for many in wanted.values() if isinstance(many, int))
    skills = frozenset(item.at("skill").text for item in pooled)
    return _Measure(always.total() + drawn, always, skills)


def _test_faults(document: Document) -> Iterator[Fault]:
    """What has no place in a quiz that measures."""
    root = document.root
    items = tuple(root.find("items", EACH))
    if items and all(item.at("type").text == "reflection" for item in items):
        what = "This form of an assessment has nothing that is graded."
        yield root.at("items").fault(what, "Add items of another type than reflection.")
    for item in items:
        if "hints" in item.keys:
            what = "An assessment gives no hints, and this quiz is a form of one."
            yield item.at("hints").fault(what, "Delete them.")
    if root.at("attempts").value not in (None, 1):
        what = "An assessment is taken once, and this quiz is a form of one."
        yield root.at("attempts").fault(what, "Delete “attempts”, or make it 1.")
