"""What a quiz says of its items becomes what each of them asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import fields

from keystep.content.document import Document
from keystep.domain.quiz import Item

_Values = dict[str, Any]

_OF_EVERY_ITEM = frozenset({field.name for field in fields(Item)} - {"asks"})
_FILES = ("picture", "sound")
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


def compiled_quiz(document: Document, language: str, media: dict[str, str]) -> _Values:
    """A quiz whose file is in ``language``; ``media`` maps the names of media to those that serve
    there."""
    data: Any = document.data
    return {**data, "items": [_item(item, language, media) for item in data["items"]]}


def _item(item: _Values, language: str, media: dict[str, str]) -> _Values:
    """What every item has, and beside it what its type asks for."""
    common = {key: value for key, value in item.items() if key in _OF_EVERY_ITEM}
    files = {key: media.get(common[key], common[key]) for key in _FILES if key in common}
    asks = {key: value for key, value in item.items() if key not in _OF_EVERY_ITEM}
    if asks["type"] == "truefalse":
        asks = _true_false(asks, language)
    elif made := _MADE.get(asks["type"]):
        asks = made(asks)
    return {**common, **files, "asks": asks}


def _true_false(asks: _Values, language: str) -> _Values:
    words = _TRUE_FALSE.get(language.partition("-")[0], _TRUE_FALSE["en"])
    pairs = zip(words, (True, False), strict=True)
    options = [{"text": text, "right": asks["answer"] is right} for text, right in pairs]
    return {"type": asks["type"], "options": options}


def _cloze(asks: _Values) -> _Values:
    """Gaps in the order in which they stand in the text."""
    gaps = sorted(asks["gaps"], key=lambda name: int(asks["text"].find(f"{{{name}}}")))
    return {**asks, "gaps": [{"id": name, "entry": _entry(asks["gaps"][name])} for name in gaps]}


def _entry(gap: _Values) -> _Values:
    return {"type": "single" if "options" in gap else "text", **gap}


def _hotspot(asks: _Values) -> _Values:
    """Per cent become thousandths."""
    sides = ("x", "y", "width", "height")
    return {
        **asks,
        "regions": [
            {**region, **{side: region[side] * 10 for side in sides}} for region in asks["regions"]
        ],
    }


def _categorise(asks: _Values) -> _Values:
    """A thing without feedback may be its text alone."""
    return {
        **asks,
        "bins": [
            {**each, "things": [_thing(thing) for thing in each["things"]]} for each in asks["bins"]
        ],
    }


def _thing(thing: str | _Values) -> _Values:
    return {"text": thing} if isinstance(thing, str) else thing


_MADE: dict[str, Callable[[_Values], _Values]] = {
    "cloze": _cloze,
    "hotspot": _hotspot,
    "categorise": _categorise,
}
