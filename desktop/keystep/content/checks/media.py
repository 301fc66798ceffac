"""Media that are there, are what their ending says, and reach for nothing outside the pack."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from keystep.content.captions import read_captions
from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import CAPTIONS, FILMS, MEDIA, PICTURES, SOUNDS, Kind, ending
from keystep.content.source import Source
from keystep.content.svg import svg_problem
from keystep.errors import PackRefused

_ENDINGS = {"captions": CAPTIONS, "poster": PICTURES}
_PLAYED = {"video": FILMS, "audio": SOUNDS}
_OF_ITEMS = {"picture": PICTURES, "sound": SOUNDS}
_OF_CARDS = {
    f"{side}{key}": endings for side in ("", "back_") for key, endings in _OF_ITEMS.items()
}
_FIRST_BYTES = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".webm": b"\x1aE\xdf\xa3",
    ".ogg": b"OggS",
}


def media_faults(source: Source) -> Iterator[Fault]:
    """Faults of the files in ``media/`` and of what names them."""
    for spot, endings in _named(source):
        yield from _reference_faults(spot, endings, source.media)
    for name in source.media:
        yield from _file_faults(source.folder, f"{MEDIA}/{name}")
    for file, text in source.captions.items():
        try:
            read_captions(text)
        except PackRefused as refused:
            told = refused.values
            yield Fault(file, int(str(told["line"])), str(told["what"]), str(told["mend"]))


def _named(source: Source) -> Iterator[tuple[Spot, frozenset[str]]]:
    """Where media are named, with the endings that serve there."""
    for document in source.every(Kind.LESSON):
        for directive in document.root.find("steps", EACH, "show"):
            of_file = _PLAYED.get(directive.at("kind").text, PICTURES)
            for key, endings in {"file": of_file, **_ENDINGS}.items():
                yield from ((spot, endings) for spot in directive.texts(key))
    for document in source.every(Kind.QUIZ):
        for key, endings in _OF_ITEMS.items():
            yield from ((spot, endings) for spot in document.root.texts("items", EACH, key))
    for document in source.every(Kind.DECK):
        for key, endings in _OF_CARDS.items():
            yield from ((spot, endings) for spot in document.root.texts("cards", EACH, key))
    for document in source.every(Kind.SCENARIO):
        pictures = document.root.texts("scenes", EACH, "picture")
        yield from ((spot, PICTURES) for spot in pictures)


def _reference_faults(
    spot: Spot, endings: frozenset[str], media: Collection[str]
) -> Iterator[Fault]:
    fitting = [name for name in media if ending(name) in endings]
    if spot.text not in media:
        what = f"There is no file {shown(spot.text)} in media/."
        yield spot.fault(what, suggestion(spot.text, fitting))
    elif spot.text not in fitting:
        what = f"{shown(spot.text)} does not serve as {shown(spot.place[-1])}."
        yield spot.fault(what, f"Name a file ending in {_listed(endings)}.")


def _listed(endings: frozenset[str]) -> str:
    return " or ".join(sorted(endings))


def _file_faults(folder: Path, path: str) -> Iterator[Fault]:
    start = _FIRST_BYTES.get(ending(path))
    if start:
        with (folder / path).open("rb") as file:
            if file.read(len(start)) != start:
                what = f"The file is not what its ending {ending(path)} says."
                yield Fault(path, 0, what, "Export it again, or give it its true ending.")
    elif ending(path) == ".svg" and (problem := svg_problem((folder / path).read_bytes())):
        yield Fault(path, *problem)
