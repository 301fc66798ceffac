"""What directives promise of their step: points to tick off, places on a picture."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.checklist import read_checklist
from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind
from keystep.content.source import Source


def lesson_faults(source: Source) -> Iterator[Fault]:
    """Faults of checklists and of hotspots."""
    for document in source.every(Kind.LESSON):
        for step in _steps(document, "checklist"):
            yield from _checklist_faults(step)
        yield from _hotspot_faults(document)


def _checklist_faults(step: Spot) -> Iterator[Fault]:
    text = step.at("text") if step.at("text").text else step.at("show")
    for row, what, mend in read_checklist(step.at("text").text).problems:
        yield Fault(step.document.file, text.line + row, what, mend)


def _hotspot_faults(document: Document) -> Iterator[Fault]:
    pictures = {step.at("id").text for step in _steps(document, "infographic")}
    hotspots = document.root.at("front").at("hotspots")
    for step_id in hotspots.keys:
        if step_id not in pictures:
            what = f"There is no infographic step {shown(step_id)}."
            yield hotspots.at(step_id).fault(what, suggestion(step_id, pictures))


def _steps(document: Document, kind: str) -> Iterator[Spot]:
    for step in document.root.find("steps", EACH):
        if step.at("show").at("kind").text == kind:
            yield step
