"""A lesson file as a document: ``{"front": …, "steps": [{…, "show": directive}]}``."""

from __future__ import annotations

import re

from msgspec import Struct

from keystep.content.document import Document, Lines, Reading
from keystep.content.faults import Fault, shown
from keystep.content.front_matter import Parts, Section, split_lesson
from keystep.content.names import Kind
from keystep.content.yaml import read_yaml

_ARGUMENT = re.compile(r'(?<!\S)([a-z_]+)=("[^"]*"|[^\s"]+)(?!\S)')
_COUNT = re.compile(r"[0-9]{1,9}")
_NO_FRONT = (
    "The front matter is missing or does not end.",
    "Begin with a line “---”, then keys such as “id: …”, then another line “---”.",
)


class _Directive(Struct, frozen=True):
    values: dict[str, object]
    faults: tuple[Fault, ...]


def read_lesson(file: str, text: str) -> Reading:
    """The lesson in ``text``, its directives taken apart."""
    parts = split_lesson(text)
    if parts.front is None:
        return Reading(None, (Fault(file, 1, *_NO_FRONT),))
    front = read_yaml(file, parts.front, first_line=2)
    if front.data is None:
        return Reading(None, front.faults)
    directives = [_directive(file, section) for section in parts.sections]
    steps = [_step(s, d) for s, d in zip(parts.sections, directives, strict=True)]
    lines = {("front", *place): line for place, line in front.lines.items()} | _step_lines(parts)
    return Reading(
        Document(file, Kind.LESSON, {"front": front.data, "steps": steps}, lines),
        (*front.faults, *_part_faults(file, parts), *(f for d in directives for f in d.faults)),
    )


def _directive(file: str, section: Section) -> _Directive:
    kind, _, rest = section.directive.partition(" ")
    values: dict[str, object] = {"kind": kind}
    faults = []
    for key, value in _ARGUMENT.findall(rest):
        if key in values:
            faults.append((f"The key {shown(key)} is here twice.", "Keep one of them."))
        values[key] = int(value) if _COUNT.fullmatch(value) else value.strip('"')
    if left_over := _ARGUMENT.sub("", rest).strip():
        what = f"{shown(left_over)} is not written as key=value."
        faults.append((what, 'Write key=value, or key="value with spaces", single spaces between.'))
    return _Directive(values, tuple(Fault(file, section.directive_line, *f) for f in faults))


def _step(section: Section, directive: _Directive) -> dict[str, object]:
    step: dict[str, object] = {"title": section.title, "text": section.text}
    if section.id:
        step["id"] = section.id
    if section.directive:
        step["show"] = directive.values
    return step


def _step_lines(parts: Parts) -> Lines:
    lines: Lines = {}
    for i, section in enumerate(parts.sections):
        lines["steps", i] = section.line
        lines["steps", i, "show"] = section.directive_line
        lines["steps", i, "text"] = section.text_line
    return lines


def _part_faults(file: str, parts: Parts) -> tuple[Fault, ...]:
    faults = []
    if parts.preamble:
        what = "Text stands before the first step."
        faults.append(Fault(file, parts.preamble, what, "Put a heading “## Title {#id}” above it."))
    for line in parts.strays:
        what = "A directive stands below text."
        faults.append(Fault(file, line, what, "Put it right under its heading, one to a step."))
    if parts.open_fence:
        what = "The code block that begins here does not end."
        faults.append(Fault(file, parts.open_fence, what, "Close it with the same marks."))
    return tuple(faults)
