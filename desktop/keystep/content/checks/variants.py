"""A variant in another language differs from the author's file in its words alone."""

from __future__ import annotations

from collections.abc import Iterator

from keystep.content.checklist import read_checklist
from keystep.content.checks.gaps import gaps_in
from keystep.content.document import EACH, Document, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.gap_marks import marked, numbers_of
from keystep.content.manifest import TABLES
from keystep.content.names import MANIFEST, MAX_TOTAL, Kind, is_text
from keystep.content.source import Source

WORDS = {
    Kind.LESSON: frozenset({"title", "task", "learnt", "text", "alt", "file", "captions", "poster"})
    | {"x", "y"},
    Kind.QUIZ: frozenset({"title", "question", "text", "items.feedback", "unit", "left"})
    | {"options.feedback", "pairs.feedback", "pairs.right"}
    | {"regions.feedback", "things.feedback"}
    | {"accept", "typos", "heed", "picture", "alt", "sound", "spoken"}
    | {"x", "y", "width", "height"},
    Kind.DECK: frozenset({"title", "front", "back", "text", "note"})
    | {"accept", "typos", "heed", "x", "y", "width", "height"}
    | {"picture", "alt", "sound", "spoken"}
    | {"back_picture", "back_alt", "back_sound", "back_spoken"},
    Kind.SCENARIO: frozenset({"title", "goal", "prompt", "speaker", "text", "words"})
    | {"consequence", "debrief", "discuss", "picture", "alt"},
}
"""The keys whose values may differ: words, what is typed in words, pictures, places on them. A key
that is other things elsewhere is named with the one that it stands below."""
_LISTS_OF_WORDS = frozenset({"hints", "others", "pieces", "things", "tags", "under"})
"""The keys of lists that say as much, in other words."""
_AS_THERE = "Write it as there: only words differ between languages."


def variant_faults(source: Source) -> Iterator[Fault]:
    """Every difference between languages that is not one of words."""
    own = {document.file: document for document in source.documents}
    for documents in source.variants.values():
        for file, document in documents.items():
            yield from _Comparison(own[file]).faults(own[file].root, document.root)
            yield from _point_faults(own[file], document)
            yield from _gap_order_faults(own[file], document)
            yield from _gap_number_faults(own[file], document)
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
            for key in sorted({*own.keys, *told.keys}):
                if not self._may_differ(told.at(key)):
                    yield from self.faults(own.at(key), told.at(key))
        elif isinstance(own.value, list) and isinstance(told.value, list):
            yield from self._list_faults(own, told)
        elif _bare(own.value) != _bare(told.value) and not _are_words(own, told):
            what = f"{_name(told)} is other than in {self._file}."
            yield told.fault(what, f"Write {shown(own.value)}." if own.text else _AS_THERE)

    def _may_differ(self, told: Spot) -> bool:
        *_, around, key = ("", *_keys(told))
        return around != "gaps" and (key in self._words or f"{around}.{key}" in self._words)

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


def _keys(spot: Spot) -> tuple[str, ...]:
    """The keys around a value, from the outermost one."""
    return tuple(key for key in spot.place if isinstance(key, str))


def _name(spot: Spot) -> str:
    """The nearest key around a value."""
    return shown(next(reversed(_keys(spot)), "the file"))


def _are_words(own: Spot, told: Spot) -> bool:
    """Whether two entries are of a list of words; those that have feedback say theirs as text."""
    said = (one.text or one.at("text").text for one in (own, told))
    return all(said) and _keys(told)[-1] in _LISTS_OF_WORDS


def _gap_order_faults(own: Document, told: Document) -> Iterator[Fault]:
    """Gaps that stand in another order: answers are kept by it."""
    mine = _ids(own.root.at("items"))
    for name, item in _ids(told.root.at("items")).items():
        wanted, gaps = (gaps_in(one) for one in (mine.get(name, item), item))
        if gaps != wanted and sorted(gaps) == sorted(wanted):
            what = f"The gaps stand in another order than in {own.file}."
            yield item.at("text").fault(what, f"Write in this order: {', '.join(wanted)}.")


def _gap_number_faults(own: Document, told: Document) -> Iterator[Fault]:
    """Texts of which the gaps have other numbers: they make other cards."""
    mine = _ids(own.root.at("cards"))
    for name, card in _ids(told.root.at("cards")).items():
        texts = (one.at("text") for one in (mine.get(name, card), card))
        wanted, numbers = (numbers_of(marked(text.text)) for text in texts)
        if numbers != wanted:
            what = f"The gaps have other numbers than in {own.file}."
            yield card.at("text").fault(what, f"Number them {', '.join(map(str, wanted))}.")


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
