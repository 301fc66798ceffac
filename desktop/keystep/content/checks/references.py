"""Ids are unique where they must be, and whatever is named exists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from keystep.content.document import EACH, Document, Place, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind, kind_of
from keystep.content.source import Source

Pattern = tuple[str, ...]

_DEFINED: dict[str, tuple[Kind, Pattern]] = {
    "skill": (Kind.PACK, ("skills", EACH, "id")),
    "key result": (Kind.PACK, ("key_results", EACH, "id")),
    "path": (Kind.PACK, ("paths", EACH, "id")),
    "assessment": (Kind.PACK, ("assessments", EACH, "id")),
    "lesson": (Kind.LESSON, ("front", "id")),
    "quiz": (Kind.QUIZ, ("id",)),
    "item": (Kind.QUIZ, ("items", EACH, "id")),
    "deck": (Kind.DECK, ("id",)),
    "card": (Kind.DECK, ("cards", EACH, "id")),
    "scenario": (Kind.SCENARIO, ("id",)),
}
_NAMED: tuple[tuple[str, Kind, Pattern], ...] = (
    ("skill", Kind.PACK, ("key_results", EACH, "skills", EACH)),
    ("quiz", Kind.PACK, ("assessments", EACH, "forms", EACH)),
    ("skill", Kind.LESSON, ("front", "skills", EACH)),
    ("key result", Kind.LESSON, ("front", "key_result")),
    ("quiz", Kind.LESSON, ("steps", EACH, "show", "quiz")),
    ("assessment", Kind.LESSON, ("steps", EACH, "show", "assessment")),
    ("deck", Kind.LESSON, ("steps", EACH, "show", "deck")),
    ("scenario", Kind.LESSON, ("steps", EACH, "show", "scenario")),
    ("skill", Kind.QUIZ, ("items", EACH, "skill")),
    ("skill", Kind.DECK, ("cards", EACH, "skill")),
    ("lesson", Kind.DECK, ("cards", EACH, "lesson")),
    ("skill", Kind.SCENARIO, ("skill",)),
)


class _Within(Struct, frozen=True):
    """Ids that are unique inside the first ``depth`` keys of their place only."""

    kind: Kind
    patterns: tuple[Pattern, ...]
    depth: int


_UNIQUE_WITHIN = (
    _Within(Kind.LESSON, (("steps", EACH, "id"),), 0),
    _Within(Kind.SCENARIO, (("meters", EACH, "id"), ("variables", EACH, "id")), 0),
    _Within(Kind.SCENARIO, (("scenes", EACH, "id"), ("endings", EACH, "id")), 0),
    _Within(Kind.SCENARIO, (("scenes", EACH, "choices", EACH, "id"),), 2),
)


def reference_faults(source: Source) -> Iterator[Fault]:
    """Names of what the pack does not have."""
    known = {what: _ids(source, what) for what in _DEFINED}
    for what, kind, pattern in _NAMED:
        if not _is_unknowable(source, what):
            for spot in _spots(source, kind, pattern):
                if spot.text not in known[what]:
                    message = f"There is no {what} {shown(spot.text)}."
                    yield spot.fault(message, suggestion(spot.text, known[what]))
    for manifest in source.of(Kind.PACK):
        yield from _path_faults(manifest, known["lesson"])


def duplicate_faults(source: Source) -> Iterator[Fault]:
    """Ids given twice."""
    for kind, pattern in _DEFINED.values():
        yield from _repeated(_spots(source, kind, pattern))
    for rule in _UNIQUE_WITHIN:
        for document in source.of(rule.kind):
            spots = (s for pattern in rule.patterns for s in document.root.texts(*pattern))
            yield from _repeated(spots, rule.depth)


def _path_faults(manifest: Document, lessons: frozenset[str]) -> Iterator[Fault]:
    """Lessons of this pack that it does not have, or twice; other packs' lessons are not known."""
    own = manifest.root.at("id").text
    for path in manifest.root.find("paths", EACH):
        seen: set[tuple[str, str]] = set()
        for spot in path.texts("lessons", EACH):
            pack, _, lesson = spot.text.rpartition("/")
            if pack in ("", own) and lesson not in lessons:
                yield spot.fault(
                    f"There is no lesson {shown(lesson)}.", suggestion(lesson, lessons)
                )
            if (pack or own, lesson) in seen:
                yield spot.fault(f"{shown(spot.text)} is on this path twice.", "Keep it once.")
            seen.add((pack or own, lesson))


def _repeated(spots: Iterator[Spot], depth: int = 0) -> Iterator[Fault]:
    seen: dict[tuple[Place, str], Spot] = {}
    for spot in spots:
        first = seen.setdefault((spot.place[:depth], spot.text), spot)
        if first is not spot:
            where = f"{first.document.file}:{first.line}"
            yield spot.fault(
                f"The id {shown(spot.text)} is taken: it stands in {where} too.",
                "Give one of them another id.",
            )


def _spots(source: Source, kind: Kind, pattern: Pattern) -> Iterator[Spot]:
    for document in source.of(kind):
        yield from document.root.texts(*pattern)


def _ids(source: Source, what: str) -> frozenset[str]:
    """The ids defined; a file that could not be read is taken to define its own name."""
    kind, pattern = _DEFINED[what]
    stems = (
        PurePosixPath(path).stem
        for path in source.unread
        if pattern[-2:] in (("id",), ("front", "id")) and kind_of(path) is kind
    )
    return frozenset((*(spot.text for spot in _spots(source, kind, pattern)), *stems))


def _is_unknowable(source: Source, what: str) -> bool:
    """Whether the manifest, which would define these, could not be read."""
    return _DEFINED[what][0] is Kind.PACK and not source.of(Kind.PACK)
