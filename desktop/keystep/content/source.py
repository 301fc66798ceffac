"""A pack's folder read once: every document with its lines, and what was wrong in reading."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from keystep.content.csv_deck import read_csv_deck
from keystep.content.document import Document, Reading
from keystep.content.faults import Fault
from keystep.content.languages import Variants, by_language
from keystep.content.lessons import read_lesson
from keystep.content.names import (
    CAPTIONS,
    ENDINGS,
    LAYOUT,
    MANIFEST,
    MEDIA,
    Kind,
    ending,
    file_faults,
    is_overlooked,
    is_text,
    kind_of,
)
from keystep.content.text import read_text
from keystep.content.toml import read_toml
from keystep.content.yaml import read_yaml


class Source(Struct, frozen=True):
    """``files`` maps paths inside the pack to bytes; ``unread`` are those that gave no document.

    ``languages`` are the tags that the manifest names, the author's first. ``documents`` are the
    author's, ``variants`` those in other languages: by tag, then by the author's file.
    ``captions`` maps caption files to their text.
    """

    folder: Path
    files: dict[str, int]
    documents: tuple[Document, ...]
    languages: tuple[str, ...]
    variants: Variants
    captions: dict[str, str]
    unread: frozenset[str]
    faults: tuple[Fault, ...]

    @property
    def media(self) -> dict[str, int]:
        """Names inside ``media/`` with their sizes in bytes."""
        start = f"{MEDIA}/"
        return {p.removeprefix(start): n for p, n in self.files.items() if p.startswith(start)}

    def of(self, kind: Kind) -> tuple[Document, ...]:
        """The author's documents of a kind."""
        return tuple(document for document in self.documents if document.kind is kind)

    @property
    def everything(self) -> tuple[Document, ...]:
        """The documents in every language."""
        told = (document for variants in self.variants.values() for document in variants.values())
        return (*self.documents, *told)

    def said(self, kind: Kind, tag: str) -> Iterator[tuple[Document, str]]:
        """The documents of a kind in the language ``tag``, the author's where it has none, each
        with the language that it is in."""
        told = self.variants.get(tag, {})
        for document in self.of(kind):
            variant = told.get(document.file)
            yield (variant, tag) if variant else (document, self.languages[0])

    def every(self, kind: Kind) -> tuple[Document, ...]:
        """The documents of a kind, in every language."""
        return tuple(document for document in self.everything if document.kind is kind)


def open_source(folder: Path) -> Source:
    """Read the pack in ``folder``; what cannot be read is among the faults."""
    files, faults = _scan(folder)
    faults += file_faults(files)
    readable = [p for p in files if is_text(p) and not any(f.file == p for f in faults)]
    texts = {path: read_text(path, (folder / path).read_bytes()) for path in readable}
    faults += [text for text in texts.values() if isinstance(text, Fault)]
    good = {path: text for path, text in texts.items() if isinstance(text, str)}
    readings = [_read(path, text) for path, text in good.items()]
    documents = tuple(reading.document for reading in readings if reading.document)
    spoken = by_language(documents, files)
    read = {document.file for document in documents}
    return Source(
        folder=folder,
        files=files,
        documents=spoken.own,
        languages=spoken.languages,
        variants=spoken.variants,
        captions={p: text for p, text in good.items() if ending(p) in CAPTIONS},
        unread=frozenset(p for p in files if kind_of(p) and p not in read),
        faults=(*faults, *spoken.faults, *(f for reading in readings for f in reading.faults)),
    )


def _read(path: str, text: str) -> Reading:
    match kind_of(path):
        case Kind.PACK:
            return read_toml(path, text)
        case Kind.LESSON:
            return read_lesson(path, text)
        case Kind.DECK if ending(path) == ".csv":
            return read_csv_deck(path, text)
        case Kind() as kind:
            values = read_yaml(path, text)
            if values.data is None:
                return Reading(None, values.faults)
            return Reading(Document(path, kind, values.data, values.lines), values.faults)
        case None:
            return Reading(None)


def _scan(folder: Path) -> tuple[dict[str, int], list[Fault]]:
    """The regular files of a pack, in order, and what stands in their way."""
    if not folder.is_dir():
        what = "There is no such folder."
        return {}, [Fault(str(folder), 0, what, f"Name a folder that holds {MANIFEST}.")]
    files: dict[str, int] = {}
    faults: list[Fault] = []
    for path, mode, size in _entries(folder):
        if stat.S_ISREG(mode):
            files[path] = size
        elif stat.S_ISDIR(mode):
            faults.append(Fault(path, 0, "The folder has no place in a pack.", LAYOUT))
        else:
            what = "This is a link." if stat.S_ISLNK(mode) else "This is not a file."
            faults.append(Fault(path, 0, what, "Put the file itself here."))
    if MANIFEST not in files and not any(fault.file == MANIFEST for fault in faults):
        what = f"{MANIFEST} is missing."
        faults.append(Fault(MANIFEST, 0, what, "Write it: it names the pack and its skills."))
    return files, faults


def _entries(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, mode and size of everything in ``folder`` and in the folders that a pack may have."""
    for name in sorted(os.listdir(folder)):
        if is_overlooked(name):
            continue
        status = (folder / name).lstat()
        if name in ENDINGS and stat.S_ISDIR(status.st_mode):
            for inner in sorted(os.listdir(folder / name)):
                if not is_overlooked(inner):
                    info = (folder / name / inner).lstat()
                    yield f"{name}/{inner}", info.st_mode, info.st_size
        else:
            yield name, status.st_mode, status.st_size
