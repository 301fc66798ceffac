"""Which documents and media say what another one says, in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from keystep.content.document import Document
from keystep.content.faults import Fault, shown
from keystep.content.names import MANIFEST, Kind

_TAGGED = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(\.[a-z0-9]+)")
_NOT_SAID = f"Add it to “languages” in {MANIFEST}, or rename the file."

Variants = dict[str, dict[str, Document]]


class Spoken(Struct, frozen=True):
    """Documents by language.

    ``languages`` are the tags that the manifest names, the author's first. ``own`` are the author's
    documents, ``variants`` the others: by tag, then by the author's file.
    """

    languages: tuple[str, ...]
    own: tuple[Document, ...]
    variants: Variants
    faults: tuple[Fault, ...]


def by_language(documents: Sequence[Document], files: Iterable[str]) -> Spoken:
    """Tell the author's ``documents`` from those in other languages, in a pack of ``files``."""
    languages = _languages(documents)
    sorter = _Sorter(documents, files, languages)
    own = tuple(document for document in documents if sorter.is_own(document))
    return Spoken(languages, own, sorter.variants, tuple(sorter.faults))


def media_in(tag: str, media: Iterable[str]) -> dict[str, str]:
    """The names of media that have another in the language ``tag``, with that one's name."""
    names = set(media)
    parts = ((name, *tagged(name)) for name in names)
    return {base: name for name, base, language in parts if language == tag and base in names}


def tagged(path: str) -> tuple[str, str]:
    """A path without the language tag in its name, and the tag; “” where there is none."""
    found = _TAGGED.fullmatch(path)
    return (found[1] + found[3], found[2]) if found else (path, "")


def _languages(documents: Sequence[Document]) -> tuple[str, ...]:
    """The languages that the manifest names, the author's first."""
    manifests = (document for document in documents if document.kind is Kind.PACK)
    return tuple(tag.text for m in manifests for tag in m.root.at("languages").each() if tag.text)


class _Sorter:
    """One walk over documents, collecting variants and faults on the way."""

    def __init__(
        self, documents: Sequence[Document], files: Iterable[str], languages: tuple[str, ...]
    ) -> None:
        self.variants: Variants = {}
        self.faults: list[Fault] = []
        self._languages = languages
        self._documents = {document.file: document for document in documents}
        self._files = set(files)
        self._by_stem = {str(PurePosixPath(path).with_suffix("")): path for path in self._files}

    def is_own(self, document: Document) -> bool:
        """Whether ``document`` is the author's; what is not is put in its place."""
        name, tag = tagged(document.file)
        stem = str(PurePosixPath(name).with_suffix(""))
        base = name if name in self._files else self._by_stem.get(stem, "")
        if not tag or document.kind is Kind.PACK:
            return True
        if tag in self._languages[1:]:
            self._put(document, tag, base, name)
            return False
        if not base or _id(document) != _id(self._documents.get(base)):
            return True
        if self._languages:
            self._complain(document, f"{shown(tag)} is no other language of the pack.", _NOT_SAID)
        return False

    def _put(self, document: Document, tag: str, base: str, name: str) -> None:
        told = self.variants.setdefault(tag, {})
        if not base:
            what = f"There is no file {shown(name)} that this could say in {shown(tag)}."
            self._complain(document, what, "Write that one first, or correct the name.")
        elif base in told:
            what = f"{told[base].file} says the same in {shown(tag)}."
            self._complain(document, what, "Keep one of them.")
        elif base in self._documents:
            told[base] = document

    def _complain(self, document: Document, what: str, mend: str) -> None:
        self.faults.append(Fault(document.file, 0, what, mend))


def _id(document: Document | None) -> str | None:
    if document is None:
        return None
    return document.root.at("front").at("id").text or document.root.at("id").text
