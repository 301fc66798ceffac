"""Assessments with enough forms for what they measure."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.document import EACH
from keystep.content.faults import Fault, shown
from keystep.content.names import Kind
from keystep.content.source import Source
from keystep.domain.lesson import Phase

_COMPARED = frozenset({Phase.PRE, Phase.POST})


def form_faults(source: Source) -> Iterator[Fault]:
    """Assessments before and after the learning that would ask the same items twice."""
    compared = {
        show.at("assessment").text
        for lesson in source.of(Kind.LESSON)
        for show in lesson.root.find("steps", EACH, "show")
        if show.at("phase").text in _COMPARED
    }
    for manifest in source.of(Kind.PACK):
        for assessment in manifest.root.find("assessments", EACH):
            forms = assessment.at("forms")
            if assessment.at("id").text in compared and len(tuple(forms.each())) == 1:
                what = f"The assessment {shown(assessment.at('id').text)} has one form only."
                mend = "Name two quizzes or more: what is asked before is not asked after."
                yield forms.fault(what, mend)
