"""A checked folder becomes a :class:`~keystep.domain.lesson.Pack`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from keystep.content.checker import check_source
from keystep.content.document import Document
from keystep.content.faults import Fault
from keystep.content.names import Kind
from keystep.content.source import Source, open_source
from keystep.domain.lesson import Pack
from keystep.errors import PackRefused

_TARGETS = ("quiz", "assessment", "deck", "scenario")


def read_source(folder: Path, schemas: Path) -> Pack:
    """Check and read the pack in ``folder``.

    Raises PackRefused, with every fault in ``values["faults"]``, when it has any.
    """
    return compile_source(open_source(folder), schemas)


def compile_source(source: Source, schemas: Path) -> Pack:
    """As :func:`read_source`, for a folder already read."""
    if faults := check_source(source, schemas):
        raise _refused(source.folder, faults)
    return _to_pack(source)


def _refused(folder: Path, faults: tuple[Fault, ...]) -> PackRefused:
    return PackRefused(
        "The pack {pack} was not taken. {first} Faults in all: {count};"
        " “keystep pack check” lists every one.",
        pack=folder.name,
        first=faults[0],
        count=len(faults),
        faults=faults,
    )


def _to_pack(source: Source) -> Pack:
    (manifest,) = source.of(Kind.PACK)
    data: dict[str, Any] = {
        "audience": (),
        "skills": (),
        "key_results": (),
        "paths": (),
        "assessments": (),
        **manifest.data,
        "lessons": [_lesson(document) for document in source.of(Kind.LESSON)],
        "quizzes": [_quiz(document) for document in source.of(Kind.QUIZ)],
        "decks": [document.data for document in source.of(Kind.DECK)],
        "scenarios": [document.data for document in source.of(Kind.SCENARIO)],
        "media": source.media,
    }
    return msgspec.convert(data, Pack)


def _lesson(document: Document) -> dict[str, Any]:
    data: Any = document.data
    return {**data["front"], "steps": [_step(step) for step in data["steps"]]}


def _step(step: dict[str, Any]) -> dict[str, Any]:
    """A step with its directive's keys beside its own, and one name for what it shows."""
    show = dict(step.get("show", {"kind": "article"}))
    targets = [show.pop(key) for key in _TARGETS if key in show]
    own = {key: value for key, value in step.items() if key != "show"}
    return {**own, **show, "target": "".join(targets)}


def _quiz(document: Document) -> dict[str, Any]:
    data: Any = document.data
    return {**data, "items": [_item(item) for item in data["items"]]}


def _item(item: dict[str, Any]) -> dict[str, Any]:
    """True or false becomes a choice of two."""
    if item["type"] != "truefalse":
        return item
    options = [
        {"text": text, "right": item["answer"] is right}
        for text, right in (("True", True), ("False", False))
    ]
    return {**{key: value for key, value in item.items() if key != "answer"}, "options": options}
