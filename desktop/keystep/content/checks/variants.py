"""A variant in another language differs from the author's file in its words alone."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.checklist import read_checklist
from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.manifest import TABLES
from keystep.content.names import MANIFEST, MAX_TOTAL, Kind, is_text
from keystep.content.source import Source

WORDS = {
    Kind.LESSON: frozenset({"title", "task", "learnt", "text", "alt", "file", "captions", "poster"})
    | {"x", "y"},
    Kind.QUIZ: frozenset({"title", "question", "text", "feedback", "unit"})
    | {"accept", "typos", "exact"},
    Kind.DECK: frozenset({"title", "front", "back", "note"}),
    Kind.SCENARIO: frozenset({"title", "goal", "prompt", "speaker", "text", "words"})
    | {"consequence", "debrief"},
}
"""The keys whose values may differ: words, what is typed in words, pictures, places on them."""
_AS_THERE = "Write it as there: only words differ between languages."


def variant_faults(source: Source) -> Iterator[Fault]:
    """Every difference between languages that is not one of words."""
    own = {document.file: document for document in source.documents}
    for documents in source.variants.values():
        for file, document in documents.items():
            yield from _Comparison(own[file]).faults(own[file].root, document.root)
            yield from _point_faults(own[file], document)
    for manifest in source.of(Kind.PACK):
        yield from _title_faults(manifest, source.languages[1:])
    yield from _size_faults(source)


class _Comparison:
    """What a variant says, held against the author's document ``own``."""

    def __init__(self, own: Document) -> None:
        self._file = own.file
        self._words = WORDS[own.kind]

    def faults(self, own: Spot, told: Spot) -> Iterator[Fault]:
        if isinstance(own.value, dict) and isinstance(told.value, dict):
            for key in sorted({*own.keys, *told.keys} - self._words):
                yield from self.faults(own.at(key), told.at(key))
        elif isinstance(own.value, list) and isinstance(told.value, list):
            yield from self._list_faults(own, told)
        elif _bare(own.value) != _bare(told.value):
            what = f"{_name(told)} is other than in {self._file}."
            yield told.fault(what, f"Write {shown(own.value)}." if own.text else _AS_THERE)

    def _list_faults(self, own: Spot, told: Spot) -> Iterator[Fault]:
        ids, told_ids = _ids(own), _ids(told)
        if ids or told_ids:
            yield from self._id_faults(own, told)
            shared = [name for name in ids if name in told_ids]
            if shared != [name for name in told_ids if name in ids]:
                what = f"{_name(told)} is in another order than in {self._file}."
                yield told.fault(what, f"Write in this order: {', '.join(shared)}.")
            for name in shared:
                yield from self.faults(ids[name], told_ids[name])
            return
        mine, theirs = tuple(own.each()), tuple(told.each())
        if len(mine) != len(theirs):
            what = f"{_name(told)} counts {len(theirs)}, in {self._file} {len(mine)}."
            yield told.fault(what, _AS_THERE)
        for one, other in zip(mine, theirs, strict=False):
            yield from self.faults(one, other)

    def _id_faults(self, own: Spot, told: Spot) -> Iterator[Fault]:
        ids, told_ids = _ids(own), _ids(told)
        missing = [name for name in ids if name not in told_ids]
        for name in missing:
            what = f"{_name(told)} has no {shown(name)} as {self._file} has."
            yield told.fault(what, "Add it with the same id.")
        for spot in told.texts(EACH, "id"):
            if spot.text not in ids:
                what = f"{self._file} has no {shown(spot.text)} here."
                yield spot.fault(what, suggestion(spot.text, missing or ids))
            elif spot.place[:-1] != told_ids[spot.text].place:
                yield spot.fault(f"The id {shown(spot.text)} is here twice.", "Keep one of them.")


def _bare(value: object) -> object:
    """What is off or empty is as good as absent."""
    return None if value is False or value in ("", [], {}) else value


def _ids(entries: Spot) -> dict[str, Spot]:
    """The entries of a list by their ids, each id's first."""
    found: dict[str, Spot] = {}
    for entry in entries.each():
        if name := entry.at("id").text:
            found.setdefault(name, entry)
    return found


def _name(spot: Spot) -> str:
    """The nearest key around a value."""
    return shown(next((key for key in reversed(spot.place) if isinstance(key, str)), "the file"))


def _point_faults(own: Document, told: Document) -> Iterator[Fault]:
    """Checklists with more or fewer points: events say how many there were, by number."""
    mine = _ids(own.root.at("steps"))
    for name, step in _ids(told.root.at("steps")).items():
        if name in mine and step.at("show").at("kind").text == "checklist":
            here, there = (
                len(read_checklist(one.at("text").text).points) for one in (step, mine[name])
            )
            if here != there:
                what = f"The checklist counts {here} points, in {own.file} {there}."
                yield step.fault(what, "Write as many, in the same order.")


def _title_faults(manifest: Document, tags: tuple[str, ...]) -> Iterator[Fault]:
    variants = manifest.root.at("variants")
    for tag in variants.keys:
        if tag not in tags:
            what = f"{shown(tag)} is no other language of the pack."
            yield variants.at(tag).fault(what, suggestion(tag, tags))
        for table in TABLES:
            known = {spot.text for spot in manifest.root.texts(table, EACH, "id")}
            titles = variants.at(tag).at(table)
            for name in titles.keys:
                if name not in known:
                    what = f"There is no {shown(name)} among {shown(table)}."
                    yield titles.at(name).fault(what, suggestion(name, known))


def _size_faults(source: Source) -> Iterator[Fault]:
    """An installed pack holds every language whole, what it has in the author's alone as well."""
    size = sum(size for path, size in source.files.items() if is_text(path))
    if size * len(source.languages) > MAX_TOTAL:
        what = f"The pack has {size:,} bytes of text in {len(source.languages)} languages."
        mend = f"At most {MAX_TOTAL:,} bytes over all languages are allowed: divide the pack."
        yield Fault(MANIFEST, 0, what, mend)
