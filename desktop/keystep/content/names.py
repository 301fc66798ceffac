"""Which files a pack may hold, and what they may be called on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import PurePosixPath

from keystep.content.faults import Fault, shown

_MIB = 1024 * 1024
MAX_FILES = 10_000
MAX_TOTAL = 512 * _MIB
MAX_MEDIA = 64 * _MIB
MAX_TEXT = _MIB

MANIFEST = "pack.toml"
MEDIA = "media"
PICTURES = frozenset({".svg", ".png", ".jpg"})
FILMS = frozenset({".webm"})
SOUNDS = frozenset({".ogg"})
CAPTIONS = frozenset({".vtt"})


class Kind(StrEnum):
    """A document of a pack; the value names its schema."""

    PACK = "pack"
    LESSON = "lesson"
    QUIZ = "quiz"
    DECK = "deck"
    SCENARIO = "scenario"


ENDINGS = {
    "lessons": frozenset({".md"}),
    "quizzes": frozenset({".yaml"}),
    "decks": frozenset({".yaml", ".csv"}),
    "scenarios": frozenset({".yaml"}),
    MEDIA: PICTURES | FILMS | SOUNDS | CAPTIONS,
}
_KINDS = {
    MANIFEST: Kind.PACK,
    "lessons": Kind.LESSON,
    "quizzes": Kind.QUIZ,
    "decks": Kind.DECK,
    "scenarios": Kind.SCENARIO,
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})


def is_overlooked(name: str) -> bool:
    """Hidden files, and what file managers leave behind, are neither read nor refused."""
    return name.startswith(".") or name.casefold() in _LEFT_BY_SYSTEMS


def kind_of(path: str) -> Kind | None:
    """What the file at ``path`` inside a pack holds; None for media."""
    return _KINDS.get(path.split("/", maxsplit=1)[0])


def is_text(path: str) -> bool:
    """Whether the file at ``path`` inside a pack is read as text."""
    return not path.startswith(f"{MEDIA}/") or ending(path) in CAPTIONS


def ending(path: str) -> str:
    return PurePosixPath(path).suffix


def size_limit(path: str) -> int:
    """The most bytes that the file at ``path`` inside a pack may have."""
    return MAX_TEXT if is_text(path) else MAX_MEDIA


def file_faults(sizes: dict[str, int]) -> Iterator[Fault]:
    """Faults of names and sizes in a pack of these files (path inside the pack → bytes)."""
    for path, size in sizes.items():
        yield from _name_faults(path)
        if size > size_limit(path):
            yield _fault(
                path,
                f"The file has {size:,} bytes.",
                f"At most {size_limit(path):,} are allowed: make it smaller or divide it.",
            )
    yield from _twins(sizes)
    if len(sizes) > MAX_FILES or sum(sizes.values()) > MAX_TOTAL:
        yield _fault(
            MANIFEST,
            f"The pack has {len(sizes):,} files and {sum(sizes.values()):,} bytes.",
            f"At most {MAX_FILES:,} files and {MAX_TOTAL:,} bytes are allowed: divide the pack.",
        )


def _name_faults(path: str) -> Iterator[Fault]:
    if path == MANIFEST:
        return
    folder, _, name = path.partition("/")
    if folder not in ENDINGS or not name or "/" in name:
        yield _fault(path, "The file has no place in a pack.", LAYOUT)
    elif not _NAME.fullmatch(name) or name.endswith("."):
        yield _fault(
            path,
            f"{shown(name)} is not a name that every system can hold.",
            "Use the letters a to z, digits, “-”, “_” and “.” only.",
        )
    elif name.split(".")[0].casefold() in _RESERVED:
        yield _fault(path, f"{shown(name)} is a reserved name on Windows.", "Rename the file.")
    elif ending(name) not in ENDINGS[folder]:
        yield _fault(
            path,
            f"{shown(ending(name) or name)} is not an ending for files in {folder}/.",
            f"Use {' or '.join(sorted(ENDINGS[folder]))}.",
        )


LAYOUT = f"A pack holds {MANIFEST} and flat folders: {', '.join(ENDINGS)}."


def _twins(paths: Iterable[str]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path in paths:
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            yield _fault(
                path,
                f"The name differs from {shown(twin)} in capitals only.",
                "Rename one of them: some systems take both for one file.",
            )


def _fault(path: str, what: str, mend: str) -> Fault:
    return Fault(path, 0, what, mend)
