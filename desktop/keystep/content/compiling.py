"""Sound documents become a :class:`~keystep.domain.lesson.Pack`, in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import fields, replace

from keystep.content.checklist import read_checklist
from keystep.content.document import Document
from keystep.content.languages import media_in
from keystep.content.manifest import in_language
from keystep.content.names import Kind
from keystep.content.source import Source
from keystep.domain.lesson import Pack
from keystep.domain.quiz import Item

_TARGETS = ("quiz", "assessment", "deck", "scenario")
_FILES = ("file", "captions", "poster")
_PICTURE = re.compile(
    r"""(\]\(\s*<?|\bsrc\s*=\s*["']?|^ {0,3}\[[^\]\n]+\]:\s*<?)([A-Za-z0-9][A-Za-z0-9._-]*)""",
    re.MULTILINE,
)
_OF_EVERY_ITEM = frozenset({field.name for field in fields(Item)} - {"asks"})
_TRUE_FALSE = {
    "ar": ("صحيح", "خطأ"),
    "de": ("Richtig", "Falsch"),
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "fr": ("Vrai", "Faux"),
    "it": ("Vero", "Falso"),
    "nl": ("Waar", "Onwaar"),
    "pl": ("Prawda", "Fałsz"),
    "pt": ("Verdadeiro", "Falso"),
    "tr": ("Doğru", "Yanlış"),
    "uk": ("Правда", "Неправда"),
}


def compiled(source: Source) -> Pack:
    """The pack in the author's language, with a variant for each other one that has anything."""
    (manifest,) = source.of(Kind.PACK)
    data: Any = manifest.data
    pack = _compiled(source, data)
    told = {tag: _compiled(source, in_language(data, tag)) for tag in source.languages[1:]}
    said = {tag: variant for tag, variant in told.items() if _differs(pack, variant)}
    return replace(pack, variants=said)


def _differs(pack: Pack, variant: Pack) -> bool:
    return replace(variant, languages=pack.languages) != pack


def _compiled(source: Source, manifest: dict[str, Any]) -> Pack:
    """The pack in the language that leads in ``manifest``; what it lacks is the author's."""
    tag = manifest["languages"][0]
    media = media_in(tag, source.media)
    data: dict[str, Any] = {
        "audience": (),
        "skills": (),
        "key_results": (),
        "paths": (),
        "assessments": (),
        **{key: value for key, value in manifest.items() if key != "variants"},
        "lessons": [
            _lesson(one, language, media) for one, language in source.said(Kind.LESSON, tag)
        ],
        "quizzes": [_quiz(one, language) for one, language in source.said(Kind.QUIZ, tag)],
        "decks": [one.data for one, _ in source.said(Kind.DECK, tag)],
        "scenarios": [one.data for one, _ in source.said(Kind.SCENARIO, tag)],
        "media": source.media,
    }
    return msgspec.convert(data, Pack)


def _lesson(document: Document, language: str, media: dict[str, str]) -> dict[str, Any]:
    """``media`` maps the names of media to those that serve in this language."""
    data: Any = document.data
    front = dict(data["front"])
    hotspots = front.pop("hotspots", {})
    steps = [_step(step, hotspots.get(step["id"], ()), media) for step in data["steps"]]
    return {**front, "language": language, "steps": steps}


def _step(
    step: dict[str, Any], hotspots: Sequence[dict[str, Any]], media: dict[str, str]
) -> dict[str, Any]:
    """A step with its directive's keys beside its own, and one name for what it shows."""
    show = dict(step.get("show", {"kind": "article"}))
    targets = [show.pop(key) for key in _TARGETS if key in show]
    files = {key: media.get(show[key], show[key]) for key in _FILES if key in show}
    made = {"id": step["id"], "title": step["title"], **show, **files, "target": "".join(targets)}
    made["hotspots"] = [_hotspot(hotspot, media) for hotspot in hotspots]
    if "required" in show:
        made["required"] = show["required"] == "yes"
    text = _with_pictures(step["text"], media)
    return {**made, **(_points(text) if show["kind"] == "checklist" else {"text": text})}


def _hotspot(hotspot: dict[str, Any], media: dict[str, str]) -> dict[str, Any]:
    """Per cent become thousandths."""
    text = _with_pictures(hotspot["text"], media)
    return {**hotspot, "x": hotspot["x"] * 10, "y": hotspot["y"] * 10, "text": text}


def _with_pictures(text: str, media: dict[str, str]) -> str:
    """Markdown with the pictures that serve in its language."""
    return _PICTURE.sub(lambda found: found[1] + media.get(found[2], found[2]), text)


def _points(text: str) -> dict[str, Any]:
    """A checklist's points, taken out of its text."""
    read = read_checklist(text)
    around = "\n\n".join(part for part in (read.before, read.after) if part)
    return {"text": around, "points": read.points, "points_at": len(read.before)}


def _quiz(document: Document, language: str) -> dict[str, Any]:
    data: Any = document.data
    words = _TRUE_FALSE.get(language.partition("-")[0], _TRUE_FALSE["en"])
    return {**data, "items": [_item(item, words) for item in data["items"]]}


def _item(item: dict[str, Any], words: tuple[str, str]) -> dict[str, Any]:
    """What every item has, and beside it what its type asks for."""
    common = {key: value for key, value in item.items() if key in _OF_EVERY_ITEM}
    asks = {key: value for key, value in item.items() if key not in _OF_EVERY_ITEM}
    if asks["type"] == "truefalse":
        answer = asks.pop("answer")
        pairs = zip(words, (True, False), strict=True)
        asks["options"] = [{"text": text, "right": answer is right} for text, right in pairs]
    return {**common, "asks": asks}
